//! The protocol itself, by hand-made frames over a socket: what RFC 6455 asks of a server, case by case as the Autobahn suite
//! has them. Cases carry the suite's numbers; `AUTOBAHN.md` beside the categories lists those that AWS's limits rule out.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::support::{Documents, Stage};

mod closing;
mod fragments;
mod framing;
mod pings;
mod reserved;
mod sizes;
mod utf8;

const CONTINUATION: u8 = 0x0;
const TEXT: u8 = 0x1;
const BINARY: u8 = 0x2;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xA;
const FIN: u8 = 0x80;

/// A stage that answers every message with itself behind a sign: what is empty has no answer at all.
async fn echo() -> Stage {
    let code = |_: &str, event: &Value| Ok(json!({"statusCode": 200, "body": format!(">{}", event["body"].as_str().unwrap())}));
    Stage::serve(Documents::new().two_way("$default", "echo"), code).await
}

/// A masked frame, as a client must send it.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mask = [0x12, 0x34, 0x56, 0x78];
    let mut bytes = vec![first];
    match payload.len() {
        length @ 0..126 => bytes.push(0x80 | u8::try_from(length).unwrap()),
        length @ 126..=0xFFFF => {
            bytes.push(0x80 | 126);
            bytes.extend(u16::try_from(length).unwrap().to_be_bytes());
        }
        length => {
            bytes.push(0x80 | 127);
            bytes.extend(u64::try_from(length).unwrap().to_be_bytes());
        }
    }
    bytes.extend(mask);
    bytes.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    bytes
}

fn text(payload: &str) -> Vec<u8> {
    frame(FIN | TEXT, payload.as_bytes())
}

fn ping(payload: &[u8]) -> Vec<u8> {
    frame(FIN | PING, payload)
}

fn close(code: u16, reason: &[u8]) -> Vec<u8> {
    frame(FIN | CLOSE, &[&code.to_be_bytes(), reason].concat())
}

/// A frame that the server sends: its first byte and its payload.
type Frame = (u8, Vec<u8>);

/// The answer to a message.
fn answer(message: &str) -> Frame {
    (FIN | TEXT, format!(">{message}").into_bytes())
}

fn pong(payload: &[u8]) -> Frame {
    (FIN | PONG, payload.to_vec())
}

/// How what is sent is cut into writes.
#[derive(Clone, Copy)]
enum Chop {
    Whole,
    Frames,
    Octets,
}

/// One case of the suite.
struct Case {
    /// Its number, for whoever looks it up.
    number: &'static str,
    sent: Vec<Vec<u8>>,
    chop: Chop,
}

fn case(number: &'static str, sent: impl IntoIterator<Item = Vec<u8>>) -> Case {
    Case { number, sent: sent.into_iter().collect(), chop: Chop::Whole }
}

impl Case {
    fn chopped(self, chop: Chop) -> Self {
        Self { chop, ..self }
    }

    async fn send(&self, stage: &Stage) -> Raw {
        let mut client = Raw::connect(stage).await;
        match self.chop {
            Chop::Whole => client.write(&self.sent.concat()).await,
            Chop::Frames => {
                for frame in &self.sent {
                    client.write(frame).await;
                }
            }
            Chop::Octets => {
                for octet in self.sent.concat() {
                    client.write(&[octet]).await;
                }
            }
        }
        client
    }

    /// The server answers with these frames, and closes when it is asked to.
    async fn answers(self, stage: &Stage, expected: &[Frame]) {
        let mut client = self.send(stage).await;
        for frame in expected {
            assert_eq!(&client.receive().await, frame, "case {}", self.number);
        }
        client.write(&close(1000, b"")).await;
        assert_eq!(client.closed().await, Some(1000), "case {}", self.number);
    }

    /// The server closes with this code. Answers to what came before may still come.
    async fn closes(self, stage: &Stage, code: u16) {
        let mut client = self.send(stage).await;
        let mut frame = client.receive().await;
        while frame.0 != FIN | CLOSE {
            assert!(matches!(frame.0 & 0xF, TEXT | PONG), "case {}: {frame:?}", self.number);
            frame = client.receive().await;
        }
        assert_eq!(code_of(&frame), Some(code), "case {}", self.number);
        client.ended().await;
    }
}

/// A client that writes bytes.
struct Raw {
    socket: TcpStream,
}

impl Raw {
    async fn connect(stage: &Stage) -> Self {
        let mut socket = TcpStream::connect(stage.address).await.unwrap();
        socket.set_nodelay(true).unwrap();
        let request = "GET /prod HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n\
                       Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
                       Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n";
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(socket.read_u8().await.unwrap());
        }
        let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
        assert!(head.starts_with("http/1.1 101 "), "{head}");
        // The key and its answer are those of RFC 6455, 1.3.
        assert!(head.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="), "{head}");
        assert!(!head.contains("sec-websocket-extensions"), "no extension is negotiated: {head}");
        Self { socket }
    }

    /// Writes as long as the server listens: it may have closed in the middle.
    async fn write(&mut self, bytes: &[u8]) {
        let _closed = self.socket.write_all(bytes).await;
    }

    /// The next frame.
    async fn receive(&mut self) -> Frame {
        let first = self.socket.read_u8().await.expect("a frame");
        let length = match self.socket.read_u8().await.unwrap() {
            126 => usize::from(self.socket.read_u16().await.unwrap()),
            127 => usize::try_from(self.socket.read_u64().await.unwrap()).unwrap(),
            length => {
                assert!(length < 126, "a server does not mask");
                usize::from(length)
            }
        };
        let mut payload = vec![0; length];
        self.socket.read_exact(&mut payload).await.unwrap();
        (first, payload)
    }

    /// The code of the close frame, and then the end of the stream.
    async fn closed(&mut self) -> Option<u16> {
        let frame = self.receive().await;
        assert_eq!(frame.0, FIN | CLOSE, "{frame:?}");
        self.ended().await;
        code_of(&frame)
    }

    /// The stream ends, and nothing comes before its end.
    async fn ended(&mut self) {
        let _ = self.socket.shutdown().await;
        assert_eq!(self.socket.read_u8().await.map_err(|error| error.kind()), Err(std::io::ErrorKind::UnexpectedEof));
    }
}

fn code_of(frame: &Frame) -> Option<u16> {
    frame.1.first_chunk::<2>().map(|code| u16::from_be_bytes(*code))
}
