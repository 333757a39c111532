//! Category 5: messages in fragments (RFC 6455, 5.4).

use super::{CONTINUATION, Chop, FIN, PING, PONG, TEXT, answer, case, echo, frame, ping, pong, text};

const CHOPS: [Chop; 3] = [Chop::Whole, Chop::Frames, Chop::Octets];

fn first(payload: &[u8]) -> Vec<u8> {
    frame(TEXT, payload)
}

fn next(payload: &[u8]) -> Vec<u8> {
    frame(CONTINUATION, payload)
}

fn last(payload: &[u8]) -> Vec<u8> {
    frame(FIN | CONTINUATION, payload)
}

#[tokio::test]
async fn control_frames_come_in_one() {
    let stage = echo().await;
    case("5.1", [frame(PING, b"fragment1"), last(b"fragment2")]).closes(&stage, 1002).await;
    case("5.2", [frame(PONG, b"fragment1"), last(b"fragment2")]).closes(&stage, 1002).await;
}

#[tokio::test]
async fn fragments_become_one_message() {
    let stage = echo().await;
    for (number, chop) in ["5.3", "5.4", "5.5"].into_iter().zip(CHOPS) {
        let sent = [first(b"fragment1"), last(b"fragment2")];
        case(number, sent).chopped(chop).answers(&stage, &[answer("fragment1fragment2")]).await;
    }
}

#[tokio::test]
async fn pings_may_come_between_fragments() {
    let stage = echo().await;
    for (number, chop) in ["5.6", "5.7", "5.8"].into_iter().zip(CHOPS) {
        let sent = [first(b"fragment1"), ping(b"ping payload"), last(b"fragment2")];
        let expected = [pong(b"ping payload"), answer("fragment1fragment2")];
        case(number, sent).chopped(chop).answers(&stage, &expected).await;
    }
    for (number, chop) in [("5.19", Chop::Frames), ("5.20", Chop::Whole)] {
        let sent = [
            first(b"fragment1"),
            next(b"fragment2"),
            ping(b"pongme 1!"),
            next(b"fragment3"),
            next(b"fragment4"),
            ping(b"pongme 2!"),
            last(b"fragment5"),
        ];
        let expected = [pong(b"pongme 1!"), pong(b"pongme 2!"), answer("fragment1fragment2fragment3fragment4fragment5")];
        case(number, sent).chopped(chop).answers(&stage, &expected).await;
    }
}

#[tokio::test]
async fn nothing_continues_what_has_not_begun() {
    let stage = echo().await;
    for (number, chop) in ["5.9", "5.10", "5.11"].into_iter().zip(CHOPS) {
        case(number, [last(b"non-continuation payload"), text("Hello, world!")]).chopped(chop).closes(&stage, 1002).await;
    }
    for (number, chop) in ["5.12", "5.13", "5.14"].into_iter().zip(CHOPS) {
        case(number, [next(b"non-continuation payload"), text("Hello, world!")]).chopped(chop).closes(&stage, 1002).await;
    }
    let sent = [first(b"fragment1"), last(b"fragment2"), next(b"fragment3"), text("fragment4")];
    case("5.15", sent).closes(&stage, 1002).await;
    let twice = |number, beginning: fn(&[u8]) -> Vec<u8>| {
        let once = || [beginning(b"fragment1"), first(b"fragment2"), last(b"fragment3")];
        case(number, once().into_iter().chain(once()))
    };
    twice("5.16", next).closes(&stage, 1002).await;
    twice("5.17", last).closes(&stage, 1002).await;
}

#[tokio::test]
async fn a_message_ends_before_the_next_begins() {
    case("5.18", [first(b"fragment1"), text("fragment2")]).closes(&echo().await, 1002).await;
}
