//! Usage plans: which API keys may call which stages, how often and how much (developer guide, "Creating and using usage
//! plans with API keys").

use std::collections::HashMap;
use std::sync::Arc;

use http::Method;

use crate::runtime::throttle::Throttle;

pub use self::quota::{Counts, DayCount, Period, Quota};

mod quota;

/// The API keys of an account and region that are in usage plans, by their values.
#[derive(Debug, Default)]
pub struct UsagePlans {
    keys: HashMap<Box<str>, Arc<ApiKey>>,
}

impl UsagePlans {
    /// Plans with these keys.
    pub fn new(keys: impl IntoIterator<Item = (Box<str>, ApiKey)>) -> Self {
        Self { keys: keys.into_iter().map(|(value, key)| (value, Arc::new(key))).collect() }
    }

    /// The key with this value.
    pub fn key(&self, value: &str) -> Option<&Arc<ApiKey>> {
        self.keys.get(value)
    }

    /// The quota of a key in a plan, by their ids.
    pub fn quota(&self, plan: &str, key: &str) -> Option<&Quota> {
        let mut of_key = self.keys().filter(|known| *known.id == *key).flat_map(|known| &known.subscriptions);
        of_key.find(|known| *known.plan == *plan)?.quota.as_ref()
    }

    /// All keys in no order.
    pub fn keys(&self) -> impl Iterator<Item = &ApiKey> {
        self.keys.values().map(|key| &**key)
    }
}

/// An API key and the plans that it is in.
#[derive(Debug)]
pub struct ApiKey {
    /// Its id, by which it is managed.
    pub id: Box<str>,
    /// Its value, by which it is known.
    pub value: Box<str>,
    /// Whether it may be used.
    pub enabled: bool,
    /// Its place in each of its plans.
    pub subscriptions: Vec<Subscription>,
}

impl ApiKey {
    /// Its place in the one plan that has a stage.
    pub fn subscription(&self, api: &str, stage: &str) -> Option<(&Subscription, &PlanStage)> {
        let of_stage = |plan: &PlanStage| *plan.api == *api && *plan.stage == *stage;
        self.subscriptions.iter().find_map(|plan| Some((plan, plan.stages.iter().find(|stage| of_stage(stage))?)))
    }
}

/// A key's place in a plan. Each key has a plan's limits to itself, for all the plan's stages together.
#[derive(Debug)]
pub struct Subscription {
    /// The plan's id.
    pub plan: Box<str>,
    /// The stages that the plan is for.
    pub stages: Vec<PlanStage>,
    /// How often the key may be used.
    pub throttle: Option<Arc<Throttle>>,
    /// How much it may be used.
    pub quota: Option<Quota>,
}

/// A stage of a plan, for one key.
#[derive(Debug)]
pub struct PlanStage {
    /// The API's id.
    pub api: Box<str>,
    /// The stage's name.
    pub stage: Box<str>,
    /// How often the key may be used for single methods, by path and verb: `/pets/{id}/GET`.
    pub methods: HashMap<Box<str>, Arc<Throttle>>,
}

impl PlanStage {
    /// How often the key may be used for a method, `/pets/{id}/GET`; where ANY is declared, for the request's verb.
    pub fn throttle(&self, method: &str, verb: &Method) -> Option<&Arc<Throttle>> {
        if self.methods.is_empty() {
            return None;
        }
        let of_verb = method.strip_suffix("/ANY").and_then(|path| self.methods.get(&*format!("{path}/{verb}")));
        of_verb.or_else(|| self.methods.get(method))
    }
}

/// That callers of a method or route need an API key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyRule {
    /// Where it comes from.
    pub source: ApiKeySource,
    /// The method as plans name it, `/pets/{id}/GET`, or the route's key.
    pub method: Box<str>,
}

/// Where a caller's API key comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeySource {
    /// `HEADER`: the header `x-api-key`.
    Header,
    /// `AUTHORIZER`: the Lambda authorizer's `usageIdentifierKey`.
    Authorizer,
}
