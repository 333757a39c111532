//! Payload compression (developer guide, "Enable payload compression for an API" and the pages below it).

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::{GzDecoder, ZlibDecoder};
use flate2::write::GzEncoder;
use http::{Request, Response};
use serde_json::json;

use super::{Backend, Documents, check_failure};

const BODY: &str = "a body that is long enough to be worth compressing, a body that is long enough";

fn api(backend: &Backend, minimum: usize) -> Documents<'static> {
    Documents::new()
        .api(json!({"minimumCompressionSize": minimum}))
        .method("ANY /", json!({"type": "HTTP_PROXY", "uri": backend.url("/")}))
}

fn accepting(coding: &str) -> Request<&'static str> {
    Request::get("/").header("accept-encoding", coding).body("").expect("a request")
}

#[tokio::test]
async fn an_answer_is_compressed_as_the_caller_asks() {
    let backend = Backend::answering(Response::new(BODY)).await;
    let api = api(&backend, 10);
    let gzip = api.call(accepting("gzip, deflate, br")).await;
    let mut text = String::new();
    GzDecoder::new(&gzip.body()[..]).read_to_string(&mut text).expect("gzip");
    assert_eq!((&*text, &gzip.headers()["content-encoding"]), (BODY, &"gzip".parse().unwrap()));
    let deflate = api.call(accepting("deflate")).await;
    text.clear();
    ZlibDecoder::new(&deflate.body()[..]).read_to_string(&mut text).expect("deflate");
    assert_eq!((&*text, &deflate.headers()["content-encoding"]), (BODY, &"deflate".parse().unwrap()));
}

#[tokio::test]
async fn an_answer_stays_as_it_is_when_it_is_short_or_compressed_or_not_asked_for() {
    let backend = Backend::answering(Response::new(BODY)).await;
    for (api, coding) in [(api(&backend, BODY.len() + 1), "gzip"), (api(&backend, 0), "br"), (api(&backend, 0), "*")] {
        let answer = api.call(accepting(coding)).await;
        assert_eq!(answer.body(), BODY, "{coding}");
        assert!(!answer.headers().contains_key("content-encoding"), "{coding}");
    }
    let backend = Backend::answering(Response::builder().header("content-encoding", "br").body(BODY).unwrap()).await;
    assert_eq!(api(&backend, 0).call(accepting("gzip")).await.body(), BODY);
}

#[tokio::test]
async fn a_compressed_request_reaches_the_backend_decompressed() {
    let backend = Backend::answering(Response::new("")).await;
    let request = Request::post("/").header("content-encoding", "gzip").body(gzipped(BODY.as_bytes())).expect("a request");
    assert_eq!(api(&backend, 0).call(request).await.status(), 200);
    assert_eq!(backend.the_request().body, BODY);
}

fn gzipped(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body).expect("memory");
    encoder.finish().expect("memory")
}

// "If the payload size is smaller than this value, compression or decompression are not applied on the payload."
#[tokio::test]
async fn a_short_request_reaches_the_backend_as_it_was_sent() {
    let backend = Backend::answering(Response::new("")).await;
    let body = gzipped(BODY.as_bytes());
    let request = Request::post("/").header("content-encoding", "gzip").body(body.clone()).expect("a request");
    assert_eq!(api(&backend, body.len() + 1).call(request).await.status(), 200);
    assert_eq!(backend.the_request().body, body);
}

// The payload limit is of what is mapped and passed on (developer guide, "Quotas").
#[tokio::test]
async fn a_request_that_grows_beyond_the_payload_limit_is_413() {
    let backend = Backend::answering(Response::new("")).await;
    let body = gzipped(&vec![b'x'; 10 * 1024 * 1024 + 1]);
    let request = Request::post("/").header("content-encoding", "gzip").body(body).expect("a request");
    assert_eq!(api(&backend, 0).call(request).await.status(), 413);
    assert!(backend.is_untouched());
}

#[tokio::test]
async fn a_request_that_cannot_be_decompressed_is_unsupported() {
    let backend = Backend::answering(Response::new("")).await;
    for coding in ["br", "gzip"] {
        let request = Request::post("/").header("content-encoding", coding).body("not compressed").expect("a request");
        let answer = api(&backend, 0).call(request).await;
        check_failure(&answer, 415, "BadRequestException", "{\"message\": \"Unsupported Media Type\"}");
    }
    assert!(backend.is_untouched());
}
