//! `requests`: what can be asked of a running emulator's request history.

use clap::{Args, Subcommand};
use emulator_api::admin::requests::{RequestFilter, StatusFilter};
use emulator_api::admin::{AccountId, RegionName};

use super::RunningArgs;

/// What is done with the request history of a running emulator.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct RequestsArgs {
    /// What to do; without a command the last requests are listed.
    #[command(subcommand)]
    pub command: Option<RequestsCommand>,
    /// Options of `list`, which may be given without naming it.
    #[command(flatten)]
    pub list: RequestListArgs,
}

/// Which requests are listed.
#[derive(Debug, Args)]
pub struct RequestListArgs {
    /// Which.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// At most so many.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Where.
    #[command(flatten)]
    pub running: RunningArgs,
}

/// What can be done with the request history of a running emulator.
#[derive(Debug, Subcommand)]
pub enum RequestsCommand {
    /// List the last requests.
    List(RequestListArgs),
    /// Show all that happened to a request.
    Show {
        /// Its id: the answer's x-amzn-RequestId or apigw-requestid.
        id: String,
        /// Where.
        #[command(flatten)]
        running: RunningArgs,
    },
    /// Print requests as they end; with --json their whole stories, one a line.
    Follow {
        /// Which.
        #[command(flatten)]
        filter: FilterArgs,
        /// Where.
        #[command(flatten)]
        running: RunningArgs,
    },
    /// Forget requests.
    Clear {
        /// Which.
        #[command(flatten)]
        filter: FilterArgs,
        /// Where.
        #[command(flatten)]
        running: RunningArgs,
    },
    /// Keep the last requests from now on.
    On {
        /// So many.
        #[arg(long, value_name = "N", default_value_t = 100)]
        keep: usize,
        /// Where.
        #[command(flatten)]
        running: RunningArgs,
    },
    /// Keep none any more, and forget those that are kept.
    Off {
        /// Where.
        #[command(flatten)]
        running: RunningArgs,
    },
}

/// Which requests are meant.
#[derive(Clone, Debug, Args)]
pub struct FilterArgs {
    /// Only requests for APIs of this account.
    #[arg(long)]
    pub account: Option<AccountId>,
    /// Only requests for APIs in this region.
    #[arg(long)]
    pub region: Option<RegionName>,
    /// Only requests for the API with this id.
    #[arg(long)]
    pub api: Option<String>,
    /// Only requests for this stage.
    #[arg(long)]
    pub stage: Option<String>,
    /// Only requests that were answered with this status: 404, or 4xx.
    #[arg(long)]
    pub status: Option<StatusFilter>,
    /// Only requests with this path; `*` stands for anything.
    #[arg(long)]
    pub path: Option<String>,
    /// Only requests with this method.
    #[arg(long)]
    pub method: Option<String>,
    /// Only requests that came at this time or later: 2026-11-20T13:00:00Z.
    #[arg(long)]
    pub since: Option<String>,
}

impl FilterArgs {
    /// The filter that they name.
    pub fn filter(self, limit: Option<usize>) -> RequestFilter {
        let Self { account, region, api, stage, status, path, method, since } = self;
        RequestFilter { account, region, api, stage, status, path, method, since, limit }
    }
}
