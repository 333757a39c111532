//! What a handler works with: who calls, when, and the transaction.

use std::sync::Arc;

use emulator_api::arn::{FunctionArn, ResourceArn};
use emulator_api::codec::{Doc, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::model::OperationSpec;
use futures_util::future::BoxFuture;
use serde_json::Value;

use crate::clock::Timestamp;
use crate::runtime::Live;
use crate::store::{Reading, Writing, path};

use super::Caller;
use super::ports::Ports;
use super::quota::Quotas;
use super::strictness::Strictness;

/// Who calls which operation, and when.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    /// Who calls, and where.
    pub(crate) caller: Caller,
    /// The operation.
    pub(crate) spec: &'static OperationSpec,
    /// When it began; everything that it dates has this date.
    pub(crate) now: Timestamp,
    /// How much there may be of what.
    pub(crate) quotas: Quotas,
    /// What is done about what is not emulated.
    pub(super) strictness: Arc<Strictness>,
    /// What is served.
    pub(crate) live: Arc<Live>,
    /// The way to what is live.
    pub(crate) ports: Arc<dyn Ports>,
}

/// An operation that reads.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) scope: Scope,
    pub(crate) tx: Reading,
}

/// An operation that writes.
#[derive(Debug)]
pub(crate) struct Write {
    pub(crate) scope: Scope,
    pub(crate) tx: Writing,
    /// What has to follow, done before the answer leaves.
    pub(crate) effects: Vec<Effect>,
}

/// What follows from a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Compile the API at this path again, and put it in service.
    Publish(String),
    /// Put the API at this path, new and with this document, in service. It has no stages yet.
    PublishNew(String, Doc),
    /// Deploy the v2 API at this path to the stages that deploy on their own.
    AutoDeploy(String),
    /// Take the API with this id out of service.
    Withdraw(String),
    /// Count calls by the usage plans of the account and region at this path as they are now.
    PublishUsagePlans(String),
    /// Have the custom domain name at this path lead where it leads now.
    PublishDomain(String),
    /// Have this custom domain name lead nowhere.
    WithdrawDomain(String),
    /// Have the function at this path run from now on as it is now.
    PublishFunction(String),
    /// Have the function at this path let others invoke it as its policy says now.
    PermitFunction(String),
    /// Have this function run no more.
    WithdrawFunction(FunctionArn),
}

/// What a handler comes to.
pub(crate) type Answer<'a> = BoxFuture<'a, Result<Output>>;

impl Scope {
    /// The path of everything that the caller can see: `/000000000000/us-east-1`.
    pub(crate) fn root(&self) -> String {
        format!("/{}/{}", path::part(&self.caller.account), path::part(&self.caller.region))
    }

    /// The ARN of a thing at a path, for those whose ARNs have the account; most have none.
    pub(crate) fn arn_with_account(&self, path: &str) -> String {
        ResourceArn { account: self.caller.account.clone(), ..ResourceArn::new(&self.caller.region, path.to_owned()) }.to_string()
    }

    /// The date of the operation as documents keep it: whole seconds since 1970.
    pub(crate) fn date(&self) -> Value {
        Value::from(self.now.as_seconds())
    }

    /// The caller sets something that is kept and shown, and has no effect here.
    ///
    /// # Errors
    /// 501 with its name, in a strict emulator.
    pub(crate) fn not_emulated(&self, what: &str, consequence: &str) -> Result<()> {
        self.strictness.not_emulated(&self.caller, what, consequence)
    }

    /// The caller does what AWS would refuse.
    ///
    /// # Errors
    /// AWS's refusal, in a strict emulator.
    pub(crate) fn refused_by_aws(&self, what: &str, refusal: AwsError, advice: &str) -> Result<()> {
        self.strictness.refused_by_aws(&self.caller, what, refusal, advice)
    }
}

impl Write {
    /// Notes what has to follow, once.
    pub(crate) fn then(&mut self, effect: Effect) {
        if !self.effects.contains(&effect) {
            self.effects.push(effect);
        }
    }
}

/// A text member of a document or input; `""` when it is absent.
pub(crate) fn text<'d>(doc: &'d Doc, member: &str) -> &'d str {
    doc.get(member).and_then(Value::as_str).unwrap_or("")
}

/// Gives `member` a value unless it has one.
pub(crate) fn default(doc: &mut Doc, member: &str, value: impl Into<Value>) {
    if doc.get(member).is_none_or(Value::is_null) {
        doc.insert(member.to_owned(), value.into());
    }
}

/// A member that is true.
pub(crate) fn is_true(doc: &Doc, member: &str) -> bool {
    doc.get(member).and_then(Value::as_bool).unwrap_or(false)
}

/// The members of an object member; nothing when it is absent.
pub(crate) fn entries<'d>(doc: &'d Doc, member: &str) -> impl Iterator<Item = (&'d String, &'d Value)> {
    doc.get(member).and_then(Value::as_object).into_iter().flatten()
}
