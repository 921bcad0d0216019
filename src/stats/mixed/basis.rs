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
    /// `Q`; where groups of rows have effects of their own, the columns of a row's own group.
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
        check(design, response, design.ncols())?;
        Projection::new(factored(design.clone())?, DVector::from_column_slice(response))?.scaled(response)
    }

    /// Of a design whose columns have an effect in each group of rows: those of the first group come first.
    ///
    /// The design of all these effects is zero outside of its blocks, so that each group is projected by itself.
    ///
    /// # Errors
    /// As [`Self::new`] has them for the design of all effects.
    pub fn by_group(
        design: &DMatrix<f64>,
        response: &[f64],
        group: &[usize],
        groups: usize,
    ) -> Result<Self, Undefined> {
        check(design, response, design.ncols() * groups)?;
        if group.len() != design.nrows() {
            return Err(Undefined::WrongShape);
        }
        let mut rows = vec![Vec::new(); groups];
        for (row, &group) in group.iter().enumerate() {
            rows.get_mut(group).ok_or(Undefined::WrongShape)?.push(row);
        }
        Projection::side_by_side(design, response, &rows)?.scaled(response)
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.columns.nrows()
    }

    /// Number of effects.
    pub fn effects(&self) -> usize {
        self.least_squares.len()
    }

    /// `(Q, y)`, of a design without groups.
    pub fn with_response(&self) -> DMatrix<f64> {
        let width = self.columns.ncols() + 1;
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

/// A response projected on the columns of a design.
struct Projection {
    columns: DMatrix<f64>,
    residual: DVector<f64>,
    inverse_triangle: DMatrix<f64>,
    least_squares: DVector<f64>,
    log_determinant: f64,
}

impl Projection {
    fn new(
        (columns, triangle): (DMatrix<f64>, DMatrix<f64>),
        response: DVector<f64>,
    ) -> Result<Self, Undefined> {
        let size = triangle.ncols();
        let inverse_triangle =
            triangle.solve_upper_triangular(&DMatrix::identity(size, size)).ok_or(Undefined::Collinear)?;
        let projected = columns.tr_mul(&response);
        let once = response - &columns * &projected;
        // A second projection removes what rounding left of the first.
        let rest = columns.tr_mul(&once);
        Ok(Self {
            residual: once - &columns * &rest,
            least_squares: &inverse_triangle * (projected + rest),
            log_determinant: triangle.diagonal().iter().map(|value| log(fabs(*value))).sum(),
            columns,
            inverse_triangle,
        })
    }

    /// Each group of rows by itself.
    fn side_by_side(
        design: &DMatrix<f64>,
        response: &[f64],
        groups: &[Vec<usize>],
    ) -> Result<Self, Undefined> {
        let (rows, size) = design.shape();
        let effects = size * groups.len();
        let mut whole = Self {
            columns: DMatrix::zeros(rows, size),
            residual: DVector::zeros(rows),
            inverse_triangle: DMatrix::zeros(effects, effects),
            least_squares: DVector::zeros(effects),
            log_determinant: 0.0,
        };
        for (group, rows) in groups.iter().enumerate() {
            let own = factored(design.select_rows(rows))?;
            let values = DVector::from_iterator(rows.len(), rows.iter().map(|&row| response[row]));
            whole.put(&Self::new(own, values)?, rows, group * size);
        }
        Ok(whole)
    }

    /// Takes over a group of rows, whose effects start at `first`.
    fn put(&mut self, own: &Self, rows: &[usize], first: usize) {
        let size = own.columns.ncols();
        for (mut to, from) in self.columns.column_iter_mut().zip(own.columns.column_iter()) {
            rows.iter().zip(&from).for_each(|(&row, value)| to[row] = *value);
        }
        rows.iter().zip(&own.residual).for_each(|(&row, value)| self.residual[row] = *value);
        self.inverse_triangle.view_mut((first, first), (size, size)).copy_from(&own.inverse_triangle);
        self.least_squares.rows_mut(first, size).copy_from(&own.least_squares);
        self.log_determinant += own.log_determinant;
    }

    fn scaled(self, response: &[f64]) -> Result<Basis, Undefined> {
        let freedom = response.len() - self.least_squares.len();
        let scale = sqrt(self.residual.norm_squared() / freedom as f64);
        let largest = response.iter().fold(0.0, |largest: f64, value| largest.max(fabs(*value)));
        if scale <= 1e-12 * largest || scale == 0.0 {
            return Err(Undefined::NoSpread);
        }
        Ok(Basis {
            columns: self.columns,
            response: self.residual / scale,
            scale,
            inverse_triangle: self.inverse_triangle,
            least_squares: self.least_squares,
            log_determinant: self.log_determinant,
        })
    }
}

fn check(design: &DMatrix<f64>, response: &[f64], effects: usize) -> Result<(), Undefined> {
    if design.nrows() != response.len() || effects == 0 {
        return Err(Undefined::WrongShape);
    }
    if !response.iter().all(|value| value.is_finite()) {
        return Err(Undefined::BadValues);
    }
    check_design(design, effects)
}

fn check_design(design: &DMatrix<f64>, effects: usize) -> Result<(), Undefined> {
    if !design.iter().all(|value| value.is_finite()) {
        return Err(Undefined::BadValues);
    }
    if design.nrows() <= effects { Err(Undefined::TooFewValues) } else { Ok(()) }
}

/// `Q` and `R` of a design.
///
/// # Errors
/// Values that are not finite, no more rows than columns, and columns that are combinations of others by R's rule of `lm`:
/// less than 1e-7 of a column's length is left after those before it.
pub(in crate::stats) fn orthonormal(
    design: &DMatrix<f64>,
) -> Result<(DMatrix<f64>, DMatrix<f64>), Undefined> {
    check_design(design, design.ncols())?;
    factored(design.clone())
}

/// [`orthonormal`] of finite values, also of as many rows as columns.
fn factored(design: DMatrix<f64>) -> Result<(DMatrix<f64>, DMatrix<f64>), Undefined> {
    if design.nrows() < design.ncols() {
        return Err(Undefined::Collinear);
    }
    let lengths: Vec<f64> = design.column_iter().map(|column| column.norm()).collect();
    let (columns, triangle) = design.qr().unpack();
    let is_combination = |(own, length): (&f64, &f64)| fabs(*own) <= 1e-7 * length;
    if triangle.diagonal().iter().zip(&lengths).any(is_combination) {
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
        assert!(factored(DMatrix::identity(2, 2)).is_ok());
        let twice = DMatrix::from_element(3, 2, 1.0);
        assert_eq!(refusal(&twice, &[1.0, 2.0, 5.0]), Undefined::Collinear);
        assert_eq!(refusal(&DMatrix::from_element(2, 2, 1.0), &[1.0, 2.0]), Undefined::TooFewValues);
        let empty = DMatrix::from_row_slice(3, 2, &[1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
        assert_eq!(orthonormal(&empty).unwrap_err(), Undefined::Collinear);
        assert!(orthonormal(&(design * 1e-6)).is_ok());
    }

    /// A third and a seventh are rounded, so that a line of them is not quite one.
    #[test]
    fn what_is_left_is_no_spread_when_it_is_rounding_and_orthogonal_to_the_design_when_not() {
        let design = DMatrix::from_fn(5, 2, |row, column| if column == 0 { 1.0 } else { (row * row) as f64 });
        let line = |size: f64| -> Vec<f64> {
            (0..5).map(|row| size * (1.0 / 3.0 + f64::from(row * row) / 7.0)).collect()
        };
        assert_eq!(Basis::new(&design, &line(1e6)).unwrap_err(), Undefined::NoSpread);
        let noise = [1.0, -2.0, 1.5, 0.0, -1.0];
        let response: Vec<f64> = line(1e10).iter().zip(noise).map(|(value, noise)| value + noise).collect();
        let basis = Basis::new(&design, &response).unwrap();
        assert!(basis.columns.tr_mul(&basis.response).amax() < 1e-12);
    }
}
