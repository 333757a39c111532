//! `health`: asks a running emulator whether it is ready; what the image's HEALTHCHECK runs.

use std::error::Error;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::Full;

use crate::cli::HealthArgs;
use crate::net::client::HttpClient;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// The most that a health answer may have.
const LIMIT: usize = 64 * 1024;

/// Succeeds when the emulator answers that it is ready.
pub(super) fn run(options: &HealthArgs) -> Result<(), Box<dyn Error>> {
    let url = format!("{}/_emulator/health", options.url.trim_end_matches('/'));
    let request = Request::get(&url).body(Full::new(Bytes::new()))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let answer = runtime.block_on(async { tokio::time::timeout(PATIENCE, HttpClient::default().fetch(request, LIMIT)).await });
    match answer {
        Ok(Ok(answer)) if answer.status() == StatusCode::OK => Ok(()),
        Ok(Ok(answer)) => Err(format!("{url} answered {}", answer.status()).into()),
        Ok(Err(error)) => Err(format!("{url}: {error}").into()),
        Err(_elapsed) => Err(format!("{url} did not answer within {} s", PATIENCE.as_secs()).into()),
    }
}
