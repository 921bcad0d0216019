//! Counting people by baseline and later value, by group and denominator.

use super::ResponderSet;
use super::cut_offs::{CUT_OFFS, Judge, Pair};
use crate::analysis::groups::Slots;
use crate::domain::frame::{ScoreMatrix, Selection};

/// Joint histograms have at most so many places; beyond, people are judged one by one.
const MOST_PLACES: usize = 1 << 20;

/// Who is counted and what they are counted by, one a row.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub slots: &'a Slots<'a>,
    /// The completers among them.
    pub completers: &'a Selection,
    /// Codes of the baseline.
    pub starts: &'a [u16],
    /// Codes of the value compared with it.
    pub ends: &'a [u16],
    /// What the codes stand for.
    pub scores: &'a ScoreMatrix,
}

/// The counts of one group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct GroupTally {
    pub people: u32,
    pub baseline_missing: u32,
    pub baseline_zero: u32,
    pub everyone: ResponderSet,
    pub completers: ResponderSet,
}

/// How many people have each pair of values: baseline code, later code, group, whether a completer.
pub(in crate::analysis) type JointCounts = Vec<u32>;

/// Counts by group through the joint histogram of baseline and later value, or one by one where the score has too many
/// distinct values for one. Both give the same counts.
pub(super) fn tally(rows: Rows<'_>, judge: Judge<'_>) -> Vec<GroupTally> {
    let places = Places::of(rows.scores, rows.slots.groups());
    if places.total().is_some_and(|total| total <= MOST_PLACES) {
        tally_of(&joint_counts(rows, places), rows.scores, judge, places)
    } else {
        tally_one_by_one(rows, judge)
    }
}

/// The places of a joint histogram: baseline code, later code, group, whether a completer. The last code is missing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    groups: usize,
    codes: usize,
}

impl Places {
    pub fn of(scores: &ScoreMatrix, groups: usize) -> Self {
        Self { groups, codes: scores.value_table().len() + 1 }
    }

    /// Whether there are fewer than people: then taking counts from others is quicker than counting people.
    pub fn are_fewer_than(self, people: u32) -> bool {
        self.total().is_some_and(|total| total <= MOST_PLACES.min(people as usize))
    }

    fn total(self) -> Option<usize> {
        self.codes.checked_mul(self.codes)?.checked_mul(2 * self.groups)
    }
}

/// As [`tally`], of what [`joint_counts`] counted. Each pair of values is judged once for all groups.
pub(super) fn tally_of(
    joint: &JointCounts,
    scores: &ScoreMatrix,
    judge: Judge<'_>,
    places: Places,
) -> Vec<GroupTally> {
    let mut counters = vec![Counter::new(judge); places.groups];
    let value = |code: usize| scores.value_table().get(code).copied();
    for (place, groups) in joint.chunks_exact((2 * places.groups).max(1)).enumerate() {
        if groups.iter().any(|people| *people > 0) {
            let pair = judge.pair(value(place / places.codes), value(place % places.codes));
            let (groups, _) = groups.as_chunks::<2>();
            for (counter, &[others, completers]) in counters.iter_mut().zip(groups) {
                counter.add(pair, others + completers, completers);
            }
        }
    }
    counters.into_iter().map(Counter::finish).collect()
}

/// One pass over the people, for a total of places that is not too many.
pub(super) fn joint_counts(rows: Rows<'_>, places: Places) -> JointCounts {
    let missing = places.codes - 1;
    let mut joint = vec![0_u32; places.total().unwrap_or(0)];
    let code = |codes: &[u16], row| codes.get(row).map_or(missing, |&code| usize::from(code).min(missing));
    rows.slots.for_each(|row, group| {
        let pair = code(rows.starts, row) * places.codes + code(rows.ends, row);
        let side = 2 * group + usize::from(rows.completers.contains(row));
        if let Some(count) = joint.get_mut(pair * 2 * places.groups + side) {
            *count += 1;
        }
    });
    joint
}

fn tally_one_by_one(rows: Rows<'_>, judge: Judge<'_>) -> Vec<GroupTally> {
    let mut counters = vec![Counter::new(judge); rows.slots.groups()];
    let value = |codes: &[u16], row: usize| codes.get(row).and_then(|&code| rows.scores.decode(code));
    rows.slots.for_each(|row, group| {
        if let Some(counter) = counters.get_mut(group) {
            let pair = judge.pair(value(rows.starts, row), value(rows.ends, row));
            counter.add(pair, 1, u32::from(rows.completers.contains(row)));
        }
    });
    counters.into_iter().map(Counter::finish).collect()
}

/// Counts of one group while they are being taken.
#[derive(Clone)]
struct Counter<'a> {
    judge: Judge<'a>,
    tally: GroupTally,
    /// By number of cut-offs reached: everyone, and the completers among them.
    reached: [Vec<u32>; 2],
}

impl<'a> Counter<'a> {
    fn new(judge: Judge<'a>) -> Self {
        let set = ResponderSet { thresholds: vec![0; judge.thresholds.len()], ..ResponderSet::default() };
        let tally = GroupTally { everyone: set.clone(), completers: set, ..GroupTally::default() };
        Self { judge, tally, reached: [vec![0; CUT_OFFS + 1], vec![0; CUT_OFFS + 1]] }
    }

    /// Adds people with the same pair of values, of whom so many are completers.
    fn add(&mut self, pair: Pair, people: u32, completers: u32) {
        let tally = &mut self.tally;
        tally.people += people;
        match pair {
            Pair::NoBaseline => tally.baseline_missing += people,
            Pair::ZeroBaseline => tally.baseline_zero += people,
            Pair::NoValue => {
                tally.everyone.people += people;
                tally.completers.people += completers;
            }
            Pair::Judged { start, end, cut_offs } => {
                let sets = [(&mut tally.everyone, people), (&mut tally.completers, completers)];
                for ((set, people), reached) in sets.into_iter().zip(&mut self.reached) {
                    set.people += people;
                    set.with_value += people;
                    if let Some(count) = reached.get_mut(cut_offs) {
                        *count += people;
                    }
                    for (count, threshold) in set.thresholds.iter_mut().zip(self.judge.thresholds) {
                        *count += if self.judge.reaches(threshold, start, end) { people } else { 0 };
                    }
                }
            }
        }
    }

    fn finish(mut self) -> GroupTally {
        let [everyone, completers] = &self.reached;
        self.tally.everyone.at_least = at_least(everyone);
        self.tally.completers.at_least = at_least(completers);
        self.tally
    }
}

/// From people who reach exactly so many cut-offs to people who reach at least each of them.
fn at_least(reached: &[u32]) -> Vec<u32> {
    let mut sum = 0;
    let mut counts: Vec<u32> = reached
        .iter()
        .skip(1)
        .rev()
        .map(|count| {
            sum += count;
            sum
        })
        .collect();
    counts.reverse();
    counts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Direction, Finite, Threshold, ThresholdKind};

    fn threshold(kind: ThresholdKind, value: f64) -> Threshold {
        Threshold { label: String::new(), kind, value: Finite::new(value).unwrap(), source: String::new() }
    }

    prop_compose! {
        fn any_study()(values in 1_u16..40, people in 0_usize..200)(
            // 7 stands for a missing value, group 3 for none.
            rows in prop::collection::vec((0..values, 0..values, 0_u8..8, 0_u8..8, 0_u16..4, any::<bool>()), people),
            step in prop::sample::select(vec![0.25, 0.1, 1.0]),
            lowest in -3_i32..4,
            values in Just(values),
        ) -> (ScoreMatrix, Vec<u16>, Vec<bool>) {
            let table = (0..values).map(|code| (f64::from(lowest) + f64::from(code)) * step).collect();
            let code = |code, draw| if draw == 7 { ScoreMatrix::MISSING } else { code };
            let starts = rows.iter().map(|row| code(row.0, row.2));
            let codes = starts.chain(rows.iter().map(|row| code(row.1, row.3))).collect();
            let scores = ScoreMatrix::new(table, codes, rows.len()).unwrap();
            (scores, rows.iter().map(|row| row.4).collect(), rows.iter().map(|row| row.5).collect())
        }
    }

    proptest! {
        #[test]
        fn the_joint_histogram_counts_exactly_as_judging_people_one_by_one(
            (scores, of_row, completes) in any_study(),
            lower in any::<bool>(),
        ) {
            let people = of_row.len();
            let slots = Slots::new(of_row, 3, Selection::all(people));
            let completers = slots.keep(&Selection::from_fn(people, |row| completes[row]));
            let (starts, ends) = (scores.codes_at(0), scores.codes_at(1));
            let rows = Rows { slots: &slots, completers: completers.members(), starts, ends, scores: &scores };
            let thresholds = [
                threshold(ThresholdKind::Points, 2.0),
                threshold(ThresholdKind::PercentOfBaseline, 12.5),
            ];
            let direction = if lower { Direction::LowerIsBetter } else { Direction::HigherIsBetter };
            let judge = Judge { direction, thresholds: &thresholds };
            let places = Places::of(&scores, 3);
            let counted = tally_of(&joint_counts(rows, places), &scores, judge, places);
            prop_assert_eq!(&counted, &tally_one_by_one(rows, judge));
            for group in &counted {
                let excluded = group.baseline_missing + group.baseline_zero;
                prop_assert_eq!(group.people, group.everyone.people + excluded);
                for set in [&group.everyone, &group.completers] {
                    prop_assert_eq!(set.at_least.len(), CUT_OFFS);
                    prop_assert!(set.at_least.windows(2).all(|pair| pair[0] >= pair[1]));
                    prop_assert!(set.people >= set.with_value && set.with_value >= set.at_least[0]);
                }
                let pairs = group.everyone.at_least.iter().zip(&group.completers.at_least);
                prop_assert!(pairs.into_iter().all(|(everyone, completers)| everyone >= completers));
            }
        }
    }
}
