//! Custom domain names and their mappings, as both APIs see them and as requests follow them.

use apigw_emulator::gateway::target::{Target, TargetStage};
use apigw_emulator::runtime::domain::DomainRequest;
use http::HeaderMap;
use serde_json::{Value, json};

use super::{Emulator, text};

/// The API and stage that a request to a custom domain name reaches, and the path that is left for it.
fn reached(emulator: &Emulator, host: &str, path: &str) -> Option<(String, String, String)> {
    let runtime = emulator.live.load();
    let request = DomainRequest { host, path, headers: &HeaderMap::new() };
    let target = Target::at_domain(&runtime, runtime.domain(host)?, request)?;
    let stage = match &target.stage {
        TargetStage::Rest(stage) => stage.as_ref().map(|stage| stage.name.to_string()),
        TargetStage::Http(stage) => stage.as_ref().map(|stage| stage.name.to_string()),
        TargetStage::WebSocket(stage) => stage.as_ref().map(|stage| stage.name.to_string()),
    };
    Some((target.api.id.to_string(), stage?, path[target.address_length..].to_owned()))
}

/// An emulator with a REST API (stage `prod`), an HTTP API (stage `$default`) and the name `api.example.com`.
async fn furnished() -> (Emulator, String, String) {
    let emulator = Emulator::new().await;
    let (rest, _) = emulator.mock_api().await;
    emulator.ok("POST", &format!("/restapis/{rest}/deployments"), json!({"stageName": "prod"})).await;
    let target = "arn:aws:lambda:us-east-1:000000000000:function:f";
    let http = emulator.ok("POST", "/v2/apis", json!({"name": "h", "protocolType": "HTTP", "target": target})).await;
    let arn = "arn:aws:acm:us-east-1:111122223333:certificate/x";
    let name =
        json!({"domainName": "api.example.com", "regionalCertificateArn": arn, "endpointConfiguration": {"types": ["REGIONAL"]}});
    emulator.ok("POST", "/domainnames", name).await;
    (emulator, rest, text(&http, "apiId"))
}

fn triple(api: &str, stage: &str, path: &str) -> Option<(String, String, String)> {
    Some((api.to_owned(), stage.to_owned(), path.to_owned()))
}

// Developer guide, how-to-custom-domains and rest-api-mappings.
#[tokio::test]
async fn a_request_by_host_reaches_the_stage_that_is_mapped() {
    let (emulator, rest, http) = furnished().await;
    let mappings = "/domainnames/api.example.com/basepathmappings";
    assert_eq!(reached(&emulator, "api.example.com", "/orders"), None);
    emulator.ok("POST", mappings, json!({"basePath": "pets", "restApiId": rest, "stage": "prod"})).await;
    emulator.ok("POST", mappings, json!({"restApiId": rest})).await;
    let api = json!({"apiId": http, "stage": "$default", "apiMappingKey": "orders/v2"});
    emulator.ok("POST", "/v2/domainnames/api.example.com/apimappings", api).await;

    assert_eq!(reached(&emulator, "api.example.com:4566", "/pets/7"), triple(&rest, "prod", "/7"));
    assert_eq!(reached(&emulator, "API.example.com", "/orders/v2/7"), triple(&http, "$default", "/7"));
    // A mapping without a stage leaves it to the path.
    assert_eq!(reached(&emulator, "api.example.com", "/prod/orders"), triple(&rest, "prod", "/orders"));
    assert_eq!(reached(&emulator, "other.example.com", "/pets"), None);

    emulator.ok("DELETE", &format!("{mappings}/pets"), Value::Null).await;
    assert_eq!(reached(&emulator, "api.example.com", "/pets/7"), None);
    emulator.ok("DELETE", "/domainnames/api.example.com", Value::Null).await;
    assert!(emulator.live.load().domain("api.example.com").is_none());
}

#[tokio::test]
async fn a_wildcard_name_covers_one_more_label() {
    let (emulator, rest, _) = furnished().await;
    emulator.ok("POST", "/domainnames", json!({"domainName": "*.example.org"})).await;
    let mapping = json!({"restApiId": rest, "stage": "prod"});
    emulator.ok("POST", "/domainnames/*.example.org/basepathmappings", mapping).await;
    assert_eq!(reached(&emulator, "a.example.org", "/x"), triple(&rest, "prod", "/x"));
    assert_eq!(reached(&emulator, "a.b.example.org", "/x"), None);
}

// Developer guide, how-to-custom-domains: a name is a registered domain's or one below it. `localhost` as a name would leave
// no address for the control plane.
#[tokio::test]
async fn a_host_that_is_no_domain_is_refused() {
    let emulator = Emulator::new().await;
    let v2 = json!([{"certificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/x"}]);
    for name in ["localhost", "*.localhost", "emulator", "127.0.0.1", "10.1", "::1", "a..example.com", "API.example.com", "*"] {
        let refusal = (400, "BadRequestException".to_owned(), format!("The provided domain name '{name}' is invalid"));
        assert_eq!(emulator.refused("POST", "/domainnames", json!({"domainName": name})).await, refusal);
        let request = json!({"domainName": name, "domainNameConfigurations": v2});
        assert_eq!(emulator.refused("POST", "/v2/domainnames", request).await, refusal);
        assert!(emulator.live.load().domain(name).is_none());
    }
    emulator.ok("POST", "/domainnames", json!({"domainName": "pets.localhost"})).await;
}

#[tokio::test]
async fn both_apis_see_the_same_names_and_mappings() {
    let (emulator, rest, _) = furnished().await;
    let v2 = emulator.ok("GET", "/v2/domainnames/api.example.com", Value::Null).await;
    let configuration = &v2["domainNameConfigurations"][0];
    assert_eq!((&configuration["endpointType"], &configuration["domainNameStatus"]), (&json!("REGIONAL"), &json!("AVAILABLE")));
    assert_eq!(configuration["certificateArn"], "arn:aws:acm:us-east-1:111122223333:certificate/x");
    let v1 = emulator.ok("GET", "/domainnames/api.example.com", Value::Null).await;
    assert_eq!(v1["regionalDomainName"], configuration["apiGatewayDomainName"]);
    assert_eq!(
        (&v1["regionalHostedZoneId"], &configuration["hostedZoneId"]),
        (&json!("Z1UJRXOUMOOFQ8"), &json!("Z1UJRXOUMOOFQ8"))
    );

    let mappings = "/domainnames/api.example.com/basepathmappings";
    let made = emulator.ok("POST", mappings, json!({"restApiId": rest, "stage": "prod"})).await;
    assert_eq!(made, json!({"basePath": "(none)", "restApiId": rest, "stage": "prod"}));
    let seen = emulator.ok("GET", "/v2/domainnames/api.example.com/apimappings", Value::Null).await;
    assert_eq!((&seen["items"][0]["apiMappingKey"], &seen["items"][0]["apiId"]), (&json!(""), &json!(rest)));
    assert_eq!(emulator.ok("GET", &format!("{mappings}/(none)"), Value::Null).await, made);
    let moved = json!({"patchOperations": [{"op": "replace", "path": "/basePath", "value": "pets"}]});
    assert_eq!(emulator.ok("PATCH", &format!("{mappings}/(none)"), moved).await["basePath"], "pets");
}

#[tokio::test]
async fn a_mapping_is_refused_where_it_leads_nowhere() {
    let (emulator, rest, _) = furnished().await;
    let mappings = "/domainnames/api.example.com/basepathmappings";
    let mapped = json!({"basePath": "pets", "restApiId": rest, "stage": "prod"});
    emulator.ok("POST", mappings, mapped.clone()).await;
    for (path, request, refusal) in [
        (mappings, mapped, (409, "Base path already exists for this domain name")),
        (mappings, json!({"restApiId": "nothing"}), (400, "Invalid REST API identifier specified")),
        (mappings, json!({"restApiId": rest, "stage": "nothing"}), (400, "Invalid stage identifier specified")),
        (
            "/domainnames/other.example.com/basepathmappings",
            json!({"restApiId": rest}),
            (404, "Invalid domain name identifier specified"),
        ),
        ("/domainnames", json!({"domainName": "api.example.com"}), (409, "The domain name you provided already exists.")),
    ] {
        let (status, _, message) = emulator.refused("POST", path, request).await;
        assert_eq!((status, message.as_str()), refusal);
    }
    let (status, _, message) = emulator.refused("GET", &format!("{mappings}/x"), Value::Null).await;
    assert_eq!((status, message.as_str()), (404, "Invalid base path mapping identifier specified"));
    let secured = json!({"domainName": "b.example.com", "mutualTlsAuthentication": {"truststoreUri": "s3://b/k"}});
    assert_eq!(emulator.refused("POST", "/domainnames", secured).await.0, 400, "an edge-optimized name, and no such object");
    // Seen by users of the console and of Terraform: an API that a name leads to is not deleted.
    assert_eq!(emulator.refused("DELETE", &format!("/restapis/{rest}"), Value::Null).await.0, 400);
    let unconfigured = json!({"domainName": "c.example.com"});
    let (status, _, message) = emulator.refused("POST", "/v2/domainnames", unconfigured).await;
    // As users saw it: terraform-provider-aws issue 18312.
    assert_eq!((status, message.as_str()), (400, "Invalid input. Expected one domain name configuration"));
}

/// The first API's operations name a private name with its id (API reference, `domainNameId`); those of the second on names and
/// mappings have no such member. Rules do have it: without it, they are a public name's.
#[tokio::test]
async fn the_second_api_knows_no_private_names() {
    let (emulator, rest, _) = furnished().await;
    let routed = json!({"types": ["PRIVATE"]});
    let request = json!({"domainName": "private.example.com", "endpointConfiguration": routed, "routingMode": "ROUTING_RULE_THEN_BASE_PATH_MAPPING"});
    let made = emulator.ok("POST", "/domainnames", request).await;
    let id = text(&made, "domainNameId");
    let mapping = json!({"restApiId": rest, "stage": "prod"});
    emulator.ok("POST", &format!("/domainnames/private.example.com/basepathmappings?domainNameId={id}"), mapping).await;
    let at = format!("/domainnames/private.example.com?domainNameId={id}");
    let before = emulator.ok("GET", &at, Value::Null).await;

    let not_found = (404, "NotFoundException".to_owned(), "Invalid domain name identifier specified".to_owned());
    let regional = json!({"domainNameConfigurations": [{"endpointType": "REGIONAL"}]});
    let mapping = json!({"apiId": rest, "stage": "prod", "apiMappingKey": "pets"});
    let invoke = json!({"invokeApi": {"apiId": rest, "stage": "prod"}});
    let rule = json!({"priority": 1, "actions": [invoke], "conditions": []});
    for (method, below, body) in [
        ("GET", "", Value::Null),
        ("PATCH", "", regional),
        ("DELETE", "", Value::Null),
        ("POST", "/apimappings", mapping.clone()),
        ("GET", "/apimappings", Value::Null),
        ("GET", "/apimappings/abc123", Value::Null),
        ("PATCH", "/apimappings/abc123", mapping),
        ("DELETE", "/apimappings/abc123", Value::Null),
        ("POST", "/routingrules", rule.clone()),
        ("GET", "/routingrules", Value::Null),
        ("GET", "/routingrules/abc123", Value::Null),
        ("PUT", "/routingrules/abc123", rule),
        ("DELETE", "/routingrules/abc123", Value::Null),
    ] {
        let path = format!("/v2/domainnames/private.example.com{below}");
        assert_eq!(emulator.refused(method, &path, body).await, not_found, "{method} {path}");
    }
    let shown = emulator.ok("GET", "/v2/domainnames", Value::Null).await;
    let names: Vec<&Value> = shown["items"].as_array().unwrap().iter().map(|name| &name["domainName"]).collect();
    assert_eq!(names, ["api.example.com"]);
    assert_eq!(emulator.ok("GET", &at, Value::Null).await, before);
    assert_eq!(before["endpointConfiguration"]["types"], json!(["PRIVATE"]));
}

// Developer guide, "Working with API mappings for HTTP APIs", restrictions; amplify-education/serverless-domain-manager issues 401 (EDGE)
// and 381 (TLS 1.0).
#[tokio::test]
async fn a_mapping_is_refused_that_its_name_cannot_have() {
    let (emulator, rest, http) = furnished().await;
    emulator.ok("POST", "/domainnames", json!({"domainName": "edge.example.com"})).await;
    let socket = json!({"name": "w", "protocolType": "WEBSOCKET", "routeSelectionExpression": "$request.body.action"});
    let socket = text(&emulator.ok("POST", "/v2/apis", socket).await, "apiId");
    emulator.ok("POST", &format!("/v2/apis/{socket}/stages"), json!({"stageName": "live"})).await;
    let old = json!({"domainName": "old.example.com", "securityPolicy": "TLS_1_0", "endpointConfiguration": {"types": ["REGIONAL"]},
                     "regionalCertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/x"});
    emulator.ok("POST", "/domainnames", old).await;
    let at = |name: &str| format!("/v2/domainnames/{name}.example.com/apimappings");
    let (regional, edge, old) = (&*at("api"), &*at("edge"), &*at("old"));
    let (not_regional, not_tls_1_2) =
        ("Only REGIONAL domain names can be managed", "Only REGIONAL domain names with a security policy of TLS 1.2");
    emulator.ok("POST", regional, json!({"apiId": rest, "stage": "prod", "apiMappingKey": "a/b"})).await;
    for (mappings, api, stage, key, words) in [
        (edge, &http, "$default", "", not_regional),
        (edge, &socket, "live", "", not_regional),
        (edge, &rest, "prod", "a/b", not_regional),
        (old, &http, "$default", "", not_tls_1_2),
        (old, &socket, "live", "", not_tls_1_2),
        (old, &rest, "prod", "a/b", not_tls_1_2),
        (regional, &socket, "live", "socket", "WebSocket APIs"),
        (regional, &rest, "prod", "a b", "may contain only letters"),
        (regional, &rest, "prod", &"a".repeat(301), "at most 300 characters"),
    ] {
        let mapping = json!({"apiId": api, "stage": stage, "apiMappingKey": key});
        let (status, error, message) = emulator.refused("POST", mappings, mapping).await;
        assert_eq!((status, error.as_str()), (400, "BadRequestException"), "{key}: {message}");
        assert!(message.contains(words), "{mappings} {api} {key}: {message}");
    }
    emulator.ok("POST", edge, json!({"apiId": rest, "stage": "prod"})).await;
}

// As users saw it: serverless/serverless issue 7459, CodeGenieApp/serverless-express issue 596.
#[tokio::test]
async fn the_first_api_maps_rest_apis_alone() {
    let (emulator, rest, http) = furnished().await;
    let mappings = "/domainnames/api.example.com/basepathmappings";
    let socket = json!({"name": "w", "protocolType": "WEBSOCKET", "routeSelectionExpression": "$request.body.action"});
    let socket = text(&emulator.ok("POST", "/v2/apis", socket).await, "apiId");
    let words = "Mixing of REST APIs and HTTP APIs on the same domain name can only be accomplished through API Gateway's V2 DomainName \
                 interface. Currently, WebSocket APIs can only be attached to a domain name with other WebSocket APIs. This must also \
                 occur through API Gateway's V2 DomainName interface.";
    let refusal = (400, "BadRequestException".to_owned(), words.to_owned());
    for api in [&http, &socket] {
        assert_eq!(emulator.refused("POST", mappings, json!({"restApiId": api})).await, refusal);
    }
    emulator.ok("POST", mappings, json!({"basePath": "pets", "restApiId": rest, "stage": "prod"})).await;
    let moved = json!({"patchOperations": [{"op": "replace", "path": "/restapiId", "value": http}]});
    assert_eq!(emulator.refused("PATCH", &format!("{mappings}/pets"), moved).await, refusal);
    let mapped = json!({"apiId": http, "stage": "$default", "apiMappingKey": "orders"});
    emulator.ok("POST", "/v2/domainnames/api.example.com/apimappings", mapped).await;
    assert_eq!(emulator.refused("POST", mappings, json!({"basePath": "a", "restApiId": rest})).await, refusal);
    let renamed = json!({"patchOperations": [{"op": "replace", "path": "/basePath", "value": "dogs"}]});
    assert_eq!(emulator.ok("PATCH", &format!("{mappings}/pets"), renamed).await["basePath"], "dogs");
}
