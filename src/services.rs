//! AWS services that are not part of this emulator: where requests to them go, and the signature that they carry, which others verify
//! by the same canonical request.
//!
//! Does not know about APIs, integrations or functions.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

use aws_credential_types::Credentials;
use bytes::Bytes;
use emulator_api::arn::ServiceName;
use http::header::HOST;
use http::uri::Uri;
use http::{HeaderValue, Request, Response};
use http_body_util::Full;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::clock::MachineClock;
use crate::net::client::{HttpClient, HttpError, beneath};
use crate::services::signing::{Signing, SigningError, SigningKeys};

pub mod canonical_request;
mod endpoint;
pub mod signing;

pub use endpoint::{ENDPOINT_VARIABLE_PREFIX, Endpoints, InvalidEndpoint, ServiceEndpoint};

/// The way to all services. Clones share the connections.
#[derive(Clone, Debug)]
pub struct Services {
    endpoints: Endpoints,
    credentials: Credentials,
    keys: Arc<SigningKeys>,
    clock: MachineClock,
    http: HttpClient,
}

impl Services {
    /// Services at these endpoints, whose requests are signed with these credentials.
    pub fn new(endpoints: Endpoints, credentials: Credentials, http: HttpClient) -> Self {
        Self { endpoints, credentials, keys: Arc::default(), clock: MachineClock, http }
    }

    /// Whether an endpoint stands for a service.
    pub fn has_endpoint(&self, service: &str) -> bool {
        self.endpoints.of(service).is_some()
    }

    /// Signs a request whose URI is a path, sends it to the service's endpoint, and reads the whole answer, of at most
    /// `limit` bytes.
    ///
    /// # Errors
    /// Any [`ServiceError`]; an answer of the service is none, whatever its status.
    pub async fn send(&self, name: &ServiceName, request: Request<Bytes>, limit: usize) -> Result<Response<Bytes>, ServiceError> {
        let endpoint =
            self.endpoints.of(&name.service).ok_or_else(|| ServiceError::NoEndpoint { service: name.service.clone() })?;
        let (mut parts, body) = request.into_parts();
        let uri = encoded(&parts.uri, &name.service);
        parts.uri = beneath(endpoint, &uri).map_err(|error| ServiceError::Request(format!("{endpoint}{uri}: {error}")))?;
        if let Some(subdomain) = &name.subdomain {
            let host = format!("{subdomain}.{}.{}.amazonaws.com", name.service, name.region);
            let host = HeaderValue::try_from(host).map_err(|error| ServiceError::Request(error.to_string()))?;
            parts.headers.insert(HOST, host);
        }
        let mut request = Request::from_parts(parts, Full::new(body.clone()));
        let signing = Signing {
            signer: (&self.credentials).into(),
            region: &name.region,
            service: signing_name(&name.service),
            at: self.clock.machine_now(),
        };
        signing.sign(&self.keys, &mut request, &body)?;
        Ok(self.http.fetch(request, limit).await?)
    }
}

/// The name in the credential scope, for the hosts that are not called as their service (AWS general reference, "Service
/// endpoints and quotas").
fn signing_name(service: &str) -> &str {
    match service {
        "appsync-api" => "appsync",
        "email" => "ses",
        "iot" => "iotdata",
        other => other,
    }
}

/// A path and query in the form in which they are signed, so that whoever verifies the signature cannot take them for
/// others: unreserved characters and separators stay, all else is encoded (IAM user guide, "Create a signed AWS API request").
/// Only S3 signs paths so.
fn encoded(uri: &Uri, service: &str) -> String {
    /// What is encoded already begins with `%`.
    const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'%').remove(b'/');
    const QUERY: &AsciiSet = &PATH.add(b'/').remove(b'&').remove(b'=').remove(b'+');
    let path = if service == "s3" { utf8_percent_encode(uri.path(), PATH).into() } else { Cow::Borrowed(uri.path()) };
    uri.query().map_or_else(|| path.to_string(), |query| format!("{path}?{}", utf8_percent_encode(query, QUERY)))
}

/// Why a service gave no answer.
#[derive(Debug)]
pub enum ServiceError {
    /// Nothing stands for the service.
    NoEndpoint {
        /// The service.
        service: String,
    },
    /// No request can be made of it.
    Request(String),
    /// The request was sent, or was about to be, and there is no answer.
    Exchange(HttpError),
}

impl fmt::Display for ServiceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoEndpoint { service } => write!(
                formatter,
                "nothing stands for the AWS service {service}: name its endpoint with --service-endpoint {service}=URL, {} or \
                 AWS_ENDPOINT_URL",
                endpoint::variable(service)
            ),
            Self::Request(reason) => formatter.write_str(reason),
            Self::Exchange(error) => error.fmt(formatter),
        }
    }
}

impl Error for ServiceError {}

impl From<SigningError> for ServiceError {
    fn from(error: SigningError) -> Self {
        Self::Request(format!("the request cannot be signed: {error}"))
    }
}

impl From<HttpError> for ServiceError {
    fn from(error: HttpError) -> Self {
        Self::Exchange(error)
    }
}
