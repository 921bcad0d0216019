//! Fine and Gray's regression of the subdistribution hazard.

use libm::{exp, log};
use nalgebra::{DMatrix, DVector};

use super::CompetingTime;
use crate::stats::survival::newton::{Derivatives, centred, climb};
use crate::stats::survival::standardised::standardised;
use crate::stats::survival::{ChiSquaredTest, Estimates, FollowUp, RiskTable, Status, kaplan_meier};
use crate::stats::{Confidence, Undefined};

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct FineGray {
    /// Logarithms of the ratios of subdistribution hazards, with sandwich errors that know of the estimated censoring.
    pub estimates: Estimates,
    /// Log pseudo-likelihood without covariates and with them.
    pub log_likelihood: [f64; 2],
    /// Twice their difference.
    pub likelihood_ratio_test: ChiSquaredTest,
    /// People.
    pub n: usize,
    /// Events of the cause.
    pub events: usize,
}

/// Fits Fine and Gray's proportional subdistribution hazards model of `cause`.
///
/// Who had another cause stays at risk, with the weight `G(t−) / G(T−)` of not having been censored since. Ties by
/// Breslow; all covariates are given, none of ones. Source: Fine & Gray, J Am Stat Assoc 1999;94:496. Equals `crr` of R's
/// cmprsk, whose iteration stops earlier; `finegray` of R's survival differs in the fourth digit, since it takes `G` at
/// the other side of tied times.
///
/// # Errors
/// [`Undefined::NoEvents`], [`Undefined::WrongShape`], [`Undefined::BadValues`], [`Undefined::Collinear`],
/// [`Undefined::Separated`].
pub fn fine_gray(
    people: &[CompetingTime],
    cause: usize,
    design: &DMatrix<f64>,
    confidence: Confidence,
) -> Result<FineGray, Undefined> {
    if people.is_empty() || design.nrows() != people.len() || design.ncols() == 0 {
        return Err(Undefined::WrongShape);
    }
    if !people.iter().all(|one| one.time.is_finite()) || !design.iter().all(|x| x.is_finite()) {
        return Err(Undefined::BadValues);
    }
    let events = people.iter().filter(|one| one.cause == Some(cause)).count();
    if events == 0 {
        return Err(Undefined::NoEvents);
    }
    let (rows, _, scale) = standardised(design)?;
    let sets = Sets::new(people, cause, &rows)?;
    let zero = DVector::zeros(design.ncols());
    let null = sets.derivatives(&zero);
    let top = climb(zero, &|place| Some(sets.derivatives(place)))?;
    let inverse = top.derivatives.factor().ok_or(Undefined::Separated)?.inverse();
    let influence = sets.influence(&top.place) * inverse;
    let covariance = influence.transpose() * influence;
    let covariance =
        DMatrix::from_fn(scale.len(), scale.len(), |j, k| covariance[(j, k)] / (scale[j] * scale[k]));
    let log_likelihood = [null.log_likelihood, top.derivatives.log_likelihood];
    Ok(FineGray {
        estimates: Estimates::new(&top.place.component_div(&scale), covariance, confidence)?,
        log_likelihood,
        likelihood_ratio_test: ChiSquaredTest::new(
            2.0 * (log_likelihood[1] - log_likelihood[0]),
            scale.len(),
        )?,
        n: people.len(),
        events,
    })
}

/// People in order of time, with the share not censored just before it.
struct Sets {
    /// Time, cause of interest (1), another (2) or censored (0).
    ends: Vec<(f64, u8)>,
    /// Standardised covariates, a column each.
    rows: DMatrix<f64>,
    /// `G(T−)` of each.
    uncensored: Vec<f64>,
    /// Times with events of the cause, ascending, with the number of these and `G(t−)`.
    times: Vec<(f64, f64, f64)>,
}

/// Sums over a risk set.
#[derive(Clone)]
struct Sums {
    zeroth: f64,
    first: DVector<f64>,
    second: DMatrix<f64>,
}

impl Sums {
    fn zero(columns: usize) -> Self {
        Self { zeroth: 0.0, first: DVector::zeros(columns), second: DMatrix::zeros(columns, columns) }
    }

    fn add(&mut self, rows: &DMatrix<f64>, row: usize, amount: f64) {
        let x = rows.column(row);
        self.zeroth += amount;
        self.first.axpy(amount, &x, 1.0);
        self.second.ger(amount, &x, &x, 1.0);
    }

    fn plus(&self, other: &Self, factor: f64) -> Self {
        Self {
            zeroth: self.zeroth + factor * other.zeroth,
            first: &self.first + &other.first * factor,
            second: &self.second + &other.second * factor,
        }
    }
}

impl Sets {
    fn new(people: &[CompetingTime], cause: usize, rows: &DMatrix<f64>) -> Result<Self, Undefined> {
        let mut order: Vec<usize> = (0..people.len()).collect();
        order.sort_by(|&a, &b| people[a].time.total_cmp(&people[b].time));
        let kind = |one: &CompetingTime| one.cause.map_or(0, |found| if found == cause { 1 } else { 2 });
        let ends: Vec<(f64, u8)> = order.iter().map(|&row| (people[row].time, kind(&people[row]))).collect();
        let status = |kind: u8| if kind == 0 { Status::Event } else { Status::Censored };
        let censoring: Vec<FollowUp> =
            ends.iter().map(|&(time, kind)| FollowUp::until(time, status(kind))).collect();
        let curve =
            kaplan_meier(&RiskTable::of_people(&censoring)?, crate::stats::survival::CurveOptions::default());
        let before = |time: f64| {
            let place = curve.steps.partition_point(|step| step.time < time);
            place.checked_sub(1).and_then(|place| curve.steps.get(place)).map_or(1.0, |step| step.survival)
        };
        let times = ends.chunk_by(|a, b| a.0 == b.0).filter_map(|tied| {
            let events = tied.iter().filter(|(_, kind)| *kind == 1).count();
            (events > 0).then(|| (tied[0].0, events as f64, before(tied[0].0)))
        });
        Ok(Self {
            uncensored: ends.iter().map(|&(time, _)| before(time)).collect(),
            times: times.collect(),
            rows: rows.select_columns(&order),
            ends,
        })
    }

    fn risks(&self, place: &DVector<f64>) -> (Vec<f64>, f64) {
        let linear: Vec<f64> = self.rows.column_iter().map(|x| x.dot(place)).collect();
        let largest = linear.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (linear.into_iter().map(|value| exp(value - largest)).collect(), largest)
    }

    /// Sums over the risk set of each time with events: those still under observation, and those with another cause
    /// before, at their weight.
    fn sums(&self, risks: &[f64]) -> Vec<Sums> {
        let columns = self.rows.nrows();
        let (mut observed, mut row) = (Sums::zero(columns), self.ends.len());
        let mut sums = Vec::with_capacity(self.times.len());
        for &(time, _, _) in self.times.iter().rev() {
            while row > 0 && self.ends[row - 1].0 >= time {
                row -= 1;
                observed.add(&self.rows, row, risks[row]);
            }
            sums.push(observed.clone());
        }
        sums.reverse();
        let (mut others, mut row) = (Sums::zero(columns), 0);
        for (sum, &(time, _, uncensored)) in sums.iter_mut().zip(&self.times) {
            while row < self.ends.len() && self.ends[row].0 < time {
                if self.ends[row].1 == 2 {
                    others.add(&self.rows, row, risks[row] / self.uncensored[row]);
                }
                row += 1;
            }
            *sum = sum.plus(&others, uncensored);
        }
        sums
    }

    fn derivatives(&self, place: &DVector<f64>) -> Derivatives {
        let (risks, largest) = self.risks(place);
        let mut total = Derivatives::zero(self.rows.nrows());
        for (row, _) in self.ends.iter().enumerate().filter(|(_, (_, kind))| *kind == 1) {
            total.log_likelihood += self.rows.column(row).dot(place) - largest;
            total.score += self.rows.column(row);
        }
        for (sums, &(_, events, _)) in self.sums(&risks).iter().zip(&self.times) {
            let mean = &sums.first / sums.zeroth;
            total.log_likelihood -= events * log(sums.zeroth);
            total.information += centred(&sums.second / sums.zeroth, &mean) * events;
            total.score.axpy(-events, &mean, 1.0);
        }
        total
    }

    /// Each person's part of the score, with what the person tells of the censoring.
    fn influence(&self, place: &DVector<f64>) -> DMatrix<f64> {
        let (risks, _) = self.risks(place);
        let path = Path::new(&self.sums(&risks), &self.times);
        let mut influence = DMatrix::zeros(self.ends.len(), self.rows.nrows());
        for (row, &(time, kind)) in self.ends.iter().enumerate() {
            let x = self.rows.column(row);
            let up_to = self.times.partition_point(|&(event, _, _)| event <= time);
            let (hazard, product) = &path.plain[up_to];
            let mut part = (product - x * *hazard) * risks[row];
            if kind == 2 {
                let (hazard, product) = path.later(up_to);
                part += (product - x * hazard) * (risks[row] / self.uncensored[row]);
            }
            if kind == 1 {
                part += x - &path.means[up_to - 1];
            }
            influence.set_row(row, &part.transpose());
        }
        self.add_censoring(&mut influence, &risks, &path);
        influence
    }

    fn add_censoring(&self, influence: &mut DMatrix<f64>, risks: &[f64], path: &Path) {
        let columns = self.rows.nrows();
        let (mut others, mut compensator, mut from) =
            ((0.0, DVector::zeros(columns)), DVector::zeros(columns), 0);
        for tied in self.ends.chunk_by(|a, b| a.0 == b.0) {
            let at_risk = (self.ends.len() - from) as f64;
            let censored = tied.iter().filter(|(_, kind)| *kind == 0).count() as f64;
            let (hazard, product) =
                path.later(self.times.partition_point(|&(event, _, _)| event < tied[0].0));
            let change = &others.1 * hazard - product * others.0;
            compensator.axpy(-censored / (at_risk * at_risk), &change, 1.0);
            for (row, &(_, kind)) in self.ends.iter().enumerate().skip(from).take(tied.len()) {
                let own = if kind == 0 { &change / at_risk } else { DVector::zeros(columns) };
                let sum = influence.row(row) + (&compensator + own).transpose();
                influence.set_row(row, &sum);
                if kind == 2 {
                    let amount = risks[row] / self.uncensored[row];
                    others.0 += amount;
                    others.1.axpy(amount, &self.rows.column(row), 1.0);
                }
            }
            from += tied.len();
        }
    }
}

/// Hazards, and hazards times mean covariates, summed along time.
struct Path {
    means: Vec<DVector<f64>>,
    /// Before each time with events, and after all.
    plain: Vec<(f64, DVector<f64>)>,
    /// The same with the factor `G(t−)`.
    weighted: Vec<(f64, DVector<f64>)>,
}

impl Path {
    fn new(sums: &[Sums], times: &[(f64, f64, f64)]) -> Self {
        let columns = sums.first().map_or(0, |sums| sums.first.len());
        let zero = (0.0, DVector::zeros(columns));
        let (mut means, mut plain, mut weighted) = (Vec::new(), vec![zero.clone()], vec![zero.clone()]);
        let mut running = [zero.clone(), zero];
        for (sums, &(_, events, uncensored)) in sums.iter().zip(times) {
            let (mean, hazard) = (&sums.first / sums.zeroth, events / sums.zeroth);
            for (running, amount) in running.iter_mut().zip([hazard, hazard * uncensored]) {
                running.0 += amount;
                running.1.axpy(amount, &mean, 1.0);
            }
            plain.push(running[0].clone());
            weighted.push(running[1].clone());
            means.push(mean);
        }
        Self { means, plain, weighted }
    }

    /// The weighted sums from this time with events on.
    fn later(&self, from: usize) -> (f64, DVector<f64>) {
        match (self.weighted.last(), self.weighted.get(from)) {
            (Some(all), Some(before)) => (all.0 - before.0, &all.1 - &before.1),
            (None | Some(_), None) | (None, Some(_)) => (0.0, DVector::zeros(0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::survival::cox::{CoxData, CoxOptions, Ties, VarianceKind, cox};

    /// Without other causes and censoring it is a Cox model with Breslow's ties and robust errors.
    #[test]
    fn without_other_causes_it_is_a_cox_model() {
        let times = [1.0, 2.0, 2.0, 3.0, 5.0, 8.0];
        let design = DMatrix::from_column_slice(6, 1, &[0.3, 1.2, 0.1, 2.0, 0.7, 1.1]);
        let people = times.map(|time| CompetingTime { time, cause: Some(0) });
        let found = fine_gray(&people, 0, &design, Confidence::NINETY_FIVE).unwrap();
        let data = CoxData {
            follow_up: times.map(|time| FollowUp::until(time, Status::Event)).to_vec(),
            design,
            strata: Vec::new(),
            clusters: Vec::new(),
            weights: Vec::new(),
            offset: Vec::new(),
        };
        let options =
            CoxOptions { ties: Ties::Breslow, variance: VarianceKind::Robust, ..CoxOptions::default() };
        let expected = cox(&data, options).unwrap();
        assert!((found.estimates.coefficients[0] - expected.coefficients[0]).abs() < 1e-10);
        assert!((found.estimates.standard_errors[0] - expected.standard_errors[0]).abs() < 1e-10);
        let none = fine_gray(&people, 1, &data.design, Confidence::NINETY_FIVE);
        assert_eq!(none.err(), Some(Undefined::NoEvents));
    }
}
