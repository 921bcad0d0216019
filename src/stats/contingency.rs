//! Tables of counts with any number of rows and columns, paired tables and strata of tables.

mod association;
mod chi_squared;
mod fisher;
mod generalised;
mod homogeneity;
mod mantel_haenszel;
mod ordinal;
mod paired;
mod strata;
mod symmetry;

pub use association::{NominalAssociation, nominal_association};
pub use chi_squared::{
    ChiSquaredTest, GoodnessOfFit, chi_squared_test, goodness_of_fit, likelihood_ratio_test,
};
pub use fisher::{FISHER_MOST_STEPS, fisher_exact_test};
pub use generalised::{GeneralTest, correlation_test, generalised_test, row_means_test};
pub use homogeneity::{Homogeneity, TaroneCorrection, breslow_day_test, woolf_test};
pub use mantel_haenszel::{MantelHaenszel, mantel_haenszel_test};
pub use ordinal::{OrdinalAssociation, OrdinalMeasure, ordinal_association};
pub use paired::{McNemar, McNemarMethod, PairedTable};
pub use strata::{ExactStrata, Strata, exact_conditional_test};
pub use symmetry::{SymmetryTest, bowker_test, stuart_maxwell_test};

use super::Undefined;

/// Counts in two or more rows and two or more columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContingencyTable {
    rows: Vec<Vec<u32>>,
}

impl ContingencyTable {
    /// The table with these rows.
    ///
    /// # Errors
    /// [`Undefined::WrongShape`] unless there are two rows or more, all of one length of two or more.
    pub fn new(rows: Vec<Vec<u32>>) -> Result<Self, Undefined> {
        let columns = rows.first().map_or(0, Vec::len);
        if rows.len() < 2 || columns < 2 || rows.iter().any(|row| row.len() != columns) {
            return Err(Undefined::WrongShape);
        }
        Ok(Self { rows })
    }

    /// The counts, row by row.
    pub fn rows(&self) -> &[Vec<u32>] {
        &self.rows
    }

    /// The sum of each row.
    pub fn row_sums(&self) -> Vec<u64> {
        self.rows.iter().map(|row| row.iter().copied().map(u64::from).sum()).collect()
    }

    /// The sum of each column.
    pub fn column_sums(&self) -> Vec<u64> {
        let mut sums = vec![0; self.columns()];
        for row in &self.rows {
            for (sum, &count) in sums.iter_mut().zip(row) {
                *sum += u64::from(count);
            }
        }
        sums
    }

    /// The sum of all counts.
    pub fn total(&self) -> u64 {
        self.row_sums().iter().sum()
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// Whether the table has as many rows as columns.
    fn is_square(&self) -> bool {
        self.rows.len() == self.columns()
    }

    /// Each cell with its row's and its column's number.
    fn cells(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let numbered = self.rows.iter().enumerate();
        numbered.flat_map(|(i, row)| row.iter().enumerate().map(move |(j, &count)| (i, j, f64::from(count))))
    }

    /// Sums of rows, sums of columns and the total, when no row or column is empty.
    fn margins(&self) -> Result<Margins, Undefined> {
        let as_floats = |sums: Vec<u64>| sums.into_iter().map(|sum| sum as f64).collect::<Vec<_>>();
        let margins = Margins {
            rows: as_floats(self.row_sums()),
            columns: as_floats(self.column_sums()),
            total: self.total() as f64,
        };
        let is_empty = margins.rows.iter().chain(&margins.columns).any(|&sum| sum == 0.0);
        if is_empty { Err(Undefined::EmptyMargin) } else { Ok(margins) }
    }
}

/// Sums of a table without empty rows and columns.
#[derive(Debug, Clone)]
struct Margins {
    rows: Vec<f64>,
    columns: Vec<f64>,
    total: f64,
}

#[cfg(test)]
mod tests;
