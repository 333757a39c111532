//! What all functions share: settings, time, interpreters, and the bootstraps that run Python and Node.js code.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::Settings;
use super::code::ExtractedArchives;
use super::interpreter::Interpreters;
use crate::clock::{Clocks, MachineClock};
use crate::net::client::HttpClient;
use crate::services::signing::SigningKeys;
use crate::tasks::Tasks;

const PYTHON_BOOTSTRAP: &str = include_str!("bootstrap/python.py");
const NODE_BOOTSTRAP: &str = include_str!("bootstrap/node.mjs");

#[derive(Debug)]
pub(super) struct Host {
    pub(super) settings: Settings,
    /// What requests to other endpoints are signed with.
    pub(super) signing_keys: SigningKeys,
    /// The machine's time, by which processes are timed.
    pub(super) clock: MachineClock,
    /// What the time is for those whose functions run.
    pub(super) clocks: Arc<Clocks>,
    pub(super) tasks: Tasks,
    pub(super) http: HttpClient,
    pub(super) interpreters: Interpreters,
    pub(super) archives: ExtractedArchives,
    bootstraps: OnceCell<TempDir>,
}

impl Host {
    pub(super) fn new(settings: Settings, clocks: Arc<Clocks>, tasks: Tasks, http: HttpClient) -> Self {
        Self {
            settings,
            signing_keys: SigningKeys::default(),
            clock: MachineClock,
            clocks,
            tasks,
            http,
            interpreters: Interpreters::default(),
            archives: ExtractedArchives::default(),
            bootstraps: OnceCell::new(),
        }
    }

    pub(super) async fn python_bootstrap(&self) -> io::Result<PathBuf> {
        Ok(self.bootstraps().await?.join("bootstrap.py"))
    }

    pub(super) async fn node_bootstrap(&self) -> io::Result<PathBuf> {
        Ok(self.bootstraps().await?.join("bootstrap.mjs"))
    }

    /// The folder with both, written when the first process needs it.
    async fn bootstraps(&self) -> io::Result<PathBuf> {
        let written = self.bootstraps.get_or_try_init(|| async {
            let folder = tempfile::Builder::new().prefix("lambda-runtime-").tempdir()?;
            tokio::fs::write(folder.path().join("bootstrap.py"), PYTHON_BOOTSTRAP).await?;
            tokio::fs::write(folder.path().join("bootstrap.mjs"), NODE_BOOTSTRAP).await?;
            Ok::<_, io::Error>(folder)
        });
        Ok(written.await?.path().to_path_buf())
    }
}
