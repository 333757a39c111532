//! `operations`: what is there of each service, and what is missing.

use std::error::Error;
use std::io::{self, Write};

use crate::cli::OperationsArgs;
use crate::control::coverage;

/// Prints each service with its operations.
pub(super) fn run(options: &OperationsArgs) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    for service in coverage() {
        let all = service.there.len() + service.missing.len();
        writeln!(out, "{}: {} of {all}", service.service.name(), service.there.len())?;
        if !options.missing {
            list(&mut out, "there", &service.there)?;
        }
        list(&mut out, "missing", &service.missing)?;
    }
    Ok(())
}

fn list(out: &mut impl Write, heading: &str, operations: &[&str]) -> io::Result<()> {
    for operation in operations {
        writeln!(out, "  {heading:<8}{operation}")?;
    }
    Ok(())
}
