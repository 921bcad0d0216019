//! Weighted least squares with twice the digits of the data.

use nalgebra::DMatrix;

use super::{Factor, LeastSquares};
use crate::stats::Undefined;
use crate::stats::double_double::DoubleDouble;

/// A column whose part not explained by those before it is smaller than this share of its length is a combination of
/// them. Two hundred times smaller than rounding leaves of a true combination; NIST's Filip, the worst of its sets,
/// keeps 1e-10.
const SMALLEST_SHARE: f64 = 1e-12;

/// Solves the normal equations with cross-products, Cholesky factor and residuals in twice the digits.
///
/// The condition of the cross-products is the square of that of the data, which twice the digits make up for: the result is
/// at least as near as that of a Householder QR followed by iterative refinement (Björck, Numerical Methods for Least
/// Squares Problems, 1996, section 2.9), and the standard errors are as near as the estimates, which QR does not give.
///
/// # Errors
/// [`Undefined::Collinear`], [`Undefined::OutOfRange`] beyond floating-point numbers.
pub(super) fn least_squares(
    matrix: &DMatrix<f64>,
    response: &[f64],
    weights: &[f64],
) -> Result<LeastSquares, Undefined> {
    let factor = Cholesky::of_cross_products(matrix, weights)?;
    let target: Vec<DoubleDouble> = response.iter().copied().map(DoubleDouble::new).collect();
    let mut solution = factor.solve(&cross(matrix, weights, &target));
    let mut residuals = remainder(matrix, response, &solution);
    for _ in 0..2 {
        let correction = factor.solve(&cross(matrix, weights, &residuals));
        for (value, correction) in solution.iter_mut().zip(correction) {
            *value = *value + correction;
        }
        residuals = remainder(matrix, response, &solution);
    }
    LeastSquares {
        coefficients: solution.iter().map(|value| value.value()).collect(),
        inverse: factor.inverse(),
        fitted: residuals
            .iter()
            .zip(response)
            .map(|(rest, y)| (DoubleDouble::new(*y) - *rest).value())
            .collect(),
        residuals: residuals.iter().map(|rest| rest.value()).collect(),
        factor: Factor::Twice(factor),
    }
    .sound(response)
    .ok_or(Undefined::OutOfRange)
}

/// The coefficients without refinement.
///
/// # Errors
/// [`Undefined::Collinear`], [`Undefined::OutOfRange`].
pub(super) fn step(matrix: &DMatrix<f64>, response: &[f64], weights: &[f64]) -> Result<Vec<f64>, Undefined> {
    let factor = Cholesky::of_cross_products(matrix, weights)?;
    let target: Vec<DoubleDouble> = response.iter().copied().map(DoubleDouble::new).collect();
    Ok(factor.solve(&cross(matrix, weights, &target)).into_iter().map(DoubleDouble::value).collect())
}

/// `X'W r`.
fn cross(matrix: &DMatrix<f64>, weights: &[f64], values: &[DoubleDouble]) -> Vec<DoubleDouble> {
    let weighted: Vec<DoubleDouble> =
        values.iter().zip(weights).map(|(&value, &weight)| value * DoubleDouble::new(weight)).collect();
    let entry = |column: usize| {
        matrix.column(column).iter().zip(&weighted).map(|(&x, &value)| DoubleDouble::new(x) * value).sum()
    };
    (0..matrix.ncols()).map(entry).collect()
}

/// `y − Xβ`.
fn remainder(matrix: &DMatrix<f64>, response: &[f64], solution: &[DoubleDouble]) -> Vec<DoubleDouble> {
    let mut rest: Vec<DoubleDouble> = response.iter().copied().map(DoubleDouble::new).collect();
    for (column, &coefficient) in solution.iter().enumerate() {
        for (rest, &x) in rest.iter_mut().zip(matrix.column(column).iter()) {
            *rest = *rest - DoubleDouble::new(x) * coefficient;
        }
    }
    rest
}

/// The lower triangle `L` with `LL' = X'WX`.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Cholesky {
    size: usize,
    /// Row by row, `size × size`.
    lower: Vec<DoubleDouble>,
}

impl Cholesky {
    pub(super) fn of_cross_products(matrix: &DMatrix<f64>, weights: &[f64]) -> Result<Self, Undefined> {
        let size = matrix.ncols();
        let mut lower = vec![DoubleDouble::ZERO; size * size];
        for column in 0..size {
            let weighted: Vec<DoubleDouble> = matrix
                .column(column)
                .iter()
                .zip(weights)
                .map(|(&x, &w)| DoubleDouble::product(x, w))
                .collect();
            for row in column..size {
                let other = matrix.column(row);
                let products = other.iter().zip(&weighted).map(|(&x, &w)| DoubleDouble::new(x) * w);
                lower[row * size + column] = products.sum();
            }
        }
        let mut factor = Self { size, lower };
        factor.factorise()?;
        Ok(factor)
    }

    /// The diagonal of the hat matrix.
    pub(super) fn leverages(&self, matrix: &DMatrix<f64>, weights: &[f64]) -> Vec<f64> {
        let leverage = |row: usize| {
            let values: Vec<DoubleDouble> = matrix.row(row).iter().copied().map(DoubleDouble::new).collect();
            let solved = self.forward(&values);
            let length: DoubleDouble = solved.iter().map(|&value| value * value).sum();
            (length.value() * weights[row]).clamp(0.0, 1.0)
        };
        (0..matrix.nrows()).map(leverage).collect()
    }

    /// Replaces the cross-products by their factor.
    fn factorise(&mut self) -> Result<(), Undefined> {
        for column in 0..self.size {
            let before = self.at(column, column);
            let pivot = before - self.dot(column, column, column);
            if !before.high.is_finite() {
                return Err(Undefined::OutOfRange);
            }
            if pivot.high <= SMALLEST_SHARE * SMALLEST_SHARE * before.high {
                return Err(Undefined::Collinear);
            }
            let root = pivot.sqrt();
            self.lower[column * self.size + column] = root;
            for row in column + 1..self.size {
                let rest = self.at(row, column) - self.dot(row, column, column);
                self.lower[row * self.size + column] = rest / root;
            }
        }
        Ok(())
    }

    fn at(&self, row: usize, column: usize) -> DoubleDouble {
        self.lower[row * self.size + column]
    }

    /// The product of the first `length` entries of two rows.
    fn dot(&self, first: usize, second: usize, length: usize) -> DoubleDouble {
        (0..length).map(|k| self.at(first, k) * self.at(second, k)).sum()
    }

    /// `L⁻¹ v`.
    fn forward(&self, values: &[DoubleDouble]) -> Vec<DoubleDouble> {
        let mut solved: Vec<DoubleDouble> = Vec::with_capacity(self.size);
        for (row, &value) in values.iter().enumerate() {
            let known: DoubleDouble =
                solved.iter().enumerate().map(|(k, &value)| self.at(row, k) * value).sum();
            solved.push((value - known) / self.at(row, row));
        }
        solved
    }

    /// `(LL')⁻¹ v`.
    fn solve(&self, values: &[DoubleDouble]) -> Vec<DoubleDouble> {
        let mut solved = self.forward(values);
        for row in (0..self.size).rev() {
            let known: DoubleDouble = (row + 1..self.size).map(|k| self.at(k, row) * solved[k]).sum();
            solved[row] = (solved[row] - known) / self.at(row, row);
        }
        solved
    }

    pub(super) fn inverse(&self) -> DMatrix<f64> {
        let mut inverse = DMatrix::zeros(self.size, self.size);
        for column in 0..self.size {
            let mut unit = vec![DoubleDouble::ZERO; self.size];
            unit[column] = DoubleDouble::new(1.0);
            for (row, value) in self.solve(&unit).into_iter().enumerate() {
                inverse[(row, column)] = value.value();
            }
        }
        inverse
    }
}
