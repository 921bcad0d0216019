//! The Kaplan–Meier and Nelson–Aalen estimates.

use libm::sqrt;

use super::curve_quantile::time_of_fall;
use super::{CurveInterval, RiskTable};
use crate::domain::Interval;
use crate::stats::Confidence;

/// How the pointwise intervals are made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurveOptions {
    /// The scale on which they are symmetric.
    pub interval: CurveInterval,
    /// Their level.
    pub confidence: Confidence,
}

impl Default for CurveOptions {
    fn default() -> Self {
        Self { interval: CurveInterval::default(), confidence: Confidence::NINETY_FIVE }
    }
}

/// The curve from one time to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// A time at which somebody's observation ended.
    pub time: f64,
    /// Under observation just before it.
    pub n_risk: u32,
    /// Events at it.
    pub n_event: u32,
    /// Censored at it.
    pub n_censor: u32,
    /// Share without the event after it: `Π (1 − d/n)`.
    pub survival: f64,
    /// Greenwood's standard error of the survival, `S √Σ d / (n (n − d))`; `None` once the survival is 0.
    pub standard_error: Option<f64>,
    /// Standard error of the logarithm of the survival, R's `std.err`; `None` once the survival is 0.
    pub standard_error_log: Option<f64>,
    /// Pointwise interval of the survival; `None` where its scale is infinite.
    pub conf_int: Option<Interval>,
    /// The Nelson–Aalen cumulative hazard `Σ d/n`.
    pub cumulative_hazard: f64,
    /// Its standard error `√Σ d/n²`.
    pub cumulative_hazard_standard_error: f64,
}

/// A survival curve: constant between its steps, 1 before the first.
#[derive(Debug, Clone, PartialEq)]
pub struct KaplanMeier {
    /// Number of people (or intervals).
    pub n: u32,
    /// Number of events.
    pub events: u32,
    /// One step for each distinct time, ascending; steps with censored people only are flat.
    pub steps: Vec<Step>,
}

/// The curve at a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Landmark {
    /// The time asked for.
    pub time: f64,
    /// Under observation just before it.
    pub n_risk: u32,
    /// Share without the event up to and including the time.
    pub survival: f64,
    /// Greenwood's standard error of it.
    pub standard_error: Option<f64>,
    /// Pointwise interval of it.
    pub conf_int: Option<Interval>,
}

/// The Kaplan–Meier estimate of the share without the event, and the Nelson–Aalen estimate of the cumulative hazard.
///
/// Assumes that who is censored, or enters late, is no different from who stays. Sources: Kaplan & Meier, J Am Stat
/// Assoc 1958;53:457; Greenwood 1926; Nelson 1972; Aalen 1978. Equals `survfit` of R's survival. Without events the
/// curve is 1 with no error; with late entry it stays 0 once the few first at risk all had the event.
pub fn kaplan_meier(table: &RiskTable, options: CurveOptions) -> KaplanMeier {
    let z = options.confidence.normal_deviate().unwrap_or(f64::INFINITY);
    let (mut survival, mut greenwood, mut hazard, mut hazard_variance) = (1.0, 0.0, 0.0, 0.0);
    let step = |row: &super::RiskRow| {
        let [n, d] = [row.n_risk, row.n_event].map(f64::from);
        if row.n_event > 0 {
            survival *= (n - d) / n;
            greenwood += if row.n_risk > row.n_event { d / (n * (n - d)) } else { 0.0 };
            hazard += d / n;
            hazard_variance += d / (n * n);
        }
        let log_error = (survival > 0.0).then(|| sqrt(greenwood));
        let limits = log_error.and_then(|error| options.interval.limits(survival, error, z));
        Step {
            time: row.time,
            n_risk: row.n_risk,
            n_event: row.n_event,
            n_censor: row.n_censor,
            survival,
            standard_error: log_error.map(|error| error * survival),
            standard_error_log: log_error,
            conf_int: limits.and_then(|[low, high]| Interval::new(low, high)),
            cumulative_hazard: hazard,
            cumulative_hazard_standard_error: sqrt(hazard_variance),
        }
    };
    KaplanMeier { n: table.n(), events: table.events(), steps: table.rows().iter().map(step).collect() }
}

/// A quantile of the time to the event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeQuantile {
    /// The time by which this share had the event; `None` when the curve does not fall so far.
    pub time: Option<f64>,
    /// Where the lower limit of the curve crosses that level.
    pub low: Option<f64>,
    /// Where the upper limit does; `None`, beyond what was observed, more often than not.
    pub high: Option<f64>,
}

impl KaplanMeier {
    /// The time by which the share `probability` had the event, with its interval (Brookmeyer & Crowley, Biometrics
    /// 1982;38:29): from where the lower limit of the curve first crosses that level to where the upper limit does.
    ///
    /// A curve flat at just that level has its quantile in the middle of the flat stretch, as R's `quantile(survfit)`.
    /// All `None` unless 0 < `probability` < 1.
    pub fn quantile(&self, probability: f64) -> TimeQuantile {
        if !(probability > 0.0 && probability < 1.0) {
            return TimeQuantile { time: None, low: None, high: None };
        }
        let times: Vec<f64> = self.steps.iter().map(|step| step.time).collect();
        let fall = |value: &dyn Fn(&Step) -> Option<f64>| {
            time_of_fall(&times, &self.steps.iter().map(value).collect::<Vec<_>>(), probability)
        };
        TimeQuantile {
            time: fall(&|step| Some(step.survival)),
            low: fall(&|step| step.conf_int.map(|interval| interval.low.get())),
            high: fall(&|step| step.conf_int.map(|interval| interval.high.get())),
        }
    }

    /// The curve at `time`, as `summary(survfit, times)` of R: `None` after the last time, where nothing is known.
    pub fn at(&self, time: f64) -> Option<Landmark> {
        let after = self.steps.partition_point(|step| step.time <= time);
        let n_risk = self.steps.get(self.steps.partition_point(|step| step.time < time))?.n_risk;
        let Some(step) = after.checked_sub(1).and_then(|place| self.steps.get(place)) else {
            let conf_int = Interval::new(1.0, 1.0);
            return Some(Landmark { time, n_risk, survival: 1.0, standard_error: Some(0.0), conf_int });
        };
        let Step { survival, standard_error, conf_int, .. } = *step;
        Some(Landmark { time, n_risk, survival, standard_error, conf_int })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{FollowUp, Status};
    use super::*;

    fn curve(people: &[(f64, Status)]) -> KaplanMeier {
        let people: Vec<FollowUp> =
            people.iter().map(|&(time, status)| FollowUp::until(time, status)).collect();
        kaplan_meier(&RiskTable::of_people(&people).unwrap(), CurveOptions::default())
    }

    #[test]
    fn without_events_the_curve_stays_at_one() {
        let found = curve(&[(3.0, Status::Censored)]);
        assert_eq!((found.events, found.steps[0].survival), (0, 1.0));
        assert_eq!(found.quantile(0.5), TimeQuantile { time: None, low: None, high: None });
        assert_eq!(found.at(3.0).map(|at| at.survival), Some(1.0));
        assert_eq!(found.at(3.1), None);
    }

    #[test]
    fn what_is_no_probability_has_no_time() {
        let found = curve(&[(1.0, Status::Event), (2.0, Status::Event)]);
        for probability in [-0.1, 0.0, 1.0, 1.5, f64::NAN] {
            let none = TimeQuantile { time: None, low: None, high: None };
            assert_eq!(found.quantile(probability), none, "{probability}");
        }
    }

    #[test]
    fn when_the_last_one_has_the_event_nothing_is_known_of_the_error() {
        let found = curve(&[(3.0, Status::Event)]);
        let Step { survival, standard_error, conf_int, .. } = found.steps[0];
        assert_eq!((survival, standard_error, conf_int), (0.0, None, None));
        assert_eq!(found.quantile(0.5).time, Some(3.0));
    }

    fn ends() -> impl Strategy<Value = Vec<(f64, Status)>> {
        let status = prop_oneof![Just(Status::Event), Just(Status::Censored)];
        prop::collection::vec((0_u32..30, status).prop_map(|(time, status)| (f64::from(time), status)), 1..40)
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn without_censoring_it_is_the_share_still_without_the_event(times in prop::collection::vec(0_u32..20, 1..40)) {
            let people: Vec<_> = times.iter().map(|&time| (f64::from(time), Status::Event)).collect();
            for step in curve(&people).steps {
                let left = times.iter().filter(|&&time| f64::from(time) > step.time).count();
                prop_assert!((step.survival - left as f64 / times.len() as f64).abs() < 1e-12);
            }
        }

        #[test]
        fn another_unit_of_time_only_stretches_the_curve(people in ends()) {
            let stretched: Vec<_> = people.iter().map(|&(time, status)| (time * 4.0, status)).collect();
            let (found, expected) = (curve(&stretched), curve(&people));
            for (found, expected) in found.steps.iter().zip(&expected.steps) {
                prop_assert_eq!(found.time, expected.time * 4.0);
                prop_assert_eq!(found.conf_int, expected.conf_int);
            }
            prop_assert_eq!(found.quantile(0.5).time, expected.quantile(0.5).time.map(|time| time * 4.0));
        }

        #[test]
        fn curves_fall_and_hazards_rise(people in ends()) {
            for pair in curve(&people).steps.windows(2) {
                prop_assert!(pair[0].survival >= pair[1].survival);
                prop_assert!(pair[0].cumulative_hazard <= pair[1].cumulative_hazard);
            }
        }
    }
}
