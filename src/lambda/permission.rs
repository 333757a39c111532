//! A function's resource policy: whether API Gateway may invoke it (developer guide, "API Gateway permissions model for invoking an
//! API"). Lambda's own Invoke is not asked.

use std::borrow::Cow;
use std::collections::HashMap;
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

/// Of how many sources a function's policy is asked where nobody is refused.
const MOST_SETTLED: usize = 100;

/// Who has a function invoked: makes the ARN of the method, route or authorizer when it is asked for.
pub type Source<'s> = &'s (dyn Fn() -> String + Sync);

/// A function that AWS would let no API invoke.
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
    /// A statement that speaks of API Gateway.
    Statement,
    /// A statement for this source, for which it was invoked.
    Permission(String),
}

impl Lack {
    /// The source that a statement is missing for, where it is one alone.
    pub fn source(&self) -> Option<&str> {
        match self {
            Self::Policy | Self::Statement => None,
            Self::Permission(source) => Some(source),
        }
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Policy => formatter.write_str("a folder has no policy, and lets every API invoke it"),
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
    /// The sources that nobody needs to look at again, and whether they are permitted; the log has told of those that are not.
    settled: Mutex<HashMap<String, bool>>,
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
        self.settled().clear();
    }

    /// What the function lacks so that APIs may invoke it: of sources, those are known that have done so.
    pub(super) fn lacks(&self, definition: &Definition) -> Vec<Unpermitted> {
        let lacks = match self.policy.load().as_ref() {
            None => vec![Lack::Policy],
            Some(policy) if !policy.speaks_of(API_GATEWAY, INVOKE, &arn_of(definition)) => vec![Lack::Statement],
            Some(_) => {
                let settled = self.settled();
                let unpermitted = settled.iter().filter(|(_, permitted)| !**permitted);
                unpermitted.map(|(source, _)| Lack::Permission(source.clone())).collect()
            }
        };
        let Definition { account, region, name, .. } = definition;
        let lacks = lacks.into_iter();
        lacks.map(|lack| Unpermitted { account: account.clone(), region: region.clone(), name: name.clone(), lack }).collect()
    }

    /// Refuses what the policy does not permit; without `strict` the log tells of it, once for each source.
    pub(super) fn check(&self, definition: &Definition, strict: bool, source: Source<'_>) -> Result<(), InvokeError> {
        let policy = self.policy.load();
        let Some(policy) = policy.as_ref() else { return Ok(()) };
        let source = source();
        if !strict && self.is_settled(&source) {
            return Ok(());
        }
        let function = arn_of(definition);
        let question = Question { caller: API_GATEWAY, action: INVOKE, resource: &function, facts: &SourceArn(&source) };
        let permitted = matches!(policy.decide(&question), Decision::Allowed { .. });
        if strict {
            return if permitted { Ok(()) } else { Err(InvokeError::NotPermitted { function, by: source }) };
        }
        if self.settle(&source, permitted) && !permitted {
            tracing::warn!(
                function,
                source,
                "no statement of the function's policy lets API Gateway invoke it, and AWS would answer 500; \
                 AddPermission for apigateway.amazonaws.com with this SourceArn permits it, --strict refuses it here too"
            );
        }
        Ok(())
    }

    /// Whether nobody needs to look at a source: it is settled, or there are too many.
    fn is_settled(&self, source: &str) -> bool {
        let settled = self.settled();
        settled.len() == MOST_SETTLED || settled.contains_key(source)
    }

    /// Settles a source; false when another request has done so by now.
    fn settle(&self, source: &str, permitted: bool) -> bool {
        let mut settled = self.settled();
        if settled.len() == MOST_SETTLED || settled.contains_key(source) {
            return false;
        }
        settled.insert(source.to_owned(), permitted);
        if settled.len() == MOST_SETTLED {
            tracing::warn!(
                source,
                "of {MOST_SETTLED} sources it was told whether they may invoke this function; no others are told of"
            );
        }
        true
    }

    fn settled(&self) -> MutexGuard<'_, HashMap<String, bool>> {
        self.settled.lock().unwrap_or_else(PoisonError::into_inner)
    }
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

    // A deployed API has a statement of its own, which says nothing of the next one.
    #[test]
    fn every_source_is_looked_at_once() {
        let permissions = Permissions::new(Some(&[]));
        assert!(permissions.settle(SOURCE, false) && permissions.is_settled(SOURCE));
        assert!(!permissions.is_settled("arn:aws:execute-api:us-east-1:000000000000:other/prod/GET/pets"));
        permissions.replace(&[]);
        assert!(!permissions.is_settled(SOURCE));
        for other in 0..2 * MOST_SETTLED {
            permissions.settle(&other.to_string(), false);
        }
        assert_eq!(permissions.settled().len(), MOST_SETTLED);
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
