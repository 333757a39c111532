//! How much of a payload is kept.

use bytes::Bytes;
use emulator_api::admin::requests::Payload;

use crate::gateway::recorder::redaction::{Redactor, Secrets};

/// So many bytes of a body, an event or a rendered template are kept.
pub(super) const LONGEST_TEXT: usize = 16 * 1024;

/// So many bytes are looked through for secrets, so that none is cut where the text is cut.
const WINDOW: usize = 2 * LONGEST_TEXT;

/// The beginning of a payload.
#[derive(Debug)]
pub(super) struct Begun {
    beginning: Bytes,
    /// How many bytes the whole has.
    length: usize,
}

impl Begun {
    /// Of a payload that is not kept otherwise.
    pub(super) fn copied(payload: &[u8]) -> Self {
        let beginning = payload.get(..WINDOW).unwrap_or(payload);
        Self { beginning: Bytes::copy_from_slice(beginning), length: payload.len() }
    }

    /// Of a payload that went by, and of which this was kept.
    pub(super) fn of(beginning: Bytes, length: usize) -> Self {
        Self { beginning, length }
    }

    /// Takes note of the secrets in it.
    pub(super) fn learn(&self, secrets: &mut Secrets) {
        learn(&self.beginning, secrets);
    }

    /// What is told of it.
    pub(super) fn told(&self, redactor: &Redactor) -> Payload {
        told(&self.beginning, self.length, redactor)
    }
}

/// What is told of a whole payload.
pub(super) fn whole(payload: &[u8], redactor: &Redactor) -> Payload {
    told(payload, payload.len(), redactor)
}

/// Takes note of the secrets in a payload.
pub(super) fn learn(payload: &[u8], secrets: &mut Secrets) {
    secrets.learn_body(payload, readable(payload));
}

/// As much text as secrets are looked for in; none of bytes that are no text.
fn readable(payload: &[u8]) -> Option<&str> {
    let window = payload.get(..WINDOW).unwrap_or(payload);
    match std::str::from_utf8(window) {
        Ok(text) => Some(text),
        // A character that the window cuts is no reason to take the rest for bytes.
        Err(error) if error.error_len().is_none() => std::str::from_utf8(window.get(..error.valid_up_to())?).ok(),
        Err(_) => None,
    }
}

fn told(beginning: &[u8], length: usize, redactor: &Redactor) -> Payload {
    let bytes = length as u64;
    let Some(text) = readable(beginning) else { return Payload { text: None, bytes, cut: false } };
    let cut = text.len() < length || text.len() > LONGEST_TEXT;
    let mut text = redactor.payload(text);
    if cut || text.len() > LONGEST_TEXT {
        text.truncate(text.floor_char_boundary(LONGEST_TEXT));
    }
    Payload { text: Some(text), bytes, cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redactor(secret: &str) -> Redactor {
        let mut secrets = Secrets::default();
        secrets.learn(secret);
        secrets.redactor()
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        let told = whole(&vec![b'a'; LONGEST_TEXT + 1], &Redactor::default());
        assert_eq!((told.text.map(|text| text.len()), told.bytes, told.cut), (Some(LONGEST_TEXT), LONGEST_TEXT as u64 + 1, true));
    }

    #[test]
    fn a_secret_where_a_text_is_cut_does_not_show_its_beginning() {
        let text = format!("{}{}", "a".repeat(LONGEST_TEXT - 4), "sesame-open-now");
        let told = whole(text.as_bytes(), &redactor("sesame-open-now")).text.unwrap();
        assert!(!told.contains("sesa"), "{}", &told[LONGEST_TEXT - 20..]);
    }

    #[test]
    fn bytes_that_are_no_text_are_only_counted() {
        assert_eq!(whole(&[0xff, 0xfe], &Redactor::default()), Payload { text: None, bytes: 2, cut: false });
    }

    #[test]
    fn a_character_at_the_edge_of_what_is_read_is_no_sign_of_bytes() {
        let text = format!("a{}", "é".repeat(WINDOW));
        assert!(whole(text.as_bytes(), &Redactor::default()).text.is_some());
    }
}
