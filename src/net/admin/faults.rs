//! Faults: calls of backends that fail on purpose.

use emulator_api::admin::{AccountId, Fault, FaultRule, Faults, FaultsRemoved, Nothing, RegionName, Scope};

use super::Admin;
use super::problem::{Refusal, Result};
use super::routes::{Call, Routes};
use crate::gateway::faults::Rule;

pub(super) fn routes(routes: Routes) -> Routes {
    const ALL: &str = "/_emulator/faults";
    const ONE: &str = "/_emulator/faults/{id}";
    routes
        .get(ALL, "listFaults", "The faults of a scope, and how often each has struck", list)
        .post(ALL, "addFault", "Puts a fault in force", add)
        .delete(ALL, "clearFaults", "Takes the faults of a scope out of force", clear)
        .get(ONE, "getFault", "A fault, and how often it has struck", get)
        .put(ONE, "putFault", "Puts a fault in force under an id, in the place of the one that has it", put)
        .delete(ONE, "removeFault", "Takes a fault out of force", remove)
}

async fn list(Call { admin, input, .. }: Call<Scope>) -> Result<Faults> {
    Ok(Faults { faults: admin.faults_in(&input) })
}

async fn add(Call { admin, input, .. }: Call<FaultRule>) -> Result<Fault> {
    Ok(admin.gateway.faults.add(&rule(input)?))
}

async fn clear(Call { admin, input, .. }: Call<Scope>) -> Result<FaultsRemoved> {
    Ok(FaultsRemoved { removed: admin.remove_faults(&admin.faults_in(&input)) })
}

async fn get(call: Call<Nothing>) -> Result<Fault> {
    let id = call.name("id");
    call.admin.gateway.faults.get(id).ok_or_else(|| unknown(id))
}

async fn put(call: Call<FaultRule>) -> Result<Fault> {
    let id = call.name("id").to_owned();
    let put = call.admin.gateway.faults.put(&id, rule(call.input)?);
    put.map_err(|taken| Refusal::conflict(taken.to_string()))
}

async fn remove(call: Call<Nothing>) -> Result<FaultsRemoved> {
    let id = call.name("id");
    match call.admin.gateway.faults.remove(|fault| fault.id == id) {
        0 => Err(unknown(id)),
        removed => Ok(FaultsRemoved { removed }),
    }
}

fn rule(said: FaultRule) -> Result<Rule> {
    Rule::try_from(said).map_err(|error| Refusal::bad_request(error.to_string()))
}

fn unknown(id: &str) -> Refusal {
    Refusal::not_found(format!("there is no fault {id}"))
}

impl Admin {
    /// The faults of a scope.
    pub(super) fn faults_in(&self, scope: &Scope) -> Vec<Fault> {
        self.gateway.faults.all().into_iter().filter(|fault| is_in(self, fault, scope)).collect()
    }

    /// Takes faults out of force, and tells how many of them still were in it.
    pub(super) fn remove_faults(&self, faults: &[Fault]) -> usize {
        self.gateway.faults.remove(|fault| faults.iter().any(|removed| removed.id == fault.id))
    }
}

/// Whether a fault is in a scope: by what its rule says, or else by whose API it is for. One that is for everybody is in no part.
fn is_in(admin: &Admin, fault: &Fault, scope: &Scope) -> bool {
    let runtime = admin.gateway.live.load();
    let api = fault.rule.api_id.as_deref().and_then(|id| runtime.api(id));
    let account = fault.rule.account.as_ref().map(AccountId::as_str).or(api.map(|api| &*api.account));
    let region = fault.rule.region.as_ref().map(RegionName::as_str).or(api.map(|api| &*api.region));
    scope.account.as_ref().is_none_or(|only| account == Some(only.as_str()))
        && scope.region.as_ref().is_none_or(|only| region == Some(only.as_str()))
}
