//! One proportion, several proportions: intervals and tests.

mod exact;
mod score;
mod several;
mod trend;

use libm::sqrt;

pub use exact::BinomialTest;
pub use score::{ProportionTest, ProportionVariance};
pub use several::{ProportionsTest, proportions_test};
pub use trend::{TrendTest, trend_test};

use super::interval::wilson_interval;
use super::two_by_two::YatesCorrection;
use super::{Confidence, Undefined};
use crate::domain::Interval;

/// Successes among a number of people, of whom there is at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proportion {
    successes: u32,
    n: u32,
}

/// How the two-sided interval of a proportion is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProportionInterval {
    /// The values that the score test does not reject (Wilson, J Am Stat Assoc 1927;22:209).
    Wilson,
    /// The same with continuity correction (Newcombe, Stat Med 1998;17:857, method 4).
    WilsonWithContinuity,
    /// `p ± z √(p(1 − p)/n)`, cut to 0 and 1.
    Wald,
    /// The Wald interval after `z²/2` successes and failures more (Agresti & Coull, Am Stat 1998;52:119).
    AgrestiCoull,
    /// The values that neither one-sided exact test rejects (Clopper & Pearson, Biometrika 1934;26:404).
    ClopperPearson,
    /// Quantiles of the posterior Beta(x + ½, n − x + ½), with 0 and 1 as limits where nobody or everybody succeeds
    /// (Brown, Cai & DasGupta, Stat Sci 2001;16:101).
    Jeffreys,
}

impl Proportion {
    /// `successes` among `n`.
    ///
    /// # Errors
    /// [`Undefined::TooFewValues`] for `n` of 0, [`Undefined::BadValues`] for more successes than people.
    pub const fn new(successes: u32, n: u32) -> Result<Self, Undefined> {
        if n == 0 {
            Err(Undefined::TooFewValues)
        } else if successes > n {
            Err(Undefined::BadValues)
        } else {
            Ok(Self { successes, n })
        }
    }

    /// Number of successes.
    pub const fn successes(self) -> u32 {
        self.successes
    }

    /// Number of people.
    pub const fn n(self) -> u32 {
        self.n
    }

    /// The share of successes.
    pub fn estimate(self) -> f64 {
        f64::from(self.successes) / f64::from(self.n)
    }

    /// Two-sided confidence interval, within 0 and 1.
    ///
    /// Assumes independent people.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] only when the level has no quantile.
    pub fn conf_int(self, method: ProportionInterval, confidence: Confidence) -> Result<Interval, Undefined> {
        let interval = match method {
            ProportionInterval::Wilson => wilson_interval(self.successes, self.n, confidence),
            ProportionInterval::WilsonWithContinuity => {
                let [low, high] = self.wilson_limits(0.5, confidence.normal_deviate()?);
                Interval::new(low, high)
            }
            ProportionInterval::Wald => self.around(0.0, confidence)?,
            ProportionInterval::AgrestiCoull => {
                let z = confidence.normal_deviate()?;
                self.around(z * z, confidence)?
            }
            ProportionInterval::ClopperPearson => {
                let tail = 0.5 * (1.0 - confidence.level());
                let limits = self.exact_lower_limit(tail).zip(self.exact_upper_limit(tail));
                limits.and_then(|(low, high)| Interval::new(low, high))
            }
            ProportionInterval::Jeffreys => self.jeffreys(confidence),
        };
        interval.ok_or(Undefined::OutOfRange)
    }

    /// The normal interval with this many people added, half of them successes.
    fn around(self, added: f64, confidence: Confidence) -> Result<Option<Interval>, Undefined> {
        let n = f64::from(self.n) + added;
        let share = (f64::from(self.successes) + 0.5 * added) / n;
        let half_width = confidence.normal_deviate()? * sqrt(share * (1.0 - share) / n);
        Ok(Interval::new((share - half_width).max(0.0), (share + half_width).min(1.0)))
    }

    /// The score interval with the share moved outwards by `correction / n`, as `prop.test` of R computes it.
    fn wilson_limits(self, correction: f64, z: f64) -> [f64; 2] {
        let n = f64::from(self.n);
        let half_square = 0.5 * z * z / n;
        let limit = |share: f64, z: f64| {
            let root = sqrt(share * (1.0 - share) / n + 0.5 * half_square / n);
            (share + half_square + z * root) / (1.0 + 2.0 * half_square)
        };
        let (below, above) = (self.estimate() - correction / n, self.estimate() + correction / n);
        let low = if below <= 0.0 { 0.0 } else { limit(below, -z) };
        let high = if above >= 1.0 { 1.0 } else { limit(above, z) };
        [low.max(0.0), high.min(1.0)]
    }
}

#[cfg(test)]
mod tests;
