//! One execution environment: a process that speaks the Runtime API, and one invocation at a time in it.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use bytes::Bytes;
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep};

use super::definition::{Code, Definition};
use super::host::Host;
use super::output::{self, LogTail};
use super::runtime::RuntimeFamily;
use super::runtime_api::{Delivery, Event, Message, Report, RuntimeApi};
use crate::clock::MachineClock;

/// Loading the code does not count as running it for this long (Lambda's init phase).
const INIT_PHASE: Duration = Duration::from_secs(10);

/// A process that is ready for an invocation, or will be. Dropping it ends the process and its children.
#[derive(Debug)]
pub(super) struct Environment {
    pub(super) generation: u64,
    pub(super) log: LogTail,
    api: RuntimeApi,
    /// The process waits for an event.
    waiting: Option<oneshot::Sender<Delivery>>,
    child: Child,
    group: Option<Pid>,
    /// Closes when we end, however that happens; our bootstraps end themselves then.
    _alive: Option<ChildStdin>,
}

/// How an invocation ended.
#[derive(Debug)]
pub(super) enum Ending {
    /// The process answered and can be used again.
    Answered(Report),
    /// The process reported that its code cannot be loaded.
    InitFailed(Bytes),
    /// The function took too long.
    TimedOut,
    /// The process ended while it had the event.
    Exited(ExitStatus),
    /// The process ended before it took the event.
    NeverReady(ExitStatus),
}

impl Environment {
    pub(super) async fn start(host: &Host, definition: &Definition, folder: &Path, generation: u64) -> Result<Self, StartError> {
        let api = RuntimeApi::open(&host.tasks).await.map_err(StartError::Machine)?;
        let (program, identifier) = program(host, definition, folder).await?;
        let mut command = wrapped(program, definition, folder);
        command.envs(host.settings.environment.iter().map(|(name, value)| (name, value)));
        command.envs(definition.environment.iter().map(|(name, value)| (name, value)));
        command.envs(variables(host, definition, folder, &identifier));
        command.env("AWS_LAMBDA_RUNTIME_API", api.address.to_string());
        // Our bootstraps watch their standard input; a user's own would wonder about it.
        let watches_us = definition.runtime.family != RuntimeFamily::Provided;
        command.stdin(if watches_us { Stdio::piped() } else { Stdio::null() });
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).current_dir(folder).process_group(0).kill_on_drop(true);
        let mut child = command.spawn().map_err(|error| {
            let program = command.as_std().get_program().to_string_lossy().into_owned();
            StartError::Spawn { program, error }
        })?;
        let log = LogTail::default();
        if let Some(stdout) = child.stdout.take() {
            output::forward(&host.tasks, &definition.name, stdout, log.clone());
        }
        if let Some(stderr) = child.stderr.take() {
            output::forward(&host.tasks, &definition.name, stderr, log.clone());
        }
        let group = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        let alive = child.stdin.take();
        tracing::debug!(function = definition.name, pid = child.id(), "started a process");
        Ok(Self { generation, log, api, waiting: None, child, group, _alive: alive })
    }

    /// Runs one invocation. The environment is of use afterwards only if the process has answered.
    pub(super) async fn run(&mut self, event: Event, timeout: Duration, clock: MachineClock) -> Ending {
        self.api.stream(&event);
        let ending = self.run_to_its_end(event, timeout, clock).await;
        self.api.stream_no_more();
        ending
    }

    async fn run_to_its_end(&mut self, event: Event, timeout: Duration, clock: MachineClock) -> Ending {
        let request_id = event.request_id.clone();
        let mut undelivered = Some(event);
        let patience = sleep(INIT_PHASE + timeout);
        tokio::pin!(patience);
        loop {
            if let Some(process) = self.waiting.take_if(|_| undelivered.is_some())
                && let Some(event) = undelivered.take()
            {
                let deadline = clock.machine_now().plus(timeout);
                undelivered = process.send(Delivery { event, deadline }).err().map(|delivery| delivery.event);
                patience.as_mut().reset(Instant::from_std(clock.instant() + timeout));
            }
            tokio::select! {
                biased;
                Some(message) = self.api.messages.recv() => match message {
                    Message::Next(process) => self.waiting = Some(process),
                    Message::Report { request_id: None, report, expected } => {
                        let _ = expected.send(true);
                        return Ending::InitFailed(report.into_payload());
                    }
                    Message::Report { request_id: Some(about), report, expected } => {
                        let ours = undelivered.is_none() && about == request_id;
                        // The process may have gone already; what it reported is true all the same.
                        let _ = expected.send(ours);
                        if ours {
                            return Ending::Answered(report);
                        }
                    }
                },
                status = self.child.wait() => {
                    let status = status.unwrap_or_default();
                    return if undelivered.is_some() { Ending::NeverReady(status) } else { Ending::Exited(status) };
                }
                () = &mut patience => return Ending::TimedOut,
            }
        }
    }
}

impl Drop for Environment {
    fn drop(&mut self) {
        if let Some(group) = self.group {
            // It fails when all processes of the group have ended, which is what is wanted.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

/// What is run, and the runtime identifier that it is told.
async fn program(host: &Host, definition: &Definition, folder: &Path) -> Result<(Command, String), StartError> {
    let declared = definition.runtime.identifier.as_deref();
    match definition.runtime.family {
        RuntimeFamily::Provided => {
            let bootstrap = folder.join("bootstrap");
            if !bootstrap.exists() {
                return Err(StartError::NoBootstrap(bootstrap.display().to_string()));
            }
            Ok((Command::new(bootstrap), declared.unwrap_or("provided").to_owned()))
        }
        RuntimeFamily::Python => {
            let python = host.interpreters.python(declared).await.map_err(StartError::NoInterpreter)?;
            let mut command = Command::new(&python.executable);
            command.arg(host.python_bootstrap().await.map_err(StartError::Machine)?);
            if matches!(definition.code, Code::Folder(_)) {
                // Compiled files would be noise in the user's folder, and outlive edits within one second.
                command.env("PYTHONDONTWRITEBYTECODE", "1");
            }
            Ok((command, declared.unwrap_or(&python.identifier).to_owned()))
        }
        RuntimeFamily::Node => {
            let node = host.interpreters.node(declared).await.map_err(StartError::NoInterpreter)?;
            let mut command = Command::new(&node.executable);
            command.arg(host.node_bootstrap().await.map_err(StartError::Machine)?);
            Ok((command, declared.unwrap_or(&node.identifier).to_owned()))
        }
    }
}

/// A wrapper script of the code is run in place of the program, and is given the program with its arguments (Lambda
/// developer guide, "Modifying the runtime environment").
fn wrapped(program: Command, definition: &Definition, folder: &Path) -> Command {
    let wrapper = definition.environment.iter().find(|(name, _)| name == "AWS_LAMBDA_EXEC_WRAPPER");
    let Some((_, wrapper)) = wrapper else { return program };
    let path = wrapper.strip_prefix("/var/task/").map_or_else(|| wrapper.into(), |inside| folder.join(inside));
    let program = program.as_std();
    let mut command = Command::new(path);
    command.arg(program.get_program()).args(program.get_args());
    command.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
}

/// The variables that Lambda defines for every function (Lambda developer guide, "Defined runtime environment variables").
fn variables(host: &Host, definition: &Definition, folder: &Path, identifier: &str) -> Vec<(&'static str, String)> {
    let seconds = host.clock.machine_now().as_seconds();
    let date = jiff::Timestamp::from_second(seconds).unwrap_or_default().strftime("%Y/%m/%d").to_string();
    let mut variables = vec![
        ("_HANDLER", definition.handler.clone()),
        ("AWS_DEFAULT_REGION", definition.region.clone()),
        ("AWS_EXECUTION_ENV", format!("AWS_Lambda_{identifier}")),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", definition.memory_megabytes.to_string()),
        ("AWS_LAMBDA_FUNCTION_NAME", definition.name.clone()),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".to_owned()),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand".to_owned()),
        ("AWS_LAMBDA_LOG_GROUP_NAME", definition.log_group.clone()),
        ("AWS_LAMBDA_LOG_STREAM_NAME", format!("{date}/[$LATEST]{:032x}", fastrand::u128(..))),
        ("AWS_REGION", definition.region.clone()),
        ("LAMBDA_TASK_ROOT", folder.to_string_lossy().into_owned()),
        ("TZ", ":UTC".to_owned()),
    ];
    // The configured key belongs to the default account; another account's functions call as their own.
    match host.settings.credentials.as_ref().filter(|_| definition.account == host.settings.account) {
        Some(credentials) => {
            variables.push(("AWS_ACCESS_KEY_ID", credentials.access_key_id().to_owned()));
            variables.push(("AWS_SECRET_ACCESS_KEY", credentials.secret_access_key().to_owned()));
            variables.extend(credentials.session_token().map(|token| ("AWS_SESSION_TOKEN", token.to_owned())));
        }
        // An access key of twelve digits names the account, here and in other emulators.
        None => {
            variables.push(("AWS_ACCESS_KEY_ID", definition.account.clone()));
            variables.push(("AWS_SECRET_ACCESS_KEY", "emulated".to_owned()));
        }
    }
    variables
}

/// Why no process could be started.
#[derive(Debug)]
pub(super) enum StartError {
    /// The code could not be had or extracted.
    Code(String),
    /// None of these programs is on this machine.
    NoInterpreter(String),
    /// The code has no `bootstrap` file.
    NoBootstrap(String),
    /// The program did not start.
    Spawn { program: String, error: io::Error },
    /// No port or no temporary folder.
    Machine(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(reason) => write!(formatter, "the code cannot be loaded: {reason}"),
            Self::NoInterpreter(looked_for) => write!(formatter, "{looked_for} is not on the PATH of the emulator"),
            Self::NoBootstrap(path) => write!(formatter, "Couldn't find valid bootstrap(s): [{path}]"),
            Self::Spawn { program, error } => write!(formatter, "fork/exec {program}: {error}"),
            Self::Machine(error) => write!(formatter, "cannot prepare a process: {error}"),
        }
    }
}
