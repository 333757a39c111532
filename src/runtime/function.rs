//! The Lambda function that an integration or authorizer names.

use std::fmt;
use std::sync::Arc;

use emulator_api::arn;

/// What stands around a function's ARN in an integration's URI, as PutIntegration wants it.
const INVOCATION_PATH: &str = ":lambda:path/2015-03-31/functions/";

/// `arn:{partition}:lambda:{region}:{account}:function:{name}[:{qualifier}]`, whole and in its parts. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct FunctionArn {
    text: Arc<str>,
    parts: Arc<arn::FunctionArn>,
}

impl FunctionArn {
    /// Reads a function's ARN.
    ///
    /// # Errors
    /// `NotAFunctionArn` when it has another form.
    pub fn parse(text: &str) -> Result<Self, NotAFunctionArn> {
        let refuse = || NotAFunctionArn { text: text.into() };
        let parts: arn::FunctionArn = text.parse().map_err(|_| refuse())?;
        Ok(Self { text: text.into(), parts: Arc::new(parts) })
    }

    /// Reads an integration's or authorizer's URI:
    /// `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations`.
    ///
    /// # Errors
    /// `NotAFunctionArn` when the URI does not invoke a function.
    pub fn from_invocation_uri(uri: &str) -> Result<Self, NotAFunctionArn> {
        let arn = uri
            .starts_with("arn:")
            .then(|| uri.split_once(INVOCATION_PATH))
            .flatten()
            .and_then(|(_, invoked)| invoked.strip_suffix("/invocations"))
            .ok_or_else(|| NotAFunctionArn { text: uri.into() })?;
        Self::parse(arn)
    }

    /// The whole ARN.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The ARN's parts.
    pub fn parts(&self) -> &arn::FunctionArn {
        &self.parts
    }

    /// The function's name, without version or alias.
    pub fn name(&self) -> &str {
        &self.parts.name
    }
}

impl fmt::Display for FunctionArn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for FunctionArn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// A text that does not name a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAFunctionArn {
    /// The text.
    pub text: Box<str>,
}

impl fmt::Display for NotAFunctionArn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} does not name a Lambda function", self.text)
    }
}

impl std::error::Error for NotAFunctionArn {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invocation_uri_holds_the_functions_arn() {
        let arn = "arn:aws:lambda:ap-northeast-1:111122223333:function:orders";
        let uri = format!("arn:aws:apigateway:ap-northeast-1:lambda:path/2015-03-31/functions/{arn}/invocations");
        let function = FunctionArn::from_invocation_uri(&uri).expect("a function");
        assert_eq!((function.as_str(), function.name()), (arn, "orders"));
    }

    #[test]
    fn a_version_or_alias_is_not_part_of_the_name() {
        let function = FunctionArn::parse("arn:aws:lambda:us-east-1:000000000000:function:orders:live").expect("a function");
        assert_eq!(function.name(), "orders");
    }

    #[test]
    fn other_arns_are_refused() {
        for text in ["", "orders", "arn:aws:sqs:us-east-1:000000000000:orders", "arn:aws:lambda:us-east-1:000000000000:function:"]
        {
            assert!(FunctionArn::parse(text).is_err(), "{text}");
        }
        let sqs = "arn:aws:apigateway:us-east-1:sqs:path/000000000000/orders";
        assert!(FunctionArn::from_invocation_uri(sqs).is_err());
    }
}
