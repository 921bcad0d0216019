//! Counting people behind each value.

use super::FacetValue;
use super::bins::Bins;
use super::tally::{nobody, tally};
use crate::domain::frame::{Column, Frame, Selection};
use crate::domain::{Code, Level, StudyCatalogue, Variable, VariableKind};
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

/// One level, answer or bin.
#[derive(Debug)]
pub(super) struct RowCounts {
    pub value: FacetValue,
    pub people: Counts,
}

/// People with a value, and those of them who are selected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
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
}

/// Counts everyone and `selection` behind each value of `frame`, a frame of `catalogue`. A column of another type
/// than its variable counts as missing throughout.
pub fn run(frame: Frame<'_>, catalogue: &StudyCatalogue, selection: &Selection) -> Raw<FacetsResult> {
    let facets = catalogue
        .variables
        .iter()
        .zip(frame.columns)
        .filter(|(variable, _)| variable.filterable)
        .filter_map(|(variable, column)| facet(variable, column, selection))
        .collect();
    Raw::new(FacetsResult { everyone: frame.participants as u32, selected: selection.count(), facets })
}

/// `None` for a date, which no page filters by.
fn facet(variable: &Variable, column: &Column, selection: &Selection) -> Option<FacetCounts> {
    let rows = match &variable.kind {
        VariableKind::Number { range, .. } => number_rows(&Bins::of(*range), column, selection),
        VariableKind::Category { levels } => level_rows(levels, column, selection),
        VariableKind::Flag => answer_rows(column, selection),
        VariableKind::Date => return None,
    };
    let total = Counts { everyone: selection.participants() as u32, selected: selection.count() };
    let counted = rows.iter().fold(Counts::default(), |sum, row| sum.plus(row.people));
    let missing = Counts {
        everyone: total.everyone.saturating_sub(counted.everyone),
        selected: total.selected.saturating_sub(counted.selected),
    };
    Some(FacetCounts { variable: variable.code.clone(), rows, missing })
}

fn number_rows(bins: &Bins, column: &Column, selection: &Selection) -> Vec<RowCounts> {
    let people = match column {
        Column::Number { values, present } => {
            tally(bins.len(), present, selection, values, |&value| bins.position(value))
        }
        Column::Category { .. } | Column::Flag { .. } | Column::Date { .. } => nobody(bins.len()),
    };
    let values = bins.limits().map(|(low, high)| FacetValue::Bin { low, high });
    values.zip(people).map(|(value, people)| RowCounts { value, people }).collect()
}

fn level_rows(levels: &[Level], column: &Column, selection: &Selection) -> Vec<RowCounts> {
    let people = match column {
        Column::Category { codes, present } => {
            tally(levels.len(), present, selection, codes, |&code| usize::from(code))
        }
        Column::Number { .. } | Column::Flag { .. } | Column::Date { .. } => nobody(levels.len()),
    };
    let value = |level: &Level| FacetValue::Level { code: level.code.clone(), label: level.label.clone() };
    levels.iter().zip(people).map(|(level, people)| RowCounts { value: value(level), people }).collect()
}

fn answer_rows(column: &Column, selection: &Selection) -> Vec<RowCounts> {
    let people = match column {
        Column::Flag { yes, present } => [present.and(yes), present.and_not(yes)]
            .map(|with_it| Counts { everyone: with_it.count(), selected: with_it.and(selection).count() }),
        Column::Number { .. } | Column::Category { .. } | Column::Date { .. } => [Counts::default(); 2],
    };
    let answers = [true, false].into_iter().zip(people);
    answers.map(|(answer, people)| RowCounts { value: FacetValue::Answer(answer), people }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::test_study::{catalogue, columns};
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
