//! Event streams, `application/vnd.amazon.eventstream`: what InvokeWithResponseStream answers with (Smithy's specification,
//! "Amazon Event Stream"). Numbers are big-endian.

use std::collections::HashMap;

use bytes::{Buf, Bytes, BytesMut};
use flate2::Crc;

/// Both lengths and their checksum.
const PRELUDE: usize = 12;
/// The checksum at the end.
const CHECKSUM: usize = 4;
/// Lambda's own payload limit is far below.
const LONGEST: usize = 24 * 1024 * 1024;

/// One message of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    /// Its headers that are texts; no others have a meaning here.
    pub(super) headers: HashMap<String, String>,
    pub(super) payload: Bytes,
}

/// Cuts bytes into messages as they come.
#[derive(Debug, Default)]
pub(super) struct Decoder(BytesMut);

impl Decoder {
    /// Takes what has come.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// The next message that is complete.
    ///
    /// # Errors
    /// What is wrong with the stream, which is of no use any more.
    pub(super) fn next(&mut self) -> Result<Option<Message>, &'static str> {
        let Some(prelude) = self.0.get(..PRELUDE) else { return Ok(None) };
        let (total, headers) = (length(prelude), length(&prelude[4..]));
        if !(PRELUDE + CHECKSUM..=LONGEST).contains(&total) || headers > total - PRELUDE - CHECKSUM {
            return Err("a message's length cannot be");
        }
        if checksum(&prelude[..8]) != length(&prelude[8..]) {
            return Err("a message's prelude has the wrong checksum");
        }
        let Some(message) = self.0.get(..total) else { return Ok(None) };
        if checksum(&message[..total - CHECKSUM]) != length(&message[total - CHECKSUM..]) {
            return Err("a message has the wrong checksum");
        }
        let mut message = self.0.split_to(total).freeze();
        message.advance(PRELUDE);
        let headers = texts(message.split_to(headers)).ok_or("a message's headers cannot be read")?;
        message.truncate(message.len() - CHECKSUM);
        Ok(Some(Message { headers, payload: message }))
    }
}

/// Four bytes as a number; the callers give at least four.
fn length(bytes: &[u8]) -> usize {
    bytes.iter().take(4).fold(0, |number, byte| number << 8 | usize::from(*byte))
}

fn checksum(bytes: &[u8]) -> usize {
    let mut crc = Crc::new();
    crc.update(bytes);
    usize::try_from(crc.sum()).unwrap_or(usize::MAX)
}

/// The headers that are texts. A name has one byte of length, a text two; the other types have lengths of their own.
fn texts(mut headers: Bytes) -> Option<HashMap<String, String>> {
    let mut texts = HashMap::new();
    while headers.has_remaining() {
        let name = usize::from(headers.try_get_u8().ok()?);
        let name = take(&mut headers, name)?;
        let fixed = match headers.try_get_u8().ok()? {
            0 | 1 => 0,
            2 => 1,
            3 => 2,
            4 => 4,
            5 | 8 => 8,
            9 => 16,
            kind @ (6 | 7) => {
                let length = usize::from(headers.try_get_u16().ok()?);
                let value = take(&mut headers, length)?;
                if kind == 7 {
                    texts.insert(text(&name)?, text(&value)?);
                }
                0
            }
            _ => return None,
        };
        take(&mut headers, fixed)?;
    }
    Some(texts)
}

fn take(bytes: &mut Bytes, length: usize) -> Option<Bytes> {
    (bytes.len() >= length).then(|| bytes.split_to(length))
}

fn text(bytes: &Bytes) -> Option<String> {
    String::from_utf8(bytes.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A message as a service writes it.
    fn encoded(headers: &[(&str, &str)], payload: &[u8]) -> Vec<u8> {
        let mut written = Vec::new();
        for (name, value) in headers {
            written.push(u8::try_from(name.len()).unwrap());
            written.extend_from_slice(name.as_bytes());
            written.push(7);
            written.extend_from_slice(&u16::try_from(value.len()).unwrap().to_be_bytes());
            written.extend_from_slice(value.as_bytes());
        }
        let total = u32::try_from(PRELUDE + written.len() + payload.len() + CHECKSUM).unwrap();
        let mut message = [total.to_be_bytes(), u32::try_from(written.len()).unwrap().to_be_bytes()].concat();
        message.extend_from_slice(&u32::try_from(checksum(&message)).unwrap().to_be_bytes());
        message.extend_from_slice(&written);
        message.extend_from_slice(payload);
        message.extend_from_slice(&u32::try_from(checksum(&message)).unwrap().to_be_bytes());
        message
    }

    // Smithy's specification of event streams, its example: an empty message.
    #[test]
    fn the_specifications_empty_message_is_read() {
        let mut decoder = Decoder::default();
        decoder.push(&[0, 0, 0, 0x10, 0, 0, 0, 0, 0x05, 0xc2, 0x48, 0xeb, 0x7d, 0x98, 0xc8, 0xff]);
        assert_eq!(decoder.next(), Ok(Some(Message { headers: HashMap::new(), payload: Bytes::new() })));
        assert_eq!(decoder.next(), Ok(None));
    }

    #[test]
    fn messages_are_cut_out_of_whatever_comes() {
        let stream =
            [encoded(&[(":event-type", "PayloadChunk")], b"one"), encoded(&[(":event-type", "InvokeComplete")], b"{}")].concat();
        for size in 1..stream.len() {
            let mut decoder = Decoder::default();
            let mut payloads = Vec::new();
            for piece in stream.chunks(size) {
                decoder.push(piece);
                while let Some(message) = decoder.next().unwrap() {
                    payloads.push((message.headers[":event-type"].clone(), message.payload));
                }
            }
            let expected = [("PayloadChunk".to_owned(), Bytes::from("one")), ("InvokeComplete".to_owned(), Bytes::from("{}"))];
            assert_eq!(payloads, expected, "in pieces of {size}");
        }
    }

    #[test]
    fn what_was_damaged_on_the_way_is_refused() {
        let message = encoded(&[(":event-type", "PayloadChunk")], b"one");
        for at in 0..message.len() {
            let mut damaged = message.clone();
            damaged[at] ^= 1;
            let mut decoder = Decoder::default();
            decoder.push(&damaged);
            assert!(!matches!(decoder.next(), Ok(Some(_))), "byte {at}");
        }
    }
}
