//! The methods of an API in Java: `GetPetResult getPet(GetPetRequest)`.

use std::fmt::Write;

use serde_json::json;

use super::Project;
use super::class::{Field, FieldNames, Type, accessors, identifier};
use super::classes::{ClassNames, Classes, class_name};
use crate::control::rest::sdk::methods::{Method, Place, upper_camel};

/// A method with a name, `GetPet`, that no other has.
pub(super) type Named<'m> = (String, &'m Method);

/// Names methods.
pub(super) fn named<'m>(methods: &'m [Method], names: &mut ClassNames) -> Vec<Named<'m>> {
    let wanted = |method: &Method| match &method.operation_name {
        Some(name) => class_name(name),
        // The guide calls them getApiRoot and getABOp.
        None => {
            let path = method.camel_path().map_or_else(|| "ApiRoot".to_owned(), |path| upper_camel(&path));
            format!("{}{path}", upper_camel(&method.verb.to_ascii_lowercase()))
        }
    };
    methods.iter().map(|method| (names.take_operation(&wanted(method)), method)).collect()
}

/// The interface of the client and the client, each with all methods.
pub(super) fn write(project: &Project<'_>, methods: &[Named<'_>], classes: &mut Classes<'_>) -> (String, String) {
    let Project { package, service, .. } = project;
    let (mut declared, mut defined) = (String::new(), String::new());
    for (class, method) in methods {
        let operation = Operation::new(class, method, classes);
        operation.declare(&mut declared);
        operation.define(&mut defined);
        classes.add(&format!("{}Request", operation.class), operation.request(package));
        classes.add(&format!("{}Result", operation.class), operation.result(package));
    }
    let imports = if methods.is_empty() { String::new() } else { format!("import {package}.model.*;\n") };
    let interface = format!(
        "package {package};\n\n{imports}\n/** A client of the API. */\npublic interface {service} {{\n    \
         static {service}ClientBuilder builder() {{\n        return new {service}ClientBuilder();\n    }}\n{declared}\n    \
         /** Nothing has to be freed; connections end by themselves. */\n    default void shutdown() {{\n    }}\n}}\n"
    );
    let json = if defined.contains("Json.") { format!("import {package}.core.Json;\n") } else { String::new() };
    let client = format!(
        "package {package};\n\nimport {package}.core.Call;\n{json}import {package}.core.Transport;\n{imports}\n\
         final class {service}Client implements {service} {{\n    private final Transport transport;\n\n    \
         {service}Client(Transport transport) {{\n        this.transport = transport;\n    }}\n{defined}}}\n"
    );
    (interface, client)
}

/// A method with its names in Java.
struct Operation<'m> {
    method: &'m Method,
    /// `getPet`.
    name: String,
    /// `GetPet`.
    class: &'m str,
    /// What its request holds: its parameters, then its body.
    fields: Vec<Field>,
    /// What makes JSON of its body.
    body: Option<String>,
    /// What its result holds, by the name of its model.
    answer: Option<Field>,
}

impl<'m> Operation<'m> {
    fn new(class: &'m str, method: &'m Method, classes: &mut Classes<'_>) -> Operation<'m> {
        let mut names = FieldNames::taken(&["headers", "queryParams"]);
        let mut fields: Vec<Field> = Vec::new();
        for parameter in &method.parameters {
            // Parameters of one name in several places are set once.
            if !fields.iter().any(|field| field.wire == parameter.name) {
                fields.push(names.field(&parameter.name, Type::Text));
            }
        }
        let takes_body = !matches!(method.verb.as_str(), "GET" | "HEAD");
        let body = method.request_model.as_ref().filter(|_| takes_body).map(|model| {
            let wire = if names.contains(model) { format!("{model}Body") } else { model.clone() };
            let field = names.field(&wire, classes.model(model));
            let written = field.kind.written(&format!("request.{}()", field.getter()));
            fields.push(field);
            written
        });
        let mut names = FieldNames::taken(&["body", "fromJson"]);
        let answer = method.response_model.as_ref().map(|model| names.field(model, classes.model(model)));
        Operation { method, name: identifier(class), class, fields, body, answer }
    }

    fn declare(&self, code: &mut String) {
        let Operation { method, name, class, .. } = self;
        let _ = write!(
            code,
            "\n    /** {} {} */\n    {class}Result {name}({class}Request request);\n",
            method.verb,
            method.path.replace("*/", "* /")
        );
    }

    fn define(&self, code: &mut String) {
        let Operation { method, name, class, .. } = self;
        let mut call = String::new();
        for parameter in &method.parameters {
            let place = match parameter.place {
                Place::Path => "path",
                Place::Query => "query",
                Place::Header => "header",
            };
            let Some(field) = self.fields.iter().find(|field| field.wire == parameter.name) else { continue };
            let _ = write!(call, "\n            .{place}({}, request.{}())", json!(parameter.name), field.getter());
        }
        call.push_str("\n            .all(request.headers(), request.queryParams())");
        if let Some(body) = &self.body {
            let _ = write!(call, "\n            .body({body})");
        }
        let _ = write!(
            code,
            "\n    @Override\n    public {class}Result {name}({class}Request request) {{\n        \
             return {class}Result.fromJson(transport.send(new Call({}, {}){call}));\n    }}\n",
            json!(method.verb),
            json!(method.path),
        );
    }

    /// The class of its request; it also takes what the method does not declare.
    fn request(&self, package: &str) -> String {
        let class = format!("{}Request", self.class);
        format!(
            "package {package}.model;\n\nimport java.util.LinkedHashMap;\nimport java.util.Map;\n\npublic class {class} {{\n    \
             private final Map<String, String> headers = new LinkedHashMap<>();\n    \
             private final Map<String, String> queryParams = new LinkedHashMap<>();\n{}\n    \
             /** A header that the method does not declare. */\n    \
             public {class} customHeader(String name, String value) {{\n        headers.put(name, value);\n        return this;\n    }}\n\n    \
             /** A query parameter that the method does not declare. */\n    \
             public {class} customQueryParam(String name, String value) {{\n        queryParams.put(name, value);\n        \
             return this;\n    }}\n\n    public Map<String, String> headers() {{\n        return headers;\n    }}\n\n    \
             public Map<String, String> queryParams() {{\n        return queryParams;\n    }}\n}}\n",
            accessors(&class, &self.fields)
        )
    }

    /// The class of its result: `getResult()` where its model is `Result`, and the answer as it is.
    fn result(&self, package: &str) -> String {
        let class = format!("{}Result", self.class);
        let fields: &[Field] = self.answer.as_slice();
        let read: String =
            fields.iter().map(|field| format!("        result.{} = {};\n", field.name(), field.kind.read("json"))).collect();
        let import = if read.contains("Json.") { format!("import {package}.core.Json;\n\n") } else { String::new() };
        format!(
            "package {package}.model;\n\n{import}public class {class} {{\n    private Object body;\n{}\n    \
             public static {class} fromJson(Object json) {{\n        {class} result = new {class}();\n        result.body = json;\n{read}        \
             return result;\n    }}\n\n    /** The whole answer: JSON as maps and lists, or text. */\n    \
             public Object body() {{\n        return body;\n    }}\n}}\n",
            accessors(&class, fields)
        )
    }
}
