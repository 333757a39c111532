//! Wires the rooms together. Nothing imports this but `main` and tests.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use aws_credential_types::Credentials;
use tokio::net::TcpListener;

use crate::cli::ServeArgs;
use crate::clock::MachineClock;
use crate::control::Control;
use crate::gateway::Gateway;
use crate::gateway::authorize::{Signers, Trust};
use crate::gateway::connections::Connections;
use crate::gateway::faults::Faults;
use crate::gateway::logs::Logs;
use crate::gateway::recorder::History;
use crate::lambda::{FolderFunctionError, Functions, Settings};
use crate::log::RequestLog;
use crate::net::admin::{self, Admin, Readiness};
use crate::net::caller::Defaults;
use crate::net::client::HttpClient;
use crate::net::edge::Edge;
use crate::net::listener;
use crate::runtime::Live;
use crate::runtime::account::{AccountLimits, Accounts};
use crate::services::{Endpoints, InvalidEndpoint, Services};
use crate::store::{OpenError, Store, StoreError};
use crate::tasks::Tasks;
use crate::waf::{WebAcl, WebAclFile};

use self::init::{Beginning, Environment, Importer, Init, Unreadable};
use self::ports::LivePorts;

mod functions;
mod init;
mod objects;
mod ports;

/// The state file's name in the data directory.
const STATE_FILE: &str = "state.db";

/// How long tasks may take to end once requests have: `$disconnect` routes still run then.
const LAST_TASKS: Duration = Duration::from_secs(10);

/// An emulator that is ready to serve: its state is open, what it deployed is published, its port is taken.
#[derive(Debug)]
pub struct App {
    listener: TcpListener,
    address: SocketAddr,
    edge: Arc<Edge>,
    control: Arc<Control>,
    tasks: Tasks,
    beginning: Beginning,
}

impl App {
    /// Opens the state, publishes what it holds, and listens.
    ///
    /// # Errors
    /// The state file is refused, the port is taken, or a function's folder is not one.
    pub async fn start(options: ServeArgs) -> Result<Self, StartError> {
        let store =
            if options.ephemeral { Store::ephemeral().await? } else { Store::open(&state_file(&options.data_dir)).await? };
        let listener = TcpListener::bind((options.host, options.port))
            .await
            .map_err(|source| StartError::Listen { address: SocketAddr::new(options.host, options.port), source })?;
        let address = listener.local_addr().map_err(StartError::Address)?;
        let init =
            Init::find(options.init.as_deref()).map_err(|Unreadable { folder, source }| StartError::Init { folder, source })?;
        let environment = Environment::new(&options, address);

        let (tasks, http) = (Tasks::default(), HttpClient::default());
        let limits = AccountLimits { requests: options.account_throttle, connections: options.connection_throttle };
        let live = Arc::new(Live::new(Accounts::new(limits)));
        let functions =
            Functions::new(function_settings(&options, address), Arc::clone(&live.accounts.clocks), tasks.clone(), http.clone());
        let services = services(&options, address, &http)?;
        let (trust, web_acls) = (trust(&options)?, web_acls(&options)?);
        let logs = Logs::to(options.access_log.clone(), &services, tasks.clone()).await.map_err(StartError::AccessLog)?;
        let gateway = Arc::new(Gateway {
            live: Arc::clone(&live),
            clock: MachineClock,
            tasks: tasks.clone(),
            http,
            functions,
            services,
            vpc_links: options.vpc_links.into_iter().collect(),
            connections: Connections::default(),
            trust,
            logs,
            history: Arc::new(History::keeping(options.request_history, tasks.clone())),
            request_log: RequestLog::new(options.log_format, tasks.clone()),
            web_acls,
            faults: Faults::default(),
        });
        let ports = Arc::new(LivePorts::new(Arc::clone(&gateway)));
        let control = Arc::new(
            Control::new(store, live, tasks.clone(), ports)
                .with_quotas(options.quotas.into_iter().collect())
                .strict(options.strict),
        );
        control.publish_all().await?;
        // After the state's: a folder that is named now comes before a function that was created in an earlier run.
        for folder in options.functions {
            gateway.functions.publish_folder(folder)?;
        }
        let keeper = Arc::clone(&control);
        tasks.spawn(async move { keeper.keep_usage().await });
        let importer = Importer::new(Arc::clone(&control), &options.account, &options.region);
        let defaults = Defaults { account: options.account, region: options.region };
        let readiness = Arc::new(Readiness::default());
        let beginning = Beginning { init, importer, environment, readiness: Arc::clone(&readiness) };
        let admin = admin::router(Admin { gateway: Arc::clone(&gateway), control: Arc::clone(&control), readiness });
        let edge = Arc::new(Edge::new(gateway, Arc::clone(&control), admin, defaults));
        Ok(Self { listener, address, edge, control, tasks, beginning })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` completes; then requests in flight end, WebSocket connections close as going away, and the
    /// state is closed.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        self.beginning.begin(&self.tasks);
        let serving = listener::serve(self.listener, self.edge, &self.tasks);
        let stopping = async {
            stop.await;
            tracing::info!("stopping: requests in flight end first");
            self.tasks.ask_to_stop();
        };
        tokio::join!(serving, stopping);
        if !self.tasks.stop(LAST_TASKS).await {
            tracing::warn!(
                "some work was still running after {} s and was cut off; functions with a shorter timeout end before a stop",
                LAST_TASKS.as_secs()
            );
        }
        self.control.close().await;
    }
}

/// Whom authorization trusts: with a credentials file those in it, else the emulator's own key.
fn trust(options: &ServeArgs) -> Result<Trust, StartError> {
    let signers = match &options.credentials {
        None => Signers::anyone(&options.access_key_id, &options.account),
        Some(file) => read("--credentials", file, Signers::from_json)?,
    };
    if matches!(signers, Signers::Known(_)) && !options.strict {
        tracing::info!(
            "signatures and policies of the credentials file count for AWS_IAM and @connections; with --strict for operations too"
        );
    }
    Ok(Trust { issuer_endpoints: options.issuer_endpoints.clone(), signers, strict: options.strict })
}

/// The web ACLs of the files that are named.
fn web_acls(options: &ServeArgs) -> Result<HashMap<String, WebAcl>, StartError> {
    let named = options.web_acls.iter();
    named.map(|WebAclFile { arn, file }| Ok((arn.clone(), read("--web-acl", file, WebAcl::from_json)?))).collect()
}

/// Reads the file that an option names.
fn read<T, E: fmt::Display>(option: &'static str, file: &Path, parse: impl Fn(&str) -> Result<T, E>) -> Result<T, StartError> {
    let refused = |reason: String| StartError::File { option, file: file.to_owned(), reason };
    let text = std::fs::read_to_string(file).map_err(|error| refused(error.to_string()))?;
    parse(&text).map_err(|error| refused(error.to_string()))
}

fn state_file(data_dir: &Path) -> PathBuf {
    data_dir.join(STATE_FILE)
}

/// The way to AWS services, by what the command line and the environment say.
fn services(options: &ServeArgs, address: SocketAddr, http: &HttpClient) -> Result<Services, InvalidEndpoint> {
    let every = options.aws_endpoint.clone().filter(|endpoint| !is_ourselves(endpoint, address));
    let endpoints = Endpoints::new(options.service_endpoints.clone(), options.endpoint_variables.clone(), every)?;
    Ok(Services::new(endpoints, credentials(options), http.clone()))
}

/// What signs requests to AWS endpoints.
fn credentials(options: &ServeArgs) -> Credentials {
    let ServeArgs { access_key_id, secret_access_key, session_token, .. } = options;
    Credentials::new(access_key_id, secret_access_key, session_token.clone(), None, "settings")
}

fn function_settings(options: &ServeArgs, address: SocketAddr) -> Settings {
    let elsewhere = |endpoint: &Option<http::Uri>| endpoint.clone().filter(|endpoint| !is_ourselves(endpoint, address));
    Settings {
        account: options.account.clone(),
        region: options.region.clone(),
        endpoints: options.function_endpoints.clone(),
        default_endpoint: elsewhere(&options.lambda_endpoint).or_else(|| elsewhere(&options.aws_endpoint)),
        credentials: Some(credentials(options)),
        strict: options.strict,
        ..Settings::default()
    }
}

/// Whether an endpoint is this process: shells often have AWS_ENDPOINT_URL set to the emulator itself.
fn is_ourselves(endpoint: &http::Uri, address: SocketAddr) -> bool {
    let host = endpoint.host().unwrap_or("").trim_start_matches('[').trim_end_matches(']');
    let same_port = endpoint.port_u16().unwrap_or(80) == address.port();
    let local = host == "localhost"
        || host.ends_with(".localhost")
        || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback() || ip == address.ip());
    same_port && local
}

/// Why the emulator could not start.
#[derive(Debug)]
pub enum StartError {
    /// The state cannot be opened.
    Open(OpenError),
    /// The state cannot be read.
    Read(StoreError),
    /// The port cannot be listened on.
    Listen {
        /// What was asked for.
        address: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// The listener's address cannot be told.
    Address(io::Error),
    /// A file that an option names cannot be used.
    File {
        /// The option.
        option: &'static str,
        /// The file.
        file: PathBuf,
        /// What is wrong with it, or not supported.
        reason: String,
    },
    /// The endpoint of a service is no address.
    Endpoint(InvalidEndpoint),
    /// The access logs cannot be written.
    AccessLog(io::Error),
    /// What there is to do at start cannot be looked at.
    Init {
        /// The folder.
        folder: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A `--function` is no function.
    Function(FolderFunctionError),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => write!(formatter, "{error}"),
            Self::Read(error) => write!(formatter, "the state cannot be read: {error}"),
            Self::Listen { address, source } => write!(formatter, "cannot listen on {address}: {source}"),
            Self::Address(source) => write!(formatter, "the listener has no address: {source}"),
            Self::File { option, file, reason } => write!(formatter, "{option} {}: {reason}", file.display()),
            Self::Endpoint(error) => write!(formatter, "{error}"),
            Self::AccessLog(error) => write!(formatter, "--access-log: {error}"),
            Self::Init { folder, source } => write!(formatter, "--init {}: {source}", folder.display()),
            Self::Function(error) => write!(formatter, "--function {error}"),
        }
    }
}

impl Error for StartError {}

impl From<OpenError> for StartError {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<StoreError> for StartError {
    fn from(error: StoreError) -> Self {
        Self::Read(error)
    }
}

impl From<InvalidEndpoint> for StartError {
    fn from(error: InvalidEndpoint) -> Self {
        Self::Endpoint(error)
    }
}

impl From<FolderFunctionError> for StartError {
    fn from(error: FolderFunctionError) -> Self {
        Self::Function(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_that_is_this_process_is_recognised() {
        let address: SocketAddr = "127.0.0.1:4566".parse().unwrap();
        for ours in ["http://localhost:4566", "http://127.0.0.1:4566/", "http://abc.localhost:4566", "http://[::1]:4566"] {
            assert!(is_ourselves(&ours.parse().unwrap(), address), "{ours}");
        }
        for other in ["http://localhost:4574", "https://lambda.us-east-1.amazonaws.com", "http://moto:4566"] {
            assert!(!is_ourselves(&other.parse().unwrap(), address), "{other}");
        }
    }
}
