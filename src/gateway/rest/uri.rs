//! The URI of one backend request.

use std::borrow::Cow;

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::mapping::Overrides;
use crate::gateway::rest::exchange::Exchange;
use crate::runtime::rest::parameters::RequestParameters;
use crate::runtime::rest::uri::{BackendUri, UriPiece};

/// What cannot stand in a URI as it is. Values of path parameters come as they were sent, so `%` stays.
const PATH_UNSAFE: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');
/// What cannot stand in the name or value of a query parameter.
const QUERY_UNSAFE: &AsciiSet = &PATH_UNSAFE.add(b'%').add(b'&').add(b'+').add(b'=').add(b'\'');

/// Puts a URI together: mapped path parameters in their places, then the query of the URI, the caller's (for proxies),
/// and mapped query parameters, in the order that AWS was recorded to have (test_http_proxy_integration_request_data_mappings).
pub(super) fn build(
    exchange: &Exchange<'_>,
    uri: &BackendUri,
    parameters: &RequestParameters,
    overrides: &Overrides,
    callers_query: &str,
) -> Result<Uri, GatewayError> {
    if let BackendUri::Fixed(uri) = uri
        && callers_query.is_empty()
        && parameters.query.is_empty()
        && overrides.request_query.is_empty()
    {
        return Ok(uri.clone());
    }
    let mut text = match uri {
        BackendUri::Fixed(uri) => uri.to_string(),
        BackendUri::Pieces(pieces) => pieces.iter().fold(String::with_capacity(128), |mut text, piece| {
            match piece {
                UriPiece::Text(piece) => text.push_str(piece),
                UriPiece::Parameter(name) => {
                    let value = path_parameter(exchange, parameters, overrides, name).unwrap_or_default();
                    text.extend(utf8_percent_encode(&value, PATH_UNSAFE));
                }
            }
            text
        }),
    };
    let mut separator = if text.contains('?') { '&' } else { '?' };
    if !callers_query.is_empty() {
        text.push(separator);
        text.push_str(callers_query);
        separator = '&';
    }
    let mut add = |name: &str, value: &str| {
        text.push(separator);
        text.extend(utf8_percent_encode(name, QUERY_UNSAFE));
        text.push('=');
        text.extend(utf8_percent_encode(value, QUERY_UNSAFE));
        separator = '&';
    };
    let is_overridden = |name: &str| overrides.request_query.iter().any(|(known, _)| known == name);
    for (name, source) in parameters.query.iter().filter(|(name, _)| !is_overridden(name)) {
        exchange.query_values(source).iter().for_each(|value| add(name, value));
    }
    overrides.request_query.iter().for_each(|(name, value)| add(name, value));
    text.parse().map_err(|error| {
        GatewayError::new(GatewayResponseType::ApiConfigurationError, format!("invalid endpoint address {text:?}: {error}"))
    })
}

/// What stands in the place of a path parameter: what a template set, else what is mapped.
fn path_parameter<'v>(
    exchange: &'v Exchange<'_>,
    parameters: &'v RequestParameters,
    overrides: &'v Overrides,
    name: &str,
) -> Option<Cow<'v, str>> {
    if let Some((_, value)) = overrides.request_path.iter().find(|(known, _)| known == name) {
        return Some(Cow::Borrowed(value));
    }
    let (_, source) = parameters.path.iter().find(|(known, _)| **known == *name)?;
    exchange.request_value(source)
}
