//! The control plane as the benchmark uses it: plain HTTP with a signature that only looks like one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use apigw_emulator::clock::MachineClock;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{Method, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::Result;

const SIGNATURE: &str =
    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0";

/// How many calls are under way while many APIs are made.
const AT_ONCE: usize = 32;

/// A client of one emulator's control plane.
#[derive(Clone, Debug)]
pub(crate) struct Control {
    client: Client<HttpConnector, Full<Bytes>>,
    url: String,
}

/// How long many calls took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filled {
    pub(crate) calls: usize,
    pub(crate) took: Duration,
}

impl Control {
    /// A client of the emulator at `url`.
    pub(crate) fn new(url: String) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Self { client: Client::builder(TokioExecutor::new()).build(connector), url }
    }

    /// One call; its answer as it came.
    pub(crate) async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Response<Bytes>> {
        let request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        let request = request.header(AUTHORIZATION, SIGNATURE).header(CONTENT_TYPE, "application/json");
        let body = body.map(Value::to_string).unwrap_or_default();
        let (parts, body) = self.client.request(request.body(Full::from(body))?).await?.into_parts();
        Ok(Response::from_parts(parts, body.collect().await?.to_bytes()))
    }

    /// One call that must succeed; its answer's document.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value> {
        let answer = self.send(method.clone(), path, body.as_ref()).await?;
        if !answer.status().is_success() {
            let text = String::from_utf8_lossy(answer.body());
            return Err(format!("{method} {path} is answered with {}: {text}", answer.status()).into());
        }
        if answer.body().is_empty() { Ok(Value::Null) } else { Ok(serde_json::from_slice(answer.body())?) }
    }

    /// POSTs and returns the member `id` (or another) of what was made.
    pub(crate) async fn make(&self, path: &str, body: Value, member: &str) -> Result<String> {
        let made = self.call(Method::POST, path, Some(body)).await?;
        made.get(member).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| format!("no {member} in {made}").into())
    }

    /// Makes `count` APIs: every other one a REST API, the others HTTP APIs that one call makes, deploys and serves.
    pub(crate) async fn fill(&self, count: usize) -> Result<Filled> {
        let started = MachineClock.instant();
        let next = Arc::new(AtomicUsize::new(0));
        let mut workers = JoinSet::new();
        for _ in 0..AT_ONCE {
            workers.spawn(self.clone().make_apis(Arc::clone(&next), count));
        }
        while let Some(ended) = workers.join_next().await {
            ended??;
        }
        Ok(Filled { calls: count, took: started.elapsed() })
    }

    async fn make_apis(self, next: Arc<AtomicUsize>, count: usize) -> Result<()> {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return Ok(());
            }
            let name = format!("crowd-{number}");
            if number.is_multiple_of(2) {
                self.call(Method::POST, "/restapis", Some(json!({ "name": name }))).await?;
            } else {
                let quick = json!({ "name": name, "protocolType": "HTTP", "target": "http://127.0.0.1:9/crowd" });
                self.call(Method::POST, "/v2/apis", Some(quick)).await?;
            }
        }
    }
}

impl Filled {
    pub(crate) fn calls_per_second(&self) -> f64 {
        f64::from(u32::try_from(self.calls).unwrap_or(u32::MAX)) / self.took.as_secs_f64()
    }
}
