//! The negative binomial model with its size estimated.

use libm::{fabs, log, sqrt};

use super::family::negative_binomial_log_likelihood;
use super::{Family, Glm, Link, glm};
use crate::stats::Undefined;
use crate::stats::model::Design;
use crate::stats::regression::ols::Rows;
use crate::stats::regression::polygamma::{digamma, trigamma};

/// A negative binomial model.
#[derive(Debug, Clone, PartialEq)]
pub struct NegativeBinomialFit {
    /// The model at the estimated size, its standard errors as if the size were known (as MASS; statsmodels uses the joint
    /// information). Its AIC and BIC count the size as a parameter.
    pub model: Glm,
    /// The size θ: the variance is `μ + μ²/θ`.
    pub theta: f64,
    /// By the observed information on θ alone.
    pub theta_standard_error: f64,
}

/// A larger size is a Poisson model.
const LARGEST: f64 = 1e7;
const MOST_ROUNDS: u32 = 200;

/// Fits counts with more variance than Poisson's, coefficients and size in turn until both stand.
///
/// Assumes independent counts. Source: Lawless, Can J Stat 1987;15:209; equals `MASS::glm.nb` of R.
///
/// # Errors
/// As [`glm`]; [`Undefined::NotConverged`] when the counts vary no more than Poisson's, so that the size is infinite.
pub fn negative_binomial(
    design: &Design,
    response: &[f64],
    rows: Rows<'_>,
    link: Link,
) -> Result<NegativeBinomialFit, Undefined> {
    let mut model = glm(design, response, rows, Family::Poisson, link)?;
    let mut theta = first_theta(&model);
    for _ in 0..MOST_ROUNDS {
        let next = likeliest_theta(&model, theta)?;
        model = glm(design, response, rows, Family::NegativeBinomial { theta: next }, link)?;
        let change = fabs(next - theta);
        theta = next;
        if change <= 1e-13 * theta {
            return Ok(finished(model, theta));
        }
    }
    Err(Undefined::NotConverged)
}

fn finished(mut model: Glm, theta: f64) -> NegativeBinomialFit {
    let information = -derivatives(&model, theta)[1];
    model.aic = model.aic.map(|aic| aic + 2.0);
    let n = model.df_residual + model.coefficients.len() as f64;
    model.bic = model.bic.map(|bic| bic + log(n));
    NegativeBinomialFit { model, theta, theta_standard_error: 1.0 / sqrt(information) }
}

/// By the moments of the Poisson fit.
fn first_theta(model: &Glm) -> f64 {
    let rows = model.response.iter().zip(&model.fitted).zip(&model.weights);
    let excess: f64 = rows.map(|((y, mu), w)| w * (y / mu - 1.0) * (y / mu - 1.0)).sum();
    let n: f64 = model.weights.iter().sum();
    (n / excess).clamp(1e-3, 1e4)
}

/// Newton on `ln θ` at these means, halved until the likelihood does not fall.
fn likeliest_theta(model: &Glm, from: f64) -> Result<f64, Undefined> {
    let mut theta = from;
    for _ in 0..100 {
        let [first, second] = derivatives(model, theta);
        // On the scale of ln θ; where that is not concave, a step uphill.
        let (slope, curvature) = (theta * first, theta * theta * second + theta * first);
        let step = if curvature < 0.0 { -slope / curvature } else { slope.signum() };
        let mut step = step.clamp(-2.0, 2.0);
        let here = log_likelihood(model, theta);
        while fabs(step) > 1e-9 && log_likelihood(model, theta * libm::exp(step)) < here {
            step *= 0.5;
        }
        theta *= libm::exp(step);
        if theta > LARGEST {
            return Err(Undefined::NotConverged);
        }
        if fabs(step) < 1e-14 || (fabs(step) < 1e-9 && fabs(slope) < 1e-9) {
            return Ok(theta);
        }
    }
    Ok(theta)
}

fn log_likelihood(model: &Glm, theta: f64) -> f64 {
    let rows = model.response.iter().zip(&model.fitted).zip(&model.weights);
    rows.map(|((&y, &mu), w)| w * negative_binomial_log_likelihood(y, mu, theta)).sum()
}

/// First and second derivative of the log-likelihood in θ.
fn derivatives(model: &Glm, theta: f64) -> [f64; 2] {
    let rows = model.response.iter().zip(&model.fitted).zip(&model.weights);
    rows.fold([0.0; 2], |[first, second], ((&y, &mu), &weight)| {
        let both = mu + theta;
        let slope = digamma(theta + y) - digamma(theta) - libm::log1p(mu / theta) + (mu - y) / both;
        let bend = trigamma(theta + y) - trigamma(theta) + mu / (theta * both) - (mu - y) / (both * both);
        [first + weight * slope, second + weight * bend]
    })
}
