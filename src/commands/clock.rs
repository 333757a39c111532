//! `clock`: reads and moves the clocks of a running emulator.

use std::error::Error;

use emulator_api::admin::{AccountId, AdvanceClock, Clock, ClockOwner, FreezeClock};

use super::running::{PATIENCE, Running, print, query, table};
use crate::cli::{ClockArgs, ClockCommand, HowFar};

/// Does what is asked, and prints what the clock shows then.
pub(super) fn run(options: &ClockArgs) -> Result<(), Box<dyn Error>> {
    let running = Running::at(&options.running, PATIENCE)?;
    let account = options.account.clone();
    let clock: Clock = match &options.command {
        None | Some(ClockCommand::Show) => running.get(&format!("/_emulator/clock{}", query(&ClockOwner { account })?))?,
        Some(ClockCommand::Freeze { to }) => running.post("/_emulator/clock/freeze", &FreezeClock { account, to: to.clone() })?,
        Some(ClockCommand::Advance { how_far }) => running.post("/_emulator/clock/advance", &advance(account, how_far))?,
        Some(ClockCommand::Resume) => running.post("/_emulator/clock/resume", &ClockOwner { account })?,
        Some(ClockCommand::Reset) => running.post("/_emulator/clock/reset", &ClockOwner { account })?,
    };
    print(&clock, options.running.json, readable)
}

fn advance(account: Option<AccountId>, how_far: &HowFar) -> AdvanceClock {
    match how_far {
        HowFar::By(duration) => AdvanceClock { account, seconds: Some(duration.as_secs_f64()), to: None },
        HowFar::To(time) => AdvanceClock { account, seconds: None, to: Some(time.clone()) },
    }
}

fn readable(clock: &Clock) -> String {
    let rows: Vec<[String; 4]> = std::iter::once(clock).chain(&clock.accounts).map(row).collect();
    table(["ACCOUNT", "TIME", "RUNS", "AHEAD"], &rows)
}

fn row(clock: &Clock) -> [String; 4] {
    let account = clock.account.as_ref().map_or("all others", AccountId::as_str);
    let runs = if clock.frozen { "frozen" } else { "yes" };
    [account.to_owned(), clock.now.clone(), runs.to_owned(), format!("{} s", clock.ahead_seconds)]
}
