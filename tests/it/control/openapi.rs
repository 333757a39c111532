//! Definitions, read without a store: whatever they hold, reading ends and nothing panics.

use apigw_emulator::control::openapi::http::HttpDefinition;
use apigw_emulator::control::openapi::rest::{Options, RestDefinition};
use apigw_emulator::control::openapi::source::{self, Malformed, Variables};
use apigw_emulator::control::openapi::{BasePath, Definition};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const VARIABLES: Variables<'static> = Variables { account: "111122223333", partition: "aws", region: "us-east-1" };
const ALL: Options = Options { base_path: BasePath::Prepend, documentation: true };

fn read(text: &str) -> Result<Map<String, Value>, Malformed> {
    source::read(text.as_bytes(), &VARIABLES)
}

fn rest(definition: &Value) -> RestDefinition {
    let definition = Definition::new(read(&definition.to_string()).unwrap()).unwrap();
    RestDefinition::read(&definition, ALL)
}

// Developer guide, "AWS variables for OpenAPI import".
#[test]
fn aws_variables_have_the_values_of_the_caller() {
    let read = read("a: arn:${AWS::Partition}:x:${AWS::Region}:${AWS::AccountId}:y").unwrap();
    assert_eq!(read["a"], "arn:aws:x:us-east-1:111122223333:y");
}

// Recorded: test_import_with_integer_http_status_code.
#[test]
fn numbers_are_names_and_texts_in_yaml() {
    let definition = json!({"openapi": "3.0.1", "info": {"title": "t", "version": 1.5}});
    assert_eq!(rest(&definition).api["version"], "1.5");
    let text = "openapi: 3.0.1\npaths: {/a: {get: {responses: {200: {description: x}}, x-amazon-apigateway-integration: {type: mock, responses: {default: {statusCode: 200}}}}}}\n";
    let read = RestDefinition::read(&Definition::new(read(text).unwrap()).unwrap(), ALL);
    let method = &read.resources["/a"][0];
    assert_eq!(method.responses[0]["statusCode"], "200");
    assert_eq!(method.integration.as_ref().unwrap().responses[0]["statusCode"], "200");
}

#[test]
fn yaml_and_json_of_one_definition_are_the_same() {
    let definition = json!({"openapi": "3.0.1", "paths": {"/a": {"get": {"description": "a: b # c\n- d", "x": [null, true, "true", "1", 1.5, "~", ""]}}}});
    let printed = source::print_yaml(definition.as_object().unwrap()).unwrap();
    assert_eq!(Value::Object(read(&printed).unwrap()), definition, "{printed}");
}

#[test]
fn every_definition_of_the_fixtures_is_the_same_in_yaml() {
    for kind in ["rest", "http"] {
        let folder = format!("{}/fixtures/openapi/{kind}", env!("CARGO_MANIFEST_DIR"));
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        for file in files.filter(|file| !file.to_string_lossy().ends_with(".calls.json")) {
            let definition = read(&std::fs::read_to_string(&file).unwrap()).unwrap();
            let printed = source::print_yaml(&definition).unwrap();
            assert_eq!(read(&printed), Ok(definition), "{}\n{printed}", file.display());
        }
    }
}

#[test]
fn aliases_are_what_they_stand_for_and_no_bombs() {
    assert_eq!(read("a: &x {b: 1}\nc: *x\n").unwrap()["c"], json!({"b": 1}));
    let doubled: String = (1..30).map(|level| format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1)).collect();
    assert!(matches!(read(&format!("a0: &a0 [x, x]\n{doubled}")), Err(Malformed::Unreadable(_))));
    assert!(matches!(read("a: &a [*a]\n"), Err(Malformed::Unreadable(_))));
}

#[test]
fn what_nests_too_deep_is_malformed() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let text = format!("{{\"x\": {}1{}}}", open.repeat(100_000), close.repeat(100_000));
        assert!(matches!(read(&text), Err(Malformed::Unreadable(_))));
    }
    let indented: String = (0..5_000).map(|depth| format!("{}- \n", " ".repeat(depth))).collect();
    assert!(matches!(read(&indented), Err(Malformed::Unreadable(_))));
}

#[test]
fn references_in_circles_are_read_to_their_end() {
    let definition = json!({"openapi": "3.0.1",
        "components": {
            "schemas": {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}},
            "parameters": {"P": {"$ref": "#/components/parameters/P"}},
            "responses": {"R": {"$ref": "#/components/responses/R"}}
        },
        "paths": {"/a": {"get": {"parameters": [{"$ref": "#/components/parameters/P"}],
            "responses": {"200": {"$ref": "#/components/responses/R"}},
            "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}}}}});
    let read = rest(&definition);
    assert_eq!(read.resources["/a"][0].members["requestModels"], json!({"application/json": "A"}));
    assert!(read.errors.is_empty(), "{:?}", read.errors);
}

/// Values with the names that definitions have, in places where they may or may not belong.
fn values() -> impl Strategy<Value = Value> {
    let names = prop::sample::select(vec![
        "$ref",
        "/a",
        "/{b}",
        "200",
        "allOf",
        "components",
        "content",
        "definitions",
        "get",
        "headers",
        "in",
        "info",
        "items",
        "name",
        "parameters",
        "paths",
        "post",
        "properties",
        "requestBody",
        "responses",
        "schema",
        "schemas",
        "security",
        "securityDefinitions",
        "securitySchemes",
        "servers",
        "statusCode",
        "type",
        "url",
        "variables",
        "basePath",
        "x-amazon-apigateway-any-method",
        "x-amazon-apigateway-authorizer",
        "x-amazon-apigateway-cors",
        "x-amazon-apigateway-documentation",
        "x-amazon-apigateway-integration",
        "x-amazon-apigateway-policy",
        "documentationParts",
        "location",
        "default",
    ]);
    let texts = prop::sample::select(vec![
        "",
        "a",
        "path",
        "apiKey",
        "#/definitions/A",
        "#/components/schemas/A",
        "#/paths",
        "object",
        "array",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        texts.prop_map(Value::from),
    ];
    leaf.prop_recursive(7, 200, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((names.clone(), inner), 0..6)
                .prop_map(|entries| Value::Object(entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_definition_makes_reading_panic(value in values(), swagger in any::<bool>()) {
        let Value::Object(mut root) = value else { return Ok(()) };
        let (member, version) = if swagger { ("swagger", "2.0") } else { ("openapi", "3.0.1") };
        root.insert(member.to_owned(), version.into());
        let definition = Definition::new(root).unwrap();
        for base_path in [BasePath::Ignore, BasePath::Prepend, BasePath::Split] {
            let read = RestDefinition::read(&definition, Options { base_path, documentation: true });
            // Every method stands at a path that begins with a slash and does not end with one.
            prop_assert!(read.resources.keys().all(|path| path == "/" || (path.starts_with('/') && !path.ends_with('/'))));
            HttpDefinition::read(&definition, base_path);
        }
    }

    #[test]
    fn no_text_makes_reading_panic(text in "[-:{}\\[\\]&*!|>'\"%@`#,? \na-c0-9]{0,80}") {
        let _ = read(&text);
    }

    #[test]
    fn what_is_printed_as_yaml_is_read_the_same(value in values()) {
        let root = json!({"openapi": "3.0.1", "x": value});
        let printed = source::print_yaml(root.as_object().unwrap()).unwrap();
        prop_assert_eq!(Value::Object(read(&printed).unwrap()), root, "{}", printed);
    }
}
