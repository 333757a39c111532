//! What publishing changes: compiled before a commit, and put in service after it.

use std::collections::BTreeSet;
use std::sync::Arc;

use emulator_api::admin::Scope;
use emulator_api::arn::FunctionArn;
use serde_json::Value;

use super::{api, domain, domain_key};
use crate::control::domain::name::DOMAIN_NAME;
use crate::control::lambda;
use crate::control::ports::{Ports, PublishedFunction};
use crate::control::rest::api::REST_API;
use crate::control::rest::usage_plan::USAGE_PLAN;
use crate::control::usage;
use crate::control::v2::api::API;
use crate::runtime::account::Account;
use crate::runtime::domain::Domain;
use crate::runtime::finding::{Found, Owner};
use crate::runtime::usage::UsagePlans;
use crate::runtime::{Api, Live, Runtime};
use crate::store::{Extent, Reading, Store, StoreError, Stored};

/// What publishing will change, compiled before the commit and applied after it.
#[derive(Debug, Default)]
pub(crate) struct Change {
    pub(super) steps: Vec<Step>,
    pub(super) functions: Vec<FunctionStep>,
    usage_plans: Vec<(Arc<Account>, UsagePlans)>,
    /// Whose things are not those that they were: nothing of it that is live goes on.
    begun_anew: Option<(Scope, Vec<Arc<Account>>)>,
    found: Vec<Found>,
}

/// Whether what is put in service goes on from what served before: with its caches, its buckets, its counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Continuity {
    GoesOn,
    BeginsAnew,
}

#[derive(Debug)]
pub(super) enum Step {
    Put(Api),
    Remove(String),
    PutDomain(Domain),
    RemoveDomain(String),
}

#[derive(Debug)]
pub(super) enum FunctionStep {
    Put(PublishedFunction),
    Restore(PublishedFunction),
    Permit(FunctionArn, Vec<Value>),
    Remove(FunctionArn),
}

impl Change {
    /// The first setting that AWS would refuse, or that does nothing here, that was not there before, and that strict emulators refuse.
    /// The log is told of all.
    pub(crate) fn first_finding(&self, live: &Live) -> Option<String> {
        let news =
            self.found.iter().flat_map(|found| live.findings.news(found).into_iter().map(|finding| (&found.owner, finding)));
        let mut first = None;
        for (owner, finding) in news {
            let (stage, path) = (finding.stage.as_deref(), &*finding.path);
            tracing::warn!(%owner, stage, path, "{}", finding.message);
            if !finding.tolerated {
                first.get_or_insert_with(|| format!("{owner}, {finding}"));
            }
        }
        first
    }

    pub(super) fn put_api(&mut self, compiled: Option<(Api, Found)>) {
        let Some((api, found)) = compiled else { return };
        self.steps.push(Step::Put(api));
        self.found.push(found);
    }

    pub(super) fn put_domain(&mut self, compiled: Option<(Domain, Found)>) {
        let Some((domain, found)) = compiled else { return };
        self.steps.push(Step::PutDomain(domain));
        self.found.push(found);
    }

    pub(super) fn put_usage_plans(&mut self, (account, plans, found): (Arc<Account>, UsagePlans, Found)) {
        // What comes in the place of something else comes at once: no call sees neither.
        self.usage_plans.retain(|(withdrawn, _)| !Arc::ptr_eq(withdrawn, &account));
        self.usage_plans.push((account, plans));
        self.found.push(found);
    }

    /// Puts it in service: the functions and usage plans first, then the APIs in one swap.
    pub(crate) fn apply(self, live: &Live, ports: &dyn Ports) {
        for step in self.functions {
            match step {
                FunctionStep::Put(function) => ports.publish_function(function),
                FunctionStep::Restore(function) => ports.restore_function(function),
                FunctionStep::Permit(arn, statements) => ports.permit_function(&arn, &statements),
                FunctionStep::Remove(arn) => ports.withdraw_function(&arn),
            }
        }
        for (account, plans) in self.usage_plans {
            account.replace_usage_plans(plans);
        }
        for step in &self.steps {
            match step {
                Step::Remove(id) => live.findings.remove(&Owner::Api(id.clone())),
                Step::RemoveDomain(name) => live.findings.remove(&Owner::Domain(name.clone())),
                Step::Put(_) | Step::PutDomain(_) => {}
            }
        }
        for found in self.found {
            live.findings.put(found);
        }
        for account in self.begun_anew.iter().flat_map(|(_, accounts)| accounts) {
            account.begin_anew();
        }
        if !self.steps.is_empty() {
            live.update(|runtime| self.steps.into_iter().fold(runtime.clone(), |runtime, step| step.apply(&runtime)));
        }
        if let Some((scope, accounts)) = self.begun_anew {
            ports.begin_anew(&scope);
            drop(accounts);
            live.accounts.forget_idle();
        }
    }

    /// Takes everything of a scope out of service, before what comes after it.
    pub(crate) async fn withdraw(tx: &mut Reading, live: &Live, scope: &Scope) -> Result<Self, StoreError> {
        let apis = live.load();
        let apis = apis.apis().filter(|api| scope.covers(&api.account, &api.region));
        let mut change = Change { steps: apis.map(|api| Step::Remove(api.id.to_string())).collect(), ..Change::default() };
        for (kind, Stored { path, doc }) in tx.of_kinds(&Extent::of(scope), &[lambda::FUNCTION, DOMAIN_NAME.name]).await? {
            if kind == lambda::FUNCTION {
                change.functions.extend(lambda::published::arn(&doc).map(FunctionStep::Remove));
            } else {
                change.steps.push(Step::RemoveDomain(domain_key(&path)));
            }
        }
        for ((account, region), shared) in live.accounts.all() {
            if scope.covers(&account, &region) {
                change.usage_plans.push((shared, UsagePlans::default()));
                let (account, region) = (account.into_string(), region.into_string());
                let owner = Owner::UsagePlans { account: account.clone(), region: region.clone() };
                change.found.push(Found { owner, account, region, findings: Vec::new() });
            }
        }
        Ok(change)
    }

    /// Has nothing that is live of a scope go on, once everything is compiled.
    pub(crate) fn begin_anew(&mut self, live: &Live, scope: &Scope) {
        let accounts = live.accounts.all().into_iter().filter(|((account, region), _)| scope.covers(account, region));
        self.begun_anew = Some((scope.clone(), accounts.map(|(_, shared)| shared).collect()));
    }

    /// How many APIs it takes out of service or puts there.
    pub(crate) fn apis(&self) -> usize {
        self.steps.iter().filter(|step| matches!(step, Step::Put(_) | Step::Remove(_))).count()
    }

    /// Puts everything in service that the store holds of an extent.
    pub(crate) async fn add(
        &mut self,
        store: &Arc<Store>,
        tx: &mut Reading,
        live: &Live,
        extent: &Extent,
        continuity: Continuity,
    ) -> Result<(), StoreError> {
        let mut roots_with_plans = BTreeSet::new();
        let kinds = [lambda::FUNCTION, REST_API.name, API.name, DOMAIN_NAME.name, USAGE_PLAN.name];
        for (kind, Stored { path, doc }) in tx.of_kinds(extent, &kinds).await? {
            if kind == lambda::FUNCTION {
                let arn = lambda::published::arn(&doc);
                self.functions.retain(|step| !matches!(step, FunctionStep::Remove(removed) if Some(removed) == arn.as_ref()));
                self.functions.extend(lambda::published::of(&doc, store).map(FunctionStep::Restore));
            } else if kind == DOMAIN_NAME.name {
                self.put_domain(domain(tx, &path).await?);
            } else if kind == USAGE_PLAN.name {
                roots_with_plans.insert(usage::root_of(&path).to_owned());
            } else {
                self.put_api(api(tx, live, &path, continuity).await?);
            }
        }
        for root in roots_with_plans {
            self.put_usage_plans(usage::compiled(tx, live, &root, continuity).await?);
        }
        Ok(())
    }
}

impl Step {
    fn apply(self, runtime: &Runtime) -> Runtime {
        match self {
            Step::Put(api) => runtime.with_api(api),
            Step::Remove(id) => runtime.without_api(&id),
            Step::PutDomain(domain) => runtime.with_domain(domain),
            Step::RemoveDomain(name) => runtime.without_domain(&name),
        }
    }
}
