//! The HTTP client for backends: plain and TLS, with pooled connections.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::uri::InvalidUri;
use http::{HeaderValue, Method, Request, Response, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Body, Incoming};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

use self::tls::TlsClients;

pub use self::body::{OutgoingBody, RequestBody};
pub use self::tls::TlsOptions;
pub use self::upload::{CallerGone, PassedOn, Upload};

mod body;
mod tls;
mod upload;

/// How long a pooled connection may stay unused.
const POOL_IDLE: Duration = Duration::from_secs(60);

/// An HTTP/1.1 client that may be cloned freely; clones share one pool of connections.
#[derive(Clone)]
pub struct HttpClient {
    plain: Client<HttpConnector, RequestBody>,
    tls: TlsClients,
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HttpClient")
    }
}

impl Default for HttpClient {
    fn default() -> Self {
        Self { plain: pooled().build(connector()), tls: TlsClients::default() }
    }
}

impl HttpClient {
    /// Sends a request with an absolute URI and returns once the response head is there.
    ///
    /// # Errors
    /// `Connect` when no connection could be made, `Exchange` when it broke afterwards.
    pub fn send(&self, request: Request<Full<Bytes>>) -> impl Future<Output = Result<Response<Incoming>, HttpError>> + use<> {
        self.send_with(request.map(RequestBody::Whole), &TlsOptions::default())
    }

    /// As [`Self::send`], with a say in how the server's certificate is verified.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub fn send_with(
        &self,
        mut request: Request<RequestBody>,
        tls: &TlsOptions,
    ) -> impl Future<Output = Result<Response<Incoming>, HttpError>> + use<> {
        tell_empty_body(&mut request);
        // The exchange begins here, so that the request is not part of every future that waits for its answer.
        let sent = if is_https(request.uri()) {
            self.tls.get(tls).map(|client| client.request(request))
        } else {
            Ok(self.plain.request(request))
        };
        async {
            sent?.await.map_err(|error| {
                let connect = error.is_connect();
                if connect { HttpError::Connect(Box::new(error)) } else { HttpError::Exchange(Box::new(error)) }
            })
        }
    }

    /// Sends a request and reads the whole response body, of at most `limit` bytes.
    ///
    /// # Errors
    /// As [`Self::send`]; `TooLarge` when the body is longer than `limit`.
    pub fn fetch(
        &self,
        request: Request<Full<Bytes>>,
        limit: usize,
    ) -> impl Future<Output = Result<Response<Bytes>, HttpError>> + use<> {
        self.fetch_with(request.map(RequestBody::Whole), &TlsOptions::default(), limit)
    }

    /// As [`Self::fetch`], with a say in how the server's certificate is verified.
    ///
    /// # Errors
    /// As [`Self::fetch`].
    pub fn fetch_with(
        &self,
        request: Request<RequestBody>,
        tls: &TlsOptions,
        limit: usize,
    ) -> impl Future<Output = Result<Response<Bytes>, HttpError>> + use<> {
        let sent = self.send_with(request, tls);
        async move {
            let (parts, body) = sent.await?.into_parts();
            let body = Limited::new(body, limit).collect().await.map_err(|error| {
                if error.is::<http_body_util::LengthLimitError>() {
                    HttpError::TooLarge { limit }
                } else {
                    HttpError::Exchange(error)
                }
            })?;
            Ok(Response::from_parts(parts, body.to_bytes()))
        }
    }
}

/// What is percent-encoded within a path's part, a query or a form: all but RFC 3986's unreserved characters.
pub const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path and query beneath an address, which may have a path of its own.
///
/// # Errors
/// The two make no URI together.
pub fn beneath(base: &Uri, path: &str) -> Result<Uri, InvalidUri> {
    format!("{}{path}", base.to_string().trim_end_matches('/')).parse()
}

/// A method that has a body tells its length also where it is empty (RFC 9110, section 8.6; recorded:
/// test_apigateway_header_remapping_http, no-param-integration).
fn tell_empty_body(request: &mut Request<RequestBody>) {
    let has_body = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    if has_body && request.body().is_end_stream() {
        request.headers_mut().entry(CONTENT_LENGTH).or_insert(HeaderValue::from_static("0"));
    }
}

fn is_https(uri: &Uri) -> bool {
    uri.scheme_str() == Some("https")
}

fn connector() -> HttpConnector {
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    connector.set_connect_timeout(Some(Duration::from_secs(10)));
    connector
}

fn pooled() -> hyper_util::client::legacy::Builder {
    let mut builder = Client::builder(TokioExecutor::new());
    builder.pool_timer(TokioTimer::new()).pool_idle_timeout(POOL_IDLE);
    builder
}

/// Why a request to a backend got no answer.
#[derive(Debug)]
pub enum HttpError {
    /// No connection: refused, unknown host, TLS failure.
    Connect(Box<dyn Error + Send + Sync>),
    /// The connection broke before the answer was complete.
    Exchange(Box<dyn Error + Send + Sync>),
    /// The answer has more bytes than may be read.
    TooLarge {
        /// The most bytes that may be read.
        limit: usize,
    },
}

impl fmt::Display for HttpError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect(source) => write!(formatter, "cannot connect: {}", root_cause(source.as_ref())),
            Self::Exchange(source) => write!(formatter, "the connection broke: {}", root_cause(source.as_ref())),
            Self::TooLarge { limit } => write!(formatter, "the response is longer than {limit} bytes"),
        }
    }
}

impl Error for HttpError {}

fn root_cause<'e>(error: &'e (dyn Error + 'static)) -> &'e (dyn Error + 'static) {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause
}
