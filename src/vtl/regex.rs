//! Java's regular expressions, on an engine whose time is bounded.

use std::rc::Rc;

use fancy_regex::{Regex, RegexBuilder};

use super::error::Failure;
use super::eval::Machine;
use super::heap::Heap;

mod translate;

/// Steps of backtracking after which a match is given up; only patterns with lookaround or backreferences backtrack.
const BACKTRACK_LIMIT: usize = 50_000;
/// What looking for a match with such a pattern costs.
const BACKTRACK_COST: usize = 1000;
/// Bytes that a compiled pattern may take.
const SIZE_LIMIT: usize = 1024 * 1024;
/// Patterns that one rendering keeps compiled.
const CACHED: usize = 64;

/// The byte ranges of a match's groups; group 0 is the whole match.
type Groups = Vec<Option<(usize, usize)>>;

/// What looking for a match can cost beyond the text that it passes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    backtracks: bool,
    reads_ahead: bool,
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) enum Pattern {
    /// Only plain characters.
    Literal(String),
    Regex {
        regex: Box<Regex>,
        cost: Cost,
    },
}

impl Pattern {
    /// The pattern, compiled once a rendering.
    pub(super) fn cached(machine: &mut Machine<'_>, pattern: &str) -> Result<Rc<Self>, Failure> {
        if let Some(known) = machine.patterns.get(pattern) {
            return Ok(Rc::clone(known));
        }
        machine.heap.spend(1000 + pattern.len() * 10)?;
        let compiled = Rc::new(Self::compile(pattern)?);
        if machine.patterns.len() < CACHED {
            machine.patterns.insert(pattern.into(), Rc::clone(&compiled));
        }
        Ok(compiled)
    }

    fn compile(pattern: &str) -> Result<Self, Failure> {
        if let Some(text) = translate::literal(pattern) {
            return Ok(Self::Literal(text));
        }
        let syntax = |text: String| Failure::Exception(format!("java.util.regex.PatternSyntaxException: {text} in {pattern:?}"));
        let translated = translate::translate(pattern).map_err(|text| syntax(text.to_owned()))?;
        let regex = RegexBuilder::new(&translated)
            .backtrack_limit(BACKTRACK_LIMIT)
            .delegate_size_limit(SIZE_LIMIT)
            .delegate_dfa_size_limit(SIZE_LIMIT)
            .build()
            .map_err(|error| syntax(error.to_string()))?;
        let cost = Cost { backtracks: translate::backtracks(&translated), reads_ahead: translate::reads_ahead(&translated) };
        Ok(Self::Regex { regex: Box::new(regex), cost })
    }

    /// The first match at or after `from`: group 0 and the others, as byte ranges.
    fn find(&self, heap: &mut Heap<'_>, text: &str, from: usize) -> Result<Option<Groups>, Failure> {
        match self {
            Self::Literal(literal) => Ok(text
                .get(from..)
                .and_then(|rest| rest.find(literal))
                .map(|at| vec![Some((from + at, from + at + literal.len()))])),
            Self::Regex { regex, cost } => {
                let ahead = if cost.reads_ahead { (text.len() - from) / 64 } else { 0 };
                heap.spend(ahead + if cost.backtracks { BACKTRACK_COST } else { 4 })?;
                let captures = regex.captures_from_pos(text, from).map_err(|_| Failure::TooManySteps)?;
                Ok(captures
                    .map(|captures| captures.iter().map(|group| group.map(|group| (group.start(), group.end()))).collect()))
            }
        }
    }

    /// All matches as Java's `Matcher.find` steps through them: after an empty match one character further. Ends when
    /// `visit` says false.
    fn for_each<'t>(
        &self,
        heap: &mut Heap<'t>,
        text: &str,
        mut visit: impl FnMut(&mut Heap<'t>, &[Option<(usize, usize)>], (usize, usize)) -> Result<bool, Failure>,
    ) -> Result<(), Failure> {
        let mut from = 0;
        while from <= text.len() {
            let Some(groups) = self.find(heap, text, from)? else { return Ok(()) };
            let Some(Some((start, end))) = groups.first().copied() else { return Ok(()) };
            heap.spend((end - from) / 16 + 1)?;
            if !visit(heap, &groups, (start, end))? {
                return Ok(());
            }
            from = if end > start { end } else { end + text[end..].chars().next().map_or(1, char::len_utf8) };
        }
        Ok(())
    }

    /// `String.matches`: the whole text.
    pub(super) fn matches(machine: &mut Machine<'_>, pattern: &str, text: &str) -> Result<bool, Failure> {
        if let Some(literal) = translate::literal(pattern) {
            return Ok(literal == text);
        }
        let whole = Self::cached(machine, &format!("\\A(?:{pattern})\\z"))?;
        Ok(whole.find(&mut machine.heap, text, 0)?.is_some())
    }

    /// `String.split`: no empty string for an empty match at the start, no empty strings at the end if `limit` is 0.
    pub(super) fn split(&self, heap: &mut Heap<'_>, text: &str, limit: i32) -> Result<Vec<String>, Failure> {
        let limit_size = usize::try_from(limit).unwrap_or(0);
        let mut parts: Vec<String> = Vec::new();
        let mut position = 0;
        let mut found = false;
        self.for_each(heap, text, |_, _, (start, end)| {
            if limit_size > 0 && parts.len() + 1 >= limit_size {
                return Ok(false);
            }
            if position == 0 && start == 0 && end == 0 {
                return Ok(true);
            }
            parts.push(text[position..start].to_owned());
            position = end;
            found = true;
            Ok(true)
        })?;
        if !found {
            return Ok(vec![text.to_owned()]);
        }
        parts.push(text[position..].to_owned());
        if limit == 0 {
            while parts.last().is_some_and(String::is_empty) {
                parts.pop();
            }
        }
        Ok(parts)
    }

    /// `String.replaceAll` and `replaceFirst`, with `$1`, `${name}` and backslashes in the replacement.
    pub(super) fn replace(&self, heap: &mut Heap<'_>, text: &str, with: &str, all: bool) -> Result<String, Failure> {
        let mut out = String::new();
        let mut position = 0;
        self.for_each(heap, text, |heap, groups, (start, end)| {
            out.push_str(&text[position..start]);
            let before = out.len();
            self.expand(groups, text, with, &mut out)?;
            heap.allocate(out.len() - before)?;
            position = end;
            Ok(all)
        })?;
        out.push_str(&text[position..]);
        Ok(out)
    }

    fn expand(&self, groups: &[Option<(usize, usize)>], text: &str, with: &str, out: &mut String) -> Result<(), Failure> {
        let illegal = |text: &str| Failure::Exception(format!("java.lang.IllegalArgumentException: {text}"));
        let mut letters = with.chars().peekable();
        while let Some(c) = letters.next() {
            match c {
                '\\' => out.push(letters.next().ok_or_else(|| illegal("character to be escaped is missing"))?),
                '$' => {
                    let group = match letters.next() {
                        Some('{') => {
                            let name: String = letters.by_ref().take_while(|&c| c != '}').collect();
                            self.group_number(&name).ok_or_else(|| illegal(&format!("No group with name {{{name}}}")))?
                        }
                        Some(c) if c.is_ascii_digit() => {
                            let mut number = c.to_digit(10).unwrap_or(0) as usize;
                            if number >= groups.len() {
                                return Err(Failure::Exception(format!(
                                    "java.lang.IndexOutOfBoundsException: No group {number}"
                                )));
                            }
                            while let Some(digit) = letters.peek().and_then(|c| c.to_digit(10)) {
                                let longer = number * 10 + digit as usize;
                                if longer >= groups.len() {
                                    break;
                                }
                                number = longer;
                                letters.next();
                            }
                            number
                        }
                        _ => return Err(illegal("Illegal group reference")),
                    };
                    if let Some(Some((start, end))) = groups.get(group) {
                        out.push_str(&text[*start..*end]);
                    }
                }
                c => out.push(c),
            }
        }
        Ok(())
    }

    fn group_number(&self, name: &str) -> Option<usize> {
        match self {
            Self::Literal(_) => None,
            Self::Regex { regex, .. } => regex.capture_names().position(|known| known == Some(name)),
        }
    }
}
