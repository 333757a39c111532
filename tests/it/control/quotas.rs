//! How much there may be of what: developer guide, "Quotas". The words were seen in terraform-provider-aws 37605 and boto3 1296,
//! of the second API in sst 4522 and terraform-provider-aws 40500.

use bytes::Bytes;
use serde_json::{Value, json};

use super::{ACCOUNT, Emulator, Reply, caller, text};

fn full(things: &str, owner: &str) -> Value {
    let message =
        format!("Maximum number of {things}{owner} has been reached.  Please contact AWS if you need additional {things}.");
    json!({"message": message, "retryAfterSeconds": null})
}

fn assert_full(reply: &Reply, things: &str, owner: &str) {
    assert_eq!((reply.status, reply.error.as_deref()), (429, Some("LimitExceededException")), "{things}: {reply:?}");
    assert_eq!(reply.body, full(things, owner));
}

fn definition(paths: usize) -> Value {
    let paths = (0..paths).map(|number| {
        let mock = json!({"get": {"responses": {}, "x-amazon-apigateway-integration": {"type": "mock"}}});
        (format!("/part-{number}"), mock)
    });
    let paths: serde_json::Map<String, Value> = paths.collect();
    json!({"swagger": "2.0", "info": {"title": "parts", "version": "1"}, "paths": paths})
}

#[tokio::test]
async fn an_api_has_300_resources() {
    let emulator = Emulator::new().await;
    let (api, root) = emulator.rest_api().await;
    let create = async |number: usize| {
        let resource = json!({"pathPart": format!("part-{number}")});
        emulator.call("POST", &format!("/restapis/{api}/resources/{root}"), resource).await
    };
    for number in 0..300 {
        assert_eq!(create(number).await.status, 201);
    }
    assert_full(&create(300).await, "Resources", " for this API");
}

#[tokio::test]
async fn an_import_of_too_many_resources_leaves_nothing() {
    let emulator = Emulator::with_quotas(&["resources=3"]).await;
    emulator.ok("POST", "/restapis?mode=import", definition(3)).await;
    let reply = emulator.call("POST", "/restapis?mode=import", definition(4)).await;
    assert_full(&reply, "Resources", " for this API");
    assert_eq!(emulator.ok("GET", "/restapis", Value::Null).await["item"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_import_of_too_many_routes_leaves_nothing() {
    let emulator = Emulator::with_quotas(&["routes=3"]).await;
    let definition = |paths: usize| {
        let mock = json!({"get": {"x-amazon-apigateway-integration": {
            "type": "http_proxy", "uri": "http://example.com", "httpMethod": "GET", "payloadFormatVersion": "1.0",
        }}});
        let paths: serde_json::Map<String, Value> = (0..paths).map(|number| (format!("/part-{number}"), mock.clone())).collect();
        json!({"body": json!({"openapi": "3.0.1", "info": {"title": "parts", "version": "1"}, "paths": paths}).to_string()})
    };
    let api = text(&emulator.ok("PUT", "/v2/apis", definition(3)).await, "apiId");
    for path in ["/v2/apis".to_owned(), format!("/v2/apis/{api}")] {
        let (status, error, message) = emulator.refused("PUT", &path, definition(4)).await;
        assert_eq!((status, error.as_str()), (429, "ConflictException"), "{path}");
        let words = "Maximum number of Routes for this API has been reached. Please contact AWS if you need additional Routes.";
        assert_eq!(message, words);
    }
    assert_eq!(emulator.ok("GET", "/v2/apis", Value::Null).await["items"].as_array().unwrap().len(), 1);
    let routes = emulator.ok("GET", &format!("/v2/apis/{api}/routes"), Value::Null).await;
    assert_eq!(routes["items"].as_array().unwrap().len(), 3);
}

// Developer guide, "Quotas for configuring and running a REST API in API Gateway": 50, 200 and 100.
#[tokio::test]
async fn names_have_so_many_rules_mappings_of_several_levels_and_associations() {
    let quotas = ["routing-rules=1", "multi-level-mappings=1", "access-associations=1"];
    let emulator = Emulator::with_quotas(&quotas).await;
    let (api, _) = emulator.mock_api().await;
    emulator.ok("POST", &format!("/restapis/{api}/deployments"), json!({"stageName": "prod"})).await;
    let certificate = "arn:aws:acm:us-east-1:000000000000:certificate/a";
    let name = json!({"domainName": "a.example.com", "routingMode": "ROUTING_RULE_THEN_API_MAPPING",
                      "domainNameConfigurations": [{"certificateArn": certificate}]});
    emulator.ok("POST", "/v2/domainnames", name).await;
    let rule = |priority: u32| json!({"priority": priority, "conditions": [], "actions": [{"invokeApi": {"apiId": api, "stage": "prod"}}]});
    let mapping = |key: &str| json!({"apiId": api, "stage": "prod", "apiMappingKey": key});
    let (rules, mappings) = ("/v2/domainnames/a.example.com/routingrules", "/v2/domainnames/a.example.com/apimappings");
    emulator.ok("POST", rules, rule(1)).await;
    emulator.ok("POST", mappings, mapping("a/b")).await;
    emulator.ok("POST", mappings, mapping("c")).await;
    for (path, request, things) in [(rules, rule(2), "Routing Rules"), (mappings, mapping("d/e"), "Multi-level API Mappings")] {
        let (status, _, message) = emulator.refused("POST", path, request).await;
        let words = format!("Maximum number of {things} has been reached. Please contact AWS if you need additional {things}.");
        assert_eq!((status, message), (429, words));
    }
    let private = json!({"domainName": "b.example.com", "endpointConfiguration": {"types": ["PRIVATE"]}});
    let arn = text(&emulator.ok("POST", "/domainnames", private).await, "domainNameArn");
    let associate = |endpoint: &str| json!({"domainNameArn": arn, "accessAssociationSourceType": "VPCE", "accessAssociationSource": endpoint});
    emulator.ok("POST", "/domainnameaccessassociations", associate("vpce-1")).await;
    let reply = emulator.call("POST", "/domainnameaccessassociations", associate("vpce-2")).await;
    assert_full(&reply, "Domain Name Access Associations", "");
}

// The same page: 120 public names, 50 private ones.
#[tokio::test]
async fn public_and_private_names_are_counted_apart() {
    let emulator = Emulator::with_quotas(&["domain-names=1", "private-domain-names=1"]).await;
    let name = |name: &str, kind: &str| json!({"domainName": name, "endpointConfiguration": {"types": [kind]}});
    emulator.ok("POST", "/domainnames", name("a.example.com", "PRIVATE")).await;
    assert_full(&emulator.call("POST", "/domainnames", name("b.example.com", "PRIVATE")).await, "Domain Names", "");
    emulator.ok("POST", "/domainnames", name("c.example.com", "EDGE")).await;
    assert_full(&emulator.call("POST", "/domainnames", name("d.example.com", "REGIONAL")).await, "Domain Names", "");
}

#[tokio::test]
async fn a_definition_has_6_megabytes() {
    let emulator = Emulator::new().await;
    let long = "x".repeat(6 * 1024 * 1024);
    for (method, path) in [("POST", "/restapis?mode=import"), ("PUT", "/restapis/abc?mode=merge")] {
        let response = emulator.send(caller(ACCOUNT, "us-east-1"), method, path, Bytes::from(long.clone() + "x")).await;
        assert_eq!(response.status(), 413, "{path}");
        let response = emulator.send(caller(ACCOUNT, "us-east-1"), method, path, Bytes::from(long.clone())).await;
        assert_ne!(response.status(), 413, "{path}");
    }
}

#[tokio::test]
async fn the_parts_of_an_api_have_quotas() {
    let emulator = Emulator::with_quotas(&["stages=1", "documentation-parts=1"]).await;
    let (api, _) = emulator.mock_api().await;
    let at = |part: &str| format!("/restapis/{api}/{part}");
    let authorizer = |number: usize| {
        json!({"name": format!("a{number}"), "type": "COGNITO_USER_POOLS",
               "providerARNs": ["arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_a"]})
    };
    for number in 0..10 {
        emulator.ok("POST", &at("authorizers"), authorizer(number)).await;
    }
    assert_full(&emulator.call("POST", &at("authorizers"), authorizer(10)).await, "Authorizers", " for this API");

    let part = |name: &str| json!({"location": {"type": "MODEL", "name": name}, "properties": "{}"});
    emulator.ok("POST", &at("documentation/parts"), part("a")).await;
    let reply = emulator.call("POST", &at("documentation/parts"), part("b")).await;
    assert_full(&reply, "Documentation Parts", " for this API");

    let deployment = emulator.ok("POST", &at("deployments"), json!({"stageName": "one"})).await;
    let two = json!({"stageName": "two", "deploymentId": deployment["id"]});
    assert_full(&emulator.call("POST", &at("stages"), two.clone()).await, "Stages", " for this API");
    assert_full(&emulator.call("POST", &at("deployments"), json!({"stageName": "two"})).await, "Stages", " for this API");
    // What is there is deployed again, and what goes makes room.
    emulator.ok("POST", &at("deployments"), json!({"stageName": "one"})).await;
    emulator.ok("DELETE", &at("stages/one"), Value::Null).await;
    emulator.ok("POST", &at("stages"), two).await;
}

#[tokio::test]
async fn an_account_has_quotas_of_its_own_in_each_region() {
    let quotas = ["api-keys=1", "usage-plans=1", "vpc-links=1", "domain-names=1"];
    let emulator = Emulator::with_quotas(&quotas).await;
    let link = json!({"name": "l", "targetArns": ["arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/a/b"]});
    let domain = |name: &str| json!({"domainName": name, "endpointConfiguration": {"types": ["REGIONAL"]}});
    for (path, first, second, things) in [
        ("/apikeys", json!({"name": "a"}), json!({"name": "b"}), "API Keys"),
        ("/usageplans", json!({"name": "a"}), json!({"name": "b"}), "Usage Plans"),
        ("/vpclinks", link.clone(), link, "VPC Links"),
        ("/domainnames", domain("a.example.com"), domain("b.example.com"), "Domain Names"),
    ] {
        emulator.ok("POST", path, first).await;
        assert_full(&emulator.call("POST", path, second.clone()).await, things, "");
        let elsewhere = emulator.call_as(caller(ACCOUNT, "eu-west-1"), "POST", path, second).await;
        assert!(elsewhere.status < 300, "{things}: {elsewhere:?}");
    }
}

#[tokio::test]
async fn apis_are_counted_by_where_their_endpoints_are() {
    let emulator = Emulator::with_quotas(&["edge-apis=1", "regional-apis=2"]).await;
    let api = |kind: &str| json!({"name": "a", "endpointConfiguration": {"types": [kind]}});
    let edge = emulator.ok("POST", "/restapis", json!({"name": "a"})).await;
    assert_full(&emulator.call("POST", "/restapis", api("EDGE")).await, "APIs", "");
    let other = emulator.call_as(caller("444455556666", "us-east-1"), "POST", "/restapis", api("EDGE")).await;
    assert_eq!(other.status, 201);

    let regional = emulator.ok("POST", "/restapis", api("REGIONAL")).await;
    emulator.ok("POST", "/v2/apis", json!({"name": "a", "protocolType": "HTTP"})).await;
    assert_full(&emulator.call("POST", "/restapis", api("REGIONAL")).await, "APIs", "");
    let http = emulator.refused("POST", "/v2/apis", json!({"name": "b", "protocolType": "HTTP"})).await;
    assert_eq!((http.0, http.1.as_str()), (429, "ConflictException"));

    let move_it = json!({"patchOperations": [{"op": "replace", "path": "/endpointConfiguration/types/0", "value": "EDGE"}]});
    let at = format!("/restapis/{}", text(&regional, "id"));
    assert_full(&emulator.call("PATCH", &at, move_it.clone()).await, "APIs", "");
    emulator.ok("DELETE", &format!("/restapis/{}", text(&edge, "id")), Value::Null).await;
    emulator.ok("PATCH", &at, move_it).await;
}

#[tokio::test]
async fn a_key_is_in_so_many_plans() {
    let emulator = Emulator::with_quotas(&["usage-plans-per-key=2"]).await;
    let key = emulator.ok("POST", "/apikeys", json!({"name": "k"})).await;
    let mut last = None;
    for name in ["a", "b", "c"] {
        let plan = emulator.ok("POST", "/usageplans", json!({"name": name})).await;
        let keys = format!("/usageplans/{}/keys", text(&plan, "id"));
        last = Some(emulator.call("POST", &keys, json!({"keyId": key["id"], "keyType": "API_KEY"})).await);
    }
    assert_full(&last.unwrap(), "Usage Plans", "");
}

#[tokio::test]
async fn a_stage_has_so_many_variables_of_so_many_characters() {
    let emulator = Emulator::with_quotas(&["stage-variables=1"]).await;
    let (api, _) = emulator.mock_api().await;
    emulator.ok("POST", &format!("/restapis/{api}/deployments"), json!({"stageName": "dev"})).await;
    let set = |name: &str, value: &str| json!({"patchOperations": [{"op": "replace", "path": format!("/variables/{name}"), "value": value}]});
    let stage = format!("/restapis/{api}/stages/dev");
    for (name, value) in [("a".repeat(65), "x".to_owned()), ("a".to_owned(), "x".repeat(513))] {
        assert_eq!(emulator.call("PATCH", &stage, set(&name, &value)).await.status, 400);
    }
    emulator.ok("PATCH", &stage, set("a", &"x".repeat(512))).await;
    assert_full(&emulator.call("PATCH", &stage, set("b", "x")).await, "Stage Variables", "");
}

#[tokio::test]
async fn the_second_api_has_quotas_and_other_words() {
    let quotas = ["routes=1", "integrations=1", "http-stages=1", "http-authorizers=1", "http-vpc-links=1"];
    let emulator = Emulator::with_quotas(&quotas).await;
    let api = text(&emulator.ok("POST", "/v2/apis", json!({"name": "a", "protocolType": "HTTP"})).await, "apiId");
    let authorizer = |name: &str| {
        json!({"name": name, "authorizerType": "JWT", "identitySource": ["$request.header.Authorization"],
               "jwtConfiguration": {"issuer": "https://example.com", "audience": ["a"]}})
    };
    let integration = json!({"integrationType": "HTTP_PROXY", "integrationUri": "http://example.com", "integrationMethod": "GET", "payloadFormatVersion": "1.0"});
    for (part, first, second, things) in [
        ("routes", json!({"routeKey": "GET /a"}), json!({"routeKey": "GET /b"}), "Routes"),
        ("integrations", integration.clone(), integration, "Integrations"),
        ("stages", json!({"stageName": "a"}), json!({"stageName": "b"}), "Stages"),
        ("authorizers", authorizer("a"), authorizer("b"), "Authorizers"),
    ] {
        let at = format!("/v2/apis/{api}/{part}");
        emulator.ok("POST", &at, first).await;
        let (status, error, message) = emulator.refused("POST", &at, second).await;
        assert_eq!((status, error.as_str()), (429, "ConflictException"), "{part}");
        let words = format!(
            "Maximum number of {things} for this API has been reached. Please contact AWS if you need additional {things}."
        );
        assert_eq!(message, words);
    }
    let link = json!({"name": "l", "subnetIds": ["subnet-1"]});
    emulator.ok("POST", "/v2/vpclinks", link.clone()).await;
    let (status, error, message) = emulator.refused("POST", "/v2/vpclinks", link).await;
    assert_eq!((status, error.as_str()), (400, "BadRequestException"));
    assert_eq!(message, "There are too many Vpc Links defined for this account. Limit is 1.");
}
