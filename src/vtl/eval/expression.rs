//! The values of expressions, and what conditions make of them.

use std::cmp::Ordering;
use std::rc::Rc;

use super::{Eval, Machine, access};
use crate::vtl::ast::{Expression, Operator, Step};
use crate::vtl::error::Failure;
use crate::vtl::heap::MapKind;
use crate::vtl::number;
use crate::vtl::value::{Text, Value};

impl<'t> Machine<'t> {
    /// What `#if` makes of an expression: a reference is true unless it is false, a bare literal is false.
    pub(super) fn holds(&mut self, expression: &'t Expression) -> Eval<bool> {
        self.heap.spend(1)?;
        match expression {
            Expression::Boolean(value) => Ok(*value),
            Expression::Not(inner) => Ok(!self.holds(inner)?),
            Expression::Reference(reference) => {
                let value = self.reference(reference).map_err(|exit| exit.locate(reference.at))?;
                Ok(match value {
                    Value::Null => false,
                    Value::Boolean(value) => value,
                    Value::String(_) | Value::Integer(_) | Value::Long(_) | Value::Double(_) => true,
                    other => self.prints(&other)?,
                })
            }
            Expression::Operation(operation) => match operation.steps.last().map(|last| last.operator) {
                Some(Operator::And) => {
                    let mut all = self.holds(&operation.first)?;
                    for step in &operation.steps {
                        all = all && self.holds(&step.right)?;
                    }
                    Ok(all)
                }
                Some(Operator::Or) => {
                    let mut any = self.holds(&operation.first)?;
                    for step in &operation.steps {
                        any = any || self.holds(&step.right)?;
                    }
                    Ok(any)
                }
                Some(Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Modulo) => Ok(false),
                _ => Ok(matches!(self.value(expression)?, Value::Boolean(true))),
            },
            _ => Ok(false),
        }
    }

    /// Whether `toString()` of a truthy value works and is not null.
    fn prints(&mut self, value: &Value<'t>) -> Eval<bool> {
        Ok(match value {
            Value::Object(_) => self.text_of(value)?.is_some(),
            _ => true,
        })
    }

    pub(super) fn value(&mut self, expression: &'t Expression) -> Eval<Value<'t>> {
        self.heap.spend(1)?;
        Ok(match expression {
            Expression::String(text) => Value::String(Text::Borrowed(text)),
            Expression::Interpolated(string) => {
                let mut text = self.capture(|machine| machine.block(&string.body))?;
                if string.drop_last {
                    text.pop();
                }
                self.heap.string(text)?
            }
            Expression::Integer(value) => Value::Integer(*value),
            Expression::Long(value) => Value::Long(*value),
            Expression::BigInteger(value) => Value::BigInteger(Rc::new((**value).clone())),
            Expression::Double(value) => Value::Double(*value),
            Expression::Boolean(value) => Value::Boolean(*value),
            Expression::List(items) => {
                let mut values = Vec::with_capacity(items.len());
                for item in items {
                    values.push(self.value(item)?);
                }
                Value::List(self.heap.list(values, false)?)
            }
            Expression::Map(entries) => {
                let map = self.heap.map(MapKind::Linked)?;
                for (key, value) in entries {
                    let key = self.value(key)?;
                    let value = self.value(value)?;
                    self.heap.put(map, key, value)?;
                }
                Value::Map(map)
            }
            Expression::Range(ends) => {
                let (start, end) = (self.value(&ends.0)?, self.value(&ends.1)?);
                self.range(&start, &end)?
            }
            Expression::Reference(reference) => self.reference(reference).map_err(|exit| exit.locate(reference.at))?,
            Expression::Not(inner) => Value::Boolean(!self.holds(inner)?),
            Expression::Operation(operation) => {
                if operation.steps.iter().any(|step| matches!(step.operator, Operator::And | Operator::Or)) {
                    return Ok(Value::Boolean(self.holds(expression)?));
                }
                let mut value = self.value(&operation.first)?;
                for step in &operation.steps {
                    let right = self.value(&step.right)?;
                    value = self.operation(step, value, right).map_err(|exit| exit.locate(step.at))?;
                }
                value
            }
        })
    }

    /// `[start..end]`, counting down if the end is smaller; no value if an end is no number.
    fn range(&mut self, start: &Value<'t>, end: &Value<'t>) -> Eval<Value<'t>> {
        if !start.is_number() || !end.is_number() {
            return Ok(Value::Null);
        }
        let (start, end) = (number::to_int(start), number::to_int(end));
        let length = start.abs_diff(end) as usize + 1;
        self.heap.allocate(length.saturating_mul(size_of::<Value<'_>>()))?;
        let numbers: Vec<Value<'t>> = if start < end {
            (start..=end).map(Value::Integer).collect()
        } else {
            (end..=start).rev().map(Value::Integer).collect()
        };
        Ok(Value::List(self.heap.list(numbers, false)?))
    }

    fn operation(&mut self, step: &'t Step, left: Value<'t>, right: Value<'t>) -> Eval<Value<'t>> {
        let order = |machine: &mut Self| -> Eval<Option<Ordering>> {
            machine.heap.spend(1)?;
            Ok(number::compare(&left, &right)?)
        };
        Ok(match step.operator {
            Operator::Equal => Value::Boolean(self.same(&left, &right)?),
            Operator::NotEqual => Value::Boolean(!self.same(&left, &right)?),
            Operator::Less => Value::Boolean(order(self)?.is_some_and(Ordering::is_lt)),
            Operator::LessOrEqual => Value::Boolean(order(self)?.is_some_and(Ordering::is_le)),
            Operator::Greater => Value::Boolean(order(self)?.is_some_and(Ordering::is_gt)),
            Operator::GreaterOrEqual => Value::Boolean(order(self)?.is_some_and(Ordering::is_ge)),
            Operator::Add if matches!(left, Value::String(_)) || matches!(right, Value::String(_)) => {
                let mut text = match left {
                    Value::Null => step.left_literal.to_string(),
                    other => self.text_or_null_pointer(&other)?.to_string(),
                };
                match right {
                    Value::Null => text.push_str(&step.right_literal),
                    other => text.push_str(&self.text_or_null_pointer(&other)?),
                }
                self.heap.string(text)?
            }
            operator => {
                self.heap.spend(1)?;
                number::calculate(operator, &left, &right)?.unwrap_or(Value::Null)
            }
        })
    }

    /// `==`: numbers by value, one class by `equals`, different classes as they print.
    fn same(&mut self, left: &Value<'t>, right: &Value<'t>) -> Eval<bool> {
        if let Some(order) = number::compare(left, right)? {
            return Ok(order.is_eq());
        }
        if access::comparable_classes(&self.heap, left, right) {
            return Ok(self.heap.equals(left, right, 0)?);
        }
        let left = if matches!(left, Value::Null) { None } else { self.text_of(left)? };
        let right = if matches!(right, Value::Null) { None } else { self.text_of(right)? };
        Ok(left.as_deref() == right.as_deref())
    }

    fn text_or_null_pointer(&mut self, value: &Value<'t>) -> Eval<Text<'t>> {
        self.text_of(value)?.ok_or_else(|| Failure::Exception("java.lang.NullPointerException".to_owned()).into())
    }
}
