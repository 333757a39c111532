//! `operations`: what is there of each service, and what is missing.

use std::error::Error;

use emulator_api::admin::{Operations, ServiceOperations};

use super::running::print;
use crate::cli::OperationsArgs;
use crate::control::coverage;

/// Prints each service with its operations.
pub(super) fn run(options: &OperationsArgs) -> Result<(), Box<dyn Error>> {
    print(&coverage(), options.json, |operations| listed(operations, options.missing))
}

fn listed(Operations { services }: &Operations, only_missing: bool) -> String {
    let mut lines = Vec::new();
    for ServiceOperations { service, there, missing } in services {
        lines.push(format!("{service}: {} of {}\n", there.len(), there.len() + missing.len()));
        if !only_missing {
            lines.extend(there.iter().map(|name| format!("  there   {name}\n")));
        }
        lines.extend(missing.iter().map(|name| format!("  missing {name}\n")));
    }
    lines.concat()
}
