//! JSON as json-smart reads it in its permissive mode: strings without quotes, `'` as quote, useless commas, anything
//! after the first value. So text that is not JSON at all is one string.

use std::rc::Rc;

use crate::vtl::{Decimal, Failure, Heap, MAX_VALUE_DEPTH, MapKind, Text, Value, utf16_text};

use super::exception;

/// The character that json-smart uses for the end.
const END: char = '\u{1a}';

/// Parses text into a heap.
///
/// # Errors
/// [`Failure::Exception`] if it is no JSON even to the lenient, other failures if limits are reached.
pub(super) fn parse<'t>(text: &Text<'t>, heap: &mut Heap<'t>) -> Result<Value<'t>, Failure> {
    heap.spend(text.len() / 8)?;
    let mut parser = Parser { text: text.clone(), at: 0, heap, depth: 0 };
    parser.value(Stop::End)
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
    fn ends(self, c: char) -> bool {
        c == END
            || match self {
                Self::End => false,
                Self::Key => c == ':',
                Self::Member => matches!(c, ',' | '}'),
                Self::Element => matches!(c, ',' | ']'),
            }
    }
}

struct Parser<'p, 't> {
    text: Text<'t>,
    at: usize,
    heap: &'p mut Heap<'t>,
    depth: usize,
}

impl<'t> Parser<'_, 't> {
    fn current(&self) -> char {
        self.text.get(self.at..).and_then(|rest| rest.chars().next()).unwrap_or(END)
    }

    fn advance(&mut self) {
        self.at += self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }

    fn skip_while(&mut self, accept: impl Fn(char) -> bool) {
        let end = self.text.len();
        while self.at < end && accept(self.current()) {
            self.advance();
        }
    }

    fn unexpected(&self) -> Failure {
        match self.current() {
            END => exception(format!("com.jayway.jsonpath.InvalidJsonException: Unexpected End Of File position {}", self.at)),
            c => {
                exception(format!("com.jayway.jsonpath.InvalidJsonException: Unexpected character ({c}) at position {}", self.at))
            }
        }
    }

    /// A part of the text, borrowed if the text is.
    fn slice(&mut self, start: usize, end: usize) -> Result<Text<'t>, Failure> {
        match &self.text {
            Text::Borrowed(text) => Ok(Text::Borrowed(text.get(start..end).unwrap_or_default())),
            Text::Shared(text) => {
                let part = text.get(start..end).unwrap_or_default().to_owned();
                self.heap.allocate(part.len())?;
                Ok(Text::from(part))
            }
        }
    }

    fn value(&mut self, stop: Stop) -> Result<Value<'t>, Failure> {
        self.heap.spend(1)?;
        self.skip_while(|c| matches!(c, ' ' | '\r' | '\n' | '\t'));
        match self.current() {
            ':' | '}' | ']' => Err(self.unexpected()),
            '{' | '[' => {
                if self.depth >= MAX_VALUE_DEPTH {
                    return Err(Failure::TooDeep);
                }
                self.depth += 1;
                let value = if self.current() == '{' { self.object() } else { self.array() };
                self.depth -= 1;
                value
            }
            '"' | '\'' => self.string().map(Value::String),
            '0'..='9' | '-' => self.number(stop),
            _ => {
                let text = self.bare_string(stop)?;
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

    fn bare_string(&mut self, stop: Stop) -> Result<Text<'t>, Failure> {
        let start = self.at;
        self.skip_while(|c| !stop.ends(c));
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
        self.advance();
        self.skip_while(|c| c.is_ascii_digit());
        let mut whole = true;
        if self.current() == '.' {
            whole = false;
            self.advance();
            self.skip_while(|c| c.is_ascii_digit());
        }
        if matches!(self.current(), 'e' | 'E') {
            whole = false;
            self.advance();
            if !matches!(self.current(), '+' | '-' | '0'..='9') {
                return Ok(Value::String(self.bare_from(start, stop)?));
            }
            self.advance();
            self.skip_while(|c| c.is_ascii_digit());
        }
        self.skip_while(|c| c <= ' ' && c != END);
        // Only these end a number; letters make it a string.
        if self.current() < '~' && !stop.ends(self.current()) && self.at < self.text.len() {
            return Ok(Value::String(self.bare_from(start, stop)?));
        }
        let text = self.trimmed(start)?;
        let bad = || exception(format!("java.lang.NumberFormatException: {:?}", &*text));
        if whole {
            return Ok(if let Ok(value) = text.parse::<i64>() {
                i32::try_from(value).map_or(Value::Long(value), Value::Integer)
            } else if &*text == "-" {
                Value::Integer(0)
            } else {
                Value::big_integer(&text).ok_or_else(bad)?
            });
        }
        if text.len() > 18 {
            return Decimal::parse(&text).map(|decimal| Value::Decimal(Rc::new(decimal))).ok_or_else(bad);
        }
        text.parse().map(Value::Double).map_err(|_| bad())
    }

    fn bare_from(&mut self, start: usize, stop: Stop) -> Result<Text<'t>, Failure> {
        self.skip_while(|c| !stop.ends(c));
        self.trimmed(start)
    }

    /// A quoted string: a slice if it has no escapes.
    fn string(&mut self) -> Result<Text<'t>, Failure> {
        let quote = self.current();
        let start = self.at + 1;
        let rest = self.text.get(start..).unwrap_or_default();
        let Some(length) = rest.find(quote) else {
            self.at = self.text.len();
            return Err(self.unexpected());
        };
        if !rest.get(..length).unwrap_or_default().contains('\\') {
            self.at = start + length + 1;
            return self.slice(start, start + length);
        }
        self.escaped_string(quote)
    }

    fn escaped_string(&mut self, quote: char) -> Result<Text<'t>, Failure> {
        let mut units: Vec<u16> = Vec::new();
        loop {
            self.advance();
            match self.current() {
                END => return Err(self.unexpected()),
                c if c == quote => {
                    self.advance();
                    self.heap.allocate(units.len() * 2)?;
                    return Ok(Text::from(utf16_text(&units)));
                }
                '\\' => {
                    self.advance();
                    let unescaped = match self.current() {
                        't' => '\t',
                        'n' => '\n',
                        'r' => '\r',
                        'f' => '\u{c}',
                        'b' => '\u{8}',
                        c @ ('\\' | '/' | '\'' | '"') => c,
                        'u' => {
                            units.push(self.hexadecimal(4)?);
                            continue;
                        }
                        'x' => {
                            units.push(self.hexadecimal(2)?);
                            continue;
                        }
                        _ => continue,
                    };
                    units.extend(unescaped.encode_utf16(&mut [0; 2]).iter());
                }
                c if c < ' ' || c == '\u{7f}' => {}
                c => units.extend(c.encode_utf16(&mut [0; 2]).iter()),
            }
        }
    }

    fn hexadecimal(&mut self, digits: usize) -> Result<u16, Failure> {
        let mut value = 0;
        for _ in 0..digits {
            self.advance();
            let digit = self.current().to_digit(16).ok_or_else(|| self.unexpected())?;
            value = value * 16 + digit;
        }
        u16::try_from(value).map_err(|_| self.unexpected())
    }

    fn array(&mut self) -> Result<Value<'t>, Failure> {
        self.advance();
        let mut items = Vec::new();
        loop {
            match self.current() {
                ' ' | '\r' | '\n' | '\t' | ',' => self.advance(),
                ']' => {
                    self.advance();
                    return Ok(Value::List(self.heap.list(items, true)?));
                }
                ':' | '}' | END => return Err(self.unexpected()),
                _ => items.push(self.value(Stop::Element)?),
            }
        }
    }

    fn object(&mut self) -> Result<Value<'t>, Failure> {
        let map = self.heap.map(MapKind::Linked)?;
        loop {
            self.advance();
            match self.current() {
                ' ' | '\r' | '\t' | '\n' | ',' => continue,
                ':' | ']' | '[' | '{' => return Err(self.unexpected()),
                '}' => {
                    self.advance();
                    return Ok(Value::Map(map));
                }
                _ => {}
            }
            let key = if matches!(self.current(), '"' | '\'') { self.string()? } else { self.bare_string(Stop::Key)? };
            self.skip_while(|c| c <= ' ' && c != END);
            if self.current() != ':' {
                return Err(self.unexpected());
            }
            self.advance();
            if self.at >= self.text.len() {
                return Err(self.unexpected());
            }
            let value = self.value(Stop::Member)?;
            self.heap.put(map, Value::String(key), value)?;
            self.skip_while(|c| c <= ' ' && c != END);
            match self.current() {
                '}' => {
                    self.advance();
                    return Ok(Value::Map(map));
                }
                ',' => {}
                _ => return Err(self.unexpected()),
            }
        }
    }
}
