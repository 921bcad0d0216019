//! Friedman's test, and Cochran's Q as its case of two outcomes.

use super::anova::upper_tail;
use super::blocks::{Blocks, column_sums, square_sum};
use crate::stats::{ChiSquared, Undefined};

/// The result of Friedman's test or of Cochran's Q.
#[derive(Debug, Clone, PartialEq)]
pub struct Friedman {
    /// Friedman's chi-squared, corrected for ties; Cochran's Q.
    pub statistic: f64,
    /// Treatments less one.
    pub df: f64,
    /// Upper tail of the chi-squared distribution.
    pub p_value: f64,
    /// Kendall's coefficient of concordance W, from 0 to 1: the statistic by its largest value `n (k − 1)`.
    pub kendall_w: f64,
    /// Mean of the ranks of each treatment within the blocks.
    pub mean_ranks: Vec<f64>,
    /// The same statistic by the F distribution; `None` when all blocks order the treatments alike.
    pub iman_davenport: Option<ImanDavenport>,
}

/// Friedman's statistic as `F = (n − 1) χ² / (n (k − 1) − χ²)`, whose p-value is nearer to the exact one. Source: Iman &
/// Davenport, Commun Stat A 1980;9:571.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImanDavenport {
    /// F.
    pub statistic: f64,
    /// Treatments less one.
    pub numerator_df: f64,
    /// `(n − 1)(k − 1)`.
    pub denominator_df: f64,
    /// Upper tail of the F distribution.
    pub p_value: f64,
}

/// Friedman's test of whether some treatments tend to larger values, on ranks within the blocks.
///
/// `χ² = (k − 1) Σⱼ Cⱼ² / Σ r²`, with `r` the ranks within a block less their mean `(k + 1)/2`, ties sharing their mean
/// rank, and `Cⱼ` their sum for a treatment; compared with the chi-squared distribution on `k − 1` degrees of freedom.
/// Assumes independent blocks. Source: Friedman, J Am Stat Assoc 1937;32:675; Hollander & Wolfe, Nonparametric
/// Statistical Methods, 1973; equals `friedman.test` of R.
///
/// # Errors
/// [`Undefined::NoSpread`] when the values of every block are equal.
pub fn friedman(blocks: &Blocks) -> Result<Friedman, Undefined> {
    let ranks = blocks.centred_ranks();
    let sums = column_sums(&ranks, blocks.treatments());
    let spread: f64 = ranks.iter().map(|row| square_sum(row)).sum();
    if spread == 0.0 {
        return Err(Undefined::NoSpread);
    }
    let (n, df) = (blocks.n(), blocks.treatments() as f64 - 1.0);
    let kendall_w = square_sum(&sums) / (n * spread);
    let statistic = kendall_w * n * df;
    let p_value = ChiSquared::new(df).ok_or(Undefined::OutOfRange)?.sf(statistic);
    let mean_ranks = sums.iter().map(|sum| sum / n + 0.5 * df + 1.0).collect();
    let iman_davenport = iman_davenport(kendall_w, n, df);
    Ok(Friedman { statistic, df, p_value, kendall_w, mean_ranks, iman_davenport })
}

fn iman_davenport(kendall_w: f64, n: f64, df: f64) -> Option<ImanDavenport> {
    let statistic = (n - 1.0) * kendall_w / (1.0 - kendall_w);
    let denominator_df = (n - 1.0) * df;
    let p_value = upper_tail(statistic, df, denominator_df).ok()?;
    Some(ImanDavenport { statistic, numerator_df: df, denominator_df, p_value })
}

/// Cochran's Q test of whether an outcome, yes or no, is as frequent under every treatment.
///
/// `Q = (k − 1) (k Σ Cⱼ² − T²) / (k T − Σ Rᵢ²)` with the number of yes under treatment `j`, in block `i` and in all;
/// it is [`friedman`] of ones and zeros. With two treatments it is `McNemar`'s test without continuity correction.
/// Source: Cochran, Biometrika 1950;37:256; equals `statsmodels.stats.contingency_tables.cochrans_q`.
///
/// # Errors
/// As [`Blocks::new`] and [`friedman`].
pub fn cochran_q(outcomes: &[Vec<bool>]) -> Result<Friedman, Undefined> {
    let number = |row: &Vec<bool>| row.iter().map(|&yes| f64::from(u8::from(yes))).collect();
    friedman(&Blocks::new(outcomes.iter().map(number).collect())?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn blocks_without_an_order_have_no_statistic_and_full_concordance_is_one() {
        let equal = Blocks::new(vec![vec![1.0, 1.0], vec![3.0, 3.0]]).unwrap();
        assert_eq!(friedman(&equal), Err(Undefined::NoSpread));
        let alike = Blocks::new(vec![vec![1.0, 2.0, 4.0]; 5]).unwrap();
        let test = friedman(&alike).unwrap();
        assert_eq!((test.kendall_w, test.iman_davenport), (1.0, None));
    }

    #[test]
    fn two_treatments_are_compared_as_by_mcnemar() {
        let rows = |first, second, count| std::iter::repeat_n(vec![first, second], count);
        let outcomes: Vec<Vec<bool>> =
            rows(true, false, 15).chain(rows(false, true, 4)).chain(rows(true, true, 9)).collect();
        assert!((cochran_q(&outcomes).unwrap().statistic - 121.0 / 19.0).abs() < 1e-13);
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn an_order_kept_within_each_block_changes_nothing(
            rows in prop::collection::vec(prop::collection::vec(0_u8..6, 4), 2..12), shift in -4.0_f64..4.0
        ) {
            let of = |map: &dyn Fn(usize, f64) -> f64| {
                let row = |(index, row): (usize, &Vec<u8>)| row.iter().map(|&x| map(index, f64::from(x))).collect();
                Blocks::new(rows.iter().enumerate().map(row).collect())
            };
            let plain = friedman(&of(&|_, x| x).unwrap());
            let moved = friedman(&of(&|index, x| 3.0 * x + shift * index as f64).unwrap());
            prop_assert_eq!(plain, moved);
        }
    }
}
