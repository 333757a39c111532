//! REST APIs.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Remove, Replace};
use emulator_api::patch::{PatchOperation, PatchRule, PatchValue, Refusals, Target};
use serde_json::{Value, json};

use self::copy::Copy;
use crate::control::call::{Effect, Read, Scope, Write, default, text};
use crate::control::crud;
use crate::control::domain::mapping;
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then, Unique, no_rest_api};
use crate::control::rest::{kinds, resource, usage_plan};
use crate::control::{publish, quota};
use crate::ids;
use crate::policy::Policy;
use crate::runtime::EndpointType;
use crate::store::path;

mod copy;

const COMPRESSION: &str = "Invalid minimum compression size, must be between 0 and 10485760";
const LARGEST_COMPRESSION: i64 = 10_485_760;
/// Seen by users of chalice (issue 2065).
const POLICY: &str = "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.";
const ACCESS_MODE: &str = "Invalid endpointAccessMode specified. Valid options are BASIC,STRICT";
const ENDPOINT_TYPES: &str = "Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE";

/// A REST API.
pub(crate) static REST_API: Kind = Kind {
    name: "RestApi",
    collection: "/restapis",
    key: "restApiId",
    id: Id::Made { member: "id", length: 10 },
    orphan: None,
    missing: no_rest_api,
    taken: |api| AwsError::conflict(format!("The API identifier {} is already in use", text(api, "id"))),
    unique: Some(Unique::OfId(|api| format!("api/{}", text(api, "id")))),
    defaults,
    check,
    patch: &[
        PatchRule::new("/name", &[Replace], PatchValue::String),
        PatchRule::new("/description", &[Add, Remove, Replace], PatchValue::String),
        PatchRule::new("/policy", &[Replace], PatchValue::String),
        PatchRule::new(
            "/apiKeySource",
            &[Replace],
            PatchValue::Enum(
                &["HEADER", "AUTHORIZER"],
                "Invalid apiKeySource value specified, must be one of: [HEADER, AUTHORIZER]",
            ),
        ),
        PatchRule::new("/disableExecuteApiEndpoint", &[Replace], PatchValue::Bool),
        PatchRule::new(
            "/minimumCompressionSize",
            &[Replace],
            PatchValue::Int { min: 0, max: LARGEST_COMPRESSION, refusal: COMPRESSION },
        ),
        PatchRule::new("/binaryMediaTypes/{type}", &[Add, Remove, Replace], PatchValue::String).target(Target::Element),
        PatchRule::new(
            "/endpointConfiguration/types/{type}",
            &[Replace],
            PatchValue::Enum(&["REGIONAL", "EDGE", "PRIVATE"], ENDPOINT_TYPES),
        )
        .target(Target::Element),
        PatchRule::new(
            "/endpointConfiguration/ipAddressType",
            &[Replace],
            PatchValue::Enum(&["ipv4", "dualstack"], "ipAddressType must be either ipv4 or dualstack."),
        ),
        PatchRule::new("/endpointConfiguration/vpcEndpointIds", &[Add, Remove], PatchValue::String).target(Target::ValueInList),
        PatchRule::new("/endpointAccessMode", &[Replace], PatchValue::Enum(&["BASIC", "STRICT"], ACCESS_MODE)),
        PatchRule::new("/securityPolicy", &[Replace], PatchValue::String),
    ],
    refusals: Refusals::Plain,
    view,
    then: Then::Publish,
};

/// Creates a REST API with its root resource and the two models that every one has.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let mut doc = crud::body(call.scope.spec, &input.members);
    let cloned = doc.shift_remove("cloneFrom");
    let doc = match cloned.as_ref().and_then(Value::as_str).filter(|id| !id.is_empty()) {
        Some(id) => clone(call, &input.members, doc, id).await?,
        None => {
            let root_id = ids::api_id();
            doc.insert("rootResourceId".to_owned(), json!(root_id));
            let root = (path::join("/resources", &root_id), resource::KIND, resource::root(&root_id));
            let [empty, error] = kinds::initial_models();
            crud::insert_with(call, &REST_API, &input.members, doc, &[root, empty, error]).await?.1
        }
    };
    Ok(crud::view(&call.scope, &REST_API, doc))
}

/// Adds an API that begins as another is.
async fn clone(call: &mut Write, input: &Doc, mut doc: Doc, id: &str) -> Result<Doc> {
    let copy = Copy::of(call, id).await?;
    copy.share(&mut doc);
    doc.insert("rootResourceId".to_owned(), json!(copy.root_id));
    let (at, mut doc) = crud::insert_with(call, &REST_API, input, doc, &copy.json()).await?;
    copy.settle(call, &at, &mut doc).await?;
    Ok(doc)
}

/// Answers a REST API. Other than in a list, there are tags even when there are none (recorded:
/// test_put_rest_api_mode_binary_media_types).
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    let mut output = crud::get(call, &REST_API, input).await?;
    default(&mut output.members, "tags", json!({}));
    Ok(output)
}

/// Changes a REST API. Its answer has tags even when there are none (recorded: test_update_rest_api_operation_add_remove).
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    let operations = PatchOperation::read(&input.members)?;
    let on_types = |operation: &&PatchOperation| operation.path.as_str().starts_with("/endpointConfiguration/types/");
    if operations.iter().filter(on_types).any(|operation| operation.op != Replace) {
        return Err(AwsError::bad_request("Invalid patch operation specified. Must be 'add'|'remove'|'replace'"));
    }
    let before = crud::find(&call.scope, &mut call.tx, &REST_API, &input.members).await?;
    let (was, scope) = (publish::endpoint_type(&before), call.scope.clone());
    let mut output = crud::patch_with(call, &REST_API, input, |_, doc| {
        for emptied in ["binaryMediaTypes", "policy", "description", "version"] {
            let empty = doc.get(emptied).is_some_and(|value| *value == json!([]) || *value == json!(""));
            if empty {
                doc.shift_remove(emptied);
            }
        }
        let becomes_private = was != EndpointType::Private && types(doc).contains(&"PRIVATE");
        if publish::endpoint_type(doc) != was {
            quota::check_apis(&scope, doc)?;
        }
        if becomes_private && let Some(configuration) = doc.get_mut("endpointConfiguration") {
            configuration["ipAddressType"] = json!("dualstack");
        }
        Ok(())
    })
    .await?;
    default(&mut output.members, "tags", json!({}));
    Ok(output)
}

/// Deletes a REST API with everything in it.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let id = text(&input.members, "restApiId");
    let names = mapping::names_of(call, id, None).await?;
    if !names.is_empty() {
        // As users saw it: glomex/gcdt issue 373, serverless/serverless issue 3638.
        return Err(AwsError::bad_request(format!(
            "Deleting RestApi {id} failed. Please remove all base path mappings related to the RestApi in your domains: {}",
            names.join(", ")
        )));
    }
    crud::remove(call, &REST_API, &input.members).await?;
    call.effects = vec![Effect::Withdraw(text(&input.members, "restApiId").to_owned())];
    usage_plan::stages::forget(call, text(&input.members, "restApiId"), None).await?;
    Ok(Output::default())
}

fn defaults(scope: &Scope, api: &mut Doc) {
    if api.get("binaryMediaTypes").is_some_and(|types| *types == json!([])) {
        api.shift_remove("binaryMediaTypes");
    }
    default(api, "createdDate", scope.date());
    default(api, "apiKeySource", "HEADER");
    default(api, "disableExecuteApiEndpoint", false);
    let configuration = api.entry("endpointConfiguration").or_insert_with(|| json!({}));
    if let Some(configuration) = configuration.as_object_mut() {
        default(configuration, "types", json!(["EDGE"]));
        let private = configuration.get("types").is_some_and(|types| *types == json!(["PRIVATE"]));
        default(configuration, "ipAddressType", if private { "dualstack" } else { "ipv4" });
    }
}

fn check(api: &Draft<'_>) -> Result<()> {
    let refuse = |message: &'static str| Err(AwsError::bad_request(message));
    if api.sets(&["name"]) && text(api, "name").is_empty() {
        return refuse("Name cannot be empty");
    }
    if api.sets(&["description"]) && api.get("description").is_some_and(|description| description == "") {
        return refuse("Description cannot be an empty string");
    }
    let compression = api.get("minimumCompressionSize").and_then(Value::as_i64);
    let is_size = compression.is_none_or(|size| (0..=LARGEST_COMPRESSION).contains(&size));
    if api.sets(&["minimumCompressionSize"]) && !is_size {
        return refuse(COMPRESSION);
    }
    if api.sets(&["policy"]) {
        check_policy(text(api, "policy"))?;
    }
    if api.sets(&["endpointConfiguration"]) { check_endpoints(api) } else { Ok(()) }
}

fn check_policy(policy: &str) -> Result<()> {
    if policy.chars().count() > quota::POLICY {
        return Err(AwsError::bad_request("The policy exceeds the maximum length of 8192 characters"));
    }
    // The ARN that a policy may abbreviate does not decide whether it is one.
    if !policy.is_empty() && Policy::parse_for_api(policy, "").is_err() {
        return Err(AwsError::bad_request(POLICY));
    }
    Ok(())
}

fn check_endpoints(api: &Doc) -> Result<()> {
    let refuse = |message: &'static str| Err(AwsError::bad_request(message));
    let types = types(api);
    let endpoints = api.get("endpointConfiguration").and_then(|configuration| configuration.get("vpcEndpointIds"));
    let has_endpoints = endpoints.and_then(Value::as_array).is_some_and(|endpoints| !endpoints.is_empty());
    match types.as_slice() {
        [] => refuse("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED."),
        ["PRIVATE"] if api.get("endpointConfiguration").is_some_and(|it| it["ipAddressType"] == "ipv4") => {
            refuse("Only dualstack ipAddressType is supported for Private APIs.")
        }
        // Seen by users of the CDK (aws-cdk 9588).
        ["REGIONAL" | "EDGE"] if has_endpoints => refuse("VPCEndpoints can only be specified with PRIVATE apis."),
        [_] => Ok(()),
        _ => refuse("Cannot create an api with multiple Endpoint Types."),
    }
}

fn types(api: &Doc) -> Vec<&str> {
    let types = api.get("endpointConfiguration").and_then(|configuration| configuration.get("types"));
    types.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

/// A policy is answered as a string whose quotes are escaped once more; clients unquote it before they parse it.
fn view(_: &Scope, api: &mut Doc) {
    if let Some(Value::String(policy)) = api.get_mut("policy") {
        let quoted = Value::from(policy.as_str()).to_string();
        *policy = quoted.trim_start_matches('"').strip_suffix('"').unwrap_or(&quoted).to_owned();
    }
}
