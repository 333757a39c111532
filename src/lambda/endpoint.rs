//! Functions that another Lambda serves: any Lambda Invoke API, or a container with AWS's Runtime Interface Emulator.

use std::error::Error;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use emulator_api::arn::FunctionArn;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use percent_encoding::utf8_percent_encode;
use serde_json::Value;
use tokio::sync::Semaphore;

use super::host::Host;
use super::invocation::InvokeError;
use super::runtime_api::MAX_RESPONSE;
use super::stream::FunctionStream;
use crate::ids;
use crate::net::client::RESERVED;
use crate::services::signing::{Signer, Signing};
use emulator_api::invocation::{FunctionError, FunctionOutcome, Invocation, InvocationType};

const INVOCATIONS: &str = "/invocations";
/// The version and the end of the path of Invoke.
const INVOKE: (&str, &str) = ("2015-03-31", INVOCATIONS);
/// Those of InvokeWithResponseStream.
const STREAMING: (&str, &str) = ("2021-11-15", "/response-streaming-invocations");
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
const EXECUTED_VERSION: HeaderName = HeaderName::from_static("x-amz-executed-version");
const FUNCTION_ERROR: HeaderName = HeaderName::from_static("x-amz-function-error");
const LOG_RESULT: HeaderName = HeaderName::from_static("x-amz-log-result");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
const TRACE_ID: HeaderName = HeaderName::from_static("x-amzn-trace-id");

/// `NAME=URL`: a function that another Lambda serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionEndpoint {
    /// The function's name in ARNs.
    pub name: String,
    /// The base URL of a Lambda Invoke API, or the whole invocation URL of a Runtime Interface Emulator.
    pub url: Uri,
}

impl FromStr for FunctionEndpoint {
    type Err = FunctionEndpointError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = text.split_once('=').and_then(|(name, url)| Some((name, url.parse::<Uri>().ok()?)));
        match parsed {
            Some((name, url)) if !name.is_empty() && url.scheme().is_some() && url.host().is_some() => {
                Ok(Self { name: name.to_owned(), url })
            }
            _ => Err(FunctionEndpointError(text.to_owned())),
        }
    }
}

/// A text that is no `NAME=URL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionEndpointError(String);

impl fmt::Display for FunctionEndpointError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: expected NAME=URL, as in orders=http://localhost:9000", self.0)
    }
}

impl Error for FunctionEndpointError {}

#[derive(Clone, Debug)]
pub(super) enum Endpoint {
    /// A Lambda Invoke API, which knows functions by name and checks signatures.
    LambdaApi {
        /// Its base URL.
        base: Arc<str>,
        /// Where it invokes the one function that it is named for, if it is.
        function: Option<Arc<OperationUrl>>,
    },
    /// One function behind one URL, which takes one event at a time.
    RuntimeInterfaceEmulator { url: Uri, turn: Arc<Semaphore> },
}

impl Endpoint {
    pub(super) fn mapped(endpoint: &FunctionEndpoint) -> Self {
        if endpoint.url.path().ends_with(INVOCATIONS) {
            Self::RuntimeInterfaceEmulator { url: endpoint.url.clone(), turn: Arc::new(Semaphore::new(1)) }
        } else {
            let base = base_of(&endpoint.url);
            let function = OperationUrl::new(&base, &endpoint.name, None, INVOKE).ok().map(Arc::new);
            Self::LambdaApi { base, function }
        }
    }

    #[expect(clippy::needless_pass_by_value, reason = "it takes the place of the URL")]
    pub(super) fn lambda_api(base: Uri) -> Self {
        Self::LambdaApi { base: base_of(&base), function: None }
    }

    pub(super) async fn invoke(
        self,
        host: &Arc<Host>,
        arn: &FunctionArn,
        invocation: Invocation,
    ) -> Result<FunctionOutcome, InvokeError> {
        match self {
            Self::LambdaApi { base, function } => {
                let url = match function.filter(|_| arn.qualifier.is_none()) {
                    Some(url) => url,
                    None => Arc::new(OperationUrl::of(&base, arn, INVOKE)?),
                };
                let request = invoke_request(&url, arn, &invocation, host)?;
                exchange(host, request, &url.text).await.and_then(|response| outcome(response, &url.text))
            }
            Self::RuntimeInterfaceEmulator { url, turn } => {
                let host = host.clone();
                let text = url.to_string();
                let mut request = Request::new(Full::new(invocation.payload));
                *request.method_mut() = Method::POST;
                *request.uri_mut() = url;
                // It goes on with an event whose caller has left, and takes no other meanwhile.
                let turn = turn.acquire_owned().await.map_err(|_| InvokeError::Stopped)?;
                let running = host.tasks.clone().spawn(async move {
                    let _turn = turn;
                    let response = exchange(&host, request, &text).await?;
                    outcome(response, &text).map(with_error_of_payload)
                });
                running.await.map_err(|_| InvokeError::Stopped)?
            }
        }
    }
}

impl Endpoint {
    /// Invokes the function and gives its result as it comes. The Runtime Interface Emulator gives it whole.
    pub(super) async fn invoke_streaming(
        self,
        host: &Arc<Host>,
        arn: &FunctionArn,
        invocation: Invocation,
    ) -> Result<FunctionStream, InvokeError> {
        let Self::LambdaApi { base, .. } = &self else {
            return self.invoke(host, arn, invocation).await.map(FunctionStream::whole);
        };
        let url = OperationUrl::of(base, arn, STREAMING)?;
        let request = invoke_request(&url, arn, &invocation, host)?;
        let url = url.text;
        let unreachable = |source| InvokeError::Unreachable { url: url.clone(), source };
        let response = host.http.send(request).await.map_err(unreachable)?;
        if response.status().is_success() {
            let request_id = text_of(response.headers(), &REQUEST_ID).unwrap_or_else(ids::request_id);
            return Ok(FunctionStream::of_service(request_id, response.into_body()));
        }
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, MAX_RESPONSE).collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
        let error_type = text_of(&parts.headers, &ERROR_TYPE);
        Err(InvokeError::Refused { url, status: parts.status.as_u16(), error_type, body })
    }
}

fn base_of(url: &Uri) -> Arc<str> {
    url.to_string().trim_end_matches('/').into()
}

/// What signs a request for a function.
fn signer<'s>(host: &'s Host, arn: &'s FunctionArn) -> Signer<'s> {
    match &host.settings.credentials {
        Some(credentials) => credentials.into(),
        // An access key of twelve digits names the account, here and in other emulators.
        None => Signer { access_key_id: &arn.account, secret_access_key: "emulated", session_token: None },
    }
}

async fn exchange(host: &Host, request: Request<Full<Bytes>>, url: &str) -> Result<Response<Bytes>, InvokeError> {
    host.http.fetch(request, MAX_RESPONSE).await.map_err(|source| InvokeError::Unreachable { url: url.to_owned(), source })
}

/// Where an operation that invokes has a function.
#[derive(Debug)]
pub(super) struct OperationUrl {
    text: String,
    uri: Uri,
}

impl OperationUrl {
    fn of(base: &str, arn: &FunctionArn, operation: (&str, &str)) -> Result<Self, InvokeError> {
        Self::new(base, &arn.name, arn.qualifier.as_deref(), operation)
    }

    fn new(base: &str, name: &str, qualifier: Option<&str>, (version, operation): (&str, &str)) -> Result<Self, InvokeError> {
        let mut text = format!("{base}/{version}/functions/{}{operation}", utf8_percent_encode(name, RESERVED));
        if let Some(qualifier) = qualifier {
            text.push_str("?Qualifier=");
            text.extend(utf8_percent_encode(qualifier, RESERVED));
        }
        let uri = text.parse().map_err(|error| InvokeError::Signing(format!("{text}: {error}")))?;
        Ok(Self { text, uri })
    }
}

/// The request of the Invoke operation, signed.
fn invoke_request(
    url: &OperationUrl,
    arn: &FunctionArn,
    invocation: &Invocation,
    host: &Host,
) -> Result<Request<Full<Bytes>>, InvokeError> {
    let mut request = Request::post(url.uri.clone()).header(header::CONTENT_TYPE, "application/json");
    if invocation.kind != InvocationType::RequestResponse {
        request = request.header("x-amz-invocation-type", invocation.kind.as_str());
    }
    if invocation.log_tail {
        request = request.header("x-amz-log-type", "Tail");
    }
    if let Some(client_context) = &invocation.client_context {
        request = request.header("x-amz-client-context", STANDARD.encode(client_context));
    }
    let unsigned = |error: &dyn Error| InvokeError::Signing(error.to_string());
    let mut request = request.body(Full::new(invocation.payload.clone())).map_err(|error| unsigned(&error))?;
    let signing = Signing { signer: signer(host, arn), region: &arn.region, service: "lambda", at: host.clock.machine_now() };
    signing.sign(&host.signing_keys, &mut request, &invocation.payload).map_err(|error| unsigned(&error))?;
    // No signature covers it: proxies on the way may change it.
    if let Some(trace_id) = invocation.trace_id.as_deref().and_then(|trace_id| HeaderValue::from_str(trace_id).ok()) {
        request.headers_mut().insert(TRACE_ID, trace_id);
    }
    Ok(request)
}

fn outcome(response: Response<Bytes>, url: &str) -> Result<FunctionOutcome, InvokeError> {
    let (parts, payload) = response.into_parts();
    let text = |name: HeaderName| text_of(&parts.headers, &name);
    if !parts.status.is_success() {
        let error_type = text(ERROR_TYPE);
        return Err(InvokeError::Refused { url: url.to_owned(), status: parts.status.as_u16(), error_type, body: payload });
    }
    let function_error = text(FUNCTION_ERROR).map(|error| match error.as_str() {
        "Handled" => FunctionError::Handled,
        _ => FunctionError::Unhandled,
    });
    let log = text(LOG_RESULT).and_then(|log| STANDARD.decode(log).ok());
    Ok(FunctionOutcome {
        status: parts.status.as_u16(),
        payload,
        function_error,
        request_id: text(REQUEST_ID).unwrap_or_else(ids::request_id),
        executed_version: text(EXECUTED_VERSION),
        log_tail: log.map(|log| String::from_utf8_lossy(&log).into_owned()),
    })
}

/// The Runtime Interface Emulator answers 200 without `X-Amz-Function-Error` when the function has failed.
fn with_error_of_payload(outcome: FunctionOutcome) -> FunctionOutcome {
    let is_error = serde_json::from_slice(&outcome.payload).is_ok_and(|payload: Value| {
        payload.get("errorMessage").is_some() && payload.get("errorType").is_some() && payload.get("statusCode").is_none()
    });
    let function_error = outcome.function_error.or(is_error.then_some(FunctionError::Unhandled));
    FunctionOutcome { function_error, ..outcome }
}

fn text_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}
