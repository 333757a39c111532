use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AccountId, RegionName};

/// What would be otherwise on AWS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Diagnosis {
    /// Each thing once.
    pub remarks: Vec<Remark>,
}

/// One thing that would be otherwise on AWS.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Remark {
    /// What it is about.
    pub concern: Concern,
    /// The account that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// The region that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionName>,
    /// Where it is: an API and a path in it, a function, an option.
    pub place: String,
    /// What would be otherwise, and what to do about it.
    pub message: String,
}

/// What a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Concern {
    /// A setting that AWS would refuse, or that does nothing here.
    Setting,
    /// A call of an operation that AWS would refuse, since the start.
    Operation,
    /// A function that AWS would not let an API invoke.
    Permission,
    /// An ARN that stands for a function of another account or region.
    Arn,
    /// An id that was chosen.
    Id,
    /// A clock that shows another time.
    Clock,
    /// A fault that is in force.
    Fault,
    /// A number that AWS has otherwise.
    Quota,
    /// Signatures that nobody checks.
    Credentials,
}
