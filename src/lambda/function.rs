//! A function that can run here: its definition, its processes, and its failures in Lambda's words.

use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use bytes::Bytes;
use emulator_api::arn::FunctionArn;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::code::CodeFolder;
use super::definition::{Code, Definition};
use super::environment::{Ending, Environment, StartError};
use super::host::Host;
use super::invocation::InvokeError;
use super::permission::Permissions;
use super::pool::{Pool, Slot};
use super::runtime_api::{Event, MAX_RESPONSE, Report};
use crate::ids;
use emulator_api::invocation::{FunctionError, FunctionOutcome, Invocation};

/// The only version that exists here.
const LATEST: &str = "$LATEST";
/// The answer may overtake the last lines of the log, which come another way.
const LOG_DELAY: Duration = Duration::from_millis(20);
/// `X-Amz-Log-Result` has the last 4 KB.
const LOG_TAIL: usize = 4096;

#[derive(Debug)]
pub(super) struct Function {
    pub(super) definition: Definition,
    pub(super) pool: Pool,
    pub(super) permissions: Permissions,
    /// Whether another of its name was published since, which hides it.
    pub(super) was_hidden: AtomicBool,
    /// Ends with the function, but not when it gets other code or settings.
    pub(super) life: CancellationToken,
    code: CodeFolder,
}

/// What a process gave back, or what Lambda says in its place.
struct Answer {
    payload: Bytes,
    failed: bool,
    log: String,
}

impl Function {
    /// A function that goes on from `before`, if there is such.
    pub(super) fn new(definition: Definition, host: &Arc<Host>, before: Option<&Self>) -> Self {
        let code = match &definition.code {
            Code::Folder(folder) => CodeFolder::Users(folder.clone()),
            Code::Archive(archive) => CodeFolder::Extracted(archive.clone(), host.archives.of(archive)),
        };
        let permissions = Permissions::new(definition.permissions.as_deref());
        let (pool, was_hidden) = (Pool::new(host.settings.max_processes), AtomicBool::new(false));
        let life = before.map(|before| before.life.clone()).unwrap_or_default();
        Self { definition, pool, permissions, was_hidden, life, code }
    }

    /// A folder serves all its versions and aliases; a function that was created has only `$LATEST`.
    pub(super) fn serves(&self, arn: &FunctionArn) -> Result<(), InvokeError> {
        match (&self.definition.code, arn.qualifier.as_deref()) {
            (Code::Folder(_), _) | (Code::Archive(_), None | Some(LATEST)) => Ok(()),
            (Code::Archive(_), Some(qualifier)) => Err(InvokeError::NotFound {
                arn: arn.to_string(),
                reason: format!("{} has no version or alias {qualifier}: only $LATEST is emulated", self.definition.name),
            }),
        }
    }

    pub(super) fn event(&self, host: &Host, arn: &FunctionArn, invocation: Invocation, request_id: String) -> Event {
        let Invocation { payload, trace_id, client_context, log_tail, kind: _ } = invocation;
        Event {
            request_id,
            function_arn: arn.to_string(),
            trace_id: trace_id.unwrap_or_else(|| ids::trace_header(host.clock.machine_now().as_seconds())),
            client_context,
            payload,
            log_tail,
            pieces: None,
        }
    }

    /// Runs one invocation to its end. Failures of the function are outcomes, too.
    pub(super) async fn run(&self, host: &Host, _slot: Slot, event: Event) -> FunctionOutcome {
        let started = host.clock.instant();
        let (request_id, log_tail) = (event.request_id.clone(), event.log_tail);
        let answer = self.answer(host, event).await;
        let log_tail = log_tail.then(|| {
            let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
            let memory = self.definition.memory_megabytes;
            let text = format!(
                "START RequestId: {request_id} Version: {LATEST}\n{}END RequestId: {request_id}\nREPORT RequestId: {request_id}\t\
                 Duration: {milliseconds:.2} ms\tBilled Duration: {:.0} ms\tMemory Size: {memory} MB\t\n",
                answer.log,
                milliseconds.ceil(),
            );
            text.get(text.ceil_char_boundary(text.len().saturating_sub(LOG_TAIL))..).unwrap_or_default().to_owned()
        });
        FunctionOutcome {
            status: 200,
            payload: answer.payload,
            function_error: answer.failed.then_some(FunctionError::Unhandled),
            request_id,
            executed_version: Some(LATEST.to_owned()),
            log_tail,
        }
    }

    async fn answer(&self, host: &Host, event: Event) -> Answer {
        let (request_id, wants_log, pieces) = (event.request_id.clone(), event.log_tail, event.pieces.clone());
        loop {
            let (mut environment, is_new) = match self.environment(host).await {
                Ok(found) => found,
                Err(error) => return self.failure(&request_id, "Runtime.InvalidEntrypoint", &error.to_string(), String::new()),
            };
            environment.log.clear();
            let ending = environment.run(event.clone(), self.definition.timeout, host.clock).await;
            if wants_log {
                tokio::time::sleep(LOG_DELAY).await;
            }
            let log = if wants_log { environment.log.text() } else { String::new() };
            return match ending {
                Ending::Answered(report) => {
                    if !host.tasks.is_stopping() {
                        self.pool.put_back(environment, host.clocks.common().now());
                    }
                    if let (Some(pieces), Report::Response(payload)) = (&pieces, &report)
                        && !payload.is_empty()
                    {
                        // Of a result that was not streamed there is one piece; nobody may wait for it any more.
                        let _ = pieces.send(payload.clone()).await;
                    }
                    Answer { failed: !matches!(report, Report::Response(_)), payload: report.into_payload(), log }
                }
                Ending::InitFailed(payload) => Answer { payload, failed: true, log },
                Ending::TimedOut => {
                    let seconds = self.definition.timeout.as_secs_f64();
                    self.failure(&request_id, "Sandbox.Timedout", &format!("Task timed out after {seconds:.2} seconds"), log)
                }
                // It ended while it had nothing to do, which is no fault of this invocation.
                Ending::NeverReady(_) if !is_new => continue,
                Ending::Exited(status) | Ending::NeverReady(status) => {
                    self.failure(&request_id, "Runtime.ExitError", &exit_reason(status), log)
                }
            };
        }
    }

    async fn environment(&self, host: &Host) -> Result<(Environment, bool), StartError> {
        if let Some(idle) = self.pool.take_idle() {
            return Ok((idle, false));
        }
        let generation = self.pool.generation();
        let folder = self.code.path().await.map_err(StartError::Code)?;
        Ok((Environment::start(host, &self.definition, folder, generation).await?, true))
    }

    fn failure(&self, request_id: &str, error_type: &str, reason: &str, log: String) -> Answer {
        let function = &self.definition.name;
        // Whoever asked for the invocation is told, and tells why its own request fails.
        tracing::debug!(function, request_id, error_type, "the function failed: {reason}");
        let message = format!("RequestId: {request_id} Error: {reason}");
        let payload = json!({ "errorType": error_type, "errorMessage": message }).to_string();
        Answer { payload: Bytes::from(payload), failed: true, log }
    }
}

impl Report {
    /// What the caller is given. Lambda replaces a response that is too large with an error.
    pub(super) fn into_payload(self) -> Bytes {
        match self {
            Self::Response(payload) | Self::Error(payload) => payload,
            Self::TooLarge => {
                let message = format!("Response payload size exceeded maximum allowed payload size ({MAX_RESPONSE} bytes).");
                Bytes::from(json!({ "errorMessage": message, "errorType": "Function.ResponseSizeTooLarge" }).to_string())
            }
        }
    }
}

/// Lambda's words for the end of a process, which are those of the Go language.
fn exit_reason(status: ExitStatus) -> String {
    let reason = match (status.code(), status.signal()) {
        (Some(0), _) | (None, None) => return "Runtime exited without providing a reason".to_owned(),
        (Some(code), _) => format!("exit status {code}"),
        (None, Some(4)) => "signal: illegal instruction".to_owned(),
        (None, Some(6)) => "signal: aborted".to_owned(),
        (None, Some(7)) => "signal: bus error".to_owned(),
        (None, Some(8)) => "signal: floating point exception".to_owned(),
        (None, Some(9)) => "signal: killed".to_owned(),
        (None, Some(11)) => "signal: segmentation fault".to_owned(),
        (None, Some(15)) => "signal: terminated".to_owned(),
        (None, Some(number)) => format!("signal: signal {number}"),
    };
    let dumped = if status.core_dumped() { " (core dumped)" } else { "" };
    format!("Runtime exited with error: {reason}{dumped}")
}

#[cfg(test)]
mod tests {
    use super::*;

    // Recorded from AWS: test_lambda_runtime_exit, test_lambda_runtime_wrapper_not_found (LocalStack's snapshots).
    #[test]
    fn the_end_of_a_process_is_told_in_lambdas_words() {
        assert_eq!(exit_reason(ExitStatus::from_raw(0)), "Runtime exited without providing a reason");
        assert_eq!(exit_reason(ExitStatus::from_raw(127 << 8)), "Runtime exited with error: exit status 127");
        assert_eq!(exit_reason(ExitStatus::from_raw(9)), "Runtime exited with error: signal: killed");
    }
}
