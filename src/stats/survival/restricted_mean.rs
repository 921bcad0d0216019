//! The restricted mean survival time: the area under the survival curve up to a horizon.

use libm::{exp, fabs, log, sqrt};

use super::RiskTable;
use crate::domain::Interval;
use crate::stats::{Confidence, Normal, Undefined};

/// The mean time without the event, of the time up to a horizon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RestrictedMean {
    /// The horizon.
    pub horizon: f64,
    /// The area under the curve, in the unit of the times.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Its interval.
    pub conf_int: Interval,
    /// Whether the horizon lies beyond the last time observed.
    pub extent: Extent,
}

/// Whether observation reached the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// It did, or the curve had fallen to zero.
    Observed,
    /// It did not; the curve is continued at its last height, as R does.
    Extended,
}

/// The restricted mean up to `horizon`, from time 0 or the first time where that is earlier.
///
/// `∫ S(t) dt` with the variance `Σ A² d / (n (n − d))`, `A` the area from the event on to the horizon. Sources: Irwin
/// 1949; Karrison, Control Clin Trials 1987;8:198; Uno, J Clin Oncol 2014;32:2380. Equals `print(survfit, rmean)` of R's
/// survival and survRM2.
///
/// # Errors
/// [`Undefined::BadOption`] unless the horizon is finite and later than the beginning.
pub fn restricted_mean(
    table: &RiskTable,
    horizon: f64,
    confidence: Confidence,
) -> Result<RestrictedMean, Undefined> {
    let begin = table.rows().first().map_or(0.0, |row| row.time.min(0.0));
    if !(horizon.is_finite() && horizon > begin) {
        return Err(Undefined::BadOption);
    }
    let (mut before, mut survival, mut area) = (begin, 1.0, 0.0);
    // At each event the area up to it and Greenwood's share of it.
    let mut shares = Vec::new();
    for row in table.rows().iter().take_while(|row| row.time <= horizon) {
        let [n, d] = [row.n_risk, row.n_event].map(f64::from);
        area += survival * (row.time - before);
        if row.n_event > 0 {
            survival *= (n - d) / n;
            shares.push((area, if row.n_risk > row.n_event { d / (n * (n - d)) } else { 0.0 }));
        }
        before = row.time;
    }
    area += survival * (horizon - before);
    let variance: f64 = shares.iter().map(|(until, share)| (area - until) * (area - until) * share).sum();
    let estimate = area + begin;
    let conf_int = interval(estimate, sqrt(variance), confidence)?;
    let is_observed = survival == 0.0 || horizon <= table.last_time();
    let extent = if is_observed { Extent::Observed } else { Extent::Extended };
    Ok(RestrictedMean { horizon, estimate, standard_error: sqrt(variance), conf_int, extent })
}

/// A difference of restricted means, first − second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RestrictedMeanDifference {
    /// In the unit of the times.
    pub estimate: f64,
    /// Standard error.
    pub standard_error: f64,
    /// Interval.
    pub conf_int: Interval,
    /// Estimate by standard error.
    pub statistic: f64,
    /// Two-sided.
    pub p_value: f64,
}

/// The difference of two groups' restricted means up to one horizon. Equals `unadjusted.result` of survRM2's `rmst2`.
///
/// # Errors
/// [`Undefined::NoSpread`] when neither has an error.
pub fn restricted_mean_difference(
    first: &RestrictedMean,
    second: &RestrictedMean,
    confidence: Confidence,
) -> Result<RestrictedMeanDifference, Undefined> {
    let estimate = first.estimate - second.estimate;
    let standard_error = libm::hypot(first.standard_error, second.standard_error);
    let statistic = ratio_of(estimate, standard_error)?;
    let conf_int = interval(estimate, standard_error, confidence)?;
    let p_value = 2.0 * Normal.sf(fabs(statistic));
    Ok(RestrictedMeanDifference { estimate, standard_error, conf_int, statistic, p_value })
}

/// A ratio of restricted means, first / second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RestrictedMeanRatio {
    /// The ratio.
    pub estimate: f64,
    /// Standard error of its logarithm.
    pub standard_error_log: f64,
    /// Interval, symmetric on the logarithmic scale.
    pub conf_int: Interval,
    /// Logarithm of the ratio by its standard error.
    pub statistic: f64,
    /// Two-sided.
    pub p_value: f64,
}

/// The ratio of two groups' restricted means up to one horizon, by the delta method. Equals survRM2's `rmst2`.
///
/// # Errors
/// [`Undefined::NoSpread`] when neither has an error, [`Undefined::OutOfRange`] for a mean of zero or less.
pub fn restricted_mean_ratio(
    first: &RestrictedMean,
    second: &RestrictedMean,
    confidence: Confidence,
) -> Result<RestrictedMeanRatio, Undefined> {
    if first.estimate <= 0.0 || second.estimate <= 0.0 {
        return Err(Undefined::OutOfRange);
    }
    let log_ratio = log(first.estimate) - log(second.estimate);
    let relative = |mean: &RestrictedMean| mean.standard_error / mean.estimate;
    let standard_error_log = libm::hypot(relative(first), relative(second));
    let statistic = ratio_of(log_ratio, standard_error_log)?;
    let limits = interval(log_ratio, standard_error_log, confidence)?;
    let conf_int =
        Interval::new(exp(limits.low.get()), exp(limits.high.get())).ok_or(Undefined::OutOfRange)?;
    let (estimate, p_value) = (first.estimate / second.estimate, 2.0 * Normal.sf(fabs(statistic)));
    Ok(RestrictedMeanRatio { estimate, standard_error_log, conf_int, statistic, p_value })
}

fn ratio_of(estimate: f64, standard_error: f64) -> Result<f64, Undefined> {
    if standard_error > 0.0 { Ok(estimate / standard_error) } else { Err(Undefined::NoSpread) }
}

/// The normal interval.
fn interval(estimate: f64, standard_error: f64, confidence: Confidence) -> Result<Interval, Undefined> {
    let z = confidence.normal_deviate()?;
    let half = z * standard_error;
    Interval::new(estimate - half, estimate + half).ok_or(Undefined::OutOfRange)
}

#[cfg(test)]
mod tests {
    use super::super::{FollowUp, Status};
    use super::*;

    fn mean(times: &[f64], horizon: f64) -> Result<RestrictedMean, Undefined> {
        let people: Vec<FollowUp> = times.iter().map(|&time| FollowUp::until(time, Status::Event)).collect();
        restricted_mean(&RiskTable::of_people(&people)?, horizon, Confidence::NINETY_FIVE)
    }

    /// Without censoring it is the mean of the times cut at the horizon, with that mean's error (divided by n).
    #[test]
    fn without_censoring_it_is_the_mean_of_the_times_cut_at_the_horizon() {
        let found = mean(&[1.0, 4.0, 6.0, 9.0], 7.0).unwrap();
        assert!((found.estimate - 4.5).abs() < 1e-12);
        let spread = [1.0, 4.0, 6.0, 7.0].map(|time: f64| (time - 4.5) * (time - 4.5)).iter().sum::<f64>();
        assert!((found.standard_error - sqrt(spread / 16.0)).abs() < 1e-12);
        assert_eq!(found.extent, Extent::Observed);
    }

    #[test]
    fn times_before_nothing_count_below_it_and_have_no_ratio() {
        // The mean of −2 and 3, and of −5 and 1.
        let [found, below] = [mean(&[-2.0, 3.0], 3.0).unwrap(), mean(&[-5.0, 1.0], 3.0).unwrap()];
        assert!((found.estimate - 0.5).abs() < 1e-15 && (below.estimate + 2.0).abs() < 1e-15);
        for (first, second) in [(&found, &below), (&below, &found)] {
            let ratio = restricted_mean_ratio(first, second, Confidence::NINETY_FIVE);
            assert_eq!(ratio, Err(Undefined::OutOfRange));
        }
    }

    #[test]
    fn beyond_the_last_time_it_is_known_only_where_nobody_is_left() {
        let people = [FollowUp::until(2.0, Status::Event), FollowUp::until(3.0, Status::Censored)];
        let extent = |horizon: f64| {
            let table = RiskTable::of_people(&people).unwrap();
            restricted_mean(&table, horizon, Confidence::NINETY_FIVE).unwrap().extent
        };
        assert_eq!([3.0, 3.5].map(extent), [Extent::Observed, Extent::Extended]);
        assert_eq!(mean(&[2.0, 3.0], 9.0).unwrap().extent, Extent::Observed);
    }

    #[test]
    fn a_horizon_at_the_beginning_is_refused_and_no_spread_said() {
        assert_eq!(mean(&[1.0, 2.0], 0.0), Err(Undefined::BadOption));
        assert_eq!(mean(&[1.0, 2.0], f64::NAN), Err(Undefined::BadOption));
        let early = mean(&[5.0, 6.0], 1.0).unwrap();
        assert_eq!(
            restricted_mean_difference(&early, &early, Confidence::NINETY_FIVE),
            Err(Undefined::NoSpread)
        );
    }

    #[test]
    fn a_mean_of_nothing_has_no_ratio() {
        let [nothing, some] = [mean(&[0.0, 0.0], 1.0).unwrap(), mean(&[1.0, 2.0], 3.0).unwrap()];
        assert_eq!((nothing.estimate, nothing.standard_error), (0.0, 0.0));
        for (first, second) in [(&nothing, &some), (&some, &nothing)] {
            let ratio = restricted_mean_ratio(first, second, Confidence::NINETY_FIVE);
            assert_eq!(ratio, Err(Undefined::OutOfRange));
        }
    }
}
