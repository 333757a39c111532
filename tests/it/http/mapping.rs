//! Parameter mapping. Developer guide, "Transforming API requests and responses".

use http::{Request, Response};
use serde_json::{Value, json};

use super::{Backend, Documents, get};

fn to(backend: &Backend, request_parameters: &Value, response_parameters: &Value) -> Value {
    json!({
        "integrationType": "HTTP_PROXY",
        "integrationUri": backend.url("/base"),
        "requestParameters": request_parameters,
        "responseParameters": response_parameters,
    })
}

fn answer(status: u16) -> http::response::Builder {
    Response::builder().status(status)
}

#[tokio::test]
async fn headers_are_appended_overwritten_and_removed() {
    let backend = Backend::answering(Response::new("")).await;
    let mappings = json!({
        "append:header.more": "$request.header.given",
        "overwrite:header.replaced": "v-${stageVariables.version}-${request.querystring.q}",
        "remove:header.gone": "",
    });
    let api = Documents::default().route("GET /pets", to(&backend, &mappings, &json!({})));
    let request = Request::get("/dev/pets?q=1&q=2")
        .header("given", "a")
        .header("given", "b")
        .header("more", "first")
        .header("replaced", "old")
        .header("gone", "1");
    api.call_stage("dev", json!({"stageVariables": {"version": "7"}}), request.body("").expect("a request")).await;
    let headers = backend.the_request().headers;
    assert_eq!(headers.get_all("more").iter().collect::<Vec<_>>(), ["first", "a,b"]);
    assert_eq!(headers["replaced"], "v-7-1,2");
    assert!(!headers.contains_key("gone"));
}

#[tokio::test]
async fn a_header_can_be_renamed() {
    let backend = Backend::answering(Response::new("")).await;
    let mappings = json!({"append:header.header2": "$request.header.header1", "remove:header.header1": "''"});
    let request = Request::get("/pets").header("header1", "value").body("").expect("a request");
    Documents::default().route("GET /pets", to(&backend, &mappings, &json!({}))).call(request).await;
    let headers = backend.the_request().headers;
    assert_eq!(headers["header2"], "value");
    assert!(!headers.contains_key("header1"));
}

#[tokio::test]
async fn the_query_is_changed_and_the_rest_of_it_stays() {
    let backend = Backend::answering(Response::new("")).await;
    let mappings = json!({
        "append:querystring.more": "$request.path.id",
        "overwrite:querystring.replaced": "new value",
        "remove:querystring.gone": "",
    });
    let api = Documents::default().route("GET /pets/{id}", to(&backend, &mappings, &json!({})));
    api.call(get("/pets/a%2Fb?kept=%C3%A4&replaced=1&replaced=2&gone=1&more=0")).await;
    assert_eq!(backend.the_request().target, "/base?kept=%C3%A4&more=0&more=a%2Fb&replaced=new%20value");
}

#[tokio::test]
async fn the_path_is_overwritten_without_the_stage() {
    let backend = Backend::answering(Response::new("")).await;
    let api = Documents::default().route("ANY /{proxy+}", to(&backend, &json!({"overwrite:path": "$request.path"}), &json!({})));
    api.call_stage("dev", json!({}), get("/dev/store/a%20b?q=1")).await;
    assert_eq!(backend.the_request().target, "/store/a%20b?q=1");
}

#[tokio::test]
async fn values_are_found_in_the_body_and_the_context() {
    let backend = Backend::answering(Response::new("")).await;
    let mappings = json!({
        "append:header.id": "$request.body.order.items[1].id",
        "append:header.whole": "$request.body",
        "append:header.absent": "$request.body.none",
        "append:header.context": "${context.routeKey} ${context.stage} ${context.identity.sourceIp} ${context.path}",
    });
    let request = Request::post("/pets").body(r#"{"order": {"items": [{}, {"id": 42}]}}"#).expect("a request");
    Documents::default().route("POST /pets", to(&backend, &mappings, &json!({}))).call(request).await;
    let headers = backend.the_request().headers;
    assert_eq!(headers["id"], "42");
    assert_eq!(headers["whole"], r#"{"order": {"items": [{}, {"id": 42}]}}"#);
    assert_eq!(headers["context"], "POST /pets $default 192.0.2.1 /pets");
    assert!(!headers.contains_key("absent"));
}

#[tokio::test]
async fn a_function_sees_the_changed_request() {
    let lambda = Backend::answering(Response::new("{}")).await;
    let integration = json!({
        "integrationType": "AWS_PROXY",
        "integrationUri": "arn:aws:lambda:us-east-1:000000000000:function:orders",
        "payloadFormatVersion": "2.0",
        "requestParameters": {
            "overwrite:header.a": "$context.requestId", "overwrite:querystring.q": "2", "overwrite:path": "/else/where",
        },
    });
    let response = Documents::with_lambda(&lambda).route("GET /pets", integration).call(get("/pets?q=1")).await;
    let event: Value = serde_json::from_slice(&lambda.the_request().body).expect("an event");
    assert_eq!(event["headers"]["a"], response.headers()["apigw-requestid"].to_str().expect("text"));
    assert_eq!((&event["rawQueryString"], &event["queryStringParameters"]), (&json!("q=2"), &json!({"q": "2"})));
    assert_eq!(event["rawPath"], "/else/where");
}

// "Change the response from an integration", the guide's example.
#[tokio::test]
async fn an_answer_is_changed_by_the_mappings_of_its_status() {
    let mappings = json!({
        "500": {"append:header.header1": "$context.requestId", "overwrite:statuscode": "403"},
        "404": {"append:header.error": "$stageVariables.environmentId"},
    });
    let stage = json!({"stageVariables": {"environmentId": "env-7"}});

    let failing = Backend::answering(answer(500).body("").expect("an answer")).await;
    let api = Documents::default().route("GET /pets", to(&failing, &json!({}), &mappings));
    let response = api.call_stage("dev", stage.clone(), get("/dev/pets")).await;
    assert_eq!(response.status(), 403);
    assert_eq!(response.headers()["header1"], response.headers()["apigw-requestid"]);

    let missing = Backend::answering(answer(404).body("").expect("an answer")).await;
    let api = Documents::default().route("GET /pets", to(&missing, &json!({}), &mappings));
    let response = api.call_stage("dev", stage, get("/dev/pets")).await;
    assert_eq!((response.status().as_u16(), &response.headers()["error"]), (404, &http::HeaderValue::from_static("env-7")));
}

#[tokio::test]
async fn an_answers_body_and_headers_can_be_used() {
    let mappings = json!({"200": {
        "overwrite:header.x-id": "$response.body.id", "append:header.x-b": "$response.header.x-a", "remove:header.x-a": "",
    }});
    let backend = Backend::answering(answer(200).header("x-a", "1").body(r#"{"id": "i7"}"#).expect("an answer")).await;
    let response = Documents::default().route("GET /pets", to(&backend, &json!({}), &mappings)).call(get("/pets")).await;
    assert_eq!((&response.headers()["x-id"], &response.headers()["x-b"]), (&"i7".parse().unwrap(), &"1".parse().unwrap()));
    assert!(!response.headers().contains_key("x-a"));
    assert_eq!(response.body(), r#"{"id": "i7"}"#);
}
