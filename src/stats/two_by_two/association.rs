//! Pearson's chi-squared test.

use libm::fabs;

use super::TwoByTwo;
use crate::stats::{ChiSquared, Undefined};

/// Whether the distance of the counts from their expectation is shortened by up to a half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YatesCorrection {
    /// Pearson's statistic itself: `chisq.test(correct = FALSE)` of R.
    Without,
    /// With Yates' continuity correction: `chisq.test(correct = TRUE)` of R.
    With,
}

/// The result of a chi-squared test of a table of two rows and two columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PearsonChiSquared {
    /// `Σ (|observed − expected| − correction)² / expected`.
    pub statistic: f64,
    /// 1.
    pub df: f64,
    /// Probability of a statistic as large; two-sided by nature.
    pub p_value: f64,
    /// Whether corrected.
    pub correction: YatesCorrection,
    /// The smallest expected count; below 5 the test is poor and Fisher's is better.
    pub smallest_expected: f64,
}

impl TwoByTwo {
    /// Pearson's chi-squared test of equal risks.
    ///
    /// Assumes independent people and expected counts of about 5 or more. Source: Pearson, Phil Mag 1900;50:157; Yates,
    /// J R Stat Soc Suppl 1934;1:217. As in R, the correction is at most the distance itself.
    ///
    /// # Errors
    /// [`Undefined::EmptyMargin`] when everybody or nobody has the outcome.
    pub fn chi_squared(self, correction: YatesCorrection) -> Result<PearsonChiSquared, Undefined> {
        let [[a, b], [c, d]] = self.cells();
        let (with, without, total) = (a + c, b + d, a + b + c + d);
        if with == 0.0 || without == 0.0 {
            return Err(Undefined::EmptyMargin);
        }
        let rows = [a + b, c + d];
        // In a table of this size every cell is equally far from its expectation.
        let distance = fabs(a * d - b * c) / total;
        let shortened = match correction {
            YatesCorrection::Without => distance,
            YatesCorrection::With => (distance - 0.5).max(0.0),
        };
        let [first, second] = rows;
        let statistic = shortened * shortened * total * total * total / (first * second * with * without);
        let smallest_expected = first.min(second) * with.min(without) / total;
        let p_value = ChiSquared::new(1.0).ok_or(Undefined::OutOfRange)?.sf(statistic);
        Ok(PearsonChiSquared { statistic, df: 1.0, p_value, correction, smallest_expected })
    }
}
