//! Category 1: text and binary messages in one frame.

use super::{BINARY, Chop, FIN, TEXT, answer, case, close, echo, frame, text};

#[tokio::test]
async fn a_text_message_of_any_length_is_taken() {
    let stage = echo().await;
    for (number, length) in [("1.1.1", 0), ("1.1.2", 125), ("1.1.3", 126), ("1.1.4", 127), ("1.1.5", 128)] {
        let message = "*".repeat(length);
        case(number, [text(&message)]).answers(&stage, &[answer(&message)]).await;
        case(number, [text(&message)]).chopped(Chop::Octets).answers(&stage, &[answer(&message)]).await;
    }
}

// Developer guide, quotas: a frame has at most 32 KB.
#[tokio::test]
async fn a_frame_of_64_kb_is_too_long() {
    let stage = echo().await;
    for (number, length) in [("1.1.6", 65_535), ("1.1.7", 65_536), ("1.1.8", 65_536), ("1.2.6", 65_535), ("1.2.7", 65_536)] {
        let opcode = if number.starts_with("1.1") { TEXT } else { BINARY };
        case(number, [frame(FIN | opcode, &vec![b'*'; length])]).closes(&stage, 1009).await;
    }
}

// Developer guide, "Binary media types for WebSocket APIs": "disconnects the client with code 1003".
#[tokio::test]
async fn binary_messages_are_not_taken() {
    let stage = echo().await;
    for (number, length) in [("1.2.1", 0), ("1.2.2", 125), ("1.2.3", 126), ("1.2.4", 127), ("1.2.5", 128)] {
        case(number, [frame(FIN | BINARY, &vec![0xFE; length])]).closes(&stage, 1003).await;
    }
}

// RFC 6455, 5.1: a server must close when a frame is not masked. The suite has no case of it.
#[tokio::test]
async fn a_frame_without_a_mask_is_refused() {
    let stage = echo().await;
    case("unmasked text", [vec![FIN | TEXT, 1, b'a']]).closes(&stage, 1002).await;
    case("unmasked after a masked one", [text("a"), vec![FIN | TEXT, 1, b'a'], close(1000, b"")]).closes(&stage, 1002).await;
}
