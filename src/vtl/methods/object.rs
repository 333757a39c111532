//! Arrays, map entries, parts of lists, iterators, and the scope of a loop.

use super::super::eval::Machine;
use super::super::heap::{MapKind, Object};
use super::super::value::{MapId, ObjectId, Value};
use super::{Answer, list, map};

pub(super) fn call<'t>(machine: &mut Machine<'t>, id: ObjectId, name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    match machine.heap.at(id) {
        Object::Array { .. } => list::call_array(machine, id, name, arguments),
        Object::Sublist(_) => list::call_sublist(machine, id, name, arguments),
        Object::Scope(_) => call_scope(machine, id, name, arguments),
        Object::Block { .. } => Ok(None),
        Object::Iterator(cursor) => Ok(match (name, arguments) {
            ("hasNext", []) => Some(Value::Boolean(machine.heap.has_next(cursor))),
            ("next", []) => Some(machine.heap.next_of(id)?),
            _ => None,
        }),
        Object::Entry { map, .. } => {
            let map = *map;
            let Some((key, value)) = machine.heap.entry(id)? else { return Ok(None) };
            Ok(match (name, arguments) {
                ("getKey", []) => Some(key),
                ("getValue", []) => Some(value),
                ("setValue", [new]) => {
                    if machine.heap.find(map, &key)?.is_some() {
                        machine.heap.put(map, key, new.clone())?;
                    }
                    if let Object::Entry { value, .. } = machine.heap.at_mut(id) {
                        *value = new.clone();
                    }
                    Some(value)
                }
                _ => None,
            })
        }
    }
}

/// `$foreach.index` and the like; then what the template has put there, here or in an outer loop.
pub(super) fn scope_property<'t>(machine: &mut Machine<'t>, id: ObjectId, name: &str) -> Answer<'t> {
    let mut letters = name.chars();
    let getter = letters.next().map(|first| format!("get{}{}", first.to_ascii_uppercase(), letters.as_str())).unwrap_or_default();
    if let Some(value) = builtin(machine, id, &getter) {
        return Ok(value);
    }
    own_value(machine, id, &Value::text(name.to_owned()))
}

/// The getters of a loop scope; the outer `None` if there is no such getter.
fn builtin<'t>(machine: &Machine<'t>, id: ObjectId, name: &str) -> Option<Option<Value<'t>>> {
    let Object::Scope(scope) = machine.heap.at(id) else { return None };
    Some(match name {
        "getIndex" => Some(Value::Integer(scope.index)),
        "getCount" => Some(Value::Integer(scope.index + 1)),
        "getHasNext" | "hasNext" => Some(Value::Boolean(scope.has_next)),
        "getFirst" | "isFirst" => Some(Value::Boolean(scope.index < 1)),
        "getLast" | "isLast" => Some(Value::Boolean(!scope.has_next)),
        "getParent" => scope.parent.map(Value::Object),
        "getTopmost" => {
            let mut top = id;
            while let Object::Scope(scope) = machine.heap.at(top)
                && let Some(parent) = scope.parent
            {
                top = parent;
            }
            Some(Value::Object(top))
        }
        "getReplaced" => {
            let mut scope = scope;
            while scope.replaced.is_none()
                && let Some(parent) = scope.parent
                && let Object::Scope(outer) = machine.heap.at(parent)
            {
                scope = outer;
            }
            scope.replaced.map(|replaced| machine.heap.replaced[replaced].clone())
        }
        _ => return None,
    })
}

fn own_value<'t>(machine: &mut Machine<'t>, id: ObjectId, key: &Value<'t>) -> Answer<'t> {
    let mut next = Some(id);
    while let Some(current) = next {
        let Object::Scope(scope) = machine.heap.at(current) else { break };
        let (own, parent) = (scope.own, scope.parent);
        if let Some(own) = own
            && let Some(position) = machine.heap.find(own, key)?
        {
            return Ok(Some(machine.heap.entries(own)[position].1.clone()));
        }
        machine.heap.spend(1)?;
        next = parent;
    }
    Ok(None)
}

fn own_map(machine: &mut Machine<'_>, id: ObjectId) -> Result<MapId, super::Failure> {
    if let Object::Scope(scope) = machine.heap.at(id)
        && let Some(own) = scope.own
    {
        return Ok(own);
    }
    let own = machine.heap.map(MapKind::Hash)?;
    if let Object::Scope(scope) = machine.heap.at_mut(id) {
        scope.own = Some(own);
    }
    Ok(own)
}

fn call_scope<'t>(machine: &mut Machine<'t>, id: ObjectId, name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    if arguments.is_empty()
        && let Some(value) = builtin(machine, id, name)
    {
        return Ok(value);
    }
    if let ("get", [key]) = (name, arguments) {
        return own_value(machine, id, key);
    }
    let own = own_map(machine, id)?;
    map::call(machine, own, name, arguments)
}
