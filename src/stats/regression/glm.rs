//! Generalised linear models by maximum likelihood.

mod family;
mod fit;
mod hosmer_lemeshow;
mod negative_binomial;
mod profile;
mod terms;

use libm::{log, sqrt};
use nalgebra::DMatrix;

pub use family::{Family, Link};
use fit::{Fitted, Problem};
pub use hosmer_lemeshow::{HosmerLemeshow, hosmer_lemeshow};
pub use negative_binomial::{NegativeBinomialFit, negative_binomial};
pub use profile::profile_intervals;
pub use terms::{DevianceTerm, analysis_of_deviance};

use super::least_squares::Factor;
use super::ols::Rows;
use super::{Coefficient, Reference};
use crate::stats::model::Design;
use crate::stats::{Confidence, Undefined};

/// A fitted generalised linear model.
#[derive(Debug, Clone, PartialEq)]
pub struct Glm {
    /// The distribution of the response.
    pub family: Family,
    /// How its mean depends on the linear predictor.
    pub link: Link,
    /// The estimates, a column of the design each.
    pub coefficients: Vec<f64>,
    /// Their covariance matrix: `dispersion (X'WX)⁻¹`, W at the estimates.
    pub covariance: DMatrix<f64>,
    /// `(X'WX)⁻¹`.
    pub unscaled_covariance: DMatrix<f64>,
    /// The means.
    pub fitted: Vec<f64>,
    /// The linear predictor, offset included.
    pub linear_predictor: Vec<f64>,
    /// `(y − μ) dη/dμ`.
    pub working_residuals: Vec<f64>,
    /// The weights of the last step: prior weight `(dμ/dη)² / V(μ)`.
    pub working_weights: Vec<f64>,
    /// 1 where the family fixes it, else Pearson's statistic over its degrees of freedom.
    pub dispersion: f64,
    /// Pearson's statistic `Σ w (y − μ)² / V(μ)`.
    pub pearson: f64,
    /// Twice what the log-likelihood falls short of that of a model with a mean for each row.
    pub deviance: f64,
    /// The deviance of the model without explanatory columns.
    pub null_deviance: f64,
    /// Rows with a weight less the number of coefficients.
    pub df_residual: f64,
    /// Rows with a weight, less one with an intercept.
    pub df_null: f64,
    /// `None` for quasi-families.
    pub log_likelihood: Option<f64>,
    /// `−2 ℓ + 2 k`; k counts the coefficients, and the dispersion of the gamma family.
    pub aic: Option<f64>,
    /// `−2 ℓ + k ln n`.
    pub bic: Option<f64>,
    /// Steps of the search.
    pub iterations: u32,
    response: Vec<f64>,
    weights: Vec<f64>,
    offset: Vec<f64>,
    design: DMatrix<f64>,
}

/// What is left of the response when the model is taken from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Residuals {
    /// `sign(y − μ) √(w · deviance of the row)`.
    Deviance,
    /// `(y − μ) √(w / V(μ))`.
    Pearson,
    /// `(y − μ) dη/dμ`.
    Working,
    /// `y − μ`.
    Response,
}

/// Fits a generalised linear model by Fisher scoring with halved steps.
///
/// `g(E y) = offset + Xβ`. The weights of `rows` are prior weights: numbers of trials for shares of events, else multiples
/// of rows. Assumes independent responses of the family. Sources: Nelder & Wedderburn, J R Stat Soc A 1972;135:370;
/// `McCullagh` & Nelder, 1989; equals `glm` of R with a small `epsilon`.
///
/// # Errors
/// [`Undefined::Collinear`], [`Undefined::TooFewValues`], [`Undefined::WrongShape`] as [`ols`](super::ols);
/// [`Undefined::BadValues`] for a response the family cannot have; [`Undefined::NoEvents`] when all responses are zero;
/// [`Undefined::Separated`] when an estimate is infinite; [`Undefined::NotConverged`].
pub fn glm(
    design: &Design,
    response: &[f64],
    rows: Rows<'_>,
    family: Family,
    link: Link,
) -> Result<Glm, Undefined> {
    let problem = Problem::new(&design.matrix, response, rows, family, link)?;
    let fitted = problem.fit(None)?;
    let null_deviance = problem.null_deviance(design.intercept)?;
    problem.summarised(fitted, null_deviance, design.intercept)
}

impl Problem {
    fn summarised(self, fitted: Fitted, null_deviance: f64, intercept: bool) -> Result<Glm, Undefined> {
        let n = self.weights.iter().filter(|&&weight| weight > 0.0).count() as f64;
        let p = self.matrix.ncols() as f64;
        let df_residual = n - p;
        let Fitted { coefficients, eta, means, deviance, iterations } = fitted;
        let steps = self.steps(&means);
        let unscaled = Factor::new(&self.matrix, &steps.weights)?.inverse();
        let pearson = steps.residuals.iter().zip(&steps.weights).map(|(r, w)| w * r * r).sum::<f64>();
        if self.family.has_dispersion() && df_residual < 1.0 {
            return Err(Undefined::TooFewValues);
        }
        let dispersion = if self.family.has_dispersion() { pearson / df_residual } else { 1.0 };
        let total: f64 = self.weights.iter().sum();
        let log_likelihood = self.log_likelihood(&means, deviance / total);
        let parameters = if matches!(self.family, Family::Gamma) { p + 1.0 } else { p };
        Ok(Glm {
            family: self.family,
            link: self.link,
            covariance: &unscaled * dispersion,
            unscaled_covariance: unscaled,
            fitted: means.iter().map(|mean| mean.value).collect(),
            linear_predictor: eta,
            working_residuals: steps.residuals,
            working_weights: steps.weights,
            dispersion,
            pearson,
            deviance,
            null_deviance,
            df_residual,
            df_null: n - f64::from(u8::from(intercept)),
            log_likelihood,
            aic: log_likelihood.map(|value| -2.0 * value + 2.0 * parameters),
            bic: log_likelihood.map(|value| -2.0 * value + parameters * log(n)),
            iterations,
            coefficients,
            response: self.response,
            weights: self.weights,
            offset: self.offset,
            design: self.matrix,
        })
    }
}

impl Glm {
    /// The estimates with their tests and Wald intervals: normal where the family fixes the dispersion, else t, as R.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] for numbers beyond floating point.
    pub fn table(&self, confidence: Confidence) -> Result<Vec<Coefficient>, Undefined> {
        self.reference().coefficients(&self.coefficients, &self.covariance, confidence)
    }

    /// The same by another covariance matrix, as a robust one, always with normal tests: `lmtest::coeftest` of R.
    ///
    /// # Errors
    /// As [`Glm::table`]; [`Undefined::WrongShape`] for a matrix of another size.
    pub fn table_with(
        &self,
        covariance: &DMatrix<f64>,
        confidence: Confidence,
    ) -> Result<Vec<Coefficient>, Undefined> {
        Reference::Normal.coefficients(&self.coefficients, covariance, confidence)
    }

    /// What its statistics are compared with.
    pub const fn reference(&self) -> Reference {
        if self.family.has_dispersion() { Reference::StudentT(self.df_residual) } else { Reference::Normal }
    }

    /// The residuals of a kind, a row each.
    pub fn residuals(&self, kind: Residuals) -> Vec<f64> {
        let rows = self.linear_predictor.iter().zip(&self.response).zip(&self.weights);
        let residual = |((&eta, &y), &weight): ((&f64, &f64), &f64)| {
            let mean = self.link.mean(eta);
            let response = self.family.residual(y, mean);
            match kind {
                Residuals::Deviance => sqrt(weight * self.family.deviance(y, mean)).copysign(response),
                Residuals::Pearson => response * sqrt(weight / self.family.variance(mean)),
                Residuals::Working => response / mean.slope,
                Residuals::Response => response,
            }
        };
        rows.map(residual).collect()
    }

    /// The diagonal of the hat matrix of the last step.
    pub fn leverages(&self) -> Vec<f64> {
        Factor::new(&self.design, &self.working_weights).map_or_else(
            |_| vec![0.0; self.fitted.len()],
            |factor| factor.leverages(&self.design, &self.working_weights),
        )
    }

    /// The matrix of the design.
    pub const fn design(&self) -> &DMatrix<f64> {
        &self.design
    }

    /// The response.
    pub fn response(&self) -> &[f64] {
        &self.response
    }
}

#[cfg(test)]
mod tests;
