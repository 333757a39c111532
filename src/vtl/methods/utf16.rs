//! Positions in strings: Java counts UTF-16 units, Rust bytes.

use super::super::text::utf16_text;

/// A string seen as UTF-16 units.
pub(super) struct Utf16<'s> {
    text: &'s str,
    ascii: bool,
}

impl<'s> Utf16<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        Self { text, ascii: text.is_ascii() }
    }

    pub(super) fn len(&self) -> usize {
        if self.ascii { self.text.len() } else { self.text.encode_utf16().count() }
    }

    /// The unit at a position.
    pub(super) fn unit(&self, at: usize) -> Option<u16> {
        if self.ascii { self.text.as_bytes().get(at).map(|&byte| u16::from(byte)) } else { self.text.encode_utf16().nth(at) }
    }

    /// The position in units of a byte offset.
    pub(super) fn position(&self, offset: usize) -> usize {
        if self.ascii { offset } else { self.text.get(..offset).map_or(0, |before| before.encode_utf16().count()) }
    }

    /// The byte offset of a position; one inside a surrogate pair counts as the end of the pair.
    pub(super) fn offset(&self, position: usize) -> usize {
        if self.ascii {
            return position.min(self.text.len());
        }
        let mut units = 0;
        for (offset, c) in self.text.char_indices() {
            if units >= position {
                return offset;
            }
            units += c.len_utf16();
        }
        self.text.len()
    }

    /// The units from `start` to before `end`; half a surrogate pair becomes `?`.
    pub(super) fn slice(&self, start: usize, end: usize) -> String {
        if self.ascii {
            return self.text.get(start..end).unwrap_or_default().to_owned();
        }
        let units: Vec<u16> = self.text.encode_utf16().skip(start).take(end.saturating_sub(start)).collect();
        utf16_text(&units)
    }
}
