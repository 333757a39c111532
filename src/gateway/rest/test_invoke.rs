//! TestInvokeMethod and TestInvokeAuthorizer: a method or an authorizer as it is now runs as it would once deployed, and
//! tells what it does (API reference, TestInvokeMethod and TestInvokeAuthorizer).

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use emulator_api::test_invoke::{TestAnswer, TestDecision, TestRequest};
use http::{HeaderName, HeaderValue, Request};
use http_body_util::BodyExt;
use serde_json::Value;

use crate::clock::Timestamp;
use crate::gateway::Gateway;
use crate::gateway::authorize::{Caller, authorize_method};
use crate::gateway::body::AnswerBody;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::inbound::{Inbound, RequestHead};
use crate::gateway::recorder::Recorder;
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::rest::execution_log::ExecutionLog;
use crate::gateway::rest::headers::{display_name, text};
use crate::gateway::rest::outcome::Outcome;
use crate::gateway::rest::{gateway_response, respond};
use crate::runtime::Api;
use crate::runtime::auth::MethodAuthorization;
use crate::runtime::rest::logging::Logging;
use crate::runtime::rest::{RestMethod, RestStage, RouteMatch};

/// The host that tests are sent to, as functions see it in their events.
const HOST: &str = "testPrefix.testDomainName";

/// How long a test waits for a stream, and how much of it it takes (developer guide, "Troubleshoot issues with response streaming in
/// API Gateway").
const LONGEST_STREAM: Duration = Duration::from_secs(35);
const LARGEST_STREAM: usize = 1024 * 1024;

/// Everything that a log can tell.
const EVERYTHING: Logging = Logging { all_steps: true, data: true };

/// A simulated request as the flow takes it.
fn inbound(test: TestRequest) -> Inbound {
    let mut request = Request::new(());
    *request.method_mut() = test.verb;
    *request.uri_mut() = test.uri;
    let mut head = String::from("\n");
    for (name, value) in test.headers.iter().filter(|(name, value)| !is_another_content_type(name, value)) {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            request.headers_mut().append(name, value);
        }
        head.push_str(&format!("{name}: {value}\n"));
    }
    let (parts, ()) = request.into_parts();
    let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let (head, host) = (RequestHead::new(head.into_bytes()), HOST.to_owned());
    Inbound { parts, head, body: test.body, peer, host, address_length: 0, recorder: Recorder::OFF }
}

/// "The test invocation of a method uses the default content type of application/json and ignores specifications of any other
/// content types" (developer guide, "Amazon API Gateway important notes").
fn is_another_content_type(name: &str, value: &str) -> bool {
    let media_type = value.split(';').next().unwrap_or(value).trim();
    name.eq_ignore_ascii_case("content-type") && !media_type.eq_ignore_ascii_case("application/json")
}

/// Runs the method of a resource without its authorization, keys and limits. None when the resource has no such method.
pub async fn test_method(
    gateway: &Gateway,
    api: &Api,
    stage: &RestStage,
    resource_id: &str,
    request: TestRequest,
) -> Option<TestAnswer> {
    let inbound = inbound(request);
    let resource = stage.routes.resource(resource_id)?;
    let method = resource.method(&inbound.parts.method)?;
    let mut exchange = Exchange::new(gateway, api, stage, &inbound);
    let streams = method.integration.streams();
    // "API Gateway doesn't produce any execution logs" of a stream.
    exchange.execution_log = (!streams).then(|| Box::new(ExecutionLog::new(EVERYTHING)));
    let path_parameters = resource.parameters_of(inbound.path()).unwrap_or_default();
    exchange.take_route(RouteMatch { resource, method, path_parameters });
    let answered = if streams {
        match tokio::time::timeout(LONGEST_STREAM, run(&mut exchange, method)).await {
            Ok(answered) => answered,
            Err(_elapsed) => return Some(without_head(&exchange)),
        }
    } else {
        run(&mut exchange, method).await
    };
    let failed = answered.as_ref().err().cloned();
    let answer = answered.unwrap_or_else(|error| {
        let mut answer = gateway_response::render(&exchange, &error);
        // Recorded: test_failed_invoke_test_method, whose failure has no type.
        answer.headers_mut().remove(http::header::CONTENT_TYPE);
        answer.map(AnswerBody::Whole)
    });
    let latency = exchange.latency();
    exchange.log_end(&Outcome { answer: &answer, error: failed.as_ref(), latency });
    let log = log(&exchange);
    let (parts, body) = answer.into_parts();
    let body = gathered(body, LONGEST_STREAM.saturating_sub(latency)).await;
    let headers = parts.headers.iter().map(|(name, value)| (display_name(name.as_str()).to_owned(), text(value).into_owned()));
    Some(TestAnswer { status: parts.status.as_u16(), headers: headers.collect(), body, log, latency })
}

async fn run(exchange: &mut Exchange<'_>, method: &RestMethod) -> Result<http::Response<AnswerBody>, GatewayError> {
    exchange.log_start();
    let permit = authorize_method(exchange.gateway, &MethodAuthorization::Open, exchange).await?;
    exchange.validate(&method.validation)?;
    respond(exchange, method, &permit).await
}

/// Asks the authorizer of a resource's method who calls. None when there is no such method.
pub async fn test_authorizer(
    gateway: &Gateway,
    api: &Api,
    stage: &RestStage,
    resource_id: &str,
    request: TestRequest,
) -> Option<TestDecision> {
    let inbound = inbound(request);
    let resource = stage.routes.resource(resource_id)?;
    let method = resource.method(&inbound.parts.method)?;
    let mut exchange = Exchange::new(gateway, api, stage, &inbound);
    exchange.execution_log = Some(Box::new(ExecutionLog::new(EVERYTHING)));
    exchange.take_route(RouteMatch { resource, method, path_parameters: Vec::new() });
    let result = authorize_method(gateway, &method.authorization, &exchange).await;
    let latency = exchange.latency();
    let given = exchange.checks.authorizer_answer.get();
    let known = exchange.caller();
    // A policy that denies is an answer as well.
    let client_status = if known.is_some() { 0 } else { result.as_ref().err().map_or(0, |error| error.status().as_u16()) };
    let (principal_id, claims) = match known {
        Some(Caller::Function { result, .. }) => (result.principal_id.as_deref().map(str::to_owned), None),
        Some(Caller::UserPool { claims }) => (None, Some(claims.clone())),
        Some(Caller::Jwt(_) | Caller::Iam(_)) | None => (None, None),
    };
    exchange.log_authorizer_outcome();
    if let Some(error) = result.as_ref().err().filter(|_| known.is_none()) {
        exchange.log_failure(|| exchange.failure(error));
        // As users of AWS showed it, of authorizers that fail or that cannot be called.
        if error.kind == GatewayResponseType::AuthorizerConfigurationError {
            exchange.log_failure(|| error.kind.error_type().to_owned());
        }
    }
    let policy = given.filter(|_| principal_id.is_some()).and_then(|answer| policy_in(answer));
    Some(TestDecision { client_status, principal_id, policy, claims, log: log(&exchange), latency })
}

/// The policy that a function answered with, as text.
fn policy_in(answer: &[u8]) -> Option<String> {
    let answer: Value = serde_json::from_slice(answer).ok()?;
    let policy = answer.get("policyDocument")?;
    Some(policy.as_str().map_or_else(|| policy.to_string(), ToOwned::to_owned))
}

/// The log as one text: `Thu Aug 31 01:07:25 UTC 2017 : Starting execution for request: …`.
fn log(exchange: &Exchange<'_>) -> String {
    let mut text = format!("Execution log for request {}\n", exchange.ids.request());
    for (at, line) in exchange.execution_log.as_ref().map(|log| log.take()).unwrap_or_default() {
        text.push_str(&date(at));
        text.push_str(" : ");
        text.push_str(&line);
        text.push('\n');
    }
    text
}

fn date(at: Timestamp) -> String {
    let time = jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or_default();
    time.strftime("%a %b %d %H:%M:%S UTC %Y").to_string()
}

/// "If more than 35 seconds elapse before your method returns an HTTP response status and all headers, then the response status
/// returned in TestInvokeMethod is 0."
fn without_head(exchange: &Exchange<'_>) -> TestAnswer {
    let (headers, body) = (Vec::new(), Bytes::new());
    TestAnswer { status: 0, headers, body, log: log(exchange), latency: exchange.latency() }
}

/// The whole body; of one that is streamed what comes in time, and does not break off.
async fn gathered(mut body: AnswerBody, patience: Duration) -> Bytes {
    let mut gathered = BytesMut::new();
    let gathering = async {
        while gathered.len() <= LARGEST_STREAM
            && let Some(Ok(frame)) = body.frame().await
        {
            gathered.extend_from_slice(frame.data_ref().map_or(&[][..], |data| data));
        }
    };
    // What has come until then is the answer.
    drop(tokio::time::timeout(patience, gathering).await);
    gathered.freeze()
}
