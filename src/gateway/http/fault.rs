//! Faults that befall the integration of a route.

use crate::gateway::faults::{Backend, Place, RouteName};
use crate::gateway::http::Call;
use crate::runtime::http::Target;

/// Lets the call of the route's integration suffer what the faults in force have for it.
pub(super) fn suffer(call: &Call<'_>) {
    let backend = match &call.route.integration.target {
        Target::Function { .. } => Backend::ProxyFunction,
        Target::Http(_) | Target::Service(_) => Backend::Http,
        Target::NotEmulated { .. } => return,
    };
    let strike = call.gateway.faults.strike(backend, || Place {
        account: &call.api.account,
        region: &call.api.region,
        api: &call.api.id,
        stage: &call.stage.name,
        route: RouteName::Key(&call.route.key),
    });
    if let Some(strike) = strike {
        call.record.integration.suffer(strike);
    }
}
