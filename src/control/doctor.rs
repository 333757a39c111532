//! What of the state, and of what was asked of the control plane, would be otherwise on AWS.

use std::collections::BTreeSet;

use emulator_api::admin::{AccountId, Concern, RegionName, Remark};
use emulator_api::error::Result;
use serde_json::Value;

use super::call::text;
use super::kind::CUSTOM_ID;
use super::rest::account;
use super::rest::api::REST_API;
use super::rest::api_key::API_KEY;
use super::strictness::Done;
use super::v2::api::API;
use super::{Control, access_log, rest, v2};
use crate::runtime::finding::Found;
use crate::store::{Extent, Stored, path};

/// The kinds whose ids can be chosen.
const WITH_CHOSEN_IDS: [&str; 3] = [REST_API.name, API.name, API_KEY.name];

impl Control {
    /// What would be otherwise on AWS.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn remarks(&self) -> Result<BTreeSet<Remark>> {
        let mut remarks: BTreeSet<Remark> = self.live.findings.all().into_iter().flat_map(settings).collect();
        remarks.extend(self.strictness.done().into_iter().map(operation));
        remarks.extend(self.quotas.changed().map(|(name, here, on_aws)| {
            of_emulator(Concern::Quota, format!("--quota {name}={here}"), format!("AWS's own number is {on_aws}"))
        }));
        let mut tx = self.store.begin_read().await?;
        for (_, stored) in tx.of_kinds(&Extent::everything(), &WITH_CHOSEN_IDS).await? {
            let chosen = stored.doc.get("tags").and_then(|tags| tags.get(CUSTOM_ID)).and_then(Value::as_str);
            let message = |id| format!("the id {id} was chosen with the tag {CUSTOM_ID}; AWS gives one of its own");
            remarks.extend(chosen.map(|id| at(Concern::Id, &stored.path, path::last(&stored.path).into_owned(), message(id))));
        }
        for (_, Stored { path, doc }) in
            tx.of_kinds(&Extent::everything(), &[rest::stage::STAGE.name, v2::stage::STAGE.name]).await?
        {
            let api = path::parent(path::parent(&path));
            let root = path::parent(path::parent(api));
            if access_log::needs_role(&doc)
                && tx.get(api).await?.is_some_and(|api| text(&api, "protocolType") != "HTTP")
                && tx.get(&account::at(root)).await?.is_none_or(|account| text(&account, "cloudwatchRoleArn").is_empty())
            {
                let place = format!("API {}, stage {}", path::last(api), path::last(&path));
                let message = "AWS writes logs with a role alone: set cloudwatchRoleArn with UpdateAccount";
                remarks.insert(at(Concern::Setting, &path, place, message.to_owned()));
            }
        }
        Ok(remarks)
    }
}

fn settings(found: Found) -> impl Iterator<Item = Remark> {
    let Found { owner, account, region, findings } = found;
    findings.into_iter().map(move |finding| {
        let stage = finding.stage.map(|stage| format!(", stage {stage}")).unwrap_or_default();
        Remark {
            concern: Concern::Setting,
            account: AccountId::try_from(account.clone()).ok(),
            region: RegionName::try_from(region.clone()).ok(),
            place: format!("{owner}{stage}, {}", finding.path),
            message: finding.message,
        }
    })
}

fn operation(Done { account, region, what, message }: Done) -> Remark {
    Remark {
        concern: Concern::Operation,
        account: AccountId::try_from(account).ok(),
        region: RegionName::try_from(region).ok(),
        place: what,
        message,
    }
}

/// A remark about what is stored at `path`.
fn at(concern: Concern, path: &str, place: String, message: String) -> Remark {
    let mut parts = path.split('/').skip(1).map(ToOwned::to_owned);
    let account = parts.next().and_then(|account| AccountId::try_from(account).ok());
    let region = parts.next().and_then(|region| RegionName::try_from(region).ok());
    Remark { concern, account, region, place, message }
}

fn of_emulator(concern: Concern, place: String, message: String) -> Remark {
    Remark { concern, account: None, region: None, place, message }
}
