//! First-class integrations: the request becomes a call of an AWS service, and the service's answer goes back.

use ::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, USER_AGENT};
use ::http::{Method, Request, response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use emulator_api::arn::ServiceName;
use percent_encoding::utf8_percent_encode;
use serde_json::{Map, Value, json};

use crate::gateway::authorize::Permit;
use crate::gateway::backend::send_service;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::http::headers::remove_hop_by_hop;
use crate::gateway::http::{Call, mapping, proxy, trace};
use crate::gateway::outgoing::{TRACE_ID, user_agent};
use crate::net::client::RESERVED;
use crate::runtime::http::service::{ServiceIntegration, Subtype};
use crate::runtime::service::{ServiceCall, ServiceProtocol};

const JSON_1_0: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.0");
const JSON_1_1: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.1");

/// Calls the route's service.
pub(super) async fn call(
    call: &Call<'_>,
    permit: &Permit,
    integration: &ServiceIntegration,
) -> Result<(response::Parts, Bytes), GatewayError> {
    let parameters = Parameters(mapping::values(call, &integration.parameters).map_err(unresolved)?);
    let mut request = request(integration.subtype, &parameters).map_err(unresolved)?;
    request.headers_mut().insert(TRACE_ID, trace::header(call));
    request.headers_mut().insert(USER_AGENT, user_agent(&call.api.id));
    let region = parameters.get("Region").unwrap_or(&call.api.region).to_owned();
    let service = ServiceName { region, subdomain: None, service: integration.subtype.service().to_owned() };
    let service = ServiceCall { service, protocol: ServiceProtocol::Mapped };
    let sent =
        send_service(call.gateway, permit, &service, request, call.route.integration.timeout, &call.record.integration).await;
    let (mut parts, body) = sent.map_err(|error| proxy::failure(&error))?.into_parts();
    remove_hop_by_hop(&mut parts.headers);
    parts.headers.remove(CONTENT_LENGTH);
    Ok((parts, body))
}

/// A request that lacks what a parameter is to be taken from (as users saw the reason: terraform-provider-aws issue 19443).
fn unresolved(name: &str) -> GatewayError {
    let detail = format!("unable to resolve property {name} from its source in requestParameters");
    GatewayError::new(GatewayResponseType::BadRequestParameters, detail)
}

/// The values of an integration's parameters.
struct Parameters<'p>(Vec<(&'p str, String)>);

impl Parameters<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

/// The request, as the API reference of each service has it. The error names the parameter whose value is not one.
fn request<'p>(subtype: Subtype, parameters: &Parameters<'p>) -> Result<Request<Bytes>, &'p str> {
    Ok(match subtype {
        Subtype::AppConfigGetConfiguration => configuration(parameters),
        Subtype::EventBridgePutEvents => {
            let entry = members(parameters, |name| name.to_owned(), event_value)?;
            in_json("AWSEvents.PutEvents", JSON_1_1, &json!({"Entries": [entry]}))
        }
        Subtype::KinesisPutRecord => {
            let record = members(
                parameters,
                |name| name.to_owned(),
                |name, value| match name {
                    "Data" => Some(STANDARD.encode(value).into()),
                    _ => Some(value.into()),
                },
            )?;
            in_json("Kinesis_20131202.PutRecord", JSON_1_1, &Value::Object(record))
        }
        Subtype::SqsDeleteMessage => form("DeleteMessage", parameters)?,
        Subtype::SqsPurgeQueue => form("PurgeQueue", parameters)?,
        Subtype::SqsReceiveMessage => form("ReceiveMessage", parameters)?,
        Subtype::SqsSendMessage => form("SendMessage", parameters)?,
        Subtype::StepFunctionsStartExecution => execution("AWSStepFunctions.StartExecution", parameters)?,
        Subtype::StepFunctionsStartSyncExecution => execution("AWSStepFunctions.StartSyncExecution", parameters)?,
        Subtype::StepFunctionsStopExecution => execution("AWSStepFunctions.StopExecution", parameters)?,
    })
}

fn in_json(target: &'static str, content_type: HeaderValue, body: &Value) -> Request<Bytes> {
    let mut request = Request::new(Bytes::from(body.to_string()));
    *request.method_mut() = Method::POST;
    request.headers_mut().insert(CONTENT_TYPE, content_type);
    request.headers_mut().insert("x-amz-target", HeaderValue::from_static(target));
    request
}

/// Parameters as members, under names and with values of the protocol.
fn members<'p>(
    parameters: &Parameters<'p>,
    named: impl Fn(&str) -> String,
    valued: impl Fn(&str, &str) -> Option<Value>,
) -> Result<Map<String, Value>, &'p str> {
    let own = parameters.0.iter().filter(|(name, _)| *name != "Region");
    own.map(|(name, value)| Ok((named(name), valued(name, value).ok_or(*name)?))).collect()
}

fn event_value(name: &str, value: &str) -> Option<Value> {
    match name {
        "Resources" => Some(list(value).into()),
        "Time" => seconds(value),
        _ => Some(value.into()),
    }
}

/// A time in the seconds of the JSON protocols, of a number or a date.
fn seconds(value: &str) -> Option<Value> {
    let number = || value.parse::<f64>().ok().map(Value::from);
    let date = || Some(Value::from(value.parse::<jiff::Timestamp>().ok()?.as_second()));
    number().or_else(date)
}

/// A list: of JSON, or of what a mapping has joined by commas.
fn list(value: &str) -> Vec<String> {
    serde_json::from_str(value).unwrap_or_else(|_| value.split(',').map(|item| item.trim().to_owned()).collect())
}

fn execution<'p>(target: &'static str, parameters: &Parameters<'p>) -> Result<Request<Bytes>, &'p str> {
    let lower_first = |name: &str| {
        let (first, rest) = name.split_at(1);
        first.to_ascii_lowercase() + rest
    };
    let body = members(parameters, lower_first, |_, value| Some(value.into()))?;
    Ok(in_json(target, JSON_1_0, &Value::Object(body)))
}

/// `GET /applications/{Application}/environments/{Environment}/configurations/{Configuration}?client_id=…` (AppConfig API
/// reference, GetConfiguration).
fn configuration(parameters: &Parameters<'_>) -> Request<Bytes> {
    let value = |name| utf8_percent_encode(parameters.get(name).unwrap_or_default(), RESERVED).to_string();
    let mut uri = format!(
        "/applications/{}/environments/{}/configurations/{}?client_id={}",
        value("Application"),
        value("Environment"),
        value("Configuration"),
        value("ClientId")
    );
    if parameters.get("ClientConfigurationVersion").is_some() {
        uri.push_str("&client_configuration_version=");
        uri.push_str(&value("ClientConfigurationVersion"));
    }
    let mut request = Request::new(Bytes::new());
    *request.uri_mut() = uri.parse().unwrap_or_default();
    request
}

/// A call of SQS in its query protocol, in which its answers come back as XML.
fn form<'p>(action: &str, parameters: &Parameters<'p>) -> Result<Request<Bytes>, &'p str> {
    let mut pairs = vec![("Action".to_owned(), action.to_owned()), ("Version".to_owned(), "2012-11-05".to_owned())];
    for (name, value) in parameters.0.iter().filter(|(name, _)| *name != "Region") {
        match *name {
            "AttributeNames" | "MessageAttributeNames" => {
                let one = name.trim_end_matches('s');
                pairs.extend((1..).zip(list(value)).map(|(number, item)| (format!("{one}.{number}"), item)));
            }
            "MessageAttributes" | "MessageSystemAttributes" => pairs.extend(attributes(name, value).ok_or(*name)?),
            _ => pairs.push(((*name).to_owned(), value.clone())),
        }
    }
    let encoded = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", utf8_percent_encode(name, RESERVED), utf8_percent_encode(value, RESERVED)));
    let mut request = Request::new(Bytes::from(encoded.collect::<Vec<_>>().join("&")));
    *request.method_mut() = Method::POST;
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    Ok(request)
}

/// `{"name": {"DataType": …, "StringValue": …}}` as the query protocol has it.
fn attributes(name: &str, value: &str) -> Option<Vec<(String, String)>> {
    let one = name.trim_end_matches('s');
    let attributes: Map<String, Value> = serde_json::from_str(value).ok()?;
    let mut pairs = Vec::new();
    for (number, (attribute, members)) in (1..).zip(&attributes) {
        pairs.push((format!("{one}.{number}.Name"), attribute.clone()));
        for (member, value) in members.as_object()? {
            pairs.push((format!("{one}.{number}.Value.{member}"), value.as_str()?.to_owned()));
        }
    }
    Some(pairs)
}
