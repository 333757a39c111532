//! Payload format 1.0: the proxy event of REST APIs, and of HTTP APIs whose integration asks for it.
//!
//! From the developer guide, "Set up Lambda proxy integrations in API Gateway"; names, order and nulls as AWS was
//! recorded to send them.

use std::borrow::Cow;

use serde::ser::{SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use crate::event::authorizer::Authorizer;
use crate::event::client_certificate::ClientCertificate;

mod result;

pub use result::{MalformedResult, ProxyResult};

/// What a function is called with.
#[derive(Clone, Debug)]
pub struct ProxyEvent<'e> {
    /// `1.0` in events of HTTP APIs; REST APIs do not say it.
    pub version: Option<&'static str>,
    /// The resource's path with its parameters: `/orders/{id}`.
    pub resource: &'e str,
    /// The path below the stage as it was sent, percent-encoded.
    pub path: &'e str,
    /// The method of the request.
    pub http_method: &'e str,
    /// The request's headers, in the case that the function sees.
    pub headers: &'e Parameters<'e>,
    /// The request's query, decoded.
    pub query: &'e Parameters<'e>,
    /// The path's parameters, as sent.
    pub path_parameters: &'e [(&'e str, &'e str)],
    /// The stage's variables.
    pub stage_variables: &'e [(Box<str>, Box<str>)],
    /// Everything about the request that is not the request.
    pub request_context: RequestContext<'e>,
    /// The body; none when it is empty.
    pub body: Option<Cow<'e, str>>,
    /// Whether the body is binary, and `body` its Base64.
    pub is_base64_encoded: bool,
}

impl Serialize for ProxyEvent<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let length = 12 + usize::from(self.version.is_some());
        let mut event = serializer.serialize_struct("ProxyEvent", length)?;
        if let Some(version) = self.version {
            event.serialize_field("version", version)?;
        }
        event.serialize_field("resource", self.resource)?;
        event.serialize_field("path", self.path)?;
        event.serialize_field("httpMethod", self.http_method)?;
        event.serialize_field("headers", &self.headers.last_values())?;
        event.serialize_field("multiValueHeaders", &self.headers.all_values())?;
        event.serialize_field("queryStringParameters", &self.query.last_values())?;
        event.serialize_field("multiValueQueryStringParameters", &self.query.all_values())?;
        event.serialize_field("pathParameters", &Pairs(self.path_parameters))?;
        event.serialize_field("stageVariables", &Pairs(self.stage_variables))?;
        event.serialize_field("requestContext", &self.request_context)?;
        event.serialize_field("body", &self.body)?;
        event.serialize_field("isBase64Encoded", &self.is_base64_encoded)?;
        event.end()
    }
}

/// `requestContext` of a proxy event.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestContext<'e> {
    /// The resource's id; for HTTP APIs the route key.
    pub resource_id: &'e str,
    /// What the authorizer found out, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorizer: Option<Authorizer<'e>>,
    /// The resource's path; for HTTP APIs the route's.
    pub resource_path: &'e str,
    /// The method's operation name, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation_name: Option<&'e str>,
    /// The method of the request.
    pub http_method: &'e str,
    /// The second request id, as in the header `x-amz-apigw-id`.
    pub extended_request_id: &'e str,
    /// When the request came, in the common log format: `09/Apr/2015:12:34:56 +0000`.
    pub request_time: &'e str,
    /// The whole path with the stage, as sent.
    pub path: &'e str,
    /// The account that owns the API.
    pub account_id: &'e str,
    /// The protocol of the request: `HTTP/1.1`.
    pub protocol: &'e str,
    /// The stage's name.
    pub stage: &'e str,
    /// The first label of `domain_name`.
    pub domain_prefix: &'e str,
    /// When the request came, in milliseconds since the epoch.
    pub request_time_epoch: i64,
    /// The request id, as in the header `x-amzn-RequestId`.
    pub request_id: &'e str,
    /// Who called.
    pub identity: Identity<'e>,
    /// The host that was called.
    pub domain_name: &'e str,
    /// The deployment that serves the stage; HTTP APIs do not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_id: Option<&'e str>,
    /// The API's id.
    pub api_id: &'e str,
}

/// Who called: for a method without authorization only where from and with what.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "AWS's own names; the guide's page on $context variables describes each")]
pub struct Identity<'e> {
    pub cognito_identity_pool_id: Option<&'e str>,
    pub account_id: Option<&'e str>,
    pub cognito_identity_id: Option<&'e str>,
    pub caller: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key_id: Option<&'e str>,
    pub source_ip: &'e str,
    pub principal_org_id: Option<&'e str>,
    pub access_key: Option<&'e str>,
    pub cognito_authentication_type: Option<&'e str>,
    pub cognito_authentication_provider: Option<&'e str>,
    pub user_arn: Option<&'e str>,
    pub user_agent: Option<&'e str>,
    pub user: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vpce_id: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_cert: Option<&'e ClientCertificate>,
}

/// Names with their values, sorted by name; a name may have several values, which keep their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters<'e>(Vec<(Cow<'e, str>, Cow<'e, str>)>);

impl<'e> From<Vec<(Cow<'e, str>, Cow<'e, str>)>> for Parameters<'e> {
    fn from(mut pairs: Vec<(Cow<'e, str>, Cow<'e, str>)>) -> Self {
        pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
        Self(pairs)
    }
}

impl<'e> Parameters<'e> {
    /// Reads a query string. Names and values are percent-decoded, and `+` is a space.
    pub fn from_query(query: &'e str) -> Self {
        Self::from_pairs(query.split('&'))
    }

    /// Reads the query of a request for a REST API, which a semicolon parts, too (developer guide, "Amazon API Gateway important
    /// notes").
    pub fn from_rest_query(query: &'e str) -> Self {
        Self::from_pairs(query.split(['&', ';']))
    }

    fn from_pairs(pairs: impl Iterator<Item = &'e str>) -> Self {
        let decoded = pairs.filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Self::from(decoded.collect::<Vec<_>>())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The last value of a name, as the events' single-value maps have it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).last()
    }

    /// All values of a name, in the order in which they came.
    pub fn all<'p>(&'p self, name: &str) -> impl Iterator<Item = &'p str> + use<'p> {
        let start = self.0.partition_point(|(other, _)| other.as_ref() < name);
        let end = start + self.0.iter().skip(start).take_while(|(other, _)| other == name).count();
        self.0.get(start..end).unwrap_or_default().iter().map(|(_, value)| value.as_ref())
    }

    /// All pairs, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))
    }

    fn groups(&self) -> impl Iterator<Item = &[(Cow<'e, str>, Cow<'e, str>)]> {
        self.0.chunk_by(|(one, _), (other, _)| one == other)
    }

    pub(super) fn last_values(&self) -> LastValues<'_, 'e> {
        LastValues(self)
    }

    pub(super) fn all_values(&self) -> AllValues<'_, 'e> {
        AllValues(self)
    }
}

fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('+') {
        return percent_encoding::percent_decode_str(text).decode_utf8_lossy();
    }
    let spaced = text.replace('+', " ");
    Cow::Owned(percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned())
}

/// A map of each name to its last value; null when there is none.
pub(super) struct LastValues<'p, 'e>(&'p Parameters<'e>);

impl Serialize for LastValues<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_empty() {
            return serializer.serialize_none();
        }
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.0.groups().filter_map(<[_]>::last) {
            map.serialize_entry(name.as_ref(), value.as_ref())?;
        }
        map.end()
    }
}

/// A map of each name to all its values; null when there is none.
pub(super) struct AllValues<'p, 'e>(&'p Parameters<'e>);

impl Serialize for AllValues<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_empty() {
            return serializer.serialize_none();
        }
        let mut map = serializer.serialize_map(None)?;
        for group in self.0.groups() {
            if let Some((name, _)) = group.first() {
                map.serialize_entry(name.as_ref(), &Values(group))?;
            }
        }
        map.end()
    }
}

struct Values<'p, 'e>(&'p [(Cow<'e, str>, Cow<'e, str>)]);

impl Serialize for Values<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut values = serializer.serialize_seq(Some(self.0.len()))?;
        for (_, value) in self.0 {
            values.serialize_element(value.as_ref())?;
        }
        values.end()
    }
}

/// A map of names that are all different; null when there is none.
struct Pairs<'e, T>(&'e [(T, T)]);

impl<T: AsRef<str>> Serialize for Pairs<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_empty() {
            return serializer.serialize_none();
        }
        serializer.collect_map(self.0.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Recorded: test_lambda_aws_proxy_integration, invocation-payload-with-params-encoding.
    #[test]
    fn a_query_is_decoded_and_plus_is_a_space() {
        let query = Parameters::from_query(
            "dateTimeOffset=2023-06-12T18:05:10.123456+00:00&email=test%2Balias@gmail.com&plus=test+alias@gmail.com",
        );
        assert_eq!(query.get("dateTimeOffset"), Some("2023-06-12T18:05:10.123456 00:00"));
        assert_eq!(query.get("email"), Some("test+alias@gmail.com"));
        assert_eq!(query.get("plus"), Some("test alias@gmail.com"));
    }

    // Recorded: test_lambda_aws_proxy_integration, invocation-payload-with-params-encoding-multi.
    #[test]
    fn the_single_value_map_has_the_last_value_and_the_other_one_has_all() {
        let query = Parameters::from_query("price=10&category=electronics&price=20&category=books&price=30");
        let single = serde_json::to_value(query.last_values()).expect("JSON");
        assert_eq!(single, serde_json::json!({"category": "books", "price": "30"}));
        let multi = serde_json::to_value(query.all_values()).expect("JSON");
        assert_eq!(multi, serde_json::json!({"category": ["electronics", "books"], "price": ["10", "20", "30"]}));
    }

    // Recorded: test_lambda_aws_proxy_integration, invocation-hardcoded.
    #[test]
    fn what_is_empty_is_null() {
        let query = Parameters::default();
        assert_eq!(serde_json::to_string(&query.last_values()).expect("JSON"), "null");
        assert_eq!(serde_json::to_string(&query.all_values()).expect("JSON"), "null");
        assert_eq!(serde_json::to_string(&Pairs::<&str>(&[])).expect("JSON"), "null");
    }
}
