//! Variance inflation: how much the other terms blur the effect of one.

use libm::{pow, sqrt};
use nalgebra::DMatrix;

use crate::stats::Undefined;
use crate::stats::model::Design;

/// The inflation of one term.
#[derive(Debug, Clone, PartialEq)]
pub struct VarianceInflation {
    /// The term.
    pub term: String,
    /// The generalised factor; for a term of one column the variance inflation factor `1 / (1 − R²)`.
    pub factor: f64,
    /// Columns of the term.
    pub df: f64,
    /// `factor^(1 / 2df)`, comparable between terms.
    pub scaled: f64,
}

/// The generalised variance inflation factor of each term, from the covariance matrix of the estimates.
///
/// Source: Fox & Monette, J Am Stat Assoc 1992;87:178; `car::vif` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] with fewer than two terms, [`Undefined::WrongShape`] for a matrix of another size,
/// [`Undefined::Collinear`].
pub fn variance_inflation(
    design: &Design,
    covariance: &DMatrix<f64>,
) -> Result<Vec<VarianceInflation>, Undefined> {
    let size = design.names.len();
    if covariance.shape() != (size, size) {
        return Err(Undefined::WrongShape);
    }
    if design.terms.len() < 2 {
        return Err(Undefined::TooFewValues);
    }
    let columns: Vec<usize> = (0..size).filter(|&column| design.assign[column] > 0).collect();
    let deviation = |column: usize| sqrt(covariance[(column, column)]);
    let correlation =
        |first: usize, second: usize| covariance[(first, second)] / (deviation(first) * deviation(second));
    let determinant = |kept: &[usize]| {
        DMatrix::from_fn(kept.len(), kept.len(), |i, j| correlation(kept[i], kept[j])).determinant()
    };
    let whole = determinant(&columns);
    if whole <= 0.0 || whole.is_nan() {
        return Err(Undefined::Collinear);
    }
    let of_term = |(index, term): (usize, &crate::stats::model::DesignTerm)| {
        let own = design.columns_of(index);
        let others: Vec<usize> = columns.iter().copied().filter(|column| !own.contains(column)).collect();
        let factor = determinant(&own) * determinant(&others) / whole;
        let df = own.len() as f64;
        VarianceInflation { term: term.label.clone(), factor, df, scaled: pow(factor, 0.5 / df) }
    };
    Ok(design.terms.iter().enumerate().map(of_term).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::model::{Formula, Frame, ModelFrame, Variable};

    #[test]
    fn two_terms_are_enough_unless_one_is_the_other() {
        let column = |values: &[f64]| Variable::Numeric(values.iter().copied().map(Some).collect());
        let frame = Frame::default().with("x", column(&[1.0, 2.0, 3.0, 4.0])).unwrap();
        let frame = frame.with("z", column(&[1.0, 0.0, 0.0, 1.0])).unwrap();
        let formula = Formula::parse("~ x + z").unwrap();
        let design = Design::new(&ModelFrame::new(&formula, &frame, &[]).unwrap());
        let factors = |covariance: &DMatrix<f64>| -> Result<Vec<f64>, Undefined> {
            Ok(variance_inflation(&design, covariance)?.iter().map(|term| term.factor).collect())
        };
        assert_eq!(factors(&DMatrix::identity(3, 3)), Ok(vec![1.0, 1.0]));
        assert_eq!(factors(&DMatrix::from_element(3, 3, 1.0)), Err(Undefined::Collinear));
        assert_eq!(factors(&DMatrix::zeros(3, 3)), Err(Undefined::Collinear));
    }
}
