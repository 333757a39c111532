//! The URI of one backend request.

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::gateway::error::{GatewayError, GatewayResponseType};
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
    callers_query: &str,
) -> Result<Uri, GatewayError> {
    if let BackendUri::Fixed(uri) = uri
        && callers_query.is_empty()
        && parameters.query.is_empty()
    {
        return Ok(uri.clone());
    }
    let mut text = match uri {
        BackendUri::Fixed(uri) => uri.to_string(),
        BackendUri::Pieces(pieces) => pieces.iter().fold(String::with_capacity(128), |mut text, piece| {
            match piece {
                UriPiece::Text(piece) => text.push_str(piece),
                UriPiece::Parameter(name) => {
                    let source = parameters.path.iter().find(|(known, _)| known == name).map(|(_, source)| source);
                    let value = source.and_then(|source| exchange.request_value(source)).unwrap_or_default();
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
    for (name, source) in &parameters.query {
        for value in exchange.query_values(source) {
            text.push(separator);
            text.extend(utf8_percent_encode(name, QUERY_UNSAFE));
            text.push('=');
            text.extend(utf8_percent_encode(&value, QUERY_UNSAFE));
            separator = '&';
        }
    }
    text.parse().map_err(|error| {
        GatewayError::new(GatewayResponseType::ApiConfigurationError, format!("invalid endpoint address {text:?}: {error}"))
    })
}
