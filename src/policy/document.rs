//! JSON policy documents (IAM user guide, "Grammar of the IAM JSON policy language").

use std::fmt;

use serde_json::{Map, Value};

use crate::policy::condition::Condition;
use crate::policy::pattern::{Pattern, Reading};
use crate::policy::principal::{Principal, Principals};
use crate::policy::{Effect, Policy, Set, Statement};

/// Why a document is no policy, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPolicy(String);

impl fmt::Display for InvalidPolicy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for InvalidPolicy {}

fn invalid(what: impl Into<String>) -> InvalidPolicy {
    InvalidPolicy(what.into())
}

/// What texts mean in one policy.
#[derive(Clone, Copy)]
struct Dialect<'d> {
    /// Whether the version knows `${…}`.
    variables: bool,
    /// The ARN that `execute-api:` abbreviates.
    api: Option<&'d str>,
}

impl Policy {
    /// Reads a policy document.
    ///
    /// # Errors
    /// `InvalidPolicy` for what is not one. Members that policies do not have are errors: a condition with a typo in its
    /// name must not widen a policy.
    pub fn from_json(document: &Value) -> Result<Self, InvalidPolicy> {
        read(document, None)
    }

    /// Reads the resource policy of an API. `execute-api:/stage/METHOD/path` abbreviates the ARN of that API, which is
    /// `api`: `arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5` (developer guide, "API Gateway resource policy
    /// examples").
    ///
    /// # Errors
    /// As [`Policy::from_json`]; also for text that is not JSON, and for statements without a principal.
    pub fn parse_for_api(document: &str, api: &str) -> Result<Self, InvalidPolicy> {
        let document: Value = serde_json::from_str(document).map_err(|error| invalid(format!("it is not JSON: {error}")))?;
        let policy = read(&document, Some(api))?;
        if policy.statements.iter().any(|statement| statement.principals == Principals::Unsaid) {
            return Err(invalid("a statement has no Principal"));
        }
        Ok(policy)
    }
}

fn read(document: &Value, api: Option<&str>) -> Result<Policy, InvalidPolicy> {
    let document = document.as_object().ok_or_else(|| invalid("it is not an object"))?;
    let variables = match document.get("Version") {
        None => false,
        Some(version) if version == "2008-10-17" => false,
        Some(version) if version == "2012-10-17" => true,
        Some(version) => return Err(invalid(format!("{version} is not a policy version"))),
    };
    let dialect = Dialect { variables, api };
    let statements = match document.get("Statement") {
        Some(Value::Array(statements)) => statements.as_slice(),
        Some(statement @ Value::Object(_)) => std::slice::from_ref(statement),
        _ => return Err(invalid("it has no Statement")),
    };
    let statements = statements.iter().map(|statement| dialect.statement(statement)).collect::<Result<_, _>>()?;
    Ok(Policy { statements })
}

const MEMBERS: [&str; 9] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

impl Dialect<'_> {
    fn statement(self, statement: &Value) -> Result<Statement, InvalidPolicy> {
        let text = statement.to_string().into();
        let statement = statement.as_object().ok_or_else(|| invalid("a statement is not an object"))?;
        if let Some(name) = statement.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
            return Err(invalid(format!("statements have no member {name:?}")));
        }
        let effect = match statement.get("Effect").and_then(Value::as_str) {
            Some("Allow") => Effect::Allow,
            Some("Deny") => Effect::Deny,
            _ => return Err(invalid("Effect must be Allow or Deny")),
        };
        Ok(Statement {
            text,
            effect,
            principals: principals(statement)?,
            actions: set(statement, ["Action", "NotAction"], |text| self.action(text))?,
            resources: set(statement, ["Resource", "NotResource"], |text| self.resource(text))?,
            conditions: self.conditions(statement.get("Condition"))?,
        })
    }

    fn action(self, text: &str) -> Pattern {
        Pattern::parse(text, Reading { wildcards: true, variables: false, folds_case: true })
    }

    fn resource(self, text: &str) -> Pattern {
        let reading = Reading { wildcards: true, variables: self.variables, folds_case: false };
        match self.api.zip(text.strip_prefix("execute-api:").filter(|rest| rest.starts_with('/'))) {
            Some((api, rest)) => Pattern::parse(&format!("{api}{rest}"), reading),
            None => Pattern::parse(text, reading),
        }
    }

    fn conditions(self, block: Option<&Value>) -> Result<Box<[Condition]>, InvalidPolicy> {
        let Some(block) = block else { return Ok(Box::default()) };
        let wrong = || invalid("Condition must be an object of operators, each an object of keys");
        let mut conditions = Vec::new();
        for (operator, keys) in block.as_object().ok_or_else(wrong)? {
            for (key, values) in keys.as_object().ok_or_else(wrong)? {
                let values = scalars(values).ok_or_else(|| invalid(format!("the values of {key} are not texts")))?;
                conditions.push(Condition::parse(operator, key, &values, self.variables).map_err(invalid)?);
            }
        }
        Ok(conditions.into())
    }
}

fn set(
    statement: &Map<String, Value>,
    [of, all_but]: [&str; 2],
    pattern: impl Fn(&str) -> Pattern,
) -> Result<Set, InvalidPolicy> {
    let patterns = |name: &str, value: &Value| {
        let texts = texts(value).ok_or_else(|| invalid(format!("{name} must be a text or a list of texts")))?;
        Ok(texts.into_iter().map(&pattern).collect())
    };
    match (statement.get(of), statement.get(all_but)) {
        (Some(value), None) => patterns(of, value).map(Set::Of),
        (None, Some(value)) => patterns(all_but, value).map(Set::AllBut),
        _ => Err(invalid(format!("a statement must have either {of} or {all_but}"))),
    }
}

fn principals(statement: &Map<String, Value>) -> Result<Principals, InvalidPolicy> {
    match (statement.get("Principal"), statement.get("NotPrincipal")) {
        (None, None) => Ok(Principals::Unsaid),
        (Some(value), None) => principal_list(value).map(Principals::Of),
        (None, Some(value)) => principal_list(value).map(Principals::AllBut),
        (Some(_), Some(_)) => Err(invalid("a statement must not have both Principal and NotPrincipal")),
    }
}

fn principal_list(value: &Value) -> Result<Box<[Principal]>, InvalidPolicy> {
    let wrong = || invalid("Principal must be \"*\" or an object of AWS, Service, Federated or CanonicalUser");
    if value == "*" {
        return Ok([Principal::Everyone].into());
    }
    let mut principals = Vec::new();
    for (kind, value) in value.as_object().ok_or_else(wrong)? {
        let texts = texts(value).ok_or_else(wrong)?;
        match kind.as_str() {
            "AWS" => principals.extend(texts.into_iter().map(Principal::aws)),
            "Service" => principals.extend(texts.into_iter().map(|name| Principal::Service(name.into()))),
            "Federated" | "CanonicalUser" => principals.extend(texts.iter().map(|_| Principal::Other)),
            _ => return Err(wrong()),
        }
    }
    Ok(principals.into())
}

/// A text, or a list of texts.
fn texts(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::String(text) => Some(vec![text]),
        Value::Array(list) => list.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

/// A text, number or boolean, or a list of them, as texts.
fn scalars(value: &Value) -> Option<Vec<String>> {
    let scalar = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    };
    match value {
        Value::Array(list) => list.iter().map(scalar).collect(),
        value => scalar(value).map(|text| vec![text]),
    }
}
