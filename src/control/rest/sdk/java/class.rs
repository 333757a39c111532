//! Classes of Java, from the models of an API: a field for each property, with what reads it from JSON and writes it.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::control::rest::sdk::methods::{lower_camel, upper_camel};

/// Words that name nothing in Java.
const RESERVED: [&str; 54] = [
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extends",
    "false",
    "final",
    "finally",
    "float",
    "for",
    "goto",
    "if",
    "implements",
    "import",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "short",
    "static",
    "strictfp",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "transient",
    "true",
    "try",
    "var",
    "void",
    "volatile",
    "while",
];

/// A type of Java, as JSON comes to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Decimal,
    Integer,
    Boolean,
    /// Whatever JSON may be: what a schema says too little of.
    Any,
    List(Box<Type>),
    Class(String),
}

/// A property of a class.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name in JSON.
    pub(super) wire: String,
    pub(super) kind: Type,
}

/// The classes that have been asked for.
pub(super) struct Classes<'m> {
    models: &'m Map<String, Value>,
    known: HashSet<String>,
    written: BTreeMap<String, String>,
}

impl<'m> Classes<'m> {
    pub(super) fn new(models: &'m Map<String, Value>) -> Classes<'m> {
        Classes { models, known: HashSet::new(), written: BTreeMap::new() }
    }

    /// The classes with their names.
    pub(super) fn written(self) -> impl Iterator<Item = (String, String)> {
        self.written.into_iter()
    }

    /// Adds a class that is no model.
    pub(super) fn add(&mut self, name: &str, code: String) {
        self.written.insert(name.to_owned(), code);
    }

    /// The type of a model.
    pub(super) fn model(&mut self, name: &str) -> Type {
        let models = self.models;
        match models.get(name) {
            Some(schema) => self.of(schema, &upper_camel(name), schema),
            None => Type::Any,
        }
    }

    /// The type of a schema in `root`; an object becomes the class `name`.
    fn of(&mut self, schema: &Value, name: &str, root: &Value) -> Type {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let named = reference.rsplit('/').next().unwrap_or_default();
            return match reference.strip_prefix('#') {
                None => self.model(named),
                Some("") => Type::Class(name.to_owned()),
                Some(pointer) => match root.pointer(pointer) {
                    Some(definition) => self.of(&definition.clone(), &upper_camel(named), root),
                    None => Type::Any,
                },
            };
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("string") => Type::Text,
            Some("number") => Type::Decimal,
            Some("integer") => Type::Integer,
            Some("boolean") => Type::Boolean,
            Some("array") => {
                let element = schema.get("items").map_or(Type::Any, |items| self.of(items, &format!("{name}Item"), root));
                Type::List(Box::new(element))
            }
            _ => match schema.get("properties").and_then(Value::as_object) {
                Some(properties) => self.class(properties, name, root),
                None => Type::Any,
            },
        }
    }

    fn class(&mut self, properties: &Map<String, Value>, name: &str, root: &Value) -> Type {
        // It is known before its fields are: they may be of its own type.
        if self.known.insert(name.to_owned()) {
            let fields: Vec<Field> = properties
                .iter()
                .map(|(wire, schema)| Field {
                    wire: wire.clone(),
                    kind: self.of(schema, &format!("{name}{}", upper_camel(wire)), root),
                })
                .collect();
            self.written.insert(name.to_owned(), of_fields(name, &fields));
        }
        Type::Class(name.to_owned())
    }
}

impl Type {
    /// As Java writes it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Text => "String".to_owned(),
            Self::Decimal => "Double".to_owned(),
            Self::Integer => "Integer".to_owned(),
            Self::Boolean => "Boolean".to_owned(),
            Self::Any => "Object".to_owned(),
            Self::List(element) => format!("java.util.List<{}>", element.name()),
            Self::Class(name) => name.clone(),
        }
    }

    /// What makes it of the JSON that an expression gives.
    pub(super) fn read(&self, from: &str) -> String {
        match self {
            Self::Text => format!("Json.string({from})"),
            Self::Decimal => format!("Json.decimal({from})"),
            Self::Integer => format!("Json.integer({from})"),
            Self::Boolean => format!("Json.bool({from})"),
            Self::Any => from.to_owned(),
            Self::List(element) => format!("Json.list({from}, (Object one) -> {})", element.read("one")),
            Self::Class(name) => format!("{name}.fromJson({from})"),
        }
    }

    /// What makes JSON of an expression of it.
    pub(super) fn written(&self, from: &str) -> String {
        match self {
            Self::List(element) => format!("Json.list({from}, ({} one) -> (Object) {})", element.name(), element.written("one")),
            Self::Class(_) => format!("({from} == null ? null : {from}.toJson())"),
            _ => from.to_owned(),
        }
    }
}

/// The class of a model.
fn of_fields(name: &str, fields: &[Field]) -> String {
    let mut code = format!(
        "package {{package}}.model;\n\nimport {{package}}.core.Json;\nimport java.util.LinkedHashMap;\nimport java.util.Map;\n\n\
         public class {name} {{\n"
    );
    code.push_str(&accessors(name, fields));
    let (mut read, mut written) = (String::new(), String::new());
    for Field { wire, kind } in fields {
        let (wire, name) = (json!(wire), identifier(wire));
        // Writing to a string cannot fail.
        let _ = writeln!(read, "        read.{name} = {};", kind.read(&format!("Json.member(json, {wire})")));
        let _ = writeln!(
            written,
            "        if ({name} != null) {{\n            json.put({wire}, {});\n        }}",
            kind.written(&name)
        );
    }
    let _ = write!(
        code,
        "\n    /** Reads what Json gives; null when that is no object. */\n    public static {name} fromJson(Object json) {{\n        \
         if (!(json instanceof Map)) {{\n            return null;\n        }}\n        {name} read = new {name}();\n{read}        \
         return read;\n    }}\n\n    /** What Json writes; properties that are not set are left out. */\n    \
         public Map<String, Object> toJson() {{\n        Map<String, Object> json = new LinkedHashMap<>();\n{written}        \
         return json;\n    }}\n}}\n"
    );
    code
}

/// Private fields with what gets and sets them: `getA`, `setA`, and `a`, which can be chained.
pub(super) fn accessors(class: &str, fields: &[Field]) -> String {
    let mut code = String::new();
    for Field { wire, kind } in fields {
        let _ = writeln!(code, "    private {} {};", kind.name(), identifier(wire));
    }
    for Field { wire, kind } in fields {
        let (name, capital, kind) = (identifier(wire), upper_camel(wire), kind.name());
        // Every object has a getClass already.
        let getter = if capital == "Class" { "getClassValue".to_owned() } else { format!("get{capital}") };
        let _ = write!(
            code,
            "\n    public {kind} {getter}() {{\n        return {name};\n    }}\n\n    public void set{capital}({kind} {name}) {{\n        \
             this.{name} = {name};\n    }}\n\n    public {class} {name}({kind} {name}) {{\n        this.{name} = {name};\n        \
             return this;\n    }}\n"
        );
    }
    code
}

/// The name of a property or parameter in Java.
pub(super) fn identifier(wire: &str) -> String {
    let name = lower_camel(wire);
    match name.chars().next() {
        None => "value".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("_{name}"),
        _ if RESERVED.contains(&name.as_str()) => format!("{name}Value"),
        _ => name,
    }
}

/// Whether a text can name something in Java.
pub(super) fn is_identifier(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !RESERVED.contains(&text)
}
