//! Category 7: the close handshake and its codes (RFC 6455, 5.5.1 and 7.4).

use super::{CLOSE, CONTINUATION, FIN, Raw, TEXT, answer, case, close, echo, frame, ping, text};

#[tokio::test]
async fn an_answer_comes_before_the_close_that_follows_it() {
    case("7.1.1", [text("Hello World!")]).answers(&echo().await, &[answer("Hello World!")]).await;
}

#[tokio::test]
async fn what_follows_a_close_is_not_read() {
    let stage = echo().await;
    case("7.1.2", [close(1000, b""), close(1000, b"")]).closes(&stage, 1000).await;
    case("7.1.3", [close(1000, b""), ping(b"")]).closes(&stage, 1000).await;
    case("7.1.4", [close(1000, b""), text("Hello World!")]).closes(&stage, 1000).await;
    let sent = [frame(TEXT, b"fragment1"), close(1000, b""), frame(FIN | CONTINUATION, b"fragment2")];
    case("7.1.5", sent).closes(&stage, 1000).await;
    assert_eq!(stage.lambda.calls("echo"), 0);
}

#[tokio::test]
async fn a_close_without_a_code_is_answered_without_one() {
    let mut client = Raw::connect(&echo().await).await;
    client.write(&frame(FIN | CLOSE, b"")).await;
    assert_eq!(client.closed().await, None, "case 7.3.1");
}

#[tokio::test]
async fn a_close_has_a_code_and_a_reason_of_123_bytes_at_most() {
    let stage = echo().await;
    case("7.3.2", [frame(FIN | CLOSE, b"a")]).closes(&stage, 1002).await;
    case("7.3.3", [close(1000, b"")]).closes(&stage, 1000).await;
    case("7.3.4", [close(1000, b"Hello World!")]).closes(&stage, 1000).await;
    case("7.3.5", [close(1000, &[b'*'; 123])]).closes(&stage, 1000).await;
    case("7.3.6", [close(1000, &[b'*'; 124])]).closes(&stage, 1002).await;
}

#[tokio::test]
async fn the_reason_is_utf_8() {
    let reason = [b"\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5".as_slice(), b"\xED\xA0\x80", b"edited"].concat();
    case("7.5.1", [close(1000, &reason)]).closes(&echo().await, 1007).await;
}

#[tokio::test]
async fn a_code_that_may_be_sent_comes_back() {
    let stage = echo().await;
    let codes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999];
    for code in codes {
        case("7.7.1 to 7.7.13", [close(code, b"")]).closes(&stage, code).await;
    }
}

#[tokio::test]
async fn a_code_that_may_not_be_sent_is_a_protocol_error() {
    let stage = echo().await;
    for code in [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999] {
        case("7.9.1 to 7.9.9", [close(code, b"")]).closes(&stage, 1002).await;
    }
    for code in [5000, 65_535] {
        case("7.13.1 and 7.13.2", [close(code, b"")]).closes(&stage, 1002).await;
    }
}
