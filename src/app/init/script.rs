//! A script that an emulator starts with: it runs beside requests, and finds the emulator by the variables that SDKs read.

use std::io::{Read, Seek, SeekFrom};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::process::Command;

use crate::cli::{ServeArgs, reachable};

/// The end of a script's output that is told.
const TOLD: u64 = 4 * 1024;

/// What a script finds in its environment.
#[derive(Clone, Debug)]
pub(in crate::app) struct Environment(Vec<(&'static str, String)>);

/// Variables that would lead a script away from the emulator, or give it other credentials.
const MISLEADING: [&str; 3] = ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"];

impl Environment {
    /// Leads to the emulator at `address`, as the caller that its options say.
    pub(in crate::app) fn new(options: &ServeArgs, address: SocketAddr) -> Self {
        let host = reachable(address);
        let url = format!("http://{host}");
        Self(vec![
            ("AWS_ENDPOINT_URL", url.clone()),
            ("AWS_ACCESS_KEY_ID", options.access_key_id.clone()),
            ("AWS_SECRET_ACCESS_KEY", options.secret_access_key.clone()),
            ("AWS_DEFAULT_REGION", options.region.clone()),
            ("AWS_REGION", options.region.clone()),
            ("AWS_PAGER", String::new()),
            ("APIGW_EMULATOR_URL", url),
            // By this awslocal finds LocalStack.
            ("LOCALSTACK_HOST", host.to_string()),
        ])
    }
}

/// Runs a script in its folder to its end, and gives the end of its output.
///
/// # Errors
/// It cannot be run, or fails; its output is told too.
pub(super) async fn run(script: &Path, environment: &Environment) -> Result<String, String> {
    // A file, not a pipe: what a script leaves running may keep it.
    let mut output = tempfile::tempfile().map_err(|error| error.to_string())?;
    let (stdout, stderr) = (output.try_clone(), output.try_clone());
    let mut command = if is_executable(script) {
        Command::new(script)
    } else {
        let mut shell = Command::new("sh");
        shell.arg(script);
        shell
    };
    command
        .current_dir(script.parent().unwrap_or(Path::new("/")))
        .envs(environment.0.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(stdout.map_err(|error| error.to_string())?)
        .stderr(stderr.map_err(|error| error.to_string())?)
        .process_group(0);
    for name in MISLEADING {
        command.env_remove(name);
    }
    let mut child = command.spawn().map_err(|error| format!("it cannot be run: {error}"))?;
    let group = Group(child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw));
    let status = child.wait().await.map_err(|error| error.to_string())?;
    group.has_ended();
    let told = end_of(&mut output).map_err(|error| error.to_string())?;
    if status.success() {
        return Ok(told);
    }
    let hint = if status.code() == Some(127) && told.contains("awslocal") {
        "\nhint: there is no awslocal here; aws finds the emulator by itself, by AWS_ENDPOINT_URL"
    } else {
        ""
    };
    Err(format!("it ended with {status}; its output: {}{hint}", told.trim_end()))
}

/// A script and all that it has started. When it must end before its time, all of it does.
struct Group(Option<Pid>);

impl Group {
    /// The script has ended by itself; what it left running may go on.
    fn has_ended(mut self) {
        self.0 = None;
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(group) = self.0 {
            // It may have ended this very moment.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

fn is_executable(script: &Path) -> bool {
    script.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o111 != 0)
}

/// The end of a file.
fn end_of(file: &mut std::fs::File) -> std::io::Result<String> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TOLD)))?;
    let mut end = Vec::new();
    file.take(TOLD).read_to_end(&mut end)?;
    Ok(String::from_utf8_lossy(&end).into_owned())
}
