//! The emulator under measurement: where its binary is, where its state is, how it is started.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;
use crate::process::{Cores, Server};

/// An emulator with its own state, which stays between starts.
#[derive(Debug)]
pub(crate) struct Emulator {
    binary: PathBuf,
    folder: PathBuf,
    lambda_endpoint: String,
    request_history: usize,
}

impl Emulator {
    /// One whose state is in `folder`, made at the first start.
    pub(crate) fn new(binary: &Path, folder: PathBuf, lambda_endpoint: &str) -> Self {
        Self { binary: binary.to_owned(), folder, lambda_endpoint: lambda_endpoint.to_owned(), request_history: 0 }
    }

    /// The same emulator, which keeps the last so many requests.
    pub(crate) fn with_request_history(self, keep: usize) -> Self {
        Self { request_history: keep, ..self }
    }

    /// The same emulator with other state.
    pub(crate) fn with_state_in(&self, folder: PathBuf) -> Self {
        Self::new(&self.binary, folder, &self.lambda_endpoint)
    }

    /// Starts it on any free port, as `serve` does, and waits until it is ready. Its log is beside its state.
    pub(crate) fn start(&self, cores: &Cores) -> Result<Server> {
        let request_history = self.request_history.to_string();
        let folder = self.folder.to_str().ok_or("the folder's name is not text")?;
        let arguments = [
            "serve",
            "--port",
            "0",
            "--data-dir",
            folder,
            "--region",
            "us-east-1",
            "--lambda-endpoint",
            &self.lambda_endpoint,
            "--request-history",
            &request_history,
            // What is measured is how much it serves, not how much AWS's default limits let pass.
            "--account-throttle",
            "1000000000:1000000000",
            "--quota",
            "edge-apis=1000000,regional-apis=1000000,api-keys=1000000",
            "--connection-throttle",
            "1000000000:1000000000",
        ];
        let log = self.folder.with_extension("log");
        Server::start(cores, &self.binary, &arguments, Some(&log)).map_err(|error| {
            let log = fs::read_to_string(&log).unwrap_or_default();
            format!("{error}\n{log}").into()
        })
    }

    /// The binary's size in bytes.
    pub(crate) fn binary_size(&self) -> Result<u64> {
        Ok(fs::metadata(&self.binary)?.len())
    }
}
