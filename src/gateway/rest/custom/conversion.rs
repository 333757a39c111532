//! What becomes of a body before it is mapped, by `contentHandling`, `binaryMediaTypes` and what the caller sends or accepts
//! (developer guide, "Content type conversions in API Gateway", its two tables; recorded: TestApiGatewayS3BinarySupport).

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::runtime::rest::integration::ContentHandling;

/// A way to convert a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conversion {
    /// Bytes stay as they are.
    Bytes,
    /// Text stays as it is.
    Text,
    /// Bytes become text in Base64.
    ToBase64,
    /// Text in Base64 becomes bytes.
    FromBase64,
}

impl Conversion {
    /// What a request goes through whose `Content-Type` is binary or not.
    pub(super) fn of_request(is_binary: bool, handling: Option<ContentHandling>) -> Self {
        match (is_binary, handling) {
            (true, Some(ContentHandling::ConvertToText)) => Self::ToBase64,
            (true, _) => Self::Bytes,
            (false, Some(ContentHandling::ConvertToBinary)) => Self::FromBase64,
            (false, _) => Self::Text,
        }
    }

    /// What an answer goes through whose own `Content-Type` is binary or not, and whose caller's `Accept` is.
    pub(super) fn of_response(is_binary: bool, handling: Option<ContentHandling>, accepts_binary: bool) -> Self {
        match (is_binary, handling, accepts_binary) {
            (true, Some(ContentHandling::ConvertToText), _) | (true, None, false) => Self::ToBase64,
            (true, _, _) => Self::Bytes,
            (false, Some(ContentHandling::ConvertToBinary), _) | (false, None, true) => Self::FromBase64,
            (false, _, _) => Self::Text,
        }
    }

    /// The body as it is from then on. Text is UTF-8; what is not is replaced, as AWS does.
    pub(super) fn apply(self, body: &Bytes) -> Result<Bytes, GatewayError> {
        match self {
            Self::Bytes => Ok(body.clone()),
            Self::Text => Ok(match String::from_utf8_lossy(body) {
                Cow::Borrowed(_) => body.clone(),
                Cow::Owned(text) => text.into(),
            }),
            Self::ToBase64 => Ok(STANDARD.encode(body).into()),
            Self::FromBase64 => STANDARD.decode(body).map(Into::into).map_err(|error| {
                let detail = format!("a body is not Base64 and cannot become bytes: {error}");
                GatewayError::new(GatewayResponseType::ApiConfigurationError, detail)
            }),
        }
    }

    /// Refuses bytes where a template is to read `what`, a request or response: it could only read text. Also where there is no body
    /// (as users saw it: serverless-application-model issue 553, terraform-aws-api-gateway-enable-cors issue 10).
    pub(super) fn check_for_template(self, what: &str) -> Result<(), GatewayError> {
        match self {
            Self::Text | Self::ToBase64 => Ok(()),
            Self::Bytes | Self::FromBase64 => {
                let detail =
                    format!("the {what} is binary, and no template can read it; contentHandling CONVERT_TO_TEXT makes it text");
                let logged = format!("Execution failed due to configuration error: Unable to transform {what}");
                Err(GatewayError::new(GatewayResponseType::ApiConfigurationError, detail).with_log(logged))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Option<ContentHandling> = None;
    const BINARY: Option<ContentHandling> = Some(ContentHandling::ConvertToBinary);
    const TEXT: Option<ContentHandling> = Some(ContentHandling::ConvertToText);

    // The rows of the guide's table for requests.
    #[test]
    fn a_request_is_converted_by_its_type_and_what_is_asked_for() {
        let of = Conversion::of_request;
        assert_eq!(
            [NONE, BINARY, TEXT].map(|handling| of(false, handling)),
            [Conversion::Text, Conversion::FromBase64, Conversion::Text]
        );
        assert_eq!(
            [NONE, BINARY, TEXT].map(|handling| of(true, handling)),
            [Conversion::Bytes, Conversion::Bytes, Conversion::ToBase64]
        );
    }

    // Those for responses: of text or bytes, to callers that accept text or bytes.
    #[test]
    fn an_answer_is_converted_by_its_type_what_is_asked_for_and_what_is_accepted() {
        use Conversion::{Bytes, FromBase64, Text, ToBase64};
        let of = |is_binary, accepts_binary| {
            [NONE, BINARY, TEXT].map(|handling| Conversion::of_response(is_binary, handling, accepts_binary))
        };
        assert_eq!(of(false, false), [Text, FromBase64, Text]);
        assert_eq!(of(false, true), [FromBase64, FromBase64, Text]);
        assert_eq!(of(true, false), [ToBase64, Bytes, ToBase64]);
        assert_eq!(of(true, true), [Bytes, Bytes, ToBase64]);
    }
}
