//! Whether the emulator serves what it was started with, and which it is.

use std::sync::{Mutex, MutexGuard, PoisonError};

use emulator_api::admin::{Health, NeighbourHealth, Nothing, Status, Version};
use http::StatusCode;

use super::problem::Result;
use super::routes::{Call, Head, Routes};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What LocalStack says of a service that is there.
const RUNNING: &str = "running";

/// How far the start of the emulator is; the app tells it.
#[derive(Debug, Default)]
pub struct Readiness(Mutex<Start>);

#[derive(Debug, Default)]
struct Start {
    status: Status,
    failures: Vec<String>,
}

impl Readiness {
    /// Everything is there, but for what failed.
    pub fn complete(&self) {
        let mut start = self.start();
        start.status = if start.failures.is_empty() { Status::Ready } else { Status::Failed };
    }

    /// A part of the start failed, for this reason.
    pub fn fail(&self, why: String) {
        self.start().failures.push(why);
    }

    fn start(&self) -> MutexGuard<'_, Start> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn told(&self) -> Health {
        let start = self.start();
        Health { status: start.status, version: VERSION.to_owned(), failures: start.failures.clone() }
    }
}

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .json_with_status(
            Head::get("/_emulator/health", "getHealth", "Whether the emulator is ready: 200, or else 503"),
            health,
            status,
        )
        .json(Head::get("/_emulator/version", "getVersion", "Which emulator answers"), version)
        .json_with_status(
            Head::get(
                "/_localstack/health",
                "getNeighbourHealth",
                "The health check that tools know of another emulator: 200 when this one is ready, or else 503",
            ),
            neighbour_health,
            neighbour_status,
        )
}

async fn health(call: Call<Nothing>) -> Result<Health> {
    Ok(call.admin.readiness.told())
}

/// The status that probes look at.
fn status(health: &Health) -> StatusCode {
    if health.status == Status::Ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
}

async fn version(_: Call<Nothing>) -> Result<Version> {
    Ok(Version { version: VERSION.to_owned() })
}

async fn neighbour_health(call: Call<Nothing>) -> Result<NeighbourHealth> {
    let state = match call.admin.readiness.told().status {
        Status::Starting => "starting",
        Status::Ready => RUNNING,
        Status::Failed => "error",
    };
    let services = ["apigateway", "apigatewayv2", "apigatewaymanagementapi", "lambda"];
    Ok(NeighbourHealth {
        services: services.map(|service| (service.to_owned(), state.to_owned())).into(),
        edition: "apigw-emulator".to_owned(),
        version: VERSION.to_owned(),
    })
}

fn neighbour_status(health: &NeighbourHealth) -> StatusCode {
    let is_ready = health.services.values().all(|state| state == RUNNING);
    if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
}
