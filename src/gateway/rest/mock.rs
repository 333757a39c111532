//! `MOCK`: the integration request chooses the answer by its `statusCode`.

use serde::Deserialize;

/// The `statusCode` of a mock's request body. AWS also reads what is nearly JSON, such as the `{ statusCode: 200 }` that
/// the CDK writes for CORS (recorded: test_integration_mock_with_path_param).
pub(in crate::gateway) fn status_code(body: &str) -> Option<i64> {
    #[derive(Deserialize)]
    struct Request {
        #[serde(rename = "statusCode")]
        status_code: serde_json::Value,
    }
    match serde_json::from_str::<Request>(body) {
        Ok(request) => request.status_code.as_i64(),
        Err(_) => lenient(body),
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
        for body in ["", "{}", r#"{"statusCode": "200"}"#, r#"{"statusCode": 200"#, "statusCode: 200", r#"{"statusCode': 200}"#] {
            assert_eq!(status_code(body), None, "{body}");
        }
    }
}
