//! The cache of a stage (developer guide, "Enabling API caching to enhance responsiveness").

#![expect(clippy::needless_pass_by_value, reason = "the cases are written where they are used")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use apigw_emulator::clock::Change;
use apigw_emulator::gateway::Gateway;
use apigw_emulator::runtime::rest::RestStage;
use bytes::Bytes;
use http::{Request, Response};
use serde_json::{Value, json};

use super::{Backend, Documents, check_failure, get};
use crate::backend::gateway;

/// A stage in service whose backend answers with the number of its call.
struct Served {
    documents: Documents<'static>,
    stage: Arc<RestStage>,
    gateway: Gateway,
    backend: Backend,
}

impl Served {
    /// A stage with one method, `settings` for it, and `integration` added to what it integrates with.
    async fn new(route: &str, settings: Value, integration: Value) -> Self {
        Self::answering(route, settings, integration, 200, "").await
    }

    /// The same with the backend's status, and what is put before the number.
    async fn answering(route: &str, settings: Value, integration: Value, status: u16, before: &str) -> Self {
        let calls = Arc::new(AtomicUsize::new(0));
        let before = before.to_owned();
        let backend = Backend::answering_each(move |_| {
            let call = calls.fetch_add(1, Ordering::Relaxed) + 1;
            Response::builder().status(status).header("x-own", "kept").body(format!("{before}{call}")).expect("a response")
        })
        .await;
        let mut document = json!({"type": "HTTP_PROXY", "uri": backend.url("/"), "cacheNamespace": "orders"});
        document.as_object_mut().unwrap().extend(integration.as_object().unwrap().clone());
        let documents = Documents::new().method(route, document).stage(stage(settings));
        let stage = Arc::new(documents.compile().0);
        Self { documents, stage, gateway: gateway(None), backend }
    }

    /// Publishes the stage as it is set from now on.
    fn publish(&mut self, stage: Value) {
        self.documents.stage = stage;
        self.stage = Arc::new(self.documents.compile_after(Some(&self.stage)).0);
    }

    async fn call(&self, request: Request<&'static str>) -> Response<Bytes> {
        self.documents.call_through(&self.gateway, &self.stage, request).await
    }

    /// The bodies of the answers to requests for these paths.
    async fn bodies(&self, paths: &[&str]) -> Vec<String> {
        let mut bodies = Vec::new();
        for path in paths {
            bodies.push(String::from_utf8_lossy(self.call(get(path)).await.body()).into_owned());
        }
        bodies
    }

    fn calls(&self) -> usize {
        self.backend.requests().len()
    }
}

fn stage(settings: Value) -> Value {
    json!({"deploymentId": "d1", "cacheClusterEnabled": true, "cacheClusterSize": "0.5", "methodSettings": settings})
}

fn all_methods() -> Value {
    json!({"*/*": {"cachingEnabled": true}})
}

/// Settings of all methods, with `more`.
fn with(more: Value) -> Value {
    let mut settings = all_methods();
    settings["*/*"].as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    settings
}

/// A request that asks for a new answer.
fn anew(path: &str) -> Request<&'static str> {
    Request::get(path).header("cache-control", "no-cache, max-age=0").body("").expect("a request")
}

#[tokio::test]
async fn without_a_cluster_or_a_setting_nothing_is_kept() {
    for stage in [
        json!({"deploymentId": "d1", "cacheClusterEnabled": false, "methodSettings": all_methods()}),
        json!({"deploymentId": "d1", "cacheClusterEnabled": true, "methodSettings": {}}),
        json!({"deploymentId": "d1", "cacheClusterEnabled": true, "methodSettings": {"*/*": {"cachingEnabled": false}}}),
        // "TTL=0 means caching is disabled."
        json!({"deploymentId": "d1", "cacheClusterEnabled": true,
            "methodSettings": {"*/*": {"cachingEnabled": true, "cacheTtlInSeconds": 0}}}),
        // A method's own setting counts before that of all.
        json!({"deploymentId": "d1", "cacheClusterEnabled": true,
            "methodSettings": {"*/*": {"cachingEnabled": true}, "orders/GET": {"cachingEnabled": false}}}),
    ] {
        let mut served = Served::new("GET /orders", json!({}), json!({})).await;
        served.publish(stage.clone());
        assert_eq!(served.bodies(&["/orders", "/orders"]).await, ["1", "2"], "{stage}");
    }
}

#[tokio::test]
async fn an_answer_is_kept_for_its_time_to_live() {
    // "The default TTL value for API caching is 300 seconds."
    for (settings, seconds) in [(all_methods(), 300), (with(json!({"cacheTtlInSeconds": 20})), 20)] {
        let served = Served::new("GET /orders", settings, json!({})).await;
        assert_eq!(served.bodies(&["/orders", "/orders"]).await, ["1", "1"]);
        served.documents.account.clock.change(Change::Advance(Duration::from_secs(seconds - 2))).unwrap();
        let kept = served.call(get("/orders")).await;
        assert_eq!((&kept.body()[..], &kept.headers()["x-own"]), (&b"1"[..], &"kept".parse().unwrap()));
        served.documents.account.clock.change(Change::Advance(Duration::from_secs(2))).unwrap();
        assert_eq!(served.bodies(&["/orders"]).await, ["2"]);
    }
}

// theburningmonk.com, "Serverless: enable caching on query string parameters in API Gateway": what is no key parameter does
// not tell answers apart, not even the path.
#[tokio::test]
async fn only_key_parameters_tell_answers_apart() {
    let served = Served::new("GET /orders/{id}", all_methods(), json!({})).await;
    assert_eq!(served.bodies(&["/orders/1", "/orders/2", "/orders/1?a=b"]).await, ["1", "1", "1"]);

    let keys = ["method.request.path.id", "method.request.querystring.a", "integration.request.header.b"];
    let mapped = json!({"integration.request.header.b": "method.request.header.x-b"});
    let integration = json!({"cacheKeyParameters": keys, "requestParameters": mapped});
    let served = Served::new("GET /orders/{id}", all_methods(), integration).await;
    let paths = ["/orders/1", "/orders/2", "/orders/1?a=", "/orders/1?a=b", "/orders/1?c=d", "/orders/1?c=d&a=b"];
    assert_eq!(served.bodies(&paths).await, ["1", "2", "3", "4", "1", "4"]);
    for (value, expected) in [("x", "5"), ("y", "6"), ("x", "5")] {
        let request = Request::get("/orders/1").header("x-b", value).body("").expect("a request");
        assert_eq!(served.call(request).await.body(), expected);
    }
}

// "Only GET methods have caching enabled by default. You can enable caching for other methods by overriding method settings."
#[tokio::test]
async fn other_verbs_are_cached_by_their_own_settings_alone() {
    let post = || Request::post("/orders").body("").expect("a request");
    let served = Served::new("ANY /orders", all_methods(), json!({})).await;
    served.call(post()).await;
    assert_eq!(served.call(post()).await.body(), "2");
    let mut settings = all_methods();
    settings["orders/POST"] = json!({"cachingEnabled": true});
    let served = Served::new("ANY /orders", settings, json!({})).await;
    served.call(post()).await;
    assert_eq!(served.call(post()).await.body(), "1");
    assert_eq!(served.bodies(&["/orders", "/orders"]).await, ["2", "2"], "each verb has its own answers");
}

// API reference, PutIntegration, cacheNamespace: the same data for requests to different resources.
#[tokio::test]
async fn resources_of_one_namespace_share_their_answers() {
    let mut served = Served::new("GET /orders", all_methods(), json!({})).await;
    let integration =
        |namespace: &str| json!({"type": "HTTP_PROXY", "uri": served.backend.url("/"), "cacheNamespace": namespace});
    served.documents = served.documents.method("GET /same", integration("orders")).method("GET /other", integration("others"));
    served.publish(stage(all_methods()));
    assert_eq!(served.bodies(&["/orders", "/same", "/other", "/other"]).await, ["1", "1", "2", "2"]);
}

// stackoverflow.com/q/45883323: whatever the backend answers is kept, also 429.
#[tokio::test]
async fn a_backends_error_is_kept_and_the_gateways_is_not() {
    let served = Served::answering("GET /orders", all_methods(), json!({}), 429, "").await;
    assert_eq!(served.call(get("/orders")).await.status(), 429);
    assert_eq!(served.bodies(&["/orders"]).await, ["1"]);

    let broken = json!({"requestParameters": {"integration.request.header.content-length": "'1'"}});
    let mut served = Served::new("GET /orders", all_methods(), broken).await;
    assert_eq!(served.call(get("/orders")).await.status(), 500);
    served.documents = Documents::new()
        .method("GET /orders", json!({"type": "HTTP_PROXY", "uri": served.backend.url("/"), "cacheNamespace": "orders"}));
    served.publish(stage(all_methods()));
    assert_eq!(served.bodies(&["/orders", "/orders"]).await, ["1", "1"]);
}

// "The maximum size of a response that can be cached is 1048576 bytes."
#[tokio::test]
async fn a_longer_body_is_not_kept() {
    for (length, second) in [(1_048_575, "1"), (1_048_576, "2")] {
        let served = Served::answering("GET /orders", all_methods(), json!({}), 200, &"x".repeat(length)).await;
        assert_eq!(served.call(get("/orders")).await.body().len(), length + 1);
        assert!(served.call(get("/orders")).await.body().ends_with(second.as_bytes()), "{length}");
    }
}

// Developer guide, "Canary release deployment in API Gateway": answers belong to a deployment; "API Gateway changes caching
// capacity by removing the existing cache instance".
#[tokio::test]
async fn answers_outlive_a_publish_but_neither_their_deployment_nor_the_cluster() {
    let mut served = Served::new("GET /orders", all_methods(), json!({})).await;
    assert_eq!(served.bodies(&["/orders"]).await, ["1"]);
    let mut next = stage(all_methods());
    next["variables"] = json!({"a": "b"});
    served.publish(next.clone());
    assert_eq!(served.bodies(&["/orders"]).await, ["1"]);
    next["deploymentId"] = json!("d2");
    served.publish(next.clone());
    assert_eq!(served.bodies(&["/orders", "/orders"]).await, ["2", "2"]);
    next["cacheClusterSize"] = json!("1.6");
    served.publish(next);
    assert_eq!(served.bodies(&["/orders", "/orders"]).await, ["3", "3"]);
}

// The same page, `useStageCache`.
#[tokio::test]
async fn a_canary_uses_the_stages_cache_if_it_may() {
    let canary = |deployment: &str, uses: bool, percent: f64| {
        let mut stage = stage(all_methods());
        stage["canarySettings"] = json!({"deploymentId": deployment, "useStageCache": uses, "percentTraffic": percent});
        stage
    };
    let mut served = Served::new("GET /orders", all_methods(), json!({})).await;
    assert_eq!(served.bodies(&["/orders"]).await, ["1"]);
    served.publish(canary("d2", false, 100.0));
    assert_eq!(served.bodies(&["/orders", "/orders"]).await, ["2", "3"]);
    served.publish(canary("d2", true, 100.0));
    assert_eq!(served.bodies(&["/orders", "/orders"]).await, ["4", "4"]);
    served.publish(canary("d2", true, 0.0));
    assert_eq!(served.bodies(&["/orders"]).await, ["1"], "releases of different deployments keep their answers apart");
    served.publish(canary("d1", true, 100.0));
    assert_eq!(served.bodies(&["/orders"]).await, ["1"], "those of the same deployment share them");
}

// "Invalidate an API Gateway cache entry": nobody who does not sign may, where authorization is required.
#[tokio::test]
async fn who_may_not_invalidate_is_refused_warned_or_ignored() {
    let warning = "199 Cache-control headers were ignored because the caller was unauthorized.";
    let served =
        Served::new("GET /orders", with(json!({"unauthorizedCacheControlHeaderStrategy": "FAIL_WITH_403"})), json!({})).await;
    let body = r#"{"Message":"User is not authorized to access this resource"}"#;
    check_failure(&served.call(anew("/orders")).await, 403, "AccessDeniedException", body);
    assert_eq!(served.calls(), 0);

    for settings in [all_methods(), with(json!({"unauthorizedCacheControlHeaderStrategy": "SUCCEED_WITH_RESPONSE_HEADER"}))] {
        let served = Served::new("GET /orders", settings, json!({})).await;
        for request in [anew("/orders"), anew("/orders")] {
            let answer = served.call(request).await;
            assert_eq!((&answer.body()[..], &answer.headers()["warning"]), (&b"1"[..], &warning.parse().unwrap()));
        }
        assert_eq!(served.call(get("/orders")).await.headers().get("warning"), None, "the warning is not kept");
    }

    let ignored = with(json!({"unauthorizedCacheControlHeaderStrategy": "SUCCEED_WITHOUT_RESPONSE_HEADER"}));
    let served = Served::new("GET /orders", ignored, json!({})).await;
    served.call(get("/orders")).await;
    let answer = served.call(anew("/orders")).await;
    assert_eq!((&answer.body()[..], answer.headers().get("warning")), (&b"1"[..], None));
}

#[tokio::test]
async fn anyone_may_invalidate_where_no_authorization_is_required() {
    let served = Served::new("GET /orders", with(json!({"requireAuthorizationForCacheControl": false})), json!({})).await;
    assert_eq!(served.bodies(&["/orders", "/orders"]).await, ["1", "1"]);
    assert_eq!(served.call(anew("/orders")).await.body(), "2");
    assert_eq!(served.bodies(&["/orders"]).await, ["2"], "the new answer is in the place of the old one");
}

// The cache keeps what the method answers; compression is each caller's.
#[tokio::test]
async fn a_kept_answer_is_compressed_as_each_caller_asks() {
    let mut served = Served::answering("GET /orders", all_methods(), json!({}), 200, &"x".repeat(100)).await;
    served.documents = served.documents.api(json!({"minimumCompressionSize": 10}));
    served.publish(stage(all_methods()));
    let plain = served.call(get("/orders")).await;
    let gzip = Request::get("/orders").header("accept-encoding", "gzip").body("").expect("a request");
    assert_eq!(served.call(gzip).await.headers()["content-encoding"], "gzip");
    assert_eq!(served.call(get("/orders")).await.body(), plain.body());
    assert_eq!(served.calls(), 1);
}
