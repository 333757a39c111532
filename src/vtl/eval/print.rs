//! `toString()`.

use super::super::error::Failure;
use super::super::heap::{MAX_VALUE_DEPTH, MapKind, Object};
use super::super::json::{JsonStyle, write_json};
use super::super::methods;
use super::super::number::double_text;
use super::super::text::utf16_text;
use super::super::value::{Text, Value, View};
use super::{Eval, Machine};

impl<'t> Machine<'t> {
    /// `toString()`; `None` for a block that contains itself too often.
    pub(super) fn text_of(&mut self, value: &Value<'t>) -> Eval<Option<Text<'t>>> {
        match value {
            Value::String(text) => return Ok(Some(text.clone())),
            Value::Object(id) if matches!(self.heap.at(*id), Object::Block { .. }) => {
                let mut complete = false;
                let text = self.capture(|machine| {
                    complete = machine.render_block(*id)?;
                    Ok(())
                })?;
                self.heap.allocate(text.len())?;
                return Ok(complete.then(|| text.into()));
            }
            _ => {}
        }
        let mut text = String::new();
        self.append(value, &mut text, 0)?;
        self.heap.allocate(text.len())?;
        Ok(Some(text.into()))
    }

    /// Writes a value that is not a block straight to the output.
    pub(super) fn write_value(&mut self, value: &Value<'t>) -> Eval<()> {
        if let Value::String(text) = value {
            return self.write(text);
        }
        let mut out = std::mem::take(&mut self.out);
        let result = self.append(value, &mut out, 0);
        self.out = out;
        result?;
        if self.out.len() > self.output_limit { Err(Failure::OutputTooLarge.into()) } else { Ok(()) }
    }

    fn append(&mut self, value: &Value<'t>, out: &mut String, depth: usize) -> Eval<()> {
        self.heap.spend(1)?;
        if depth > MAX_VALUE_DEPTH {
            return Err(Failure::TooDeep.into());
        }
        if out.len() > self.output_limit {
            return Err(Failure::OutputTooLarge.into());
        }
        match value {
            Value::Null => out.push_str("null"),
            Value::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Value::Integer(value) => push_display(out, value),
            Value::Long(value) => push_display(out, value),
            Value::BigInteger(value) => {
                self.heap.spend(usize::try_from(value.bits()).unwrap_or(usize::MAX) / 8)?;
                push_display(out, value);
            }
            Value::Double(value) => out.push_str(&double_text(*value)),
            Value::Decimal(value) => push_display(out, value),
            Value::Character(unit) => out.push_str(&utf16_text(&[*unit])),
            Value::String(text) => out.push_str(text),
            Value::List(id) if self.heap.list_at(*id).json => {
                write_json(&mut self.heap, value, JsonStyle::EscapeSlash, out, depth)?
            }
            Value::List(id) => {
                out.push('[');
                let mut position = 0;
                while let Some(item) = self.heap.items(*id).get(position).cloned() {
                    self.separate(out, position);
                    match item {
                        Value::List(inner) if inner == *id => out.push_str("(this Collection)"),
                        item => self.append_item(&item, out, depth)?,
                    }
                    position += 1;
                }
                out.push(']');
            }
            Value::Map(id) if self.heap.map_at(*id).kind == MapKind::Silent => {}
            Value::Map(id) => {
                let order = self.heap.order(*id)?;
                out.push('{');
                let length = self.heap.map_at(*id).entries.len();
                for number in 0..length {
                    let place = order.as_ref().map_or(number, |order| order[number]);
                    let Some((key, value)) = self.heap.map_at(*id).entries.get(place).cloned() else { break };
                    self.separate(out, number);
                    for (part, separator) in [(key, "="), (value, "")] {
                        match part {
                            Value::Map(inner) if inner == *id => out.push_str("(this Map)"),
                            part => self.append_item(&part, out, depth)?,
                        }
                        out.push_str(separator);
                    }
                }
                out.push('}');
            }
            Value::View(id, view) => {
                let items = self.heap.view_items(*id, *view)?;
                out.push('[');
                for (number, item) in items.iter().enumerate() {
                    self.separate(out, number);
                    if *view == View::Entries {
                        self.append(item, out, depth + 1)?;
                    } else {
                        self.append_item(item, out, depth)?;
                    }
                }
                out.push(']');
            }
            Value::Class(name) => {
                out.push_str(if name.contains('.') || name.starts_with('[') { "class " } else { "" });
                out.push_str(name);
            }
            Value::Host(host) => {
                out.push_str(host.class_name());
                out.push_str("@1b28cdfa");
            }
            Value::Object(id) => match self.heap.at(*id) {
                Object::Entry { .. } => {
                    if let Some((key, value)) = self.heap.entry(*id)? {
                        self.append_item(&key, out, depth)?;
                        out.push('=');
                        self.append_item(&value, out, depth)?;
                    }
                }
                Object::Sublist(part) => {
                    let part = part.clone();
                    self.heap.check_sublist(*id)?;
                    out.push('[');
                    for number in 0..part.length {
                        let Some(item) = self.heap.items(part.list).get(part.offset + number).cloned() else { break };
                        self.separate(out, number);
                        self.append_item(&item, out, depth)?;
                    }
                    out.push(']');
                }
                Object::Scope(scope) => match scope.own {
                    Some(own) => self.append(&Value::Map(own), out, depth + 1)?,
                    None => out.push_str("{}"),
                },
                Object::Block { .. } => match self.text_of(value)? {
                    Some(text) => out.push_str(&text),
                    None => out.push_str("null"),
                },
                Object::Array { .. } | Object::Iterator(_) => {
                    out.push_str(methods::class_name(&self.heap, value));
                    out.push_str(&format!("@{:x}", 0x1b28_cdfa_u32.wrapping_mul(id.0 + 1) >> 1));
                }
            },
        }
        Ok(())
    }

    fn append_item(&mut self, item: &Value<'t>, out: &mut String, depth: usize) -> Eval<()> {
        self.append(item, out, depth + 1)
    }

    fn separate(&self, out: &mut String, position: usize) {
        if position > 0 {
            out.push_str(", ");
        }
    }
}

fn push_display(out: &mut String, value: &impl std::fmt::Display) {
    use std::fmt::Write as _;
    // Writing to a string cannot fail.
    let _ = write!(out, "{value}");
}
