//! Counting people behind each value.

use super::FacetValue;
use super::index::{FacetIndex, IndexedFacet};
use crate::analysis::gate::is_small;
use crate::domain::frame::{Frame, Selection};
use crate::domain::{Code, StudyCatalogue};
use crate::exhibit::Raw;

/// People behind every value of every filterable number, category and flag, in catalogue order.
#[derive(Debug)]
pub struct FacetsResult {
    pub(super) everyone: u32,
    pub(super) selected: u32,
    pub(super) facets: Vec<FacetCounts>,
}

/// One variable.
#[derive(Debug)]
pub(super) struct FacetCounts {
    pub variable: Code,
    pub rows: Vec<RowCounts>,
    pub missing: Counts,
}

impl FacetCounts {
    /// The people of a row, those without a value after the last.
    pub fn cell(&self, place: usize) -> Option<Counts> {
        if place == self.rows.len() { Some(self.missing) } else { self.rows.get(place).map(|row| row.people) }
    }
}

/// One level, answer or bin.
#[derive(Debug)]
pub(super) struct RowCounts {
    pub value: FacetValue,
    pub people: Counts,
}

/// People with a value, and those of them who are selected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::analysis) struct Counts {
    pub everyone: u32,
    pub selected: u32,
}

impl Counts {
    /// Those who are not selected.
    pub const fn left_out(self) -> u32 {
        self.everyone.saturating_sub(self.selected)
    }

    pub const fn plus(self, other: Self) -> Self {
        Self { everyone: self.everyone + other.everyone, selected: self.selected + other.selected }
    }

    /// Those who are not among the others, who lie within these.
    pub const fn less(self, other: Self) -> Self {
        Self {
            everyone: self.everyone.saturating_sub(other.everyone),
            selected: self.selected.saturating_sub(other.selected),
        }
    }

    /// Whether these, those selected or those left out are 1 to 10.
    pub const fn has_few(self) -> bool {
        is_small(self.everyone) || is_small(self.selected) || is_small(self.left_out())
    }
}

/// Counts everyone and `selection` behind each value of `frame`, a frame of `catalogue`. A column of another type
/// than its variable counts as missing throughout.
pub fn run(frame: Frame<'_>, catalogue: &StudyCatalogue, selection: &Selection) -> Raw<FacetsResult> {
    run_with(&FacetIndex::of(frame, catalogue), selection)
}

/// As [`run`], with what was worked out before of the same frame and catalogue.
pub fn run_with(index: &FacetIndex, selection: &Selection) -> Raw<FacetsResult> {
    Raw::new(count(index, selection))
}

/// As [`run_with`].
pub(in crate::analysis) fn count(index: &FacetIndex, selection: &Selection) -> FacetsResult {
    let (everyone, selected) = (index.participants as u32, selection.count());
    let total = Counts { everyone, selected };
    let facets = index.facets.iter().map(|facet| counted(facet, selection, total)).collect();
    FacetsResult { everyone, selected, facets }
}

impl FacetIndex {
    /// Of each variable the people who meet a rule on it, one for each row, the missing after the last; `None` for a
    /// variable that is not counted.
    pub(in crate::analysis) fn inside(
        &self,
        variable: &Code,
        met: &Selection,
        selection: &Selection,
    ) -> Option<Vec<Counts>> {
        let facet = self.facets.iter().find(|facet| facet.variable == *variable)?;
        let selected = met.and(selection);
        let (all, some) = (facet.counts(met), facet.counts(&selected));
        let rows = all.iter().zip(&some);
        let rows = rows.map(|(all, some)| Counts { everyone: all.selected, selected: some.selected });
        let rows: Vec<Counts> = rows.collect();
        let total = Counts { everyone: met.count(), selected: selected.count() };
        let missing = total.less(rows.iter().copied().fold(Counts::default(), Counts::plus));
        Some(rows.into_iter().chain([missing]).collect())
    }

    /// The variables, in the order in which they are counted.
    pub(in crate::analysis) fn variables(&self) -> impl Iterator<Item = &Code> {
        self.facets.iter().map(|facet| &facet.variable)
    }
}

fn counted(facet: &IndexedFacet, selection: &Selection, total: Counts) -> FacetCounts {
    let people = facet.counts(selection);
    let with_value = people.iter().fold(Counts::default(), |sum, people| sum.plus(*people));
    let missing = Counts {
        everyone: total.everyone.saturating_sub(with_value.everyone),
        selected: total.selected.saturating_sub(with_value.selected),
    };
    let values = facet.values.iter().cloned();
    let rows = values.zip(people).map(|(value, people)| RowCounts { value, people }).collect();
    FacetCounts { variable: facet.variable.clone(), rows, missing }
}

#[cfg(test)]
mod tests {
    use super::super::test_study::{catalogue, catalogue_with_bands, columns};
    use super::*;
    use crate::analysis::facets::PublicFacets;
    use crate::exhibit::{Count, Policy};

    fn exact(frame: Frame<'_>, selection: &Selection) -> PublicFacets {
        run(frame, &catalogue(), selection).publish(Policy::Exact).get().clone()
    }

    #[test]
    fn every_filterable_variable_but_dates_is_counted_in_catalogue_order() {
        let columns = columns();
        let frame = Frame { participants: 6, columns: &columns, scores: &[] };
        let facets = exact(frame, &Selection::all(6)).facets;
        let codes: Vec<&str> = facets.iter().map(|facet| facet.variable.as_str()).collect();
        assert_eq!(codes, ["age", "sex", "migraine"]);
    }

    #[test]
    fn bins_of_a_score_begin_where_the_bands_of_its_instrument_do() {
        let columns = columns();
        let frame = Frame { participants: 6, columns: &columns, scores: &[] };
        let facets = run(frame, &catalogue_with_bands(), &Selection::all(6)).publish(Policy::Exact);
        let starts: Vec<f64> = facets.get().facets[0].rows.iter().filter_map(|row| low(&row.value)).collect();
        assert_eq!(starts.len(), 25, "of a range of 50 points");
        assert!([8.0, 24.0].iter().all(|border| starts.contains(border)), "{starts:?}");
    }

    const fn low(value: &FacetValue) -> Option<f64> {
        match value {
            FacetValue::Bin { low, .. } => Some(low.get()),
            FacetValue::Level { .. } | FacetValue::Answer(_) => None,
        }
    }

    #[test]
    fn rows_and_missing_add_up_to_everyone_and_to_the_selection() {
        let columns = columns();
        let frame = Frame { participants: 6, columns: &columns, scores: &[] };
        let selection = Selection::from_fn(6, |row| row < 4);
        let result = exact(frame, &selection);
        assert_eq!((result.everyone, result.selected), (Count::Exact(6), Count::Exact(4)));
        for facet in result.facets {
            let sum = |pick: fn(&[Count; 2]) -> Count| {
                let rows = facet.rows.iter().map(|row| [row.everyone, row.selected]);
                rows.chain([facet.missing]).filter_map(|pair| pick(&pair).shown()).sum::<u32>()
            };
            assert_eq!((sum(|pair| pair[0]), sum(|pair| pair[1])), (6, 4), "{}", facet.variable);
        }
    }

    #[test]
    fn each_value_is_counted_where_it_belongs() {
        let columns = columns();
        let frame = Frame { participants: 6, columns: &columns, scores: &[] };
        let facets = exact(frame, &Selection::from_fn(6, |row| row == 1)).facets;
        let people = |facet: usize| -> Vec<_> {
            facets[facet].rows.iter().map(|row| (row.everyone.shown(), row.selected.shown())).collect()
        };
        // Ages 18, 20, 64, 65, missing, 30 in bins of five years from 15 to 65.
        assert_eq!(people(0)[..2], [(Some(1), Some(0)), (Some(1), Some(1))]);
        assert_eq!(people(0)[9], (Some(2), Some(0)));
        // Female, male, female, missing, male, female.
        assert_eq!(people(1), [(Some(3), Some(0)), (Some(2), Some(1))]);
        // Migraine yes, no, missing, yes, no, no.
        assert_eq!(people(2), [(Some(2), Some(0)), (Some(3), Some(1))]);
        assert_eq!(facets[2].missing, [Count::Exact(1), Count::Zero]);
    }
}
