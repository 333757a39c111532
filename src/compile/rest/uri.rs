//! The URIs of backends.

use http::Uri;

use crate::compile::rest::Compiler;
use crate::runtime::rest::parameters::RequestParameters;
use crate::runtime::rest::uri::{BackendUri, UriPiece};

/// Compiles the URI of an HTTP backend: stage variables in, `{name}` left for path parameters. With `parameters`, only
/// those can fill a place.
pub(super) fn compile(compiler: &Compiler<'_>, uri: &str, parameters: Option<&RequestParameters>) -> Result<BackendUri, String> {
    let text = compiler.stage_variables.fill(uri);
    let (uri, sample) = with_places(&text, parameters)?;
    match (sample.scheme_str(), sample.host()) {
        (Some("http" | "https"), Some(host)) if !host.is_empty() => Ok(uri),
        _ => Err(format!("invalid endpoint address {text:?}: it must begin with http:// or https:// and a host")),
    }
}

/// A URI whose `{name}` places only `parameters` can fill, if there are any; and a sample of it.
pub(super) fn with_places(text: &str, parameters: Option<&RequestParameters>) -> Result<(BackendUri, Uri), String> {
    let pieces = pieces(text);
    for piece in &pieces {
        if let UriPiece::Parameter(name) = piece
            && parameters.is_some_and(|parameters| !parameters.path.iter().any(|(known, _)| known == name))
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
