//! The score test of a risk difference and the differences it does not reject.

use libm::sqrt;

use super::TwoByTwo;
use crate::stats::search::turning_point;
use crate::stats::tail::normal_p_value;
use crate::stats::{Alternative, Undefined};

/// The variance of the risk difference in a score test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoreVariance {
    /// From the risks most likely under the null hypothesis: Mee; Farrington & Manning, Stat Med 1990;9:1447.
    Restricted,
    /// The same times `N / (N − 1)`: Miettinen & Nurminen, Stat Med 1985;4:213.
    RestrictedUnbiased,
}

/// The result of a score test of a risk difference against any null value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreTest {
    /// `(difference − null value) / √variance`, nearly standard normal.
    pub statistic: f64,
    /// By the alternative.
    pub p_value: f64,
    /// Observed risk difference, first − second.
    pub estimate: f64,
    /// The risks most likely when their difference is the null value.
    pub restricted_risks: [f64; 2],
}

impl TwoByTwo {
    /// Score test of the risk difference against `null_value`: with a margin, a test of non-inferiority or superiority.
    ///
    /// Against 0 the square of the statistic is Pearson's chi-squared. Assumes independent people.
    ///
    /// # Errors
    /// [`Undefined::BadOption`] unless −1 < `null_value` < 1, [`Undefined::NoSpread`] when under the null hypothesis
    /// everybody or nobody of both groups has the outcome.
    pub fn score_test(
        self,
        null_value: f64,
        alternative: Alternative,
        variance: ScoreVariance,
    ) -> Result<ScoreTest, Undefined> {
        if !(null_value > -1.0 && null_value < 1.0) {
            return Err(Undefined::BadOption);
        }
        let [first, second] = self.risks();
        let restricted_risks = self.restricted_risks(null_value);
        let spread = self.variance_of(restricted_risks, variance);
        if spread <= 0.0 {
            return Err(Undefined::NoSpread);
        }
        let statistic = (first - second - null_value) / sqrt(spread);
        let p_value = normal_p_value(statistic, alternative);
        Ok(ScoreTest { statistic, p_value, estimate: first - second, restricted_risks })
    }

    /// The smallest and the largest difference whose score statistic is at most `quantile` away from zero.
    pub(super) fn score_limits(self, variance: ScoreVariance, quantile: f64) -> [f64; 2] {
        let [first, second] = self.risks();
        let estimate = first - second;
        // A squared comparison needs no division by a variance that may be zero.
        let is_rejected = |null: f64| {
            let distance = estimate - null;
            let spread = self.variance_of(self.restricted_risks(null), variance);
            distance * distance > quantile * quantile * spread
        };
        [turning_point(-1.0, estimate, is_rejected), turning_point(estimate, 1.0, |null| !is_rejected(null))]
    }

    fn variance_of(self, [first, second]: [f64; 2], variance: ScoreVariance) -> f64 {
        let [n, m] = self.people().map(f64::from);
        let restricted = first * (1.0 - first) / n + second * (1.0 - second) / m;
        match variance {
            ScoreVariance::Restricted => restricted,
            ScoreVariance::RestrictedUnbiased => restricted * (n + m) / (n + m - 1.0),
        }
    }

    /// The risks that make the table most likely among those with this difference: the root of the score, which falls
    /// with the second risk, instead of the roots of a cubic, which lose digits.
    fn restricted_risks(self, difference: f64) -> [f64; 2] {
        let [[a, b], [c, d]] = self.cells();
        let part = |count: f64, risk: f64| if count == 0.0 { 0.0 } else { count / risk };
        let score = |second: f64| {
            let first = second + difference;
            part(a, first) - part(b, 1.0 - first) + part(c, second) - part(d, 1.0 - second)
        };
        let (low, high) = ((-difference).max(0.0), (1.0 - difference).min(1.0));
        let second = turning_point(low, high, |second| score(second) > 0.0);
        [(second + difference).clamp(0.0, 1.0), second]
    }
}
