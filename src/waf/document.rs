//! A web ACL as JSON: AWS WAF's own shape, with the IP sets that its rules refer to beside them. What is not supported is
//! refused when the file is read.

use std::error::Error;
use std::fmt;
use std::sync::Mutex;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fancy_regex::Regex;
use serde::Deserialize;
use serde_json::Value;

use crate::policy::network::Network;
use crate::waf::field::{Field, Oversize, Transformation};
use crate::waf::rate::{Aggregation, Fallback, Rate};
use crate::waf::statement::{Comparison, Position, Statement};
use crate::waf::{Rule, Verdict, WebAcl};

/// A web ACL as it is written. Members that decide nothing (names, capacities, metrics) are read over.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Document {
    default_action: Action,
    #[serde(default)]
    rules: Vec<RuleDocument>,
    #[serde(default, rename = "IPSets")]
    ip_sets: Vec<IpSet>,
    #[serde(rename = "ARN")]
    _arn: Option<Value>,
    #[serde(rename = "Id")]
    _id: Option<Value>,
    #[serde(rename = "Name")]
    _name: Option<Value>,
    #[serde(rename = "Scope")]
    _scope: Option<Value>,
    #[serde(rename = "Description")]
    _description: Option<Value>,
    #[serde(rename = "Capacity")]
    _capacity: Option<Value>,
    #[serde(rename = "LabelNamespace")]
    _label_namespace: Option<Value>,
    #[serde(rename = "ManagedByFirewallManager")]
    _managed_by_firewall_manager: Option<Value>,
    #[serde(rename = "VisibilityConfig")]
    _visibility: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct RuleDocument {
    name: String,
    priority: i64,
    statement: StatementDocument,
    action: Action,
    #[serde(rename = "VisibilityConfig")]
    _visibility: Option<Value>,
}

/// An action without parts: custom responses and inserted headers are not supported.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
enum Action {
    Allow(Nothing),
    Block(Nothing),
    Count(Nothing),
}

/// `{}`.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct IpSet {
    #[serde(rename = "ARN")]
    arn: String,
    addresses: Vec<String>,
    #[serde(rename = "Name")]
    _name: Option<Value>,
    #[serde(rename = "Id")]
    _id: Option<Value>,
    #[serde(rename = "Description")]
    _description: Option<Value>,
    #[serde(rename = "IPAddressVersion")]
    _version: Option<Value>,
}

#[derive(Deserialize)]
enum StatementDocument {
    #[serde(rename = "ByteMatchStatement")]
    ByteMatch(ByteMatch),
    #[serde(rename = "RegexMatchStatement")]
    RegexMatch(RegexMatch),
    #[serde(rename = "IPSetReferenceStatement")]
    IpSetReference(IpSetReference),
    #[serde(rename = "SizeConstraintStatement")]
    SizeConstraint(SizeConstraint),
    #[serde(rename = "RateBasedStatement")]
    RateBased(RateBased),
    #[serde(rename = "NotStatement")]
    Not(NotDocument),
    #[serde(rename = "AndStatement")]
    And(Several),
    #[serde(rename = "OrStatement")]
    Or(Several),
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct ByteMatch {
    search_string: Option<String>,
    search_string_base64: Option<String>,
    field_to_match: FieldDocument,
    text_transformations: Vec<TransformationDocument>,
    positional_constraint: Position,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct RegexMatch {
    regex_string: String,
    field_to_match: FieldDocument,
    text_transformations: Vec<TransformationDocument>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IpSetReference {
    #[serde(rename = "ARN")]
    arn: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct SizeConstraint {
    field_to_match: FieldDocument,
    comparison_operator: Comparison,
    size: usize,
    text_transformations: Vec<TransformationDocument>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct RateBased {
    limit: u64,
    #[serde(default = "default_window")]
    evaluation_window_sec: i64,
    aggregate_key_type: AggregateKeyType,
    scope_down_statement: Option<Box<StatementDocument>>,
    #[serde(rename = "ForwardedIPConfig")]
    forwarded_ip: Option<ForwardedIp>,
}

/// What requests are told apart by; custom keys are not supported.
#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum AggregateKeyType {
    Ip,
    ForwardedIp,
    Constant,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct ForwardedIp {
    header_name: String,
    fallback_behavior: Fallback,
}

/// "300 (5 minutes) is the default."
const fn default_window() -> i64 {
    300
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct NotDocument {
    statement: Box<StatementDocument>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Several {
    statements: Vec<StatementDocument>,
}

#[derive(Deserialize)]
enum FieldDocument {
    SingleHeader(Named),
    SingleQueryArgument(Named),
    AllQueryArguments(Nothing),
    UriPath(Nothing),
    QueryString(Nothing),
    Method(Nothing),
    Body(BodyDocument),
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct BodyDocument {
    #[serde(default)]
    oversize_handling: Oversize,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct TransformationDocument {
    priority: i64,
    #[serde(rename = "Type")]
    kind: Transformation,
}

impl WebAcl {
    /// Reads a web ACL.
    ///
    /// # Errors
    /// What cannot be read, or is not supported.
    pub fn from_json(text: &str) -> Result<Self, InvalidWebAcl> {
        let document: Document = serde_json::from_str(text).map_err(|error| InvalidWebAcl(error.to_string()))?;
        let default =
            document.default_action.verdict().ok_or_else(|| InvalidWebAcl("a default action is Allow or Block".to_owned()))?;
        let mut written = document.rules;
        written.sort_by_key(|rule| rule.priority);
        let mut rules = Vec::with_capacity(written.len());
        for rule in written {
            let statement = rule.statement.compile_of_rule(&document.ip_sets);
            let statement = statement.map_err(|reason| InvalidWebAcl(format!("rule {}: {reason}", rule.name)))?;
            if let Some(verdict) = rule.action.verdict() {
                rules.push(Rule { name: rule.name.into(), statement, verdict });
            }
        }
        Ok(Self { rules: rules.into(), default })
    }
}

impl Action {
    /// What the action decides; counting decides nothing.
    fn verdict(self) -> Option<Verdict> {
        match self {
            Self::Allow(Nothing {}) => Some(Verdict::Allow),
            Self::Block(Nothing {}) => Some(Verdict::Block),
            Self::Count(Nothing {}) => None,
        }
    }
}

impl StatementDocument {
    /// The statement of a rule, which alone may count requests.
    fn compile_of_rule(self, ip_sets: &[IpSet]) -> Result<Statement, String> {
        match self {
            Self::RateBased(rate) => rate.compile(ip_sets).map(Box::new).map(Statement::Rate),
            other => other.compile(ip_sets),
        }
    }

    fn compile(self, ip_sets: &[IpSet]) -> Result<Statement, String> {
        let several = |statements: Several| {
            statements.statements.into_iter().map(|statement| statement.compile(ip_sets)).collect::<Result<Box<[_]>, _>>()
        };
        Ok(match self {
            Self::ByteMatch(statement) => {
                let (field, transformations) = statement.field_to_match.compile(statement.text_transformations);
                let wanted = search_string(statement.search_string, statement.search_string_base64)?;
                Statement::Bytes { wanted, position: statement.positional_constraint, field, transformations }
            }
            Self::RegexMatch(statement) => {
                let (field, transformations) = statement.field_to_match.compile(statement.text_transformations);
                let regex = Regex::new(&statement.regex_string).map_err(|error| format!("RegexString: {error}"))?;
                Statement::Regex { regex, field, transformations }
            }
            Self::IpSetReference(reference) => Statement::Addresses(networks(&reference.arn, ip_sets)?),
            Self::SizeConstraint(statement) => {
                let (field, transformations) = statement.field_to_match.compile(statement.text_transformations);
                Statement::Size { comparison: statement.comparison_operator, size: statement.size, field, transformations }
            }
            Self::RateBased(_) => return Err("a RateBasedStatement cannot stand within another statement".to_owned()),
            Self::Not(not) => Statement::Not(Box::new(not.statement.compile(ip_sets)?)),
            Self::And(statements) => Statement::And(several(statements)?),
            Self::Or(statements) => Statement::Or(several(statements)?),
        })
    }
}

impl RateBased {
    fn compile(self, ip_sets: &[IpSet]) -> Result<Rate, String> {
        let Self { limit, evaluation_window_sec: window, aggregate_key_type, scope_down_statement, forwarded_ip } = self;
        if !(10..=2_000_000_000).contains(&limit) {
            return Err(format!("the Limit {limit} is not between 10 and 2000000000"));
        }
        if ![60, 120, 300, 600].contains(&window) {
            return Err(format!("the EvaluationWindowSec {window} is not 60, 120, 300 or 600"));
        }
        let scope = scope_down_statement.map(|statement| statement.compile(ip_sets).map(Box::new)).transpose()?;
        let aggregation = match (aggregate_key_type, forwarded_ip) {
            (AggregateKeyType::Ip, None) => Aggregation::Address,
            (AggregateKeyType::Constant, None) if scope.is_some() => Aggregation::Constant,
            (AggregateKeyType::Constant, None) => return Err("the key CONSTANT needs a ScopeDownStatement".to_owned()),
            (AggregateKeyType::ForwardedIp, Some(ForwardedIp { header_name, fallback_behavior: fallback })) => {
                let header = header_name.parse().map_err(|_| format!("{header_name:?} is not a header's name"))?;
                Aggregation::Forwarded { header, fallback }
            }
            _ => return Err("a ForwardedIPConfig belongs to the key FORWARDED_IP".to_owned()),
        };
        Ok(Rate { limit, window, aggregation, scope, senders: Mutex::default() })
    }
}

/// What is searched for: as text, as in the console's rule editor, or as bytes in Base64.
fn search_string(text: Option<String>, base64: Option<String>) -> Result<Box<[u8]>, String> {
    match (text, base64) {
        (Some(text), None) => Ok(text.into_bytes().into()),
        (None, Some(base64)) => STANDARD.decode(base64).map(Into::into).map_err(|error| format!("SearchStringBase64: {error}")),
        _ => Err("one of SearchString and SearchStringBase64 is needed".to_owned()),
    }
}

fn networks(arn: &str, ip_sets: &[IpSet]) -> Result<Box<[Network]>, String> {
    let set = ip_sets.iter().find(|set| set.arn == arn).ok_or_else(|| format!("IPSets has no set {arn}"))?;
    let networks =
        set.addresses.iter().map(|text| Network::parse(text).ok_or_else(|| format!("{text:?} is not a range of addresses")));
    networks.collect()
}

impl FieldDocument {
    fn compile(self, mut transformations: Vec<TransformationDocument>) -> (Field, Box<[Transformation]>) {
        transformations.sort_by_key(|transformation| transformation.priority);
        let field = match self {
            Self::SingleHeader(Named { name }) => Field::Header(name.into()),
            Self::SingleQueryArgument(Named { name }) => Field::QueryArgument(name.into()),
            Self::AllQueryArguments(Nothing {}) => Field::AllQueryArguments,
            Self::UriPath(Nothing {}) => Field::Path,
            Self::QueryString(Nothing {}) => Field::Query,
            Self::Method(Nothing {}) => Field::Method,
            Self::Body(BodyDocument { oversize_handling }) => Field::Body(oversize_handling),
        };
        (field, transformations.into_iter().map(|transformation| transformation.kind).collect())
    }
}

/// A text that is no web ACL, or one that has more than is supported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidWebAcl(String);

impl fmt::Display for InvalidWebAcl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for InvalidWebAcl {}
