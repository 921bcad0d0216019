//! Averages over the scale of a studentised statistic.

use libm::{exp, expm1, fabs, log, sqrt};

use crate::stats::saddle::{LN_SQRT_TWO_PI, stirling_error};

/// The mean of `inner(s)` over `s = √(χ²/ν)`; at infinitely many degrees of freedom `inner(1)`.
///
/// The trapezoidal rule in `u = ln s` with density `∝ exp(ν(u − (s² − 1)/2))`, which converges exponentially fast for
/// what is smooth in `u`; all terms are positive, so nothing cancels. `start` is an `s` near where the integrand is
/// largest, and `finer` divides the step. Relative error about 1e-14 beside that of `inner`.
pub(super) fn mean_over_scale(df: f64, start: f64, finer: f64, inner: impl Fn(f64) -> f64) -> f64 {
    if df == f64::INFINITY {
        return inner(1.0);
    }
    // The error is that of the integrand's growth in the strip of width π/4 to each side in which it falls.
    let step = 0.6 / (finer * sqrt(2.0 * df + 20.0));
    let origin = log(start);
    let term = |number: f64| {
        let u = origin + number * step;
        exp(df * (u - 0.5 * expm1(2.0 * u))) * inner(exp(u))
    };
    let sum = term(0.0) + outward(|number| term(-number)) + outward(term);
    let half = 0.5 * df;
    // 2 (ν/2)^(ν/2) e^(−ν/2) / Γ(ν/2), by Stirling's formula with its error.
    let ln_constant = log(2.0) + 0.5 * log(half) - LN_SQRT_TWO_PI - stirling_error(half);
    sum * step * exp(ln_constant)
}

/// `term(1) + term(2) + …` until the terms fall and add nothing.
pub(super) fn outward(term: impl Fn(f64) -> f64) -> f64 {
    const MOST_STEPS: u32 = 100_000;
    let (mut sum, mut before) = (0.0, 0.0);
    for number in 1..MOST_STEPS {
        let here = term(f64::from(number));
        sum += here;
        if here <= 1e-17 * fabs(sum) && here <= before {
            break;
        }
        before = here;
    }
    sum
}

/// What divides the steps of the rules for the largest of `count` deviates: it lies around `√(2 ln count)`, within a share
/// `1 / (2 ln count)` of that. Up to six are as smooth as one.
pub(super) fn finer_for(count: f64) -> f64 {
    (log(count) / 1.8).max(1.0)
}
