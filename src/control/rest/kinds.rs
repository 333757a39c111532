//! The kinds of a REST API's parts that generic operations are enough for.

use std::sync::LazyLock;

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Remove, Replace};
use emulator_api::patch::{PatchRule, PatchValue, Refusals, Target};
use serde_json::{Value, json};

use crate::control::call::{Read, Write, default, entries, is_true, text};
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then, no_rest_api, nothing};
use crate::control::openapi::schema;
use crate::control::rest::model_schema;
use crate::control::rest::response::invalid_content_type;
use crate::control::{crud, model_template};
use crate::ids;
use crate::runtime::auth::function::IdentitySource;
use crate::store::path;

/// A model: a JSON schema with a name.
pub(crate) static MODEL: Kind = Kind {
    name: "Model",
    collection: "/restapis/{restApiId}/models",
    key: "modelName",
    id: Id::Given("name"),
    orphan: Some(no_rest_api),
    missing: |_, input| AwsError::not_found(format!("Invalid model name specified: {}", text(input, "modelName"))),
    taken: |_| AwsError::conflict("Model name already exists for this REST API"),
    unique: None,
    defaults: |_, model| {
        default(model, "id", ids::lower_alphanumeric(6));
        if text(model, "description").is_empty() {
            model.shift_remove("description");
        }
    },
    check: check_model,
    patch: &[
        PatchRule::new("/description", &[Replace], PatchValue::String),
        PatchRule::new("/schema", &[Replace], PatchValue::String),
    ],
    refusals: Refusals::ListsPaths,
    view: nothing,
    then: Then::Nothing,
};

/// An authorizer.
pub(crate) static AUTHORIZER: Kind = Kind {
    name: "Authorizer",
    collection: "/restapis/{restApiId}/authorizers",
    key: "authorizerId",
    id: Id::Made { member: "id", length: 6 },
    // Recorded: TestApiGatewayApiAuthorizer, test_authorizer_crud_no_api.
    orphan: Some(|scope, input| match scope.spec.name {
        "CreateAuthorizer" => {
            AwsError::conflict("Unable to complete operation due to concurrent modification. Please try again later.")
        }
        _ => no_rest_api(scope, input),
    }),
    missing: |_, _| AwsError::not_found("Invalid Authorizer identifier specified"),
    taken: |_| AwsError::conflict("Authorizer name must be unique. An authorizer with this name already exists for this API."),
    unique: None,
    defaults: |_, authorizer| match text(authorizer, "type") {
        "TOKEN" | "REQUEST" => {
            default(authorizer, "authType", "custom");
            default(authorizer, "authorizerResultTtlInSeconds", 300);
        }
        _ => default(authorizer, "authType", "cognito_user_pools"),
    },
    check: check_authorizer,
    patch: &[
        PatchRule::new("/name", &[Replace], PatchValue::String),
        PatchRule::new(
            "/type",
            &[Replace],
            PatchValue::Enum(&["TOKEN", "REQUEST", "COGNITO_USER_POOLS"], "Invalid authorizer type specified"),
        ),
        PatchRule::new("/authType", &[Replace], PatchValue::String),
        PatchRule::new("/authorizerUri", &[Replace], PatchValue::String),
        PatchRule::new("/authorizerCredentials", &[Replace], PatchValue::String),
        PatchRule::new("/identitySource", &[Add, Remove, Replace], PatchValue::String).target(Target::ValueInText),
        PatchRule::new("/identityValidationExpression", &[Replace], PatchValue::String),
        PatchRule::new(
            "/authorizerResultTtlInSeconds",
            &[Replace],
            PatchValue::Int { min: 0, max: 3600, refusal: AUTHORIZER_TTL },
        ),
        PatchRule::new("/providerARNs", &[Add, Remove], PatchValue::String).target(Target::ValueInList),
    ],
    refusals: Refusals::ListsPaths,
    view: nothing,
    then: Then::Nothing,
};

const AUTHORIZER_TTL: &str = "Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.";

/// A request validator.
pub(crate) static REQUEST_VALIDATOR: Kind = Kind {
    name: "RequestValidator",
    collection: "/restapis/{restApiId}/requestvalidators",
    key: "requestValidatorId",
    id: Id::Made { member: "id", length: 6 },
    // Recorded: TestApiGatewayApiRequestValidator, test_validators_crud_no_api.
    orphan: Some(|scope, input| match scope.spec.name {
        "CreateRequestValidator" => AwsError::bad_request("Invalid REST API identifier specified"),
        _ => no_rest_api(scope, input),
    }),
    missing: |_, _| AwsError::not_found("Invalid Request Validator identifier specified"),
    taken: |_| AwsError::conflict("Request Validator already exists"),
    unique: None,
    defaults: |_, validator| {
        default(validator, "validateRequestBody", false);
        default(validator, "validateRequestParameters", false);
    },
    check: |validator| {
        if validator.sets(&["name"]) && text(validator, "name").is_empty() {
            return Err(AwsError::bad_request("Request Validator name cannot be blank"));
        }
        Ok(())
    },
    patch: &[
        PatchRule::new("/name", &[Replace], PatchValue::String),
        PatchRule::new("/validateRequestParameters", &[Replace], PatchValue::Bool),
        PatchRule::new("/validateRequestBody", &[Replace], PatchValue::Bool),
    ],
    refusals: Refusals::ListsPaths,
    view: nothing,
    then: Then::Nothing,
};

/// The models that every new REST API has: the place of each in it, its kind, and its JSON.
pub(crate) fn initial_models() -> [(String, &'static str, String); 2] {
    /// Of each name what stands behind the id in its document: it is the same in every API.
    static BEHIND_ID: LazyLock<[(&str, String); 2]> = LazyLock::new(|| {
        let behind_id = |name, description, schema| {
            let members = json!({"name": name, "description": description, "schema": schema, "contentType": "application/json"});
            (name, members.to_string().replacen('{', ",", 1))
        };
        [
            behind_id("Empty", "This is a default empty schema model", EMPTY_SCHEMA),
            behind_id("Error", "This is a default error schema model", ERROR_SCHEMA),
        ]
    });
    BEHIND_ID.each_ref().map(|(name, behind_id)| {
        let json = format!(r#"{{"id":"{}"{behind_id}"#, ids::lower_alphanumeric(6));
        (path::join("/models", name), MODEL.name, json)
    })
}

const EMPTY_SCHEMA: &str = r#"{
  "$schema": "http://json-schema.org/draft-04/schema#",
  "title": "Empty Schema",
  "type": "object"
}"#;

const ERROR_SCHEMA: &str = r#"{
  "$schema": "http://json-schema.org/draft-04/schema#",
  "title": "Error Schema",
  "type": "object",
  "properties": {
    "message": {
      "type": "string"
    }
  }
}"#;

/// Changes a model; an empty description is none.
pub(crate) async fn update_model(call: &mut Write, input: Input) -> Result<Output> {
    crud::patch_with(call, &MODEL, input, |_, model| {
        if text(model, "description").is_empty() {
            model.shift_remove("description");
        }
        Ok(())
    })
    .await
}

/// Answers a model. With `flatten`, the models that it refers to are definitions of its own schema.
pub(crate) async fn model(call: &mut Read, input: Input) -> Result<Output> {
    let mut model = crud::find(&call.scope, &mut call.tx, &MODEL, &input.members).await?;
    if is_true(&input.members, "flatten") {
        let all = crud::all(&call.scope, &mut call.tx, &MODEL, &input.members).await?;
        let schema = |model: &Doc| serde_json::from_str(text(model, "schema")).unwrap_or(Value::Null);
        let models = all.iter().map(|stored| (text(&stored.doc, "name").to_owned(), schema(&stored.doc))).collect();
        let flat = schema::flattened(&schema(&model), &models);
        model.insert("schema".to_owned(), json!(format!("{flat:#}")));
    }
    Ok(Output::from(model))
}

/// Answers a mapping template that makes a payload of a model's structure.
pub(crate) async fn model_template(call: &mut Read, input: Input) -> Result<Output> {
    model_template::get(call, &MODEL, &input.members).await
}

/// Deletes a model that no method and no other model refers to.
pub(crate) async fn delete_model(call: &mut Write, input: Input) -> Result<Output> {
    crud::find(&call.scope, &mut call.tx, &MODEL, &input.members).await?;
    let model = text(&input.members, "modelName");
    let at = MODEL.path(&call.scope, &input.members);
    let api = crud::api_of(&at).unwrap_or("").to_owned();
    let below = call.tx.below(&format!("{api}/resources")).await?;
    for stored in &below {
        let uses = |member| entries(&stored.doc, member).any(|(_, name)| name == model);
        let (request, response) = (uses("requestModels"), uses("responseModels"));
        if !request && !response {
            continue;
        }
        // `/restapis/{id}/resources/{resource}/methods/{method}[/responses/{status}]`
        let parts: Vec<&str> = stored.path.get(api.len()..).unwrap_or("").split('/').collect();
        let resource = format!("{api}/resources/{}", parts.get(2).copied().unwrap_or(""));
        let place = call.tx.get(&resource).await?.unwrap_or_default();
        let method = parts.get(4).copied().unwrap_or("");
        let what = if request { "request" } else { "response" };
        return Err(AwsError::conflict(format!(
            "Cannot delete model '{model}', is referenced in method {what}: {}/{method}",
            text(&place, "path")
        )));
    }
    let reference = format!("/models/{model}\"");
    for other in call.tx.children(path::parent(&at), None, usize::MAX).await? {
        if other.path != at && text(&other.doc, "schema").contains(&reference) {
            return Err(AwsError::conflict(format!(
                "Cannot delete model '{model}', is referenced in other models: {}",
                text(&other.doc, "name")
            )));
        }
    }
    crud::delete(call, &MODEL, input).await
}

/// Deletes an authorizer that no method uses. (The wording was seen by Terraform's users, hashicorp/terraform 6731.)
pub(crate) async fn delete_authorizer(call: &mut Write, input: Input) -> Result<Output> {
    let authorizer = crud::find(&call.scope, &mut call.tx, &AUTHORIZER, &input.members).await?;
    if let Some(method) = method_with(call, &AUTHORIZER.path(&call.scope, &input.members), "authorizerId").await? {
        let name = text(&authorizer, "name");
        return Err(AwsError::conflict(format!("Cannot delete authorizer '{name}', is referenced in method: {method}")));
    }
    crud::delete(call, &AUTHORIZER, input).await
}

/// Deletes a request validator that no method uses. (Tools know the refusal by how it begins.)
pub(crate) async fn delete_request_validator(call: &mut Write, input: Input) -> Result<Output> {
    let validator = crud::find(&call.scope, &mut call.tx, &REQUEST_VALIDATOR, &input.members).await?;
    if let Some(method) = method_with(call, &REQUEST_VALIDATOR.path(&call.scope, &input.members), "requestValidatorId").await? {
        let name = text(&validator, "name");
        return Err(AwsError::conflict(format!("Cannot delete Request Validator '{name}', is referenced in method: {method}")));
    }
    crud::delete(call, &REQUEST_VALIDATOR, input).await
}

/// The first method whose `member` names the part of the API at `part`, as AWS names methods: `GET//pets`.
async fn method_with(call: &mut Write, part: &str, member: &str) -> Result<Option<String>> {
    let id = path::last(part);
    let resources = format!("{}/resources", crud::api_of(part).unwrap_or(""));
    let below = call.tx.below(&resources).await?;
    let Some(method) = below.iter().find(|stored| text(&stored.doc, member) == id) else { return Ok(None) };
    // `…/resources/{resource}/methods/{method}`
    let resource = call.tx.get(path::parent(path::parent(&method.path))).await?.unwrap_or_default();
    Ok(Some(format!("{}/{}", path::last(&method.path), text(&resource, "path"))))
}

fn check_model(model: &Draft<'_>) -> Result<()> {
    let name = text(model, "name");
    if model.sets(&["name"]) && name.is_empty() {
        return Err(AwsError::bad_request("Model name must be non-empty"));
    }
    if model.sets(&["name"]) && !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(AwsError::bad_request(format!("Model name must be alphanumeric: {name}")));
    }
    if model.sets(&["contentType", "schema"]) { check_schema(model) } else { Ok(()) }
}

fn check_schema(model: &Doc) -> Result<()> {
    const EMPTY: &str = "Model schema must have at least 1 property or array items defined";
    let schema = text(model, "schema");
    if schema.is_empty() {
        return Err(AwsError::bad_request(EMPTY));
    }
    // Both refusals of types were seen by deploying them (badmintoncryer/cdk-preflight: model-content-type, model-schema-type).
    let content_type = text(model, "contentType");
    if !content_type.contains('/') {
        return Err(invalid_content_type(content_type));
    }
    if content_type != "application/json" {
        return Ok(());
    }
    let invalid = |why: &str| {
        let result = format!("Validation Result: warnings : [], errors : [Invalid model schema specified{why}]");
        Err(AwsError::bad_request(format!("Invalid model specified: {result}")))
    };
    match serde_json::from_str(schema) {
        Ok(schema @ Value::Object(_)) => {
            if !model_schema::has_known_types(&schema) {
                return invalid("");
            }
            let unsupported = model_schema::unsupported(&schema);
            if unsupported.is_empty() {
                return Ok(());
            }
            invalid(&format!(". Unsupported keyword(s): {}", json!(unsupported)))
        }
        Ok(_) | Err(_) => invalid(""),
    }
}

/// What AWS refuses was seen by deploying it (badmintoncryer/cdk-preflight, rules/apigateway: authorizer-uri-format,
/// authorizer-ttl-range, cognito-authorizer-provider-arns, and identity-source of TOKEN and REQUEST authorizers).
fn check_authorizer(authorizer: &Draft<'_>) -> Result<()> {
    let refuse = |message: String| Err(AwsError::bad_request(message));
    if authorizer.sets(&["name"]) && text(authorizer, "name").is_empty() {
        return refuse("Authorizer name cannot be empty".to_owned());
    }
    let lifetime = authorizer.get("authorizerResultTtlInSeconds").and_then(Value::as_i64);
    let is_lifetime = lifetime.is_none_or(|seconds| (0..=3600).contains(&seconds));
    if authorizer.sets(&["authorizerResultTtlInSeconds"]) && !is_lifetime {
        return refuse(AUTHORIZER_TTL.to_owned());
    }
    match text(authorizer, "type") {
        kind @ ("TOKEN" | "REQUEST") => {
            let uri = text(authorizer, "authorizerUri");
            let lambda = uri.starts_with("arn:") && uri.contains(":lambda:path/");
            if authorizer.sets(&["authorizerUri", "type"]) && !lambda {
                return refuse(format!(
                    "Invalid Authorizer URI: {uri}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation."
                ));
            }
            let source = text(authorizer, "identitySource");
            let cached = lifetime != Some(0);
            let sets_source = authorizer.sets(&["identitySource", "type"]);
            let sets_need = sets_source || authorizer.sets(&["authorizerResultTtlInSeconds"]);
            if sets_need && source.is_empty() && (kind == "TOKEN" || cached) {
                return refuse("IdentitySource cannot be empty".to_owned());
            }
            let mut sources = IdentitySource::all_of_method(source);
            if sets_source && kind == "REQUEST" && !sources.all(|source| source.is_ok_and(|source| source.has_plain_name())) {
                return refuse(format!(
                    "Invalid request identity source expression: {source}. The sources must be separated by comma, and each source must be either a method request parameter, matching 'method.request.querystring|header.[a-zA-Z0-9._-]+', or a stage variable, matching 'stageVariables.[a-zA-Z0-9._-]+', or a context parameter, matching 'context.[a-zA-Z0-9._-]+'"
                ));
            }
            Ok(())
        }
        _ => {
            let providers = authorizer.get("providerARNs").and_then(Value::as_array);
            if authorizer.sets(&["providerARNs", "type"]) && providers.is_none_or(Vec::is_empty) {
                return refuse("ProviderARNs cannot be empty".to_owned());
            }
            Ok(())
        }
    }
}
