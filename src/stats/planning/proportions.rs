//! Power of the comparison of two proportions.

use libm::{asin, sqrt};

use super::{Decision, Plan, Question, Ranges, Undefined, answer};
use crate::stats::Normal;

/// How two proportions are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProportionMethod {
    /// The z test with the pooled variance under the null hypothesis: `power.prop.test` of R.
    Pooled,
    /// On the arcsine scale, where the variance is constant: `pwr.2p.test` of R (Cohen 1988).
    Arcsine,
}

/// Power of the comparison of two proportions in groups of one size each; `effect` is the second less the first, and is
/// sought above the first.
///
/// # Errors
/// [`Undefined::BadOption`] for proportions, a level or a power outside 0 to 1, equal proportions, or when no sample size
/// from 1 to 10⁹ or second proportion has the power.
pub fn two_proportions(
    question: Question,
    first: f64,
    method: ProportionMethod,
    decision: Decision,
) -> Result<Plan, Undefined> {
    let critical = decision.critical_normal()?;
    if !(first > 0.0 && first < 1.0) {
        return Err(Undefined::BadOption);
    }
    // The second proportion stays below 1 as a number, too.
    let most = 1.0 - f64::EPSILON - first;
    let ranges = Ranges { n: (1.0, 1e9), effect: (1e-9 * most, most) };
    answer(question, ranges, |n, effect| {
        let second = first + effect;
        if !(second > 0.0 && second < 1.0) {
            return Err(Undefined::BadOption);
        }
        let (signal, null_sd, sd) = match method {
            ProportionMethod::Pooled => {
                let (sum, spread) = (first + second, first * (1.0 - first) + second * (1.0 - second));
                (effect, sqrt(sum * (1.0 - 0.5 * sum)), sqrt(spread))
            }
            ProportionMethod::Arcsine => (arcsine_difference(first, second), sqrt(2.0), sqrt(2.0)),
        };
        let shift = sqrt(n) * decision.toward(signal);
        let wrong =
            if decision.counts_wrong_side() { Normal.sf((shift + critical * null_sd) / sd) } else { 0.0 };
        Ok(Normal.cdf((shift - critical * null_sd) / sd) + wrong)
    })
}

/// Cohen's h: `2 asin √p₂ − 2 asin √p₁`.
fn arcsine_difference(first: f64, second: f64) -> f64 {
    2.0 * (asin(sqrt(second)) - asin(sqrt(first)))
}
