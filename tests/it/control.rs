//! The control plane, called as the edge calls it: a request's parts and body in, a response out.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use apigw_emulator::control::{
    ApiStage, Caller, Connection, ConnectionAddress, Control, PortError, Ports, PublishedFunction, QuotaSetting, S3Object,
};
use apigw_emulator::runtime::rest::RestStage;
use apigw_emulator::runtime::{Api, Live};
use apigw_emulator::store::Store;
use apigw_emulator::tasks::Tasks;
use bytes::Bytes;
use emulator_api::admin::Scope;
use emulator_api::arn::FunctionArn;
use emulator_api::error::AwsError;
use emulator_api::invocation::{FunctionError, FunctionOutcome, Invocation};
use emulator_api::router::SigningScope;
use emulator_api::test_invoke::{TestAnswer, TestDecision, TestRequest};
use futures_util::future::BoxFuture;
use http::{Request, Response};
use serde_json::{Value, json};

mod answers;
mod bad_input;
mod domain;
mod in_use;
mod lambda_function;
mod lambda_invoke;
mod lambda_permission;
mod lists;
mod old_documents;
mod openapi;
mod operate;
mod patches;
mod publish;
mod quotas;
mod refused;
mod rest_api;
mod rest_kinds;
mod rest_method;
mod rest_stage;
mod state;
mod usage;
mod v2;
mod v2_integration;
mod v2_refusals;
mod v2_stage;

const ACCOUNT: &str = "111122223333";

/// A control plane with an empty store.
struct Emulator {
    control: Control,
    live: Arc<Live>,
    ports: Arc<FakePorts>,
}

/// A status and a body.
#[derive(Debug)]
struct Reply {
    status: u16,
    error: Option<String>,
    body: Value,
}

impl Emulator {
    async fn new() -> Emulator {
        Emulator::on(Store::ephemeral().await.unwrap()).await
    }

    /// One with quotas that are not AWS's: `resources=2`.
    async fn with_quotas(settings: &[&str]) -> Emulator {
        let emulator = Emulator::new().await;
        let quotas = settings.iter().map(|setting| setting.parse::<QuotaSetting>().unwrap()).collect();
        Emulator { control: emulator.control.with_quotas(quotas), ..emulator }
    }

    async fn on(store: Store) -> Emulator {
        let live = Arc::new(Live::default());
        let ports = Arc::new(FakePorts::default());
        let control = Control::new(store, Arc::clone(&live), Tasks::default(), ports.clone());
        control.publish_all().await.unwrap();
        Emulator { control, live, ports }
    }

    async fn send(&self, caller: Caller, method: &str, path: &str, body: Bytes) -> Response<Bytes> {
        let request = Request::builder().method(method).uri(path).body(()).unwrap();
        let (parts, ()) = request.into_parts();
        self.control.handle(caller, &parts, body).await
    }

    async fn call_as(&self, caller: Caller, method: &str, path: &str, body: Value) -> Reply {
        let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
        self.call_with(caller, method, path, body).await
    }

    /// One request whose body may be no JSON.
    async fn call_with(&self, caller: Caller, method: &str, path: &str, body: Bytes) -> Reply {
        let response = self.send(caller, method, path, body).await;
        let error = response.headers().get("x-amzn-errortype").map(|name| name.to_str().unwrap().to_owned());
        let body = serde_json::from_slice(response.body()).unwrap_or(Value::Null);
        Reply { status: response.status().as_u16(), error, body }
    }

    /// One request of the account that most tests use.
    async fn call(&self, method: &str, path: &str, body: Value) -> Reply {
        self.call_as(caller(ACCOUNT, "us-east-1"), method, path, body).await
    }

    /// The same, for a request that must succeed.
    async fn ok(&self, method: &str, path: &str, body: Value) -> Value {
        let reply = self.call(method, path, body).await;
        assert!(reply.status < 300, "{method} {path}: {reply:?}");
        reply.body
    }

    /// The same, for a request that must be refused: status, exception and message.
    async fn refused(&self, method: &str, path: &str, body: Value) -> (u16, String, String) {
        let reply = self.call(method, path, body).await;
        assert!(reply.status >= 400, "{method} {path}: {reply:?}");
        let message = reply.body["message"].as_str().unwrap_or("").to_owned();
        (reply.status, reply.error.unwrap_or_default(), message)
    }

    /// A new REST API: its id and its root resource's id.
    async fn rest_api(&self) -> (String, String) {
        let api = self.ok("POST", "/restapis", json!({"name": "pets"})).await;
        (text(&api, "id"), text(&api, "rootResourceId"))
    }

    /// A REST API with a mock behind `GET /`: its id and its root resource's id.
    async fn mock_api(&self) -> (String, String) {
        let (api, root) = self.rest_api().await;
        let method = format!("/restapis/{api}/resources/{root}/methods/GET");
        self.ok("PUT", &method, json!({"authorizationType": "NONE"})).await;
        self.ok("PUT", &format!("{method}/integration"), json!({"type": "MOCK"})).await;
        (api, root)
    }
}

fn caller(account: &str, region: &str) -> Caller {
    Caller {
        account: account.to_owned(),
        region: region.to_owned(),
        scope: Some(SigningScope::ApiGateway),
        api_stage: None::<ApiStage>,
        is_emulator: false,
        host: None,
    }
}

fn text(doc: &Value, member: &str) -> String {
    doc[member].as_str().unwrap_or_else(|| panic!("{member} in {doc}")).to_owned()
}

/// No connection is live, and functions only leave a note.
#[derive(Debug, Default)]
struct FakePorts {
    /// What was published last, of each function that is there.
    functions: Mutex<BTreeMap<String, PublishedFunction>>,
    /// What was invoked last.
    invoked: Mutex<Option<(FunctionArn, Invocation)>>,
}

impl Ports for FakePorts {
    fn post_to_connection(&self, to: &ConnectionAddress, _: Bytes) -> Result<(), PortError> {
        Err(refusal(to))
    }

    fn connection(&self, at: &ConnectionAddress) -> Result<Connection, PortError> {
        Err(refusal(at))
    }

    fn delete_connection(&self, at: &ConnectionAddress) -> Result<(), PortError> {
        Err(refusal(at))
    }

    fn begin_anew(&self, _: &Scope) {}

    fn publish_function(&self, function: PublishedFunction) {
        self.functions.lock().unwrap().insert(function.arn.to_string(), function);
    }

    fn restore_function(&self, function: PublishedFunction) {
        self.publish_function(function);
    }

    fn permit_function(&self, function: &FunctionArn, statements: &[Value]) {
        if let Some(function) = self.functions.lock().unwrap().get_mut(&function.to_string()) {
            function.permissions = statements.to_vec();
        }
    }

    fn withdraw_function(&self, function: &FunctionArn) {
        self.functions.lock().unwrap().remove(&function.to_string());
    }

    fn invoke_function<'a>(
        &'a self,
        function: &'a FunctionArn,
        invocation: Invocation,
    ) -> BoxFuture<'a, Result<FunctionOutcome, AwsError>> {
        *self.invoked.lock().unwrap() = Some((function.clone(), invocation));
        Box::pin(async {
            Ok(FunctionOutcome {
                status: 200,
                payload: Bytes::from_static(b"{\"errorMessage\": \"no\"}"),
                function_error: Some(FunctionError::Unhandled),
                request_id: "7e6d0f6a-0000-4000-8000-000000000000".to_owned(),
                executed_version: Some("$LATEST".to_owned()),
                log_tail: Some("a line\n".to_owned()),
            })
        })
    }

    fn read_object<'a>(&'a self, _: &'a str, object: &'a S3Object) -> BoxFuture<'a, Result<Bytes, AwsError>> {
        let known = object.bucket == "trust" && object.key == "store.pem";
        Box::pin(async move {
            let pem = Bytes::from_static(include_bytes!("../../fixtures/certificates/authority.pem"));
            if known { Ok(pem) } else { Err(AwsError::bad_request("no such object")) }
        })
    }

    fn discover<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(async { Ok(()) })
    }

    fn test_method<'a>(&'a self, _: &'a Api, _: &'a RestStage, _: &'a str, _: TestRequest) -> BoxFuture<'a, Option<TestAnswer>> {
        Box::pin(async { None })
    }

    fn test_authorizer<'a>(
        &'a self,
        _: &'a Api,
        _: &'a RestStage,
        _: &'a str,
        _: TestRequest,
    ) -> BoxFuture<'a, Option<TestDecision>> {
        Box::pin(async {
            Some(TestDecision {
                client_status: 0,
                principal_id: None,
                policy: None,
                claims: None,
                log: "the log\n".to_owned(),
                latency: std::time::Duration::from_millis(1),
            })
        })
    }
}

fn refusal(at: &ConnectionAddress) -> PortError {
    if at.id == "malformed" { PortError::Malformed } else { PortError::Gone }
}
