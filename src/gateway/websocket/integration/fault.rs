//! Faults that befall the integration of a route.

use crate::gateway::Gateway;
use crate::gateway::faults::{Backend, Place, RouteName};
use crate::gateway::websocket::call::Call;
use crate::runtime::websocket::integration::{CustomBackend, Integration, Target};

/// Lets the call of an integration suffer what the faults in force have for it.
pub(super) fn suffer(gateway: &Gateway, integration: &Integration, call: &Call<'_>) {
    let Some(backend) = backend_of(integration) else { return };
    let connection = call.connection;
    let strike = gateway.faults.strike(backend, || Place {
        account: &connection.account,
        region: &connection.region,
        api: &connection.api,
        stage: &connection.stage,
        route: RouteName::Key(call.route_key),
    });
    if let Some(strike) = strike {
        call.trace_fault(call.integration.suffer(strike));
    }
}

/// What an integration calls, if it calls anything.
fn backend_of(integration: &Integration) -> Option<Backend> {
    match &integration.target {
        Target::Function(_) => Some(Backend::ProxyFunction),
        Target::HttpProxy(_) => Some(Backend::Http),
        Target::Custom(custom) => Some(match &custom.backend {
            CustomBackend::Mock => Backend::Mock,
            CustomBackend::Http(_) | CustomBackend::Service(_) => Backend::Http,
            CustomBackend::Function { .. } => Backend::MappedFunction,
        }),
        Target::NotEmulated { .. } => None,
    }
}
