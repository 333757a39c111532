//! Java's `equals` and `hashCode`.

use num_bigint::Sign;

use super::error::Failure;
use super::heap::{Heap, MAX_VALUE_DEPTH, Object};
use super::value::{Value, View};

/// Java's `equals`: the classes must agree, 1 and 1.0 differ.
pub(super) fn equals<'t>(heap: &mut Heap<'t>, left: &Value<'t>, right: &Value<'t>, depth: usize) -> Result<bool, Failure> {
    if depth > MAX_VALUE_DEPTH {
        return Err(Failure::TooDeep);
    }
    heap.spend(1)?;
    Ok(match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Boolean(left), Value::Boolean(right)) => left == right,
        (Value::Integer(left), Value::Integer(right)) => left == right,
        (Value::Long(left), Value::Long(right)) => left == right,
        (Value::BigInteger(left), Value::BigInteger(right)) => left == right,
        (Value::Double(left), Value::Double(right)) => left.to_bits() == right.to_bits(),
        (Value::Decimal(left), Value::Decimal(right)) => left == right,
        (Value::Character(left), Value::Character(right)) => left == right,
        (Value::String(left), Value::String(right)) => **left == **right,
        (Value::Class(left), Value::Class(right)) => left == right,
        (Value::View(left, View::Values), Value::View(right, View::Values)) => left == right,
        (Value::Map(left), Value::Map(right)) => {
            if left == right {
                return Ok(true);
            }
            let entries = heap.map_at(*left).entries.clone();
            if entries.len() != heap.map_at(*right).entries.len() {
                return Ok(false);
            }
            for (key, value) in &entries {
                let Some(position) = heap.find(*right, key)? else { return Ok(false) };
                let other = heap.map_at(*right).entries[position].1.clone();
                if !equals(heap, value, &other, depth + 1)? {
                    return Ok(false);
                }
            }
            true
        }
        (Value::View(left, left_view), Value::View(right, right_view)) => {
            let (left, right) = (heap.view_items(*left, *left_view)?, heap.view_items(*right, *right_view)?);
            left.len() == right.len() && contains_all(heap, &left, &right, depth)?
        }
        (Value::Object(left), Value::Object(right)) if left == right => true,
        (Value::Object(left), Value::Object(right)) => {
            if let (Some((left_key, left_value)), Some((right_key, right_value))) = (heap.entry(*left)?, heap.entry(*right)?) {
                return Ok(equals(heap, &left_key, &right_key, depth + 1)? && equals(heap, &left_value, &right_value, depth + 1)?);
            }
            lists_equal(heap, &Value::Object(*left), &Value::Object(*right), depth)?
        }
        (Value::List(left), Value::List(right)) if left == right => true,
        (Value::List(_), Value::List(_) | Value::Object(_)) | (Value::Object(_), Value::List(_)) => {
            lists_equal(heap, left, right, depth)?
        }
        _ => false,
    })
}

fn lists_equal<'t>(heap: &mut Heap<'t>, left: &Value<'t>, right: &Value<'t>, depth: usize) -> Result<bool, Failure> {
    let (Some(left), Some(right)) = (list_items(heap, left), list_items(heap, right)) else { return Ok(false) };
    if left.len() != right.len() {
        return Ok(false);
    }
    for (left, right) in left.iter().zip(&right) {
        if !equals(heap, left, right, depth + 1)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn contains_all<'t>(heap: &mut Heap<'t>, all: &[Value<'t>], some: &[Value<'t>], depth: usize) -> Result<bool, Failure> {
    for wanted in some {
        let mut found = false;
        for item in all {
            found = found || equals(heap, item, wanted, depth + 1)?;
        }
        if !found {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The items of a list or of a part of one.
fn list_items<'t>(heap: &Heap<'t>, value: &Value<'t>) -> Option<Vec<Value<'t>>> {
    match value {
        Value::List(id) => Some(heap.items(*id).to_vec()),
        Value::Object(id) => match heap.at(*id) {
            Object::Sublist(part) => heap.items(part.list).get(part.offset..part.offset + part.length).map(<[Value<'t>]>::to_vec),
            _ => None,
        },
        _ => None,
    }
}

/// Java's `hashCode`.
pub(super) fn hash_code<'t>(heap: &mut Heap<'t>, value: &Value<'t>, depth: usize) -> Result<i32, Failure> {
    if depth > MAX_VALUE_DEPTH {
        return Err(Failure::TooDeep);
    }
    heap.spend(1)?;
    Ok(match value {
        Value::Null => 0,
        Value::Boolean(value) => {
            if *value {
                1231
            } else {
                1237
            }
        }
        Value::Integer(value) => *value,
        Value::Long(value) => fold(value.cast_unsigned()),
        Value::Double(value) => fold(value.to_bits()),
        Value::BigInteger(value) => big_hash(value),
        Value::Decimal(value) => big_hash(value.unscaled()).wrapping_mul(31).wrapping_add(value.scale()),
        Value::Character(unit) => i32::from(*unit),
        Value::String(text) => text_hash(text),
        Value::List(_) | Value::Object(_) => {
            if let Value::Object(id) = value
                && let Some((key, value)) = heap.entry(*id)?
            {
                return Ok(hash_code(heap, &key, depth + 1)? ^ hash_code(heap, &value, depth + 1)?);
            }
            let mut hash = 1_i32;
            for item in list_items(heap, value).unwrap_or_default() {
                hash = hash.wrapping_mul(31).wrapping_add(hash_code(heap, &item, depth + 1)?);
            }
            hash
        }
        Value::Map(id) => {
            let mut hash = 0_i32;
            for (key, value) in heap.map_at(*id).entries.clone() {
                hash = hash.wrapping_add(hash_code(heap, &key, depth + 1)? ^ hash_code(heap, &value, depth + 1)?);
            }
            hash
        }
        Value::View(id, view) => {
            let mut hash = 0_i32;
            for item in heap.view_items(*id, *view)? {
                hash = hash.wrapping_add(hash_code(heap, &item, depth + 1)?);
            }
            hash
        }
        Value::Class(name) => text_hash(name),
        Value::Host(host) => text_hash(host.class_name()),
    })
}

/// `String.hashCode`, over UTF-16 units.
pub(super) fn text_hash(text: &str) -> i32 {
    text.encode_utf16().fold(0, |hash, unit| hash.wrapping_mul(31).wrapping_add(i32::from(unit)))
}

fn fold(bits: u64) -> i32 {
    let [low, high] = [bits & 0xffff_ffff, bits >> 32].map(|half| u32::try_from(half).unwrap_or(u32::MAX));
    (low ^ high).cast_signed()
}

fn big_hash(value: &num_bigint::BigInt) -> i32 {
    let hash = value
        .magnitude()
        .iter_u32_digits()
        .rev()
        .fold(0_i32, |hash, digit| hash.wrapping_mul(31).wrapping_add(digit.cast_signed()));
    if value.sign() == Sign::Minus { hash.wrapping_neg() } else { hash }
}
