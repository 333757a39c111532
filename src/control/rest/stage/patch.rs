//! What UpdateStage accepts (API reference, "Patch operations"), and what of it no table can do. Where responses recorded
//! from AWS differ from the reference, as with `remove` of `/accessLogSettings/format`, they count. Its words for a wrong time to
//! live and a wrong method were seen by deploying them (badmintoncryer/cdk-preflight: stage-cache-ttl-range,
//! stage-method-setting-http-method).

use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::{Add, Copy, Remove, Replace};
use emulator_api::patch::{self, PatchOperation, PatchRule, PatchValue, Target};
use serde_json::{Value, json};

use crate::control::access_log::{self, Owner};
use crate::control::call::{Write, is_true};
use crate::control::rest::method::HTTP_METHODS;
use crate::control::rest::{canary, client_certificate};

use super::{STAGE, require_deployment, require_documentation};

const METHOD: &str = "{resourcePath}/{httpMethod}";

pub(super) const PATCH: &[PatchRule] = &[
    PatchRule::new("/deploymentId", &[Replace, Copy], PatchValue::String).copies(canary::DEPLOYMENT),
    PatchRule::new("/description", &[Replace], PatchValue::String),
    PatchRule::new("/cacheClusterEnabled", &[Replace], PatchValue::Bool),
    PatchRule::new("/cacheClusterSize", &[Replace], PatchValue::Enum(&CACHE_SIZES, "Invalid cache cluster size specified")),
    PatchRule::new("/clientCertificateId", &[Replace], PatchValue::String),
    PatchRule::new("/documentationVersion", &[Replace], PatchValue::String),
    PatchRule::new("/tracingEnabled", &[Replace], PatchValue::Bool),
    PatchRule::new("/accessLogSettings", &[Remove], PatchValue::String),
    PatchRule::new("/accessLogSettings/destinationArn", &[Add, Replace], PatchValue::String),
    PatchRule::new("/accessLogSettings/format", &[Add, Replace], PatchValue::String),
    PatchRule::new("/canarySettings", &[Remove], PatchValue::String),
    PatchRule::new(canary::DEPLOYMENT, &[Replace], PatchValue::String),
    PatchRule::new(
        "/canarySettings/percentTraffic",
        &[Replace],
        PatchValue::Number { min: 0.0, max: 100.0, refusal: "Invalid percentTraffic specified, must be between 0.0 and 100.0" },
    ),
    PatchRule::new("/canarySettings/useStageCache", &[Replace], PatchValue::Bool),
    // Of one variable; recorded, the reference tells it in other words.
    PatchRule::new("/canarySettings/stageVariableOverrides/{name}", &[Replace, Remove], PatchValue::String),
    PatchRule::new("/variables", &[Copy], PatchValue::String).copies(canary::OVERRIDES),
    // Of one variable: what Terraform's provider sends for a variable that goes.
    PatchRule::new("/variables/{name}", &[Replace, Remove], PatchValue::String),
    // All settings of a method; recorded, the reference does not have it.
    PatchRule::new("/{resourcePath}/{httpMethod}", &[Remove], PatchValue::String).target(Target::ByHand),
    setting("/{resourcePath}/{httpMethod}/metrics/enabled", PatchValue::Bool, &["methodSettings", METHOD, "metricsEnabled"]),
    setting("/{resourcePath}/{httpMethod}/logging/dataTrace", PatchValue::Bool, &["methodSettings", METHOD, "dataTraceEnabled"]),
    setting(
        "/{resourcePath}/{httpMethod}/logging/loglevel",
        PatchValue::Enum(&["OFF", "ERROR", "INFO"], "Invalid logging level specified, must be one of: [OFF, ERROR, INFO]"),
        &["methodSettings", METHOD, "loggingLevel"],
    ),
    setting(
        "/{resourcePath}/{httpMethod}/throttling/burstLimit",
        PatchValue::Int { min: -1, max: 2_147_483_647, refusal: "Invalid value for throttling burst limit" },
        &["methodSettings", METHOD, "throttlingBurstLimit"],
    ),
    setting(
        "/{resourcePath}/{httpMethod}/throttling/rateLimit",
        PatchValue::Number { min: -1.0, max: f64::MAX, refusal: "Invalid value for throttling rate limit" },
        &["methodSettings", METHOD, "throttlingRateLimit"],
    ),
    setting("/{resourcePath}/{httpMethod}/caching/enabled", PatchValue::Bool, &["methodSettings", METHOD, "cachingEnabled"]),
    setting(
        "/{resourcePath}/{httpMethod}/caching/dataEncrypted",
        PatchValue::Bool,
        &["methodSettings", METHOD, "cacheDataEncrypted"],
    ),
    setting(
        "/{resourcePath}/{httpMethod}/caching/ttlInSeconds",
        PatchValue::Int { min: 0, max: 3600, refusal: "Invalid time-to-live setting, must be an integer no greater than 3600" },
        &["methodSettings", METHOD, "cacheTtlInSeconds"],
    ),
    setting(
        "/{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl",
        PatchValue::Bool,
        &["methodSettings", METHOD, "requireAuthorizationForCacheControl"],
    ),
    setting(
        "/{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy",
        PatchValue::Enum(
            &["FAIL_WITH_403", "SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER"],
            "Invalid unauthorizedCacheControlHeaderStrategy specified",
        ),
        &["methodSettings", METHOD, "unauthorizedCacheControlHeaderStrategy"],
    ),
];

const CACHE_SIZES: [&str; 8] = ["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"];

const fn setting(path: &'static str, value: PatchValue, at: &'static [&'static str]) -> PatchRule {
    PatchRule::new(path, &[Replace], value).target(Target::At(at))
}

/// One operation of an update. What is refused here leaves the stored stage as it was.
pub(super) async fn change(call: &mut Write, api: &str, stage: &mut Doc, operation: &PatchOperation) -> Result<()> {
    let rule = PatchRule::accepting(STAGE.refusals, PATCH, operation)?;
    let value = operation.value.as_deref().unwrap_or("");
    match rule.path {
        path if operation.op == Copy => return canary::promote(stage, path),
        "/deploymentId" | canary::DEPLOYMENT => require_deployment(call, api, value).await?,
        "/clientCertificateId" => client_certificate::require(call, value).await?,
        "/documentationVersion" => require_documentation(call, api, value).await?,
        "/accessLogSettings/destinationArn" => {
            require_value(value)?;
            access_log::check_destination(Owner::Rest, value)?;
        }
        "/accessLogSettings/format" => {
            require_value(value)?;
            access_log::check_format(Owner::Rest, value)?;
        }
        "/{resourcePath}/{httpMethod}" => forget_settings(stage, operation)?,
        _ => {}
    }
    if matches!(rule.target, Target::At(_)) {
        let method: Vec<&str> = operation.path.raw_segments().take(2).collect();
        if !method.last().is_some_and(|verb| *verb == "*" || HTTP_METHODS.contains(verb)) {
            return Err(STAGE.refusals.refuse_path(operation));
        }
        begin_settings(stage, &method.join("/"));
    }
    patch::apply_as(STAGE.refusals, PATCH, stage, std::slice::from_ref(operation))?;
    canary::complete(stage);
    if rule.path == "/cacheClusterEnabled" && !is_true(stage, "cacheClusterEnabled") {
        stage.shift_remove("cacheClusterSize");
    }
    Ok(())
}

fn require_value(value: &str) -> Result<()> {
    if value.is_empty() { Err(AwsError::bad_request("Access Log value must not be empty")) } else { Ok(()) }
}

/// Takes back all settings of a method. Recorded: test_update_stage_remove_wildcard.
fn forget_settings(stage: &mut Doc, operation: &PatchOperation) -> Result<()> {
    let method = operation.path.as_str().trim_start_matches('/');
    let settings = stage.get_mut("methodSettings").and_then(Value::as_object_mut);
    match settings.and_then(|settings| settings.shift_remove(method)) {
        Some(_) => Ok(()),
        None => Err(AwsError::bad_request(format!(
            "Cannot remove method setting {method} because there is no method setting for this method "
        ))),
    }
}

/// A method whose settings are touched first gets all that are set for `*/*`, or AWS's own (recorded from AWS: TestStages,
/// update-stage).
fn begin_settings(stage: &mut Doc, method: &str) {
    let Some(all) = stage.get_mut("methodSettings").and_then(Value::as_object_mut) else { return };
    if all.contains_key(method) {
        return;
    }
    let settings = all.get("*/*").cloned().unwrap_or_else(|| {
        json!({
            "metricsEnabled": false,
            "dataTraceEnabled": false,
            "throttlingBurstLimit": 5000,
            "throttlingRateLimit": 10_000.0,
            "cachingEnabled": false,
            "cacheTtlInSeconds": 300,
            "cacheDataEncrypted": false,
            "requireAuthorizationForCacheControl": true,
            "unauthorizedCacheControlHeaderStrategy": "SUCCEED_WITH_RESPONSE_HEADER",
        })
    });
    all.insert(method.to_owned(), settings);
}
