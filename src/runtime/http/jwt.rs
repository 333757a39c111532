//! JWT authorizers of HTTP APIs, as compiled, and the keys that they have learned from their issuers.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ::http::header::HeaderName;
use arc_swap::ArcSwapOption;
use emulator_api::Doc;
use jsonwebtoken::DecodingKey;
use moka::sync::Cache;
use tokio::sync::Mutex;

use crate::clock::{Lifespan, Timestamp};

/// The JWT authorization of one route.
#[derive(Debug)]
pub struct JwtRule {
    /// Who says which tokens are good.
    pub authorizer: Arc<JwtAuthorizer>,
    /// A token needs one of these; with none, it needs none.
    pub scopes: Box<[Box<str>]>,
}

/// A JWT authorizer.
#[derive(Debug)]
pub struct JwtAuthorizer {
    /// The issuer's URL, as tokens name it in `iss`.
    pub issuer: Box<str>,
    /// Whom tokens may be for.
    pub audience: Box<[Box<str>]>,
    /// Where the token is.
    pub identity_source: IdentitySource,
    /// The issuer's keys. They outlive a publish.
    pub keys: Arc<KeyCache>,
}

/// Where a request has its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentitySource {
    /// `$request.header.name`.
    Header(HeaderName),
    /// `$request.querystring.name`.
    Query(Box<str>),
}

/// The keys that an issuer has published, as far as they are known here. Reading takes no lock.
#[derive(Debug, Default)]
pub struct KeyCache {
    known: ArcSwapOption<Keys>,
    /// Held by the one request that asks the issuer, with what came of asking in vain.
    pub asking: Mutex<Option<AskedInVain>>,
}

/// The issuer was asked, and did not give the key that was wanted.
#[derive(Debug)]
pub enum AskedInVain {
    /// It gave no keys at all.
    Failed {
        /// When it had been asked, by the machine's clock.
        at: Instant,
        /// Why.
        failure: String,
    },
    /// It gave other keys.
    WithoutKey {
        /// How long it is not asked again.
        pause: Lifespan,
    },
}

/// How many signed tokens are remembered; then those that are used least go.
const TOKENS: u64 = 1_000;

/// An issuer's RSA keys at one moment, and tokens that they have signed: those are forgotten with the keys.
pub struct Keys {
    /// When they were fetched.
    pub fetched: Timestamp,
    by_id: HashMap<Box<str>, DecodingKey>,
    signed: Cache<Box<str>, Arc<Doc>>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Keys").field("fetched", &self.fetched).field("ids", &self.by_id.keys()).finish()
    }
}

impl Keys {
    /// Keys by their `kid`.
    pub fn new(fetched: Timestamp, by_id: HashMap<Box<str>, DecodingKey>) -> Self {
        Self { fetched, by_id, signed: Cache::new(TOKENS) }
    }

    /// The key with this `kid`.
    pub fn get(&self, id: &str) -> Option<&DecodingKey> {
        self.by_id.get(id)
    }

    /// The claims of a token that is known to be signed by one of these keys. What it claims is not checked.
    pub fn claims_of(&self, token: &str) -> Option<Arc<Doc>> {
        self.signed.get(token)
    }

    /// Remembers that one of these keys has signed a token.
    pub fn remember(&self, token: &str, claims: Arc<Doc>) {
        self.signed.insert(token.into(), claims);
    }
}

impl KeyCache {
    /// How long keys are good without asking again (developer guide: up to two hours).
    pub const LIFETIME: Duration = Duration::from_secs(2 * 60 * 60);

    /// How long an issuer is not asked again for a key that it did not have: tokens with made-up keys would otherwise each cost
    /// it a request. AWS does not say how often it asks.
    pub const PAUSE: Duration = Duration::from_secs(10);

    /// The keys that are known and not too old.
    pub fn get(&self, now: Timestamp) -> Option<Arc<Keys>> {
        self.known.load_full().filter(|keys| keys.fetched.for_the_next(Self::LIFETIME).includes(now))
    }

    /// Remembers what the issuer has published.
    pub fn put(&self, keys: Arc<Keys>) {
        self.known.store(Some(keys));
    }
}
