//! Functions on this machine: which function an ARN means, the processes that run it, and the Runtime API they speak.
//!
//! Does not know about APIs, stages or stored documents: whoever keeps a function publishes its [`Definition`] here.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use emulator_api::admin::Scope;
use emulator_api::arn::FunctionArn;
use notify::RecommendedWatcher;
use serde_json::Value;
use tokio::sync::mpsc;

use crate::clock::{Clocks, MachineClock};
use crate::ids;
use crate::net::client::HttpClient;
use crate::tasks::Tasks;

mod asynchronous;
mod code;
mod definition;
mod endpoint;
mod environment;
mod event_stream;
mod function;
mod host;
mod interpreter;
mod invocation;
mod output;
mod permission;
mod pool;
mod registry;
mod runtime;
mod runtime_api;
mod stream;
mod watch;

pub use code::{Archive, CodeSource};
pub use definition::{Code, Definition, FolderFunction, FolderFunctionError};
pub use emulator_api::invocation::{FunctionError, FunctionOutcome, Invocation, InvocationType};
pub use endpoint::{FunctionEndpoint, FunctionEndpointError};
pub use invocation::InvokeError;
pub use permission::{Lack, Source, Unpermitted};
pub use registry::Elsewhere;
pub use runtime::{Runtime, RuntimeFamily, UnknownRuntime};
pub use stream::FunctionStream;

use asynchronous::{Beginnings, Invoked, run_until_it_succeeds};
use function::Function;
use host::Host;
use registry::{Registry, Target};
use watch::Burst;

/// How often processes that have nothing to do are looked for.
const IDLE_CHECK: Duration = Duration::from_secs(15);

/// What the functions of this process are set up with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The account of functions that are given as folders: 12 digits.
    pub account: String,
    /// The region of functions that are given as folders.
    pub region: String,
    /// Names that another Lambda serves.
    pub endpoints: Vec<FunctionEndpoint>,
    /// The Lambda that serves every function that is neither here nor mapped.
    pub default_endpoint: Option<http::Uri>,
    /// What requests to other endpoints are signed with, and functions are given; the account id when absent.
    pub credentials: Option<aws_credential_types::Credentials>,
    /// Environment variables for every function, beneath its own.
    pub environment: Vec<(String, String)>,
    /// How many processes one function may have; further invocations wait for one of them.
    pub max_processes: usize,
    /// How long a process may have nothing to do before it is ended.
    pub idle_timeout: Duration,
    /// Whether what AWS refuses is refused: functions without permission, and those of another account or region.
    pub strict: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            account: "000000000000".to_owned(),
            region: "us-east-1".to_owned(),
            endpoints: Vec::new(),
            default_endpoint: None,
            credentials: None,
            environment: Vec::new(),
            max_processes: 16,
            idle_timeout: Duration::from_secs(300),
            strict: false,
        }
    }
}

/// All functions that can be invoked. Clones share them.
#[derive(Clone, Debug)]
pub struct Functions(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    host: Arc<Host>,
    registry: Registry,
    beginnings: Beginnings,
    watchers: Mutex<HashMap<PathBuf, RecommendedWatcher>>,
}

impl Functions {
    /// No functions yet; idle processes are looked for until the tasks are asked to stop.
    pub fn new(settings: Settings, clocks: Arc<Clocks>, tasks: Tasks, http: HttpClient) -> Self {
        let registry = Registry::new(&settings);
        let host = Arc::new(Host::new(settings, clocks, tasks, http));
        let shared = Shared { host: host.clone(), registry, beginnings: Beginnings::default(), watchers: Mutex::default() };
        let functions = Self(Arc::new(shared));
        let watched = Arc::downgrade(&functions.0);
        host.tasks.clone().spawn(async move {
            loop {
                let clock = host.clocks.common();
                tokio::select! {
                    () = clock.moved_or(clock.now().plus(IDLE_CHECK)) => {}
                    () = host.tasks.stopping() => {}
                }
                let Some(shared) = watched.upgrade() else { return };
                if host.tasks.is_stopping() {
                    return shared.registry.for_each_function(|function| function.pool.retire());
                }
                let now = clock.now();
                shared.registry.for_each_function(|function| function.pool.end_idle(now, host.settings.idle_timeout));
            }
        });
        functions
    }

    /// Makes `definition` the function of its account, region and name. Invocations that run go on in the old one.
    pub fn publish(&self, definition: Definition) {
        let before = self.created(&definition);
        self.0.registry.publish(&Arc::new(Function::new(definition, &self.0.host, before.as_deref())));
    }

    /// Puts a function in service again that was stored, in the place of the one of its account, region and name, whose events are
    /// dropped. Whether a folder of its name hides it stays as it is.
    pub fn restore(&self, definition: Definition) {
        if let Some(before) = self.created(&definition) {
            before.life.cancel();
        }
        self.0.registry.restore(&Arc::new(Function::new(definition, &self.0.host, None)));
    }

    fn created(&self, Definition { account, region, name, .. }: &Definition) -> Option<Arc<Function>> {
        self.0.registry.created(account, region, name)
    }

    /// Publishes a folder, and runs new code as soon as a file in it changes.
    ///
    /// # Errors
    /// The folder is not there, or nothing in it tells the runtime.
    pub fn publish_folder(&self, folder: FolderFunction) -> Result<(), FolderFunctionError> {
        let definition = folder.define(&self.0.host.settings)?;
        let path = folder.folder;
        let function = Arc::new(Function::new(definition, &self.0.host, None));
        let changed = Arc::downgrade(&function);
        self.0.registry.publish(&function);
        let shared = Arc::downgrade(&self.0);
        // Watching a folder with many files takes a while, and nobody needs to wait for it.
        tokio::task::spawn_blocking(move || {
            let mut burst = Burst::default();
            let watcher = watch::watch(&path, move || {
                let Some(function) = changed.upgrade() else { return };
                function.pool.retire();
                if burst.begins(MachineClock.instant()) {
                    tracing::info!(function = function.definition.name, "code has changed; the next invocation runs it");
                }
            });
            match (watcher, shared.upgrade()) {
                (Ok(watcher), Some(shared)) => {
                    shared.watchers.lock().unwrap_or_else(PoisonError::into_inner).insert(path, watcher);
                }
                (Err(error), _) => tracing::warn!(folder = %path.display(), %error, "cannot watch; changes need a restart"),
                (Ok(_), None) => {}
            }
        });
        Ok(())
    }

    /// Has the policy of a function consist of these statements from now on.
    pub fn permit(&self, arn: &FunctionArn, statements: &[Value]) {
        if let Some(function) = self.0.registry.created(&arn.account, &arn.region, &arn.name) {
            function.permissions.replace(statements);
        }
    }

    /// The functions of which it is not known that AWS would let APIs invoke them.
    pub fn without_permission(&self) -> Vec<Unpermitted> {
        let Settings { account, region, .. } = &self.0.host.settings;
        let unknown = |name: &str| Unpermitted {
            account: account.clone(),
            region: region.clone(),
            name: name.to_owned(),
            lack: Lack::KnownPolicy,
        };
        let mut found: Vec<_> = self.0.registry.behind_endpoints().map(unknown).collect();
        self.0.registry.for_each_function(|function| found.extend(function.permissions.lacks(&function.definition)));
        found
    }

    /// The functions that were invoked by an ARN of another account or region.
    pub fn used_from_elsewhere(&self) -> Vec<Elsewhere> {
        self.0.registry.used_from_elsewhere()
    }

    /// Takes a function away. Invocations that run end normally, but events are not given to it again.
    pub fn remove(&self, account: &str, region: &str, name: &str) {
        if let Some(removed) = self.0.registry.created(account, region, name) {
            removed.life.cancel();
        }
        self.0.registry.remove(account, region, name);
    }

    /// Drops the events of a scope, which begins anew, and forgets what was noticed of its calls.
    pub fn begin_anew(&self, scope: &Scope) {
        self.0.beginnings.begin_anew(scope);
        self.0.registry.forget_elsewhere(scope);
    }

    /// Invokes the function that `arn` means. Dropping the future gives up the answer, not the invocation.
    ///
    /// # Errors
    /// [`InvokeError`]: no such function, an endpoint that does not answer, or too large a payload. What the function
    /// itself does wrong is a [`FunctionOutcome`] with a `function_error`.
    pub async fn invoke(&self, arn: &FunctionArn, payload: Bytes, kind: InvocationType) -> Result<FunctionOutcome, InvokeError> {
        self.invoke_with(arn, Invocation::new(payload, kind)).await
    }

    /// As [`Self::invoke`], with everything that an invocation may carry.
    ///
    /// # Errors
    /// As [`Self::invoke`].
    pub async fn invoke_with(&self, arn: &FunctionArn, invocation: Invocation) -> Result<FunctionOutcome, InvokeError> {
        self.invoke_for(None, arn, invocation).await
    }

    /// As [`Self::invoke_with`]; on behalf of an API, whose `source` the function's policy has to permit.
    ///
    /// # Errors
    /// As [`Self::invoke`], and `NotPermitted`.
    pub async fn invoke_for(
        &self,
        source: Option<Source<'_>>,
        arn: &FunctionArn,
        invocation: Invocation,
    ) -> Result<FunctionOutcome, InvokeError> {
        if invocation.payload.len() > invocation.kind.max_payload() {
            return Err(InvokeError::PayloadTooLarge { length: invocation.payload.len(), kind: invocation.kind });
        }
        match self.0.registry.resolve(arn)? {
            Target::Here(function) => {
                self.check_permission(&function, source)?;
                self.invoke_here(function, arn, invocation).await
            }
            Target::Endpoint(endpoint) => endpoint.invoke(&self.0.host, arn, invocation).await,
        }
    }

    fn check_permission(&self, function: &Function, source: Option<Source<'_>>) -> Result<(), InvokeError> {
        let strict = self.0.host.settings.strict;
        source.map_or(Ok(()), |source| function.permissions.check(&function.definition, strict, source))
    }

    /// As [`Self::invoke_for`], and gives the result as it comes. Dropping it gives up the result, not the
    /// invocation.
    ///
    /// # Errors
    /// As [`Self::invoke_for`].
    pub async fn invoke_streaming(
        &self,
        source: Option<Source<'_>>,
        arn: &FunctionArn,
        invocation: Invocation,
    ) -> Result<FunctionStream, InvokeError> {
        if invocation.payload.len() > invocation.kind.max_payload() {
            return Err(InvokeError::PayloadTooLarge { length: invocation.payload.len(), kind: invocation.kind });
        }
        let host = self.0.host.clone();
        match self.0.registry.resolve(arn)? {
            Target::Here(function) => {
                self.check_permission(&function, source)?;
                let (pieces, coming) = mpsc::channel(stream::WAITING);
                let request_id = ids::request_id();
                let event = function.event(&host, arn, invocation, request_id.clone());
                let event = runtime_api::Event { pieces: Some(pieces), ..event };
                let slot = function.pool.slot().await;
                let running = host.tasks.clone().spawn(async move { function.run(&host, slot, event).await });
                Ok(FunctionStream::of_process(request_id, coming, running))
            }
            Target::Endpoint(endpoint) => endpoint.invoke_streaming(&host, arn, invocation).await,
        }
    }

    async fn invoke_here(
        &self,
        function: Arc<Function>,
        arn: &FunctionArn,
        invocation: Invocation,
    ) -> Result<FunctionOutcome, InvokeError> {
        let request_id = ids::request_id();
        let host = self.0.host.clone();
        match invocation.kind {
            InvocationType::DryRun => Ok(FunctionOutcome::without_result(204, request_id)),
            InvocationType::Event => {
                let outcome = FunctionOutcome::without_result(202, request_id.clone());
                let event = function.event(&host, arn, invocation, request_id);
                let clock = host.clocks.of(&arn.account);
                let invoked = Invoked { function, event, beginning: self.0.beginnings.of(arn), clock };
                host.tasks.clone().spawn(run_until_it_succeeds(Arc::downgrade(&self.0), host, invoked));
                Ok(outcome)
            }
            InvocationType::RequestResponse => {
                let event = function.event(&host, arn, invocation, request_id);
                let slot = function.pool.slot().await;
                let running = host.tasks.clone().spawn(async move { function.run(&host, slot, event).await });
                running.await.map_err(|_| InvokeError::Stopped)
            }
        }
    }
}
