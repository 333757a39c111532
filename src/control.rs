//! The control plane: it edits documents in the store, and publishes what they mean before it answers.
//!
//! An operation's life: route, decode, handle in one transaction, compile, commit, swap the runtime, encode. It does not
//! know the gateway; what it needs from live things goes through [`Ports`].

use std::sync::Arc;

use bytes::Bytes;
use emulator_api::codec::{self, Input, Output, RequestParts};
use emulator_api::error::{AwsError, Result};
use emulator_api::model::{Operation, OperationSpec, Service};
use emulator_api::router::{self, RouteMatch, SigningScope};
use futures_util::future::BoxFuture;
use http::Response;
use http::request::Parts;

use crate::clock::MachineClock;
use crate::runtime::Live;
use crate::runtime::metrics::Histogram;
pub use crate::store::{SnapshotKey, StateSnapshot};
use crate::store::{Store, StoreError, Writing};
use crate::tasks::Tasks;

use self::call::{Read, Scope, Write};
use self::dispatch::Handler;
pub use self::dispatch::coverage;
pub use self::patches::patch_rules;
pub use self::ports::{Connection, ConnectionAddress, FunctionCode, PortError, Ports, PublishedFunction, S3Object};
use self::publish::Change;
pub use self::quota::{Quota, QuotaSetting, Quotas};
use self::rate::Rates;
use self::strictness::Strictness;

mod access_log;
mod call;
mod crud;
mod definition;
mod dispatch;
mod doctor;
mod domain;
mod draft;
mod kind;
mod lambda;
mod management;
mod model_template;
pub mod openapi;
mod paging;
mod patches;
pub mod permission;
mod ports;
mod publish;
mod quota;
mod rate;
mod rest;
mod stage_variables;
mod state;
mod strictness;
mod tags;
mod together;
mod usage;
mod v2;
pub mod web_acl;

/// Who calls an operation, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The account, 12 digits.
    pub account: String,
    /// The region, `us-east-1`.
    pub region: String,
    /// The service that the request is signed for; `None` when it is not signed.
    pub scope: Option<SigningScope>,
    /// The API and stage that the request's address named, as `@connections` has them.
    pub api_stage: Option<ApiStage>,
    /// The host by which the emulator was reached, `localhost:4566`.
    pub host: Option<String>,
    /// Whether it is the emulator itself at its start, which no rate holds up.
    pub is_emulator: bool,
}

/// An extension of an answer: the operation that it is of.
#[derive(Clone, Copy, Debug)]
pub struct OperationName(pub &'static str);

/// A stage of an API, as an address names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiStage {
    /// The API's id.
    pub api_id: String,
    /// The stage's name.
    pub stage: String,
}

/// The control plane of one emulator.
#[derive(Debug)]
pub struct Control {
    store: Arc<Store>,
    live: Arc<Live>,
    clock: MachineClock,
    tasks: Tasks,
    ports: Arc<dyn Ports>,
    quotas: Quotas,
    strictness: Arc<Strictness>,
    rates: Rates,
    times: Histogram,
}

impl Control {
    /// A control plane over `store` that publishes to `live`.
    pub fn new(store: Store, live: Arc<Live>, tasks: Tasks, ports: Arc<dyn Ports>) -> Control {
        Control {
            store: Arc::new(store),
            live,
            clock: MachineClock,
            tasks,
            ports,
            quotas: Quotas::default(),
            strictness: Arc::default(),
            rates: Rates::default(),
            times: Histogram::default(),
        }
    }

    /// The same with other quotas than AWS's.
    #[must_use]
    pub fn with_quotas(self, quotas: Quotas) -> Control {
        Control { quotas, ..self }
    }

    /// The same, refusing what is accepted and not emulated, and what AWS refuses: calls above its rates, calls that nobody signed.
    #[must_use]
    pub fn strict(self, strict: bool) -> Control {
        Control { strictness: Arc::new(Strictness::new(strict)), ..self }
    }

    /// Publishes all that the store holds; once, at start.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn publish_all(&self) -> std::result::Result<(), StoreError> {
        publish::all(&self.store, &self.live, self.ports.as_ref()).await
    }

    /// Keeps what API keys use of their quotas until the process is asked to stop.
    pub async fn keep_usage(&self) {
        usage::keep(&self.store, &self.live, &self.tasks).await;
    }

    /// Ends the store's connections, after the last operation.
    pub async fn close(&self) {
        usage::save_or_tell(&self.store, &self.live).await;
        self.store.close().await;
    }

    /// How long requests took, from the last byte of one to its answer.
    pub fn times(&self) -> &Histogram {
        &self.times
    }

    /// Answers one request. Every outcome is a response; errors are AWS's.
    pub async fn handle(&self, caller: Caller, parts: &Parts, body: Bytes) -> Response<Bytes> {
        let started = self.clock.instant();
        let answer = self.answer(caller, parts, body).await;
        self.times.observe(self.clock.instant().saturating_duration_since(started));
        answer
    }

    async fn answer(&self, caller: Caller, parts: &Parts, body: Bytes) -> Response<Bytes> {
        if let Some(operation) = web_acl::operation(parts) {
            if let Err(refusal) = self.check_signed(&caller) {
                return web_acl::refused(refusal.code().name(), refusal.message());
            }
            return Box::pin(web_acl::perform(self, caller, operation, &body)).await;
        }
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        let matched = match router::route(&parts.method, target, caller.scope) {
            Ok(matched) => matched,
            Err(error) => return error.render(Service::ApiGateway),
        };
        let operation = matched.operation;
        let mut answer = self.answer_operation(matched, caller, parts, &body).await;
        answer.extensions_mut().insert(OperationName(operation.spec().name));
        answer
    }

    async fn answer_operation(&self, matched: RouteMatch, caller: Caller, parts: &Parts, body: &[u8]) -> Response<Bytes> {
        let spec = matched.operation.spec();
        if body.len() > body_limit(spec) {
            return AwsError::request_entity_too_large("Request Too Long").render(spec.service);
        }
        let request =
            RequestParts { parameters: &matched.parameters, query: parts.uri.query().unwrap_or(""), headers: &parts.headers };
        let answer = match codec::decode(spec, &request, body) {
            Ok(input) => self.perform(matched.operation, caller, input).await,
            Err(error) => Err(error),
        };
        match answer {
            Ok(output) => codec::encode(spec, &output),
            Err(error) => error.render(spec.service),
        }
    }

    async fn perform(&self, operation: Operation, caller: Caller, input: Input) -> Result<Output> {
        let scope = self.scope(caller, operation.spec());
        self.check_signed(&scope.caller)?;
        if !scope.caller.is_emulator {
            self.rates.count(&scope, &input.members)?;
        }
        // What needs the store is in a box: messages to WebSocket clients need no room for it.
        match dispatch::handler(operation) {
            Handler::Read(run) => Box::pin(self.read(scope, |call| run(call, input))).await,
            Handler::Write(run) => Box::pin(self.write(scope, |call| run(call, input))).await,
            Handler::ReadFirst(read) => {
                let work = read(scope.clone(), input).await?;
                Box::pin(self.write(scope, work)).await
            }
            Handler::Live(run) => run(self, scope, input).await,
            Handler::Missing => Err(AwsError::not_implemented(operation.spec().name)),
        }
    }

    /// Every operation of AWS is signed.
    fn check_signed(&self, caller: &Caller) -> Result<()> {
        if caller.scope.is_some() {
            return Ok(());
        }
        let what = "an operation that nobody signed";
        self.strictness.refused_by_aws(
            caller,
            what,
            AwsError::missing_authentication_token(),
            "call it with an SDK or the AWS CLI",
        )
    }

    /// Does what reads in one transaction.
    async fn read(
        &self,
        scope: Scope,
        work: impl for<'a> FnOnce(&'a mut Read) -> BoxFuture<'a, Result<Output>>,
    ) -> Result<Output> {
        let mut call = Read { scope, tx: self.store.begin_read().await? };
        work(&mut call).await
    }

    /// Does what writes in one transaction.
    async fn write<A>(&self, scope: Scope, work: impl for<'a> FnOnce(&'a mut Write) -> BoxFuture<'a, Result<A>>) -> Result<A> {
        let mut call = Write { scope, tx: self.store.begin_write().await?, effects: Vec::new() };
        let answer = work(&mut call).await?;
        v2::deployment::deploy_automatically(&mut call).await?;
        self.commit(call).await?;
        Ok(answer)
    }

    fn scope(&self, caller: Caller, spec: &'static OperationSpec) -> Scope {
        let now = self.live.accounts.clocks.now(&caller.account);
        Scope {
            caller,
            spec,
            now,
            quotas: self.quotas,
            strictness: Arc::clone(&self.strictness),
            live: Arc::clone(&self.live),
            ports: Arc::clone(&self.ports),
        }
    }

    /// Commits, and publishes what the operation changed before anyone else may write.
    async fn commit(&self, mut call: Write) -> Result<()> {
        if call.effects.is_empty() {
            // A caller that goes away meanwhile can have it half way no more: all of it lasts, or nothing.
            drop(call.tx.commit().await?);
            return Ok(());
        }
        let (store, live) = (Arc::clone(&self.store), Arc::clone(&self.live));
        let strict = self.strictness.is_strict();
        self.conclude(async move {
            let change = publish::prepare(&store, &mut call.tx, &live, &call.effects).await?;
            match change.first_finding(&live).filter(|_| strict) {
                Some(finding) => Err(AwsError::not_implemented(finding)),
                None => Ok((call.tx, change)),
            }
        })
        .await
    }

    /// Commits what was prepared, and puts it in service before anyone else may write. A caller that goes away meanwhile does
    /// not stop it half way.
    async fn conclude(&self, prepared: impl Future<Output = Result<(Writing, Change)>> + Send + 'static) -> Result<()> {
        let (live, ports) = (Arc::clone(&self.live), Arc::clone(&self.ports));
        let work = async move {
            let (tx, change) = prepared.await?;
            let turn = tx.commit().await?;
            change.apply(&live, ports.as_ref());
            drop(turn);
            Ok(())
        };
        match self.tasks.spawn(work).await {
            Ok(outcome) => outcome,
            Err(error) => {
                tracing::error!(%error, "publishing broke down; the change was not made");
                Err(AwsError::internal_failure("Internal failure"))
            }
        }
    }
}

/// The most bytes of a request: of a definition what AWS imports, else what API Gateway's own front door lets through, and for Lambda the largest archive (50 MB) in base64.
fn body_limit(spec: &OperationSpec) -> usize {
    match spec.service {
        Service::ApiGateway if matches!(spec.name, "ImportRestApi" | "PutRestApi") => quota::DEFINITION,
        Service::ApiGateway | Service::ApiGatewayV2 | Service::Management => 10 * 1024 * 1024,
        Service::Lambda => 70 * 1024 * 1024,
    }
}

impl From<StoreError> for AwsError {
    fn from(error: StoreError) -> AwsError {
        match error {
            StoreError::Taken => AwsError::conflict("A resource with this identifier already exists"),
            StoreError::Document { .. } | StoreError::Database(_) => {
                tracing::error!(%error, "the state could not be read or written; look for room and rights in the data directory");
                AwsError::internal_failure("Internal failure")
            }
        }
    }
}
