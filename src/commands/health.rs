//! `health`: asks a running emulator whether it is ready; what the image's HEALTHCHECK runs.

use std::error::Error;
use std::time::Duration;

use emulator_api::admin::{Health, Status};

use super::running::{Running, print};
use crate::cli::RunningArgs;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// Succeeds when the emulator answers that it is ready.
pub(super) fn run(options: &RunningArgs) -> Result<(), Box<dyn Error>> {
    let health: Health = Running::at(options, PATIENCE)?.get_though_unready("/_emulator/health")?;
    match health.status {
        Status::Ready => print(&health, options.json, |health| format!("ready, version {}\n", health.version)),
        Status::Starting => unready(&health, options, "it is still starting"),
        Status::Failed => unready(&health, options, &format!("a part of its start failed:\n{}", health.failures.join("\n"))),
    }
}

/// Fails, for people with the reason alone.
fn unready(health: &Health, options: &RunningArgs, why: &str) -> Result<(), Box<dyn Error>> {
    if options.json {
        print(health, true, |_| String::new())?;
    }
    Err(format!("the emulator at {} is not ready: {why}", options.url).into())
}
