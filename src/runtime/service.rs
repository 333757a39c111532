//! What an integration asks of an AWS service other than Lambda.

use emulator_api::arn::ServiceName;
use http::HeaderValue;

/// A call of a service: whose it is, and how it is said. Where it goes within the service is the integration's own.
#[derive(Clone, Debug)]
pub struct ServiceCall {
    /// The service.
    pub service: ServiceName,
    /// The protocol of the call.
    pub protocol: ServiceProtocol,
}

/// How an action or a path is said to a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceProtocol {
    /// `path/…`: the request is as the integration makes it.
    Mapped,
    /// `action/…` of a service with a JSON protocol that API Gateway names the operation to.
    Json {
        /// `X-Amz-Target`.
        target: HeaderValue,
        /// The `Content-Type` unless another one is mapped.
        content_type: HeaderValue,
    },
    /// `action/…` of any other service: action and parameters stand in the query.
    Query,
    /// As `Query`; but those who stand for the service take JSON alone, so that the call is said in JSON, and its answer
    /// in the words of the query protocol.
    QueryOverJson {
        /// `X-Amz-Target`.
        target: HeaderValue,
        /// The action.
        action: Box<str>,
    },
}
