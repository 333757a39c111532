//! Applying operations to a document by a table of rules.

use serde_json::Value;

use super::rule::{Absent, PatchRule, Refusals, Target, label};
use super::{PatchOp, PatchOperation, unescape};
use crate::codec::Doc;
use crate::error::{AwsError, Result};

/// Changes a document as the operations say, all or nothing, refusing in the words of [`Refusals::Plain`].
///
/// # Errors
/// See [`apply_as`].
pub fn apply(rules: &[PatchRule], document: &mut Doc, operations: &[PatchOperation]) -> Result<()> {
    apply_as(Refusals::Plain, rules, document, operations)
}

/// Changes a document as the operations say, all or nothing.
///
/// # Errors
/// `BadRequestException` for a path, an operation or a value that no rule accepts, in the given words;
/// `NotFoundException` where a rule says so ([`Absent::NotFound`]). The document is then as it was.
pub fn apply_as(refusals: Refusals, rules: &[PatchRule], document: &mut Doc, operations: &[PatchOperation]) -> Result<()> {
    let mut changed = document.clone();
    for operation in operations {
        let rule = PatchRule::accepting(refusals, rules, operation)?;
        let raw = operation.path.raw_segments().collect();
        Change { refusals, rules, rule, operation, raw }.make(&mut changed)?;
    }
    *document = changed;
    Ok(())
}

/// One accepted operation.
struct Change<'a> {
    refusals: Refusals,
    rules: &'a [PatchRule],
    rule: &'a PatchRule,
    operation: &'a PatchOperation,
    raw: Vec<&'a str>,
}

impl Change<'_> {
    fn make(&self, document: &mut Doc) -> Result<()> {
        match (self.operation.op, self.rule.target) {
            (_, Target::ByHand) => Ok(()),
            (PatchOp::Copy | PatchOp::Move | PatchOp::Test, _) => Err(self.refused()),
            (PatchOp::Add | PatchOp::Remove, Target::ValueInText) => {
                self.change_value_in_text(document);
                Ok(())
            }
            (_, Target::Same | Target::At(_) | Target::ValueInText) => self.change_member(document),
            (_, Target::Element) => self.change_element(document),
            (_, Target::ValueInList | Target::ValueInListAt(_)) => self.change_value_in_list(document),
        }
    }

    fn refused(&self) -> AwsError {
        self.refusals.refuse(self.rules, Some(self.rule), self.operation)
    }

    fn change_member(&self, document: &mut Doc) -> Result<()> {
        let location = self.location();
        let value = match self.operation.op {
            PatchOp::Remove => None,
            _ => self.rule.value.read(self.operation.value.as_deref())?,
        };
        if self.operation.op != PatchOp::Add && member(document, &location).is_none() {
            self.check_absent()?;
        }
        match value {
            Some(value) => set(document, &location, value),
            None => remove(document, &location),
        }
        Ok(())
    }

    fn change_element(&self, document: &mut Doc) -> Result<()> {
        let Some((name, list)) = self.segments().split_last().map(|(name, list)| (name.clone(), list.to_vec())) else {
            return Err(self.refused());
        };
        let elements = list_at(document, &list);
        let by_name = elements.iter().position(|element| element.as_str() == Some(&name));
        let found = by_name.or_else(|| name.parse().ok().filter(|index| *index < elements.len()));
        match self.operation.op {
            PatchOp::Add if by_name.is_some() => {}
            PatchOp::Add => elements.push(name.into()),
            PatchOp::Remove => match found {
                Some(index) => drop(elements.remove(index)),
                None => self.check_absent()?,
            },
            _ => {
                let value = self.rule.value.read(self.operation.value.as_deref())?;
                match found {
                    Some(index) => drop(elements.remove(index)),
                    None => self.check_absent()?,
                }
                // Recorded: the replacement comes last.
                elements.extend(value);
            }
        }
        Ok(())
    }

    fn change_value_in_list(&self, document: &mut Doc) -> Result<()> {
        let value = self.rule.value.read(self.operation.value.as_deref())?;
        let elements = list_at(document, &self.location());
        match (self.operation.op, value) {
            (PatchOp::Add, Some(value)) if !elements.contains(&value) => elements.push(value),
            (PatchOp::Add, _) => {}
            (PatchOp::Remove, Some(value)) => match elements.iter().position(|element| *element == value) {
                Some(index) => drop(elements.remove(index)),
                None => self.check_absent()?,
            },
            (PatchOp::Remove, None) => elements.clear(),
            (_, value) => *elements = value.into_iter().collect(),
        }
        Ok(())
    }

    fn change_value_in_text(&self, document: &mut Doc) {
        let (location, value) = (self.location(), self.operation.value.as_deref().unwrap_or(""));
        let text = member(document, &location).and_then(Value::as_str).unwrap_or("").to_owned();
        let mut parts: Vec<&str> = text.split(',').filter(|part| !part.is_empty() && *part != value).collect();
        if self.operation.op == PatchOp::Add {
            parts.push(value);
        }
        if parts.is_empty() {
            remove(document, &location);
        } else {
            set(document, &location, parts.join(",").into());
        }
    }

    fn check_absent(&self) -> Result<()> {
        match self.rule.absent {
            Absent::Ignored => Ok(()),
            Absent::NotFound(sentence) => Err(AwsError::not_found(sentence)),
        }
    }

    /// The segments of the operation's path as they are meant.
    fn segments(&self) -> Vec<String> {
        self.raw.iter().map(|segment| unescape(segment)).collect()
    }

    /// The keys in the document.
    fn location(&self) -> Vec<String> {
        match self.rule.target {
            Target::At(keys) | Target::ValueInListAt(keys) => keys.iter().map(|key| self.filled(key)).collect(),
            Target::Same | Target::Element | Target::ValueInList | Target::ValueInText | Target::ByHand => self.segments(),
        }
    }

    /// A key with the segments of the path, as they are written, in place of their labels.
    fn filled(&self, key: &str) -> String {
        let labels = self.rule.segments().zip(&self.raw).filter_map(|(segment, raw)| Some((label(segment)?, *raw)));
        labels.fold(key.to_owned(), |key, (name, raw)| key.replace(&format!("{{{name}}}"), raw))
    }
}

fn member<'a>(document: &'a Doc, location: &[String]) -> Option<&'a Value> {
    let (last, parents) = location.split_last()?;
    let mut object = document;
    for key in parents {
        object = object.get(key)?.as_object()?;
    }
    object.get(last)
}

fn set(document: &mut Doc, location: &[String], value: Value) {
    if let Some((last, parents)) = location.split_last() {
        object_at(document, parents).insert(last.clone(), value);
    }
}

fn remove(document: &mut Doc, location: &[String]) {
    let Some((last, parents)) = location.split_last() else { return };
    let mut object = document;
    for key in parents {
        match object.get_mut(key).and_then(Value::as_object_mut) {
            Some(inner) => object = inner,
            None => return,
        }
    }
    object.shift_remove(last);
}

/// The object at these keys, made where it is not.
fn object_at<'a>(document: &'a mut Doc, keys: &[String]) -> &'a mut Doc {
    let Some((first, rest)) = keys.split_first() else { return document };
    let value = document.entry(first.clone()).or_insert_with(|| Value::Object(Doc::new()));
    if !value.is_object() {
        *value = Value::Object(Doc::new());
    }
    object_at(value.as_object_mut().expect("it was made an object above"), rest)
}

/// The list at these keys, made where it is not.
fn list_at<'a>(document: &'a mut Doc, keys: &[String]) -> &'a mut Vec<Value> {
    let (last, parents) = match keys.split_last() {
        Some((last, parents)) => (last.as_str(), parents),
        None => ("", keys),
    };
    let value = object_at(document, parents).entry(last).or_insert_with(|| Value::Array(Vec::new()));
    if !value.is_array() {
        *value = Value::Array(Vec::new());
    }
    value.as_array_mut().expect("it was made a list above")
}

#[cfg(test)]
mod tests;
