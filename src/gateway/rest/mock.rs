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
    let length_until = |from: usize, is_end: fn(u8) -> bool| pairs.bytes().skip(from).position(is_end);
    let quoted = |is_end| length_until(1, is_end).map(|length| (&pairs[1..=length], &pairs[length + 2..]));
    match pairs.bytes().next()? {
        b'"' => quoted(|byte| byte == b'"'),
        b'\'' => quoted(|byte| byte == b'\''),
        _ => length_until(0, |byte| byte == b':' || byte.is_ascii_whitespace()).map(|length| pairs.split_at(length)),
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
}
