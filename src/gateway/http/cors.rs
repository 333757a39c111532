//! CORS on the way: preflights are answered here, and the integration's own CORS headers give way to the API's.

use ::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, HeaderMap, HeaderName, HeaderValue,
    ORIGIN,
};
use ::http::{Method, Response, StatusCode};
use bytes::Bytes;
use http_body_util::Full;

use crate::gateway::inbound::Inbound;
use crate::runtime::http::HttpStage;
use crate::runtime::http::cors::Cors;

const CORS_HEADERS: [HeaderName; 6] = [
    ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_ALLOW_CREDENTIALS,
    ACCESS_CONTROL_EXPOSE_HEADERS,
    ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_HEADERS,
    ACCESS_CONTROL_MAX_AGE,
];

/// What a request is to CORS.
pub(super) enum Asking<'s> {
    /// The API has no CORS configuration; headers of the integration pass.
    Unconfigured,
    /// A request like any other.
    Plain {
        /// The API's configuration.
        cors: &'s Cors,
        /// What its origin is told, if it may call.
        origin: Option<HeaderValue>,
    },
    /// A browser asks if it may send another request.
    Preflight {
        /// The API's configuration.
        cors: &'s Cors,
        /// What its origin is told, if it may call.
        origin: Option<HeaderValue>,
    },
}

impl<'s> Asking<'s> {
    pub(super) fn of(stage: &'s HttpStage, inbound: &Inbound) -> Self {
        let Some(cors) = &stage.cors else { return Self::Unconfigured };
        let headers = &inbound.parts.headers;
        let origin = headers.get(ORIGIN).and_then(|origin| cors.allow_origins.allow(origin));
        let is_preflight = inbound.parts.method == Method::OPTIONS
            && headers.contains_key(ORIGIN)
            && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        if is_preflight { Self::Preflight { cors, origin } } else { Self::Plain { cors, origin } }
    }

    pub(super) fn is_preflight(&self) -> bool {
        matches!(self, Self::Preflight { .. })
    }

    /// Puts the API's CORS headers in the place of those that an integration sent.
    pub(super) fn overwrite_headers(&self, headers: &mut HeaderMap) {
        let (cors, origin) = match self {
            Self::Unconfigured => return,
            Self::Plain { cors, origin } | Self::Preflight { cors, origin } => (cors, origin),
        };
        for name in &CORS_HEADERS {
            headers.remove(name);
        }
        let Some(origin) = origin else { return };
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        if cors.allow_credentials {
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
        if self.is_preflight() {
            set(headers, ACCESS_CONTROL_ALLOW_METHODS, cors.allow_methods.as_ref());
            set(headers, ACCESS_CONTROL_ALLOW_HEADERS, cors.allow_headers.as_ref());
            set(headers, ACCESS_CONTROL_MAX_AGE, cors.max_age.as_ref());
        } else {
            set(headers, ACCESS_CONTROL_EXPOSE_HEADERS, cors.expose_headers.as_ref());
        }
    }
}

/// The answer to a preflight: nothing but headers, and none of CORS for an origin that may not call.
pub(super) fn preflight() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: Option<&HeaderValue>) {
    if let Some(value) = value {
        headers.insert(name, value.clone());
    }
}
