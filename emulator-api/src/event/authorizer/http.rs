//! Lambda authorizers of HTTP APIs: what they are called with, and what they answer.
//!
//! From the developer guide, "Working with AWS Lambda authorizers for HTTP APIs"; order and absences of format 2.0 as an event
//! recorded from AWS has them (aws-powertools/powertools-lambda-typescript, tests/events/apigw-http/authorizer-request.json).

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Doc;
use crate::event::authorizer::{MalformedResponse, last_values, pairs};
use crate::event::v1::{self, Parameters};
use crate::event::v2::{self, Pairs};

/// What an authorizer of format 1.0 is called with.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventV1<'e> {
    /// Always `1.0`; see [`EventV1::VERSION`].
    pub version: &'static str,
    /// Always `REQUEST`; see [`REQUEST`].
    pub r#type: &'static str,
    /// The route that is called, with the path as it was sent.
    pub method_arn: &'e str,
    /// The values of the identity sources, joined by commas.
    pub identity_source: &'e str,
    /// The same.
    pub authorization_token: &'e str,
    /// The route's path with its variables: `/orders/{id}`.
    pub resource: &'e str,
    /// The path with its stage as it was sent, percent-encoded.
    pub path: &'e str,
    /// The method of the request.
    pub http_method: &'e str,
    /// The request's headers.
    #[serde(serialize_with = "last_values")]
    pub headers: &'e Parameters<'e>,
    /// The request's query, decoded.
    #[serde(serialize_with = "last_values")]
    pub query_string_parameters: &'e Parameters<'e>,
    /// The path's variables, decoded.
    #[serde(serialize_with = "pairs")]
    pub path_parameters: &'e [(&'e str, &'e str)],
    /// The stage's variables.
    #[serde(serialize_with = "pairs")]
    pub stage_variables: &'e [(Box<str>, Box<str>)],
    /// Everything about the request that is not the request.
    pub request_context: v1::RequestContext<'e>,
}

impl EventV1<'_> {
    /// The format's version.
    pub const VERSION: &'static str = "1.0";
}

/// What an authorizer of format 2.0 is called with: the integration's event without its body.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventV2<'e> {
    /// Always `2.0`; see [`v2::HttpApiEvent::VERSION`].
    pub version: &'static str,
    /// Always `REQUEST`; see [`REQUEST`].
    pub r#type: &'static str,
    /// The route that is called, with the path as it was sent.
    pub route_arn: &'e str,
    /// The values of the identity sources.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub identity_source: &'e [Cow<'e, str>],
    /// The request.
    #[serde(flatten)]
    pub request: v2::DescribedRequest<'e>,
    /// The variables of the stage.
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub stage_variables: Pairs<'e, Box<str>>,
}

/// The `type` of both events.
pub const REQUEST: &str = "REQUEST";

/// What an authorizer answered.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpAuthorizerResponse<T> {
    /// What it decided.
    pub decision: T,
    /// What is passed on, as it was given.
    pub context: Option<Doc>,
}

/// The decision of an answer that is an IAM policy.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ByPolicy {
    /// Whom the request stands for.
    pub principal_id: String,
    /// The policy document, not looked into.
    pub policy_document: Value,
}

/// The decision of a simple response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Simple {
    /// Whether the call is allowed.
    pub is_authorized: bool,
}

impl<T: for<'de> Deserialize<'de>> HttpAuthorizerResponse<T> {
    /// Reads a function's result.
    ///
    /// # Errors
    /// `MalformedResponse` when the decision is missing or of another form, or `context` is not an object.
    pub fn parse(payload: &[u8]) -> Result<Self, MalformedResponse> {
        #[derive(Deserialize)]
        struct Answer<T> {
            #[serde(flatten)]
            decision: T,
            context: Option<Doc>,
        }
        let answer: Answer<T> =
            serde_json::from_slice(payload).map_err(|error| MalformedResponse { reason: error.to_string() })?;
        Ok(Self { decision: answer.decision, context: answer.context })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    // The guide's example: unlike in REST APIs a context may hold anything.
    #[test]
    fn a_context_is_passed_on_as_it_is() {
        let context = json!({"numberKey": 1, "booleanKey": true, "arrayKey": ["value1"], "mapKey": {"value1": "value2"}});
        let payload = json!({"isAuthorized": true, "context": context}).to_string();
        let response = HttpAuthorizerResponse::<Simple>::parse(payload.as_bytes()).expect("a response");
        assert!(response.decision.is_authorized);
        assert_eq!(response.context.map(Value::Object), Some(context));
    }

    #[test]
    fn a_simple_response_says_true_or_false() {
        for malformed in [
            json!({}),
            json!({"isAuthorized": "true"}),
            json!({"isAuthorized": null}),
            json!({"isAuthorized": true, "context": 1}),
            json!({"principalId": "u", "policyDocument": {}}),
            json!(true),
        ] {
            assert!(HttpAuthorizerResponse::<Simple>::parse(malformed.to_string().as_bytes()).is_err(), "{malformed}");
        }
    }

    #[test]
    fn a_policy_is_of_a_principal() {
        let good = json!({"principalId": "u", "policyDocument": {}, "context": null});
        let response = HttpAuthorizerResponse::<ByPolicy>::parse(good.to_string().as_bytes()).expect("a response");
        assert_eq!((&*response.decision.principal_id, response.context), ("u", None));
        for malformed in [json!({"isAuthorized": true}), json!({"principalId": "u"}), json!({"policyDocument": {}}), json!(null)]
        {
            assert!(HttpAuthorizerResponse::<ByPolicy>::parse(malformed.to_string().as_bytes()).is_err(), "{malformed}");
        }
    }
}
