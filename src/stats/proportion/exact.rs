//! The exact binomial test.

use super::Proportion;
use crate::domain::{Finite, Interval};
use crate::stats::distribution::{Beta, Binomial};
use crate::stats::tail::Unimodal;
use crate::stats::{Alternative, Confidence, Limits, TestOptions, Undefined};

/// The result of an exact binomial test, in the words of `binom.test` of R.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BinomialTest {
    /// Number of successes.
    pub statistic: u32,
    /// Exact, by the alternative; two-sided sums all counts that are no more probable than the one observed.
    pub p_value: f64,
    /// The share of successes.
    pub estimate: f64,
    /// Clopper and Pearson's interval; after a one-sided test from 0 or to 1.
    pub conf_int: Limits,
}

impl Proportion {
    /// Exact test of the probability of success against `options.null_value`.
    ///
    /// Assumes independent people. Source: Clopper & Pearson, Biometrika 1934;26:404; equals `binom.test` of R, whose
    /// two-sided rule allows a relative tolerance of 1e-7.
    ///
    /// # Errors
    /// [`Undefined::BadOption`] unless the null value lies from 0 to 1.
    pub fn binomial_test(self, options: TestOptions) -> Result<BinomialTest, Undefined> {
        let null = Binomial::new(u64::from(self.n), options.null_value).ok_or(Undefined::BadOption)?;
        let p_value = null.exact_p_value(u64::from(self.successes), options.alternative);
        let conf_int = self.exact_limits(options.alternative, options.confidence);
        Ok(BinomialTest { statistic: self.successes, p_value, estimate: self.estimate(), conf_int })
    }

    /// Clopper and Pearson's limits on the side or sides of the alternative, the others at 0 and 1.
    pub(in crate::stats) fn exact_limits(self, alternative: Alternative, confidence: Confidence) -> Limits {
        let outside = 1.0 - confidence.level();
        let (low, high) = match alternative {
            Alternative::TwoSided => {
                (self.exact_lower_limit(0.5 * outside), self.exact_upper_limit(0.5 * outside))
            }
            Alternative::Less => (Some(0.0), self.exact_upper_limit(outside)),
            Alternative::Greater => (self.exact_lower_limit(outside), Some(1.0)),
        };
        Limits { low: low.and_then(Finite::new), high: high.and_then(Finite::new) }
    }

    /// The probability under which as many successes or more have probability `tail`.
    pub(super) fn exact_lower_limit(self, tail: f64) -> Option<f64> {
        let (successes, failures) = (f64::from(self.successes), f64::from(self.n - self.successes));
        if self.successes == 0 { Some(0.0) } else { Beta::new(successes, failures + 1.0)?.quantile(tail) }
    }

    /// The probability under which as many successes or fewer have probability `tail`.
    pub(super) fn exact_upper_limit(self, tail: f64) -> Option<f64> {
        let (successes, failures) = (f64::from(self.successes), f64::from(self.n - self.successes));
        if self.successes == self.n {
            Some(1.0)
        } else {
            Beta::new(successes + 1.0, failures)?.upper_quantile(tail)
        }
    }

    /// Equal-tailed quantiles of the posterior under Jeffreys' prior.
    pub(super) fn jeffreys(self, confidence: Confidence) -> Option<Interval> {
        let (successes, failures) = (f64::from(self.successes), f64::from(self.n - self.successes));
        let (beta, tail) = (Beta::new(successes + 0.5, failures + 0.5)?, 0.5 * (1.0 - confidence.level()));
        let low = if self.successes == 0 { 0.0 } else { beta.quantile(tail)? };
        let high = if self.successes == self.n { 1.0 } else { beta.upper_quantile(tail)? };
        Interval::new(low, high)
    }
}
