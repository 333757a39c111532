//! `$input`

use std::cell::OnceCell;

use crate::expr::json_path::{Document, Found, Item, JsonPath, Kind, Missing};
use crate::vtl::{Failure, Heap, HostObject, JsonStyle, Machine, MapId, MapKind, Text, Value, write_json};

use super::objects::{parameters, text_of};
use super::{MappingInput, exception, lenient_json};

/// The payload and the parameters.
pub(super) struct Input<'t> {
    source: &'t dyn MappingInput,
    body: OnceCell<Text<'t>>,
    /// The parsed body; `None` if it cannot be parsed.
    root: OnceCell<Option<Value<'t>>>,
    params: OnceCell<MapId>,
}

impl<'t> Input<'t> {
    pub(super) fn new(source: &'t dyn MappingInput) -> Self {
        Self { source, body: OnceCell::new(), root: OnceCell::new(), params: OnceCell::new() }
    }

    fn body(&self) -> Text<'t> {
        let read = || match self.source.body() {
            body if body.is_empty() => Text::Borrowed("{}"),
            body => text_of(body),
        };
        self.body.get_or_init(read).clone()
    }

    fn root(&self, machine: &mut Machine<'t>) -> Result<Option<Value<'t>>, Failure> {
        if let Some(root) = self.root.get() {
            return Ok(root.clone());
        }
        let root = match lenient_json::parse(&self.body(), machine.heap()) {
            Ok(root) => Some(root),
            Err(Failure::Exception(_)) => None,
            Err(failure) => return Err(failure),
        };
        Ok(self.root.get_or_init(|| root).clone())
    }

    /// The value at a path; `None` if there is nothing.
    fn path(&self, path: &str, machine: &mut Machine<'t>) -> Result<Option<Value<'t>>, Failure> {
        let compiled = JsonPath::parse(path).map_err(|error| exception(error.to_string()))?;
        let Some(root) = self.root(machine)? else { return Ok(None) };
        if matches!(root, Value::Null) {
            return Err(exception("java.lang.IllegalArgumentException: json can not be null"));
        }
        let heap = machine.heap();
        heap.spend(path.len())?;
        let found = match compiled.find(heap, &root) {
            Ok(found) => found,
            Err(Missing::NotFound | Missing::Inapplicable) => return Ok(None),
            Err(Missing::NotANumber(text)) => return Err(exception(format!("java.lang.NumberFormatException: {text:?}"))),
            Err(Missing::TooMuch) => return Err(Failure::TooManySteps),
        };
        Ok(Some(match found {
            Found::One(item) => item_value(heap, item)?,
            Found::Many(items) => {
                let items = items.into_iter().map(|item| item_value(heap, item)).collect::<Result<Vec<_>, _>>()?;
                heap.spend(items.len())?;
                Value::List(heap.list(items, true)?)
            }
            Found::Length(length) => Value::Integer(i32::try_from(length).unwrap_or(i32::MAX)),
        }))
    }

    fn json(&self, path: &str, machine: &mut Machine<'t>) -> Result<Value<'t>, Failure> {
        match self.path(path, machine)? {
            None | Some(Value::Null) => Ok(Value::text("\"\"")),
            Some(value) => {
                let mut text = String::new();
                write_json(machine.heap(), &value, JsonStyle::PlainSlash, &mut text, 0)?;
                machine.heap().string(text)
            }
        }
    }

    fn params(&self, machine: &mut Machine<'t>) -> Result<MapId, Failure> {
        if let Some(params) = self.params.get() {
            return Ok(*params);
        }
        let params = parameters(machine, self.source)?;
        Ok(*self.params.get_or_init(|| params))
    }

    /// A parameter by name: of the path, else of the query string, else a header, else an empty string.
    fn param(&self, name: &str, machine: &mut Machine<'t>) -> Result<Value<'t>, Failure> {
        let params = self.params(machine)?;
        let heap = machine.heap();
        for kind in ["path", "querystring", "header"] {
            if let Some(Value::Map(map)) = heap.get(params, kind).cloned()
                && let Some(value) = heap.get(map, name)
                && !matches!(value, Value::Null)
            {
                return Ok(value.clone());
            }
        }
        Ok(Value::empty())
    }
}

impl<'t> HostObject<'t> for Input<'t> {
    fn class_name(&self) -> &'static str {
        "Input"
    }

    fn property(&self, name: &str, _machine: &mut Machine<'t>) -> Result<Option<Value<'t>>, Failure> {
        Ok((name == "body").then(|| Value::String(self.body())))
    }

    fn call(&self, name: &str, arguments: &[Value<'t>], machine: &mut Machine<'t>) -> Result<Option<Value<'t>>, Failure> {
        match (name, arguments) {
            ("getBody", []) => Ok(Some(Value::String(self.body()))),
            ("path", [Value::String(path)]) => self.path(path, machine),
            ("json", [Value::String(path)]) => self.json(path, machine).map(Some),
            ("params", []) => Ok(Some(Value::Map(self.params(machine)?))),
            ("params", [Value::String(name)]) => self.param(name, machine).map(Some),
            _ => Ok(None),
        }
    }
}

fn item_value<'t>(heap: &mut Heap<'t>, item: Item<Value<'t>>) -> Result<Value<'t>, Failure> {
    match item {
        Item::Node(value) => Ok(value),
        Item::Members(members) => {
            let map = heap.map(MapKind::Linked)?;
            for (name, value) in members {
                heap.put_text(map, name, value)?;
            }
            Ok(Value::Map(map))
        }
    }
}

impl<'t> Document for Heap<'t> {
    type Node = Value<'t>;

    fn kind(&self, node: &Value<'t>) -> Kind {
        match node {
            Value::Null => Kind::Null,
            Value::Boolean(_) => Kind::Boolean,
            Value::Map(_) => Kind::Object,
            Value::List(_) => Kind::Array,
            value if value.is_number() => Kind::Number,
            _ => Kind::String,
        }
    }

    fn member(&self, node: &Value<'t>, name: &str) -> Option<Value<'t>> {
        match node {
            Value::Map(map) => self.get(*map, name).cloned(),
            _ => None,
        }
    }

    fn names(&self, node: &Value<'t>) -> Vec<String> {
        let Value::Map(map) = node else { return Vec::new() };
        let name = |key: &Value<'t>| match key {
            Value::String(name) => Some(name.to_string()),
            _ => None,
        };
        self.entries(*map).iter().filter_map(|(key, _)| name(key)).collect()
    }

    fn length(&self, node: &Value<'t>) -> usize {
        match node {
            Value::List(list) => self.items(*list).len(),
            _ => 0,
        }
    }

    fn element(&self, node: &Value<'t>, index: usize) -> Option<Value<'t>> {
        match node {
            Value::List(list) => self.items(*list).get(index).cloned(),
            _ => None,
        }
    }

    fn text(&self, node: &Value<'t>) -> String {
        match node {
            Value::String(text) => text.to_string(),
            Value::Boolean(value) => value.to_string(),
            Value::Integer(value) => value.to_string(),
            Value::Long(value) => value.to_string(),
            Value::BigInteger(value) => value.to_string(),
            Value::Decimal(value) => value.to_string(),
            Value::Double(value) => crate::vtl::double_text(*value),
            _ => String::new(),
        }
    }
}
