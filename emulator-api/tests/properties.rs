//! What holds for all operations and whatever is sent: nothing panics, everything is read or refused as AWS would.

use bytes::Bytes;
use emulator_api::codec::{self, Output, RequestParts};
use emulator_api::model::{List, Location, Map, Member, Operation, OperationSpec, Segment, Shape, Structure, Text};
use emulator_api::page::Page;
use emulator_api::patch::PatchOperation;
use emulator_api::router::{self, SigningScope};
use emulator_api::{Doc, Service, validate};
use http::header::HeaderName;
use http::{HeaderMap, HeaderValue, Method};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Any JSON, with the names of the models now and then.
fn any_json() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        Just("name"),
        Just("patchOperations"),
        Just("op"),
        Just("path"),
        Just("tags"),
        Just("type"),
        Just("httpMethod"),
        Just("endpointConfiguration"),
        Just("types"),
        Just("requestParameters"),
        Just("Code"),
        Just("ZipFile"),
    ];
    let key = prop_oneof![name.prop_map(str::to_owned), "\\PC{0,6}"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..6).prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => any_json().prop_map(|json| json.to_string().into_bytes()),
        1 => prop::collection::vec(any::<u8>(), 0..64),
    ]
}

/// A body of the right shape, whose values may be of the wrong kind.
fn misshapen(structure: &'static Structure, foreign: &Value) -> Value {
    let members = structure.members.iter().filter(|member| member.location == Location::Body);
    members.map(|member| (member.wire.to_owned(), foreign.clone())).collect()
}

fn decode(spec: &'static OperationSpec, text: &str, query: &str, body: &[u8]) {
    let labels = spec.path.iter().filter_map(|segment| match segment {
        Segment::Label(name) => Some((*name, text.to_owned())),
        Segment::Literal(_) => None,
    });
    let parameters: Vec<_> = labels.collect();
    let mut headers = HeaderMap::new();
    for member in spec.input.members.iter().filter(|member| member.location == Location::Header) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(member.wire), HeaderValue::from_bytes(text.as_bytes())) {
            headers.insert(name, value);
        }
    }
    let parts = RequestParts { parameters: &parameters, query, headers: &headers };
    match codec::decode(spec, &parts, body) {
        Ok(input) => {
            assert_eq!(validate::validate(spec, &input.members), Ok(()), "what was read is valid");
            let _ = (PatchOperation::read(&input.members), Page::read(spec, &input.members));
        }
        Err(error) => {
            let response = error.render(spec.service);
            assert!(response.status().is_client_error(), "{}: {error}", spec.name);
            assert!(serde_json::from_slice::<Value>(response.body()).is_ok(), "{}: {error}", spec.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_operation_reads_or_refuses_whatever_is_sent(
        text in "\\PC{0,12}",
        query in "(\\PC{0,8}|[a-z%+]{0,6}=[0-9a-z%]{0,6}|limit=[0-9-]{1,12}|&){0,6}",
        body in any_body(),
        foreign in any_json(),
    ) {
        for operation in Operation::all() {
            let spec = operation.spec();
            decode(spec, &text, &query, &body);
            decode(spec, &text, &query, misshapen(spec.input, &foreign).to_string().as_bytes());
        }
    }
}

proptest! {
    #[test]
    fn the_router_never_panics(
        method in "[A-Z]{1,7}",
        path in "\\PC*|(/(restapis|v2|apis|@connections|2015-03-31|functions|tags|%2[fF]|%[0-9a-z]{0,2}|\\.{1,2}|[a-z0-9]{0,4}|\\x00)){0,7}(\\?\\PC{0,9})?",
        scope in proptest::option::of(prop::sample::select(vec!["apigateway", "execute-api", "lambda", "s3"])),
    ) {
        let method = Method::from_bytes(method.as_bytes()).expect("letters are a method");
        let scope = scope.map(SigningScope::from_service_name);
        match router::route(&method, &path, scope) {
            Ok(found) => {
                let labels = found.operation.spec().path.iter().filter(|segment| matches!(segment, Segment::Label(_)));
                prop_assert_eq!(found.parameters.len(), labels.count());
            }
            Err(error) => prop_assert!(error.status().is_client_error()),
        }
    }

    #[test]
    fn what_a_path_says_is_what_the_operation_hears(values in prop::collection::vec("\\PC{1,9}", 6)) {
        prop_assume!(values.iter().all(|value| value != "." && value != ".."));
        for operation in Operation::all() {
            let spec = operation.spec();
            let mut next = values.iter();
            let (mut path, mut wanted) = (String::new(), Vec::new());
            for segment in spec.path {
                path.push('/');
                match segment {
                    Segment::Literal(literal) => path.push_str(literal),
                    Segment::Label(name) => {
                        let value = next.next().expect("no operation has more labels");
                        path.extend(percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC));
                        wanted.push((*name, value.clone()));
                    }
                }
            }
            // A label that happens to spell a literal is that literal.
            let method = Method::from_bytes(spec.method.as_bytes()).expect("the model's method");
            let found = router::route(&method, &path, None).expect("the model's path");
            if found.operation == operation {
                prop_assert_eq!(found.parameters, wanted);
            }
        }
    }
}

/// A value that the model accepts.
fn example(shape: Shape, depth: usize) -> Value {
    match shape {
        Shape::Structure(structure) => Value::Object(example_members(structure, |_| true, depth + 1)),
        Shape::List(List { member, .. }) if depth < 4 => json!([example(*member, depth + 1)]),
        Shape::List(_) => json!([]),
        Shape::Map(Map { key, value, .. }) if depth < 4 => {
            Value::Object([(example_text(key), example(*value, depth + 1))].into_iter().collect())
        }
        Shape::Map(_) => json!({}),
        Shape::String(text) => example_text(text).into(),
        Shape::Integer(range) => range.min.or(range.max).unwrap_or(1).into(),
        Shape::Long => 1.into(),
        Shape::Double => 1.5.into(),
        Shape::Boolean => true.into(),
        Shape::Timestamp(_) => 1_582_934_400.into(),
        Shape::Blob => "UEs=".into(),
    }
}

fn example_text(text: &Text) -> String {
    if let Some(value) = text.values.first() {
        return (*value).to_owned();
    }
    let least = usize::try_from(text.length.min.unwrap_or(1).max(1)).expect("a length");
    let candidates = [
        "a".repeat(least),
        "ab".to_owned(),
        "200".to_owned(),
        "lambda:InvokeFunction".to_owned(),
        "000000000000".to_owned(),
        "o-abcdefghij".to_owned(),
        "us-east-1".to_owned(),
        "/mnt/a".to_owned(),
        "arn:aws:iam::000000000000:role/r".to_owned(),
        "arn:aws:lambda:us-east-1:000000000000:function:f".to_owned(),
        "arn:aws:lambda:us-east-1:000000000000:layer:l:1".to_owned(),
        "arn:aws:lambda:us-east-1:000000000000:code-signing-config:csc-0123456789abcdef0".to_owned(),
        "arn:aws:lambda:us-east-1:000000000000:capacity-provider:c".to_owned(),
        "arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-0123456789abcdef0".to_owned(),
    ];
    let fits = |candidate: &String| text.pattern.is_none_or(|pattern| pattern.matches(candidate));
    let found = candidates.into_iter().find(fits);
    // Answers are not checked, and what requests lack an example of is refused below.
    found.unwrap_or_default()
}

fn example_members(structure: &'static Structure, wanted: impl Fn(&Member) -> bool, depth: usize) -> Doc {
    let members = structure.members.iter().filter(|member| wanted(member) && (depth < 5 || member.required));
    members.map(|member| (member.name.to_owned(), example(member.shape, depth))).collect()
}

// The whole way of every operation's input: an example is written as a client would, and read back as the same.
#[test]
fn every_operation_reads_an_example_of_its_input() {
    for operation in Operation::all() {
        let spec = operation.spec();
        let structure = Structure { name: spec.input.name, members: spec.input.members };
        let mut example = example_members(spec.input, |member| member.location == Location::Body, 0);
        // Lambda's own check, not the model's.
        if let Some(runtime) = example.get_mut("Runtime") {
            *runtime = "python3.13".into();
        }
        // Answers translate document keys to the wire, which is what a client does with a request.
        let as_answer: &'static OperationSpec = Box::leak(Box::new(OperationSpec {
            name: spec.name,
            service: spec.service,
            method: spec.method,
            path: spec.path,
            query: spec.query,
            status: 200,
            input: spec.input,
            output: Some(Box::leak(Box::new(structure))),
            errors: spec.errors,
        }));
        let body = codec::encode(as_answer, &Output::from(example.clone())).into_body();
        let parameters: Vec<_> = spec
            .input
            .members
            .iter()
            .filter_map(|member| match (member.location, member.shape) {
                (Location::Uri, Shape::String(text)) => Some((member.name, example_text(text))),
                _ => None,
            })
            .collect();
        let query: Vec<_> = spec
            .input
            .members
            .iter()
            .filter(|member| member.location == Location::Query && member.required)
            .map(|member| match member.shape {
                Shape::String(text) => format!("{}={}", member.wire, example_text(text)),
                _ => format!("{}=1", member.wire),
            })
            .collect();
        let parts = RequestParts { parameters: &parameters, query: &query.join("&"), headers: &HeaderMap::new() };
        let input = codec::decode(spec, &parts, &body).unwrap_or_else(|error| panic!("{}: {error}", spec.name));
        for (name, value) in &example {
            assert_eq!(input.members.get(name), Some(value), "{}.{name}", spec.name);
        }
    }
}

// The whole way of every operation's output, with the status that the model has.
#[test]
fn every_operation_writes_an_example_of_its_output() {
    for operation in Operation::all() {
        let spec = operation.spec();
        let Some(structure) = spec.output else {
            assert!(codec::encode(spec, &Output::default()).body().is_empty());
            continue;
        };
        let members = example_members(structure, |member| matches!(member.location, Location::Body | Location::Header), 0);
        let payload = structure.payload().map(|_| Bytes::from_static(b"raw"));
        let response = codec::encode(spec, &Output { members: members.clone(), payload });
        assert_eq!(response.status().as_u16(), spec.status, "{}", spec.name);
        if structure.payload().is_some() {
            assert_eq!(&response.body()[..], b"raw");
            continue;
        }
        let body: Value = serde_json::from_slice(response.body()).unwrap();
        for member in structure.members.iter().filter(|member| member.location == Location::Body) {
            assert!(body.get(member.wire).is_some(), "{}.{}", spec.name, member.wire);
        }
    }
}

#[test]
fn lists_are_answered_by_the_names_of_their_service() {
    for (service, name) in
        [(Service::ApiGateway, "GetRestApis"), (Service::ApiGatewayV2, "GetApis"), (Service::Lambda, "ListFunctions")]
    {
        let operation = Operation::of(service).find(|operation| operation.spec().name == name);
        let spec = operation.expect("the list of the service's main resource").spec();
        let response = codec::encode(spec, &Output::from(Page::answer(spec, &Doc::new(), vec![], Some("last"))));
        assert_eq!(response.status(), 200);
    }
}
