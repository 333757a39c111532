//! Classes of Java, from the models of an API: a field for each property, with what reads it from JSON and writes it.

use std::collections::HashSet;
use std::fmt::Write;

use serde_json::json;

use crate::control::rest::sdk::methods::{lower_camel, upper_camel};
use crate::control::rest::sdk::writing::unique;

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
    /// Its name as one word, `petName`, which no other property has.
    word: String,
}

/// The names of the properties of a class.
pub(super) struct FieldNames(HashSet<String>);

impl FieldNames {
    /// Without those that the class has already.
    pub(super) fn taken(names: &[&str]) -> FieldNames {
        FieldNames(names.iter().map(|name| (*name).to_owned()).collect())
    }

    /// A property, with a name that no other has.
    pub(super) fn field(&mut self, wire: &str, kind: Type) -> Field {
        let word = lower_camel(wire);
        let word = unique(if word.is_empty() { "value" } else { &word }, |word| self.0.insert(identifier(word)));
        Field { wire: wire.to_owned(), kind, word }
    }

    /// Whether a property has the name that this one would have.
    pub(super) fn contains(&self, wire: &str) -> bool {
        self.0.contains(&identifier(wire))
    }
}

impl Field {
    /// Its name in Java.
    pub(super) fn name(&self) -> String {
        identifier(&self.word)
    }

    /// What gets it.
    pub(super) fn getter(&self) -> String {
        match upper_camel(&self.word).as_str() {
            // Every object has a getClass already.
            "Class" => "getClassValue".to_owned(),
            capital => format!("get{capital}"),
        }
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
            Self::List(element) => {
                let one = self.element();
                format!("Json.list({from}, (Object {one}) -> {})", element.read(&one))
            }
            Self::Class(name) => format!("{name}.fromJson({from})"),
        }
    }

    /// What makes JSON of an expression of it.
    pub(super) fn written(&self, from: &str) -> String {
        match self {
            Self::List(element) => {
                let one = self.element();
                // What is of every type has its type already.
                let cast = if **element == Self::Any { "" } else { "(Object) " };
                format!("Json.list({from}, ({} {one}) -> {cast}{})", element.name(), element.written(&one))
            }
            Self::Class(_) => format!("({from} == null ? null : {from}.toJson())"),
            _ => from.to_owned(),
        }
    }

    /// What an element of a list is called; those of the lists within it have other names.
    fn element(&self) -> String {
        match self {
            Self::List(element) => format!("{}e", element.element()),
            _ => "on".to_owned(),
        }
    }
}

/// The class of a model.
pub(super) fn of_fields(package: &str, name: &str, fields: &[Field]) -> String {
    let mut code = format!(
        "package {package}.model;\n\nimport {package}.core.Json;\nimport java.util.LinkedHashMap;\nimport java.util.Map;\n\n\
         public class {name} {{\n"
    );
    code.push_str(&accessors(name, fields));
    let (mut read, mut written) = (String::new(), String::new());
    for field in fields {
        let (wire, kind, name) = (json!(field.wire), &field.kind, field.name());
        // Writing to a string cannot fail.
        let _ = writeln!(read, "        read.{name} = {};", kind.read(&format!("Json.member(json, {wire})")));
        let _ = writeln!(
            written,
            "        if (this.{name} != null) {{\n            json.put({wire}, {});\n        }}",
            kind.written(&format!("this.{name}"))
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
    for field in fields {
        let _ = writeln!(code, "    private {} {};", field.kind.name(), field.name());
    }
    for field in fields {
        let (name, getter, capital, kind) = (field.name(), field.getter(), upper_camel(&field.word), field.kind.name());
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
