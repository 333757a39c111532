//! The clocks: what the time is for tokens, caches, quotas, throttles and connections.

use std::time::Duration;

use emulator_api::admin::{AccountId, AdvanceClock, Clock, ClockOwner, FreezeClock};

use super::problem::{Refusal, Result};
use super::routes::{Call, Head, Routes};
use super::{Admin, time};
use crate::clock::{CannotAdvance, Change, Clocks, Shown};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .json(Head::get("/_emulator/clock", "getClock", "What a clock shows"), show)
        .json(Head::post("/_emulator/clock/freeze", "freezeClock", "Have a clock stand still"), freeze)
        .json(Head::post("/_emulator/clock/advance", "advanceClock", "Have a clock go on at once"), advance)
        .json(Head::post("/_emulator/clock/resume", "resumeClock", "Have a clock run on from what it shows"), resume)
        .json(Head::post("/_emulator/clock/reset", "resetClock", "Have a clock show the machine's time and run"), reset)
}

async fn show(call: Call<ClockOwner>) -> Result<Clock> {
    Ok(shown(clocks(&call.admin), call.input.account))
}

async fn freeze(call: Call<FreezeClock>) -> Result<Clock> {
    let at = call.input.to.as_deref().map(|to| time("to", to)).transpose()?;
    change(&call.admin, call.input.account, Change::Freeze(at))
}

async fn advance(call: Call<AdvanceClock>) -> Result<Clock> {
    let AdvanceClock { account, seconds, to } = call.input;
    let how_far = match (seconds, to) {
        (Some(seconds), None) => {
            let by = Duration::try_from_secs_f64(seconds);
            Change::Advance(by.map_err(|error| Refusal::bad_request(format!("seconds is {seconds}: {error}")))?)
        }
        (None, Some(to)) => Change::AdvanceTo(time("to", &to)?),
        (Some(_), Some(_)) | (None, None) => return Err(Refusal::bad_request("a clock is advanced by seconds, or to a time")),
    };
    change(&call.admin, account, how_far)
}

async fn resume(call: Call<ClockOwner>) -> Result<Clock> {
    change(&call.admin, call.input.account, Change::Resume)
}

async fn reset(call: Call<ClockOwner>) -> Result<Clock> {
    change(&call.admin, call.input.account, Change::Reset)
}

fn clocks(admin: &Admin) -> &Clocks {
    &admin.gateway.live.accounts.clocks
}

fn change(admin: &Admin, account: Option<AccountId>, change: Change) -> Result<Clock> {
    let clocks = clocks(admin);
    let changed = clocks.change(account.as_ref().map(AccountId::as_str), change);
    changed.map_err(|why| match why {
        CannotAdvance::ShowsLater(_) => Refusal::conflict(why.to_string()),
        CannotAdvance::TooFar => Refusal::bad_request(why.to_string()),
    })?;
    Ok(shown(clocks, account))
}

fn shown(clocks: &Clocks, account: Option<AccountId>) -> Clock {
    let shown = clocks.shown(account.as_ref().map(AccountId::as_str));
    let apart = if account.is_none() { clocks.apart() } else { Vec::new() };
    // Accounts have 12 digits wherever they come from.
    let apart = apart.into_iter().filter_map(|(account, shown)| Some((AccountId::try_from(String::from(account)).ok()?, shown)));
    let accounts = apart.map(|(account, shown)| told(Some(account), &shown, Vec::new())).collect();
    told(account, &shown, accounts)
}

fn told(account: Option<AccountId>, shown: &Shown, accounts: Vec<Clock>) -> Clock {
    Clock {
        account,
        now: shown.now.to_string(),
        epoch_millis: shown.now.as_millis(),
        frozen: shown.is_frozen,
        ahead_seconds: seconds(shown.ahead_millis),
        accounts,
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of 10,000 years are exact in a double")]
fn seconds(millis: i64) -> f64 {
    millis as f64 / 1000.0
}
