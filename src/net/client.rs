//! The HTTP client for backends: plain and TLS, with pooled connections.

use std::error::Error;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};

/// How long a pooled connection may stay unused.
const POOL_IDLE: Duration = Duration::from_secs(60);

/// An HTTP/1.1 client that may be cloned freely; clones share one pool of connections.
#[derive(Clone)]
pub struct HttpClient {
    plain: Client<HttpConnector, Full<Bytes>>,
    tls: Arc<OnceLock<Client<HttpsConnector<HttpConnector>, Full<Bytes>>>>,
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HttpClient")
    }
}

impl Default for HttpClient {
    fn default() -> Self {
        Self { plain: pooled().build(connector()), tls: Arc::default() }
    }
}

impl HttpClient {
    /// Sends a request with an absolute URI and returns once the response head is there.
    ///
    /// # Errors
    /// `Connect` when no connection could be made, `Exchange` when it broke afterwards.
    pub async fn send(&self, request: Request<Full<Bytes>>) -> Result<Response<Incoming>, HttpError> {
        let sent =
            if is_https(request.uri()) { self.tls_client()?.request(request).await } else { self.plain.request(request).await };
        sent.map_err(|error| {
            let connect = error.is_connect();
            if connect { HttpError::Connect(Box::new(error)) } else { HttpError::Exchange(Box::new(error)) }
        })
    }

    /// Sends a request and reads the whole response body, of at most `limit` bytes.
    ///
    /// # Errors
    /// As [`Self::send`]; `TooLarge` when the body is longer than `limit`.
    pub async fn fetch(&self, request: Request<Full<Bytes>>, limit: usize) -> Result<Response<Bytes>, HttpError> {
        let (parts, body) = self.send(request).await?.into_parts();
        let body = Limited::new(body, limit).collect().await.map_err(|error| {
            if error.is::<http_body_util::LengthLimitError>() {
                HttpError::TooLarge { limit }
            } else {
                HttpError::Exchange(error)
            }
        })?;
        Ok(Response::from_parts(parts, body.to_bytes()))
    }

    /// The TLS side is made at its first use: reading the machine's root certificates takes longer than a start may.
    fn tls_client(&self) -> Result<&Client<HttpsConnector<HttpConnector>, Full<Bytes>>, HttpError> {
        if let Some(client) = self.tls.get() {
            return Ok(client);
        }
        let builder = HttpsConnectorBuilder::new().with_native_roots().map_err(|error| HttpError::Connect(Box::new(error)))?;
        let mut tcp = connector();
        tcp.enforce_http(false);
        let https = builder.https_or_http().enable_http1().wrap_connector(tcp);
        Ok(self.tls.get_or_init(|| pooled().build(https)))
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
