//! IAM-style policies: who may do what with which resource, and when (IAM user guide, "IAM JSON policy reference").
//!
//! Pure: a policy knows nothing about requests but what it is told as a [`Question`].

use std::borrow::Cow;

use crate::policy::condition::Condition;
pub use crate::policy::document::InvalidPolicy;
use crate::policy::pattern::Pattern;
use crate::policy::principal::Principals;

mod condition;
mod document;
pub mod network;
mod pattern;
mod principal;

/// A policy document, parsed.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    statements: Box<[Statement]>,
}

/// One statement of a policy.
#[derive(Clone, Debug, PartialEq)]
struct Statement {
    /// It as it is written.
    text: Box<str>,
    effect: Effect,
    principals: Principals,
    actions: Set,
    resources: Set,
    conditions: Box<[Condition]>,
}

/// `Effect`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Allow,
    Deny,
}

/// What a statement covers: all that matches, or all that does not (`NotAction`, `NotResource`).
#[derive(Clone, Debug, PartialEq)]
enum Set {
    Of(Box<[Pattern]>),
    AllBut(Box<[Pattern]>),
}

/// What is to be decided.
#[derive(Clone, Copy)]
pub struct Question<'q> {
    /// Who asks.
    pub caller: Caller<'q>,
    /// What they want to do: `execute-api:Invoke`.
    pub action: &'q str,
    /// What with: `arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5/prod/GET/pets`.
    pub resource: &'q str,
    /// What conditions can ask for.
    pub facts: &'q dyn Facts,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller<'c> {
    /// Someone without AWS credentials.
    Anonymous,
    /// A user or role of an account.
    Principal {
        /// The account, 12 digits.
        account: &'c str,
        /// `arn:aws:iam::{account}:user/{name}` or `arn:aws:sts::{account}:assumed-role/{role}/{session}`.
        arn: &'c str,
    },
    /// A service of AWS, by its own name: `apigateway.amazonaws.com`.
    Service(&'c str),
}

/// The request context that conditions ask for.
pub trait Facts: Sync {
    /// The values of a condition key, which is given in lower case (`aws:sourceip`); none when the request has none.
    fn values(&self, key: &str) -> Vec<Cow<'_, str>>;
}

/// A request about which nothing is known.
impl Facts for () {
    fn values(&self, _key: &str) -> Vec<Cow<'_, str>> {
        Vec::new()
    }
}

/// What a policy says. The numbers are the positions of the statements that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A statement allows it and none denies it.
    Allowed {
        /// The first statement that allows.
        statement: usize,
    },
    /// A statement denies it; nothing can overrule that.
    Denied {
        /// The first statement that denies.
        statement: usize,
    },
    /// No statement speaks of it.
    Silent,
}

impl Policy {
    /// A policy without statements.
    pub fn silent() -> Self {
        Self { statements: Box::default() }
    }

    /// Whether a statement allows this caller the action on the resource under some condition.
    pub fn speaks_of(&self, caller: Caller<'_>, action: &str, resource: &str) -> bool {
        let question = Question { caller, action, resource, facts: &() };
        self.statements.iter().any(|statement| statement.effect == Effect::Allow && statement.is_about(&question))
    }

    /// The keys that its conditions ask for, in lower case.
    pub fn condition_keys(&self) -> impl Iterator<Item = &str> {
        self.statements.iter().flat_map(|statement| &statement.conditions).map(Condition::key)
    }

    /// What this policy says: an explicit deny before everything, then an allow.
    pub fn decide(&self, question: &Question<'_>) -> Decision {
        let mut allowed = None;
        for (position, statement) in self.statements.iter().enumerate() {
            let decides = statement.effect == Effect::Deny || allowed.is_none();
            if decides && statement.covers(question) {
                match statement.effect {
                    Effect::Deny => return Decision::Denied { statement: position },
                    Effect::Allow => allowed = Some(position),
                }
            }
        }
        allowed.map_or(Decision::Silent, |statement| Decision::Allowed { statement })
    }

    /// The statement that decided, as it is written.
    pub fn statement(&self, decision: Decision) -> Option<&str> {
        Some(&self.statements.get(decision.statement()?)?.text)
    }
}

impl Decision {
    /// The position of the statement that decided.
    pub const fn statement(self) -> Option<usize> {
        match self {
            Self::Allowed { statement } | Self::Denied { statement } => Some(statement),
            Self::Silent => None,
        }
    }
}

impl Statement {
    fn covers(&self, question: &Question<'_>) -> bool {
        self.is_about(question) && self.conditions.iter().all(|condition| condition.holds(question.facts))
    }

    /// Whether it speaks of the question, whatever its conditions say.
    fn is_about(&self, question: &Question<'_>) -> bool {
        self.principals.cover(question.caller)
            && self.actions.covers(question.action, question.facts)
            && self.resources.covers(question.resource, question.facts)
    }
}

impl Set {
    fn covers(&self, text: &str, facts: &dyn Facts) -> bool {
        let any = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.matches(text, facts));
        match self {
            Self::Of(patterns) => any(patterns),
            Self::AllBut(patterns) => !any(patterns),
        }
    }
}

#[cfg(test)]
mod tests;
