//! Dunn's comparisons of mean ranks.

use libm::{fabs, sqrt};

use super::comparison::pairs;
use super::pooled::PooledRanks;
use crate::stats::multiplicity::{Adjustment, adjust};
use crate::stats::{Counted, Normal, Undefined};

/// The mean ranks of two of several groups compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankComparison {
    /// Which groups, by their place from 0; the difference is second − first.
    pub groups: [usize; 2],
    /// Difference of the mean ranks among all values.
    pub estimate: f64,
    /// Its standard error when the groups do not differ.
    pub standard_error: f64,
    /// z: `estimate / standard_error`.
    pub statistic: f64,
    /// Two-sided, by the normal distribution.
    pub p_value: f64,
    /// The same, adjusted for the number of pairs.
    pub p_adjusted: f64,
}

/// Dunn's test of all pairs of groups, after [`super::kruskal_wallis`] and with its ranks.
///
/// `z = (R̄ⱼ − R̄ᵢ) / √(s² (1/nᵢ + 1/nⱼ))` with `s² = N(N + 1)/12 − Σ (t³ − t) / 12(N − 1)`, the variance of the ranks
/// of all values. A histogram gives the same as its values. Source: Dunn, Technometrics 1964;6:241; equals
/// `dunn_test` of R's rstatix.
///
/// # Errors
/// As [`super::kruskal_wallis`].
pub fn dunn(groups: &[Counted], adjustment: Adjustment) -> Result<Vec<RankComparison>, Undefined> {
    let ranks = PooledRanks::new(groups)?;
    let mut comparisons: Vec<RankComparison> =
        pairs(groups.len()).map(|pair| compare(&ranks, pair)).collect();
    let p_values: Vec<f64> = comparisons.iter().map(|comparison| comparison.p_value).collect();
    for (comparison, adjusted) in comparisons.iter_mut().zip(adjust(&p_values, adjustment)?) {
        comparison.p_adjusted = adjusted;
    }
    Ok(comparisons)
}

fn compare(ranks: &PooledRanks, groups: [usize; 2]) -> RankComparison {
    let [first, second] = groups;
    let variance = ranks.rank_variance() * ranks.n / (ranks.n - 1.0);
    let estimate = ranks.centred[second] - ranks.centred[first];
    let standard_error = sqrt(variance * (1.0 / ranks.sizes[first] + 1.0 / ranks.sizes[second]));
    let statistic = estimate / standard_error;
    let p_value = (2.0 * Normal.sf(fabs(statistic))).min(1.0);
    RankComparison { groups, estimate, standard_error, statistic, p_value, p_adjusted: p_value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::groups::kruskal_wallis;

    #[test]
    fn of_two_groups_z_squared_is_the_statistic_of_kruskal_and_wallis() {
        let groups =
            [&[1.0, 3.0, 3.0, 8.0][..], &[3.0, 5.0, 9.0]].map(|values| Counted::of_values(values).unwrap());
        let z = dunn(&groups, Adjustment::Holm).unwrap()[0].statistic;
        assert!((z * z - kruskal_wallis(&groups).unwrap().statistic).abs() < 1e-14);
    }
}
