//! `MOCK`: the integration request chooses the answer by its `statusCode`.

/// The `statusCode` of a mock's request body. AWS also reads what is nearly JSON, such as the `{ statusCode: 200 }` that
/// the CDK writes for CORS (recorded: test_integration_mock_with_path_param).
pub(in crate::gateway) fn status_code(body: &str) -> Option<i64> {
    let mut pairs = body.trim_ascii().strip_prefix('{')?.strip_suffix('}')?;
    loop {
        let (name, rest) = name(pairs.trim_ascii_start())?;
        let (value, rest) = value(rest.trim_ascii_start().strip_prefix(':')?);
        if name == "statusCode" {
            return value.trim_ascii().parse().ok();
        }
        pairs = rest?;
    }
}

/// Cuts off a pair's name, in quotes of either kind or in none.
fn name(pairs: &str) -> Option<(&str, &str)> {
    match pairs.bytes().next()? {
        quote @ (b'"' | b'\'') => {
            let mut is_escaped = false;
            let length = pairs.bytes().skip(1).position(|byte| {
                let ends = byte == quote && !is_escaped;
                is_escaped = byte == b'\\' && !is_escaped;
                ends
            })?;
            Some((&pairs[1..=length], &pairs[length + 2..]))
        }
        _ => pairs.bytes().position(|byte| byte == b':' || byte.is_ascii_whitespace()).map(|length| pairs.split_at(length)),
    }
}

/// Cuts off a pair's value, whatever it is: it ends at the first comma that is in no text, list or object. Without one it is the last.
fn value(rest: &str) -> (&str, Option<&str>) {
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b'{' | b'[' if !is_text => depth += 1,
            b'}' | b']' if !is_text => depth = depth.saturating_sub(1),
            b',' if !is_text && depth == 0 => return (&rest[..at], Some(&rest[at + 1..])),
            _ => {}
        }
    }
    (rest, None)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    use super::*;

    // Recorded: test_integration_mock_with_path_param sends the first.
    #[test]
    fn names_need_no_quotes() {
        for body in ["{statusCode: 200}", "{ 'statusCode': 200 }", r#"{"statusCode": 200 , }"#, r#"{"statusCode": 200}"#] {
            assert_eq!(status_code(body), Some(200), "{body}");
        }
    }

    #[test]
    fn other_members_are_skipped_whole() {
        for body in [
            r#"{"a": {"b": 1, "statusCode": 500}, "statusCode": 200}"#,
            r#"{"a": ["}, statusCode: 500", {"statusCode": 500}], 'b': null, "statusCode": 200, "c": 1}"#,
            r#"{"a": "\", \"statusCode\": 500, \\", statusCode: 200}"#,
            r#"{"a\", \"statusCode\": 500": 1, "statusCode": 200}"#,
        ] {
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
            r#"{"statusCode": 200}}"#,
            r#"{"a": {"statusCode": 200}}"#,
            "{:200}",
        ] {
            assert_eq!(status_code(body), None, "{body}");
        }
    }

    /// Names and other texts, with the one in question and with what has a meaning outside of texts.
    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![2 => Just("statusCode".to_owned()), 2 => r#"[{}\[\]:,"'\\ a]{0,6}"#, 1 => r"\PC{0,6}"]
    }

    fn any_members(values: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
        prop::collection::vec((any_text(), values), 0..4).prop_map(|members| Value::Object(Map::from_iter(members)))
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            2 => any::<i64>().prop_map(Value::from),
            1 => any::<f64>().prop_map(Value::from),
            1 => any::<bool>().prop_map(Value::from),
            2 => any_text().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from), any_members(inner)]
        })
    }

    proptest! {
        #[test]
        fn of_json_it_is_the_member_that_a_parser_finds(body in any_members(any_json())) {
            let status = body.get("statusCode").and_then(Value::as_i64);
            prop_assert_eq!(status_code(&body.to_string()), status);
            prop_assert_eq!(status_code(&format!("{body:#}")), status);
        }

        #[test]
        fn no_text_panics(text in prop_oneof![any::<String>(), r#"[{}\[\]:,"'\\ aé]*"#]) {
            let _ = (status_code(&text), status_code(&format!("{{{text}}}")), status_code(&format!("{{'{text}': {text}}}")));
        }
    }
}
