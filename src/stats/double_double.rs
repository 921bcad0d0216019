//! Arithmetic with twice the digits: a number as the unevaluated sum of two.
//!
//! Source: Dekker, Numer Math 1971;18:224; Ogita, Rump & Oishi, SIAM J Sci Comput 2005;26:1955 (products by fused
//! multiply-add). Relative error about 2⁻¹⁰⁴.

use std::ops::{Add, Div, Mul, Neg, Sub};

use libm::{fabs, rint};

/// A number as the unevaluated sum of two `f64`, the second at most half a last digit of the first: about 32 digits.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct DoubleDouble {
    /// The nearest `f64`.
    pub(super) high: f64,
    low: f64,
}

impl DoubleDouble {
    /// Zero.
    pub const ZERO: Self = Self { high: 0.0, low: 0.0 };

    /// The number itself.
    pub const fn new(value: f64) -> Self {
        Self { high: value, low: 0.0 }
    }

    /// The decimal of at most 15 digits to which `value` is the nearest `f64`, where there is one; else the number itself.
    ///
    /// Every decimal of so few digits has an `f64` of its own, so a value that was written as one is recovered.
    pub fn of_decimal(value: f64) -> Self {
        const MOST_DIGITS: f64 = 1e15;
        // Of the powers of ten that are `f64` themselves.
        const LARGEST_POWER: f64 = 1e22;
        let mut power = 1.0;
        while fabs(value) * power < MOST_DIGITS && power <= LARGEST_POWER {
            let digits = rint(value * power);
            if digits / power == value {
                return Self::new(digits) / Self::new(power);
            }
            power *= 10.0;
        }
        Self::new(value)
    }

    /// The product of two numbers, exactly.
    pub fn product(a: f64, b: f64) -> Self {
        let high = a * b;
        Self { high, low: a.mul_add(b, -high) }
    }

    /// The square root; zero of zero.
    #[must_use]
    pub fn sqrt(self) -> Self {
        let root = libm::sqrt(self.high);
        if root == 0.0 {
            return Self::ZERO;
        }
        let rest = self - Self::product(root, root);
        quick_sum(root, rest.high / (2.0 * root))
    }

    /// The nearest `f64`.
    pub fn value(self) -> f64 {
        self.high + self.low
    }
}

/// The sum of two numbers, exactly.
fn exact_sum(a: f64, b: f64) -> DoubleDouble {
    let high = a + b;
    let part = high - a;
    DoubleDouble { high, low: (a - (high - part)) + (b - part) }
}

/// The same where `a` is the larger.
fn quick_sum(a: f64, b: f64) -> DoubleDouble {
    let high = a + b;
    DoubleDouble { high, low: b - (high - a) }
}

impl Add for DoubleDouble {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let highs = exact_sum(self.high, other.high);
        let lows = exact_sum(self.low, other.low);
        let sum = quick_sum(highs.high, highs.low + lows.high);
        quick_sum(sum.high, sum.low + lows.low)
    }
}

impl Neg for DoubleDouble {
    type Output = Self;

    fn neg(self) -> Self {
        Self { high: -self.high, low: -self.low }
    }
}

impl Sub for DoubleDouble {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for DoubleDouble {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let product = Self::product(self.high, other.high);
        quick_sum(product.high, product.low + (self.high * other.low + self.low * other.high))
    }
}

impl Div for DoubleDouble {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self - other * Self::new(first);
        let second = rest.high / other.high;
        let rest = rest - other * Self::new(second);
        quick_sum(first, second) + Self::new(rest.high / other.high)
    }
}

impl std::iter::Sum for DoubleDouble {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_and_a_root_have_twice_the_digits() {
        let third = DoubleDouble::new(1.0) / DoubleDouble::new(3.0);
        let rest = third * DoubleDouble::new(3.0) - DoubleDouble::new(1.0);
        assert!(rest.value().abs() < 1e-31);
        let root = DoubleDouble::new(2.0).sqrt();
        assert!((root * root - DoubleDouble::new(2.0)).value().abs() < 1e-31);
        let lost = DoubleDouble::new(1e17) + DoubleDouble::new(1.0) - DoubleDouble::new(1e17);
        assert_eq!(lost.value(), 1.0);
        // Half a last digit more than 1 is no number, and 1 the even one of those beside it.
        assert_eq!((DoubleDouble::new(1.0) + DoubleDouble::new(0.5 * f64::EPSILON)).value(), 1.0);
    }

    #[test]
    fn a_small_decimal_keeps_all_of_its_digits_up_to_22_places() {
        for (value, digits, power) in
            [(0.012_345_678_901_234_5, 123_456_789_012_345.0, 1e16), (1.5e-21, 15.0, 1e22)]
        {
            let away = DoubleDouble::of_decimal(value) * DoubleDouble::new(power) - DoubleDouble::new(digits);
            assert!(away.value().abs() < 1e-30 * digits, "{value}");
        }
        assert_eq!(DoubleDouble::of_decimal(1.5e-22), DoubleDouble::new(1.5e-22));
    }

    #[test]
    fn a_decimal_is_read_as_it_was_written_and_other_numbers_as_they_are() {
        let tenth = DoubleDouble::of_decimal(0.1) * DoubleDouble::new(10.0) - DoubleDouble::new(1.0);
        assert!(tenth.value().abs() < 1e-31, "{tenth:?}");
        for value in [1.0 / 3.0, std::f64::consts::PI, 1e300, -5e-324, 0.0, f64::INFINITY] {
            assert_eq!(DoubleDouble::of_decimal(value), DoubleDouble::new(value));
        }
    }
}
