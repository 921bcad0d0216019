//! The bitmap engine: a checked cohort over the columns of a frame.

use super::CheckedCohort;
use super::check::Resolved;
use crate::domain::frame::{Column, Frame, Selection};

/// The people of `frame` who meet `cohort`. A missing value meets no criterion.
///
/// The frame is one of the catalogue the cohort was checked against; a column of another type, or none, is met by
/// nobody.
pub fn select(cohort: &CheckedCohort, frame: Frame<'_>) -> Selection {
    evaluate(&cohort.root, frame)
}

fn evaluate(criterion: &Resolved, frame: Frame<'_>) -> Selection {
    match criterion {
        Resolved::All(criteria) => criteria
            .iter()
            .map(|inner| evaluate(inner, frame))
            .reduce(|met, next| met.and(&next))
            .unwrap_or_else(|| Selection::all(frame.participants)),
        Resolved::NumberRange { place, low, high } => {
            number_range(frame, place.column, low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY))
        }
        Resolved::OneOf { place, levels } => one_of(frame, place.column, levels),
        Resolved::FlagIs { place, answer } => flag_is(frame, place.column, *answer),
    }
}

fn number_range(frame: Frame<'_>, column: usize, low: f64, high: f64) -> Selection {
    let Some(Column::Number { values, present }) = frame.columns.get(column) else {
        return Selection::none(frame.participants);
    };
    let within = |value: &f64| (low..=high).contains(value);
    Selection::from_values(frame.participants, values, within).and(present)
}

fn one_of(frame: Frame<'_>, column: usize, levels: &[u16]) -> Selection {
    let Some(Column::Category { codes, present }) = frame.columns.get(column) else {
        return Selection::none(frame.participants);
    };
    let mut chosen = vec![false; levels.last().map_or(0, |&last| usize::from(last) + 1)];
    for &level in levels {
        if let Some(is_chosen) = chosen.get_mut(usize::from(level)) {
            *is_chosen = true;
        }
    }
    let among = |&code: &u16| chosen.get(usize::from(code)).copied().unwrap_or(false);
    Selection::from_values(frame.participants, codes, among).and(present)
}

fn flag_is(frame: Frame<'_>, column: usize, answer: bool) -> Selection {
    match frame.columns.get(column) {
        Some(Column::Flag { yes, present }) if answer => present.and(yes),
        Some(Column::Flag { yes, present }) => present.and_not(yes),
        Some(Column::Number { .. } | Column::Category { .. } | Column::Date { .. }) | None => {
            Selection::none(frame.participants)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::test_study::{Value, catalogue, columns, definitions, people, range};
    use super::super::{CohortDefinition, Criterion, check};
    use super::*;
    use crate::domain::{Finite, StudyCatalogue, VariableKind};

    /// The definition read literally, one person at a time, by name.
    fn meets(criterion: &Criterion, person: &[Value], catalogue: &StudyCatalogue) -> bool {
        let value = |name| catalogue.variable(name).map(|(position, variable)| (&person[position], variable));
        match criterion {
            Criterion::All(criteria) => criteria.iter().all(|inner| meets(inner, person, catalogue)),
            Criterion::NumberRange { variable, low, high } => match value(variable) {
                Some((Value::Number(Some(number)), _)) => {
                    low.is_none_or(|low: Finite| *number >= low.get())
                        && high.is_none_or(|high: Finite| *number <= high.get())
                }
                _ => false,
            },
            Criterion::OneOf { variable, levels } => match value(variable) {
                Some((Value::Category(Some(code)), variable)) => {
                    let VariableKind::Category { levels: all } = &variable.kind else { return false };
                    levels.contains(&all[usize::from(*code)].code)
                }
                _ => false,
            },
            Criterion::FlagIs { variable, answer } => {
                matches!(value(variable), Some((Value::Flag(Some(given)), _)) if given == answer)
            }
        }
    }

    proptest! {
        #[test]
        fn the_bitmaps_pick_whom_the_definition_read_literally_picks(
            definition in definitions(),
            people in people(),
        ) {
            let catalogue = catalogue();
            let columns = columns(&people);
            let frame = Frame { participants: people.len(), columns: &columns, scores: &[] };
            let selection = select(&check(&definition, &catalogue).expect("fits"), frame);
            let literal: Vec<usize> = people
                .iter()
                .enumerate()
                .filter(|(_, person)| meets(&definition.root, person, &catalogue))
                .map(|(row, _)| row)
                .collect();
            prop_assert_eq!(selection.rows().collect::<Vec<_>>(), literal);
        }
    }

    #[test]
    fn both_limits_are_inclusive_and_a_missing_value_is_out() {
        let present = Selection::from_fn(5, |row| row != 4);
        let columns = [Column::Number { values: vec![29.0, 30.0, 60.0, 61.0, 45.0], present }];
        let frame = Frame { participants: 5, columns: &columns, scores: &[] };
        let definition = CohortDefinition::all_of(vec![range("age", Some(30.0), Some(60.0))]);
        let checked = check(&definition, &catalogue()).expect("fits");
        assert_eq!(select(&checked, frame).rows().collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn a_frame_without_the_column_selects_nobody() {
        let frame = Frame { participants: 3, columns: &[], scores: &[] };
        let definition = CohortDefinition::all_of(vec![range("age", Some(30.0), None)]);
        assert_eq!(select(&check(&definition, &catalogue()).expect("fits"), frame), Selection::none(3));
    }
}
