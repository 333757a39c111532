//! What API keys have used of their quotas: GetUsage and UpdateUsage.

use std::ops::RangeInclusive;

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::page::{Page, encode_token};
use emulator_api::patch::PatchOp::Replace;
use emulator_api::patch::{self, PatchOperation, PatchRule, PatchValue, Refusals};
use serde_json::{Value, json};

use crate::clock::Day;
use crate::control::call::{Scope, text};
use crate::control::rest::usage_plan::USAGE_PLAN;
use crate::control::rest::usage_plan_key::USAGE_PLAN_KEY;
use crate::control::{Control, crud, usage};
use crate::runtime::usage::{Period, Quota};
use crate::store::{UsageDay, path};

/// The longest range of dates (AWS Knowledge Center, "How can I get the usage associated with an API key?").
const MOST_DAYS: i32 = 90;

/// The longest period of a quota, in days.
const LONGEST_PERIOD: i32 = 31;

/// What UpdateUsage accepts (API reference, "Patch operations").
pub(crate) const PATCH: &[PatchRule] = &[PatchRule::new(
    "/remaining",
    &[Replace],
    PatchValue::Int { min: 0, max: 2_147_483_647, refusal: "Invalid remaining quota specified" },
)];

/// Answers what the keys of a plan used and had left on each day of a range.
pub(crate) async fn get(control: &Control, scope: Scope, input: Input) -> Result<Output> {
    let page = Page::read(scope.spec, &input.members)?;
    let (first, last) = (date(&input.members, "startDate")?, date(&input.members, "endDate")?);
    if last < first {
        return Err(AwsError::bad_request("The start date must not be after the end date"));
    }
    if last.number() - first.number() >= MOST_DAYS {
        return Err(AwsError::bad_request(format!("The usage date range can't exceed {MOST_DAYS} days")));
    }
    usage::save(&control.store, &control.live).await?;
    let mut tx = control.store.begin_read().await?;
    let plan = crud::find(&scope, &mut tx, &USAGE_PLAN, &input.members).await?;
    let mut keys = if text(&input.members, "keyId").is_empty() {
        let keys = crud::all(&scope, &mut tx, &USAGE_PLAN_KEY, &input.members).await?;
        keys.iter().map(|key| path::last(&key.path).into_owned()).collect()
    } else {
        vec![text(&crud::find(&scope, &mut tx, &USAGE_PLAN_KEY, &input.members).await?, "id").to_owned()]
    };
    keys.retain(|key| page.after.as_ref().is_none_or(|after| key > after));
    let more = keys.len() > page.limit;
    keys.truncate(page.limit);

    let plan_at = USAGE_PLAN.path(&scope, &input.members);
    let kept = tx.usage(&plan_at, first.plus(-LONGEST_PERIOD), last).await?;
    let days = first..=last.min(Day::of(scope.now));
    let account = control.live.accounts.get(&scope.caller.account, &scope.caller.region);
    let plans = account.usage_plans();
    let values = keys.iter().filter_map(|key| {
        let quota = plans.quota(text(&plan, "id"), key)?;
        let at = path::join(&format!("{plan_at}/keys"), key);
        let kept: Vec<&UsageDay> = kept.iter().filter(|usage| usage.path == at).collect();
        Some((key.clone(), daily(quota, &kept, days.clone())))
    });
    let mut answer = answer(text(&plan, "id"), first, last, values.collect());
    if let Some(last) = keys.last().filter(|_| more) {
        answer.insert("position".to_owned(), encode_token(scope.spec, &input.members, last).into());
    }
    Ok(Output::from(answer))
}

/// Grants a key another rest of its quota for the current period.
pub(crate) async fn update(control: &Control, scope: Scope, input: Input) -> Result<Output> {
    let mut tx = control.store.begin_read().await?;
    crud::find(&scope, &mut tx, &USAGE_PLAN, &input.members).await?;
    crud::find(&scope, &mut tx, &USAGE_PLAN_KEY, &input.members).await?;
    drop(tx);
    let mut change = Doc::new();
    patch::apply_as(Refusals::ListsPaths, PATCH, &mut change, &PatchOperation::read(&input.members)?)?;

    let (plan, key) = (text(&input.members, "usagePlanId"), text(&input.members, "keyId"));
    let account = control.live.accounts.get(&scope.caller.account, &scope.caller.region);
    {
        let plans = account.usage_plans();
        let quota = plans.quota(plan, key).ok_or_else(|| AwsError::bad_request(format!("Usage Plan {plan} has no quota")))?;
        let remaining = change.get("remaining").and_then(Value::as_i64).and_then(|remaining| i32::try_from(remaining).ok());
        if let Some(remaining) = remaining {
            quota.set_remaining(remaining, scope.now);
        }
    }
    let today = Day::of(scope.now).to_string();
    let mut members = input.members.clone();
    for date in ["startDate", "endDate"] {
        members.insert(date.to_owned(), today.clone().into());
    }
    get(control, scope, Input { members, ..input }).await
}

fn date(input: &Doc, member: &str) -> Result<Day> {
    let text = text(input, member);
    Day::parse(text).ok_or_else(|| AwsError::bad_request(format!("Invalid {member} specified: {text}")))
}

fn answer(plan: &str, first: Day, last: Day, values: Doc) -> Doc {
    Doc::from_iter([
        ("usagePlanId".to_owned(), plan.into()),
        ("startDate".to_owned(), first.to_string().into()),
        ("endDate".to_owned(), last.to_string().into()),
        ("items".to_owned(), Value::Object(values)),
    ])
}

/// `[used, remaining]` of each day. A day without calls has what was left before it in its period, or all of the quota.
fn daily(quota: &Quota, kept: &[&UsageDay], days: RangeInclusive<Day>) -> Value {
    let period = quota.period;
    let numbers = days.start().number()..=days.end().number();
    let entry = |day: Day| {
        let latest = kept.iter().rev().find(|usage| usage.day <= day);
        match latest {
            Some(usage) if usage.day == day => json!([usage.used, usage.remaining]),
            Some(usage) if is_same_period(period, usage.day, day) => json!([0, usage.remaining]),
            _ => json!([0, quota.limit]),
        }
    };
    numbers.map(|number| entry(Day::from_number(number))).collect()
}

fn is_same_period(period: Period, one: Day, other: Day) -> bool {
    period.first_day(one) == period.first_day(other)
}
