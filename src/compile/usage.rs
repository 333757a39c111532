//! API keys and usage plans become what calls are counted by. They belong to the account and are in no deployment's snapshot.

use std::collections::HashMap;
use std::sync::Arc;

use emulator_api::Doc;
use serde_json::Value;

use crate::compile::Diagnostic;
use crate::compile::document::{flag, object, text};
use crate::runtime::throttle::{ACCOUNT_LIMITS, Throttle, ThrottleLimits};
use crate::runtime::usage::{ApiKey, Counts, DayCount, Period, PlanStage, Quota, Subscription, UsagePlans};

/// The documents of an account's keys and plans in a region.
#[derive(Debug, Default)]
pub struct Documents {
    /// The API keys by id.
    pub keys: HashMap<String, Doc>,
    /// The usage plans.
    pub plans: Vec<PlanDocuments>,
}

/// A usage plan and its keys.
#[derive(Debug)]
pub struct PlanDocuments {
    /// The plan.
    pub plan: Doc,
    /// The ids of its keys, with the last day that is kept of their counts.
    pub keys: Vec<(String, Option<DayCount>)>,
}

/// Compiles the keys that are in plans. What they have used goes on from `previous`, or else from what is kept.
pub fn compile(documents: &Documents, previous: &UsagePlans) -> (UsagePlans, Vec<Diagnostic>) {
    let before: HashMap<(&str, &str), &Subscription> = previous
        .keys()
        .flat_map(|key| key.subscriptions.iter().map(|subscription| ((&*subscription.plan, &*key.id), subscription)))
        .collect();
    let mut keys: HashMap<Box<str>, ApiKey> = HashMap::new();
    let mut diagnostics = Vec::new();
    for PlanDocuments { plan, keys: members } in &documents.plans {
        let plan_id = text(plan, "id").unwrap_or_default();
        for (id, kept) in members {
            let Some(key) = documents.keys.get(id) else { continue };
            let compiled = subscription(plan, *kept, before.get(&(plan_id, id.as_str())).copied());
            match compiled {
                Ok(subscription) => {
                    let enabled = flag(key, "enabled");
                    let value: Box<str> = text(key, "value").unwrap_or_default().into();
                    let new = || ApiKey { id: id.as_str().into(), value: value.clone(), enabled, subscriptions: Vec::new() };
                    keys.entry(value.clone()).or_insert_with(new).subscriptions.push(subscription);
                }
                Err(message) => diagnostics.push(Diagnostic::new(format!("/usageplans/{plan_id}"), message)),
            }
        }
    }
    (UsagePlans::new(keys), diagnostics)
}

/// A key's place in a plan.
fn subscription(plan: &Doc, kept: Option<DayCount>, before: Option<&Subscription>) -> Result<Subscription, String> {
    let stages = plan.get("apiStages").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    let limits = object(plan, "throttle").map(limits);
    Ok(Subscription {
        plan: text(plan, "id").unwrap_or_default().into(),
        stages: stages.map(|stage| plan_stage(stage, before)).collect(),
        throttle: limits.map(|limits| Throttle::continued(limits, before.and_then(|before| before.throttle.as_ref()))),
        quota: quota(plan, kept, before)?,
    })
}

fn plan_stage(document: &Doc, before: Option<&Subscription>) -> PlanStage {
    let (api, stage) = (text(document, "apiId").unwrap_or_default(), text(document, "stage").unwrap_or_default());
    let before = before.and_then(|before| before.stages.iter().find(|known| *known.api == *api && *known.stage == *stage));
    let methods = object(document, "throttle").into_iter().flatten();
    let methods = methods.filter_map(|(method, settings)| {
        let before = before.and_then(|before| before.methods.get(method.as_str()));
        Some((method.as_str().into(), Throttle::continued(limits(settings.as_object()?), before)))
    });
    PlanStage { api: api.into(), stage: stage.into(), methods: methods.collect() }
}

/// A rate and a burst; the account's counts where a plan sets only one of the two.
fn limits(settings: &Doc) -> ThrottleLimits {
    let rate = settings.get("rateLimit").and_then(Value::as_f64).unwrap_or(ACCOUNT_LIMITS.rate);
    let burst = settings.get("burstLimit").and_then(Value::as_u64);
    let burst = burst.map_or(ACCOUNT_LIMITS.burst, |burst| u32::try_from(burst).unwrap_or(u32::MAX));
    ThrottleLimits { rate, burst }
}

fn quota(plan: &Doc, kept: Option<DayCount>, before: Option<&Subscription>) -> Result<Option<Quota>, String> {
    let Some(settings) = object(plan, "quota") else { return Ok(None) };
    let number = |member: &str| settings.get(member).and_then(Value::as_i64).and_then(|number| i32::try_from(number).ok());
    let offset = number("offset").unwrap_or(0);
    let period = match text(settings, "period").unwrap_or_default() {
        "DAY" => Period::Day,
        "WEEK" => Period::Week { offset },
        "MONTH" => Period::Month { offset },
        other => return Err(format!("the quota's period {other:?} is none; the plan's keys are refused")),
    };
    let limit = number("limit").ok_or("the quota has no limit; the plan's keys are refused")?;
    let counts = match (before.and_then(|before| before.quota.as_ref()), kept) {
        (Some(quota), _) => Arc::clone(&quota.counts),
        (None, Some(last)) => Arc::new(Counts::resumed(last, limit, period)),
        (None, None) => Arc::new(Counts::none()),
    };
    Ok(Some(Quota { limit, period, counts }))
}
