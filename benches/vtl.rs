//! Parsing and rendering of real-life mapping templates, side by side with minijinja on equivalent templates.
//!
//! Both sides start from the same things: the payload as text, parameters and `$context` as values that exist anyway.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::borrow::Cow;

use apigw_emulator::gateway::mapping::{self, MappingInput, Pairs};
use apigw_emulator::vtl::Template;
use divan::{Bencher, black_box};
use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde_json::{Value, json};

fn main() {
    divan::main();
}

/// A template in both languages, and a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    /// The template that the console offers as "Method Request passthrough".
    Passthrough,
    /// The list of pets of the developer guide, 20 of them.
    PetList,
    /// A DynamoDB `PutItem` request.
    PutItem,
}

const CASES: [Case; 3] = [Case::Passthrough, Case::PetList, Case::PutItem];

impl Case {
    fn vtl(self) -> &'static str {
        match self {
            Self::Passthrough => include_str!("vtl/passthrough.vtl"),
            Self::PetList => include_str!("vtl/pet_list.vtl"),
            Self::PutItem => include_str!("vtl/put_item.vtl"),
        }
    }

    fn jinja(self) -> &'static str {
        match self {
            Self::Passthrough => include_str!("vtl/passthrough.jinja"),
            Self::PetList => include_str!("vtl/pet_list.jinja"),
            Self::PutItem => include_str!("vtl/put_item.jinja"),
        }
    }

    fn request(self) -> Request {
        let body = match self {
            Self::Passthrough => json!({"name": "Rex", "tags": ["a", "b"], "owner": {"id": 7, "name": "Bo"}}),
            Self::PetList => (1..=20).map(|id| json!({"id": id, "type": "dog", "price": f64::from(id) + 0.99})).collect(),
            Self::PutItem => {
                json!({"pageId": "example-page", "userName": "ExampleUser", "message": "This is an example comment."})
            }
        };
        Request { body: body.to_string(), context: request_context() }
    }
}

/// What the gateway has when it renders.
struct Request {
    body: String,
    context: Value,
}

const PATH: [(&str, &str); 1] = [("petId", "7")];
const QUERY: [(&str, &str); 2] = [("page", "2"), ("type", "dog")];
const HEADERS: [(&str, &str); 5] = [
    ("Accept", "*/*"),
    ("Content-Type", "application/json"),
    ("Host", "abc123.execute-api.us-east-1.amazonaws.com"),
    ("User-Agent", "curl/8.5.0"),
    ("X-Forwarded-For", "203.0.113.7"),
];

fn pairs(pairs: &[(&'static str, &'static str)]) -> Pairs<'static> {
    pairs.iter().map(|&(name, value)| (Cow::Borrowed(name), Cow::Borrowed(value))).collect()
}

impl MappingInput for Request {
    fn body(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.body)
    }

    fn path_parameters(&self) -> Pairs<'_> {
        pairs(&PATH)
    }

    fn query_parameters(&self) -> Pairs<'_> {
        pairs(&QUERY)
    }

    fn headers(&self) -> Pairs<'_> {
        pairs(&HEADERS)
    }

    fn context(&self) -> Cow<'_, Value> {
        Cow::Borrowed(&self.context)
    }

    fn stage_variables(&self) -> Pairs<'_> {
        Pairs::new()
    }
}

fn request_context() -> Value {
    json!({
        "accountId": "123456789012", "apiId": "abc123", "httpMethod": "POST", "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
        "requestTimeEpoch": 1_700_000_000_000_i64, "resourceId": "123456", "resourcePath": "/pets/{petId}", "stage": "prod",
        "authorizer": {"principalId": "user"},
        "identity": {
            "accountId": "123456789012", "apiKey": "key", "caller": "caller", "cognitoAuthenticationProvider": "", "sourceIp": "203.0.113.7",
            "cognitoAuthenticationType": "", "cognitoIdentityId": "", "cognitoIdentityPoolId": "", "user": "user", "userAgent": "curl/8.5.0",
            "userArn": "arn:aws:iam::123456789012:user/user"
        }
    })
}

#[divan::bench(args = CASES)]
fn parse(bencher: Bencher<'_, '_>, case: Case) {
    bencher.bench(|| Template::parse(black_box(case.vtl())).unwrap());
}

#[divan::bench(args = CASES)]
fn parse_minijinja(bencher: Bencher<'_, '_>, case: Case) {
    bencher.bench(|| {
        let mut environment = Environment::new();
        environment.add_template("t", black_box(case.jinja())).unwrap();
        environment
    });
}

#[divan::bench(args = CASES)]
fn render(bencher: Bencher<'_, '_>, case: Case) {
    let (template, request) = (Template::parse(case.vtl()).unwrap(), case.request());
    bencher.bench(|| mapping::render(black_box(&template), black_box(&request)).unwrap());
}

#[divan::bench(args = CASES)]
fn render_minijinja(bencher: Bencher<'_, '_>, case: Case) {
    let environment = environment(case);
    let (template, request) = (environment.get_template("t").unwrap(), case.request());
    bencher.bench(|| {
        let body: Value = serde_json::from_str(&request.body).unwrap();
        template.render(jinja_context(&body, &request)).unwrap()
    });
}

/// Without parsing the payload and without handing over values: the least that minijinja does.
#[divan::bench(args = CASES)]
fn render_minijinja_from_ready_values(bencher: Bencher<'_, '_>, case: Case) {
    let environment = environment(case);
    let (template, request) = (environment.get_template("t").unwrap(), case.request());
    let body: Value = serde_json::from_str(&request.body).unwrap();
    let context = jinja_context(&body, &request);
    bencher.bench(|| template.render(&context).unwrap());
}

fn environment(case: Case) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.add_filter("js", |text: String| {
        text.replace('\\', "\\\\").replace('"', "\\\"").replace('\'', "\\'").replace('/', "\\/")
    });
    environment.add_filter("json", |value: minijinja::Value| serde_json::to_string(&value).unwrap());
    environment.add_template("t", case.jinja()).unwrap();
    environment
}

fn jinja_context(body: &Value, request: &Request) -> minijinja::Value {
    let params = [("path", &PATH[..]), ("querystring", &QUERY[..]), ("header", &HEADERS[..])];
    let params: Vec<(&str, Vec<(&str, &str)>)> = params.iter().map(|(kind, pairs)| (*kind, pairs.to_vec())).collect();
    context! { body => Serde(body), params => Serde(&params), context => Serde(&request.context) }
}
