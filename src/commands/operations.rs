//! `operations`: what is there of each service, and what is missing.

use std::error::Error;
use std::io::{self, Write};

use crate::cli::OperationsArgs;
use crate::control::coverage;

/// Prints each service with its operations.
pub(super) fn run(options: &OperationsArgs) -> Result<(), Box<dyn Error>> {
    match print(options, &mut io::stdout().lock()) {
        // Whoever reads it has seen enough: `operations | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => Ok(printed?),
    }
}

fn print(options: &OperationsArgs, out: &mut impl Write) -> io::Result<()> {
    for service in coverage() {
        let all = service.there.len() + service.missing.len();
        writeln!(out, "{}: {} of {all}", service.service.name(), service.there.len())?;
        if !options.missing {
            list(out, "there", &service.there)?;
        }
        list(out, "missing", &service.missing)?;
    }
    Ok(())
}

fn list(out: &mut impl Write, heading: &str, operations: &[&str]) -> io::Result<()> {
    for operation in operations {
        writeln!(out, "  {heading:<8}{operation}")?;
    }
    Ok(())
}
