//! What an integration of type AWS or AWS_PROXY calls.

use std::fmt;
use std::str::FromStr;

use super::{Arn, InvalidArn, partition_of};

const FUNCTIONS: &str = "2015-03-31/functions/";
const INVOCATIONS: &str = "/invocations";
const STREAMED: &str = "2021-11-15/functions/";
const STREAMING_INVOCATIONS: &str = "/response-streaming-invocations";

/// An integration's URI: `arn:aws:apigateway:{region}:[{subdomain}.]{service}:{path|action}/{what}`.
///
/// It may still hold `${stageVariables.x}`; whoever fills these in reads the function's ARN after that.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IntegrationUri {
    /// The region of the service.
    pub region: String,
    /// A part in front of the service's host name: an S3 bucket, an account's IoT endpoint.
    pub subdomain: Option<String>,
    /// The service, by the first label of its host name: `lambda`, `sqs`, `dynamodb`.
    pub service: String,
    /// What of the service is called.
    pub target: ServiceTarget,
}

/// A service of a region, as the host of its requests has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServiceName {
    /// The region: `us-east-1`.
    pub region: String,
    /// A part in front of the service's host name.
    pub subdomain: Option<String>,
    /// The service, by the first label of its host name.
    pub service: String,
}

/// What an integration calls of a service.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ServiceTarget {
    /// An action of a query or JSON protocol: `PutItem`, or `SendMessage&QueueUrl=…` with parameters.
    Action(String),
    /// A path, without its first slash.
    Path(String),
}

impl IntegrationUri {
    /// The URI that invokes a function.
    pub fn of_function(region: &str, function: impl fmt::Display) -> IntegrationUri {
        IntegrationUri {
            region: region.to_owned(),
            subdomain: None,
            service: "lambda".to_owned(),
            target: ServiceTarget::Path(format!("{FUNCTIONS}{function}{INVOCATIONS}")),
        }
    }

    /// The name or ARN of the function that is invoked, as the URI has it; `None` when it is not an invocation.
    pub fn function(&self) -> Option<&str> {
        match &self.target {
            ServiceTarget::Path(path) if self.service == "lambda" => {
                path.strip_prefix(FUNCTIONS)?.strip_suffix(INVOCATIONS).filter(|function| !function.is_empty())
            }
            ServiceTarget::Path(_) | ServiceTarget::Action(_) => None,
        }
    }

    /// The name or ARN of the function whose result is streamed, as the URI has it; `None` when it is no such invocation.
    pub fn streaming_function(&self) -> Option<&str> {
        match &self.target {
            ServiceTarget::Path(path) if self.service == "lambda" => {
                path.strip_prefix(STREAMED)?.strip_suffix(STREAMING_INVOCATIONS).filter(|function| !function.is_empty())
            }
            ServiceTarget::Path(_) | ServiceTarget::Action(_) => None,
        }
    }
}

impl fmt::Display for IntegrationUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let IntegrationUri { region, subdomain, service, target } = self;
        write!(f, "arn:{}:apigateway:{region}:", partition_of(region))?;
        if let Some(subdomain) = subdomain {
            write!(f, "{subdomain}.")?;
        }
        match target {
            ServiceTarget::Action(action) => write!(f, "{service}:action/{action}"),
            ServiceTarget::Path(path) => write!(f, "{service}:path/{path}"),
        }
    }
}

impl FromStr for IntegrationUri {
    type Err = InvalidArn;

    fn from_str(text: &str) -> Result<IntegrationUri, InvalidArn> {
        let invalid = || InvalidArn::new(text, "the URI of an AWS integration");
        // The service stands where other ARNs have the account.
        let arn = Arn::parse(text).filter(|arn| arn.service == "apigateway").ok_or_else(invalid)?;
        let (subdomain, service) = match arn.account.rsplit_once('.') {
            Some((subdomain, service)) => (Some(subdomain.to_owned()), service),
            None => (None, arn.account),
        };
        let target = match arn.resource.split_once('/').unwrap_or((arn.resource, "")) {
            ("action", action) => ServiceTarget::Action(action.to_owned()),
            ("path", path) => ServiceTarget::Path(path.to_owned()),
            _ => return Err(invalid()),
        };
        if service.is_empty() || subdomain.as_deref() == Some("") {
            return Err(invalid());
        }
        Ok(IntegrationUri { region: arn.region.to_owned(), subdomain, service: service.to_owned(), target })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // API reference, PutIntegration, uri.
    #[test]
    fn an_invocation_names_its_function() {
        let arn = "arn:aws:lambda:ap-northeast-1:111122223333:function:orders";
        let text = format!("arn:aws:apigateway:ap-northeast-1:lambda:path/2015-03-31/functions/{arn}/invocations");
        let uri: IntegrationUri = text.parse().unwrap();
        assert_eq!(uri.function(), Some(arn));
        assert_eq!(uri, IntegrationUri::of_function("ap-northeast-1", arn));
        assert_eq!(uri.to_string(), text);
    }

    // Developer guide, aws-api-gateway-stage-variables-reference: a function's name from a stage variable.
    #[test]
    fn a_function_may_still_be_a_variable() {
        let uri = IntegrationUri::of_function("us-east-1", "arn:aws:lambda:us-east-1:1:function:${stageVariables.f}");
        let uri: IntegrationUri = uri.to_string().parse().unwrap();
        assert_eq!(uri.function(), Some("arn:aws:lambda:us-east-1:1:function:${stageVariables.f}"));
    }

    // API reference, PutIntegration, uri: [{subdomain.service|service}]:path|action.
    #[test]
    fn services_are_called_by_action_or_path() {
        let uri: IntegrationUri = "arn:aws:apigateway:us-west-2:dynamodb:action/PutItem".parse().unwrap();
        assert_eq!((uri.service.as_str(), &uri.target), ("dynamodb", &ServiceTarget::Action("PutItem".to_owned())));
        let uri: IntegrationUri = "arn:aws:apigateway:us-west-2:bucket.s3:path/{key}".parse().unwrap();
        assert_eq!((uri.subdomain.as_deref(), uri.service.as_str()), (Some("bucket"), "s3"));
        assert_eq!(uri.function(), None);
        let uri: IntegrationUri = "arn:aws:apigateway:us-west-2:sqs:path/123/queue".parse().unwrap();
        assert_eq!(uri.target, ServiceTarget::Path("123/queue".to_owned()));
    }

    // Recorded: test_apigateway_api.snapshot.json, "AWS ARN for integration must contain path or action".
    #[test]
    fn other_texts_are_refused() {
        let wrong = ["", "https://example.com", "arn:aws:lambda:r:a:function:f", "arn:aws:apigateway:r:lambda:other/x"];
        for text in wrong.into_iter().chain(["arn:aws:apigateway:r::path/x", "arn:aws:apigateway:r:.s3:path/x"]) {
            assert!(text.parse::<IntegrationUri>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_uri_is_read_as_it_was_written(
            subdomain in proptest::option::of("[a-z]{1,5}(\\.[a-z]{1,5})?"),
            service in "[a-z-]{1,8}",
            what in "[^\\s]{0,20}",
            is_path: bool,
        ) {
            let target = if is_path { ServiceTarget::Path(what) } else { ServiceTarget::Action(what) };
            let uri = IntegrationUri { region: "eu-west-1".to_owned(), subdomain, service, target };
            prop_assert_eq!(uri.to_string().parse(), Ok(uri));
        }

        #[test]
        fn no_text_panics(text in "\\PC*|(arn:aws:apigateway|r|lambda|path|action|[:/.]|[a-z]{0,3}){0,9}") {
            if let Ok(uri) = text.parse::<IntegrationUri>() {
                let _ = uri.function();
            }
        }
    }
}
