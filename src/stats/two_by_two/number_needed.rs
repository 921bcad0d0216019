//! Number needed to treat whose interval may run through infinity.

use super::TwoByTwo;
use super::difference::RiskDifferenceInterval;
use crate::domain::Finite;
use crate::stats::{Confidence, Undefined};

/// The reciprocal of a risk difference with the reciprocal of its interval.
///
/// Positive numbers are people in the first group for one outcome more, negative ones for one fewer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberNeeded {
    /// `1 / risk difference`; `None` when the risks are equal.
    pub estimate: Option<Finite>,
    /// The reciprocal of the lower limit of the difference; `None` when that is 0.
    pub at_lower_limit: Option<Finite>,
    /// The reciprocal of the upper limit of the difference; `None` when that is 0.
    pub at_upper_limit: Option<Finite>,
    /// How the two belong together.
    pub range: NumberNeededRange,
}

/// What lies between the two limits of a number needed to treat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberNeededRange {
    /// All numbers between them, which have one sign.
    Between,
    /// All numbers beyond them: from the one for more outcomes to infinity, and from minus infinity to the one for
    /// fewer, because the interval of the difference includes zero.
    ThroughInfinity,
}

impl TwoByTwo {
    /// Number needed to treat for benefit or harm, also where the interval of the risk difference includes zero.
    ///
    /// Source: Altman, BMJ 1998;317:1309: "NNTH 10 to ∞ to NNTB 5".
    ///
    /// # Errors
    /// As [`TwoByTwo::risk_difference_by`].
    pub fn number_needed(
        self,
        method: RiskDifferenceInterval,
        confidence: Confidence,
    ) -> Result<NumberNeeded, Undefined> {
        let difference = self.risk_difference_by(method, confidence)?;
        let (low, high) = (difference.conf_int.low.get(), difference.conf_int.high.get());
        let range = if low <= 0.0 && high >= 0.0 {
            NumberNeededRange::ThroughInfinity
        } else {
            NumberNeededRange::Between
        };
        let [estimate, at_lower_limit, at_upper_limit] =
            [difference.estimate, low, high].map(|value| Finite::new(1.0 / value));
        Ok(NumberNeeded { estimate, at_lower_limit, at_upper_limit, range })
    }
}
