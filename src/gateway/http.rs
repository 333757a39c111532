//! The flow of an HTTP API.

use ::http::{Response, StatusCode};
use bytes::Bytes;
use http_body_util::Full;

use crate::clock::Timestamp;
use crate::gateway::Gateway;
use crate::gateway::authorize::jwt::{Token, authorize_jwt};
use crate::gateway::authorize::{Permit, authorize};
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::http::answer::{Refusal, json_message};
use crate::gateway::inbound::Inbound;
use crate::ids;
use crate::runtime::Api;
use crate::runtime::http::{Authorization, HttpStage, Route, Target};

mod answer;
mod cors;
mod event;
mod function;
mod headers;
mod mapping;
mod proxy;
mod service;
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
    /// What the caller's token says, if the route asks for one.
    token: Option<Token>,
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
    if stage.execute_api_disabled && inbound.is_at_default_endpoint() {
        return unknown_stage();
    }
    let asking = cors::Asking::of(stage, &inbound);
    let answered = if asking.is_preflight() {
        preflight(gateway, stage, &inbound).await
    } else {
        answer(gateway, api, stage, &mut inbound, &request_id).await
    };
    let mut response = answered.unwrap_or_else(|refusal| refusal.answer(api, stage, &inbound));
    asking.overwrite_headers(response.headers_mut());
    answer::identify(response, &request_id)
}

/// A preflight is answered without asking an integration. A route that catches it keeps its authorization (developer guide,
/// "Configuring CORS for an HTTP API with a $default route and JWT authorizer").
async fn preflight(gateway: &Gateway, stage: &HttpStage, inbound: &Inbound) -> Result<Response<Full<Bytes>>, Refusal> {
    if let Some(route) = stage.routes.choose(&inbound.parts.method, inbound.path()) {
        authorized(gateway, route, inbound).await?;
    }
    Ok(cors::preflight())
}

async fn answer(
    gateway: &Gateway,
    api: &Api,
    stage: &HttpStage,
    inbound: &mut Inbound,
    request_id: &str,
) -> Result<Response<Full<Bytes>>, Refusal> {
    let route = stage.routes.choose(&inbound.parts.method, inbound.path()).ok_or_else(not_found)?;
    let (permit, token) = authorized(gateway, route, inbound).await?;
    let now = gateway.clock.now();
    if route.throttle.as_ref().is_some_and(|throttle| !throttle.allows(now)) {
        let detail = "the route's limit in the stage's settings is reached";
        return Err(GatewayError::new(GatewayResponseType::Throttled, detail).into());
    }
    let mut call = Call { gateway, api, stage, route, inbound, request_id, now, token, path: None, query: None };
    let header_changes = mapping::change_request(&mut call, &route.integration.request_mappings);
    let (mut parts, body) = match &route.integration.target {
        Target::Function { function, payload_format } => {
            function::invoke(&mut call, &permit, function, *payload_format, header_changes).await?
        }
        Target::Service(integration) => service::call(&call, &permit, integration).await?,
        Target::Http(target) => proxy::forward(&mut call, &permit, target, header_changes).await?,
        Target::NotEmulated { what } => return Err(not_emulated(what).into()),
    };
    mapping::change_response(&call, &mut parts, &body);
    Ok(Response::from_parts(parts, Full::new(body)))
}

/// Checks who calls; what a token says goes on to the integration.
async fn authorized(gateway: &Gateway, route: &Route, inbound: &Inbound) -> Result<(Permit, Option<Token>), Refusal> {
    match &route.authorization {
        Authorization::Rule(rule) => Ok((authorize(rule)?, None)),
        Authorization::Jwt(rule) => {
            let (permit, token) = authorize_jwt(gateway, rule, inbound).await?;
            Ok((permit, Some(token)))
        }
    }
}

fn not_emulated(what: &str) -> GatewayError {
    GatewayError::new(GatewayResponseType::ApiConfigurationError, what.to_owned()).with_message(what.to_owned())
}

fn not_found() -> GatewayError {
    GatewayError::new(GatewayResponseType::ResourceNotFound, "no route takes this method and path")
}

/// The answer to a request for a stage that the API does not have.
pub fn unknown_stage() -> Response<Full<Bytes>> {
    answer::identify(answer::refusal(&not_found()), &ids::extended_request_id())
}

/// The answer to a request whose body is longer than 10 MB.
pub fn too_large() -> Response<Full<Bytes>> {
    let response = json_message(StatusCode::PAYLOAD_TOO_LARGE, "Request Entity Too Large");
    answer::identify(response, &ids::extended_request_id())
}
