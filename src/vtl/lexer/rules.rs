//! What may stand in each state, in the order of precedence.

use super::{Lexer, State};
use crate::vtl::scan::{
    count_while, match_bracketed_word, match_empty_index, match_float, match_identifier, match_integer, match_set, match_string,
    match_word, newline_length,
};
use crate::vtl::token::TokenKind;

/// What a match does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Token(TokenKind),
    Dollar,
    TextBlockStart,
    FormalCommentStart,
    BlockCommentStart,
    Hash,
    /// A character of a comment.
    Skip,
    /// A character of a text block.
    More,
    ReferenceTerminator,
    HashTerminator,
}

/// A match so far: the longest, and the first of that length.
struct Best(Option<(usize, Rule)>);

impl Best {
    fn consider(&mut self, length: Option<usize>, rule: Rule) {
        if let Some(length) = length
            && self.0.is_none_or(|(best, _)| length > best)
        {
            self.0 = Some((length, rule));
        }
    }

    fn token(&mut self, length: Option<usize>, kind: TokenKind) {
        self.consider(length, Rule::Token(kind));
    }
}

impl Lexer<'_> {
    /// The rules of all states, in their order of precedence.
    pub(super) fn longest_match(&mut self) -> Option<(usize, Rule)> {
        let text = self.rest().as_bytes();
        let first = *text.first()?;
        let state = self.state;
        let slashes = if first == b'\\' { self.backslashes() } else { 0 };
        let one = |byte: u8| (first == byte).then_some(1);
        let mut best = Best(None);
        match state {
            State::Reference | State::Property => best.token(one(b'['), TokenKind::IndexOpen),
            State::Index => best.token(one(b']'), TokenKind::IndexClose),
            State::Directive | State::Arguments => {
                best.token(one(b'['), TokenKind::BracketOpen);
                best.token(one(b']'), TokenKind::BracketClose);
                best.token(one(b','), TokenKind::Comma);
                best.token(text.starts_with(b"..").then_some(2), TokenKind::DoubleDot);
                best.token(one(b':'), TokenKind::Colon);
                best.token(one(b'{'), TokenKind::CurlyOpen);
                best.token(one(b'}'), TokenKind::CurlyClose);
            }
            _ => {}
        }
        if matches!(state, State::Directive | State::Property) {
            best.token(one(b'('), TokenKind::ParenOpen);
        }
        if first == b')' {
            match state {
                State::Directive => best.token(Some(1 + Self::blanks_and_newline(&text[1..])), TokenKind::ParenClose),
                State::Arguments => best.token(Some(1), TokenKind::ArgumentsClose),
                _ => {}
            }
        }
        if state == State::Text && first == b'\\' {
            best.token(Self::match_escaped_directive(text, slashes), TokenKind::EscapedDirective);
        }
        if matches!(state, State::Text | State::Reference | State::Property | State::Arguments)
            && matches!(first, b' ' | b'\t' | b'#')
        {
            best.token(match_set(text), TokenKind::SetDirective);
        }
        if matches!(first, b'\\' | b'$' | b'#') {
            self.match_openers(text, slashes, &mut best);
        }
        if matches!(state, State::Text | State::AfterHash | State::Directive | State::Reference) {
            best.token(text.starts_with(b"##").then_some(2), TokenKind::LineCommentStart);
        }
        match state {
            State::Text => {
                best.token(text.starts_with(b"\\\\").then_some(2), TokenKind::DoubleBackslash);
                best.token(one(b'\\'), TokenKind::Backslash);
                best.token(Some(count_while(text, |b| !matches!(b, b'$' | b'#' | b'\\'))).filter(|&n| n > 0), TokenKind::Text);
                best.token(match_empty_index(text), TokenKind::EmptyIndex);
            }
            State::LineComment | State::FormalComment | State::BlockComment | State::TextBlock => {
                self.match_comment(text, &mut best);
            }
            State::Directive | State::Arguments | State::Index => self.match_expression(text, &mut best),
            State::AfterHash => Self::match_directive_name(text, &mut best),
            State::Reference | State::Property => Self::match_reference(text, &mut best),
        }
        if matches!(state, State::Reference | State::Property | State::AfterHash) {
            let length = self.rest().chars().next().map(char::len_utf8);
            best.consider(length, if state == State::AfterHash { Rule::HashTerminator } else { Rule::ReferenceTerminator });
        }
        if state == State::Reference {
            best.token(match_empty_index(text), TokenKind::EmptyIndex);
        }
        best.0
    }

    /// `$`, `$!`, `#[[`, `#**`, `#*` and `#`, in every state.
    fn match_openers(&self, text: &[u8], slashes: usize, best: &mut Best) {
        if text.get(slashes) == Some(&b'$') {
            best.consider(Some(slashes + 1), Rule::Dollar);
            let more = count_while(&text[slashes + 1..], |b| b == b'\\');
            if text.get(slashes + 1 + more) == Some(&b'!') {
                best.consider(Some(slashes + more + 2), Rule::Dollar);
            }
        }
        if text.first() == Some(&b'#') {
            best.consider(text.starts_with(b"#[[").then_some(3), Rule::TextBlockStart);
            if text.starts_with(b"#**") {
                let next = self.rest()[3..].chars().next().filter(|&c| c != '#');
                best.consider(next.map(|c| 3 + c.len_utf8()), Rule::FormalCommentStart);
            }
            best.consider(text.starts_with(b"#*").then_some(2), Rule::BlockCommentStart);
            best.consider(Some(1), Rule::Hash);
        }
    }

    fn match_comment(&self, text: &[u8], best: &mut Best) {
        let any = self.rest().chars().next().map(char::len_utf8);
        match self.state {
            State::LineComment => best.token(newline_length(text), TokenKind::LineCommentEnd),
            State::TextBlock => best.token(text.starts_with(b"]]#").then_some(3), TokenKind::TextBlock),
            _ => best.token(text.starts_with(b"*#").then_some(2), TokenKind::BlockComment),
        }
        best.consider(any, if self.state == State::TextBlock { Rule::More } else { Rule::Skip });
    }

    fn match_expression(&self, text: &[u8], best: &mut Best) {
        let blanks = count_while(text, |b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'));
        best.token((blanks > 0).then_some(blanks), TokenKind::WhiteSpace);
        best.token(match_string(text), TokenKind::StringLiteral);
        best.token(text.starts_with(b"true").then_some(4), TokenKind::True);
        best.token(text.starts_with(b"false").then_some(5), TokenKind::False);
        if self.state == State::Directive {
            const OPERATORS: [(&[u8], TokenKind); 24] = [
                (b"-", TokenKind::Minus),
                (b"+", TokenKind::Plus),
                (b"*", TokenKind::Multiply),
                (b"/", TokenKind::Divide),
                (b"%", TokenKind::Modulo),
                (b"&&", TokenKind::And),
                (b"and", TokenKind::And),
                (b"||", TokenKind::Or),
                (b"or", TokenKind::Or),
                (b"<", TokenKind::Less),
                (b"lt", TokenKind::Less),
                (b"<=", TokenKind::LessOrEqual),
                (b"le", TokenKind::LessOrEqual),
                (b">", TokenKind::Greater),
                (b"gt", TokenKind::Greater),
                (b">=", TokenKind::GreaterOrEqual),
                (b"ge", TokenKind::GreaterOrEqual),
                (b"==", TokenKind::Equal),
                (b"eq", TokenKind::Equal),
                (b"!=", TokenKind::NotEqual),
                (b"ne", TokenKind::NotEqual),
                (b"!", TokenKind::Not),
                (b"not", TokenKind::Not),
                (b"=", TokenKind::Assign),
            ];
            for (spelling, kind) in OPERATORS {
                best.token(text.starts_with(spelling).then_some(spelling.len()), kind);
            }
        }
        best.token(match_integer(text), TokenKind::Integer);
        best.token(match_float(text), TokenKind::Float);
        match self.state {
            State::Directive => {
                best.token(match_word(text), TokenKind::Word);
                best.token(match_bracketed_word(text), TokenKind::BracketedWord);
            }
            State::Arguments => {
                best.token(match_identifier(text), TokenKind::Identifier);
                best.token(Self::match_dot(text), TokenKind::Dot);
            }
            _ => {}
        }
    }

    fn match_directive_name(text: &[u8], best: &mut Best) {
        const NAMES: [(&[u8], &[u8], TokenKind, bool); 4] = [
            (b"end", b"{end}", TokenKind::End, true),
            (b"if", b"{if}", TokenKind::If, false),
            (b"elseif", b"{elseif}", TokenKind::ElseIf, false),
            (b"else", b"{else}", TokenKind::Else, true),
        ];
        for (plain, bracketed, kind, eats_newline) in NAMES {
            for name in [plain, bracketed] {
                if let Some(after) = text.strip_prefix(name) {
                    let eaten = if eats_newline { Self::blanks_and_newline(after) } else { 0 };
                    best.token(Some(name.len() + eaten), kind);
                }
            }
        }
        best.token(match_integer(text), TokenKind::Integer);
        best.token(match_float(text), TokenKind::Float);
        best.token(match_word(text), TokenKind::Word);
        best.token(match_bracketed_word(text), TokenKind::BracketedWord);
    }

    fn match_reference(text: &[u8], best: &mut Best) {
        best.token(text.starts_with(b"true").then_some(4), TokenKind::True);
        best.token(text.starts_with(b"false").then_some(5), TokenKind::False);
        best.token(match_identifier(text), TokenKind::Identifier);
        best.token(Self::match_dot(text), TokenKind::Dot);
        best.token((text.first() == Some(&b'{')).then_some(1), TokenKind::FormalOpen);
        best.token((text.first() == Some(&b'}')).then_some(1), TokenKind::FormalClose);
    }

    /// `.` before a letter; the letter is given back.
    fn match_dot(text: &[u8]) -> Option<usize> {
        (text.first() == Some(&b'.') && text.get(1).is_some_and(u8::is_ascii_alphabetic)).then_some(2)
    }

    /// Backslashes, an odd number of them, then `#` and a word.
    fn match_escaped_directive(text: &[u8], slashes: usize) -> Option<usize> {
        if slashes.is_multiple_of(2) || text.get(slashes) != Some(&b'#') {
            return None;
        }
        let word = &text[slashes + 1..];
        match_word(word).or_else(|| match_bracketed_word(word)).map(|length| slashes + 1 + length)
    }

    /// Blanks that end in a newline, which directives swallow; 0 if they do not.
    fn blanks_and_newline(text: &[u8]) -> usize {
        let blanks = count_while(text, |b| matches!(b, b' ' | b'\t'));
        newline_length(&text[blanks..]).map_or(0, |newline| blanks + newline)
    }
}
