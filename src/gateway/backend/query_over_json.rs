//! The query protocol of services whose stand-ins take JSON alone: Systems Manager still takes it on AWS, and it is what
//! API Gateway speaks to it (recorded: test_ssm_aws_integration, test_get_parameter_query_protocol).

use bytes::Bytes;
use emulator_api::event::v1::Parameters;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use http::uri::PathAndQuery;
use http::{Method, Request, Response, Uri};
use serde_json::{Map, Value, json};

use crate::gateway::backend::service::TARGET;
use crate::ids;

/// The request in JSON: its members are the parameters of the query.
pub(super) fn request(request: Request<Bytes>, target: HeaderValue) -> Request<Bytes> {
    let (mut parts, _) = request.into_parts();
    let body = members(parts.uri.query().unwrap_or_default()).to_string();
    parts.uri = Uri::from(PathAndQuery::from_static("/"));
    parts.method = Method::POST;
    parts.headers.insert(TARGET, target);
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-amz-json-1.1"));
    Request::from_parts(parts, body.into())
}

/// The parameters `Name=value` and `Names.member.1=value` of a query.
fn members(query: &str) -> Value {
    let mut members = Map::new();
    for (name, value) in Parameters::from_query(query).iter().filter(|(name, _)| *name != "Action" && *name != "Version") {
        match name.split_once('.') {
            None => {
                members.insert(name.to_owned(), typed(name, value));
            }
            Some((list, _)) => {
                let list = members.entry(list).or_insert_with(|| json!([]));
                if let Some(list) = list.as_array_mut() {
                    list.push(value.into());
                }
            }
        }
    }
    Value::Object(members)
}

/// The query protocol has no types; these members of Systems Manager are not text (its API reference).
fn typed(name: &str, value: &str) -> Value {
    match name {
        "MaxResults" => value.parse::<i64>().map_or_else(|_| value.into(), Value::from),
        "Overwrite" | "Recursive" | "WithDecryption" => value.parse::<bool>().map_or_else(|_| value.into(), Value::from),
        _ => value.into(),
    }
}

/// The answer as the query protocol gives it in JSON.
pub(super) fn answer(action: &str, answer: Response<Bytes>) -> Response<Bytes> {
    let (mut parts, body) = answer.into_parts();
    let Ok(result) = serde_json::from_slice::<Value>(&body) else { return Response::from_parts(parts, body) };
    let request_id = parts.headers.get("x-amzn-requestid").and_then(|id| id.to_str().ok().map(str::to_owned));
    let request_id = request_id.unwrap_or_else(ids::request_id);
    let said = if parts.status.is_success() {
        json!({
            format!("{action}Response"): {
                format!("{action}Result"): result,
                "ResponseMetadata": {"RequestId": request_id},
            },
        })
    } else {
        let text = |names: [&str; 2]| names.iter().find_map(|name| result.get(*name)?.as_str()).unwrap_or_default();
        let code = text(["__type", "code"]);
        let code = code.rsplit_once('#').map_or(code, |(_, code)| code);
        json!({"Error": {"Code": code, "Message": text(["message", "Message"]), "Type": "Sender"}, "RequestId": request_id})
    };
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Response::from_parts(parts, said.to_string().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_a_query_become_members() {
        let query = "Action=GetParameters&Names.member.1=a&Names.member.2=b%20c&WithDecryption=true&MaxResults=5&Value=true";
        let expected = json!({"Names": ["a", "b c"], "WithDecryption": true, "MaxResults": 5, "Value": "true"});
        assert_eq!(members(query), expected);
    }

    // The query protocol (AWS general reference, "Common errors"): code and message within Error.
    #[test]
    fn a_failure_has_its_code_and_message() {
        let body = r#"{"__type": "com.amazonaws.ssm#ParameterNotFound", "message": "no p"}"#;
        let failed = Response::builder().status(400).header("x-amzn-requestid", "r1").body(Bytes::from(body)).unwrap();
        let said: Value = serde_json::from_slice(answer("GetParameter", failed).body()).unwrap();
        assert_eq!(said, json!({"Error": {"Code": "ParameterNotFound", "Message": "no p", "Type": "Sender"}, "RequestId": "r1"}));
    }
}
