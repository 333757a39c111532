//! The edge: which plane is a request for? It knows hosts and paths, not APIs or operations.

use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::Router;
use bytes::Bytes;
use futures_util::FutureExt;
use http::header::{CONTENT_TYPE, HOST};
use http::request::Parts;
use http::{HeaderValue, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use tower::ServiceExt;

use crate::control::Control;
use crate::gateway::address::{self, Address};
use crate::gateway::Gateway;
use crate::net::caller;

/// The longest body that the control plane reads: CreateFunction with the largest archive, in base64.
const CONTROL_BODY_LIMIT: usize = 70 * 1024 * 1024;

/// The three planes behind the port.
pub struct Edge {
    /// Answers requests for deployed APIs.
    pub gateway: Arc<Gateway>,
    /// Answers the AWS CLI and SDKs.
    pub control: Arc<Control>,
    /// Answers `/_emulator/…`.
    pub admin: Router,
    /// Who a caller is that says nothing.
    pub defaults: caller::Defaults,
}
