//! The kinds of an HTTP or WebSocket API's parts that generic operations are enough for.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::Refusals;
use serde_json::{Value, json};

use crate::control::call::{Read, Write, default, text};
use crate::control::draft::Draft;
use crate::control::kind::{Id, Kind, Then, fine, no_v2_api, nothing};
use crate::control::v2::{api, integration, route};
use crate::control::{crud, model_template};
use crate::store::path;

/// By what the parts of one route, integration or API are told apart.
const ROUTE_RESPONSE_KEY: &str = "routeResponseKey";
const INTEGRATION_RESPONSE_KEY: &str = "integrationResponseKey";
const MODEL_NAME: &str = "name";

/// The answer that a WebSocket route sends to the client.
pub(crate) static ROUTE_RESPONSE: Kind = Kind {
    name: "RouteResponse",
    collection: "/apis/{apiId}/routes/{routeId}/routeresponses",
    key: "routeResponseId",
    id: Id::Made { member: "routeResponseId", length: 6 },
    orphan: Some(|scope, input| (route::ROUTE.missing)(scope, input)),
    missing: |_, _| {
        AwsError::not_found("Invalid RouteResponse identifier specified").with_member("resourceType", "RouteResponse")
    },
    taken: |_| AwsError::conflict("RouteResponse already exists"),
    unique: None,
    defaults: nothing,
    check: |response| {
        if !response.sets(&["routeResponseKey"]) || text(response, "routeResponseKey") == "$default" {
            return Ok(());
        }
        // As seen in a deployment (badmintoncryer/cdk-preflight).
        Err(AwsError::bad_request(
            "Currently, only $default is supported as a RouteResponseKey. The creation of the RouteResponse with a key of $default will \
             indicate to API Gateway that this Route is intended to handle two-way communication.",
        ))
    },
    patch: &[],
    refusals: Refusals::Plain,
    view: nothing,
    then: Then::AutoDeploy,
};

/// What a WebSocket integration makes of a backend's answer.
pub(crate) static INTEGRATION_RESPONSE: Kind = Kind {
    name: "ApiIntegrationResponse",
    collection: "/apis/{apiId}/integrations/{integrationId}/integrationresponses",
    key: "integrationResponseId",
    id: Id::Made { member: "integrationResponseId", length: 6 },
    orphan: Some(|scope, input| (integration::INTEGRATION.missing)(scope, input)),
    missing: |_, _| {
        AwsError::not_found("Invalid IntegrationResponse identifier specified").with_member("resourceType", "IntegrationResponse")
    },
    taken: |_| AwsError::conflict("IntegrationResponse already exists"),
    unique: None,
    defaults: nothing,
    check: fine,
    patch: &[],
    refusals: Refusals::Plain,
    view: nothing,
    then: Then::AutoDeploy,
};

/// A model: a JSON schema with a name.
pub(crate) static MODEL: Kind = Kind {
    name: "ApiModel",
    collection: "/apis/{apiId}/models",
    key: "modelId",
    id: Id::Made { member: "modelId", length: 6 },
    orphan: Some(no_v2_api),
    missing: |_, _| AwsError::not_found("Invalid Model identifier specified").with_member("resourceType", "Model"),
    taken: |_| AwsError::conflict("Model already exists"),
    unique: None,
    defaults: |_, model| default(model, "contentType", "application/json"),
    check: check_model,
    patch: &[],
    refusals: Refusals::Plain,
    view: nothing,
    then: Then::AutoDeploy,
};

/// The most subnets of a VPC link (developer guide, "HTTP API quotas"; AWS's words were not found).
const SUBNETS: usize = 10;

/// A VPC link. Nothing is built for one here: the command line says what it leads to.
pub(crate) static VPC_LINK: Kind = Kind {
    name: "ApiVpcLink",
    collection: "/v2/vpclinks",
    key: "vpcLinkId",
    id: Id::Made { member: "vpcLinkId", length: 6 },
    orphan: None,
    missing: |_, _| AwsError::not_found("Invalid VpcLink identifier specified").with_member("resourceType", "VpcLink"),
    taken: |_| AwsError::conflict("VpcLink already exists"),
    unique: None,
    defaults: |scope, link| {
        default(link, "createdDate", scope.date());
        default(link, "securityGroupIds", json!([]));
        default(link, "tags", json!({}));
        default(link, "vpcLinkVersion", "V2");
    },
    check: |link| {
        if link.sets(&["name"]) && text(link, "name").is_empty() {
            return Err(AwsError::bad_request("Name cannot be empty"));
        }
        let subnets = link.get("subnetIds").and_then(Value::as_array).map_or(0, Vec::len);
        if link.sets(&["subnetIds"]) && subnets == 0 {
            // As seen in a deployment (badmintoncryer/cdk-preflight).
            return Err(AwsError::bad_request("SubnetIds for a vpc link cannot be empty"));
        }
        if link.sets(&["subnetIds"]) && subnets > SUBNETS {
            return Err(AwsError::bad_request(format!("A vpc link can have at most {SUBNETS} SubnetIds")));
        }
        Ok(())
    },
    patch: &[],
    refusals: Refusals::Plain,
    view: |scope, link| {
        let created = scope.spec.name == "CreateVpcLink";
        default(link, "vpcLinkStatus", if created { "PENDING" } else { "AVAILABLE" });
        if !created {
            default(link, "vpcLinkStatusMessage", "VPC link is ready to route traffic");
        }
    },
    then: Then::Nothing,
};

/// Deletes a VPC link that no route leads through. (The wording was seen by users of terraform-provider-aws, 12195.)
pub(crate) async fn delete_vpc_link(call: &mut Write, input: Input) -> Result<Output> {
    let link = text(&input.members, "vpcLinkId").to_owned();
    let mut users = Vec::new();
    for api in call.tx.children(&format!("{}/apis", call.scope.root()), None, usize::MAX).await? {
        let integrations = call.tx.children(&format!("{}/integrations", api.path), None, usize::MAX).await?;
        let through = integrations.iter().filter(|integration| text(&integration.doc, "connectionId") == link);
        let targets: Vec<String> = through.map(|integration| format!("integrations/{}", path::last(&integration.path))).collect();
        if targets.is_empty() {
            continue;
        }
        let routes = call.tx.children(&format!("{}/routes", api.path), None, usize::MAX).await?;
        for route in routes.iter().filter(|route| targets.iter().any(|target| text(&route.doc, "target") == target)) {
            let method = text(&route.doc, "routeKey").split_once(' ').map_or("ANY", |(method, _)| method);
            users.push(format!("{method}:{}", path::last(&route.path)));
        }
    }
    if !users.is_empty() {
        return Err(AwsError::bad_request(format!(
            "Cannot delete vpc link. Vpc link '{link}', is referenced in [{}] in format of [Method:Resource].",
            users.join(", ")
        )));
    }
    crud::delete(call, &VPC_LINK, input).await
}

/// Creates a route response; HTTP APIs have none.
pub(crate) async fn create_route_response(call: &mut Write, input: Input) -> Result<Output> {
    api::require_websocket(call, &input.members, of_no_proxy("RouteResponses")).await?;
    create_one(call, &ROUTE_RESPONSE, ROUTE_RESPONSE_KEY, input).await
}

/// Changes a route response.
pub(crate) async fn update_route_response(call: &mut Write, input: Input) -> Result<Output> {
    update_one(call, &ROUTE_RESPONSE, ROUTE_RESPONSE_KEY, input).await
}

/// Creates an integration response; HTTP APIs have none.
pub(crate) async fn create_integration_response(call: &mut Write, input: Input) -> Result<Output> {
    api::require_websocket(call, &input.members, of_no_proxy("IntegrationResponses")).await?;
    create_one(call, &INTEGRATION_RESPONSE, INTEGRATION_RESPONSE_KEY, input).await
}

/// Changes an integration response.
pub(crate) async fn update_integration_response(call: &mut Write, input: Input) -> Result<Output> {
    update_one(call, &INTEGRATION_RESPONSE, INTEGRATION_RESPONSE_KEY, input).await
}

/// Makes a part whose key no other beside it has. That it is a conflict is in the API reference ("The resource already exists", 409);
/// AWS's words were not found.
async fn create_one(call: &mut Write, kind: &Kind, key: &str, input: Input) -> Result<Output> {
    let doc = crud::body(call.scope.spec, &input.members);
    crud::require_own(call, kind, &input.members, key, &Draft::new(&doc)).await?;
    crud::create(call, kind, input).await
}

/// Changes a part; its key may become one that no other beside it has.
async fn update_one(call: &mut Write, kind: &Kind, key: &str, input: Input) -> Result<Output> {
    let before = crud::find(&call.scope, &mut call.tx, kind, &input.members).await?;
    let mut doc = before.clone();
    doc.extend(crud::body(call.scope.spec, &input.members));
    crud::require_own(call, kind, &input.members, key, &Draft::of(&before, &doc)).await?;
    crud::merge(call, kind, input).await
}

/// AWS's refusal of what belongs to integrations that are no proxies, as seen in deployments (badmintoncryer/cdk-preflight).
fn of_no_proxy(what: &str) -> String {
    format!(
        "{what} are currently not supported for this API protocol type. This is because the API may only be configured with proxy \
         integration at this time."
    )
}

/// Creates a model; HTTP APIs have none. (The wording was seen in a deployment, badmintoncryer/cdk-preflight.)
pub(crate) async fn create_model(call: &mut Write, input: Input) -> Result<Output> {
    let refusal = "Currently, Models are not permitted for APIs with a protocol type of HTTP";
    api::require_websocket(call, &input.members, refusal).await?;
    create_one(call, &MODEL, MODEL_NAME, input).await
}

/// Changes a model.
pub(crate) async fn update_model(call: &mut Write, input: Input) -> Result<Output> {
    update_one(call, &MODEL, MODEL_NAME, input).await
}

/// Answers a mapping template that makes a payload of a model's structure.
pub(crate) async fn model_template(call: &mut Read, input: Input) -> Result<Output> {
    model_template::get(call, &MODEL, &input.members).await
}

fn check_model(model: &Draft<'_>) -> Result<()> {
    let name = text(model, "name");
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if model.sets(&["name"]) && !is_name {
        return Err(AwsError::bad_request(format!("Model name must be alphanumeric: {name}")));
    }
    if model.sets(&["schema"]) && serde_json::from_str::<Doc>(text(model, "schema")).is_err() {
        return Err(AwsError::bad_request("Invalid model schema specified. The schema must be a JSON object"));
    }
    Ok(())
}
