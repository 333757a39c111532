//! The emulator's own API, `/_emulator/…`, and what tools ask of other emulators at the same place.

use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

/// The router of the emulator's own paths.
pub fn router() -> Router {
    Router::new().route("/_emulator/health", get(health)).route("/_localstack/health", get(neighbour_health))
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
