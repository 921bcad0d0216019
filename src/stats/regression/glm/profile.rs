//! Intervals from the profile of the likelihood.

use libm::{fabs, sqrt};

use super::fit::{Fitted, Problem};
use super::{Family, Glm};
use crate::domain::Finite;
use crate::stats::{Confidence, Limits, Undefined};

const MOST_STEPS: u32 = 60;

/// For each coefficient the values at which twice the log-likelihood, maximised over the others, is `z²` below its
/// maximum: where its signed root reaches the normal quantile.
///
/// Unlike Wald's intervals they do not depend on the scale of the coefficient. A side on which the likelihood never falls so
/// far is open. Source: Venables & Ripley, MASS, 2002, section 7.2; `confint.glm` of R, which interpolates between
/// points of the profile and so is off by about 1e-5, where this is solved.
///
/// # Errors
/// [`Undefined::BadOption`] for a family whose dispersion is estimated; [`Undefined::OutOfRange`].
pub fn profile_intervals(model: &Glm, confidence: Confidence) -> Result<Vec<Limits>, Undefined> {
    if matches!(model.family, Family::Gamma | Family::QuasiBinomial | Family::QuasiPoisson) {
        return Err(Undefined::BadOption);
    }
    let target = confidence.normal_deviate()?;
    let limits = (0..model.coefficients.len()).map(|index| Limits {
        low: limit(model, index, -target).and_then(Finite::new),
        high: limit(model, index, target).and_then(Finite::new),
    });
    Ok(limits.collect())
}

/// Newton on the signed root of the deviance's rise, which is nearly a straight line.
fn limit(model: &Glm, index: usize, target: f64) -> Option<f64> {
    let estimate = model.coefficients[index];
    let standard_error = sqrt(model.covariance[(index, index)]);
    let mut value = estimate + target * standard_error;
    let mut start = None;
    for _ in 0..MOST_STEPS {
        let fitted = constrained(model, index, value, start.as_deref())?;
        let root = sqrt((fitted.deviance - model.deviance).max(0.0)).copysign(target);
        let slope = slope(model, index, &fitted, root);
        let step = (target - root) / slope;
        if !step.is_finite() {
            return None;
        }
        // A long step beyond the known part of the profile is cut short.
        let next = value + step.clamp(-2.0 * standard_error, 2.0 * standard_error);
        if fabs(next - value) <= 1e-11 * standard_error {
            return Some(next);
        }
        value = next;
        start = Some(fitted.coefficients);
    }
    None
}

/// The model with one coefficient held at a value.
fn constrained(model: &Glm, index: usize, value: f64, start: Option<&[f64]>) -> Option<Fitted> {
    let held = model.design.column(index);
    let offset: Vec<f64> =
        model.offset.iter().zip(held.iter()).map(|(offset, x)| offset + value * x).collect();
    let problem = Problem {
        matrix: model.design.clone().remove_column(index),
        response: model.response.clone(),
        weights: model.weights.clone(),
        offset,
        family: model.family,
        link: model.link,
    };
    if problem.matrix.ncols() == 0 {
        return problem.at(Vec::new());
    }
    let own: Vec<f64> =
        model.coefficients.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, b)| *b).collect();
    problem.fit(start.or(Some(&own))).or_else(|_| problem.fit(None)).ok()
}

/// `d root / d coefficient = −score / root`.
fn slope(model: &Glm, index: usize, fitted: &Fitted, root: f64) -> f64 {
    let rows = fitted.eta.iter().zip(&model.response).zip(&model.weights);
    let score: f64 = rows
        .zip(model.design.column(index).iter())
        .map(|(((&eta, &y), &weight), x)| {
            let mean = model.link.mean(eta);
            let part = weight * model.family.residual(y, mean) * mean.slope / model.family.variance(mean);
            if part.is_finite() { part * x } else { 0.0 }
        })
        .sum();
    -score / root
}
