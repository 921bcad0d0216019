//! The cumulative incidence of each cause.

use libm::sqrt;

use super::CompetingTime;
use crate::domain::Interval;
use crate::stats::Undefined;
use crate::stats::survival::CurveOptions;

/// The incidence of one cause at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IncidenceStep {
    /// A time at which somebody's observation ended.
    pub time: f64,
    /// Under observation just before it.
    pub n_risk: u32,
    /// Events of this cause at it.
    pub n_event: u32,
    /// Share who had this cause up to and including the time.
    pub incidence: f64,
    /// Its standard error by the delta method, as `survfit` of R.
    pub standard_error: f64,
    /// Its variance by Aalen 1978 as estimated by Gray, as `cuminc` of R's cmprsk.
    pub variance_aalen: f64,
    /// Pointwise interval; `None` at 0 and where its scale is infinite.
    pub conf_int: Option<Interval>,
}

/// Cumulative incidence curves of all causes.
#[derive(Debug, Clone, PartialEq)]
pub struct CumulativeIncidence {
    /// People.
    pub n: usize,
    /// For each cause its steps, all at the same times.
    pub causes: Vec<Vec<IncidenceStep>>,
}

impl CumulativeIncidence {
    /// The incidence of a cause at `time`: its last step up to then; `None` before the first and after the last time.
    pub fn at(&self, cause: usize, time: f64) -> Option<&IncidenceStep> {
        let steps = self.causes.get(cause)?;
        if steps.last()?.time < time {
            return None;
        }
        steps.get(steps.partition_point(|step| step.time <= time).checked_sub(1)?)
    }
}

/// The Aalen–Johansen estimate of the cumulative incidence of each cause: `Σ S(t−) d_k / n`.
///
/// Unlike 1 − Kaplan–Meier with other causes censored it is the share who have the event in a world where the other
/// causes exist. Sources: Aalen, Ann Stat 1978;6:534; Gray, Ann Stat 1988;16:1141; delta method: Dinse & Larson,
/// Biometrika 1986;73:379. Equals `survfit` of a factor and `cmprsk::cuminc` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] for nobody, [`Undefined::BadValues`] for a time that is not finite,
/// [`Undefined::NoEvents`].
pub fn cumulative_incidence(
    people: &[CompetingTime],
    options: CurveOptions,
) -> Result<CumulativeIncidence, Undefined> {
    if people.is_empty() {
        return Err(Undefined::TooFewValues);
    }
    if !people.iter().all(|one| one.time.is_finite()) {
        return Err(Undefined::BadValues);
    }
    let causes = people.iter().filter_map(|one| one.cause).max().ok_or(Undefined::NoEvents)? + 1;
    let z = options.confidence.normal_deviate()?;
    let mut sorted = people.to_vec();
    sorted.sort_by(|a, b| a.time.total_cmp(&b.time));
    let (mut left, mut survival) = (people.len(), 1.0);
    let mut curves = vec![(Vec::new(), Running::default()); causes];
    for tied in sorted.chunk_by(|a, b| a.time == b.time) {
        let all = tied.iter().filter(|one| one.cause.is_some()).count() as f64;
        let n = left as f64;
        for (cause, (steps, running)) in curves.iter_mut().enumerate() {
            let own = tied.iter().filter(|one| one.cause == Some(cause)).count();
            running.add(n, all, own as f64, survival);
            let standard_error = sqrt(running.delta().max(0.0));
            let incidence = running.incidence;
            let limits = options.interval.limits(incidence, standard_error / incidence, z);
            steps.push(IncidenceStep {
                time: tied[0].time,
                n_risk: left as u32,
                n_event: own as u32,
                incidence,
                standard_error,
                variance_aalen: running.aalen().max(0.0),
                conf_int: limits.and_then(|[low, high]| Interval::new(low, high)),
            });
        }
        survival *= (n - all) / n;
        left -= tied.len();
    }
    Ok(CumulativeIncidence { n: people.len(), causes: curves.into_iter().map(|(steps, _)| steps).collect() })
}

/// The incidence, and both its variances as quadratic polynomials in it.
#[derive(Debug, Clone, Copy, Default)]
struct Running {
    incidence: f64,
    delta: [f64; 3],
    aalen: [f64; 3],
}

impl Running {
    /// A time with `n` at risk, `all` events of any cause and `own` of this one; `survival` is that just before.
    fn add(&mut self, n: f64, all: f64, own: f64, survival: f64) {
        if all == 0.0 {
            return;
        }
        self.incidence += survival * own / n;
        let here = self.incidence;
        let shared = if n > all { all / (n * (n - all)) } else { 0.0 };
        let cross = survival * own / (n * n);
        let alone = survival * survival * own * (n - own) / (n * n * n);
        self.delta[0] += here * here * shared + alone + 2.0 * here * cross;
        self.delta[1] += here * shared + cross;
        self.delta[2] += shared;
        let binomial = |d: f64| {
            let correction = if d > 1.0 { (n - d) / (n - 1.0) } else { 1.0 };
            survival * survival * d / (n * n) * correction
        };
        let inverse = if n > all { n / (survival * (n - all)) } else { 0.0 };
        let (this, others, ratio) = (binomial(own), binomial(all - own), here * inverse);
        self.aalen[0] += this * (1.0 + ratio) * (1.0 + ratio) + others * ratio * ratio;
        self.aalen[1] += inverse * (this * (1.0 + ratio) + others * ratio);
        self.aalen[2] += inverse * inverse * (this + others);
    }

    fn delta(&self) -> f64 {
        self.delta[0] - 2.0 * self.incidence * self.delta[1] + self.incidence * self.incidence * self.delta[2]
    }

    fn aalen(&self) -> f64 {
        self.aalen[0] - 2.0 * self.incidence * self.aalen[1] + self.incidence * self.incidence * self.aalen[2]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stats::survival::{FollowUp, RiskTable, Status, kaplan_meier};

    #[test]
    fn nobody_and_no_events_have_no_incidence() {
        let options = CurveOptions::default();
        assert_eq!(cumulative_incidence(&[], options), Err(Undefined::TooFewValues));
        let censored = [CompetingTime { time: 1.0, cause: None }];
        assert_eq!(cumulative_incidence(&censored, options), Err(Undefined::NoEvents));
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn all_causes_together_are_what_survival_lacks(
            ends in prop::collection::vec((0_u32..20, prop::option::of(0_usize..3)), 1..40)
        ) {
            let people: Vec<CompetingTime> =
                ends.iter().map(|&(time, cause)| CompetingTime { time: f64::from(time), cause }).collect();
            let whole: Vec<FollowUp> = people
                .iter()
                .map(|one| FollowUp::until(one.time, one.cause.map_or(Status::Censored, |_| Status::Event)))
                .collect();
            if let Ok(found) = cumulative_incidence(&people, CurveOptions::default()) {
                let curve = kaplan_meier(&RiskTable::of_people(&whole).unwrap(), CurveOptions::default());
                for (place, step) in curve.steps.iter().enumerate() {
                    let sum: f64 = found.causes.iter().map(|steps| steps[place].incidence).sum();
                    prop_assert!((sum + step.survival - 1.0).abs() < 1e-12);
                }
            }
        }
    }

    /// Two people, each with another cause. A share of ½ of two has the variance ⅛, and by Aalen's formula ¼; when nobody
    /// is left it is what it was.
    #[test]
    fn the_last_event_of_all_takes_nothing_from_the_error() {
        let people = [0_usize, 1].map(|cause| CompetingTime { time: 1.0 + cause as f64, cause: Some(cause) });
        let found = cumulative_incidence(&people, CurveOptions::default()).unwrap();
        for cause in [0, 1] {
            let last = found.at(cause, 2.0).unwrap();
            assert!((last.standard_error - sqrt(0.125)).abs() < 1e-15, "{last:?}");
        }
        assert!((found.at(0, 2.0).unwrap().variance_aalen - 0.25).abs() < 1e-15);
        assert_eq!(found.at(0, 2.5), None);
    }
}
