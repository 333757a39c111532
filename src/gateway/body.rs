//! The body of an answer: whole, or as it comes.

use std::error::Error;
use std::fmt;
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, StreamBody};
use hyper::body::{Frame, Incoming};

use crate::clock::MachineClock;
use crate::lambda::FunctionStream;
use crate::net::client::OutgoingBody;

/// The body of an answer.
pub type AnswerBody = OutgoingBody<UnsyncBoxBody<Bytes, BrokenOff>>;

impl AnswerBody {
    /// What comes in these pieces.
    pub fn passed_on<E: fmt::Display>(pieces: impl Stream<Item = Result<Bytes, E>> + Send + 'static) -> Self {
        let frames = pieces.map(|piece| piece.map(Frame::data).map_err(|error| BrokenOff(error.to_string())));
        Self::Streamed(StreamBody::new(frames).boxed_unsync())
    }
}

/// Why a body that was streamed is not complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenOff(String);

impl fmt::Display for BrokenOff {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for BrokenOff {}

/// Where a body comes from.
#[derive(Debug)]
pub enum Source {
    /// An HTTP backend.
    Http(Incoming),
    /// A function.
    Function(FunctionStream),
}

impl Source {
    /// The next piece; none when there is no more.
    ///
    /// # Errors
    /// Why the body breaks off.
    pub async fn next(&mut self) -> Result<Option<Bytes>, String> {
        match self {
            Self::Function(stream) => stream.next().await,
            Self::Http(body) => loop {
                match body.frame().await.transpose().map_err(|error| error.to_string())? {
                    None => return Ok(None),
                    Some(frame) => {
                        if let Ok(data) = frame.into_data() {
                            return Ok(Some(data));
                        }
                    }
                }
            },
        }
    }
}

/// How long a body may take.
#[derive(Clone, Debug)]
pub struct Patience {
    /// The time.
    pub clock: MachineClock,
    /// When it has to be complete.
    pub until: Instant,
    /// How long nothing may come.
    pub idle: Duration,
}

impl Patience {
    /// How long the next piece may take.
    fn left(&self) -> Duration {
        self.until.saturating_duration_since(self.clock.instant()).min(self.idle)
    }
}

/// Passes a body on as it comes: `first`, which is there already, and then what the source gives.
pub fn streamed(first: Bytes, source: Source, patience: Patience) -> AnswerBody {
    let first = Some(first).filter(|first| !first.is_empty());
    let pieces = stream::unfold(Some((first, source)), move |state| {
        let patience = patience.clone();
        async move {
            let (first, mut source) = state?;
            let next = match first {
                Some(first) => Ok(Some(first)),
                None => tokio::time::timeout(patience.left(), source.next())
                    .await
                    .unwrap_or_else(|_elapsed| Err("nothing more came in time".to_owned())),
            };
            match next {
                Ok(Some(piece)) => Some((Ok(Frame::data(piece)), Some((None, source)))),
                Ok(None) => None,
                Err(reason) => {
                    tracing::warn!(reason, "an answer that is streamed breaks off");
                    Some((Err(BrokenOff(reason)), None))
                }
            }
        }
    });
    AnswerBody::Streamed(StreamBody::new(pieces).boxed_unsync())
}
