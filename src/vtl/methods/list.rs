//! `java.util.List`, parts of lists, and arrays, which have the methods of lists.

use super::super::eval::Machine;
use super::super::heap::{Object, Sublist};
use super::super::value::{ListId, ObjectId, Value};
use super::{Answer, collection, contains, exception, index_of, integer, nothing, position};

/// `ArrayList` and the arrays of JSON.
pub(super) fn call<'t>(machine: &mut Machine<'t>, id: ListId, name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    let length = machine.heap.items(id).len();
    Ok(match (name, arguments) {
        ("size", []) => integer(length),
        ("isEmpty", []) => Some(Value::Boolean(length == 0)),
        ("get", [Value::Integer(index)]) => Some(machine.heap.items(id)[checked(*index, length)?].clone()),
        ("set", [Value::Integer(index), value]) => {
            let index = checked(*index, length)?;
            Some(std::mem::replace(&mut machine.heap.list_at_mut(id).items[index], value.clone()))
        }
        ("add", [value]) => {
            insert(machine, id, length, vec![value.clone()])?;
            Some(Value::Boolean(true))
        }
        ("add", [Value::Integer(index), value]) => {
            insert(machine, id, insertion(*index, length)?, vec![value.clone()])?;
            nothing()
        }
        ("addAll", [other]) => match collection(machine, other)? {
            Some(items) => {
                let changed = !items.is_empty();
                insert(machine, id, length, items)?;
                Some(Value::Boolean(changed))
            }
            None => None,
        },
        ("addAll", [Value::Integer(index), other]) => match collection(machine, other)? {
            Some(items) => {
                let changed = !items.is_empty();
                insert(machine, id, insertion(*index, length)?, items)?;
                Some(Value::Boolean(changed))
            }
            None => None,
        },
        ("remove", [Value::Integer(index)]) => {
            let index = checked(*index, length)?;
            machine.heap.spend(length / 16)?;
            let list = machine.heap.list_at_mut(id);
            list.changes += 1;
            Some(list.items.remove(index))
        }
        ("remove", [wanted]) => {
            let items = machine.heap.items(id).to_vec();
            let found = index_of(machine, &items, wanted)?;
            if let Some(found) = found {
                let list = machine.heap.list_at_mut(id);
                list.changes += 1;
                list.items.remove(found);
            }
            Some(Value::Boolean(found.is_some()))
        }
        ("removeAll" | "retainAll", [other]) => match collection(machine, other)? {
            Some(others) => {
                let keep_found = name == "retainAll";
                let mut kept = Vec::new();
                for item in machine.heap.items(id).to_vec() {
                    if contains(machine, &others, &item)? == keep_found {
                        kept.push(item);
                    }
                }
                let changed = kept.len() != length;
                let list = machine.heap.list_at_mut(id);
                list.changes += u32::from(changed);
                list.items = kept;
                Some(Value::Boolean(changed))
            }
            None => None,
        },
        ("clear", []) => {
            let list = machine.heap.list_at_mut(id);
            list.changes += 1;
            list.items.clear();
            nothing()
        }
        ("subList", [Value::Integer(from), Value::Integer(to)]) => {
            let changes = machine.heap.list_at(id).changes;
            let (offset, length) = range(*from, *to, length)?;
            Some(machine.heap.object(Object::Sublist(Sublist { list: id, parent: None, offset, length, changes }))?)
        }
        ("iterator" | "listIterator", []) => iterator(machine, &Value::List(id))?,
        ("clone", []) => {
            let items = machine.heap.items(id).to_vec();
            let json = machine.heap.list_at(id).json;
            Some(Value::List(machine.heap.list(items, json)?))
        }
        ("toJSONString", []) if machine.heap.list_at(id).json => Some(Value::String(machine.text(&Value::List(id))?)),
        ("ensureCapacity", [Value::Integer(_)]) | ("trimToSize", []) => nothing(),
        _ => {
            let items = machine.heap.items(id).to_vec();
            machine.heap.spend(items.len() / 8)?;
            reading(machine, &items, name, arguments)?
        }
    })
}

/// What every list can be asked.
fn reading<'t>(machine: &mut Machine<'t>, items: &[Value<'t>], name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    Ok(match (name, arguments) {
        ("size", []) => integer(items.len()),
        ("isEmpty", []) => Some(Value::Boolean(items.is_empty())),
        ("contains", [wanted]) => Some(Value::Boolean(contains(machine, items, wanted)?)),
        ("containsAll", [other]) => match collection(machine, other)? {
            Some(others) => {
                let mut all = true;
                for other in &others {
                    all = all && contains(machine, items, other)?;
                }
                Some(Value::Boolean(all))
            }
            None => None,
        },
        ("indexOf", [wanted]) => position(index_of(machine, items, wanted)?),
        ("lastIndexOf", [wanted]) => {
            let reversed: Vec<Value<'t>> = items.iter().rev().cloned().collect();
            position(index_of(machine, &reversed, wanted)?.map(|found| items.len() - 1 - found))
        }
        ("toArray", []) => Some(machine.heap.object(Object::Array { items: items.to_vec(), class: "[Ljava.lang.Object;" })?),
        _ => None,
    })
}

/// An iterator object over a collection.
pub(super) fn iterator<'t>(machine: &mut Machine<'t>, value: &Value<'t>) -> Answer<'t> {
    match machine.heap.cursor(value)? {
        Some(cursor) => Ok(Some(machine.heap.object(Object::Iterator(cursor))?)),
        None => Ok(None),
    }
}

/// `Object[]`: read and set, never longer or shorter.
pub(super) fn call_array<'t>(machine: &mut Machine<'t>, id: ObjectId, name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    let Object::Array { items, class } = machine.heap.at(id) else { return Ok(None) };
    let (items, class) = (items.clone(), *class);
    machine.heap.spend(items.len() / 8)?;
    let unsupported = || exception("java.lang.UnsupportedOperationException");
    Ok(match (name, arguments) {
        ("get", [Value::Integer(index)]) => Some(items[checked(*index, items.len())?].clone()),
        ("set", [Value::Integer(index), value]) => {
            let index = checked(*index, items.len())?;
            if class == "[Ljava.lang.String;" && !matches!(value, Value::String(_)) {
                return Err(exception("java.lang.IllegalArgumentException: array element type mismatch"));
            }
            let Object::Array { items, .. } = machine.heap.at_mut(id) else { return Ok(None) };
            Some(std::mem::replace(&mut items[index], value.clone()))
        }
        ("add", [_] | [Value::Integer(_), _]) | ("remove", [Value::Integer(_)]) => return Err(unsupported()),
        ("clear", []) if !items.is_empty() => return Err(unsupported()),
        ("iterator", []) => iterator(machine, &Value::Object(id))?,
        ("subList", [Value::Integer(from), Value::Integer(to)]) => {
            let (offset, length) = range(*from, *to, items.len())?;
            let part = items[offset..offset + length].to_vec();
            Some(Value::List(machine.heap.list(part, false)?))
        }
        _ => reading(machine, &items, name, arguments)?,
    })
}

/// A part of a list: changes go through to the list, and other changes of the list make it invalid.
pub(super) fn call_sublist<'t>(machine: &mut Machine<'t>, id: ObjectId, name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    let Object::Sublist(part) = machine.heap.at(id) else { return Ok(None) };
    let part = part.clone();
    machine.heap.check_sublist(id)?;
    let at = |offset: usize| Value::Integer(i32::try_from(part.offset + offset).unwrap_or(i32::MAX));
    let (answer, growth) = match (name, arguments) {
        ("get", [Value::Integer(index)]) => (call(machine, part.list, "get", &[at(checked(*index, part.length)?)])?, 0),
        ("set", [Value::Integer(index), value]) => {
            (call(machine, part.list, "set", &[at(checked(*index, part.length)?), value.clone()])?, 0)
        }
        ("add", [value]) => {
            call(machine, part.list, "add", &[at(part.length), value.clone()])?;
            (Some(Value::Boolean(true)), 1)
        }
        ("add", [Value::Integer(index), value]) => {
            (call(machine, part.list, "add", &[at(insertion(*index, part.length)?), value.clone()])?, 1)
        }
        ("remove", [Value::Integer(index)]) => (call(machine, part.list, "remove", &[at(checked(*index, part.length)?)])?, -1),
        ("clear", []) => {
            for _ in 0..part.length {
                call(machine, part.list, "remove", &[at(0)])?;
            }
            (nothing(), -isize::try_from(part.length).unwrap_or_default())
        }
        ("subList", [Value::Integer(from), Value::Integer(to)]) => {
            let (offset, length) = range(*from, *to, part.length)?;
            let inner = Sublist { parent: Some(id), offset: part.offset + offset, length, ..part };
            return Ok(Some(machine.heap.object(Object::Sublist(inner))?));
        }
        ("iterator", []) => return iterator(machine, &Value::Object(id)),
        _ => {
            let items = collection(machine, &Value::Object(id))?.unwrap_or_default();
            return reading(machine, &items, name, arguments);
        }
    };
    let changes = machine.heap.list_at(part.list).changes;
    let mut next = Some(id);
    while let Some(current) = next {
        let Object::Sublist(part) = machine.heap.at_mut(current) else { break };
        part.length = part.length.saturating_add_signed(growth);
        part.changes = changes;
        next = part.parent;
        machine.heap.spend(1)?;
    }
    Ok(answer)
}

fn insert<'t>(machine: &mut Machine<'t>, id: ListId, index: usize, items: Vec<Value<'t>>) -> Result<(), super::Failure> {
    let list = machine.heap.list_at_mut(id);
    let moved = list.items.len() - index;
    list.changes += 1;
    let count = items.len();
    list.items.splice(index..index, items);
    machine.heap.allocate(count * size_of::<Value<'_>>())?;
    machine.heap.spend(moved / 16)
}

fn checked(index: i32, length: usize) -> Result<usize, super::Failure> {
    usize::try_from(index)
        .ok()
        .filter(|&index| index < length)
        .ok_or_else(|| exception(format!("java.lang.IndexOutOfBoundsException: Index {index} out of bounds for length {length}")))
}

fn insertion(index: i32, length: usize) -> Result<usize, super::Failure> {
    checked(index, length + 1)
}

fn range(from: i32, to: i32, length: usize) -> Result<(usize, usize), super::Failure> {
    let (start, end) = (checked(from, length + 1)?, checked(to, length + 1)?);
    let size = end
        .checked_sub(start)
        .ok_or_else(|| exception(format!("java.lang.IllegalArgumentException: fromIndex({from}) > toIndex({to})")))?;
    Ok((start, size))
}
