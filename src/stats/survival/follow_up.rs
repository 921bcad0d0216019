//! The time a person is under observation, and how it ends.

use libm::fabs;

use crate::stats::Undefined;

/// How a time under observation ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The event happened.
    Event,
    /// Observation ended without the event.
    Censored,
}

/// A time under observation: after `start`, up to and including `stop`, as `Surv(start, stop, event)` of R.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FollowUp {
    /// Observation begins just after this time; −∞ for someone observed from the beginning.
    pub start: f64,
    /// Time of the event or of the end of observation.
    pub stop: f64,
    /// Which of the two.
    pub status: Status,
}

impl FollowUp {
    /// Observed from the beginning to `time`.
    pub const fn until(time: f64, status: Status) -> Self {
        Self { start: f64::NEG_INFINITY, stop: time, status }
    }

    /// Observed after `start` up to `stop`: delayed entry, or one of several intervals of a person.
    pub const fn between(start: f64, stop: f64, status: Status) -> Self {
        Self { start, stop, status }
    }

    /// Whether it ends with the event.
    pub fn is_event(&self) -> bool {
        self.status == Status::Event
    }

    fn is_valid(&self) -> bool {
        self.stop.is_finite() && self.start < self.stop
    }
}

/// The same times, with those that differ by no more than rounding made equal.
///
/// Times computed as differences of dates can differ in the last digit where they are the same day, which would break
/// ties. Neighbours nearer than `√ε`, absolute or relative to the mean of the distinct times, become one. Source: the
/// `timefix` of R's survival, `aeqSurv`.
///
/// # Errors
/// [`Undefined::BadValues`] for a time that is not finite or an interval of no length.
pub fn aligned(times: &[FollowUp]) -> Result<Vec<FollowUp>, Undefined> {
    if !times.iter().all(FollowUp::is_valid) {
        return Err(Undefined::BadValues);
    }
    let cuts = distinct(times);
    let nearest = |time: f64| {
        let after = cuts.partition_point(|&cut| cut <= time);
        after.checked_sub(1).and_then(|place| cuts.get(place)).copied().unwrap_or(time)
    };
    let align = |one: &FollowUp| FollowUp { start: nearest(one.start), stop: nearest(one.stop), ..*one };
    let aligned: Vec<FollowUp> = times.iter().map(align).collect();
    if aligned.iter().all(FollowUp::is_valid) { Ok(aligned) } else { Err(Undefined::BadValues) }
}

/// Distinct finite times, the first of each run of neighbours that differ by rounding.
fn distinct(times: &[FollowUp]) -> Vec<f64> {
    let mut all: Vec<f64> =
        times.iter().flat_map(|one| [one.start, one.stop]).filter(|t| t.is_finite()).collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    let size = all.iter().map(|&time| fabs(time)).sum::<f64>() / all.len() as f64;
    let tolerance = libm::sqrt(f64::EPSILON);
    let is_tied = |gap: f64| gap <= tolerance || gap / size <= tolerance;
    let mut cuts = Vec::with_capacity(all.len());
    let mut before = None;
    for time in all {
        if before.is_none_or(|before| !is_tied(time - before)) {
            cuts.push(time);
        }
        before = Some(time);
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_that_differ_by_rounding_are_tied() {
        let time = 0.1 + 0.2;
        let given = [FollowUp::until(0.3, Status::Event), FollowUp::until(time, Status::Censored)];
        let found = aligned(&given).unwrap();
        assert_eq!(found[0].stop, found[1].stop);
        assert_eq!(found[1].start, f64::NEG_INFINITY);
    }

    #[test]
    fn an_interval_without_length_or_end_is_refused() {
        for (start, stop) in [(1.0, 1.0), (2.0, 1.0), (0.0, f64::INFINITY), (f64::NAN, 1.0), (0.0, f64::NAN)]
        {
            let given = [FollowUp::between(start, stop, Status::Event)];
            assert_eq!(aligned(&given), Err(Undefined::BadValues), "{start} {stop}");
        }
        assert_eq!(aligned(&[]), Ok(Vec::new()));
    }

    #[test]
    fn late_times_are_tied_by_their_size() {
        let people = [1e10, 1e10 + 1.0].map(|time| FollowUp::until(time, Status::Event));
        let stops: Vec<f64> = aligned(&people).unwrap().iter().map(|one| one.stop).collect();
        assert_eq!(stops, [1e10, 1e10]);
    }
}
