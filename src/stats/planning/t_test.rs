//! Power of Student's t tests.

use libm::sqrt;

use super::{Decision, Plan, Question, Ranges, Undefined, answer};
use crate::stats::{NoncentralT, StudentT};

/// Which t test is planned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TDesign {
    /// One sample, or pairs with the SD of their differences.
    OneSample,
    /// Two groups of one size each, with one common SD.
    TwoSample,
    /// Two groups of unlike size; `n` is that of the first, and the second has `ratio` times as many.
    UnequalGroups {
        /// Size of the second group over that of the first.
        ratio: f64,
    },
}

impl TDesign {
    /// Degrees of freedom and the noncentrality of an effect of one SD.
    fn of(self, n: f64) -> (f64, f64) {
        match self {
            Self::OneSample => (n - 1.0, sqrt(n)),
            Self::TwoSample => (2.0 * (n - 1.0), sqrt(0.5 * n)),
            Self::UnequalGroups { ratio } => (n + ratio * n - 2.0, sqrt(n * ratio / (1.0 + ratio))),
        }
    }
}

/// Power of a t test by the noncentral t distribution; `effect` is the difference over the SD.
///
/// Equals `power.t.test` of R, and with [`super::WrongSide::Counted`] its `strict = TRUE` and `pwr.t.test`.
///
/// # Errors
/// [`Undefined::BadOption`] for a level or power outside 0 to 1, a sample size below 2, a ratio that is not positive, or
/// when no sample size from 2 to 10⁷ or effect from 10⁻⁷ to 10⁷ has the power.
pub fn t_test(question: Question, design: TDesign, decision: Decision) -> Result<Plan, Undefined> {
    let tail = decision.tail()?;
    if let TDesign::UnequalGroups { ratio } = design
        && !(1e-3..=1e3).contains(&ratio)
    {
        return Err(Undefined::BadOption);
    }
    let ranges = Ranges { n: (2.0, 1e7), effect: (1e-7, 1e7) };
    answer(question, ranges, |n, effect| {
        let (df, per_sd) = design.of(n);
        let critical = -StudentT::new(df).and_then(|t| t.quantile(tail)).ok_or(Undefined::BadOption)?;
        // Beyond 1e8 the power is 1 in every digit.
        let noncentrality = (decision.toward(effect) * per_sd).clamp(-1e8, 1e8);
        let t = NoncentralT::new(df, noncentrality).ok_or(Undefined::BadOption)?;
        let wrong = if decision.counts_wrong_side() { t.cdf(-critical) } else { 0.0 };
        Ok(t.sf(critical) + wrong)
    })
}
