//! Why a request was refused or failed. Each API type turns it into an answer in one place.

use std::borrow::Cow;

use http::StatusCode;

pub use crate::runtime::rest::GatewayResponseType;

/// A request that gets no answer from its backend, or one that cannot be passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayError {
    /// Which of AWS's failures it is.
    pub kind: GatewayResponseType,
    /// AWS's message where it says more than the type's own: `Missing required request parameters: [q]`.
    pub message: Option<Cow<'static, str>>,
    /// The status where AWS was seen to answer another one than the type's own.
    pub status: Option<StatusCode>,
    /// The value of `x-amzn-ErrorType` where AWS answers another one than the type's own.
    pub error_type: Option<&'static str>,
    /// `$context.error.validationErrorString`, for a body that its model refuses.
    pub validation: Option<Box<str>>,
    /// What AWS writes into the execution log, where it says more than the type's own.
    pub logged: Option<Cow<'static, str>>,
    /// What happened, for the log; callers never see it.
    pub detail: Cow<'static, str>,
}

impl GatewayError {
    /// A failure with AWS's usual message for its type.
    pub fn new(kind: GatewayResponseType, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, message: None, status: None, error_type: None, validation: None, logged: None, detail: detail.into() }
    }

    /// The message for the caller; none is a null.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref().or_else(|| self.kind.message())
    }

    /// The status for the caller, as long as the API does not set another one.
    pub fn status(&self) -> StatusCode {
        self.status.unwrap_or_else(|| self.kind.default_status())
    }

    /// The same failure with its own message for the caller.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// The same failure with its own `x-amzn-ErrorType`.
    #[must_use]
    pub fn with_error_type(mut self, error_type: &'static str) -> Self {
        self.error_type = Some(error_type);
        self
    }

    /// The same failure with its own line in the execution log.
    #[must_use]
    pub fn with_log(mut self, line: impl Into<Cow<'static, str>>) -> Self {
        self.logged = Some(line.into());
        self
    }

    /// The same failure with its own status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// The same failure with what the validation of the body found.
    #[must_use]
    pub fn with_validation(mut self, validation: impl Into<Box<str>>) -> Self {
        self.validation = Some(validation.into());
        self
    }
}
