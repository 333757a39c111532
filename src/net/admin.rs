//! The emulator's own API, `/_emulator/…`, and what tools ask of other emulators at the same place.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};
use tokio::runtime::Handle;

use crate::control::Control;
use crate::net::metrics;
use crate::runtime::Live;

/// What the metrics tell of.
#[derive(Clone, Debug)]
struct Measured {
    live: Arc<Live>,
    control: Arc<Control>,
}

/// The router of the emulator's own paths; `live` and `control` are what it tells the metrics of.
pub fn router(live: Arc<Live>, control: Arc<Control>) -> Router {
    Router::new()
        .route("/_emulator/health", get(health))
        .route("/_emulator/metrics", get(metrics))
        .route("/_localstack/health", get(neighbour_health))
        .with_state(Measured { live, control })
}

/// The metrics of all stages and of the process, in the text that Prometheus reads.
async fn metrics(State(Measured { live, control }): State<Measured>) -> Response {
    match metrics::written(&live.load(), &control, Handle::current().metrics().num_alive_tasks()) {
        Ok(written) => ([(CONTENT_TYPE, metrics::MEDIA_TYPE)], written).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// The process answers, so its state is open and every stored API is published: it listens only then.
async fn health() -> Json<Value> {
    Json(json!({ "status": "ready", "version": env!("CARGO_PKG_VERSION") }))
}

/// The form that tools wait for which know another emulator's health check.
async fn neighbour_health() -> Json<Value> {
    Json(json!({
        "services": { "apigateway": "running", "apigatewayv2": "running", "apigatewaymanagementapi": "running", "lambda": "running" },
        "edition": "apigw-emulator",
        "version": env!("CARGO_PKG_VERSION"),
    }))
}
