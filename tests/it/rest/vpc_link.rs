//! Private integrations (developer guide, "Set up API Gateway private integrations").

use http::Response;
use serde_json::{Value, json};

use super::{Backend, Documents, check_failure, get};

fn private(kind: &str, uri: &str, link: &str) -> Value {
    json!({"type": kind, "httpMethod": "GET", "uri": uri, "connectionType": "VPC_LINK", "connectionId": link})
}

#[tokio::test]
async fn a_link_that_nothing_stands_for_fails_the_call() {
    let backend = Backend::answering(Response::new("")).await;
    for kind in ["HTTP", "HTTP_PROXY"] {
        let api = Documents::with_vpc_link("gim7c3", &backend)
            .method("GET /", private(kind, &backend.url("/"), "other1"))
            .response("200", json!({}));
        let failed = "{\"message\": \"Internal server error\"}";
        check_failure(&api.call(get("/")).await, 500, "InternalServerErrorException", failed);
    }
    assert!(backend.is_untouched(), "the URI does not route");
}

// "The uri parameter is not used for routing requests to your endpoint, but is used for setting the Host header".
#[tokio::test]
async fn the_uri_gives_host_and_path_and_the_link_the_address() {
    for kind in ["HTTP", "HTTP_PROXY"] {
        let backend = Backend::answering(Response::new("private")).await;
        let mut integration = private(kind, "http://my-nlb-1234567890abcdef.us-east-2.amazonaws.com:8080/base/{id}", "gim7c3");
        integration["requestParameters"] = json!({"integration.request.path.id": "method.request.path.id"});
        let api = Documents::with_vpc_link("gim7c3", &backend).method("GET /orders/{id}", integration).response("200", json!({}));
        assert_eq!(api.call(get("/orders/7")).await.body(), "private");
        let seen = backend.the_request();
        assert_eq!(seen.target, "/base/7");
        assert_eq!(seen.headers["host"], "my-nlb-1234567890abcdef.us-east-2.amazonaws.com:8080");
    }
}

// "Using a stage variable, you set the connectionId property".
#[tokio::test]
async fn a_stage_variable_names_the_link() {
    let backend = Backend::answering(Response::new("private")).await;
    let api = Documents::with_vpc_link("gim7c3", &backend)
        .stage(json!({"deploymentId": "d1e2f3", "variables": {"vpcLinkId": "gim7c3"}}))
        .method("GET /", private("HTTP_PROXY", "http://nlb.example", "${stageVariables.vpcLinkId}"));
    assert_eq!(api.call(get("/")).await.body(), "private");
}
