//! JSON as json-smart reads it in its permissive mode: strings without quotes, `'` as quote, useless commas, anything
//! after the first value. So text that is not JSON at all is one string.

use std::rc::Rc;

use crate::vtl::{Decimal, Failure, Heap, MAX_VALUE_DEPTH, MapKind, Text, Value, utf16_text};

use super::exception;

/// The character that json-smart uses for the end.
const END: u8 = 0x1a;

/// Parses text into a heap.
///
/// # Errors
/// [`Failure::Exception`] if it is no JSON even to the lenient, other failures if limits are reached.
pub(super) fn parse<'t>(text: &Text<'t>, heap: &mut Heap<'t>) -> Result<Value<'t>, Failure> {
    heap.spend(text.len() / 8)?;
    let borrowed = match text {
        Text::Borrowed(text) => Some(*text),
        Text::Shared(_) => None,
    };
    Parser { text, borrowed, at: 0, heap, depth: 0 }.value(Stop::End)
}

/// Where a string without quotes ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    End,
    Key,
    Member,
    Element,
}

impl Stop {
    fn ends(self, byte: u8) -> bool {
        byte == END
            || match self {
                Self::End => false,
                Self::Key => byte == b':',
                Self::Member => matches!(byte, b',' | b'}'),
                Self::Element => matches!(byte, b',' | b']'),
            }
    }
}

/// All that decides is ASCII, so the parser looks at bytes; it cuts the text only at such bytes.
struct Parser<'p, 't> {
    text: &'p str,
    /// The same text, if strings may borrow from it.
    borrowed: Option<&'t str>,
    at: usize,
    heap: &'p mut Heap<'t>,
    depth: usize,
}

impl<'t> Parser<'_, 't> {
    fn current(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(END)
    }

    fn advance(&mut self) {
        self.at = self.text.len().min(self.at + 1);
    }

    fn skip_while(&mut self, accept: impl Fn(u8) -> bool) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|&byte| !accept(byte)).unwrap_or(rest.len());
    }

    fn skip_blanks(&mut self) {
        self.skip_while(|byte| byte <= b' ' && byte != END);
    }

    fn unexpected(&self) -> Failure {
        let found = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        exception(match found {
            None => format!("com.jayway.jsonpath.InvalidJsonException: Unexpected End Of File position {}", self.at),
            Some(c) => format!("com.jayway.jsonpath.InvalidJsonException: Unexpected character ({c}) at position {}", self.at),
        })
    }

    /// A part of the text, borrowed if the text is.
    fn slice(&mut self, start: usize, end: usize) -> Result<Text<'t>, Failure> {
        if let Some(text) = self.borrowed {
            return Ok(Text::Borrowed(text.get(start..end).unwrap_or_default()));
        }
        let part = self.text.get(start..end).unwrap_or_default().to_owned();
        self.heap.allocate(part.len())?;
        Ok(Text::from(part))
    }

    fn value(&mut self, stop: Stop) -> Result<Value<'t>, Failure> {
        self.heap.spend(1)?;
        self.skip_while(|byte| matches!(byte, b' ' | b'\r' | b'\n' | b'\t'));
        match self.current() {
            b':' | b'}' | b']' => Err(self.unexpected()),
            open @ (b'{' | b'[') => {
                if self.depth >= MAX_VALUE_DEPTH {
                    return Err(Failure::TooDeep);
                }
                self.depth += 1;
                let value = if open == b'{' { self.object() } else { self.array() };
                self.depth -= 1;
                value
            }
            b'"' | b'\'' => self.string().map(Value::String),
            b'0'..=b'9' | b'-' => self.number(stop),
            _ => {
                let start = self.at;
                let text = self.bare_string(start, stop)?;
                Ok(match &*text {
                    "null" => Value::Null,
                    "true" => Value::Boolean(true),
                    "false" => Value::Boolean(false),
                    "NaN" => Value::Double(f64::NAN),
                    _ => Value::String(text),
                })
            }
        }
    }

    /// What starts at `start` and goes on to a stop, without blanks around.
    fn bare_string(&mut self, start: usize, stop: Stop) -> Result<Text<'t>, Failure> {
        self.skip_while(|byte| !stop.ends(byte));
        self.trimmed(start)
    }

    /// From `start` to here, without blanks around.
    fn trimmed(&mut self, start: usize) -> Result<Text<'t>, Failure> {
        let blank = |c: char| c <= ' ';
        let raw = self.text.get(start..self.at).unwrap_or_default();
        let lead = raw.len() - raw.trim_start_matches(blank).len();
        let length = raw.trim_matches(blank).len();
        self.slice(start + lead, start + lead + length)
    }

    fn number(&mut self, stop: Stop) -> Result<Value<'t>, Failure> {
        let start = self.at;
        let digit = |byte: u8| byte.is_ascii_digit();
        self.advance();
        self.skip_while(digit);
        let mut whole = true;
        if self.current() == b'.' {
            whole = false;
            self.advance();
            self.skip_while(digit);
        }
        if matches!(self.current(), b'e' | b'E') {
            whole = false;
            self.advance();
            if !matches!(self.current(), b'+' | b'-' | b'0'..=b'9') {
                return self.bare_string(start, stop).map(Value::String);
            }
            self.advance();
            self.skip_while(digit);
        }
        self.skip_blanks();
        // Only these end a number; letters make it a string.
        if self.current() < b'~' && !stop.ends(self.current()) {
            return self.bare_string(start, stop).map(Value::String);
        }
        let text = self.text.get(start..self.at).unwrap_or_default().trim_matches(|c| c <= ' ');
        let bad = || exception(format!("java.lang.NumberFormatException: {text:?}"));
        if whole {
            return Ok(if let Ok(value) = text.parse::<i64>() {
                i32::try_from(value).map_or(Value::Long(value), Value::Integer)
            } else if text == "-" {
                Value::Integer(0)
            } else {
                Value::big_integer(text).ok_or_else(bad)?
            });
        }
        if text.len() > 18 {
            return Decimal::parse(text).map(|decimal| Value::Decimal(Rc::new(decimal))).ok_or_else(bad);
        }
        text.parse().map(Value::Double).map_err(|_| bad())
    }

    /// A quoted string: a slice if it has no escapes.
    fn string(&mut self) -> Result<Text<'t>, Failure> {
        let quote = self.current();
        let start = self.at + 1;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let Some(length) = rest.iter().position(|&byte| byte == quote) else {
            self.at = self.text.len();
            return Err(self.unexpected());
        };
        if !rest.get(..length).unwrap_or_default().contains(&b'\\') {
            self.at = start + length + 1;
            return self.slice(start, start + length);
        }
        self.escaped_string(quote)
    }

    fn escaped_string(&mut self, quote: u8) -> Result<Text<'t>, Failure> {
        let mut units: Vec<u16> = Vec::new();
        self.advance();
        loop {
            let start = self.at;
            self.skip_while(|byte| byte != quote && byte != b'\\' && byte >= b' ' && byte != 0x7f);
            units.extend(self.text.get(start..self.at).unwrap_or_default().encode_utf16());
            match self.current() {
                END => return Err(self.unexpected()),
                byte if byte == quote => {
                    self.advance();
                    self.heap.allocate(units.len() * 2)?;
                    return Ok(Text::from(utf16_text(&units)));
                }
                b'\\' => {
                    self.advance();
                    if let Some(unit) = self.escape()? {
                        units.push(unit);
                    }
                }
                // Control characters are left out.
                _ => self.advance(),
            }
        }
    }

    /// What follows a backslash; `None` for a character that cannot be escaped, which is left out too.
    fn escape(&mut self) -> Result<Option<u16>, Failure> {
        let unit = match self.current() {
            b't' => b'\t',
            b'n' => b'\n',
            b'r' => b'\r',
            b'f' => 0xc,
            b'b' => 0x8,
            byte @ (b'\\' | b'/' | b'\'' | b'"') => byte,
            b'u' => return self.hexadecimal(4).map(Some),
            b'x' => return self.hexadecimal(2).map(Some),
            END => return Ok(None),
            _ => {
                let length = self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                self.at += length;
                return Ok(None);
            }
        };
        self.advance();
        Ok(Some(u16::from(unit)))
    }

    fn hexadecimal(&mut self, digits: usize) -> Result<u16, Failure> {
        let mut value = 0;
        for _ in 0..digits {
            self.advance();
            let digit = char::from(self.current()).to_digit(16).ok_or_else(|| self.unexpected())?;
            value = value * 16 + digit;
        }
        self.advance();
        u16::try_from(value).map_err(|_| self.unexpected())
    }

    fn array(&mut self) -> Result<Value<'t>, Failure> {
        self.advance();
        let mut items = Vec::new();
        loop {
            match self.current() {
                b' ' | b'\r' | b'\n' | b'\t' | b',' => self.advance(),
                b']' => {
                    self.advance();
                    return Ok(Value::List(self.heap.list(items, true)?));
                }
                b':' | b'}' | END => return Err(self.unexpected()),
                _ => items.push(self.value(Stop::Element)?),
            }
        }
    }

    fn object(&mut self) -> Result<Value<'t>, Failure> {
        let map = self.heap.map(MapKind::Linked)?;
        loop {
            self.advance();
            match self.current() {
                b' ' | b'\r' | b'\t' | b'\n' | b',' => continue,
                b':' | b']' | b'[' | b'{' => return Err(self.unexpected()),
                b'}' => {
                    self.advance();
                    return Ok(Value::Map(map));
                }
                _ => {}
            }
            let start = self.at;
            let key = if matches!(self.current(), b'"' | b'\'') { self.string()? } else { self.bare_string(start, Stop::Key)? };
            self.skip_blanks();
            if self.current() != b':' {
                return Err(self.unexpected());
            }
            self.advance();
            if self.at >= self.text.len() {
                return Err(self.unexpected());
            }
            let value = self.value(Stop::Member)?;
            self.heap.put(map, Value::String(key), value)?;
            self.skip_blanks();
            match self.current() {
                b'}' => {
                    self.advance();
                    return Ok(Value::Map(map));
                }
                b',' => {}
                _ => return Err(self.unexpected()),
            }
        }
    }
}
