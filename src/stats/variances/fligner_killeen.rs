//! The test of Fligner and Killeen.

use libm::fabs;

use super::{SpreadTest, moments};
use crate::stats::midranks::Midranks;
use crate::stats::sample::median;
use crate::stats::{ChiSquared, Normal, Undefined};

/// Fligner and Killeen's test of equal variances in two groups or more, with the median as centre.
///
/// The distances from the median of the group are ranked over all, the ranks `r` become normal scores
/// `a = Φ⁻¹(½ + r / 2(N + 1))`, and `χ² = Σ nᵢ (āᵢ − ā)² / s²(a)` on one degree of freedom less than groups. Assumes
/// independent values; holds well when they are not normal. Source: Conover, Johnson & Johnson, Technometrics
/// 1981;23:351; equals `fligner.test` of R.
///
/// # Errors
/// [`Undefined::WrongShape`] for fewer than two groups, [`Undefined::TooFewValues`] for an empty group,
/// [`Undefined::BadValues`] for a value that is not finite, [`Undefined::NoSpread`] when all distances are equal.
pub fn fligner_killeen_test(groups: &[Vec<f64>]) -> Result<SpreadTest, Undefined> {
    moments(groups)?;
    let mut distances = Vec::new();
    for group in groups {
        let middle = median(group)?;
        distances.extend(group.iter().map(|value| fabs(value - middle)));
    }
    let ranked = Midranks::of(&distances);
    if ranked.blocks.len() < 2 {
        return Err(Undefined::NoSpread);
    }
    let n = distances.len() as f64;
    let score = |rank: &f64| Normal.quantile(0.5 * (1.0 + rank / (n + 1.0))).ok_or(Undefined::OutOfRange);
    let scores = ranked.ranks.iter().map(score).collect::<Result<Vec<f64>, _>>()?;
    let mean = scores.iter().sum::<f64>() / n;
    let variance = scores.iter().map(|score| (score - mean) * (score - mean)).sum::<f64>() / (n - 1.0);
    let mut rest = scores.as_slice();
    let mut between = 0.0;
    for group in groups {
        let (own, others) = rest.split_at(group.len().min(rest.len()));
        let deviation: f64 = own.iter().map(|score| score - mean).sum();
        between += deviation * deviation / group.len() as f64;
        rest = others;
    }
    let (statistic, df) = (between / variance, groups.len() as f64 - 1.0);
    let p_value = ChiSquared::new(df).ok_or(Undefined::OutOfRange)?.sf(statistic);
    Ok(SpreadTest { statistic, df, p_value })
}
