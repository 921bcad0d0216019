//! Accelerated failure time models: parametric regression of the logarithm of the time.

use libm::{exp, log, log1p, sqrt};
use nalgebra::{DMatrix, DVector};

use super::newton::{Derivatives, climb, positive_definite};
use super::{ChiSquaredTest, Estimates, FollowUp};
use crate::stats::{Confidence, Normal, Undefined};

/// The distribution of the error of the logarithm of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AftDistribution {
    /// Extreme values: Weibull times.
    #[default]
    Weibull,
    /// Extreme values with scale 1: exponential times.
    Exponential,
    /// Normal: log-normal times.
    LogNormal,
    /// Logistic: log-logistic times.
    LogLogistic,
}

/// Log density (of an event) or log survival (censored) of the standard error, with two derivatives.
type Terms = [f64; 3];

impl AftDistribution {
    fn terms(self, z: f64, is_event: bool) -> Terms {
        const LN_SQRT_TWO_PI: f64 = 0.918_938_533_204_672_8;
        match (self, is_event) {
            (Self::Weibull | Self::Exponential, true) => [z - exp(z), 1.0 - exp(z), -exp(z)],
            (Self::Weibull | Self::Exponential, false) => [-exp(z); 3],
            (Self::LogNormal, true) => [-0.5 * z * z - LN_SQRT_TWO_PI, -z, -1.0],
            (Self::LogNormal, false) => {
                let tail = Normal.sf(z);
                let hazard = Normal.pdf(z) / tail;
                [log(tail), -hazard, -hazard * (hazard - z)]
            }
            (Self::LogLogistic, _) => {
                let share = 1.0 / (1.0 + exp(-z));
                let cumulative = if z > 0.0 { z + log1p(exp(-z)) } else { log1p(exp(z)) };
                let spread = share * (1.0 - share);
                if is_event {
                    [z - 2.0 * cumulative, 1.0 - 2.0 * share, -2.0 * spread]
                } else {
                    [-cumulative, -share, -spread]
                }
            }
        }
    }

    fn has_scale(self) -> bool {
        match self {
            Self::Exponential => false,
            Self::Weibull | Self::LogNormal | Self::LogLogistic => true,
        }
    }
}

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct AftFit {
    /// A coefficient for each column of the design, then the logarithm of the scale where there is one.
    pub estimates: Estimates,
    /// The scale; 1 for exponential times.
    pub scale: f64,
    /// Log likelihood of the times with the intercept alone and with all columns.
    pub log_likelihood: [f64; 2],
    /// Twice their difference; `None` for the intercept alone.
    pub likelihood_ratio_test: Option<ChiSquaredTest>,
    /// Rows.
    pub n: usize,
    /// Events.
    pub events: usize,
}

/// Fits `log T = x b + scale · error` by maximum likelihood, the first column of `design` being ones.
///
/// The likelihood is climbed in `b / scale` and `1 / scale`, where it is concave for all these distributions (Burridge,
/// J R Stat Soc B 1981;43:41), so that the search cannot fail. Assumes censoring that has nothing to do with the event.
/// Source: Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data, 2002, chapter 3. Equals `survreg` of R's
/// survival, whose iteration stops earlier.
///
/// # Errors
/// [`Undefined::NoEvents`], [`Undefined::BadValues`] for times of 0 or less or delayed entry, [`Undefined::Collinear`],
/// [`Undefined::Separated`] when an estimate is infinite, [`Undefined::WrongShape`].
pub fn accelerated_failure_time(
    follow_up: &[FollowUp],
    design: &DMatrix<f64>,
    distribution: AftDistribution,
    confidence: Confidence,
) -> Result<AftFit, Undefined> {
    let n = follow_up.len();
    if n == 0 || design.nrows() != n || design.ncols() == 0 {
        return Err(Undefined::WrongShape);
    }
    let is_good = |one: &FollowUp| one.stop > 0.0 && one.stop.is_finite() && one.start <= 0.0;
    if !follow_up.iter().all(is_good) || !design.iter().all(|x| x.is_finite()) {
        return Err(Undefined::BadValues);
    }
    let events = follow_up.iter().filter(|one| one.is_event()).count();
    if events == 0 {
        return Err(Undefined::NoEvents);
    }
    let fitted = Climbed::new(follow_up, design, distribution)?;
    let null = Climbed::new(follow_up, &design.columns(0, 1).into_owned(), distribution)?;
    let columns = design.ncols() - 1;
    let gain = 2.0 * (fitted.log_likelihood - null.log_likelihood);
    Ok(AftFit {
        scale: fitted.scale,
        log_likelihood: [null.log_likelihood, fitted.log_likelihood],
        likelihood_ratio_test: if columns == 0 { None } else { Some(ChiSquaredTest::new(gain, columns)?) },
        estimates: fitted.estimates(follow_up, design, distribution, confidence)?,
        n,
        events,
    })
}

/// The top of the likelihood.
struct Climbed {
    coefficients: DVector<f64>,
    scale: f64,
    log_likelihood: f64,
}

impl Climbed {
    fn new(
        follow_up: &[FollowUp],
        design: &DMatrix<f64>,
        distribution: AftDistribution,
    ) -> Result<Self, Undefined> {
        let logs: Vec<f64> = follow_up.iter().map(|one| log(one.stop)).collect();
        let (middle, spread) =
            if distribution.has_scale() { location(&logs) } else { (log_mean(follow_up), 1.0) };
        let columns = design.ncols();
        let sizes = DVector::from_iterator(columns, design.column_iter().map(|column| column.amax()));
        if sizes.iter().any(|&size| size == 0.0) {
            return Err(Undefined::Collinear);
        }
        let rows = DMatrix::from_fn(columns, logs.len(), |column, row| design[(row, column)] / sizes[column]);
        let free = usize::from(distribution.has_scale());
        let evaluate = |place: &DVector<f64>| {
            let steepness = if free == 1 { place[columns] } else { 1.0 };
            if steepness <= 0.0 {
                return None;
            }
            let mut sum = Derivatives::zero(columns + free);
            for (row, one) in follow_up.iter().enumerate() {
                let (x, y) = (rows.column(row), (logs[row] - middle) / spread);
                let z = steepness * y - x.dot(&place.rows(0, columns));
                let event = if one.is_event() { 1.0 } else { 0.0 };
                let [value, slope, bend] = distribution.terms(z, one.is_event());
                let direction =
                    DVector::from_fn(columns + free, |index, _| if index < columns { -x[index] } else { y });
                sum.log_likelihood += value + event * (log(steepness / spread) - logs[row]);
                sum.score.axpy(slope, &direction, 1.0);
                sum.information.ger(-bend, &direction, &direction, 1.0);
                if free == 1 {
                    sum.score[columns] += event / steepness;
                    sum.information[(columns, columns)] += event / (steepness * steepness);
                }
            }
            Some(sum)
        };
        let start = DVector::from_fn(columns + free, |index, _| if index < columns { 0.0 } else { 1.0 });
        let top = climb(start, &evaluate)?;
        let scale = if free == 1 { spread / top.place[columns] } else { 1.0 };
        let mut coefficients = top.place.rows(0, columns).component_div(&sizes) * scale;
        // The first column is ones, so the middle of the logarithms belongs to its coefficient.
        coefficients[0] += middle;
        Ok(Self { coefficients, scale, log_likelihood: top.derivatives.log_likelihood })
    }

    /// The information in the coefficients and the logarithm of the scale.
    fn information(
        &self,
        follow_up: &[FollowUp],
        design: &DMatrix<f64>,
        distribution: AftDistribution,
    ) -> DMatrix<f64> {
        let columns = design.ncols();
        let size = columns + usize::from(distribution.has_scale());
        let mut information = DMatrix::zeros(size, size);
        for (row, one) in follow_up.iter().enumerate() {
            let x = design.row(row).transpose();
            let z = (log(one.stop) - x.dot(&self.coefficients)) / self.scale;
            let [_, slope, bend] = distribution.terms(z, one.is_event());
            let direction =
                DVector::from_fn(size, |index, _| if index < columns { x[index] / self.scale } else { z });
            information.ger(-bend, &direction, &direction, 1.0);
            if size > columns {
                for index in 0..size {
                    information[(index, columns)] -= slope * direction[index];
                    if index < columns {
                        information[(columns, index)] -= slope * direction[index];
                    }
                }
            }
        }
        information
    }

    fn estimates(
        &self,
        follow_up: &[FollowUp],
        design: &DMatrix<f64>,
        distribution: AftDistribution,
        confidence: Confidence,
    ) -> Result<Estimates, Undefined> {
        let information = self.information(follow_up, design, distribution);
        let covariance = positive_definite(&information).ok_or(Undefined::Collinear)?.inverse();
        let coefficients = if distribution.has_scale() {
            self.coefficients.clone().push(log(self.scale))
        } else {
            self.coefficients.clone()
        };
        Estimates::new(&coefficients, covariance, confidence)
    }
}

/// Logarithm of the time at risk for each event: the intercept of exponential times without covariates.
fn log_mean(follow_up: &[FollowUp]) -> f64 {
    let events = follow_up.iter().filter(|one| one.is_event()).count();
    log(follow_up.iter().map(|one| one.stop).sum::<f64>() / events as f64)
}

/// Mean and standard deviation; the latter 1 where there is none.
fn location(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / n;
    (mean, if variance > 0.0 { sqrt(variance) } else { 1.0 })
}

#[cfg(test)]
mod tests {
    use super::super::Status::{Censored, Event};
    use super::*;

    fn fit(
        people: &[FollowUp],
        design: &DMatrix<f64>,
        distribution: AftDistribution,
    ) -> Result<AftFit, Undefined> {
        accelerated_failure_time(people, design, distribution, Confidence::NINETY_FIVE)
    }

    #[test]
    fn exponential_times_have_their_rate_events_by_time() {
        let people =
            [FollowUp::until(2.0, Event), FollowUp::until(3.0, Censored), FollowUp::until(7.0, Event)];
        let found = fit(&people, &DMatrix::repeat(3, 1, 1.0), AftDistribution::Exponential).unwrap();
        assert!((found.estimates.coefficients[0] - log(6.0)).abs() < 1e-12);
        assert!((found.estimates.standard_errors[0] - sqrt(0.5)).abs() < 1e-12);
        assert_eq!(found.likelihood_ratio_test, None);
    }

    #[test]
    fn without_censoring_log_normal_times_have_the_mean_of_their_logarithms() {
        let people = [1.0, 2.0, 4.0, 8.0].map(|time| FollowUp::until(time, Event));
        let found = fit(&people, &DMatrix::repeat(4, 1, 1.0), AftDistribution::LogNormal).unwrap();
        assert!((found.estimates.coefficients[0] - 1.5 * log(2.0)).abs() < 1e-12);
        assert!((found.scale - log(2.0) * sqrt(1.25)).abs() < 1e-12);
    }

    #[test]
    fn observation_from_time_zero_is_from_the_beginning() {
        let until = [1.0, 2.0, 4.0].map(|time| FollowUp::until(time, Event));
        let from = |start: f64| [1.0, 2.0, 4.0].map(|time| FollowUp::between(start, time, Event));
        let ones = DMatrix::repeat(3, 1, 1.0);
        let whole = fit(&until, &ones, AftDistribution::Weibull);
        assert!(whole.is_ok());
        assert_eq!(fit(&from(0.0), &ones, AftDistribution::Weibull), whole);
        assert_eq!(fit(&from(0.5), &ones, AftDistribution::Weibull).err(), Some(Undefined::BadValues));
    }

    /// At the top `Σ tanh(z/2)` is 0 and `Σ z tanh(z/2)` the number of events; the density of z is `1 / (2 cosh(z/2))²`.
    #[test]
    fn a_log_logistic_outlier_may_lie_a_thousand_scales_away() {
        let place = |row: usize| if row == 0 { 100.0 } else { 0.2 * (row % 2) as f64 - 0.1 };
        let people: Vec<FollowUp> = (0..2_001).map(|row| FollowUp::until(exp(place(row)), Event)).collect();
        let found = fit(&people, &DMatrix::repeat(2_001, 1, 1.0), AftDistribution::LogLogistic).unwrap();
        let deviates: Vec<f64> = people
            .iter()
            .map(|one| (log(one.stop) - found.estimates.coefficients[0]) / found.scale)
            .collect();
        let sum = |term: &dyn Fn(f64) -> f64| deviates.iter().map(|&z| term(z)).sum::<f64>();
        assert!(deviates[0] > 800.0);
        assert!(sum(&|z| libm::tanh(0.5 * z)).abs() < 1e-8);
        assert!((sum(&|z| z * libm::tanh(0.5 * z)) - 2_001.0).abs() < 1e-6);
        let times: f64 = people.iter().map(|one| log(one.stop)).sum();
        let density = sum(&|z| -2.0 * log(2.0 * libm::cosh(0.5 * z)));
        let expected = density - times - 2_001.0 * log(found.scale);
        assert!((found.log_likelihood[1] - expected).abs() < 1e-9 * expected.abs());
    }

    #[test]
    fn what_cannot_be_estimated_is_said() {
        let ones = DMatrix::repeat(2, 1, 1.0);
        let censored = [FollowUp::until(2.0, Censored), FollowUp::until(3.0, Censored)];
        let zero = [FollowUp::until(0.0, Event), FollowUp::until(3.0, Event)];
        let same = [FollowUp::until(3.0, Event), FollowUp::until(3.0, Event)];
        for distribution in
            [AftDistribution::Weibull, AftDistribution::LogNormal, AftDistribution::LogLogistic]
        {
            assert_eq!(fit(&censored, &ones, distribution).err(), Some(Undefined::NoEvents));
            assert_eq!(fit(&zero, &ones, distribution).err(), Some(Undefined::BadValues));
            assert!(fit(&same, &ones, distribution).is_err());
            let twice = DMatrix::repeat(2, 2, 1.0);
            assert_eq!(fit(&same, &twice, distribution).err(), Some(Undefined::Collinear));
        }
    }
}
