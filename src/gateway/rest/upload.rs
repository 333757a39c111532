//! Bodies that nothing reads: they go on to the backend as they come. All others are read before anything else.

use http::header::CONTENT_ENCODING;

use crate::gateway::Gateway;
use crate::gateway::inbound::Inbound;
use crate::gateway::rest::METHOD_OVERRIDE;
use crate::net::client::{CallerGone, Upload};
use crate::runtime::rest::RestStage;

/// Reads the body if something needs it; it is the request's then. None is left of it.
pub(super) async fn read_if_needed(
    gateway: &Gateway,
    stage: &RestStage,
    inbound: &mut Inbound,
    upload: Upload,
) -> Result<Option<Upload>, CallerGone> {
    if nothing_reads(gateway, stage, inbound) {
        return Ok(Some(upload));
    }
    inbound.body = upload.read().await?;
    Ok(None)
}

/// Whether nothing on the way to the backend reads the body. A request that is changed on its way is kept as it was sent, with its body.
fn nothing_reads(gateway: &Gateway, stage: &RestStage, inbound: &Inbound) -> bool {
    let headers = &inbound.parts.headers;
    let is_compressed = headers.contains_key(CONTENT_ENCODING) && stage.minimum_compression_size.is_some();
    let is_changed = is_compressed || headers.contains_key(METHOD_OVERRIDE);
    let verb = &inbound.parts.method;
    let passes_on = || stage.routes.find(inbound.path(), verb).is_some_and(|found| found.method.passes_bodies_on(verb));
    !is_changed && !stage.reads_bodies() && !gateway.faults.are_in_force() && passes_on()
}
