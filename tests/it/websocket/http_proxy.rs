use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use serde_json::{Value, json};

use super::support::{Documents, Stage, serve};

/// A backend that tells what it got, with the status that its query asks for.
pub(super) async fn mirror() -> String {
    let address = serve(|request: Request<Incoming>, _peer| async move {
        let (parts, body) = request.into_parts();
        let headers: serde_json::Map<String, Value> =
            parts.headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().into())).collect();
        let body = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        let query = parts.uri.query().unwrap_or("").to_owned();
        let status = query.split('&').find_map(|pair| pair.strip_prefix("status=")?.parse().ok()).unwrap_or(200);
        let seen = json!({"method": parts.method.as_str(), "query": query, "headers": headers, "body": body});
        let mut response = Response::new(Full::from(seen.to_string()));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        response.headers_mut().insert("sec-websocket-protocol", "v2".parse().unwrap());
        response
    })
    .await;
    format!("http://{address}/backend")
}

fn proxy(key: &str, uri: &str, parameters: &Value) -> Documents {
    let integration = json!({
        "integrationType": "HTTP_PROXY", "integrationMethod": "POST", "integrationUri": uri, "requestParameters": parameters,
    });
    Documents::new().integration(key, &integration, &[])
}

fn no_function(_: &str, _: &Value) -> Result<Value, Value> {
    Err(json!("not here"))
}

// Developer guide, "Setting up data mapping for WebSocket APIs"; localstack issue 9896 confirms the header against AWS.
#[tokio::test]
async fn a_message_is_the_body_and_parameters_are_mapped() {
    let parameters = json!({
        "integration.request.header.connectionId": "context.connectionId",
        "integration.request.header.x-static": "'always'",
        "integration.request.querystring.room": "route.request.body.data.room",
        "integration.request.querystring.missing": "route.request.body.data.other",
    });
    let stage = Stage::serve(proxy("$default", &mirror().await, &parameters), no_function).await;
    let mut client = stage.connect().await;
    let message = r#"{"data":{"room":"a b"}}"#;
    client.send(message).await;
    let seen = client.receive_json().await;
    assert_eq!((&seen["method"], &seen["body"]), (&json!("POST"), &json!(message)));
    assert_eq!(seen["query"], "room=a%20b");
    assert_eq!(seen["headers"]["x-static"], "always");
    let id = seen["headers"]["connectionid"].as_str().unwrap();
    assert!(stage.connection(id).is_ok());
}

#[tokio::test]
async fn connect_passes_headers_and_query_on_and_obeys_the_status() {
    let stage = Stage::serve(proxy("$connect", &mirror().await, &json!({})), no_function).await;
    let (_client, accepted) = stage.try_connect_to("/prod?a=1", &[("sec-websocket-protocol", "v1, v2")]).await.unwrap();
    assert_eq!(accepted.headers()["sec-websocket-protocol"], "v2");
    let Err(refused) = stage.try_connect_to("/prod?status=418", &[]).await else { panic!("the client must be refused") };
    assert_eq!(refused.status(), 418);
}

#[tokio::test]
async fn a_backend_that_is_not_there_fails_only_the_message() {
    let nowhere = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let documents = proxy("$default", &format!("http://{nowhere}/"), &json!({}));
    let stage = Stage::serve(documents, no_function).await;
    let mut client = stage.connect().await;
    for _ in 0..2 {
        client.send("x").await;
        assert_eq!(client.receive_json().await["message"], "Internal server error");
    }
}
