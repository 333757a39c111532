//! AWS_IAM: signatures made by aws-sigv4 as clients make them, in the header and in the query (IAM user guide, "AWS
//! Signature Version 4 for API requests"; developer guide, "IAM authentication and resource policy").

use std::time::{Duration, SystemTime};

use apigw_emulator::clock::Clock;
use apigw_emulator::gateway::authorize::{Signers, Trust};
use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign};
use aws_sigv4::sign::v4;
use http::Request;
use serde_json::{Value, json};

use super::{API_ARN, BACKEND, Deployed, Documents, get};

pub(crate) const KEY: &str = "AKIDEXAMPLE";
pub(super) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
pub(super) const MASKED: &str = "arn:aws:execute-api:us-east-1:********9012:a1b2c3d4e5/prod/GET/pets";

/// How a request is signed.
pub(crate) struct Signing {
    pub(crate) key: &'static str,
    pub(crate) secret: &'static str,
    pub(crate) token: Option<&'static str>,
    pub(crate) region: &'static str,
    pub(crate) service: &'static str,
    pub(crate) at: SystemTime,
    pub(crate) presigned: bool,
}

impl Default for Signing {
    fn default() -> Self {
        let at = Clock::default().now().to_system_time();
        Self { key: KEY, secret: SECRET, token: None, region: "us-east-1", service: "execute-api", at, presigned: false }
    }
}

impl Signing {
    pub(crate) fn presigned() -> Self {
        Self { presigned: true, ..Self::default() }
    }

    pub(crate) fn get(&self, path: &str, headers: &[(&'static str, &'static str)]) -> Request<()> {
        self.request("GET", path, headers)
    }

    pub(crate) fn request(&self, method: &str, path: &str, headers: &[(&'static str, &'static str)]) -> Request<()> {
        self.request_with(method, path, headers, b"")
    }

    /// A signed request. The stage is part of what clients sign, and is added by `call`; the body is for its caller to send.
    fn request_with(&self, method: &str, path: &str, headers: &[(&'static str, &'static str)], body: &[u8]) -> Request<()> {
        let identity = Credentials::new(self.key, self.secret, self.token.map(str::to_owned), None, "test").into();
        let mut settings = SigningSettings::default();
        if self.presigned {
            settings.signature_location = SignatureLocation::QueryParams;
            settings.expires_in = Some(Duration::from_secs(60));
        }
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(self.region)
            .name(self.service)
            .time(self.at)
            .settings(settings)
            .build()
            .expect("all is given");
        let uri = format!("http://a1b2c3d4e5.execute-api.localhost:4566/prod{path}");
        let signable = SignableRequest::new(method, &uri, headers.iter().copied(), SignableBody::Bytes(body)).expect("a request");
        let (instructions, _) = sign(signable, &params.into()).expect("a signature").into_parts();
        let mut request = Request::builder().method(method).uri(&uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(()).expect("a request");
        instructions.apply_to_request_http1x(&mut request);
        let (mut parts, ()) = request.into_parts();
        let target = parts.uri.path_and_query().expect("a path").as_str();
        parts.uri = target.strip_prefix("/prod").expect("the stage").parse().expect("a path");
        Request::from_parts(parts, ())
    }
}

pub(super) fn documents() -> Documents {
    let mut documents = Documents::open();
    documents.method = json!({"authorizationType": "AWS_IAM"});
    documents
}

pub(super) fn statement(effect: &str, resource: &str) -> Value {
    json!({"Effect": effect, "Action": "execute-api:Invoke", "Resource": resource})
}

/// Trust in one key, whose principal is of this account and may do what these statements say.
pub(crate) fn trust(account: &str, statements: &Value) -> Trust {
    let credentials = json!({"credentials": [{
        "accessKeyId": KEY,
        "secretAccessKey": SECRET,
        "principalArn": format!("arn:aws:iam::{account}:user/ann"),
        "userId": "AIDAEXAMPLE",
        "policies": [{"Version": "2012-10-17", "Statement": statements}],
    }]});
    let signers = Signers::from_json(&credentials.to_string()).expect("credentials");
    Trust { issuer_endpoints: Vec::new(), signers, strict: false }
}

/// Deploys with one known key: its principal's account and policy.
pub(super) async fn deploy_for(documents: Documents, account: &str, statements: Value) -> Deployed {
    let mut api = documents.deploy_alone().await;
    api.gateway.trust = trust(account, &statements);
    api
}

pub(super) async fn deploy() -> Deployed {
    deploy_for(documents(), "123456789012", json!([statement("Allow", &format!("{API_ARN}/*"))])).await
}

#[tokio::test]
async fn a_request_that_is_not_signed_is_refused() {
    let api = deploy().await;
    let response = api.call(get("/pets")).await;
    let body = r#"{"message":"Missing Authentication Token"}"#;
    api.check_refused(&response, 403, "MissingAuthenticationTokenException", body);
}

#[tokio::test]
async fn a_header_that_is_no_signature_is_refused() {
    let api = deploy().await;
    let request = Request::get("/pets").header("Authorization", "Bearer").body(()).expect("a request");
    let body = r#"{"message":"'Bearer' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer'."}"#;
    api.check_refused(&api.call(request).await, 403, "IncompleteSignatureException", body);
    let request = Request::get("/pets").header("Authorization", "AWS4-HMAC-SHA256 Credential=a/b").body(()).expect("a request");
    let response = api.call(request).await;
    assert!(String::from_utf8_lossy(response.body()).contains("Authorization header requires 'Signature' parameter. "));
    assert_eq!(response.headers()["x-amzn-errortype"], "IncompleteSignatureException");
}

#[tokio::test]
async fn a_signature_of_this_request_with_the_right_secret_passes() {
    for signing in [Signing::default(), Signing::presigned()] {
        let api = deploy().await;
        for path in ["/pets", "/pets/7", "/pets?b=2&a=1&a=0", "/pets/a%20b?q=x%2Fy%20z&empty=&flag", "/pets/%C3%A4"] {
            let response = api.call(signing.get(path, &[("x-two", "a  b"), ("content-type", "text/plain")])).await;
            assert_eq!(response.status(), 200, "{path}: {response:?}");
        }
    }
}

#[tokio::test]
async fn a_signature_with_another_secret_is_refused() {
    let api = deploy().await;
    for presigned in [false, true] {
        let response = api.call(Signing { secret: "other", presigned, ..Signing::default() }.get("/pets", &[])).await;
        let body = "{\"message\":\"The request signature we calculated does not match the signature you provided. Check your AWS \
                    Secret Access Key and signing method. Consult the service documentation for details.\"}";
        api.check_refused(&response, 403, "InvalidSignatureException", body);
    }
}

#[tokio::test]
async fn a_signature_of_another_request_is_refused() {
    let api = deploy().await;
    let change = |change: fn(&mut http::request::Parts)| {
        let (mut parts, ()) = Signing::default().get("/pets?a=1", &[("x-two", "2")]).into_parts();
        change(&mut parts);
        Request::from_parts(parts, ())
    };
    for request in [
        change(|parts| parts.method = http::Method::POST),
        change(|parts| parts.uri = "/pets?a=2".parse().unwrap()),
        change(|parts| parts.uri = "/pets/7?a=1".parse().unwrap()),
        change(|parts| drop(parts.headers.insert("x-two", "3".parse().unwrap()))),
    ] {
        let response = api.call(request).await;
        assert_eq!(
            (response.status().as_u16(), &response.headers()["x-amzn-errortype"]),
            (403, &"InvalidSignatureException".parse().unwrap())
        );
    }
    assert!(api.lambda.is_untouched());
}

#[tokio::test]
async fn a_signature_is_of_its_body() {
    let api = deploy().await;
    let signed = || Signing::default().request_with("POST", "/pets", &[], b"one");
    let response = api.call_with_body(signed().map(|()| "two".into())).await;
    assert_eq!(
        (response.status().as_u16(), response.headers()["x-amzn-errortype"].as_bytes()),
        (403, &b"InvalidSignatureException"[..])
    );
    assert!(api.lambda.is_untouched());
    api.check_served(&api.call_with_body(signed().map(|()| "one".into())).await);
    assert_eq!(api.events(BACKEND)[0]["body"], "one");
}

// Clients sign the bytes that they send; what the backend gets of them is another thing.
#[tokio::test]
async fn a_compressed_body_is_signed_as_it_was_sent() {
    let mut documents = documents();
    documents.api["minimumCompressionSize"] = json!(0);
    let api = deploy_for(documents, "123456789012", json!([statement("Allow", "*")])).await;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, b"a body").expect("memory");
    let body = encoder.finish().expect("memory");
    let request = Signing::default().request_with("POST", "/pets", &[("content-encoding", "gzip")], &body);
    api.check_served(&api.call_with_body(request.map(|()| body.into())).await);
    assert_eq!(api.events(BACKEND)[0]["body"], "a body");
}

// Developer guide, "Amazon API Gateway important notes": "The Authorization header is dropped if it contains a Signature
// Version 4 signature."
#[tokio::test]
async fn the_backend_does_not_get_the_signature() {
    let api = deploy().await;
    api.check_served(&api.call(Signing::default().get("/pets", &[])).await);
    let event = &api.events(BACKEND)[0];
    let has = |name: &str| {
        event["headers"].as_object().is_some_and(|headers| headers.keys().any(|known| known.eq_ignore_ascii_case(name)))
    };
    assert!(!has("authorization") && has("x-amz-date"), "{event}");
}

// The wording is that of AWS's "Troubleshooting AWS Signature Version 4 errors".
#[tokio::test]
async fn a_signature_for_another_day_is_refused() {
    let api = deploy().await;
    let (mut parts, ()) = Signing::default().get("/pets", &[]).into_parts();
    let date = parts.headers["x-amz-date"].to_str().expect("text").to_owned();
    let day = &date[..8];
    let authorization = parts.headers["authorization"].to_str().expect("text").replace(&format!("/{day}/"), "/20150830/");
    parts.headers.insert("authorization", authorization.parse().expect("a value"));
    let body = format!(
        r#"{{"message":"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150830' != '{day}', from '{date}'."}}"#
    );
    api.check_refused(&api.call(Request::from_parts(parts, ())).await, 403, "InvalidSignatureException", &body);
}

// Clients sign what they send; that the method is another one from then on does not change it.
#[tokio::test]
async fn an_overridden_method_is_signed_as_it_was_sent_and_allowed_as_it_runs() {
    let allow_get = json!([statement("Allow", "*/GET/pets")]);
    let api = deploy_for(documents(), "123456789012", allow_get).await;
    let overridden = |method: &'static str| Signing::default().request("POST", "/pets", &[("x-http-method-override", method)]);
    let refused = api.call(overridden("DELETE")).await;
    assert_eq!(
        (refused.status().as_u16(), &refused.headers()["x-amzn-errortype"]),
        (403, &"AccessDeniedException".parse().unwrap())
    );
    api.check_served(&api.call(overridden("GET")).await);
}

// As users saw it: aws-sdk-php issue 2469.
#[tokio::test]
async fn a_signature_that_does_not_cover_the_host_is_refused() {
    let api = deploy().await;
    let (mut parts, ()) = Signing::default().get("/pets", &[]).into_parts();
    let signature = parts.headers["authorization"].to_str().unwrap().replace("SignedHeaders=host;", "SignedHeaders=");
    parts.headers.insert("authorization", signature.parse().unwrap());
    let body = r#"{"message":"'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."}"#;
    api.check_refused(&api.call(Request::from_parts(parts, ())).await, 403, "InvalidSignatureException", body);
}

#[tokio::test]
async fn a_key_that_nobody_has_is_refused() {
    let api = deploy().await;
    let response = api.call(Signing { key: "AKIDOTHER", ..Signing::default() }.get("/pets", &[])).await;
    let body = r#"{"message":"The security token included in the request is invalid."}"#;
    api.check_refused(&response, 403, "UnrecognizedClientException", body);
}

#[tokio::test]
async fn a_signature_for_another_region_or_service_is_refused() {
    let api = deploy().await;
    let response = api.call(Signing { region: "eu-west-1", ..Signing::default() }.get("/pets", &[])).await;
    let body = r#"{"message":"Credential should be scoped to a valid region, not 'eu-west-1'. "}"#;
    api.check_refused(&response, 403, "InvalidSignatureException", body);
    let response = api.call(Signing { service: "lambda", ..Signing::default() }.get("/pets", &[])).await;
    let body = r#"{"message":"Credential should be scoped to correct service: 'execute-api'. "}"#;
    api.check_refused(&response, 403, "InvalidSignatureException", body);
}

#[tokio::test]
async fn an_old_or_future_signature_is_refused() {
    let api = deploy().await;
    let now = Signing::default().at;
    let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
    // As users saw it: "Signature expired: 20240522T115547Z is now earlier than 20240522T120908Z (20240522T121408Z - 5 min.)".
    for (at, presigned, start, end) in [
        (now - minutes(6), false, "Signature expired: ", " - 5 min.)"),
        (now - minutes(2), true, "Signature expired: ", " - 1 min.)"),
        (now + minutes(6), false, "Signature not yet current: ", " + 5 min.)"),
    ] {
        let response = api.call(Signing { at, presigned, ..Signing::default() }.get("/pets", &[])).await;
        assert_eq!(
            (response.status().as_u16(), &response.headers()["x-amzn-errortype"]),
            (403, &"InvalidSignatureException".parse().unwrap())
        );
        let body = String::from_utf8_lossy(response.body()).into_owned();
        assert!(body.contains(start) && body.contains(end), "{body}");
        let times: Vec<&str> = body.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() == 16).collect();
        let [sent, limit, current] = times[..] else { panic!("{body}") };
        assert!(if at < now { sent < limit && limit < current } else { current < limit && limit < sent }, "{body}");
    }
    api.check_served(&api.call(Signing { at: now - minutes(4), ..Signing::default() }.get("/pets", &[])).await);
}
