//! The probability that a statistic is as far out, and two-sided tests of counts.

use libm::{fabs, log1p};

use super::distribution::{Binomial, Poisson};
use super::{Alternative, Hypergeometric, Normal};

/// The p-value of a standard normal statistic.
pub(super) fn normal_p_value(statistic: f64, alternative: Alternative) -> f64 {
    match alternative {
        Alternative::TwoSided => (2.0 * Normal.sf(fabs(statistic))).min(1.0),
        Alternative::Less => Normal.cdf(statistic),
        Alternative::Greater => Normal.sf(statistic),
    }
}

/// A distribution of counts whose probabilities rise to a mode and fall from it.
pub(super) trait Unimodal {
    /// The smallest possible count.
    fn lowest(&self) -> u64;
    /// The largest possible count.
    fn highest(&self) -> u64;
    /// A most likely count.
    fn mode(&self) -> u64;
    /// `ln P(X = k)`.
    fn ln_pmf(&self, k: u64) -> f64;
    /// P(X ≤ `k`).
    fn at_most(&self, k: u64) -> f64;
    /// P(X ≥ `k`).
    fn at_least(&self, k: u64) -> f64;

    /// Exact p-value of an observed count. Two-sided is the sum over all counts that are no more probable than it, with
    /// the relative tolerance of 1e-7 that R allows.
    fn exact_p_value(&self, observed: u64, alternative: Alternative) -> f64 {
        let p_value = match alternative {
            Alternative::TwoSided => self.no_more_probable(observed),
            Alternative::Less => self.at_most(observed),
            Alternative::Greater => self.at_least(observed),
        };
        p_value.min(1.0)
    }

    /// P(counts no more probable than `observed`): on either side of the mode the improbable ones are a tail.
    fn no_more_probable(&self, observed: u64) -> f64 {
        let limit = self.ln_pmf(observed) + log1p(1e-7);
        let is_improbable = |k: u64| self.ln_pmf(k) <= limit;
        let (lowest, highest) = (self.lowest(), self.highest());
        let mode = self.mode().clamp(lowest, highest);
        if is_improbable(mode) {
            return 1.0;
        }
        // Steps to the nearest improbable count on either side.
        let below = first_where(mode - lowest, |steps| is_improbable(mode - steps));
        let above = first_where(highest - mode, |steps| is_improbable(mode + steps));
        below.map_or(0.0, |steps| self.at_most(mode - steps))
            + above.map_or(0.0, |steps| self.at_least(mode + steps))
    }
}

/// The first of `1..=most` that fits, where all after it fit too.
fn first_where(most: u64, fits: impl Fn(u64) -> bool) -> Option<u64> {
    let mut high = 1;
    while high < most && !fits(high) {
        high = high.saturating_mul(2).min(most);
    }
    if most == 0 || !fits(high) {
        return None;
    }
    let mut low = high / 2;
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if fits(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

impl Unimodal for Hypergeometric {
    fn lowest(&self) -> u64 {
        Self::lowest(*self)
    }

    fn highest(&self) -> u64 {
        Self::highest(*self)
    }

    fn mode(&self) -> u64 {
        Self::mode(*self)
    }

    fn ln_pmf(&self, k: u64) -> f64 {
        Self::ln_pmf(*self, k)
    }

    fn at_most(&self, k: u64) -> f64 {
        Self::at_most(*self, k)
    }

    fn at_least(&self, k: u64) -> f64 {
        Self::at_least(*self, k)
    }
}

impl Unimodal for Binomial {
    fn lowest(&self) -> u64 {
        0
    }

    fn highest(&self) -> u64 {
        self.trials()
    }

    fn mode(&self) -> u64 {
        ((self.trials() + 1) as f64 * self.success()) as u64
    }

    fn ln_pmf(&self, k: u64) -> f64 {
        Self::ln_pmf(*self, k)
    }

    fn at_most(&self, k: u64) -> f64 {
        self.cdf(k)
    }

    fn at_least(&self, k: u64) -> f64 {
        Self::at_least(*self, k)
    }
}

impl Unimodal for Poisson {
    fn lowest(&self) -> u64 {
        0
    }

    fn highest(&self) -> u64 {
        u64::MAX
    }

    fn mode(&self) -> u64 {
        self.mean() as u64
    }

    fn ln_pmf(&self, k: u64) -> f64 {
        Self::ln_pmf(*self, k)
    }

    fn at_most(&self, k: u64) -> f64 {
        self.cdf(k)
    }

    fn at_least(&self, k: u64) -> f64 {
        Self::at_least(*self, k)
    }
}

/// `1 + r₁ + r₁r₂ + …`, to the last digit that counts, and the sum of each term times its number.
pub(super) fn one_and_products(ratios: impl Iterator<Item = f64>) -> (f64, f64) {
    let (mut sum, mut weighted, mut term, mut number) = (1.0, 0.0, 1.0, 0.0);
    for ratio in ratios {
        term *= ratio;
        number += 1.0;
        sum += term;
        weighted += number * term;
        if ratio < 1.0 && term * number < sum * f64::EPSILON * 1e-3 {
            break;
        }
    }
    (sum, weighted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_fits_is_found_wherever_it_is() {
        for most in 0..20 {
            for first in 1..25 {
                let expected = (first <= most).then_some(first);
                assert_eq!(first_where(most, |step| step >= first), expected, "{first} of {most}");
            }
        }
    }

    /// Of a constant ratio r the sums are 1 / (1 − r) and r / (1 − r)².
    #[test]
    fn slowly_falling_terms_are_added_to_the_last_digit() {
        let (sum, weighted) = one_and_products(std::iter::repeat_n(1_023.0 / 1_024.0, 100_000));
        assert!((sum / 1_024.0 - 1.0).abs() < 1e-12, "{sum}");
        assert!((weighted / (1_023.0 * 1_024.0) - 1.0).abs() < 1e-12, "{weighted}");
    }
}
