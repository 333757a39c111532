//! Rendering: walks the tree and writes text.

use std::collections::HashMap;
use std::rc::Rc;

use super::ast::{Block, Names, Set, Slot, Statement};
use super::error::{Failure, RenderError, position};
use super::heap::{Heap, Limits, Object};
use super::regex::Pattern;
use super::value::{Host, ObjectId, Text, Value};

mod access;
mod expression;
mod foreach;
mod print;

/// How deep calls, blocks and strings may be inside each other while rendering.
const MAX_EVAL_DEPTH: usize = 100;

/// Why evaluation ends early.
#[derive(Debug)]
pub(super) enum Exit {
    Failed { failure: Failure, at: Option<usize> },
    Stopped(Stop),
}

/// What `#break` and `#stop` end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The nearest loop or block.
    Nearest,
    /// The loop that this `$foreach` belongs to.
    Loop(u64),
    /// The whole template.
    Template,
}

impl From<Failure> for Exit {
    fn from(failure: Failure) -> Self {
        Self::Failed { failure, at: None }
    }
}

impl Exit {
    /// Names the place, unless a place further inside is known.
    fn locate(self, place: usize) -> Self {
        match self {
            Self::Failed { failure, at: None } => Self::Failed { failure, at: Some(place) },
            other => other,
        }
    }
}

pub(super) type Eval<T> = Result<T, Exit>;

/// One rendering under way.
pub struct Machine<'t> {
    /// The objects of the rendering.
    pub(super) heap: Heap<'t>,
    host: Rc<dyn Host<'t> + 't>,
    names: &'t Names,
    /// By slot; `None` until the host was asked.
    variables: Vec<Option<Value<'t>>>,
    out: String,
    output_limit: usize,
    depth: usize,
    /// The slots of `$foreach`, `$velocityCount` and `$velocityHasNext`, if the template mentions them.
    loop_names: [Option<Slot>; 3],
    /// Loop variables whose element is null right now, innermost last, and whether the null still holds.
    null_elements: Vec<(Slot, bool)>,
    /// A stop inside a value that the host asked for.
    pending_stop: Option<Stop>,
    pub(super) patterns: HashMap<Box<str>, Rc<Pattern>>,
}

/// Renders a block and returns the text and the heap with what the template has made.
pub(super) fn render<'t>(
    body: &'t Block,
    names: &'t Names,
    source: &str,
    host: Rc<dyn Host<'t> + 't>,
    limits: Limits,
) -> Result<(String, Heap<'t>), RenderError> {
    let mut machine = Machine {
        heap: Heap::new(limits),
        host,
        names,
        variables: vec![None; names.len()],
        out: String::with_capacity(source.len()),
        output_limit: limits.output,
        depth: 0,
        loop_names: ["foreach", "velocityCount", "velocityHasNext"].map(|name| names.find(name)),
        null_elements: Vec::new(),
        pending_stop: None,
        patterns: HashMap::new(),
    };
    match machine.block(body) {
        Ok(()) | Err(Exit::Stopped(_)) => Ok((machine.out, machine.heap)),
        Err(Exit::Failed { failure, at }) => {
            let (line, column) = at.map_or((0, 0), |at| position(source, at));
            Err(RenderError { line, column, failure })
        }
    }
}

impl<'t> Machine<'t> {
    /// The objects of the rendering.
    pub fn heap(&mut self) -> &mut Heap<'t> {
        &mut self.heap
    }

    /// `toString()` of a value.
    ///
    /// # Errors
    /// If printing it fails, or limits are reached.
    pub fn text(&mut self, value: &Value<'t>) -> Result<Text<'t>, Failure> {
        Ok(self.printed(value)?.unwrap_or(Text::Borrowed("null")))
    }

    /// `toString()` of a value; `None` for a block that contains itself too often.
    ///
    /// # Errors
    /// If printing it fails, or limits are reached.
    pub fn printed(&mut self, value: &Value<'t>) -> Result<Option<Text<'t>>, Failure> {
        match self.text_of(value) {
            Ok(text) => Ok(text),
            Err(Exit::Failed { failure, .. }) => Err(failure),
            Err(Exit::Stopped(stop)) => {
                self.pending_stop = Some(stop);
                Err(Failure::Exception("stopped".to_owned()))
            }
        }
    }

    /// A failure of the host, or the stop behind it.
    fn host_exit(&mut self, failure: Failure) -> Exit {
        self.pending_stop.take().map_or_else(|| failure.into(), Exit::Stopped)
    }

    fn deeper<T>(&mut self, run: impl FnOnce(&mut Self) -> Eval<T>) -> Eval<T> {
        if self.depth >= MAX_EVAL_DEPTH {
            return Err(Failure::TooDeep.into());
        }
        self.depth += 1;
        let result = run(self);
        self.depth -= 1;
        result
    }

    fn write(&mut self, text: &str) -> Eval<()> {
        if self.out.len() + text.len() > self.output_limit {
            return Err(Failure::OutputTooLarge.into());
        }
        self.out.push_str(text);
        Ok(())
    }

    fn block(&mut self, body: &'t Block) -> Eval<()> {
        for statement in body {
            self.heap.spend(1)?;
            self.statement(statement)?;
        }
        Ok(())
    }

    fn statement(&mut self, statement: &'t Statement) -> Eval<()> {
        match statement {
            Statement::Text(text) => self.write(text),
            Statement::Reference(reference) => self.render_reference(reference).map_err(|exit| exit.locate(reference.at)),
            Statement::Set(set) => self.set(set).map_err(|exit| exit.locate(set.target.at)),
            Statement::If(statement) => {
                for (condition, body) in &statement.branches {
                    if self.holds(condition)? {
                        return self.deeper(|machine| machine.block(body));
                    }
                }
                self.deeper(|machine| machine.block(&statement.otherwise))
            }
            Statement::Foreach(foreach) => {
                self.deeper(|machine| machine.foreach(foreach)).map_err(|exit| exit.locate(foreach.at))
            }
            Statement::Define(define) => {
                let block = self.heap.object(Object::Block { define, depth: 0 })?;
                self.put(define.variable, block);
                Ok(())
            }
            Statement::Break { scope: None, .. } => Err(Exit::Stopped(Stop::Nearest)),
            Statement::Break { scope: Some(scope), at } => {
                let scope = self.value(scope)?;
                match self.scope_owner(&scope) {
                    Some(owner) => Err(Exit::Stopped(Stop::Loop(owner))),
                    None => Err(Exit::from(Failure::Directive("the argument of #break is not the scope of a loop".to_owned()))
                        .locate(*at)),
                }
            }
            Statement::Stop { message } => {
                if let Some(message) = message {
                    let message = self.value(message)?;
                    self.text_of(&message)?;
                }
                Err(Exit::Stopped(Stop::Template))
            }
        }
    }

    fn scope_owner(&self, value: &Value<'t>) -> Option<u64> {
        match value {
            Value::Object(id) => match self.heap.at(*id) {
                Object::Scope(scope) => Some(scope.owner),
                _ => None,
            },
            _ => None,
        }
    }

    /// A variable's value; null is `Value::Null`.
    fn get(&mut self, slot: Slot) -> Eval<Value<'t>> {
        if self.null_elements.iter().any(|&(hidden, active)| active && hidden == slot) {
            return Ok(Value::Null);
        }
        if let Some(Some(value)) = self.variables.get(slot) {
            return Ok(value.clone());
        }
        let (host, names) = (Rc::clone(&self.host), self.names);
        let value = host.variable(names.name(slot), self).map_err(|failure| self.host_exit(failure))?.unwrap_or(Value::Null);
        if let Some(variable) = self.variables.get_mut(slot) {
            *variable = Some(value.clone());
        }
        Ok(value)
    }

    fn put(&mut self, slot: Slot, value: Value<'t>) {
        if matches!(value, Value::Null) {
            for (hidden, active) in &mut self.null_elements {
                *active = *active || *hidden == slot;
            }
        }
        if let Some(variable) = self.variables.get_mut(slot) {
            *variable = Some(value);
        }
    }

    fn remove(&mut self, slot: Slot) {
        for (hidden, active) in &mut self.null_elements {
            *active = *active && *hidden != slot;
        }
        if let Some(variable) = self.variables.get_mut(slot) {
            *variable = Some(Value::Null);
        }
    }

    /// `#set`: a right side without a value leaves the left as it is.
    fn set(&mut self, set: &'t Set) -> Eval<()> {
        let value = self.value(&set.value)?;
        if matches!(value, Value::Null) {
            return Ok(());
        }
        if set.target.parts.is_empty() {
            self.put(set.variable, value);
            return Ok(());
        }
        self.assign(&set.target, value)
    }

    /// Runs something and returns what it writes.
    fn capture(&mut self, run: impl FnOnce(&mut Self) -> Eval<()>) -> Eval<String> {
        let outer = std::mem::take(&mut self.out);
        let result = self.deeper(run);
        let text = std::mem::replace(&mut self.out, outer);
        result.map(|()| text)
    }

    /// Writes a `#define` block; false if it is inside itself too often.
    fn render_block(&mut self, id: ObjectId) -> Eval<bool> {
        /// A block may contain itself once.
        const MAX_BLOCK_DEPTH: u8 = 2;
        let Object::Block { define, depth } = self.heap.at_mut(id) else { return Ok(false) };
        if *depth >= MAX_BLOCK_DEPTH {
            return Ok(false);
        }
        *depth += 1;
        let define = *define;
        let result = self.deeper(|machine| machine.block(&define.body));
        if let Object::Block { depth, .. } = self.heap.at_mut(id) {
            *depth -= 1;
        }
        match result {
            Ok(()) | Err(Exit::Stopped(Stop::Nearest)) => Ok(true),
            Err(exit) => Err(exit),
        }
    }
}
