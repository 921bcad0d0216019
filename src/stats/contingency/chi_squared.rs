//! Chi-squared and likelihood-ratio tests of independence, and of given probabilities.

use libm::{log, sqrt};

use super::ContingencyTable;
use crate::stats::{ChiSquared, Undefined};

/// The result of a test of independence of rows and columns.
#[derive(Debug, Clone, PartialEq)]
pub struct ChiSquaredTest {
    /// `Σ (O − E)²/E`, or `2 Σ O ln(O/E)` for the likelihood-ratio test.
    pub statistic: f64,
    /// `(rows − 1)(columns − 1)`.
    pub df: f64,
    /// Probability of a statistic as large.
    pub p_value: f64,
    /// Expected counts `E`: row sum times column sum by total.
    pub expected: Vec<Vec<f64>>,
    /// Pearson residuals `(O − E)/√E`.
    pub residuals: Vec<Vec<f64>>,
    /// Standardised residuals `(O − E)/√(E (1 − row share)(1 − column share))`, nearly standard normal.
    pub standardised_residuals: Vec<Vec<f64>>,
}

/// Pearson's chi-squared test of independence, without correction for continuity.
///
/// Assumes independent people and expected counts of about 5 or more. Source: Pearson, Phil Mag 1900;50:157; equals
/// `chisq.test(correct = FALSE)` of R with its `expected`, `residuals` and `stdres`.
///
/// # Errors
/// [`Undefined::EmptyMargin`] when a row or a column is empty.
pub fn chi_squared_test(table: &ContingencyTable) -> Result<ChiSquaredTest, Undefined> {
    test(table, |observed, expected| (observed - expected) * (observed - expected) / expected)
}

/// Likelihood-ratio test of independence (G test).
///
/// Assumptions as for Pearson's. Source: Wilks, Ann Math Stat 1935;6:190; equals
/// `scipy.stats.chi2_contingency(lambda_ = "log-likelihood", correction = False)`.
///
/// # Errors
/// As [`chi_squared_test`].
pub fn likelihood_ratio_test(table: &ContingencyTable) -> Result<ChiSquaredTest, Undefined> {
    test(
        table,
        |observed, expected| {
            if observed > 0.0 { 2.0 * observed * log(observed / expected) } else { 0.0 }
        },
    )
}

fn test(table: &ContingencyTable, part: impl Fn(f64, f64) -> f64) -> Result<ChiSquaredTest, Undefined> {
    let margins = table.margins()?;
    let expected_at = |i: usize, j: usize| margins.rows[i] * margins.columns[j] / margins.total;
    let map = |value: &dyn Fn(usize, usize, f64) -> f64| -> Vec<Vec<f64>> {
        let numbered = table.rows().iter().enumerate();
        let row = |(i, row): (usize, &Vec<u32>)| {
            row.iter().enumerate().map(|(j, &count)| value(i, j, f64::from(count))).collect()
        };
        numbered.map(row).collect()
    };
    let statistic =
        table.cells().map(|(i, j, observed)| part(observed, expected_at(i, j))).sum::<f64>().max(0.0);
    let df = ((table.rows().len() - 1) * (table.columns() - 1)) as f64;
    let p_value = ChiSquared::new(df).ok_or(Undefined::OutOfRange)?.sf(statistic);
    let left = |sum: f64| (margins.total - sum) / margins.total;
    Ok(ChiSquaredTest {
        statistic,
        df,
        p_value,
        expected: map(&|i, j, _| expected_at(i, j)),
        residuals: map(&|i, j, observed| (observed - expected_at(i, j)) / sqrt(expected_at(i, j))),
        standardised_residuals: map(&|i, j, observed| {
            let variance = expected_at(i, j) * left(margins.rows[i]) * left(margins.columns[j]);
            (observed - expected_at(i, j)) / sqrt(variance)
        }),
    })
}

/// The result of a test of counts against given probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct GoodnessOfFit {
    /// `Σ (O − E)²/E`.
    pub statistic: f64,
    /// Categories − 1.
    pub df: f64,
    /// Probability of a statistic as large.
    pub p_value: f64,
    /// Expected counts.
    pub expected: Vec<f64>,
}

/// Pearson's chi-squared test of counts against probabilities, as `chisq.test(x, p = weights, rescale.p = TRUE)` of R.
///
/// `weights` are brought to a sum of 1. Assumes independent people and expected counts of about 5 or more.
///
/// # Errors
/// [`Undefined::WrongShape`] unless there are two categories or more with a weight each, [`Undefined::BadOption`] for a
/// weight that is not positive and finite, [`Undefined::TooFewValues`] when all counts are 0.
pub fn goodness_of_fit(counts: &[u32], weights: &[f64]) -> Result<GoodnessOfFit, Undefined> {
    if counts.len() < 2 || counts.len() != weights.len() {
        return Err(Undefined::WrongShape);
    }
    let (total, weight) = (counts.iter().copied().map(f64::from).sum::<f64>(), weights.iter().sum::<f64>());
    if !(weight.is_finite() && weights.iter().all(|&weight| weight > 0.0)) {
        return Err(Undefined::BadOption);
    }
    if total == 0.0 {
        return Err(Undefined::TooFewValues);
    }
    let expected: Vec<f64> = weights.iter().map(|part| total * (part / weight)).collect();
    let parts = counts.iter().zip(&expected).map(|(&count, expected)| {
        let distance = f64::from(count) - expected;
        distance * distance / expected
    });
    let (statistic, df) = (parts.sum::<f64>(), counts.len() as f64 - 1.0);
    if !statistic.is_finite() {
        return Err(Undefined::OutOfRange);
    }
    let p_value = ChiSquared::new(df).ok_or(Undefined::OutOfRange)?.sf(statistic);
    Ok(GoodnessOfFit { statistic, df, p_value, expected })
}
