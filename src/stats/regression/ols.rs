//! Linear regression by ordinary or weighted least squares.

use libm::{log, sqrt};
use nalgebra::DMatrix;

use super::least_squares::{LeastSquares, least_squares};
use super::{Coefficient, Reference};
use crate::stats::model::Design;
use crate::stats::{Confidence, FisherF, Undefined};

/// A fitted linear model.
#[derive(Debug, Clone, PartialEq)]
pub struct Ols {
    /// The estimates, a column of the design each.
    pub coefficients: Vec<f64>,
    /// Their covariance matrix `σ² (X'WX)⁻¹`.
    pub covariance: DMatrix<f64>,
    /// `(X'WX)⁻¹`.
    pub unscaled_covariance: DMatrix<f64>,
    /// The means the model gives, offset included.
    pub fitted: Vec<f64>,
    /// `y − fitted`.
    pub residuals: Vec<f64>,
    /// The weights, ones without.
    pub weights: Vec<f64>,
    /// The diagonal of the hat matrix.
    pub leverages: Vec<f64>,
    /// How many rows have a weight above zero.
    pub n: usize,
    /// `n` less the number of coefficients.
    pub df_residual: f64,
    /// `Σ w residual²`.
    pub residual_squares: f64,
    /// `√(residual_squares / df_residual)`.
    pub sigma: f64,
    /// The share of variation explained; about zero instead of the mean without an intercept. `None` when the response does
    /// not vary.
    pub r_squared: Option<f64>,
    /// `1 − (1 − R²)(n − i) / df_residual`, where `i` is 1 with an intercept.
    pub adjusted_r_squared: Option<f64>,
    /// Of all coefficients but the intercept; `None` when there is no other, or the model fits exactly.
    pub f_test: Option<FTest>,
    /// The normal log-likelihood at its maximum, `σ² = residual_squares / n`; `None` when the model fits exactly.
    pub log_likelihood: Option<f64>,
    /// `−2 ℓ + 2 k`, where `k` counts the coefficients and σ.
    pub aic: Option<f64>,
    /// `−2 ℓ + k ln n`.
    pub bic: Option<f64>,
    design: DMatrix<f64>,
}

/// An F test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FTest {
    /// The ratio of two mean squares.
    pub statistic: f64,
    /// Degrees of freedom above and below.
    pub df: [f64; 2],
    /// Probability of a larger ratio.
    pub p_value: f64,
}

impl FTest {
    /// The test of a ratio of mean squares.
    ///
    /// # Errors
    /// [`Undefined::TooFewValues`] without degrees of freedom, [`Undefined::NoSpread`] when the ratio is not finite.
    pub fn new(statistic: f64, df: [f64; 2]) -> Result<Self, Undefined> {
        if !statistic.is_finite() {
            return Err(Undefined::NoSpread);
        }
        let [above, below] = df;
        let distribution = FisherF::new(above, below).ok_or(Undefined::TooFewValues)?;
        Ok(Self { statistic, df, p_value: distribution.sf(statistic) })
    }
}

/// What may accompany the response; by default nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rows<'a> {
    /// A weight for each row: rows of weight zero do not count, as in R.
    pub weights: Option<&'a [f64]>,
    /// A known part of each row's linear predictor.
    pub offset: Option<&'a [f64]>,
}

/// Fits `y = offset + Xβ + ε` with variance `σ² / w` of ε.
///
/// Assumes independent errors of that variance; the tests assume them normal or many. Equals `lm` and `summary.lm` of R.
///
/// # Errors
/// [`Undefined::Collinear`] for columns that are combinations of others (where R gives NA), [`Undefined::TooFewValues`]
/// without a residual degree of freedom, [`Undefined::WrongShape`] for lists of unlike lengths,
/// [`Undefined::BadValues`] for a negative weight or values that are not finite.
pub fn ols(design: &Design, response: &[f64], rows: Rows<'_>) -> Result<Ols, Undefined> {
    let n = design.matrix.nrows();
    let weights = rows.weights.map_or_else(|| vec![1.0; n], <[f64]>::to_vec);
    let offset = rows.offset.map_or_else(|| vec![0.0; n], <[f64]>::to_vec);
    if response.len() != n || weights.len() != n || offset.len() != n {
        return Err(Undefined::WrongShape);
    }
    let finite = response.iter().chain(&weights).chain(&offset).all(|value| value.is_finite());
    if !finite || weights.iter().any(|&weight| weight < 0.0) {
        return Err(Undefined::BadValues);
    }
    let target: Vec<f64> = response.iter().zip(&offset).map(|(y, offset)| y - offset).collect();
    let solved = least_squares(&design.matrix, &target, &weights)?;
    Ols::summarised(design, &solved, weights, &offset)
}

impl Ols {
    fn summarised(
        design: &Design,
        solved: &LeastSquares,
        weights: Vec<f64>,
        offset: &[f64],
    ) -> Result<Self, Undefined> {
        let n = weights.iter().filter(|&&weight| weight > 0.0).count();
        let df_residual = n as f64 - design.matrix.ncols() as f64;
        if df_residual < 1.0 {
            return Err(Undefined::TooFewValues);
        }
        let residual_squares = weighted_squares(&solved.residuals, &weights);
        let explained = explained_squares(&solved.fitted, &weights, design.intercept);
        let intercepts = f64::from(u8::from(design.intercept));
        let total = explained + residual_squares;
        let r_squared = (total > 0.0).then(|| explained / total);
        let mean_square = residual_squares / df_residual;
        let df_model = design.matrix.ncols() as f64 - intercepts;
        let log_likelihood = log_likelihood(residual_squares, &weights, n);
        let parameters = design.matrix.ncols() as f64 + 1.0;
        Ok(Self {
            coefficients: solved.coefficients.clone(),
            covariance: &solved.inverse * mean_square,
            unscaled_covariance: solved.inverse.clone(),
            fitted: solved.fitted.iter().zip(offset).map(|(fitted, offset)| fitted + offset).collect(),
            residuals: solved.residuals.clone(),
            leverages: solved.factor.leverages(&design.matrix, &weights),
            n,
            df_residual,
            residual_squares,
            sigma: sqrt(mean_square),
            r_squared,
            adjusted_r_squared: r_squared
                .map(|share| 1.0 - (1.0 - share) * (n as f64 - intercepts) / df_residual),
            f_test: FTest::new(explained / df_model / mean_square, [df_model, df_residual]).ok(),
            log_likelihood,
            aic: log_likelihood.map(|value| -2.0 * value + 2.0 * parameters),
            bic: log_likelihood.map(|value| -2.0 * value + parameters * log(n as f64)),
            weights,
            design: design.matrix.clone(),
        })
    }

    /// The estimates with t tests and intervals by the model's own covariance matrix.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] for numbers beyond floating point.
    pub fn table(&self, confidence: Confidence) -> Result<Vec<Coefficient>, Undefined> {
        self.table_with(&self.covariance, confidence)
    }

    /// The same by another covariance matrix, as a robust one: `lmtest::coeftest` of R.
    ///
    /// # Errors
    /// As [`Ols::table`]; [`Undefined::WrongShape`] for a matrix of another size.
    pub fn table_with(
        &self,
        covariance: &DMatrix<f64>,
        confidence: Confidence,
    ) -> Result<Vec<Coefficient>, Undefined> {
        Reference::StudentT(self.df_residual).coefficients(&self.coefficients, covariance, confidence)
    }

    /// The matrix of the design.
    pub const fn design(&self) -> &DMatrix<f64> {
        &self.design
    }
}

pub(super) fn weighted_squares(values: &[f64], weights: &[f64]) -> f64 {
    values.iter().zip(weights).map(|(value, weight)| weight * value * value).sum()
}

/// `Σ w (fitted − mean)²`, about zero without an intercept.
fn explained_squares(fitted: &[f64], weights: &[f64], intercept: bool) -> f64 {
    let total: f64 = weights.iter().sum();
    let sum: f64 = fitted.iter().zip(weights).map(|(value, weight)| value * weight).sum();
    let mean = if intercept { sum / total } else { 0.0 };
    fitted.iter().zip(weights).map(|(value, weight)| weight * (value - mean) * (value - mean)).sum()
}

fn log_likelihood(residual_squares: f64, weights: &[f64], n: usize) -> Option<f64> {
    let n = n as f64;
    let logs: f64 = weights.iter().filter(|&&weight| weight > 0.0).map(|&weight| log(weight)).sum();
    let constant = log(2.0 * std::f64::consts::PI) + 1.0 - log(n);
    (residual_squares > 0.0).then(|| 0.5 * (logs - n * (constant + log(residual_squares))))
}

#[cfg(test)]
mod tests;
