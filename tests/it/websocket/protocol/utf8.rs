//! Category 6: text is UTF-8, checked as it arrives (RFC 6455, 8.1).

use super::{CONTINUATION, Case, Chop, FIN, TEXT, answer, case, echo, frame};

/// The suite's Greek word, whose characters have two and three bytes.
const WORD: &str = "κ\u{1F79}σμε";
const KOSME: &[u8] = WORD.as_bytes();

fn whole(number: &'static str, payload: &[u8]) -> Case {
    case(number, [frame(FIN | TEXT, payload)])
}

/// Each part in a frame of its own.
fn parts(number: &'static str, parts: &[&[u8]]) -> Case {
    let count = parts.len();
    let frames = parts.iter().enumerate().map(|(at, part)| {
        let opcode = if at == 0 { TEXT } else { CONTINUATION };
        frame(if at + 1 == count { FIN | opcode } else { opcode }, part)
    });
    case(number, frames)
}

fn octets(payload: &[u8]) -> Vec<&[u8]> {
    payload.chunks(1).collect()
}

#[tokio::test]
async fn frames_may_be_empty() {
    let stage = echo().await;
    whole("6.1.1", b"").answers(&stage, &[answer("")]).await;
    parts("6.1.2", &[b"", b"", b""]).answers(&stage, &[answer("")]).await;
    parts("6.1.3", &[b"", b"middle frame payload", b""]).answers(&stage, &[answer("middle frame payload")]).await;
}

#[tokio::test]
async fn a_character_may_be_cut_anywhere() {
    let stage = echo().await;
    let hello = "Hello-µ@ßöäüàá-UTF-8!!";
    whole("6.2.1", hello.as_bytes()).answers(&stage, &[answer(hello)]).await;
    let (one, other) = hello.split_at("Hello-µ@ßöä".len());
    parts("6.2.2", &[one.as_bytes(), other.as_bytes()]).answers(&stage, &[answer(hello)]).await;
    parts("6.2.3", &octets(hello.as_bytes())).answers(&stage, &[answer(hello)]).await;
    parts("6.2.4", &octets(KOSME)).answers(&stage, &[answer(WORD)]).await;
    whole("6.5.1", KOSME).answers(&stage, &[answer(WORD)]).await;
    whole("6.5.3", KOSME).chopped(Chop::Octets).answers(&stage, &[answer(WORD)]).await;
}

#[tokio::test]
async fn invalid_text_closes() {
    let stage = echo().await;
    let invalid = [KOSME, b"\xED\xA0\x80", b"edited"].concat();
    whole("6.3.1", &invalid).closes(&stage, 1007).await;
    parts("6.3.2", &octets(&invalid)).closes(&stage, 1007).await;
    let invalid = [KOSME, b"\xF4\x90\x80\x80", b"edited"].concat();
    whole("6.4.3", &invalid).chopped(Chop::Octets).closes(&stage, 1007).await;
    whole("6.4.4", &invalid).closes(&stage, 1007).await;
    assert_eq!(stage.lambda.calls("echo"), 0);
}

// The message has not ended when the frame that makes it invalid has come.
#[tokio::test]
async fn invalid_text_closes_before_the_message_ends() {
    let stage = echo().await;
    let unfinished = |number, first: &[u8], second: &[u8]| case(number, [frame(TEXT, first), frame(CONTINUATION, second)]);
    unfinished("6.4.1", KOSME, b"\xF4\x90\x80\x80").closes(&stage, 1007).await;
    unfinished("6.4.2", &[KOSME, b"\xF4"].concat(), b"\x90").closes(&stage, 1007).await;
}

#[tokio::test]
async fn a_character_that_does_not_end_closes() {
    let stage = echo().await;
    for length in 1..=KOSME.len() {
        let cut = whole("6.6.1 to 6.6.11", &KOSME[..length]);
        match std::str::from_utf8(&KOSME[..length]) {
            Ok(text) => cut.answers(&stage, &[answer(text)]).await,
            Err(_) => cut.closes(&stage, 1007).await,
        }
    }
}

#[tokio::test]
async fn every_character_of_unicode_is_taken() {
    let stage = echo().await;
    let shortest_and_longest = ["\u{0}", "\u{80}", "\u{800}", "\u{10000}", "\u{7F}", "\u{7FF}", "\u{FFFF}", "\u{10FFFF}"];
    let boundaries = ["\u{D7FF}", "\u{E000}", "\u{FFFD}", "\u{10FFFF}"];
    for (number, texts) in [("6.7 and 6.9", shortest_and_longest.as_slice()), ("6.11.1 to 6.11.4", &boundaries)] {
        for text in texts {
            whole(number, text.as_bytes()).answers(&stage, &[answer(text)]).await;
        }
    }
    let planes = (0..=0x10_u32).flat_map(|plane| [plane << 16 | 0xFFFE, plane << 16 | 0xFFFF]);
    let specials = 0xFFF9..=0xFFFF_u32;
    for text in planes.chain(specials).filter_map(char::from_u32).map(String::from) {
        whole("6.22 and 6.23", text.as_bytes()).answers(&stage, &[answer(&text)]).await;
    }
}

#[tokio::test]
async fn what_is_no_character_closes() {
    let stage = echo().await;
    let lonely = |first: u8, last: u8| (first..=last).flat_map(|byte| [byte, b' ']).collect::<Vec<u8>>();
    let incomplete = b"\xC0\xE0\x80\xF0\x80\x80\xF8\x80\x80\x80\xFC\x80\x80\x80\x80\xDF\xEF\xBF\xF7\xBF\xBF\xFB\xBF\xBF\xBF\xFD\xBF\xBF\xBF\xBF";
    let made = [
        ("6.12.8", (0x80..=0xBF).collect()),
        ("6.13.1", lonely(0xC0, 0xDF)),
        ("6.13.2", lonely(0xE0, 0xEF)),
        ("6.13.3", lonely(0xF0, 0xF7)),
        ("6.13.4", lonely(0xF8, 0xFB)),
        ("6.13.5", lonely(0xFC, 0xFD)),
        ("6.15.1", incomplete.to_vec()),
    ];
    for (number, payload) in made {
        whole(number, &payload).closes(&stage, 1007).await;
    }
    let listed: [(&str, &[&[u8]]); 11] = [
        ("6.8", &[b"\xF8\x88\x80\x80\x80", b"\xFC\x84\x80\x80\x80\x80"]),
        ("6.10", &[b"\xF7\xBF\xBF\xBF", b"\xFB\xBF\xBF\xBF\xBF", b"\xFD\xBF\xBF\xBF\xBF\xBF"]),
        ("6.11.5", &[b"\xF4\x90\x80\x80"]),
        ("6.12", &[b"\x80", b"\xBF", b"\x80\xBF", b"\x80\xBF\x80", b"\x80\xBF\x80\xBF", b"\x80\xBF\x80\xBF\x80"]),
        ("6.14", &[b"\xC0", b"\xE0\x80", b"\xF0\x80\x80", b"\xF8\x80\x80\x80", b"\xFC\x80\x80\x80\x80"]),
        ("6.14", &[b"\xDF", b"\xEF\xBF", b"\xF7\xBF\xBF", b"\xFB\xBF\xBF\xBF", b"\xFD\xBF\xBF\xBF\xBF"]),
        ("6.16", &[b"\xFE", b"\xFF", b"\xFE\xFE\xFF\xFF"]),
        ("6.17", &[b"\xC0\xAF", b"\xE0\x80\xAF", b"\xF0\x80\x80\xAF", b"\xF8\x80\x80\x80\xAF", b"\xFC\x80\x80\x80\x80\xAF"]),
        ("6.18", &[b"\xC1\xBF", b"\xE0\x9F\xBF", b"\xF0\x8F\xBF\xBF", b"\xF8\x87\xBF\xBF\xBF", b"\xFC\x83\xBF\xBF\xBF\xBF"]),
        ("6.19", &[b"\xC0\x80", b"\xE0\x80\x80", b"\xF0\x80\x80\x80", b"\xF8\x80\x80\x80\x80", b"\xFC\x80\x80\x80\x80\x80"]),
        (
            "6.20",
            &[
                b"\xED\xA0\x80",
                b"\xED\xAD\xBF",
                b"\xED\xAE\x80",
                b"\xED\xAF\xBF",
                b"\xED\xB0\x80",
                b"\xED\xBE\x80",
                b"\xED\xBF\xBF",
            ],
        ),
    ];
    for (number, payloads) in listed {
        for payload in payloads {
            whole(number, payload).closes(&stage, 1007).await;
        }
    }
    for high in [b"\xED\xA0\x80", b"\xED\xAD\xBF", b"\xED\xAE\x80", b"\xED\xAF\xBF"] {
        for low in [b"\xED\xB0\x80", b"\xED\xBF\xBF"] {
            whole("6.21", &[*high, *low].concat()).closes(&stage, 1007).await;
        }
    }
    assert_eq!(stage.lambda.calls("echo"), 0);
}
