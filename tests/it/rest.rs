//! REST APIs: a stage is compiled from documents and called as its listener would call it, with real backends on
//! loopback.

use std::net::SocketAddr;
use std::sync::Arc;

use apigw_emulator::compile::Diagnostic;
use apigw_emulator::compile::rest::compile_stage;
use apigw_emulator::gateway::Gateway;
use apigw_emulator::gateway::inbound::Inbound;
use apigw_emulator::gateway::recorder::Recorder;
use apigw_emulator::gateway::rest::serve;
use apigw_emulator::runtime::account::Account;
use apigw_emulator::runtime::rest::RestStage;
use apigw_emulator::runtime::{Api, EndpointType, Stages};
use bytes::Bytes;
use emulator_api::Doc;
use http::{Request, Response};
use http_body_util::BodyExt;
use serde_json::{Value, json};

use crate::backend::{Backend, gateway_with};

mod cache;
mod compression;
mod custom;
mod function;
mod gateway_responses;
mod http_proxy;
mod mock;
mod refusals;
mod service;
mod templates;
mod throttling;
mod usage_plans;
mod validation;
mod vpc_link;

/// What the ARNs of the API's methods begin with.
const API_ARN: &str = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5";

/// The documents of an API.
struct Documents<'l> {
    documents: Vec<(String, Doc)>,
    stage: Value,
    lambda: Option<&'l Backend>,
    /// The endpoints of AWS services, `sqs=URL`.
    services: Vec<String>,
    /// What stands for VPC links, `ID=URL`.
    vpc_links: Vec<String>,
    account: Arc<Account>,
    /// A custom domain name and the base path that leads to the stage.
    domain: Option<(&'static str, &'static str)>,
}

impl<'l> Documents<'l> {
    /// An API with nothing in it.
    fn new() -> Self {
        let stage = json!({"deploymentId": "d1e2f3"});
        Self {
            documents: vec![(String::new(), doc(json!({})))],
            stage,
            lambda: None,
            services: Vec::new(),
            vpc_links: Vec::new(),
            account: Arc::default(),
            domain: None,
        }
    }

    /// An API whose functions are all run by `lambda`.
    fn with_lambda(lambda: &'l Backend) -> Self {
        Self { lambda: Some(lambda), ..Self::new() }
    }

    /// An API to which `service` is the backend.
    fn with_service(service: &str, backend: &'l Backend) -> Self {
        Self { services: vec![format!("{service}={}", backend.url(""))], ..Self::new() }
    }

    /// An API to which `backend` stands for a VPC link.
    fn with_vpc_link(id: &str, backend: &'l Backend) -> Self {
        Self { vpc_links: vec![format!("{id}={}", backend.url(""))], ..Self::new() }
    }

    fn api(mut self, api: Value) -> Self {
        self.documents[0].1 = doc(api);
        self
    }

    fn stage(mut self, stage: Value) -> Self {
        self.stage = stage;
        self
    }

    fn account(mut self, account: Arc<Account>) -> Self {
        self.account = account;
        self
    }

    fn at_domain(mut self, host: &'static str, base_path: &'static str) -> Self {
        self.domain = Some((host, base_path));
        self
    }

    fn with(mut self, path: &str, document: Value) -> Self {
        self.documents.push((path.to_owned(), doc(document)));
        self
    }

    /// A resource with one open method, `GET /orders/{id}`, and its integration.
    fn method(self, route: &str, integration: Value) -> Self {
        self.method_with(route, json!({"authorizationType": "NONE", "apiKeyRequired": false}), integration)
    }

    fn method_with(self, route: &str, method: Value, integration: Value) -> Self {
        let (verb, path) = route.split_once(' ').expect("a verb and a path");
        let id = format!("r{}", self.documents.len());
        self.with(&format!("/resources/{id}"), json!({"path": path}))
            .with(&format!("/resources/{id}/methods/{verb}"), method)
            .with(&format!("/resources/{id}/methods/{verb}/integration"), integration)
    }

    /// An integration response of the method that was added last.
    fn response(self, status: &str, response: Value) -> Self {
        let last = |path: &&String| path.ends_with("/integration");
        let integration = self.documents.iter().rev().map(|(path, _)| path).find(last).expect("an integration").clone();
        self.with(&format!("{integration}/responses/{status}"), response)
    }

    fn compile(&self) -> (RestStage, Vec<Diagnostic>) {
        self.compile_after(None)
    }

    /// Compiles the stage that follows another.
    fn compile_after(&self, previous: Option<&Arc<RestStage>>) -> (RestStage, Vec<Diagnostic>) {
        let snapshot = self.documents.iter().cloned().collect();
        compile_stage(&Doc::new(), API_ARN, "prod", &doc(self.stage.clone()), &snapshot, previous)
    }

    async fn call(&self, request: Request<impl Into<Bytes>>) -> Response<Bytes> {
        self.call_stage(&self.compile().0, request).await
    }

    /// Calls a stage that was compiled before.
    async fn call_stage(&self, stage: &RestStage, request: Request<impl Into<Bytes>>) -> Response<Bytes> {
        let gateway = gateway_with(self.lambda, &self.services, &self.vpc_links);
        self.call_through(&gateway, stage, request).await
    }

    /// Calls a stage through a gateway of the test's own.
    async fn call_through(&self, gateway: &Gateway, stage: &RestStage, request: Request<impl Into<Bytes>>) -> Response<Bytes> {
        let api = Api {
            id: "a1b2c3d4e5".into(),
            account: "123456789012".into(),
            region: "us-east-1".into(),
            endpoint: EndpointType::Edge,
            strict: false,
            shared: Arc::clone(&self.account),
            era: Default::default(),
            stages: Stages::Rest(Default::default()),
        };
        let (mut parts, body) = request.into_parts();
        let (host, base) = self.domain.unwrap_or(("a1b2c3d4e5.execute-api.localhost:4566", "/prod"));
        parts.uri = format!("{base}{}", parts.uri).parse().expect("a path");
        let inbound = Inbound {
            head: parts.extensions.remove().unwrap_or_default(),
            parts,
            body: body.into(),
            peer: SocketAddr::from(([192, 0, 2, 1], 50_000)),
            host: host.to_owned(),
            address_length: base.len(),
            recorder: Recorder::OFF,
        };
        let response = serve(gateway, &api, stage, inbound, None).await;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body in memory").to_bytes();
        assert!(parts.headers.contains_key("x-amzn-requestid"), "every answer has its request's id");
        assert!(parts.headers.contains_key("x-amz-apigw-id"), "every answer has its extended id");
        Response::from_parts(parts, body)
    }
}

fn doc(value: Value) -> Doc {
    let Value::Object(document) = value else { panic!("a document is an object") };
    document
}

fn get(path: &str) -> Request<&'static str> {
    Request::get(path).body("").expect("a request")
}

/// A mock that always answers 200 with a body.
fn mock_of(documents: Documents<'static>, route: &str, body: &str) -> Documents<'static> {
    documents
        .method(route, json!({"type": "MOCK", "requestTemplates": {"application/json": "{\"statusCode\": 200}"}}))
        .response("200", json!({"responseTemplates": {"application/json": body}}))
}

#[track_caller]
fn check_failure(response: &Response<Bytes>, status: u16, kind: &str, body: &str) {
    assert_eq!((response.status().as_u16(), &response.body()[..]), (status, body.as_bytes()));
    assert_eq!(response.headers()["x-amzn-errortype"], kind);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert!(!response.headers().contains_key("x-amzn-trace-id"), "AWS sends no trace with a failure");
}

// Recorded: test_routing_not_found.
#[tokio::test]
async fn a_path_or_verb_that_is_not_there_is_a_missing_token() {
    let api = mock_of(Documents::new(), "GET /existing", "{}");
    let missing = "{\"message\":\"Missing Authentication Token\"}";
    for request in [get("/random-non-existing"), Request::post("/existing").body("").expect("a request"), get("/")] {
        check_failure(&api.call(request).await, 403, "MissingAuthenticationTokenException", missing);
    }
}

// Developer guide, "Disabling the default endpoint for a REST API": 403 Forbidden.
#[tokio::test]
async fn a_disabled_default_endpoint_forbids_everything() {
    let api = mock_of(Documents::new().api(json!({"disableExecuteApiEndpoint": true})), "GET /existing", "{}");
    check_failure(&api.call(get("/existing")).await, 403, "ForbiddenException", "{\"message\":\"Forbidden\"}");
    assert_eq!(api.at_domain("api.example.com", "/v1").call(get("/existing")).await.status(), 200);
}

// Developer guide, "Amazon API Gateway important notes for REST APIs".
#[tokio::test]
async fn the_method_can_be_overridden_by_a_header() {
    let api = mock_of(Documents::new(), "DELETE /existing", "{\"deleted\": \"$input.params('X-HTTP-Method-Override')\"}");
    let request = Request::post("/existing").header("x-http-method-override", "DELETE").body("").expect("a request");
    assert_eq!(api.call(request).await.body(), "{\"deleted\": \"\"}");
}
