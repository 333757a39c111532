//! The flow of an HTTP API.

use ::http::{Response, StatusCode};
use bytes::Bytes;
use http_body_util::Full;

use crate::clock::Timestamp;
use crate::gateway::Gateway;
use crate::gateway::authorize::authorize;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::http::answer::{json_message, refusal};
use crate::gateway::inbound::Inbound;
use crate::ids;
use crate::runtime::Api;
use crate::runtime::http::{HttpStage, Target};

mod answer;
mod cors;
mod event;
mod function;
mod proxy;
mod trace;

/// A request in its stage.
struct Call<'c> {
    gateway: &'c Gateway,
    api: &'c Api,
    stage: &'c HttpStage,
    inbound: Inbound,
    request_id: String,
    now: Timestamp,
}

impl Call<'_> {
    fn source_ip(&self) -> String {
        self.inbound.peer.ip().to_string()
    }

    /// The scheme that the caller used: the listener speaks plain HTTP.
    fn scheme(&self) -> &'static str {
        "http"
    }
}

/// Answers a request to a stage of an HTTP API.
pub async fn serve(gateway: &Gateway, api: &Api, stage: &HttpStage, inbound: Inbound) -> Response<Full<Bytes>> {
    let asking = cors::Asking::of(stage, &inbound);
    let mut call = Call { gateway, api, stage, inbound, request_id: ids::extended_request_id(), now: gateway.clock.now() };
    let mut response = flow(&mut call, asking.is_preflight()).await.unwrap_or_else(|error| {
        tracing::warn!(api = &*api.id, stage = &*stage.name, path = call.inbound.path(), "{}", error.detail);
        refusal(&error)
    });
    asking.overwrite_headers(response.headers_mut());
    answer::identify(response, &call.request_id)
}

async fn flow(call: &mut Call<'_>, is_preflight: bool) -> Result<Response<Full<Bytes>>, GatewayError> {
    let stage = call.stage;
    let route = stage.routes.choose(&call.inbound.parts.method, call.inbound.path());
    if is_preflight {
        // A route that catches preflights keeps its authorization (developer guide, "Configuring CORS for an HTTP API
        // with a $default route and JWT authorizer"); its integration is not asked.
        route.map(|route| authorize(&route.authorization)).transpose()?;
        return Ok(cors::preflight());
    }
    let route = route.ok_or_else(not_found)?;
    let permit = authorize(&route.authorization)?;
    match &route.integration.target {
        Target::Function { function, payload_format } => function::invoke(call, &permit, route, function, *payload_format).await,
        Target::Http(target) => proxy::forward(call, &permit, route, target).await,
        Target::NotEmulated { what } => {
            let failure = GatewayError::new(GatewayResponseType::ApiConfigurationError, what.to_string());
            Err(failure.with_message(what.to_string()))
        }
    }
}

fn not_found() -> GatewayError {
    GatewayError::new(GatewayResponseType::ResourceNotFound, "no route takes this method and path")
}

/// The answer to a request for a stage that the API does not have.
pub fn unknown_stage() -> Response<Full<Bytes>> {
    answer::identify(refusal(&not_found()), &ids::extended_request_id())
}

/// The answer to a request whose body is longer than 10 MB.
pub fn too_large() -> Response<Full<Bytes>> {
    let response = json_message(StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large");
    answer::identify(response, &ids::extended_request_id())
}
