//! What conditions of policies can ask of a request for an API.

/// `aws:RequestedRegion` in lower case, which operations have, and requests for APIs do not.
pub const REQUESTED_REGION: &str = "aws:requestedregion";

/// A condition key that a request has here (developer guide, "AWS condition keys that can be used in API Gateway resource
/// policies"). Of the guide's keys those of organizations, tags, other services (`aws:SourceArn`) and VPCs (`aws:SourceVpc`) are
/// not known: a condition on them finds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "AWS's own names; the guide's page describes each")]
pub enum ConditionKey {
    CurrentTime,
    EpochTime,
    PrincipalAccount,
    PrincipalArn,
    PrincipalType,
    Referer,
    SecureTransport,
    SourceIp,
    SourceVpce,
    UserAgent,
    UserId,
    UserName,
    VpcSourceIp,
}

impl ConditionKey {
    /// The key with this name, which is given in lower case; none when requests never have it here.
    pub fn from_lower_case(name: &str) -> Option<Self> {
        Some(match name.strip_prefix("aws:")? {
            "currenttime" => Self::CurrentTime,
            "epochtime" => Self::EpochTime,
            "principalaccount" => Self::PrincipalAccount,
            "principalarn" => Self::PrincipalArn,
            "principaltype" => Self::PrincipalType,
            "referer" => Self::Referer,
            "securetransport" => Self::SecureTransport,
            "sourceip" => Self::SourceIp,
            "sourcevpce" => Self::SourceVpce,
            "useragent" => Self::UserAgent,
            "userid" => Self::UserId,
            "username" => Self::UserName,
            "vpcsourceip" => Self::VpcSourceIp,
            _ => return None,
        })
    }
}
