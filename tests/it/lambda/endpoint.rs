use std::sync::{Arc, Mutex};

use apigw_emulator::lambda::{FunctionEndpoint, FunctionError, InvocationType, InvokeError, Settings};
use bytes::Bytes;
use emulator_api::arn::FunctionArn;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::{arn, define, functions_with, invoke, succeeded};

/// An HTTP server that answers every request alike and keeps what it was sent.
struct Backend {
    url: String,
    seen: Arc<Mutex<Vec<Request<Bytes>>>>,
    _server: JoinSet<()>,
}

impl Backend {
    async fn answering(response: Response<&'static str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (kept, response) = (seen.clone(), response.map(|body| Full::new(Bytes::from(body))));
        let mut server = JoinSet::new();
        server.spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (kept, response) = (kept.clone(), response.clone());
                connections.spawn(async move {
                    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
                        let (kept, response) = (kept.clone(), response.clone());
                        async move {
                            let (parts, body) = request.into_parts();
                            let body = body.collect().await?.to_bytes();
                            kept.lock().unwrap().push(Request::from_parts(parts, body));
                            Ok::<_, hyper::Error>(response)
                        }
                    });
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
                });
            }
        });
        Self { url, seen, _server: server }
    }

    fn seen(&self) -> Request<Bytes> {
        self.seen.lock().unwrap().pop().expect("the backend must have been called")
    }
}

fn mapped(name: &str, url: &str) -> Settings {
    let endpoints = vec![format!("{name}={url}").parse::<FunctionEndpoint>().unwrap()];
    Settings { endpoints, ..Settings::default() }
}

// Lambda API reference, Invoke.
#[tokio::test]
async fn a_mapped_lambda_api_is_sent_a_signed_invoke() {
    let backend = Backend::answering(Response::new(r#"{"ok": true}"#)).await;
    let functions = functions_with(mapped("orders", &backend.url));
    let arn = FunctionArn { qualifier: Some("live".to_owned()), ..arn("orders") };
    let outcome = functions.invoke(&arn, r#"{"a": 1}"#.into(), InvocationType::RequestResponse).await.unwrap();
    assert_eq!(succeeded(&outcome), json!({ "ok": true }));
    let seen = backend.seen();
    assert_eq!(seen.uri(), "/2015-03-31/functions/orders/invocations?Qualifier=live");
    assert_eq!(seen.body().as_ref(), br#"{"a": 1}"#);
    let authorization = seen.headers()["authorization"].to_str().unwrap();
    assert!(authorization.starts_with("AWS4-HMAC-SHA256 Credential=000000000000/"), "{authorization}");
    assert!(authorization.contains("/us-east-1/lambda/aws4_request"), "{authorization}");
}

// As AWS's SDKs encode labels of a path: all but unreserved characters (RFC 3986, section 2.3).
#[tokio::test]
async fn unreserved_characters_of_a_name_are_sent_as_they_are() {
    let backend = Backend::answering(Response::new("{}")).await;
    let functions = functions_with(mapped("my-orders_2", &backend.url));
    invoke(&functions, "my-orders_2", "{}").await;
    assert_eq!(backend.seen().uri(), "/2015-03-31/functions/my-orders_2/invocations");
}

#[tokio::test]
async fn an_error_of_the_function_comes_through() {
    let response = Response::builder().header("X-Amz-Function-Error", "Unhandled").header("X-Amz-Executed-Version", "7");
    let backend = Backend::answering(response.body(r#"{"errorMessage": "no"}"#).unwrap()).await;
    let functions = functions_with(mapped("orders", &backend.url));
    let outcome = invoke(&functions, "orders", "{}").await;
    assert_eq!(outcome.function_error, Some(FunctionError::Unhandled));
    assert_eq!(outcome.executed_version.as_deref(), Some("7"));
}

#[tokio::test]
async fn an_event_is_sent_as_an_event() {
    let backend = Backend::answering(Response::builder().status(202).body("").unwrap()).await;
    let functions = functions_with(mapped("orders", &backend.url));
    let outcome = functions.invoke(&arn("orders"), "{}".into(), InvocationType::Event).await.unwrap();
    assert_eq!(outcome.status, 202);
    assert_eq!(backend.seen().headers()["x-amz-invocation-type"], "Event");
}

#[tokio::test]
async fn a_runtime_interface_emulator_is_called_at_its_own_url() {
    let backend = Backend::answering(Response::new(r#"{"statusCode": 200}"#)).await;
    let path = "/2015-03-31/functions/function/invocations";
    let functions = functions_with(mapped("orders", &format!("{}{path}", backend.url)));
    assert_eq!(succeeded(&invoke(&functions, "orders", "{}").await), json!({ "statusCode": 200 }));
    let seen = backend.seen();
    assert_eq!(seen.uri(), path);
    assert!(!seen.headers().contains_key("authorization"));
}

// The Runtime Interface Emulator sets no X-Amz-Function-Error.
#[tokio::test]
async fn an_error_of_a_runtime_interface_emulator_is_told_by_its_payload() {
    let backend = Backend::answering(Response::new(r#"{"errorMessage": "no", "errorType": "ValueError"}"#)).await;
    let url = format!("{}/2015-03-31/functions/function/invocations", backend.url);
    let functions = functions_with(mapped("orders", &url));
    assert_eq!(invoke(&functions, "orders", "{}").await.function_error, Some(FunctionError::Unhandled));
}

#[tokio::test]
async fn a_function_here_comes_before_a_mapped_endpoint_and_that_before_the_default() {
    let (mapped_one, default) =
        tokio::join!(Backend::answering(Response::new("\"mapped\"")), Backend::answering(Response::new("\"default\"")));
    let default_endpoint = Some(default.url.parse().unwrap());
    let functions = functions_with(Settings { default_endpoint, ..mapped("f", &mapped_one.url) });
    assert_eq!(succeeded(&invoke(&functions, "f", "{}").await), json!("mapped"));
    assert_eq!(succeeded(&invoke(&functions, "other", "{}").await), json!("default"));
    let (definition, _folder) = define("python3.11", "app.handler", &[("app.py", "def handler(event, context): return 'here'")]);
    functions.publish(definition);
    assert_eq!(succeeded(&invoke(&functions, "f", "{}").await), json!("here"));
}

#[tokio::test]
async fn an_endpoint_that_is_down_or_refuses_is_named() {
    let functions = functions_with(mapped("orders", "http://127.0.0.1:1"));
    let error = functions.invoke(&arn("orders"), "{}".into(), InvocationType::RequestResponse).await.unwrap_err();
    assert!(matches!(error, InvokeError::Unreachable { .. }));
    assert!(error.to_string().contains("http://127.0.0.1:1/"), "{error}");
    let refusal = Response::builder().status(404).header("x-amzn-ErrorType", "ResourceNotFoundException");
    let backend = Backend::answering(refusal.body("{}").unwrap()).await;
    let functions = functions_with(mapped("orders", &backend.url));
    let error = functions.invoke(&arn("orders"), "{}".into(), InvocationType::RequestResponse).await.unwrap_err();
    let InvokeError::Refused { status, error_type, .. } = &error else { panic!("{error}") };
    assert_eq!((*status, error_type.as_deref()), (404, Some("ResourceNotFoundException")));
}
