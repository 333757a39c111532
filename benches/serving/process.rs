//! Processes under measurement: held to their cores, ready when they say so, read through `/proc`.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use apigw_emulator::clock::MachineClock;

use crate::Result;

/// What a server prints before its address once it is ready.
const READY: &str = "listening on http://";

/// How long a server may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(3);

/// The two cores of a measurement.
#[derive(Debug)]
pub(crate) struct Cores {
    /// Where servers run, as `taskset` takes it.
    pub(crate) server: String,
    /// Where load and backends run.
    pub(crate) load: usize,
    ticks_per_second: f64,
}

impl Cores {
    /// Takes the first two cores that this process may use and moves itself to the second.
    pub(crate) fn claim() -> Result<Self> {
        let status = fs::read_to_string("/proc/self/status")?;
        let allowed = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:")).unwrap_or("");
        let [server, load, ..] = cores_of(allowed.trim())?[..] else {
            return Err("a measurement needs two cores: one for the server, one for the load".into());
        };
        let this = std::process::id().to_string();
        output("taskset", &["-p", "-c", &load.to_string(), &this])?;
        let ticks_per_second = output("getconf", &["CLK_TCK"])?.trim().parse()?;
        Ok(Self { server: server.to_string(), load, ticks_per_second })
    }

    /// Servers on both cores, beside the load on the second.
    pub(crate) fn with_servers_on_both(&self) -> Self {
        Self { server: format!("{},{}", self.server, self.load), ..*self }
    }
}

/// The cores of a list as the kernel writes it: `0-1`, `0,2-3`.
fn cores_of(list: &str) -> Result<Vec<usize>> {
    let mut cores = Vec::new();
    for range in list.split(',') {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        cores.extend(first.parse::<usize>()?..=last.parse()?);
    }
    Ok(cores)
}

fn output(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program).args(arguments).output().map_err(|error| format!("{program} cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// A server process on the servers' cores. It ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    ticks_per_second: f64,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// The time from its start to its ready line.
    pub(crate) ready_after: Duration,
}

impl Server {
    /// Starts a program and waits for its ready line. What it writes to stderr goes to the file `log`, or is dropped.
    pub(crate) fn start(cores: &Cores, program: &Path, arguments: &[&str], log: Option<&Path>) -> Result<Self> {
        let mut command = Command::new("taskset");
        command.args(["-c", &cores.server]).arg(program).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command.stderr(match log {
            Some(path) => Stdio::from(File::options().create(true).append(true).open(path)?),
            None => Stdio::null(),
        });
        let started = MachineClock.instant();
        let mut child = command.spawn()?;
        match ready_line(&mut child, started) {
            Ok((address, ready_after)) => Ok(Self { child, ticks_per_second: cores.ticks_per_second, address, ready_after }),
            Err(error) => {
                end(&mut child);
                Err(format!("{} {arguments:?}: {error}", program.display()).into())
            }
        }
    }

    /// `http://127.0.0.1:PORT`
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The CPU time that the process has used, in user and kernel mode.
    pub(crate) fn cpu_time(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The fields count from 1; the second is the program's name in parentheses, which may hold spaces.
        let after_name = stat.rsplit_once(") ").map_or("", |(_, fields)| fields);
        let ticks: f64 = after_name.split(' ').skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
        Ok(Duration::from_secs_f64(ticks / self.ticks_per_second))
    }

    /// Resident memory in bytes.
    pub(crate) fn resident_memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("the process has ended")?;
        let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kibibytes * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn ready_line(child: &mut Child, started: Instant) -> Result<(SocketAddr, Duration)> {
    let stdout = child.stdout.take().ok_or("no stdout")?;
    let mut lines = BufReader::new(stdout);
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 {
        if let Some((_, address)) = line.split_once(READY) {
            let ready_after = started.elapsed();
            let address = address.split_whitespace().next().unwrap_or("").trim_end_matches('/').parse()?;
            std::thread::spawn(move || drain(lines));
            return Ok((address, ready_after));
        }
        line.clear();
    }
    Err(format!("it ended without saying \"{READY}…\"").into())
}

/// Keeps a server from waiting for a full pipe.
fn drain(mut rest: impl Read) {
    // When the pipe breaks, the server has ended.
    let _ = io::copy(&mut rest, &mut io::sink());
}

/// Asks a process to end, and ends it when it does not.
fn end(child: &mut Child) {
    let clock = MachineClock;
    let asked = clock.instant();
    let _ = Command::new("kill").arg(child.id().to_string()).stderr(Stdio::null()).status();
    while asked.elapsed() < PATIENCE {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let _ = child.kill();
    let _ = child.wait();
}
