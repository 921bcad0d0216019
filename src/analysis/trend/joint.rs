//! Changes of people between two time points, through the joint histogram of both values where that is worth one.

use crate::analysis::groups::Slots;
use crate::domain::frame::ScoreMatrix;
use crate::stats::Moments;

/// Joint histograms have at most so many places in all, and so many a person.
const MOST_PLACES: usize = 1 << 20;
const PLACES_A_PERSON: usize = 4;

/// Moments of the differences `scores(to) − scores(from)` of each group over people with both. `shifts` are guesses
/// of each group's mean difference, so that one pass keeps its digits.
///
/// Through the joint histogram of both values where there are people enough to be worth one; else one by one.
pub(super) fn paired_differences(
    scores: &ScoreMatrix,
    slots: &Slots<'_>,
    (from, to): (usize, usize),
    shifts: impl Fn(usize) -> f64,
) -> Vec<Option<Moments>> {
    let worth = |places: usize| places / PLACES_A_PERSON <= scores.participants();
    if places(scores, slots.groups()).is_some_and(worth) {
        return differences_of(scores, &histogram(scores, slots, (from, to)), slots.groups(), shifts);
    }
    let mut groups: Vec<Differences> =
        (0..slots.groups()).map(|group| Differences::from_shift(shifts(group))).collect();
    one_by_one(scores, slots, (from, to), &mut groups);
    groups.iter().map(Differences::moments).collect()
}

/// As [`paired_differences`], of what [`histogram`] counted.
pub(super) fn differences_of(
    scores: &ScoreMatrix,
    joint: &[u32],
    groups: usize,
    shifts: impl Fn(usize) -> f64,
) -> Vec<Option<Moments>> {
    let codes = codes(scores);
    let table = scores.value_table();
    let of_group = |group: usize| {
        let mut differences = Differences::from_shift(shifts(group));
        let joint = joint.chunks_exact(codes * codes).nth(group).unwrap_or(&[]);
        for (start, people) in table.iter().zip(joint.chunks_exact(codes)) {
            for (end, &people) in table.iter().zip(people).filter(|(_, people)| **people > 0) {
                differences.add(end - start, people);
            }
        }
        differences.moments()
    };
    (0..groups).map(of_group).collect()
}

/// Places of a joint histogram, group by group; the last code of either value is a missing one. `None` for too many.
pub(super) fn places(scores: &ScoreMatrix, groups: usize) -> Option<usize> {
    let places = codes(scores).checked_mul(codes(scores))?.checked_mul(groups)?;
    (places <= MOST_PLACES).then_some(places)
}

/// How many people of each group have each pair of values; of few enough [`places`].
pub(super) fn histogram(scores: &ScoreMatrix, slots: &Slots<'_>, (from, to): (usize, usize)) -> Vec<u32> {
    let (codes, missing) = (codes(scores), codes(scores) - 1);
    let (starts, ends) = (scores.codes_at(from), scores.codes_at(to));
    let mut joint = vec![0_u32; codes * codes * slots.groups()];
    let code = |codes: &[u16], row| codes.get(row).map_or(missing, |&code| usize::from(code).min(missing));
    slots.for_each(|row, group| {
        let place = (group * codes + code(starts, row)) * codes + code(ends, row);
        if let Some(people) = joint.get_mut(place) {
            *people += 1;
        }
    });
    joint
}

/// Codes of a value, a missing one included.
fn codes(scores: &ScoreMatrix) -> usize {
    scores.value_table().len() + 1
}

fn one_by_one(
    scores: &ScoreMatrix,
    slots: &Slots<'_>,
    (from, to): (usize, usize),
    groups: &mut [Differences],
) {
    let (starts, ends) = (scores.codes_at(from), scores.codes_at(to));
    let value = |codes: &[u16], row: usize| codes.get(row).and_then(|&code| scores.decode(code));
    slots.for_each(|row, group| {
        let values = value(starts, row).zip(value(ends, row));
        if let (Some(group), Some((start, end))) = (groups.get_mut(group), values) {
            group.add(end - start, 1);
        }
    });
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
    fn from_shift(shift: f64) -> Self {
        Self { shift, ..Self::default() }
    }

    /// Adds a difference that so many people have.
    fn add(&mut self, difference: f64, people: u32) {
        let difference = difference - self.shift;
        let sum = difference * f64::from(people);
        self.n += people;
        self.sum += sum;
        self.sum_of_squares += difference * sum;
    }

    fn moments(&self) -> Option<Moments> {
        Moments::of_shifted_sums(self.n, self.shift, self.sum, self.sum_of_squares)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::test_people::{GROUPS, any_people, matrix, slots};
    use super::*;

    proptest! {
        #[test]
        fn differences_are_the_same_through_a_histogram_and_one_by_one(people in any_people()) {
            let (scores, slots) = (matrix(&people, 7), slots(&people));
            let joint = histogram(&scores, &slots, (0, 2));
            let mut groups = vec![Differences::from_shift(0.25); usize::from(GROUPS)];
            one_by_one(&scores, &slots, (0, 2), &mut groups);
            // Sums of quarters are exact in any order.
            let groups: Vec<_> = groups.iter().map(Differences::moments).collect();
            prop_assert_eq!(differences_of(&scores, &joint, usize::from(GROUPS), |_| 0.25), groups);
        }
    }
}
