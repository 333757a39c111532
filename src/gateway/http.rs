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
use crate::runtime::http::{HttpStage, Route, Target};

mod answer;
mod cors;
mod event;
mod function;
mod mapping;
mod proxy;
mod trace;

/// A request that has its route.
struct Call<'c> {
    gateway: &'c Gateway,
    api: &'c Api,
    stage: &'c HttpStage,
    route: &'c Route,
    inbound: &'c mut Inbound,
    request_id: &'c str,
    now: Timestamp,
    /// The path that a mapping puts in the place of the request's.
    path: Option<String>,
    /// The query that a mapping puts in the place of the request's.
    query: Option<String>,
}

impl Call<'_> {
    fn query(&self) -> &str {
        self.query.as_deref().unwrap_or_else(|| self.inbound.query())
    }

    fn source_ip(&self) -> String {
        self.inbound.peer.ip().to_string()
    }

    /// The scheme that the caller used: the listener speaks plain HTTP.
    fn scheme(&self) -> &'static str {
        "http"
    }
}

/// Answers a request to a stage of an HTTP API.
pub async fn serve(gateway: &Gateway, api: &Api, stage: &HttpStage, mut inbound: Inbound) -> Response<Full<Bytes>> {
    let request_id = ids::extended_request_id();
    let asking = cors::Asking::of(stage, &inbound);
    let answered = if asking.is_preflight() {
        preflight(stage, &inbound)
    } else {
        answer(gateway, api, stage, &mut inbound, &request_id).await
    };
    let mut response = answered.unwrap_or_else(|error| {
        answer::log(&error, api, stage, &inbound);
        refusal(&error)
    });
    asking.overwrite_headers(response.headers_mut());
    answer::identify(response, &request_id)
}

/// A preflight is answered without asking an integration. A route that catches it keeps its authorization (developer guide,
/// "Configuring CORS for an HTTP API with a $default route and JWT authorizer").
fn preflight(stage: &HttpStage, inbound: &Inbound) -> Result<Response<Full<Bytes>>, GatewayError> {
    if let Some(route) = stage.routes.choose(&inbound.parts.method, inbound.path()) {
        authorize(&route.authorization)?;
    }
    Ok(cors::preflight())
}

async fn answer(
    gateway: &Gateway,
    api: &Api,
    stage: &HttpStage,
    inbound: &mut Inbound,
    request_id: &str,
) -> Result<Response<Full<Bytes>>, GatewayError> {
    let route = stage.routes.choose(&inbound.parts.method, inbound.path()).ok_or_else(not_found)?;
    let permit = authorize(&route.authorization)?;
    let now = gateway.clock.now();
    let mut call = Call { gateway, api, stage, route, inbound, request_id, now, path: None, query: None };
    let header_changes = mapping::change_request(&mut call, &route.integration.request_mappings);
    let (mut parts, body) = match &route.integration.target {
        Target::Function { function, payload_format } => {
            function::invoke(&mut call, &permit, function, *payload_format, header_changes).await?
        }
        Target::Http(target) => proxy::forward(&mut call, &permit, target, header_changes).await?,
        Target::NotEmulated { what } => return Err(not_emulated(what)),
    };
    mapping::change_response(&call, &mut parts, &body);
    Ok(Response::from_parts(parts, Full::new(body)))
}

fn not_emulated(what: &str) -> GatewayError {
    GatewayError::new(GatewayResponseType::ApiConfigurationError, what.to_owned()).with_message(what.to_owned())
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
