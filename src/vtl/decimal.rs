//! `java.math.BigDecimal`, as far as templates reach it: big JSON fractions, and big integers next to doubles.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::{BigInt, Sign};

/// Digits beyond which a number is refused.
pub(super) const MAX_SCALE: i32 = 10_000;

/// `unscaled × 10^-scale`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    unscaled: BigInt,
    scale: i32,
}

impl Decimal {
    pub(super) fn new(unscaled: BigInt, scale: i32) -> Self {
        Self { unscaled, scale }
    }

    pub(super) fn unscaled(&self) -> &BigInt {
        &self.unscaled
    }

    pub(super) fn scale(&self) -> i32 {
        self.scale
    }

    /// Reads `-12.5e3`. `None` if it is no such number or has too many digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (number, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let unscaled = BigInt::parse_bytes(format!("{whole}{fraction}").as_bytes(), 10)?;
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        (scale.unsigned_abs() <= MAX_SCALE.unsigned_abs()).then_some(Self { unscaled, scale })
    }

    /// Exactly what a double is; `None` for infinities and NaN.
    pub(super) fn from_double(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let bits = value.to_bits();
        let exponent_bits = i32::try_from((bits >> 52) & 0x7ff).ok()?;
        let fraction = bits & ((1 << 52) - 1);
        let mut significand = if exponent_bits == 0 { fraction << 1 } else { fraction | (1 << 52) };
        if significand == 0 {
            return Some(Self::new(BigInt::ZERO, 0));
        }
        let shift = significand.trailing_zeros();
        significand >>= shift;
        let exponent = exponent_bits - 1075 + i32::try_from(shift).ok()?;
        let mut unscaled = BigInt::from(significand);
        if value < 0.0 {
            unscaled = -unscaled;
        }
        let power = exponent.unsigned_abs();
        Some(if exponent < 0 {
            Self::new(unscaled * BigInt::from(5).pow(power), -exponent)
        } else {
            Self::new(unscaled << power, 0)
        })
    }

    pub(super) fn to_double(&self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// Both with the larger of the two scales.
    fn aligned(&self, other: &Self) -> (BigInt, BigInt, i32) {
        let scale = self.scale.max(other.scale);
        let widen = |decimal: &Self| &decimal.unscaled * power_of_ten(scale.abs_diff(decimal.scale));
        (widen(self), widen(other), scale)
    }

    pub(super) fn add(&self, other: &Self) -> Self {
        let (left, right, scale) = self.aligned(other);
        Self::new(left + right, scale)
    }

    pub(super) fn subtract(&self, other: &Self) -> Self {
        let (left, right, scale) = self.aligned(other);
        Self::new(left - right, scale)
    }

    pub(super) fn multiply(&self, other: &Self) -> Self {
        Self::new(&self.unscaled * &other.unscaled, self.scale.saturating_add(other.scale))
    }

    /// With the scale of `self`, halves rounded toward zero. `None` for division by zero.
    pub(super) fn divide(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let power = power_of_ten(other.scale.unsigned_abs());
        let (numerator, denominator) = if other.scale >= 0 {
            (&self.unscaled * power, other.unscaled.clone())
        } else {
            (self.unscaled.clone(), &other.unscaled * power)
        };
        let mut quotient = &numerator / &denominator;
        let remainder = &numerator % &denominator;
        if (remainder.magnitude() * 2_u32) > *denominator.magnitude() {
            quotient += if numerator.sign() == denominator.sign() { 1 } else { -1 };
        }
        Some(Self::new(quotient, self.scale))
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let (left, right, _) = self.aligned(other);
        left.cmp(&right)
    }

    /// With that many decimals, halves rounded away from zero, never with an exponent.
    pub(super) fn to_fixed(&self, decimals: u32) -> String {
        let wanted = i64::from(decimals);
        let shift = u32::try_from((wanted - i64::from(self.scale)).unsigned_abs()).unwrap_or(0);
        let magnitude = BigInt::from(self.unscaled.magnitude().clone());
        let rounded = if wanted >= i64::from(self.scale) {
            magnitude * power_of_ten(shift)
        } else {
            let divisor = power_of_ten(shift);
            (magnitude * 2 + &divisor) / (divisor * 2)
        };
        let width = decimals as usize + 1;
        let digits = format!("{:0>width$}", rounded.to_string());
        let sign = if self.unscaled.sign() == Sign::Minus { "-" } else { "" };
        let (whole, fraction) = digits.split_at(digits.len() - decimals as usize);
        if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.unscaled.sign() == Sign::NoSign
    }
}

fn power_of_ten(power: u32) -> BigInt {
    BigInt::from(10).pow(power)
}

impl fmt::Display for Decimal {
    /// As `BigDecimal.toString` prints it.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.unscaled.magnitude().to_string();
        if self.unscaled.sign() == Sign::Minus {
            out.write_str("-")?;
        }
        let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
        let exponent = length - 1 - i64::from(self.scale);
        if self.scale >= 0 && exponent >= -6 {
            let scale = self.scale.unsigned_abs() as usize;
            return match digits.len().checked_sub(scale) {
                _ if scale == 0 => out.write_str(&digits),
                Some(whole) if whole > 0 => write!(out, "{}.{}", &digits[..whole], &digits[whole..]),
                _ => write!(out, "0.{digits:0>scale$}"),
            };
        }
        out.write_str(&digits[..1])?;
        if digits.len() > 1 {
            write!(out, ".{}", &digits[1..])?;
        }
        if exponent == 0 { Ok(()) } else { write!(out, "E{exponent:+}") }
    }
}
