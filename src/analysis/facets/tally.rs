//! One pass over a column: how many people stand behind each value.

use super::run::Counts;
use crate::domain::frame::Selection;

/// Neighbouring rows count in different lanes, so that equal values in a row do not wait for one another.
const LANES: usize = 4;

/// One place: people who are not selected and people who are, by lane.
type Cell = [[u32; 2]; LANES];

/// Rows with no value to count.
pub(super) fn nobody(places: usize) -> Vec<Counts> {
    vec![Counts::default(); places]
}

/// Everyone `present` and those of them in `selection`, by the place of their value below `places`. Values with a
/// place past the last are not counted, nor are rows past the end of `values`.
pub(super) fn tally<T>(
    places: usize,
    present: &Selection,
    selection: &Selection,
    values: &[T],
    place_of: impl Fn(&T) -> usize,
) -> Vec<Counts> {
    // The place after the last takes the rows that do not count, so that no row is a branch.
    let mut cells: Vec<Cell> = vec![Cell::default(); places + 1];
    let words = present.words().iter().zip(selection.words());
    for (values, (&present, &selected)) in values.chunks(u64::BITS as usize).zip(words) {
        for (bit, value) in values.iter().enumerate() {
            let place = if is_set(present, bit) { place_of(value).min(places) } else { places };
            if let Some(cell) = cells.get_mut(place) {
                cell[bit % LANES][usize::from(is_set(selected, bit))] += 1;
            }
        }
    }
    cells.truncate(places);
    cells.iter().map(counts_of).collect()
}

const fn is_set(word: u64, bit: usize) -> bool {
    word >> bit & 1 == 1
}

fn counts_of(cell: &Cell) -> Counts {
    cell.iter().fold(Counts::default(), |sum, &[left_out, selected]| {
        sum.plus(Counts { everyone: left_out + selected, selected })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_present_person_counts_once_at_their_own_place(
            people in prop::collection::vec((0_usize..9, any::<bool>(), any::<bool>()), 0..300),
        ) {
            let values: Vec<usize> = people.iter().map(|person| person.0).collect();
            let present = Selection::from_fn(people.len(), |row| people[row].1);
            let selection = Selection::from_fn(people.len(), |row| people[row].2);
            let counted = tally(7, &present, &selection, &values, |&value| value);
            for (place, counts) in counted.iter().enumerate() {
                let here = || people.iter().filter(|person| person.1 && person.0 == place);
                prop_assert_eq!(counts.everyone as usize, here().count());
                prop_assert_eq!(counts.selected as usize, here().filter(|person| person.2).count());
            }
            prop_assert_eq!(counted.len(), 7);
        }
    }
}
