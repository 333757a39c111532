//! Authorizers by user pools.

use std::sync::Arc;

use fancy_regex::Regex;
use http::HeaderName;

use crate::runtime::http::jwt::KeyCache;

/// What a method asks of a token.
#[derive(Clone, Debug)]
pub struct UserPoolRule {
    /// Who issues good tokens, and where they are.
    pub authorizer: Arc<UserPoolAuthorizer>,
    /// `authorizationScopes`: with any, access tokens that have one of them; with none, identity tokens.
    pub scopes: Box<[Box<str>]>,
}

/// An authorizer of type `COGNITO_USER_POOLS`.
#[derive(Debug)]
pub struct UserPoolAuthorizer {
    /// Its id.
    pub id: Box<str>,
    /// The header with the token.
    pub header: HeaderName,
    /// `identityValidationExpression`: what is found in a good token's `aud`.
    pub validation: Option<Regex>,
    /// The pools whose tokens are good.
    pub pools: Box<[UserPool]>,
}

/// A user pool.
#[derive(Debug)]
pub struct UserPool {
    /// How its tokens name it: `https://cognito-idp.{region}.amazonaws.com/{pool}`.
    pub issuer: Box<str>,
    /// Its keys. They outlive a publish.
    pub keys: Arc<KeyCache>,
}
