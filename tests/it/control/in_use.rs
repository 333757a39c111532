//! What is in use is not deleted, and AWS says what uses it.

use serde_json::{Value, json};

use super::{Emulator, text};

async fn refusal(emulator: &Emulator, path: &str) -> (u16, String) {
    let (status, _, message) = emulator.refused("DELETE", path, Value::Null).await;
    (status, message)
}

// The wording was seen by users of klotho (202).
#[tokio::test]
async fn a_vpc_link_that_a_stage_serves_stays() {
    let emulator = Emulator::new().await;
    let (api, root) = emulator.rest_api().await;
    let arn = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/a/b";
    let link = text(&emulator.ok("POST", "/vpclinks", json!({"name": "l", "targetArns": [arn]})).await, "id");
    let method = format!("/restapis/{api}/resources/{root}/methods/GET");
    emulator.ok("PUT", &method, json!({"authorizationType": "NONE"})).await;
    let private = json!({"type": "HTTP_PROXY", "httpMethod": "GET", "uri": "http://example.com", "connectionType": "VPC_LINK",
                         "connectionId": link});
    emulator.ok("PUT", &format!("{method}/integration"), private).await;
    emulator.ok("POST", &format!("/restapis/{api}/deployments"), json!({"stageName": "dev"})).await;
    let words = format!(
        "Cannot delete vpc link. Vpc link '{link}', is referenced in [{api}:GET:{root}:dev] in format of [RESTApiId:Method:Resource:Stage]."
    );
    assert_eq!(refusal(&emulator, &format!("/vpclinks/{link}")).await, (400, words));
    emulator.ok("DELETE", &format!("/restapis/{api}/stages/dev"), Value::Null).await;
    emulator.ok("DELETE", &format!("/vpclinks/{link}"), Value::Null).await;
}

// Developer guide, "Set up stage variables for REST APIs in API Gateway": `connectionId` may be `${stageVariables.vpcLinkId}`; a canary
// has variables of its own.
#[tokio::test]
async fn a_vpc_link_that_a_stage_variable_names_stays() {
    let emulator = Emulator::new().await;
    let (api, root) = emulator.rest_api().await;
    let arn = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/a/b";
    let mut links = Vec::new();
    for name in ["production", "canary", "nobodys"] {
        links.push(text(&emulator.ok("POST", "/vpclinks", json!({"name": name, "targetArns": [arn]})).await, "id"));
    }
    let method = format!("/restapis/{api}/resources/{root}/methods/ANY");
    emulator.ok("PUT", &method, json!({"authorizationType": "NONE"})).await;
    let private = json!({"type": "HTTP", "httpMethod": "GET", "uri": "http://example.com", "connectionType": "VPC_LINK",
                         "connectionId": "${stageVariables.link}"});
    emulator.ok("PUT", &format!("{method}/integration"), private).await;
    let deployments = format!("/restapis/{api}/deployments");
    emulator.ok("POST", &deployments, json!({"stageName": "dev", "variables": {"link": links[0]}})).await;
    let canary = json!({"stageName": "dev",
                        "canarySettings": {"percentTraffic": 10.0, "stageVariableOverrides": {"link": links[1]}}});
    emulator.ok("POST", &deployments, canary).await;
    for link in &links[..2] {
        let (status, words) = refusal(&emulator, &format!("/vpclinks/{link}")).await;
        assert_eq!((status, words.contains(&format!("[{api}:ANY:{root}:dev]"))), (400, true), "{words}");
    }
    emulator.ok("DELETE", &format!("/vpclinks/{}", links[2]), Value::Null).await;
}

// The wording was seen by users of terraform-provider-aws (12195) and terraform-aws-next-js (247).
#[tokio::test]
async fn what_routes_lead_through_stays() {
    let emulator = Emulator::new().await;
    let api = text(&emulator.ok("POST", "/v2/apis", json!({"name": "a", "protocolType": "HTTP"})).await, "apiId");
    let link = text(&emulator.ok("POST", "/v2/vpclinks", json!({"name": "l", "subnetIds": ["subnet-1"]})).await, "vpcLinkId");
    let private = json!({"integrationType": "HTTP_PROXY", "integrationMethod": "ANY", "payloadFormatVersion": "1.0",
                         "connectionType": "VPC_LINK", "connectionId": link,
                         "integrationUri": "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/a/b/c"});
    let integration = emulator.ok("POST", &format!("/v2/apis/{api}/integrations"), private).await;
    let integration = text(&integration, "integrationId");
    let route = json!({"routeKey": "ANY /pets", "target": format!("integrations/{integration}")});
    let route = text(&emulator.ok("POST", &format!("/v2/apis/{api}/routes"), route).await, "routeId");
    let words =
        format!("Cannot delete vpc link. Vpc link '{link}', is referenced in [ANY:{route}] in format of [Method:Resource].");
    assert_eq!(refusal(&emulator, &format!("/v2/vpclinks/{link}")).await, (400, words));
    let words = format!("Cannot delete Integration because it is referenced by the following Routes with Ids: [{route}]");
    assert_eq!(refusal(&emulator, &format!("/v2/apis/{api}/integrations/{integration}")).await, (409, words));
    emulator.ok("DELETE", &format!("/v2/apis/{api}/routes/{route}"), Value::Null).await;
    emulator.ok("DELETE", &format!("/v2/apis/{api}/integrations/{integration}"), Value::Null).await;
    emulator.ok("DELETE", &format!("/v2/vpclinks/{link}"), Value::Null).await;
}

// The wording was seen by users of sst (5586).
#[tokio::test]
async fn an_authorizer_that_a_route_asks_stays() {
    let emulator = Emulator::new().await;
    let api = text(&emulator.ok("POST", "/v2/apis", json!({"name": "a", "protocolType": "HTTP"})).await, "apiId");
    let authorizer = json!({"name": "guard", "authorizerType": "JWT", "identitySource": ["$request.header.Authorization"],
                            "jwtConfiguration": {"issuer": "https://example.com", "audience": ["a"]}});
    let authorizer = text(&emulator.ok("POST", &format!("/v2/apis/{api}/authorizers"), authorizer).await, "authorizerId");
    let route = json!({"routeKey": "POST /pdf/generate", "authorizationType": "JWT", "authorizerId": authorizer});
    emulator.ok("POST", &format!("/v2/apis/{api}/routes"), route).await;
    let words = "Cannot delete authorizer 'guard', is referenced in route: POST /pdf/generate".to_owned();
    assert_eq!(refusal(&emulator, &format!("/v2/apis/{api}/authorizers/{authorizer}")).await, (409, words));
}

// The wording was seen by users of aws-sdk-js (3841).
#[tokio::test]
async fn a_usage_plan_with_stages_stays() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.mock_api().await;
    emulator.ok("POST", &format!("/restapis/{api}/deployments"), json!({"stageName": "test"})).await;
    let plan = json!({"name": "plan", "apiStages": [{"apiId": api, "stage": "test"}]});
    let plan = text(&emulator.ok("POST", "/usageplans", plan).await, "id");
    let words = format!("Cannot delete Usage Plan {plan} because there are API Stages associated with it, including {api}:test");
    assert_eq!(refusal(&emulator, &format!("/usageplans/{plan}")).await, (400, words));
}

// The wording was seen by users of gcdt (glomex/gcdt, 373) and serverless (3638) for an API, of Terraform (41651) for a stage.
#[tokio::test]
async fn what_a_custom_domain_name_leads_to_stays() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.mock_api().await;
    for stage in ["dev", "prod"] {
        emulator.ok("POST", &format!("/restapis/{api}/deployments"), json!({"stageName": stage})).await;
    }
    for (name, stage) in [("a.example.com", "prod"), ("b.example.com", "prod"), ("c.example.com", "")] {
        emulator.ok("POST", "/domainnames", json!({"domainName": name})).await;
        let mapping = json!({"restApiId": api, "stage": stage});
        emulator.ok("POST", &format!("/domainnames/{name}/basepathmappings"), mapping).await;
    }
    let (of_api, of_stage) = (format!("/restapis/{api}"), format!("/restapis/{api}/stages/prod"));
    let words = "Deleting stage prod failed. Please remove all base path mappings related to the stage in your domains: \
                 a.example.com, b.example.com";
    assert_eq!(refusal(&emulator, &of_stage).await, (400, words.to_owned()));
    let words = format!(
        "Deleting RestApi {api} failed. Please remove all base path mappings related to the RestApi in your domains: \
         a.example.com, b.example.com, c.example.com"
    );
    assert_eq!(refusal(&emulator, &of_api).await, (400, words));
    // Nothing leads to the other stage by its name.
    emulator.ok("DELETE", &format!("/restapis/{api}/stages/dev"), Value::Null).await;
    for name in ["a.example.com", "b.example.com", "c.example.com"] {
        emulator.ok("DELETE", &format!("/domainnames/{name}"), Value::Null).await;
    }
    emulator.ok("DELETE", &of_stage, Value::Null).await;
    emulator.ok("DELETE", &of_api, Value::Null).await;
}

// The wording was seen by users of Terraform (of `$default`).
#[tokio::test]
async fn a_stage_of_an_http_api_that_a_custom_domain_name_leads_to_stays() {
    let emulator = Emulator::new().await;
    let target = "arn:aws:lambda:us-east-1:000000000000:function:f";
    let made = emulator.ok("POST", "/v2/apis", json!({"name": "h", "protocolType": "HTTP", "target": target})).await;
    let stage = format!("/v2/apis/{}/stages/live", text(&made, "apiId"));
    emulator.ok("POST", &format!("/v2/apis/{}/stages", text(&made, "apiId")), json!({"stageName": "live"})).await;
    let configuration = json!([{"certificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/a"}]);
    let name = json!({"domainName": "a.example.com", "domainNameConfigurations": configuration});
    emulator.ok("POST", "/v2/domainnames", name).await;
    let mapping = json!({"apiId": text(&made, "apiId"), "stage": "live"});
    let mapped = emulator.ok("POST", "/v2/domainnames/a.example.com/apimappings", mapping).await;
    let words =
        "Deleting stage live failed. Please remove all base path mappings related to the stage in your domains: a.example.com";
    assert_eq!(refusal(&emulator, &stage).await, (400, words.to_owned()));
    let mapping = format!("/v2/domainnames/a.example.com/apimappings/{}", text(&mapped, "apiMappingId"));
    emulator.ok("DELETE", &mapping, Value::Null).await;
    emulator.ok("DELETE", &stage, Value::Null).await;
}

// Which stages a rule may have is said (developer guide, "Routing rules to connect API stages to a custom domain name for REST APIs"), and
// nothing of a stage that goes.
#[tokio::test]
async fn a_routing_rule_keeps_no_stage() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.mock_api().await;
    emulator.ok("POST", &format!("/restapis/{api}/deployments"), json!({"stageName": "dev"})).await;
    emulator.ok("POST", "/domainnames", json!({"domainName": "a.example.com", "routingMode": "ROUTING_RULE_ONLY"})).await;
    let rule = json!({"priority": 1, "conditions": [], "actions": [{"invokeApi": {"apiId": api, "stage": "dev"}}]});
    let rules = "/v2/domainnames/a.example.com/routingrules";
    emulator.ok("POST", rules, rule).await;
    emulator.ok("DELETE", &format!("/restapis/{api}/stages/dev"), Value::Null).await;
    let listed = emulator.ok("GET", rules, Value::Null).await;
    assert_eq!(listed["routingRules"][0]["actions"][0]["invokeApi"]["stage"], "dev");
}
