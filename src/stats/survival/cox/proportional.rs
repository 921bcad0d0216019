//! The test of proportional hazards.

use libm::log;
use nalgebra::{DMatrix, DVector};

use super::data::{CoxData, Prepared, Ties};
use super::fit::CoxFit;
use super::likelihood::{relative_risks, shares};
use super::risk_sets::{EventTime, Moments, RiskSets};
use crate::stats::Undefined;
use crate::stats::midranks::Midranks;
use crate::stats::survival::{ChiSquaredTest, CurveOptions, RiskTable, kaplan_meier};

/// The function of time with which an effect may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeTransform {
    /// `1 − S(t−)` by Kaplan and Meier, all strata together: what R does unless told otherwise.
    #[default]
    KaplanMeier,
    /// The rank of the time, ties at their mean.
    Rank,
    /// The time itself.
    Identity,
    /// Its logarithm.
    Log,
}

/// The result, in the order of the terms.
#[derive(Debug, Clone, PartialEq)]
pub struct ProportionalHazards {
    /// The test of each term, with a degree of freedom for each of its columns.
    pub terms: Vec<ChiSquaredTest>,
    /// The test of all at once.
    pub global: ChiSquaredTest,
}

/// The score test of whether effects change with a function of time (Grambsch & Therneau, Biometrika 1994;81:515).
///
/// It asks for the score and information of the model in which each covariate times the function is added, at the
/// fitted coefficients; `terms` lists the columns of each term. Equals `cox.zph` of R's survival from 3.0 on, which is
/// exact where earlier versions took the covariance of the covariates to be the same at all times. With exact ties
/// Breslow's likelihood is used, as there.
///
/// # Errors
/// As [`super::cox`]; [`Undefined::OutOfRange`] for the logarithm of a time of 0 or less; [`Undefined::Collinear`] when
/// a changing effect cannot be told from a fixed one, as with a single time with events.
pub fn proportional_hazards(
    data: &CoxData,
    fit: &CoxFit,
    terms: &[Vec<usize>],
    transform: TimeTransform,
) -> Result<ProportionalHazards, Undefined> {
    let ties = if fit.ties == Ties::Exact { Ties::Breslow } else { fit.ties };
    let prepared = Prepared { ties, ..Prepared::new(data, fit.ties)? };
    if fit.coefficients.len() != prepared.columns()
        || terms.iter().flatten().any(|&c| c >= prepared.columns())
    {
        return Err(Undefined::WrongShape);
    }
    let coefficients = DVector::from_vec(fit.coefficients.clone()).component_mul(&prepared.scale);
    let sums = Sums::new(&prepared, &coefficients, &times(&prepared, transform)?);
    let all: Vec<usize> = (0..prepared.columns()).collect();
    Ok(ProportionalHazards {
        terms: terms.iter().map(|term| sums.test(term)).collect::<Result<_, _>>()?,
        global: sums.test(&all)?,
    })
}

/// The function of time at the end of each row, less its mean over the events.
fn times(data: &Prepared, transform: TimeTransform) -> Result<Vec<f64>, Undefined> {
    let stops: Vec<f64> = data.follow_up.iter().map(|one| one.stop).collect();
    let mut times = match transform {
        TimeTransform::Identity => stops,
        TimeTransform::Log if stops.iter().any(|&time| time <= 0.0) => return Err(Undefined::OutOfRange),
        TimeTransform::Log => stops.into_iter().map(log).collect(),
        TimeTransform::Rank => Midranks::of(&stops).ranks,
        TimeTransform::KaplanMeier => {
            let curve = kaplan_meier(&RiskTable::of_people(&data.follow_up)?, CurveOptions::default());
            let before = |time: f64| {
                let place = curve.steps.partition_point(|step| step.time < time);
                place
                    .checked_sub(1)
                    .and_then(|place| curve.steps.get(place))
                    .map_or(0.0, |step| 1.0 - step.survival)
            };
            stops.into_iter().map(before).collect()
        }
    };
    let events = data.follow_up.iter().filter(|one| one.is_event()).count() as f64;
    let of_events = times.iter().zip(&data.follow_up).filter(|(_, one)| one.is_event());
    let middle = of_events.map(|(time, _)| time).sum::<f64>() / events;
    for time in &mut times {
        *time -= middle;
    }
    Ok(times)
}

/// Sums over the times with events of the covariances at each, times powers of the function.
struct Sums {
    score: DVector<f64>,
    plain: DMatrix<f64>,
    linear: DMatrix<f64>,
    square: DMatrix<f64>,
}

impl Sums {
    fn new(data: &Prepared, coefficients: &DVector<f64>, times: &[f64]) -> Self {
        let columns = data.columns();
        let zero = DMatrix::zeros(columns, columns);
        let mut sums =
            Self { score: DVector::zeros(columns), plain: zero.clone(), linear: zero.clone(), square: zero };
        let (risks, _) = relative_risks(&data.linear_predictor(coefficients));
        RiskSets::new(data).walk(data, &risks, Moments::Second, &mut |time| sums.add(data, time, times));
        sums
    }

    fn add(&mut self, data: &Prepared, time: &EventTime<'_>, times: &[f64]) {
        let at = time.events.first().map_or(0.0, |&row| times[row]);
        for &row in time.events {
            self.score.axpy(at * data.weights[row], &data.people.column(row), 1.0);
        }
        for share in shares(data, time.events) {
            let (total, mean) = share.mean(time);
            self.score.axpy(-at * share.weight, &mean, 1.0);
            let covariance = share.covariance(time, total, &mean) * share.weight;
            self.linear += &covariance * at;
            self.square += &covariance * (at * at);
            self.plain += covariance;
        }
    }

    /// The score test of these columns' change with time beside all columns' fixed effects.
    fn test(&self, term: &[usize]) -> Result<ChiSquaredTest, Undefined> {
        let (fixed, size) = (self.plain.nrows(), self.plain.nrows() + term.len());
        let element = |row: usize, column: usize| match (row.checked_sub(fixed), column.checked_sub(fixed)) {
            (None, None) => self.plain[(row, column)],
            (None, Some(column)) => self.linear[(row, term[column])],
            (Some(row), None) => self.linear[(term[row], column)],
            (Some(row), Some(column)) => self.square[(term[row], term[column])],
        };
        let information = DMatrix::from_fn(size, size, element);
        let factor =
            crate::stats::survival::newton::positive_definite(&information).ok_or(Undefined::Collinear)?;
        let score =
            DVector::from_fn(size, |row, _| row.checked_sub(fixed).map_or(0.0, |row| self.score[term[row]]));
        ChiSquaredTest::new(score.dot(&factor.solve(&score)), term.len())
    }
}
