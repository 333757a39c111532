//! REST APIs and resources. Answers and refusals are those that localstack's test_apigateway_api recorded from AWS.

use apigw_emulator::control::Caller;
use apigw_emulator::store::Store;
use emulator_api::router::SigningScope;
use serde_json::{Value, json};

use super::{ACCOUNT, Emulator, caller, text};

fn without(mut doc: Value, members: &[&str]) -> Value {
    let object = doc.as_object_mut().unwrap();
    for member in members {
        assert!(object.remove(*member).is_some(), "{member} must be there");
    }
    doc
}

#[tokio::test]
async fn a_new_rest_api_has_what_aws_fills_in() {
    let emulator = Emulator::new().await;
    let reply = emulator.call("POST", "/restapis", json!({"name": "pets", "description": "mine", "binaryMediaTypes": []})).await;
    assert_eq!(reply.status, 201);
    let (id, root) = (text(&reply.body, "id"), text(&reply.body, "rootResourceId"));
    assert_eq!((id.len(), root.len()), (10, 10));
    assert_eq!(
        without(reply.body, &["id", "rootResourceId", "createdDate"]),
        json!({
            "name": "pets", "description": "mine", "apiKeySource": "HEADER", "disableExecuteApiEndpoint": false,
            "endpointConfiguration": {"types": ["EDGE"], "ipAddressType": "ipv4"},
        })
    );
    let resources = emulator.ok("GET", &format!("/restapis/{id}/resources"), Value::Null).await;
    assert_eq!(resources, json!({"item": [{"id": root, "path": "/"}]}));
    let models = emulator.ok("GET", &format!("/restapis/{id}/models"), Value::Null).await;
    let names: Vec<&str> = models["item"].as_array().unwrap().iter().filter_map(|model| model["name"].as_str()).collect();
    assert_eq!(names, ["Empty", "Error"]);
}

#[tokio::test]
async fn an_api_is_seen_only_in_its_account_and_region() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    for (account, region) in [("000000000000", "us-east-1"), (ACCOUNT, "eu-west-1")] {
        let path = format!("/restapis/{api}");
        let reply = emulator.call_as(caller(account, region), "GET", &path, Value::Null).await;
        assert_eq!(reply.status, 404);
        assert_eq!(reply.body["message"], format!("Invalid API identifier specified {account}:{api}"));
        let all = emulator.call_as(caller(account, region), "GET", "/restapis", Value::Null).await;
        assert_eq!(all.body, json!({"item": []}));
    }
}

// Ids can be chosen with the tag `_custom_id_`, as in other emulators; the data plane knows an API by its id alone.
#[tokio::test]
async fn a_chosen_id_is_taken_once_whatever_the_account() {
    let emulator = Emulator::new().await;
    let wanted = json!({"name": "pets", "tags": {"_custom_id_": "pets"}});
    assert_eq!(emulator.ok("POST", "/restapis", wanted.clone()).await["id"], "pets");
    let reply = emulator.call_as(caller("000000000000", "eu-west-1"), "POST", "/restapis", wanted).await;
    assert_eq!((reply.status, reply.error.as_deref()), (409, Some("ConflictException")));
    let http = json!({"name": "pets", "protocolType": "HTTP", "tags": {"_custom_id_": "pets"}});
    assert_eq!(emulator.refused("POST", "/v2/apis", http).await.0, 409);
}

#[tokio::test]
async fn creation_refuses_what_aws_refuses() {
    let emulator = Emulator::new().await;
    for (request, message) in [
        (json!({"name": "a", "description": ""}), "Description cannot be an empty string"),
        (json!({"name": "a", "minimumCompressionSize": -1}), "Invalid minimum compression size, must be between 0 and 10485760"),
        (
            json!({"name": "a", "endpointConfiguration": {"types": []}}),
            "REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.",
        ),
        (
            json!({"name": "a", "endpointConfiguration": {"types": ["EDGE", "REGIONAL"]}}),
            "Cannot create an api with multiple Endpoint Types.",
        ),
        (
            json!({"name": "a", "endpointConfiguration": {"types": ["PRIVATE"], "ipAddressType": "ipv4"}}),
            "Only dualstack ipAddressType is supported for Private APIs.",
        ),
    ] {
        let refusal = emulator.refused("POST", "/restapis", request).await;
        assert_eq!(refusal, (400, "BadRequestException".to_owned(), message.to_owned()));
    }
}

// Recorded: test_update_rest_api_operation_add_remove, test_put_rest_api_mode_binary_media_types, test_list_and_delete_apis.
#[tokio::test]
async fn an_api_is_answered_with_tags_but_where_it_is_made_or_listed() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let path = format!("/restapis/{api}");
    let patch = json!({"patchOperations": [
        {"op": "add", "path": "/binaryMediaTypes/image~1png"},
        {"op": "replace", "path": "/minimumCompressionSize", "value": "10"},
    ]});
    let changed = emulator.ok("PATCH", &path, patch).await;
    assert_eq!(changed["binaryMediaTypes"], json!(["image/png"]));
    assert_eq!(changed["minimumCompressionSize"], 10);
    assert_eq!(changed["tags"], json!({}));
    let wrong = json!({"patchOperations": [{"op": "add", "path": "/binaryMediaTypes", "value": "x"}]});
    assert_eq!(emulator.refused("PATCH", &path, wrong).await.2, "Invalid patch path /binaryMediaTypes");
    assert_eq!(emulator.ok("GET", &path, Value::Null).await["tags"], json!({}));
    assert_eq!(emulator.ok("GET", "/restapis", Value::Null).await["item"][0].get("tags"), None);
    let made = emulator.ok("POST", "/restapis", json!({"name": "other"})).await;
    assert_eq!(made.get("tags"), None);
}

#[tokio::test]
async fn a_patch_is_all_or_nothing() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let path = format!("/restapis/{api}");
    let patch = json!({"patchOperations": [
        {"op": "replace", "path": "/name", "value": "other"},
        {"op": "replace", "path": "/minimumCompressionSize", "value": "-1"},
    ]});
    assert_eq!(emulator.refused("PATCH", &path, patch).await.0, 400);
    assert_eq!(emulator.ok("GET", &path, Value::Null).await["name"], "pets");
}

const POLICY: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*"}}"#;

// Seen by users of chalice (issue 2065).
// Recorded: TestApiGatewayApiRestApi, update-rest-api-invalid-operation-on-type.
#[tokio::test]
async fn an_endpoint_type_is_only_replaced() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let patch =
        |op: &str| json!({"patchOperations": [{"op": op, "path": "/endpointConfiguration/types/EDGE", "value": "REGIONAL"}]});
    for op in ["add", "remove"] {
        let message = emulator.refused("PATCH", &format!("/restapis/{api}"), patch(op)).await.2;
        assert_eq!(message, "Invalid patch operation specified. Must be 'add'|'remove'|'replace'", "{op}");
    }
    let replaced = emulator.ok("PATCH", &format!("/restapis/{api}"), patch("replace")).await;
    assert_eq!(replaced["endpointConfiguration"]["types"], json!(["REGIONAL"]));
}

#[tokio::test]
async fn a_policy_that_is_none_is_refused() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let no_principal = POLICY.replace(r#""Principal":"*","#, "");
    for policy in ["garbage", "{}", "[]", "{\"Version\":\"2012-10-17\"}", &no_principal, &POLICY.replace("Allow", "Perhaps")] {
        let message = "Invalid policy document. Please check the policy syntax and ensure that Principals are valid.";
        let refusal = (400, "BadRequestException".to_owned(), message.to_owned());
        assert_eq!(emulator.refused("POST", "/restapis", json!({"name": "a", "policy": policy})).await, refusal);
        let patch = json!({"patchOperations": [{"op": "replace", "path": "/policy", "value": policy}]});
        assert_eq!(emulator.refused("PATCH", &format!("/restapis/{api}"), patch).await, refusal);
    }
    let patch = json!({"patchOperations": [{"op": "replace", "path": "/policy", "value": POLICY}]});
    emulator.ok("PATCH", &format!("/restapis/{api}"), patch).await;
    let taken = json!({"patchOperations": [{"op": "replace", "path": "/policy", "value": ""}]});
    assert_eq!(emulator.ok("PATCH", &format!("/restapis/{api}"), taken).await.get("policy"), None);
}

// As recorded from AWS: a REST API's policy comes back as a string whose quotes are escaped once more.
#[tokio::test]
async fn a_policy_comes_back_with_its_quotes_escaped() {
    let emulator = Emulator::new().await;
    let api = emulator.ok("POST", "/restapis", json!({"name": "a", "policy": POLICY})).await;
    assert_eq!(api["policy"], POLICY.replace('"', "\\\""));
}

#[tokio::test]
async fn apis_are_listed_page_by_page() {
    let emulator = Emulator::new().await;
    for id in ["a", "b", "c"] {
        emulator.ok("POST", "/restapis", json!({"name": id, "tags": {"_custom_id_": id}})).await;
    }
    let first = emulator.ok("GET", "/restapis?limit=2", Value::Null).await;
    let ids = |page: &Value| page["item"].as_array().unwrap().iter().map(|api| text(api, "id")).collect::<Vec<_>>();
    assert_eq!(ids(&first), ["a", "b"]);
    let second = emulator.ok("GET", &format!("/restapis?limit=2&position={}", text(&first, "position")), Value::Null).await;
    assert_eq!(ids(&second), ["c"]);
    assert_eq!(second.get("position"), None);
}

#[tokio::test]
async fn a_deleted_api_takes_everything_with_it() {
    let emulator = Emulator::new().await;
    let (api, root) = emulator.mock_api().await;
    assert_eq!(emulator.call("DELETE", &format!("/restapis/{api}"), Value::Null).await.status, 202);
    let method = format!("/restapis/{api}/resources/{root}/methods/GET");
    assert_eq!(emulator.refused("GET", &method, Value::Null).await.2, "Invalid Resource identifier specified");
}

#[tokio::test]
async fn resources_make_a_tree_that_moves_and_goes_together() {
    let emulator = Emulator::new().await;
    let (api, root) = emulator.rest_api().await;
    let resources = format!("/restapis/{api}/resources");
    let pets = emulator.ok("POST", &format!("{resources}/{root}"), json!({"pathPart": "pets"})).await;
    let id = text(&pets, "id");
    assert_eq!(id.len(), 6);
    assert_eq!(pets, json!({"id": id, "parentId": root, "pathPart": "pets", "path": "/pets"}));
    let below = emulator.ok("POST", &format!("{resources}/{id}"), json!({"pathPart": "{name}"})).await;
    assert_eq!(below["path"], "/pets/{name}");

    let rename = json!({"patchOperations": [{"op": "replace", "path": "/pathPart", "value": "dogs"}]});
    assert_eq!(emulator.ok("PATCH", &format!("{resources}/{id}"), rename).await["path"], "/dogs");
    let moved = emulator.ok("GET", &format!("{resources}/{}", text(&below, "id")), Value::Null).await;
    assert_eq!(moved["path"], "/dogs/{name}");

    assert_eq!(emulator.call("DELETE", &format!("{resources}/{id}"), Value::Null).await.status, 202);
    assert_eq!(emulator.ok("GET", &resources, Value::Null).await, json!({"item": [{"id": root, "path": "/"}]}));
}

#[tokio::test]
async fn a_resource_is_refused_where_it_cannot_stand() {
    let emulator = Emulator::new().await;
    let (api, root) = emulator.rest_api().await;
    let resources = format!("/restapis/{api}/resources");
    let at_root = format!("{resources}/{root}");
    let proxy = emulator.ok("POST", &at_root, json!({"pathPart": "{proxy+}"})).await;
    let pets = emulator.ok("POST", &at_root, json!({"pathPart": "pets"})).await;
    let below = emulator.ok("POST", &format!("{resources}/{}", text(&pets, "id")), json!({"pathPart": "pets"})).await;
    let patch = |path: &str, value: &str| json!({"patchOperations": [{"op": "replace", "path": path, "value": value}]});
    for (method, path, body, refusal) in [
        (
            "POST",
            at_root.clone(),
            json!({"pathPart": "{id}"}),
            (400, "A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed"),
        ),
        (
            "POST",
            format!("{resources}/{}", text(&proxy, "id")),
            json!({"pathPart": "x"}),
            (400, "Cannot create a child of a resource with a greedy path variable: {proxy+}"),
        ),
        (
            "POST",
            at_root.clone(),
            json!({"pathPart": "pets"}),
            (409, "Another resource with the same parent already has this name: pets"),
        ),
        ("POST", format!("{resources}/nothing"), json!({"pathPart": "x"}), (404, "Invalid Resource identifier specified")),
        (
            "PATCH",
            format!("{resources}/{}", text(&pets, "id")),
            patch("/parentId", &text(&below, "id")),
            (400, "Resources cannot be cyclical."),
        ),
        (
            "PATCH",
            format!("{resources}/{}", text(&pets, "id")),
            patch("/invalid", ""),
            (400, "Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]"),
        ),
        ("PATCH", at_root.clone(), patch("/pathPart", "x"), (400, "Root resource cannot update its pathPart.")),
        ("PATCH", at_root.clone(), patch("/parentId", "x"), (400, "Root resource cannot update its parentId.")),
    ] {
        let (status, _, message) = emulator.refused(method, &path, body).await;
        assert_eq!((status, message.as_str()), refusal);
    }
}

#[tokio::test]
async fn tags_are_read_and_changed_by_arn() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.rest_api().await;
    let tags = format!("/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2F{api}");
    assert_eq!(emulator.call("PUT", &tags, json!({"tags": {"team": "pets", "cost": "7"}})).await.status, 204);
    assert_eq!(emulator.call("DELETE", &format!("{tags}?tagKeys=cost"), Value::Null).await.status, 204);
    assert_eq!(emulator.ok("GET", &tags, Value::Null).await, json!({"tags": {"team": "pets"}}));
    let wrong = "/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2Fnothing";
    assert_eq!(emulator.refused("GET", wrong, Value::Null).await.0, 404);
}

// Developer guide, "API Gateway resources that can be tagged".
#[tokio::test]
async fn only_what_has_tags_is_tagged() {
    let emulator = Emulator::new().await;
    let (api, root) = emulator.mock_api().await;
    emulator.ok("POST", &format!("/restapis/{api}/deployments"), json!({"stageName": "prod"})).await;
    let tag = async |arn: &str| {
        let path = format!("/tags/{}", percent_encoding::utf8_percent_encode(arn, percent_encoding::NON_ALPHANUMERIC));
        emulator.call("PUT", &path, json!({"tags": {"a": "1"}})).await
    };
    let here = "arn:aws:apigateway:us-east-1:";
    for arn in [
        format!("{here}:/restapis/{api}/resources/{root}"),
        format!("{here}:/restapis/{api}/resources/{root}/methods/GET"),
        format!("{here}:/restapis/{api}/models/Empty"),
        format!("{here}:/restapis"),
        format!("{here}:restapis/{api}"),
        format!("{here}:/restapis/{api}/"),
        format!("{here}111122223333:/restapis/{api}"),
        format!("arn:aws:apigateway:eu-west-1::/restapis/{api}"),
        format!("arn:aws-cn:apigateway:us-east-1::/restapis/{api}"),
    ] {
        let reply = tag(&arn).await;
        let message = format!("Invalid ARN specified in the request: {arn}");
        assert_eq!((reply.status, reply.body["message"].as_str()), (400, Some(message.as_str())));
    }
    assert_eq!(tag(&format!("{here}:/restapis/{api}/stages/prod")).await.status, 204);
    let stage = emulator.ok("GET", &format!("/restapis/{api}/stages/prod"), Value::Null).await;
    assert_eq!(stage["tags"], json!({"a": "1"}));
    let resources = emulator.ok("GET", &format!("/restapis/{api}/resources?embed=methods"), Value::Null).await;
    assert_eq!(resources["item"][0].get("tags"), None);
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_restart() {
    let directory = tempfile::TempDir::new().unwrap();
    let file = directory.path().join("state.db");
    let emulator = Emulator::on(Store::open(&file).await.unwrap()).await;
    let (api, root) = emulator.mock_api().await;
    emulator.ok("POST", &format!("/restapis/{api}/deployments"), json!({"stageName": "prod"})).await;
    emulator.control.close().await;
    drop(emulator);

    let emulator = Emulator::on(Store::open(&file).await.unwrap()).await;
    assert_eq!(emulator.ok("GET", &format!("/restapis/{api}"), Value::Null).await["rootResourceId"], root);
    assert!(emulator.live.load().api(&api).is_some(), "a deployed API is in service again");
}

#[tokio::test]
async fn what_is_not_emulated_says_so() {
    let emulator = Emulator::new().await;
    let lambda = Caller { scope: Some(SigningScope::Lambda), ..caller(ACCOUNT, "us-east-1") };
    let reply = emulator.call_as(lambda, "POST", "/2015-03-31/functions/f/versions", json!({})).await;
    assert_eq!((reply.status, reply.error.as_deref()), (501, Some("NotImplemented")));
    let message = "Lambda's POST /2015-03-31/functions/f/versions is not implemented by this emulator";
    assert_eq!(reply.body["message"], message);
}

// The reference names Postman's extensions, and parts of documentation without content; nothing says what they are.
#[tokio::test]
async fn what_no_document_describes_says_so() {
    let emulator = Emulator::new().await;
    let (api, _) = emulator.mock_api().await;
    emulator.ok("POST", &format!("/restapis/{api}/deployments"), json!({"stageName": "dev"})).await;
    for (path, what) in [
        ("stages/dev/exports/oas30?extensions=integrations,postman", "GetExport with Postman extensions"),
        ("stages/dev/exports/swagger?postman=", "GetExport with Postman extensions"),
        ("documentation/parts?locationStatus=UNDOCUMENTED", "(locationStatus)"),
    ] {
        let (status, error, message) = emulator.refused("GET", &format!("/restapis/{api}/{path}"), Value::Null).await;
        assert_eq!((status, error.as_str(), message.contains(what)), (501, "NotImplemented", true), "{path}: {message}");
    }
    emulator.ok("GET", &format!("/restapis/{api}/stages/dev/exports/oas30?extensions=integrations"), Value::Null).await;
}
