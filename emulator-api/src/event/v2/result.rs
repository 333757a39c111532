//! What a function of a proxy integration answers in payload format 2.0, and what is inferred where it does not say.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, SET_COOKIE};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::Value;

/// An answer as a function's result describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionAnswer {
    /// The status.
    pub status: StatusCode,
    /// All headers, cookies among them.
    pub headers: HeaderMap,
    /// The body, decoded.
    pub body: Bytes,
}

/// A result that describes no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedResult(pub String);

impl fmt::Display for MalformedResult {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for MalformedResult {}

/// The content type of an answer whose result names none.
pub const DEFAULT_CONTENT_TYPE: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");

/// Reads the result of a function. One without `statusCode` is the body of a 200 of type `application/json`; a string stands for
/// its text, and what is not JSON for itself (as AWS answered aws-lambda-dotnet's `InvokeResponseExtensionsIntegrationTests`).
///
/// # Errors
/// A `statusCode` that is not a whole number, and other members of the wrong type.
pub fn parse_result(payload: Bytes) -> Result<FunctionAnswer, MalformedResult> {
    let first = payload.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(b'{') {
        match serde_json::from_slice::<StructuredResult>(&payload) {
            Ok(StructuredResult { status_code: Some(Status(status)), headers, cookies, body, is_base64_encoded }) => {
                return structured(status, headers.0, &cookies.unwrap_or_default(), body, is_base64_encoded.unwrap_or(false));
            }
            Err(error) if has_status_code(&payload) => return Err(MalformedResult(error.to_string())),
            Ok(_) | Err(_) => {}
        }
    }
    let body = match first {
        Some(b'"') => serde_json::from_slice::<String>(&payload).map_or(payload, Bytes::from),
        _ => payload,
    };
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    Ok(FunctionAnswer { status: StatusCode::OK, headers, body })
}

fn structured(
    status: StatusCode,
    mut headers: HeaderMap,
    cookies: &[String],
    body: Option<String>,
    is_base64_encoded: bool,
) -> Result<FunctionAnswer, MalformedResult> {
    for cookie in cookies {
        let value = HeaderValue::from_str(cookie).map_err(|_| MalformedResult(format!("not a cookie: {cookie:?}")))?;
        headers.append(SET_COOKIE, value);
    }
    if !headers.contains_key(CONTENT_TYPE) {
        headers.insert(CONTENT_TYPE, DEFAULT_CONTENT_TYPE);
    }
    let body = body.unwrap_or_default();
    let body = if is_base64_encoded {
        let decoded = STANDARD.decode(&body).map_err(|error| MalformedResult(format!("the body is not base64: {error}")))?;
        Bytes::from(decoded)
    } else {
        Bytes::from(body)
    };
    Ok(FunctionAnswer { status, headers, body })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StructuredResult {
    status_code: Option<Status>,
    #[serde(default)]
    headers: ResultHeaders,
    cookies: Option<Vec<String>>,
    body: Option<String>,
    is_base64_encoded: Option<bool>,
}

fn has_status_code(payload: &[u8]) -> bool {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Named {
        status_code: Option<Value>,
    }
    serde_json::from_slice::<Named>(payload).is_ok_and(|named| named.status_code.is_some())
}

/// A whole number or its digits in a string (AWS's own function blueprint `microservice-http-endpoint` returns `'200'`).
struct Status(StatusCode);

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StatusVisitor;

        impl Visitor<'_> for StatusVisitor {
            type Value = Status;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a status code from 200 to 599")
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Status, E> {
                let code = u16::try_from(number).ok().filter(|code| (200..600).contains(code));
                code.and_then(|code| StatusCode::from_u16(code).ok())
                    .map(Status)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Unsigned(number), &self))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Status, E> {
                let number = text.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))?;
                self.visit_u64(number)
            }
        }

        deserializer.deserialize_any(StatusVisitor)
    }
}

/// The headers of a result: strings, numbers and booleans by name.
#[derive(Default)]
struct ResultHeaders(HeaderMap);

impl<'de> Deserialize<'de> for ResultHeaders {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct HeadersVisitor;

        impl<'de> Visitor<'de> for HeadersVisitor {
            type Value = ResultHeaders;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of header values")
            }

            fn visit_unit<E: de::Error>(self) -> Result<ResultHeaders, E> {
                Ok(ResultHeaders::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<ResultHeaders, A::Error> {
                let mut headers = HeaderMap::new();
                while let Some((name, value)) = entries.next_entry::<String, HeaderText>()? {
                    let name = HeaderName::from_bytes(name.as_bytes())
                        .map_err(|_| de::Error::custom(format_args!("not a header name: {name:?}")))?;
                    let value = HeaderValue::from_str(&value.0)
                        .map_err(|_| de::Error::custom(format_args!("not a header value: {:?}", value.0)))?;
                    headers.append(name, value);
                }
                Ok(ResultHeaders(headers))
            }
        }

        deserializer.deserialize_any(HeadersVisitor)
    }
}

struct HeaderText(String);

impl<'de> Deserialize<'de> for HeaderText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) => Ok(Self(text)),
            Value::Bool(value) => Ok(Self(value.to_string())),
            Value::Number(number) => Ok(Self(number.to_string())),
            Value::Null => Ok(Self(String::new())),
            Value::Array(_) | Value::Object(_) => Err(de::Error::custom("a header value is a string, a number or a boolean")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(payload: &str) -> Result<FunctionAnswer, MalformedResult> {
        parse_result(Bytes::copy_from_slice(payload.as_bytes()))
    }

    #[track_caller]
    fn check_inferred(payload: &str, body: &str) {
        let answer = parse(payload).expect("an answer");
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.headers[CONTENT_TYPE], "application/json");
        assert_eq!(answer.body, body);
    }

    // Developer guide, "Lambda function response for format 2.0"; the odd ones are recorded from AWS in the snapshots
    // `ToApiGatewayProxyResponse_ValidResponse_MatchesDirectConversion*` of aws/aws-lambda-dotnet.
    #[test]
    fn a_result_without_status_code_is_the_body() {
        check_inferred(r#"{ "message": "Hello from Lambda!" }"#, r#"{ "message": "Hello from Lambda!" }"#);
        check_inferred(r#""Hello from Lambda!""#, "Hello from Lambda!");
        check_inferred(r#""Special \"quoted\" text""#, r#"Special "quoted" text"#);
        check_inferred("[1, 2, 3, 4, 5]", "[1, 2, 3, 4, 5]");
        check_inferred("42", "42");
        check_inferred("true", "true");
        check_inferred("null", "null");
        check_inferred(r#"{"name": "John Doe", "age":"#, r#"{"name": "John Doe", "age":"#);
        check_inferred(r#"{"body": "x", "headers": 7}"#, r#"{"body": "x", "headers": 7}"#);
    }

    #[test]
    fn a_result_with_status_code_is_an_answer() {
        let answer =
            parse(r#"{"statusCode": 201, "headers": {"X-A": "b", "x-n": 1}, "cookies": ["a=1", "b=2; Path=/"], "body": "made"}"#)
                .expect("an answer");
        assert_eq!(answer.status, StatusCode::CREATED);
        assert_eq!(
            (&answer.headers["x-a"], &answer.headers["x-n"]),
            (&HeaderValue::from_static("b"), &HeaderValue::from_static("1"))
        );
        let cookies: Vec<_> = answer.headers.get_all(SET_COOKIE).iter().collect();
        assert_eq!(cookies, ["a=1", "b=2; Path=/"]);
        assert_eq!(answer.body, "made");
    }

    // Headers of live HTTP APIs whose functions name no content type: `content-type: text/plain; charset=utf-8`.
    #[test]
    fn an_answer_without_content_type_is_plain_text() {
        let answer = parse(r#"{"statusCode": 200, "body": "x"}"#).expect("an answer");
        assert_eq!(answer.headers[CONTENT_TYPE], "text/plain; charset=utf-8");
    }

    #[test]
    fn a_base64_body_is_decoded() {
        let answer = parse(r#"{"statusCode": "200", "body": "AAEC", "isBase64Encoded": true}"#).expect("an answer");
        assert_eq!(&answer.body[..], [0, 1, 2]);
    }

    // `..._StatusCodeAsFloat_ReturnsInternalServerError` and `V2_HandlesZeroStatusCode` of aws/aws-lambda-dotnet.
    #[test]
    fn a_status_code_that_is_none_is_refused() {
        for status in ["200.5", "0", "\"ok\"", "true"] {
            assert!(parse(&format!(r#"{{"statusCode": {status}, "body": "x"}}"#)).is_err(), "{status}");
        }
        assert!(parse(r#"{"statusCode": 200, "body": {"a": 1}}"#).is_err());
        assert!(parse(r#"{"statusCode": 200, "body": "?", "isBase64Encoded": true}"#).is_err());
    }
}
