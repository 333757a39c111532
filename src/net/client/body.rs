//! The body of a request to a backend: in memory, or as it comes from a caller.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::FutureExt;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Frame, SizeHint};

use super::upload::{CallerGone, PassedOn, Upload};

/// The body of a request to a backend.
#[derive(Debug)]
pub enum RequestBody {
    /// It is in memory.
    Whole(Full<Bytes>),
    /// It goes on as it comes.
    PassedOn(PassedOn),
}

impl RequestBody {
    /// All of it, where it is in memory.
    pub fn bytes(&self) -> Option<Bytes> {
        match self {
            Self::Whole(body) => Some(body.clone().collect().now_or_never()?.ok()?.to_bytes()),
            Self::PassedOn(_) => None,
        }
    }

    /// What is passed on, where it is not in memory.
    pub fn upload(&self) -> Option<Upload> {
        match self {
            Self::Whole(_) => None,
            Self::PassedOn(body) => Some(body.upload()),
        }
    }
}

impl From<Bytes> for RequestBody {
    fn from(body: Bytes) -> Self {
        Self::Whole(Full::new(body))
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = CallerGone;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, CallerGone>>> {
        match self.get_mut() {
            Self::Whole(body) => Pin::new(body).poll_frame(context).map_err(|never| match never {}),
            Self::PassedOn(body) => Pin::new(body).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(body) => body.is_end_stream(),
            Self::PassedOn(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(body) => body.size_hint(),
            Self::PassedOn(body) => body.size_hint(),
        }
    }
}
