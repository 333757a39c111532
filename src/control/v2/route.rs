//! Routes of HTTP and WebSocket APIs.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::Refusals;
use serde_json::Value;

use crate::control::call::{Write, default, entries, is_true, text};
use crate::control::crud;
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then, fine, no_v2_api, nothing};
use crate::control::v2::authorizer::AUTHORIZER;
use crate::control::v2::integration::INTEGRATION;
use crate::control::v2::{api, managed};
use crate::store::path;

/// A route.
pub(crate) static ROUTE: Kind = Kind {
    name: "Route",
    collection: "/apis/{apiId}/routes",
    key: "routeId",
    id: Id::Made { member: "routeId", length: 7 },
    orphan: Some(no_v2_api),
    missing: |_, _| AwsError::not_found("Invalid Route identifier specified").with_member("resourceType", "Route"),
    taken: |route| AwsError::conflict(format!("Route with key {} already exists for this API", text(route, "routeKey"))),
    unique: None,
    defaults: |_, route| {
        default(route, "apiKeyRequired", false);
        default(route, "authorizationType", "NONE");
    },
    check: fine,
    patch: &[],
    refusals: Refusals::Plain,
    view: nothing,
    then: Then::AutoDeploy,
};

const HTTP_METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY"];

/// Creates a route.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let protocol = api::protocol(call, &input.members).await?;
    let doc = crud::body(call.scope.spec, &input.members);
    let draft = Draft::new(&doc);
    check(&protocol, &draft)?;
    check_neighbours(call, &input.members, &draft).await?;
    let (_, doc) = crud::insert(call, &ROUTE, &input.members, doc).await?;
    Ok(Output::from(doc))
}

/// Changes a route.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    let protocol = api::protocol(call, &input.members).await?;
    let members = input.members.clone();
    let gives_scopes = input.members.contains_key("authorizationScopes");
    let key = input.members.get("routeKey").cloned();
    let before = crud::find(&call.scope, &mut call.tx, &ROUTE, &input.members).await?;
    if managed::is_managed(&before) && key.is_some_and(|key| Some(&key) != before.get("routeKey")) {
        return Err(managed::refusal(&ROUTE, "its key cannot be modified"));
    }
    let output = crud::merge_with(call, &ROUTE, input, |before, doc| {
        let authorization = text(doc, "authorizationType").to_owned();
        if matches!(&*authorization, "NONE" | "AWS_IAM") {
            doc.shift_remove("authorizerId");
        }
        if authorization != "JWT" && !gives_scopes {
            doc.shift_remove("authorizationScopes");
        }
        check(&protocol, &Draft::of(before, doc))
    })
    .await?;
    check_neighbours(call, &members, &Draft::of(&before, &output.members)).await?;
    Ok(output)
}

/// Deletes a route.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    managed::delete(call, &ROUTE, input).await
}

/// Takes a request parameter from a route.
pub(crate) async fn delete_request_parameter(call: &mut Write, input: Input) -> Result<Output> {
    let mut doc = crud::find(&call.scope, &mut call.tx, &ROUTE, &input.members).await?;
    let parameter = text(&input.members, "requestParameterKey");
    let gone = doc.get_mut("requestParameters").and_then(Value::as_object_mut).and_then(|all| all.shift_remove(parameter));
    if gone.is_none() {
        return Err(AwsError::not_found("Invalid request parameter key specified"));
    }
    crud::replace(call, &ROUTE, &input.members, &doc).await?;
    Ok(Output::default())
}

/// Refuses what AWS refuses of a route of this protocol, as far as the route alone tells. Its words were seen in deployments
/// (badmintoncryer/cdk-preflight).
pub(crate) fn check(protocol: &str, route: &Draft<'_>) -> Result<()> {
    let refuse = |message: String| Err(AwsError::bad_request(message));
    let (key, authorization) = (text(route, "routeKey"), text(route, "authorizationType"));
    let target = text(route, "target");
    // A route that is not made yet has no id.
    let id = Some(text(route, "routeId")).filter(|id| !id.is_empty()).unwrap_or("null");
    if route.sets(&["target"]) && !target.is_empty() && !target.starts_with("integrations/") {
        return refuse(format!(
            "Unexpected or malformed target in route {id}. Correct format should be integrations/<integration_id>."
        ));
    }
    if protocol == "HTTP" {
        if route.sets(&["routeKey"]) && !is_http_route_key(key) {
            return refuse(
                "The provided route key is not formatted properly for HTTP protocol. Format should be \"<HTTP METHOD> /<RESOURCE PATH>\" or \"$default\"".to_owned(),
            );
        }
        if route.sets(&["apiKeyRequired"]) && is_true(route, "apiKeyRequired") {
            return refuse(format!(
                "ApiKeyRequired is not currently supported for HTTP APIs. Please set ApiKeyRequired to false for route {id}"
            ));
        }
        // "Supported only for WebSocket APIs" (API reference, CreateRoute).
        let foreign = ["modelSelectionExpression", "routeResponseSelectionExpression"];
        if let Some(member) = foreign.into_iter().find(|member| route.sets(&[member]) && !text(route, member).is_empty()) {
            return refuse(format!("{member} is not supported for HTTP protocol"));
        }
        let gets = |member: &str| route.sets(&[member]) && entries(route, member).next().is_some();
        if gets("requestModels") || gets("requestParameters") {
            return refuse("RequestModels and RequestParameters are not supported for HTTP protocol".to_owned());
        }
    } else {
        let is_key = !key.is_empty() && (!key.starts_with('$') || matches!(key, "$connect" | "$disconnect" | "$default"));
        if route.sets(&["routeKey"]) && !is_key {
            return refuse(format!("The provided route key {key} is not valid for WEBSOCKET protocol"));
        }
        if route.sets(&["routeKey", "authorizationType"]) && !matches!(authorization, "" | "NONE") && key != "$connect" {
            return refuse("Currently, authorization is restricted to the $connect route only".to_owned());
        }
    }
    let allowed =
        if protocol == "HTTP" { ["", "NONE", "AWS_IAM", "CUSTOM", "JWT"].as_slice() } else { &["", "NONE", "AWS_IAM", "CUSTOM"] };
    if route.sets(&["authorizationType"]) && !allowed.contains(&authorization) {
        return refuse(format!("AuthorizationType {authorization} is not supported for {protocol} protocol"));
    }
    let scopes = route.get("authorizationScopes").and_then(Value::as_array).map_or(0, Vec::len);
    if route.sets(&["authorizationScopes", "authorizationType"]) && scopes > 0 && authorization != "JWT" {
        return refuse(
            "Invalid Route authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types"
                .to_owned(),
        );
    }
    if route.sets(&["authorizationScopes"]) && scopes > SCOPES {
        return refuse(format!("Authorization scopes can have at most {SCOPES} items"));
    }
    Ok(())
}

/// The most scopes of a route (developer guide, "HTTP API quotas"; AWS's words were not found).
const SCOPES: usize = 10;

/// Refuses a route whose authorizer is not there, or is one of another type. AWS's words: anomalyco/sst issue 4591 (JWT),
/// hashicorp/terraform-provider-aws issue 17497.
async fn check_authorizer(call: &mut Write, api: &str, input: &Doc, route: &Draft<'_>) -> Result<()> {
    if !route.sets(&["authorizationType", "authorizerId"]) {
        return Ok(());
    }
    let id = text(route, "authorizerId");
    let authorizer = if id.is_empty() { None } else { call.tx.get(&path::join(&format!("{api}/authorizers"), id)).await? };
    let kind = authorizer.as_ref().map(|authorizer| text(authorizer, "authorizerType"));
    let refuse = |wanted: &str| {
        Err(AwsError::bad_request(format!(
            "Invalid authorizer ID specified. Setting the authorization type to {wanted} authorizer."
        )))
    };
    match text(route, "authorizationType") {
        "JWT" if kind != Some("JWT") => refuse("JWT requires a valid JWT"),
        "CUSTOM" if kind != Some("REQUEST") => refuse("CUSTOM or COGNITO_USER_POOLS requires a valid"),
        _ if !id.is_empty() && kind.is_none() => Err((AUTHORIZER.missing)(&call.scope, input)),
        _ => Ok(()),
    }
}

/// Refuses a route whose key another has, or whose authorizer or integration is not there.
pub(crate) async fn check_neighbours(call: &mut Write, input: &Doc, route: &Draft<'_>) -> Result<()> {
    crud::require_own(call, &ROUTE, input, "routeKey", route).await?;
    let collection = ROUTE.collection(&call.scope, input);
    let api = path::parent(&collection).to_owned();
    if let Some(integration) = text(route, "target").strip_prefix("integrations/")
        && route.sets(&["target"])
        && !call.tx.exists(&path::join(&format!("{api}/integrations"), integration)).await?
    {
        return Err((INTEGRATION.missing)(&call.scope, input));
    }
    check_authorizer(call, &api, input, route).await
}

/// `$default`, or a method and a path whose variables are whole segments, the last of which may be greedy.
fn is_http_route_key(key: &str) -> bool {
    if key == "$default" {
        return true;
    }
    let Some((method, path)) = key.split_once(' ') else { return false };
    let Some(path) = path.strip_prefix('/') else { return false };
    if !HTTP_METHODS.contains(&method) || path.contains(' ') {
        return false;
    }
    let segments: Vec<&str> = path.split('/').collect();
    segments.iter().enumerate().all(|(at, segment)| {
        let Some(variable) = segment.strip_prefix('{') else { return !segment.contains(['{', '}']) };
        let Some(name) = variable.strip_suffix('}') else { return false };
        let (name, greedy) = name.strip_suffix('+').map_or((name, false), |name| (name, true));
        let last = at + 1 == segments.len();
        !name.is_empty() && !name.contains(['{', '}', '+']) && (!greedy || last)
    })
}
