//! Counting pairs of baseline and later value: everything else follows from how often each pair occurs.

use std::collections::BTreeMap;

use super::{ResponderCounts, ResponderCutOff};
use crate::domain::Direction;
use crate::domain::frame::{ScoreMatrix, Selection};

/// Up to so many places are counted in one table; beyond, pairs are kept in a tree.
const MOST_PLACES: usize = 1 << 20;

/// The people of one group with a baseline, by their values.
#[derive(Debug, Clone, Default)]
pub(super) struct PairTally {
    /// (baseline, later value, people), both known.
    pub pairs: Vec<(f64, f64, u32)>,
    /// (baseline, people) of those without a later value.
    pub unpaired: Vec<(f64, u32)>,
}

/// Counts the pairs of the selected people. One pass over them, then one over the places of the table.
pub(super) fn tally(scores: &ScoreMatrix, baseline: usize, time: usize, people: &Selection) -> PairTally {
    let (starts, ends) = (scores.codes_at(baseline), scores.codes_at(time));
    let codes = people.rows().filter_map(|row| Some((*starts.get(row)?, *ends.get(row)?)));
    let codes = codes.filter(|(start, _)| *start != ScoreMatrix::MISSING);
    // A missing later value has the place after the last code.
    let width = scores.value_table().len() + 1;
    let place = move |(start, end): (u16, u16)| usize::from(start) * width + usize::from(end).min(width - 1);
    let counted = count(codes.map(place), width.saturating_mul(width));
    let mut tally = PairTally::default();
    for (place, people) in counted {
        let value = |code: usize| scores.value_table().get(code).copied();
        match (value(place / width), value(place % width)) {
            (Some(start), Some(end)) => tally.pairs.push((start, end, people)),
            (Some(start), None) => tally.unpaired.push((start, people)),
            (None, _) => {}
        }
    }
    tally
}

/// How often each place occurs, ascending.
fn count(places: impl Iterator<Item = usize>, width: usize) -> Vec<(usize, u32)> {
    if width > MOST_PLACES {
        let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
        places.for_each(|place| *counts.entry(place).or_default() += 1);
        return counts.into_iter().collect();
    }
    let mut counts = vec![0_u32; width];
    for place in places {
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    counts.into_iter().enumerate().filter(|(_, count)| *count > 0).collect()
}

impl PairTally {
    /// People with a baseline above 0, and those of them who reach each cut-off.
    pub fn responders(&self, cut_offs: &[ResponderCutOff], direction: Direction) -> ResponderCounts {
        let pairs = || self.pairs.iter().filter(|(start, _, _)| *start > 0.0);
        let with_value: u32 = pairs().map(|(_, _, people)| people).sum();
        let without: u32 =
            self.unpaired.iter().filter(|(start, _)| *start > 0.0).map(|(_, people)| people).sum();
        let reaching = |cut_off: &ResponderCutOff| {
            let reaching = pairs().filter(|(start, end, _)| cut_off.is_reached(direction, *start, *end));
            reaching.map(|(_, _, people)| people).sum()
        };
        ResponderCounts {
            people: with_value + without,
            with_value,
            responders: cut_offs.iter().map(reaching).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn matrix(table: usize, codes: &[(Option<u16>, Option<u16>)]) -> ScoreMatrix {
        let values = (0..table).map(|code| code as f64).collect();
        let code = |code: Option<u16>| code.unwrap_or(ScoreMatrix::MISSING);
        let starts = codes.iter().map(|(start, _)| code(*start));
        let ends = codes.iter().map(|(_, end)| code(*end));
        ScoreMatrix::new(values, starts.chain(ends).collect(), codes.len()).unwrap()
    }

    #[test]
    fn people_without_a_baseline_count_nowhere_and_without_a_later_value_apart() {
        let codes =
            [(Some(2), Some(1)), (Some(2), Some(1)), (Some(0), None), (None, Some(1)), (Some(1), Some(1))];
        let tally = tally(&matrix(3, &codes), 0, 1, &Selection::from_fn(5, |row| row < 4));
        assert_eq!(tally.pairs, [(2.0, 1.0, 2)]);
        assert_eq!(tally.unpaired, [(0.0, 1)]);
    }

    proptest! {
        #[test]
        fn a_fine_scale_is_counted_like_a_coarse_one(
            codes in prop::collection::vec((prop::option::of(0_u16..50), prop::option::of(0_u16..50)), 1..200)
        ) {
            let everyone = Selection::all(codes.len());
            let coarse = tally(&matrix(50, &codes), 0, 1, &everyone);
            let fine = tally(&matrix(2_000, &codes), 0, 1, &everyone);
            prop_assert_eq!(coarse.pairs, fine.pairs);
            prop_assert_eq!(coarse.unpaired, fine.unpaired);
        }
    }
}
