//! The methods and properties that templates can use, by Java class.

use super::error::Failure;
use super::eval::Machine;
use super::hash::text_hash;
use super::heap::{Heap, MapKind, Object};
use super::value::{Value, View};

mod list;
mod map;
mod number;
mod object;
mod string;
mod utf16;

/// What a method answers: `None` if the class has no such method for these arguments, or the method returns null.
pub(super) type Answer<'t> = Result<Option<Value<'t>>, Failure>;

/// What a method without a result answers.
pub(super) fn nothing<'t>() -> Option<Value<'t>> {
    Some(Value::empty())
}

/// A Java exception.
pub(super) fn exception(text: impl Into<String>) -> Failure {
    Failure::Exception(text.into())
}

/// Calls a method of a value.
pub(super) fn call<'t>(machine: &mut Machine<'t>, target: &Value<'t>, name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    if let Some(value) = of_every_object(machine, target, name, arguments)? {
        return Ok(Some(value));
    }
    match target {
        Value::String(text) => string::call(machine, text, name, arguments),
        Value::List(id) => list::call(machine, *id, name, arguments),
        Value::Map(id) => map::call(machine, *id, name, arguments),
        Value::View(id, view) => map::call_view(machine, *id, *view, name, arguments),
        Value::Object(id) => object::call(machine, *id, name, arguments),
        Value::Boolean(value) => Ok(number::call_boolean(*value, name, arguments)),
        Value::Character(unit) => Ok(number::call_character(*unit, name, arguments)),
        Value::Integer(_) | Value::Long(_) | Value::BigInteger(_) | Value::Double(_) | Value::Decimal(_) => {
            number::call(machine, target, name, arguments)
        }
        Value::Class(class) => Ok(match (name, arguments) {
            ("getName", []) => Some(Value::text(*class)),
            ("getSimpleName", []) => Some(Value::text(class.rsplit(['.', '$']).next().unwrap_or(class))),
            _ => None,
        }),
        Value::Null | Value::Host(_) => Ok(None),
    }
}

/// `name` as a bean property: `getName()`, then `isName()` if that is a boolean.
pub(super) fn property<'t>(machine: &mut Machine<'t>, target: &Value<'t>, name: &str) -> Answer<'t> {
    if let Value::Object(id) = target
        && matches!(machine.heap.at(*id), Object::Scope(_))
    {
        return object::scope_property(machine, *id, name);
    }
    let mut letters = name.chars();
    let Some(first) = letters.next() else { return Ok(None) };
    let other_case = if first.is_ascii_lowercase() { first.to_ascii_uppercase() } else { first.to_ascii_lowercase() };
    let toggled = format!("{other_case}{}", letters.as_str());
    for prefix in ["get", "is"] {
        for name in [name, &toggled] {
            match call(machine, target, &format!("{prefix}{name}"), &[])? {
                Some(value) if prefix == "get" || matches!(value, Value::Boolean(_)) => return Ok(Some(value)),
                _ => {}
            }
        }
    }
    Ok(None)
}

fn of_every_object<'t>(machine: &mut Machine<'t>, target: &Value<'t>, name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    Ok(match (name, arguments) {
        ("equals", [other]) => Some(Value::Boolean(machine.heap.equals(target, other, 0)?)),
        ("hashCode", []) => Some(Value::Integer(machine.heap.hash(target, 0)?)),
        ("toString", []) => return Ok(machine.printed(target)?.map(Value::String)),
        ("getClass", []) => Some(Value::Class(class_name(&machine.heap, target))),
        _ => None,
    })
}

/// The name of a value's Java class.
pub(super) fn class_name<'t>(heap: &Heap<'t>, value: &Value<'t>) -> &'static str {
    let linked = |id| heap.map_at(id).kind == MapKind::Linked;
    match value {
        Value::Null => "null",
        Value::Boolean(_) => "java.lang.Boolean",
        Value::Integer(_) => "java.lang.Integer",
        Value::Long(_) => "java.lang.Long",
        Value::BigInteger(_) => "java.math.BigInteger",
        Value::Double(_) => "java.lang.Double",
        Value::Decimal(_) => "java.math.BigDecimal",
        Value::Character(_) => "java.lang.Character",
        Value::String(_) => "java.lang.String",
        Value::List(id) if heap.list_at(*id).json => "net.minidev.json.JSONArray",
        Value::List(_) => "java.util.ArrayList",
        Value::Map(id) if linked(*id) => "java.util.LinkedHashMap",
        Value::Map(_) => "java.util.HashMap",
        Value::View(id, View::Keys) if linked(*id) => "java.util.LinkedHashMap$LinkedKeySet",
        Value::View(id, View::Values) if linked(*id) => "java.util.LinkedHashMap$LinkedValues",
        Value::View(id, View::Entries) if linked(*id) => "java.util.LinkedHashMap$LinkedEntrySet",
        Value::View(_, View::Keys) => "java.util.HashMap$KeySet",
        Value::View(_, View::Values) => "java.util.HashMap$Values",
        Value::View(_, View::Entries) => "java.util.HashMap$EntrySet",
        Value::Class(_) => "java.lang.Class",
        Value::Host(host) => host.class_name(),
        Value::Object(id) => match heap.at(*id) {
            Object::Array { class, .. } => class,
            Object::Entry { .. } => "java.util.LinkedHashMap$Entry",
            Object::Sublist(_) => "java.util.ArrayList$SubList",
            Object::Iterator(_) => "java.util.ArrayList$Itr",
            Object::Block { .. } => "org.apache.velocity.runtime.directive.Block$Reference",
            Object::Scope(_) => "org.apache.velocity.runtime.directive.ForeachScope",
        },
    }
}

/// `Collection.contains`
fn contains<'t>(machine: &mut Machine<'t>, items: &[Value<'t>], wanted: &Value<'t>) -> Result<bool, Failure> {
    Ok(index_of(machine, items, wanted)?.is_some())
}

fn index_of<'t>(machine: &mut Machine<'t>, items: &[Value<'t>], wanted: &Value<'t>) -> Result<Option<usize>, Failure> {
    for (position, item) in items.iter().enumerate() {
        if machine.heap.equals(wanted, item, 0)? {
            return Ok(Some(position));
        }
    }
    Ok(None)
}

/// The elements of a collection: a list, a part of one, or a view.
fn collection<'t>(machine: &mut Machine<'t>, value: &Value<'t>) -> Result<Option<Vec<Value<'t>>>, Failure> {
    let items = match value {
        Value::List(id) => machine.heap.items(*id).to_vec(),
        Value::View(id, view) => machine.heap.view_items(*id, *view)?,
        Value::Object(id) => {
            machine.heap.check_sublist(*id)?;
            match machine.heap.at(*id) {
                Object::Sublist(part) => {
                    machine.heap.items(part.list).get(part.offset..part.offset + part.length).unwrap_or_default().to_vec()
                }
                _ => return Ok(None),
            }
        }
        _ => return Ok(None),
    };
    machine.heap.allocate(items.len() * size_of::<Value<'_>>())?;
    Ok(Some(items))
}

fn integer<'t>(value: usize) -> Option<Value<'t>> {
    Some(Value::Integer(i32::try_from(value).unwrap_or(i32::MAX)))
}

/// A position, -1 for none.
fn position<'t>(value: Option<usize>) -> Option<Value<'t>> {
    value.map_or(Some(Value::Integer(-1)), integer)
}

fn hash_of_text<'t>(text: &str) -> Value<'t> {
    Value::Integer(text_hash(text))
}
