//! The passes over the scores: counting codes by group, with no allocation a row.

use crate::analysis::groups::Slots;
use crate::domain::Interval;
use crate::domain::frame::ScoreMatrix;
use crate::stats::{Moments, counted_quantile};

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
    Interval::new(counted_quantile(table, counts, 0.25)?, counted_quantile(table, counts, 0.75)?)
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
        for (position, codes) in columns.iter().enumerate() {
            let counts = histogram.count(&starts, codes, u16::saturating_add, groups.len() * width);
            counts.chunks_exact(width).for_each(|counts| take(position, counts));
        }
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
#[derive(Debug, Clone, Copy, Default)]
struct Differences {
    n: u32,
    shift: f64,
    sum: f64,
    sum_of_squares: f64,
}

impl Differences {
    /// Adds a difference from the shift; one that is not a number is missing.
    fn add(&mut self, difference: f64) {
        let is_there = !difference.is_nan();
        let difference = if is_there { difference } else { 0.0 };
        self.n += u32::from(is_there);
        self.sum += difference;
        self.sum_of_squares += difference * difference;
    }
}

/// Moments of the differences `scores(to) − scores(from)` of each group over people with both. `shifts` are guesses
/// of each group's mean difference, so that one pass keeps its digits.
pub(super) fn paired_differences(
    scores: &ScoreMatrix,
    slots: &Slots,
    from: usize,
    to: usize,
    shifts: impl Fn(usize) -> f64,
) -> Vec<Option<Moments>> {
    let mut groups: Vec<Differences> =
        (0..slots.groups()).map(|group| Differences { shift: shifts(group), ..Default::default() }).collect();
    // Those in no group add up in one more, so that no row is a branch.
    groups.push(Differences::default());
    let missing = scores.value_table().len();
    let values = [scores.value_table(), &[f64::NAN]].concat();
    let value = |code: u16| values.get(usize::from(code).min(missing)).copied().unwrap_or(f64::NAN);
    let pairs = scores.codes_at(from).iter().zip(scores.codes_at(to));
    for ((&start, &end), &slot) in pairs.zip(slots.rows()) {
        if let Some(group) = groups.get_mut(usize::from(slot)) {
            group.add(value(end) - value(start) - group.shift);
        }
    }
    groups
        .iter()
        .take(slots.groups())
        .map(|group| Moments::of_shifted_sums(group.n, group.shift, group.sum, group.sum_of_squares))
        .collect()
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
}
