//! Which Python and which Node.js of this machine run functions.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;

use tokio::process::Command;
use tokio::sync::Mutex;

/// An interpreter as it described itself.
#[derive(Clone, Debug)]
pub(super) struct Interpreter {
    /// Itself, not a shim that looks for it at each start.
    pub(super) executable: PathBuf,
    /// The runtime identifier that fits it: `python3.11`, `nodejs20.x`.
    pub(super) identifier: String,
}

/// The interpreters found so far. Only cold starts come here.
#[derive(Debug, Default)]
pub(super) struct Interpreters(Mutex<HashMap<String, Arc<Interpreter>>>);

impl Interpreters {
    /// The Python that `identifier` names (`python3.12`), or else whatever `python3` is.
    pub(super) async fn python(&self, identifier: Option<&str>) -> Result<Arc<Interpreter>, String> {
        let question = ["-c", "import sys; print(sys.executable); print('python%d.%d' % sys.version_info[:2])"];
        let candidates: Vec<&str> = identifier.into_iter().chain(["python3"]).collect();
        self.find(&candidates, question, identifier).await
    }

    /// Whatever `node` is.
    pub(super) async fn node(&self, identifier: Option<&str>) -> Result<Arc<Interpreter>, String> {
        let question = ["-p", "`${process.execPath}\\nnodejs${process.versions.node.split('.')[0]}.x`"];
        self.find(&["node"], question, identifier).await
    }

    async fn find(&self, candidates: &[&str], question: [&str; 2], wanted: Option<&str>) -> Result<Arc<Interpreter>, String> {
        let mut found = self.0.lock().await;
        let key = wanted.or(candidates.last().copied()).unwrap_or_default();
        if let Some(interpreter) = found.get(key) {
            return Ok(interpreter.clone());
        }
        for candidate in candidates {
            let Some(interpreter) = ask(candidate, question).await else { continue };
            if wanted.is_some_and(|wanted| wanted != interpreter.identifier) {
                let present = &interpreter.identifier;
                tracing::warn!(
                    wanted,
                    present,
                    "this machine has another version of the runtime; functions run with that until the wanted one is on the PATH"
                );
            }
            let interpreter = Arc::new(interpreter);
            found.insert(key.to_owned(), interpreter.clone());
            return Ok(interpreter);
        }
        Err(candidates.join(" or "))
    }
}

async fn ask(candidate: &str, question: [&str; 2]) -> Option<Interpreter> {
    let mut command = Command::new(candidate);
    command.args(question).stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let output = command.output().await.ok().filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (executable, identifier) = text.trim_end().split_once('\n')?;
    Some(Interpreter { executable: PathBuf::from(executable), identifier: identifier.to_owned() })
}
