//! `MOCK`, `HTTP` and `AWS`: request and answer go through templates, chosen by selection expressions (developer guide,
//! "Setting up data transformations for WebSocket APIs").

use std::borrow::Cow;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use emulator_api::admin::requests::{Step, TemplateUse};
use emulator_api::arn::FunctionArn;
use http::{HeaderMap, Response, StatusCode, header};
use serde_json::Value;

use super::{Answer, IntegrationError, MappedRequest, as_text, http as http_backend};
use crate::expr::selection::Scope;
use crate::gateway::Gateway;
use crate::gateway::authorize::Permit;
use crate::gateway::backend;
use crate::gateway::mapping::{self, MappingInput, Overrides, Pairs, Rendered};
use crate::gateway::rest::mock;
use crate::gateway::websocket::call::Call;
use crate::gateway::websocket::event;
use crate::lambda::{Invocation, InvocationType};
use crate::runtime::rest::integration::Passthrough;
use crate::runtime::rest::template::BodyTemplate;
use crate::runtime::websocket::integration::{CustomBackend, CustomIntegration, HttpTarget, Templates};

/// What a backend gave back.
struct Outcome {
    status: StatusCode,
    /// The error message of a function, which chooses the integration response in place of the status.
    error_message: Option<String>,
    /// Its headers, if it answers by HTTP.
    headers: Option<HeaderMap>,
    body: Bytes,
}

/// Calls a mapped integration.
pub(super) async fn call(
    gateway: &Gateway,
    permit: &Permit,
    custom: &CustomIntegration,
    timeout: Duration,
    call: &Call<'_>,
    message: Cow<'_, [u8]>,
) -> Result<Answer, IntegrationError> {
    let request = request(custom, call, message)?;
    let outcome = match &custom.backend {
        CustomBackend::Mock => {
            let outcome = answer_of_mock(call, timeout, &request.body).await?;
            call.recorder.step(Step::IntegrationResponse);
            outcome
        }
        CustomBackend::Http(target) => Box::pin(answer_of_http(gateway, permit, target, timeout, call, &request)).await?,
        CustomBackend::Service(backend) => {
            of_http(Box::pin(http_backend::send_to_service(gateway, permit, backend, timeout, call, &request)).await?)
        }
        CustomBackend::Function { function, asynchronous } => {
            let kind = if *asynchronous { InvocationType::Event } else { InvocationType::RequestResponse };
            let invocation = Invocation::new(payload(request.body), kind);
            Box::pin(answer_of_function(gateway, permit, function, timeout, invocation, call)).await?
        }
    };
    answer(custom, call, outcome)
}

/// The request's body: by the template that the expression chooses, or the message itself where that is allowed.
fn request(custom: &CustomIntegration, call: &Call<'_>, message: Cow<'_, [u8]>) -> Result<MappedRequest, IntegrationError> {
    let templates = &custom.request;
    if let Some(template) = choose(templates, call) {
        let (body, overrides) = render(template, TemplateUse::Request, call, &message)?;
        return Ok(MappedRequest { body, overrides });
    }
    match custom.passthrough {
        Passthrough::WhenNoTemplates if !templates.by_key.is_empty() => {}
        Passthrough::WhenNoMatch | Passthrough::WhenNoTemplates => {
            return Ok(MappedRequest { body: message.into_owned().into(), overrides: None });
        }
        Passthrough::Never => {}
    }
    Err(IntegrationError::NoTemplate)
}

/// What the client gets, by the integration response for the outcome. Without integration responses it is the backend's body.
fn answer(custom: &CustomIntegration, call: &Call<'_>, outcome: Outcome) -> Result<Answer, IntegrationError> {
    let Outcome { status, error_message, headers, body } = outcome;
    let subprotocol = headers.as_ref().and_then(|headers| headers.get(header::SEC_WEBSOCKET_PROTOCOL)).cloned();
    if custom.responses.is_empty() {
        return Ok(Answer { status, subprotocol, body: as_text(&body) });
    }
    let selector = error_message.as_deref().unwrap_or(status.as_str());
    let response = custom.response_for(selector).ok_or_else(|| {
        IntegrationError::Request(format!("no integration response is for {selector:?}, and none is for $default"))
    })?;
    let body = if response.encodes_body { STANDARD.encode(&body).into() } else { body };
    let chosen = choose(&response.templates, &AnswerScope { call, status, headers: headers.as_ref() });
    let Some(template) = chosen else { return Ok(Answer { status, subprotocol, body: as_text(&body) }) };
    let (body, overrides) = render(template, TemplateUse::Response, call, &body)?;
    let overridden = overrides.and_then(|overrides| StatusCode::from_u16(overrides.response_status?).ok());
    Ok(Answer { status: overridden.unwrap_or(status), subprotocol, body: as_text(&body) })
}

/// The template of the key that the expression makes; of `$default` when it reads a body that is not JSON.
fn choose<'t>(templates: &'t Templates, scope: &impl Scope) -> Option<&'t BodyTemplate> {
    templates.get(&templates.selection.evaluate(scope).unwrap_or(Cow::Borrowed("")))
}

/// What a template makes of a body, and what it overrides.
fn render(
    template: &BodyTemplate,
    maps: TemplateUse,
    call: &Call<'_>,
    body: &[u8],
) -> Result<(Bytes, Option<Box<Overrides>>), IntegrationError> {
    match template {
        BodyTemplate::Constant(made) => {
            call.recorder.template(maps, body, || Ok(made));
            Ok((made.clone(), None))
        }
        BodyTemplate::Rendered(template) => {
            let rendered = mapping::render(template, &TemplateInput { call, body });
            let output = || rendered.as_ref().map(|rendered| rendered.text.as_bytes()).map_err(ToString::to_string);
            call.recorder.template(maps, body, output);
            let failed = |error| IntegrationError::Request(format!("the mapping template failed: {error}"));
            let Rendered { text, overrides } = rendered.map_err(failed)?;
            Ok((text.into(), Some(Box::new(overrides))))
        }
    }
}

async fn answer_of_mock(call: &Call<'_>, timeout: Duration, request: &[u8]) -> Result<Outcome, IntegrationError> {
    let replaced = backend::suffered_by_mock(&call.integration, timeout).await.map_err(IntegrationError::Backend)?;
    let status = std::str::from_utf8(request).ok().and_then(mock::status_code);
    let status = status.and_then(|status| StatusCode::from_u16(u16::try_from(status).ok()?).ok());
    let status = status.ok_or_else(|| {
        IntegrationError::Request(
            "the mock's request has no statusCode that is a status; a request template must make it".to_owned(),
        )
    })?;
    let status = replaced.unwrap_or(status);
    Ok(Outcome { status, error_message: None, headers: None, body: Bytes::new() })
}

async fn answer_of_http(
    gateway: &Gateway,
    permit: &Permit,
    target: &HttpTarget,
    timeout: Duration,
    call: &Call<'_>,
    request: &MappedRequest,
) -> Result<Outcome, IntegrationError> {
    let form = http_backend::Form::Mapped(request);
    Ok(of_http(http_backend::send(gateway, permit, target, timeout, call, &form).await?))
}

fn of_http(answer: Response<Bytes>) -> Outcome {
    let (parts, body) = answer.into_parts();
    Outcome { status: parts.status, error_message: None, headers: Some(parts.headers), body }
}

/// A function's outcome is 200, also when it failed: its `errorMessage` chooses the integration response (the guide's page:
/// "for Lambda-based integrations, it is `$integration.response.body.errorMessage`").
async fn answer_of_function(
    gateway: &Gateway,
    permit: &Permit,
    function: &FunctionArn,
    timeout: Duration,
    invocation: Invocation,
    call: &Call<'_>,
) -> Result<Outcome, IntegrationError> {
    call.trace_invocation(function, &invocation.payload);
    let source = || call.source();
    let invoked = backend::invoke_function_with(gateway, permit, function, invocation, timeout, &call.integration, &source);
    let outcome = invoked.await.map_err(IntegrationError::Backend)?;
    call.trace_response(&HeaderMap::new(), &outcome.payload);
    let error_message = Some(outcome.error_message().unwrap_or_default());
    Ok(Outcome { status: StatusCode::OK, error_message, headers: None, body: outcome.payload })
}

/// Without a body a function gets an empty object, as recorded for REST APIs (test_apigateway_header_remapping_aws).
fn payload(request: Bytes) -> Bytes {
    if request.is_empty() { Bytes::from_static(b"{}") } else { request }
}

/// What a template can see of a call.
struct TemplateInput<'t> {
    call: &'t Call<'t>,
    body: &'t [u8],
}

impl MappingInput for TemplateInput<'_> {
    fn body(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.body)
    }

    fn path_parameters(&self) -> Pairs<'_> {
        Pairs::new()
    }

    fn query_parameters(&self) -> Pairs<'_> {
        owned(&event::query(self.call))
    }

    fn headers(&self) -> Pairs<'_> {
        owned(&event::headers(self.call))
    }

    fn context(&self) -> Cow<'_, Value> {
        Cow::Owned(self.call.whole_context())
    }

    fn stage_variables(&self) -> Pairs<'_> {
        mapping::pairs(&self.call.stage.stage_variables)
    }
}

fn owned<'p>(parameters: &emulator_api::event::v1::Parameters<'_>) -> Pairs<'p> {
    parameters.iter().map(|(name, value)| (Cow::Owned(name.to_owned()), Cow::Owned(value.to_owned()))).collect()
}

/// What the expression of an integration response can read.
struct AnswerScope<'a> {
    call: &'a Call<'a>,
    status: StatusCode,
    headers: Option<&'a HeaderMap>,
}

impl Scope for AnswerScope<'_> {
    fn body(&self) -> Option<&Value> {
        self.call.json()
    }

    fn context(&self, path: &str) -> Option<Cow<'_, str>> {
        self.call.context(path)
    }

    fn stage_variable(&self, name: &str) -> Option<&str> {
        self.call.stage_variable(name)
    }

    fn integration_status(&self) -> Option<u16> {
        Some(self.status.as_u16())
    }

    fn integration_header(&self, name: &str) -> Vec<&str> {
        let values = self.headers.into_iter().flat_map(|headers| headers.get_all(name));
        values.filter_map(|value| value.to_str().ok()).collect()
    }
}
