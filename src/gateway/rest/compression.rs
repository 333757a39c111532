//! Payload compression (developer guide, "Enable payload compression for an API").

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::read::{GzDecoder, ZlibDecoder};
use flate2::write::{GzEncoder, ZlibEncoder};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use http::{HeaderMap, HeaderValue, Response};
use http_body_util::Full;

use crate::gateway::body::AnswerBody;
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::inbound::Inbound;

/// The most bytes that a body may have once it is decompressed: the payload limit (developer guide, "Quotas").
const LIMIT: u64 = 10 * 1024 * 1024;

/// A content coding that API Gateway supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
    Identity,
}

impl Coding {
    fn parse(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "gzip" => Some(Self::Gzip),
            "deflate" => Some(Self::Deflate),
            "identity" => Some(Self::Identity),
            _ => None,
        }
    }
}

/// Decompresses a request's body. A coding that is not supported, or a body that is not in it, is 415.
pub(super) fn decompress(inbound: &mut Inbound, minimum: usize) -> Result<(), GatewayError> {
    let Some(name) = inbound.header(&CONTENT_ENCODING) else { return Ok(()) };
    let unsupported = |detail: String| GatewayError::new(GatewayResponseType::UnsupportedMediaType, detail);
    let coding = Coding::parse(name).ok_or_else(|| unsupported(format!("the content coding {name:?} is not supported")))?;
    if inbound.body.len() < minimum {
        return Ok(());
    }
    let body = &inbound.body[..];
    let mut plain = Vec::new();
    let read = match coding {
        Coding::Gzip => GzDecoder::new(body).take(LIMIT + 1).read_to_end(&mut plain),
        Coding::Deflate => ZlibDecoder::new(body).take(LIMIT + 1).read_to_end(&mut plain),
        Coding::Identity => return Ok(()),
    };
    let length = read.map_err(|error| unsupported(format!("the body cannot be decompressed: {error}")))?;
    if u64::try_from(length).is_ok_and(|length| length > LIMIT) {
        return Err(GatewayError::new(GatewayResponseType::RequestTooLarge, "the decompressed body has too many bytes"));
    }
    inbound.keep_as_sent();
    inbound.body = plain.into();
    inbound.parts.headers.remove(CONTENT_ENCODING);
    Ok(())
}

/// Compresses an answer's body where the caller asks for it, the body is long enough, and the integration has not done so.
pub(super) fn compress(request: &HeaderMap, minimum: usize, mut answer: Response<AnswerBody>) -> Response<AnswerBody> {
    let Some(coding) = preferred(request).filter(|_| !answer.headers().contains_key(CONTENT_ENCODING)) else { return answer };
    // "Content encoding" is not for answers that are streamed.
    let long_enough = answer.body().bytes().filter(|body| body.len() >= minimum && !body.is_empty());
    if let Some((name, compressed)) = long_enough.and_then(|body| encode(coding, &body).ok()) {
        answer.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(name));
        *answer.body_mut() = AnswerBody::Whole(Full::from(compressed));
    }
    answer
}

fn encode(coding: Coding, body: &[u8]) -> io::Result<(&'static str, Vec<u8>)> {
    match coding {
        Coding::Gzip => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(body)?;
            Ok(("gzip", encoder.finish()?))
        }
        Coding::Deflate => {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(body)?;
            Ok(("deflate", encoder.finish()?))
        }
        Coding::Identity => Err(io::ErrorKind::Unsupported.into()),
    }
}

/// The coding that the caller wants most; if API Gateway does not support that one, there is no compression.
fn preferred(request: &HeaderMap) -> Option<Coding> {
    let accepted = request.get(ACCEPT_ENCODING)?.to_str().ok()?;
    let mut best: Option<(&str, f32)> = None;
    for choice in accepted.split(',') {
        let (name, parameters) = choice.split_once(';').unwrap_or((choice, ""));
        let quality = parameters.trim().strip_prefix("q=").map_or(1.0, |quality| quality.trim().parse().unwrap_or(0.0));
        if quality > best.map_or(0.0, |(_, quality)| quality) {
            best = Some((name, quality));
        }
    }
    Coding::parse(best?.0).filter(|coding| *coding != Coding::Identity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(accepted: &'static str, expected: Option<Coding>) {
        let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
        assert_eq!(preferred(&headers), expected, "{accepted}");
    }

    // Developer guide, "Enable payload compression": the coding of the highest priority must be one that is supported.
    #[test]
    fn only_the_coding_that_is_wanted_most_counts() {
        check("gzip", Some(Coding::Gzip));
        check("gzip, deflate, br", Some(Coding::Gzip));
        check("gzip;q=0.5, deflate", Some(Coding::Deflate));
        check("br, gzip;q=0.9", None);
        check("*", None);
        check("identity", None);
    }
}
