//! Lambda authorizers of REST and WebSocket APIs: what they are called with, and what they answer.
//!
//! From the developer guide, "Input to an Amazon API Gateway Lambda authorizer" and "Output from an Amazon API Gateway
//! Lambda authorizer".

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use crate::Doc;
use crate::event::v1::{Parameters, RequestContext};

pub mod http;

/// What a `TOKEN` authorizer is called with.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename = "TOKEN", rename_all = "camelCase")]
pub struct TokenEvent<'e> {
    /// The method that is called, with the path as it was sent.
    pub method_arn: &'e str,
    /// The value of the header that the authorizer names.
    pub authorization_token: &'e str,
}

/// What a `REQUEST` authorizer of a REST API is called with: the proxy event without its body. Unlike there, what is
/// empty is an empty object.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename = "REQUEST", rename_all = "camelCase")]
pub struct RequestEvent<'e> {
    /// The method that is called, with the path as it was sent.
    pub method_arn: &'e str,
    /// The resource's path with its parameters: `/orders/{id}`.
    pub resource: &'e str,
    /// The path below the stage as it was sent, percent-encoded.
    pub path: &'e str,
    /// The method of the request.
    pub http_method: &'e str,
    /// The request's headers, in the case that the function sees, and its query, decoded.
    #[serde(flatten)]
    pub parameters: RequestParameters<'e>,
    /// The path's parameters, as sent.
    #[serde(serialize_with = "pairs")]
    pub path_parameters: &'e [(&'e str, &'e str)],
    /// The stage's variables.
    #[serde(serialize_with = "pairs")]
    pub stage_variables: &'e [(Box<str>, Box<str>)],
    /// Everything about the request that is not the request.
    pub request_context: RequestContext<'e>,
}

/// Headers and query as `REQUEST` authorizers of REST and WebSocket APIs are told them: what is empty is an empty object.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestParameters<'e> {
    #[serde(serialize_with = "last_values")]
    headers: &'e Parameters<'e>,
    #[serde(serialize_with = "all_values")]
    multi_value_headers: &'e Parameters<'e>,
    #[serde(serialize_with = "last_values")]
    query_string_parameters: &'e Parameters<'e>,
    #[serde(serialize_with = "all_values")]
    multi_value_query_string_parameters: &'e Parameters<'e>,
}

impl<'e> RequestParameters<'e> {
    /// The parameters of a request, each with its last value and with all of them.
    pub fn new(headers: &'e Parameters<'e>, query: &'e Parameters<'e>) -> Self {
        Self { headers, multi_value_headers: headers, query_string_parameters: query, multi_value_query_string_parameters: query }
    }
}

fn last_values<S: Serializer>(parameters: &&Parameters<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    if parameters.is_empty() { no_members(serializer) } else { parameters.last_values().serialize(serializer) }
}

fn all_values<S: Serializer>(parameters: &&Parameters<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    if parameters.is_empty() { no_members(serializer) } else { parameters.all_values().serialize(serializer) }
}

pub(super) fn pairs<S: Serializer, T: AsRef<str>>(pairs: &&[(T, T)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
}

fn no_members<S: Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_map(Some(0))?.end()
}

/// What an authorizer found out, as `requestContext.authorizer` tells it to functions.
#[derive(Clone, Copy, Debug)]
pub enum Authorizer<'e> {
    /// A Lambda authorizer.
    Function {
        /// Its `context`, if it gave one.
        context: Option<&'e Doc>,
        /// Its `principalId`; simple responses have none.
        principal_id: Option<&'e str>,
        /// How long the function took, in milliseconds; 0 when its answer was cached.
        integration_latency: u64,
    },
    /// A user pool: what the token claims.
    UserPool {
        /// The claims, as texts.
        claims: &'e Doc,
    },
    /// The JWT authorizer of an HTTP API.
    Jwt {
        /// What the token claims, as texts.
        claims: &'e Doc,
        /// Those of the route's scopes that it has; none when the route asks for none.
        scopes: Option<&'e [String]>,
    },
}

impl Serialize for Authorizer<'_> {
    // The order in which AWS was seen to write it (DefinitelyTyped/DefinitelyTyped pull request 69823).
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Function { context, principal_id, integration_latency } => {
                let mut map = serializer.serialize_map(None)?;
                for (name, value) in context.iter().copied().flatten() {
                    map.serialize_entry(name, value)?;
                }
                if let Some(principal_id) = principal_id {
                    map.serialize_entry("principalId", principal_id)?;
                }
                map.serialize_entry("integrationLatency", integration_latency)?;
                map.end()
            }
            Self::UserPool { claims } => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("claims", claims)?;
                map.end()
            }
            Self::Jwt { claims, scopes } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("claims", claims)?;
                map.serialize_entry("scopes", scopes)?;
                map.end()
            }
        }
    }
}

/// What a Lambda authorizer answered.
#[derive(Clone, Debug, PartialEq)]
pub struct AuthorizerResponse {
    /// Whom the token or request stands for.
    pub principal_id: String,
    /// The policy document, not looked into.
    pub policy_document: Value,
    /// What is passed on. Numbers and booleans have become texts; a null stays (seen on AWS:
    /// DefinitelyTyped/DefinitelyTyped pull request 69823).
    pub context: Doc,
    /// The API key that the caller's usage is counted by, where the API's `apiKeySource` is `AUTHORIZER`.
    pub usage_identifier_key: Option<String>,
}

/// Why an authorizer's answer is none, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedResponse {
    /// The sentence.
    pub reason: String,
}

impl fmt::Display for MalformedResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason)
    }
}

impl std::error::Error for MalformedResponse {}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    principal_id: String,
    policy_document: Value,
    context: Option<Doc>,
    usage_identifier_key: Option<String>,
}

impl AuthorizerResponse {
    /// Reads a function's result.
    ///
    /// # Errors
    /// `MalformedResponse` when principal or policy are missing, or `context` holds objects or lists ("you cannot set a
    /// JSON object or array as a valid value of any key in the context map").
    pub fn parse(payload: &[u8]) -> Result<Self, MalformedResponse> {
        let refuse = |reason: String| MalformedResponse { reason };
        let answer: Answer = serde_json::from_slice(payload).map_err(|error| refuse(error.to_string()))?;
        let mut context = answer.context.unwrap_or_default();
        for (name, value) in &mut context {
            match value {
                Value::Null | Value::String(_) => {}
                Value::Bool(_) | Value::Number(_) => *value = Value::String(value.to_string()),
                Value::Array(_) | Value::Object(_) => {
                    return Err(refuse(format!("the context's {name:?} is neither text, number nor boolean")));
                }
            }
        }
        Ok(Self {
            principal_id: answer.principal_id,
            policy_document: answer.policy_document,
            context,
            usage_identifier_key: answer.usage_identifier_key,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_token_event_names_type_method_and_token() {
        let event = TokenEvent { method_arn: "arn:x", authorization_token: "allow" };
        let text = serde_json::to_string(&event).expect("JSON");
        assert_eq!(text, r#"{"type":"TOKEN","methodArn":"arn:x","authorizationToken":"allow"}"#);
    }

    // Seen on AWS: DefinitelyTyped/DefinitelyTyped pull request 69823.
    #[test]
    fn the_context_of_an_authorizer_is_passed_on_as_texts() {
        let payload = json!({
            "principalId": "my-username",
            "policyDocument": {"Version": "2012-10-17", "Statement": []},
            "context": {"str": "hello", "num": 123, "bool": true, "null": null},
        });
        let response = AuthorizerResponse::parse(payload.to_string().as_bytes()).expect("a response");
        let (context, principal_id) = (Some(&response.context), Some(&*response.principal_id));
        let authorizer = Authorizer::Function { context, principal_id, integration_latency: 0 };
        let expected =
            r#"{"str":"hello","num":"123","bool":"true","null":null,"principalId":"my-username","integrationLatency":0}"#;
        assert_eq!(serde_json::to_string(&authorizer).expect("JSON"), expected);
    }

    #[test]
    fn an_answer_without_principal_or_policy_is_malformed() {
        let good = json!({"principalId": "u", "policyDocument": {}, "usageIdentifierKey": "k", "context": null, "more": 1});
        let response = AuthorizerResponse::parse(good.to_string().as_bytes()).expect("a response");
        assert_eq!(response.usage_identifier_key.as_deref(), Some("k"));
        for (name, value) in [
            ("principalId", None),
            ("principalId", Some(json!({}))),
            ("policyDocument", None),
            ("context", Some(json!("x"))),
            ("context", Some(json!({"a": {}}))),
            ("context", Some(json!({"a": [1]}))),
            ("usageIdentifierKey", Some(json!(7))),
        ] {
            let mut answer = good.clone();
            match value {
                Some(value) => answer[name] = value,
                None => drop(answer.as_object_mut().and_then(|answer| answer.remove(name))),
            }
            assert!(AuthorizerResponse::parse(answer.to_string().as_bytes()).is_err(), "{answer}");
        }
        for other in ["null", "\"allow\"", "[]", "", "{"] {
            assert!(AuthorizerResponse::parse(other.as_bytes()).is_err(), "{other}");
        }
    }
}
