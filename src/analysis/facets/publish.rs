//! What of the counts a viewer may see.
//!
//! Everyone's counts and bins are hidden and merged by everyone's counts alone, so they are the same for every
//! selection. A count of the selected is hidden when it is small, when those left out behind the same value are
//! few, or when everyone's count is hidden; then the line is completed so that no hidden cell follows from its
//! neighbours.

use super::run::{Counts, FacetCounts, FacetsResult, RowCounts};
use super::{FacetRow, FacetValue, PublicFacet, PublicFacets};
use crate::analysis::gate::{Gate, gate, is_small};
use crate::exhibit::disclosure::{hide_linked, hide_linked_from};
use crate::exhibit::{Count, Policy, Publish};

impl Publish for FacetsResult {
    type Public = PublicFacets;

    fn publish(self, policy: Policy) -> PublicFacets {
        let gate = gate(self.everyone, self.selected, policy);
        PublicFacets {
            everyone: policy.count(self.everyone),
            selected: match gate {
                Gate::Suppressed => Count::Hidden,
                Gate::Open | Gate::Empty => policy.count(self.selected),
            },
            facets: self.facets.into_iter().map(|facet| publish_facet(facet, gate, policy)).collect(),
        }
    }
}

fn publish_facet(facet: FacetCounts, gate: Gate, policy: Policy) -> PublicFacet {
    let rows = match policy {
        Policy::Exact => facet.rows,
        Policy::Rounded => merge_small_bins(facet.rows),
    };
    let cells: Vec<Counts> = rows.iter().map(|row| row.people).chain([facet.missing]).collect();
    let everyone = hide_linked(&cells.iter().map(|cell| cell.everyone).collect::<Vec<_>>(), policy);
    let selected = publish_selected(&cells, &everyone, gate, policy);
    let mut counts = everyone.into_iter().zip(selected);
    let rows = rows
        .into_iter()
        .zip(&mut counts)
        .map(|(row, (everyone, selected))| FacetRow { value: row.value, everyone, selected })
        .collect();
    // The cell after the rows is the missing one.
    let missing = counts.next().map_or([Count::Hidden; 2], |(everyone, selected)| [everyone, selected]);
    PublicFacet { variable: facet.variable, rows, missing }
}

fn publish_selected(cells: &[Counts], everyone: &[Count], gate: Gate, policy: Policy) -> Vec<Count> {
    let shown = match gate {
        Gate::Suppressed => None,
        Gate::Open | Gate::Empty => {
            let shown = cells.iter().zip(everyone).map(|(&cell, &all)| selected_alone(cell, all, policy));
            hide_linked_selected(cells, everyone, shown.collect())
        }
    };
    shown.unwrap_or_else(|| vec![Count::Hidden; cells.len()])
}

/// Completes the hidden cells of a line until neither the selected nor those left out behind them follow from the
/// totals; `None` when the whole line must be withheld.
fn hide_linked_selected(cells: &[Counts], everyone: &[Count], mut shown: Vec<Count>) -> Option<Vec<Count>> {
    let people: Vec<u32> = cells.iter().map(|cell| cell.selected).collect();
    loop {
        shown = hide_linked_from(&people, shown);
        match shown.iter().filter(|count| **count == Count::Hidden).count() {
            0 => return Some(shown),
            1 => return None,
            _ if !is_small(left_out_unseen(cells, everyone, &shown)) => return Some(shown),
            _ => hide_smallest(&people, &mut shown)?,
        }
    }
}

/// Those left out in the cells where everyone or the selected are hidden, together: what the totals leave over.
fn left_out_unseen(cells: &[Counts], everyone: &[Count], selected: &[Count]) -> u32 {
    let lines = cells.iter().zip(everyone.iter().zip(selected));
    lines
        .filter(|(_, (all, some))| [*all, *some].contains(&&Count::Hidden))
        .map(|(cell, _)| cell.left_out())
        .sum()
}

/// `None` when no count but zeros is left to hide.
fn hide_smallest(people: &[u32], shown: &mut [Count]) -> Option<()> {
    let shown_people =
        people.iter().zip(shown).filter(|(people, count)| **people > 0 && **count != Count::Hidden);
    let (_, count) = shown_people.min_by_key(|(people, _)| **people)?;
    *count = Count::Hidden;
    Some(())
}

/// One cell of the selected, before its neighbours are looked at.
fn selected_alone(cell: Counts, everyone: Count, policy: Policy) -> Count {
    match policy {
        Policy::Rounded if cell.selected == 0 => Count::Zero,
        Policy::Rounded if everyone == Count::Hidden || is_small(cell.left_out()) => Count::Hidden,
        Policy::Exact | Policy::Rounded => policy.count(cell.selected),
    }
}

/// Bins from left to right, each taking in the next until it holds [`Policy::THRESHOLD`] of everyone; what remains
/// joins the last. Levels and answers stay as they are.
fn merge_small_bins(rows: Vec<RowCounts>) -> Vec<RowCounts> {
    let mut merged: Vec<RowCounts> = Vec::with_capacity(rows.len());
    for row in rows {
        match merged.last_mut() {
            Some(open) if open.people.everyone < Policy::THRESHOLD && can_join(open, &row) => {
                join(open, &row);
            }
            Some(_) | None => merged.push(row),
        }
    }
    let remains = merged.last().is_some_and(|last| last.people.everyone < Policy::THRESHOLD);
    if remains && let Some(last) = merged.pop() {
        match merged.last_mut() {
            Some(before) if can_join(before, &last) => join(before, &last),
            Some(_) | None => merged.push(last),
        }
    }
    merged
}

const fn can_join(left: &RowCounts, right: &RowCounts) -> bool {
    matches!((&left.value, &right.value), (FacetValue::Bin { .. }, FacetValue::Bin { .. }))
}

fn join(left: &mut RowCounts, right: &RowCounts) {
    if let (FacetValue::Bin { high, .. }, FacetValue::Bin { high: further, .. }) =
        (&mut left.value, &right.value)
    {
        *high = *further;
        left.people = left.people.plus(right.people);
    }
}

#[cfg(test)]
mod tests {
    use super::super::attack::{facet, publish_one};
    use super::*;
    use crate::domain::Finite;

    const fn counts(everyone: u32, selected: u32) -> Counts {
        Counts { everyone, selected }
    }

    fn selected(public: &PublicFacet) -> Vec<Count> {
        public.rows.iter().map(|row| row.selected).collect()
    }

    fn edges(everyone: &[u32]) -> Vec<(f64, f64, u32)> {
        let finite = |value: usize| Finite::new(value as f64).expect("finite");
        let bin = |(index, &people): (usize, &u32)| RowCounts {
            value: FacetValue::Bin { low: finite(index), high: finite(index + 1) },
            people: counts(people, 0),
        };
        let merged = merge_small_bins(everyone.iter().enumerate().map(bin).collect());
        let edge = |row: RowCounts| match row.value {
            FacetValue::Bin { low, high } => (low.get(), high.get(), row.people.everyone),
            FacetValue::Level { .. } | FacetValue::Answer(_) => unreachable!("bins only"),
        };
        merged.into_iter().map(edge).collect()
    }

    #[test]
    fn bins_take_in_their_right_neighbours_until_they_hold_eleven() {
        assert_eq!(edges(&[3, 7, 1, 11, 4, 30]), [(0.0, 3.0, 11), (3.0, 4.0, 11), (4.0, 6.0, 34)]);
    }

    #[test]
    fn what_remains_at_the_end_joins_the_last_bin() {
        assert_eq!(edges(&[20, 11, 10]), [(0.0, 1.0, 20), (1.0, 3.0, 21)]);
        assert_eq!(edges(&[20, 0, 0]), [(0.0, 3.0, 20)]);
        assert_eq!(edges(&[2, 3]), [(0.0, 2.0, 5)]);
        assert_eq!(edges(&[]), []);
    }

    #[test]
    fn the_threshold_edges_hold_for_the_selected_and_for_those_left_out() {
        // Two rows of one hundred each; only the first varies.
        let first = |selected_first: u32| {
            let public = publish_one(facet(&[(100, selected_first), (100, 50)], (0, 0)), Policy::Rounded);
            selected(&public.facets[0])[0]
        };
        let cases = [
            (0, Count::Zero),
            (1, Count::Hidden),
            (10, Count::Hidden),
            (11, Count::About(13)),
            (15, Count::About(13)),
            (16, Count::About(18)),
            (89, Count::About(88)),
            (90, Count::Hidden),
            (99, Count::Hidden),
            (100, Count::About(98)),
        ];
        for (people, expected) in cases {
            assert_eq!(first(people), expected, "{people} of 100");
        }
    }

    #[test]
    fn a_hidden_row_takes_another_with_it() {
        let public = publish_one(facet(&[(100, 5), (100, 30), (100, 60)], (0, 0)), Policy::Rounded);
        assert_eq!(selected(&public.facets[0]), [Count::Hidden, Count::Hidden, Count::About(58)]);
    }

    #[test]
    fn few_missing_people_are_a_cell_like_any_other() {
        let public = publish_one(facet(&[(100, 40), (200, 50)], (4, 4)), Policy::Rounded);
        let facet = &public.facets[0];
        assert_eq!(facet.missing, [Count::Hidden, Count::Hidden]);
        assert_eq!([facet.rows[0].everyone, facet.rows[1].everyone], [Count::Hidden, Count::About(198)]);
        assert_eq!(selected(facet), [Count::Hidden, Count::About(48)]);
    }

    #[test]
    fn a_selection_too_small_to_show_hides_every_selected_count_and_no_other() {
        for (first, second) in [(0, 0), (4, 6), (100, 95)] {
            let public = publish_one(facet(&[(100, first), (100, second)], (0, 0)), Policy::Rounded);
            assert_eq!(public.selected, Count::Hidden);
            assert_eq!(selected(&public.facets[0]), [Count::Hidden; 2]);
            assert_eq!(public.facets[0].missing[1], Count::Hidden);
            assert_eq!(public.facets[0].rows[0].everyone, Count::About(98));
        }
    }

    #[test]
    fn those_who_may_see_everything_do() {
        let public = publish_one(facet(&[(3, 1), (100, 99)], (2, 0)), Policy::Exact);
        assert_eq!(selected(&public.facets[0]), [Count::Exact(1), Count::Exact(99)]);
        assert_eq!(public.facets[0].missing, [Count::Exact(2), Count::Zero]);
    }
}
