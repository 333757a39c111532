//! `make bench`: what serving costs, beside plain axum programs that do the same work without being an emulator.
//!
//! Servers are held to one core, but where two are the question. Load and backends share this process on the other core. Rounds of the programs that
//! are compared alternate, so that whatever else the machine does falls on all of them.

#![expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]

mod backend;
mod control;
mod emulator;
mod features;
mod footprint;
mod load;
mod measure;
mod plain;
mod process;
mod report;
mod rest;
mod scenarios;
mod socket;
mod websocket;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};

use crate::features::Feature;
use crate::measure::{HISTORY, KEPT, Rounds, TWO_CORES};
use crate::scenarios::Scenario;

/// What can go wrong in a benchmark ends it.
type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Measures what serving costs.
#[derive(Debug, Parser)]
struct Arguments {
    /// Given by `cargo bench`; without it (`cargo test --all-targets`) nothing is measured.
    #[arg(long, hide = true)]
    bench: bool,
    /// The binary to measure.
    #[arg(long, default_value = env!("CARGO_BIN_EXE_apigw-emulator"))]
    emulator: PathBuf,
    /// A Python that has boto3, for the control plane's row.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/.venv/bin/python"))]
    python: PathBuf,
    /// Only the routes whose name holds this text.
    #[arg(long, default_value = "")]
    only: String,
    /// Rounds of each program. Two that are equal seem up to 12 % apart in one round, and 1 % in the median of many.
    #[arg(long, default_value_t = 20)]
    rounds: usize,
    /// Seconds of a round.
    #[arg(long, default_value_t = 0.5)]
    seconds: f64,
    /// Keep-alive connections of the load.
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// How many more APIs the crowded emulator has.
    #[arg(long, default_value_t = 10_000)]
    crowd: usize,
    /// Skip the last table.
    #[arg(long)]
    no_footprint: bool,
    /// Measure each plain program beside a second copy of itself: how far two equal programs seem apart here.
    #[arg(long)]
    calibrate: bool,
    /// Exit with 1 when a target is missed.
    #[arg(long)]
    check: bool,
    #[command(subcommand)]
    role: Option<Role>,
}

/// What this executable does when it starts itself.
#[derive(Debug, Subcommand)]
enum Role {
    /// Be one of the plain programs.
    Plain(plain::PlainArguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.role {
        Some(Role::Plain(plain)) => plain::run(plain).map(|()| true),
        None if arguments.bench => measured(&arguments),
        None => {
            println!("nothing is measured without --bench; run `make bench`");
            Ok(true)
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) if !arguments.check => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("the benchmark failed: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Pins this process, then measures. One thread makes the load and is the backend, so they never wait for each other.
fn measured(arguments: &Arguments) -> Result<bool> {
    let cores = process::Cores::claim()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        if arguments.calibrate {
            measure::calibrate(&cores, &arguments.rounds(), &arguments.scenarios()).await.map(|()| true)
        } else {
            everything(arguments, &cores).await
        }
    })
}

/// All tables; true when no target was missed.
async fn everything(arguments: &Arguments, cores: &process::Cores) -> Result<bool> {
    let scratch = tempfile::tempdir()?;
    let backend = backend::Backend::start().await?;
    let quiet = emulator::Emulator::new(&arguments.emulator, scratch.path().join("quiet"), backend.url());
    let crowded = quiet.with_state_in(scratch.path().join("crowded"));

    println!("filling an emulator with {} APIs …", arguments.crowd);
    let filled = measure::fill(&crowded, cores, arguments.crowd).await?;
    println!("  {} calls in {:.1} s, {:.0} a second", filled.calls, filled.took.as_secs_f64(), filled.calls_per_second());

    let comparisons = measure::compare(cores, &arguments.rounds(), &arguments.scenarios(), &quiet, &crowded, &backend).await?;
    let throughput_met = report::throughput(cores, &arguments.rounds(), &comparisons);
    let costs = measure::costs(cores, &arguments.rounds(), &arguments.features(), &quiet, &backend).await?;
    let mut all_met = throughput_met & report::costs(&costs);
    if HISTORY.contains(&arguments.only) {
        let on = quiet.with_state_in(scratch.path().join("history")).with_request_history(KEPT);
        let cost = measure::history(cores, &arguments.rounds(), &quiet, &on, &backend).await?;
        all_met &= report::history(&cost);
    }
    if TWO_CORES.contains(&arguments.only) {
        let on_two = quiet.with_state_in(scratch.path().join("on-two-cores"));
        let scaling = measure::scaling(cores, &arguments.rounds(), &quiet, &on_two, &backend).await?;
        all_met &= report::scaling(cores, &scaling);
    }
    if websocket::NAME.contains(&arguments.only) {
        let apart = quiet.with_state_in(scratch.path().join("websocket"));
        let (pairs, rows) = websocket::measured(cores, scratch.path(), &arguments.rounds(), &apart, &backend).await?;
        all_met &= report::websocket(&pairs, &rows);
    }
    if !arguments.no_footprint {
        let rows = footprint::rows(cores, scratch.path(), &quiet, &crowded, &backend, &arguments.python).await?;
        all_met &= report::table("footprint", &rows);
    }
    Ok(all_met)
}

impl Arguments {
    fn rounds(&self) -> Rounds {
        Rounds { count: self.rounds.max(1), each: Duration::from_secs_f64(self.seconds), connections: self.connections }
    }

    fn scenarios(&self) -> Vec<Scenario> {
        Scenario::ALL.into_iter().filter(|scenario| scenario.name().contains(&self.only)).collect()
    }

    fn features(&self) -> Vec<Feature> {
        Feature::ALL.into_iter().filter(|feature| feature.name().contains(&self.only)).collect()
    }
}
