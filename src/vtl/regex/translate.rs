//! Java's pattern syntax into that of the engine.

/// The text that a pattern without any operator matches; `None` if it has one.
pub(super) fn literal(pattern: &str) -> Option<String> {
    let mut text = String::with_capacity(pattern.len());
    let mut letters = pattern.chars();
    while let Some(c) = letters.next() {
        match c {
            '\\' => text.push(letters.next().filter(char::is_ascii_punctuation)?),
            '.' | '$' | '|' | '(' | ')' | '[' | '{' | '^' | '?' | '*' | '+' => return None,
            c => text.push(c),
        }
    }
    (!text.is_empty()).then_some(text)
}

/// Translates what differs: Java's classes `\d`, `\w`, `\s` are ASCII, `.` stops at more line ends, `\Q…\E` quotes.
pub(super) fn translate(pattern: &str) -> Result<String, &'static str> {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut letters = pattern.chars().peekable();
    let mut class_depth = 0_usize;
    let mut dot_matches_all = false;
    while let Some(c) = letters.next() {
        match c {
            '\\' => {
                let escaped = letters.next().ok_or("Unexpected internal error")?;
                if escaped == 'Q' {
                    let rest: String = letters.clone().collect();
                    let quoted = rest.split("\\E").next().unwrap_or_default();
                    for c in quoted.chars() {
                        push_literal(&mut out, c);
                    }
                    let skipped = quoted.chars().count() + if rest.len() > quoted.len() { 2 } else { 0 };
                    letters.by_ref().take(skipped).for_each(drop);
                } else {
                    push_escape(&mut out, escaped, class_depth > 0)?;
                    if matches!(escaped, 'p' | 'P' | 'x') && letters.peek() == Some(&'{') {
                        while let Some(c) = letters.next_if(|&c| c != '}') {
                            out.push(c);
                        }
                    }
                }
            }
            '[' => {
                class_depth += 1;
                out.push('[');
                if letters.peek() == Some(&'^') {
                    letters.next();
                    out.push('^');
                }
                if letters.peek() == Some(&']') {
                    letters.next();
                    out.push_str("\\]");
                }
            }
            ']' if class_depth > 0 => {
                class_depth -= 1;
                out.push(']');
            }
            ']' => out.push_str("\\]"),

            '.' if class_depth == 0 && !dot_matches_all => out.push_str("[^\\n\\r\\u{85}\\u{2028}\\u{2029}]"),
            '(' if class_depth == 0 => {
                out.push('(');
                let ahead: String = letters.clone().take(8).collect();
                if let Some(flags) = ahead.strip_prefix('?').and_then(|rest| rest.split([')', ':']).next()) {
                    let all_letters = !flags.is_empty() && flags.chars().all(|c| c.is_ascii_alphabetic());
                    dot_matches_all = dot_matches_all || (all_letters && flags.contains('s'));
                }
            }
            // In a Java class these have no meaning that they have in the engine's.
            '~' | '-' if class_depth > 0 && letters.peek() == Some(&c) => {
                out.push('\\');
                out.push(c);
            }
            '{' if class_depth == 0 && !letters.peek().is_some_and(char::is_ascii_digit) => return Err("Illegal repetition"),
            c => out.push(c),
        }
    }
    if class_depth > 0 { Err("Unclosed character class") } else { Ok(out) }
}

/// Whether a translated pattern needs backtracking: lookaround, backreferences, atomic and possessive groups.
pub(super) fn backtracks(pattern: &str) -> bool {
    let mut before = ' ';
    let mut escaped = false;
    for (at, c) in pattern.char_indices() {
        let rest = &pattern[at..];
        if escaped {
            escaped = false;
            if c.is_ascii_digit() || c == 'k' || c == 'G' {
                return true;
            }
            before = ' ';
            continue;
        }
        let group = ["(?=", "(?!", "(?<=", "(?<!", "(?>"].iter().any(|start| rest.starts_with(start));
        if group || (c == '+' && matches!(before, '+' | '*' | '?' | '}')) {
            return true;
        }
        escaped = c == '\\';
        before = c;
    }
    false
}

/// Whether a search can read far beyond the match that it finds: an unbounded repetition is not at the end.
pub(super) fn reads_ahead(pattern: &str) -> bool {
    let mut class_depth = 0_usize;
    let mut letters = pattern.char_indices();
    while let Some((at, c)) = letters.next() {
        let unbounded = match c {
            '\\' => {
                letters.next();
                false
            }
            '[' => {
                class_depth += 1;
                false
            }
            ']' => {
                class_depth = class_depth.saturating_sub(1);
                false
            }
            '*' | '+' => class_depth == 0,
            '{' => class_depth == 0 && pattern[at..].split('}').next().is_some_and(|range| range.ends_with(',')),
            _ => false,
        };
        if unbounded {
            let rest = if c == '{' { pattern[at..].split_once('}').map_or("", |(_, rest)| rest) } else { &pattern[at + 1..] };
            let rest = rest.trim_start_matches(['?', '+']).trim_start_matches(')');
            if !rest.is_empty() && !rest.starts_with('|') {
                return true;
            }
        }
    }
    false
}

fn push_literal(out: &mut String, c: char) {
    if c.is_ascii_punctuation() {
        out.push('\\');
    }
    out.push(c);
}

fn push_escape(out: &mut String, escaped: char, in_class: bool) -> Result<(), &'static str> {
    const SPACE: &str = " \\t\\n\\x0B\\f\\r";
    let (members, negated) = match escaped {
        'd' => ("0-9", false),
        'D' => ("0-9", true),
        'w' => ("a-zA-Z0-9_", false),
        'W' => ("a-zA-Z0-9_", true),
        's' => (SPACE, false),
        'S' => (SPACE, true),
        'h' => (" \\t\\u{A0}\\u{1680}\\u{180e}\\u{2000}-\\u{200a}\\u{202f}\\u{205f}\\u{3000}", false),
        'R' if !in_class => {
            out.push_str("(?:\\r\\n|[\\n\\x0B\\f\\r\\u{85}\\u{2028}\\u{2029}])");
            return Ok(());
        }
        'Z' if !in_class => {
            out.push_str("(?=\\r?\\n?\\z)");
            return Ok(());
        }
        'e' => {
            out.push_str("\\x1B");
            return Ok(());
        }
        c if c.is_ascii_punctuation() => {
            push_literal(out, c);
            return Ok(());
        }
        'A' | 'B' | 'G' | 'P' | 'b' | 'f' | 'k' | 'n' | 'p' | 'r' | 't' | 'u' | 'v' | 'x' | 'z' | 'a' | '1'..='9' => {
            out.push('\\');
            out.push(escaped);
            return Ok(());
        }
        c if c.is_ascii_alphanumeric() => return Err("Illegal/unsupported escape sequence"),
        c => {
            out.push(c);
            return Ok(());
        }
    };
    match (in_class, negated) {
        (true, false) => out.push_str(members),
        (_, negated) => {
            out.push_str(if negated { "[^" } else { "[" });
            out.push_str(members);
            out.push(']');
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repetition_before_something_else_reads_ahead() {
        for pattern in ["a.*b|a", "\"[^\"]*\"", "(a+)*", "a{2,}b", "x*?y"] {
            assert!(reads_ahead(pattern), "{pattern}");
        }
        for pattern in ["a", "\\s+", "[a-z]+|[0-9]*", "(\\w+)", "a{2,3}b", "[*+]x", "a\\+b", "a{2,}", "b+?"] {
            assert!(!reads_ahead(pattern), "{pattern}");
        }
    }

    #[test]
    fn lookaround_backreferences_and_possessive_repetitions_backtrack() {
        for pattern in ["a(?=b)", "(?<!a)b", "(a)\\1", "a++", "(?>a|b)"] {
            assert!(backtracks(pattern), "{pattern}");
        }
        for pattern in ["a+", "(?:a)", "(?<n>a)", "a\\++", "[a+]+"] {
            assert!(!backtracks(pattern), "{pattern}");
        }
    }
}
