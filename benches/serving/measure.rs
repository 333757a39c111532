//! Alternating rounds of the programs that are compared, and what they say.

use std::time::Duration;

use crate::Result;
use crate::backend::Backend;
use crate::control::{Control, Filled};
use crate::emulator::Emulator;
use crate::features::Feature;
use crate::load::{self, Exchange, Round};
use crate::process::{Cores, Server};
use crate::report;
use crate::scenarios::Scenario;

/// How long each program runs before anything counts.
const WARM_UP: Duration = Duration::from_secs(1);

/// The name of the row about two cores.
pub(crate) const TWO_CORES: &str = "MOCK on two cores";

/// The name of the row about the request history.
pub(crate) const HISTORY: &str = "MOCK with request history";

/// How many requests the history keeps that is measured.
pub(crate) const KEPT: usize = 1000;

/// How many requests a connection sends at once where the load must be cheap.
pub(crate) const PIPELINED: u32 = 16;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rounds {
    /// Rounds of each program.
    pub(crate) count: usize,
    /// A round's length.
    pub(crate) each: Duration,
    /// Keep-alive connections of the load.
    pub(crate) connections: usize,
}

/// The rounds of one scenario: round by round the same moment of the machine.
#[derive(Debug)]
pub(crate) struct Comparison {
    pub(crate) scenario: Scenario,
    pub(crate) emulator: Vec<Round>,
    pub(crate) plain: Vec<Round>,
    pub(crate) crowded: Vec<Round>,
}

/// Fills an emulator's state with `count` APIs.
pub(crate) async fn fill(emulator: &Emulator, cores: &Cores, count: usize) -> Result<Filled> {
    let server = emulator.start(cores)?;
    Control::new(server.url()).fill(count).await
}

/// Measures every scenario: on an emulator of its own, on a crowded one, and on its plain program.
pub(crate) async fn compare(
    cores: &Cores,
    rounds: &Rounds,
    scenarios: &[Scenario],
    quiet: &Emulator,
    crowded: &Emulator,
    backend: &Backend,
) -> Result<Vec<Comparison>> {
    let (quiet, crowded) = (quiet.start(cores)?, crowded.start(cores)?);
    let mut comparisons = Vec::new();
    for scenario in scenarios.iter().copied() {
        report::progress(scenario.name());
        let plain = scenario.plain().start(cores, backend)?;
        let subjects = [
            Subject::deployed(scenario, &quiet, backend).await?,
            Subject { server: &plain, exchange: scenario.exchange("plain") },
            Subject::deployed(scenario, &crowded, backend).await?,
        ];
        let [emulator, plain, crowded] = alternate(rounds, &subjects).await?;
        comparisons.push(Comparison { scenario, emulator, plain, crowded });
    }
    Ok(comparisons)
}

/// What a feature's rounds and those of the plain route on the same emulator say.
#[derive(Debug)]
pub(crate) struct Cost {
    pub(crate) feature: Feature,
    pub(crate) with: Vec<Round>,
    pub(crate) without: Vec<Round>,
}

/// Measures what features cost beside the plain routes.
pub(crate) async fn costs(
    cores: &Cores,
    rounds: &Rounds,
    features: &[Feature],
    emulator: &Emulator,
    backend: &Backend,
) -> Result<Vec<Cost>> {
    let server = emulator.start(cores)?;
    let mut costs = Vec::new();
    for feature in features.iter().copied() {
        report::progress(feature.name());
        let subjects = [
            Subject { server: &server, exchange: feature.deploy(&Control::new(server.url()), backend).await? },
            Subject::deployed(feature.beside(), &server, backend).await?,
        ];
        let [with, without] = alternate(rounds, &subjects).await?;
        costs.push(Cost { feature, with, without });
    }
    Ok(costs)
}

/// The rounds of one program on one core and on two.
#[derive(Debug)]
pub(crate) struct Scaling {
    pub(crate) program: &'static str,
    pub(crate) one: Vec<Round>,
    pub(crate) two: Vec<Round>,
}

/// Measures the plain MOCK route on one core and on two, and its plain program, whose requests share nothing. Requests are
/// pipelined, so that the load leaves more of both cores to the server.
pub(crate) async fn scaling(
    cores: &Cores,
    rounds: &Rounds,
    on_one: &Emulator,
    on_two: &Emulator,
    backend: &Backend,
) -> Result<[Scaling; 2]> {
    report::progress(TWO_CORES);
    let (scenario, both) = (Scenario::RestMock, cores.with_servers_on_both());
    let (emulator_one, emulator_two) = (on_one.start(cores)?, on_two.start(&both)?);
    let (plain_one, plain_two) = (scenario.plain().start(cores, backend)?, scenario.plain().start(&both, backend)?);
    let plain = scenario.exchange("plain");
    let subjects = [
        Subject::deployed(scenario, &emulator_one, backend).await?,
        Subject::deployed(scenario, &emulator_two, backend).await?,
        Subject { server: &plain_one, exchange: plain.clone() },
        Subject { server: &plain_two, exchange: plain },
    ];
    let subjects = subjects.map(Subject::pipelined);
    let [emulator_one, emulator_two, plain_one, plain_two] = alternate(rounds, &subjects).await?;
    Ok([
        Scaling { program: "emulator", one: emulator_one, two: emulator_two },
        Scaling { program: "plain", one: plain_one, two: plain_two },
    ])
}

/// The rounds of one emulator without request history, of one with it, and of the plain program.
#[derive(Debug)]
pub(crate) struct HistoryCost {
    pub(crate) off: Vec<Round>,
    pub(crate) on: Vec<Round>,
    pub(crate) plain: Vec<Round>,
    /// By how much the emulator with it grew beyond the other, in bytes.
    pub(crate) grown: u64,
}

/// Measures the plain MOCK route with the request history off and on.
pub(crate) async fn history(
    cores: &Cores,
    rounds: &Rounds,
    off: &Emulator,
    on: &Emulator,
    backend: &Backend,
) -> Result<HistoryCost> {
    report::progress(HISTORY);
    let scenario = Scenario::RestMock;
    let (server_off, server_on, server_plain) = (off.start(cores)?, on.start(cores)?, scenario.plain().start(cores, backend)?);
    let subjects = [
        Subject::deployed(scenario, &server_off, backend).await?,
        Subject::deployed(scenario, &server_on, backend).await?,
        Subject { server: &server_plain, exchange: scenario.exchange("plain") },
    ];
    let [off, on, plain] = alternate(rounds, &subjects).await?;
    let grown = server_on.resident_memory()?.saturating_sub(server_off.resident_memory()?);
    Ok(HistoryCost { off, on, plain, grown })
}

/// Measures every plain program beside a second copy of itself.
pub(crate) async fn calibrate(cores: &Cores, rounds: &Rounds, scenarios: &[Scenario]) -> Result<()> {
    let backend = Backend::start().await?;
    let mut rows = Vec::new();
    for scenario in scenarios.iter().copied() {
        report::progress(scenario.name());
        let (one, other) = (scenario.plain().start(cores, &backend)?, scenario.plain().start(cores, &backend)?);
        let exchange = scenario.exchange("plain");
        let subjects = [&one, &other].map(|server| Subject { server, exchange: exchange.clone() });
        rows.push((scenario, alternate(rounds, &subjects).await?));
    }
    report::calibration(&rows);
    Ok(())
}

/// A running server with the request that it is asked.
struct Subject<'s> {
    server: &'s Server,
    exchange: Exchange,
}

impl<'s> Subject<'s> {
    async fn deployed(scenario: Scenario, server: &'s Server, backend: &Backend) -> Result<Self> {
        let api_id = scenario.deploy(&Control::new(server.url()), backend).await?;
        Ok(Self { server, exchange: scenario.exchange(&api_id) })
    }

    fn pipelined(self) -> Self {
        Self { exchange: self.exchange.pipelined(PIPELINED), ..self }
    }
}

/// Runs all subjects round after round, every second round in the opposite order.
async fn alternate<const N: usize>(rounds: &Rounds, subjects: &[Subject<'_>; N]) -> Result<[Vec<Round>; N]> {
    for subject in subjects {
        load::run(subject.server, &subject.exchange, rounds.connections, WARM_UP).await?;
    }
    let mut seen = [const { Vec::new() }; N];
    for number in 0..rounds.count {
        let mut pairs: Vec<_> = subjects.iter().zip(&mut seen).collect();
        if !number.is_multiple_of(2) {
            pairs.reverse();
        }
        for (subject, seen) in pairs {
            seen.push(load::run(subject.server, &subject.exchange, rounds.connections, rounds.each).await?);
        }
    }
    Ok(seen)
}
