//! The test of a trend in proportions.

use libm::sqrt;

use super::Proportion;
use crate::stats::tail::normal_p_value;
use crate::stats::{Alternative, Undefined};

/// The result of the Cochran-Armitage test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendTest {
    /// Positive where the share rises with the score; nearly standard normal.
    pub z: f64,
    /// Its square, which `prop.trend.test` of R prints, on one degree of freedom.
    pub statistic: f64,
    /// By the alternative; greater is for a rising share.
    pub p_value: f64,
}

/// Cochran-Armitage test that the proportion rises or falls in a straight line with the scores of the groups.
///
/// `z = Σ s (x − n p) / √(p (1 − p) (Σ n s² − (Σ n s)²/N))` with the pooled `p`. Assumes independent people. Source:
/// Armitage, Biometrics 1955;11:375; equals `prop.trend.test` of R.
///
/// # Errors
/// [`Undefined::WrongShape`] unless there are two groups or more with a score each, [`Undefined::BadValues`] for a
/// score that is not finite, [`Undefined::EmptyMargin`] when everybody or nobody succeeds, [`Undefined::NoSpread`] when
/// all scores are equal.
pub fn trend_test(
    groups: &[Proportion],
    scores: &[f64],
    alternative: Alternative,
) -> Result<TrendTest, Undefined> {
    if groups.len() < 2 || groups.len() != scores.len() {
        return Err(Undefined::WrongShape);
    }
    if scores.iter().any(|score| !score.is_finite()) {
        return Err(Undefined::BadValues);
    }
    let sum = |part: &dyn Fn(f64, f64, f64) -> f64| -> f64 {
        let parts = groups.iter().zip(scores);
        parts.map(|(group, &score)| part(f64::from(group.successes), f64::from(group.n), score)).sum()
    };
    let (successes, n) = (sum(&|x, _, _| x), sum(&|_, n, _| n));
    if successes == 0.0 || successes == n {
        return Err(Undefined::EmptyMargin);
    }
    let mean = sum(&|_, n, score| n * score) / n;
    let spread = sum(&|_, n, score| n * (score - mean) * (score - mean));
    if spread <= 0.0 {
        return Err(Undefined::NoSpread);
    }
    let share = successes / n;
    let covariance = sum(&|x, n, score| (score - mean) * (x - n * share));
    let z = covariance / sqrt(share * ((n - successes) / n) * spread);
    if !z.is_finite() {
        return Err(Undefined::OutOfRange);
    }
    Ok(TrendTest { z, statistic: z * z, p_value: normal_p_value(z, alternative) })
}
