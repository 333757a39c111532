//! Category 2: pings and pongs.

use super::{Chop, FIN, Frame, PONG, case, echo, frame, ping, pong};

const BINARY_PAYLOAD: &[u8] = &[0x00, 0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0x00, 0xFF];

// RFC 6455, 5.5.2 and 5.5.3.
#[tokio::test]
async fn a_ping_is_answered_with_its_payload() {
    let stage = echo().await;
    let longest = [0xFE; 125];
    let payloads: [(_, &[u8]); 4] = [("2.1", b""), ("2.2", b"Hello, world!"), ("2.3", BINARY_PAYLOAD), ("2.4", &longest)];
    for (number, payload) in payloads {
        case(number, [ping(payload)]).answers(&stage, &[pong(payload)]).await;
    }
    case("2.6", [ping(&longest)]).chopped(Chop::Octets).answers(&stage, &[pong(&longest)]).await;
}

// RFC 6455, 5.5: control frames have at most 125 bytes.
#[tokio::test]
async fn a_ping_of_126_bytes_is_too_long() {
    case("2.5", [ping(&[0xFE; 126])]).closes(&echo().await, 1002).await;
}

#[tokio::test]
async fn a_pong_that_nobody_asked_for_has_no_answer() {
    let stage = echo().await;
    case("2.7", [frame(FIN | PONG, b"")]).answers(&stage, &[]).await;
    case("2.8", [frame(FIN | PONG, b"unsolicited")]).answers(&stage, &[]).await;
    case("2.9", [frame(FIN | PONG, b"unsolicited"), ping(b"asked")]).answers(&stage, &[pong(b"asked")]).await;
}

#[tokio::test]
async fn ten_pings_are_answered_in_order() {
    let stage = echo().await;
    let payloads = || (0..10).map(|number| format!("payload-{number}").into_bytes());
    let expected: Vec<Frame> = payloads().map(|payload| pong(&payload)).collect();
    case("2.10", payloads().map(|payload| ping(&payload))).answers(&stage, &expected).await;
    case("2.11", payloads().map(|payload| ping(&payload))).chopped(Chop::Octets).answers(&stage, &expected).await;
}
