//! Two ratings of each person in more than two categories: symmetry and equal margins.

use nalgebra::{DMatrix, DVector};

use super::ContingencyTable;
use crate::stats::{ChiSquared, Undefined};

/// The result of a test of a square table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SymmetryTest {
    /// Chi-squared.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// Probability of a statistic as large.
    pub p_value: f64,
}

impl SymmetryTest {
    fn new(statistic: f64, df: f64) -> Result<Self, Undefined> {
        let p_value = ChiSquared::new(df).ok_or(Undefined::OutOfRange)?.sf(statistic);
        Ok(Self { statistic, df, p_value })
    }
}

/// Bowker's test that a change from one category to another is as likely as the change back.
///
/// `Σ (n_ij − n_ji)² / (n_ij + n_ji)` over the pairs of categories, on one degree of freedom a pair; pairs that nobody
/// changed between add nothing but keep theirs. Assumes independent people. Source: Bowker, J Am Stat Assoc 1948;43:572;
/// equals `mcnemar.test` of R for larger tables where that is defined.
///
/// # Errors
/// [`Undefined::WrongShape`] unless the table is square, [`Undefined::NoSpread`] when nobody changed.
pub fn bowker_test(table: &ContingencyTable) -> Result<SymmetryTest, Undefined> {
    if !table.is_square() {
        return Err(Undefined::WrongShape);
    }
    let rows = table.rows();
    let (mut statistic, mut changed) = (0.0, false);
    for (i, j, there) in table.cells().filter(|(i, j, _)| i < j) {
        let back = f64::from(rows[j][i]);
        if there + back > 0.0 {
            changed = true;
            statistic += (there - back) * (there - back) / (there + back);
        }
    }
    let categories = rows.len() as f64;
    if changed {
        SymmetryTest::new(statistic, 0.5 * categories * (categories - 1.0))
    } else {
        Err(Undefined::NoSpread)
    }
}

/// The Stuart-Maxwell test that both ratings have the same margins.
///
/// `dᵀ S⁻¹ d` of the differences of the margins, one category left out, with `S` their covariance under the null
/// hypothesis, on categories − 1 degrees of freedom. Categories that nobody used at all are left out. Assumes
/// independent people. Source: Stuart, Biometrika 1955;42:412; Maxwell, Br J Psychiatry 1970;116:651.
///
/// # Errors
/// [`Undefined::WrongShape`] unless the table is square, [`Undefined::NoSpread`] when nobody changed,
/// [`Undefined::Collinear`] when changes within some of the categories never lead to the others.
pub fn stuart_maxwell_test(table: &ContingencyTable) -> Result<SymmetryTest, Undefined> {
    if !table.is_square() {
        return Err(Undefined::WrongShape);
    }
    if table.cells().all(|(i, j, count)| i == j || count == 0.0) {
        return Err(Undefined::NoSpread);
    }
    let (rows, columns) = (table.row_sums(), table.column_sums());
    let used: Vec<usize> = (0..rows.len()).filter(|&i| rows[i] + columns[i] > 0).collect();
    let size = used.len() - 1;
    let counts = |i: usize, j: usize| f64::from(table.rows()[used[i]][used[j]]);
    let margin = |i: usize| (rows[used[i]] as f64, columns[used[i]] as f64);
    let differences = DVector::from_fn(size, |i, _| margin(i).0 - margin(i).1);
    let covariance = DMatrix::from_fn(size, size, |i, j| {
        if i == j { margin(i).0 + margin(i).1 - 2.0 * counts(i, i) } else { -counts(i, j) - counts(j, i) }
    });
    let solved = covariance.cholesky().ok_or(Undefined::Collinear)?.solve(&differences);
    SymmetryTest::new(differences.dot(&solved).max(0.0), size as f64)
}
