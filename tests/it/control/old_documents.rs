//! What an earlier version took, or what was right when it was made, is no reason to refuse an update of something else: AWS refuses an
//! update for what it sets.

use apigw_emulator::store::Store;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{ACCOUNT, Emulator, text};

const FUNCTION: &str =
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111122223333:function:f/invocations";
const CERTIFICATE: &str = "arn:aws:acm:us-east-1:111122223333:certificate/a";
const ELSEWHERE: &str = "arn:aws:acm:eu-west-1:111122223333:certificate/a";

/// A resource that was stored when less was refused.
struct Old {
    /// Where it is to callers.
    at: String,
    /// Where it is in the store, below account and region.
    stored: String,
    /// What of it is refused today.
    members: Value,
    /// An update of something else.
    update: Value,
    /// One that sets the same anew, or something else that is refused.
    refused: Value,
}

fn old(at: impl Into<String>, members: Value, update: Value, refused: Value) -> Old {
    let at = at.into();
    let stored = match at.strip_prefix("/v2") {
        Some(below) if !below.starts_with("/vpclinks") => below.to_owned(),
        _ => at.clone(),
    };
    Old { at, stored, members, update, refused }
}

fn replace(path: &str, value: &str) -> Value {
    patch("replace", path, value)
}

fn patch(op: &str, path: &str, value: &str) -> Value {
    json!({"patchOperations": [{"op": op, "path": path, "value": value}]})
}

/// Creates something: where it is.
async fn create(emulator: &Emulator, collection: &str, id: &str, body: Value) -> String {
    let made = emulator.ok("POST", collection, body).await;
    format!("{collection}/{}", text(&made, id))
}

async fn of_the_account(emulator: &Emulator) -> Vec<Old> {
    let plan = json!({"name": "gold", "quota": {"limit": 10, "period": "DAY"}});
    let plan = create(emulator, "/usageplans", "id", plan).await;
    let key = create(emulator, "/apikeys", "id", json!({"name": "a"})).await;
    let link = create(emulator, "/vpclinks", "id", json!({"name": "a", "targetArns": [CERTIFICATE]})).await;
    let link_v2 = create(emulator, "/v2/vpclinks", "vpcLinkId", json!({"name": "a", "subnetIds": ["subnet-1"]})).await;
    let domain = json!({"domainName": "a.example.com", "regionalCertificateArn": CERTIFICATE,
                        "endpointConfiguration": {"types": ["REGIONAL"]}});
    emulator.ok("POST", "/domainnames", domain).await;
    let other = json!({"domainName": "b.example.com",
                       "domainNameConfigurations": [{"endpointType": "REGIONAL", "certificateArn": CERTIFICATE}]});
    emulator.ok("POST", "/v2/domainnames", other).await;
    let foreign = json!({"regionalCertificateArn": ELSEWHERE});
    let another = ELSEWHERE.replace("/a", "/b");
    let configured = |certificate: &str| json!({"domainNameConfigurations": [{"certificateArn": certificate}]});
    vec![
        old(
            plan,
            json!({"quota": {"limit": 0, "offset": 0, "period": "DAY"}}),
            replace("/description", "x"),
            replace("/quota/offset", "3"),
        ),
        old(key, json!({"value": "short"}), replace("/description", "x"), replace("/name", &"n".repeat(1025))),
        old(link, json!({"targetArns": ["x"]}), replace("/description", "x"), replace("/name", "")),
        old(link_v2, json!({"subnetIds": []}), json!({"name": "b"}), json!({"name": ""})),
        old(
            "/domainnames/a.example.com",
            foreign.clone(),
            replace("/routingMode", "ROUTING_RULE_ONLY"),
            replace("/regionalCertificateArn", &another),
        ),
        old("/v2/domainnames/b.example.com", foreign, json!({"routingMode": "ROUTING_RULE_ONLY"}), configured(&another)),
    ]
}

async fn of_a_rest_api(emulator: &Emulator) -> Vec<Old> {
    let (id, root) = emulator.mock_api().await;
    let api = format!("/restapis/{id}");
    emulator.ok("POST", &format!("{api}/deployments"), json!({"stageName": "dev"})).await;
    let model = json!({"name": "Pet", "schema": "{}", "contentType": "application/json"});
    emulator.ok("POST", &format!("{api}/models"), model).await;
    let authorizer =
        json!({"name": "a", "type": "TOKEN", "authorizerUri": FUNCTION, "identitySource": "method.request.header.A"});
    let authorizer = create(emulator, &format!("{api}/authorizers"), "id", authorizer).await;
    let validator = create(emulator, &format!("{api}/requestvalidators"), "id", json!({"name": "a"})).await;
    let part = json!({"location": {"type": "API"}, "properties": "{\"a\": 1}"});
    let part = create(emulator, &format!("{api}/documentation/parts"), "id", part).await;
    let method = format!("{api}/resources/{root}/methods/GET");
    emulator.ok("PUT", &format!("{method}/integration/responses/200"), json!({})).await;
    let response = format!("{api}/gatewayresponses/THROTTLED");
    emulator.ok("PUT", &response, json!({})).await;
    emulator.ok("POST", "/domainnames", json!({"domainName": "c.example.com", "certificateArn": CERTIFICATE})).await;
    let mapping = json!({"restApiId": id, "stage": "dev", "basePath": "a"});
    emulator.ok("POST", "/domainnames/c.example.com/basepathmappings", mapping).await;
    let mappings = emulator.ok("GET", "/v2/domainnames/c.example.com/apimappings", Value::Null).await;
    let mapping = text(&mappings["items"][0], "apiMappingId");
    vec![
        old(&*api, json!({"minimumCompressionSize": -1}), replace("/description", "x"), replace("/name", "")),
        old(
            format!("{api}/stages/dev"),
            json!({"variables": {"a": ""}}),
            replace("/description", "x"),
            replace("/variables/b", "$"),
        ),
        old(format!("{api}/models/Pet"), json!({"schema": "{"}), replace("/description", "x"), replace("/schema", "[")),
        old(authorizer, json!({"authorizerUri": "x"}), replace("/name", "b"), replace("/authorizerUri", "y")),
        old(validator, json!({"name": ""}), replace("/validateRequestBody", "true"), patch("remove", "/name", "")),
        old(part, json!({"location": {"type": "API", "path": "/"}}), replace("/properties", "{}"), replace("/properties", "")),
        old(
            &*method,
            json!({"requestParameters": {"nonsense": true}}),
            replace("/apiKeyRequired", "true"),
            patch("add", "/requestParameters/x", "true"),
        ),
        old(
            format!("{method}/integration"),
            json!({"timeoutInMillis": 60_000}),
            replace("/cacheNamespace", "x"),
            replace("/timeoutInMillis", "70000"),
        ),
        old(
            format!("{method}/integration/responses/200"),
            json!({"selectionPattern": "["}),
            patch("add", "/responseTemplates/text~1plain", "x"),
            replace("/selectionPattern", "("),
        ),
        old(
            response,
            json!({"statusCode": "999"}),
            patch("add", "/responseTemplates/text~1plain", "x"),
            replace("/statusCode", "998"),
        ),
        Old {
            stored: format!("/domainnames/c.example.com/mappings/{mapping}"),
            ..old(
                "/domainnames/c.example.com/basepathmappings/a",
                json!({"stage": "gone"}),
                replace("/basePath", "b"),
                replace("/stage", "none"),
            )
        },
    ]
}

async fn of_http_and_websocket_apis(emulator: &Emulator) -> Vec<Old> {
    let api = create(emulator, "/v2/apis", "apiId", json!({"name": "a", "protocolType": "HTTP"})).await;
    emulator.ok("POST", &format!("{api}/stages"), json!({"stageName": "dev"})).await;
    let route = create(emulator, &format!("{api}/routes"), "routeId", json!({"routeKey": "GET /a"})).await;
    let backend = json!({"integrationType": "HTTP_PROXY", "integrationMethod": "GET", "integrationUri": "https://example.com"});
    let integration = create(emulator, &format!("{api}/integrations"), "integrationId", backend).await;
    let authorizer = json!({"name": "a", "authorizerType": "JWT", "identitySource": ["$request.header.Authorization"],
                            "jwtConfiguration": {"issuer": "https://example.com", "audience": ["a"]}});
    let authorizer = create(emulator, &format!("{api}/authorizers"), "authorizerId", authorizer).await;
    let socket = json!({"name": "a", "protocolType": "WEBSOCKET", "routeSelectionExpression": "$request.body.action"});
    let socket = create(emulator, "/v2/apis", "apiId", socket).await;
    let model = create(emulator, &format!("{socket}/models"), "modelId", json!({"name": "Pet", "schema": "{}"})).await;
    vec![
        old(&*api, json!({"name": ""}), json!({"description": "x"}), json!({"name": "n".repeat(129)})),
        old(
            format!("{api}/stages/dev"),
            json!({"stageVariables": {"a": ""}}),
            json!({"description": "x"}),
            json!({"stageVariables": {"b": "$"}}),
        ),
        old(route, json!({"apiKeyRequired": true}), json!({"operationName": "x"}), json!({"routeKey": "x"})),
        old(integration, json!({"timeoutInMillis": 40_000}), json!({"description": "x"}), json!({"timeoutInMillis": 50_000})),
        old(authorizer, json!({"identitySource": []}), json!({"name": "b"}), json!({"identitySource": ["x"]})),
        old(model, json!({"schema": "{"}), json!({"description": "x"}), json!({"schema": "["})),
    ]
}

/// Writes documents as an earlier version would have left them.
async fn spoil(store: &Store, documents: &[Old]) {
    let mut tx = store.begin_write().await.unwrap();
    for document in documents {
        let at = format!("/{ACCOUNT}/us-east-1{}", document.stored);
        let mut doc = tx.get(&at).await.unwrap().unwrap_or_else(|| panic!("{at} is stored"));
        doc.extend(document.members.as_object().unwrap().clone());
        tx.put(&at, &doc).await.unwrap();
    }
    drop(tx.commit().await.unwrap());
}

#[tokio::test]
async fn an_update_is_refused_for_what_it_sets_alone() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("state.db");
    let emulator = Emulator::on(Store::open(&file).await.unwrap()).await;
    let mut documents = of_the_account(&emulator).await;
    documents.extend(of_a_rest_api(&emulator).await);
    documents.extend(of_http_and_websocket_apis(&emulator).await);
    emulator.control.close().await;
    drop(emulator);
    let store = Store::open(&file).await.unwrap();
    spoil(&store, &documents).await;

    let emulator = Emulator::on(store).await;
    let mut wrong = Vec::new();
    for Old { at, update, refused, .. } in documents {
        for (request, expected) in [(refused, 400), (update, 200)] {
            let reply = emulator.call("PATCH", &at, request).await;
            let is_expected = reply.status / 100 == expected / 100;
            wrong.extend((!is_expected).then(|| format!("{at}: {reply:?}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
