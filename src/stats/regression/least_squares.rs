//! Weighted least squares: in plain numbers where the data allow it, else with twice the digits.
//!
//! Twice the digits cost some thirty times the time, and most data do not need them. Which way is taken depends on the
//! data alone: twice the digits where they cost next to nothing ([`MODEST`]) or the condition asks for them
//! ([`plain::LARGEST_CONDITION`]).

mod plain;
mod products;
mod twice;

use nalgebra::DMatrix;

pub(super) use products::weighted_products;

use crate::stats::Undefined;

/// The solution of `min Σ wᵢ (yᵢ − xᵢβ)²`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LeastSquares {
    pub coefficients: Vec<f64>,
    /// `(X'WX)⁻¹`.
    pub inverse: DMatrix<f64>,
    /// `Xβ`.
    pub fitted: Vec<f64>,
    /// `y − Xβ`, rounded once.
    pub residuals: Vec<f64>,
    pub factor: Factor,
}

/// The triangle `L` with `LL' = X'WX`.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Factor {
    /// In plain numbers.
    Plain(plain::Factor),
    /// With twice the digits.
    Twice(twice::Cholesky),
}

/// So many products of columns take about a millisecond with twice the digits.
const MODEST: usize = 100_000;

/// A residual smaller than this share of the largest response is zero.
const NOTHING: f64 = 1e-24;

/// Solves the least-squares problem.
///
/// Plain: cross-products in sums that do not grow wrong with the rows, Cholesky factor, one step of refinement by residuals
/// taken with twice the digits; the estimates are right to the last digits, the standard errors to ten and more (see
/// [`plain`]). With twice the digits: both to the last digits.
///
/// # Errors
/// [`Undefined::Collinear`], [`Undefined::TooFewValues`] with fewer rows than columns or no columns,
/// [`Undefined::WrongShape`] for lists of unlike lengths, [`Undefined::OutOfRange`] beyond floating-point numbers.
pub(super) fn least_squares(
    matrix: &DMatrix<f64>,
    response: &[f64],
    weights: &[f64],
) -> Result<LeastSquares, Undefined> {
    check(matrix, response, weights)?;
    let plain = if is_modest(matrix) { None } else { plain::least_squares(matrix, response, weights) };
    plain.map_or_else(|| twice::least_squares(matrix, response, weights), Ok)
}

/// The coefficients alone, without refinement: enough for one step of a search that corrects itself.
///
/// # Errors
/// As [`least_squares`].
pub(super) fn step(matrix: &DMatrix<f64>, response: &[f64], weights: &[f64]) -> Result<Vec<f64>, Undefined> {
    check(matrix, response, weights)?;
    plain::step(matrix, response, weights).map_or_else(|| twice::step(matrix, response, weights), Ok)
}

fn check(matrix: &DMatrix<f64>, response: &[f64], weights: &[f64]) -> Result<(), Undefined> {
    let (rows, columns) = matrix.shape();
    if response.len() != rows || weights.len() != rows {
        return Err(Undefined::WrongShape);
    }
    if rows < columns || columns == 0 { Err(Undefined::TooFewValues) } else { Ok(()) }
}

fn is_modest(matrix: &DMatrix<f64>) -> bool {
    let (rows, columns) = matrix.shape();
    rows.saturating_mul(columns * (columns + 1) / 2) <= MODEST
}

impl Factor {
    /// Of the cross-products.
    ///
    /// # Errors
    /// As [`least_squares`].
    pub(super) fn new(matrix: &DMatrix<f64>, weights: &[f64]) -> Result<Self, Undefined> {
        check(matrix, weights, weights)?;
        let plain = if is_modest(matrix) { None } else { plain::Factor::of_rows(matrix, weights) };
        plain.map_or_else(
            || twice::Cholesky::of_cross_products(matrix, weights).map(Self::Twice),
            |factor| Ok(Self::Plain(factor)),
        )
    }

    /// `(X'WX)⁻¹`.
    pub(super) fn inverse(&self) -> DMatrix<f64> {
        match self {
            Self::Plain(factor) => factor.inverse.clone(),
            Self::Twice(factor) => factor.inverse(),
        }
    }

    /// The diagonal of the hat matrix: `wᵢ xᵢ (X'WX)⁻¹ xᵢ'`.
    pub(super) fn leverages(&self, matrix: &DMatrix<f64>, weights: &[f64]) -> Vec<f64> {
        match self {
            Self::Plain(factor) => factor.leverages(matrix, weights),
            Self::Twice(factor) => factor.leverages(matrix, weights),
        }
    }
}

impl LeastSquares {
    /// Where every number is one; what rounding leaves of an exact fit is none of the data's and made nothing.
    fn sound(mut self, response: &[f64]) -> Option<Self> {
        let largest = response.iter().fold(0.0, |most: f64, y| most.max(y.abs()));
        for (rest, (fitted, y)) in self.residuals.iter_mut().zip(self.fitted.iter_mut().zip(response)) {
            if rest.abs() <= NOTHING * largest {
                (*rest, *fitted) = (0.0, *y);
            }
        }
        let mut numbers = self.coefficients.iter().chain(self.inverse.iter()).chain(&self.residuals);
        numbers.all(|number| number.is_finite()).then_some(self)
    }
}

/// The sum of two numbers and what rounding takes from it (Knuth).
fn exact_sum(a: f64, b: f64) -> (f64, f64) {
    let high = a + b;
    let part = high - a;
    (high, (a - (high - part)) + (b - part))
}

#[cfg(test)]
mod tests;
