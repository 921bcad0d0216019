//! Least squares in plain numbers, for data whose columns are far from combinations of each other.
//!
//! Each cross-product is wrong by at most 21 · 2⁻⁵³ of its size ([`weighted_products`]), so that the inverse of `p` columns is
//! wrong by about `21 p κ · 2⁻⁵³` of its size at most, `κ` the condition of the cross-products of columns brought to one
//! length: with [`LARGEST_CONDITION`] and ten columns some 2e-10, and by experience a thousand times less. The same share of
//! the error of the estimates is left by one step of refinement, as the residuals it starts from have twice the digits
//! (Björck, Numerical Methods for Least Squares Problems, 1996, sections 2.4 and 2.9); what remains is the rounding of `X'Wr`,
//! some 1e-14 standard errors.

use libm::sqrt;
use nalgebra::{Cholesky, DMatrix, DVector};

use super::products::{ROWS, Sums, dots, for_each_block, part, weighted_products};
use super::{LeastSquares, exact_sum};

/// Beyond this condition of the cross-products (the square of that of the columns) twice the digits are taken. A mean of
/// twenty standard deviations beside an intercept is within it; a year of birth, or powers of an age, are not.
pub(super) const LARGEST_CONDITION: f64 = 1e4;

/// A column of which this share of its squared length is left has eight digits of a step right, and the next step finds the
/// others.
const CLEAR: f64 = 1e-6;

/// The lower triangle `L` with `LL' = X'WX`, and the inverse of that.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Factor {
    lower: DMatrix<f64>,
    pub(super) inverse: DMatrix<f64>,
}

/// Cross-products of columns brought to one length, as a factor.
struct Scaled {
    factor: Cholesky<f64, nalgebra::Dyn>,
    /// One over the length of each column.
    scale: DVector<f64>,
}

/// The solution, or `None` where the condition asks for twice the digits.
pub(super) fn least_squares(
    matrix: &DMatrix<f64>,
    response: &[f64],
    weights: &[f64],
) -> Option<LeastSquares> {
    let (products, target) = weighted_products(matrix, response, weights);
    let (scaled, factor) = Factor::of_products(products)?;
    let first = scaled.solve(target);
    let (mut residuals, rest) = remainder(matrix, response, weights, &first);
    let correction = scaled.solve(rest);
    let coefficients = first.iter().zip(&correction).map(|(first, more)| first + more).collect();
    subtract(matrix, &correction, &mut residuals);
    let fitted = residuals.iter().zip(response).map(|(rest, y)| y - rest).collect();
    let inverse = factor.inverse.clone();
    LeastSquares { coefficients, inverse, fitted, residuals, factor: super::Factor::Plain(factor) }
        .sound(response)
}

/// The coefficients without refinement, where no column is near a combination of the others.
pub(super) fn step(matrix: &DMatrix<f64>, response: &[f64], weights: &[f64]) -> Option<Vec<f64>> {
    let (products, target) = weighted_products(matrix, response, weights);
    let scaled = Scaled::new(products)?;
    let is_clear = scaled.factor.l_dirty().diagonal().iter().all(|pivot| pivot * pivot > CLEAR);
    is_clear.then(|| scaled.solve(target))
}

impl Scaled {
    fn new(mut products: DMatrix<f64>) -> Option<Self> {
        let scale = products.diagonal().map(|square| 1.0 / sqrt(square));
        if !scale.iter().all(|value| value.is_finite()) {
            return None;
        }
        products.iter_mut().enumerate().for_each(|(place, product)| {
            *product *= scale[place / scale.len()] * scale[place % scale.len()];
        });
        Some(Self { factor: Cholesky::new(products)?, scale })
    }

    fn solve(&self, target: Vec<f64>) -> Vec<f64> {
        let mut target = DVector::from_vec(target).component_mul(&self.scale);
        self.factor.solve_mut(&mut target);
        target.component_mul_assign(&self.scale);
        target.as_slice().to_vec()
    }
}

impl Factor {
    /// `None` where the condition asks for twice the digits.
    pub(super) fn of_rows(matrix: &DMatrix<f64>, weights: &[f64]) -> Option<Self> {
        let (products, _) = weighted_products(matrix, weights, weights);
        Self::of_products(products).map(|(_, factor)| factor)
    }

    fn of_products(products: DMatrix<f64>) -> Option<(Scaled, Self)> {
        let scaled = Scaled::new(products)?;
        let mut inverse = scaled.factor.inverse();
        let mut lower = scaled.factor.l();
        let condition = size(&(&lower * lower.transpose())) * size(&inverse);
        if condition.is_nan() || condition > LARGEST_CONDITION {
            return None;
        }
        let scale = &scaled.scale;
        for (place, value) in inverse.iter_mut().enumerate() {
            *value *= scale[place / scale.len()] * scale[place % scale.len()];
        }
        for (mut row, scale) in lower.row_iter_mut().zip(scale.iter()) {
            row /= *scale;
        }
        Some((scaled, Self { lower, inverse }))
    }

    /// The diagonal of the hat matrix: `wᵢ |L⁻¹xᵢ'|²`, for a block of rows at once.
    pub(super) fn leverages(&self, matrix: &DMatrix<f64>, weights: &[f64]) -> Vec<f64> {
        let columns = matrix.ncols();
        let mut solved = vec![0.0; columns * ROWS];
        let mut leverages = Vec::with_capacity(matrix.nrows());
        for_each_block(matrix, |block| {
            let mut lengths = [0.0; ROWS];
            for column in 0..columns {
                let (known, own) = solved.split_at_mut(column * ROWS);
                let own = &mut own[..ROWS];
                own.copy_from_slice(block.column(column));
                for (place, known) in known.chunks_exact(ROWS).enumerate() {
                    subtract_multiple(own, self.lower[(column, place)], known);
                }
                let pivot = 1.0 / self.lower[(column, column)];
                for (length, value) in lengths.iter_mut().zip(own) {
                    *value *= pivot;
                    *length += *value * *value;
                }
            }
            let weights = &weights[block.start..block.start + block.rows];
            leverages.extend(lengths.iter().zip(weights).map(|(length, w)| (length * w).clamp(0.0, 1.0)));
        });
        leverages
    }
}

/// The largest sum of sizes in a column.
fn size(matrix: &DMatrix<f64>) -> f64 {
    matrix.column_iter().map(|column| column.iter().map(|value| value.abs()).sum()).fold(0.0, f64::max)
}

fn subtract_multiple(values: &mut [f64], factor: f64, others: &[f64]) {
    for (value, other) in values.iter_mut().zip(others) {
        *value -= factor * other;
    }
}

/// `r = y − Xβ` taken with twice the digits and rounded once, and `X'Wr`.
fn remainder(
    matrix: &DMatrix<f64>,
    response: &[f64],
    weights: &[f64],
    coefficients: &[f64],
) -> (Vec<f64>, Vec<f64>) {
    let mut residuals = Vec::with_capacity(response.len());
    let mut sums = Sums::new(coefficients.len());
    for_each_block(matrix, |block| {
        let (mut high, mut low) = (part(response, block), [0.0; ROWS]);
        for (column, &coefficient) in coefficients.iter().enumerate() {
            subtract_exactly(&mut high, &mut low, coefficient, block.column(column));
        }
        high.iter_mut().zip(low).for_each(|(high, low)| *high += low);
        residuals.extend_from_slice(&high[..block.rows]);
        high.iter_mut().zip(part(weights, block)).for_each(|(rest, weight)| *rest *= weight);
        for column in 0..coefficients.len() {
            let [product] = dots(&high, [block.column(column)]);
            sums.add(column, product);
        }
    });
    (residuals, (0..coefficients.len()).map(|column| sums.at(column)).collect())
}

/// Takes `factor · values` from sums that keep what rounding takes (Ogita, Rump & Oishi, SIAM J Sci Comput 2005;26:1955,
/// algorithm 5.3, with products split as Dekker's: no fused multiplication is at hand everywhere).
fn subtract_exactly(high: &mut [f64; ROWS], low: &mut [f64; ROWS], factor: f64, values: &[f64]) {
    let [factor_high, factor_low] = split(factor);
    for ((high, low), &value) in high.iter_mut().zip(low.iter_mut()).zip(values) {
        let product = factor * value;
        let [value_high, value_low] = split(value);
        let error =
            ((value_high * factor_high - product) + value_high * factor_low + value_low * factor_high)
                + value_low * factor_low;
        let (sum, rest) = exact_sum(*high, -product);
        *high = sum;
        *low += rest - error;
    }
}

/// Two halves of 26 digits, whose products are exact.
fn split(value: f64) -> [f64; 2] {
    const SPLITTER: f64 = 134_217_729.0;
    let shifted = SPLITTER * value;
    let high = shifted - (shifted - value);
    [high, value - high]
}

/// `r − Xδ`, for a δ so small that plain numbers do.
fn subtract(matrix: &DMatrix<f64>, change: &[f64], residuals: &mut [f64]) {
    for_each_block(matrix, |block| {
        let residuals = &mut residuals[block.start..block.start + block.rows];
        for (column, &change) in change.iter().enumerate() {
            subtract_multiple(residuals, change, block.column(column));
        }
    });
}
