//! Probabilities of counts without the loss of digits that differences of log-gammas bring.
//!
//! Source: Loader, Fast and accurate computation of binomial probabilities, 2000; R's `dbinom_raw`, `bd0` and
//! `stirlerr` compute the same.

use libm::{fabs, log, log1p};

/// `ln √(2π)`.
pub(super) const LN_SQRT_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// `ln Γ(x + 1) − ((x + ½) ln x − x + ln √(2π))` for `x > 0`: what Stirling's formula leaves out.
///
/// The asymptotic series (DLMF 5.11.1) from 16 on, reached by the recurrence; absolute error about 1e-15.
pub(super) fn stirling_error(x: f64) -> f64 {
    const SERIES_FROM: f64 = 16.0;
    let mut shifted = x;
    let mut sum = 0.0;
    while shifted < SERIES_FROM {
        sum += (shifted + 0.5) * log1p(1.0 / shifted) - 1.0;
        shifted += 1.0;
    }
    let square = 1.0 / (shifted * shifted);
    let inner = 1.0 / 1_680.0 - square * (1.0 / 1_188.0 - square * (691.0 / 360_360.0));
    let series = 1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1_260.0 - square * inner));
    sum + series / shifted
}

/// `x ln(x / mean) + mean − x` for positive arguments: half the deviance of a Poisson count, never negative.
pub(super) fn half_deviance(x: f64, mean: f64) -> f64 {
    half_deviance_of(x, mean, x - mean)
}

/// As [`half_deviance`], with `difference` = x − mean given with more digits than the subtraction would leave.
pub(super) fn half_deviance_of(x: f64, mean: f64, difference: f64) -> f64 {
    if fabs(difference) >= 0.1 * (x + mean) {
        return x * log(x / mean) - difference;
    }
    let ratio = difference / (x + mean);
    let mut sum = difference * ratio;
    let mut term = 2.0 * x * ratio;
    for odd in (3..2_000).step_by(2) {
        term *= ratio * ratio;
        let next = sum + term / f64::from(odd);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// Logarithm of the binomial probability of `successes` among `trials`, with the two probabilities given apart so
/// that neither is a difference. Both lie strictly between 0 and 1, and `successes` ≤ `trials`.
pub(super) fn ln_binomial(successes: f64, trials: f64, success: f64, failure: f64) -> f64 {
    let failures = trials - successes;
    if trials == 0.0 {
        return 0.0;
    }
    if successes == 0.0 {
        return trials * ln_complement(failure, success);
    }
    if failures == 0.0 {
        return trials * ln_complement(success, failure);
    }
    let correction = stirling_error(trials) - stirling_error(successes) - stirling_error(failures);
    let deviance = half_deviance(successes, trials * success) + half_deviance(failures, trials * failure);
    correction - deviance - LN_SQRT_TWO_PI - 0.5 * (log(successes) + log1p(-successes / trials))
}

/// `ln probability`, from whichever of it and its complement is smaller.
fn ln_complement(probability: f64, complement: f64) -> f64 {
    if complement < 0.5 { log1p(-complement) } else { log(probability) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy 1.17.1, `stats.binom.logpmf`.
    #[test]
    fn binomial_probabilities_agree_with_scipy() {
        let cases = [
            (3.0, 10.0, 0.25, -1.385_165_847_740_091_2),
            (0.0, 50.0, 1e-9, -5.000_000_002_500_001e-8),
            (7.0, 7.0, 0.5, -4.852_030_263_919_617),
        ];
        for (successes, trials, p, expected) in cases {
            let found = ln_binomial(successes, trials, p, 1.0 - p);
            assert!((found - expected).abs() <= 1e-13 * expected.abs(), "{successes} of {trials}: {found}");
        }
    }

    #[test]
    fn stirlings_error_makes_the_factorial_exact() {
        for (n, factorial) in [(1.0, 1.0), (2.0, 2.0), (5.0, 120.0), (20.0, 2_432_902_008_176_640_000.0)] {
            let ln = (n + 0.5) * log(n) - n + LN_SQRT_TWO_PI + stirling_error(n);
            assert!((ln - log(factorial)).abs() < 1e-13, "{n}: {ln}");
        }
    }

    #[test]
    fn the_deviance_is_the_same_by_series_and_by_logarithm() {
        for x in [0.83_f64, 0.9, 1.0, 1.1, 1.21] {
            let direct = x * log(x) + 1.0 - x;
            assert!((half_deviance(x, 1.0) - direct).abs() < 1e-15, "{x}");
        }
    }
}
