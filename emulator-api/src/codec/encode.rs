//! A document becomes a response: status, headers and body as the model binds them.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

use super::{Doc, Output, format_iso8601};
use crate::model::{Location, OperationSpec, Shape, Structure, TimestampFormat};

/// Writes what an operation answers; `x-amzn-RequestId` and its kin are the edge's.
///
/// Members that the model's output does not know are a fault of the caller: debug builds panic, release builds leave
/// them out.
pub fn encode(spec: &OperationSpec, output: &Output) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::from_u16(spec.status).unwrap_or(StatusCode::OK);
    let Some(structure) = spec.output else {
        debug_assert!(output.members.is_empty(), "{} answers nothing, not {:?}", spec.name, output.members);
        return response;
    };
    check_known(structure, &output.members);
    let body = match (structure.payload(), &output.payload) {
        (Some(_), Some(payload)) => payload.clone(),
        (Some(_), None) => Bytes::new(),
        (None, _) => json(structure, &output.members),
    };
    if !body.is_empty() {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    *response.body_mut() = body;
    for (name, value) in &output.members {
        let Some(member) = structure.member(name) else {
            continue;
        };
        match member.location {
            Location::StatusCode => set_status(&mut response, value),
            Location::Header => set_header(&mut response, member.wire, value),
            Location::Body | Location::Payload | Location::Uri | Location::Query => {}
        }
    }
    response
}

fn check_known(structure: &Structure, members: &Doc) {
    for name in members.keys() {
        debug_assert!(structure.member(name).is_some(), "{} has no member {name}", structure.name);
    }
}

fn set_status(response: &mut Response<Bytes>, value: &Value) {
    let status = value.as_u64().and_then(|status| u16::try_from(status).ok());
    if let Some(status) = status.and_then(|status| StatusCode::from_u16(status).ok()) {
        *response.status_mut() = status;
    }
}

fn set_header(response: &mut Response<Bytes>, name: &'static str, value: &Value) {
    let text = match value {
        Value::Null => return,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let name = HeaderName::from_bytes(name.as_bytes()).ok();
    // What a header cannot hold (a line break) would otherwise end the answer early.
    let value = HeaderValue::from_str(&text).ok();
    if let (Some(name), Some(value)) = (name, value) {
        response.headers_mut().insert(name, value);
    }
}

/// The JSON body of a document.
fn json(structure: &'static Structure, members: &Doc) -> Bytes {
    let wire = WireStructure { structure, members };
    serde_json::to_vec(&wire).map(Bytes::from).expect("a document serializes: its keys are strings")
}

/// A structure on its way to the wire: keys translated, `null` left out.
struct WireStructure<'a> {
    structure: &'static Structure,
    members: &'a Doc,
}

impl Serialize for WireStructure<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        check_known(self.structure, self.members);
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.members {
            if let Some(member) = self.structure.member(name)
                && member.location == Location::Body
                && !value.is_null()
            {
                map.serialize_entry(member.wire, &WireValue { shape: member.shape, value })?;
            }
        }
        map.end()
    }
}

struct WireValue<'a> {
    shape: Shape,
    value: &'a Value,
}

impl Serialize for WireValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.shape, self.value) {
            (Shape::Structure(structure), Value::Object(members)) => WireStructure { structure, members }.serialize(serializer),
            (Shape::List(list), Value::Array(values)) => {
                let mut sequence = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    sequence.serialize_element(&WireValue { shape: list.member, value })?;
                }
                sequence.end()
            }
            (Shape::Map(map), Value::Object(entries)) => {
                let mut sequence = serializer.serialize_map(None)?;
                // An entry without a value stays: AWS answers an empty template as null (recorded).
                for (key, value) in entries {
                    sequence.serialize_entry(key, &WireValue { shape: map.value, value })?;
                }
                sequence.end()
            }
            (Shape::Timestamp(TimestampFormat::Iso8601), Value::Number(seconds)) => {
                serializer.serialize_str(&format_iso8601(seconds.as_f64().unwrap_or_default()))
            }
            // Always with a fraction, as AWS writes them: `10000.0`.
            (Shape::Double, Value::Number(number)) => serializer.serialize_f64(number.as_f64().unwrap_or_default()),
            (_, value) => value.serialize(serializer),
        }
    }
}
