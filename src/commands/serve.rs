//! `serve`: runs the emulator until it is asked to stop.

use std::error::Error;
use std::io::{self, Write};

use tokio::signal::unix::{SignalKind, signal};

use crate::app::App;
use crate::cli::ServeArgs;
use crate::config::Notice;
use crate::log;

/// Serves; returns when everything has ended.
pub(super) fn run(options: ServeArgs, notices: &[Notice]) -> Result<(), Box<dyn Error>> {
    log::to_standard_error(&options.log, options.log_format).map_err(|error| format!("--log {}: {error}", options.log))?;
    for notice in notices {
        match notice {
            Notice::Taken(text) => tracing::info!("{text}"),
            Notice::WithoutEffect(text) => tracing::warn!("{text}"),
        }
    }
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
