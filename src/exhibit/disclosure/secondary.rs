//! Secondary suppression: a hidden cell must not be worked out from its neighbours and a total.

use super::{Count, Policy};

/// Publishes the cells of one line that add up to a total shown elsewhere.
///
/// When something non-zero is hidden, at least two non-zero cells are hidden and together they hold at least
/// [`Policy::THRESHOLD`] people; the smallest remaining non-zero cell is hidden until that holds or none is left.
/// Under [`Policy::Exact`] nothing is hidden. The rule of the Centers for Medicare & Medicaid Services
/// (no cell of 1 to 10, nor anything it can be derived from).
pub fn hide_linked(people: &[u32], policy: Policy) -> Vec<Count> {
    hide_linked_from(people, people.iter().map(|&n| policy.count(n)).collect())
}

/// As [`hide_linked`], for a line of which some cells are hidden already: one count in `shown` for each of `people`.
pub fn hide_linked_from(people: &[u32], mut shown: Vec<Count>) -> Vec<Count> {
    while needs_another(people, &shown) {
        let next = (0..people.len())
            .filter(|&index| people[index] > 0 && shown[index] != Count::Hidden)
            .min_by_key(|&index| people[index]);
        match next {
            Some(index) => shown[index] = Count::Hidden,
            None => break,
        }
    }
    shown
}

fn needs_another(people: &[u32], shown: &[Count]) -> bool {
    let hidden = people.iter().zip(shown).filter(|(_, count)| **count == Count::Hidden);
    let (cells, sum) = hidden.fold((0, 0), |(cells, sum), (n, _)| (cells + 1, sum + n));
    cells > 0 && (cells < 2 || sum < Policy::THRESHOLD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_hidden_cell_takes_the_smallest_neighbour_with_it() {
        let shown = hide_linked(&[40, 7, 20], Policy::Rounded);
        assert_eq!(shown, [Count::About(38), Count::Hidden, Count::Hidden]);
    }

    #[test]
    fn hidden_cells_that_sum_under_the_threshold_take_another() {
        let shown = hide_linked(&[40, 3, 2, 0], Policy::Rounded);
        assert_eq!(shown, [Count::Hidden, Count::Hidden, Count::Hidden, Count::Zero]);
    }

    #[test]
    fn nothing_is_hidden_from_those_who_may_see_it() {
        assert_eq!(hide_linked(&[1, 0], Policy::Exact), [Count::Exact(1), Count::Zero]);
    }
}
