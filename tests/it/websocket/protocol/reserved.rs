//! Categories 3 and 4: reserved bits and opcodes. No extension is negotiated, so nothing gives them a meaning (RFC 6455, 5.2).

use super::{BINARY, CLOSE, Chop, FIN, PING, TEXT, case, echo, frame, ping, text};

const HELLO: &[u8] = b"Hello, world!";

fn reserved(bits: u8, opcode: u8, payload: &[u8]) -> Vec<u8> {
    frame(FIN | bits << 4 | opcode, payload)
}

#[tokio::test]
async fn reserved_bits_are_refused() {
    let stage = echo().await;
    case("3.1", [reserved(1, TEXT, HELLO)]).closes(&stage, 1002).await;
    for (number, bits, chop) in [("3.2", 2, Chop::Whole), ("3.3", 3, Chop::Frames), ("3.4", 4, Chop::Octets)] {
        let sent = [text("Hello, world!"), reserved(bits, TEXT, HELLO), ping(b"")];
        case(number, sent).chopped(chop).closes(&stage, 1002).await;
    }
    case("3.5", [reserved(5, BINARY, &[0xFF; 8])]).closes(&stage, 1002).await;
    case("3.6", [reserved(6, PING, HELLO)]).closes(&stage, 1002).await;
    case("3.7", [reserved(7, CLOSE, &[])]).closes(&stage, 1002).await;
}

#[tokio::test]
async fn reserved_opcodes_are_refused() {
    let stage = echo().await;
    for (number, opcode, payload) in [("4.1.1", 3, b"".as_slice()), ("4.1.2", 4, HELLO), ("4.2.1", 11, b""), ("4.2.2", 12, HELLO)]
    {
        case(number, [frame(FIN | opcode, payload)]).closes(&stage, 1002).await;
    }
    for (number, opcode, payload, chop) in [
        ("4.1.3", 5, b"".as_slice(), Chop::Whole),
        ("4.1.4", 6, HELLO, Chop::Frames),
        ("4.1.5", 7, HELLO, Chop::Octets),
        ("4.2.3", 13, b"", Chop::Whole),
        ("4.2.4", 14, HELLO, Chop::Frames),
        ("4.2.5", 15, HELLO, Chop::Octets),
    ] {
        let sent = [text("Hello, world!"), frame(FIN | opcode, payload), ping(b"")];
        case(number, sent).chopped(chop).closes(&stage, 1002).await;
    }
}
