//! Who may call a method or route, as compiled. Enforcement lives in `gateway::authorize`.

use std::sync::Arc;

use crate::policy::Policy;
use crate::runtime::auth::function::FunctionAuthorizer;
use crate::runtime::auth::user_pool::UserPoolRule;

pub mod condition_key;
pub mod function;
pub mod results;
pub mod user_pool;

/// The authorization of one route of an HTTP or WebSocket API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthRule {
    /// `NONE`: anyone.
    Open,
    /// Declared, but this emulator cannot check it yet; it refuses every call and names what is missing.
    NotEmulated {
        /// What is declared, in the words of the API: `authorizationType AWS_IAM`.
        what: Box<str>,
    },
}

/// The authorization of one method of a REST API.
#[derive(Clone, Debug)]
pub enum MethodAuthorization {
    /// `NONE`, and the API has no resource policy: anyone.
    Open,
    /// Something is checked.
    Guarded(Box<Guard>),
    /// Declared, but it cannot be checked here; it refuses every call.
    Refuses {
        /// What cannot be checked and why, one sentence.
        why: Box<str>,
    },
}

/// What is checked before a method runs: how both parts work together is told by the developer guide, "How API Gateway
/// resource policies affect authorization workflow".
#[derive(Clone, Debug)]
pub struct Guard {
    /// The API's resource policy, if it has one.
    pub resource_policy: Option<Arc<Policy>>,
    /// The method's `authorizationType`.
    pub check: Check,
}

/// What `authorizationType` asks for.
#[derive(Clone, Debug)]
pub enum Check {
    /// `NONE`: the resource policy alone decides.
    Nothing,
    /// `CUSTOM`: a Lambda authorizer.
    Function(Arc<FunctionAuthorizer>),
    /// `COGNITO_USER_POOLS`: a token of a user pool.
    UserPools(UserPoolRule),
    /// `AWS_IAM`: a signature.
    Iam,
}
