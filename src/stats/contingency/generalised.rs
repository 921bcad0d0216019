//! The generalised Cochran-Mantel-Haenszel tests of tables of any shape.

use nalgebra::{DMatrix, DVector};

use super::ContingencyTable;
use crate::stats::{ChiSquared, Undefined};

/// The result of a generalised Cochran-Mantel-Haenszel test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GeneralTest {
    /// Chi-squared.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// Probability of a statistic as large.
    pub p_value: f64,
}

/// Generalised Cochran-Mantel-Haenszel test of association of rows and columns, neither in an order, given the strata.
///
/// `(n − m)ᵀ V⁻¹ (n − m)` of the summed counts, last row and column left out, and their hypergeometric mean and
/// covariance, on `(rows − 1)(columns − 1)` degrees of freedom. Strata of one person or none are left out. Source: Landis,
/// Heyman & Koch, Int Stat Rev 1978;46:237; equals `mantelhaen.test` of R for larger tables.
///
/// # Errors
/// [`Undefined::WrongShape`] unless all tables have one shape, [`Undefined::TooFewValues`] when no stratum has two
/// people, [`Undefined::Collinear`] when a row or column is empty in all of them.
pub fn generalised_test(strata: &[ContingencyTable]) -> Result<GeneralTest, Undefined> {
    let [rows, columns] = shape(strata)?;
    tested(strata, &all_but_the_last(rows), &all_but_the_last(columns))
}

/// Test of different mean scores of the rows given the strata, the columns being in an order: CMH statistic 2 of SAS.
///
/// On `rows − 1` degrees of freedom. With mid-ranks as scores and one stratum it is Kruskal and Wallis's test. Source:
/// Landis, Heyman & Koch, Int Stat Rev 1978;46:237; `coin::cmh_test` of R with scores of the columns.
///
/// # Errors
/// As [`generalised_test`]; [`Undefined::WrongShape`] unless there is a score for each column.
pub fn row_means_test(strata: &[ContingencyTable], columns: &[f64]) -> Result<GeneralTest, Undefined> {
    let [rows, _] = shape(strata)?;
    tested(strata, &all_but_the_last(rows), &single(columns))
}

/// Test of a correlation of rows and columns given the strata, both being in an order: CMH statistic 1 of SAS, Mantel's.
///
/// On one degree of freedom. With one stratum it is `(n − 1) r²`, the linear-by-linear association test. Source: Mantel, J Am
/// Stat Assoc 1963;58:690; `coin::cmh_test` of R with scores of rows and columns.
///
/// # Errors
/// As [`generalised_test`]; [`Undefined::WrongShape`] unless there is a score for each row and column.
pub fn correlation_test(
    strata: &[ContingencyTable],
    rows: &[f64],
    columns: &[f64],
) -> Result<GeneralTest, Undefined> {
    tested(strata, &single(rows), &single(columns))
}

/// Rows and columns that all tables have.
fn shape(strata: &[ContingencyTable]) -> Result<[usize; 2], Undefined> {
    let first = strata.first().ok_or(Undefined::TooFewValues)?;
    Ok([first.rows().len(), first.columns()])
}

/// A column of scores for each category but the last, 1 in its own.
fn all_but_the_last(categories: usize) -> DMatrix<f64> {
    DMatrix::identity(categories, categories.saturating_sub(1))
}

fn single(scores: &[f64]) -> DMatrix<f64> {
    DMatrix::from_column_slice(scores.len(), 1, scores)
}

/// The quadratic form of the sums of `row score · column score · (n − m)`, each column of scores with each.
fn tested(
    strata: &[ContingencyTable],
    rows: &DMatrix<f64>,
    columns: &DMatrix<f64>,
) -> Result<GeneralTest, Undefined> {
    shape(strata)?;
    if strata.iter().any(|table| [table.rows().len(), table.columns()] != [rows.nrows(), columns.nrows()]) {
        return Err(Undefined::WrongShape);
    }
    let size = rows.ncols() * columns.ncols();
    let (mut distance, mut covariance) = (DVector::zeros(size), DMatrix::zeros(size, size));
    let mut used = false;
    for table in strata.iter().filter(|table| table.total() > 1) {
        used = true;
        let n = table.total() as f64;
        let margin = |sums: &[u64]| DVector::from_iterator(sums.len(), sums.iter().map(|&sum| sum as f64));
        let (row_sums, column_sums) = (margin(&table.row_sums()), margin(&table.column_sums()));
        let counts = DMatrix::from_fn(rows.nrows(), columns.nrows(), |row, column| {
            f64::from(table.rows()[row][column]) - row_sums[row] * column_sums[column] / n
        });
        let sums = rows.transpose() * counts * columns;
        distance += DVector::from_iterator(size, sums.iter().copied());
        let (by_row, by_column) = (spread(rows, &row_sums, n), spread(columns, &column_sums, n));
        covariance += by_column.kronecker(&by_row) / (n - 1.0);
    }
    if !used {
        return Err(Undefined::TooFewValues);
    }
    let solved = covariance.cholesky().ok_or(Undefined::Collinear)?.solve(&distance);
    let (statistic, df) = (distance.dot(&solved).max(0.0), size as f64);
    let p_value = ChiSquared::new(df).ok_or(Undefined::OutOfRange)?.sf(statistic);
    Ok(GeneralTest { statistic, df, p_value })
}

/// `Σ uᵢ uᵢ′ sumᵢ − (Σ uᵢ sumᵢ)(Σ uᵢ sumᵢ)′ / n` of the scores `u` of each category.
fn spread(scores: &DMatrix<f64>, sums: &DVector<f64>, n: f64) -> DMatrix<f64> {
    let total = scores.transpose() * sums;
    scores.transpose() * DMatrix::from_diagonal(sums) * scores - &total * total.transpose() / n
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[[u32; 3]]) -> ContingencyTable {
        ContingencyTable::new(rows.iter().map(|row| row.to_vec()).collect()).unwrap()
    }

    #[test]
    fn in_one_stratum_the_correlation_test_is_n_less_one_times_r_squared() {
        let found =
            correlation_test(&[table(&[[3, 1, 2], [0, 4, 5]])], &[0.0, 1.0], &[1.0, 2.0, 4.0]).unwrap();
        // 15 people: Σx = 9, Σy = 3 + 10 + 28, Σxy = 28, Σx² = 9, Σy² = 3 + 20 + 112.
        let (sx, sy, sxy, sxx, syy) = (9.0, 41.0, 28.0, 9.0, 135.0);
        let r = (sxy - sx * sy / 15.0) / f64::sqrt((sxx - sx * sx / 15.0) * (syy - sy * sy / 15.0));
        assert!((found.statistic - 14.0 * r * r).abs() < 1e-12 && found.df == 1.0);
    }

    #[test]
    fn two_rows_have_means_that_differ_as_far_as_they_are_correlated() {
        let strata = [table(&[[3, 1, 2], [0, 4, 5]]), table(&[[2, 2, 0], [1, 0, 3]])];
        let means = row_means_test(&strata, &[1.0, 2.0, 3.0]).unwrap();
        let correlation = correlation_test(&strata, &[5.0, 7.0], &[1.0, 2.0, 3.0]).unwrap();
        assert!((means.statistic - correlation.statistic).abs() < 1e-12);
        assert_eq!(row_means_test(&strata, &[1.0, 2.0]), Err(Undefined::WrongShape));
        assert_eq!(row_means_test(&strata, &[1.0, 1.0, 1.0]), Err(Undefined::Collinear));
    }
}
