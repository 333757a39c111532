//! What a function of a proxy integration answers, read as AWS reads it: unknown members and values of the wrong type
//! are malformed, scalars in headers become text.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

/// A function's answer in payload format 1.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyResult<'p> {
    /// The answer's status, 200 when the function gave none.
    pub status: u16,
    /// `headers`.
    pub headers: Vec<(Cow<'p, str>, Cow<'p, str>)>,
    /// `multiValueHeaders`, one pair for each value.
    pub multi_value_headers: Vec<(Cow<'p, str>, Cow<'p, str>)>,
    /// The body as the function gave it.
    pub body: Cow<'p, str>,
    /// Whether the function says that `body` is Base64.
    pub is_base64_encoded: bool,
}

/// An answer that is not in payload format 1.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedResult {
    /// What is wrong with it.
    pub reason: String,
}

impl<'p> ProxyResult<'p> {
    /// Reads a function's payload.
    ///
    /// # Errors
    /// `MalformedResult` when it is not an object of the known members, each of its type.
    pub fn parse(payload: &'p [u8]) -> Result<Self, MalformedResult> {
        let malformed = |reason: String| MalformedResult { reason };
        if payload.trim_ascii_start().first() != Some(&b'{') {
            return Err(malformed("the result is not an object".to_owned()));
        }
        let raw: Raw<'p> = serde_json::from_slice(payload).map_err(|error| malformed(error.to_string()))?;
        let status = raw.status_code.map_or(200, |status| status.0);
        let multi_value_headers = raw.multi_value_headers.map_or_else(Vec::new, |headers| headers.0);
        Ok(Self {
            status: u16::try_from(status)
                .ok()
                .filter(|status| (200..=599).contains(status))
                .ok_or_else(|| malformed(format!("statusCode {status} is not the status of an answer")))?,
            headers: raw.headers.map_or_else(Vec::new, |headers| {
                headers.0.into_iter().filter_map(|(name, value)| Some((name.0, value.0?))).collect()
            }),
            multi_value_headers: multi_value_headers
                .into_iter()
                .flat_map(|(name, values)| {
                    values.unwrap_or_default().into_iter().filter_map(move |value| Some((name.0.clone(), value.0?)))
                })
                .collect(),
            body: raw.body.map_or(Cow::Borrowed(""), |text| text.0),
            is_base64_encoded: raw.is_base64_encoded.unwrap_or(false),
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Raw<'p> {
    status_code: Option<Status>,
    #[serde(borrow)]
    headers: Option<Members<'p, Scalar<'p>>>,
    #[serde(borrow)]
    multi_value_headers: Option<Members<'p, Option<Vec<Scalar<'p>>>>>,
    #[serde(borrow)]
    body: Option<Text<'p>>,
    is_base64_encoded: Option<bool>,
}

/// A number, or a text that is one.
struct Status(i64);

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StatusVisitor;
        impl Visitor<'_> for StatusVisitor {
            type Value = Status;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an integer statusCode")
            }
            fn visit_u64<E: Error>(self, status: u64) -> Result<Status, E> {
                i64::try_from(status).map(Status).map_err(E::custom)
            }
            fn visit_i64<E: Error>(self, status: i64) -> Result<Status, E> {
                Ok(Status(status))
            }
            #[expect(clippy::cast_possible_truncation, reason = "200.0 is 200; what is out of range is refused later")]
            fn visit_f64<E: Error>(self, status: f64) -> Result<Status, E> {
                Ok(Status(status as i64))
            }
            fn visit_str<E: Error>(self, status: &str) -> Result<Status, E> {
                status.trim().parse().map(Status).map_err(|_not_a_number| E::custom("statusCode is not an integer"))
            }
        }
        deserializer.deserialize_any(StatusVisitor)
    }
}

/// A text, borrowed when the payload has it without escapes.
struct Text<'p>(Cow<'p, str>);

impl<'de: 'p, 'p> Deserialize<'de> for Text<'p> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(TextVisitor)
    }
}

/// A header's value: text, or a number or boolean that becomes text. None is a null, which sets no header.
struct Scalar<'p>(Option<Cow<'p, str>>);

impl<'de: 'p, 'p> Deserialize<'de> for Scalar<'p> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ScalarVisitor;
        impl<'de> Visitor<'de> for ScalarVisitor {
            type Value = Scalar<'de>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string, number or boolean")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Scalar<'de>, E> {
                Ok(Scalar(Some(Cow::Borrowed(text))))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Scalar<'de>, E> {
                Ok(Scalar(Some(Cow::Owned(text.to_owned()))))
            }
            fn visit_bool<E: Error>(self, value: bool) -> Result<Scalar<'de>, E> {
                Ok(Scalar(Some(Cow::Borrowed(if value { "true" } else { "false" }))))
            }
            fn visit_u64<E: Error>(self, value: u64) -> Result<Scalar<'de>, E> {
                Ok(Scalar(Some(Cow::Owned(value.to_string()))))
            }
            fn visit_i64<E: Error>(self, value: i64) -> Result<Scalar<'de>, E> {
                Ok(Scalar(Some(Cow::Owned(value.to_string()))))
            }
            fn visit_f64<E: Error>(self, value: f64) -> Result<Scalar<'de>, E> {
                Ok(Scalar(Some(Cow::Owned(value.to_string()))))
            }
            fn visit_unit<E: Error>(self) -> Result<Scalar<'de>, E> {
                Ok(Scalar(None))
            }
        }
        deserializer.deserialize_any(ScalarVisitor)
    }
}

/// An object's members in their order.
struct Members<'p, V>(Vec<(Text<'p>, V)>);

impl<'de: 'p, 'p, V: Deserialize<'de>> Deserialize<'de> for Members<'p, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor<V>(std::marker::PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for MembersVisitor<V> {
            type Value = Members<'de, V>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of headers")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de, V>, A::Error> {
                let mut members = Vec::with_capacity(map.size_hint().unwrap_or(4));
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor(std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> Result<ProxyResult<'_>, MalformedResult> {
        ProxyResult::parse(json.as_bytes())
    }

    fn pair(name: &str, value: &str) -> (Cow<'static, str>, Cow<'static, str>) {
        (Cow::Owned(name.to_owned()), Cow::Owned(value.to_owned()))
    }

    // The cases of this module: recorded, test_aws_proxy_response_payload_format_validation, unless said otherwise.
    #[test]
    fn every_member_may_be_missing_or_null() {
        assert_eq!(parse("{}").expect("valid").status, 200);
        let result = parse(r#"{"statusCode": 200, "headers": null, "multiValueHeaders": null, "body": null}"#);
        assert_eq!(result.expect("valid").body, "");
    }

    #[test]
    fn a_status_may_be_text_that_is_a_number() {
        assert_eq!(parse(r#"{"statusCode": "201"}"#).expect("valid").status, 201);
        assert!(parse(r#"{"statusCode": "test"}"#).is_err());
        assert!(parse(r#"{"statusCode": true}"#).is_err());
    }

    #[test]
    fn a_boolean_header_becomes_text() {
        let result = parse(r#"{"headers": {"test-header": "value", "header-bool": true}}"#).expect("valid");
        assert_eq!(result.headers, [pair("test-header", "value"), pair("header-bool", "true")]);
    }

    #[test]
    fn many_values_are_lists() {
        let result = parse(r#"{"multiValueHeaders": {"test-multi": ["value1", "value2"]}}"#).expect("valid");
        assert_eq!(result.multi_value_headers, [pair("test-multi", "value1"), pair("test-multi", "value2")]);
        assert!(parse(r#"{"multiValueHeaders": {"test-multi-invalid": "value1"}}"#).is_err());
    }

    #[test]
    fn what_is_not_in_the_format_is_malformed() {
        // The last two: developer guide, "Output format of a Lambda function for proxy integration".
        let cases = [
            r#"{"statusCode": 200, "wrongValue": "value"}"#,
            r#""justAString""#,
            "null",
            "",
            r#"[200, {}, {}, "body", false]"#,
            r#"{"statusCode": 200, "body": {"orderId": "42"}}"#,
            r#"{"statusCode": 200, "headers": {"x": ["y"]}}"#,
        ];
        for case in cases {
            assert!(parse(case).is_err(), "{case}");
        }
    }

    // An answer can have no other status; there is no recording of one.
    #[test]
    fn a_status_that_no_answer_has_is_malformed() {
        for case in ["0", "99", "101", "600", "99999999999"] {
            assert!(parse(&format!(r#"{{"statusCode": {case}}}"#)).is_err(), "{case}");
        }
    }

    #[test]
    fn a_body_without_escapes_is_borrowed() {
        assert!(matches!(parse(r#"{"body": "plain"}"#).expect("valid").body, Cow::Borrowed("plain")));
        assert_eq!(parse(r#"{"body": "{\"a\": 1}"}"#).expect("valid").body, r#"{"a": 1}"#);
    }
}
