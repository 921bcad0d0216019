//! Two rates: their ratio and their difference.

use libm::{exp, fabs, log, sqrt};

use super::Rate;
use crate::domain::{Finite, Interval};
use crate::stats::distribution::Binomial;
use crate::stats::proportion::Proportion;
use crate::stats::search::turning_point;
use crate::stats::tail::{Unimodal, normal_p_value};
use crate::stats::{Alternative, Confidence, Limits, Normal, TestOptions, Undefined};

/// How p-value and interval of a rate ratio are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateRatioMethod {
    /// From the binomial distribution of the first events given all events: `poisson.test` of R.
    Exact,
    /// The same with half the probability of the observed count left out of either tail; two-sided is twice the
    /// smaller (Rothman & Greenland, Modern Epidemiology, 1998, ch. 14).
    MidP,
    /// The logarithm of the ratio as a normal variable with variance `1/events₁ + 1/events₂`.
    Wald,
}

/// The ratio of two rates, first by second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateRatio {
    /// `None` where the second group has no events.
    pub estimate: Option<Finite>,
    /// By the alternative.
    pub p_value: f64,
    /// After a one-sided test from 0 or open above; open above too where the ratio is infinite.
    pub conf_int: Limits,
}

/// Ratio of two rates with its test against `options.null_value`, 1 for equal rates.
///
/// Assumes that events come independently at one rate in each group. Source: Przyborowski & Wilenski, Biometrika
/// 1940;31:313; equals `poisson.test(c(x, y), c(T, S))` of R.
///
/// # Errors
/// [`Undefined::NoEvents`] when neither group has an event, and for the Wald method when one of them has none,
/// [`Undefined::BadOption`] unless the null value is positive and finite.
pub fn rate_ratio(
    first: Rate,
    second: Rate,
    method: RateRatioMethod,
    options: TestOptions,
) -> Result<RateRatio, Undefined> {
    let null = options.null_value;
    if !(null > 0.0 && null.is_finite()) {
        return Err(Undefined::BadOption);
    }
    let all = first.events.checked_add(second.events).ok_or(Undefined::OutOfRange)?;
    if all == 0 || (method == RateRatioMethod::Wald && first.events.min(second.events) == 0) {
        return Err(Undefined::NoEvents);
    }
    let share = null * first.time / (null * first.time + second.time);
    let given = Binomial::new(u64::from(all), share).ok_or(Undefined::OutOfRange)?;
    let (p_value, conf_int) = match method {
        RateRatioMethod::Exact => {
            let limits =
                Proportion::new(first.events, all)?.exact_limits(options.alternative, options.confidence);
            (given.exact_p_value(u64::from(first.events), options.alternative), ratios(limits, first, second))
        }
        RateRatioMethod::MidP => (
            mid_p_value(given, u64::from(first.events), options.alternative),
            ratios(mid_p_limits(first.events, all, options), first, second),
        ),
        RateRatioMethod::Wald => wald(first, second, options)?,
    };
    Ok(RateRatio { estimate: Finite::new(first.estimate() / second.estimate()), p_value, conf_int })
}

/// Limits of the share of the first group's events as limits of the ratio.
fn ratios(shares: Limits, first: Rate, second: Rate) -> Limits {
    let ratio = |share: Option<Finite>| {
        let share = share?.get();
        Finite::new(share / (1.0 - share) * (second.time / first.time))
    };
    Limits { low: ratio(shares.low), high: ratio(shares.high) }
}

fn mid_p_value(given: Binomial, events: u64, alternative: Alternative) -> f64 {
    let half = 0.5 * given.pmf(events);
    let (less, greater) = (given.cdf(events) - half, given.at_least(events) - half);
    match alternative {
        Alternative::TwoSided => (2.0 * less.min(greater)).min(1.0),
        Alternative::Less => less,
        Alternative::Greater => greater,
    }
}

fn mid_p_limits(events: u32, all: u32, options: TestOptions) -> Limits {
    let (k, n) = (u64::from(events), u64::from(all));
    let estimate = f64::from(events) / f64::from(all);
    let beyond =
        |share: f64| Binomial::new(n, share).map_or(1.0, |given| given.at_least(k) - 0.5 * given.pmf(k));
    let below = |share: f64| Binomial::new(n, share).map_or(0.0, |given| given.cdf(k) - 0.5 * given.pmf(k));
    let low =
        |tail: f64| if k == 0 { 0.0 } else { turning_point(0.0, estimate, |share| beyond(share) < tail) };
    let high =
        |tail: f64| if k == n { 1.0 } else { turning_point(estimate, 1.0, |share| below(share) > tail) };
    let outside = 1.0 - options.confidence.level();
    let (low, high) = match options.alternative {
        Alternative::TwoSided => (low(0.5 * outside), high(0.5 * outside)),
        Alternative::Less => (0.0, high(outside)),
        Alternative::Greater => (low(outside), 1.0),
    };
    Limits { low: Finite::new(low), high: Finite::new(high) }
}

fn wald(first: Rate, second: Rate, options: TestOptions) -> Result<(f64, Limits), Undefined> {
    let ln = log(first.estimate() / second.estimate());
    let error = sqrt(1.0 / f64::from(first.events) + 1.0 / f64::from(second.events));
    let p_value = normal_p_value((ln - log(options.null_value)) / error, options.alternative);
    let probability = match options.alternative {
        Alternative::TwoSided => options.confidence.upper_probability(),
        Alternative::Less | Alternative::Greater => options.confidence.level(),
    };
    let half_width = error * Normal.quantile(probability).ok_or(Undefined::OutOfRange)?;
    let (low, high) = (Finite::new(exp(ln - half_width)), Finite::new(exp(ln + half_width)));
    let limits = match options.alternative {
        Alternative::TwoSided => Limits { low, high },
        Alternative::Less => Limits { low: Some(Finite::ZERO), high },
        Alternative::Greater => Limits { low, high: None },
    };
    Ok((p_value, limits))
}

/// The difference of two rates, first − second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateDifference {
    /// In events per unit of time.
    pub estimate: f64,
    /// `√(events₁/time₁² + events₂/time₂²)`.
    pub standard_error: f64,
    /// Wald interval.
    pub conf_int: Interval,
    /// Score statistic of equal rates, nearly standard normal.
    pub statistic: f64,
    /// Its two-sided p-value.
    pub p_value: f64,
}

/// Difference of two rates with its Wald interval and the score test of equal rates.
///
/// Assumes that events come independently at one rate in each group, and some five events in each. Source: Rothman &
/// Greenland, Modern Epidemiology, 1998, ch. 14; the test equals
/// `test_poisson_2indep(compare = "diff", method = "score")` of statsmodels.
///
/// # Errors
/// [`Undefined::NoEvents`] when neither group has an event.
pub fn rate_difference(
    first: Rate,
    second: Rate,
    confidence: Confidence,
) -> Result<RateDifference, Undefined> {
    let (x, y) = (f64::from(first.events), f64::from(second.events));
    if x + y == 0.0 {
        return Err(Undefined::NoEvents);
    }
    let estimate = first.estimate() - second.estimate();
    let standard_error = sqrt(first.estimate() / first.time + second.estimate() / second.time);
    let z = confidence.normal_deviate()?;
    let (low, high) = (estimate - z * standard_error, estimate + z * standard_error);
    let statistic = (x * second.time - y * first.time) / sqrt((x + y) * first.time * second.time);
    if !fabs(statistic).is_finite() {
        return Err(Undefined::OutOfRange);
    }
    Ok(RateDifference {
        estimate,
        standard_error,
        conf_int: Interval::new(low, high).ok_or(Undefined::OutOfRange)?,
        statistic,
        p_value: normal_p_value(statistic, Alternative::TwoSided),
    })
}
