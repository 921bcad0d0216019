//! How strongly two classifications without an order go together.

use libm::sqrt;

use super::{ContingencyTable, chi_squared_test};
use crate::stats::Undefined;

/// Measures from Pearson's chi-squared, 0 for independence, in the words of `assocstats` of the R package vcd.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NominalAssociation {
    /// `√(χ²/n)`; for two rows and two columns the size of the correlation.
    pub phi: f64,
    /// Pearson's `√(χ²/(χ² + n))`, below 1.
    pub contingency_coefficient: f64,
    /// Cramér's `√(χ²/(n · min(rows − 1, columns − 1)))`, from 0 to 1.
    pub cramers_v: f64,
    /// Tschuprow's `√(χ²/(n √((rows − 1)(columns − 1))))`.
    pub tschuprows_t: f64,
}

/// Measures of association of two classifications without an order.
///
/// Source: Cramér, Mathematical Methods of Statistics, 1946; equals `assocstats` of vcd.
///
/// # Errors
/// [`Undefined::EmptyMargin`] when a row or a column is empty.
pub fn nominal_association(table: &ContingencyTable) -> Result<NominalAssociation, Undefined> {
    let test = chi_squared_test(table)?;
    let share = test.statistic / table.total() as f64;
    let smaller = table.rows().len().min(table.columns()) as f64 - 1.0;
    Ok(NominalAssociation {
        phi: sqrt(share),
        contingency_coefficient: sqrt(share / (1.0 + share)),
        cramers_v: sqrt(share / smaller).min(1.0),
        tschuprows_t: sqrt(share / sqrt(test.df)),
    })
}
