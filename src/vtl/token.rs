//! The tokens of the template language.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    EndOfTemplate,
    IndexOpen,
    IndexClose,
    BracketOpen,
    BracketClose,
    Comma,
    DoubleDot,
    Colon,
    CurlyOpen,
    CurlyClose,
    ParenOpen,
    ParenClose,
    /// The `)` that ends the arguments of a method.
    ArgumentsClose,
    EscapedDirective,
    SetDirective,
    LineCommentStart,
    LineCommentEnd,
    BlockComment,
    TextBlock,
    DoubleBackslash,
    Backslash,
    Text,
    WhiteSpace,
    StringLiteral,
    True,
    False,
    Minus,
    Plus,
    Multiply,
    Divide,
    Modulo,
    And,
    Or,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    Not,
    Assign,
    End,
    If,
    ElseIf,
    Else,
    Integer,
    Float,
    Word,
    BracketedWord,
    Identifier,
    Dot,
    /// The `{` of `${name}`.
    FormalOpen,
    /// The `}` of `${name}`.
    FormalClose,
    /// `$[`, `$![` and `$.`, which are text.
    EmptyIndex,
}

impl TokenKind {
    /// How error messages call it.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Self::EndOfTemplate => "the end of the template",
            Self::IndexOpen | Self::BracketOpen => "\"[\"",
            Self::IndexClose | Self::BracketClose => "\"]\"",
            Self::Comma => "\",\"",
            Self::DoubleDot => "\"..\"",
            Self::Colon => "\":\"",
            Self::CurlyOpen | Self::FormalOpen => "\"{\"",
            Self::CurlyClose | Self::FormalClose => "\"}\"",
            Self::ParenOpen => "\"(\"",
            Self::ParenClose | Self::ArgumentsClose => "\")\"",
            Self::EscapedDirective => "an escaped directive",
            Self::SetDirective => "#set",
            Self::LineCommentStart | Self::LineCommentEnd | Self::BlockComment => "a comment",
            Self::TextBlock => "a #[[…]]# block",
            Self::DoubleBackslash | Self::Backslash => "\"\\\"",
            Self::Text | Self::EmptyIndex => "text",
            Self::WhiteSpace => "white space",
            Self::StringLiteral => "a string",
            Self::True => "true",
            Self::False => "false",
            Self::Minus => "\"-\"",
            Self::Plus => "\"+\"",
            Self::Multiply => "\"*\"",
            Self::Divide => "\"/\"",
            Self::Modulo => "\"%\"",
            Self::And => "\"&&\"",
            Self::Or => "\"||\"",
            Self::Less => "\"<\"",
            Self::LessOrEqual => "\"<=\"",
            Self::Greater => "\">\"",
            Self::GreaterOrEqual => "\">=\"",
            Self::Equal => "\"==\"",
            Self::NotEqual => "\"!=\"",
            Self::Not => "\"!\"",
            Self::Assign => "\"=\"",
            Self::End => "#end",
            Self::If => "#if",
            Self::ElseIf => "#elseif",
            Self::Else => "#else",
            Self::Integer | Self::Float => "a number",
            Self::Word | Self::BracketedWord => "a word",
            Self::Identifier => "a name",
            Self::Dot => "\".\"",
        }
    }
}

/// One token: a slice of the source and the characters in front of it that belong to no token.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Source ranges that ended a reference or a `#` without being one, oldest first; each includes its last character.
    pub(super) skipped: Vec<(usize, usize)>,
}

impl Token {
    /// Its text in `source`.
    pub(super) fn image<'s>(&self, source: &'s str) -> &'s str {
        source.get(self.start..self.end).unwrap_or_default()
    }

    /// What of the skipped characters is still text: lone `$`, `#` and backslashes before `$`.
    pub(super) fn leading_text(&self, source: &str) -> String {
        let mut text = String::new();
        let image = |&(start, end): &(usize, usize)| source.get(start..end).unwrap_or_default();
        if self.skipped.last().is_none_or(|last| image(last).starts_with("##")) {
            return text;
        }
        for range in &self.skipped {
            let mut rest = image(range);
            while let Some(c) = rest.chars().next() {
                let after_slashes = rest.trim_start_matches('\\');
                if c == '#' || c == '$' {
                    text.push(c);
                } else if c == '\\' && after_slashes.starts_with('$') {
                    let length = rest.len() - after_slashes.len() + 1;
                    text.push_str(&rest[..length]);
                    let mut left = rest[length..].chars();
                    left.next();
                    rest = left.as_str();
                    continue;
                }
                rest = &rest[c.len_utf8()..];
            }
        }
        text
    }
}
