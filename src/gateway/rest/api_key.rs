//! The API key of a request for a REST API.

use crate::gateway::authorize::Caller;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::usage;
use crate::runtime::usage::{ApiKeyRule, ApiKeySource};

impl Exchange<'_> {
    /// Counts the request by the usage plan of its key.
    pub(super) fn count_by_usage_plan(&self, rule: &ApiKeyRule) -> Result<(), GatewayError> {
        let (verb, key) = (&self.inbound.parts.method, self.key_from(rule.source));
        let key = usage::count(self.api, &self.stage.name, &rule.method, verb, key, self.received);
        let key = key.map_err(|error| match error.kind {
            GatewayResponseType::InvalidApiKey => error.with_log(self.unknown_key()),
            _ => error,
        })?;
        self.inbound.recorder.api_key(&key.id);
        self.api_key.get_or_init(|| key);
        Ok(())
    }

    /// `$context.identity.apiKey`: the key that came with the request, where the method needs one (developer guide, "API
    /// Gateway mapping template and access logging variable reference").
    pub(super) fn api_key_value(&self) -> Option<&str> {
        self.key_from(self.method()?.api_key.as_ref()?.source)
    }

    /// `$context.identity.apiKeyId`: its id, once it is known to be one.
    pub(super) fn api_key_id(&self) -> Option<&str> {
        self.api_key.get().map(|key| &*key.id)
    }

    /// The key that came with the request, whether the method needs one or not.
    pub(super) fn sent_api_key(&self) -> Option<&str> {
        self.api_key_value().or_else(|| self.key_from(ApiKeySource::Header))
    }

    fn key_from(&self, source: ApiKeySource) -> Option<&str> {
        match source {
            ApiKeySource::Header => self.inbound.header(usage::API_KEY_HEADER),
            ApiKeySource::Authorizer => self.caller().and_then(Caller::usage_identifier_key),
        }
    }
}
