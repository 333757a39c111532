//! The command line: what can be asked of the binary, and every option with its environment variable.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use emulator_api::admin::{AccountId, InvalidScope, RegionName, Scope, SnapshotName};
use http::Uri;

use crate::control::QuotaSetting;
use crate::gateway::authorize::IssuerEndpoint;
use crate::gateway::logs::Output;
use crate::gateway::vpc_link::VpcLink;
use crate::lambda::{FolderFunction, FunctionEndpoint};
use crate::log::Format;
use crate::runtime::throttle::ThrottleLimits;
use crate::services::{ENDPOINT_VARIABLE_PREFIX, ServiceEndpoint};
use crate::template_command::TemplateArgs;
use crate::waf::WebAclFile;

pub use faults::{FaultsArgs, FaultsCommand, RuleArgs};
pub use how_far::HowFar;
pub use requests::{FilterArgs, RequestListArgs, RequestsArgs, RequestsCommand};

mod faults;
mod how_far;
mod requests;

/// Amazon API Gateway on this machine: REST, HTTP and WebSocket APIs on one port.
#[derive(Debug, Parser)]
#[command(name = "apigw-emulator", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do; without a command the emulator serves.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of `serve`, which may be given without naming it.
    #[command(flatten)]
    pub serve: ServeArgs,
}

/// The commands of the binary.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the control plane and all deployed APIs (the default).
    Serve(Box<ServeArgs>),
    /// Show every setting of `serve`, and where it comes from.
    Config(Box<ConfigArgs>),
    /// List the operations of each service, and which of them are missing.
    Operations(OperationsArgs),
    /// Ask a running emulator whether it is ready; exits with 1 when it is not.
    Health(RunningArgs),
    /// Reset, save and restore what a running emulator has stored.
    #[command(subcommand)]
    State(StateCommand),
    /// Show the last requests of a running emulator, and all that happened to them.
    Requests(Box<RequestsArgs>),
    /// Show or move the clocks of a running emulator, by which tokens, caches, quotas and connections go.
    Clock(ClockArgs),
    /// List the clients that are connected to a running emulator, or close a connection.
    Connections(ConnectionsArgs),
    /// Have calls of backends fail on purpose.
    Faults(FaultsArgs),
    /// List what would be otherwise on AWS; exits with 1 when there is more than signatures that nobody checks.
    Doctor(ScopedArgs),
    /// Render a mapping template from files, and show where it is wrong.
    Template(TemplateArgs),
}

/// Where to listen, where to keep state, and where functions are.
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// The configuration file; without one, `apigw-emulator.toml` in the working directory if it is there.
    #[arg(long, value_name = "FILE", env = "APIGW_EMULATOR_CONFIG")]
    pub config: Option<PathBuf>,
    /// The address to listen on.
    #[arg(long, env = "APIGW_EMULATOR_HOST", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// The port to listen on; 0 takes any free one.
    #[arg(long, env = "APIGW_EMULATOR_PORT", default_value_t = DEFAULT_PORT)]
    pub port: u16,
    /// The folder that keeps the state between starts.
    #[arg(long, env = "APIGW_EMULATOR_DATA_DIR", default_value = "./.apigw-emulator")]
    pub data_dir: PathBuf,
    /// Keep the state in a temporary file that ends with the process, and leave the folder alone.
    #[arg(long, env = "APIGW_EMULATOR_EPHEMERAL")]
    pub ephemeral: bool,
    /// Refuse what AWS refuses and what is accepted but not emulated: functions without permission, operations above AWS's rates or
    /// without a signature, settings that have no effect.
    #[arg(long, env = "APIGW_EMULATOR_STRICT")]
    pub strict: bool,
    /// The region of requests that are not signed.
    #[arg(long, env = "APIGW_EMULATOR_REGION", default_value = "us-east-1", value_parser = region)]
    pub region: String,
    /// The account of callers whose access key is not itself a 12-digit account.
    #[arg(long, env = "APIGW_EMULATOR_ACCOUNT", default_value = "000000000000", value_parser = account)]
    pub account: String,
    /// A function in a folder, reloaded when its files change: NAME=DIR:HANDLER. May be repeated.
    #[arg(long = "function", value_name = "NAME=DIR:HANDLER", env = "APIGW_EMULATOR_FUNCTIONS", value_delimiter = ',')]
    pub functions: Vec<FolderFunction>,
    /// A function behind a Lambda Invoke API or a Runtime Interface Emulator: NAME=URL. May be repeated.
    #[arg(long = "function-endpoint", value_name = "NAME=URL", env = "APIGW_EMULATOR_FUNCTION_ENDPOINTS", value_delimiter = ',')]
    pub function_endpoints: Vec<FunctionEndpoint>,
    /// Where the keys of a token issuer are asked for, if not at the issuer itself: ISSUER=URL. May be repeated.
    #[arg(long = "issuer-endpoint", value_name = "ISSUER=URL", env = "APIGW_EMULATOR_ISSUER_ENDPOINTS", value_delimiter = ',')]
    pub issuer_endpoints: Vec<IssuerEndpoint>,
    /// A JSON file of access keys, their principals and policies, for methods with AWS_IAM; without one every well-formed
    /// signature by the emulator's own key passes.
    #[arg(long, value_name = "FILE", env = "APIGW_EMULATOR_CREDENTIALS")]
    pub credentials: Option<PathBuf>,
    /// How many requests a second, and at once, all APIs of an account take in one region; AWS's own limits by default.
    #[arg(long, value_name = "RATE:BURST", env = "APIGW_EMULATOR_ACCOUNT_THROTTLE", default_value = "10000:5000")]
    pub account_throttle: ThrottleLimits,
    /// A quota that is not AWS's: NAME=NUMBER, as resources=1000 or edge-apis=10000. May be repeated.
    #[arg(long = "quota", value_name = "NAME=NUMBER", env = "APIGW_EMULATOR_QUOTAS", value_delimiter = ',')]
    pub quotas: Vec<QuotaSetting>,
    /// How many clients a second, and at once, connect to all WebSocket APIs of an account in one region; AWS's own limit by
    /// default.
    #[arg(long, value_name = "RATE:BURST", env = "APIGW_EMULATOR_CONNECTION_THROTTLE", default_value = "500:500")]
    pub connection_throttle: ThrottleLimits,
    /// The rules of a web ACL that stages may be associated with, as JSON: ARN=FILE. May be repeated.
    #[arg(long = "web-acl", value_name = "ARN=FILE", env = "APIGW_EMULATOR_WEB_ACLS", value_delimiter = ',')]
    pub web_acls: Vec<WebAclFile>,
    /// The Lambda service for functions that are neither created here nor mapped.
    #[arg(long, value_name = "URL", env = "AWS_ENDPOINT_URL_LAMBDA")]
    pub lambda_endpoint: Option<Uri>,
    /// The endpoint for all AWS services that have none of their own.
    #[arg(long, value_name = "URL", env = "AWS_ENDPOINT_URL")]
    pub aws_endpoint: Option<Uri>,
    /// Where an AWS service is that integrations call: SERVICE=URL, the service as in integration URIs (sqs, dynamodb,
    /// states, …), or `*` for all that have no endpoint of their own. AWS_ENDPOINT_URL_SQS, … say the same. May be repeated.
    #[arg(
        long = "service-endpoint",
        value_name = "SERVICE=URL",
        env = "APIGW_EMULATOR_SERVICE_ENDPOINTS",
        value_delimiter = ','
    )]
    pub service_endpoints: Vec<ServiceEndpoint>,
    /// What stands for the load balancer or service that a VPC link leads to: ID=URL. May be repeated.
    #[arg(long = "vpc-link", value_name = "ID=URL", env = "APIGW_EMULATOR_VPC_LINKS", value_delimiter = ',')]
    pub vpc_links: Vec<VpcLink>,
    /// The variables of the environment that name the endpoint of one service.
    #[arg(skip = endpoint_variables())]
    pub endpoint_variables: Vec<(String, String)>,
    /// Signs what the emulator sends to AWS endpoints.
    #[arg(long, env = "AWS_ACCESS_KEY_ID", default_value = "test", hide_env_values = true)]
    pub access_key_id: String,
    /// The secret of that key.
    #[arg(long, env = "AWS_SECRET_ACCESS_KEY", default_value = "test", hide_env_values = true)]
    pub secret_access_key: String,
    /// The session token of that key, if it has one.
    #[arg(long, env = "AWS_SESSION_TOKEN", hide_env_values = true)]
    pub session_token: Option<String>,
    /// Where the access logs of stages are written: a file, or `stdout`.
    #[arg(long, value_name = "FILE", env = "APIGW_EMULATOR_ACCESS_LOG", default_value = "stdout")]
    pub access_log: Output,
    /// Keep the last so many requests with all that happened to them, for `apigw-emulator requests`; 0 keeps none.
    #[arg(long, value_name = "N", env = "APIGW_EMULATOR_REQUEST_HISTORY", default_value_t = 0)]
    pub request_history: usize,
    /// A folder of OpenAPI documents, which are imported and deployed at start, and of scripts (*.sh), which run then.
    #[arg(long, value_name = "DIR", env = "APIGW_EMULATOR_INIT")]
    pub init: Option<PathBuf>,
    /// What to log: a level, or a filter as `apigw_emulator=debug,info`.
    #[arg(long, env = "APIGW_EMULATOR_LOG", default_value = "info")]
    pub log: String,
    /// How to log: `human` is readable lines, `json` one object a line; `auto` is human on a terminal, else json.
    #[arg(long, value_name = "FORMAT", env = "APIGW_EMULATOR_LOG_FORMAT", default_value = "auto")]
    pub log_format: Format,
}

/// What `config` prints.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// The options as `serve` takes them.
    #[command(flatten)]
    pub serve: ServeArgs,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// What `operations` prints.
#[derive(Debug, Args)]
pub struct OperationsArgs {
    /// Only the operations that are missing.
    #[arg(long, conflicts_with = "json")]
    pub missing: bool,
    /// Print JSON, of all operations.
    #[arg(long)]
    pub json: bool,
}

/// Where the emulator is that a command asks, and how its answer is printed.
#[derive(Debug, Args)]
pub struct RunningArgs {
    /// The emulator's address; by default that of one which the same file and variables would start.
    #[arg(long, global = true, env = "APIGW_EMULATOR_URL", default_value = "http://127.0.0.1:4566")]
    pub url: String,
    /// Print the answer as JSON.
    #[arg(long, global = true)]
    pub json: bool,
}

impl ServeArgs {
    /// Where an emulator that is started so is reached on this machine.
    pub fn url(&self) -> String {
        format!("http://{}", reachable(SocketAddr::new(self.host, self.port)))
    }
}

/// An address to connect to, where one to listen on stands for all.
pub fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// What can be done with the state of a running emulator.
#[derive(Debug, Subcommand)]
pub enum StateCommand {
    /// Save everything that is stored, in place of what was saved under this name.
    Save(SnapshotArgs),
    /// List what was saved.
    List(ScopedArgs),
    /// Make everything that is stored what it was when it was saved.
    Restore(SnapshotArgs),
    /// Forget what was saved.
    Delete(SnapshotArgs),
    /// Remove everything that is stored.
    Reset(ScopedArgs),
}

/// A snapshot.
#[derive(Debug, Args)]
pub struct SnapshotArgs {
    /// The name that it is saved under; each account has names of its own.
    pub name: SnapshotName,
    /// What is saved, and where.
    #[command(flatten)]
    pub scoped: ScopedArgs,
}

/// What a command does to whose things, and where the emulator is.
#[derive(Debug, Args)]
pub struct ScopedArgs {
    /// Whose things.
    #[command(flatten)]
    pub scope: ScopeArgs,
    /// The emulator.
    #[command(flatten)]
    pub running: RunningArgs,
}

/// Whose clock is read or moved.
#[derive(Debug, Args)]
pub struct ClockArgs {
    /// What to do; without it, the clock is shown.
    #[command(subcommand)]
    pub command: Option<ClockCommand>,
    /// Only the clock of this account.
    #[arg(id = "only-account", long = "account", value_name = "ACCOUNT", global = true)]
    pub account: Option<AccountId>,
    /// Where.
    #[command(flatten)]
    pub running: RunningArgs,
}

/// What can be done with a clock.
#[derive(Debug, Subcommand)]
pub enum ClockCommand {
    /// Show the time.
    Show,
    /// Have it stand still.
    Freeze {
        /// At this time, 2026-12-01T00:00:00Z; without it, where it is.
        to: Option<String>,
    },
    /// Have it go on at once.
    Advance {
        /// By a time such as 90s, 15m, 1h30m or 1d, or to one such as 2026-12-01T00:00:00Z.
        how_far: HowFar,
    },
    /// Have it run on from what it shows.
    Resume,
    /// Have it show the machine's time and run.
    Reset,
}

/// Which connections are listed, or which is closed.
#[derive(Debug, Args)]
pub struct ConnectionsArgs {
    /// What to do; without it, they are listed.
    #[command(subcommand)]
    pub command: Option<ConnectionsCommand>,
    /// Of whom.
    #[command(flatten)]
    pub scope: ScopeArgs,
    /// Where.
    #[command(flatten)]
    pub running: RunningArgs,
}

/// What can be done with connections.
#[derive(Debug, Subcommand)]
pub enum ConnectionsCommand {
    /// List them.
    List,
    /// Close one, as DeleteConnection does.
    Close {
        /// Its id, which may begin with a hyphen.
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
}

/// Whose things a command is for.
#[derive(Debug, Args)]
pub struct ScopeArgs {
    // The ids are their own: clap would take the account of `serve` for a global one of the same id.
    /// Only this account.
    #[arg(id = "only-account", long = "account", value_name = "ACCOUNT", global = true)]
    pub account: Option<AccountId>,
    /// Only this region.
    #[arg(id = "only-region", long = "region", value_name = "REGION", global = true)]
    pub region: Option<RegionName>,
}

impl ScopeArgs {
    /// The scope that they name.
    pub fn scope(&self) -> Scope {
        Scope { account: self.account.clone(), region: self.region.clone() }
    }
}

/// The port that AWS emulators are expected on.
pub const DEFAULT_PORT: u16 = 4566;

/// `AWS_ENDPOINT_URL_SQS` and its like. No option stands for each, so they are read here.
fn endpoint_variables() -> Vec<(String, String)> {
    let readable = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    readable.filter(|(name, value)| name.starts_with(ENDPOINT_VARIABLE_PREFIX) && !value.is_empty()).collect()
}

fn account(value: &str) -> Result<String, InvalidScope> {
    value.parse::<AccountId>().map(String::from)
}

fn region(value: &str) -> Result<String, InvalidScope> {
    value.parse::<RegionName>().map(String::from)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn serving_needs_no_subcommand() {
        let cli = Cli::try_parse_from(["apigw-emulator", "--port", "0", "--ephemeral"]).unwrap();
        assert!(cli.command.is_none());
        assert_eq!((cli.serve.port, cli.serve.ephemeral), (0, true));
    }

    #[test]
    fn an_address_that_stands_for_all_is_reached_on_this_machine() {
        let reached = |address: &str| reachable(address.parse().unwrap()).to_string();
        assert_eq!(
            (&*reached("0.0.0.0:1"), &*reached("[::]:1"), &*reached("10.0.0.7:1")),
            ("127.0.0.1:1", "[::1]:1", "10.0.0.7:1")
        );
    }

    #[test]
    fn accounts_and_regions_are_what_they_can_be() {
        for wrong in [["--account", "123"], ["--region", "EU"]] {
            assert!(Cli::try_parse_from(["apigw-emulator", wrong[0], wrong[1]]).is_err(), "{wrong:?}");
        }
    }
}
