//! The Hodges-Lehmann shift: the median of all differences between a value of one group and one of the other.

use libm::{ceil, sqrt};

use super::MannWhitneyMethod;
use super::exact::lower_quantile;
use crate::domain::Interval;
use crate::stats::nth_smallest::nth_smallest;
use crate::stats::{Confidence, Counted, Normal, Undefined};

/// How far one group lies above another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HodgesLehmann {
    /// The median of the `n₁ n₂` pairwise differences first − second, exact also with ties.
    pub estimate: f64,
    /// The differences of the ranks at which the Mann-Whitney test turns significant.
    pub conf_int: Interval,
    /// Whether those ranks come from the exact distribution of U or from its normal approximation, both without ties.
    pub method: MannWhitneyMethod,
}

/// Hodges-Lehmann estimate of the shift between two groups, with its confidence interval.
///
/// The interval runs from the `q`-th smallest to the `q`-th largest pairwise difference, `q` the smallest count with
/// P(U < q + 1) ≥ α/2: from the exact distribution of U without ties below [`MannWhitneyMethod::EXACT_BELOW`] in each
/// group (as `wilcox.test(conf.int = TRUE)` of R), else from its normal approximation with continuity correction
/// (Hollander & Wolfe, Nonparametric Statistical Methods, 1999, section 4.3; R searches the tie-corrected statistic
/// instead). With ties it is on the wide side. Assumes that the groups differ by a shift only. Every difference is
/// found by counting, in time proportional to the number of distinct values.
///
/// # Errors
/// [`Undefined::OutOfRange`] when a difference is beyond an `f64`.
pub fn hodges_lehmann(
    first: &Counted,
    second: &Counted,
    confidence: Confidence,
) -> Result<HodgesLehmann, Undefined> {
    let differences = Differences::new(first, second);
    let (rank, method) = lower_rank(first.n(), second.n(), confidence).ok_or(Undefined::OutOfRange)?;
    let low = differences.at_rank(rank)?;
    let high = differences.at_rank(differences.n() + 1 - rank)?;
    Ok(HodgesLehmann {
        estimate: differences.median()?,
        conf_int: Interval::new(low, high).ok_or(Undefined::OutOfRange)?,
        method,
    })
}

/// The rank of the difference at the lower limit, from 1.
fn lower_rank(n1: u64, n2: u64, confidence: Confidence) -> Option<(u128, MannWhitneyMethod)> {
    let tail = 1.0 - confidence.upper_probability();
    if n1.max(n2) < MannWhitneyMethod::EXACT_BELOW {
        let rank = lower_quantile(n1, n2, tail);
        return Some((u128::from(rank.max(1)), MannWhitneyMethod::Exact));
    }
    let (n1, n2) = (n1 as f64, n2 as f64);
    let sd = sqrt(n1 * n2 * (n1 + n2 + 1.0) / 12.0);
    let rank = ceil(0.5 * n1 * n2 + Normal.quantile(tail)? * sd - 0.5).max(1.0);
    Some((rank as u128, MannWhitneyMethod::NormalWithContinuity))
}

/// All differences first − second, never listed.
pub(in crate::stats) struct Differences<'a> {
    first: &'a Counted,
    second: &'a Counted,
    /// The second group from the largest value, each with the number of values at or above it.
    backwards: Vec<(f64, u64)>,
}

fn reversed(counted: &Counted) -> Vec<(f64, u64)> {
    let (values, counts) = (counted.values().iter().rev(), counted.counts().iter().rev());
    let above = counts.scan(0, |sum, &count| {
        *sum += count;
        Some(*sum)
    });
    values.copied().zip(above).collect()
}

impl<'a> Differences<'a> {
    pub fn new(first: &'a Counted, second: &'a Counted) -> Self {
        Self { first, second, backwards: reversed(second) }
    }

    /// Their number.
    pub fn n(&self) -> u128 {
        u128::from(self.first.n()) * u128::from(self.second.n())
    }

    /// The mean of the two in the middle, which for an odd number are one.
    pub fn median(&self) -> Result<f64, Undefined> {
        let pairs = self.n();
        let lower = self.at_rank(pairs.div_ceil(2))?;
        let upper = if pairs.is_multiple_of(2) { self.at_rank(pairs / 2 + 1)? } else { lower };
        Ok(0.5 * lower + 0.5 * upper)
    }

    /// The difference at a rank from 1.
    pub fn at_rank(&self, rank: u128) -> Result<f64, Undefined> {
        let ends = (self.first.values().first(), self.first.values().last());
        let others = (self.second.values().first(), self.second.values().last());
        let ((Some(first_low), Some(first_high)), (Some(second_low), Some(second_high))) = (ends, others)
        else {
            return Err(Undefined::TooFewValues);
        };
        let (low, high) = (first_low - second_high, first_high - second_low);
        if !(low.is_finite() && high.is_finite()) {
            return Err(Undefined::OutOfRange);
        }
        Ok(nth_smallest(low, high, rank, |limit| self.at_most(limit)))
    }

    /// How many differences are at most `limit`. The larger the first value, the larger the second must be.
    fn at_most(&self, limit: f64) -> u128 {
        let mut pairs = 0;
        // Position in `backwards` of the first second value that is too small for the present first one.
        let mut position = self.backwards.len();
        for (value, count) in self.first.iter() {
            while position > 0
                && self.backwards.get(position - 1).is_some_and(|&(other, _)| value - other > limit)
            {
                position -= 1;
            }
            let Some(&(_, above)) = position.checked_sub(1).and_then(|last| self.backwards.get(last)) else {
                break;
            };
            pairs += u128::from(count) * u128::from(above);
        }
        pairs
    }
}
