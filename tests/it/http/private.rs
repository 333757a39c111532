//! Private integrations (developer guide, "Working with private integrations for HTTP APIs").

use http::Response;
use serde_json::{Value, json};

use super::{Backend, Documents, check_message, get};

fn private(listener: &str) -> Value {
    json!({
        "integrationType": "HTTP_PROXY", "integrationMethod": "ANY", "payloadFormatVersion": "1.0",
        "connectionType": "VPC_LINK", "connectionId": "abc123", "integrationUri": listener,
    })
}

fn listener() -> Value {
    private("arn:aws:elasticloadbalancing:us-east-2:123456789012:listener/app/my-load-balancer/50dc6c495c0c9188/0467ef3c8400ae65")
}

#[tokio::test]
async fn a_link_that_nothing_stands_for_fails_the_call() {
    let backend = Backend::answering(Response::new("")).await;
    let api = Documents::with_vpc_link("other1", &backend).route("GET /pets", listener());
    check_message(&api.call(get("/pets")).await, 500, "Internal Server Error");
    assert!(backend.is_untouched());
}

// "The tlsConfig … if you require private integration traffic to use HTTPS": a name that cannot be verified is no name.
#[tokio::test]
async fn a_server_name_cannot_be_verified_without_tls() {
    let backend = Backend::answering(Response::new("")).await;
    let mut integration = listener();
    integration["tlsConfig"] = json!({"serverNameToVerify": "example.com"});
    let api = Documents::with_vpc_link("abc123", &backend).route("GET /pets", integration);
    check_message(&api.call(get("/pets")).await, 500, "Internal Server Error");
    assert!(backend.is_untouched());
}

// "A request to the test stage of an API includes test/route-path in the request to your private integration."
#[tokio::test]
async fn the_path_has_the_stage_in_it() {
    let cloud_map = "arn:aws:servicediscovery:us-east-2:123456789012:service/srv-id?stage=prod&deployment=green_deployment";
    for integration in [listener(), private(cloud_map)] {
        let backend = Backend::answering(Response::new("private")).await;
        let api = Documents::with_vpc_link("abc123", &backend).route("ANY /{proxy+}", integration);
        assert_eq!(api.call_stage("test", json!({}), get("/test/a%20b/c?x=1")).await.body(), "private");
        let seen = backend.the_request();
        assert_eq!(seen.target, "/test/a%20b/c?x=1");
        assert_eq!(seen.headers["host"], "a1b2c3d4e5.execute-api.localhost:4566");
    }
    let backend = Backend::answering(Response::new("")).await;
    Documents::with_vpc_link("abc123", &backend).route("$default", listener()).call(get("/pets")).await;
    assert_eq!(backend.the_request().target, "/pets");
}

// "To remove the stage name from the request …, use parameter mapping to overwrite the request path to $request.path."
#[tokio::test]
async fn path_and_host_can_be_overwritten() {
    let backend = Backend::answering(Response::new("")).await;
    let mut integration = listener();
    integration["requestParameters"] =
        json!({"overwrite:path": "$request.path", "overwrite:header.Host": "service.internal.example"});
    let api = Documents::with_vpc_link("abc123", &backend).route("ANY /{proxy+}", integration);
    api.call_stage("test", json!({}), get("/test/pets?x=1")).await;
    let seen = backend.the_request();
    assert_eq!((&*seen.target, &seen.headers["host"]), ("/pets?x=1", &"service.internal.example".parse().unwrap()));
}
