//! The protocol itself, by hand-made frames: what RFC 6455 asks of a server, in the categories of the Autobahn suite.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::support::{Documents, Stage};

const TEXT: u8 = 0x1;
const CONTINUATION: u8 = 0x0;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xA;
const FIN: u8 = 0x80;

fn echo(_: &str, event: &Value) -> Result<Value, Value> {
    Ok(json!({"statusCode": 200, "body": event["body"]}))
}

/// A masked frame, as a client must send it.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mask = [0x12, 0x34, 0x56, 0x78];
    let length = u8::try_from(payload.len()).expect("a short payload");
    assert!(length < 126);
    let mut bytes = vec![first, 0x80 | length];
    bytes.extend(mask);
    bytes.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    bytes
}

/// A client that writes bytes.
struct Raw {
    socket: TcpStream,
    _stage: Stage,
}

impl Raw {
    async fn connect() -> Self {
        let stage = Stage::serve(Documents::new().two_way("$default", "echo"), echo).await;
        let mut socket = TcpStream::connect(stage.address).await.unwrap();
        let request = "GET /prod HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n\
                       Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(socket.read_u8().await.unwrap());
        }
        let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
        assert!(head.starts_with("http/1.1 101 "), "{head}");
        // The key and its answer are those of RFC 6455, 1.3.
        assert!(head.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="), "{head}");
        Self { socket, _stage: stage }
    }

    async fn send(&mut self, frames: &[Vec<u8>]) {
        self.socket.write_all(&frames.concat()).await.unwrap();
    }

    /// The next frame: its first byte and payload.
    async fn receive(&mut self) -> (u8, Vec<u8>) {
        let first = self.socket.read_u8().await.expect("a frame");
        let length = self.socket.read_u8().await.unwrap();
        assert!(length < 126, "a server does not mask, and these frames are short");
        let mut payload = vec![0; usize::from(length)];
        self.socket.read_exact(&mut payload).await.unwrap();
        (first, payload)
    }

    /// The code of the close frame, and then the end of the stream.
    async fn closed(&mut self) -> Option<u16> {
        let (first, payload) = self.receive().await;
        assert_eq!(first, FIN | CLOSE, "{payload:?}");
        let _ = self.socket.shutdown().await;
        assert_eq!(self.socket.read_u8().await.map_err(|error| error.kind()), Err(std::io::ErrorKind::UnexpectedEof));
        payload.first_chunk::<2>().map(|code| u16::from_be_bytes(*code))
    }
}

async fn check_echo(frames: &[Vec<u8>], text: &str) {
    let mut client = Raw::connect().await;
    client.send(frames).await;
    assert_eq!(client.receive().await, (FIN | TEXT, text.as_bytes().to_vec()), "{frames:?}");
}

async fn check_closed(frames: &[Vec<u8>], code: u16) {
    let mut client = Raw::connect().await;
    client.send(frames).await;
    assert_eq!(client.closed().await, Some(code), "{frames:?}");
}

// RFC 6455, 5.4.
#[tokio::test]
async fn messages_may_come_in_fragments_also_empty_ones_with_pings_between() {
    check_echo(&[frame(FIN | TEXT, b"whole")], "whole").await;
    check_echo(&[frame(TEXT, b"a"), frame(CONTINUATION, b""), frame(FIN | CONTINUATION, b"b")], "ab").await;
    let mut client = Raw::connect().await;
    client.send(&[frame(TEXT, b"a"), frame(FIN | PING, b"?"), frame(FIN | CONTINUATION, b"b")]).await;
    assert_eq!(client.receive().await, (FIN | PONG, b"?".to_vec()));
    assert_eq!(client.receive().await, (FIN | TEXT, b"ab".to_vec()));
}

#[tokio::test]
async fn a_frame_may_arrive_byte_by_byte() {
    let mut client = Raw::connect().await;
    for byte in frame(FIN | TEXT, "héllo".as_bytes()) {
        client.socket.write_all(&[byte]).await.unwrap();
        client.socket.flush().await.unwrap();
    }
    assert_eq!(client.receive().await, (FIN | TEXT, "héllo".as_bytes().to_vec()));
}

#[tokio::test]
async fn fragments_must_begin_and_end() {
    check_closed(&[frame(FIN | CONTINUATION, b"a")], 1002).await;
    check_closed(&[frame(CONTINUATION, b"a")], 1002).await;
    check_closed(&[frame(TEXT, b"a"), frame(FIN | TEXT, b"b")], 1002).await;
}

// RFC 6455, 5.5.
#[tokio::test]
async fn pings_are_answered_with_their_payload_and_pongs_are_not() {
    let mut client = Raw::connect().await;
    client.send(&[frame(FIN | PONG, b"unasked"), frame(FIN | PING, &[b'x'; 125]), frame(FIN | PING, b"")]).await;
    assert_eq!(client.receive().await.0, FIN | PONG);
    client.send(&[frame(FIN | TEXT, b"on")]).await;
    let mut last = client.receive().await;
    while last.0 == FIN | PONG {
        last = client.receive().await;
    }
    assert_eq!(last, (FIN | TEXT, b"on".to_vec()));
}

#[tokio::test]
async fn control_frames_are_whole_and_short() {
    check_closed(&[frame(PING, b"a")], 1002).await;
    let mut long = vec![FIN | PING, 0x80 | 126, 0, 126, 0, 0, 0, 0];
    long.extend([0; 126]);
    check_closed(&[long], 1002).await;
}

// RFC 6455, 5.2: no extension is negotiated, so nothing gives the bits a meaning.
#[tokio::test]
async fn reserved_bits_and_opcodes_are_refused() {
    for bit in [0x40, 0x20, 0x10] {
        check_closed(&[frame(FIN | bit | TEXT, b"a")], 1002).await;
    }
    for opcode in [0x3, 0x7, 0xB, 0xF] {
        check_closed(&[frame(FIN | opcode, b"a")], 1002).await;
    }
}

// RFC 6455, 5.1: a server must close when a frame is not masked.
#[tokio::test]
async fn a_frame_without_a_mask_is_refused() {
    check_closed(&[vec![FIN | TEXT, 1, b'a']], 1002).await;
}

// RFC 6455, 8.1.
#[tokio::test]
async fn text_must_be_utf_8() {
    check_echo(&[frame(TEXT, &[0xC3]), frame(FIN | CONTINUATION, &[0xA9])], "é").await;
    check_closed(&[frame(FIN | TEXT, &[0xFF])], 1007).await;
    check_closed(&[frame(FIN | TEXT, &[0xED, 0xA0, 0x80])], 1007).await;
    check_closed(&[frame(TEXT, b"ok"), frame(FIN | CONTINUATION, &[0xC3])], 1007).await;
}

// RFC 6455, 5.5.1 and 7.4: the code comes back; what is no code is a protocol error.
#[tokio::test]
async fn a_close_is_answered_with_its_code() {
    for code in [1000_u16, 1001, 1011, 3000, 4999] {
        check_closed(&[frame(FIN | CLOSE, &code.to_be_bytes())], code).await;
    }
    for wrong in [0_u16, 999, 1004, 1005, 1006, 1015, 2000, 5000] {
        check_closed(&[frame(FIN | CLOSE, &wrong.to_be_bytes())], 1002).await;
    }
    check_closed(&[frame(FIN | CLOSE, b"x")], 1002).await;
    check_closed(&[frame(FIN | CLOSE, &[0x03, 0xE8, 0xFF])], 1007).await;
}

#[tokio::test]
async fn a_close_without_a_code_is_answered_without_one() {
    let mut client = Raw::connect().await;
    client.send(&[frame(FIN | CLOSE, b"")]).await;
    assert_eq!(client.closed().await, None);
}

#[tokio::test]
async fn what_follows_a_close_is_not_read() {
    check_closed(&[frame(FIN | CLOSE, &1000_u16.to_be_bytes()), frame(FIN | TEXT, b"late"), frame(FIN | PING, b"")], 1000).await;
}
