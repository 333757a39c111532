//! Calls of AWS services other than Lambda.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Request, Response};

use crate::gateway::Gateway;
use crate::gateway::authorize::Permit;
use crate::gateway::backend::{BackendError, RESPONSE_LIMIT, Told, fault, of_exchange, query_answer, query_over_json, recorded};
use crate::gateway::observed::BackendCall;
use crate::runtime::service::{ServiceCall, ServiceProtocol};
use crate::services::ServiceError;

/// Names the operation of a JSON protocol.
pub(super) const TARGET: HeaderName = HeaderName::from_static("x-amz-target");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// Says a request in the protocol of its call, whose URI is a path; signs it, sends it, and reads the whole answer.
///
/// # Errors
/// `TimedOut` when the answer is not complete after `timeout`; `Unmapped` when no endpoint is named for the service;
/// `Unreachable` or `Broken` when there is no answer.
pub async fn send_service(
    gateway: &Gateway,
    _permit: &Permit,
    call: &ServiceCall,
    request: Request<Bytes>,
    timeout: Duration,
    observed: &BackendCall,
) -> Result<Response<Bytes>, BackendError> {
    let wants_json = request.headers().get(ACCEPT).is_some_and(|accepted| accepted == JSON);
    let names_its_operation = request.headers().contains_key(TARGET);
    let request = if names_its_operation { with_type(request, JSON) } else { said(&call.protocol, request) };
    observed.sent(|| recorded::service_request(&call.service.service, &request));
    // In a box, as an invocation is.
    let mut work = Box::pin(gateway.services.send(&call.service, request, RESPONSE_LIMIT));
    let answered = super::observed(gateway, timeout, None, observed, work.as_mut(), Told::by, fault::answer)
        .await
        .and_then(|answer| answer.map_err(of_service));
    observed.given(&answered, recorded::response);
    let answer = answered?;
    Ok(match &call.protocol {
        ServiceProtocol::QueryOverJson { action, .. } if !names_its_operation => query_over_json::answer(action, answer),
        _ if wants_json => query_answer::in_json(answer),
        _ => answer,
    })
}

fn of_service(error: ServiceError) -> BackendError {
    let detail = error.to_string();
    match error {
        ServiceError::NoEndpoint { .. } => BackendError::Unmapped(detail.into()),
        ServiceError::Request(_) => BackendError::Broken(detail.into()),
        ServiceError::Exchange(error) => of_exchange(&error),
    }
}

fn said(protocol: &ServiceProtocol, mut request: Request<Bytes>) -> Request<Bytes> {
    match protocol {
        ServiceProtocol::Mapped => request,
        ServiceProtocol::Json { target, content_type } => {
            request.headers_mut().insert(TARGET, target.clone());
            with_type(request, content_type.clone())
        }
        // Services take parameters of a body only if it is a form.
        ServiceProtocol::Query if request.headers().contains_key(CONTENT_TYPE) => request,
        ServiceProtocol::Query => {
            *request.body_mut() = Bytes::new();
            with_type(request, FORM)
        }
        ServiceProtocol::QueryOverJson { target, .. } => query_over_json::request(request, target.clone()),
    }
}

fn with_type(mut request: Request<Bytes>, content_type: HeaderValue) -> Request<Bytes> {
    request.headers_mut().entry(CONTENT_TYPE).or_insert(content_type);
    request
}
