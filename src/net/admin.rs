//! The emulator's own API, `/_emulator/…`, and what tools ask of other emulators at the same place. Each item has a file, which
//! adds its operations to `Routes`; the OpenAPI document is made of the same list.

use std::sync::Arc;

use axum::Router;

use crate::clock::Timestamp;
use crate::control::Control;
use crate::gateway::Gateway;

pub use self::health::Readiness;
use self::problem::{Refusal, Result};
use self::routes::Routes;

mod clock;
mod connections;
mod doctor;
mod document;
mod faults;
mod health;
mod metrics;
mod operations;
mod problem;
mod requests;
mod routes;
mod state;

/// What the emulator's own API works with.
#[derive(Debug)]
pub struct Admin {
    /// What is served, and what is live beside it.
    pub gateway: Arc<Gateway>,
    /// What is stored.
    pub control: Arc<Control>,
    /// How far the start is.
    pub readiness: Arc<Readiness>,
}

/// The time that a member names.
fn time(member: &str, text: &str) -> Result<Timestamp> {
    let unreadable =
        || Refusal::bad_request(format!("{member} is {text}, no time from 1970 to 2261 such as 2026-12-01T00:00:00Z"));
    Timestamp::parse(text).ok_or_else(unreadable)
}

/// The router of the emulator's own paths.
pub fn router(admin: Admin) -> Router {
    routes().router(admin)
}

/// All that can be asked for.
fn routes() -> Routes {
    let items = [
        health::routes,
        operations::routes,
        metrics::routes,
        state::routes,
        faults::routes,
        doctor::routes,
        requests::routes,
        clock::routes,
        connections::routes,
        document::routes,
    ];
    items.into_iter().fold(Routes::new(), |routes, item| item(routes))
}
