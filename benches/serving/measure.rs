//! Alternating rounds of the programs that are compared, and what they say.

use std::time::Duration;

use crate::Result;
use crate::backend::Backend;
use crate::control::{Control, Filled};
use crate::emulator::Emulator;
use crate::load::{self, Exchange, Round};
use crate::process::{Cores, Server};
use crate::report;
use crate::scenarios::Scenario;

/// How long each program runs before anything counts.
const WARM_UP: Duration = Duration::from_secs(1);

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
