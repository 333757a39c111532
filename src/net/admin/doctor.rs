//! What would be otherwise on AWS.

use std::collections::BTreeSet;

use emulator_api::admin::{AccountId, Concern, Diagnosis, RegionName, Remark, Scope};

use super::Admin;
use super::problem::Result;
use super::routes::{Call, Head, Routes};
use crate::gateway::Gateway;
use crate::gateway::authorize::Signers;
use crate::runtime::account::AccountLimits;

pub(super) fn routes(routes: Routes) -> Routes {
    let summary = "What of the present state would be otherwise on AWS; of a scope, if one is named, and of the emulator itself";
    routes.json(Head::get("/_emulator/doctor", "diagnose", summary), diagnose)
}

async fn diagnose(Call { admin, input, .. }: Call<Scope>) -> Result<Diagnosis> {
    let mut remarks = admin.control.remarks().await?;
    remarks.extend(faults(&admin));
    remarks.extend(functions(&admin.gateway));
    remarks.extend(clocks(&admin.gateway));
    remarks.extend(settings(&admin.gateway));
    Ok(Diagnosis { remarks: remarks.into_iter().filter(|remark| is_in(remark, &input)).collect() })
}

/// Whether a remark is about what a scope names, or about what all have in common.
fn is_in(Remark { account, region, .. }: &Remark, scope: &Scope) -> bool {
    (scope.account.is_none() || account.is_none() || scope.account == *account)
        && (scope.region.is_none() || region.is_none() || scope.region == *region)
}

fn faults(admin: &Admin) -> impl Iterator<Item = Remark> {
    admin.gateway.faults.all().into_iter().map(|fault| {
        let Scope { account, region } = admin.scope_of(&fault);
        let message = format!("calls fail on purpose; DELETE /_emulator/faults/{} ends it", fault.id);
        Remark { concern: Concern::Fault, account, region, place: fault.id, message }
    })
}

/// The clocks that do not show the machine's time.
fn clocks(gateway: &Gateway) -> impl Iterator<Item = Remark> {
    let clocks = &gateway.live.accounts.clocks;
    let common = (None, clocks.shown(None));
    let of_accounts = clocks.apart().into_iter().map(|(account, shown)| (AccountId::try_from(String::from(account)).ok(), shown));
    let moved = std::iter::once(common).chain(of_accounts).filter(|(_, shown)| shown.is_frozen || shown.ahead_millis != 0);
    moved.map(|(account, shown)| {
        let stands = if shown.is_frozen { "stands still and " } else { "" };
        let place = if account.is_some() { "the account's clock" } else { "the clock" };
        let of_account = account.as_ref().map(|account| format!(" with {{\"account\": \"{}\"}}", account.as_str()));
        let message = format!(
            "it {stands}shows {}; POST /_emulator/clock/reset{} sets it right",
            shown.now,
            of_account.unwrap_or_default()
        );
        Remark { concern: Concern::Clock, account, region: None, place: place.to_owned(), message }
    })
}

fn functions(gateway: &Gateway) -> BTreeSet<Remark> {
    let remark = |concern, (account, region): (String, String), place: String, message: String| Remark {
        concern,
        account: AccountId::try_from(account).ok(),
        region: RegionName::try_from(region).ok(),
        place,
        message,
    };
    let runtime = gateway.live.load();
    let is_there = |source: &str| source.split(':').nth(5).and_then(|call| runtime.api(call.split('/').next()?)).is_some();
    let unpermitted = gateway.functions.without_permission();
    let unpermitted = unpermitted.into_iter().filter(|function| function.lack.source().is_none_or(is_there)).map(|function| {
        let message = format!(
            "{}. AWS answers 500 for APIs with such a function; permit it there with AddPermission, the principal being \
             apigateway.amazonaws.com and the source the API's ARN",
            function.lack
        );
        let place = format!("function {}", function.name);
        if function.lack.is_of_all_accounts() {
            return Remark { concern: Concern::Permission, account: None, region: None, place, message };
        }
        remark(Concern::Permission, (function.account, function.region), place, message)
    });
    let elsewhere = gateway.functions.used_from_elsewhere().into_iter().map(|used| {
        let message = format!(
            "the function {} of account {} in {} stands for it; AWS would find none there",
            used.name, used.account, used.region
        );
        let place = used.arn.to_string();
        remark(Concern::Arn, (used.arn.account, used.arn.region), place, message)
    });
    unpermitted.chain(elsewhere).collect()
}

/// What the command line has set otherwise.
fn settings(gateway: &Gateway) -> Vec<Remark> {
    let remark =
        |concern, place: &str, message: String| Remark { concern, account: None, region: None, place: place.to_owned(), message };
    let mut remarks = Vec::new();
    let (here, on_aws) = (gateway.live.accounts.all_limits(), AccountLimits::default());
    let rates =
        [("--account-throttle", here.requests, on_aws.requests), ("--connection-throttle", here.connections, on_aws.connections)];
    for (option, here, on_aws) in rates {
        if here != on_aws {
            let message =
                format!("{}:{} a second and at once; AWS's own are {}:{}", here.rate, here.burst, on_aws.rate, on_aws.burst);
            remarks.push(remark(Concern::Quota, option, message));
        }
    }
    let unchecked = match &gateway.trust.signers {
        Signers::Anyone { .. } => Some(
            "every well-formed signature passes, and may do everything; with a file of credentials AWS_IAM methods check \
             signatures and policies, with --strict operations check them too",
        ),
        Signers::Known(_) if !gateway.trust.strict => {
            Some("signatures of operations, and what policies say of them, are not looked at; with --strict they are checked")
        }
        Signers::Known(_) => None,
    };
    remarks.extend(unchecked.map(|message| remark(Concern::Credentials, "--credentials", message.to_owned())));
    remarks
}
