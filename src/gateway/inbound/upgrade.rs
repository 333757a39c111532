//! The stream of a client that is no longer served by HTTP, taken out of what HTTP has wrapped it in: each frame would go through
//! all of that.

use std::error::Error;
use std::fmt;

use bytes::Bytes;
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use hyper_util::server::conn::auto::upgrade::downcast;
use tokio::net::TcpStream;

use crate::gateway::inbound::Recorded;

/// A client's stream.
#[derive(Debug)]
pub struct RawStream {
    /// The stream.
    pub stream: TcpStream,
    /// What was read of it after the request.
    pub read: Bytes,
}

/// Why there is no stream.
#[derive(Debug)]
pub enum UpgradeError {
    /// The client left.
    Left(hyper::Error),
    /// The stream is none of the listener's.
    Foreign,
}

impl fmt::Display for UpgradeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Left(error) => error.fmt(formatter),
            Self::Foreign => formatter.write_str("the stream is not one that the listener accepted"),
        }
    }
}

impl Error for UpgradeError {}

/// Waits until HTTP lets go of a stream that the listener has accepted.
///
/// # Errors
/// Any [`UpgradeError`].
pub async fn upgraded(upgrade: OnUpgrade) -> Result<RawStream, UpgradeError> {
    let upgraded = upgrade.await.map_err(UpgradeError::Left)?;
    let parts = downcast::<TokioIo<Recorded<TcpStream>>>(upgraded).map_err(|_| UpgradeError::Foreign)?;
    Ok(RawStream { stream: parts.io.into_inner().into_inner(), read: parts.read_buf })
}
