//! HTTP APIs: a stage is compiled from documents and called as its listener would call it, with real backends on loopback.

use std::net::SocketAddr;
use std::sync::Arc;

use apigw_emulator::compile::http::compile_stage;
use apigw_emulator::gateway::Gateway;
use apigw_emulator::gateway::http::serve;
use apigw_emulator::gateway::inbound::Inbound;
use apigw_emulator::gateway::recorder::Recorder;
use apigw_emulator::runtime::http::HttpStage;
use apigw_emulator::runtime::{Api, EndpointType, Stages};
use bytes::Bytes;
use emulator_api::Doc;
use http::{Request, Response};
use http_body_util::BodyExt;
use serde_json::{Value, json};

use crate::backend::{Backend, gateway, gateway_with};

mod cors;
mod function;
mod function_authorizer;
mod jwt;
mod mapping;
mod private;
mod proxy;
mod routing;
mod service;
mod signature;
mod throttling;

/// The documents of an API with one route to each integration.
#[derive(Default)]
struct Documents<'l> {
    documents: Vec<(String, Doc)>,
    lambda: Option<&'l Backend>,
    /// The endpoints of AWS services, `sqs=URL`.
    services: Vec<String>,
    /// What stands for VPC links, `ID=URL`.
    vpc_links: Vec<String>,
}

impl<'l> Documents<'l> {
    /// An API whose functions are all run by `lambda`.
    fn with_lambda(lambda: &'l Backend) -> Self {
        Self { lambda: Some(lambda), ..Self::default() }
    }

    /// An API to which `backend` is an AWS service.
    fn with_service(service: &str, backend: &'l Backend) -> Self {
        Self { services: vec![format!("{service}={}", backend.url(""))], ..Self::default() }
    }

    /// An API to which `backend` stands for a VPC link.
    fn with_vpc_link(id: &str, backend: &'l Backend) -> Self {
        Self { vpc_links: vec![format!("{id}={}", backend.url(""))], ..Self::default() }
    }

    fn api(mut self, api: Value) -> Self {
        self.documents.push((String::new(), doc(api)));
        self
    }

    fn route(self, key: &str, integration: Value) -> Self {
        self.route_with(json!({"routeKey": key}), integration)
    }

    fn route_with(mut self, mut route: Value, integration: Value) -> Self {
        let id = self.documents.len();
        route["target"] = json!(format!("integrations/i{id}"));
        self.documents.push((format!("/integrations/i{id}"), doc(integration)));
        self.documents.push((format!("/routes/r{id}"), doc(route)));
        self
    }

    fn document(mut self, path: &str, document: Value) -> Self {
        self.documents.push((path.to_owned(), doc(document)));
        self
    }

    async fn call(&self, request: Request<&'static str>) -> Response<Bytes> {
        self.call_stage("$default", json!({}), request).await
    }

    /// Calls a stage; a stage with a name is the first segment of the request's path.
    async fn call_stage(&self, name: &str, stage: Value, request: Request<&'static str>) -> Response<Bytes> {
        let gateway = gateway_with(self.lambda, &self.services, &self.vpc_links);
        Box::pin(self.call_compiled(&gateway, &self.compile(name, stage), request)).await
    }

    fn compile(&self, name: &str, stage: Value) -> HttpStage {
        self.compile_after(name, stage, None)
    }

    fn compile_after(&self, name: &str, stage: Value, previous: Option<&Arc<HttpStage>>) -> HttpStage {
        compile_stage(&Doc::new(), name, &doc(stage), &self.documents.iter().cloned().collect(), previous).0
    }

    async fn call_compiled(&self, gateway: &Gateway, stage: &HttpStage, request: Request<&'static str>) -> Response<Bytes> {
        call_at("a1b2c3d4e5.execute-api.localhost:4566", gateway, stage, request).await
    }
}

/// Calls a stage at a host; a stage with a name is the first segment of the request's path.
async fn call_at(host: &str, gateway: &Gateway, stage: &HttpStage, request: Request<&'static str>) -> Response<Bytes> {
    let address_length = if &*stage.name == "$default" { 0 } else { stage.name.len() + 1 };
    let api = Api {
        id: "a1b2c3d4e5".into(),
        account: "123456789012".into(),
        region: "us-east-1".into(),
        endpoint: EndpointType::Regional,
        strict: false,
        shared: gateway.live.accounts.get("123456789012", "us-east-1"),
        era: Default::default(),
        stages: Stages::Http(Default::default()),
    };
    let (mut parts, body) = request.into_parts();
    let inbound = Inbound {
        head: parts.extensions.remove().unwrap_or_default(),
        parts,
        body: Bytes::from_static(body.as_bytes()),
        peer: SocketAddr::from(([192, 0, 2, 1], 50_000)),
        host: host.to_owned(),
        address_length,
        recorder: Recorder::OFF,
    };
    let response = serve(gateway, &api, stage, inbound, None).await;
    let (parts, body) = response.into_parts();
    let body = body.collect().await.expect("a body in memory").to_bytes();
    assert!(parts.headers.contains_key("apigw-requestid"), "every answer has its request's id");
    Response::from_parts(parts, body)
}

fn doc(value: Value) -> Doc {
    let Value::Object(document) = value else { panic!("a document is an object") };
    document
}

fn get(path: &str) -> Request<&'static str> {
    Request::get(path).body("").expect("a request")
}

#[track_caller]
fn check_message(response: &Response<Bytes>, status: u16, message: &str) {
    assert_eq!(response.status(), status);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.body(), &format!(r#"{{"message":"{message}"}}"#));
}
