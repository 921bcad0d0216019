//! Sums over those at risk, at every time with events.

use std::collections::BTreeMap;

use nalgebra::{DMatrix, DVector};

use super::data::Prepared;

/// Weighted sums of the covariates and their products over a set of people, each with weight times relative risk.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    pub zeroth: f64,
    pub first: DVector<f64>,
    pub second: DMatrix<f64>,
}

/// How many of the sums are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moments {
    /// The means.
    First,
    /// The means and covariances.
    Second,
}

/// A time with events, in one stratum.
pub(super) struct EventTime<'a> {
    pub stratum: usize,
    pub time: f64,
    /// Rows with the event.
    pub events: &'a [usize],
    /// Sums over all at risk, those with the event among them.
    pub at_risk: &'a Sums,
    /// Sums over those with the event.
    pub tied: &'a Sums,
}

impl Sums {
    fn zero(columns: usize) -> Self {
        let (first, second) = (DVector::zeros(columns), DMatrix::zeros(columns, columns));
        Self { zeroth: 0.0, first, second }
    }

    /// All of another set.
    fn join(&mut self, other: &Self) {
        self.zeroth += other.zeroth;
        self.first += &other.first;
        self.second += &other.second;
    }

    fn add(&mut self, data: &Prepared, row: usize, amount: f64, moments: Moments) {
        let columns = data.columns();
        let x = &data.people.as_slice()[row * columns..(row + 1) * columns];
        self.zeroth += amount;
        add_multiple(self.first.as_mut_slice(), amount, x);
        if moments == Moments::Second {
            for (products, value) in self.second.as_mut_slice().chunks_exact_mut(columns).zip(x) {
                add_multiple(products, amount * value, x);
            }
        }
    }
}

/// `Σ + a x`.
fn add_multiple(sums: &mut [f64], amount: f64, values: &[f64]) {
    sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += amount * value);
}

/// The rows of a stratum in the order in which time is walked through, from the latest.
struct Order {
    stratum: usize,
    /// By end, events before others at the same time.
    by_stop: Vec<usize>,
    /// Those who enter late, by entry.
    by_start: Vec<usize>,
}

/// The walk through the risk sets, prepared once for all evaluations.
pub(super) struct RiskSets(Vec<Order>);

impl RiskSets {
    pub fn new(data: &Prepared) -> Self {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (row, &stratum) in data.strata.iter().enumerate() {
            members.entry(stratum).or_default().push(row);
        }
        let order = |(stratum, mut by_stop): (usize, Vec<usize>)| {
            let late = by_stop.iter().copied().filter(|&row| data.follow_up[row].start.is_finite());
            let mut by_start: Vec<usize> = late.collect();
            by_start.sort_by(|&a, &b| data.follow_up[b].start.total_cmp(&data.follow_up[a].start));
            by_stop.sort_by(|&a, &b| {
                let (first, second) = (&data.follow_up[a], &data.follow_up[b]);
                second.stop.total_cmp(&first.stop).then(second.is_event().cmp(&first.is_event()))
            });
            Order { stratum, by_stop, by_start }
        };
        Self(members.into_iter().map(order).collect())
    }

    /// Visits every time with events, stratum by stratum, the latest first; `risk` is the relative risk of each row.
    pub fn walk(
        &self,
        data: &Prepared,
        risk: &[f64],
        moments: Moments,
        visit: &mut dyn FnMut(&EventTime<'_>),
    ) {
        for order in &self.0 {
            order.walk(data, risk, moments, visit);
        }
    }
}

impl Order {
    fn walk(&self, data: &Prepared, risk: &[f64], moments: Moments, visit: &mut dyn FnMut(&EventTime<'_>)) {
        let mut at_risk = Sums::zero(data.columns());
        let (mut present, mut left) = (0, 0);
        let amount = |row: usize| data.weights[row] * risk[row];
        for ended in self.by_stop.chunk_by(|&a, &b| data.follow_up[a].stop == data.follow_up[b].stop) {
            let time = data.follow_up[ended[0]].stop;
            // Who entered later leaves the set before those of this time join it, so that an empty set is known as one.
            let later = self.by_start[left..].iter().take_while(|&&row| data.follow_up[row].start >= time);
            for &row in later {
                at_risk.add(data, row, -amount(row), moments);
                left += 1;
                present -= 1;
            }
            if present == 0 {
                at_risk = Sums::zero(data.columns());
            }
            let count = ended.iter().take_while(|&&row| data.follow_up[row].is_event()).count();
            let (events, others) = ended.split_at(count);
            for &row in others {
                at_risk.add(data, row, amount(row), moments);
            }
            present += ended.len();
            if !events.is_empty() {
                let mut tied = Sums::zero(data.columns());
                for &row in events {
                    tied.add(data, row, amount(row), moments);
                }
                at_risk.join(&tied);
                visit(&EventTime { stratum: self.stratum, time, events, at_risk: &at_risk, tied: &tied });
            }
        }
    }
}
