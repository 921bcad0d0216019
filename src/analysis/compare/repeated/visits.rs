//! Which time points a repeated-measures model uses.
//!
//! Those after baseline up to the one compared at which both groups have eleven people or more: a later score is not
//! used, so that an estimate stays what it is when further scores are loaded. Where the model would take too long, fewer of
//! them, evenly spread and always with the one compared. Decided from who has which score alone, never from the values.

use super::{FEWEST_AT_A_VISIT, NoRepeatedFit, Scores, VisitSeen};
use crate::domain::frame::{ScoreMatrix, Selection};

/// Multiplications that a page has time for; `benches/compare` measures what they take.
const MOST_WORK: f64 = 4e9;
/// Those that a click has time for.
const QUICK_WORK: f64 = 1e8;
/// So many multiplications take as long as all else that is done with a score once.
const A_SCORE: f64 = 1_000.0;
/// Steps of Newton's method that a fit takes at most as a rule.
const STEPS: f64 = 8.0;
/// So many time points fit in a pattern of who has which.
const MOST_VISITS: usize = 32;

/// Who has which score.
#[derive(Debug, Clone)]
pub(in crate::analysis::compare) struct Seen {
    /// By time point, ascending.
    pub offered: Vec<VisitSeen>,
    /// Those with a baseline and a score there, in either group; as [`Self::offered`].
    has_score: Vec<Selection>,
}

impl Seen {
    pub fn of(of: Scores<'_>) -> Self {
        let [first, second] = of.groups;
        let participants = first.participants();
        let has = |time: usize| {
            let codes = of.matrix.codes_at(time);
            Selection::from_values(participants, codes, |code| *code != ScoreMatrix::MISSING)
        };
        let either = first.or(second).and(&has(of.baseline));
        let times = of.baseline + 1..=of.time;
        let has_score: Vec<Selection> = times.clone().map(|time| has(time).and(&either)).collect();
        let counted = times.zip(&has_score);
        let offered = counted
            .map(|(time, seen)| VisitSeen { time, people: [first.count_in(seen), second.count_in(seen)] });
        Self { offered: offered.collect(), has_score }
    }

    fn at(&self, time: usize) -> Option<&Selection> {
        let place = self.offered.iter().position(|visit| visit.time == time)?;
        self.has_score.get(place)
    }

    /// Everyone with a score at one of these time points.
    pub fn at_any(&self, visits: &[usize]) -> Option<Selection> {
        let mut seen = visits.iter().filter_map(|time| self.at(*time));
        let first = seen.next()?.clone();
        Some(seen.fold(first, |all, seen| all.or(seen)))
    }

    /// Of how many people, and in how many patterns, these time points are seen.
    fn patterns(&self, visits: &[usize]) -> (usize, usize) {
        let Some(people) = self.at_any(visits) else { return (0, 0) };
        let at: Vec<&Selection> = visits.iter().filter_map(|time| self.at(*time)).collect();
        let pattern = |row: usize| {
            at.iter()
                .enumerate()
                .fold(0_u32, |bits, (place, seen)| bits | u32::from(seen.contains(row)) << place)
        };
        let mut patterns: Vec<u32> = people.rows().map(pattern).collect();
        let people = patterns.len();
        patterns.sort_unstable();
        patterns.dedup();
        (people, patterns.len())
    }

    /// About how many multiplications a model of these time points takes.
    ///
    /// Of every pattern and every two time points, a step multiplies the weights of every two others with the sixteen sums
    /// that the two have; of every parameter of the covariance, it multiplies matrices as large as there are effects.
    fn work(&self, visits: &[usize]) -> f64 {
        let (people, patterns) = self.patterns(visits);
        let visits = visits.len() as f64;
        let (effects, pairs) = (3.0 * visits, visits * (visits + 1.0) / 2.0);
        let of_patterns = patterns as f64 * (20.0 * pairs * pairs + 4.0 * visits * visits * visits);
        let of_parameters = 3.0 * pairs * effects * effects * effects;
        A_SCORE * people as f64 * visits + STEPS * (of_patterns + of_parameters)
    }

    /// Whether a model of these time points is no matter of a click.
    pub(super) fn takes_long(&self, visits: &[usize]) -> bool {
        self.work(visits) > QUICK_WORK
    }
}

/// The time points used; the last is `time`.
pub(super) fn chosen(seen: &Seen, time: usize) -> Result<Vec<usize>, NoRepeatedFit> {
    if seen.offered.len() < 2 {
        return Err(NoRepeatedFit::OneTimePoint);
    }
    let enough = |visit: &&VisitSeen| {
        visit.time == time || visit.people.iter().all(|people| *people >= FEWEST_AT_A_VISIT)
    };
    let fit: Vec<usize> = seen.offered.iter().filter(enough).map(|visit| visit.time).collect();
    if fit.len() < 2 {
        return Err(NoRepeatedFit::TooFewSeen);
    }
    let sizes = (2..=fit.len().min(MOST_VISITS)).rev();
    let mut spreads = sizes.map(|size| spread(&fit, size));
    spreads.find(|visits| seen.work(visits) <= MOST_WORK).ok_or(NoRepeatedFit::TooLarge)
}

/// So many of the time points, evenly spread, the first and the last among them.
fn spread(visits: &[usize], size: usize) -> Vec<usize> {
    let (last, steps) = (visits.len().saturating_sub(1), size.saturating_sub(1).max(1));
    let places = (0..size).map(|step| (step * last + steps / 2) / steps);
    places.filter_map(|place| visits.get(place).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_points_are_spread_evenly_and_end_at_the_one_compared() {
        let weeks: Vec<usize> = (1..=12).collect();
        assert_eq!(spread(&weeks, 12), weeks);
        assert_eq!(spread(&weeks, 5), [1, 4, 7, 9, 12]);
        assert_eq!(spread(&weeks, 2), [1, 12]);
    }
}
