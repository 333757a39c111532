//! `serve`: runs the emulator until it is asked to stop.

use std::error::Error;
use std::io::{self, IsTerminal, Write};

use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use crate::app::App;
use crate::cli::ServeArgs;

/// Serves; returns when everything has ended.
pub(super) fn run(options: ServeArgs) -> Result<(), Box<dyn Error>> {
    log_to_standard_error(&options.log)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let app = App::start(options).await?;
        // The ready line: tests and scripts read the port from it.
        writeln!(io::stdout(), "listening on http://{}", app.address())?;
        io::stdout().flush()?;
        app.run(async {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        })
        .await;
        Ok(())
    })
}

/// Readable lines for a terminal, JSON for everything else.
fn log_to_standard_error(filter: &str) -> Result<(), Box<dyn Error>> {
    let filter = EnvFilter::try_new(filter).map_err(|error| format!("--log {filter}: {error}"))?;
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    if io::stderr().is_terminal() {
        logs.compact().init();
    } else {
        logs.json().flatten_event(true).init();
    }
    Ok(())
}
