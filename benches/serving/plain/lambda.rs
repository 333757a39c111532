//! The plain program before a function: the request as an event of payload format 2.0, the function through the Invoke
//! API, signed as AWS demands, and its result as the answer. The fields are those of the developer guide, "Create AWS
//! Lambda proxy integrations for HTTP APIs".

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;

use apigw_emulator::clock::{Clock, Timestamp};
use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Query, State};
use axum::response::Response;
use axum::routing::any;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE, HOST, SET_COOKIE, USER_AGENT};
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt, Full};
use serde::{Deserialize, Serialize, Serializer};

use crate::Result;
use crate::backend::FUNCTION;
use crate::plain::{Pool, pool};

/// The one route of this program.
const ROUTE_KEY: &str = "GET /orders";

/// The function, and how it is called.
#[derive(Clone)]
pub(super) struct Function {
    client: Pool<Full<Bytes>>,
    invoke: Uri,
    credentials: Credentials,
    clock: Clock,
}

pub(super) fn routes(backend: &Uri) -> Result<Router> {
    Ok(Router::new().route("/orders", any(answer)).with_state(Function::at(backend)?))
}

async fn answer(
    State(function): State<Function>,
    ConnectInfo(caller): ConnectInfo<SocketAddr>,
    Query(query): Query<Vec<(String, String)>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> std::result::Result<Response, StatusCode> {
    let now = function.clock.now();
    let event = event(now, caller, query, &method, &uri, &headers, &body).map_err(|_| StatusCode::BAD_REQUEST)?;
    let result = function.invoke(event, now).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    result.into_response().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

impl Function {
    /// The function of the Invoke API at `backend`.
    pub(super) fn at(backend: &Uri) -> Result<Self> {
        let invoke = format!("{backend}2015-03-31/functions/{FUNCTION}/invocations").parse()?;
        let credentials = Credentials::new("test", "test", None, None, "serving-bench");
        Ok(Self { client: pool(), invoke, credentials, clock: Clock::default() })
    }

    /// The time.
    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Calls it.
    pub(super) async fn invoke(&self, event: Vec<u8>, now: Timestamp) -> Result<FunctionResult> {
        let answer = self.client.request(self.signed(event, now)?).await?;
        let failed = answer.status() != StatusCode::OK || answer.headers().contains_key("x-amz-function-error");
        let body = answer.into_body().collect().await?.to_bytes();
        if failed {
            return Err("the function failed".into());
        }
        Ok(serde_json::from_slice(&body)?)
    }

    fn signed(&self, event: Vec<u8>, now: Timestamp) -> Result<Request<Full<Bytes>>> {
        let identity = self.credentials.clone().into();
        let parameters = v4::SigningParams::builder()
            .identity(&identity)
            .region("us-east-1")
            .name("lambda")
            .time(now.to_system_time())
            .settings(SigningSettings::default())
            .build()?
            .into();
        let headers = [("content-type", "application/json")];
        let signable = SignableRequest::new("POST", self.invoke.to_string(), headers.into_iter(), SignableBody::Bytes(&event))?;
        let (instructions, _) = sign(signable, &parameters)?.into_parts();
        let mut request = Request::post(self.invoke.clone()).header(CONTENT_TYPE, "application/json").body(())?;
        instructions.apply_to_request_http1x(&mut request);
        Ok(request.map(|()| Full::from(event)))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'r> {
    version: &'static str,
    route_key: &'static str,
    raw_path: &'r str,
    raw_query_string: &'r str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cookies: Vec<&'r str>,
    headers: Headers<'r>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    query_string_parameters: BTreeMap<String, String>,
    request_context: RequestContext<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Cow<'r, str>>,
    is_base64_encoded: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RequestContext<'r> {
    account_id: &'static str,
    api_id: &'r str,
    domain_name: &'r str,
    domain_prefix: &'r str,
    http: HttpContext<'r>,
    request_id: String,
    route_key: &'static str,
    stage: &'static str,
    time: String,
    time_epoch: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HttpContext<'r> {
    method: &'r str,
    path: &'r str,
    protocol: &'static str,
    source_ip: String,
    user_agent: &'r str,
}

/// Headers as an event has them: several values of a name in one, with commas, without cookies.
struct Headers<'r>(&'r HeaderMap);

impl Serialize for Headers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.keys().filter(|name| *name != COOKIE).map(|name| {
            let values: Vec<&str> = self.0.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
            (name.as_str(), values.join(","))
        }))
    }
}

fn event(
    now: Timestamp,
    caller: SocketAddr,
    query: Vec<(String, String)>,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Vec<u8>> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    let domain_name = text(HOST).split(':').next().unwrap_or("");
    let domain_prefix = domain_name.split('.').next().unwrap_or("");
    let mut query_string_parameters: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in query {
        query_string_parameters.entry(name).and_modify(|all| *all = format!("{all},{value}")).or_insert(value);
    }
    let as_text = std::str::from_utf8(body);
    let event = Event {
        version: "2.0",
        route_key: ROUTE_KEY,
        raw_path: uri.path(),
        raw_query_string: uri.query().unwrap_or(""),
        cookies: headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|all| all.split("; ")).collect(),
        headers: Headers(headers),
        query_string_parameters,
        request_context: RequestContext {
            account_id: "000000000000",
            api_id: domain_prefix,
            domain_name,
            domain_prefix,
            http: HttpContext {
                method: method.as_str(),
                path: uri.path(),
                protocol: "HTTP/1.1",
                source_ip: caller.ip().to_string(),
                user_agent: text(USER_AGENT),
            },
            request_id: STANDARD.encode(fastrand::u64(..).to_be_bytes()),
            route_key: ROUTE_KEY,
            stage: "$default",
            time: jiff::Timestamp::from_millisecond(now.as_millis())?.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string(),
            time_epoch: now.as_millis(),
        },
        body: (!body.is_empty()).then(|| as_text.map_or_else(|_| Cow::Owned(STANDARD.encode(body)), Cow::Borrowed)),
        is_base64_encoded: as_text.is_err(),
    };
    Ok(serde_json::to_vec(&event)?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FunctionResult {
    status_code: u16,
    #[serde(default)]
    headers: HashMap<String, String>,
    #[serde(default)]
    cookies: Vec<String>,
    #[serde(default)]
    pub(super) body: String,
    #[serde(default)]
    is_base64_encoded: bool,
}

impl FunctionResult {
    fn into_response(self) -> Result<Response> {
        let mut response = Response::builder().status(self.status_code);
        for (name, value) in &self.headers {
            response = response.header(name, value);
        }
        for cookie in &self.cookies {
            response = response.header(SET_COOKIE, cookie);
        }
        let body = if self.is_base64_encoded { STANDARD.decode(self.body)? } else { self.body.into_bytes() };
        Ok(response.body(Body::from(body))?)
    }
}
