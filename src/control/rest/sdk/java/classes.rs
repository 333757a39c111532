//! The classes that models become: one for each object, under a name that no other class has.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use serde_json::{Map, Value};

use super::class::{Field, FieldNames, Type, of_fields};
use crate::control::rest::sdk::methods::upper_camel;
use crate::control::rest::sdk::writing::unique;

/// Names that the sources of the classes use for something else.
const FOREIGN: [&str; 9] = ["Boolean", "Double", "Integer", "Json", "LinkedHashMap", "Map", "Object", "Override", "String"];

/// So many references and lists are followed from a property to its type; what lies deeper may be anything.
const DEEPEST: usize = 100;

/// Where a schema stands.
#[derive(Clone, Copy)]
struct At<'m> {
    schema: &'m Value,
    /// The whole model.
    root: &'m Value,
}

/// The names of the classes.
pub(super) struct ClassNames {
    /// In small letters: there are file systems to which `Pets.java` and `pets.java` are one.
    taken: HashSet<String>,
}

/// The classes that have been asked for.
pub(super) struct Classes<'m> {
    package: &'m str,
    models: &'m Map<String, Value>,
    names: ClassNames,
    /// The names of the objects, by where their schemas are in memory.
    named: HashMap<*const Value, String>,
    /// The objects that have been asked for.
    known: HashSet<*const Value>,
    /// Those of them that are to be written.
    waiting: VecDeque<(String, At<'m>)>,
    written: BTreeMap<String, String>,
}

impl ClassNames {
    pub(super) fn new() -> ClassNames {
        ClassNames { taken: FOREIGN.iter().map(|name| name.to_ascii_lowercase()).collect() }
    }

    /// A name for a model.
    fn take(&mut self, wanted: &str) -> String {
        unique(wanted, |name| self.taken.insert(name.to_ascii_lowercase()))
    }

    /// A name for an operation, whose request and result are named after it.
    pub(super) fn take_operation(&mut self, wanted: &str) -> String {
        unique(wanted, |name| {
            let classes = ["request", "result"].map(|class| format!("{}{class}", name.to_ascii_lowercase()));
            let free = classes.iter().all(|class| !self.taken.contains(class));
            if free {
                self.taken.extend(classes);
            }
            free
        })
    }
}

impl<'m> Classes<'m> {
    /// None yet; those of models come before others to their names, after what has been taken of `names`.
    pub(super) fn new(package: &'m str, models: &'m Map<String, Value>, mut names: ClassNames) -> Classes<'m> {
        let named = models.iter().map(|(name, schema)| (std::ptr::from_ref(schema), names.take(&class_name(name)))).collect();
        Classes { package, models, names, named, known: HashSet::new(), waiting: VecDeque::new(), written: BTreeMap::new() }
    }

    /// The classes with their names.
    pub(super) fn written(mut self) -> impl Iterator<Item = (String, String)> {
        while let Some((name, at)) = self.waiting.pop_front() {
            let mut names = FieldNames::taken(&["fromJson"]);
            let properties = at.schema.get("properties").and_then(Value::as_object);
            let fields: Vec<Field> = properties
                .into_iter()
                .flatten()
                .map(|(wire, schema)| {
                    let kind = self.of(At { schema, ..at }, format!("{name}{}", upper_camel(wire)));
                    names.field(wire, kind)
                })
                .collect();
            self.written.insert(name.clone(), of_fields(self.package, &name, &fields));
        }
        self.written.into_iter()
    }

    /// Adds a class that is no model.
    pub(super) fn add(&mut self, name: &str, code: String) {
        self.written.insert(name.to_owned(), code);
    }

    /// The type of a model.
    pub(super) fn model(&mut self, name: &str) -> Type {
        match self.models.get(name) {
            Some(schema) => self.of(At { schema, root: schema }, class_name(name)),
            None => Type::Any,
        }
    }

    /// The type of a schema; an object becomes the class `name`. What leads back to itself before there is an object may be
    /// anything.
    fn of(&mut self, mut at: At<'m>, mut name: String) -> Type {
        let mut within: Vec<&Value> = Vec::new();
        let mut lists = 0;
        let kind = loop {
            if within.len() == DEEPEST || within.iter().any(|schema| std::ptr::eq(*schema, at.schema)) {
                break Type::Any;
            }
            within.push(at.schema);
            if let Some(reference) = at.schema.get("$ref").and_then(Value::as_str) {
                let Some(referred) = at.referred(reference, self.models) else { break Type::Any };
                name = class_name(last(reference));
                at = referred;
                continue;
            }
            match at.schema.get("type").and_then(Value::as_str) {
                Some("string") => break Type::Text,
                Some("number") => break Type::Decimal,
                Some("integer") => break Type::Integer,
                Some("boolean") => break Type::Boolean,
                Some("array") => {
                    lists += 1;
                    let Some(items) = at.schema.get("items") else { break Type::Any };
                    name.push_str("Item");
                    at = At { schema: items, ..at };
                }
                _ if at.schema.get("properties").is_some_and(Value::is_object) => break self.class(at, &name),
                _ => break Type::Any,
            }
        };
        (0..lists).fold(kind, |kind, _| Type::List(Box::new(kind)))
    }

    fn class(&mut self, at: At<'m>, wanted: &str) -> Type {
        let schema = std::ptr::from_ref(at.schema);
        let name = self.named.entry(schema).or_insert_with(|| self.names.take(wanted)).clone();
        if self.known.insert(schema) {
            self.waiting.push_back((name.clone(), at));
        }
        Type::Class(name)
    }
}

impl<'m> At<'m> {
    /// What it refers to: a part of its own model, or another model.
    fn referred(self, reference: &str, models: &'m Map<String, Value>) -> Option<At<'m>> {
        match reference.strip_prefix('#') {
            Some(pointer) => Some(At { schema: self.root.pointer(pointer)?, ..self }),
            None => models.get(last(reference)).map(|schema| At { schema, root: schema }),
        }
    }
}

fn last(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or_default()
}

/// The name of a class in Java.
pub(super) fn class_name(text: &str) -> String {
    let name = upper_camel(text);
    match name.chars().next() {
        None => "Value".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("Value{name}"),
        Some(_) => name,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reference(model: &str) -> Value {
        json!({"$ref": format!("https://apigateway.amazonaws.com/restapis/a1b2c3/models/{model}")})
    }

    /// The types of models in Java, and the classes that are written for them.
    fn written<const N: usize>(models: Value, asked: [&str; N]) -> ([String; N], Vec<String>) {
        let Value::Object(models) = models else { panic!("no models") };
        let mut classes = Classes::new("shop", &models, ClassNames::new());
        let types = asked.map(|model| classes.model(model).name());
        (types, classes.written().map(|(name, _)| name).collect())
    }

    #[test]
    fn a_list_of_itself_is_a_list_of_anything() {
        for items in [reference("Self"), json!({"$ref": "#"})] {
            let models = json!({"Self": {"type": "array", "items": items}});
            assert_eq!(written(models, ["Self"]), (["java.util.List<Object>".to_owned()], vec![]));
        }
    }

    #[test]
    fn models_that_are_each_other_may_be_anything() {
        let models = json!({"A": reference("B"), "B": reference("A")});
        assert_eq!(written(models, ["A", "B"]), (["Object", "Object"].map(str::to_owned), vec![]));
    }

    #[test]
    fn a_definition_that_is_itself_may_be_anything() {
        let models = json!({"A": {"$ref": "#/definitions/n", "definitions": {"n": {"$ref": "#/definitions/n"}}}});
        assert_eq!(written(models, ["A"]), (["Object".to_owned()], vec![]));
    }

    // A stack holds no such chain.
    #[test]
    fn models_without_end_are_followed_so_far() {
        let chain = |of: fn(&Value) -> Value| {
            let models = (0..10_000).map(|index| (format!("M{index}"), of(&reference(&format!("M{}", index + 1)))));
            Value::Object(models.collect())
        };
        assert_eq!(written(chain(Value::clone), ["M0"]), (["Object".to_owned()], vec![]));
        let objects = chain(|next| json!({"type": "object", "properties": {"next": next}}));
        assert_eq!(written(objects, ["M0"]).1.len(), 10_000);
    }

    #[test]
    fn objects_of_their_own_kind_are_one_class() {
        let node = json!({"properties": {"next": {"$ref": "#"}, "kids": {"type": "array", "items": {"$ref": "#"}}}});
        assert_eq!(written(json!({"node": node}), ["node"]), (["Node".to_owned()], vec!["Node".to_owned()]));
        let mutual = json!({"A": {"properties": {"b": reference("B")}}, "B": {"properties": {"a": reference("A")}}});
        assert_eq!(written(mutual, ["A"]), (["A".to_owned()], vec!["A".to_owned(), "B".to_owned()]));
    }

    #[test]
    fn names_are_unique_and_valid() {
        let object = json!({"properties": {}});
        let pet = json!({"properties": {"owner": object}});
        let models = json!({"Pet": pet, "PetOwner": object, "1st": object, "string": object});
        let (types, classes) = written(models, ["Pet", "PetOwner", "1st", "string"]);
        assert_eq!(types, ["Pet", "PetOwner", "Value1st", "String2"]);
        assert_eq!(classes, ["Pet", "PetOwner", "PetOwner2", "String2", "Value1st"]);
    }

    #[test]
    fn an_operation_takes_the_names_of_its_request_and_result() {
        let mut names = ClassNames::new();
        assert_eq!(
            ["GetPetsList", "GetPetslist", "GetPets"].map(|wanted| names.take_operation(wanted)),
            ["GetPetsList", "GetPetslist2", "GetPets"]
        );
        assert_eq!(names.take("GetPetsResult"), "GetPetsResult2");
    }
}
