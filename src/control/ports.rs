//! What the control plane needs from what is live.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use emulator_api::admin::Scope;
use emulator_api::arn::FunctionArn;
use emulator_api::error::AwsError;
use emulator_api::invocation::{FunctionOutcome, Invocation};
use emulator_api::test_invoke::{TestAnswer, TestDecision, TestRequest};
use futures_util::future::BoxFuture;
use serde_json::Value;

use super::ApiStage;
use crate::clock::Timestamp;
use crate::runtime::Api;
use crate::runtime::rest::RestStage;
use crate::store::{Store, StoreError};

/// The way from the control plane to what is live; the app connects it.
pub trait Ports: fmt::Debug + Send + Sync {
    /// Sends `data` to a WebSocket client.
    ///
    /// # Errors
    /// Any [`PortError`].
    fn post_to_connection(&self, to: &ConnectionAddress, data: Bytes) -> Result<(), PortError>;

    /// What is known of a WebSocket connection.
    ///
    /// # Errors
    /// `Malformed`, `Gone` or `Throttled`.
    fn connection(&self, at: &ConnectionAddress) -> Result<Connection, PortError>;

    /// Closes a WebSocket connection.
    ///
    /// # Errors
    /// `Malformed`, `Gone` or `Throttled`.
    fn delete_connection(&self, at: &ConnectionAddress) -> Result<(), PortError>;

    /// Has nothing go on of what is live of a scope, whose accounts have begun anew: WebSocket connections are closed, and what
    /// web ACLs counted, and was noticed of functions, is forgotten.
    fn begin_anew(&self, scope: &Scope);

    /// Has a function run from now on, in place of the one of its ARN; what of that one runs ends normally.
    fn publish_function(&self, function: PublishedFunction);

    /// Has a function run again that was stored, in place of the one of its ARN. Whether a folder of its name hides it stays as it is.
    fn restore_function(&self, function: PublishedFunction);

    /// Has the resource policy of a function consist of these statements from now on.
    fn permit_function(&self, function: &FunctionArn, statements: &[Value]);

    /// Has a function run no more; what of it runs ends normally.
    fn withdraw_function(&self, function: &FunctionArn);

    /// Invokes a function. That it fails is an outcome; the error is what Lambda answers when it cannot be invoked.
    fn invoke_function<'a>(
        &'a self,
        function: &'a FunctionArn,
        invocation: Invocation,
    ) -> BoxFuture<'a, Result<FunctionOutcome, AwsError>>;

    /// Reads an object of S3.
    ///
    /// # Errors
    /// What the operation that needs it answers: that it cannot be read, or that nothing stands for S3.
    fn read_object<'a>(&'a self, region: &'a str, object: &'a S3Object) -> BoxFuture<'a, Result<Bytes, AwsError>>;

    /// Asks an issuer of tokens for its discovery document.
    ///
    /// # Errors
    /// Why there is none.
    fn discover<'a>(&'a self, issuer: &'a str) -> BoxFuture<'a, Result<(), String>>;

    /// Runs a method of a stage that is served to nobody. None when the resource has no such method.
    fn test_method<'a>(
        &'a self,
        api: &'a Api,
        stage: &'a RestStage,
        resource_id: &'a str,
        request: TestRequest,
    ) -> BoxFuture<'a, Option<TestAnswer>>;

    /// Asks the authorizer of such a method who calls.
    fn test_authorizer<'a>(
        &'a self,
        api: &'a Api,
        stage: &'a RestStage,
        resource_id: &'a str,
        request: TestRequest,
    ) -> BoxFuture<'a, Option<TestDecision>>;
}

/// An object of S3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Object {
    /// Its bucket.
    pub bucket: String,
    /// Its key.
    pub key: String,
    /// Its version; none is the latest.
    pub version: Option<String>,
}

/// A Lambda function as it is to run.
#[derive(Clone, Debug)]
pub struct PublishedFunction {
    /// Which it is; without a version.
    pub arn: FunctionArn,
    /// The runtime's identifier, `python3.12`.
    pub runtime: String,
    /// The handler, `app.handler`.
    pub handler: String,
    /// The zip archive that it is made of.
    pub code: FunctionCode,
    /// Its environment variables.
    pub environment: Vec<(String, String)>,
    /// How long an invocation may take.
    pub timeout: Duration,
    /// Its memory size, in megabytes.
    pub memory_megabytes: u32,
    /// The name of its log group.
    pub log_group: String,
    /// The statements of its resource policy.
    pub permissions: Vec<Value>,
}

/// A zip archive in the store, which is read when it is needed.
#[derive(Clone, Debug)]
pub struct FunctionCode {
    store: Arc<Store>,
    sha256: String,
}

impl FunctionCode {
    pub(super) fn new(store: &Arc<Store>, sha256: &str) -> FunctionCode {
        FunctionCode { store: Arc::clone(store), sha256: sha256.to_owned() }
    }

    /// The archive's digest, as `CodeSha256` shows it.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The archive's bytes; `None` when no function has this code any more.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn load(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.store.begin_read().await?.function_code(&self.sha256).await
    }
}

/// A WebSocket connection, as `@connections` names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionAddress {
    /// The connection's id, `L0SM9cOFvHcCIhw=`.
    pub id: String,
    /// The caller's account; other accounts' connections are not there for it.
    pub account: String,
    /// The caller's region; likewise.
    pub region: String,
    /// The API and stage that the request's address named; `None` for a bare `/@connections/{id}`.
    pub api_stage: Option<ApiStage>,
}

/// What `GetConnection` tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// When it was made.
    pub connected_at: Timestamp,
    /// When the client last sent something.
    pub last_active_at: Timestamp,
    /// The client's address.
    pub source_ip: String,
    /// The client's `User-Agent`, when it sent one.
    pub user_agent: Option<String>,
}

/// Why a live thing did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortError {
    /// There is no such connection, or no more.
    Gone,
    /// The id cannot be a connection's.
    Malformed,
    /// The data are larger than a WebSocket message may be.
    TooLarge,
    /// More calls than the account of the connection's API takes.
    Throttled,
    /// Too much waits for the client already.
    BufferFull,
}
