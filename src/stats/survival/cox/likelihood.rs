//! The partial likelihood with Efron's and Breslow's ties.

use libm::{exp, log};
use nalgebra::{DMatrix, DVector};

use super::data::{Prepared, Ties};
use super::exact;
use super::risk_sets::{EventTime, Moments, RiskSets};
use crate::stats::survival::newton::{Derivatives, centred, without_rounding};

/// One of the events at a time, as its ties are treated: all with their share of those still at risk.
pub(super) struct Share {
    /// Weight of the event.
    pub weight: f64,
    /// The share of the tied events already taken from the risk set.
    pub taken: f64,
}

/// How the events of one time are counted: Efron's one after another at their mean weight, each with a larger part of
/// them gone from those at risk; Breslow's all at once.
pub(super) fn shares(data: &Prepared, events: &[usize]) -> Vec<Share> {
    let weight: f64 = events.iter().map(|&row| data.weights[row]).sum();
    let count = events.iter().filter(|&&row| data.weights[row] > 0.0).count();
    match data.ties {
        Ties::Efron | Ties::Breslow | Ties::Exact if count == 0 => Vec::new(),
        Ties::Efron => {
            let share =
                |index: usize| Share { weight: weight / count as f64, taken: index as f64 / count as f64 };
            (0..count).map(share).collect()
        }
        Ties::Breslow | Ties::Exact => vec![Share { weight, taken: 0.0 }],
    }
}

impl Share {
    /// Those still at risk: their total and the mean of their covariates.
    pub fn mean(&self, time: &EventTime<'_>) -> (f64, DVector<f64>) {
        let total = time.at_risk.zeroth - self.taken * time.tied.zeroth;
        (total, (&time.at_risk.first - self.taken * &time.tied.first) / total)
    }

    /// Their covariance about that mean.
    pub fn covariance(&self, time: &EventTime<'_>, total: f64, mean: &DVector<f64>) -> DMatrix<f64> {
        centred((&time.at_risk.second - self.taken * &time.tied.second) / total, mean)
    }
}

/// Relative risks, and the logarithm by which all of them are scaled down.
pub(super) fn relative_risks(linear_predictor: &[f64]) -> (Vec<f64>, f64) {
    let largest = linear_predictor.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (linear_predictor.iter().map(|value| exp(value - largest)).collect(), largest)
}

/// The log partial likelihood and its derivatives; `None` where it cannot be computed.
pub(super) fn evaluate(data: &Prepared, sets: &RiskSets, coefficients: &DVector<f64>) -> Option<Derivatives> {
    let linear = data.linear_predictor(coefficients);
    match data.ties {
        Ties::Exact => exact::evaluate(data, &linear),
        Ties::Efron | Ties::Breslow => Some(approximate(data, sets, &linear)),
    }
}

fn approximate(data: &Prepared, sets: &RiskSets, linear: &[f64]) -> Derivatives {
    let (risks, largest) = relative_risks(linear);
    let mut sum = Derivatives::zero(data.columns());
    sets.walk(data, &risks, Moments::Second, &mut |time| {
        for &row in time.events {
            sum.log_likelihood += data.weights[row] * (linear[row] - largest);
            sum.score.axpy(data.weights[row], &data.people.column(row), 1.0);
        }
        TiedShares::of(data, time).add(time, &mut sum);
    });
    sum
}

/// What the shares of one time add up to: each takes its part `t` of the tied from those at risk, so that the sums over
/// the shares of products of `S − tD` need powers of `t` and of one over the total only.
#[derive(Debug, Default)]
struct TiedShares {
    /// `Σ w ln(total)`.
    log: f64,
    /// `Σ w / total` and `Σ wt / total`.
    means: [f64; 2],
    /// `Σ w / total²`, `Σ wt / total²` and `Σ wt² / total²`.
    squares: [f64; 3],
}

impl TiedShares {
    fn of(data: &Prepared, time: &EventTime<'_>) -> Self {
        let mut sums = Self::default();
        for Share { weight, taken } in shares(data, time.events) {
            let total = time.at_risk.zeroth - taken * time.tied.zeroth;
            let (mean, square) = (weight / total, weight / (total * total));
            sums.log += weight * log(total);
            sums.means = [sums.means[0] + mean, sums.means[1] + taken * mean];
            let [plain, once, twice] = sums.squares;
            sums.squares = [plain + square, once + taken * square, twice + taken * taken * square];
        }
        sums
    }

    fn add(&self, time: &EventTime<'_>, sum: &mut Derivatives) {
        let ([mean, taken], [plain, once, twice]) = (self.means, self.squares);
        let (at_risk, tied) = (&time.at_risk.first, &time.tied.first);
        sum.log_likelihood -= self.log;
        sum.score.axpy(-mean, at_risk, 1.0);
        sum.score.axpy(taken, tied, 1.0);
        let mut own = &time.at_risk.second * mean - &time.tied.second * taken;
        let sizes = own.diagonal();
        own.ger(-plain, at_risk, at_risk, 1.0);
        own.ger(once, at_risk, tied, 1.0);
        own.ger(once, tied, at_risk, 1.0);
        own.ger(-twice, tied, tied, 1.0);
        without_rounding(&mut own, &sizes);
        sum.information += own;
    }
}
