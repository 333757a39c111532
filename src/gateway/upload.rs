//! Bodies that nothing reads: they go on to the backend as they come. All others are read before anything else.

use crate::gateway::Gateway;
use crate::gateway::inbound::Inbound;
use crate::net::client::{CallerGone, Upload};

/// Leaves a body to a flow that passes bodies on, unless a fault is in force: whether that strikes a call depends on how many there were
/// before, and a caller that breaks off makes none. Any other body is read, and the request's then; none is left of it.
///
/// # Errors
/// The caller goes away.
pub(super) async fn read_unless(
    passes_bodies_on: bool,
    gateway: &Gateway,
    inbound: &mut Inbound,
    upload: Upload,
) -> Result<Option<Upload>, CallerGone> {
    if passes_bodies_on && !gateway.faults.are_in_force() {
        return Ok(Some(upload));
    }
    inbound.body = upload.read().await?;
    Ok(None)
}
