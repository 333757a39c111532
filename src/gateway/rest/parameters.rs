//! The values of mapped parameters.

use std::borrow::Cow;

use http::header::HeaderName;
use http::{HeaderMap, HeaderValue};

use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::mapping::Overrides;
use crate::gateway::rest::body_path::JsonBody;
use crate::gateway::rest::exchange::Exchange;
use crate::gateway::rest::headers::text;
use crate::runtime::rest::parameters::{RequestParameters, RequestSource, ResponseSource};

impl Exchange<'_> {
    /// The value of a request parameter; several values are joined by commas. None when the request has none.
    pub(super) fn request_value<'v>(&'v self, source: &'v RequestSource) -> Option<Cow<'v, str>> {
        match source {
            RequestSource::Static(text) => Some(Cow::Borrowed(text)),
            RequestSource::Path(name) => self.path_parameter(name).map(Cow::Borrowed),
            RequestSource::Query(name) => self.query().get(name).map(Cow::Borrowed),
            RequestSource::MultiValueQuery(name) => joined(self.query().all(name).map(Cow::Borrowed)),
            RequestSource::Header(name) => last_of(&self.inbound.parts.headers, name),
            RequestSource::MultiValueHeader(name) => joined(self.inbound.parts.headers.get_all(name).iter().map(text)),
            RequestSource::Body => Some(String::from_utf8_lossy(&self.inbound.body)).filter(|body| !body.is_empty()),
            RequestSource::BodyPath(path) => self.body.value(path).map(Cow::Owned),
            RequestSource::Context(name) => self.context(name),
        }
    }

    /// The values that one query parameter of an integration request gets.
    pub(super) fn query_values<'v>(&'v self, source: &'v RequestSource) -> Vec<Cow<'v, str>> {
        match source {
            RequestSource::MultiValueQuery(name) => self.query().all(name).map(Cow::Borrowed).collect(),
            other => self.request_value(other).into_iter().collect(),
        }
    }

    /// Sets the headers that an integration request maps, then those that its template set.
    pub(super) fn map_headers(
        &self,
        parameters: &RequestParameters,
        overrides: &Overrides,
        headers: &mut HeaderMap,
    ) -> Result<(), GatewayError> {
        self.check_json(parameters)?;
        for mapped in &parameters.headers {
            let Some(value) = self.request_value(&mapped.source).filter(|value| !value.is_empty()) else { continue };
            if mapped.forbidden {
                return Err(forbidden_header(&mapped.name));
            }
            let value = HeaderValue::from_str(&value).map_err(|_| {
                let detail = format!("the value for the header {} cannot be one", mapped.name);
                GatewayError::new(GatewayResponseType::ApiConfigurationError, detail)
            })?;
            headers.insert(&mapped.name, value);
        }
        for (name, value) in &overrides.request_headers {
            if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
                headers.insert(name, value);
            }
        }
        Ok(())
    }

    /// Fails when a value is to be taken from a body that is not the JSON that it looks like.
    fn check_json(&self, parameters: &RequestParameters) -> Result<(), GatewayError> {
        if !parameters.read_json() || !self.body.looks_like_json() {
            return Ok(());
        }
        serde_json::from_slice::<serde::de::IgnoredAny>(self.body.bytes()).map(|_| ()).map_err(|error| {
            GatewayError::new(GatewayResponseType::Default4xx, format!("the body is not JSON: {error}"))
                .with_message("Invalid JSON in request body")
        })
    }

    /// Fails when a mapping would set a header that none may set, also where nothing is mapped.
    pub(super) fn check_headers(&self, parameters: &RequestParameters) -> Result<(), GatewayError> {
        let forbidden = parameters.headers.iter().filter(|mapped| mapped.forbidden);
        let mut set = forbidden.filter(|mapped| self.request_value(&mapped.source).is_some_and(|value| !value.is_empty()));
        set.next().map_or(Ok(()), |mapped| Err(forbidden_header(&mapped.name)))
    }

    /// The value of a header of a method response.
    pub(super) fn response_value<'v>(
        &'v self,
        source: &'v ResponseSource,
        headers: &'v HeaderMap,
        body: &'v JsonBody<'_>,
    ) -> Option<Cow<'v, str>> {
        match source {
            ResponseSource::Static(text) => Some(Cow::Borrowed(text)),
            ResponseSource::Header(name) => last_of(headers, name),
            ResponseSource::MultiValueHeader(name) => joined(headers.get_all(name).iter().map(text)),
            ResponseSource::Body => Some(String::from_utf8_lossy(body.bytes())),
            ResponseSource::BodyPath(path) => body.value(path).map(Cow::Owned),
            ResponseSource::Context(name) => self.context(name),
        }
    }
}

fn last_of<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<Cow<'h, str>> {
    headers.get_all(name).iter().next_back().map(text)
}

fn joined<'v>(values: impl Iterator<Item = Cow<'v, str>>) -> Option<Cow<'v, str>> {
    values.reduce(|mut all, value| {
        let text = all.to_mut();
        text.push(',');
        text.push_str(&value);
        all
    })
}

fn forbidden_header(name: &HeaderName) -> GatewayError {
    let detail = format!("the integration maps a value to the header {name}, which only API Gateway sets");
    GatewayError::new(GatewayResponseType::Default5xx, detail)
}
