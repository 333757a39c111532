//! Answers from the stage's cache (developer guide, "Enabling API caching to enhance responsiveness").

use http::header::{CACHE_CONTROL, WARNING};
use http::{HeaderValue, Response};
use http_body_util::Full;

use crate::gateway::authorize::{Permit, may_invalidate_cache};
use crate::gateway::body::AnswerBody;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::rest::integrate;
use crate::runtime::rest::RestMethod;
use crate::runtime::rest::cache::{CacheKey, CachedAnswer, Invalidation, LONGEST_BODY, MethodCache, Unauthorized};

/// What callers are told whose wish for a new answer was ignored.
const IGNORED: HeaderValue =
    HeaderValue::from_static("199 Cache-control headers were ignored because the caller was unauthorized.");

/// What the stage's cache did for a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum CacheOutcome {
    /// The method is not cached.
    #[default]
    None,
    /// It had the answer.
    Hit,
    /// The backend was asked.
    Miss,
}

/// Which answer a caller gets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// One that is kept will do.
    Kept,
    /// A kept one, though a new one was asked for.
    KeptDespite,
    /// A new one.
    New,
}

/// Answers with what is kept, or with what the integration answers, which is kept then. Whatever the status is: what an
/// integration answers is kept, failures of the gateway are not (as users saw it: stackoverflow.com/q/45883323).
pub(super) async fn answer(
    exchange: &mut Exchange<'_>,
    permit: &Permit,
    method: &RestMethod,
    cache: &MethodCache,
) -> Result<Response<AnswerBody>, GatewayError> {
    let wish = wish(exchange, method, cache)?;
    let key = key(exchange, cache);
    let kept = if wish == Wish::New { None } else { cache.answers.get(&key, exchange.api.shared.clock.now()) };
    exchange.inbound.recorder.cache(kept.is_some());
    let mut answer = if let Some(kept) = kept {
        exchange.cache = CacheOutcome::Hit;
        let mut answer = Response::new(AnswerBody::Whole(Full::new(kept.body.clone())));
        *answer.status_mut() = kept.status;
        *answer.headers_mut() = kept.headers.clone();
        answer
    } else {
        exchange.cache = CacheOutcome::Miss;
        let answer = integrate(exchange, permit, method).await?;
        keep(exchange, cache, key, &answer);
        answer
    };
    if wish == Wish::KeptDespite {
        answer.headers_mut().append(WARNING, IGNORED);
    }
    Ok(answer)
}

/// What the caller asks for by `Cache-Control: max-age=0`, and gets.
fn wish(exchange: &Exchange<'_>, method: &RestMethod, cache: &MethodCache) -> Result<Wish, GatewayError> {
    let sent = exchange.inbound.parts.headers.get_all(CACHE_CONTROL);
    let mut directives = sent.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    if !directives.any(|directive| directive.trim().eq_ignore_ascii_case("max-age=0")) {
        return Ok(Wish::Kept);
    }
    let strategy = match cache.invalidation {
        Invalidation::Open => return Ok(Wish::New),
        Invalidation::Authorized(strategy) => strategy,
    };
    let signer = exchange.caller().and_then(|caller| caller.signer());
    if signer.is_some_and(|signer| may_invalidate_cache(&method.authorization, exchange, signer)) {
        return Ok(Wish::New);
    }
    match strategy {
        Unauthorized::Warn => Ok(Wish::KeptDespite),
        Unauthorized::Ignore => Ok(Wish::Kept),
        Unauthorized::Fail => {
            Err(GatewayError::new(GatewayResponseType::AccessDenied, "the caller may not execute-api:InvalidateCache"))
        }
    }
}

fn key(exchange: &Exchange<'_>, cache: &MethodCache) -> CacheKey {
    let values = cache.key_parameters.iter().map(|source| exchange.request_value(source).map(|value| value.into()));
    CacheKey { scope: cache.scope.clone(), values: values.collect() }
}

/// Keeps an answer for those who ask for the same; one that is streamed or too long is not kept.
fn keep(exchange: &Exchange<'_>, cache: &MethodCache, key: CacheKey, answer: &Response<AnswerBody>) {
    let Some(body) = answer.body().bytes().filter(|body| body.len() <= LONGEST_BODY) else { return };
    let kept = CachedAnswer { status: answer.status(), headers: answer.headers().clone(), body };
    cache.answers.keep(key, kept, exchange.api.shared.clock.now().for_the_next(cache.time_to_live));
}
