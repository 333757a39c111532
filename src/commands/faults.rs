//! `faults`: has calls of a running emulator's backends fail on purpose.

use std::error::Error;

use emulator_api::admin::{Fault, FaultRule, Faults, FaultsRemoved};

use super::running::{PATIENCE, Running, part, print, query, table};
use crate::cli::{FaultsArgs, FaultsCommand};

const PATH: &str = "/_emulator/faults";

/// Does what is asked with the faults.
pub(super) fn run(FaultsArgs { command, scope, running }: FaultsArgs) -> Result<(), Box<dyn Error>> {
    let (emulator, scope) = (Running::at(&running, PATIENCE)?, scope.scope());
    match command.unwrap_or(FaultsCommand::List) {
        FaultsCommand::List => {
            let faults: Faults = emulator.get(&format!("{PATH}{}", query(&scope)?))?;
            print(&faults, running.json, listed)
        }
        FaultsCommand::Add(rule) => {
            let fault: Fault = emulator.post(PATH, &rule.rule(scope))?;
            print(&fault, running.json, |fault| format!("{} is in force: {}\n", fault.id, effect(&fault.rule)))
        }
        FaultsCommand::Remove { id } => {
            let removed: FaultsRemoved = emulator.delete(&format!("{PATH}/{}", part(&id)))?;
            print(&removed, running.json, |_| format!("{id} is no longer in force\n"))
        }
        FaultsCommand::Clear => {
            let removed: FaultsRemoved = emulator.delete(&format!("{PATH}{}", query(&scope)?))?;
            print(&removed, running.json, |removed| match removed.removed {
                1 => "1 fault is no longer in force\n".to_owned(),
                many => format!("{many} faults are no longer in force\n"),
            })
        }
    }
}

fn listed(faults: &Faults) -> String {
    if faults.faults.is_empty() {
        return "no faults are in force\n".to_owned();
    }
    let rows: Vec<_> = faults.faults.iter().map(row).collect();
    table(["ID", "CALLS OF", "FAULT", "PROBABILITY", "SEED", "MATCHED", "STRUCK"], &rows)
}

fn row(fault: &Fault) -> [String; 7] {
    let Fault { id, rule, matched, struck } = fault;
    [
        id.clone(),
        place(rule),
        effect(rule),
        rule.probability.to_string(),
        rule.seed.to_string(),
        matched.to_string(),
        struck.to_string(),
    ]
}

/// Which calls a rule is for.
fn place(rule: &FaultRule) -> String {
    let FaultRule { account, region, api_id, stage, route, .. } = rule;
    let account = account.as_ref().map(|account| account.as_str().to_owned());
    let region = region.as_ref().map(|region| region.as_str().to_owned());
    let said: Vec<String> = [account, region, api_id.clone(), stage.clone(), route.clone()].into_iter().flatten().collect();
    if said.is_empty() { "everything".to_owned() } else { said.join(" ") }
}

/// What a rule does.
fn effect(rule: &FaultRule) -> String {
    let delay = rule.delay.map(|delay| format!("{delay} ms late"));
    let status = rule.status.map(|status| format!("status {status}"));
    let lambda_error = rule.lambda_error.map(|error| format!("Lambda error {}", format!("{error:?}").to_lowercase()));
    let reset = rule.connection_reset.map(|reset| format!("{} connection reset", format!("{reset:?}").to_lowercase()));
    [delay, status, lambda_error, reset].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
