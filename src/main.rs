//! The binary: reads the command line, does what it says, and tells what went wrong.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use apigw_emulator::commands;
use apigw_emulator::config::{self, ConfigError};

fn main() -> ExitCode {
    let done = match config::read(env::args_os()) {
        Ok(config) => commands::run(config),
        // Also help: clap knows where it goes, and how the process ends.
        Err(ConfigError::CommandLine(error)) => error.exit(),
        Err(error) => Err(error.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // When standard error is gone too, nobody is left to tell.
            let _ = writeln!(io::stderr(), "apigw-emulator: {error}");
            ExitCode::FAILURE
        }
    }
}
