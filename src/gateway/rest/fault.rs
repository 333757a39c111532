//! Faults that befall the integration of a method.

use crate::gateway::faults::{Backend, Place, RouteName};
use crate::gateway::rest::exchange::Exchange;
use crate::runtime::rest::Integration;
use crate::runtime::rest::integration::{CustomBackend, Transfer};

impl Exchange<'_> {
    /// Lets the call of the integration suffer what the faults in force have for it.
    pub(super) fn suffer(&self, integration: &Integration) {
        let Some(backend) = backend_of(integration) else { return };
        let strike = self.gateway.faults.strike(backend, || Place {
            account: &self.api.account,
            region: &self.api.region,
            api: &self.api.id,
            stage: &self.stage.name,
            route: RouteName::Method(&self.inbound.parts.method, self.resource().map_or("", |resource| &resource.path)),
        });
        if let Some(strike) = strike {
            let strike = self.integration.suffer(strike);
            self.log_failure(|| strike.to_string());
        }
    }

    /// How the answer is passed on: what a fault answers is whole.
    pub(super) fn transfer(&self, declared: Transfer) -> Transfer {
        if self.integration.is_answered_by_a_fault() { Transfer::Buffered } else { declared }
    }
}

/// What an integration calls, if it calls anything.
fn backend_of(integration: &Integration) -> Option<Backend> {
    match integration {
        Integration::FunctionProxy(_) => Some(Backend::ProxyFunction),
        Integration::HttpProxy(_) => Some(Backend::Http),
        Integration::Custom(custom) => Some(match &custom.backend {
            CustomBackend::Mock => Backend::Mock,
            CustomBackend::Http(_) | CustomBackend::Service(_) => Backend::Http,
            CustomBackend::Function(_) => Backend::MappedFunction,
        }),
        Integration::Refuses { .. } => None,
    }
}
