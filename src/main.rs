//! The binary: reads the command line, does what it says, and tells what went wrong.

use std::io::{self, Write};
use std::process::ExitCode;

use apigw_emulator::cli::Cli;
use apigw_emulator::commands;
use clap::Parser;

fn main() -> ExitCode {
    match commands::run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // When standard error is gone too, nobody is left to tell.
            let _ = writeln!(io::stderr(), "apigw-emulator: {error}");
            ExitCode::FAILURE
        }
    }
}
