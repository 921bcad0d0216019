//! The changes of both groups in one table of distinct values, for ranking.

use super::tally::PairTally;
use crate::stats::{Counted, Undefined};

/// Changes nearer than this part of the scale are one: 4.0 − 2.8 and 5.0 − 3.8 differ by a rounding error.
const SAME: f64 = 1e-9;

/// Changes of the first and of the second group, later − baseline, with rounding errors between equal changes taken
/// out: they would break ties. `span` is the width of the scale.
///
/// # Errors
/// [`Undefined::TooFewValues`] when a group has no pairs.
pub(super) fn changes(tallies: &[PairTally; 2], span: f64) -> Result<[Counted; 2], Undefined> {
    let mut all: Vec<(f64, [u32; 2])> = Vec::new();
    for (group, tally) in tallies.iter().enumerate() {
        all.extend(tally.pairs.iter().map(|&(start, end, people)| {
            let in_group = |place: usize| if place == group { people } else { 0 };
            (end - start + 0.0, [in_group(0), in_group(1)])
        }));
    }
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    all.dedup_by(|later, earlier| {
        let same = later.0 - earlier.0 <= SAME * span;
        if same {
            earlier.1 = [earlier.1[0] + later.1[0], earlier.1[1] + later.1[1]];
        }
        same
    });
    let table: Vec<f64> = all.iter().map(|(change, _)| *change).collect();
    let counts =
        |group: fn(&[u32; 2]) -> u32| all.iter().map(|(_, people)| group(people)).collect::<Vec<_>>();
    Ok([
        Counted::of_histogram(&table, &counts(|people| people[0]))?,
        Counted::of_histogram(&table, &counts(|people| people[1]))?,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(pairs: &[(f64, f64, u32)]) -> PairTally {
        PairTally { pairs: pairs.to_vec(), unpaired: Vec::new() }
    }

    #[test]
    fn equal_changes_of_decimals_are_tied_within_and_between_groups() {
        let groups = [tally(&[(4.0, 2.8, 1), (5.0, 3.8, 2)]), tally(&[(2.2, 1.0, 3), (1.0, 1.0, 1)])];
        let [first, second] = changes(&groups, 10.0).unwrap();
        assert_eq!(first.counts(), [3]);
        assert_eq!(second.counts(), [3, 1]);
        assert_eq!(first.values()[0], second.values()[0]);
        assert_eq!(changes(&[tally(&[]), tally(&[(1.0, 2.0, 1)])], 10.0), Err(Undefined::TooFewValues));
    }
}
