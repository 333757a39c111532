//! WebSocket clients as cheap as they can be made: a prepared frame goes out, and the answer's length is checked.

use std::net::SocketAddr;

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Result;
use crate::load::Conversation;

/// The longest head of a handshake's answer.
const HEAD_LIMIT: usize = 4 * 1024;

/// An open WebSocket.
pub(crate) struct Socket {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Socket {
    /// Connects to the stage `dev`.
    pub(crate) async fn open(address: SocketAddr, host: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let request = format!(
            "GET /dev HTTP/1.1\r\nHost: {host}\r\nUser-Agent: serving-bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut head = Vec::with_capacity(512);
        while !head.ends_with(b"\r\n\r\n") {
            if head.len() > HEAD_LIMIT || stream.read_buf(&mut head).await? == 0 {
                return Err("a handshake has no end".into());
            }
        }
        if !head.starts_with(b"HTTP/1.1 101 ") {
            return Err(format!("a handshake is refused: {}", String::from_utf8_lossy(&head)).into());
        }
        Ok(Self { stream, buffer: Vec::new() })
    }

    /// Sends a text message and waits for the answer.
    pub(crate) async fn ask(&mut self, frame: &[u8]) -> Result<Vec<u8>> {
        self.stream.write_all(frame).await?;
        loop {
            if let Some((start, end)) = frame_in(&self.buffer) {
                let payload = self.buffer.get(start..end).unwrap_or_default().to_vec();
                self.buffer.drain(..end);
                return Ok(payload);
            }
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err("the server closed a connection".into());
            }
        }
    }

    /// Reads and forgets until the server closes.
    pub(crate) async fn drain(mut self) -> Result<()> {
        let mut buffer = vec![0; 64 * 1024];
        while self.stream.read(&mut buffer).await? > 0 {}
        Ok(())
    }
}

/// Where the first frame's payload begins and ends; none when the frame is not complete. A server does not mask, and these
/// answers are shorter than 64 KB.
fn frame_in(bytes: &[u8]) -> Option<(usize, usize)> {
    let (start, length) = match *bytes.get(1)? {
        126 => (4, usize::from(u16::from_be_bytes(*bytes.get(2..)?.first_chunk()?))),
        length => (2, usize::from(length)),
    };
    (bytes.len() >= start + length).then_some((start, start + length))
}

/// A masked frame with a text message.
pub(crate) fn text_frame(text: &str) -> Bytes {
    let mask = [0x12, 0x34, 0x56, 0x78];
    let length = u8::try_from(text.len()).ok().filter(|length| *length < 126);
    let mut frame = vec![0x81, 0x80 | length.unwrap_or(0)];
    frame.extend(mask);
    frame.extend(text.bytes().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    Bytes::from(frame)
}

/// A client that sends the same message again and again.
pub(crate) struct Talking {
    pub(crate) socket: Socket,
    pub(crate) frame: Bytes,
    /// The bytes of every answer.
    pub(crate) answer_length: usize,
}

impl Conversation for Talking {
    async fn exchange(&mut self) -> Result<u64> {
        let answer = self.socket.ask(&self.frame).await?;
        if answer.len() == self.answer_length {
            return Ok(1);
        }
        let answer = String::from_utf8_lossy(&answer);
        Err(format!("an answer has not the {} bytes that are expected: {answer}", self.answer_length).into())
    }
}
