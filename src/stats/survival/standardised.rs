//! Covariates on one scale.

use nalgebra::{DMatrix, DVector};

use crate::stats::Undefined;

/// Transposed covariates, means and scales.
pub(super) type Standardised = (DMatrix<f64>, DVector<f64>, DVector<f64>);

/// `(x − mean) / largest distance from it` of each column, transposed so that a row of the data is a column; with the
/// means and distances.
///
/// # Errors
/// [`Undefined::Collinear`] for a column that does not vary, [`Undefined::OutOfRange`] for numbers too large.
pub(super) fn standardised(design: &DMatrix<f64>) -> Result<Standardised, Undefined> {
    let mut people = design.transpose();
    let centre = DVector::from_iterator(design.ncols(), design.column_iter().map(|column| column.mean()));
    let mut scale = DVector::zeros(design.ncols());
    for (index, mut covariate) in people.row_iter_mut().enumerate() {
        covariate.add_scalar_mut(-centre[index]);
        scale[index] = covariate.amax();
        if scale[index] <= 1e-12 * centre[index].abs() || scale[index] == 0.0 {
            return Err(Undefined::Collinear);
        }
        covariate.unscale_mut(scale[index]);
    }
    if scale.iter().chain(centre.iter()).all(|value| value.is_finite()) {
        Ok((people, centre, scale))
    } else {
        Err(Undefined::OutOfRange)
    }
}
