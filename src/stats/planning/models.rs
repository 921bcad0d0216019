//! Power of one-way analysis of variance and of a correlation.

use libm::{atanh, sqrt};

use super::{Decision, Plan, Question, Ranges, Undefined, answer};
use crate::stats::{FisherF, NoncentralF, Normal, StudentT};

/// Power of a one-way analysis of variance by the noncentral F distribution; `effect` is Cohen's f, the SD of the group
/// means (divisor k) over that within groups.
///
/// The noncentrality is `k n f²`. Equals `pwr.anova.test` of R, and `power.anova.test` with
/// `f² = (k − 1) / k × between.var / within.var`.
///
/// # Errors
/// [`Undefined::BadOption`] for fewer than two groups, a level or power outside 0 to 1, groups below 2, or when no sample
/// size from 2 to 10⁶ or effect from 10⁻⁶ to 10² has the power.
pub fn one_way_anova(question: Question, groups: u32, significance: f64) -> Result<Plan, Undefined> {
    if groups < 2 {
        return Err(Undefined::BadOption);
    }
    let count = f64::from(groups);
    let ranges = Ranges { n: (2.0, 1e6), effect: (1e-6, 1e2) };
    answer(question, ranges, |n, effect| {
        let (df1, df2) = (count - 1.0, count * (n - 1.0));
        let central = FisherF::new(df1, df2).ok_or(Undefined::BadOption)?;
        let critical = central.upper_quantile(significance).ok_or(Undefined::BadOption)?;
        // Beyond 1e5 the power is 1 in every digit that a search can see.
        let noncentrality = (count * n * effect * effect).min(1e5);
        Ok(NoncentralF::new(df1, df2, noncentrality).ok_or(Undefined::BadOption)?.sf(critical))
    })
}

/// Power of the test that a correlation is zero, by Fisher's z with its correction for bias: `pwr.r.test` of R.
///
/// # Errors
/// [`Undefined::BadOption`] for a correlation that does not lie between −1 and 1, a level or power outside 0 to 1, a
/// sample of fewer than 4, or when no sample size to 10⁹ or correlation has the power.
pub fn pearson_correlation(question: Question, decision: Decision) -> Result<Plan, Undefined> {
    let tail = decision.tail()?;
    let ranges = Ranges { n: (4.0, 1e9), effect: (1e-10, 1.0 - 1e-10) };
    answer(question, ranges, |n, effect| {
        if !(effect > -1.0 && effect < 1.0) {
            return Err(Undefined::BadOption);
        }
        let critical = -StudentT::new(n - 2.0).and_then(|t| t.quantile(tail)).ok_or(Undefined::BadOption)?;
        let critical = atanh(critical / sqrt(critical * critical + n - 2.0));
        let correlation = decision.toward(effect);
        let z = atanh(correlation) + correlation / (2.0 * (n - 1.0));
        let root = sqrt(n - 3.0);
        let wrong = if decision.counts_wrong_side() { Normal.cdf((-z - critical) * root) } else { 0.0 };
        Ok(Normal.cdf((z - critical) * root) + wrong)
    })
}
