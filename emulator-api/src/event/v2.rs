//! Payload format 2.0: what an HTTP API sends to a function, and how it reads the result.
//!
//! Follows the developer guide, "Working with AWS Lambda proxy integrations for HTTP APIs". A member without a value is left out,
//! as in events recorded from AWS.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{COOKIE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use crate::event::client_certificate::ClientCertificate;
use crate::event::v1::Parameters;

mod authorizer;
mod result;

pub use authorizer::{Authorizer, IamIdentity};
pub use result::{DEFAULT_CONTENT_TYPE, FunctionAnswer, MalformedResult, parse_result};

/// The event of one request.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpApiEvent<'e> {
    /// Always `2.0`; see [`HttpApiEvent::VERSION`].
    pub version: &'static str,
    /// The request.
    #[serde(flatten)]
    pub request: DescribedRequest<'e>,
    /// The body, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Cow<'e, str>>,
    /// Whether the body is base64.
    pub is_base64_encoded: bool,
    /// The variables of the stage.
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub stage_variables: Pairs<'e, Box<str>>,
}

impl HttpApiEvent<'_> {
    /// The format's version.
    pub const VERSION: &'static str = "2.0";
}

/// What integrations and authorizers are both told of a request.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DescribedRequest<'e> {
    /// The key of the route that took the request, `GET /pets/{id}` or `$default`.
    pub route_key: &'e str,
    /// The path with its stage, percent-decoded.
    pub raw_path: &'e str,
    /// The query as it was sent, without `?`.
    pub raw_query_string: &'e str,
    /// The cookies of the request, one by one.
    #[serde(skip_serializing_if = "Cookies::is_empty")]
    pub cookies: Cookies<'e>,
    /// The headers of the request without its cookies.
    pub headers: JoinedHeaders<'e>,
    /// The query, by name.
    #[serde(skip_serializing_if = "JoinedQuery::is_empty")]
    pub query_string_parameters: JoinedQuery<'e>,
    /// What is known of the request besides its message.
    pub request_context: RequestContext<'e>,
    /// The path's variables, decoded.
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    pub path_parameters: Pairs<'e, Cow<'e, str>>,
}

/// `requestContext` of payload 2.0.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestContext<'e> {
    /// The account that owns the API.
    pub account_id: &'e str,
    /// The API's id.
    pub api_id: &'e str,
    /// By which certificate the client identified itself, in mutual TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication: Option<Authentication<'e>>,
    /// Who called, where the route asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorizer: Option<Authorizer<'e>>,
    /// The host that the request was sent to.
    pub domain_name: &'e str,
    /// The first label of that host.
    pub domain_prefix: &'e str,
    /// The request's message.
    pub http: HttpDescription<'e>,
    /// The id of the request, `apigw-requestid` of the answer.
    pub request_id: &'e str,
    /// The route's key.
    pub route_key: &'e str,
    /// The stage's name.
    pub stage: &'e str,
    /// The time of the request, `12/Mar/2020:19:03:58 +0000`.
    pub time: &'e str,
    /// The same in milliseconds since 1970.
    pub time_epoch: i64,
}

/// `requestContext.authentication` of payload 2.0.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Authentication<'e> {
    /// The client's certificate.
    pub client_cert: &'e ClientCertificate,
}

/// `requestContext.http` of payload 2.0.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpDescription<'e> {
    /// The request's method.
    pub method: &'e str,
    /// The path with its stage, percent-decoded.
    pub path: &'e str,
    /// `HTTP/1.1`.
    pub protocol: &'e str,
    /// The address of the caller.
    pub source_ip: &'e str,
    /// The caller's `user-agent`, empty when it sent none.
    pub user_agent: &'e str,
}

/// Names and values, written as an object.
#[derive(Clone, Copy, Debug)]
pub struct Pairs<'e, T>(pub &'e [(T, T)]);

impl<T> Pairs<'_, T> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for Pairs<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Headers with lower-case names in alphabetical order, the values of one name joined by a comma; cookies are left out.
#[derive(Clone, Copy, Debug)]
pub struct JoinedHeaders<'e>(pub &'e HeaderMap);

impl Serialize for JoinedHeaders<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pairs: Vec<(&str, Cow<'_, str>)> = Vec::with_capacity(self.0.len());
        pairs.extend(self.0.iter().filter(|(name, _)| **name != COOKIE).map(|(name, value)| (name.as_str(), text(value))));
        // Stable: the values of one name keep their order.
        pairs.sort_by_key(|(name, _)| *name);
        collect_joined(serializer, pairs.into_iter())
    }
}

/// A header's values joined by a comma; empty when there is none.
pub fn joined<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Cow<'h, str> {
    let mut values = headers.get_all(name).iter().map(text);
    let first = values.next().unwrap_or_default();
    values.fold(first, |mut all, value| {
        let text = all.to_mut();
        text.push(',');
        text.push_str(&value);
        all
    })
}

fn text(value: &HeaderValue) -> Cow<'_, str> {
    value.to_str().map_or_else(|_| String::from_utf8_lossy(value.as_bytes()), Cow::Borrowed)
}

/// The cookies of a request, one string each.
#[derive(Clone, Copy, Debug)]
pub struct Cookies<'e>(pub &'e HeaderMap);

impl Cookies<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        !self.0.contains_key(COOKIE)
    }
}

impl Serialize for Cookies<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for header in self.0.get_all(COOKIE) {
            let text = String::from_utf8_lossy(header.as_bytes());
            for cookie in text.split(';').map(str::trim).filter(|cookie| !cookie.is_empty()) {
                list.serialize_element(cookie)?;
            }
        }
        list.end()
    }
}

/// A query by name, the values of one name joined by a comma.
#[derive(Clone, Copy, Debug)]
pub struct JoinedQuery<'e>(pub &'e Parameters<'e>);

impl JoinedQuery<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for JoinedQuery<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        collect_joined(serializer, self.0.iter().map(|(name, value)| (name, Cow::Borrowed(value))))
    }
}

/// Writes an object of pairs whose equal names stand together: their values are joined by a comma.
fn collect_joined<'e, S: Serializer>(
    serializer: S,
    pairs: impl Iterator<Item = (&'e str, Cow<'e, str>)>,
) -> Result<S::Ok, S::Error> {
    let mut pairs = pairs.peekable();
    let mut map = serializer.serialize_map(None)?;
    while let Some((name, mut joined)) = pairs.next() {
        while let Some((_, further)) = pairs.next_if(|(other, _)| *other == name) {
            let text = joined.to_mut();
            text.push(',');
            text.push_str(&further);
        }
        map.serialize_entry(name, &joined)?;
    }
    map.end()
}

/// Whether a body of this content type reaches a function as text; any other is base64, as is one without a content type.
/// Measured on AWS: ministackorg/ministack pull request 766 (`application/x-www-form-urlencoded` is base64, too).
pub fn is_text(content_type: Option<&str>) -> bool {
    let media_type = content_type.and_then(|value| value.split(';').next()).unwrap_or("").trim();
    starts_with_ignoring_case(media_type, "text/")
        || ["application/json", "application/xml", "application/javascript"]
            .iter()
            .any(|text| media_type.eq_ignore_ascii_case(text))
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// A body as an event has it: its text, and whether that is base64. None when there are no bytes.
pub fn event_body<'b>(body: &'b [u8], content_type: Option<&str>) -> (Option<Cow<'b, str>>, bool) {
    if body.is_empty() {
        return (None, false);
    }
    if is_text(content_type)
        && let Ok(text) = std::str::from_utf8(body)
    {
        return (Some(Cow::Borrowed(text)), false);
    }
    (Some(Cow::Owned(STANDARD.encode(body))), true)
}

#[cfg(test)]
mod tests {
    use http::header::HeaderValue;

    use super::*;

    // ministackorg/ministack pull request 766, measured on AWS.
    #[test]
    fn only_text_types_reach_a_function_as_text() {
        for text in ["text/html", "text/plain; charset=utf-8", "application/json", "Application/JSON;x=y", "application/xml"] {
            assert!(is_text(Some(text)), "{text}");
        }
        for binary in ["application/x-www-form-urlencoded", "multipart/form-data", "application/octet-stream", "image/png"] {
            assert!(!is_text(Some(binary)), "{binary}");
        }
        assert!(!is_text(None));
    }

    #[test]
    fn text_that_is_not_utf_8_is_base64() {
        assert_eq!(event_body(b"\xff", Some("text/plain")), (Some(Cow::Borrowed("/w==")), true));
        assert_eq!(event_body(b"", Some("text/plain")), (None, false));
    }

    // Jaewoo Ahn, "Explaining Lambda Payload version 2.0 in HTTP API": one name, several spellings, one value.
    #[test]
    fn headers_of_one_name_are_joined_and_cookies_stand_apart() {
        let mut headers = HeaderMap::new();
        for (name, value) in [("foo", "bar0"), ("FOO", "bar1"), ("cookie", "a=1; b=2"), ("accept", "*/*"), ("cookie", "c=3")] {
            headers.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_static(value));
        }
        let text = serde_json::to_string(&JoinedHeaders(&headers)).expect("JSON");
        assert_eq!(text, r#"{"accept":"*/*","foo":"bar0,bar1"}"#);
        assert_eq!(serde_json::to_string(&Cookies(&headers)).expect("JSON"), r#"["a=1","b=2","c=3"]"#);
    }

    #[test]
    fn a_query_is_decoded_and_joined() {
        let text = serde_json::to_string(&JoinedQuery(&Parameters::from_query("q=Hello%20World&tag=C%23&tag=a+b&flag")));
        assert_eq!(text.expect("JSON"), r#"{"flag":"","q":"Hello World","tag":"C#,a b"}"#);
    }
}
