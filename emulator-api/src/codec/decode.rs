//! A request becomes a document: members from path, query, headers and body, checked against the model.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use percent_encoding::percent_decode_str;
use serde_json::{Number, Value};

use super::{Doc, Input, RequestParts, parse_iso8601};
use crate::error::{AwsError, Result};
use crate::model::{Location, Member, OperationSpec, Service, Shape, Structure, TimestampFormat};
use crate::validate::validate;

/// Reads what an operation is asked, checks its types and the model's constraints.
///
/// Members that the model does not know are ignored, as AWS's services ignore them. A `null` member is as good as none;
/// in lists and maps it stays, because services refuse it in their own words.
///
/// # Errors
/// What the operation's service answers to a body that is not JSON or of wrong types (`SerializationException` and its
/// kin, see [`AwsError::serialization`]) and to broken constraints (see [`validate`]).
pub fn decode(spec: &'static OperationSpec, request: &RequestParts<'_>, body: &[u8]) -> Result<Input> {
    let mut reader = Reader { spec, members: Doc::new() };
    reader.read_path(request.parameters)?;
    reader.read_query(request.query)?;
    reader.read_headers(request)?;
    let payload = if spec.input.payload().is_some() {
        Some(Bytes::copy_from_slice(body))
    } else {
        reader.read_body(body)?;
        None
    };
    validate(spec, &reader.members)?;
    Ok(Input { members: reader.members, payload })
}

struct Reader {
    spec: &'static OperationSpec,
    members: Doc,
}

impl Reader {
    fn read_path(&mut self, parameters: &[(&'static str, String)]) -> Result<()> {
        for (name, value) in parameters {
            if let Some(member) = self.spec.input.member(name) {
                self.set_text(member, value)?;
            }
        }
        Ok(())
    }

    fn read_query(&mut self, query: &str) -> Result<()> {
        let pairs = parse_query(query)?;
        for member in self.located(Location::Query) {
            let mut values = pairs.iter().filter(|(name, _)| name == member.wire).map(|(_, value)| value.as_ref());
            match member.shape {
                Shape::List(list) => {
                    let values = values.map(|value| self.scalar(list.member, value)).collect::<Result<Vec<_>>>()?;
                    if !values.is_empty() {
                        self.members.insert(member.name.to_owned(), values.into());
                    }
                }
                Shape::Map(_) => {
                    let rest = self.unbound(&pairs);
                    if !rest.is_empty() {
                        self.members.insert(member.name.to_owned(), rest.into());
                    }
                }
                _ => {
                    if let Some(value) = values.next_back() {
                        self.set_text(member, value)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The query parameters that no other member and no signature takes: what a map in the query holds.
    fn unbound(&self, pairs: &[(Cow<'_, str>, Cow<'_, str>)]) -> Doc {
        let is_bound = |name: &str| {
            let fixed = self.spec.query.is_some_and(|(fixed, _)| fixed == name);
            let of_signature = name.starts_with("X-Amz-");
            fixed
                || of_signature
                || self.located(Location::Query).any(|member| !matches!(member.shape, Shape::Map(_)) && member.wire == name)
        };
        let rest = pairs.iter().filter(|(name, _)| !is_bound(name));
        rest.map(|(name, value)| (name.clone().into_owned(), Value::from(value.clone()))).collect()
    }

    fn read_headers(&mut self, request: &RequestParts<'_>) -> Result<()> {
        for member in self.located(Location::Header) {
            if let Some(value) = request.headers.get(member.wire) {
                // Not `to_str`, which takes ASCII alone: clients send names as UTF-8.
                let text = std::str::from_utf8(value.as_bytes())
                    .map_err(|_| AwsError::malformed_http_request(format!("The header {} is not UTF-8", member.wire)))?;
                self.set_text(member, text)?;
            }
        }
        Ok(())
    }

    fn read_body(&mut self, body: &[u8]) -> Result<()> {
        let takes_body = self.located(Location::Body).next().is_some();
        if !takes_body || body.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        let service = self.spec.service;
        match serde_json::from_slice(body) {
            Ok(Value::Object(object)) => self.members.extend(structure(service, self.spec.input, object)?),
            Ok(other) => return Err(mismatch(service, Shape::Structure(self.spec.input), &other)),
            Err(error) => return Err(not_json(service, &error)),
        }
        Ok(())
    }

    fn located(&self, location: Location) -> impl Iterator<Item = &'static Member> + use<> {
        self.spec.input.members.iter().filter(move |member| member.location == location)
    }

    fn set_text(&mut self, member: &'static Member, text: &str) -> Result<()> {
        let value = self.scalar(member.shape, text)?;
        self.members.insert(member.name.to_owned(), value);
        Ok(())
    }

    /// The value of a text from path, query or header.
    fn scalar(&self, shape: Shape, text: &str) -> Result<Value> {
        let refused = || mismatch(self.spec.service, shape, &Value::from(text));
        Ok(match shape {
            Shape::Boolean if text.eq_ignore_ascii_case("true") => true.into(),
            Shape::Boolean if text.eq_ignore_ascii_case("false") => false.into(),
            Shape::Boolean => return Err(refused()),
            Shape::Integer(_) => text.parse::<i32>().map_err(|_| refused())?.into(),
            Shape::Long => text.parse::<i64>().map_err(|_| refused())?.into(),
            Shape::Double => text.parse::<f64>().map_err(|_| refused())?.into(),
            _ => text.into(),
        })
    }
}

/// The value that operations read of a query parameter: of one that is given twice the last; none of a query that they refuse.
pub fn query_parameter(query: &str, name: &str) -> Option<String> {
    let pairs = parse_query(query).ok()?;
    pairs.into_iter().rfind(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

fn parse_query(query: &str) -> Result<Vec<(Cow<'_, str>, Cow<'_, str>)>> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| Ok((unescaped(name)?, unescaped(value)?)))
        .collect()
}

fn unescaped(text: &str) -> Result<Cow<'_, str>> {
    let malformed = |_| AwsError::malformed_http_request("The query string is not valid percent-encoded UTF-8");
    if text.contains('+') {
        let spaced = text.replace('+', " ");
        return Ok(percent_decode_str(&spaced).decode_utf8().map_err(malformed)?.into_owned().into());
    }
    percent_decode_str(text).decode_utf8().map_err(malformed)
}

/// Names from the wire to document keys, values as documents hold them.
fn structure(service: Service, structure: &'static Structure, object: Doc) -> Result<Doc> {
    let mut members = Doc::new();
    for (name, value) in object {
        let Some(member) = structure.body_member(&name) else {
            continue;
        };
        if !value.is_null() {
            members.insert(member.name.to_owned(), converted(service, member.shape, value)?);
        }
    }
    Ok(members)
}

fn converted(service: Service, shape: Shape, value: Value) -> Result<Value> {
    Ok(match (shape, value) {
        (Shape::Structure(inner), Value::Object(object)) => structure(service, inner, object)?.into(),
        (Shape::List(list), Value::Array(values)) => {
            values.into_iter().map(|value| entry(service, list.member, value)).collect::<Result<Vec<_>>>()?.into()
        }
        (Shape::Map(map), Value::Object(object)) => {
            let entries = object.into_iter().map(|(key, value)| Ok((key, entry(service, map.value, value)?)));
            Value::Object(entries.collect::<Result<Doc>>()?)
        }
        (Shape::String(_), Value::String(text)) => Value::String(text),
        (Shape::Boolean, Value::Bool(flag)) => Value::Bool(flag),
        (Shape::Integer(_), Value::Number(number)) => integer(service, shape, &number, i64::from(i32::MIN), i64::from(i32::MAX))?,
        (Shape::Long, Value::Number(number)) => integer(service, shape, &number, i64::MIN, i64::MAX)?,
        (Shape::Double | Shape::Timestamp(_), Value::Number(number)) => Value::Number(number),
        (Shape::Timestamp(TimestampFormat::Iso8601), Value::String(text)) => match parse_iso8601(&text).and_then(seconds) {
            Some(number) => number.into(),
            None => return Err(mismatch(service, shape, &Value::String(text))),
        },
        (Shape::Blob, Value::String(text)) => match STANDARD.decode(&text) {
            Ok(_) => Value::String(text),
            Err(_) => return Err(mismatch(service, shape, &Value::String(text))),
        },
        (shape, value) => return Err(mismatch(service, shape, &value)),
    })
}

/// A value in a list or a map, where `null` stays.
fn entry(service: Service, shape: Shape, value: Value) -> Result<Value> {
    if value.is_null() { Ok(value) } else { converted(service, shape, value) }
}

/// AWS reads every number into a `TruncatingBigNumber`, which drops a fraction.
fn integer(service: Service, shape: Shape, number: &Number, least: i64, greatest: i64) -> Result<Value> {
    let whole = number.as_i64().or_else(|| {
        let float = number.as_f64()?.trunc();
        (float.abs() < 9.0e15).then_some(float as i64)
    });
    match whole {
        Some(whole) if (least..=greatest).contains(&whole) => Ok(whole.into()),
        _ => Err(mismatch(service, shape, &Value::Number(number.clone()))),
    }
}

/// Seconds as a JSON number, whole when they are.
fn seconds(seconds: f64) -> Option<Number> {
    if seconds.fract() == 0.0 { Some(Number::from(seconds as i64)) } else { Number::from_f64(seconds) }
}

/// A value of the wrong type, in the words of AWS's deserializer.
///
/// Recorded from AWS: `class java.lang.Boolean can not be converted to an String` and the same for
/// `com.amazon.coral.value.json.numbers.TruncatingBigNumber`. The others follow the same deserializer's known messages.
fn mismatch(service: Service, wanted: Shape, found: &Value) -> AwsError {
    let wanted = match wanted {
        Shape::Structure(_) | Shape::List(_) | Shape::Map(_) => None,
        Shape::String(_) => Some("String"),
        Shape::Integer(_) => Some("Integer"),
        Shape::Long => Some("Long"),
        Shape::Double => Some("Double"),
        Shape::Boolean => Some("Boolean"),
        Shape::Timestamp(_) => Some("Date"),
        Shape::Blob => Some("Blob"),
    };
    let class = match found {
        Value::Array(_) => {
            return AwsError::serialization(service, "Start of list found where not expected");
        }
        Value::Object(_) => {
            return AwsError::serialization(service, "Start of structure or map found where not expected.");
        }
        Value::Null => "null",
        Value::Bool(_) => "class java.lang.Boolean",
        Value::Number(_) => "class com.amazon.coral.value.json.numbers.TruncatingBigNumber",
        Value::String(_) => "class java.lang.String",
    };
    match wanted {
        Some(wanted) => AwsError::serialization(service, format!("{class} can not be converted to an {wanted}")),
        None => AwsError::serialization(service, format!("Unrecognized collection type {class}")),
    }
}

fn not_json(service: Service, error: &serde_json::Error) -> AwsError {
    match service {
        Service::Lambda => AwsError::serialization(service, format!("Could not parse request body into json: {error}")),
        _ => AwsError::serialization(service, format!("Invalid JSON in the request body: {error}")),
    }
}
