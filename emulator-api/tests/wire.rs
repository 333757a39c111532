//! Requests as clients send them, answers as clients read them: the codec over the real tables.

use bytes::Bytes;
use emulator_api::codec::{self, Input, Output, RequestParts};
use emulator_api::model::{Operation, OperationSpec};
use emulator_api::{AwsError, Doc, ErrorCode};
use http::HeaderMap;
use http::header::HeaderName;
use serde_json::{Value, json};

/// An operation by its name, where a name is in several services as `service:Name`.
fn spec(name: &str) -> &'static OperationSpec {
    let mut specs = Operation::all().map(Operation::spec);
    let found = match name.split_once(':') {
        Some((service, name)) => specs.find(|spec| spec.service.name() == service && spec.name == name),
        None => specs.find(|spec| spec.name == name),
    };
    found.expect("an operation of this name")
}

/// A request; its path's parameters are values for all labels of the operation.
#[derive(Default)]
struct Request<'a> {
    path: &'a [(&'static str, &'a str)],
    query: &'a str,
    headers: &'a [(&'static str, &'a str)],
    body: &'a [u8],
}

fn decode(spec: &'static OperationSpec, request: &Request<'_>) -> Result<Input, AwsError> {
    let parameters: Vec<_> = request.path.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    let mut headers = HeaderMap::new();
    for (name, value) in request.headers {
        headers.insert(HeaderName::from_static(name), value.parse().expect("a header's value"));
    }
    let parts = RequestParts { parameters: &parameters, query: request.query, headers: &headers };
    codec::decode(spec, &parts, request.body)
}

fn members(name: &str, request: &Request<'_>) -> Value {
    decode(spec(name), request).expect("a valid request").members.into()
}

fn refusal(name: &str, request: &Request<'_>) -> (ErrorCode, String) {
    let refusal = decode(spec(name), request).expect_err("an invalid request");
    (refusal.code(), refusal.message().to_owned())
}

fn encoded(name: &str, output: Value) -> http::Response<Bytes> {
    let Value::Object(output) = output else { panic!("an output is an object") };
    codec::encode(spec(name), &Output::from(output))
}

fn body(response: &http::Response<Bytes>) -> Value {
    serde_json::from_slice(response.body()).expect("a JSON body")
}

const METHOD_PATH: &[(&str, &str)] = &[("restApiId", "abc"), ("resourceId", "def"), ("httpMethod", "GET")];

// apigateway's model: PutIntegrationRequest has httpMethod in the path and integrationHttpMethod as "httpMethod" in the
// body.
#[test]
fn two_members_share_a_name_on_the_wire() {
    let body = br#"{"type": "AWS_PROXY", "httpMethod": "POST"}"#;
    let found = members("PutIntegration", &Request { path: METHOD_PATH, body, ..Default::default() });
    assert_eq!(found["httpMethod"], "GET");
    assert_eq!(found["integrationHttpMethod"], "POST");
}

// apigateway's model: ImportRestApi's parameters are a map in the query; mode and failonwarnings are bound elsewhere.
#[test]
fn a_map_in_the_query_is_all_that_nothing_else_takes() {
    let query = "mode=import&failonwarnings=true&endpointConfigurationTypes=REGIONAL&a+b=c%26d";
    let input = decode(spec("ImportRestApi"), &Request { query, body: b"openapi: 3", ..Default::default() }).unwrap();
    let parameters = json!({"endpointConfigurationTypes": "REGIONAL", "a b": "c&d"});
    assert_eq!(Value::Object(input.members), json!({"failOnWarnings": true, "parameters": parameters}));
    assert_eq!(input.payload.as_deref(), Some(&b"openapi: 3"[..]));
}

#[test]
fn a_list_in_the_query_is_a_repeated_key() {
    let path = &[("resourceArn", "arn:aws:apigateway:us-east-1::/restapis/abc")];
    let found = members("UntagResource", &Request { path, query: "tagKeys=a&tagKeys=b", ..Default::default() });
    assert_eq!(found["tagKeys"], json!(["a", "b"]));
}

#[test]
fn numbers_in_the_query_are_numbers() {
    assert_eq!(
        members("GetRestApis", &Request { query: "limit=7&position=x", ..Default::default() }),
        json!({"limit": 7, "position": "x"})
    );
    let (code, _) = refusal("GetRestApis", &Request { query: "limit=many", ..Default::default() });
    assert_eq!(code, ErrorCode::Serialization);
}

// lambda's model: InvocationRequest.
#[test]
fn an_invocation_has_headers_query_and_a_raw_body() {
    let request = Request {
        path: &[("FunctionName", "orders")],
        query: "Qualifier=live",
        headers: &[("x-amz-invocation-type", "Event"), ("x-amz-client-context", "e30=")],
        body: b"not json",
    };
    let input = decode(spec("Invoke"), &request).unwrap();
    let wanted = json!({"FunctionName": "orders", "Qualifier": "live", "InvocationType": "Event", "ClientContext": "e30="});
    let sorted = |doc: Doc| doc.into_iter().collect::<std::collections::BTreeMap<_, _>>();
    assert_eq!(sorted(input.members), sorted(wanted.as_object().unwrap().clone()));
    assert_eq!(input.payload.as_deref(), Some(&b"not json"[..]));
}

// lambda's model: FunctionCode.ZipFile is a blob in the body, hence base64.
#[test]
fn a_blob_in_the_body_is_base64() {
    let function = |zip: &str| {
        json!({
            "FunctionName": "f", "Role": "arn:aws:iam::000000000000:role/r", "Code": {"ZipFile": zip},
        })
    };
    let found = members("CreateFunction", &Request { body: function("UEs=").to_string().as_bytes(), ..Default::default() });
    assert_eq!(found["Code"], json!({"ZipFile": "UEs="}));
    let (code, _) = refusal("CreateFunction", &Request { body: function("***").to_string().as_bytes(), ..Default::default() });
    assert_eq!(code, ErrorCode::InvalidRequestContent);
}

// apigatewayv2's model: DomainNameConfiguration.certificateUploadDate is ISO 8601.
#[test]
fn moments_are_seconds_in_documents() {
    let body = |date: &str| json!({"domainName": "a.example", "domainNameConfigurations": [{"certificateUploadDate": date}]});
    let request =
        |body: &str| decode(spec("apigatewayv2:CreateDomainName"), &Request { body: body.as_bytes(), ..Default::default() });
    let found = request(&body("2020-02-29T00:00:00Z").to_string()).unwrap();
    let configurations = json!([{"certificateUploadDate": 1_582_934_400}]);
    assert_eq!(found.members["domainNameConfigurations"], configurations);
    assert_eq!(request(&body("yesterday").to_string()).unwrap_err().code(), ErrorCode::BadRequest);
}

// Recorded: test_put_integration_request_parameter_bool_type, test_integration_response_invalid_responsetemplates.
#[test]
fn wrong_types_are_refused_in_the_deserializers_words() {
    let body = br#"{"type": "HTTP_PROXY", "requestParameters": {"integration.request.path.testPath": true}}"#;
    let (code, message) = refusal("PutIntegration", &Request { path: METHOD_PATH, body, ..Default::default() });
    assert_eq!(code, ErrorCode::Serialization);
    assert_eq!(message, "class java.lang.Boolean can not be converted to an String");
    let path = &[METHOD_PATH, &[("statusCode", "200")]].concat();
    let body = br#"{"responseTemplates": {"application/json": 123}}"#;
    let (_, message) = refusal("PutIntegrationResponse", &Request { path, body, ..Default::default() });
    assert_eq!(message, "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String");
}

// "TruncatingBigNumber" says what AWS does with a fraction.
#[test]
fn a_whole_number_loses_its_fraction() {
    let found =
        members("CreateRestApi", &Request { body: br#"{"name": "a", "minimumCompressionSize": 10.7}"#, ..Default::default() });
    assert_eq!(found["minimumCompressionSize"], 10);
    let body = br#"{"name": "a", "minimumCompressionSize": 1e300}"#;
    assert_eq!(refusal("CreateRestApi", &Request { body, ..Default::default() }).0, ErrorCode::Serialization);
}

// Recorded: test_put_integration_response_templates, "application/json": null; only the handler minds.
#[test]
fn null_is_absent_but_stays_in_maps() {
    let path = &[METHOD_PATH, &[("statusCode", "200")]].concat();
    let body = br#"{"selectionPattern": null, "responseTemplates": {"application/json": null}}"#;
    let found = members("PutIntegrationResponse", &Request { path, body, ..Default::default() });
    assert_eq!(found.get("selectionPattern"), None);
    assert_eq!(found["responseTemplates"], json!({"application/json": null}));
}

#[test]
fn members_that_the_model_does_not_know_are_ignored() {
    let found = members("CreateRestApi", &Request { body: br#"{"name": "a", "Name": "b", "x": {}}"#, ..Default::default() });
    assert_eq!(found, json!({"name": "a"}));
}

#[test]
fn what_is_no_json_is_refused_by_each_service_in_its_way() {
    let bodies: [&[u8]; 5] = [b"{", b"[]", b"\"a\"", b"{\"name\": \"\xff\"}", b"\0"];
    for body in bodies {
        let request = Request { body, ..Default::default() };
        assert_eq!(refusal("CreateRestApi", &request).0, ErrorCode::Serialization);
        assert_eq!(refusal("CreateApi", &request).0, ErrorCode::BadRequest);
        assert_eq!(refusal("CreateFunction", &request).0, ErrorCode::InvalidRequestContent);
    }
}

#[test]
fn a_body_nested_without_end_is_refused() {
    let body = "[".repeat(100_000);
    assert_eq!(refusal("CreateRestApi", &Request { body: body.as_bytes(), ..Default::default() }).0, ErrorCode::Serialization);
}

// Recorded: test_create_rest_api_with_endpoint_configuration (two failures, a list of enums).
#[test]
fn broken_constraints_are_reported_together() {
    let body = br#"{"name": "a", "endpointConfiguration": {"types": ["wrong"], "ipAddressType": "wrong"}}"#;
    let (code, message) = refusal("CreateRestApi", &Request { body, ..Default::default() });
    assert_eq!(code, ErrorCode::Validation);
    assert_eq!(
        message,
        "2 validation errors detected: Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to \
         satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, \
         REGIONAL]]; Value 'wrong' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy \
         constraint: Member must satisfy enum value set: [ipv4, dualstack]"
    );
}

// Recorded: test_update_method_response_negative_tests (body first, the path's members without prefix).
#[test]
fn failures_in_the_body_come_before_those_in_the_path() {
    let path = &[METHOD_PATH, &[("statusCode", "wrong")]].concat();
    let body = br#"{"patchOperations": [{"op": "wrong_op", "path": "/x"}]}"#;
    let (_, message) = refusal("UpdateMethodResponse", &Request { path, body, ..Default::default() });
    assert_eq!(
        message,
        "2 validation errors detected: Value 'wrong_op' at 'updateMethodResponseInput.patchOperations.1.member.op' \
         failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]; \
         Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: \
         [1-5]\\d\\d"
    );
}

// Recorded: test_gateway_response_validation, test_put_integration_wrong_type, test_invalid_create_documentation_part.
#[test]
fn enums_are_listed_in_awss_order() {
    let path = &[("restApiId", "abc"), ("responseType", "FAKE_RESPONSE_TYPE")];
    let (_, message) = refusal("GetGatewayResponse", &Request { path, ..Default::default() });
    assert_eq!(
        message,
        "1 validation error detected: Value 'FAKE_RESPONSE_TYPE' at 'responseType' failed to satisfy constraint: Member \
         must satisfy enum value set: [REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, AUTHORIZER_CONFIGURATION_ERROR, \
         MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY, INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, \
         AUTHORIZER_FAILURE, UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED, \
         QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR, UNSUPPORTED_MEDIA_TYPE, INTEGRATION_FAILURE, EXPIRED_TOKEN]"
    );
    let request = Request { path: METHOD_PATH, body: br#"{"type": "HTTPS_PROXY"}"#, ..Default::default() };
    assert_eq!(
        refusal("PutIntegration", &request).1,
        "1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy constraint: \
         Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]"
    );
    let body = br#"{"location": {"type": "INVALID"}, "properties": "{}"}"#;
    let request = Request { path: &[("restApiId", "abc")], body, ..Default::default() };
    assert_eq!(
        refusal("CreateDocumentationPart", &request).1,
        "1 validation error detected: Value 'INVALID' at 'createDocumentationPartInput.location.type' failed to satisfy \
         constraint: Member must satisfy enum value set: [RESPONSE_BODY, RESPONSE, METHOD, MODEL, AUTHORIZER, \
         RESPONSE_HEADER, RESOURCE, PATH_PARAMETER, REQUEST_BODY, QUERY_PARAMETER, API, REQUEST_HEADER]"
    );
}

#[test]
fn a_missing_member_must_not_be_null() {
    assert_eq!(
        refusal("CreateRestApi", &Request::default()).1,
        "1 validation error detected: Value null at 'createRestApiInput.name' failed to satisfy constraint: Member must \
         not be null"
    );
}

// apigatewayv2's model: IntegerWithLengthBetweenMinus1And86400, StringWithLengthBetween1And64.
#[test]
fn numbers_and_lengths_have_ranges() {
    let body = br#"{"name": "a", "protocolType": "HTTP", "corsConfiguration": {"maxAge": 86401}}"#;
    let (code, message) = refusal("CreateApi", &Request { body, ..Default::default() });
    assert_eq!(code, ErrorCode::BadRequest);
    assert_eq!(
        message,
        "1 validation error detected: Value '86401' at 'corsConfiguration.maxAge' failed to satisfy constraint: Member must have \
         value less than or equal to 86400"
    );
    let path = &[("apiId", "abc")];
    let body = json!({"routeKey": "GET /", "operationName": "n".repeat(65)}).to_string();
    let (_, message) = refusal("CreateRoute", &Request { path, body: body.as_bytes(), ..Default::default() });
    assert!(
        message.ends_with("at 'operationName' failed to satisfy constraint: Member must have length less than or equal to 64")
    );
}

// As recorded from AWS: v1 timestamps are numbers, lists are "item".
#[test]
fn rest_apis_are_listed_as_item_with_dates_as_numbers() {
    let item = json!({"id": "abc", "createdDate": 1_582_934_400, "description": null, "tags": {"a": "b"}});
    let response = encoded("GetRestApis", json!({"items": [item], "position": "next"}));
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/json");
    let item = json!({"id": "abc", "createdDate": 1_582_934_400, "tags": {"a": "b"}});
    assert_eq!(body(&response), json!({"item": [item], "position": "next"}));
}

// As recorded from AWS: v2 timestamps are ISO 8601 strings, lists are "items".
#[test]
fn http_apis_are_listed_as_items_with_dates_as_text() {
    let response = encoded("GetApis", json!({"items": [{"apiId": "abc", "createdDate": 1_582_934_400}]}));
    assert_eq!(body(&response), json!({"items": [{"apiId": "abc", "createdDate": "2020-02-29T00:00:00Z"}]}));
}

// Status codes come from the model.
#[test]
fn the_status_is_the_models() {
    assert_eq!(encoded("CreateRestApi", json!({"id": "abc"})).status(), 201);
    let deleted = encoded("DeleteRestApi", json!({}));
    assert_eq!((deleted.status().as_u16(), deleted.body().len()), (202, 0));
    assert_eq!(encoded("DeleteApi", json!({})).status(), 204);
}

// apigateway's model: Usage.items is "values" on the wire.
#[test]
fn usage_is_answered_as_values() {
    let usage = encoded("GetUsage", json!({"usagePlanId": "p", "items": {"key": [[1, 999]]}}));
    assert_eq!(body(&usage), json!({"usagePlanId": "p", "values": {"key": [[1, 999]]}}));
}

// lambda's model: InvocationResponse has the status, headers and a raw body.
#[test]
fn an_invocations_answer_is_status_headers_and_payload() {
    let members = json!({"StatusCode": 200, "FunctionError": "Unhandled", "ExecutedVersion": "$LATEST"});
    let Value::Object(members) = members else { unreachable!() };
    let payload = Some(Bytes::from_static(b"{\"errorMessage\": \"x\"}"));
    let response = codec::encode(spec("Invoke"), &Output { members, payload });
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["x-amz-function-error"], "Unhandled");
    assert_eq!(response.headers()["x-amz-executed-version"], "$LATEST");
    assert_eq!(&response.body()[..], b"{\"errorMessage\": \"x\"}");
}

// apigateway's model: ExportResponse.contentType is the header Content-Type.
#[test]
fn an_export_has_its_own_content_type() {
    let Value::Object(members) = json!({"contentType": "application/yaml"}) else { unreachable!() };
    let response = codec::encode(spec("GetExport"), &Output { members, payload: Some(Bytes::from_static(b"a: b")) });
    assert_eq!(response.headers()["content-type"], "application/yaml");
}

#[test]
#[should_panic(expected = "has no member wrong")]
fn an_unknown_member_of_an_answer_is_a_fault() {
    encoded("CreateRestApi", json!({"wrong": 1}));
}

// Requests may be 70 MB long; a pattern must not keep a thread busy for seconds.
#[test]
fn a_value_without_end_is_refused_at_once() {
    let body = json!({"FunctionName": "f", "Role": "r".repeat(20_000_000), "Code": {}}).to_string();
    let (code, message) = refusal("CreateFunction", &Request { body: body.as_bytes(), ..Default::default() });
    assert_eq!(code, ErrorCode::Validation);
    assert!(message.contains("at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern"));
}

// A presigned request carries its signature in the query; it is none of the operation's parameters.
#[test]
fn a_signature_in_the_query_is_no_parameter() {
    let query = "mode=import&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0&basepath=prepend";
    let found = members("ImportRestApi", &Request { query, body: b"{}", ..Default::default() });
    assert_eq!(found, json!({"parameters": {"basepath": "prepend"}}));
}

// Recorded: test_lambda_api.snapshot.json (invalid_role_arn_exc, invalid_runtime_exc, the lists of architectures).
#[test]
fn lambda_refuses_in_its_own_words() {
    let refused = |members: Value| {
        let mut body = json!({"FunctionName": "f", "Role": "arn:aws:iam::000000000000:role/r", "Code": {}});
        if let (Some(body), Value::Object(members)) = (body.as_object_mut(), members) {
            body.extend(members);
        }
        refusal("CreateFunction", &Request { body: body.to_string().as_bytes(), ..Default::default() })
    };
    let (code, message) = refused(json!({"Role": "r1"}));
    assert_eq!(code, ErrorCode::Validation);
    assert_eq!(
        message,
        "1 validation error detected: Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular \
         expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+"
    );
    let (code, message) = refused(json!({"Runtime": "PYTHON3.9"}));
    assert_eq!(code, ErrorCode::InvalidParameterValue);
    assert!(message.starts_with(
        "Value PYTHON3.9 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [nodejs20.x, python3.14, "
    ));
    assert!(message.ends_with("provided.al2, java8.al2] or be a valid ARN"));
    let (_, message) = refused(json!({"Architectures": ["x86_64", "arm64"]}));
    assert_eq!(
        message,
        "1 validation error detected: Value '[x86_64, arm64]' at 'architectures' failed to satisfy constraint: Member \
         must have length less than or equal to 1"
    );
}
