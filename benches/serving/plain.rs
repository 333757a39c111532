//! The plain programs: what an engineer would write with axum to do a route's work, without being an emulator.
//!
//! They run as the emulator does: tokio's multi-threaded runtime with as many workers as it may use cores, TCP_NODELAY,
//! the same allocator, the release profile.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::serve::ListenerExt;
use clap::{Args, ValueEnum};
use http::header::{CONTENT_TYPE, HOST};
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::backend::Backend;
use crate::process::{Cores, Server};

mod lambda;
mod pushes;
mod sockets;

/// What the MOCK route answers, and the constant.
pub(crate) const CONSTANT: &str = r#"{"message": "It works"}"#;

/// The plain programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Plain {
    /// Answers a constant on one route: beside it stands a MOCK integration.
    Constant,
    /// Passes each request to a backend and its answer back, both streamed, without hop-by-hop headers and with the
    /// caller's address in `X-Forwarded-For`: beside it stand HTTP_PROXY integrations.
    Proxy,
    /// Makes a payload 2.0 event of each request, calls a function with it through the Invoke API, signed, and answers
    /// with the function's result: beside it stands an HTTP API's AWS_PROXY integration.
    Lambda,
    /// Takes WebSocket messages as JSON, and answers them by their `action` with a constant or a function's result: beside it
    /// stand a WebSocket API's MOCK and AWS_PROXY integrations.
    Sockets,
    /// Pushes what is posted to it into a WebSocket: beside it stands `@connections`.
    Pushes,
    /// Answers each method and path with recorded bytes: beside it stands the control plane.
    Recorded,
}

impl Plain {
    /// Its name on the command line.
    const fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Proxy => "proxy",
            Self::Lambda => "lambda",
            Self::Sockets => "sockets",
            Self::Pushes => "pushes",
            Self::Recorded => "recorded",
        }
    }

    /// Starts it before a backend.
    pub(crate) fn start(self, cores: &Cores, backend: &Backend) -> Result<Server> {
        self.start_with(cores, &["--backend", backend.url()])
    }

    /// Starts it with options of its own, on the servers' core: this executable once more.
    pub(crate) fn start_with(self, cores: &Cores, options: &[&str]) -> Result<Server> {
        let mut arguments = vec!["plain", self.name()];
        arguments.extend(options);
        Server::start(cores, &std::env::current_exe()?, &arguments, None)
    }
}

/// Which plain program to be.
#[derive(Debug, Args)]
pub(crate) struct PlainArguments {
    program: Plain,
    /// Where the backend is, `http://HOST:PORT`.
    #[arg(long, default_value = "http://127.0.0.1:9")]
    backend: Uri,
    /// The answers of `recorded`.
    #[arg(long, default_value = "answers.json")]
    answers: PathBuf,
}

/// Serves as one of the plain programs until the process is ended.
pub(crate) fn run(arguments: &PlainArguments) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let routes = match arguments.program {
        Plain::Sockets => return runtime.block_on(sockets::serve(&arguments.backend)),
        Plain::Constant => Router::new().route("/prod/mock", get(constant)),
        Plain::Proxy => Router::new().fallback(any(proxy)).with_state(Proxy::to(&arguments.backend)?),
        Plain::Lambda => lambda::routes(&arguments.backend)?,
        Plain::Pushes => pushes::routes(),
        Plain::Recorded => Router::new().fallback(any(recorded)).with_state(Recorded::read(&arguments.answers)?),
    };
    runtime.block_on(serve(routes))
}

async fn serve(routes: Router) -> Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, routes.into_make_service_with_connect_info::<SocketAddr>()).await?;
    Ok(())
}

async fn constant() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], CONSTANT)
}

/// A client with pooled connections to one backend.
type Pool<B> = Client<HttpConnector, B>;

fn pool<B>() -> Pool<B>
where
    B: http_body::Body + Send,
    B::Data: Send,
{
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector)
}

#[derive(Clone)]
struct Proxy {
    client: Pool<Body>,
    authority: Authority,
}

impl Proxy {
    fn to(backend: &Uri) -> Result<Self> {
        let authority = backend.authority().ok_or("the backend has no host")?.clone();
        Ok(Self { client: pool(), authority })
    }
}

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// RFC 9110, 7.6.1, and those that older software sends.
const HOP_BY_HOP: [&str; 8] =
    ["connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade"];

async fn proxy(
    State(proxy): State<Proxy>,
    ConnectInfo(caller): ConnectInfo<SocketAddr>,
    mut request: Request<Body>,
) -> std::result::Result<Response, StatusCode> {
    let path = request.uri().path_and_query().cloned().unwrap_or(PathAndQuery::from_static("/"));
    let uri = Uri::builder().scheme(Scheme::HTTP).authority(proxy.authority.clone()).path_and_query(path);
    *request.uri_mut() = uri.build().map_err(|_| StatusCode::BAD_REQUEST)?;
    let headers = request.headers_mut();
    without_hop_by_hop(headers);
    headers.remove(HOST);
    let forwarded_for = HeaderValue::try_from(caller.ip().to_string()).map_err(|_| StatusCode::BAD_REQUEST)?;
    headers.append(X_FORWARDED_FOR, forwarded_for);
    let mut answer = proxy.client.request(request).await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    without_hop_by_hop(answer.headers_mut());
    Ok(answer.map(Body::new))
}

fn without_hop_by_hop(headers: &mut HeaderMap) {
    for name in HOP_BY_HOP {
        headers.remove(name);
    }
}

/// An answer of the control plane, to be given again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RecordedAnswer {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

#[derive(Clone)]
struct Recorded(Arc<Vec<RecordedAnswer>>);

impl Recorded {
    fn read(path: &std::path::Path) -> Result<Self> {
        Ok(Self(Arc::new(serde_json::from_slice(&std::fs::read(path)?)?)))
    }
}

async fn recorded(State(recorded): State<Recorded>, method: Method, uri: Uri, _body: bytes::Bytes) -> Response {
    let is_asked = |answer: &&RecordedAnswer| answer.method == method.as_str() && answer.path == uri.path();
    let Some(answer) = recorded.0.iter().find(is_asked) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = Response::new(Body::from(answer.body.clone()));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    for (name, value) in &answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}
