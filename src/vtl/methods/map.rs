//! `java.util.Map` and its views.

use super::super::eval::Machine;
use super::super::heap::MapKind;
use super::super::heap::Object;
use super::super::value::{MapId, Value, View};
use super::{Answer, collection, contains, exception, integer, list, nothing};

pub(super) fn call<'t>(machine: &mut Machine<'t>, id: MapId, name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    let known = |machine: &mut Machine<'t>, key: &Value<'t>| -> Answer<'t> {
        Ok(machine.heap.find(id, key)?.map(|position| machine.heap.entries(id)[position].1.clone()))
    };
    Ok(match (name, arguments) {
        ("get", [key]) => known(machine, key)?,
        ("getOrDefault", [key, default]) => Some(known(machine, key)?.unwrap_or_else(|| default.clone())),
        ("put", [key, value]) => Some(machine.heap.put(id, key.clone(), value.clone())?.unwrap_or(Value::Null)),
        ("putIfAbsent", [key, value]) => match known(machine, key)? {
            Some(Value::Null) | None => {
                machine.heap.put(id, key.clone(), value.clone())?;
                None
            }
            old => old,
        },
        ("putAll", [Value::Map(other)]) => {
            for (key, value) in ordered(machine, *other)? {
                machine.heap.put(id, key, value)?;
            }
            nothing()
        }
        ("remove", [key]) => match machine.heap.find(id, key)? {
            Some(position) => Some(machine.heap.remove(id, position)?),
            None => None,
        },
        ("remove", [key, value]) => {
            let removed = match machine.heap.find(id, key)? {
                Some(position) => {
                    let held = machine.heap.entries(id)[position].1.clone();
                    let same = machine.heap.equals(&held, value, 0)?;
                    if same {
                        machine.heap.remove(id, position)?;
                    }
                    same
                }
                None => false,
            };
            Some(Value::Boolean(removed))
        }
        ("replace", [key, value]) => match machine.heap.find(id, key)? {
            Some(_) => Some(machine.heap.put(id, key.clone(), value.clone())?.unwrap_or(Value::Null)),
            None => None,
        },
        ("containsKey", [key]) => Some(Value::Boolean(machine.heap.find(id, key)?.is_some())),
        ("containsValue", [value]) => {
            let values = machine.heap.view_items(id, View::Values)?;
            Some(Value::Boolean(contains(machine, &values, value)?))
        }
        ("size", []) => integer(machine.heap.entries(id).len()),
        ("isEmpty", []) => Some(Value::Boolean(machine.heap.entries(id).is_empty())),
        ("keySet", []) => Some(Value::View(id, View::Keys)),
        ("values", []) => Some(Value::View(id, View::Values)),
        ("entrySet", []) => Some(Value::View(id, View::Entries)),
        ("clear", []) => {
            machine.heap.clear_map(id);
            nothing()
        }
        ("clone", []) => {
            let kind = machine.heap.map_at(id).kind;
            let copy = machine.heap.map(if kind == MapKind::Silent { MapKind::Silent } else { kind })?;
            for (key, value) in ordered(machine, id)? {
                machine.heap.put(copy, key, value)?;
            }
            Some(Value::Map(copy))
        }
        _ => None,
    })
}

fn ordered<'t>(machine: &mut Machine<'t>, id: MapId) -> Result<Vec<(Value<'t>, Value<'t>)>, super::Failure> {
    let order = machine.heap.order(id)?;
    let entries = machine.heap.entries(id);
    let copy: Vec<_> = match order {
        Some(order) => order.iter().map(|&position| entries[position].clone()).collect(),
        None => entries.to_vec(),
    };
    machine.heap.allocate(copy.len() * 2 * size_of::<Value<'_>>())?;
    Ok(copy)
}

/// `keySet()`, `values()`, `entrySet()`: they show the map as it is now.
pub(super) fn call_view<'t>(machine: &mut Machine<'t>, id: MapId, view: View, name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    Ok(match (name, arguments) {
        ("size", []) => integer(machine.heap.entries(id).len()),
        ("isEmpty", []) => Some(Value::Boolean(machine.heap.entries(id).is_empty())),
        ("contains", [wanted]) if view == View::Keys => Some(Value::Boolean(machine.heap.find(id, wanted)?.is_some())),
        ("contains", [wanted]) => {
            let items = machine.heap.view_items(id, view)?;
            Some(Value::Boolean(contains(machine, &items, wanted)?))
        }
        ("containsAll", [other]) => match collection(machine, other)? {
            Some(others) => {
                let items = machine.heap.view_items(id, view)?;
                let mut all = true;
                for other in &others {
                    all = all && contains(machine, &items, other)?;
                }
                Some(Value::Boolean(all))
            }
            None => None,
        },
        ("iterator", []) => list::iterator(machine, &Value::View(id, view))?,
        ("toArray", []) => {
            let items = machine.heap.view_items(id, view)?;
            Some(machine.heap.object(Object::Array { items, class: "[Ljava.lang.Object;" })?)
        }
        ("add", [_]) => return Err(exception("java.lang.UnsupportedOperationException")),
        ("addAll", [other]) => match collection(machine, other)? {
            Some(items) if items.is_empty() => Some(Value::Boolean(false)),
            Some(_) => return Err(exception("java.lang.UnsupportedOperationException")),
            None => None,
        },
        ("clear", []) => {
            machine.heap.clear_map(id);
            nothing()
        }
        ("remove", [wanted]) => {
            let mut found = None;
            for position in 0..machine.heap.entries(id).len() {
                let item = machine.heap.view_item(id, view, position)?;
                if machine.heap.equals(&item, wanted, 0)? {
                    found = Some(position);
                    break;
                }
            }
            if let Some(position) = found {
                machine.heap.remove(id, position)?;
            }
            Some(Value::Boolean(found.is_some()))
        }
        ("removeAll" | "retainAll", [other]) => match collection(machine, other)? {
            Some(others) => {
                let mut changed = false;
                let mut position = 0;
                while position < machine.heap.entries(id).len() {
                    let item = machine.heap.view_item(id, view, position)?;
                    if contains(machine, &others, &item)? == (name == "removeAll") {
                        machine.heap.remove(id, position)?;
                        changed = true;
                    } else {
                        position += 1;
                    }
                }
                Some(Value::Boolean(changed))
            }
            None => None,
        },
        _ => None,
    })
}
