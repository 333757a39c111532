//! What the data plane runs: compiled, immutable, read without a lock. A request loads it once and sees one revision.

use std::fmt::Display;
use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};
use emulator_api::arn::Arn;
use imbl::GenericHashMap;
use imbl::shared_ptr::DefaultSharedPtr;

use crate::runtime::account::{Account, Accounts, Era};
use crate::runtime::by_name::{ByName, Hasher};
use crate::runtime::domain::Domain;
use crate::runtime::finding::Findings;
use crate::runtime::http::HttpStage;
use crate::runtime::rest::RestStage;
use crate::runtime::websocket::WebSocketStage;

pub mod access_log;
pub mod account;
pub mod auth;
pub mod by_name;
pub mod connection;
pub mod domain;
pub mod finding;
pub mod http;
pub mod metrics;
pub mod rest;
pub mod service;
pub mod stage_variables;
pub mod throttle;
pub mod truststore;
pub mod usage;
pub mod websocket;

/// The current [`Runtime`]; readers never wait, publishers replace it whole.
#[derive(Debug, Default)]
pub struct Live {
    runtime: ArcSwap<Runtime>,
    /// What APIs share that are published one by one.
    pub accounts: Accounts,
    /// What publishing found.
    pub findings: Findings,
}

impl Live {
    /// Nothing yet, for these accounts.
    pub fn new(accounts: Accounts) -> Self {
        Self { runtime: ArcSwap::default(), accounts, findings: Findings::default() }
    }

    /// The runtime of this moment. Call it once a request.
    pub fn load(&self) -> Guard<Arc<Runtime>> {
        self.runtime.load()
    }

    /// The same for who keeps it while a backend works; there are few guards.
    pub fn load_full(&self) -> Arc<Runtime> {
        self.runtime.load_full()
    }

    /// Puts the runtime that `change` makes of the current one in its place.
    /// Publishers take turns (the store's writer lock), so no change is lost.
    pub fn update(&self, change: impl FnOnce(&Runtime) -> Runtime) {
        let next = change(&self.runtime.load());
        self.runtime.store(Arc::new(next));
    }
}

/// All that is deployed. Cloning shares everything that does not change.
#[derive(Clone, Debug, Default)]
pub struct Runtime {
    apis: GenericHashMap<Arc<str>, Arc<Api>, Hasher, DefaultSharedPtr>,
    domains: GenericHashMap<Arc<str>, Arc<Domain>, Hasher, DefaultSharedPtr>,
}

impl Runtime {
    /// The API with this id, if it exists (deployed or not).
    pub fn api(&self, id: &str) -> Option<&Arc<Api>> {
        self.apis.get(id)
    }

    /// All APIs, in no order.
    pub fn apis(&self) -> impl Iterator<Item = &Arc<Api>> {
        self.apis.values()
    }

    /// How many APIs there are.
    pub fn api_count(&self) -> usize {
        self.apis.len()
    }

    /// This runtime with `api` added or replaced.
    #[must_use]
    pub fn with_api(&self, api: Api) -> Self {
        let id = Arc::clone(&api.id);
        Self { apis: self.apis.update(id, Arc::new(api)), domains: self.domains.clone() }
    }

    /// This runtime without the API `id`.
    #[must_use]
    pub fn without_api(&self, id: &str) -> Self {
        Self { apis: self.apis.without(id), domains: self.domains.clone() }
    }

    /// The custom domain name that a host (with or without its port) is, or is covered by.
    pub fn domain(&self, host: &str) -> Option<&Arc<Domain>> {
        if self.domains.is_empty() {
            return None;
        }
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name).to_ascii_lowercase();
        self.domains.get(name.as_str()).or_else(|| {
            let (_, parent) = name.split_once('.')?;
            self.domains.get(format!("*.{parent}").as_str())
        })
    }

    /// This runtime with `domain` added or replaced.
    #[must_use]
    pub fn with_domain(&self, domain: Domain) -> Self {
        let name = Arc::clone(&domain.name);
        Self { apis: self.apis.clone(), domains: self.domains.update(name, Arc::new(domain)) }
    }

    /// This runtime without the domain `name`.
    #[must_use]
    pub fn without_domain(&self, name: &str) -> Self {
        Self { apis: self.apis.clone(), domains: self.domains.without(name) }
    }
}

/// One API and the stages that it serves.
#[derive(Debug)]
pub struct Api {
    /// The API's id, `a1b2c3d4e5`.
    pub id: Arc<str>,
    /// The account that owns it, 12 digits.
    pub account: Arc<str>,
    /// The region that it was made in.
    pub region: Arc<str>,
    /// Where its endpoint is.
    pub endpoint: EndpointType,
    /// Whether it refuses requests that come through endpoints of another type: the endpoint access mode `STRICT`.
    pub strict: bool,
    /// What it shares with the account's other APIs in the region.
    pub shared: Arc<Account>,
    /// The account's era that it belongs to.
    pub era: Era,
    /// Its stages by name; which type they have is the API's type.
    pub stages: Stages,
}

impl Api {
    /// The ARN that policies know a call by: `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{call}`. The call is
    /// `{METHOD}/{path}`, in WebSocket APIs the route's key.
    pub fn execute_arn(&self, stage: &str, call: impl Display) -> String {
        format!("{}/{stage}/{call}", Arn::of_calls(&self.region, &self.account, &self.id))
    }
}

/// Where the endpoint of an API is. HTTP and WebSocket APIs are regional.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointType {
    /// In its region.
    Regional,
    /// At the edges of a network, before its region.
    Edge,
    /// In VPCs alone.
    Private,
}

/// The stages of an API, by name.
#[derive(Debug)]
pub enum Stages {
    /// Stages of a REST API (`apigateway`).
    Rest(ByName<Arc<RestStage>>),
    /// Stages of an HTTP API (`apigatewayv2`, protocol `HTTP`).
    Http(ByName<Arc<HttpStage>>),
    /// Stages of a WebSocket API (`apigatewayv2`, protocol `WEBSOCKET`).
    WebSocket(ByName<Arc<WebSocketStage>>),
}
