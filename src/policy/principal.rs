//! `Principal` and `NotPrincipal` (IAM user guide, "AWS JSON policy elements: Principal").

use emulator_api::arn::Arn;

use crate::policy::Caller;

/// Whom a statement is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Principals {
    /// No `Principal`: the policy belongs to someone, and is about them.
    Unsaid,
    /// These.
    Of(Box<[Principal]>),
    /// All but these.
    AllBut(Box<[Principal]>),
}

/// One principal of a statement.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Principal {
    /// `*`: everyone, with credentials or without.
    Everyone,
    /// All users and roles of an account.
    Account(Box<str>),
    /// One user, role or session.
    Arn(Box<str>),
    /// A service of AWS, `apigateway.amazonaws.com`.
    Service(Box<str>),
    /// An identity provider or a canonical user: nobody who calls an API here.
    Other,
}

impl Principal {
    /// Reads a value of `"AWS"`.
    pub(super) fn aws(text: &str) -> Self {
        let is_account = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        match Arn::parse(text) {
            _ if text == "*" => Self::Everyone,
            _ if is_account(text) => Self::Account(text.into()),
            Some(arn) if arn.service == "iam" && arn.resource == "root" => Self::Account(arn.account.into()),
            _ => Self::Arn(text.into()),
        }
    }

    fn is(&self, caller: Caller<'_>) -> bool {
        match (self, caller) {
            (Self::Everyone, _) => true,
            (Self::Account(wanted), Caller::Principal { account, .. }) => **wanted == *account,
            (Self::Arn(wanted), Caller::Principal { arn, .. }) => **wanted == *arn || is_session_of(arn, wanted),
            (Self::Service(wanted), Caller::Service(name)) => **wanted == *name,
            (Self::Service(_) | Self::Other, _) | (_, Caller::Anonymous | Caller::Service(_)) => false,
        }
    }
}

impl Principals {
    pub(super) fn cover(&self, caller: Caller<'_>) -> bool {
        match self {
            Self::Unsaid => true,
            Self::Of(principals) => principals.iter().any(|principal| principal.is(caller)),
            Self::AllBut(principals) => !principals.iter().any(|principal| principal.is(caller)),
        }
    }
}

/// Whether a caller's ARN is a session of the role: its ARN names the role without its path.
fn is_session_of(caller: &str, role: &str) -> bool {
    let (Some(caller), Some(role)) = (Arn::parse(caller), Arn::parse(role)) else { return false };
    let assumed = caller.resource.strip_prefix("assumed-role/").and_then(|rest| rest.split('/').next());
    let name = role.resource.strip_prefix("role/").and_then(|rest| rest.rsplit('/').next());
    caller.account == role.account && assumed.is_some() && assumed == name
}
