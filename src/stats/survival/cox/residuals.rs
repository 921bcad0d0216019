//! The estimated hazard along time, and what is left of each row when it is taken away.

use nalgebra::{DMatrix, DVector};

use super::data::Prepared;
use super::likelihood::{relative_risks, shares};
use super::risk_sets::{EventTime, Moments, RiskSets};

/// The hazard of a person of relative risk 1 at one time with events.
struct Jump {
    stratum: usize,
    time: f64,
    /// The hazard, and the hazard times the mean covariates of those at risk.
    whole: (f64, DVector<f64>),
    /// The same for those who have the event now, of whom by Efron a part is already gone.
    own: (f64, DVector<f64>),
    /// The mean covariates from which the covariates of the events are told.
    mean: DVector<f64>,
}

impl Jump {
    fn new(data: &Prepared, time: &EventTime<'_>) -> Self {
        let zero = || (0.0, DVector::zeros(data.columns()));
        let (mut whole, mut own, mut mean) = (zero(), zero(), DVector::zeros(data.columns()));
        let shares = shares(data, time.events);
        for share in &shares {
            let (total, centre) = share.mean(time);
            let hazard = share.weight / total;
            for (sum, part) in [(&mut whole, hazard), (&mut own, hazard * (1.0 - share.taken))] {
                sum.0 += part;
                sum.1.axpy(part, &centre, 1.0);
            }
            mean.axpy(1.0 / shares.len() as f64, &centre, 1.0);
        }
        Self { stratum: time.stratum, time: time.time, whole, own, mean }
    }
}

/// The cumulative hazard of each stratum, with what the residuals need beside.
pub(super) struct HazardPath {
    /// Ascending by stratum and time.
    jumps: Vec<Jump>,
    /// Sums of the jumps before each, and of all.
    sums: Vec<(f64, DVector<f64>)>,
    /// Relative risks of the rows, scaled down by `exp(largest)`.
    risks: Vec<f64>,
    pub largest: f64,
}

impl HazardPath {
    pub fn new(data: &Prepared, sets: &RiskSets, coefficients: &DVector<f64>) -> Self {
        let (risks, largest) = relative_risks(&data.linear_predictor(coefficients));
        let mut jumps = Vec::new();
        sets.walk(data, &risks, Moments::First, &mut |time| jumps.push(Jump::new(data, time)));
        jumps.sort_by(|a, b| a.stratum.cmp(&b.stratum).then(a.time.total_cmp(&b.time)));
        let mut sums = vec![(0.0, DVector::zeros(data.columns()))];
        let mut sum = (0.0, DVector::zeros(data.columns()));
        for jump in &jumps {
            sum = (sum.0 + jump.whole.0, sum.1 + &jump.whole.1);
            sums.push(sum.clone());
        }
        Self { jumps, sums, risks, largest }
    }

    /// How many jumps lie in earlier strata or in this one before `time`.
    fn before(&self, stratum: usize, time: f64) -> usize {
        self.jumps
            .partition_point(|jump| jump.stratum < stratum || (jump.stratum == stratum && jump.time < time))
    }

    fn up_to(&self, stratum: usize, time: f64) -> usize {
        self.jumps
            .partition_point(|jump| jump.stratum < stratum || (jump.stratum == stratum && jump.time <= time))
    }

    /// The hazard (and hazard times mean) between two numbers of jumps.
    fn between(&self, from: usize, to: usize) -> (f64, DVector<f64>) {
        (self.sums[to].0 - self.sums[from].0, &self.sums[to].1 - &self.sums[from].1)
    }

    /// The cumulative hazard of a stratum up to and including `time`, divided by `exp(−largest)`.
    pub fn cumulative(&self, stratum: usize, time: f64) -> f64 {
        let from = self.before(stratum, f64::NEG_INFINITY);
        self.between(from, self.up_to(stratum, time)).0
    }

    /// What a row was exposed to: hazard and hazard times mean, with the jump of its own event.
    fn exposure(&self, data: &Prepared, row: usize) -> (f64, DVector<f64>, Option<&Jump>) {
        let (one, stratum) = (&data.follow_up[row], data.strata[row]);
        let from = self.up_to(stratum, one.start);
        let own = if one.is_event() { self.jumps.get(self.before(stratum, one.stop)) } else { None };
        let to = if one.is_event() { self.before(stratum, one.stop) } else { self.up_to(stratum, one.stop) };
        let (mut hazard, mut product) = self.between(from, to.max(from));
        if let Some(own) = own {
            hazard += own.own.0;
            product += &own.own.1;
        }
        (hazard, product, own)
    }

    /// The hazard a row was exposed to.
    fn hazard(&self, data: &Prepared, row: usize) -> f64 {
        let (one, stratum) = (&data.follow_up[row], data.strata[row]);
        let from = if one.start.is_finite() { self.up_to(stratum, one.start) } else { self.first(stratum) };
        let before =
            if one.is_event() { self.before(stratum, one.stop) } else { self.up_to(stratum, one.stop) };
        let own = if one.is_event() { self.jumps.get(before).map_or(0.0, |jump| jump.own.0) } else { 0.0 };
        self.sums[before.max(from)].0 - self.sums[from].0 + own
    }

    /// The first jump of a stratum.
    fn first(&self, stratum: usize) -> usize {
        self.jumps.partition_point(|jump| jump.stratum < stratum)
    }

    /// Martingale residuals: 1 or 0 for the event, less the hazard each row was exposed to. They sum to 0.
    pub fn martingale(&self, data: &Prepared) -> Vec<f64> {
        let residual = |row: usize| {
            let event = if data.follow_up[row].is_event() { 1.0 } else { 0.0 };
            event - self.risks[row] * self.hazard(data, row)
        };
        (0..data.rows()).map(residual).collect()
    }

    /// Score residuals, a row each: each row's part of the gradient, its exposure taken off; weights applied.
    pub fn score(&self, data: &Prepared) -> DMatrix<f64> {
        let mut residuals = DMatrix::zeros(data.rows(), data.columns());
        for row in 0..data.rows() {
            let x = data.people.column(row);
            let (hazard, product, own) = self.exposure(data, row);
            let mut residual = (product - x * hazard) * self.risks[row];
            if let Some(own) = own {
                residual += x - &own.mean;
            }
            residuals.set_row(row, &(residual * data.weights[row]).transpose());
        }
        residuals
    }
}

/// The rows summed by cluster; each row alone when there are no clusters.
pub(super) fn by_cluster(residuals: DMatrix<f64>, clusters: &[usize]) -> DMatrix<f64> {
    if clusters.is_empty() {
        return residuals;
    }
    let mut places: Vec<usize> = clusters.to_vec();
    places.sort_unstable();
    places.dedup();
    let mut sums = DMatrix::zeros(places.len(), residuals.ncols());
    for (row, cluster) in clusters.iter().enumerate() {
        if let Ok(place) = places.binary_search(cluster) {
            let sum = sums.row(place) + residuals.row(row);
            sums.set_row(place, &sum);
        }
    }
    sums
}
