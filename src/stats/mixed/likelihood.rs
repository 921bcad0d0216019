//! The likelihood of a linear mixed model and its derivatives.

use std::f64::consts::PI;

use libm::{exp, log};
use nalgebra::{DMatrix, DVector};

use super::parts::{Effects, Parts, Residuals};
use super::random::{self, RandomEffects};
use super::{Estimation, Expansion, Objective};

/// `−2 log L` as a function of the terms' relative covariance factors and, last, the logarithm of the residual variance.
#[derive(Debug)]
pub(super) struct Likelihood<'a> {
    pub parts: &'a dyn Parts,
    pub terms: &'a [RandomEffects],
    pub estimation: Estimation,
}

impl Likelihood<'_> {
    /// Number of values, less the fixed effects for REML.
    pub fn freedom(&self) -> f64 {
        let count = match self.estimation {
            Estimation::Reml => self.parts.observations() - self.parts.columns(),
            Estimation::MaximumLikelihood => self.parts.observations(),
        };
        count as f64
    }

    /// The best fixed effects.
    pub fn effects(&self, at: &DVector<f64>) -> Option<Effects> {
        self.parts.effects(&random::factors(self.terms, at))
    }
}

impl Objective for Likelihood<'_> {
    type Derivatives = Expansion;

    fn value(&self, at: &DVector<f64>) -> Option<f64> {
        let log_variance = at[at.len() - 1];
        let effects = self.effects(at)?;
        let freedom = self.freedom();
        let information = match self.estimation {
            Estimation::Reml => effects.log_information,
            Estimation::MaximumLikelihood => 0.0,
        };
        let value = effects.log_determinant
            + information
            + freedom * (log(2.0 * PI) + log_variance)
            + effects.squares * exp(-log_variance);
        Some(value).filter(|value| value.is_finite())
    }

    fn derivatives(&self, at: &DVector<f64>) -> Option<Expansion> {
        let count = at.len() - 1;
        let variance = exp(at[count]);
        let factors = random::factors(self.terms, at);
        let effects = self.parts.effects(&factors)?;
        let directions = random::directions(self.terms, &factors);
        let here = Residuals { effects: &effects, variance, estimation: self.estimation };
        let sums = self.parts.sums(&factors, &directions, here)?;
        let moved = sums.pulls.tr_mul(&(&effects.covariance * &sums.pulls));
        let inner = (&sums.residuals - moved) / variance;
        let mut hessian = &inner * 2.0 - &sums.traces;
        let mut gradient = &sums.trace - &sums.residual / variance;
        if self.estimation == Estimation::Reml {
            hessian += &sums.projections * 2.0 - sums.crossed(&effects.covariance);
            for (k, information) in sums.information.iter().enumerate() {
                gradient[k] -= effects.covariance.dot(information);
            }
        }
        let mut start = 0;
        for (term, slope) in self.terms.iter().zip(&sums.slopes) {
            let curvature = random::curvature(term, slope);
            let mut own = hessian.view_mut((start, start), curvature.shape());
            own += &curvature;
            start += curvature.nrows();
        }
        let side = &sums.residual / variance;
        let corner = effects.squares / variance;
        let gradient = gradient.push(self.freedom() - corner);
        Some(Expansion {
            gradient,
            hessian: bordered(&hessian, &side, corner),
            stand_in: bordered(&inner, &side, corner),
        })
    }
}

/// A symmetric matrix with one row and column more.
pub(super) fn bordered(matrix: &DMatrix<f64>, side: &DVector<f64>, corner: f64) -> DMatrix<f64> {
    let count = matrix.nrows();
    DMatrix::from_fn(count + 1, count + 1, |row, column| match (row < count, column < count) {
        (true, true) => 0.5 * (matrix[(row, column)] + matrix[(column, row)]),
        (true, false) => side[row],
        (false, true) => side[column],
        (false, false) => corner,
    })
}
