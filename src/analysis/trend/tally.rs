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

impl Summaries {
    fn none(times: usize, groups: usize) -> Self {
        let empty = |_| Vec::with_capacity(groups);
        Self { moments: (0..times).map(empty).collect(), quartiles: (0..times).map(|_| Vec::new()).collect() }
    }

    /// Adds the next group's at a time point, from how often each value of the table occurs.
    fn push(&mut self, time: usize, table: &[f64], counts: &[u32]) {
        if let (Some(moments), Some(quartiles)) = (self.moments.get_mut(time), self.quartiles.get_mut(time)) {
            moments.push(Moments::of_histogram(table, counts));
            quartiles.push(middle_half(table, counts));
        }
    }
}

/// Summaries of every group at every time point, from how often each value occurs.
pub(super) fn summaries_by_time(scores: &ScoreMatrix, slots: &Slots<'_>) -> Summaries {
    let mut summaries = Summaries::none(scores.times(), slots.groups());
    let table = scores.value_table();
    each_histogram(scores, slots, |time, counts| summaries.push(time, table, counts));
    summaries
}

/// As [`summaries_by_time`], of what [`histograms`] counted.
pub(super) fn summaries_of(scores: &ScoreMatrix, groups: usize, histograms: &[u32]) -> Summaries {
    let mut summaries = Summaries::none(scores.times(), groups);
    let table = scores.value_table();
    each_of(scores, histograms, |time, counts| summaries.push(time, table, counts));
    summaries
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
    let groups_a_pass = (MOST_PLACES / places(scores, 1).max(1)).max(1);
    for first in (0..slots.groups()).step_by(groups_a_pass) {
        let groups = (slots.groups() - first).min(groups_a_pass);
        each_of(scores, &counted_values(scores, slots, first, groups), &mut take);
    }
}

/// How often each value occurs in every group at every time point, as [`summaries_of`] reads it; [`places`] long.
pub(super) fn histograms(scores: &ScoreMatrix, slots: &Slots<'_>) -> Vec<u32> {
    counted_values(scores, slots, 0, slots.groups())
}

/// Places of the histograms of so many groups.
pub(super) fn places(scores: &ScoreMatrix, groups: usize) -> usize {
    scores.times() * width(scores) * groups
}

/// Places of one histogram.
fn width(scores: &ScoreMatrix) -> usize {
    if scores.bytes_by_person().is_some() { BYTE_PLACES } else { scores.value_table().len() + 1 }
}

/// The histograms of so many groups from the group `first` on.
fn counted_values(scores: &ScoreMatrix, slots: &Slots<'_>, first: usize, groups: usize) -> Vec<u32> {
    let mut counts = vec![0_u32; places(scores, groups)];
    match scores.bytes_by_person() {
        Some(bytes) => count_by_person(bytes, scores.times(), slots, first, &mut counts),
        None => count_by_time(scores, slots, first, &mut counts),
    }
    counts
}

/// Tells `take` of each histogram in order: its time point, and how often each value of the table occurs.
fn each_of(scores: &ScoreMatrix, histograms: &[u32], mut take: impl FnMut(usize, &[u32])) {
    let values = scores.value_table().len();
    for (place, counts) in histograms.chunks_exact(width(scores)).enumerate() {
        take(place % scores.times(), counts.get(..values).unwrap_or(counts));
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::test_people::{GROUPS, any_people, matrix, slots};
    use super::*;
    use crate::effort::cases;

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
    }
}
