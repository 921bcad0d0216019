//! Tails of the largest distance between an empirical and a true distribution function.

use libm::{exp, lgamma, log, pow, sqrt};
use nalgebra::DMatrix;

/// `P(D⁺ ≥ d)` of `n` values: Smirnov's sum, all of whose terms are positive.
///
/// Source: Birnbaum & Tingey, Ann Math Stat 1951;22:592.
pub(super) fn one_sided(n: u64, d: f64) -> f64 {
    if d <= 0.0 {
        return 1.0;
    }
    if d >= 1.0 {
        return 0.0;
    }
    let size = n as f64;
    let ln_choose = |k: f64| lgamma(size + 1.0) - lgamma(k + 1.0) - lgamma(size - k + 1.0);
    let term = |k: u64| {
        let k = k as f64;
        let (above, below) = (1.0 - d - k / size, d + k / size);
        if above > 0.0 { exp(ln_choose(k) + (size - k) * log(above) + (k - 1.0) * log(below)) } else { 0.0 }
    };
    (d * (0..=(size * (1.0 - d)) as u64).map(term).sum::<f64>()).min(1.0)
}

/// `P(D ≥ d)` of `n` values.
///
/// One less the central element of a power of a matrix (Marsaglia, Tsang & Wang, J Stat Softw 2003;8:18); far out,
/// where that would leave few digits, twice the one-sided tail, of which the part counted double is smaller than
/// `exp(−6nd²)` (Simard & L'Ecuyer, J Stat Softw 2011;39:11).
pub(super) fn two_sided(n: u64, d: f64) -> f64 {
    const FAR: f64 = 5.0;
    if d <= 0.0 {
        return 1.0;
    }
    if d >= 0.5 || n as f64 * d * d > FAR {
        return (2.0 * one_sided(n, d)).min(1.0);
    }
    (1.0 - within(n, d)).clamp(0.0, 1.0)
}

fn within(n: u64, d: f64) -> f64 {
    let size = n as f64;
    let above = (size * d).floor() + 1.0;
    let (middle, part) = (above as usize - 1, above - size * d);
    let matrix = transitions(2 * middle + 1, part);
    let (power, exponent) = scaled_power(&matrix, n, middle);
    let mut share = power.get((middle, middle)).copied().unwrap_or(0.0);
    let mut exponent = exponent;
    for i in 1..=n {
        share *= i as f64 / size;
        if share < SMALL {
            share *= LARGE;
            exponent -= DIGITS;
        }
    }
    share * pow(10.0, exponent)
}

const DIGITS: f64 = 140.0;
const LARGE: f64 = 1e140;
const SMALL: f64 = 1e-140;

fn transitions(width: usize, part: f64) -> DMatrix<f64> {
    let last = width - 1;
    DMatrix::from_fn(width, width, |row, column| {
        let mut entry = if row + 1 >= column { 1.0 } else { 0.0 };
        if column == 0 {
            entry -= pow(part, row as f64 + 1.0);
        }
        if row == last {
            entry -= pow(part, (width - column) as f64);
        }
        if row == last && column == 0 && 2.0 * part > 1.0 {
            entry += pow(2.0 * part - 1.0, width as f64);
        }
        (1..=(row + 1).saturating_sub(column)).fold(entry, |entry, divisor| entry / divisor as f64)
    })
}

/// The power of a matrix as one whose central element is not too large, and a power of ten.
fn scaled_power(matrix: &DMatrix<f64>, n: u64, middle: usize) -> (DMatrix<f64>, f64) {
    if n <= 1 {
        return (matrix.clone(), 0.0);
    }
    let (half, exponent) = scaled_power(matrix, n / 2, middle);
    let mut power = &half * &half;
    if n % 2 == 1 {
        power = matrix * power;
    }
    let mut exponent = 2.0 * exponent;
    if power.get((middle, middle)).is_some_and(|&centre| centre > LARGE) {
        power *= SMALL;
        exponent += DIGITS;
    }
    (power, exponent)
}

/// Kolmogorov's limit of `P(√n D ≥ x)`: `2 Σ (−1)^(k − 1) exp(−2k²x²)`, and for small `x` one less its other form,
/// `√(2π)/x Σ exp(−(2k − 1)²π²/8x²)`.
pub(super) fn limit(x: f64) -> f64 {
    const FORMS_MEET: f64 = 1.0;
    const TERMS: i32 = 12;
    if x <= 0.0 {
        return 1.0;
    }
    if x < FORMS_MEET {
        let step = std::f64::consts::PI / x;
        let term = |k: i32| exp(-f64::from((2 * k - 1) * (2 * k - 1)) * step * step / 8.0);
        let sum: f64 = (1..=TERMS).rev().map(term).sum();
        return (1.0 - sqrt(2.0 * std::f64::consts::PI) / x * sum).clamp(0.0, 1.0);
    }
    let term = |k: i32| {
        let size = exp(-2.0 * f64::from(k * k) * x * x);
        if k % 2 == 1 { size } else { -size }
    };
    2.0 * (1..=TERMS).rev().map(term).sum::<f64>()
}
