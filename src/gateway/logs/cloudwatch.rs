//! Log lines as events of CloudWatch Logs (CloudWatch Logs API reference, PutLogEvents).

use bytes::Bytes;
use emulator_api::arn::ServiceName;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Request, StatusCode};
use serde_json::{Value, json};

use crate::clock::Timestamp;
use crate::services::{ServiceError, Services};

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");
const JSON: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.1");

/// How many events go in one request; they may have 1 MB together.
const BATCH: usize = 500;

/// The longest answer: it says little.
const ANSWER_LIMIT: usize = 64 * 1024;

/// A log group, and whether API Gateway makes it when it is not there: that of execution logs, but not one that a stage
/// names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    pub(super) region: Box<str>,
    pub(super) name: Box<str>,
    pub(super) is_made: bool,
}

/// Sends events to a group; its stream is made when it is not there.
pub(super) async fn put(services: &Services, group: &Group, stream: &str, events: &[(Timestamp, &str)]) -> Result<(), String> {
    for events in events.chunks(BATCH) {
        let events: Vec<Value> = events
            .iter()
            .map(|(at, line)| json!({"timestamp": at.as_millis(), "message": line.trim_end_matches('\n')}))
            .collect();
        let body = json!({"logGroupName": *group.name, "logStreamName": stream, "logEvents": events});
        let (status, answer) = call(services, group, "PutLogEvents", &body).await?;
        if status.is_success() {
            continue;
        }
        if !answer.contains("ResourceNotFoundException") {
            return Err(format!("PutLogEvents answered {status}: {answer}"));
        }
        if group.is_made {
            call(services, group, "CreateLogGroup", &json!({"logGroupName": *group.name})).await?;
        }
        call(services, group, "CreateLogStream", &json!({"logGroupName": *group.name, "logStreamName": stream})).await?;
        let (status, answer) = call(services, group, "PutLogEvents", &body).await?;
        if !status.is_success() {
            return Err(format!("PutLogEvents answered {status}: {answer}"));
        }
    }
    Ok(())
}

async fn call(services: &Services, group: &Group, action: &str, body: &Value) -> Result<(StatusCode, String), String> {
    let mut request = Request::new(Bytes::from(body.to_string()));
    *request.method_mut() = http::Method::POST;
    request.headers_mut().insert(CONTENT_TYPE, JSON);
    let target = HeaderValue::try_from(format!("Logs_20140328.{action}")).map_err(|error| error.to_string())?;
    request.headers_mut().insert(TARGET, target);
    let name = ServiceName { service: "logs".to_owned(), subdomain: None, region: group.region.to_string() };
    let answer = services.send(&name, request, ANSWER_LIMIT).await.map_err(|error: ServiceError| error.to_string())?;
    Ok((answer.status(), String::from_utf8_lossy(answer.body()).into_owned()))
}
