//! The Mann-Whitney test (Wilcoxon's rank sum), its effect sizes and the Hodges-Lehmann shift.

mod exact;
mod shift;

use libm::{fabs, sqrt};

use exact::ExactU;
pub(super) use exact::any_lower_quantile;
pub(super) use shift::Differences;
pub use shift::{HodgesLehmann, hodges_lehmann};

use super::alternative::Alternative;
use super::{Counted, Normal, Undefined};

/// How the p-value is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MannWhitneyMethod {
    /// From all ways to deal the pooled values out to the groups, ties included: conditional on the ties. Without ties
    /// `wilcox.test(exact = TRUE)` of R; with ties the one-sided p-values are those of
    /// `coin::wilcox_test(distribution = "exact")`, whose two-sided one is [`exact_p_value_as_far`] instead.
    Exact,
    /// Normal approximation with the variance corrected for ties and a continuity correction of ½:
    /// `wilcox.test(exact = FALSE)` of R.
    NormalWithContinuity,
    /// The same without continuity correction: `wilcox.test(exact = FALSE, correct = FALSE)` of R.
    Normal,
}

impl MannWhitneyMethod {
    /// Exact below this many in each group without ties, R's own rule.
    pub const EXACT_BELOW: u64 = 50;
    /// Exact below this many in each group with ties, where R has no exact method.
    pub const EXACT_WITH_TIES_BELOW: u64 = 25;

    /// Exact for small groups, else the normal approximation with continuity correction.
    pub fn for_samples(first: &Counted, second: &Counted) -> Self {
        let ties = Pooled::new(first, second).tie_term > 0.0;
        let below = if ties { Self::EXACT_WITH_TIES_BELOW } else { Self::EXACT_BELOW };
        if first.n().max(second.n()) < below { Self::Exact } else { Self::NormalWithContinuity }
    }
}

/// The result of a Mann-Whitney test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannWhitney {
    /// U of the first group: pairs in which its value is the larger, ties counting half. R's `W`.
    pub statistic: f64,
    /// Probability of a U as far out, on the side or sides of the alternative; two-sided is twice the smaller tail.
    pub p_value: f64,
    /// How it was computed.
    pub method: MannWhitneyMethod,
    /// `U / n₁n₂`: the probability that a value of the first group is larger than one of the second, ties counting
    /// half; the area under the ROC curve.
    pub probability_of_superiority: f64,
    /// `2U / n₁n₂ − 1`, from −1 to 1.
    pub rank_biserial: f64,
}

/// Mann-Whitney test of whether values of the first group tend to be larger than those of the second.
///
/// Assumes independent values. Source: Mann & Whitney, Ann Math Stat 1947;18:50; Lehmann, Nonparametrics, 1975.
///
/// # Errors
/// [`Undefined::NoSpread`] when all values are equal, [`Undefined::TooManyValues`] for the exact method on groups of more
/// than about 150.
pub fn mann_whitney(
    first: &Counted,
    second: &Counted,
    alternative: Alternative,
    method: MannWhitneyMethod,
) -> Result<MannWhitney, Undefined> {
    let pooled = Pooled::new(first, second);
    if pooled.blocks.len() < 2 {
        return Err(Undefined::NoSpread);
    }
    let twice_u = pooled.twice_u();
    let pairs = first.n() as f64 * second.n() as f64;
    let statistic = 0.5 * twice_u as f64;
    let p_value = match method {
        MannWhitneyMethod::Exact => pooled.exact()?.p_value(twice_u, alternative),
        MannWhitneyMethod::NormalWithContinuity => pooled.normal_p_value(alternative, 0.5)?,
        MannWhitneyMethod::Normal => pooled.normal_p_value(alternative, 0.0)?,
    };
    Ok(MannWhitney {
        statistic,
        p_value,
        method,
        probability_of_superiority: statistic / pairs,
        rank_biserial: 2.0 * statistic / pairs - 1.0,
    })
}

/// Exact two-sided p-value by distance: the share of all ways to deal the pooled values out in which U is at least as
/// far from its mean as the one observed.
///
/// Equals `coin::wilcox_test(distribution = "exact")` and `exactRankTests::wilcox.exact` of R. It differs from twice the
/// smaller tail where ties make the distribution of U lopsided.
///
/// # Errors
/// As [`mann_whitney`] with [`MannWhitneyMethod::Exact`].
pub fn exact_p_value_as_far(first: &Counted, second: &Counted) -> Result<f64, Undefined> {
    let pooled = Pooled::new(first, second);
    if pooled.blocks.len() < 2 {
        return Err(Undefined::NoSpread);
    }
    Ok(pooled.exact()?.p_value_as_far(pooled.twice_u()))
}

/// How many of each group have one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Block {
    first: u64,
    second: u64,
}

/// Both groups in one order.
pub(super) struct Pooled {
    /// Ascending by value.
    blocks: Vec<Block>,
    n1: f64,
    n2: f64,
    /// `Σ (t³ − t)` over the tied blocks.
    tie_term: f64,
}

impl Pooled {
    pub(super) fn new(first: &Counted, second: &Counted) -> Self {
        let mut blocks = Vec::with_capacity(first.values().len() + second.values().len());
        let (mut left, mut right) = (first.iter().peekable(), second.iter().peekable());
        loop {
            let block = match (left.peek().copied(), right.peek().copied()) {
                (None, None) => break,
                (Some((a, n)), Some((b, m))) if a == b => Block { first: n, second: m },
                (Some((a, n)), Some((b, _))) if a < b => Block { first: n, second: 0 },
                (Some(_) | None, Some((_, m))) => Block { first: 0, second: m },
                (Some((_, n)), None) => Block { first: n, second: 0 },
            };
            left.next_if(|_| block.first > 0);
            right.next_if(|_| block.second > 0);
            blocks.push(block);
        }
        let size = |block: &Block| (block.first + block.second) as f64;
        let tie_term =
            blocks.iter().map(|block| size(block) * (size(block) - 1.0) * (size(block) + 1.0)).sum();
        Self { blocks, n1: first.n() as f64, n2: second.n() as f64, tie_term }
    }

    /// `2U`, a whole number.
    fn twice_u(&self) -> u128 {
        let mut below = 0_u128;
        let mut sum = 0_u128;
        for block in &self.blocks {
            sum += u128::from(block.first) * (2 * below + u128::from(block.second));
            below += u128::from(block.second);
        }
        sum
    }

    fn exact(&self) -> Result<ExactU, Undefined> {
        let countable = ExactU::is_countable(self.n1, self.n2);
        if countable { Ok(ExactU::new(&self.blocks)) } else { Err(Undefined::TooManyValues) }
    }

    /// U less its mean, with the standard deviation corrected for ties; `None` when all values are equal.
    pub(super) fn deviation(&self) -> Option<(f64, f64)> {
        let (n1, n2, n) = (self.n1, self.n2, self.n1 + self.n2);
        let sd = sqrt(n1 * n2 / 12.0 * (n + 1.0 - self.tie_term / (n * (n - 1.0))));
        (sd > 0.0).then(|| (0.5 * self.twice_u() as f64 - 0.5 * n1 * n2, sd))
    }

    fn normal_p_value(&self, alternative: Alternative, continuity: f64) -> Result<f64, Undefined> {
        let (deviation, sd) = self.deviation().ok_or(Undefined::NoSpread)?;
        Ok(match alternative {
            // As in R, the correction is towards the mean; at the mean itself there is none.
            Alternative::TwoSided if deviation == 0.0 => 1.0,
            Alternative::TwoSided => (2.0 * Normal.sf((fabs(deviation) - continuity) / sd)).min(1.0),
            Alternative::Less => Normal.cdf((deviation + continuity) / sd),
            Alternative::Greater => Normal.sf((deviation - continuity) / sd),
        })
    }
}

#[cfg(test)]
mod tests;
