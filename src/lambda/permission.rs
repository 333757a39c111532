//! A function's resource policy: whether API Gateway may invoke it (developer guide, "API Gateway permissions model for invoking an
//! API"). Lambda's own Invoke is not asked.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwapOption;
use emulator_api::arn::{Arn, FunctionArn};
use serde_json::{Value, json};

use super::Definition;
use super::invocation::InvokeError;
use crate::policy::{Caller, Decision, Facts, Policy, Question};

const API_GATEWAY: Caller<'_> = Caller::Service("apigateway.amazonaws.com");
const INVOKE: &str = "lambda:InvokeFunction";

/// How many permitted sources are remembered, so that the policy need not be asked again: called paths are among them.
const MOST_PERMITTED: usize = 100;

/// Who has a function invoked: makes the ARN of the method, route or authorizer when it is asked for.
pub type Source<'s> = &'s (dyn Fn() -> String + Sync);

/// A function of which it is not known that AWS would let APIs invoke it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpermitted {
    /// Its account.
    pub account: String,
    /// Its region.
    pub region: String,
    /// Its name.
    pub name: String,
    /// What it lacks.
    pub lack: Lack,
}

/// What a function lacks that AWS would ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A policy: it is a folder, which has none here.
    Policy,
    /// A policy that is known here: it is behind an endpoint, which nobody asks for it.
    KnownPolicy,
    /// A statement that speaks of API Gateway.
    Statement,
    /// A statement for this source, for which it was invoked.
    Permission(String),
}

impl Lack {
    /// Whether it is no account's own: folders and endpoints serve them all.
    pub const fn is_of_all_accounts(&self) -> bool {
        matches!(self, Self::Policy | Self::KnownPolicy)
    }

    /// The source that a statement is missing for, where it is one alone.
    pub fn source(&self) -> Option<&str> {
        match self {
            Self::Policy | Self::KnownPolicy | Self::Statement => None,
            Self::Permission(source) => Some(source),
        }
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Policy => formatter.write_str("a folder has no policy, and lets every API invoke it"),
            Self::KnownPolicy => {
                formatter.write_str("the policy that it has behind its endpoint is not asked, and every API invokes it")
            }
            Self::Statement => formatter.write_str("no statement of its policy lets API Gateway invoke it"),
            Self::Permission(source) => {
                write!(formatter, "it was invoked for {source}, which no statement of its policy permits")
            }
        }
    }
}

/// What a function that was created lets others do. A folder has no policy, and lets everyone in.
#[derive(Debug)]
pub(super) struct Permissions {
    policy: ArcSwapOption<Policy>,
    settled: Mutex<Settled>,
}

/// What nobody needs to look at again.
#[derive(Debug, Default)]
struct Settled {
    /// Sources that the policy permits.
    permitted: HashSet<String>,
    /// Of each API's stages, the first source that it does not permit; the log has told of it.
    unpermitted: HashMap<String, String>,
}

impl Permissions {
    /// Those of a function with these statements; none of a folder.
    pub(super) fn new(statements: Option<&[Value]>) -> Self {
        let permissions = Self { policy: ArcSwapOption::empty(), settled: Mutex::default() };
        if let Some(statements) = statements {
            permissions.replace(statements);
        }
        permissions
    }

    /// Puts other statements in the place of those that it has.
    pub(super) fn replace(&self, statements: &[Value]) {
        let policy = Policy::from_json(&json!({ "Version": "2012-10-17", "Statement": statements }));
        let policy =
            policy.inspect_err(|error| tracing::error!(%error, "a function's policy cannot be read and permits nothing"));
        self.policy.store(Some(policy.unwrap_or_else(|_| Policy::silent()).into()));
        *self.settled() = Settled::default();
    }

    /// What the function lacks so that APIs may invoke it: of sources, those are known that have done so, one of each stage.
    pub(super) fn lacks(&self, definition: &Definition) -> Vec<Unpermitted> {
        let lacks = match self.policy.load().as_ref() {
            None => vec![Lack::Policy],
            Some(policy) if !policy.speaks_of(API_GATEWAY, INVOKE, &arn_of(definition)) => vec![Lack::Statement],
            Some(_) => {
                let settled = self.settled();
                settled.unpermitted.values().map(|source| Lack::Permission(source.clone())).collect()
            }
        };
        let Definition { account, region, name, .. } = definition;
        let lacks = lacks.into_iter();
        lacks.map(|lack| Unpermitted { account: account.clone(), region: region.clone(), name: name.clone(), lack }).collect()
    }

    /// Refuses what the policy does not permit; without `strict` the log tells of it, once for each stage of an API.
    pub(super) fn check(&self, definition: &Definition, strict: bool, source: Source<'_>) -> Result<(), InvokeError> {
        let policy = self.policy.load();
        let Some(policy) = policy.as_ref() else { return Ok(()) };
        let source = source();
        if !strict && self.settled().holds(&source) {
            return Ok(());
        }
        let function = arn_of(definition);
        let question = Question { caller: API_GATEWAY, action: INVOKE, resource: &function, facts: &SourceArn(&source) };
        let permitted = matches!(policy.decide(&question), Decision::Allowed { .. });
        if strict {
            return if permitted { Ok(()) } else { Err(InvokeError::NotPermitted { function, by: source }) };
        }
        if self.settled().settle(&source, permitted) && !permitted {
            tracing::warn!(
                function,
                source,
                "no statement of the function's policy lets API Gateway invoke it, and AWS would answer 500; \
                 AddPermission for apigateway.amazonaws.com with this SourceArn permits it, --strict refuses it here too"
            );
        }
        Ok(())
    }

    fn settled(&self) -> MutexGuard<'_, Settled> {
        self.settled.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Settled {
    fn holds(&self, source: &str) -> bool {
        self.permitted.contains(source) || self.unpermitted.contains_key(stage_of(source))
    }

    /// Settles a source; false when it, or another of its stage that is not permitted either, was settled before.
    fn settle(&mut self, source: &str, permitted: bool) -> bool {
        if self.holds(source) {
            return false;
        }
        if permitted {
            if self.permitted.len() == MOST_PERMITTED {
                self.permitted.clear();
            }
            self.permitted.insert(source.to_owned());
        } else {
            self.unpermitted.insert(stage_of(source).to_owned(), source.to_owned());
        }
        true
    }
}

/// The part of a source that clients do not choose: the API and its stage, or its authorizers.
fn stage_of(source: &str) -> &str {
    source.match_indices('/').nth(1).map_or(source, |(end, _)| &source[..end])
}

fn arn_of(definition: &Definition) -> String {
    FunctionArn::new(&definition.region, &definition.account, &definition.name).to_string()
}

/// What conditions can ask of an invocation by API Gateway.
struct SourceArn<'s>(&'s str);

impl Facts for SourceArn<'_> {
    fn values(&self, key: &str) -> Vec<Cow<'_, str>> {
        let value = match key {
            "aws:sourcearn" => Some(self.0),
            "aws:sourceaccount" => Arn::parse(self.0).map(|arn| arn.account),
            _ => None,
        };
        value.map(Cow::Borrowed).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::Duration;

    use super::super::{Code, Runtime};
    use super::*;

    const SOURCE: &str = "arn:aws:execute-api:us-east-1:000000000000:abc/prod/GET/pets";

    fn definition() -> Definition {
        Definition {
            account: "000000000000".to_owned(),
            region: "us-east-1".to_owned(),
            name: "pets".to_owned(),
            runtime: Runtime::parse("python3.12").unwrap(),
            handler: "app.handler".to_owned(),
            code: Code::Folder(PathBuf::new()),
            environment: Vec::new(),
            timeout: Duration::from_secs(3),
            memory_megabytes: 128,
            log_group: String::new(),
            permissions: None,
        }
    }

    fn statement(principal: &str, condition: &Value) -> Value {
        json!({
            "Sid": "s",
            "Effect": "Allow",
            "Principal": { "Service": principal },
            "Action": "lambda:InvokeFunction",
            "Resource": "arn:aws:lambda:us-east-1:000000000000:function:pets",
            "Condition": condition,
        })
    }

    fn lacks(permissions: &Permissions) -> Vec<Lack> {
        permissions.lacks(&definition()).into_iter().map(|unpermitted| unpermitted.lack).collect()
    }

    fn permits(statements: &[Value]) -> bool {
        Permissions::new(Some(statements)).check(&definition(), true, &|| SOURCE.to_owned()).is_ok()
    }

    // Developer guide, "Example: Grant API Gateway permission to invoke a Lambda function", and the conditions of AddPermission.
    #[test]
    fn a_statement_permits_its_principal_and_its_source_alone() {
        let like = |arn: &str| json!({ "ArnLike": { "AWS:SourceArn": arn } });
        let account = |number: &str| json!({ "StringEquals": { "AWS:SourceAccount": number } });
        for (condition, permitted) in [
            (json!({}), true),
            (like(SOURCE), true),
            (like("arn:aws:execute-api:us-east-1:000000000000:abc/*/GET/pets"), true),
            (like("arn:aws:execute-api:us-east-1:000000000000:abc/*"), true),
            (like("arn:aws:execute-api:us-east-1:000000000000:abc/*/POST/pets"), false),
            (like("arn:aws:execute-api:us-east-1:000000000000:other/*"), false),
            (account("000000000000"), true),
            (account("111111111111"), false),
        ] {
            assert_eq!(permits(&[statement("apigateway.amazonaws.com", &condition)]), permitted, "{condition}");
        }
        assert!(!permits(&[statement("s3.amazonaws.com", &json!({}))]));
        assert!(!permits(&[]));
    }

    #[test]
    fn a_folder_has_no_policy_and_lets_everyone_in() {
        let permissions = Permissions::new(None);
        assert!(permissions.check(&definition(), true, &|| SOURCE.to_owned()).is_ok());
        assert_eq!(lacks(&permissions), [Lack::Policy]);
    }

    /// A function whose one statement is for the API `abc`.
    fn permitting_one_api() -> Permissions {
        let condition = json!({ "ArnLike": { "AWS:SourceArn": "arn:aws:execute-api:us-east-1:000000000000:abc/*" } });
        Permissions::new(Some(&[statement("apigateway.amazonaws.com", &condition)]))
    }

    // A REST API's source has the path that is called.
    #[test]
    fn an_api_that_is_not_permitted_is_told_of_once_however_many_paths_are_called() {
        let permissions = permitting_one_api();
        for api in ["abc", "other"] {
            for path in 0..2 * MOST_PERMITTED {
                let source = || format!("arn:aws:execute-api:us-east-1:000000000000:{api}/prod/GET/pets/{path}");
                assert!(permissions.check(&definition(), false, &source).is_ok());
            }
        }
        let first = "arn:aws:execute-api:us-east-1:000000000000:other/prod/GET/pets/0";
        assert_eq!(lacks(&permissions), [Lack::Permission(first.to_owned())]);
        assert_eq!(permissions.settled().permitted.len(), MOST_PERMITTED);
    }

    // A deployed API has a statement of its own, which says nothing of the next one.
    #[test]
    fn every_source_is_looked_at_once_while_the_policy_stays() {
        let permissions = Permissions::new(Some(&[]));
        assert!(permissions.settled().settle(SOURCE, false) && permissions.settled().holds(SOURCE));
        assert!(!permissions.settled().settle(SOURCE, false));
        assert!(!permissions.settled().holds("arn:aws:execute-api:us-east-1:000000000000:other/prod/GET/pets"));
        permissions.replace(&[]);
        assert!(!permissions.settled().holds(SOURCE));
    }

    #[test]
    fn a_statement_for_one_source_says_nothing_of_another() {
        let other = "arn:aws:execute-api:us-east-1:000000000000:other/*";
        let condition = json!({ "ArnLike": { "AWS:SourceArn": other } });
        let permissions = Permissions::new(Some(&[statement("apigateway.amazonaws.com", &condition)]));
        assert_eq!(lacks(&permissions), []);
        for source in [SOURCE, "arn:aws:execute-api:us-east-1:000000000000:other/prod/GET/pets"] {
            assert!(permissions.check(&definition(), false, &|| source.to_owned()).is_ok());
        }
        assert_eq!(lacks(&permissions), [Lack::Permission(SOURCE.to_owned())]);
    }

    #[test]
    fn without_strictness_nothing_is_refused() {
        let permissions = Permissions::new(Some(&[]));
        assert!(permissions.check(&definition(), false, &|| SOURCE.to_owned()).is_ok());
        assert!(permissions.check(&definition(), true, &|| SOURCE.to_owned()).is_err());
        assert_eq!(lacks(&permissions), [Lack::Statement]);
        permissions.replace(&[statement("apigateway.amazonaws.com", &json!({}))]);
        assert_eq!(lacks(&permissions), []);
    }
}
