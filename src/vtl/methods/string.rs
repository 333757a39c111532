//! `java.lang.String`.

use super::super::decimal::Decimal;
use super::super::eval::Machine;
use super::super::heap::Object;
use super::super::number::double_text;
use super::super::regex::Pattern;
use super::super::text::utf16_text;
use super::super::value::{Text, Value};
use super::utf16::Utf16;
use super::{Answer, collection, exception, hash_of_text, integer, position};

pub(super) fn call<'t>(machine: &mut Machine<'t>, text: &Text<'t>, name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    machine.heap.spend(text.len() / 32)?;
    let units = Utf16::new(text);
    if let Some(answer) = question(text, &units, name, arguments) {
        return Ok(Some(answer));
    }
    let made = match (name, arguments) {
        ("substring" | "subSequence", [Value::Integer(start), Value::Integer(end)]) => slice(&units, *start, Some(*end))?,
        ("substring", [Value::Integer(start)]) => slice(&units, *start, None)?,
        ("charAt", [Value::Integer(at)]) => {
            let unit = usize::try_from(*at).ok().and_then(|at| units.unit(at));
            return unit.map(|unit| Some(Value::Character(unit))).ok_or_else(|| out_of_range(&units, *at));
        }
        ("codePointAt", [Value::Integer(at)]) => {
            let offset = usize::try_from(*at).ok().filter(|&at| at < units.len()).map(|at| units.offset(at));
            let c = offset.and_then(|offset| text[offset..].chars().next()).ok_or_else(|| out_of_range(&units, *at))?;
            return Ok(Some(Value::Integer(u32::from(c).cast_signed())));
        }
        ("toLowerCase", []) => text.to_lowercase(),
        ("toUpperCase", []) => text.to_uppercase(),
        ("trim", []) => text.trim_matches(|c| c <= ' ').to_owned(),
        ("strip", []) => text.trim().to_owned(),
        ("stripLeading", []) => text.trim_start().to_owned(),
        ("stripTrailing", []) => text.trim_end().to_owned(),
        ("intern", []) => return Ok(Some(Value::String(text.clone()))),
        ("concat", [Value::String(other)]) => format!("{}{}", &**text, &**other),
        ("repeat", [Value::Integer(count)]) => {
            let count = usize::try_from(*count)
                .map_err(|_| exception(format!("java.lang.IllegalArgumentException: count is negative: {count}")))?;
            machine.heap.allocate(text.len().saturating_mul(count))?;
            text.repeat(count)
        }
        ("replace", [Value::Character(from), Value::Character(to)]) => {
            let replaced: Vec<u16> = text.encode_utf16().map(|unit| if unit == *from { *to } else { unit }).collect();
            utf16_text(&replaced)
        }
        ("replace", [Value::String(from), Value::String(to)]) => {
            let growth = if from.is_empty() { text.len() + 1 } else { text.len() / from.len() };
            machine.heap.allocate(growth.saturating_mul(to.len()))?;
            text.replace(&**from, to)
        }
        ("replaceAll", [Value::String(pattern), Value::String(with)]) => {
            Pattern::cached(machine, pattern)?.replace(&mut machine.heap, text, with, true)?
        }
        ("replaceFirst", [Value::String(pattern), Value::String(with)]) => {
            Pattern::cached(machine, pattern)?.replace(&mut machine.heap, text, with, false)?
        }
        ("matches", [Value::String(pattern)]) => {
            return Ok(Some(Value::Boolean(Pattern::matches(machine, pattern, text)?)));
        }
        ("split", [Value::String(pattern)]) => return split(machine, text, pattern, 0),
        ("split", [Value::String(pattern), Value::Integer(limit)]) => return split(machine, text, pattern, *limit),
        ("toCharArray", []) => {
            let items = text.encode_utf16().map(Value::Character).collect();
            return Ok(Some(machine.heap.object(Object::Array { items, class: "[C" })?));
        }
        ("getBytes", []) => {
            let items = text.bytes().map(|byte| Value::Integer(i32::from(byte.cast_signed()))).collect();
            return Ok(Some(machine.heap.object(Object::Array { items, class: "[B" })?));
        }
        ("valueOf", [value]) => machine.text(value)?.to_string(),
        ("format", [Value::String(format), values @ ..]) => formatted(machine, format, values)?,
        ("join", [Value::String(separator), parts @ ..]) => return join(machine, separator, parts),
        _ => return Ok(None),
    };
    Ok(Some(machine.heap.string(made)?))
}

/// What only asks.
fn question<'t>(text: &str, units: &Utf16<'_>, name: &str, arguments: &[Value<'t>]) -> Option<Value<'t>> {
    let from = |start: i32| units.offset(usize::try_from(start).unwrap_or(0));
    let at = |offset: Option<usize>| position(offset.map(|offset| units.position(offset)));
    match (name, arguments) {
        ("length", []) => integer(units.len()),
        ("isEmpty", []) => Some(Value::Boolean(text.is_empty())),
        ("isBlank", []) => Some(Value::Boolean(text.chars().all(char::is_whitespace))),
        ("hashCode", []) => Some(hash_of_text(text)),
        ("contains", [Value::String(part)]) => Some(Value::Boolean(text.contains(&**part))),
        ("startsWith", [Value::String(part)]) => Some(Value::Boolean(text.starts_with(&**part))),
        ("startsWith", [Value::String(part), Value::Integer(start)]) => {
            let inside = usize::try_from(*start).is_ok_and(|start| start <= units.len());
            Some(Value::Boolean(inside && text[from(*start)..].starts_with(&**part)))
        }
        ("endsWith", [Value::String(part)]) => Some(Value::Boolean(text.ends_with(&**part))),
        ("equalsIgnoreCase", [Value::String(other)]) => Some(Value::Boolean(text.to_lowercase() == other.to_lowercase())),
        ("contentEquals", [Value::String(other)]) => Some(Value::Boolean(*text == **other)),
        ("compareTo", [Value::String(other)]) => Some(Value::Integer(compare(text, other))),
        ("compareToIgnoreCase", [Value::String(other)]) => {
            Some(Value::Integer(compare(&text.to_lowercase(), &other.to_lowercase())))
        }
        ("indexOf", [Value::String(part)]) => at(text.find(&**part)),
        ("indexOf", [Value::String(part), Value::Integer(start)]) => {
            let start = from(*start);
            at(text[start..].find(&**part).map(|found| found + start))
        }
        ("lastIndexOf", [Value::String(part)]) => at(text.rfind(&**part)),
        ("lastIndexOf", [Value::String(part), Value::Integer(end)]) => {
            let Ok(end) = usize::try_from(*end) else { return Some(Value::Integer(-1)) };
            let end = (units.offset(end) + part.len()).min(text.len());
            at(text.get(..end).and_then(|text| text.rfind(&**part)))
        }
        ("indexOf", [Value::Integer(code)]) => at(character(*code).and_then(|c| text.find(c))),
        ("lastIndexOf", [Value::Integer(code)]) => at(character(*code).and_then(|c| text.rfind(c))),
        _ => None,
    }
}

fn character(code: i32) -> Option<char> {
    u32::try_from(code).ok().and_then(char::from_u32)
}

/// By UTF-16 units: the difference of the first that differ, or of the lengths.
fn compare(left: &str, right: &str) -> i32 {
    let mut others = right.encode_utf16();
    let mut units = left.encode_utf16();
    loop {
        match (units.next(), others.next()) {
            (Some(left), Some(right)) if left != right => return i32::from(left) - i32::from(right),
            (Some(_), Some(_)) => {}
            (None, None) => return 0,
            (Some(_), None) => return i32::try_from(units.count() + 1).unwrap_or(i32::MAX),
            (None, Some(_)) => return i32::try_from(others.count() + 1).map_or(i32::MIN, |more| -more),
        }
    }
}

fn out_of_range(units: &Utf16<'_>, index: i32) -> super::Failure {
    exception(format!("java.lang.StringIndexOutOfBoundsException: index {index}, length {}", units.len()))
}

fn slice(units: &Utf16<'_>, start: i32, end: Option<i32>) -> Result<String, super::Failure> {
    let length = units.len();
    let end = end.map_or(Some(length), |end| usize::try_from(end).ok());
    match (usize::try_from(start).ok(), end) {
        (Some(start), Some(end)) if start <= end && end <= length => Ok(units.slice(start, end)),
        _ => Err(exception(format!("java.lang.StringIndexOutOfBoundsException: begin {start}, length {length}"))),
    }
}

fn split<'t>(machine: &mut Machine<'t>, text: &str, pattern: &str, limit: i32) -> Answer<'t> {
    let parts = Pattern::cached(machine, pattern)?.split(&mut machine.heap, text, limit)?;
    machine.heap.allocate(text.len())?;
    let items = parts.into_iter().map(Value::text).collect();
    Ok(Some(machine.heap.object(Object::Array { items, class: "[Ljava.lang.String;" })?))
}

fn join<'t>(machine: &mut Machine<'t>, separator: &str, parts: &[Value<'t>]) -> Answer<'t> {
    let items = match parts {
        [only] => match collection(machine, only)? {
            Some(items) => items,
            None => parts.to_vec(),
        },
        _ => parts.to_vec(),
    };
    let mut joined = String::new();
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            joined.push_str(separator);
        }
        joined.push_str(&machine.text(item)?);
        machine.heap.allocate(separator.len())?;
    }
    Ok(Some(machine.heap.string(joined)?))
}

/// `String.format` with `%s`, `%d`, `%x`, `%f` and `%%`, flags `-` and `0`, width and precision.
fn formatted<'t>(machine: &mut Machine<'t>, format: &str, values: &[Value<'t>]) -> Result<String, super::Failure> {
    /// Wider fields are refused.
    const MAX_WIDTH: usize = 10_000;
    let mut out = String::new();
    let mut values = values.iter();
    let mut rest = format;
    while let Some(start) = rest.find('%') {
        out.push_str(&rest[..start]);
        let spec = &rest[start + 1..];
        let end = spec.find(|c: char| c.is_ascii_alphabetic() || c == '%');
        let bad = || exception(format!("java.util.UnknownFormatConversionException: Conversion = '%{spec}'"));
        let end = end.ok_or_else(bad)?;
        let conversion = spec[end..].chars().next().ok_or_else(bad)?;
        let digits = spec[..end].trim_start_matches(['-', '0']);
        let flags = &spec[..end - digits.len()];
        let (width, precision) = digits.split_once('.').map_or((digits, None), |(width, precision)| (width, Some(precision)));
        let parse =
            |digits: &str| if digits.is_empty() { Some(0) } else { digits.parse::<usize>().ok().filter(|&n| n <= MAX_WIDTH) };
        let width = parse(width).ok_or_else(bad)?;
        let precision = precision.map(|digits| parse(digits).ok_or_else(bad)).transpose()?;
        rest = &spec[end + conversion.len_utf8()..];
        if conversion == '%' {
            out.push('%');
            continue;
        }
        let value = values
            .next()
            .ok_or_else(|| exception(format!("java.util.MissingFormatArgumentException: Format specifier '%{conversion}'")))?;
        let mismatch = || exception(format!("java.util.IllegalFormatConversionException: {conversion}"));
        let text = match (conversion, value) {
            ('s', value) => {
                let text = machine.text(value)?;
                precision.map_or_else(|| text.to_string(), |precision| text.chars().take(precision).collect())
            }
            ('d', Value::Integer(_) | Value::Long(_) | Value::BigInteger(_)) => machine.text(value)?.to_string(),
            ('x', Value::Integer(value)) => format!("{value:x}"),
            ('x', Value::Long(value)) => format!("{value:x}"),
            ('f', Value::Double(value)) => {
                let decimals = u32::try_from(precision.unwrap_or(6)).map_err(|_| bad())?;
                Decimal::parse(&double_text(*value)).map_or_else(|| double_text(*value), |decimal| decimal.to_fixed(decimals))
            }
            ('b', Value::Boolean(value)) => value.to_string(),
            _ => return Err(mismatch()),
        };
        let missing = width.saturating_sub(text.chars().count());
        machine.heap.allocate(missing + text.len())?;
        if flags.contains('-') {
            out.push_str(&text);
            out.push_str(&" ".repeat(missing));
        } else if flags.contains('0') {
            let (sign, number) = text.strip_prefix('-').map_or(("", &*text), |number| ("-", number));
            out.push_str(sign);
            out.push_str(&"0".repeat(missing));
            out.push_str(number);
        } else {
            out.push_str(&" ".repeat(missing));
            out.push_str(&text);
        }
    }
    out.push_str(rest);
    Ok(out)
}
