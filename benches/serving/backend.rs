//! What stands behind the gateways: an HTTP service, a Lambda Invoke API and a token issuer, as cheap as they can be made.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::Result;

/// What the HTTP service answers, and the body in the function's result.
pub(crate) const ORDER: &str =
    r#"{"orderId": "42", "status": "shipped", "items": [{"sku": "A-100", "quantity": 2}, {"sku": "B-7", "quantity": 1}]}"#;

/// The function's name.
pub(crate) const FUNCTION: &str = "bench-orders";

/// The name of the authorizer's function, which lets every caller in.
pub(crate) const AUTHORIZER: &str = "bench-authorizer";

/// The id of the issuer's key.
pub(crate) const KEY_ID: &str = "bench";

/// Where the Invoke API has the functions.
const INVOKE: &str = "POST /2015-03-31/functions/";

/// The longest request that is read.
const REQUEST_LIMIT: usize = 64 * 1024;

/// The running backends. They end when this is dropped.
#[derive(Debug)]
pub(crate) struct Backend {
    url: String,
    _accepting: JoinSet<()>,
}

impl Backend {
    /// Starts on any free port, in this thread's runtime.
    pub(crate) async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let mut accepting = JoinSet::new();
        accepting.spawn(accept(listener, Arc::new(Answers::new(&url)?)));
        Ok(Self { url, _accepting: accepting })
    }

    /// `http://127.0.0.1:PORT`: the HTTP service at every path, the Invoke API and the issuer's documents at their own.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

/// Key pairs that were made for tests.
pub(crate) fn issuer_keys() -> Result<Value> {
    Ok(serde_json::from_str(include_str!("../../fixtures/jwt/keys.json"))?)
}

async fn accept(listener: TcpListener, answers: Arc<Answers>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        connections.spawn(serve(stream, Arc::clone(&answers)));
        while connections.try_join_next().is_some() {}
    }
}

/// The prepared answers.
struct Answers {
    order: Bytes,
    result: Bytes,
    permit: Bytes,
    refusal: Bytes,
    discovery: Bytes,
    keys: Bytes,
}

impl Answers {
    fn new(url: &str) -> Result<Self> {
        let pair = &issuer_keys()?["one"];
        let key =
            serde_json::json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": KEY_ID, "n": pair["n"], "e": pair["e"] });
        let discovery = serde_json::json!({ "issuer": url, "jwks_uri": format!("{url}/keys") });
        let result = serde_json::json!({
            "statusCode": 200,
            "headers": { "content-type": "application/json", "cache-control": "no-store" },
            "body": ORDER,
            "isBase64Encoded": false,
        });
        let permit = serde_json::json!({
            "principalId": "bench",
            "policyDocument": {
                "Version": "2012-10-17",
                "Statement": [{ "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "*" }],
            },
        });
        Ok(Self {
            order: answer("200 OK", "cache-control: no-store\r\n", ORDER),
            result: answer("200 OK", "x-amz-executed-version: $LATEST\r\n", &result.to_string()),
            permit: answer("200 OK", "x-amz-executed-version: $LATEST\r\n", &permit.to_string()),
            refusal: answer(
                "403 Forbidden",
                "",
                r#"{"Message": "this is not a signed call with an event of version 2.0, type TOKEN or a message"}"#,
            ),
            discovery: answer("200 OK", "", &discovery.to_string()),
            keys: answer("200 OK", "", &serde_json::json!({ "keys": [key] }).to_string()),
        })
    }

    fn to(&self, request: &str) -> &Bytes {
        if request.starts_with("GET /.well-known/openid-configuration ") {
            return &self.discovery;
        }
        if request.starts_with("GET /keys ") {
            return &self.keys;
        }
        if !request.starts_with(INVOKE) {
            return &self.order;
        }
        // AWS would refuse anything else, so neither program may save the work.
        match request {
            unsigned if !unsigned.contains("AWS4-HMAC-SHA256 Credential=") => &self.refusal,
            proxied if proxied.contains(r#""version":"2.0""#) || proxied.contains(r#""eventType":"MESSAGE""#) => &self.result,
            asked if asked.contains(r#""type":"TOKEN""#) => &self.permit,
            _ => &self.refusal,
        }
    }
}

fn answer(status: &str, headers: &str, body: &str) -> Bytes {
    let head = format!(
        "HTTP/1.1 {status}\r\ndate: Fri, 20 Nov 2026 05:00:00 GMT\r\ncontent-type: application/json\r\n\
         x-amzn-requestid: 0b5f1f3e-5b0a-4c5e-9f3c-2d7c3a1e8f11\r\n{headers}content-length: {}\r\n\r\n",
        body.len()
    );
    Bytes::from(head + body)
}

/// Answers one request after the other until the client goes away.
async fn serve(mut stream: TcpStream, answers: Arc<Answers>) {
    let mut buffer = Vec::with_capacity(8192);
    while buffer.len() < REQUEST_LIMIT {
        if !matches!(stream.read_buf(&mut buffer).await, Ok(1..)) {
            return;
        }
        let Some(request) = complete(&buffer) else { continue };
        if stream.write_all(answers.to(request)).await.is_err() {
            return;
        }
        buffer.clear();
    }
}

/// The request in `bytes` once all of it is there.
fn complete(bytes: &[u8]) -> Option<&str> {
    let request = std::str::from_utf8(bytes).ok()?;
    let (head, body) = request.split_once("\r\n\r\n")?;
    let length = head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        if name.eq_ignore_ascii_case("content-length") { value.trim().parse().ok() } else { None }
    });
    (body.len() >= length.unwrap_or(0)).then_some(request)
}
