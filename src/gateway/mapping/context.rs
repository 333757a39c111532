//! `$context`: a map that iterates in Java's hash order and prints as nothing, as do the maps in it.

use std::borrow::Cow;

use serde_json::{Number, Value as Json};

use crate::vtl::{Failure, Heap, MAX_VALUE_DEPTH, MapId, MapKind, Text, Value};

use super::Overrides;

/// The members of the override maps.
const OVERRIDES: [(&str, &[&str]); 2] =
    [("requestOverride", &["header", "path", "querystring"]), ("responseOverride", &["header"])];

/// Copies a context into a heap. With `add_override_maps`, assignments to overrides find their maps.
pub(super) fn build<'t>(heap: &mut Heap<'t>, context: Cow<'t, Json>, add_override_maps: bool) -> Result<MapId, Failure> {
    let map = match context {
        Cow::Borrowed(context) => silent_map(heap, context, &|text| Text::Borrowed(text.as_str()))?,
        Cow::Owned(context) => silent_map(heap, &context, &|text| Text::from(text.clone()))?,
    };
    if add_override_maps {
        for (name, kinds) in OVERRIDES {
            let overrides = inner_map(heap, map, name)?;
            for kind in kinds {
                inner_map(heap, overrides, kind)?;
            }
        }
    }
    Ok(map)
}

fn inner_map<'t>(heap: &mut Heap<'t>, map: MapId, name: &'static str) -> Result<MapId, Failure> {
    if let Some(Value::Map(inner)) = heap.get(map, name) {
        return Ok(*inner);
    }
    let inner = heap.map(MapKind::Silent)?;
    heap.put_text(map, name, Value::Map(inner))?;
    Ok(inner)
}

fn silent_map<'t, 'j>(heap: &mut Heap<'t>, json: &'j Json, text: &dyn Fn(&'j String) -> Text<'t>) -> Result<MapId, Failure> {
    let map = heap.map(MapKind::Silent)?;
    for (name, value) in json.as_object().into_iter().flatten() {
        let value = match value {
            Json::Object(_) => Value::Map(silent_map(heap, value, text)?),
            value => plain(heap, value, text)?,
        };
        heap.put_text(map, text(name), value)?;
    }
    Ok(map)
}

fn plain<'t, 'j>(heap: &mut Heap<'t>, json: &'j Json, text: &dyn Fn(&'j String) -> Text<'t>) -> Result<Value<'t>, Failure> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Boolean(*value),
        Json::Number(number) => self::number(number),
        Json::String(value) => Value::String(text(value)),
        Json::Array(items) => {
            let items = items.iter().map(|item| plain(heap, item, text)).collect::<Result<Vec<_>, _>>()?;
            Value::List(heap.list(items, false)?)
        }
        Json::Object(members) => {
            let map = heap.map(MapKind::Linked)?;
            for (name, value) in members {
                let value = plain(heap, value, text)?;
                heap.put_text(map, text(name), value)?;
            }
            Value::Map(map)
        }
    })
}

fn number<'t>(number: &Number) -> Value<'t> {
    match number.as_i64() {
        Some(value) => i32::try_from(value).map_or(Value::Long(value), Value::Integer),
        None => Value::Double(number.as_f64().unwrap_or(f64::NAN)),
    }
}

/// What the template has left in the override maps.
pub(super) fn overrides(heap: &Heap<'_>, context: MapId) -> Overrides {
    let inner = |map: Option<MapId>, name: &str| match map.and_then(|map| heap.get(map, name)) {
        Some(Value::Map(inner)) => Some(*inner),
        _ => None,
    };
    let (request, response) = (inner(Some(context), "requestOverride"), inner(Some(context), "responseOverride"));
    let pairs = |map: Option<MapId>| -> Vec<(String, String)> {
        let entries = map.map(|map| heap.entries(map)).unwrap_or_default();
        entries.iter().filter_map(|(name, value)| Some((scalar(name)?, scalar(value)?))).collect()
    };
    let status = response.and_then(|map| heap.get(map, "status")).and_then(scalar);
    Overrides {
        request_headers: pairs(inner(request, "header")),
        request_path: pairs(inner(request, "path")),
        request_query: pairs(inner(request, "querystring")),
        response_headers: pairs(inner(response, "header")),
        response_status: status.and_then(|status| status.trim().parse().ok()),
        passed_on: passed_on(heap, context),
    }
}

/// Most values that are passed on; a template may have nested them without end.
const MAX_PASSED_ON: usize = 10_000;

fn passed_on(heap: &Heap<'_>, context: MapId) -> serde_json::Map<String, Json> {
    let mut budget = MAX_PASSED_ON;
    let override_maps = OVERRIDES.iter().filter_map(|(name, _)| Some((name, heap.get(context, name)?)));
    override_maps.map(|(name, value)| ((*name).to_owned(), json(heap, value, 0, &mut budget))).collect()
}

/// A value as JSON; what is nested too deeply or too widely is null.
fn json(heap: &Heap<'_>, value: &Value<'_>, depth: usize, budget: &mut usize) -> Json {
    if *budget == 0 || depth > MAX_VALUE_DEPTH {
        return Json::Null;
    }
    *budget -= 1;
    match value {
        Value::Boolean(value) => Json::Bool(*value),
        Value::Integer(value) => Json::from(*value),
        Value::Long(value) => Json::from(*value),
        Value::Map(map) => {
            let entries = heap.entries(*map).iter();
            entries.filter_map(|(name, value)| Some((scalar(name)?, json(heap, value, depth + 1, budget)))).collect()
        }
        Value::List(list) => heap.items(*list).iter().map(|item| json(heap, item, depth + 1, budget)).collect(),
        other => scalar(other).map_or(Json::Null, Json::String),
    }
}

/// A string, number or boolean as text.
fn scalar(value: &Value<'_>) -> Option<String> {
    Some(match value {
        Value::String(text) => text.to_string(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Long(value) => value.to_string(),
        Value::BigInteger(value) => value.to_string(),
        Value::Double(value) => crate::vtl::double_text(*value),
        Value::Decimal(value) => value.to_string(),
        _ => return None,
    })
}
