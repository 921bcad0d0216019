//! The passes over the scores: counting codes by group.

use crate::analysis::groups::Slots;
use crate::domain::Interval;
use crate::domain::frame::ScoreMatrix;
use crate::stats::{Moments, quantile_of_histogram};

/// Summaries of every group at every time point: `[time][group]`.
pub(super) struct Summaries {
    pub moments: Vec<Vec<Option<Moments>>>,
    /// From the 25th to the 75th percentile.
    pub quartiles: Vec<Vec<Option<Interval>>>,
}

/// Summaries of every group at every time point, from how often each value occurs.
pub(super) fn summaries_by_time(scores: &ScoreMatrix, slots: &Slots<'_>) -> Summaries {
    let mut moments: Vec<Vec<Option<Moments>>> = vec![Vec::with_capacity(slots.groups()); scores.times()];
    let mut quartiles: Vec<Vec<Option<Interval>>> = vec![Vec::with_capacity(slots.groups()); scores.times()];
    let table = scores.value_table();
    each_histogram(scores, slots, |time, counts| {
        if let (Some(moments), Some(quartiles)) = (moments.get_mut(time), quartiles.get_mut(time)) {
            moments.push(Moments::of_histogram(table, counts));
            quartiles.push(middle_half(table, counts));
        }
    });
    Summaries { moments, quartiles }
}

/// People of each group with a value at every time point: `[time][group]`.
pub(super) fn reports_by_time(scores: &ScoreMatrix, slots: &Slots<'_>) -> Vec<Vec<u32>> {
    let mut people: Vec<Vec<u32>> = vec![Vec::with_capacity(slots.groups()); scores.times()];
    each_histogram(scores, slots, |time, counts| {
        if let Some(people) = people.get_mut(time) {
            people.push(counts.iter().sum());
        }
    });
    people
}

/// The 25th and 75th percentile (Hyndman and Fan 1996, definition 7).
fn middle_half(table: &[f64], counts: &[u32]) -> Option<Interval> {
    Interval::new(quantile_of_histogram(table, counts, 0.25)?, quantile_of_histogram(table, counts, 0.75)?)
}

/// People of each group by the time of their last own value: `[group][time + 1]`, place 0 for those without any.
pub(super) fn last_reports(scores: &ScoreMatrix, slots: &Slots<'_>) -> Vec<Vec<u32>> {
    counted(slots, scores.last_reports(), scores.times() + 1)
}

/// People of each group.
pub(super) fn sizes(slots: &Slots<'_>) -> Vec<u32> {
    counted(slots, &[], 1).into_iter().flatten().collect()
}

/// Neighbouring rows count in different lanes, so that equal codes in a row do not wait for one another.
const LANES: usize = 4;

/// How often each code occurs in each group: `[group][code]`. Rows without a code count at 0.
fn counted(slots: &Slots<'_>, codes: &[u16], places: usize) -> Vec<Vec<u32>> {
    let mut counts = vec![[0_u32; LANES]; slots.groups() * places];
    slots.for_each(|row, group| {
        let code = codes.get(row).map_or(0, |&code| usize::from(code));
        if let Some(lanes) = counts.get_mut(group * places + code) {
            lanes[row % LANES] += 1;
        }
    });
    let of_group = |counts: &[[u32; LANES]]| counts.iter().map(|lanes| lanes.iter().sum()).collect();
    counts.chunks_exact(places).map(of_group).collect()
}

/// Histograms have so many places at a time, unless those of one group alone have more.
const MOST_PLACES: usize = 1 << 20;

/// Places of a histogram of bytes: one for every byte, so that none needs a check.
const BYTE_PLACES: usize = 1 << 8;

/// Tells `take` how often each value of the table occurs, for every group in order, and within one for every time point.
fn each_histogram(scores: &ScoreMatrix, slots: &Slots<'_>, mut take: impl FnMut(usize, &[u32])) {
    let values = scores.value_table().len();
    let bytes = scores.bytes_by_person();
    let width = if bytes.is_some() { BYTE_PLACES } else { values + 1 };
    let places_a_group = (scores.times() * width).max(1);
    let groups_a_pass = (MOST_PLACES / places_a_group).max(1);
    for first in (0..slots.groups()).step_by(groups_a_pass) {
        let groups = (slots.groups() - first).min(groups_a_pass);
        let mut counts = vec![0_u32; groups * scores.times() * width];
        match bytes {
            Some(bytes) => count_by_person(bytes, scores.times(), slots, first, &mut counts),
            None => count_by_time(scores, slots, first, &mut counts),
        }
        for (place, counts) in counts.chunks_exact(width).enumerate() {
            take(place % scores.times(), counts.get(..values).unwrap_or(counts));
        }
    }
}

/// Counts into `[group][time][byte]` from the group `first` on, in one pass over the people: each has a byte for every
/// time point, and these are counted in places far from one another.
fn count_by_person(bytes: &[u8], times: usize, slots: &Slots<'_>, first: usize, counts: &mut [u32]) {
    let (tables, _) = counts.as_chunks_mut::<BYTE_PLACES>();
    slots.for_each(|row, group| {
        let own = bytes.get(row * times..(row + 1) * times);
        let tables = group.checked_sub(first).and_then(|at| tables.get_mut(at * times..(at + 1) * times));
        if let (Some(own), Some(tables)) = (own, tables) {
            for (table, &byte) in tables.iter_mut().zip(own) {
                table[usize::from(byte)] += 1;
            }
        }
    });
}

/// As [`count_by_person`] into `[group][time][code]`, the last code missing, with a pass for every time point.
fn count_by_time(scores: &ScoreMatrix, slots: &Slots<'_>, first: usize, counts: &mut [u32]) {
    let missing = scores.value_table().len();
    for time in 0..scores.times() {
        let codes = scores.codes_at(time);
        slots.for_each(|row, group| {
            let code = codes.get(row).map_or(missing, |&code| usize::from(code).min(missing));
            let table = group.checked_sub(first).map(|group| group * scores.times() + time);
            if let Some(count) = table.and_then(|table| counts.get_mut(table * (missing + 1) + code)) {
                *count += 1;
            }
        });
    }
}

/// Sums of differences of one group, taken from a value near their mean.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Differences {
    n: u32,
    shift: f64,
    sum: f64,
    sum_of_squares: f64,
}

impl Differences {
    /// Adds a difference from the shift that so many people have.
    fn add(&mut self, difference: f64, people: u32) {
        let sum = difference * f64::from(people);
        self.n += people;
        self.sum += sum;
        self.sum_of_squares += difference * sum;
    }
}

/// Moments of the differences `scores(to) − scores(from)` of each group over people with both. `shifts` are guesses
/// of each group's mean difference, so that one pass keeps its digits.
///
/// Through the joint histogram of both values where there are people enough to be worth one; else one by one.
pub(super) fn paired_differences(
    scores: &ScoreMatrix,
    slots: &Slots<'_>,
    from: usize,
    to: usize,
    shifts: impl Fn(usize) -> f64,
) -> Vec<Option<Moments>> {
    let groups = (0..slots.groups()).map(|group| Differences { shift: shifts(group), ..Default::default() });
    let pair = Pair { slots, starts: scores.codes_at(from), ends: scores.codes_at(to), scores };
    let groups = match pair.places().filter(|places| places / PLACES_A_PERSON <= scores.participants()) {
        Some(places) => pair.through_histogram(groups.collect(), places),
        None => pair.one_by_one(groups.collect()),
    };
    let moments =
        |group: &Differences| Moments::of_shifted_sums(group.n, group.shift, group.sum, group.sum_of_squares);
    groups.iter().map(moments).collect()
}

/// Joint histograms have at most so many places in all, and so many a person.
const MOST_JOINT_PLACES: usize = 1 << 20;
const PLACES_A_PERSON: usize = 4;

/// Two codes a row.
struct Pair<'a> {
    slots: &'a Slots<'a>,
    starts: &'a [u16],
    ends: &'a [u16],
    scores: &'a ScoreMatrix,
}

impl Pair<'_> {
    /// Places of a joint histogram, group by group; the last code of either value is a missing one. `None` for too many.
    fn places(&self) -> Option<usize> {
        let places = self.codes().checked_mul(self.codes())?.checked_mul(self.slots.groups())?;
        (places <= MOST_JOINT_PLACES).then_some(places)
    }

    fn codes(&self) -> usize {
        self.scores.value_table().len() + 1
    }

    fn through_histogram(&self, mut groups: Vec<Differences>, places: usize) -> Vec<Differences> {
        let (codes, missing) = (self.codes(), self.codes() - 1);
        let mut joint = vec![0_u32; places];
        let code =
            |codes: &[u16], row| codes.get(row).map_or(missing, |&code| usize::from(code).min(missing));
        self.slots.for_each(|row, group| {
            let place = (group * codes + code(self.starts, row)) * codes + code(self.ends, row);
            if let Some(people) = joint.get_mut(place) {
                *people += 1;
            }
        });
        let table = self.scores.value_table();
        for (group, joint) in groups.iter_mut().zip(joint.chunks_exact(codes * codes)) {
            for (start, people) in table.iter().zip(joint.chunks_exact(codes)) {
                for (end, &people) in table.iter().zip(people).filter(|(_, people)| **people > 0) {
                    group.add(end - start - group.shift, people);
                }
            }
        }
        groups
    }

    fn one_by_one(&self, mut groups: Vec<Differences>) -> Vec<Differences> {
        let value = |codes: &[u16], row: usize| codes.get(row).and_then(|&code| self.scores.decode(code));
        self.slots.for_each(|row, group| {
            let values = value(self.starts, row).zip(value(self.ends, row));
            if let (Some(group), Some((start, end))) = (groups.get_mut(group), values) {
                group.add(end - start - group.shift, 1);
            }
        });
        groups
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::frame::Selection;
    use crate::effort::cases;

    /// People of group, last codes and whether they are selected; scores of `values` values at `TIMES` times.
    fn any_people() -> impl Strategy<Value = Vec<(u16, [u16; TIMES], bool)>> {
        prop::collection::vec((0_u16..7, [0_u16..9, 0_u16..9, 0_u16..9], any::<bool>()), 1..300)
    }

    const TIMES: usize = 3;
    const GROUPS: u16 = 6;

    /// Codes from 7 on are missing; the others are spread over the table.
    fn matrix(people: &[(u16, [u16; TIMES], bool)], values: usize) -> ScoreMatrix {
        let spread = (values / 7).max(1);
        let code = |code: u16| if code < 7 { code * spread as u16 } else { ScoreMatrix::MISSING };
        let codes = (0..TIMES).flat_map(|time| people.iter().map(move |person| code(person.1[time])));
        let table = (0..values).map(|value| value as f64 / 4.0).collect();
        ScoreMatrix::new(table, codes.collect(), people.len()).unwrap()
    }

    fn slots(people: &[(u16, [u16; TIMES], bool)]) -> Slots<'static> {
        let of_row: Vec<u16> = people.iter().map(|person| person.0).collect();
        Slots::new(of_row, GROUPS, Selection::from_fn(people.len(), |row| people[row].2))
    }

    proptest! {
        #![proptest_config(cases(256))]
        #[test]
        fn every_way_to_count_finds_the_values_of_each_group(
            people in any_people(),
            // In bytes, and in tables too long for them: for several groups at a time and for one at a time.
            values in prop::sample::select(vec![7_usize, 255, 256, 60_000]),
        ) {
            let (scores, slots) = (matrix(&people, values), slots(&people));
            let found = summaries_by_time(&scores, &slots);
            let (sizes, reports) = (sizes(&slots), reports_by_time(&scores, &slots));
            for group in 0..GROUPS {
                let at = usize::from(group);
                let rows: Vec<usize> =
                    (0..people.len()).filter(|&row| people[row].0 == group && people[row].2).collect();
                prop_assert_eq!(sizes[at] as usize, rows.len());
                for (time, reports) in reports.iter().enumerate() {
                    let mut own: Vec<f64> = rows.iter().filter_map(|&row| scores.value(time, row)).collect();
                    own.sort_by(f64::total_cmp);
                    prop_assert_eq!(reports[at] as usize, own.len());
                    prop_assert_eq!(found.moments[time][at].map(|m| m.n as usize), (!own.is_empty()).then_some(own.len()));
                    // Sums of quarters are exact in any order.
                    let mean = own.iter().sum::<f64>() / own.len() as f64;
                    prop_assert!(found.moments[time][at].is_none_or(|m| m.mean == mean));
                }
            }
            let last = last_reports(&scores, &slots);
            prop_assert_eq!(last.iter().map(|group| group.iter().sum::<u32>()).collect::<Vec<_>>(), sizes);
        }

        #[test]
        fn differences_are_the_same_through_a_histogram_and_one_by_one(people in any_people()) {
            let (scores, slots) = (matrix(&people, 7), slots(&people));
            let (starts, ends) = (scores.codes_at(0), scores.codes_at(2));
            let pair = Pair { slots: &slots, starts, ends, scores: &scores };
            let groups = || vec![Differences { shift: 0.25, ..Default::default() }; usize::from(GROUPS)];
            let joint = pair.through_histogram(groups(), pair.places().unwrap());
            // Sums of quarters are exact in any order.
            prop_assert_eq!(joint, pair.one_by_one(groups()));
        }
    }
}
