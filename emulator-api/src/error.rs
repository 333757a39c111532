//! Errors as AWS answers them: a code, a message, and the one place where they become bytes.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use serde_json::{Map, Value};

use crate::model::Service;

/// The result of whatever AWS may refuse.
pub type Result<T, E = AwsError> = std::result::Result<T, E>;

macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident = $status:literal $name:literal,)*) => {
        /// What went wrong, as clients tell errors apart.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ErrorCode { $($(#[$doc])* $variant,)* }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &[ErrorCode] = &[$(ErrorCode::$variant,)*];

            /// The exception's name, sent as `x-amzn-ErrorType`.
            pub const fn name(self) -> &'static str {
                match self { $(ErrorCode::$variant => $name,)* }
            }

            const fn status_number(self) -> u16 {
                match self { $(ErrorCode::$variant => $status,)* }
            }
        }
    };
}

error_codes! {
    /// The request does not make sense.
    BadRequest = 400 "BadRequestException",
    /// It collides with what is there.
    Conflict = 409 "ConflictException",
    /// What it names does not exist.
    NotFound = 404 "NotFoundException",
    /// An account's or an API's limit is reached.
    LimitExceeded = 429 "LimitExceededException",
    /// Too many requests in too little time.
    TooManyRequests = 429 "TooManyRequestsException",
    /// The caller is not who it says.
    Unauthorized = 401 "UnauthorizedException",
    /// The caller may not.
    AccessDenied = 403 "AccessDeniedException",
    /// Not now.
    ServiceUnavailable = 503 "ServiceUnavailableException",
    /// AWS has it, this emulator has not.
    NotImplemented = 501 "NotImplemented",
    /// No operation has this method and path.
    UnknownOperation = 404 "UnknownOperationException",
    /// The request is broken at the level of HTTP.
    MalformedHttpRequest = 400 "MalformedHttpRequestException",
    /// A connection that is no more.
    Gone = 410 "GoneException",
    /// The data are larger than a WebSocket message may be.
    PayloadTooLarge = 413 "PayloadTooLargeException",
    /// The caller may not use the connection.
    Forbidden = 403 "ForbiddenException",
    /// Our fault.
    InternalFailure = 500 "InternalFailure",
    /// The body is not what the operation takes.
    Serialization = 400 "SerializationException",
    /// Members break the model's constraints.
    Validation = 400 "ValidationException",
    /// An unsigned request to an operation that there is not.
    MissingAuthenticationToken = 403 "MissingAuthenticationTokenException",
    /// A body in a form that the operation does not read.
    UnsupportedMediaType = 415 "UnsupportedMediaTypeException",
    /// A body larger than the service reads.
    RequestEntityTooLarge = 413 "RequestEntityTooLargeException",
    /// Lambda: what the request names does not exist.
    ResourceNotFound = 404 "ResourceNotFoundException",
    /// Lambda: it exists already, or is being changed.
    ResourceConflict = 409 "ResourceConflictException",
    /// Lambda: the function cannot run yet, or no more.
    ResourceNotReady = 502 "ResourceNotReadyException",
    /// Lambda: a parameter makes no sense.
    InvalidParameterValue = 400 "InvalidParameterValueException",
    /// Lambda: the body is not JSON.
    InvalidRequestContent = 400 "InvalidRequestContentException",
    /// Lambda: the payload is larger than an invocation may have.
    RequestTooLarge = 413 "RequestTooLargeException",
    /// Lambda: the code is no zip archive.
    InvalidZipFile = 502 "InvalidZipFileException",
    /// Lambda: no such runtime.
    InvalidRuntime = 502 "InvalidRuntimeException",
    /// Lambda: the `RevisionId` is not the latest.
    PreconditionFailed = 412 "PreconditionFailedException",
    /// Lambda: the permissions are larger than 20 KB.
    PolicyLengthExceeded = 400 "PolicyLengthExceededException",
    /// Lambda: the service's fault.
    Service = 500 "ServiceException",
}

impl ErrorCode {
    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        StatusCode::from_u16(self.status_number()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// An error as AWS answers it.
#[derive(Clone, PartialEq)]
pub struct AwsError(Box<Details>);

#[derive(Clone, PartialEq)]
struct Details {
    code: ErrorCode,
    message: Option<Cow<'static, str>>,
    members: Map<String, Value>,
}

macro_rules! constructors {
    ($($(#[$doc:meta])* $name:ident = $code:ident;)*) => {
        impl AwsError {
            $($(#[$doc])* pub fn $name(message: impl Into<Cow<'static, str>>) -> AwsError {
                AwsError::new(ErrorCode::$code, message)
            })*
        }
    };
}

constructors! {
    /// 400: the request does not make sense.
    bad_request = BadRequest;
    /// 404: what it names does not exist.
    not_found = NotFound;
    /// 409: it collides with what is there.
    conflict = Conflict;
    /// 429: a limit is reached.
    limit_exceeded = LimitExceeded;
    /// 429: too many requests.
    too_many_requests = TooManyRequests;
    /// 401: the caller is not who it says.
    unauthorized = Unauthorized;
    /// 403: the caller may not.
    access_denied = AccessDenied;
    /// 403: the caller may not use the connection.
    forbidden = Forbidden;
    /// 413: more data than a WebSocket message may have.
    payload_too_large = PayloadTooLarge;
    /// 413: a body larger than the service reads.
    request_entity_too_large = RequestEntityTooLarge;
    /// 415: a body in a form that the operation does not read.
    unsupported_media_type = UnsupportedMediaType;
    /// 500: our fault; say what happened, not how.
    internal_failure = InternalFailure;
    /// 503: not now.
    service_unavailable = ServiceUnavailable;
    /// 400: the request is broken at the level of HTTP.
    malformed_http_request = MalformedHttpRequest;
    /// Lambda's 404.
    resource_not_found = ResourceNotFound;
    /// Lambda's 409.
    resource_conflict = ResourceConflict;
    /// Lambda's 400 for a parameter.
    invalid_parameter_value = InvalidParameterValue;
    /// Lambda's 413 for an invocation.
    request_too_large = RequestTooLarge;
}

impl AwsError {
    /// An error with a message.
    pub fn new(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> AwsError {
        AwsError(Box::new(Details { code, message: Some(message.into()), members: Map::new() }))
    }

    /// 501: AWS has `what`, this emulator has not.
    pub fn not_implemented(what: impl fmt::Display) -> AwsError {
        AwsError::new(ErrorCode::NotImplemented, format!("{what} is not implemented by this emulator"))
    }

    /// 410: the connection is no more. The model gives `GoneException` no members, and AWS sends none.
    pub fn gone() -> AwsError {
        let mut error = AwsError::new(ErrorCode::Gone, "");
        error.0.message = None;
        error
    }

    /// The answer to an unsigned request that names no operation.
    pub fn missing_authentication_token() -> AwsError {
        AwsError::new(ErrorCode::MissingAuthenticationToken, "Missing Authentication Token")
    }

    /// The answer to a signed request that names no operation.
    pub fn unknown_operation() -> AwsError {
        AwsError::new(ErrorCode::UnknownOperation, "Unable to determine service/operation name to be authorized")
    }

    /// A body that is not what the operation takes, in the words of its service.
    ///
    /// API Gateway's first API answers `SerializationException` (recorded from AWS), Lambda
    /// `InvalidRequestContentException` (its model); the other two only have `BadRequestException` for it.
    pub fn serialization(service: Service, message: impl Into<Cow<'static, str>>) -> AwsError {
        let code = match service {
            Service::ApiGateway => ErrorCode::Serialization,
            Service::ApiGatewayV2 | Service::Management => ErrorCode::BadRequest,
            Service::Lambda => ErrorCode::InvalidRequestContent,
        };
        AwsError::new(code, message)
    }

    /// Members that break the model's constraints; API Gateway's second API answers `BadRequestException`.
    pub fn validation(service: Service, message: impl Into<Cow<'static, str>>) -> AwsError {
        let code = match service {
            Service::ApiGateway | Service::Lambda => ErrorCode::Validation,
            Service::ApiGatewayV2 | Service::Management => ErrorCode::BadRequest,
        };
        AwsError::new(code, message)
    }

    /// With another member in the body (`resourceType`, `limitType`, `Reason`).
    #[must_use]
    pub fn with_member(mut self, name: impl Into<String>, value: impl Into<Value>) -> AwsError {
        self.0.members.insert(name.into(), value.into());
        self
    }

    /// What went wrong.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.0.code.status()
    }

    /// The message; empty when AWS sends none.
    pub fn message(&self) -> &str {
        self.0.message.as_deref().unwrap_or_default()
    }

    /// The answer, in the form of `service`.
    pub fn render(&self, service: Service) -> Response<Bytes> {
        let body = self.body(service);
        let bytes = if body.is_empty() { Bytes::new() } else { Bytes::from(Value::Object(body).to_string()) };
        let mut response = Response::new(bytes);
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(HeaderName::from_static("x-amzn-errortype"), HeaderValue::from_static(self.0.code.name_of(service)));
        response
    }

    fn body(&self, service: Service) -> Map<String, Value> {
        let mut body = Map::new();
        if service == Service::Lambda && !self.0.code.is_common() {
            let fault = if self.status().is_server_error() { "Server" } else { "User" };
            body.insert("Type".to_owned(), fault.into());
        }
        if let Some(message) = &self.0.message {
            body.insert(self.0.code.message_member().to_owned(), message.as_ref().into());
        }
        body.extend(self.0.members.clone());
        body
    }
}

impl ErrorCode {
    /// The exception's name in a service. API Gateway's second API says of a quota that it is a conflict, with the status 429
    /// (seen by users of sst, 4522).
    const fn name_of(self, service: Service) -> &'static str {
        match (self, service) {
            (ErrorCode::LimitExceeded, Service::ApiGatewayV2) => ErrorCode::Conflict.name(),
            _ => self.name(),
        }
    }

    /// Whether the framework in front of Lambda answers it, without Lambda's `Type`.
    const fn is_common(self) -> bool {
        matches!(
            self,
            ErrorCode::Validation
                | ErrorCode::Serialization
                | ErrorCode::UnknownOperation
                | ErrorCode::MalformedHttpRequest
                | ErrorCode::MissingAuthenticationToken
                | ErrorCode::AccessDenied
                | ErrorCode::NotImplemented
        )
    }

    /// The message's key in the body: `message`, except where Lambda's model or a recorded answer has a capital.
    const fn message_member(self) -> &'static str {
        match self {
            ErrorCode::AccessDenied
            | ErrorCode::ResourceNotFound
            | ErrorCode::InvalidZipFile
            | ErrorCode::InvalidRuntime
            | ErrorCode::Service => "Message",
            _ => "message",
        }
    }
}

impl fmt::Display for AwsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code.name())?;
        match &self.0.message {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for AwsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AwsError({self})")
    }
}

impl std::error::Error for AwsError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(error: &AwsError, service: Service) -> (u16, String, String) {
        let response = error.render(service);
        let error_type = response.headers()["x-amzn-errortype"].to_str().expect("a name is plain text").to_owned();
        (response.status().as_u16(), error_type, String::from_utf8(response.body().to_vec()).expect("JSON is UTF-8"))
    }

    // As recorded from AWS: body {"message": …}, header x-amzn-ErrorType.
    #[test]
    fn an_error_is_a_message_and_an_error_type() {
        let error = AwsError::not_found("Invalid API identifier specified 000000000000:abc");
        let (status, error_type, body) = rendered(&error, Service::ApiGateway);
        assert_eq!((status, error_type.as_str()), (404, "NotFoundException"));
        assert_eq!(body, r#"{"message":"Invalid API identifier specified 000000000000:abc"}"#);
    }

    // apigatewayv2's model: NotFoundException has ResourceType, TooManyRequestsException LimitType.
    #[test]
    fn further_members_follow_the_message() {
        let error = AwsError::not_found("no").with_member("resourceType", "Api");
        assert_eq!(rendered(&error, Service::ApiGatewayV2).2, r#"{"message":"no","resourceType":"Api"}"#);
    }

    // Lambda's model: ResourceNotFoundException {Type, Message}, ResourceConflictException {Type, message}.
    #[test]
    fn lambda_errors_say_whose_fault_it_is() {
        let error = AwsError::resource_not_found("Function not found: f");
        assert_eq!(rendered(&error, Service::Lambda).2, r#"{"Type":"User","Message":"Function not found: f"}"#);
        let error = AwsError::resource_conflict("Function already exist: f");
        assert_eq!(rendered(&error, Service::Lambda).2, r#"{"Type":"User","message":"Function already exist: f"}"#);
    }

    // apigatewaymanagementapi's model: GoneException has no members.
    #[test]
    fn gone_has_no_body() {
        assert_eq!(rendered(&AwsError::gone(), Service::Management), (410, "GoneException".to_owned(), String::new()));
    }

    // sst issue 4522: "StatusCode: 429, …, ConflictException: Maximum number of Authorizers for this API has been reached."
    #[test]
    fn a_quota_is_a_conflict_in_the_second_api() {
        let (status, error_type, _) = rendered(&AwsError::limit_exceeded("full"), Service::ApiGatewayV2);
        assert_eq!((status, error_type.as_str()), (429, "ConflictException"));
    }

    #[test]
    fn every_code_has_its_own_name_and_a_status_of_an_error() {
        for code in ErrorCode::ALL {
            assert!(code.status().is_client_error() || code.status().is_server_error(), "{code:?}");
        }
        let names: std::collections::BTreeSet<_> = ErrorCode::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), ErrorCode::ALL.len());
    }
}
