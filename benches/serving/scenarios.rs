//! The routes that are measured. A new one is a variant here; the compiler names the rest.

use http::Method;
use serde_json::{Value, json};

use crate::Result;
use crate::backend::{Backend, FUNCTION, ORDER};
use crate::control::Control;
use crate::load::Exchange;
use crate::plain::{CONSTANT, Plain};
use crate::rest::{RestApi, open};

/// The request template of a MOCK integration that always answers 200.
pub(crate) const OK: &str = r#"{"statusCode": 200}"#;

/// A route of the emulator and the plain program that does the same work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scenario {
    /// A MOCK integration of a REST API, with constant templates.
    RestMock,
    /// An HTTP_PROXY integration of a REST API.
    RestHttpProxy,
    /// An HTTP_PROXY integration of an HTTP API.
    HttpHttpProxy,
    /// An AWS_PROXY integration of an HTTP API, payload format 2.0.
    HttpLambda,
}

impl Scenario {
    /// All of them, in the order of the table.
    pub(crate) const ALL: [Self; 4] = [Self::RestMock, Self::RestHttpProxy, Self::HttpHttpProxy, Self::HttpLambda];

    /// Its row's name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::RestMock => "REST MOCK",
            Self::RestHttpProxy => "REST HTTP_PROXY",
            Self::HttpHttpProxy => "HTTP API HTTP_PROXY",
            Self::HttpLambda => "HTTP API Lambda",
        }
    }

    /// The part of the plain program's rate that the emulator must reach.
    pub(crate) const fn target(self) -> f64 {
        match self {
            Self::RestMock => 0.65,
            Self::RestHttpProxy | Self::HttpHttpProxy | Self::HttpLambda => 0.8,
        }
    }

    /// The program that stands beside it.
    pub(crate) const fn plain(self) -> Plain {
        match self {
            Self::RestMock => Plain::Constant,
            Self::RestHttpProxy | Self::HttpHttpProxy => Plain::Proxy,
            Self::HttpLambda => Plain::Lambda,
        }
    }

    /// The request, sent alike to an emulator and to the plain program, and what both must answer.
    pub(crate) fn exchange(self, api_id: &str) -> Exchange {
        let host = format!("{api_id}.execute-api.localhost:4566");
        match self {
            Self::RestMock => Exchange::get(&host, "/prod/mock", CONSTANT.len()),
            Self::RestHttpProxy => Exchange::get(&host, "/prod/orders?limit=10", ORDER.len()),
            Self::HttpHttpProxy | Self::HttpLambda => Exchange::get(&host, "/orders?limit=10", ORDER.len()),
        }
    }

    /// Makes and deploys the API; its id.
    pub(crate) async fn deploy(self, control: &Control, backend: &Backend) -> Result<String> {
        match self {
            Self::RestMock => rest_mock(control).await,
            Self::RestHttpProxy => rest_http_proxy(control, backend).await,
            Self::HttpHttpProxy => {
                let uri = format!("{}/orders", backend.url());
                let integration = json!({
                    "integrationType": "HTTP_PROXY",
                    "integrationMethod": "GET",
                    "integrationUri": uri,
                    "payloadFormatVersion": "1.0",
                });
                http_api(control, integration).await
            }
            Self::HttpLambda => {
                let integration = json!({
                    "integrationType": "AWS_PROXY",
                    "integrationUri": format!("arn:aws:lambda:us-east-1:000000000000:function:{FUNCTION}"),
                    "payloadFormatVersion": "2.0",
                });
                http_api(control, integration).await
            }
        }
    }
}

async fn rest_mock(control: &Control) -> Result<String> {
    let api = RestApi::new(control, "bench-mock").await?;
    let method = api.method("mock", Method::GET, open()).await?;
    api.mock(&method, OK, CONSTANT).await?;
    api.deploy().await
}

async fn rest_http_proxy(control: &Control, backend: &Backend) -> Result<String> {
    let api = RestApi::new(control, "bench-proxy").await?;
    let method = api.method("orders", Method::GET, open()).await?;
    let uri = format!("{}/orders", backend.url());
    api.integrate(&method, json!({ "type": "HTTP_PROXY", "httpMethod": "GET", "uri": uri })).await?;
    api.deploy().await
}

/// Makes an HTTP API with one route, `GET /orders`, on its `$default` stage.
async fn http_api(control: &Control, integration: Value) -> Result<String> {
    let api_id = control.make("/v2/apis", json!({ "name": "bench", "protocolType": "HTTP" }), "apiId").await?;
    let integration_id = control.make(&format!("/v2/apis/{api_id}/integrations"), integration, "integrationId").await?;
    let route = json!({ "routeKey": "GET /orders", "target": format!("integrations/{integration_id}") });
    control.make(&format!("/v2/apis/{api_id}/routes"), route, "routeId").await?;
    let stage = json!({ "stageName": "$default", "autoDeploy": true });
    control.make(&format!("/v2/apis/{api_id}/stages"), stage, "stageName").await?;
    Ok(api_id)
}
