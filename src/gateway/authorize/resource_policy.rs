//! What policies ask of a request, and how a caller is told that a resource policy refuses.

use std::borrow::Cow;

use crate::clock::Timestamp;
use crate::gateway::authorize::signers::Signer;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::inbound::Inbound;
use crate::policy::{Facts, Question};

/// The condition keys that a request has (developer guide, "AWS condition keys that can be used in API Gateway resource
/// policies"). Which VPC an endpoint is in is not known.
pub(super) struct RequestFacts<'r> {
    pub(super) inbound: &'r Inbound,
    /// Who signed the request, if that was asked for.
    pub(super) signer: Option<&'r Signer>,
    pub(super) now: Timestamp,
}

impl Facts for RequestFacts<'_> {
    fn values(&self, key: &str) -> Vec<Cow<'_, str>> {
        let header = |name: &str| self.inbound.header(name).map(Cow::Borrowed);
        let value = match key {
            "aws:sourceip" => Some(self.inbound.peer.ip().to_canonical().to_string().into()),
            "aws:sourcevpce" => self.inbound.vpc_endpoint().map(Cow::Borrowed),
            "aws:vpcsourceip" if self.inbound.vpc_endpoint().is_some() => {
                Some(self.inbound.peer.ip().to_canonical().to_string().into())
            }
            "aws:useragent" => header("user-agent"),
            "aws:referer" => header("referer"),
            // API Gateway is only reached by TLS; that this listener speaks without it is no concern of policies.
            "aws:securetransport" => Some(Cow::Borrowed("true")),
            "aws:epochtime" => Some(self.now.as_seconds().to_string().into()),
            "aws:currenttime" => jiff::Timestamp::from_second(self.now.as_seconds()).ok().map(|time| time.to_string().into()),
            "aws:principalaccount" => self.signer.map(|signer| Cow::Borrowed(&*signer.account)),
            "aws:principalarn" => self.signer.map(|signer| Cow::Borrowed(&*signer.arn)),
            "aws:userid" => self.signer.map(|signer| Cow::Borrowed(&*signer.user_id)),
            "aws:username" => self.signer.and_then(Signer::user_name).map(Cow::Borrowed),
            _ => None,
        };
        value.into_iter().collect()
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
