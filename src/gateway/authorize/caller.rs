//! Who called, as far as authorization found it out.

use std::borrow::Cow;
use std::sync::Arc;

use emulator_api::Doc;
use emulator_api::event::authorizer::Authorizer;

use crate::gateway::authorize::signers::Signer;
use crate::runtime::auth::results::AuthorizerResult;

/// Who called. It is known as soon as an authorizer has answered, also when the answer is no.
#[derive(Clone, Debug)]
pub enum Caller {
    /// Whom a Lambda authorizer identified.
    Function {
        /// Its answer.
        result: Arc<AuthorizerResult>,
        /// How long the function took, in milliseconds; 0 when its answer was cached.
        integration_latency: u64,
    },
    /// A user of a user pool.
    UserPool {
        /// What the token claims, as texts.
        claims: Doc,
    },
    /// Who signed the request.
    Iam(Arc<Signer>),
}

impl Caller {
    /// `requestContext.authorizer` of events.
    pub fn authorizer(&self) -> Option<Authorizer<'_>> {
        match self {
            Self::Function { result, integration_latency } => Some(Authorizer::Function {
                context: &result.context,
                principal_id: &result.principal_id,
                integration_latency: *integration_latency,
            }),
            Self::UserPool { claims } => Some(Authorizer::UserPool { claims }),
            Self::Iam(_) => None,
        }
    }

    /// Who signed the request, where that was asked for.
    pub fn signer(&self) -> Option<&Signer> {
        match self {
            Self::Iam(signer) => Some(signer),
            Self::Function { .. } | Self::UserPool { .. } => None,
        }
    }

    /// The value of `$context.{name}`, if it is about the caller.
    pub fn context_value(&self, name: &str) -> Option<Cow<'_, str>> {
        if let Some(name) = name.strip_prefix("identity.") {
            return self.signer()?.identity_value(name).map(Cow::Borrowed);
        }
        let name = name.strip_prefix("authorizer.")?;
        match self {
            Self::Function { result, integration_latency } => match name {
                "principalId" => Some(Cow::Borrowed(&result.principal_id)),
                "integrationLatency" => Some(integration_latency.to_string().into()),
                _ => result.context.get(name)?.as_str().map(Cow::Borrowed),
            },
            Self::UserPool { claims } => claims.get(name.strip_prefix("claims.")?)?.as_str().map(Cow::Borrowed),
            Self::Iam(_) => None,
        }
    }

    /// The API key that the caller's usage is counted by, where the API's `apiKeySource` is `AUTHORIZER`.
    pub fn usage_identifier_key(&self) -> Option<&str> {
        match self {
            Self::Function { result, .. } => result.usage_identifier_key.as_deref(),
            Self::UserPool { .. } | Self::Iam(_) => None,
        }
    }
}
