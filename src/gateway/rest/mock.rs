//! `MOCK`: the integration request chooses the answer by its `statusCode`.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The `statusCode` of a mock's request body. AWS also reads what is nearly JSON, such as the `{ statusCode: 200 }` that
/// the CDK writes for CORS (recorded: test_integration_mock_with_path_param).
pub(in crate::gateway) fn status_code(body: &str) -> Option<i64> {
    #[derive(Deserialize)]
    struct Request {
        #[serde(rename = "statusCode")]
        status_code: Whole,
    }
    match serde_json::from_str::<Request>(body) {
        Ok(request) => request.status_code.0,
        Err(_) => lenient(body),
    }
}

/// A whole number; none of any other JSON. Every call of a mock reads one, so nothing else is made of it.
struct Whole(Option<i64>);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WholeVisitor).map(Self)
    }
}

struct WholeVisitor;

impl<'de> Visitor<'de> for WholeVisitor {
    type Value = Option<i64>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(number).ok())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_map(members).map(|_| None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_seq(items).map(|_| None)
    }
}

/// Reads pairs of `name: value` without caring for quotes around names or for what the other values are.
fn lenient(body: &str) -> Option<i64> {
    let inside = body.trim().strip_prefix('{')?.strip_suffix('}')?;
    inside.split(',').find_map(|pair| {
        let (name, value) = pair.split_once(':')?;
        (unquoted(name.trim())? == "statusCode").then(|| value.trim().parse().ok())?
    })
}

/// A name without its quotes; none when only one side has one.
fn unquoted(name: &str) -> Option<&str> {
    match name.chars().next()? {
        quote @ ('"' | '\'') => name.get(1..)?.strip_suffix(quote),
        _ => Some(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Recorded: test_integration_mock_with_path_param sends the first.
    #[test]
    fn names_need_no_quotes() {
        for body in ["{statusCode: 200}", "{ 'statusCode': 200 }", r#"{"statusCode": 200 , }"#, r#"{"statusCode": 200}"#] {
            assert_eq!(status_code(body), Some(200), "{body}");
        }
    }

    #[test]
    fn what_has_no_number_has_no_status() {
        for body in [
            "",
            "{}",
            r#"{"statusCode": [200]}"#,
            r#"{"statusCode": {"a": 200}}"#,
            r#"{"statusCode": 200.0}"#,
            r#"{"statusCode": "200"}"#,
            r#"{"statusCode": 200"#,
            "statusCode: 200",
            r#"{"statusCode': 200}"#,
        ] {
            assert_eq!(status_code(body), None, "{body}");
        }
    }
}
