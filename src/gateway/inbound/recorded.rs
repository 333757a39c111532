//! A stream that remembers the head of the next request, byte for byte: hyper forgets how header names were written, and
//! functions and templates see them so.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use memchr::memmem;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The longest head that is remembered: API Gateway takes 10,240 bytes of headers (developer guide, "Quotas").
const LONGEST_HEAD: usize = 16 * 1024;

/// The end of a head.
const HEAD_END: &[u8] = b"\r\n\r\n";

/// What was read since the last answer, up to the end of a head; nothing while a request is answered.
#[derive(Clone, Debug, Default)]
pub struct Recording(Arc<Mutex<Tape>>);

#[derive(Debug, Default)]
struct Tape {
    bytes: Vec<u8>,
    stopped: bool,
}

impl Recording {
    /// What was recorded. Nothing more is until [`Self::restart`].
    pub fn stop(&self) -> Vec<u8> {
        self.change(|tape| {
            tape.stopped = true;
            std::mem::take(&mut tape.bytes)
        })
    }

    /// Records from here on: the next bytes begin a request.
    pub fn restart(&self) {
        self.change(|tape| tape.stopped = false);
    }

    fn add(&self, bytes: &[u8]) {
        self.change(|tape| {
            if tape.stopped {
                return;
            }
            let room = LONGEST_HEAD.saturating_sub(tape.bytes.len()).min(bytes.len());
            // The end may have begun in what was read before.
            let from = tape.bytes.len().saturating_sub(HEAD_END.len() - 1);
            tape.bytes.extend_from_slice(&bytes[..room]);
            // Nearly always all of a request without a body came at once. What follows a head is not read.
            if room == bytes.len() && bytes.ends_with(HEAD_END) {
                tape.stopped = true;
                return;
            }
            match memmem::find(&tape.bytes[from..], HEAD_END) {
                Some(end) => {
                    tape.bytes.truncate(from + end + HEAD_END.len());
                    tape.stopped = true;
                }
                None if room < bytes.len() => {
                    tape.stopped = true;
                    tape.bytes = Vec::new();
                }
                None => {}
            }
        });
    }

    /// Nobody waits here: on HTTP/1, one task reads a connection and answers it.
    fn change<R>(&self, change: impl FnOnce(&mut Tape) -> R) -> R {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A stream whose reads are recorded.
#[derive(Debug)]
pub struct Recorded<S> {
    stream: S,
    recording: Recording,
}

impl<S> Recorded<S> {
    /// Records into `recording`.
    pub fn new(stream: S, recording: Recording) -> Self {
        Self { stream, recording }
    }

    /// The stream itself.
    pub fn into_inner(self) -> S {
        self.stream
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Recorded<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if let Some(bytes) = buffer.filled().get(before..).filter(|bytes| !bytes.is_empty()) {
            self.recording.add(bytes);
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Recorded<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_while_a_request_is_answered_is_not_recorded() {
        let recording = Recording::default();
        recording.add(b"GET / HTTP/1.1\r\n");
        recording.add(b"X-Own: 1\r\n\r\n");
        recording.add(b"the body");
        assert_eq!(recording.stop(), b"GET / HTTP/1.1\r\nX-Own: 1\r\n\r\n");
        recording.add(b"a body");
        recording.restart();
        recording.add(b"GET /next");
        assert_eq!(recording.stop(), b"GET /next");
    }

    #[test]
    fn a_head_ends_wherever_reads_part_it_and_however_long_its_body_is() {
        for split in 1..b"GET / HTTP/1.1\r\nX-Own: 1\r\n\r\n".len() {
            let mut sent = b"GET / HTTP/1.1\r\nX-Own: 1\r\n\r\n".to_vec();
            let head = sent.clone();
            sent.extend_from_slice(&[b'x'; 2 * LONGEST_HEAD]);
            let recording = Recording::default();
            recording.add(&sent[..split]);
            recording.add(&sent[split..]);
            assert_eq!(recording.stop(), head, "split at {split}");
        }
    }

    #[test]
    fn more_than_a_head_is_forgotten() {
        let recording = Recording::default();
        recording.add(&[0; LONGEST_HEAD]);
        recording.add(b"more");
        assert!(recording.stop().is_empty());
    }
}
