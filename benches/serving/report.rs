//! The tables.

use crate::load::Round;
use crate::measure::{Comparison, Cost, HistoryCost, KEPT, PIPELINED, Rounds, Scaling};
use crate::process::Cores;
use crate::scenarios::Scenario;
use crate::websocket::Pair;

/// The part of its own rate that an emulator keeps with many more APIs in place.
const CROWDED_TARGET: f64 = 0.95;

/// How many times one core's throughput two cores must reach.
const TWO_CORES_TARGET: f64 = 1.7;

/// A line of the last table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) what: String,
    pub(crate) value: String,
    /// The target and whether it is met; none for what is only told.
    pub(crate) target: Option<(String, bool)>,
}

/// Says what is being measured.
pub(crate) fn progress(what: &str) {
    println!("measuring {what} …");
}

/// Prints the first table; true when no target was missed.
pub(crate) fn throughput(cores: &Cores, rounds: &Rounds, comparisons: &[Comparison]) -> bool {
    println!();
    println!(
        "Serving at {} connections, server on core {}, load and backends on core {}; medians of {} rounds of {:.1} s",
        rounds.connections,
        cores.server,
        cores.load,
        rounds.count,
        rounds.each.as_secs_f64(),
    );
    println!("{:<20} {:>20} {:>24} {:>22} {:>6}  {:<15}", "", "requests a second", "CPU µs a request", "rate to plain's", "", "");
    println!(
        "{:<20} {:>10} {:>10} {:>10} {:>10} {:>9} {:>15} {:>7}  {:<6}  busy",
        "route", "emulator", "plain", "emulator", "plain", "ratio", "(min–max)", "target", ""
    );
    let mut all_met = true;
    for comparison in comparisons {
        let (emulator, plain) = (&comparison.emulator, &comparison.plain);
        let ratio = Ratio::of(emulator, plain);
        let met = ratio.median >= comparison.scenario.target();
        all_met &= met;
        println!(
            "{:<20} {:>10.0} {:>10.0} {:>10.1} {:>10.1} {:>9.2} {:>15} {:>7}  {:<6}  {:.0} / {:.0} %",
            comparison.scenario.name(),
            median(emulator, rate),
            median(plain, rate),
            median(emulator, cpu),
            median(plain, cpu),
            ratio.median,
            ratio.range(),
            format!("≥ {}", comparison.scenario.target()),
            verdict(met),
            median(emulator, busy) * 100.0,
            median(plain, busy) * 100.0,
        );
    }
    println!();
    println!("The same with many more APIs in place, beside the emulator without them");
    println!(
        "{:<20} {:>10} {:>10} {:>10} {:>10} {:>9} {:>15} {:>7}",
        "route", "crowded", "alone", "µs", "µs", "ratio", "(min–max)", "target"
    );
    for comparison in comparisons {
        let (crowded, emulator) = (&comparison.crowded, &comparison.emulator);
        let ratio = Ratio::of(crowded, emulator);
        let met = ratio.median >= CROWDED_TARGET;
        all_met &= met;
        println!(
            "{:<20} {:>10.0} {:>10.0} {:>10.1} {:>10.1} {:>9.2} {:>15} {:>7}  {}",
            comparison.scenario.name(),
            median(crowded, rate),
            median(emulator, rate),
            median(crowded, cpu),
            median(emulator, cpu),
            ratio.median,
            ratio.range(),
            format!("≥ {CROWDED_TARGET}"),
            verdict(met),
        );
    }
    all_met
}

/// Prints the table of WebSocket APIs; true when no target was missed.
pub(crate) fn websocket(pairs: &[Pair], rows: &[Row]) -> bool {
    println!();
    println!("WebSocket APIs beside plain tokio-tungstenite, and callbacks beside plain axum");
    println!(
        "{:<20} {:>10} {:>10} {:>10} {:>10} {:>9} {:>15} {:>7}  {:<6}  busy",
        "route", "emulator", "plain", "emulator", "plain", "ratio", "(min–max)", "target", ""
    );
    let mut all_met = true;
    for pair in pairs {
        let (emulator, plain) = (&pair.emulator, &pair.plain);
        let ratio = Ratio::of(emulator, plain);
        let met = ratio.median >= pair.target;
        all_met &= met;
        println!(
            "{:<20} {:>10.0} {:>10.0} {:>10.1} {:>10.1} {:>9.2} {:>15} {:>7}  {:<6}  {:.0} / {:.0} %",
            pair.name,
            median(emulator, rate),
            median(plain, rate),
            median(emulator, cpu),
            median(plain, cpu),
            ratio.median,
            ratio.range(),
            format!("≥ {}", pair.target),
            verdict(met),
            median(emulator, busy) * 100.0,
            median(plain, busy) * 100.0,
        );
    }
    table("WebSocket connections", rows) && all_met
}

/// Prints what features cost; true when no target was missed.
pub(crate) fn costs(costs: &[Cost]) -> bool {
    if costs.is_empty() {
        return true;
    }
    println!();
    println!("What features cost beside the plain route of the same emulator");
    println!(
        "{:<36} {:>10} {:>10} {:>10} {:>10} {:>9} {:>9} {:>15} {:>7}",
        "route", "requests/s", "plain's", "CPU µs", "plain's", "added µs", "ratio", "(min–max)", "target"
    );
    let mut all_met = true;
    for cost in costs {
        let (with, without) = (&cost.with, &cost.without);
        let ratio = Ratio::of(with, without);
        let target = cost.feature.target();
        let met = target.is_none_or(|target| ratio.median >= target);
        all_met &= met;
        println!(
            "{:<36} {:>10.0} {:>10.0} {:>10.1} {:>10.1} {:>9.1} {:>9.2} {:>15} {:>7}  {}",
            cost.feature.name(),
            median(with, rate),
            median(without, rate),
            median(with, cpu),
            median(without, cpu),
            median(with, cpu) - median(without, cpu),
            ratio.median,
            ratio.range(),
            target.map_or_else(String::new, |target| format!("≥ {target}")),
            if target.is_some() { verdict(met) } else { "" },
        );
    }
    all_met
}

/// Prints what the request history costs; true when the route without it is as fast beside its plain program as it must be.
pub(crate) fn history(cost: &HistoryCost) -> bool {
    println!();
    println!("The plain MOCK route without request history, and with the last {KEPT} requests kept, beside its plain program");
    println!(
        "{:<36} {:>10} {:>10} {:>9} {:>15} {:>7}",
        "request history", "requests/s", "CPU µs", "ratio", "(min–max)", "target"
    );
    let target = Scenario::RestMock.target();
    let met = Ratio::of(&cost.off, &cost.plain).median >= target;
    let rows = [("off", &cost.off, format!("≥ {target}"), verdict(met)), ("on", &cost.on, String::new(), "")];
    for (name, rounds, target, verdict) in rows {
        let ratio = Ratio::of(rounds, &cost.plain);
        println!(
            "{name:<36} {:>10.0} {:>10.1} {:>9.2} {:>15} {target:>7}  {verdict}",
            median(rounds, rate),
            median(rounds, cpu),
            ratio.median,
            ratio.range(),
        );
    }
    let added = median(&cost.on, cpu) - median(&cost.off, cpu);
    let grown = cost.grown as f64 / (1024.0 * 1024.0);
    println!("On, a request costs {added:.1} µs more, and the process has {grown:.1} MB more.");
    met
}

/// Prints what a second core brings; true when the target was not missed.
pub(crate) fn scaling(cores: &Cores, [emulator, plain]: &[Scaling; 2]) -> bool {
    println!();
    println!("The plain MOCK route on two cores beside one, {PIPELINED} requests at once on each connection.");
    println!("The ratio is of what the CPU time of a request lets full cores serve: 2 × (µs on one) / (µs on two).");
    println!(
        "The load runs on core {} too, so \"seen\", the ratio of the rates as they were, is less; and the server has",
        cores.load
    );
    println!("only the part of both cores in the last column: what threads would wait for each other with all is not seen.");
    println!(
        "{:<20} {:>10} {:>10} {:>10} {:>10} {:>9} {:>15} {:>6} {:>7}  {:<6}  cores busy",
        "program", "rate, one", "two", "µs, one", "two", "ratio", "(min–max)", "seen", "target", ""
    );
    let gain = |scaling: &Scaling| Ratio::of_pairs(&scaling.two, &scaling.one, |two, one| 2.0 * cpu(one) / cpu(two));
    let (reached, reachable) = (gain(emulator).median >= TWO_CORES_TARGET, gain(plain).median >= TWO_CORES_TARGET);
    let target = format!("≥ {TWO_CORES_TARGET}");
    let verdict = if reached || reachable { verdict(reached) } else { "?" };
    for (scaling, target, verdict) in [(emulator, target.as_str(), verdict), (plain, "", "")] {
        let (one, two, gain) = (&scaling.one, &scaling.two, gain(scaling));
        println!(
            "{:<20} {:>10.0} {:>10.0} {:>10.1} {:>10.1} {:>9.2} {:>15} {:>6.2} {:>7}  {:<6}  {:.2} / {:.2}",
            scaling.program,
            median(one, rate),
            median(two, rate),
            median(one, cpu),
            median(two, cpu),
            gain.median,
            gain.range(),
            Ratio::of(two, one).median,
            target,
            verdict,
            median(one, busy),
            median(two, busy),
        );
    }
    if !reached && !reachable {
        println!("The plain program, whose requests share nothing, does not reach the target either: this machine cannot tell.");
    }
    reached || !reachable
}

/// Prints how far two copies of the same program seem apart.
pub(crate) fn calibration(rows: &[(Scenario, [Vec<Round>; 2])]) {
    println!();
    println!("Each plain program beside a second copy of itself");
    println!(
        "{:<20} {:>10} {:>10} {:>9} {:>15} {:>10} {:>10}  busy",
        "plain program for", "one", "other", "ratio", "(min–max)", "µs", "µs"
    );
    for (scenario, [one, other]) in rows {
        let ratio = Ratio::of(one, other);
        println!(
            "{:<20} {:>10.0} {:>10.0} {:>9.2} {:>15} {:>10.1} {:>10.1}  {:.0} / {:.0} %",
            scenario.name(),
            median(one, rate),
            median(other, rate),
            ratio.median,
            ratio.range(),
            median(one, cpu),
            median(other, cpu),
            median(one, busy) * 100.0,
            median(other, busy) * 100.0,
        );
    }
}

/// Prints a table of single figures; true when no target was missed.
pub(crate) fn table(title: &str, rows: &[Row]) -> bool {
    println!();
    println!("{title:<52} {:>22} {:>10}", "measured", "target");
    for row in rows {
        let (target, verdict) = row.target.as_ref().map_or(("", ""), |(target, met)| (target, verdict(*met)));
        println!("{:<52} {:>22} {:>10}  {verdict}", row.what, row.value, target);
    }
    rows.iter().all(|row| row.target.as_ref().is_none_or(|(_, met)| *met))
}

/// The middle value; of two middle ones the upper.
pub(crate) fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The ratio of two programs, pair by pair of neighbouring rounds.
struct Ratio {
    median: f64,
    least: f64,
    most: f64,
}

impl Ratio {
    fn of(measured: &[Round], beside: &[Round]) -> Self {
        Self::of_pairs(measured, beside, |one, other| rate(one) / rate(other))
    }

    fn of_pairs(measured: &[Round], beside: &[Round], ratio: fn(&Round, &Round) -> f64) -> Self {
        let pairs: Vec<f64> = measured.iter().zip(beside).map(|(one, other)| ratio(one, other)).collect();
        Self {
            least: pairs.iter().copied().fold(f64::INFINITY, f64::min),
            most: pairs.iter().copied().fold(0.0, f64::max),
            median: middle(pairs),
        }
    }

    fn range(&self) -> String {
        format!("({:.2}–{:.2})", self.least, self.most)
    }
}

fn median(rounds: &[Round], of: fn(&Round) -> f64) -> f64 {
    middle(rounds.iter().map(of).collect())
}

fn rate(round: &Round) -> f64 {
    round.requests_per_second
}

fn cpu(round: &Round) -> f64 {
    round.cpu_micros
}

fn busy(round: &Round) -> f64 {
    round.busy
}

fn verdict(met: bool) -> &'static str {
    if met { "ok" } else { "MISSED" }
}
