//! The URIs of integrations with AWS services other than Lambda.

use emulator_api::arn::{IntegrationUri, ServiceName, ServiceTarget};
use http::HeaderValue;

use crate::runtime::service::{ServiceCall, ServiceProtocol};

/// Reads a URI in which stage variables have their values: the call, and the path and query of its requests, which may
/// have `{name}` places.
///
/// # Errors
/// Why nothing can be called, one clause.
pub(super) fn call(uri: &str) -> Result<(ServiceCall, String), String> {
    let parsed: IntegrationUri = uri.parse().map_err(|error| format!("{error}"))?;
    let IntegrationUri { region, subdomain, service, target } = parsed;
    let service = ServiceName { region, subdomain, service };
    match target {
        ServiceTarget::Path(path) => {
            let call = ServiceCall { service, protocol: ServiceProtocol::Mapped };
            Ok((call, format!("/{}", path.trim_start_matches('/'))))
        }
        ServiceTarget::Action(action) => {
            let name = action.split_once('&').map_or(&*action, |(name, _)| name);
            if name.is_empty() {
                return Err(format!("{uri:?} names no action"));
            }
            let protocol = protocol(&service, name).ok_or_else(|| format!("{name:?} cannot be the name of an action"))?;
            // As execution logs show it: https://dynamodb.us-east-1.amazonaws.com/?Action=GetItem&color=Red
            Ok((ServiceCall { service, protocol }, format!("/?Action={action}")))
        }
    }
}

/// How API Gateway says an action to a service. It names the operation to services of these JSON protocols; of others, such
/// as EventBridge, it is known that the integration must map `X-Amz-Target` itself. Systems Manager was recorded to answer in
/// its query protocol (test_ssm_aws_integration).
fn protocol(service: &ServiceName, action: &str) -> Option<ServiceProtocol> {
    let target = |prefix: &str| HeaderValue::try_from(format!("{prefix}.{action}")).ok();
    let json = |prefix, content_type| {
        Some(ServiceProtocol::Json { target: target(prefix)?, content_type: HeaderValue::from_static(content_type) })
    };
    match (service.subdomain.as_deref(), &*service.service) {
        // Integrations that many have set up map no target for it: `cognito-idp:action/InitiateAuth`.
        (None, "cognito-idp") => json("AWSCognitoIdentityProviderService", "application/x-amz-json-1.1"),
        (None, "dynamodb") => json("DynamoDB_20120810", "application/x-amz-json-1.0"),
        (Some("streams"), "dynamodb") => json("DynamoDBStreams_20120810", "application/x-amz-json-1.0"),
        (None, "firehose") => json("Firehose_20150804", "application/x-amz-json-1.1"),
        (None, "kinesis") => json("Kinesis_20131202", "application/x-amz-json-1.1"),
        (None, "states") => json("AWSStepFunctions", "application/x-amz-json-1.0"),
        (None, "ssm") => Some(ServiceProtocol::QueryOverJson { target: target("AmazonSSM")?, action: action.into() }),
        _ => Some(ServiceProtocol::Query),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(uri: &str) -> String {
        call(&format!("arn:aws:apigateway:us-east-1:{uri}")).unwrap().1
    }

    // API reference, PutIntegration, uri; and a request URI of an execution log.
    #[test]
    fn an_action_stands_in_the_query_and_a_path_is_the_path() {
        assert_eq!(path("dynamodb:action/GetItem"), "/?Action=GetItem");
        assert_eq!(path("s3:action/GetObject&Bucket={bucket}&Key={key}"), "/?Action=GetObject&Bucket={bucket}&Key={key}");
        assert_eq!(path("s3:path/{bucket}/{key}"), "/{bucket}/{key}");
        assert_eq!((path("sqs:path//"), path("sqs:path/")), ("/".to_owned(), "/".to_owned()));
    }

    #[test]
    fn json_services_are_told_their_operation() {
        let (call, _) = call("arn:aws:apigateway:us-east-1:states:action/StartExecution").unwrap();
        let ServiceProtocol::Json { target, content_type } = call.protocol else { panic!("Step Functions speak JSON") };
        assert_eq!(
            (target, content_type),
            ("AWSStepFunctions.StartExecution".parse().unwrap(), "application/x-amz-json-1.0".parse().unwrap())
        );
    }

    #[test]
    fn what_names_nothing_is_refused() {
        for uri in ["", "http://localhost", "arn:aws:apigateway:us-east-1:sqs:action/", "arn:aws:apigateway:us-east-1:sqs:queue"]
        {
            assert!(call(uri).is_err(), "{uri}");
        }
    }
}
