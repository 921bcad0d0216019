//! Events, censored and people at risk by time: all that survival curves and log-rank tests need.

use super::FollowUp;
use crate::stats::Undefined;

/// What happens at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RiskCounts {
    /// Under observation just before the time.
    pub n_risk: u32,
    /// With the event at the time.
    pub n_event: u32,
    /// Whose observation ends at the time without it.
    pub n_censor: u32,
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiskRow {
    /// A time at which somebody's observation ends.
    pub time: f64,
    /// Under observation just before it; people censored at the time count as at risk, as everywhere.
    pub n_risk: u32,
    /// Events at the time.
    pub n_event: u32,
    /// Censored at the time.
    pub n_censor: u32,
}

/// A group's risk table: one row for each distinct time, ascending.
///
/// It is the same whether it comes from people or from counts by week, so everything computed from it is too.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskTable {
    rows: Vec<RiskRow>,
    entries: Vec<f64>,
    n: u32,
}

impl RiskTable {
    /// From people (or intervals of people), whose times are tied where they are equal; see [`super::aligned`].
    ///
    /// # Errors
    /// [`Undefined::TooFewValues`] for nobody, [`Undefined::BadValues`] for times that are not finite or intervals
    /// without length, [`Undefined::TooManyValues`] beyond 2³² − 1.
    pub fn of_people(people: &[FollowUp]) -> Result<Self, Undefined> {
        if people.iter().any(|one| !one.stop.is_finite() || one.start.is_nan() || one.start >= one.stop) {
            return Err(Undefined::BadValues);
        }
        let n = u32::try_from(people.len()).map_err(|_| Undefined::TooManyValues)?;
        let mut ends: Vec<(f64, bool)> = people.iter().map(|one| (one.stop, one.is_event())).collect();
        ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut entries: Vec<f64> =
            people.iter().map(|one| one.start).filter(|start| start.is_finite()).collect();
        entries.sort_by(f64::total_cmp);
        let counts = ends.chunk_by(|a, b| a.0 == b.0).map(|tied| {
            let events = tied.iter().filter(|(_, is_event)| *is_event).count() as u32;
            (tied[0].0, events, tied.len() as u32 - events)
        });
        Self::of_ends(counts.collect(), entries, n)
    }

    /// From counts: at each of the ascending `times` so many events and so many censored, as in a histogram by week.
    ///
    /// # Errors
    /// [`Undefined::WrongShape`] for lists of unlike lengths, [`Undefined::BadValues`] for times that do not ascend,
    /// [`Undefined::TooFewValues`] for nobody, [`Undefined::TooManyValues`] beyond 2³² − 1.
    pub fn of_counts(times: &[f64], events: &[u32], censored: &[u32]) -> Result<Self, Undefined> {
        if times.len() != events.len() || times.len() != censored.len() {
            return Err(Undefined::WrongShape);
        }
        if !times.iter().all(|time| time.is_finite()) || times.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(Undefined::BadValues);
        }
        let total: u64 = events.iter().chain(censored).map(|&count| u64::from(count)).sum();
        let n = u32::try_from(total).map_err(|_| Undefined::TooManyValues)?;
        let ends = times
            .iter()
            .zip(events)
            .zip(censored)
            .map(|((&time, &events), &censored)| (time, events, censored));
        Self::of_ends(ends.filter(|(_, events, censored)| events + censored > 0).collect(), Vec::new(), n)
    }

    fn of_ends(ends: Vec<(f64, u32, u32)>, entries: Vec<f64>, n: u32) -> Result<Self, Undefined> {
        if ends.is_empty() {
            return Err(Undefined::TooFewValues);
        }
        let mut left = 0;
        let rows = ends.into_iter().map(|(time, n_event, n_censor)| {
            let n_risk = n - left - later(&entries, time);
            left += n_event + n_censor;
            RiskRow { time, n_risk, n_event, n_censor }
        });
        Ok(Self { rows: rows.collect(), entries, n })
    }

    /// The rows, times ascending; never empty.
    pub fn rows(&self) -> &[RiskRow] {
        &self.rows
    }

    /// Number of people (or intervals).
    pub const fn n(&self) -> u32 {
        self.n
    }

    /// Number of events.
    pub fn events(&self) -> u32 {
        self.rows.iter().map(|row| row.n_event).sum()
    }

    /// The last time somebody was under observation.
    pub fn last_time(&self) -> f64 {
        self.rows.last().map_or(0.0, |row| row.time)
    }

    /// What happens at `time`, whether or not it is one of the table's own.
    pub fn at(&self, time: f64) -> RiskCounts {
        let place = self.rows.partition_point(|row| row.time < time);
        match self.rows.get(place) {
            Some(row) if row.time == time => {
                RiskCounts { n_risk: row.n_risk, n_event: row.n_event, n_censor: row.n_censor }
            }
            // Between two rows nobody leaves, but somebody may enter.
            Some(row) => {
                let entered = later(&self.entries, time) - later(&self.entries, row.time);
                RiskCounts { n_risk: row.n_risk - entered, n_event: 0, n_censor: 0 }
            }
            None => RiskCounts { n_risk: 0, n_event: 0, n_censor: 0 },
        }
    }
}

/// How many enter at `time` or after it, and so are not yet at risk.
fn later(entries: &[f64], time: f64) -> u32 {
    (entries.len() - entries.partition_point(|&entry| entry < time)) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Status::{Censored, Event};
    use super::*;

    #[test]
    fn who_enters_late_is_at_risk_only_then() {
        let people =
            [FollowUp::until(2.0, Event), FollowUp::between(2.0, 5.0, Event), FollowUp::until(7.0, Censored)];
        let table = RiskTable::of_people(&people).unwrap();
        let at_risk: Vec<u32> = table.rows().iter().map(|row| row.n_risk).collect();
        assert_eq!(at_risk, [2, 2, 1]);
        assert_eq!([1.0, 2.5, 6.0, 8.0].map(|time| table.at(time).n_risk), [2, 2, 1, 0]);
    }

    #[test]
    fn between_two_rows_who_entered_since_is_not_counted_before() {
        let people = [FollowUp::until(5.0, Event), FollowUp::between(2.0, 5.0, Event)];
        let table = RiskTable::of_people(&people).unwrap();
        assert_eq!([1.0, 2.0, 3.0, 5.0].map(|time| table.at(time).n_risk), [1, 1, 2, 2]);
    }

    #[test]
    fn times_that_are_none_and_lists_of_unlike_lengths_are_refused() {
        let between = |start, stop| FollowUp { start, ..FollowUp::until(stop, Event) };
        for bad in
            [between(0.0, f64::NAN), between(f64::NAN, 3.0), between(3.0, 3.0), between(0.0, f64::INFINITY)]
        {
            assert_eq!(
                RiskTable::of_people(&[FollowUp::until(1.0, Event), bad]),
                Err(Undefined::BadValues),
                "{bad:?}"
            );
        }
        assert_eq!(RiskTable::of_counts(&[1.0], &[1, 1], &[0]), Err(Undefined::WrongShape));
        assert_eq!(RiskTable::of_counts(&[1.0], &[1], &[0, 1]), Err(Undefined::WrongShape));
    }

    #[test]
    fn nobody_has_no_table() {
        assert_eq!(RiskTable::of_people(&[]), Err(Undefined::TooFewValues));
        assert_eq!(RiskTable::of_counts(&[1.0], &[0], &[0]), Err(Undefined::TooFewValues));
        assert_eq!(RiskTable::of_counts(&[1.0, 1.0], &[1, 1], &[0, 0]), Err(Undefined::BadValues));
        assert_eq!(RiskTable::of_counts(&[1.0], &[u32::MAX], &[1]), Err(Undefined::TooManyValues));
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn counts_by_week_have_the_table_of_their_people(weeks in prop::collection::vec((0_u32..4, 0_u32..4), 1..20)) {
            let times: Vec<f64> = (0..weeks.len()).map(|week| week as f64).collect();
            let (events, censored): (Vec<u32>, Vec<u32>) = weeks.iter().copied().unzip();
            let mut people = Vec::new();
            for (&time, &(events, censored)) in times.iter().zip(&weeks).rev() {
                people.extend((0..censored).map(|_| FollowUp::until(time, Censored)));
                people.extend((0..events).map(|_| FollowUp::until(time, Event)));
            }
            prop_assert_eq!(RiskTable::of_counts(&times, &events, &censored), RiskTable::of_people(&people));
        }
    }
}
