//! One rate: its interval and its test against a given rate.

use libm::{exp, sqrt};

use super::Rate;
use crate::domain::{Finite, Interval};
use crate::stats::distribution::{Gamma, Poisson};
use crate::stats::search::turning_point;
use crate::stats::tail::Unimodal;
use crate::stats::{Alternative, Confidence, Limits, TestOptions, Undefined};

/// How the two-sided interval of a rate is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateInterval {
    /// The rates that neither one-sided exact test rejects (Garwood, Biometrika 1936;28:437).
    Exact,
    /// The same with half the probability of the observed count left out of either tail (Cohen & Yang, Stat Med
    /// 1994;13:2189).
    MidP,
    /// Byar's approximation to the exact limits (Breslow & Day, Statistical Methods in Cancer Research II, 1987, p. 69).
    Byar,
    /// `rate ± z √events / time`, cut to 0.
    Wald,
    /// `rate · exp(± z / √events)`.
    WaldOfLogarithm,
}

/// The result of an exact test of a rate, in the words of `poisson.test` of R.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateTest {
    /// Number of events.
    pub statistic: u32,
    /// Events expected under the null hypothesis.
    pub expected: f64,
    /// Exact, by the alternative; two-sided sums all counts that are no more probable than the one observed.
    pub p_value: f64,
    /// Events by time.
    pub estimate: f64,
    /// Exact interval; after a one-sided test from 0 or open above.
    pub conf_int: Limits,
}

impl Rate {
    /// Exact test of the rate against `options.null_value`.
    ///
    /// Assumes that events come independently at one rate. Source: Garwood, Biometrika 1936;28:437; equals
    /// `poisson.test(x, T, r)` of R.
    ///
    /// # Errors
    /// [`Undefined::BadOption`] unless the null value is 0 or more and finite.
    pub fn test(self, options: TestOptions) -> Result<RateTest, Undefined> {
        let expected = options.null_value * self.time;
        let null = Poisson::new(expected).ok_or(Undefined::BadOption)?;
        let p_value = null.exact_p_value(u64::from(self.events), options.alternative);
        let outside = 1.0 - options.confidence.level();
        let limits = |low: Option<f64>, high: Option<f64>| Limits {
            low: low.and_then(Finite::new),
            high: high.and_then(Finite::new),
        };
        let conf_int = match options.alternative {
            Alternative::TwoSided => limits(self.exact_low(0.5 * outside), self.exact_high(0.5 * outside)),
            Alternative::Less => limits(Some(0.0), self.exact_high(outside)),
            Alternative::Greater => limits(self.exact_low(outside), None),
        };
        Ok(RateTest { statistic: self.events, expected, p_value, estimate: self.estimate(), conf_int })
    }

    /// Two-sided confidence interval.
    ///
    /// # Errors
    /// [`Undefined::NoEvents`] for the Wald interval of the logarithm of a rate of 0, [`Undefined::OutOfRange`] when
    /// the level has no quantile.
    pub fn conf_int(self, method: RateInterval, confidence: Confidence) -> Result<Interval, Undefined> {
        let tail = 0.5 * (1.0 - confidence.level());
        let z = confidence.normal_deviate()?;
        let events = f64::from(self.events);
        let limits = match method {
            RateInterval::Exact => self.exact_low(tail).zip(self.exact_high(tail)),
            RateInterval::MidP => Some((self.mid_p_low(tail), self.mid_p_high(tail, z))),
            RateInterval::Byar => {
                let byar = |count: f64, z: f64| {
                    let root = 1.0 - 1.0 / (9.0 * count) + z / (3.0 * sqrt(count));
                    if count > 0.0 { (count * root * root * root).max(0.0) / self.time } else { 0.0 }
                };
                Some((byar(events, -z), byar(events + 1.0, z)))
            }
            RateInterval::Wald => Some((
                ((events - z * sqrt(events)) / self.time).max(0.0),
                (events + z * sqrt(events)) / self.time,
            )),
            RateInterval::WaldOfLogarithm if self.events == 0 => return Err(Undefined::NoEvents),
            RateInterval::WaldOfLogarithm => {
                let factor = exp(z / sqrt(events));
                Some((self.estimate() / factor, self.estimate() * factor))
            }
        };
        limits.and_then(|(low, high)| Interval::new(low, high)).ok_or(Undefined::OutOfRange)
    }

    /// The rate under which as many events or more have probability `tail`.
    fn exact_low(self, tail: f64) -> Option<f64> {
        if self.events == 0 {
            return Some(0.0);
        }
        Some(Gamma::new(f64::from(self.events), 1.0)?.quantile(tail)? / self.time)
    }

    /// The rate under which as many events or fewer have probability `tail`.
    fn exact_high(self, tail: f64) -> Option<f64> {
        Some(Gamma::new(f64::from(self.events) + 1.0, 1.0)?.upper_quantile(tail)? / self.time)
    }

    fn mid_p_low(self, tail: f64) -> f64 {
        if self.events == 0 {
            return 0.0;
        }
        let events = u64::from(self.events);
        let beyond =
            |mean: f64| Poisson::new(mean).map_or(1.0, |null| null.at_least(events) - 0.5 * null.pmf(events));
        turning_point(0.0, f64::from(self.events), |mean| beyond(mean) < tail) / self.time
    }

    fn mid_p_high(self, tail: f64, z: f64) -> f64 {
        let events = u64::from(self.events);
        let below =
            |mean: f64| Poisson::new(mean).map_or(0.0, |null| null.cdf(events) - 0.5 * null.pmf(events));
        let count = f64::from(self.events);
        // Far above the limit of a normal count.
        let far = count + (2.0 * z + 10.0) * (sqrt(count) + z + 10.0);
        turning_point(count, far, |mean| below(mean) > tail) / self.time
    }
}
