//! References: reading and assigning variables, properties, methods and indexes.

use super::super::ast::{Part, Reference, Rendering};
use super::super::error::Failure;
use super::super::heap::{Heap, MapKind, Object};
use super::super::methods;
use super::super::value::Value;
use super::{Eval, Machine};

impl<'t> Machine<'t> {
    /// The value of a reference in an expression. Null shows as an empty string.
    pub(super) fn reference(&mut self, reference: &'t Reference) -> Eval<Value<'t>> {
        match reference.rendering {
            Rendering::Uncomputable | Rendering::Bare { .. } => Ok(Value::Null),
            Rendering::Value { .. } | Rendering::Escaped { .. } => self.execute(reference),
        }
    }

    fn execute(&mut self, reference: &'t Reference) -> Eval<Value<'t>> {
        let mut value = self.get(reference.root)?;
        if matches!(value, Value::Null) {
            return Ok(Value::empty());
        }
        for part in &reference.parts {
            value = match self.part(&value, part)? {
                None | Some(Value::Null) => return Ok(Value::empty()),
                Some(next) => next,
            };
        }
        Ok(value)
    }

    pub(super) fn render_reference(&mut self, reference: &'t Reference) -> Eval<()> {
        let literal = match &reference.rendering {
            Rendering::Bare { literal } => return self.write(literal),
            Rendering::Escaped { literal } => {
                self.execute(reference)?;
                self.write(&reference.escape_prefix)?;
                return self.write(literal);
            }
            Rendering::Value { literal } => literal,
            Rendering::Uncomputable => "",
        };
        let value = self.execute(reference)?;
        if let Value::Object(id) = value
            && matches!(self.heap.at(id), Object::Block { .. })
        {
            if !self.render_block(id)? {
                self.write(&reference.escape_prefix)?;
                self.write(&reference.escape_prefix)?;
                self.write(&reference.text_prefix)?;
                self.write(literal)?;
            }
            return Ok(());
        }
        self.write(&reference.escape_prefix)?;
        self.write(&reference.text_prefix)?;
        self.write_value(&value)
    }

    /// One step further; `None` if there is no such thing or it is null.
    fn part(&mut self, target: &Value<'t>, part: &'t Part) -> Eval<Option<Value<'t>>> {
        self.heap.spend(1)?;
        match part {
            Part::Property(name) => self.property(target, name),
            Part::Method { name, arguments, at } => {
                let mut values = Vec::with_capacity(arguments.len());
                for argument in arguments {
                    values.push(self.value(argument)?);
                }
                self.call(target, name, &values).map_err(|exit| exit.locate(*at))
            }
            Part::Index { argument, at } => {
                let argument = self.value(argument)?;
                self.index(target, argument).map_err(|exit| exit.locate(*at))
            }
        }
    }

    fn property(&mut self, target: &Value<'t>, name: &str) -> Eval<Option<Value<'t>>> {
        if matches!(name, "class" | "Class") {
            return Ok(Some(Value::Class(methods::class_name(&self.heap, target))));
        }
        match target {
            Value::Map(id) => Ok(self.heap.get(*id, name).cloned()),
            Value::Host(host) => host.clone().property(name, self).map_err(|failure| self.host_exit(failure)),
            _ => methods::property(self, target, name).map_err(|failure| self.host_exit(failure)),
        }
    }

    fn call(&mut self, target: &Value<'t>, name: &str, arguments: &[Value<'t>]) -> Eval<Option<Value<'t>>> {
        if let Value::Host(host) = target
            && let Some(value) = host.clone().call(name, arguments, self).map_err(|failure| self.host_exit(failure))?
        {
            return Ok(Some(value));
        }
        methods::call(self, target, name, arguments).map_err(|failure| self.host_exit(failure))
    }

    /// `target[argument]`: `get`, with negative numbers counted from the end.
    fn index(&mut self, target: &Value<'t>, argument: Value<'t>) -> Eval<Option<Value<'t>>> {
        let argument = self.count_from_end(target, argument)?;
        if matches!(target, Value::Map(_) | Value::List(_) | Value::Object(_)) {
            return self.call(target, "get", &[argument]);
        }
        Ok(None)
    }

    fn count_from_end(&mut self, target: &Value<'t>, argument: Value<'t>) -> Eval<Value<'t>> {
        let Value::Integer(index @ ..0) = argument else { return Ok(argument) };
        match self.call(target, "size", &[])? {
            Some(Value::Integer(size)) => Ok(Value::Integer(size.saturating_add(index))),
            _ => {
                Err(Failure::Exception(format!("a size() method, required for the negative index {index}, does not exist"))
                    .into())
            }
        }
    }

    /// `#set` of a property or an index. What cannot be assigned is left alone.
    pub(super) fn assign(&mut self, reference: &'t Reference, value: Value<'t>) -> Eval<()> {
        let mut target = self.get(reference.root)?;
        if matches!(target, Value::Null) {
            return Ok(());
        }
        let Some((last, path)) = reference.parts.split_last() else { return Ok(()) };
        for part in path {
            target = match self.part(&target, part)? {
                None | Some(Value::Null) => return Ok(()),
                Some(next) => next,
            };
        }
        match last {
            Part::Index { argument, at } => {
                let argument = self.value(argument)?;
                let argument = self.count_from_end(&target, argument)?;
                let method = if matches!(target, Value::Map(_)) || self.scope_owner(&target).is_some() { "put" } else { "set" };
                self.call(&target, method, &[argument, value]).map_err(|exit| exit.locate(*at))?;
            }
            // A method at the end names a property too.
            Part::Property(name) | Part::Method { name, .. } => self.assign_property(&target, name, value)?,
        }
        Ok(())
    }

    fn assign_property(&mut self, target: &Value<'t>, name: &'t str, value: Value<'t>) -> Eval<()> {
        match target {
            Value::Map(id) => {
                self.heap.put(*id, Value::String(name.into()), value)?;
            }
            Value::Object(id) => match self.heap.at(*id) {
                Object::Scope(_) => {
                    self.call(target, "put", &[Value::String(name.into()), value])?;
                }
                Object::Entry { .. } if matches!(name, "value" | "Value") => {
                    self.call(target, "setValue", &[value])?;
                }
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }
}

/// Whether `==` compares two values by `equals`, because the class of one can hold the other.
pub(super) fn comparable_classes(heap: &Heap<'_>, left: &Value<'_>, right: &Value<'_>) -> bool {
    let linked = |id| heap.map_at(id).kind == MapKind::Linked;
    match (left, right) {
        (Value::Boolean(_), Value::Boolean(_))
        | (Value::Character(_), Value::Character(_))
        | (Value::String(_), Value::String(_))
        | (Value::List(_), Value::List(_))
        | (Value::Class(_), Value::Class(_)) => true,
        (Value::Map(left), Value::Map(right)) => {
            let silent = |id| heap.map_at(id).kind == MapKind::Silent;
            !((silent(*left) && linked(*right)) || (linked(*left) && silent(*right)))
        }
        (Value::View(left, left_view), Value::View(right, right_view)) => {
            left_view == right_view && linked(*left) == linked(*right)
        }
        (Value::Object(left), Value::Object(right)) => {
            std::mem::discriminant(heap.at(*left)) == std::mem::discriminant(heap.at(*right))
        }
        (Value::Host(left), Value::Host(right)) => left.class_name() == right.class_name(),
        _ => false,
    }
}
