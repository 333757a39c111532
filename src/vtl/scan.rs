//! The shapes of single tokens: how many bytes at the start of a text have one.

pub(super) fn count_while(text: &[u8], accept: impl Fn(u8) -> bool) -> usize {
    text.iter().take_while(|&&byte| accept(byte)).count()
}

pub(super) fn newline_length(text: &[u8]) -> Option<usize> {
    match text {
        [b'\r', b'\n', ..] => Some(2),
        [b'\n' | b'\r', ..] => Some(1),
        _ => None,
    }
}

/// Blanks, `#set` or `#{set}`, spaces and `(`.
pub(super) fn match_set(text: &[u8]) -> Option<usize> {
    let blanks = count_while(text, |b| matches!(b, b' ' | b'\t'));
    let rest = &text[blanks..];
    let name = [&b"#set"[..], b"#{set}"].into_iter().find(|name| rest.starts_with(name))?;
    let after = &rest[name.len()..];
    let spaces = count_while(after, |b| b == b' ');
    (after.get(spaces) == Some(&b'(')).then_some(blanks + name.len() + spaces + 1)
}

/// `$[`, `$![`, `$\![` and `$.`.
pub(super) fn match_empty_index(text: &[u8]) -> Option<usize> {
    [&b"$["[..], b"$![", b"$\\![", b"$."].into_iter().find(|shape| text.starts_with(shape)).map(<[u8]>::len)
}

/// A quoted string. A doubled quote is part of it, as long as a later quote closes the string.
pub(super) fn match_string(text: &[u8]) -> Option<usize> {
    let quote = *text.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let (mut position, mut end) = (1, None);
    while let Some(offset) = text[position..].iter().position(|&byte| byte == quote) {
        end = Some(position + offset + 1);
        if text.get(position + offset + 1) != Some(&quote) {
            break;
        }
        position += offset + 2;
    }
    end
}

/// Digits with an optional minus, and `..` if it follows, so that `1..3` is not the number `1.`.
pub(super) fn match_integer(text: &[u8]) -> Option<usize> {
    let sign = usize::from(text.first() == Some(&b'-'));
    let digits = count_while(&text[sign..], |b| b.is_ascii_digit());
    let end = sign + digits;
    (digits > 0).then(|| if text[end..].starts_with(b"..") { end + 2 } else { end })
}

/// `1.`, `1.5`, `.5`, `1e3`, with an optional minus.
pub(super) fn match_float(text: &[u8]) -> Option<usize> {
    let sign = usize::from(text.first() == Some(&b'-'));
    let whole = count_while(&text[sign..], |b| b.is_ascii_digit());
    let mut end = sign + whole;
    let mut fraction = None;
    if text.get(end) == Some(&b'.') {
        let digits = count_while(&text[end + 1..], |b| b.is_ascii_digit());
        fraction = (whole > 0 || digits > 0).then_some(end + 1 + digits);
        end = fraction.unwrap_or(end);
    }
    let exponent = (whole > 0 || fraction.is_some()).then(|| match_exponent(&text[end..])).flatten();
    match (fraction, exponent) {
        (_, Some(length)) => Some(end + length),
        (fraction, None) => fraction,
    }
}

fn match_exponent(text: &[u8]) -> Option<usize> {
    let letter = usize::from(matches!(text.first()?, b'e' | b'E'));
    let sign = usize::from(matches!(text.get(letter), Some(b'+' | b'-')));
    let digits = count_while(&text[letter + sign..], |b| b.is_ascii_digit());
    (letter == 1 && digits > 0).then_some(letter + sign + digits)
}

/// A directive name, or a word among its arguments.
pub(super) fn match_word(text: &[u8]) -> Option<usize> {
    let first = *text.first()?;
    (first.is_ascii_alphabetic() || matches!(first, b'_' | b'@'))
        .then(|| count_while(text, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'@')))
}

/// `{word}`.
pub(super) fn match_bracketed_word(text: &[u8]) -> Option<usize> {
    let inner = text.strip_prefix(b"{")?;
    let length = match_word(inner).filter(|_| inner.first() != Some(&b'@'))?;
    (inner.get(length) == Some(&b'}')).then_some(length + 2)
}

/// A variable, property or method name; hyphens belong to it.
pub(super) fn match_identifier(text: &[u8]) -> Option<usize> {
    let first = *text.first()?;
    (first.is_ascii_alphabetic() || first == b'_')
        .then(|| count_while(text, |b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')))
}
