//! Faults: calls of backends that fail on purpose.

use std::sync::Arc;

use emulator_api::admin::{AccountId, Fault, FaultRule, Faults, FaultsRemoved, Nothing, RegionName, Scope};

use super::Admin;
use super::problem::{Refusal, Result};
use super::routes::{Call, Head, Routes};
use crate::gateway::faults::Rule;
use crate::runtime::Api;

pub(super) fn routes(routes: Routes) -> Routes {
    const ALL: &str = "/_emulator/faults";
    const ONE: &str = "/_emulator/faults/{id}";
    routes
        .json(Head::get(ALL, "listFaults", "The faults of a scope, and how often each has struck"), list)
        .json(Head::post(ALL, "addFault", "Puts a fault in force"), add)
        .json(Head::delete(ALL, "clearFaults", "Takes the faults of a scope out of force"), clear)
        .json(Head::get(ONE, "getFault", "A fault, and how often it has struck"), get)
        .json(Head::put(ONE, "putFault", "Puts a fault in force under an id, in the place of the one that has it"), put)
        .json(Head::delete(ONE, "removeFault", "Takes a fault out of force"), remove)
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
        self.gateway.faults.all().into_iter().filter(|fault| is_in(&self.scope_of(fault), scope)).collect()
    }

    /// Whose calls a fault befalls: those that its rule names, or else those whose API it is for.
    pub(super) fn scope_of(&self, fault: &Fault) -> Scope {
        let runtime = self.gateway.live.load();
        let api = fault.rule.api_id.as_deref().and_then(|id| runtime.api(id));
        let of_api = |part: fn(&Api) -> &Arc<str>| api.map(|api| part(api).to_string());
        let account = || of_api(|api| &api.account).and_then(|account| AccountId::try_from(account).ok());
        let region = || of_api(|api| &api.region).and_then(|region| RegionName::try_from(region).ok());
        Scope { account: fault.rule.account.clone().or_else(account), region: fault.rule.region.clone().or_else(region) }
    }

    /// Takes faults out of force, and tells how many of them still were in it.
    pub(super) fn remove_faults(&self, faults: &[Fault]) -> usize {
        self.gateway.faults.remove(|fault| faults.iter().any(|removed| removed.id == fault.id))
    }
}

/// Whether a fault with this scope is in another. One that is for everybody is in no part.
fn is_in(Scope { account, region }: &Scope, scope: &Scope) -> bool {
    (scope.account.is_none() || scope.account == *account) && (scope.region.is_none() || scope.region == *region)
}
