//! What a route may do besides its plain work. A new one is a variant here; the compiler names the rest.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use crate::Result;
use crate::backend::{AUTHORIZER, Backend, KEY_ID, ORDER, issuer_keys};
use crate::control::Control;
use crate::load::Exchange;
use crate::plain::CONSTANT;
use crate::rest::{RestApi, open};
use crate::scenarios::{OK, Scenario};

/// Sets a variable, decides by it, repeats for it.
const REQUEST_TEMPLATE: &str = "#set($limit = $input.params('limit')){\"statusCode\": #if($limit == '3')200#{else}400#end}";
const RESPONSE_TEMPLATE: &str = concat!(
    "#set($stage = $context.stage){\"stage\": \"$stage\", \"method\": \"$context.httpMethod\", \"orders\": [",
    "#foreach($number in [1..3]){\"orderId\": $number}#if($foreach.hasNext), #end#end]}",
);

/// What the templates make of the request.
const RENDERED: &str = r#"{"stage": "prod", "method": "GET", "orders": [{"orderId": 1}, {"orderId": 2}, {"orderId": 3}]}"#;

/// Something that a route does, the rest of it as in the plain route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feature {
    /// Request and response templates with directives.
    Template,
    /// A TOKEN Lambda authorizer, whose answer is cached.
    TokenAuthorizer,
    /// An API key in a header, under a usage plan with throttle and quota.
    ApiKey,
    /// A required header, and a body that a model describes.
    Validation,
    /// A JWT authorizer of an HTTP API, whose issuer's key is known.
    JwtAuthorizer,
}

impl Feature {
    /// All of them, in the order of the table.
    pub(crate) const ALL: [Self; 5] =
        [Self::Template, Self::TokenAuthorizer, Self::ApiKey, Self::Validation, Self::JwtAuthorizer];

    /// Its row's name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Template => "MOCK with templates",
            Self::TokenAuthorizer => "MOCK, TOKEN authorizer (cached)",
            Self::ApiKey => "MOCK, API key and usage plan",
            Self::Validation => "MOCK, POST header and body validated",
            Self::JwtAuthorizer => "HTTP API HTTP_PROXY, JWT (cached)",
        }
    }

    /// The plain route.
    pub(crate) const fn beside(self) -> Scenario {
        match self {
            Self::Template | Self::TokenAuthorizer | Self::ApiKey | Self::Validation => Scenario::RestMock,
            Self::JwtAuthorizer => Scenario::HttpHttpProxy,
        }
    }

    /// The part of the plain route's rate that it must reach, if it is held to one.
    pub(crate) const fn target(self) -> Option<f64> {
        match self {
            Self::Template | Self::TokenAuthorizer | Self::ApiKey | Self::Validation => None,
            Self::JwtAuthorizer => Some(0.85),
        }
    }

    /// Makes and deploys the API; the request to it.
    pub(crate) async fn deploy(self, control: &Control, backend: &Backend) -> Result<Exchange> {
        match self {
            Self::Template => with_templates(control).await,
            Self::TokenAuthorizer => with_token_authorizer(control).await,
            Self::ApiKey => with_api_key(control).await,
            Self::Validation => with_validation(control).await,
            Self::JwtAuthorizer => with_jwt_authorizer(control, backend).await,
        }
    }
}

fn host(api_id: &str) -> String {
    format!("{api_id}.execute-api.localhost:4566")
}

async fn with_templates(control: &Control) -> Result<Exchange> {
    let api = RestApi::new(control, "bench-template").await?;
    let method = api.method("mock", Method::GET, open()).await?;
    api.mock(&method, REQUEST_TEMPLATE, RESPONSE_TEMPLATE).await?;
    Ok(Exchange::get(&host(&api.deploy().await?), "/prod/mock?limit=3", RENDERED.len()))
}

async fn with_token_authorizer(control: &Control) -> Result<Exchange> {
    let api = RestApi::new(control, "bench-authorizer").await?;
    let function = format!("arn:aws:lambda:us-east-1:000000000000:function:{AUTHORIZER}");
    let authorizer = json!({
        "name": "token",
        "type": "TOKEN",
        "authorizerUri": format!("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function}/invocations"),
        "identitySource": "method.request.header.Authorization",
        "authorizerResultTtlInSeconds": 300,
    });
    let authorizer_id = api.make("authorizers", authorizer, "id").await?;
    let settings = json!({ "authorizationType": "CUSTOM", "authorizerId": authorizer_id });
    let method = api.method("mock", Method::GET, settings).await?;
    api.mock(&method, OK, CONSTANT).await?;
    let headers = [("Authorization", "Bearer bench")];
    Ok(Exchange::get_with(&host(&api.deploy().await?), "/prod/mock", &headers, CONSTANT.len()))
}

async fn with_api_key(control: &Control) -> Result<Exchange> {
    let api = RestApi::new(control, "bench-api-key").await?;
    let settings = json!({ "authorizationType": "NONE", "apiKeyRequired": true });
    let method = api.method("mock", Method::GET, settings).await?;
    api.mock(&method, OK, CONSTANT).await?;
    let api_id = api.deploy().await?;
    let key = control.call(Method::POST, "/apikeys", Some(json!({ "name": "bench", "enabled": true }))).await?;
    let member = |name| key.get(name).and_then(|value| value.as_str()).ok_or_else(|| format!("no {name} in {key}"));
    // Both limits are counted and neither is met.
    let plan = json!({
        "name": "bench",
        "apiStages": [{ "apiId": api_id, "stage": "prod" }],
        "throttle": { "rateLimit": 1e9, "burstLimit": i32::MAX },
        "quota": { "limit": i32::MAX, "period": "MONTH" },
    });
    let plan_id = control.make("/usageplans", plan, "id").await?;
    let plan_key = json!({ "keyId": member("id")?, "keyType": "API_KEY" });
    control.make(&format!("/usageplans/{plan_id}/keys"), plan_key, "id").await?;
    let headers = [("X-Api-Key", member("value")?)];
    Ok(Exchange::get_with(&host(&api_id), "/prod/mock", &headers, CONSTANT.len()))
}

async fn with_validation(control: &Control) -> Result<Exchange> {
    let api = RestApi::new(control, "bench-validation").await?;
    let schema = json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "type": "object",
        "required": ["orderId", "status", "items"],
        "properties": {
            "orderId": { "type": "string", "minLength": 1 },
            "status": { "enum": ["received", "shipped"] },
            "items": { "type": "array", "minItems": 1, "items": {
                "type": "object",
                "required": ["sku", "quantity"],
                "properties": { "sku": { "type": "string" }, "quantity": { "type": "integer", "minimum": 1 } },
            } },
        },
    });
    let model = json!({ "name": "Order", "contentType": "application/json", "schema": schema.to_string() });
    api.make("models", model, "id").await?;
    let validator = json!({ "name": "all", "validateRequestBody": true, "validateRequestParameters": true });
    let settings = json!({
        "authorizationType": "NONE",
        "requestValidatorId": api.make("requestvalidators", validator, "id").await?,
        "requestParameters": { "method.request.header.X-Channel": true },
        "requestModels": { "application/json": "Order" },
    });
    let method = api.method("mock", Method::POST, settings).await?;
    api.mock(&method, OK, CONSTANT).await?;
    let headers = [("X-Channel", "web")];
    Ok(Exchange::post(&host(&api.deploy().await?), "/prod/mock", &headers, ORDER, CONSTANT.len()))
}

async fn with_jwt_authorizer(control: &Control, backend: &Backend) -> Result<Exchange> {
    let api_id = Scenario::HttpHttpProxy.deploy(control, backend).await?;
    let authorizer = json!({
        "name": "tokens",
        "authorizerType": "JWT",
        "identitySource": ["$request.header.Authorization"],
        "jwtConfiguration": { "issuer": backend.url(), "audience": ["bench"] },
    });
    let authorizer_id = control.make(&format!("/v2/apis/{api_id}/authorizers"), authorizer, "authorizerId").await?;
    let routes = control.call(Method::GET, &format!("/v2/apis/{api_id}/routes"), None).await?;
    let route_id = routes.pointer("/items/0/routeId").and_then(Value::as_str).ok_or("the API has no route")?;
    let settings = json!({ "authorizationType": "JWT", "authorizerId": authorizer_id, "authorizationScopes": ["orders.read"] });
    control.call(Method::PATCH, &format!("/v2/apis/{api_id}/routes/{route_id}"), Some(settings)).await?;
    let headers = [("Authorization", &*format!("Bearer {}", token(backend.url())?))];
    Ok(Exchange::get_with(&host(&api_id), "/orders?limit=10", &headers, ORDER.len()))
}

/// A token of the issuer at `url`, as long as those of user pools.
fn token(url: &str) -> Result<String> {
    let key = STANDARD.decode(issuer_keys()?.pointer("/one/pkcs1").and_then(Value::as_str).ok_or("the fixture has no key")?)?;
    let header = Header { kid: Some(KEY_ID.to_owned()), ..Header::new(Algorithm::RS256) };
    let claims = json!({
        "iss": url, "aud": "bench", "sub": "7d8ca528-4931-4254-9273-ea5ee853f271", "exp": 4_000_000_000_u64, "iat": 1_700_000_000,
        "scope": "orders.read orders.write", "email": "someone@example.com", "cognito:groups": ["admin", "users"],
    });
    Ok(encode(&header, &claims, &EncodingKey::from_rsa_der(&key))?)
}
