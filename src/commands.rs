//! What each command of the binary does.

use std::error::Error;

use crate::cli::Command;
use crate::config::Config;
use crate::template_command;

mod clock;
mod config;
mod connections;
mod doctor;
mod faults;
mod health;
mod operations;
mod requests;
mod running;
mod serve;
mod state;

/// Runs the command that the command line asks for.
///
/// # Errors
/// What went wrong, for a person to read.
pub fn run(config: Config) -> Result<(), Box<dyn Error>> {
    let Config { cli, settings, notices } = config;
    match cli.command {
        None => serve::run(cli.serve, &notices),
        Some(Command::Serve(options)) => serve::run(*options, &notices),
        Some(Command::Config(options)) => config::run(options.json, &settings, &notices),
        Some(Command::Operations(options)) => operations::run(&options),
        Some(Command::Health(options)) => health::run(&options),
        Some(Command::State(command)) => state::run(&command),
        Some(Command::Requests(options)) => requests::run(*options),
        Some(Command::Clock(options)) => clock::run(&options),
        Some(Command::Connections(options)) => connections::run(&options),
        Some(Command::Faults(options)) => faults::run(options),
        Some(Command::Doctor(options)) => doctor::run(&options),
        Some(Command::Template(options)) => Ok(template_command::run(&options)?),
    }
}
