//! Quade's test.

use libm::pow;

use super::anova::upper_tail;
use super::blocks::{Blocks, centred_ranks, column_sums, square_sum};
use crate::stats::Undefined;

/// The result of Quade's test, in the words of R's `quade.test`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quade {
    /// F; `None` when all blocks have one order and one range, where it is infinite.
    pub statistic: Option<f64>,
    /// Treatments less one.
    pub numerator_df: f64,
    /// `(n − 1)(k − 1)`.
    pub denominator_df: f64,
    /// Upper tail of the F distribution; `k!^(1 − n)`, by counting, where there is no F.
    pub p_value: f64,
}

/// Quade's test of whether some treatments tend to larger values: ranks within the blocks, each block weighted with
/// the rank of its range.
///
/// With `S` the weighted ranks less their mean, `A = Σ S²` and `B = Σⱼ (Σᵢ S)² / n`: `F = (n − 1) B / (A − B)`. More
/// powerful than Friedman's test for three or four treatments; assumes that the ranges of blocks can be compared.
/// Source: Quade, J Am Stat Assoc 1979;74:680; Conover, Practical Nonparametric Statistics, 1999; equals `quade.test`
/// of R.
///
/// # Errors
/// [`Undefined::NoSpread`] when the values of every block are equal.
pub fn quade(blocks: &Blocks) -> Result<Quade, Undefined> {
    let n = blocks.n();
    let ranges: Vec<f64> = blocks.rows().iter().map(|row| range(row)).collect();
    let weights = centred_ranks(&ranges).into_iter().map(|rank| rank + 0.5 * (n + 1.0));
    let weighted = |(row, weight): (Vec<f64>, f64)| row.into_iter().map(|rank| rank * weight).collect();
    let scores: Vec<Vec<f64>> = blocks.centred_ranks().into_iter().zip(weights).map(weighted).collect();
    let total: f64 = scores.iter().map(|row| square_sum(row)).sum();
    let between = square_sum(&column_sums(&scores, blocks.treatments())) / n;
    if total == 0.0 {
        return Err(Undefined::NoSpread);
    }
    let numerator_df = blocks.treatments() as f64 - 1.0;
    let denominator_df = (n - 1.0) * numerator_df;
    // Equal but for rounding: every block has the same scores.
    let rest = total - between;
    if rest <= 1e-14 * total {
        let orders: f64 = (1..=blocks.treatments()).map(|count| count as f64).product();
        return Ok(Quade { statistic: None, numerator_df, denominator_df, p_value: pow(orders, 1.0 - n) });
    }
    let statistic = (n - 1.0) * between / rest;
    let p_value = upper_tail(statistic, numerator_df, denominator_df)?;
    Ok(Quade { statistic: Some(statistic), numerator_df, denominator_df, p_value })
}

fn range(row: &[f64]) -> f64 {
    let (low, high) = row
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| (low.min(value), high.max(value)));
    high - low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_one_order_and_range_have_a_p_value_by_counting() {
        let blocks =
            Blocks::new(vec![vec![1.0, 2.0, 4.0], vec![0.0, 2.0, 3.0], vec![5.0, 6.0, 8.0]]).unwrap();
        let test = quade(&blocks).unwrap();
        assert_eq!(test.statistic, None);
        assert!((test.p_value - 1.0 / 36.0).abs() < 1e-16);
        let equal = Blocks::new(vec![vec![1.0, 1.0], vec![3.0, 3.0]]).unwrap();
        assert_eq!(quade(&equal), Err(Undefined::NoSpread));
    }
}
