//! The passes over the scores: counting codes by group, with no allocation a row.

use crate::analysis::groups::Slots;
use crate::domain::Interval;
use crate::domain::frame::ScoreMatrix;
use crate::stats::{Moments, quantile_of_histogram};

/// Places of a histogram: one for every number of 16 bits. The last takes the rows that are not counted.
const PLACES: usize = 1 << 16;
const NOWHERE: u16 = u16::MAX;

/// Neighbouring rows count in different lanes, so that equal codes in a row do not wait for one another.
const LANES: usize = 4;

/// Summaries of every group at every time point: `[time][group]`.
pub(super) struct Summaries {
    pub moments: Vec<Vec<Option<Moments>>>,
    /// From the 25th to the 75th percentile.
    pub quartiles: Vec<Vec<Option<Interval>>>,
}

/// Summaries of every group at every time point.
///
/// One pass a time point fills a histogram over codes for each group, and the summaries come from the histograms.
pub(super) fn summaries_by_time(scores: &ScoreMatrix, slots: &Slots) -> Summaries {
    let mut moments: Vec<Vec<Option<Moments>>> = vec![Vec::with_capacity(slots.groups()); scores.times()];
    let mut quartiles: Vec<Vec<Option<Interval>>> = vec![Vec::with_capacity(slots.groups()); scores.times()];
    let table = scores.value_table();
    let times: Vec<&[u16]> = (0..scores.times()).map(|time| scores.codes_at(time)).collect();
    each_histogram(&times, slots, table.len(), |time, counts| {
        if let (Some(moments), Some(quartiles)) = (moments.get_mut(time), quartiles.get_mut(time)) {
            moments.push(Moments::of_histogram(table, counts));
            quartiles.push(middle_half(table, counts));
        }
    });
    Summaries { moments, quartiles }
}

/// The 25th and 75th percentile (Hyndman and Fan 1996, definition 7).
fn middle_half(table: &[f64], counts: &[u32]) -> Option<Interval> {
    Interval::new(quantile_of_histogram(table, counts, 0.25)?, quantile_of_histogram(table, counts, 0.75)?)
}

/// People of each group by the time of their last own value: `[group][time + 1]`, place 0 for those without any.
pub(super) fn last_reports(scores: &ScoreMatrix, slots: &Slots) -> Vec<Vec<u32>> {
    let mut people = Vec::with_capacity(slots.groups());
    each_histogram(&[scores.last_reports()], slots, scores.times() + 1, |_, counts| {
        people.push(counts.to_vec());
    });
    people
}

/// Rows that stay in the nearest cache while every time point passes over them.
const BLOCK: usize = 1 << 12;

/// People of each group with a value at `time`.
pub(super) fn reports_at(scores: &ScoreMatrix, slots: &Slots, time: usize) -> Vec<u32> {
    people(slots, scores.codes_at(time), |code| code != ScoreMatrix::MISSING)
}

/// People of each group.
pub(super) fn sizes(slots: &Slots) -> Vec<u32> {
    people(slots, slots.rows(), |_| true)
}

/// Up to so many groups are counted by comparing every row with each, many rows at once; a histogram costs the same
/// for any number.
const FEW_GROUPS: usize = 4;

/// People of each group whose code counts, one code a row.
fn people(slots: &Slots, codes: &[u16], counts: impl Fn(u16) -> bool) -> Vec<u32> {
    if slots.groups() > FEW_GROUPS {
        let place = |slot: u16, code: u16| if counts(code) { slot } else { NOWHERE };
        return Histogram::new().count(slots.rows(), codes, place, slots.groups());
    }
    let in_group = |group: usize| {
        let blocks = slots.rows().chunks(BLOCK).zip(codes.chunks(BLOCK));
        // A block has fewer rows than 16 bits can count.
        let in_block = |(slots, codes): (&[u16], &[u16])| {
            slots.iter().zip(codes).fold(0_u16, |people, (&slot, &code)| {
                people + u16::from(usize::from(slot) == group && counts(code))
            })
        };
        blocks.map(in_block).map(u32::from).sum()
    };
    (0..slots.groups()).map(in_group).collect()
}

/// Tells `take` the counts of each code below `codes_a_group`, for every column of codes and, within one, for every
/// group in order. Codes from there on are missing, which [`NOWHERE`] itself must be.
fn each_histogram(
    columns: &[&[u16]],
    slots: &Slots,
    codes_a_group: usize,
    mut take: impl FnMut(usize, &[u32]),
) {
    let width = codes_a_group.clamp(1, PLACES - 1);
    let groups_a_pass = (PLACES - 1) / width;
    let mut histogram = Histogram::new();
    for first in (0..slots.groups()).step_by(groups_a_pass) {
        let groups = first..slots.groups().min(first + groups_a_pass);
        let starts = starts(slots, &groups, width);
        let members = (columns.len() >= Members::FEWEST_COLUMNS).then(|| Members::of(&starts)).flatten();
        for (position, codes) in columns.iter().enumerate() {
            let places = groups.len() * width;
            let counts = match &members {
                Some(members) => histogram.count_members(members, codes, places),
                None => histogram.count(&starts, codes, u16::saturating_add, places),
            };
            counts.chunks_exact(width).for_each(|counts| take(position, counts));
        }
    }
}

/// The rows that are in a group, with the first place of it.
struct Members {
    rows: Vec<u32>,
    starts: Vec<u16>,
}

impl Members {
    /// Beyond this share, in tenths, it is quicker to pass over everybody.
    const MOST_TENTHS: usize = 6;

    /// For fewer columns finding them is not worth it.
    const FEWEST_COLUMNS: usize = 4;

    /// `None` where most rows are in a group.
    fn of(starts: &[u16]) -> Option<Self> {
        let count = starts.iter().filter(|&&start| start != NOWHERE).count();
        if count > starts.len() / 10 * Self::MOST_TENTHS {
            return None;
        }
        // Every row is written and the next member writes over one that is none, so that no row is a branch.
        let mut members = Self { rows: vec![0; count + 1], starts: vec![NOWHERE; count + 1] };
        let mut found = 0;
        for (row, &start) in starts.iter().enumerate() {
            if let (Some(place), Some(own)) = (members.rows.get_mut(found), members.starts.get_mut(found)) {
                (*place, *own) = (row as u32, start);
            }
            found += usize::from(start != NOWHERE);
        }
        members.rows.truncate(count);
        members.starts.truncate(count);
        Some(members)
    }
}

/// For each row the first place of its group, or [`NOWHERE`]; adding a missing code leads there too.
fn starts(slots: &Slots, groups: &std::ops::Range<usize>, width: usize) -> Vec<u16> {
    let start = |group: usize| {
        let start = groups.contains(&group).then(|| (group - groups.start) * width);
        start.and_then(|start| u16::try_from(start).ok()).unwrap_or(NOWHERE)
    };
    let start_of: Vec<u16> = (0..=slots.groups()).map(start).collect();
    let start_of = |&slot: &u16| start_of.get(usize::from(slot)).copied().unwrap_or(NOWHERE);
    slots.rows().iter().map(start_of).collect()
}

/// Counters at every place of 16 bits, so that no place needs a check.
struct Histogram {
    /// One lane after another.
    counters: Vec<u32>,
}

impl Histogram {
    fn new() -> Self {
        Self { counters: vec![0; LANES * PLACES] }
    }

    /// Counts of the first `places` places over pairs of `left` and `right`. These counters are 0 again afterwards.
    fn count(
        &mut self,
        left: &[u16],
        right: &[u16],
        place: impl Fn(u16, u16) -> u16,
        places: usize,
    ) -> Vec<u32> {
        let ([a, b, c, d], _) = self.counters.as_chunks_mut::<PLACES>() else { return Vec::new() };
        let (left_chunks, left_tail) = left.as_chunks::<LANES>();
        let (right_chunks, right_tail) = right.as_chunks::<LANES>();
        for (left, right) in left_chunks.iter().zip(right_chunks) {
            a[usize::from(place(left[0], right[0]))] += 1;
            b[usize::from(place(left[1], right[1]))] += 1;
            c[usize::from(place(left[2], right[2]))] += 1;
            d[usize::from(place(left[3], right[3]))] += 1;
        }
        for (&left, &right) in left_tail.iter().zip(right_tail) {
            a[usize::from(place(left, right))] += 1;
        }
        self.take(places)
    }

    /// As [`Self::count`] of the members' places and codes.
    fn count_members(&mut self, members: &Members, codes: &[u16], places: usize) -> Vec<u32> {
        let ([a, b, c, d], _) = self.counters.as_chunks_mut::<PLACES>() else { return Vec::new() };
        let place = |row: u32, start: u16| {
            usize::from(codes.get(row as usize).map_or(NOWHERE, |code| start.saturating_add(*code)))
        };
        let (rows, rows_tail) = members.rows.as_chunks::<LANES>();
        let (starts, starts_tail) = members.starts.as_chunks::<LANES>();
        for (rows, starts) in rows.iter().zip(starts) {
            a[place(rows[0], starts[0])] += 1;
            b[place(rows[1], starts[1])] += 1;
            c[place(rows[2], starts[2])] += 1;
            d[place(rows[3], starts[3])] += 1;
        }
        for (&row, &start) in rows_tail.iter().zip(starts_tail) {
            a[place(row, start)] += 1;
        }
        self.take(places)
    }

    fn take(&mut self, places: usize) -> Vec<u32> {
        let mut sums = vec![0; places];
        for lane in self.counters.chunks_exact_mut(PLACES) {
            for (sum, counter) in sums.iter_mut().zip(lane) {
                *sum += std::mem::take(counter);
            }
        }
        sums
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
    slots: &Slots,
    from: usize,
    to: usize,
    shifts: impl Fn(usize) -> f64,
) -> Vec<Option<Moments>> {
    let groups = (0..slots.groups()).map(|group| Differences { shift: shifts(group), ..Default::default() });
    let pair = Pair { slots, starts: scores.codes_at(from), ends: scores.codes_at(to), scores };
    let groups = match pair.places().filter(|places| places / PLACES_A_PERSON <= slots.rows().len()) {
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
    slots: &'a Slots,
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
        for ((&start, &end), &slot) in self.starts.iter().zip(self.ends).zip(self.slots.rows()) {
            let (start, end) = (usize::from(start).min(missing), usize::from(end).min(missing));
            // Those in no group point past the last place.
            if let Some(people) = joint.get_mut((usize::from(slot) * codes + start) * codes + end) {
                *people += 1;
            }
        }
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
        let pairs = self.starts.iter().zip(self.ends);
        for ((&start, &end), &slot) in pairs.zip(self.slots.rows()) {
            let values = self.scores.decode(start).zip(self.scores.decode(end));
            if let (Some(group), Some((start, end))) = (groups.get_mut(usize::from(slot)), values) {
                group.add(end - start - group.shift, 1);
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::frame::Selection;

    const PEOPLE: usize = 9_001;

    fn code_of(row: usize) -> u16 {
        if row.is_multiple_of(7) { ScoreMatrix::MISSING } else { (row % 5) as u16 }
    }

    #[test]
    fn people_are_counted_alike_whether_groups_are_few_or_many() {
        let codes = (0..PEOPLE).map(code_of).collect();
        let scores = ScoreMatrix::new((0..5).map(f64::from).collect(), codes, PEOPLE).unwrap();
        let members = Selection::from_fn(PEOPLE, |row| row % 3 != 0);
        for groups in [1, FEW_GROUPS, FEW_GROUPS + 1, 40] {
            let of_row = (0..PEOPLE).map(|row| (row % groups) as u16).collect();
            let slots = Slots::new(of_row, groups as u16, &members);
            let count = |group: usize, is_counted: fn(usize) -> bool| {
                let in_group = |&row: &usize| members.contains(row) && row % groups == group;
                (0..PEOPLE).filter(in_group).filter(|&row| is_counted(row)).count() as u32
            };
            let of = |is_counted: fn(usize) -> bool| -> Vec<u32> {
                (0..groups).map(|group| count(group, is_counted)).collect()
            };
            let has_code = |row| code_of(row) != ScoreMatrix::MISSING;
            assert_eq!(sizes(&slots), of(|_| true), "{groups}");
            assert_eq!(reports_at(&scores, &slots, 0), of(has_code), "{groups}");
            let moments = summaries_by_time(&scores, &slots).moments;
            let contributing: Vec<u32> = moments[0].iter().map(|found| found.map_or(0, |m| m.n)).collect();
            assert_eq!(contributing, of(has_code), "{groups}");
        }
    }

    #[test]
    fn a_table_too_fine_for_two_groups_at_once_takes_a_pass_each() {
        let table: Vec<f64> = (0..u32::from(u16::MAX)).map(f64::from).collect();
        let scores = ScoreMatrix::new(table, vec![0, 65_534, 65_534, 7, ScoreMatrix::MISSING], 5).unwrap();
        let slots = Slots::new(vec![0, 0, 1, 1, 1], 2, &Selection::all(5));
        let moments = summaries_by_time(&scores, &slots).moments;
        let means: Vec<_> = moments[0].iter().map(|found| found.map(|m| (m.n, m.mean))).collect();
        assert_eq!(means, [Some((2, 32_767.0)), Some((2, 32_770.5))]);
    }

    #[test]
    fn differences_are_the_same_through_a_histogram_and_one_by_one() {
        let start_and_end = (0..2 * PEOPLE).map(|place| code_of(place * place % 977)).collect();
        let table = [0.0, 0.5, 2.0, 3.25, 10.0].to_vec();
        let scores = ScoreMatrix::new(table, start_and_end, PEOPLE).unwrap();
        let of_row = (0..PEOPLE).map(|row| (row % 3) as u16).collect();
        let slots = Slots::new(of_row, 2, &Selection::from_fn(PEOPLE, |row| row % 5 != 0));
        let pair =
            Pair { slots: &slots, starts: scores.codes_at(0), ends: scores.codes_at(1), scores: &scores };
        let groups = || vec![Differences { shift: 0.25, ..Default::default() }; 2];
        let (joint, single) =
            (pair.through_histogram(groups(), pair.places().unwrap()), pair.one_by_one(groups()));
        // Sums of quarters are exact in any order.
        assert_eq!(joint, single);
        assert!(joint.iter().all(|group| group.n > 1_000));
    }

    #[test]
    fn members_alone_are_counted_as_everybody_is() {
        let codes: Vec<u16> = (0..PEOPLE).map(code_of).collect();
        for every in [1, 2, 3, 50] {
            let in_group = |row: usize| if row.is_multiple_of(every) { 5 } else { NOWHERE };
            let starts: Vec<u16> = (0..PEOPLE).map(in_group).collect();
            let mut histogram = Histogram::new();
            let counts = histogram.count(&starts, &codes, u16::saturating_add, 10);
            assert_eq!(Members::of(&starts).is_some(), every > 1);
            if let Some(members) = Members::of(&starts) {
                assert_eq!(histogram.count_members(&members, &codes, 10), counts, "{every}");
            }
        }
    }
}
