//! The cache of a stage (developer guide, "Enabling API caching to enhance responsiveness").

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use moka::sync::Cache;

use crate::clock::{Lifespan, Timestamp};
use crate::runtime::rest::parameters::RequestSource;

/// The longest body that is kept: "the maximum size of a response that can be cached is 1048576 bytes".
pub const LONGEST_BODY: usize = 1_048_576;

/// The most bytes that a cache holds here, however large a cluster was asked for.
const LARGEST_CACHE: u64 = 256 * 1024 * 1024;

/// The answers that a stage keeps. They outlive a publish, but not a change of the cluster's size.
pub struct StageCache {
    size: Box<str>,
    entries: Cache<CacheKey, Entry>,
}

/// What an answer is kept under.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CacheKey {
    /// The deployment, verb and namespace that it belongs to.
    pub scope: Arc<str>,
    /// The values of the key's parameters.
    pub values: Box<[Option<Box<str>>]>,
}

/// An answer as it is kept.
#[derive(Clone, Debug)]
pub struct CachedAnswer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers, without those that each request gets anew.
    pub headers: HeaderMap,
    /// Its body, not compressed.
    pub body: Bytes,
}

#[derive(Clone)]
struct Entry {
    answer: Arc<CachedAnswer>,
    lifespan: Lifespan,
}

impl StageCache {
    /// The cache that goes on: `previous` with what it holds if the cluster's size, in GB, is the same; else an empty one.
    pub fn continued(size: &str, previous: Option<&Arc<Self>>) -> Arc<Self> {
        let same = previous.filter(|previous| *previous.size == *size);
        same.map_or_else(|| Arc::new(Self::new(size)), Arc::clone)
    }

    fn new(size: &str) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size that is not negative, in bytes")]
        let asked_for = size.parse().map_or(LARGEST_CACHE, |gigabytes: f64| (gigabytes.max(0.0) * 1e9) as u64);
        let weight = |_: &CacheKey, entry: &Entry| {
            let headers: usize = entry.answer.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
            u32::try_from(entry.answer.body.len() + headers).unwrap_or(u32::MAX)
        };
        Self { size: size.into(), entries: Cache::builder().max_capacity(asked_for.min(LARGEST_CACHE)).weigher(weight).build() }
    }

    /// The answer that is kept under `key`, if it still holds.
    pub fn get(&self, key: &CacheKey, now: Timestamp) -> Option<Arc<CachedAnswer>> {
        let entry = self.entries.get(key)?;
        entry.lifespan.includes(now).then_some(entry.answer)
    }

    /// Keeps an answer for a time, in the place of the one that was there.
    pub fn keep(&self, key: CacheKey, answer: CachedAnswer, lifespan: Lifespan) {
        self.entries.insert(key, Entry { answer: Arc::new(answer), lifespan });
    }

    /// Forgets all answers, as FlushStageCache does.
    pub fn flush(&self) {
        self.entries.invalidate_all();
    }
}

impl fmt::Debug for StageCache {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "StageCache({} GB)", self.size)
    }
}

/// How a method uses its stage's cache.
#[derive(Debug)]
pub struct MethodCache {
    /// The stage's cache.
    pub answers: Arc<StageCache>,
    /// The deployment, verb and namespace that its answers belong to.
    pub scope: Arc<str>,
    /// `cacheKeyParameters`: what tells its answers apart.
    pub key_parameters: Box<[RequestSource]>,
    /// How long an answer holds.
    pub time_to_live: Duration,
    /// Who may have an answer made anew.
    pub invalidation: Invalidation,
}

/// Who may have an answer made anew, by `Cache-Control: max-age=0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invalidation {
    /// Anyone.
    Open,
    /// `requireAuthorizationForCacheControl`: who may `execute-api:InvalidateCache`.
    Authorized(Unauthorized),
}

/// `unauthorizedCacheControlHeaderStrategy`: what becomes of those who may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unauthorized {
    /// `FAIL_WITH_403`.
    Fail,
    /// `SUCCEED_WITH_RESPONSE_HEADER`: what they ask for is ignored, and they are told so.
    Warn,
    /// `SUCCEED_WITHOUT_RESPONSE_HEADER`: it is ignored.
    Ignore,
}
