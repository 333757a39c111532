//! Java's numbers: how they calculate, compare and print.

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::{BigInt, Sign};

use super::ast::Operator;
use super::decimal::{Decimal, MAX_SCALE};
use super::error::Failure;
use super::value::Value;

/// Bits beyond which a big integer is refused.
const MAX_BITS: u64 = 100_000;

/// In which type two numbers are calculated.
enum Operands {
    Long(i64, i64),
    Double(f64, f64),
    Big(BigInt, BigInt),
    Decimal(Decimal, Decimal),
}

fn operands(left: &Value<'_>, right: &Value<'_>) -> Result<Option<Operands>, Failure> {
    let integral = |value: &Value<'_>| matches!(value, Value::Integer(_) | Value::Long(_) | Value::BigInteger(_));
    let big = |value: &Value<'_>| matches!(value, Value::BigInteger(_));
    let decimal = |value: &Value<'_>| matches!(value, Value::Decimal(_));
    if !left.is_number() || !right.is_number() {
        return Ok(None);
    }
    Ok(Some(if decimal(left) || decimal(right) || ((big(left) || big(right)) && !(integral(left) && integral(right))) {
        Operands::Decimal(to_decimal(left)?, to_decimal(right)?)
    } else if big(left) || big(right) {
        Operands::Big(to_big(left), to_big(right))
    } else if let (Some(left), Some(right)) = (as_long(left), as_long(right)) {
        Operands::Long(left, right)
    } else {
        Operands::Double(to_double(left), to_double(right))
    }))
}

fn as_long(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Integer(value) => Some(i64::from(*value)),
        Value::Long(value) => Some(*value),
        _ => None,
    }
}

fn to_big(value: &Value<'_>) -> BigInt {
    match value {
        Value::BigInteger(value) => (**value).clone(),
        _ => BigInt::from(as_long(value).unwrap_or_default()),
    }
}

fn to_decimal(value: &Value<'_>) -> Result<Decimal, Failure> {
    match value {
        Value::Decimal(value) => Ok((**value).clone()),
        Value::BigInteger(value) => Ok(Decimal::new((**value).clone(), 0)),
        _ => Decimal::from_double(to_double(value))
            .ok_or_else(|| Failure::Exception("NumberFormatException: Infinite or NaN".into())),
    }
}

/// `Number.doubleValue`
#[expect(clippy::cast_precision_loss, reason = "Java rounds a long to the nearest double in the same way")]
pub(super) fn to_double(value: &Value<'_>) -> f64 {
    match value {
        Value::Integer(value) => f64::from(*value),
        Value::Long(value) => *value as f64,
        Value::Double(value) => *value,
        Value::BigInteger(value) => value.to_string().parse().unwrap_or(f64::NAN),
        Value::Decimal(value) => value.to_double(),
        _ => f64::NAN,
    }
}

/// `Number.longValue`
#[expect(clippy::cast_possible_truncation, reason = "Java saturates a double and cuts a big integer in the same way")]
pub(super) fn to_long(value: &Value<'_>) -> i64 {
    match value {
        Value::Integer(value) => i64::from(*value),
        Value::Long(value) => *value,
        Value::Double(value) => *value as i64,
        Value::BigInteger(value) => low_bits(value),
        Value::Decimal(value) => {
            let power = BigInt::from(10).pow(value.scale().unsigned_abs());
            low_bits(&if value.scale() >= 0 { value.unscaled() / power } else { value.unscaled() * power })
        }
        _ => 0,
    }
}

/// `Number.intValue`
#[expect(clippy::cast_possible_truncation, reason = "Java saturates a double and cuts a long in the same way")]
pub(super) fn to_int(value: &Value<'_>) -> i32 {
    match value {
        Value::Double(value) => *value as i32,
        _ => to_long(value) as i32,
    }
}

fn low_bits(value: &BigInt) -> i64 {
    let low = value.magnitude().iter_u64_digits().next().unwrap_or_default().cast_signed();
    if value.sign() == Sign::Minus { low.wrapping_neg() } else { low }
}

/// An arithmetic operation. `None` where Velocity has no value: an operand is no number, or a division by zero.
pub(super) fn calculate<'t>(operator: Operator, left: &Value<'t>, right: &Value<'t>) -> Result<Option<Value<'t>>, Failure> {
    let Some(operands) = operands(left, right)? else { return Ok(None) };
    let divides = matches!(operator, Operator::Divide | Operator::Modulo);
    if divides && is_zero(right) {
        return Ok(None);
    }
    let wide = matches!(left, Value::Long(_)) || matches!(right, Value::Long(_));
    Ok(Some(match operands {
        Operands::Long(left, right) => {
            let exact = match operator {
                Operator::Add => left.checked_add(right),
                Operator::Subtract => left.checked_sub(right),
                Operator::Multiply => left.checked_mul(right),
                Operator::Divide => Some(left.wrapping_div(right)),
                _ => Some(left.wrapping_rem(right)),
            };
            match exact {
                Some(result) if wide => Value::Long(result),
                Some(result) => i32::try_from(result).map_or(Value::Long(result), Value::Integer),
                None => big(big_operation(operator, &left.into(), &right.into())?)?,
            }
        }
        Operands::Double(left, right) => Value::Double(match operator {
            Operator::Add => left + right,
            Operator::Subtract => left - right,
            Operator::Multiply => left * right,
            Operator::Divide => left / right,
            _ => left % right,
        }),
        Operands::Big(left, right) => big(big_operation(operator, &left, &right)?)?,
        Operands::Decimal(left, right) => decimal(operator, &left, &right)?,
    }))
}

fn is_zero(value: &Value<'_>) -> bool {
    match value {
        Value::BigInteger(value) => value.sign() == Sign::NoSign,
        Value::Decimal(value) => value.is_zero(),
        _ => to_double(value) == 0.0,
    }
}

fn big_operation(operator: Operator, left: &BigInt, right: &BigInt) -> Result<BigInt, Failure> {
    Ok(match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply if left.bits() + right.bits() > MAX_BITS => return Err(Failure::OutOfMemory),
        Operator::Multiply => left * right,
        Operator::Divide => left / right,
        _ if right.sign() == Sign::Minus => {
            return Err(Failure::Exception("ArithmeticException: BigInteger: modulus not positive".into()));
        }
        _ => ((left % right) + right) % right,
    })
}

fn big<'t>(value: BigInt) -> Result<Value<'t>, Failure> {
    if value.bits() > MAX_BITS { Err(Failure::OutOfMemory) } else { Ok(Value::BigInteger(Rc::new(value))) }
}

fn decimal<'t>(operator: Operator, left: &Decimal, right: &Decimal) -> Result<Value<'t>, Failure> {
    let result = match operator {
        Operator::Add => left.add(right),
        Operator::Subtract => left.subtract(right),
        Operator::Multiply => left.multiply(right),
        Operator::Divide => left.divide(right).ok_or_else(|| Failure::Exception("ArithmeticException: / by zero".into()))?,
        _ => return Err(Failure::Exception("ArithmeticException: Cannot calculate the modulo of BigDecimals.".into())),
    };
    if result.unscaled().bits() > MAX_BITS || result.scale().unsigned_abs() > MAX_SCALE.unsigned_abs() {
        return Err(Failure::OutOfMemory);
    }
    Ok(Value::Decimal(Rc::new(result)))
}

/// Numbers of any two types; `None` if one is no number. NaN equals everything, as Velocity has it.
pub(super) fn compare(left: &Value<'_>, right: &Value<'_>) -> Result<Option<Ordering>, Failure> {
    Ok(operands(left, right)?.map(|operands| match operands {
        Operands::Long(left, right) => left.cmp(&right),
        Operands::Double(left, right) => left.partial_cmp(&right).unwrap_or(Ordering::Equal),
        Operands::Big(left, right) => left.cmp(&right),
        Operands::Decimal(left, right) => left.compare(&right),
    }))
}

/// `Double.toString`: at least one decimal, an exponent below 10^-3 and from 10^7 on.
#[must_use]
pub fn double_text(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let size = value.abs();
    if size == 0.0 || (1e-3..1e7).contains(&size) {
        return format!("{value:?}");
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let fraction = if digits.contains('.') { "" } else { ".0" };
    format!("{digits}{fraction}E{exponent}")
}
