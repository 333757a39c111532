use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::error::ErrorCode;
use crate::patch::{PatchPath, PatchValue};

const ADD_REMOVE_REPLACE: &[PatchOp] = &[PatchOp::Add, PatchOp::Remove, PatchOp::Replace];
const COMPRESSION: PatchValue =
    PatchValue::Int { min: 0, max: 10_485_760, refusal: "Invalid minimum compression size, must be between 0 and 10485760" };
const ENDPOINT_TYPES: PatchValue = PatchValue::Enum(
    &["REGIONAL", "EDGE", "PRIVATE"],
    "Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE",
);

const REST_API: &[PatchRule] = &[
    PatchRule::new("/name", &[PatchOp::Replace], PatchValue::String),
    PatchRule::new("/description", &[PatchOp::Replace, PatchOp::Remove], PatchValue::String),
    PatchRule::new("/minimumCompressionSize", &[PatchOp::Replace], COMPRESSION),
    PatchRule::new("/binaryMediaTypes/{mediaType}", ADD_REMOVE_REPLACE, PatchValue::String).target(Target::Element),
    PatchRule::new("/endpointConfiguration/types/{type}", &[PatchOp::Replace], ENDPOINT_TYPES).target(Target::Element),
    PatchRule::new("/endpointConfiguration/vpcEndpointIds", ADD_REMOVE_REPLACE, PatchValue::String).target(Target::ValueInList),
];

const METHOD: &[PatchRule] = &[
    PatchRule::new("/apiKeyRequired", &[PatchOp::Replace], PatchValue::Bool),
    PatchRule::new("/requestParameters/{name}", ADD_REMOVE_REPLACE, PatchValue::Bool)
        .or_not_found("Invalid parameter name specified"),
    PatchRule::new("/requestModels/{contentType}", ADD_REMOVE_REPLACE, PatchValue::String)
        .or_not_found("Content-Type specified was not found"),
];

const RESOURCE: &[PatchRule] = &[
    PatchRule::new("/parentId", &[PatchOp::Replace], PatchValue::String),
    PatchRule::new("/pathPart", &[PatchOp::Replace], PatchValue::String),
];

const STAGE: &[PatchRule] =
    &[
        PatchRule::new("/deploymentId", &[PatchOp::Replace, PatchOp::Copy], PatchValue::String)
            .copies("/canarySettings/deploymentId")
            .target(Target::ByHand),
        PatchRule::new("/variables", &[PatchOp::Copy], PatchValue::String).copies("/canarySettings/stageVariableOverrides"),
        PatchRule::new("/variables/{name}", ADD_REMOVE_REPLACE, PatchValue::String),
        PatchRule::new("/{resourcePath}/{httpMethod}/metrics/enabled", &[PatchOp::Replace], PatchValue::Bool)
            .target(Target::At(&["methodSettings", "{resourcePath}/{httpMethod}", "metricsEnabled"])),
        PatchRule::new(
            "/{resourcePath}/{httpMethod}/throttling/rateLimit",
            &[PatchOp::Replace],
            PatchValue::Number { min: 0.0, max: 10_000.0, refusal: "Invalid rate limit" },
        )
        .target(Target::At(&["methodSettings", "{resourcePath}/{httpMethod}", "throttlingRateLimit"])),
    ];

fn operation(op: PatchOp, path: &str, value: &str) -> PatchOperation {
    PatchOperation { op, path: PatchPath::new(path), value: Some(value.to_owned()), from: None }
}

fn patched(rules: &[PatchRule], document: Value, operations: &[PatchOperation]) -> Result<Value> {
    let Value::Object(mut document) = document else { panic!("a document is an object") };
    apply(rules, &mut document, operations).map(|()| document.into())
}

fn refusal(refusals: Refusals, rules: &[PatchRule], operation: PatchOperation) -> (ErrorCode, String) {
    let refusal = apply_as(refusals, rules, &mut Doc::new(), &[operation]).expect_err("it is refused");
    (refusal.code(), refusal.message().to_owned())
}

fn bad_request(message: &str) -> (ErrorCode, String) {
    (ErrorCode::BadRequest, message.to_owned())
}

// Recorded: test_apigateway_api, test_update_rest_api_operation_add_remove and test_update_rest_api_behaviour.
#[test]
fn media_types_are_named_by_the_path() {
    let added = patched(
        REST_API,
        json!({}),
        &[
            operation(PatchOp::Add, "/binaryMediaTypes/image~1png", ""),
            operation(PatchOp::Add, "/binaryMediaTypes/image~1jpeg", ""),
        ],
    );
    assert_eq!(added, Ok(json!({"binaryMediaTypes": ["image/png", "image/jpeg"]})));
    let replaced = patched(REST_API, added.unwrap(), &[operation(PatchOp::Replace, "/binaryMediaTypes/image~1png", "image/gif")]);
    assert_eq!(replaced, Ok(json!({"binaryMediaTypes": ["image/jpeg", "image/gif"]})));
    let removed = patched(REST_API, replaced.unwrap(), &[operation(PatchOp::Remove, "/binaryMediaTypes/image~1gif", "")]);
    assert_eq!(removed, Ok(json!({"binaryMediaTypes": ["image/jpeg"]})));
    let dash = patched(REST_API, json!({}), &[operation(PatchOp::Add, "/binaryMediaTypes/-", "image/png")]);
    assert_eq!(dash, Ok(json!({"binaryMediaTypes": ["-"]})));
}

// Recorded: test_update_rest_api_ip_address_type. Developer guide, apigateway-api-migration: types/EDGE.
#[test]
fn an_endpoint_type_is_named_by_itself_or_by_its_index() {
    let edge = json!({"endpointConfiguration": {"types": ["EDGE"]}});
    let regional = Ok(json!({"endpointConfiguration": {"types": ["REGIONAL"]}}));
    for path in ["/endpointConfiguration/types/0", "/endpointConfiguration/types/EDGE"] {
        assert_eq!(patched(REST_API, edge.clone(), &[operation(PatchOp::Replace, path, "REGIONAL")]), regional);
    }
    assert_eq!(
        refusal(Refusals::Plain, REST_API, operation(PatchOp::Replace, "/endpointConfiguration/types/0", "wrong")),
        bad_request("Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE")
    );
}

// Developer guide, apigateway-private-apis: op='add',path='/endpointConfiguration/vpcEndpointIds',value='vpce-…'.
#[test]
fn endpoints_are_named_by_the_value() {
    let path = "/endpointConfiguration/vpcEndpointIds";
    let operations = [operation(PatchOp::Add, path, "vpce-1"), operation(PatchOp::Add, path, "vpce-2")];
    let added = patched(REST_API, json!({}), &operations).unwrap();
    let removed = patched(REST_API, added, &[operation(PatchOp::Remove, path, "vpce-1")]);
    assert_eq!(removed, Ok(json!({"endpointConfiguration": {"vpcEndpointIds": ["vpce-2"]}})));
}

// Recorded: test_update_rest_api_compression.
#[test]
fn numbers_are_read_from_strings() {
    let path = "/minimumCompressionSize";
    let set = patched(REST_API, json!({}), &[operation(PatchOp::Replace, path, "0")]);
    assert_eq!(set, Ok(json!({"minimumCompressionSize": 0})));
    let unset = patched(REST_API, set.unwrap(), &[operation(PatchOp::Replace, path, "")]);
    assert_eq!(unset, Ok(json!({})));
    for wrong in ["-1", "test", "10485761"] {
        assert_eq!(
            refusal(Refusals::Plain, REST_API, operation(PatchOp::Replace, path, wrong)),
            bad_request("Invalid minimum compression size, must be between 0 and 10485760")
        );
    }
}

// Recorded: test_update_method_validation, wrong-value-type. Developer guide, "Disable the default endpoint": value='True'.
#[test]
fn what_is_not_true_is_false() {
    for (text, flag) in [("true", true), ("True", true), ("whatever", false)] {
        let patched = patched(METHOD, json!({}), &[operation(PatchOp::Replace, "/apiKeyRequired", text)]);
        assert_eq!(patched, Ok(json!({"apiKeyRequired": flag})));
    }
}

// Recorded: test_update_rest_api_compression, test_update_rest_api_behaviour, test_update_method_validation.
#[test]
fn rest_apis_and_methods_refuse_in_plain_words() {
    let cases = [
        (
            operation(PatchOp::Add, "/minimumCompressionSize", "10"),
            "Invalid patch operation specified. Must be one of: [replace]",
        ),
        (operation(PatchOp::Add, "/binaryMediaTypes", "image/gif"), "Invalid patch path /binaryMediaTypes"),
        (operation(PatchOp::Remove, "/binaryMediaTypes", ""), "Invalid patch path /binaryMediaTypes"),
        (
            operation(PatchOp::Add, "/requestModels/application/json", "Empty"),
            "Invalid patch path /requestModels/application/json",
        ),
        (operation(PatchOp::Replace, "name", "no slash"), "Invalid patch path name"),
    ];
    for (operation, sentence) in cases {
        assert_eq!(refusal(Refusals::Plain, REST_API, operation), bad_request(sentence));
    }
}

// Recorded: test_update_gateway_response, update-gateway-add-status-code.
#[test]
fn gateway_responses_refuse_by_path_only() {
    let rules = &[PatchRule::new("/statusCode", &[PatchOp::Replace], PatchValue::String)];
    assert_eq!(
        refusal(Refusals::PathOnly, rules, operation(PatchOp::Add, "/statusCode", "444")),
        bad_request("Invalid patch path /statusCode")
    );
}

// Recorded: test_update_resource_behaviour, invalid-path-part and remove-unsupported.
#[test]
fn resources_list_what_they_accept() {
    assert_eq!(
        refusal(Refusals::ListsPaths, RESOURCE, operation(PatchOp::Replace, "/invalid", "dogs")),
        bad_request("Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]")
    );
    assert_eq!(
        refusal(Refusals::ListsPaths, RESOURCE, operation(PatchOp::Remove, "/pathPart", "")),
        bad_request("Invalid patch path  '/pathPart' specified for op 'remove'. Please choose supported operations")
    );
}

// Recorded: test_apigateway_canary, update-stage-add-deployment, update-stage-canary-settings-bad-path;
// test_stage_access_log_settings_validation; test_apigateway_basic (Must be one of).
#[test]
fn stages_take_unknown_paths_for_method_settings() {
    let refused = |op, path| refusal(Refusals::Stage, STAGE, operation(op, path, "x")).1;
    assert_eq!(
        refused(PatchOp::Add, "/canarySettings/deploymentId"),
        "Invalid add operation with path: /canarySettings/deploymentId"
    );
    assert_eq!(
        refused(PatchOp::Remove, "/canarySettings/badPath"),
        "Cannot remove method setting canarySettings/badPath because there is no method setting for this method "
    );
    assert_eq!(
        refused(PatchOp::Add, "/accessLogSettings/randomValue"),
        "Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]"
    );
    let list = refused(PatchOp::Replace, "/tags/tag1");
    assert!(list.starts_with("Invalid method setting path: /tags/tag1. Must be one of: [/deploymentId, /desc"));
    assert!(list.contains(
        "burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, "
    ));
    assert!(list.contains("/*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, "));
    assert!(list.ends_with(", /variables/{variable_name}, /tracingEnabled]"));
}

// Recorded: test_update_stage_with_copy_ops, copy-with-bad-statement and update-stage-with-copy.
#[test]
fn a_stage_copies_only_from_its_canary() {
    let copy = |path: &str, from: &str| PatchOperation {
        op: PatchOp::Copy,
        path: PatchPath::new(path),
        value: None,
        from: Some(PatchPath::new(from)),
    };
    let (_, sentence) = refusal(Refusals::Stage, STAGE, copy("/canarySettings/stageVariableOverrides", "/variables"));
    assert_eq!(
        sentence,
        "Invalid copy operation with path: /canarySettings/stageVariableOverrides and from /variables. Valid \
         copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, \
         /canarySettings/stageVariableOverrides]"
    );
    let promotion = copy("/deploymentId", "/canarySettings/deploymentId");
    assert_eq!(PatchRule::accepting(Refusals::Stage, STAGE, &promotion).map(|rule| rule.path), Ok("/deploymentId"));
}

// Developer guide, "Managing a usage plan by using the AWS CLI": the path of a resource is one segment or several.
#[test]
fn a_greedy_label_stands_for_several_segments() {
    let plan = &[
        PatchRule::new("/apiStages/{stage}/throttle/{path+}/{method}", &[PatchOp::Remove], PatchValue::String),
        PatchRule::new("/apiStages/{stage}/throttle/{path+}/{method}/rateLimit", &[PatchOp::Add], PatchValue::String),
        PatchRule::new("/apiStages/{stage}/throttle", &[PatchOp::Remove], PatchValue::String),
    ];
    let of = |path: &str| PatchRule::of(plan, &PatchPath::new(path)).map(|rule| rule.path.len());
    for path in ["/apiStages/a:b/throttle/~1pets/GET/rateLimit", "/apiStages/a:b/throttle//pets/{id}/GET/rateLimit"] {
        assert_eq!(of(path), Some(plan[1].path.len()), "{path}");
    }
    assert_eq!(of("/apiStages/a:b/throttle//pets/GET"), Some(plan[0].path.len()));
    assert_eq!(of("/apiStages/a:b/throttle"), Some(plan[2].path.len()));
    assert_eq!(of("/apiStages/a:b/throttle/GET"), None);
}

// AWS CLI reference, update-stage: path=/~1resourceName/GET/… makes the key "~1resourceName/GET".
#[test]
fn method_settings_are_keyed_by_the_path_as_written() {
    let operations = [
        operation(PatchOp::Replace, "/~1pets/GET/metrics/enabled", "true"),
        operation(PatchOp::Replace, "/*/*/throttling/rateLimit", "500"),
    ];
    let settings = json!({"~1pets/GET": {"metricsEnabled": true}, "*/*": {"throttlingRateLimit": 500.0}});
    assert_eq!(patched(STAGE, json!({}), &operations), Ok(json!({"methodSettings": settings})));
}

// Recorded: update-method-response-operation-with-wrong-param-name-1 and …-without-response-models.
#[test]
fn what_is_not_there_is_not_found() {
    for op in [PatchOp::Replace, PatchOp::Remove] {
        assert_eq!(
            refusal(Refusals::Plain, METHOD, operation(op, "/requestParameters/wrong", "true")),
            (ErrorCode::NotFound, "Invalid parameter name specified".to_owned())
        );
        assert_eq!(
            refusal(Refusals::Plain, METHOD, operation(op, "/requestModels/application~1json", "Empty")),
            (ErrorCode::NotFound, "Content-Type specified was not found".to_owned())
        );
    }
}

// As recorded from AWS: a patch is all or nothing.
#[test]
fn a_refused_operation_undoes_those_before_it() {
    let mut document = Doc::new();
    let operations = [operation(PatchOp::Replace, "/name", "new"), operation(PatchOp::Replace, "/wrong", "x")];
    assert!(apply(REST_API, &mut document, &operations).is_err());
    assert_eq!(document, Doc::new());
}

proptest! {
    #[test]
    fn no_patch_panics(
        op in prop::sample::select(vec![PatchOp::Add, PatchOp::Remove, PatchOp::Replace, PatchOp::Move, PatchOp::Copy, PatchOp::Test]),
        path in "(/(name|description|types|endpointConfiguration|binaryMediaTypes|variables|[0-9]{1,20}|\\PC{0,4})){0,4}",
        value in proptest::option::of("\\PC{0,8}|-?[0-9]{1,25}"),
        from in proptest::option::of("/[a-z]{0,9}"),
    ) {
        let operation = PatchOperation { op, path: PatchPath::new(path), value, from: from.map(PatchPath::new) };
        let mut document = Doc::new();
        document.insert("endpointConfiguration".to_owned(), json!({"types": ["EDGE"]}));
        document.insert("variables".to_owned(), json!("not an object"));
        for rules in [REST_API, METHOD, RESOURCE, STAGE] {
            for refusals in [Refusals::Plain, Refusals::PathOnly, Refusals::ListsPaths, Refusals::Input, Refusals::Stage] {
                let _ = apply_as(refusals, rules, &mut document.clone(), std::slice::from_ref(&operation));
            }
        }
    }
}
