//! The stage that a request is for: an address, looked up in the runtime of this moment.

use std::sync::Arc;

use crate::gateway::address::{Address, AddressForm};
use crate::gateway::inbound::{PrivateCall, RoutingRuleId};
use crate::gateway::mutual_tls::MutualTls;
use crate::runtime::domain::{Destination, Domain, DomainRequest, Mapping};
use crate::runtime::http::HttpStage;
use crate::runtime::rest::RestStage;
use crate::runtime::websocket::WebSocketStage;
use crate::runtime::{Api, Runtime, Stages};

/// What an address names. The stage is missing when the API has none of that name.
#[derive(Debug)]
pub struct Target {
    /// The API.
    pub api: Arc<Api>,
    /// Its stage, by the type of the API.
    pub stage: TargetStage,
    /// Bytes of the URI's path that belong to the address; the stage's own path begins there.
    pub address_length: usize,
    /// The routing rule of a custom domain name that led here, if one did.
    pub routing_rule: Option<RoutingRuleId>,
    /// The private custom domain name that led here, if one did.
    pub private_call: Option<PrivateCall>,
    /// What the custom domain name that led here makes of the client's certificate, if it asks for one.
    pub mutual_tls: Option<MutualTls>,
}

/// The stage of a [`Target`].
#[derive(Debug)]
pub enum TargetStage {
    /// Of a REST API.
    Rest(Option<Arc<RestStage>>),
    /// Of an HTTP API.
    Http(Option<Arc<HttpStage>>),
    /// Of a WebSocket API.
    WebSocket(Option<Arc<WebSocketStage>>),
}

/// The stage of an HTTP API that has no segment in the path.
const DEFAULT_STAGE: &str = "$default";

impl Target {
    /// Looks `address` up; none when there is no such API.
    pub fn find(runtime: &Runtime, address: &Address<'_>, path: &str) -> Option<Self> {
        let api = Arc::clone(runtime.api(address.api)?);
        let (name, after_stage) = address.stage(path);
        let (stage, address_length) = match &api.stages {
            Stages::Rest(stages) => {
                // VPC endpoints lead to private APIs, and nothing else does (developer guide, "Creating a private API").
                let is_there = |stage: &&Arc<RestStage>| stage.private == address.vpc_endpoint.is_some();
                (TargetStage::Rest(stages.get(name).filter(is_there).cloned()), after_stage)
            }
            Stages::WebSocket(stages) => (TargetStage::WebSocket(stages.get(name).cloned()), after_stage),
            Stages::Http(stages) => {
                // By Host, as on AWS, `/$default/…` is a path like any other; the forms by path may name the stage.
                let nameable = name != DEFAULT_STAGE || address.form != AddressForm::Host;
                match stages.get(name).filter(|_| nameable) {
                    Some(stage) => (TargetStage::Http(Some(Arc::clone(stage))), after_stage),
                    None => (TargetStage::Http(stages.get(DEFAULT_STAGE).cloned()), address.prefix_length),
                }
            }
        };
        Some(Self { api, stage, address_length, routing_rule: None, private_call: None, mutual_tls: None })
    }

    /// The name of the stage, if there is one.
    pub fn stage_name(&self) -> Option<&Arc<str>> {
        match &self.stage {
            TargetStage::Rest(stage) => stage.as_ref().map(|stage| &stage.name),
            TargetStage::Http(stage) => stage.as_ref().map(|stage| &stage.name),
            TargetStage::WebSocket(stage) => stage.as_ref().map(|stage| &stage.name),
        }
    }

    /// Whether custom domain names alone lead to the connections of the stage of a WebSocket API; without a stage, to those of
    /// all.
    pub fn hides_connections(&self) -> bool {
        match (&self.stage, &self.api.stages) {
            (TargetStage::WebSocket(Some(stage)), _) => stage.execute_api_disabled,
            (TargetStage::WebSocket(None), Stages::WebSocket(stages)) => {
                !stages.is_empty() && stages.values().all(|stage| stage.execute_api_disabled)
            }
            _ => false,
        }
    }

    /// Whether the client showed the certificate that the custom domain name asks for, if it asks for one.
    pub fn is_trusted(&self) -> bool {
        self.mutual_tls.as_ref().is_none_or(|checked| checked.refusal().is_none())
    }

    /// Looks up what a custom domain name serves to a request; none when no rule and no mapping leads anywhere, or the API is
    /// gone.
    pub fn at_domain(runtime: &Runtime, domain: &Domain, request: DomainRequest<'_>) -> Option<Self> {
        let path = request.path;
        let private_call = match &domain.private {
            Some(private) => Some(PrivateCall::through(&domain.name, private, request.headers)?),
            None => None,
        };
        let (api, name, address_length, routing_rule) = match domain.find(request)? {
            Destination::Rule { rule, used } => (&rule.api, &*rule.stage, used, Some(RoutingRuleId(Arc::clone(&rule.id)))),
            Destination::Mapping { mapping: Mapping { api, stage: Some(stage), .. }, used } => (api, &**stage, used, None),
            Destination::Mapping { mapping: Mapping { api, stage: None, .. }, used } => {
                let below = path.get(used..).unwrap_or("").trim_start_matches('/');
                let name = below.split('/').next().unwrap_or(below);
                (api, name, path.len() - below.len() + name.len(), None)
            }
        };
        let api = Arc::clone(runtime.api(api)?);
        if api.strict && !domain.endpoints.contains(&api.endpoint) {
            tracing::warn!(
                api = &*api.id,
                domain = &*domain.name,
                "the API's endpointAccessMode STRICT refuses endpoints of other types; BASIC takes them"
            );
            return None;
        }
        let mutual_tls = domain.truststore.as_ref();
        let mutual_tls = mutual_tls.map(|store| MutualTls::check(&domain.name, store, request.headers, api.shared.clock.now()));
        let stage = match &api.stages {
            // Private names lead to private APIs, and other names do not (developer guide, "Custom domain names for private
            // APIs in API Gateway").
            Stages::Rest(stages) => {
                TargetStage::Rest(stages.get(name).filter(|stage| stage.private == private_call.is_some()).cloned())
            }
            _ if private_call.is_some() => return None,
            Stages::Http(stages) => TargetStage::Http(stages.get(name).cloned()),
            Stages::WebSocket(stages) => TargetStage::WebSocket(stages.get(name).cloned()),
        };
        Some(Self { api, stage, address_length, routing_rule, private_call, mutual_tls })
    }
}
