//! Numbers, booleans and characters.

use super::super::error::Failure;
use super::super::eval::Machine;
use super::super::number::{compare, to_double, to_int, to_long};
use super::super::value::Value;
use super::{Answer, exception};

pub(super) fn call<'t>(machine: &mut Machine<'t>, target: &Value<'t>, name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    let answer = match (name, arguments) {
        ("intValue", []) => Some(Value::Integer(to_int(target))),
        ("longValue", []) => Some(Value::Long(to_long(target))),
        ("doubleValue", []) => Some(Value::Double(to_double(target))),
        ("compareTo", [other]) if std::mem::discriminant(target) == std::mem::discriminant(other) => {
            compare(target, other)?.map(|order| Value::Integer(order as i32))
        }
        _ => None,
    };
    if answer.is_some() {
        return Ok(answer);
    }
    match target {
        Value::Integer(_) => call_integer(machine, name, arguments),
        Value::Long(_) => call_long(name, arguments),
        Value::Double(value) => call_double(*value, name, arguments),
        _ => Ok(None),
    }
}

fn number_format(text: &str) -> Failure {
    exception(format!("java.lang.NumberFormatException: For input string: {text:?}"))
}

/// `Integer.parseInt`: a sign, digits of the base, nothing else.
fn parse_int(text: &str, radix: i32) -> Result<i32, Failure> {
    let base = u32::try_from(radix).ok().filter(|radix| (2..=36).contains(radix)).ok_or_else(|| number_format(text))?;
    i32::from_str_radix(text, base).map_err(|_| number_format(text))
}

fn call_integer<'t>(machine: &mut Machine<'t>, name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    Ok(match (name, arguments) {
        ("parseInt" | "valueOf" | "decode", [Value::String(text)]) => Some(Value::Integer(parse_int(text, 10)?)),
        ("parseInt" | "valueOf", [Value::String(text), Value::Integer(radix)]) => Some(Value::Integer(parse_int(text, *radix)?)),
        ("valueOf", [Value::Integer(value)]) => Some(Value::Integer(*value)),
        ("toString", [Value::Integer(value)]) => Some(machine.heap.string(value.to_string())?),
        ("toHexString", [Value::Integer(value)]) => Some(machine.heap.string(format!("{value:x}"))?),
        ("toBinaryString", [Value::Integer(value)]) => Some(machine.heap.string(format!("{value:b}"))?),
        ("toOctalString", [Value::Integer(value)]) => Some(machine.heap.string(format!("{value:o}"))?),
        ("max", [Value::Integer(left), Value::Integer(right)]) => Some(Value::Integer(*left.max(right))),
        ("min", [Value::Integer(left), Value::Integer(right)]) => Some(Value::Integer(*left.min(right))),
        ("sum", [Value::Integer(left), Value::Integer(right)]) => Some(Value::Integer(left.wrapping_add(*right))),
        ("compare", [Value::Integer(left), Value::Integer(right)]) => Some(Value::Integer(left.cmp(right) as i32)),
        ("signum", [Value::Integer(value)]) => Some(Value::Integer(value.signum())),
        ("bitCount", [Value::Integer(value)]) => Some(Value::Integer(value.count_ones().cast_signed())),
        _ => None,
    })
}

fn call_long<'t>(name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    let long = |value: &Value<'t>| matches!(value, Value::Integer(_) | Value::Long(_)).then(|| to_long(value));
    Ok(match (name, arguments) {
        ("parseLong" | "valueOf", [Value::String(text)]) => Some(Value::Long(text.parse().map_err(|_| number_format(text))?)),
        ("valueOf", [value]) => long(value).map(Value::Long),
        ("max", [left, right]) => long(left).zip(long(right)).map(|(left, right)| Value::Long(left.max(right))),
        ("min", [left, right]) => long(left).zip(long(right)).map(|(left, right)| Value::Long(left.min(right))),
        ("toString", [value]) => long(value).map(|value| Value::text(value.to_string())),
        ("toHexString", [value]) => long(value).map(|value| Value::text(format!("{value:x}"))),
        _ => None,
    })
}

fn call_double<'t>(value: f64, name: &str, arguments: &[Value<'t>]) -> Answer<'t> {
    Ok(match (name, arguments) {
        ("isNaN", []) => Some(Value::Boolean(value.is_nan())),
        ("isInfinite", []) => Some(Value::Boolean(value.is_infinite())),
        ("parseDouble" | "valueOf", [Value::String(text)]) => {
            Some(Value::Double(text.trim().parse().map_err(|_| number_format(text))?))
        }
        _ => None,
    })
}

pub(super) fn call_boolean<'t>(value: bool, name: &str, arguments: &[Value<'t>]) -> Option<Value<'t>> {
    match (name, arguments) {
        ("booleanValue", []) => Some(Value::Boolean(value)),
        ("compareTo", [Value::Boolean(other)]) => Some(Value::Integer(value.cmp(other) as i32)),
        ("parseBoolean" | "valueOf", [Value::String(text)]) => Some(Value::Boolean(text.eq_ignore_ascii_case("true"))),
        ("valueOf", [Value::Boolean(other)]) => Some(Value::Boolean(*other)),
        ("toString", [Value::Boolean(other)]) => Some(Value::text(if *other { "true" } else { "false" })),
        _ => None,
    }
}

pub(super) fn call_character<'t>(unit: u16, name: &str, arguments: &[Value<'t>]) -> Option<Value<'t>> {
    let letter = |unit: u16| char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER);
    match (name, arguments) {
        ("charValue", []) => Some(Value::Character(unit)),
        ("compareTo", [Value::Character(other)]) => Some(Value::Integer(i32::from(unit) - i32::from(*other))),
        ("isDigit", [Value::Character(unit)]) => Some(Value::Boolean(letter(*unit).is_ascii_digit())),
        ("isLetter", [Value::Character(unit)]) => Some(Value::Boolean(letter(*unit).is_alphabetic())),
        ("isLetterOrDigit", [Value::Character(unit)]) => Some(Value::Boolean(letter(*unit).is_alphanumeric())),
        ("isUpperCase", [Value::Character(unit)]) => Some(Value::Boolean(letter(*unit).is_uppercase())),
        ("isLowerCase", [Value::Character(unit)]) => Some(Value::Boolean(letter(*unit).is_lowercase())),
        ("isWhitespace", [Value::Character(unit)]) => Some(Value::Boolean(letter(*unit).is_whitespace())),
        ("getNumericValue", [Value::Character(unit)]) => {
            Some(Value::Integer(letter(*unit).to_digit(36).map_or(-1, u32::cast_signed)))
        }
        _ => None,
    }
}
