//! `health`: asks a running emulator whether it is ready; what the image's HEALTHCHECK runs.

use std::error::Error;
use std::time::Duration;

use emulator_api::admin::Health;

use super::running::{Running, print};
use crate::cli::RunningArgs;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// Succeeds when the emulator answers that it is ready.
pub(super) fn run(options: &RunningArgs) -> Result<(), Box<dyn Error>> {
    let health: Health = Running::at(options, PATIENCE)?.get("/_emulator/health")?;
    print(&health, options.json, |health| format!("ready, version {}\n", health.version))
}
