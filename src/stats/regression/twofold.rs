//! Arithmetic with twice the digits: a number as the unevaluated sum of two.
//!
//! Source: Dekker, Numer Math 1971;18:224; Ogita, Rump & Oishi, SIAM J Sci Comput 2005;26:1955 (products by fused
//! multiply-add). Relative error about 2⁻¹⁰⁴.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// `high + low`, where `low` is at most half a last digit of `high`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Twofold {
    pub high: f64,
    pub low: f64,
}

impl Twofold {
    pub(super) const ZERO: Self = Self { high: 0.0, low: 0.0 };

    pub(super) const fn new(value: f64) -> Self {
        Self { high: value, low: 0.0 }
    }

    /// The product of two numbers, exactly.
    pub(super) fn product(a: f64, b: f64) -> Self {
        let high = a * b;
        Self { high, low: a.mul_add(b, -high) }
    }

    pub(super) fn sqrt(self) -> Self {
        let root = libm::sqrt(self.high);
        if root == 0.0 {
            return Self::ZERO;
        }
        let rest = self - Self::product(root, root);
        quick_sum(root, rest.high / (2.0 * root))
    }

    pub(super) fn value(self) -> f64 {
        self.high + self.low
    }
}

/// The sum of two numbers, exactly.
fn exact_sum(a: f64, b: f64) -> Twofold {
    let high = a + b;
    let part = high - a;
    Twofold { high, low: (a - (high - part)) + (b - part) }
}

/// The same where `a` is the larger.
fn quick_sum(a: f64, b: f64) -> Twofold {
    let high = a + b;
    Twofold { high, low: b - (high - a) }
}

impl Add for Twofold {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let highs = exact_sum(self.high, other.high);
        let lows = exact_sum(self.low, other.low);
        let sum = quick_sum(highs.high, highs.low + lows.high);
        quick_sum(sum.high, sum.low + lows.low)
    }
}

impl Neg for Twofold {
    type Output = Self;

    fn neg(self) -> Self {
        Self { high: -self.high, low: -self.low }
    }
}

impl Sub for Twofold {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Twofold {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let product = Self::product(self.high, other.high);
        quick_sum(product.high, product.low + (self.high * other.low + self.low * other.high))
    }
}

impl Div for Twofold {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self - other * Self::new(first);
        let second = rest.high / other.high;
        let rest = rest - other * Self::new(second);
        quick_sum(first, second) + Self::new(rest.high / other.high)
    }
}

impl std::iter::Sum for Twofold {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_and_a_root_have_twice_the_digits() {
        let third = Twofold::new(1.0) / Twofold::new(3.0);
        let rest = third * Twofold::new(3.0) - Twofold::new(1.0);
        assert!(rest.value().abs() < 1e-31);
        let root = Twofold::new(2.0).sqrt();
        assert!((root * root - Twofold::new(2.0)).value().abs() < 1e-31);
        let lost = Twofold::new(1e17) + Twofold::new(1.0) - Twofold::new(1e17);
        assert_eq!(lost.value(), 1.0);
    }
}
