//! The exact partial likelihood of tied events, the conditional logistic likelihood.

use libm::{exp, log};
use nalgebra::{DMatrix, DVector};

use super::data::Prepared;
use crate::stats::survival::newton::{Derivatives, centred};

/// The log likelihood and its derivatives; `None` where a sum is beyond an `f64`.
///
/// With `d` events among those at risk the likelihood is that these `d` people had them and no other set of `d`. The sum
/// over all sets is the elementary symmetric function of the relative risks, built up person by person (Gail, Lubin &
/// Rubinstein, Biometrika 1981;68:703), its derivatives with it.
pub(super) fn evaluate(data: &Prepared, linear: &[f64]) -> Option<Derivatives> {
    let mut sum = Derivatives::zero(data.columns());
    for events in event_sets(data) {
        let first = *events.first()?;
        let (time, stratum) = (data.follow_up[first].stop, data.strata[first]);
        let is_at_risk = |row: &usize| {
            let one = &data.follow_up[*row];
            data.strata[*row] == stratum && one.start < time && time <= one.stop
        };
        let at_risk: Vec<usize> = (0..data.rows()).filter(is_at_risk).collect();
        for &row in &events {
            sum.log_likelihood += linear[row];
            sum.score += data.people.column(row);
        }
        let sets = Sets::of(data, linear, &at_risk, events.len());
        let mean = &sets.first / sets.total;
        sum.log_likelihood -= log(sets.total) + sets.log_scale;
        sum.score -= &mean;
        sum.information += centred(&sets.second / sets.total, &mean);
    }
    Some(sum)
}

/// How many numbers [`evaluate`] has to go through.
pub(super) fn effort(data: &Prepared) -> f64 {
    let events: usize = event_sets(data).iter().map(Vec::len).sum();
    let columns = data.columns() as f64;
    events as f64 * data.rows() as f64 * (1.0 + columns + columns * columns)
}

/// The rows with events, together where they are tied.
fn event_sets(data: &Prepared) -> Vec<Vec<usize>> {
    let mut events: Vec<usize> = (0..data.rows()).filter(|&row| data.follow_up[row].is_event()).collect();
    let key = |row: usize| (data.strata[row], data.follow_up[row].stop);
    events.sort_by(|&a, &b| key(a).0.cmp(&key(b).0).then(key(a).1.total_cmp(&key(b).1)));
    events.chunk_by(|&a, &b| key(a) == key(b)).map(<[usize]>::to_vec).collect()
}

/// The sum over all sets of so many people of the product of their relative risks, with derivatives.
struct Sets {
    total: f64,
    first: DVector<f64>,
    second: DMatrix<f64>,
    /// Logarithm of what the sum is divided by.
    log_scale: f64,
}

impl Sets {
    fn of(data: &Prepared, linear: &[f64], at_risk: &[usize], size: usize) -> Self {
        let largest = at_risk.iter().map(|&row| linear[row]).fold(f64::NEG_INFINITY, f64::max);
        let risks: Vec<f64> = at_risk.iter().map(|&row| exp(linear[row] - largest)).collect();
        // So scaled, the sum over sets is near 1 whatever their number.
        let scale = size as f64 / (std::f64::consts::E * risks.iter().sum::<f64>());
        let columns = data.columns();
        let mut totals = vec![0.0; size + 1];
        totals[0] = 1.0;
        let mut firsts = vec![DVector::zeros(columns); size + 1];
        let mut seconds = vec![DMatrix::zeros(columns, columns); size + 1];
        for (&row, risk) in at_risk.iter().zip(risks) {
            let (risk, x) = (risk * scale, data.people.column(row));
            for k in (1..=size).rev() {
                let [smaller, larger] = [k - 1, k];
                let (before, after) = seconds.split_at_mut(larger);
                let second = &mut after[0];
                *second += &before[smaller] * risk;
                second.ger(risk, &x, &firsts[smaller], 1.0);
                second.ger(risk, &firsts[smaller], &x, 1.0);
                second.ger(risk * totals[smaller], &x, &x, 1.0);
                let (before, after) = firsts.split_at_mut(larger);
                after[0].axpy(risk, &before[smaller], 1.0);
                after[0].axpy(risk * totals[smaller], &x, 1.0);
                totals[larger] += risk * totals[smaller];
            }
        }
        let log_scale = size as f64 * (largest - log(scale));
        let last = (totals.pop(), firsts.pop(), seconds.pop());
        Self {
            total: last.0.unwrap_or(1.0),
            first: last.1.unwrap_or_else(|| DVector::zeros(columns)),
            second: last.2.unwrap_or_else(|| DMatrix::zeros(columns, columns)),
            log_scale,
        }
    }
}
