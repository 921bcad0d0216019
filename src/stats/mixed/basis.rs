//! A linear model in coordinates where nothing cancels.

use libm::{fabs, log, sqrt};
use nalgebra::{DMatrix, DVector};

use crate::stats::Undefined;

/// The design as orthonormal columns `Q` of `X = QR`, and the response as what ordinary least squares leaves of it, in
/// units of its spread.
///
/// Likelihoods of `y` and of this response differ by a constant, effects by a linear map; sums of squares and the
/// information keep their digits here however `X` is scaled or placed.
#[derive(Debug, Clone)]
pub(in crate::stats) struct Basis {
    /// `Q`.
    pub columns: DMatrix<f64>,
    /// The residuals of least squares divided by `scale`.
    pub response: DVector<f64>,
    /// Residual standard deviation of least squares.
    pub scale: f64,
    inverse_triangle: DMatrix<f64>,
    least_squares: DVector<f64>,
    log_determinant: f64,
}

impl Basis {
    /// Of a design and a response.
    ///
    /// # Errors
    /// Unlike numbers of rows, values that are not finite, no more rows than columns, columns that are combinations of
    /// others (R's rule: less than 1e-7 of a column is its own), and a response without a residual.
    pub fn new(design: &DMatrix<f64>, response: &[f64]) -> Result<Self, Undefined> {
        let (rows, columns) = design.shape();
        if rows != response.len() || columns == 0 {
            return Err(Undefined::WrongShape);
        }
        if !response.iter().all(|value| value.is_finite()) {
            return Err(Undefined::BadValues);
        }
        let (orthonormal, triangle) = orthonormal(design)?;
        let inverse_triangle = triangle
            .solve_upper_triangular(&DMatrix::identity(columns, columns))
            .ok_or(Undefined::Collinear)?;
        let response = DVector::from_column_slice(response);
        let projected = orthonormal.tr_mul(&response);
        let once = &response - &orthonormal * &projected;
        // A second projection removes what rounding left of the first.
        let rest = orthonormal.tr_mul(&once);
        let residual = once - &orthonormal * &rest;
        let scale = sqrt(residual.norm_squared() / (rows - columns) as f64);
        if scale <= 1e-12 * response.amax() || scale == 0.0 {
            return Err(Undefined::NoSpread);
        }
        let log_determinant = triangle.diagonal().iter().map(|value| log(fabs(*value))).sum();
        Ok(Self {
            columns: orthonormal,
            response: residual / scale,
            scale,
            least_squares: &inverse_triangle * (projected + rest),
            inverse_triangle,
            log_determinant,
        })
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.columns.nrows()
    }

    /// Number of columns.
    pub fn effects(&self) -> usize {
        self.columns.ncols()
    }

    /// `(Q, y)`.
    pub fn with_response(&self) -> DMatrix<f64> {
        let width = self.effects() + 1;
        let mut all = self.columns.clone().insert_column(width - 1, 0.0);
        all.set_column(width - 1, &self.response);
        all
    }

    /// Effects of the columns of `X` from those of the columns of `Q`.
    pub fn estimate(&self, effects: &DVector<f64>) -> DVector<f64> {
        &self.least_squares + &self.inverse_triangle * effects * self.scale
    }

    /// Covariance of the effects of `X` from one of those of `Q`.
    pub fn covariance(&self, covariance: &DMatrix<f64>) -> DMatrix<f64> {
        let mapped = &self.inverse_triangle * covariance * self.inverse_triangle.transpose();
        (&mapped + mapped.transpose()) * (0.5 * self.scale * self.scale)
    }

    /// What `−2 log L` of the response is more than that of [`Self::response`].
    pub fn deviance_shift(&self, estimation: super::Estimation) -> f64 {
        let log_variance = 2.0 * log(self.scale);
        match estimation {
            super::Estimation::Reml => {
                (self.rows() - self.effects()) as f64 * log_variance + 2.0 * self.log_determinant
            }
            super::Estimation::MaximumLikelihood => self.rows() as f64 * log_variance,
        }
    }
}

/// `Q` and `R` of a design.
///
/// # Errors
/// Values that are not finite, no more rows than columns, and columns that are combinations of others by R's rule of `lm`:
/// less than 1e-7 of a column's length is left after those before it.
pub(in crate::stats) fn orthonormal(
    design: &DMatrix<f64>,
) -> Result<(DMatrix<f64>, DMatrix<f64>), Undefined> {
    if !design.iter().all(|value| value.is_finite()) {
        return Err(Undefined::BadValues);
    }
    if design.nrows() <= design.ncols() {
        return Err(Undefined::TooFewValues);
    }
    let (columns, triangle) = design.clone().qr().unpack();
    let own = triangle.diagonal();
    let is_combination = |(column, own): (usize, &f64)| fabs(*own) <= 1e-7 * design.column(column).norm();
    if own.iter().enumerate().any(is_combination) {
        return Err(Undefined::Collinear);
    }
    Ok((columns, triangle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_design_that_cannot_be_fitted_says_why() {
        let design = DMatrix::from_row_slice(3, 2, &[1.0, 1.0, 1.0, 2.0, 1.0, 4.0]);
        let refusal = |design: &DMatrix<f64>, response: &[f64]| Basis::new(design, response).unwrap_err();
        assert_eq!(refusal(&design, &[1.0, 2.0]), Undefined::WrongShape);
        assert_eq!(refusal(&design, &[1.0, 2.0, f64::NAN]), Undefined::BadValues);
        assert_eq!(refusal(&design, &[1.0, 2.0, 4.0]), Undefined::NoSpread);
        let twice = DMatrix::from_element(3, 2, 1.0);
        assert_eq!(refusal(&twice, &[1.0, 2.0, 5.0]), Undefined::Collinear);
        assert_eq!(refusal(&DMatrix::from_element(2, 2, 1.0), &[1.0, 2.0]), Undefined::TooFewValues);
    }
}
