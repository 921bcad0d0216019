//! The search for the estimates.

use libm::fabs;
use nalgebra::DMatrix;

use super::family::{Family, Link, Mean};
use crate::stats::Undefined;
use crate::stats::regression::least_squares::step as step_of;
use crate::stats::regression::ols::Rows;
use crate::stats::regression::separation::is_separated;

/// What is to be fitted.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    pub matrix: DMatrix<f64>,
    pub response: Vec<f64>,
    pub weights: Vec<f64>,
    pub offset: Vec<f64>,
    pub family: Family,
    pub link: Link,
}

/// Where the search ended.
#[derive(Debug, Clone)]
pub(super) struct Fitted {
    pub coefficients: Vec<f64>,
    pub eta: Vec<f64>,
    /// At `eta`.
    pub means: Vec<Mean>,
    pub deviance: f64,
    pub iterations: u32,
}

/// The least-squares problem of one step.
pub(super) struct Steps {
    /// `(y − μ) dη/dμ`.
    pub residuals: Vec<f64>,
    /// Prior weight `(dμ/dη)² / V`.
    pub weights: Vec<f64>,
}

const MOST_STEPS: u32 = 200;
const MOST_HALVINGS: u32 = 40;
/// A change of the linear predictor smaller than this, relative to its size, ends the search.
const SMALL: f64 = 1e-12;
/// A change this small may be all that rounding allows.
const NEARLY: f64 = 1e-8;
/// Beyond this many steps of growth a linear predictor on the scale of log odds or log means has no end.
const ENDLESS: f64 = 25.0;

impl Problem {
    pub(super) fn new(
        matrix: &DMatrix<f64>,
        response: &[f64],
        rows: Rows<'_>,
        family: Family,
        link: Link,
    ) -> Result<Self, Undefined> {
        let n = matrix.nrows();
        let weights = rows.weights.map_or_else(|| vec![1.0; n], <[f64]>::to_vec);
        let offset = rows.offset.map_or_else(|| vec![0.0; n], <[f64]>::to_vec);
        if response.len() != n || weights.len() != n || offset.len() != n {
            return Err(Undefined::WrongShape);
        }
        let finite = response.iter().chain(&weights).chain(&offset).all(|value| value.is_finite());
        let possible =
            weights.iter().all(|&weight| weight >= 0.0) && response.iter().all(|&y| family.allows(y));
        if !finite || !possible {
            return Err(Undefined::BadValues);
        }
        let counted = response.iter().zip(&weights).filter(|&(_, &weight)| weight > 0.0);
        if n > 0 && counted.into_iter().all(|(&y, _)| y == 0.0) {
            return Err(Undefined::NoEvents);
        }
        Ok(Self { matrix: matrix.clone(), response: response.to_vec(), weights, offset, family, link })
    }

    /// Searches from `start`, or from the response itself.
    pub(super) fn fit(&self, start: Option<&[f64]>) -> Result<Fitted, Undefined> {
        let mut here = self.start(start)?;
        let mut before = f64::INFINITY;
        for step in 1..=MOST_STEPS {
            let steps = self.steps(&here.means);
            let change = step_of(&self.matrix, &steps.residuals, &steps.weights)
                .map_err(|error| self.unless_separated(error, &here.eta))?;
            let next = self.stepped(&here, &change).ok_or(Undefined::NotConverged)?;
            let size = here.eta.iter().fold(self.unit(), |most, eta| fabs(*eta).max(most));
            let moved = here.eta.iter().zip(&next.eta).fold(0.0, |most, (a, b)| fabs(a - b).max(most)) / size;
            here = Fitted { iterations: step, ..next };
            if moved < SMALL || (moved < NEARLY && moved > 0.5 * before) {
                return if self.is_endless(&here.eta) { Err(Undefined::Separated) } else { Ok(here) };
            }
            before = moved;
        }
        Err(self.unless_separated(Undefined::NotConverged, &here.eta))
    }

    /// The least size of a linear predictor that a change is measured by: one where it is on a scale of logarithms or normal
    /// deviates, none where it is in units of the response.
    const fn unit(&self) -> f64 {
        match self.link {
            Link::Logit | Link::Probit | Link::ComplementaryLogLog | Link::Log => 1.0,
            Link::Identity | Link::Inverse | Link::SquareRoot => 0.0,
        }
    }

    /// One step along the change, halved until the means are possible and the deviance does not grow.
    fn stepped(&self, here: &Fitted, change: &[f64]) -> Option<Fitted> {
        let mut share = 1.0;
        for _ in 0..MOST_HALVINGS {
            let coefficients: Vec<f64> =
                here.coefficients.iter().zip(change).map(|(value, change)| value + share * change).collect();
            if let Some(next) = self.at(coefficients) {
                let slack = 1e-10 * (1.0 + fabs(here.deviance));
                if next.deviance <= here.deviance + slack {
                    return Some(next);
                }
            }
            share *= 0.5;
        }
        None
    }

    /// The model at these coefficients; `None` when a mean is impossible.
    pub(super) fn at(&self, coefficients: Vec<f64>) -> Option<Fitted> {
        let eta = self.predictor(&coefficients);
        let means: Vec<Mean> = eta.iter().map(|&eta| self.link.mean(eta)).collect();
        let mut deviance = 0.0;
        for ((&mean, &y), &weight) in means.iter().zip(&self.response).zip(&self.weights) {
            if weight > 0.0 && !self.family.allows_mean(mean) {
                return None;
            }
            deviance += if weight > 0.0 { weight * self.family.deviance(y, mean) } else { 0.0 };
        }
        deviance.is_finite().then_some(Fitted { coefficients, eta, means, deviance, iterations: 0 })
    }

    fn predictor(&self, coefficients: &[f64]) -> Vec<f64> {
        let mut eta = self.offset.clone();
        for (column, coefficient) in coefficients.iter().enumerate() {
            for (eta, x) in eta.iter_mut().zip(self.matrix.column(column).iter()) {
                *eta += x * coefficient;
            }
        }
        eta
    }

    /// From given coefficients, one step from the response itself, or the same mean everywhere, whichever is possible first.
    fn start(&self, start: Option<&[f64]>) -> Result<Fitted, Undefined> {
        if let Some(found) = start.and_then(|start| self.at(start.to_vec())) {
            return Ok(found);
        }
        let own = |(&y, &weight): (&f64, &f64)| self.family.first_mean(y, weight);
        let means: Vec<f64> = self.response.iter().zip(&self.weights).map(own).collect();
        if let Some(found) = self.started_at(&means)? {
            return Ok(found);
        }
        let total: f64 = self.weights.iter().sum();
        let mean = means.iter().zip(&self.weights).map(|(mean, weight)| mean * weight).sum::<f64>() / total;
        self.started_at(&vec![mean; means.len()])?.ok_or(Undefined::NotConverged)
    }

    fn started_at(&self, means: &[f64]) -> Result<Option<Fitted>, Undefined> {
        let Some(eta) = means.iter().map(|&mean| self.link.predictor(mean)).collect::<Option<Vec<f64>>>()
        else {
            return Ok(None);
        };
        let found: Vec<Mean> = eta.iter().map(|&eta| self.link.mean(eta)).collect();
        let steps = self.steps(&found);
        let rows = eta.iter().zip(&steps.residuals).zip(&self.offset);
        let target: Vec<f64> = rows.map(|((eta, residual), offset)| eta + residual - offset).collect();
        if let Some(found) = self.at(step_of(&self.matrix, &target, &steps.weights)?) {
            return Ok(Some(found));
        }
        let plain: Vec<f64> = eta.iter().zip(&self.offset).map(|(eta, offset)| eta - offset).collect();
        Ok(self.at(step_of(&self.matrix, &plain, &steps.weights)?))
    }

    pub(super) fn steps(&self, means: &[Mean]) -> Steps {
        let rows = means.iter().zip(&self.response).zip(&self.weights);
        let step = |((&mean, &y), &weight): ((&Mean, &f64), &f64)| {
            let information = weight * mean.slope * mean.slope / self.family.variance(mean);
            let residual = self.family.residual(y, mean) / mean.slope;
            // Where the mean has reached its bound within rounding, the row says nothing any more.
            if information.is_finite() && residual.is_finite() { (residual, information) } else { (0.0, 0.0) }
        };
        let (residuals, weights) = rows.map(step).unzip();
        Steps { residuals, weights }
    }

    pub(super) fn log_likelihood(&self, means: &[Mean], dispersion: f64) -> Option<f64> {
        let rows = means.iter().zip(&self.response).zip(&self.weights).filter(|&(_, &weight)| weight > 0.0);
        rows.map(|((&mean, &y), &weight)| self.family.log_likelihood(y, mean, weight, dispersion)).sum()
    }

    /// The deviance with an intercept and the offset alone, or with the offset alone.
    ///
    /// Without an offset all have one mean, which whatever the link is that of the responses.
    pub(super) fn null_deviance(&self, intercept: bool) -> Result<f64, Undefined> {
        let total: f64 = self.weights.iter().sum();
        let sum: f64 = self.response.iter().zip(&self.weights).map(|(y, weight)| y * weight).sum();
        let eta =
            self.link.predictor(sum / total).filter(|_| self.offset.iter().all(|&offset| offset == 0.0));
        let alone = Self {
            matrix: DMatrix::from_element(self.matrix.nrows(), 1, 1.0),
            response: self.response.clone(),
            weights: self.weights.clone(),
            offset: self.offset.clone(),
            ..*self
        };
        match eta.and_then(|eta| alone.at(vec![eta])) {
            Some(fitted) if intercept => Ok(fitted.deviance),
            Some(_) | None if intercept => alone.fit(None).map(|fitted| fitted.deviance),
            Some(_) | None => alone.at(vec![0.0]).map(|fitted| fitted.deviance).ok_or(Undefined::OutOfRange),
        }
    }

    /// Whether an estimate runs off to infinity.
    fn is_endless(&self, eta: &[f64]) -> bool {
        let Some(bound) = self.bound() else { return false };
        is_separated(&self.matrix, bound, |row, bound| {
            let (y, own) = (self.response[row], eta[row] - self.offset[row]);
            self.weights[row] == 0.0 || y == 0.0 && own < -bound || y == 1.0 && own > bound && self.is_share()
        })
    }

    /// A linear predictor beyond this has a mean at its bound; `None` where no mean comes near one.
    const fn bound(&self) -> Option<f64> {
        match self.link {
            Link::Logit | Link::Log | Link::ComplementaryLogLog => Some(ENDLESS),
            Link::Probit => Some(7.0),
            Link::Identity | Link::Inverse | Link::SquareRoot => None,
        }
    }

    const fn is_share(&self) -> bool {
        matches!(self.family, Family::Binomial | Family::QuasiBinomial)
    }

    /// An error met on the way to infinity is that of the way.
    fn unless_separated(&self, error: Undefined, eta: &[f64]) -> Undefined {
        // Positive responses have finite estimates, however far the search goes astray.
        if self.family == Family::Gamma {
            return Undefined::NotConverged;
        }
        let far = eta.iter().zip(&self.offset).any(|(eta, offset)| fabs(eta - offset) > 0.5 * ENDLESS);
        let goes = matches!(self.link, Link::Logit | Link::Log | Link::ComplementaryLogLog) && far;
        if goes || self.is_endless(eta) { Undefined::Separated } else { error }
    }
}
