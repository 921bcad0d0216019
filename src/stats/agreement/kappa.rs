//! Cohen's kappa of two raters.

use libm::sqrt;

use crate::domain::Interval;
use crate::stats::contingency::ContingencyTable;
use crate::stats::tail::normal_p_value;
use crate::stats::{Alternative, Confidence, Undefined};

/// How much a disagreement counts, by the distance of the two categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KappaWeights {
    /// Every disagreement counts alike.
    Unweighted,
    /// In proportion to the distance: weights `1 − |i − j|/(k − 1)`, "equal-spacing" in the R package vcd.
    Linear,
    /// In proportion to its square: weights `1 − (i − j)²/(k − 1)²`, "Fleiss-Cohen" in vcd.
    Quadratic,
}

/// Cohen's kappa with its standard errors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kappa {
    /// `(observed − expected)/(1 − expected)`.
    pub estimate: f64,
    /// Asymptotic standard error, which `vcd::Kappa` of R prints as ASE.
    pub standard_error: f64,
    /// `estimate ± z · standard_error`, cut to −1 and 1.
    pub conf_int: Interval,
    /// Standard error when the raters agree by chance alone.
    pub null_standard_error: f64,
    /// `estimate / null_standard_error`, nearly standard normal under agreement by chance.
    pub statistic: f64,
    /// Its two-sided p-value.
    pub p_value: f64,
    /// `estimate / standard_error`, which `vcd::Kappa` prints as z; `None` when the standard error is 0, as in perfect
    /// agreement.
    pub wald_statistic: Option<f64>,
    /// Its two-sided p-value.
    pub wald_p_value: Option<f64>,
    /// Weighted share of agreement.
    pub observed_agreement: f64,
    /// The same if the raters were independent.
    pub expected_agreement: f64,
}

/// Cohen's kappa, unweighted or weighted, of a square table of two raters' categories in their order.
///
/// Assumes independent subjects. Source: Cohen, Psychol Bull 1968;70:213; Fleiss, Cohen & Everitt, Psychol Bull
/// 1969;72:323; equals `vcd::Kappa` of R.
///
/// # Errors
/// [`Undefined::WrongShape`] unless the table is square, [`Undefined::TooFewValues`] without subjects,
/// [`Undefined::NoSpread`] when both raters always use one and the same category.
pub fn cohens_kappa(
    table: &ContingencyTable,
    weights: KappaWeights,
    confidence: Confidence,
) -> Result<Kappa, Undefined> {
    let size = table.rows().len();
    if table.rows().iter().any(|row| row.len() != size) {
        return Err(Undefined::WrongShape);
    }
    let n = table.total() as f64;
    if n == 0.0 {
        return Err(Undefined::TooFewValues);
    }
    let shares = |sums: Vec<u64>| sums.into_iter().map(|sum| sum as f64 / n).collect::<Vec<_>>();
    let ratings = Ratings {
        n,
        cells: table
            .rows()
            .iter()
            .map(|row| row.iter().map(|&count| f64::from(count) / n).collect())
            .collect(),
        rows: shares(table.row_sums()),
        columns: shares(table.column_sums()),
        weights,
    };
    ratings.kappa(confidence)
}

/// Shares of the subjects by the two raters' categories.
struct Ratings {
    n: f64,
    cells: Vec<Vec<f64>>,
    rows: Vec<f64>,
    columns: Vec<f64>,
    weights: KappaWeights,
}

impl Ratings {
    fn weight(&self, i: usize, j: usize) -> f64 {
        let distance = i.abs_diff(j) as f64 / (self.rows.len() as f64 - 1.0);
        match self.weights {
            KappaWeights::Unweighted if i == j => 1.0,
            KappaWeights::Unweighted => 0.0,
            KappaWeights::Linear => 1.0 - distance,
            KappaWeights::Quadratic => 1.0 - distance * distance,
        }
    }

    /// `Σ part(i, j)` over the cells.
    fn sum(&self, part: impl Fn(usize, usize) -> f64) -> f64 {
        let size = self.rows.len();
        (0..size).map(|i| (0..size).map(|j| part(i, j)).sum::<f64>()).sum()
    }

    fn kappa(&self, confidence: Confidence) -> Result<Kappa, Undefined> {
        let size = self.rows.len();
        let observed = self.sum(|i, j| self.weight(i, j) * self.cells[i][j]);
        let expected = self.sum(|i, j| self.weight(i, j) * self.rows[i] * self.columns[j]);
        let disagreement = self.sum(|i, j| (1.0 - self.weight(i, j)) * self.rows[i] * self.columns[j]);
        if disagreement <= 0.0 {
            return Err(Undefined::NoSpread);
        }
        let estimate = (observed - expected) / disagreement;
        // The mean weight of a category of the one rater over the categories of the other.
        let mean = |of: &dyn Fn(usize, usize) -> f64| -> Vec<f64> {
            (0..size).map(|i| (0..size).map(|j| of(i, j)).sum()).collect()
        };
        let by_row = mean(&|i, j| self.weight(i, j) * self.columns[j]);
        let by_column = mean(&|i, j| self.weight(i, j) * self.rows[j]);
        let standard_error = {
            let centre = estimate - expected * (1.0 - estimate);
            let squares = self.sum(|i, j| {
                let part = self.weight(i, j) - (by_row[i] + by_column[j]) * (1.0 - estimate);
                self.cells[i][j] * (part - centre) * (part - centre)
            });
            sqrt(squares / self.n) / disagreement
        };
        let null_standard_error = {
            let squares = self.sum(|i, j| {
                let part = self.weight(i, j) - (by_row[i] + by_column[j]) + expected;
                self.rows[i] * self.columns[j] * part * part
            });
            sqrt(squares / self.n) / disagreement
        };
        let z = confidence.normal_deviate()?;
        let low = (estimate - z * standard_error).max(-1.0);
        let conf_int =
            Interval::new(low, (estimate + z * standard_error).min(1.0)).ok_or(Undefined::OutOfRange)?;
        let ratio = |error: f64| if error > 0.0 { Ok(estimate / error) } else { Err(Undefined::NoSpread) };
        let statistic = ratio(null_standard_error)?;
        let wald_statistic = ratio(standard_error).ok();
        Ok(Kappa {
            estimate,
            standard_error,
            conf_int,
            null_standard_error,
            statistic,
            p_value: normal_p_value(statistic, Alternative::TwoSided),
            wald_statistic,
            wald_p_value: wald_statistic.map(|z| normal_p_value(z, Alternative::TwoSided)),
            observed_agreement: observed,
            expected_agreement: expected,
        })
    }
}
