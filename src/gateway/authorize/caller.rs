//! Who called, as far as authorization found it out.

use std::borrow::Cow;
use std::sync::Arc;

use emulator_api::event::authorizer::Authorizer;

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
}

impl Caller {
    /// `requestContext.authorizer` of events.
    pub fn authorizer(&self) -> Authorizer<'_> {
        match self {
            Self::Function { result, integration_latency } => Authorizer::Function {
                context: &result.context,
                principal_id: &result.principal_id,
                integration_latency: *integration_latency,
            },
        }
    }

    /// The value of `$context.authorizer.{name}`.
    pub fn authorizer_property(&self, name: &str) -> Option<Cow<'_, str>> {
        match self {
            Self::Function { result, integration_latency } => match name {
                "principalId" => Some(Cow::Borrowed(&result.principal_id)),
                "integrationLatency" => Some(integration_latency.to_string().into()),
                _ => result.context.get(name)?.as_str().map(Cow::Borrowed),
            },
        }
    }

    /// The API key that the caller's usage is counted by, where the API's `apiKeySource` is `AUTHORIZER`.
    pub fn usage_identifier_key(&self) -> Option<&str> {
        match self {
            Self::Function { result, .. } => result.usage_identifier_key.as_deref(),
        }
    }
}
