//! Who called, as far as authorization found it out.

use std::borrow::Cow;
use std::sync::Arc;

use emulator_api::Doc;
use emulator_api::event::authorizer::Authorizer;
use emulator_api::event::v2;
use serde_json::Value;

use crate::gateway::authorize::jwt::Token;
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
    /// Whom the token of an HTTP API's JWT authorizer is about.
    Jwt(Token),
    /// Who signed the request.
    Iam(Arc<Signer>),
}

impl Caller {
    /// `requestContext.authorizer` of events, but for those of payload 2.0.
    pub fn authorizer(&self) -> Option<Authorizer<'_>> {
        match self {
            Self::Function { result, integration_latency } => Some(Authorizer::Function {
                context: result.context.as_ref(),
                principal_id: result.principal_id.as_deref(),
                integration_latency: *integration_latency,
            }),
            Self::UserPool { claims } => Some(Authorizer::UserPool { claims }),
            Self::Jwt(token) => Some(Authorizer::Jwt { claims: token.claims(), scopes: token.scopes.as_deref() }),
            Self::Iam(_) => None,
        }
    }

    /// `requestContext.authorizer` of events of payload 2.0.
    pub fn authorizer_v2(&self) -> Option<v2::Authorizer<'_>> {
        match self {
            Self::Function { result, .. } => Some(v2::Authorizer::Lambda(result.context.as_ref())),
            Self::Jwt(token) => Some(v2::Authorizer::Jwt { claims: token.claims(), scopes: token.scopes.as_deref() }),
            Self::Iam(signer) => Some(v2::Authorizer::Iam(v2::IamIdentity {
                access_key: &signer.access_key_id,
                account_id: &signer.account,
                caller_id: &signer.user_id,
                cognito_identity: (),
                principal_org_id: (),
                user_arn: &signer.arn,
                user_id: &signer.user_id,
            })),
            Self::UserPool { .. } => None,
        }
    }

    /// It as integrations are told of it: `requestContext.authorizer`, or of who signed the members of
    /// `requestContext.identity`.
    pub fn to_json(&self) -> Value {
        match self.signer() {
            Some(signer) => {
                let members = ["accountId", "caller", "user", "userArn"];
                members.into_iter().map(|name| (name.to_owned(), Value::from(signer.identity_value(name)))).collect()
            }
            // Names, texts and numbers always become JSON.
            None => serde_json::to_value(self.authorizer()).unwrap_or_default(),
        }
    }

    /// Who signed the request, where that was asked for.
    pub fn signer(&self) -> Option<&Signer> {
        match self {
            Self::Iam(signer) => Some(signer),
            Self::Function { .. } | Self::UserPool { .. } | Self::Jwt(_) => None,
        }
    }

    /// The value of `$context.{name}`, if it is about the caller.
    pub fn context_value(&self, name: &str) -> Option<Cow<'_, str>> {
        match name.split_once('.')? {
            ("identity", name) => self.signer()?.identity_value(name).map(Cow::Borrowed),
            ("authorizer", name) => self.authorizer_value(name),
            _ => None,
        }
    }

    /// The value of `$context.authorizer.{name}`.
    pub fn authorizer_value(&self, name: &str) -> Option<Cow<'_, str>> {
        match self {
            Self::Function { result, integration_latency } => match name {
                "principalId" => result.principal_id.as_deref().map(Cow::Borrowed),
                "integrationLatency" => Some(integration_latency.to_string().into()),
                _ => as_text(result.context.as_ref()?.get(name)?),
            },
            Self::UserPool { claims } => claim(claims, name),
            Self::Jwt(token) => claim(token.claims(), name),
            Self::Iam(_) => None,
        }
    }

    /// The API key that the caller's usage is counted by, where the API's `apiKeySource` is `AUTHORIZER`.
    pub fn usage_identifier_key(&self) -> Option<&str> {
        match self {
            Self::Function { result, .. } => result.usage_identifier_key.as_deref(),
            Self::UserPool { .. } | Self::Jwt(_) | Self::Iam(_) => None,
        }
    }
}

/// The claim that `claims.{name}` asks for.
fn claim<'c>(claims: &'c Doc, name: &str) -> Option<Cow<'c, str>> {
    claims.get(name.strip_prefix("claims.")?)?.as_str().map(Cow::Borrowed)
}

/// A member of an authorizer's context as text; a null is none.
fn as_text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(Cow::Borrowed(text)),
        other => Some(other.to_string().into()),
    }
}
