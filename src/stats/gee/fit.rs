//! Solving generalised estimating equations.

use std::collections::BTreeMap;

use libm::{fabs, sqrt};
use nalgebra::{Cholesky, DMatrix, DVector};

use super::correlation::Products;
use super::{Family, WorkingCorrelation};
use crate::domain::Interval;
use crate::stats::mixed::orthonormal;
use crate::stats::model::{ModelFrame, Variable};
use crate::stats::regression::is_separated;
use crate::stats::{Confidence, Normal, Undefined};

/// What the moment estimators of scale and correlation are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Moments {
    /// The number of values, and of pairs: `geepack`.
    #[default]
    Values,
    /// The number of values less that of coefficients, and of pairs less that of coefficients: statsmodels.
    Freedom,
}

/// How estimating equations are set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GeeOptions {
    /// Distribution and link.
    pub family: Family,
    /// Correlation assumed within a subject.
    pub correlation: WorkingCorrelation,
    /// Divisor of the moments.
    pub moments: Moments,
}

/// Values of subjects, a row each.
#[derive(Debug, Clone, Copy)]
pub struct RepeatedCounts<'a> {
    /// The design.
    pub design: &'a DMatrix<f64>,
    /// The values.
    pub response: &'a [f64],
    /// Added to the linear predictor of each row.
    pub offset: &'a [f64],
    /// Which subject a row belongs to; any numbers.
    pub subject: &'a [usize],
    /// When a row was observed, for autoregressive correlation; `None` takes a subject's rows as equally spaced.
    pub time: Option<&'a [f64]>,
}

/// Solved estimating equations.
#[derive(Debug, Clone, PartialEq)]
pub struct Gee {
    /// The coefficients.
    pub estimate: Vec<f64>,
    /// Their robust (sandwich) covariance.
    pub robust_covariance: DMatrix<f64>,
    /// Their covariance if the working correlation were true.
    pub naive_covariance: DMatrix<f64>,
    /// The working correlation's parameter; `None` under independence.
    pub alpha: Option<f64>,
    /// Mean square of the Pearson residuals.
    pub scale: f64,
    /// Number of subjects.
    pub subjects: usize,
    /// Values of the largest subject.
    pub largest_subject: usize,
    /// Number of values.
    pub observations: usize,
    /// Steps taken.
    pub steps: u32,
}

impl Gee {
    /// Robust standard errors.
    pub fn standard_errors(&self) -> Vec<f64> {
        self.robust_covariance.diagonal().iter().map(|variance| sqrt(*variance)).collect()
    }

    /// Standard errors if the working correlation were true.
    pub fn naive_standard_errors(&self) -> Vec<f64> {
        self.naive_covariance.diagonal().iter().map(|variance| sqrt(*variance)).collect()
    }

    /// Robust z of each coefficient; their squares are Wald's χ² on one degree of freedom.
    pub fn statistics(&self) -> Vec<f64> {
        self.estimate.iter().zip(self.standard_errors()).map(|(estimate, error)| estimate / error).collect()
    }

    /// Two-sided p of each coefficient.
    pub fn p_values(&self) -> Vec<f64> {
        self.statistics().iter().map(|statistic| 2.0 * Normal.sf(fabs(*statistic))).collect()
    }

    /// Robust interval of each coefficient, `None` beyond the range of numbers.
    pub fn intervals(&self, confidence: Confidence) -> Option<Vec<Interval>> {
        let quantile = confidence.normal_deviate().ok()?;
        let errors = self.standard_errors();
        let interval = |(estimate, error): (&f64, &f64)| {
            Interval::new(estimate - quantile * error, estimate + quantile * error)
        };
        self.estimate.iter().zip(&errors).map(interval).collect()
    }
}

/// The response of a model frame as numbers; of two categories the second is 1.
///
/// # Errors
/// [`Undefined::BadValues`] for anything else.
pub fn response(frame: &ModelFrame) -> Result<Vec<f64>, Undefined> {
    if let [Variable::Categorical(factor)] = frame.response.as_slice() {
        if factor.levels().len() != 2 {
            return Err(Undefined::BadValues);
        }
        return Ok(factor.codes().iter().flatten().map(|&code| code as f64).collect());
    }
    frame.numeric_response().ok_or(Undefined::BadValues)
}

const MOST_STEPS: u32 = 500;

/// Solves `Σ D′V⁻¹(y − μ) = 0` with `V = φ A^½ R(α) A^½`, the scale and `α` by moments of the Pearson residuals at every
/// step, until nothing changes.
///
/// Assumes independent subjects, many of them, and values missing completely at random. The robust covariance is
/// `B⁻¹ (Σ D′V⁻¹rr′V⁻¹D) B⁻¹`, `B = Σ D′V⁻¹D`, without a correction for few subjects.
///
/// # Errors
/// What [`Undefined`] says of designs that cannot be fitted; [`Undefined::BadValues`] for a response that the family
/// cannot have; [`Undefined::Separated`] when probabilities reach 0 or 1; [`Undefined::NotConverged`] when the steps do
/// not end or the correlation leaves its range.
pub fn fit(values: RepeatedCounts<'_>, options: GeeOptions) -> Result<Gee, Undefined> {
    let equations = Equations::new(values, options)?;
    let mut estimate = equations.start()?;
    for steps in 1..=MOST_STEPS {
        let state = equations.state(&estimate)?;
        let step = &state.naive * &state.score;
        if !step.iter().all(|value| value.is_finite()) {
            return Err(Undefined::NotConverged);
        }
        let change = state.information_length(&step);
        estimate += step;
        if change <= 1e-13 {
            return Ok(equations.solved(&estimate, &equations.state(&estimate)?, steps));
        }
    }
    Err(Undefined::NotConverged)
}

/// The equations in coordinates with orthonormal columns.
struct Equations<'a> {
    values: RepeatedCounts<'a>,
    options: GeeOptions,
    columns: DMatrix<f64>,
    inverse_triangle: DMatrix<f64>,
    /// The rows of each subject, in order of time.
    subjects: Vec<Vec<usize>>,
}

/// The equations at an estimate.
struct State {
    score: DVector<f64>,
    /// `(Σ D′V⁻¹D)⁻¹` without the scale.
    naive: DMatrix<f64>,
    /// `Σ D′V⁻¹rr′V⁻¹D` without the scale.
    spread: DMatrix<f64>,
    alpha: f64,
    scale: f64,
}

impl State {
    /// Length of a step in standard errors.
    fn information_length(&self, step: &DVector<f64>) -> f64 {
        sqrt(fabs(step.dot(&self.score)) / self.scale.max(f64::MIN_POSITIVE))
    }
}

impl<'a> Equations<'a> {
    fn new(values: RepeatedCounts<'a>, options: GeeOptions) -> Result<Self, Undefined> {
        let rows = values.response.len();
        let has_all = values.design.nrows() == rows
            && values.offset.len() == rows
            && values.subject.len() == rows
            && values.time.is_none_or(|time| time.len() == rows);
        if !has_all {
            return Err(Undefined::WrongShape);
        }
        let is_finite =
            values.offset.iter().chain(values.time.unwrap_or_default()).all(|value| value.is_finite());
        if !is_finite || !values.response.iter().all(|&value| options.family.allows(value)) {
            return Err(Undefined::BadValues);
        }
        let (columns, triangle) = orthonormal(values.design)?;
        let count = triangle.nrows();
        let inverse_triangle =
            triangle.solve_upper_triangular(&DMatrix::identity(count, count)).ok_or(Undefined::Collinear)?;
        Ok(Self { values, options, columns, inverse_triangle, subjects: subjects(values) })
    }

    fn predictor(&self, estimate: &DVector<f64>) -> DVector<f64> {
        &self.columns * estimate + DVector::from_column_slice(self.values.offset)
    }

    /// One step of weighted least squares from the values themselves.
    fn start(&self) -> Result<DVector<f64>, Undefined> {
        let family = self.options.family;
        let (mut weighted, mut target) = (self.columns.clone(), DVector::zeros(self.columns.nrows()));
        for (row, &value) in self.values.response.iter().enumerate() {
            let predictor = family.start(value);
            let weight = family.variance(predictor);
            let mut own = weighted.row_mut(row);
            own *= weight;
            target[row] = predictor - self.values.offset[row] + (value - family.mean(predictor)) / weight;
        }
        let information = Cholesky::new(weighted.tr_mul(&self.columns)).ok_or(Undefined::NotConverged)?;
        Ok(information.solve(&weighted.tr_mul(&target)))
    }

    /// Whether probabilities run to 0 or 1 without end.
    fn is_endless(&self, predictor: &DVector<f64>) -> bool {
        /// Log odds at a bound.
        const BOUND: f64 = 32.0;
        is_separated(self.values.design, BOUND, |row, bound| {
            let (value, own) = (self.values.response[row], predictor[row] - self.values.offset[row]);
            value == 0.0 && own < -bound || value == 1.0 && own > bound
        })
    }

    fn state(&self, estimate: &DVector<f64>) -> Result<State, Undefined> {
        let predictor = self.predictor(estimate);
        let deviations = predictor.map(|value| sqrt(self.options.family.variance(value)));
        if self.options.family == Family::Binomial && self.is_endless(&predictor) {
            return Err(Undefined::Separated);
        }
        let residuals = DVector::from_fn(predictor.len(), |row, _| {
            self.options.family.residual(self.values.response[row], predictor[row])
        });
        if !residuals.iter().all(|value| value.is_finite()) {
            return Err(Undefined::NotConverged);
        }
        let (scale, alpha) = self.moments(&residuals)?;
        let count = self.columns.ncols();
        let (mut score, mut information, mut spread) =
            (DVector::zeros(count), DMatrix::zeros(count, count), DMatrix::zeros(count, count));
        for rows in &self.subjects {
            let slopes = DMatrix::from_fn(rows.len(), count, |place, column| {
                self.columns[(rows[place], column)] * deviations[rows[place]]
            });
            let own = DVector::from_fn(rows.len(), |place, _| residuals[rows[place]]);
            let solved = self.options.correlation.solve(alpha, &self.times(rows), &slopes);
            let solved = solved.ok_or(Undefined::NotConverged)?;
            let pull = solved.tr_mul(&own);
            information += solved.tr_mul(&slopes);
            spread += &pull * pull.transpose();
            score += pull;
        }
        let symmetric = (&information + information.transpose()) * 0.5;
        let naive = Cholesky::new(symmetric).ok_or(Undefined::NotConverged)?.inverse();
        Ok(State { score, naive, spread, alpha, scale })
    }

    /// Scale and correlation.
    fn moments(&self, residuals: &DVector<f64>) -> Result<(f64, f64), Undefined> {
        let lost = match self.options.moments {
            Moments::Values => 0.0,
            Moments::Freedom => self.columns.ncols() as f64,
        };
        let scale = residuals.norm_squared() / (residuals.len() as f64 - lost);
        if scale <= 0.0 || !scale.is_finite() {
            return Err(Undefined::NoSpread);
        }
        if self.options.correlation == WorkingCorrelation::Independence {
            return Ok((scale, 0.0));
        }
        let mut products = Products::default();
        for rows in &self.subjects {
            let times = self.times(rows);
            for second in 1..rows.len() {
                for first in 0..second {
                    let product = residuals[rows[first]] * residuals[rows[second]];
                    products.add(self.lag(times[second] - times[first]), product);
                }
            }
        }
        let alpha = self.options.correlation.estimate(&products, scale, products.pairs() - lost);
        Ok((scale, alpha.ok_or(Undefined::NotIdentified)?))
    }

    /// Under exchangeable correlation all pairs are alike.
    fn lag(&self, lag: f64) -> f64 {
        match self.options.correlation {
            WorkingCorrelation::Autoregressive => lag,
            WorkingCorrelation::Independence | WorkingCorrelation::Exchangeable => 1.0,
        }
    }

    fn times(&self, rows: &[usize]) -> Vec<f64> {
        match self.values.time {
            Some(time) => rows.iter().map(|&row| time[row]).collect(),
            None => (0..rows.len()).map(|place| place as f64).collect(),
        }
    }

    fn solved(&self, estimate: &DVector<f64>, state: &State, steps: u32) -> Gee {
        let outward = |matrix: DMatrix<f64>| {
            let mapped = &self.inverse_triangle * matrix * self.inverse_triangle.transpose();
            (&mapped + mapped.transpose()) * 0.5
        };
        Gee {
            estimate: (&self.inverse_triangle * estimate).as_slice().to_vec(),
            robust_covariance: outward(&state.naive * &state.spread * &state.naive),
            naive_covariance: outward(&state.naive * state.scale),
            alpha: match self.options.correlation {
                WorkingCorrelation::Independence => None,
                WorkingCorrelation::Exchangeable | WorkingCorrelation::Autoregressive => Some(state.alpha),
            },
            scale: state.scale,
            subjects: self.subjects.len(),
            largest_subject: self.subjects.iter().map(Vec::len).max().unwrap_or(0),
            observations: self.columns.nrows(),
            steps,
        }
    }
}

/// The rows of each subject, in order of time.
fn subjects(values: RepeatedCounts<'_>) -> Vec<Vec<usize>> {
    let mut of_subject: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (row, &subject) in values.subject.iter().enumerate() {
        of_subject.entry(subject).or_default().push(row);
    }
    let mut subjects: Vec<Vec<usize>> = of_subject.into_values().collect();
    if let Some(time) = values.time {
        for rows in &mut subjects {
            rows.sort_by(|&a, &b| time[a].total_cmp(&time[b]));
        }
    }
    subjects
}

#[cfg(test)]
mod tests;
