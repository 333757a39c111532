//! The authorization of REST APIs: a stage is compiled from documents, and functions run behind a Lambda Invoke API on
//! loopback. In every refusal the backend is not called.

use std::net::SocketAddr;
use std::sync::Arc;

use apigw_emulator::compile::rest::compile_stage;
use apigw_emulator::gateway::Gateway;
use apigw_emulator::gateway::inbound::{Inbound, RequestHead};
use apigw_emulator::gateway::recorder::Recorder;
use apigw_emulator::gateway::rest::serve;
use apigw_emulator::runtime::rest::RestStage;
use apigw_emulator::runtime::{Api, EndpointType, Stages};
use bytes::Bytes;
use emulator_api::Doc;
use http::{Request, Response};
use http_body_util::BodyExt;
use serde_json::{Value, json};

use crate::backend::{Backend, gateway};

mod cached_answers;
mod request_authorizer;
mod resource_policy;
pub(crate) mod signature;
mod signers;
mod token_authorizer;
mod user_pool;

/// What the ARNs of the API's methods begin with.
const API_ARN: &str = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5";
const DEFAULT_ENDPOINT: &str = "a1b2c3d4e5.execute-api.localhost:4566";
/// The function that decides.
const GUARD: &str = "guard";
/// The function behind the methods.
const BACKEND: &str = "orders";
/// An answer of the backend.
const SERVED: &str = r#"{"statusCode":200,"body":"served"}"#;

/// A deployed API with its functions.
struct Deployed {
    gateway: Gateway,
    lambda: Backend,
    api: Api,
    stage: Arc<RestStage>,
    documents: Documents,
}

/// What is deployed: methods that all call the backend.
#[derive(Clone)]
struct Documents {
    api: Value,
    stage: Value,
    authorizer: Value,
    method: Value,
    integration: Value,
    gateway_response: Value,
}

impl Documents {
    /// Methods guarded by an authorizer.
    fn with_authorizer(authorizer: Value) -> Self {
        let method = json!({"authorizationType": "CUSTOM", "authorizerId": "auth01"});
        Self { method, authorizer, ..Self::open() }
    }

    /// Methods that anyone may call.
    fn open() -> Self {
        let stage = json!({"deploymentId": "d1e2f3", "variables": {"colour": "blue"}});
        Self {
            api: json!({}),
            stage,
            authorizer: json!({}),
            method: json!({"authorizationType": "NONE"}),
            integration: json!({"type": "AWS_PROXY", "httpMethod": "POST", "uri": invocation_uri(BACKEND)}),
            gateway_response: json!({}),
        }
    }

    /// Functions get what this template makes, and not the proxy event.
    fn mapped(mut self, template: &str) -> Self {
        self.integration["type"] = json!("AWS");
        self.integration["requestTemplates"] = json!({"application/json": template});
        self
    }

    fn policy(mut self, statements: &Value) -> Self {
        self.api["policy"] = json!(json!({"Version": "2012-10-17", "Statement": statements}).to_string());
        self
    }

    fn compile(&self, previous: Option<&Arc<RestStage>>) -> Arc<RestStage> {
        let mut documents = vec![(String::new(), doc(&self.api)), ("/authorizers/auth01".to_owned(), doc(&self.authorizer))];
        for (id, path) in [("r1", "/pets"), ("r2", "/pets/{id}")] {
            documents.push((format!("/resources/{id}"), doc(&json!({"path": path}))));
            documents.push((format!("/resources/{id}/methods/ANY"), doc(&self.method)));
            documents.push((format!("/resources/{id}/methods/ANY/integration"), doc(&self.integration)));
            documents.push((format!("/resources/{id}/methods/ANY/integration/responses/200"), Doc::new()));
        }
        if let Some(kind) = self.gateway_response["responseType"].as_str() {
            documents.push((format!("/gatewayresponses/{kind}"), doc(&self.gateway_response)));
        }
        let snapshot = documents.into_iter().collect();
        let (stage, diagnostics) = compile_stage(&Doc::new(), API_ARN, "prod", &doc(&self.stage), &snapshot, previous);
        assert_eq!(diagnostics, []);
        Arc::new(stage)
    }

    /// Deploys, with an authorizer's function that answers what `decide` says of its event. An answer of
    /// `{"errorMessage": …}` is an error of the function.
    async fn deploy(self, decide: impl Fn(&Value) -> Value + Clone + Send + Sync + 'static) -> Deployed {
        let lambda = Backend::answering_each(move |request| {
            if !request.target.contains(GUARD) {
                return Response::new(SERVED.to_owned());
            }
            let answer = decide(&serde_json::from_slice(&request.body).expect("an event is JSON"));
            let mut response = Response::builder();
            if answer.get("errorMessage").is_some() {
                response = response.header("x-amz-function-error", "Unhandled");
            }
            response.body(answer.to_string()).expect("a response")
        })
        .await;
        let api = Api {
            id: "a1b2c3d4e5".into(),
            account: "123456789012".into(),
            region: "us-east-1".into(),
            endpoint: EndpointType::Regional,
            strict: false,
            shared: Default::default(),
            era: Default::default(),
            stages: Stages::Rest(Default::default()),
        };
        Deployed { gateway: gateway(Some(&lambda)), lambda, api, stage: self.compile(None), documents: self }
    }

    /// Deploys without an authorizer's function.
    async fn deploy_alone(self) -> Deployed {
        self.deploy(|_| Value::Null).await
    }
}

impl Deployed {
    /// Compiles anew, as every publish does.
    fn publish(&mut self, change: impl FnOnce(&mut Documents)) {
        change(&mut self.documents);
        self.stage = self.documents.compile(Some(&self.stage));
    }

    async fn call(&self, request: Request<()>) -> Response<Bytes> {
        self.call_from([192, 0, 2, 1], request).await
    }

    async fn call_from(&self, address: [u8; 4], request: Request<()>) -> Response<Bytes> {
        self.send(address, DEFAULT_ENDPOINT, "/prod", request.map(|()| Bytes::new())).await
    }

    /// Calls a custom domain name whose base path leads to the stage.
    async fn call_at_domain(&self, base_path: &str, request: Request<()>) -> Response<Bytes> {
        self.send([192, 0, 2, 1], "api.example.com", base_path, request.map(|()| Bytes::new())).await
    }

    async fn call_with_body(&self, request: Request<Bytes>) -> Response<Bytes> {
        self.send([192, 0, 2, 1], DEFAULT_ENDPOINT, "/prod", request).await
    }

    async fn send(&self, address: [u8; 4], host: &str, prefix: &str, request: Request<Bytes>) -> Response<Bytes> {
        let (mut parts, body) = request.into_parts();
        parts.uri = format!("{prefix}{}", parts.uri).parse().expect("a path");
        let inbound = Inbound {
            head: RequestHead::default(),
            parts,
            body,
            peer: SocketAddr::from((address, 50_000)),
            host: host.to_owned(),
            address_length: prefix.len(),
            recorder: Recorder::OFF,
        };
        let (parts, body) = serve(&self.gateway, &self.api, &self.stage, inbound, None).await.into_parts();
        Response::from_parts(parts, body.collect().await.expect("a body in memory").to_bytes())
    }

    /// The events that a function got.
    fn events(&self, function: &str) -> Vec<Value> {
        let calls = self.lambda.requests().into_iter().filter(|request| request.target.contains(function));
        calls.map(|request| serde_json::from_slice(&request.body).expect("an event is JSON")).collect()
    }

    #[track_caller]
    fn check_served(&self, response: &Response<Bytes>) {
        assert_eq!((response.status().as_u16(), &response.body()[..]), (200, b"served".as_slice()));
    }

    /// Checks a refusal, and that the backend did not run.
    #[track_caller]
    fn check_refused(&self, response: &Response<Bytes>, status: u16, kind: &str, body: &str) {
        assert_eq!((response.status().as_u16(), &*String::from_utf8_lossy(response.body())), (status, body));
        assert_eq!(response.headers()["x-amzn-errortype"], kind);
        assert_eq!(self.events(BACKEND), Vec::<Value>::new(), "the backend must not run");
    }
}

fn invocation_uri(function: &str) -> String {
    let arn = format!("arn:aws:lambda:us-east-1:123456789012:function:{function}");
    format!("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations")
}

fn doc(value: &Value) -> Doc {
    value.as_object().expect("a document is an object").clone()
}

fn get(path: &str) -> Request<()> {
    Request::get(path).body(()).expect("a request")
}

fn get_with(path: &str, headers: &[(&str, &str)]) -> Request<()> {
    let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    request.body(()).expect("a request")
}

/// An authorizer's answer with one statement.
fn answer(effect: &str, resource: &str) -> Value {
    let statement = json!({"Effect": effect, "Action": "execute-api:Invoke", "Resource": resource});
    json!({"principalId": "user", "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}})
}
