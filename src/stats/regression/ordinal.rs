//! The proportional-odds model of ordered categories.

mod brant;
mod likelihood;

use libm::{fabs, log};
use nalgebra::{DMatrix, DVector};

pub use brant::{Brant, brant_test};
use likelihood::{Derivatives, Rows};

use super::{Coefficient, Reference};
use crate::stats::model::Design;
use crate::stats::{Confidence, Undefined};

/// A fitted proportional-odds model: `logit P(y ≤ k) = θₖ − xβ`.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordinal {
    /// The thresholds `θ₁ < … < θ_{K−1}` between adjacent levels.
    pub thresholds: Vec<f64>,
    /// The coefficients β, a column of [`Ordinal::columns`] each: logarithms of the odds ratio of a higher level.
    pub coefficients: Vec<f64>,
    /// Of the thresholds, then the coefficients: the inverse of the observed information.
    pub covariance: DMatrix<f64>,
    /// At its maximum.
    pub log_likelihood: f64,
    /// Of the thresholds alone.
    pub null_log_likelihood: f64,
    /// `−2 ℓ + 2 k`.
    pub aic: f64,
    /// `−2 ℓ + k ln n`, where n is the sum of the weights.
    pub bic: f64,
    /// The probability of each level, a row each.
    pub fitted: DMatrix<f64>,
    /// Which columns of the design the coefficients belong to: all but the intercept.
    pub columns: Vec<usize>,
}

const MOST_STEPS: u32 = 100;
const MOST_HALVINGS: u32 = 100;
/// An effect on the logit of more than this may have no end.
const FAR: f64 = 12.0;

/// Fits the proportional-odds model by Newton's method.
///
/// `levels` are the responses, counted from 0 to `count − 1`; `weights` are multiples of rows. An intercept in the design is
/// left out, since the thresholds take its place. Assumes independent rows and one odds ratio at every threshold. Sources:
/// `McCullagh`, J R Stat Soc B 1980;42:109; equals `ordinal::clm` and `MASS::polr` of R.
///
/// # Errors
/// [`Undefined::NoSpread`] with fewer than two levels or one that nobody has, [`Undefined::Collinear`],
/// [`Undefined::Separated`], [`Undefined::NotConverged`], [`Undefined::WrongShape`], [`Undefined::BadValues`].
pub fn ordinal(
    design: &Design,
    levels: &[usize],
    count: usize,
    weights: Option<&[f64]>,
) -> Result<Ordinal, Undefined> {
    let columns: Vec<usize> = (0..design.names.len()).filter(|&column| design.assign[column] > 0).collect();
    let matrix = design.matrix.select_columns(&columns);
    let weights = weights.map_or_else(|| vec![1.0; levels.len()], <[f64]>::to_vec);
    let totals = totals(levels, count, &weights, matrix.nrows())?;
    check_rank(&matrix, &weights)?;
    let rows = Rows { matrix: &matrix, levels, weights: &weights, count };
    let n: f64 = totals.iter().sum();
    let null_log_likelihood = totals.iter().map(|total| total * log(total / n)).sum();
    let found = search(&rows, start(&totals, matrix.ncols()))?;
    if rows.is_endless(&found) {
        return Err(Undefined::Separated);
    }
    let covariance = (-&found.derivatives.hessian).try_inverse().ok_or(Undefined::Collinear)?;
    let log_likelihood = found.derivatives.log_likelihood;
    let parameters = found.values.len() as f64;
    let (thresholds, coefficients) = found.values.split_at(count - 1);
    Ok(Ordinal {
        thresholds: thresholds.to_vec(),
        coefficients: coefficients.to_vec(),
        covariance,
        log_likelihood,
        null_log_likelihood,
        aic: -2.0 * log_likelihood + 2.0 * parameters,
        bic: -2.0 * log_likelihood + parameters * log(n),
        fitted: rows.probabilities(&found.values),
        columns,
    })
}

impl Ordinal {
    /// Thresholds, then coefficients, with normal tests and intervals.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] for numbers beyond floating point.
    pub fn table(&self, confidence: Confidence) -> Result<Vec<Coefficient>, Undefined> {
        let all = [self.thresholds.as_slice(), self.coefficients.as_slice()].concat();
        Reference::Normal.coefficients(&all, &self.covariance, confidence)
    }
}

/// The sum of weights of each level.
fn totals(levels: &[usize], count: usize, weights: &[f64], rows: usize) -> Result<Vec<f64>, Undefined> {
    if levels.len() != rows || weights.len() != rows {
        return Err(Undefined::WrongShape);
    }
    if weights.iter().any(|weight| !weight.is_finite() || *weight < 0.0)
        || levels.iter().any(|&level| level >= count)
    {
        return Err(Undefined::BadValues);
    }
    let mut totals = vec![0.0; count];
    for (&level, weight) in levels.iter().zip(weights) {
        totals[level] += weight;
    }
    let has_all = count >= 2 && totals.iter().all(|&total| total > 0.0);
    if has_all { Ok(totals) } else { Err(Undefined::NoSpread) }
}

/// Columns that are combinations of each other or of the thresholds.
fn check_rank(matrix: &DMatrix<f64>, weights: &[f64]) -> Result<(), Undefined> {
    let with_ones = matrix.clone().insert_column(0, 1.0);
    super::least_squares::least_squares(&with_ones, &vec![0.0; matrix.nrows()], weights).map(|_| ())
}

/// The thresholds of the shares, and no effects.
fn start(totals: &[f64], columns: usize) -> Vec<f64> {
    let n: f64 = totals.iter().sum();
    let mut below = 0.0;
    let mut values = Vec::new();
    for total in totals.iter().take(totals.len() - 1) {
        below += total;
        values.push(log(below / (n - below)));
    }
    values.resize(values.len() + columns, 0.0);
    values
}

struct Found {
    values: Vec<f64>,
    derivatives: Derivatives,
}

fn search(rows: &Rows<'_>, start: Vec<f64>) -> Result<Found, Undefined> {
    let derivatives = rows.derivatives(&start).ok_or(Undefined::OutOfRange)?;
    let mut here = Found { values: start, derivatives };
    for _ in 0..MOST_STEPS {
        let information = (-&here.derivatives.hessian).cholesky();
        let step = information.map(|factor| factor.solve(&here.derivatives.gradient));
        let step: DVector<f64> =
            step.ok_or_else(|| rows.unless_endless(&here.values, Undefined::NotConverged))?;
        let size = here.values.iter().fold(1.0, |most: f64, value| most.max(fabs(*value)));
        let moved = step.amax() / size;
        let next = stepped(rows, &here, &step);
        let settled = next.is_none() || moved < 1e-11;
        here = next.unwrap_or(here);
        // A step that no halving makes better is one of rounding, if it is small.
        if settled && moved < 1e-6 {
            return Ok(here);
        }
        if settled {
            break;
        }
    }
    Err(rows.unless_endless(&here.values, Undefined::NotConverged))
}

/// One step, halved until the likelihood rises by a fair part of what its slope promises: after a step too far it may be so
/// flat that no way leads back.
fn stepped(rows: &Rows<'_>, here: &Found, step: &DVector<f64>) -> Option<Found> {
    const FAIR: f64 = 0.25;
    let reached = here.derivatives.log_likelihood;
    // Rounding: of the sum, and of each probability near one, whose logarithm is near nothing.
    let slack = 1e-13 * (fabs(reached) + rows.weights.iter().sum::<f64>());
    let slope = here.derivatives.gradient.dot(step);
    let mut share = 1.0;
    for _ in 0..MOST_HALVINGS {
        let values: Vec<f64> =
            here.values.iter().zip(step.iter()).map(|(value, step)| value + share * step).collect();
        if let Some(derivatives) = rows.derivatives(&values)
            && derivatives.log_likelihood >= reached + FAIR * share * slope - slack
        {
            return Some(Found { values, derivatives });
        }
        share *= 0.5;
    }
    None
}

impl Rows<'_> {
    /// Whether the search ended far away only because the information on some direction is rounding.
    fn is_endless(&self, found: &Found) -> bool {
        const ROUNDING: f64 = 1e-12;
        let information = -&found.derivatives.hessian;
        let whole = information.diagonal();
        let is_known = information.cholesky().is_some_and(|factor| {
            let roots = factor.l_dirty().diagonal();
            roots.iter().zip(whole.iter()).all(|(root, whole)| root * root > ROUNDING * whole)
        });
        !is_known && self.is_far(&found.values)
    }

    /// An error met on the way to infinity is that of the way.
    fn unless_endless(&self, values: &[f64], error: Undefined) -> Undefined {
        if self.is_far(values) { Undefined::Separated } else { error }
    }

    fn is_far(&self, values: &[f64]) -> bool {
        let (_, coefficients) = values.split_at(self.count - 1);
        let effects = self.matrix * DVector::from_row_slice(coefficients);
        let centre = effects.mean();
        effects.iter().any(|value| fabs(value - centre) > FAR)
    }
}

#[cfg(test)]
mod tests;
