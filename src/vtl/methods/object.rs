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
    let getter = match name {
        "index" | "Index" => Getter::Index,
        "count" | "Count" => Getter::Count,
        "hasNext" | "HasNext" => Getter::HasNext,
        "first" | "First" => Getter::First,
        "last" | "Last" => Getter::Last,
        "parent" | "Parent" => Getter::Parent,
        "topmost" | "Topmost" => Getter::Topmost,
        "replaced" | "Replaced" => Getter::Replaced,
        _ => return own_value(machine, id, &Value::text(name.to_owned())),
    };
    Ok(read(machine, id, getter))
}

/// What a loop scope can be asked.
#[derive(Clone, Copy)]
enum Getter {
    Index,
    Count,
    HasNext,
    First,
    Last,
    Parent,
    Topmost,
    Replaced,
}

fn read<'t>(machine: &Machine<'t>, id: ObjectId, getter: Getter) -> Option<Value<'t>> {
    let Object::Scope(scope) = machine.heap.at(id) else { return None };
    match getter {
        Getter::Index => Some(Value::Integer(scope.index)),
        Getter::Count => Some(Value::Integer(scope.index + 1)),
        Getter::HasNext => Some(Value::Boolean(scope.has_next)),
        Getter::First => Some(Value::Boolean(scope.index < 1)),
        Getter::Last => Some(Value::Boolean(!scope.has_next)),
        Getter::Parent => scope.parent.map(Value::Object),
        Getter::Topmost => {
            let mut top = id;
            while let Object::Scope(scope) = machine.heap.at(top)
                && let Some(parent) = scope.parent
            {
                top = parent;
            }
            Some(Value::Object(top))
        }
        Getter::Replaced => {
            let mut scope = scope;
            while scope.replaced.is_none()
                && let Some(parent) = scope.parent
                && let Object::Scope(outer) = machine.heap.at(parent)
            {
                scope = outer;
            }
            scope.replaced.map(|replaced| machine.heap.replaced[replaced].clone())
        }
    }
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
    let getter = match (name, arguments) {
        ("getIndex", []) => Some(Getter::Index),
        ("getCount", []) => Some(Getter::Count),
        ("getHasNext" | "hasNext", []) => Some(Getter::HasNext),
        ("getFirst" | "isFirst", []) => Some(Getter::First),
        ("getLast" | "isLast", []) => Some(Getter::Last),
        ("getParent", []) => Some(Getter::Parent),
        ("getTopmost", []) => Some(Getter::Topmost),
        ("getReplaced", []) => Some(Getter::Replaced),
        _ => None,
    };
    if let Some(getter) = getter {
        return Ok(read(machine, id, getter));
    }
    if let ("get", [key]) = (name, arguments) {
        return own_value(machine, id, key);
    }
    let own = own_map(machine, id)?;
    map::call(machine, own, name, arguments)
}
