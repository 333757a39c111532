//! `#foreach`, and what can be iterated.

use super::super::ast::{Foreach, LoopSource};
use super::super::error::Failure;
use super::super::heap::{Cursor, Heap, Object, Scope};
use super::super::value::{ObjectId, Value, View};
use super::{Eval, Exit, Machine, Stop};

/// Rounds after which a loop ends, as on API Gateway.
const MAX_ROUNDS: i32 = 1000;

/// What a loop draws its elements from.
enum Source<'t> {
    Own(Cursor<'t>),
    /// An iterator that the template holds itself.
    Iterator(ObjectId),
}

impl<'t> Machine<'t> {
    pub(super) fn foreach(&mut self, foreach: &'t Foreach) -> Eval<()> {
        let over = match &foreach.source {
            LoopSource::Value(expression) => self.value(expression)?,
            LoopSource::Nothing => return Ok(()),
            LoopSource::Missing => {
                return Err(Failure::Directive("#foreach needs a variable, \"in\" and a value".to_owned()).into());
            }
        };
        let Some(mut source) = self.source(&over)? else { return Ok(()) };
        let [scope_slot, count_slot, has_next_slot] = self.loop_names;
        let element_before = self.get(foreach.element)?;
        let mut saved = Vec::new();
        for slot in [count_slot, has_next_slot].into_iter().flatten() {
            saved.push((slot, self.get(slot)?));
        }
        let scope = match scope_slot {
            Some(slot) => {
                let before = self.get(slot)?;
                let id = self.open_scope(before, std::ptr::from_ref(foreach) as u64)?;
                self.put(slot, Value::Object(id));
                Some(id)
            }
            None => None,
        };

        let mut result = Ok(());
        let mut null_holds = None;
        let mut round = 0;
        while round < MAX_ROUNDS && self.has_next(&source) {
            self.heap.spend(1)?;
            if let Some(slot) = count_slot {
                self.put(slot, Value::Integer(round + 1));
            }
            let element = self.next(&mut source)?;
            let has_next = self.has_next(&source);
            if let Some(slot) = has_next_slot {
                self.put(slot, Value::Boolean(has_next));
            }
            let is_null = matches!(element, Value::Null);
            self.put(foreach.element, element);
            if let Some(Object::Scope(scope)) = scope.map(|id| self.heap.at_mut(id)) {
                scope.index += 1;
                scope.has_next = has_next;
            }
            if is_null {
                self.null_elements.push((foreach.element, null_holds.unwrap_or(true)));
            }
            result = self.block(&foreach.body);
            if is_null {
                null_holds = self.null_elements.pop().map(|(_, active)| active);
            }
            match result {
                Ok(()) => {}
                Err(Exit::Stopped(Stop::Nearest)) => {
                    result = Ok(());
                    break;
                }
                Err(Exit::Stopped(Stop::Loop(owner))) if owner == std::ptr::from_ref(foreach) as u64 => {
                    result = Ok(());
                    break;
                }
                Err(_) => break,
            }
            round += 1;
        }

        self.restore(foreach.element, element_before);
        for (slot, value) in saved {
            self.restore(slot, value);
        }
        if let Some(slot) = scope_slot {
            self.close_scope(slot)?;
        }
        result
    }

    fn restore(&mut self, slot: usize, value: Value<'t>) {
        if matches!(value, Value::Null) { self.remove(slot) } else { self.put(slot, value) }
    }

    fn open_scope(&mut self, before: Value<'t>, owner: u64) -> Eval<ObjectId> {
        let mut scope = Scope { index: -1, has_next: false, parent: None, replaced: None, own: None, owner };
        match before {
            Value::Null => {}
            Value::Object(id) if matches!(self.heap.at(id), Object::Scope(_)) => scope.parent = Some(id),
            other => {
                self.heap.replaced.push(other);
                scope.replaced = Some(self.heap.replaced.len() - 1);
            }
        }
        match self.heap.object(Object::Scope(scope))? {
            Value::Object(id) => Ok(id),
            _ => Err(Failure::OutOfMemory.into()),
        }
    }

    /// `$foreach` is again what it was before the loop, unless the template has put something else there.
    fn close_scope(&mut self, slot: usize) -> Eval<()> {
        let Value::Object(id) = self.get(slot)? else { return Ok(()) };
        let Object::Scope(scope) = self.heap.at(id) else { return Ok(()) };
        let before = match (scope.parent, scope.replaced) {
            (Some(parent), _) => Value::Object(parent),
            (None, Some(replaced)) => self.heap.replaced[replaced].clone(),
            (None, None) => Value::Null,
        };
        self.restore(slot, before);
        Ok(())
    }

    fn source(&mut self, over: &Value<'t>) -> Eval<Option<Source<'t>>> {
        if let Value::Object(id) = over
            && matches!(self.heap.at(*id), Object::Iterator(_))
        {
            return Ok(Some(Source::Iterator(*id)));
        }
        Ok(self.heap.cursor(over)?.map(Source::Own))
    }

    fn has_next(&self, source: &Source<'t>) -> bool {
        match source {
            Source::Own(cursor) => self.heap.has_next(cursor),
            Source::Iterator(id) => matches!(self.heap.at(*id), Object::Iterator(cursor) if self.heap.has_next(cursor)),
        }
    }

    fn next(&mut self, source: &mut Source<'t>) -> Eval<Value<'t>> {
        Ok(match source {
            Source::Own(cursor) => self.heap.next(cursor)?,
            Source::Iterator(id) => self.heap.next_of(*id)?,
        })
    }
}

impl<'t> Heap<'t> {
    /// An iterator over a value; `None` if it cannot be iterated.
    pub(in super::super) fn cursor(&mut self, value: &Value<'t>) -> Result<Option<Cursor<'t>>, Failure> {
        let mut cursor = Cursor { source: value.clone(), position: 0, changes: 0, has_next: false, order: None };
        match value {
            Value::List(id) => cursor.changes = self.list_at(*id).changes,
            Value::Map(id) => {
                cursor.source = Value::View(*id, View::Values);
                cursor.changes = self.map_at(*id).changes;
                cursor.has_next = !self.map_at(*id).entries.is_empty();
                cursor.order = self.order(*id)?;
            }
            Value::View(id, _) => {
                cursor.changes = self.map_at(*id).changes;
                cursor.has_next = !self.map_at(*id).entries.is_empty();
                cursor.order = self.order(*id)?;
            }
            Value::Object(id) => match self.at(*id) {
                Object::Array { .. } => {}
                Object::Sublist(part) => {
                    cursor.changes = part.changes;
                    self.check_sublist(*id)?;
                }
                Object::Scope(scope) => {
                    let Some(own) = scope.own else {
                        let empty = self.map(super::super::heap::MapKind::Hash)?;
                        return self.cursor(&Value::Map(empty));
                    };
                    return self.cursor(&Value::Map(own));
                }
                _ => return Ok(None),
            },
            _ => return Ok(None),
        }
        Ok(Some(cursor))
    }

    pub(in super::super) fn has_next(&self, cursor: &Cursor<'t>) -> bool {
        match &cursor.source {
            Value::List(id) => cursor.position != self.items(*id).len(),
            Value::View(..) => cursor.has_next,
            Value::Object(id) => match self.at(*id) {
                Object::Array { items, .. } => cursor.position < items.len(),
                Object::Sublist(part) => cursor.position != part.length,
                _ => false,
            },
            _ => false,
        }
    }

    /// The next element; fails as Java does when the collection has changed meanwhile.
    pub(in super::super) fn next(&mut self, cursor: &mut Cursor<'t>) -> Result<Value<'t>, Failure> {
        let changed = || Failure::Exception("java.util.ConcurrentModificationException".to_owned());
        let exhausted = || Failure::Exception("java.util.NoSuchElementException".to_owned());
        let position = cursor.position;
        let element = match &cursor.source {
            Value::List(id) => {
                let list = self.list_at(*id);
                if list.changes != cursor.changes {
                    return Err(changed());
                }
                list.items.get(position).cloned().ok_or_else(exhausted)?
            }
            Value::View(id, view) => {
                let (id, view) = (*id, *view);
                if self.map_at(id).changes != cursor.changes {
                    return Err(changed());
                }
                if !cursor.has_next {
                    return Err(exhausted());
                }
                cursor.has_next = position + 1 < self.map_at(id).entries.len();
                let place = cursor.order.as_ref().map_or(position, |order| order[position]);
                self.view_item(id, view, place)?
            }
            Value::Object(id) => match self.at(*id) {
                Object::Array { items, .. } => items.get(position).cloned().ok_or_else(exhausted)?,
                Object::Sublist(part) => {
                    if self.list_at(part.list).changes != cursor.changes {
                        return Err(changed());
                    }
                    if position >= part.length {
                        return Err(exhausted());
                    }
                    self.items(part.list).get(part.offset + position).cloned().ok_or_else(changed)?
                }
                _ => return Err(exhausted()),
            },
            _ => return Err(exhausted()),
        };
        cursor.position += 1;
        Ok(element)
    }

    /// Moves an iterator object on.
    pub(in super::super) fn next_of(&mut self, id: ObjectId) -> Result<Value<'t>, Failure> {
        let Object::Iterator(cursor) = self.at(id) else { return Ok(Value::Null) };
        let mut cursor = cursor.clone();
        let element = self.next(&mut cursor)?;
        *self.at_mut(id) = Object::Iterator(cursor);
        Ok(element)
    }

    /// Fails if the list behind a part of it has changed.
    pub(in super::super) fn check_sublist(&self, id: ObjectId) -> Result<(), Failure> {
        match self.at(id) {
            Object::Sublist(part) if self.list_at(part.list).changes != part.changes => {
                Err(Failure::Exception("java.util.ConcurrentModificationException".to_owned()))
            }
            _ => Ok(()),
        }
    }
}
