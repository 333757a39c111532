//! The URIs of backends, stage variables already in place. `{name}` is a place for a path parameter.

use http::Uri;

use crate::runtime::rest::uri::{BackendUri, UriPiece};

/// Compiles the URI of an HTTP backend, all of whose places something must be able to fill.
pub(super) fn of_http(text: &str, can_fill: &dyn Fn(&str) -> bool) -> Result<BackendUri, String> {
    let (uri, sample) = with_places(text, can_fill)?;
    match (sample.scheme_str(), sample.host()) {
        (Some("http" | "https"), Some(host)) if !host.is_empty() => Ok(uri),
        _ => Err(format!("invalid endpoint address {text:?}: it must begin with http:// or https:// and a host")),
    }
}

/// Compiles what is called within an AWS service: a path and a query.
pub(super) fn within_service(text: &str, can_fill: &dyn Fn(&str) -> bool) -> Result<BackendUri, String> {
    with_places(text, can_fill).map(|(uri, _)| uri)
}

/// A URI with its places, and a sample of it.
fn with_places(text: &str, can_fill: &dyn Fn(&str) -> bool) -> Result<(BackendUri, Uri), String> {
    let pieces = pieces(text);
    for piece in &pieces {
        if let UriPiece::Parameter(name) = piece
            && !can_fill(name)
        {
            return Err(format!("the URI {text:?} has {{{name}}}, and no integration.request.path.{name} is mapped"));
        }
    }
    let is_fixed = !pieces.iter().any(|piece| matches!(piece, UriPiece::Parameter(_)));
    // Places stand for text, so a sample shows whether the whole will be an address.
    let sample: String = pieces.iter().map(|piece| if let UriPiece::Text(text) = piece { text } else { "x" }).collect();
    let sample: Uri = sample.parse().map_err(|error| format!("invalid endpoint address {text:?}: {error}"))?;
    let uri = if is_fixed { BackendUri::Fixed(sample.clone()) } else { BackendUri::Pieces(pieces.into()) };
    Ok((uri, sample))
}

fn pieces(text: &str) -> Vec<UriPiece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !before.is_empty() {
            pieces.push(UriPiece::Text(before.into()));
        }
        pieces.push(UriPiece::Parameter(name.trim_end_matches('+').into()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(UriPiece::Text(rest.into()));
    }
    pieces
}
