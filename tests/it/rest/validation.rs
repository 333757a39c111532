//! Request validators.

use http::Request;
use serde_json::json;

use super::{Backend, Documents, check_failure, get};

/// A method whose validator asks for a header, a path parameter and a query parameter.
fn validated(backend: &Backend) -> Documents<'static> {
    let method = json!({
        "authorizationType": "NONE",
        "requestValidatorId": "v",
        "requestParameters": {
            "method.request.querystring.qs1": true,
            "method.request.path.issuer": true,
            "method.request.header.x-header-param": true,
            "method.request.querystring.optional": false,
        },
    });
    Documents::new()
        .method_with("ANY /nested/{issuer}", method.clone(), json!({"type": "HTTP_PROXY", "uri": backend.url("/")}))
        .method_with("ANY /other/{test}", method, json!({"type": "HTTP_PROXY", "uri": backend.url("/")}))
        .with("/requestvalidators/v", json!({"validateRequestParameters": true, "validateRequestBody": false}))
}

// Recorded: test_api_gateway_request_validator.
#[tokio::test]
async fn what_is_missing_is_named_and_the_backend_is_not_called() {
    let backend = Backend::answering(http::Response::new("")).await;
    let api = validated(&backend);
    let cases = [
        (get("/other/value"), "x-header-param, issuer, qs1"),
        (get("/nested/value?qs1=test"), "x-header-param"),
        (Request::get("/nested/value").header("x-header-param", "test").body("").expect("a request"), "qs1"),
        // Developer guide, "Use request validation in API Gateway": they must not be blank.
        (Request::get("/nested/value?qs1=%20").header("x-header-param", "").body("").expect("a request"), "x-header-param, qs1"),
    ];
    for (request, missing) in cases {
        let body = format!("{{\"message\": \"Missing required request parameters: [{missing}]\"}}");
        check_failure(&api.call(request).await, 400, "BadRequestException", &body);
    }
    assert!(backend.is_untouched());
    let complete = Request::get("/nested/value?qs1=test").header("x-header-param", "test").body("").expect("a request");
    assert_eq!(api.call(complete).await.status(), 200);
}

#[tokio::test]
async fn a_validator_that_does_not_exist_lets_nothing_pass() {
    let method = json!({"authorizationType": "NONE", "requestValidatorId": "gone"});
    let backend = Backend::answering(http::Response::new("")).await;
    let api = Documents::new().method_with("GET /", method, json!({"type": "HTTP_PROXY", "uri": backend.url("/")}));
    assert_eq!(api.call(get("/")).await.status(), 500);
    assert!(backend.is_untouched());
}

/// A mock whose bodies must follow `model`.
fn modelled(model: &str) -> Documents<'static> {
    let status = json!({
        "type": "object", "properties": {"Status": {"type": "string"}, "Order": {"type": "integer"}}, "required": ["Status", "Order"],
    });
    let reference = json!({"$ref": "https://apigateway.amazonaws.com/restapis/a1b2c3d4e5/models/StatusModel"});
    let test =
        json!({"type": "object", "properties": {"status": {"oneOf": [{"type": "null"}, reference]}}, "required": ["status"]});
    let list = json!({"type": "array", "items": reference});
    let method = json!({"authorizationType": "NONE", "requestValidatorId": "v", "requestModels": {"application/json": model}});
    let mock = json!({"type": "MOCK", "requestTemplates": {"$default": "{\"statusCode\": 200}"}});
    Documents::new()
        .method_with("POST /path", method, mock)
        .response("200", json!({}))
        .with("/requestvalidators/v", json!({"validateRequestBody": true}))
        .with("/models/StatusModel", json!({"schema": status.to_string()}))
        .with("/models/TestModel", json!({"schema": test.to_string()}))
        .with("/models/ListModel", json!({"schema": list.to_string()}))
}

fn post(body: &'static str) -> Request<&'static str> {
    Request::post("/path").body(body).expect("a request")
}

// Recorded: test_api_gateway_request_validator_with_ref_models and ..._with_ref_one_ofmodels.
#[tokio::test]
async fn a_body_must_follow_its_model_and_the_models_in_it() {
    let cases = [
        ("TestModel", r#"{"status": null}"#, true),
        ("TestModel", r#"{"status": {"Status": "works", "Order": 1}}"#, true),
        ("TestModel", "", false),
        ("TestModel", r#"{"badFormat": "bla"}"#, false),
        ("TestModel", "not JSON", false),
        ("ListModel", r#"[{"Status": "works", "Order": 1}]"#, true),
        ("ListModel", r#"[{"Status": "works"}]"#, false),
        ("ListModel", "", false),
    ];
    for (model, body, follows) in cases {
        let answer = modelled(model).call(post(body)).await;
        if follows {
            assert_eq!(answer.status(), 200, "{model} {body}");
        } else {
            check_failure(&answer, 400, "BadRequestException", "{\"message\": \"Invalid request body\"}");
        }
    }
}

// Developer guide, "Use request validation in API Gateway": a media type without a model is not validated.
#[tokio::test]
async fn a_body_of_another_media_type_is_not_looked_at() {
    let request = Request::post("/path").header("content-type", "text/plain").body("text").expect("a request");
    assert_eq!(modelled("TestModel").call(request).await.status(), 200);
}

// Developer guide, "Use request validation in API Gateway"; media types have no upper or lower case (RFC 9110, 8.3.1).
#[tokio::test]
async fn a_media_type_with_parameters_or_in_capitals_has_its_model() {
    for media_type in ["application/json; charset=utf-8", "Application/JSON"] {
        let request = Request::post("/path").header("content-type", media_type).body("{}").expect("a request");
        check_failure(
            &modelled("StatusModel").call(request).await,
            400,
            "BadRequestException",
            "{\"message\": \"Invalid request body\"}",
        );
    }
}

// CloudFormation user guide, AWS::ApiGateway::Method, `RequestModels`: the model of `$default` is for every content type.
#[tokio::test]
async fn the_default_model_is_for_every_other_media_type() {
    let method = json!({"authorizationType": "NONE", "requestValidatorId": "v",
        "requestModels": {"application/json": "TestModel", "$default": "StatusModel"}});
    let mock = json!({"type": "MOCK", "requestTemplates": {"$default": "{\"statusCode\": 200}"}});
    let api = modelled("TestModel").method_with("POST /two", method, mock).response("200", json!({}));
    let send = |media_type: &str| {
        Request::post("/two").header("content-type", media_type).body(r#"{"status": null}"#).expect("a request")
    };
    assert_eq!(api.call(send("application/json")).await.status(), 200);
    assert_eq!(api.call(send("text/plain")).await.status(), 400);
}

// Developer guide, "$context.error.validationErrorString"; the sentences are those of json-schema-validator.
#[tokio::test]
async fn what_is_wrong_with_a_body_can_be_told() {
    let api = modelled("StatusModel").with(
        "/gatewayresponses/BAD_REQUEST_BODY",
        json!({"responseTemplates": {"application/json": "$context.error.validationErrorString"}}),
    );
    assert_eq!(api.call(post("{}")).await.body(), "[object has missing required properties ([\"Status\",\"Order\"])]");
    let wrong = "[instance type (string) does not match any allowed primitive type (allowed: [\"integer\"])]";
    assert_eq!(api.call(post(r#"{"Status": "x", "Order": "1"}"#)).await.body(), wrong);
    let price = json!({"type": "object", "properties": {"price": {"type": "number"}}});
    let api = modelled("PriceModel").with("/models/PriceModel", json!({"schema": price.to_string()})).with(
        "/gatewayresponses/BAD_REQUEST_BODY",
        json!({"responseTemplates": {"application/json": "$context.error.validationErrorString"}}),
    );
    let wrong = "[instance type (string) does not match any allowed primitive type (allowed: [\"integer\",\"number\"])]";
    assert_eq!(api.call(post(r#"{"price": "1"}"#)).await.body(), wrong);
}

#[tokio::test]
async fn no_body_is_an_empty_object() {
    let api = modelled("StatusModel").with(
        "/gatewayresponses/BAD_REQUEST_BODY",
        json!({"responseTemplates": {"application/json": "$context.error.validationErrorString"}}),
    );
    assert!(api.call(post("")).await.body().starts_with(b"[object has missing"), "no body is an empty object");
}
