//! HTTP and WebSocket APIs.

use std::borrow::Cow;

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::Refusals;
use serde_json::{Value, json};

use crate::control::call::{Effect, Scope, Write, default, is_true, text};
use crate::control::crud;
use crate::control::domain::mapping;
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then, Unique, no_v2_api, nothing};
use crate::control::rest::usage_plan;
use crate::control::v2::{integration, managed, route, stage};
use crate::expr::selection::SelectionExpression;
use crate::store::{Stored, path};

/// An HTTP or WebSocket API.
pub(crate) static API: Kind = Kind {
    name: "Api",
    collection: "/apis",
    key: "apiId",
    id: Id::Made { member: "apiId", length: 10 },
    orphan: None,
    missing: no_v2_api,
    taken: |api| AwsError::conflict(format!("The API identifier {} is already in use", text(api, "apiId"))),
    unique: Some(Unique::OfId(|api| format!("api/{}", text(api, "apiId")))),
    defaults,
    check,
    patch: &[],
    refusals: Refusals::Plain,
    view: nothing,
    then: Then::Publish,
};

/// What a quick create is given: the rest of it is the API's.
const QUICK_CREATE: [&str; 3] = ["target", "routeKey", "credentialsArn"];

/// Creates an API; with `target` also an integration, a route and a stage that deploys on its own.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let mut doc = crud::body(call.scope.spec, &input.members);
    doc.retain(|member, _| !QUICK_CREATE.contains(&member.as_str()));
    let target = text(&input.members, "target").to_owned();
    if target.is_empty() {
        if let Some(unused) = QUICK_CREATE.iter().find(|member| input.members.contains_key(**member)) {
            return Err(AwsError::bad_request(format!("{unused} cannot be specified without target for quick create")));
        }
    } else if text(&doc, "protocolType") != "HTTP" {
        return Err(AwsError::bad_request("Quick create is only supported for HTTP protocol"));
    }
    let (at, doc) = crud::insert(call, &API, &input.members, doc).await?;
    let endpoint = endpoint(&call.scope, &doc);
    let mut doc = doc;
    doc.insert("apiEndpoint".to_owned(), json!(endpoint));
    call.tx.put(&at, &doc).await?;
    if !target.is_empty() {
        quick_create(call, &at, &target, &input.members).await?;
    }
    Ok(Output::from(doc))
}

/// Changes an API; `target` and its kin change what quick create made.
pub(crate) async fn update(call: &mut Write, mut input: Input) -> Result<Output> {
    let at = API.path(&call.scope, &input.members);
    if let Some(unsupported) = QUICK_CREATE.iter().find(|member| input.members.contains_key(**member)) {
        crud::find(&call.scope, &mut call.tx, &API, &input.members).await?;
        change_quick_created(call, &at, unsupported, &input.members).await?;
    }
    input.members.retain(|member, _| !QUICK_CREATE.contains(&member.as_str()));
    call.then(Effect::AutoDeploy(at));
    crud::merge(call, &API, input).await
}

/// Takes the CORS configuration from an API.
pub(crate) async fn delete_cors(call: &mut Write, input: Input) -> Result<Output> {
    let mut doc = crud::find(&call.scope, &mut call.tx, &API, &input.members).await?;
    doc.shift_remove("corsConfiguration");
    let at = API.path(&call.scope, &input.members);
    call.then(Effect::AutoDeploy(at));
    crud::replace(call, &API, &input.members, &doc).await?;
    Ok(Output::default())
}

/// Deletes an API with everything in it.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let id = text(&input.members, "apiId");
    if !mapping::names_of(call, id, None).await?.is_empty() {
        // As users saw it: cloud-nuke issue 370.
        return Err(AwsError::bad_request(format!(
            "Deleting API {id} failed. Please remove all API mappings for the API from your custom domain names."
        )));
    }
    crud::remove(call, &API, &input.members).await?;
    call.effects = vec![Effect::Withdraw(text(&input.members, "apiId").to_owned())];
    usage_plan::stages::forget(call, text(&input.members, "apiId"), None).await?;
    Ok(Output::default())
}

/// The protocol of the API at `path`: `HTTP` or `WEBSOCKET`.
pub(crate) async fn protocol(call: &mut Write, input: &Doc) -> Result<String> {
    let doc = crud::find(&call.scope, &mut call.tx, &API, input).await?;
    Ok(text(&doc, "protocolType").to_owned())
}

/// Refuses what only WebSocket APIs have when the API is another.
pub(crate) async fn require_websocket(call: &mut Write, input: &Doc, refusal: impl Into<Cow<'static, str>>) -> Result<()> {
    if protocol(call, input).await? == "WEBSOCKET" { Ok(()) } else { Err(AwsError::bad_request(refusal)) }
}

fn endpoint(scope: &Scope, api: &Doc) -> String {
    let scheme = if text(api, "protocolType") == "WEBSOCKET" { "wss" } else { "https" };
    format!("{scheme}://{}.execute-api.{}.amazonaws.com", text(api, "apiId"), scope.caller.region)
}

async fn quick_create(call: &mut Write, api: &str, target: &str, input: &Doc) -> Result<()> {
    let owned = |members: Value| match members {
        Value::Object(mut doc) => {
            doc.insert("apiGatewayManaged".to_owned(), json!(true));
            doc
        }
        _ => Doc::new(),
    };
    let scoped = Doc::from_iter([("apiId".to_owned(), json!(path::last(api)))]);
    let mut integration = owned(target_members(target));
    if let Some(credentials) = input.get("credentialsArn") {
        integration.insert("credentialsArn".to_owned(), credentials.clone());
    }
    integration::complete("HTTP", None, &mut integration)?;
    let (_, integration) = crud::insert(call, &integration::INTEGRATION, &scoped, integration).await?;

    let key = if text(input, "routeKey").is_empty() { "$default" } else { text(input, "routeKey") };
    let target = format!("integrations/{}", text(&integration, "integrationId"));
    let route = owned(json!({"routeKey": key, "target": target}));
    route::check("HTTP", &Draft::new(&route))?;
    crud::insert(call, &route::ROUTE, &scoped, route).await?;

    let stage = owned(json!({"stageName": "$default", "autoDeploy": true}));
    crud::insert(call, &stage::STAGE, &scoped, stage).await?;
    Ok(())
}

/// How a quick create calls its target: a function by its ARN, anything else as a URL.
fn target_members(target: &str) -> Value {
    if target.starts_with("arn:") {
        json!({"integrationType": "AWS_PROXY", "integrationUri": target, "integrationMethod": "POST", "payloadFormatVersion": "2.0"})
    } else {
        json!({"integrationType": "HTTP_PROXY", "integrationUri": target, "integrationMethod": "ANY", "payloadFormatVersion": "1.0"})
    }
}

/// `UpdateApi` with `target`, `routeKey` or `credentialsArn` changes the managed integration and route, as the API reference
/// has it: `target` "updates the integration URI and integration type".
async fn change_quick_created(call: &mut Write, api: &str, member: &str, input: &Doc) -> Result<()> {
    let missing = || AwsError::bad_request(format!("{member} can only be updated for APIs that were created by quick create"));
    if input.contains_key("target") || input.contains_key("credentialsArn") {
        let mut found = find_managed(call, api, "integrations").await?.ok_or_else(missing)?;
        let before = found.doc.clone();
        if let Some(Value::Object(members)) = input.get("target").and_then(Value::as_str).map(target_members) {
            found.doc.extend(members);
        }
        if let Some(credentials) = input.get("credentialsArn") {
            found.doc.insert("credentialsArn".to_owned(), credentials.clone());
        }
        integration::complete("HTTP", Some(&before), &mut found.doc)?;
        call.tx.put(&found.path, &found.doc).await?;
    }
    if let Some(key) = input.get("routeKey") {
        let mut found = find_managed(call, api, "routes").await?.ok_or_else(missing)?;
        let before = found.doc.clone();
        found.doc.insert("routeKey".to_owned(), key.clone());
        let draft = Draft::of(&before, &found.doc);
        route::check("HTTP", &draft)?;
        route::check_neighbours(call, input, &draft).await?;
        call.tx.put(&found.path, &found.doc).await?;
    }
    Ok(())
}

async fn find_managed(call: &mut Write, api: &str, collection: &str) -> Result<Option<Stored>> {
    let docs = call.tx.children(&format!("{api}/{collection}"), None, usize::MAX).await?;
    Ok(docs.into_iter().find(|stored| managed::is_managed(&stored.doc)))
}

fn defaults(scope: &Scope, api: &mut Doc) {
    default(api, "apiKeySelectionExpression", "$request.header.x-api-key");
    default(api, "createdDate", scope.date());
    default(api, "disableExecuteApiEndpoint", false);
    default(api, "ipAddressType", "ipv4");
    if text(api, "protocolType") == "HTTP" {
        default(api, "routeSelectionExpression", HTTP_ROUTE_SELECTION);
    }
    default(api, "tags", json!({}));
}

/// The most characters of a name.
const NAME: usize = 128;

const HTTP_ROUTE_SELECTION: &str = "$request.method $request.path";
/// The same, as AWS takes it too, and names it.
const SPELLED_OUT: &str = "${request.method} ${request.path}";

/// Refuses what AWS refuses of an API; its words were seen in deployments (badmintoncryer/cdk-preflight).
fn check(api: &Draft<'_>) -> Result<()> {
    let refuse = |message: &str| Err(AwsError::bad_request(message.to_owned()));
    if api.sets(&["name"]) && !(1..=NAME).contains(&text(api, "name").chars().count()) {
        return refuse("Invalid API name specified");
    }
    let selection = Some(text(api, "routeSelectionExpression")).filter(|_| api.sets(&["routeSelectionExpression"]));
    let gets = |member: &str| api.contains_key(member) && api.sets(&[member]);
    if text(api, "protocolType") == "WEBSOCKET" {
        if selection == Some("") {
            return refuse("Invalid routeSelectionExpression");
        }
        if let Some(selection) = selection
            && let Err(invalid) = SelectionExpression::parse(selection)
        {
            return refuse(&format!("Invalid routeSelectionExpression {selection}: {invalid}"));
        }
        if gets("corsConfiguration") {
            return refuse("Cors is not supported for WEBSOCKET protocolType");
        }
        return Ok(());
    }
    if selection.is_some_and(|selection| selection != HTTP_ROUTE_SELECTION && selection != SPELLED_OUT) {
        return refuse(&format!("Route selection expression is currently limited to \"{SPELLED_OUT}\""));
    }
    if gets("disableSchemaValidation") {
        return refuse("DisableSchemaValidation is only supported for WEBSOCKET protocol");
    }
    if gets("corsConfiguration") { check_cors(api) } else { Ok(()) }
}

/// Refuses what AWS refuses of a CORS configuration. Its words as users saw them: aws/aws-cdk issue 9076 (credentials); of an origin,
/// stacks with `capacitor://localhost` and `chrome-extension://…`.
fn check_cors(api: &Doc) -> Result<()> {
    let Some(cors) = api.get("corsConfiguration").and_then(Value::as_object) else { return Ok(()) };
    let origins = cors.get("allowOrigins").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    for origin in origins {
        if origin == "*" && is_true(cors, "allowCredentials") {
            return Err(AwsError::bad_request("allow-credentials is not supported if 'allow-origin' is *"));
        }
        if origin != "*" && !origin.starts_with("http://") && !origin.starts_with("https://") {
            return Err(AwsError::bad_request(format!("Invalid format for origin {origin}")));
        }
    }
    Ok(())
}
