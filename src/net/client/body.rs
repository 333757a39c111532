//! The bodies of messages that go out, to backends and to callers.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::FutureExt;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Frame, SizeHint};

use super::upload::{PassedOn, Upload};

/// A body in memory, or one that is passed on as it comes, an `S`.
#[derive(Debug)]
pub enum OutgoingBody<S> {
    /// It is in memory.
    Whole(Full<Bytes>),
    /// It is passed on as it comes. One that breaks off breaks the connection off, so that whoever gets it knows.
    Streamed(S),
}

/// The body of a request to a backend.
pub type RequestBody = OutgoingBody<PassedOn>;

impl<S> OutgoingBody<S> {
    /// All of it, where it is in memory.
    pub fn bytes(&self) -> Option<Bytes> {
        match self {
            Self::Whole(body) => Some(body.clone().collect().now_or_never()?.ok()?.to_bytes()),
            Self::Streamed(_) => None,
        }
    }
}

impl RequestBody {
    /// What is passed on, where it is not in memory.
    pub fn upload(&self) -> Option<Upload> {
        match self {
            Self::Whole(_) => None,
            Self::Streamed(body) => Some(body.upload()),
        }
    }
}

impl<S> From<Bytes> for OutgoingBody<S> {
    fn from(body: Bytes) -> Self {
        Self::Whole(Full::new(body))
    }
}

impl<S: Body<Data = Bytes> + Unpin> Body for OutgoingBody<S> {
    type Data = Bytes;
    type Error = S::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, S::Error>>> {
        match self.get_mut() {
            Self::Whole(body) => Pin::new(body).poll_frame(context).map_err(|never| match never {}),
            Self::Streamed(body) => Pin::new(body).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(body) => body.is_end_stream(),
            Self::Streamed(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(body) => body.size_hint(),
            Self::Streamed(body) => body.size_hint(),
        }
    }
}
