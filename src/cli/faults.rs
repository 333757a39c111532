//! The options of `faults`.

use clap::{Args, Subcommand};
use emulator_api::admin::{ConnectionReset, FaultRule, LambdaError, Scope};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{RunningArgs, ScopeArgs};

/// What is done with the faults of a running emulator.
#[derive(Debug, Args)]
pub struct FaultsArgs {
    /// What to do; without it, the faults are listed.
    #[command(subcommand)]
    pub command: Option<FaultsCommand>,
    /// Of whom.
    #[command(flatten)]
    pub scope: ScopeArgs,
    /// Where.
    #[command(flatten)]
    pub running: RunningArgs,
}

/// What can be done with faults.
#[derive(Debug, Subcommand)]
pub enum FaultsCommand {
    /// List the faults in force, and how often each has struck.
    List,
    /// Put a fault in force.
    Add(Box<RuleArgs>),
    /// Take a fault out of force.
    Remove {
        /// Its id.
        id: String,
    },
    /// Take all faults out of force.
    Clear,
}

/// A rule, as the command line has it.
#[derive(Clone, Debug, Args)]
pub struct RuleArgs {
    /// Only calls of the API with this id.
    #[arg(long = "api-id")]
    pub api_id: Option<String>,
    /// Only calls of stages with this name.
    #[arg(long)]
    pub stage: Option<String>,
    /// Only calls of this route: `GET /pets/{id}`, a resource's path alone, `$default`, `sendMessage`.
    #[arg(long)]
    pub route: Option<String>,
    /// The backend's answer is so many milliseconds late.
    #[arg(long, value_name = "MILLISECONDS")]
    pub delay: Option<u64>,
    /// The backend answers with this status.
    #[arg(long)]
    pub status: Option<u16>,
    /// Lambda tells of an error: handled, unhandled, timeout or throttled.
    #[arg(long = "lambda-error", value_name = "ERROR", value_parser = word::<LambdaError>)]
    pub lambda_error: Option<LambdaError>,
    /// Whose connection breaks: backend or client.
    #[arg(long = "connection-reset", value_name = "WHOSE", value_parser = word::<ConnectionReset>)]
    pub connection_reset: Option<ConnectionReset>,
    /// How likely a call is struck, from 0 to 1.
    #[arg(long, default_value_t = 1.0)]
    pub probability: f64,
    /// Chooses the sequence of calls that are struck.
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
}

impl RuleArgs {
    /// The rule, for calls of this scope.
    pub fn rule(self, Scope { account, region }: Scope) -> FaultRule {
        let Self { api_id, stage, route, delay, status, lambda_error, connection_reset, probability, seed } = self;
        FaultRule { account, region, api_id, stage, route, delay, status, lambda_error, connection_reset, probability, seed }
    }
}

/// One of the words that the API knows.
fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(Value::from(text)).map_err(|error| error.to_string())
}
