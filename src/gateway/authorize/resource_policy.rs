//! What policies ask of a request, and how a caller is told that a resource policy refuses.

use std::borrow::Cow;

use crate::clock::Timestamp;
use crate::gateway::authorize::signers::Signer;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::inbound::Inbound;
use crate::policy::{Facts, Question};
use crate::runtime::auth::condition_key::ConditionKey;

/// What the conditions of policies ask for.
pub(super) struct RequestFacts<'r> {
    pub(super) inbound: &'r Inbound,
    /// Who signed the request, if that was asked for.
    pub(super) signer: Option<&'r Signer>,
    pub(super) now: Timestamp,
}

impl Facts for RequestFacts<'_> {
    fn values(&self, key: &str) -> Vec<Cow<'_, str>> {
        ConditionKey::from_lower_case(key).and_then(|key| self.value(key)).into_iter().collect()
    }
}

impl RequestFacts<'_> {
    fn value(&self, key: ConditionKey) -> Option<Cow<'_, str>> {
        let header = |name: &str| self.inbound.header(name).map(Cow::Borrowed);
        let address = || self.inbound.peer.ip().to_canonical().to_string().into();
        match key {
            ConditionKey::SourceIp => Some(address()),
            ConditionKey::SourceVpce => self.inbound.vpc_endpoint().map(Cow::Borrowed),
            ConditionKey::VpcSourceIp => self.inbound.vpc_endpoint().map(|_| address()),
            ConditionKey::UserAgent => header("user-agent"),
            ConditionKey::Referer => header("referer"),
            // API Gateway is only reached by TLS; that this listener speaks without it is no concern of policies.
            ConditionKey::SecureTransport => Some(Cow::Borrowed("true")),
            ConditionKey::EpochTime => Some(self.now.as_seconds().to_string().into()),
            ConditionKey::CurrentTime => {
                jiff::Timestamp::from_second(self.now.as_seconds()).ok().map(|time| time.to_string().into())
            }
            ConditionKey::PrincipalAccount => self.signer.map(|signer| Cow::Borrowed(&*signer.account)),
            ConditionKey::PrincipalArn => self.signer.map(|signer| Cow::Borrowed(&*signer.arn)),
            ConditionKey::PrincipalType => self.signer.and_then(Signer::principal_type).map(Cow::Borrowed),
            ConditionKey::UserId => self.signer.map(|signer| Cow::Borrowed(&*signer.user_id)),
            ConditionKey::UserName => self.signer.and_then(Signer::user_name).map(Cow::Borrowed),
        }
    }
}

/// The refusal of someone by a policy, in the words that name who and what. The account is masked but for its end, as AWS does.
pub(super) fn refusal(user: &str, question: &Question<'_>, explicit: bool) -> GatewayError {
    let (action, arn) = (question.action, masked(question.resource));
    let explicitly = if explicit { " with an explicit deny" } else { "" };
    let message = format!("User: {user} is not authorized to perform: {action} on resource: {arn}{explicitly}");
    let detail = if explicit { "a policy denies it" } else { "no policy allows it" };
    GatewayError::new(GatewayResponseType::AccessDenied, detail).with_message(message)
}

fn masked(arn: &str) -> String {
    let mut parts: Vec<Cow<'_, str>> = arn.splitn(6, ':').map(Cow::Borrowed).collect();
    if let Some(account) = parts.get_mut(4)
        && let Some(end) = account.get(account.len().saturating_sub(4)..)
    {
        *account = format!("********{end}").into();
    }
    parts.join(":")
}

#[cfg(test)]
mod tests {
    use super::*;

    // As people report it, of "User: anonymous is not authorized to perform: execute-api:Invoke".
    #[test]
    fn the_account_is_masked_but_for_its_last_four_digits() {
        let arn = "arn:aws:execute-api:us-east-2:123456781977:fywvr4qneh/api/GET/sentiment/";
        assert_eq!(masked(arn), "arn:aws:execute-api:us-east-2:********1977:fywvr4qneh/api/GET/sentiment/");
    }
}
