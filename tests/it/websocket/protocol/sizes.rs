//! Categories 9 and 10: many messages, and large ones in fragments.

use super::{CONTINUATION, FIN, Raw, TEXT, answer, case, close, echo, frame, text};

#[tokio::test]
async fn a_thousand_messages_are_answered_in_order() {
    let stage = echo().await;
    let lengths = [("9.7.1", 0), ("9.7.2", 16), ("9.7.3", 64), ("9.7.4", 256), ("9.7.5", 1024), ("9.7.6", 4096)];
    for (number, length) in lengths {
        let message = "*".repeat(length);
        let mut client = Raw::connect(&stage).await;
        // As the suite does, the next message is sent when the last is answered; 200 are enough to see it.
        for _ in 0..200 {
            client.write(&text(&message)).await;
            assert_eq!(client.receive().await, answer(&message), "case {number}");
        }
        client.write(&close(1000, b"")).await;
        assert_eq!(client.closed().await, Some(1000), "case {number}");
    }
}

fn fragmented(length: usize, fragment: usize) -> Vec<Vec<u8>> {
    let payload = vec![b'*'; length];
    let count = length.div_ceil(fragment);
    let frames = payload.chunks(fragment).enumerate().map(|(at, part)| {
        let opcode = if at == 0 { TEXT } else { CONTINUATION };
        frame(if at + 1 == count { FIN | opcode } else { opcode }, part)
    });
    frames.collect()
}

#[tokio::test]
async fn a_message_of_64_kb_in_many_fragments_is_taken() {
    case("10.1.1", fragmented(65_536, 1300)).answers(&echo().await, &[answer(&"*".repeat(65_536))]).await;
}

// Developer guide, quotas: frames over 32 KB and messages over 128 KB close with 1009.
#[tokio::test]
async fn what_is_over_the_limits_closes() {
    let stage = echo().await;
    for (number, length) in [("9.1.1", 64 * 1024), ("9.1.2", 256 * 1024), ("9.1.3", 1024 * 1024)] {
        case(number, [frame(FIN | TEXT, &vec![b'*'; length])]).closes(&stage, 1009).await;
    }
    for (number, fragment) in [("9.3.1", 64), ("9.3.2", 256), ("9.3.3", 1024), ("9.3.4", 4096), ("9.3.5", 16_384)] {
        case(number, fragmented(4 * 1024 * 1024, fragment)).closes(&stage, 1009).await;
    }
    case("7.1.6", fragmented(256 * 1024, 16_384).into_iter().chain([text("Hello World!"), close(1000, b"")]))
        .closes(&stage, 1009)
        .await;
}
