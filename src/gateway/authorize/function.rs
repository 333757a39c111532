//! Lambda authorizers: who calls is found out by a function, whose answer may be kept for a while.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use emulator_api::event::authorizer::http::{ByPolicy, HttpAuthorizerResponse, Simple};
use emulator_api::event::authorizer::{AuthorizerResponse, MalformedResponse, TokenEvent};
use serde_json::Value;

use crate::clock::Clock;
use crate::gateway::Gateway;
use crate::gateway::authorize::{Caller, Permit};
use crate::gateway::backend::{BackendError, invoke_function};
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::inbound::Inbound;
use crate::gateway::observed::Checks;
use crate::lambda::FunctionOutcome;
use crate::policy::Policy;
use crate::runtime::auth::function::{AuthorizerKind, FunctionAuthorizer, HttpFormat, IdentityPlace};
use crate::runtime::auth::results::{AuthorizerResult, AuthorizerResults, Verdict};

/// How long an authorizer may take: an integration's longest time.
const TIMEOUT: Duration = Duration::from_secs(29);
/// How long that of an HTTP API may take (developer guide, "HTTP API quotas").
const HTTP_TIMEOUT: Duration = Duration::from_secs(10);

/// What the access log of an HTTP API says of a function that does not permit it (AWS re:Post, "How do I resolve permission errors from
/// an API Gateway HTTP API with a Lambda integration or Lambda authorizer").
const NOT_PERMITTED: &str = "The IAM role configured on the authorizer or API Gateway doesn't have permissions to call the \
                             authorizer. Check the permissions and try again.";

/// The message by which a function says that it knows nobody like this (developer guide, "Use API Gateway Lambda
/// authorizers": `callback("Unauthorized")`).
const UNAUTHORIZED: &str = "Unauthorized";

/// What Lambda authorizers see of a request. Nothing is made before it is asked for.
pub trait FunctionRequest: Sync {
    /// The clock of the account that is called.
    fn clock(&self) -> &Clock;
    /// The request as it came.
    fn inbound(&self) -> &Inbound;
    /// The last value of a query parameter.
    fn query_parameter(&self, name: &str) -> Option<Cow<'_, str>>;
    /// The value of a stage variable.
    fn stage_variable(&self, name: &str) -> Option<&str>;
    /// The value of `$context.{name}`.
    fn context_value(&self, name: &str) -> Option<Cow<'_, str>>;
    /// The event of a `REQUEST` authorizer of this kind, whose identity sources have these values.
    fn authorizer_event(&self, kind: &AuthorizerKind, method_arn: &str, identity: &[Cow<'_, str>]) -> Bytes;
    /// The stage's kept answers, where answers are kept.
    fn authorizer_results(&self) -> Option<&AuthorizerResults>;
    /// Where it is noted how its checks end.
    fn checks(&self) -> &Checks;
    /// Tells the request's execution log, if it has one, that an authorizer begins.
    fn authorizer_begins(&self, _id: &str) {}
    /// Tells the request's execution log, if it has one, what the authorizer's function is asked.
    fn authorizer_asks(&self, _authorizer: &FunctionAuthorizer, _identity: &[Cow<'_, str>], _event: &Bytes) {}
    /// Takes note of who calls, for events, `$context` and gateway responses.
    fn identified(&self, caller: Caller);
}

/// Finds out who calls: by a kept answer, or by asking the function.
pub(super) async fn ask(
    gateway: &Gateway,
    authorizer: &FunctionAuthorizer,
    request: &dyn FunctionRequest,
    method_arn: &str,
) -> Result<Arc<AuthorizerResult>, GatewayError> {
    let recorder = &request.inbound().recorder;
    recorder.authorizer(type_of(&authorizer.kind), Some(&authorizer.id));
    request.authorizer_begins(&authorizer.id);
    let identity = identity(authorizer, request)?;
    let key = key(authorizer, &identity);
    let results = request.authorizer_results();
    let kept = results.zip(key.as_deref()).and_then(|(results, key)| results.get(key, request.clock().now()));
    if let Some(result) = kept {
        recorder.kept_answer();
        request.identified(Caller::Function { result: Arc::clone(&result), integration_latency: 0 });
        return Ok(result);
    }
    let event = event(authorizer, request, method_arn, &identity);
    request.authorizer_asks(authorizer, &identity, &event);
    let call = &request.checks().authorizer_call;
    let source = || source(method_arn, &authorizer.id);
    let invoked = invoke_function(gateway, &Permit(()), &authorizer.function, event, timeout(&authorizer.kind), call, &source);
    let outcome = invoked.await;
    if let Ok(outcome) = &outcome {
        request.checks().authorizer_answer.get_or_init(|| outcome.payload.clone());
    }
    let result = Arc::new(result(&authorizer.kind, outcome)?);
    if let Some((results, key)) = results.zip(key) {
        results.keep(key, Arc::clone(&result), request.clock().now().for_the_next(authorizer.result_ttl));
    }
    let integration_latency = call.get().map_or(0, |ended| u64::try_from(ended.latency.as_millis()).unwrap_or(u64::MAX));
    request.identified(Caller::Function { result: Arc::clone(&result), integration_latency });
    Ok(result)
}

/// The ARN that the policy of an authorizer's function knows it by (developer guide, "Input to a Lambda authorizer"):
/// `arn:aws:execute-api:{region}:{account}:{api}/authorizers/{id}`.
fn source(method_arn: &str, authorizer: &str) -> String {
    format!("{}/authorizers/{authorizer}", method_arn.split('/').next().unwrap_or(method_arn))
}

/// The values of the identity sources; without all of them there is no call (API reference, CreateAuthorizer,
/// `identitySource` and `identityValidationExpression`).
fn identity<'r>(authorizer: &FunctionAuthorizer, request: &'r dyn FunctionRequest) -> Result<Vec<Cow<'r, str>>, GatewayError> {
    let unauthorized = |detail: String| GatewayError::new(GatewayResponseType::Unauthorized, detail);
    let recorder = &request.inbound().recorder;
    match &authorizer.kind {
        AuthorizerKind::Token { header, validation } => {
            let token = request.inbound().header(header).filter(|token| !token.is_empty());
            let token = token.ok_or_else(|| unauthorized(format!("the header {header} is missing or empty")))?;
            recorder.secret(token);
            // An expression that gives up on a token has not found anything in it.
            if validation.as_ref().is_some_and(|expression| !expression.is_match(token).unwrap_or(false)) {
                return Err(unauthorized("the token does not match the identityValidationExpression".to_owned()));
            }
            Ok(vec![Cow::Borrowed(token)])
        }
        AuthorizerKind::Request { identity_sources } | AuthorizerKind::HttpRequest { identity_sources, .. } => {
            let values = identity_sources.iter().map(|source| {
                let value = match &source.place {
                    IdentityPlace::Header(name) => request.inbound().header(name).map(Cow::Borrowed),
                    IdentityPlace::Query(name) => request.query_parameter(name),
                    IdentityPlace::StageVariable(name) => request.stage_variable(name).map(Cow::Borrowed),
                    IdentityPlace::Context(name) => request.context_value(name),
                };
                let value = value.filter(|value| !value.is_empty());
                if let (IdentityPlace::Header(_) | IdentityPlace::Query(_), Some(credential)) = (&source.place, &value) {
                    recorder.secret(credential);
                }
                value.ok_or_else(|| unauthorized(format!("the identity source {} is missing or empty", source.expression)))
            });
            values.collect()
        }
    }
}

/// The key of a kept answer; none when answers are not kept. Without an identity an answer would hold for everyone.
fn key(authorizer: &FunctionAuthorizer, identity: &[Cow<'_, str>]) -> Option<Box<str>> {
    if authorizer.result_ttl.is_zero() || identity.is_empty() {
        return None;
    }
    let mut key = String::from(&*authorizer.id);
    for value in identity {
        // Lengths keep apart what would read the same when joined.
        write!(key, "/{}/{value}", value.len()).ok()?;
    }
    Some(key.into())
}

fn event(authorizer: &FunctionAuthorizer, request: &dyn FunctionRequest, method_arn: &str, identity: &[Cow<'_, str>]) -> Bytes {
    match &authorizer.kind {
        AuthorizerKind::Token { .. } => {
            let authorization_token = identity.first().map_or("", |token| token.as_ref());
            let event = TokenEvent { method_arn, authorization_token };
            serde_json::to_vec(&event).expect("an event of texts becomes JSON").into()
        }
        kind @ (AuthorizerKind::Request { .. } | AuthorizerKind::HttpRequest { .. }) => {
            request.authorizer_event(kind, method_arn, identity)
        }
    }
}

/// An authorizer's `type`, as CreateAuthorizer takes it.
fn type_of(kind: &AuthorizerKind) -> &'static str {
    match kind {
        AuthorizerKind::Token { .. } => "TOKEN",
        AuthorizerKind::Request { .. } | AuthorizerKind::HttpRequest { .. } => "REQUEST",
    }
}

fn timeout(kind: &AuthorizerKind) -> Duration {
    match kind {
        AuthorizerKind::Token { .. } | AuthorizerKind::Request { .. } => TIMEOUT,
        AuthorizerKind::HttpRequest { .. } => HTTP_TIMEOUT,
    }
}

/// What the function's answer means; what goes wrong is told to nobody but the log.
fn result(kind: &AuthorizerKind, outcome: Result<FunctionOutcome, BackendError>) -> Result<AuthorizerResult, GatewayError> {
    let outcome = outcome.map_err(|error| match error {
        BackendError::TimedOut { .. } => {
            GatewayError::new(GatewayResponseType::AuthorizerFailure, format!("the authorizer's function gave {error}"))
        }
        BackendError::NotPermitted(_) if matches!(kind, AuthorizerKind::HttpRequest { .. }) => {
            misconfigured(NOT_PERMITTED.to_owned())
        }
        BackendError::NoFunction(_)
        | BackendError::NotPermitted(_)
        | BackendError::TooLarge(_)
        | BackendError::Unmapped(_)
        | BackendError::Unreachable(_)
        | BackendError::Broken(_) => misconfigured(format!("the authorizer's function cannot be called: {error}")),
    })?;
    if outcome.function_error.is_some() {
        if outcome.error_message().as_deref() == Some(UNAUTHORIZED) {
            let detail = "the authorizer's function says Unauthorized";
            return Err(GatewayError::new(GatewayResponseType::Unauthorized, detail));
        }
        let payload = String::from_utf8_lossy(&outcome.payload);
        return Err(misconfigured(format!("the authorizer's function failed: {payload}")));
    }
    match kind {
        AuthorizerKind::Token { .. } | AuthorizerKind::Request { .. } => answer(&outcome.payload),
        AuthorizerKind::HttpRequest { format: HttpFormat::V1 | HttpFormat::V2, .. } => http_answer(&outcome.payload),
        AuthorizerKind::HttpRequest { format: HttpFormat::V2Simple, .. } => simple_answer(&outcome.payload),
    }
}

fn answer(payload: &[u8]) -> Result<AuthorizerResult, GatewayError> {
    let response = AuthorizerResponse::parse(payload).map_err(|error| malformed(&error))?;
    Ok(AuthorizerResult {
        principal_id: Some(response.principal_id.into()),
        context: Some(response.context),
        usage_identifier_key: response.usage_identifier_key.map(Into::into),
        verdict: policy(&response.policy_document)?,
    })
}

fn http_answer(payload: &[u8]) -> Result<AuthorizerResult, GatewayError> {
    let HttpAuthorizerResponse { decision, context } =
        HttpAuthorizerResponse::<ByPolicy>::parse(payload).map_err(|error| malformed(&error))?;
    let verdict = policy(&decision.policy_document)?;
    Ok(AuthorizerResult { principal_id: Some(decision.principal_id.into()), context, usage_identifier_key: None, verdict })
}

fn simple_answer(payload: &[u8]) -> Result<AuthorizerResult, GatewayError> {
    let HttpAuthorizerResponse { decision, context } =
        HttpAuthorizerResponse::<Simple>::parse(payload).map_err(|error| malformed(&error))?;
    let verdict = Verdict::Simple(decision.is_authorized);
    Ok(AuthorizerResult { principal_id: None, context, usage_identifier_key: None, verdict })
}

fn policy(document: &Value) -> Result<Verdict, GatewayError> {
    let policy = Policy::from_json(document);
    policy.map(Verdict::Policy).map_err(|error| misconfigured(format!("the authorizer's policy cannot be read: {error}")))
}

fn malformed(error: &MalformedResponse) -> GatewayError {
    misconfigured(format!("the authorizer's answer is malformed: {error}"))
}

fn misconfigured(detail: String) -> GatewayError {
    GatewayError::new(GatewayResponseType::AuthorizerConfigurationError, detail)
}

#[cfg(test)]
mod tests {
    use emulator_api::arn::FunctionArn;

    use super::*;

    fn authorizer(id: &str, seconds: u64) -> FunctionAuthorizer {
        let function = FunctionArn::new("us-east-1", "000000000000", "guard");
        let kind = AuthorizerKind::Request { identity_sources: Box::new([]) };
        FunctionAuthorizer { id: id.into(), function, kind, result_ttl: Duration::from_secs(seconds) }
    }

    // Developer guide, "Gateway response types": AUTHORIZER_FAILURE, "failed to authenticate the caller", and
    // AUTHORIZER_CONFIGURATION_ERROR, "failing to connect to" the authorizer.
    #[test]
    fn no_answer_in_time_is_a_failure_and_none_at_all_a_configuration_error() {
        let kind = AuthorizerKind::Request { identity_sources: Box::new([]) };
        let of = |error| result(&kind, Err(error)).map(|_| ()).map_err(|error| error.kind);
        assert_eq!(of(BackendError::TimedOut { after: TIMEOUT }), Err(GatewayResponseType::AuthorizerFailure));
        assert_eq!(of(BackendError::Unreachable("".into())), Err(GatewayResponseType::AuthorizerConfigurationError));
    }

    #[test]
    fn an_answer_is_kept_for_one_identity_of_one_authorizer() {
        let identity = [Cow::Borrowed("a")];
        assert!(key(&authorizer("one", 300), &identity).is_some());
        assert_ne!(key(&authorizer("one", 300), &identity), key(&authorizer("two", 300), &identity));
        assert_eq!(key(&authorizer("one", 0), &identity), None);
        assert_eq!(key(&authorizer("one", 300), &[]), None, "it would hold for everyone");
    }
}
