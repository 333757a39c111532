//! `requestContext.authorizer` of payload 2.0.

use serde::Serialize;

use crate::Doc;

/// Who called, as far as the route's authorization found it out.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Authorizer<'e> {
    /// Whom a token is about.
    Jwt {
        /// What the token claims, as texts.
        claims: &'e Doc,
        /// Those of the route's scopes that it has; null when the route asks for none.
        scopes: Option<&'e [String]>,
    },
    /// The context that a Lambda authorizer gave; null when it gave none (recorded from AWS:
    /// aws-powertools/powertools-lambda-typescript, tests/events/apigw-http/lambda-authorizer-auth.json).
    Lambda(Option<&'e Doc>),
    /// Who signed the request.
    Iam(IamIdentity<'e>),
}

/// Who signed a request (recorded from AWS: aws-powertools/powertools-lambda-typescript,
/// tests/events/apigw-http/iam-auth.json).
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IamIdentity<'e> {
    /// The key that signed.
    pub access_key: &'e str,
    /// The signer's account.
    pub account_id: &'e str,
    /// The signer's unique id.
    pub caller_id: &'e str,
    /// Null: the signer has no identity of Amazon Cognito.
    pub cognito_identity: (),
    /// Null: the signer's account is in no organization.
    pub principal_org_id: (),
    /// The signer's ARN.
    pub user_arn: &'e str,
    /// The signer's unique id.
    pub user_id: &'e str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_null() {
        let text = |authorizer: Authorizer<'_>| serde_json::to_string(&authorizer).expect("JSON");
        assert_eq!(text(Authorizer::Lambda(None)), r#"{"lambda":null}"#);
        assert_eq!(text(Authorizer::Jwt { claims: &Doc::new(), scopes: None }), r#"{"jwt":{"claims":{},"scopes":null}}"#);
        let (access_key, account_id, user_arn) = ("AKID", "123456789012", "arn:aws:iam::123456789012:user/ann");
        let iam = IamIdentity {
            access_key,
            account_id,
            caller_id: "AIDA",
            cognito_identity: (),
            principal_org_id: (),
            user_arn,
            user_id: "AIDA",
        };
        let expected = r#"{"iam":{"accessKey":"AKID","accountId":"123456789012","callerId":"AIDA","cognitoIdentity":null,"principalOrgId":null,"userArn":"arn:aws:iam::123456789012:user/ann","userId":"AIDA"}}"#;
        assert_eq!(text(Authorizer::Iam(iam)), expected);
    }
}
