//! What each command of the binary does.

use std::error::Error;

use crate::cli::{Cli, Command};
use crate::template_command;

mod health;
mod operations;
mod running;
mod serve;
mod state;

/// Runs the command that the command line asks for.
///
/// # Errors
/// What went wrong, for a person to read.
pub fn run(cli: Cli) -> Result<(), Box<dyn Error>> {
    match cli.command {
        None => serve::run(cli.serve),
        Some(Command::Serve(options)) => serve::run(*options),
        Some(Command::Operations(options)) => operations::run(&options),
        Some(Command::Health(options)) => health::run(&options),
        Some(Command::State(command)) => state::run(&command),
        Some(Command::Template(options)) => Ok(template_command::run(&options)?),
    }
}
