//! Who may call a route.

use std::sync::Arc;
use std::time::Duration;

use emulator_api::Doc;
use emulator_api::arn::FunctionArn;
use serde_json::Value;

use crate::compile::document::{flag, object, text, texts};
use crate::compile::http::Compiler;
use crate::runtime::auth::AuthRule;
use crate::runtime::auth::function::{AuthorizerKind, FunctionAuthorizer, HttpFormat, IdentityPlace, IdentitySource};
use crate::runtime::http::Authorization;
use crate::runtime::http::jwt::{self, JwtAuthorizer, JwtRule, KeyCache};
use crate::runtime::http::mapping::ContextVariable;

impl Compiler<'_> {
    /// The authorization of a route. What is declared and cannot be checked refuses every call.
    pub(super) fn authorization(&mut self, at: &str, route: &Doc) -> Authorization {
        match text(route, "authorizationType").unwrap_or("NONE") {
            "NONE" => Authorization::Rule(AuthRule::Open),
            "AWS_IAM" => Authorization::Iam,
            "CUSTOM" => self.function_authorizer(route).map_or_else(|what| self.refusing(at, &what), Authorization::Function),
            "JWT" => self.jwt_rule(route).map_or_else(|what| self.refusing(at, &what), Authorization::Jwt),
            other => self.refusing(at, &format!("authorizationType {other}")),
        }
    }

    fn refusing(&mut self, at: &str, what: &str) -> Authorization {
        self.report(at, format!("{what} cannot be checked here, every call of the route is refused"));
        Authorization::Rule(AuthRule::NotEmulated { what: what.into() })
    }

    /// The Lambda authorizer of a route, or what stands in its way.
    fn function_authorizer(&mut self, route: &Doc) -> Result<Arc<FunctionAuthorizer>, String> {
        let id = text(route, "authorizerId").ok_or("CUSTOM without an authorizerId")?;
        if let Some(known) = self.function_authorizers.get(id) {
            return Ok(Arc::clone(known));
        }
        let authorizer = Arc::new(self.compile_function_authorizer(id)?);
        self.function_authorizers.insert(id.to_owned(), Arc::clone(&authorizer));
        Ok(authorizer)
    }

    fn compile_function_authorizer(&self, id: &str) -> Result<FunctionAuthorizer, String> {
        let document = self.snapshot.get(&format!("/authorizers/{id}"));
        let document = document.ok_or_else(|| format!("Lambda authorizer {id}, which does not exist,"))?;
        if text(document, "authorizerType") != Some("REQUEST") {
            return Err(format!("Lambda authorizer {id}, which is not one,"));
        }
        let uri = self.stage_variables.fill(text(document, "authorizerUri").unwrap_or(""));
        let function = FunctionArn::from_invocation_uri(&uri).map_err(|error| format!("Lambda authorizer {id}: {error}"))?;
        let identity_sources = texts(document, "identitySource").map(|source| {
            let known = IdentitySource::of_http_route(source).filter(|source| match &source.place {
                IdentityPlace::Context(name) => ContextVariable::parse(name).is_some(),
                IdentityPlace::Header(_) | IdentityPlace::Query(_) | IdentityPlace::StageVariable(_) => true,
            });
            known.ok_or_else(|| format!("identity source {source:?} of Lambda authorizer {id}"))
        });
        let simple = flag(document, "enableSimpleResponses");
        let format = match (text(document, "authorizerPayloadFormatVersion"), simple) {
            (Some("1.0"), false) => HttpFormat::V1,
            (Some("2.0"), false) => HttpFormat::V2,
            (Some("2.0"), true) => HttpFormat::V2Simple,
            (version, _) => return Err(format!("payload format {version:?} of Lambda authorizer {id}")),
        };
        let seconds = document.get("authorizerResultTtlInSeconds").and_then(Value::as_u64).unwrap_or(0);
        Ok(FunctionAuthorizer {
            id: id.into(),
            function,
            kind: AuthorizerKind::HttpRequest { identity_sources: identity_sources.collect::<Result<_, _>>()?, format },
            result_ttl: Duration::from_secs(seconds),
        })
    }

    /// The JWT authorization of a route, or what stands in its way.
    fn jwt_rule(&mut self, route: &Doc) -> Result<JwtRule, String> {
        let id = text(route, "authorizerId").ok_or("JWT without an authorizerId")?;
        let authorizer = match self.authorizers.get(id) {
            Some(known) => Arc::clone(known),
            None => {
                let authorizer = Arc::new(self.jwt_authorizer(id)?);
                self.authorizers.insert(id.to_owned(), Arc::clone(&authorizer));
                authorizer
            }
        };
        let scopes = texts(route, "authorizationScopes").map(Into::into).collect();
        Ok(JwtRule { authorizer, scopes })
    }

    fn jwt_authorizer(&self, id: &str) -> Result<JwtAuthorizer, String> {
        let missing = || format!("JWT authorizer {id}, which does not exist");
        let document = self.snapshot.get(&format!("/authorizers/{id}")).ok_or_else(missing)?;
        let configuration = object(document, "jwtConfiguration");
        let (Some("JWT"), Some(configuration)) = (text(document, "authorizerType"), configuration) else {
            return Err(format!("JWT authorizer {id}, which is not one"));
        };
        let issuer = text(configuration, "issuer").ok_or_else(|| format!("JWT authorizer {id} without an issuer"))?;
        let source = texts(document, "identitySource").next().unwrap_or("");
        Ok(JwtAuthorizer {
            issuer: issuer.into(),
            audience: texts(configuration, "audience").map(Into::into).collect(),
            identity_source: token_source(source).ok_or_else(|| format!("identity source {source:?} of authorizer {id}"))?,
            keys: self.known_keys(issuer),
        })
    }

    /// What is known of the issuer's keys stays known when a stage is published again.
    fn known_keys(&self, issuer: &str) -> Arc<KeyCache> {
        let before = self.previous.into_iter().flat_map(|stage| stage.routes.iter());
        let mut same_issuer = before.filter_map(|route| match &route.authorization {
            Authorization::Jwt(rule) if *rule.authorizer.issuer == *issuer => Some(Arc::clone(&rule.authorizer.keys)),
            _ => None,
        });
        same_issuer.next().unwrap_or_default()
    }
}

fn token_source(expression: &str) -> Option<jwt::IdentitySource> {
    if let Some(name) = expression.strip_prefix("$request.header.") {
        return Some(jwt::IdentitySource::Header(name.parse().ok()?));
    }
    Some(jwt::IdentitySource::Query(expression.strip_prefix("$request.querystring.")?.into()))
}
