//! Whose signatures open `AWS_IAM` methods: the emulator's own key, or the keys of a credentials file.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Deserialize;
use serde_json::Value;

use crate::clock::Timestamp;
use crate::policy::Policy;
use crate::runtime::auth::condition_key::{ConditionKey, REQUESTED_REGION};

/// Who may sign.
#[derive(Debug)]
pub enum Signers {
    /// The emulator's own key, and keys that are themselves accounts. They may do everything, and their signatures
    /// only have to be well-formed, because nobody has told the secrets.
    Anyone {
        /// The emulator's own key.
        access_key_id: Box<str>,
        /// The account that it belongs to.
        account: Box<str>,
        /// Whether the log knows.
        told: AtomicBool,
    },
    /// Those of a credentials file; their signatures are checked.
    Known(HashMap<Box<str>, Arc<Signer>>),
}

impl Default for Signers {
    fn default() -> Self {
        Self::anyone("test", "000000000000")
    }
}

/// A user, role or account that signs requests.
#[derive(Debug)]
pub struct Signer {
    /// The key that signs.
    pub access_key_id: Box<str>,
    /// Its secret; without one signatures only have to be well-formed.
    pub secret_access_key: Option<Box<str>>,
    /// The token that has to come with temporary keys.
    pub session_token: Option<Box<str>>,
    /// When temporary keys expire, if they do.
    pub expiration: Option<Timestamp>,
    /// The account, 12 digits.
    pub account: Box<str>,
    /// `arn:aws:iam::{account}:user/{name}`, or that of a role's session.
    pub arn: Box<str>,
    /// The unique id of the principal; where a credentials file gives none, the key's.
    pub user_id: Box<str>,
    /// What the principal may do; none is everything.
    pub policies: Option<Box<[Policy]>>,
}

impl Signers {
    /// Signers of whom only the key is known.
    pub fn anyone(access_key_id: &str, account: &str) -> Self {
        Self::Anyone { access_key_id: access_key_id.into(), account: account.into(), told: AtomicBool::new(false) }
    }

    /// Reads a credentials file:
    /// `{"credentials": [{"accessKeyId", "secretAccessKey", "sessionToken"?, "expiration"?, "principalArn", "userId"?, "policies"?}]}`.
    /// As on AWS a principal without policies may do nothing by itself.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, InvalidCredentials> {
        let file: File = serde_json::from_str(text).map_err(|error| InvalidCredentials(error.to_string()))?;
        let signers = file.credentials.into_iter().map(|credential| {
            let signer = credential.signer()?;
            Ok((signer.access_key_id.clone(), Arc::new(signer)))
        });
        signers.collect::<Result<_, _>>().map(Self::Known)
    }

    /// The account that a key belongs to, whether or not it signs well: that of the credentials file, or the key itself where
    /// that is one.
    pub fn account_of<'k>(&'k self, key: &'k str) -> Option<&'k str> {
        let known = match self {
            Self::Known(signers) => signers.get(key).map(|signer| &*signer.account),
            Self::Anyone { .. } => None,
        };
        known.or_else(|| is_account(key).then_some(key))
    }

    /// Who signs with this key.
    pub fn find(&self, key: &str) -> Option<Arc<Signer>> {
        match self {
            Self::Known(signers) => signers.get(key).cloned(),
            Self::Anyone { access_key_id, account, told } => {
                let account = if is_account(key) { key } else { (**access_key_id == *key).then_some(&**account)? };
                if !told.swap(true, Ordering::Relaxed) {
                    tracing::info!(
                        "methods with AWS_IAM take every well-formed signature by the key {access_key_id:?}; with \
                         --credentials signatures and policies are checked"
                    );
                }
                Some(Arc::new(Signer::of_account(account, key)))
            }
        }
    }
}

/// An access key of twelve digits is an account.
fn is_account(key: &str) -> bool {
    key.len() == 12 && key.bytes().all(|byte| byte.is_ascii_digit())
}

impl Signer {
    /// One of whom only the account and the key are known. It may do everything in its account.
    pub fn of_account(account: &str, access_key_id: &str) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            secret_access_key: None,
            session_token: None,
            expiration: None,
            account: account.into(),
            arn: format!("arn:aws:iam::{account}:root").into(),
            user_id: account.into(),
            policies: None,
        }
    }

    /// The value of `$context.identity.{name}`.
    pub fn identity_value(&self, name: &str) -> Option<&str> {
        match name {
            "accessKey" => Some(&self.access_key_id),
            "accountId" => Some(&self.account),
            "caller" | "user" => Some(&self.user_id),
            "userArn" => Some(&self.arn),
            _ => None,
        }
    }

    /// `aws:PrincipalType` (IAM user guide, "IAM and AWS STS condition context keys"); none where the ARN does not tell it.
    pub fn principal_type(&self) -> Option<&'static str> {
        match emulator_api::arn::Arn::parse(&self.arn)?.resource.split('/').next()? {
            "root" => Some("Account"),
            "user" => Some("User"),
            "assumed-role" => Some("AssumedRole"),
            "federated-user" => Some("FederatedUser"),
            _ => None,
        }
    }

    /// `aws:username`: the last part of a user's ARN.
    pub fn user_name(&self) -> Option<&str> {
        let (_, path) = self.arn.split_once(":user/")?;
        path.rsplit('/').next()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    credentials: Vec<Credential>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Credential {
    access_key_id: Box<str>,
    secret_access_key: Box<str>,
    session_token: Option<Box<str>>,
    /// As AWS STS writes it: `2026-11-20T04:33:01Z`.
    expiration: Option<Box<str>>,
    principal_arn: Box<str>,
    user_id: Option<Box<str>>,
    #[serde(default)]
    policies: Vec<Value>,
}

impl Credential {
    fn signer(self) -> Result<Signer, InvalidCredentials> {
        let key = &self.access_key_id;
        let arn = emulator_api::arn::Arn::parse(&self.principal_arn);
        let account = arn
            .filter(|arn| matches!(arn.service, "iam" | "sts") && !arn.account.is_empty())
            .map(|arn| Box::from(arn.account))
            .ok_or_else(|| InvalidCredentials(format!("{key}: {:?} is not the ARN of a principal", self.principal_arn)))?;
        let policies = self.policies.iter().map(Policy::from_json).collect::<Result<Box<[_]>, _>>();
        let policies = policies.map_err(|error| InvalidCredentials(format!("{key}: a policy cannot be read: {error}")))?;
        for condition in policies.iter().flat_map(Policy::condition_keys).filter(|condition| !is_known(condition)) {
            tracing::warn!(
                "a policy of the key {key} asks for the condition key {condition}, which no request has here: it decides as for a request \
                 without it, and a Deny with it denies nothing; have another condition decide in the credentials file"
            );
        }
        // No policy of its own limits the root of an account (IAM user guide, "AWS account root user").
        let is_root = self.principal_arn.ends_with(":root");
        if is_root && !policies.is_empty() {
            tracing::warn!(
                "the policies of the key {key} decide nothing: no policy of its own limits the root of an account; give them to the key \
                 of a user or a role"
            );
        }
        let expiration = self.expiration.map(|text| text.parse::<jiff::Timestamp>()).transpose();
        let expiration = expiration.map_err(|error| InvalidCredentials(format!("{key}: its expiration is no time: {error}")))?;
        Ok(Signer {
            user_id: self.user_id.unwrap_or_else(|| self.access_key_id.clone()),
            access_key_id: self.access_key_id,
            secret_access_key: Some(self.secret_access_key),
            session_token: self.session_token,
            expiration: expiration.map(|at| Timestamp::from_millis(at.as_millisecond())),
            account,
            arn: self.principal_arn,
            policies: (!is_root).then_some(policies),
        })
    }
}

/// Whether requests have a condition key, given in lower case. The region is an operation's only.
fn is_known(condition: &str) -> bool {
    condition == REQUESTED_REGION || ConditionKey::from_lower_case(condition).is_some()
}

/// What is wrong with a credentials file, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCredentials(String);

impl fmt::Display for InvalidCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for InvalidCredentials {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credentials_file_that_says_something_else_is_refused() {
        for text in [
            "",
            "{}",
            r#"{"credentials": [{"accessKeyId": "a", "secretAccessKey": "b"}]}"#,
            r#"{"credentials": [{"accessKeyId": "a", "secretAccessKey": "b", "principalArn": "ann"}]}"#,
            r#"{"credentials": [{"accessKeyId": "a", "secretAccessKey": "b", "principalArn": "arn:aws:iam::123456789012:user/a", "expiration": "soon"}]}"#,
            r#"{"credentials": [{"accessKeyId": "a", "secretAccessKey": "b", "principalArn": "arn:aws:iam::123456789012:user/a", "policy": {}}]}"#,
            r#"{"credentials": [{"accessKeyId": "a", "secretAccessKey": "b", "principalArn": "arn:aws:iam::123456789012:user/a", "policies": [{}]}]}"#,
        ] {
            assert!(Signers::from_json(text).is_err(), "{text}");
        }
    }
}
