//! Values as JSON text, as json-smart writes it: arrays from JSON print this way.

use super::error::Failure;
use super::heap::{Heap, MAX_VALUE_DEPTH, Object};
use super::number::double_text;
use super::text::utf16_text;
use super::value::{Value, View};

/// How slashes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonStyle {
    /// `\/`: what `toString()` of an array prints.
    EscapeSlash,
    /// `/`: what `$input.json` returns.
    PlainSlash,
}

/// Appends a value as compact JSON.
///
/// # Errors
/// If it is nested too deeply or limits are reached.
pub fn write_json<'t>(
    heap: &mut Heap<'t>,
    value: &Value<'t>,
    style: JsonStyle,
    out: &mut String,
    depth: usize,
) -> Result<(), Failure> {
    if depth > MAX_VALUE_DEPTH {
        return Err(Failure::TooDeep);
    }
    heap.spend(1)?;
    let start = out.len();
    match value {
        Value::Null => out.push_str("null"),
        Value::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Integer(value) => out.push_str(&value.to_string()),
        Value::Long(value) => out.push_str(&value.to_string()),
        Value::BigInteger(value) => out.push_str(&value.to_string()),
        Value::Decimal(value) => out.push_str(&value.to_string()),
        Value::Double(value) if value.is_infinite() => out.push_str("null"),
        Value::Double(value) => out.push_str(&double_text(*value)),
        Value::Character(unit) => write_string(&utf16_text(&[*unit]), style, out),
        Value::String(text) => write_string(text, style, out),
        Value::List(id) => {
            out.push('[');
            let mut position = 0;
            while let Some(item) = heap.items(*id).get(position).cloned() {
                if position > 0 {
                    out.push(',');
                }
                write_json(heap, &item, style, out, depth + 1)?;
                position += 1;
            }
            out.push(']');
        }
        Value::Map(id) => {
            let order = heap.order(*id)?;
            out.push('{');
            let length = heap.entries(*id).len();
            for number in 0..length {
                let place = order.as_ref().map_or(number, |order| order[number]);
                let Some((key, value)) = heap.entries(*id).get(place).cloned() else { break };
                if number > 0 {
                    out.push(',');
                }
                match &key {
                    Value::String(key) => write_string(key, style, out),
                    key => {
                        let mut text = String::new();
                        write_json(heap, key, style, &mut text, depth + 1)?;
                        write_string(&text, style, out);
                    }
                }
                out.push(':');
                write_json(heap, &value, style, out, depth + 1)?;
            }
            out.push('}');
        }
        Value::View(id, view @ (View::Keys | View::Values)) => {
            let items = heap.view_items(*id, *view)?;
            write_items(heap, &items, style, out, depth)?;
        }
        Value::Object(id) => match heap.at(*id) {
            Object::Array { items, .. } => write_items(heap, &items.clone(), style, out, depth)?,
            Object::Sublist(part) => {
                let items = heap.items(part.list).get(part.offset..part.offset + part.length).unwrap_or_default().to_vec();
                write_items(heap, &items, style, out, depth)?;
            }
            _ => out.push_str("{}"),
        },
        Value::View(..) | Value::Class(_) | Value::Host(_) => out.push_str("{}"),
    }
    heap.spend((out.len() - start) / 64)
}

fn write_items<'t>(
    heap: &mut Heap<'t>,
    items: &[Value<'t>],
    style: JsonStyle,
    out: &mut String,
    depth: usize,
) -> Result<(), Failure> {
    out.push('[');
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        write_json(heap, item, style, out, depth + 1)?;
    }
    out.push(']');
    Ok(())
}

fn write_string(text: &str, style: JsonStyle, out: &mut String) {
    out.push('"');
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let escaped = match c {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '/' if style == JsonStyle::EscapeSlash => "\\/",
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2000}'..='\u{20ff}' => {
                out.push_str(&text[plain..at]);
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
                plain = at + c.len_utf8();
                continue;
            }
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        out.push_str(escaped);
        plain = at + c.len_utf8();
    }
    out.push_str(&text[plain..]);
    out.push('"');
}
