//! `state`: what a running emulator has stored.

use std::error::Error;

use emulator_api::admin::StateReset;

use super::running::{PATIENCE, Running, print};
use crate::cli::StateCommand;

/// Does what is asked with the state.
pub(super) fn run(command: &StateCommand) -> Result<(), Box<dyn Error>> {
    match command {
        StateCommand::Reset { scope, running } => {
            let scope = scope.scope();
            let reset: StateReset = Running::at(running, PATIENCE)?.post("/_emulator/state/reset", &scope)?;
            print(&reset, running.json, |reset| format!("reset {scope}: {} APIs are gone\n", reset.apis))
        }
    }
}
