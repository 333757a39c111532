//! Which variables a mapping template starts with.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::rc::Rc;

use crate::vtl::{Failure, Host, Machine, MapId, MapKind, Text, Value};

use super::input::Input;
use super::util::Util;
use super::{MappingInput, Pairs, context};

/// `$input`, `$method`, `$util`, `$context`, `$stageVariables`, made at their first use.
pub(super) struct Objects<'t> {
    input: &'t dyn MappingInput,
    add_override_maps: bool,
    context: OnceCell<MapId>,
}

impl<'t> Objects<'t> {
    pub(super) fn new(input: &'t dyn MappingInput, add_override_maps: bool) -> Self {
        Self { input, add_override_maps, context: OnceCell::new() }
    }

    /// The map behind `$context`, if the template has used it.
    pub(super) fn context_map(&self) -> Option<MapId> {
        self.context.get().copied()
    }
}

impl<'t> Host<'t> for Objects<'t> {
    fn variable(&self, name: &str, machine: &mut Machine<'t>) -> Result<Option<Value<'t>>, Failure> {
        Ok(Some(match name {
            "input" => Value::Host(Rc::new(Input::new(self.input))),
            "method" => Value::Map(method(machine, self.input)?),
            "util" => Value::Host(Rc::new(Util)),
            "context" => {
                let map = context::build(machine.heap(), self.input.context(), self.add_override_maps)?;
                let _ = self.context.set(map);
                Value::Map(map)
            }
            "stageVariables" => Value::Map(map_of_pairs(machine, self.input.stage_variables(), MapKind::Hash)?),
            _ => return Ok(None),
        }))
    }
}

/// Text that lives as long as the rendering.
pub(super) fn text_of(text: Cow<'_, str>) -> Text<'_> {
    match text {
        Cow::Borrowed(text) => Text::Borrowed(text),
        Cow::Owned(text) => Text::from(text),
    }
}

/// `$method`, of which templates know the parameters of the request: `$method.request.path.id` (developer guide, "API Gateway
/// mapping template and access logging variable reference", its note on `$method`; public templates read it).
fn method<'t>(machine: &mut Machine<'t>, input: &'t dyn MappingInput) -> Result<MapId, Failure> {
    let request = parameters(machine, input)?;
    let method = machine.heap().map(MapKind::Linked)?;
    machine.heap().put_text(method, "request", Value::Map(request))?;
    Ok(method)
}

/// The parameters of the request: `path`, `querystring` and `header`, each a map.
pub(super) fn parameters<'t>(machine: &mut Machine<'t>, input: &'t dyn MappingInput) -> Result<MapId, Failure> {
    let parameters = machine.heap().map(MapKind::Linked)?;
    for (kind, pairs) in
        [("path", input.path_parameters()), ("querystring", input.query_parameters()), ("header", input.headers())]
    {
        let map = map_of_pairs(machine, pairs, MapKind::Linked)?;
        machine.heap().put_text(parameters, kind, Value::Map(map))?;
    }
    Ok(parameters)
}

/// A map of strings; the last of several values of one name counts.
fn map_of_pairs<'t>(machine: &mut Machine<'t>, pairs: Pairs<'t>, kind: MapKind) -> Result<MapId, Failure> {
    let map = machine.heap().map(kind)?;
    for (name, value) in pairs {
        let value = Value::String(text_of(value));
        machine.heap().put_text(map, text_of(name), value)?;
    }
    Ok(map)
}
