//! The bitmap engine: a checked cohort over the columns of a frame.

mod scores;

use super::CheckedCohort;
use super::check::{Limits, Place, Resolved};
use crate::domain::frame::{Column, Frame, Selection};

/// The people of `frame` who meet `cohort`. A missing value meets no criterion but that it is missing.
///
/// The frame is one of the catalogue the cohort was checked against; a column of another type, or none, holds no
/// values.
pub fn select(cohort: &CheckedCohort, frame: Frame<'_>) -> Selection {
    evaluate(&cohort.root, frame)
}

/// The people of `frame` who meet each rule of `cohort` alone, in the order of [`CheckedCohort::rules`]. Those in all
/// of them are those [`select`] picks.
pub fn select_rules(cohort: &CheckedCohort, frame: Frame<'_>) -> Vec<Selection> {
    cohort.resolved_rules.iter().map(|rule| evaluate(rule, frame)).collect()
}

fn evaluate(criterion: &Resolved, frame: Frame<'_>) -> Selection {
    match criterion {
        Resolved::All(criteria) => criteria
            .iter()
            .map(|inner| evaluate(inner, frame))
            .reduce(|met, next| met.and(&next))
            .unwrap_or_else(|| Selection::all(frame.participants)),
        Resolved::Any(criteria) => criteria
            .iter()
            .map(|inner| evaluate(inner, frame))
            .reduce(|met, next| met.or(&next))
            .unwrap_or_else(|| Selection::none(frame.participants)),
        Resolved::Not(inner) => evaluate(inner, frame).complement(),
        Resolved::Number { place, limits } => numbers(frame, *place, *limits),
        Resolved::Date { place, limits } => dates(frame, *place, *limits),
        Resolved::OneOf { place, levels } => one_of(frame, *place, levels),
        Resolved::FlagIs { place, answer } => flag_is(frame, *place, *answer),
        Resolved::Present(place) => present(frame, *place),
        Resolved::Score { place, limits } => scores::within(frame, *place, *limits),
        Resolved::Change { place, baseline, limits } => scores::change(frame, *place, *baseline, *limits),
        Resolved::PercentChange { place, baseline, limits } => {
            scores::percent_change(frame, *place, *baseline, *limits)
        }
        Resolved::ScorePresent(place) => scores::present(frame, *place),
        Resolved::Total { place, last, at_least } => scores::total(frame, *place, *last, *at_least),
    }
}

fn numbers(frame: Frame<'_>, place: Place, limits: Limits<f64>) -> Selection {
    let Some(Column::Number { values, present }) = frame.columns.get(place.column) else {
        return Selection::none(frame.participants);
    };
    let (low, high) = (limits.low.unwrap_or(f64::NEG_INFINITY), limits.high.unwrap_or(f64::INFINITY));
    let within = |value: &f64| (low..=high).contains(value);
    Selection::from_values(frame.participants, values, within).and(present)
}

fn dates(frame: Frame<'_>, place: Place, limits: Limits<i32>) -> Selection {
    let Some(Column::Date { days, present }) = frame.columns.get(place.column) else {
        return Selection::none(frame.participants);
    };
    let (low, high) = (limits.low.unwrap_or(i32::MIN), limits.high.unwrap_or(i32::MAX));
    let within = |day: &i32| (low..=high).contains(day);
    Selection::from_values(frame.participants, days, within).and(present)
}

fn one_of(frame: Frame<'_>, place: Place, levels: &[u16]) -> Selection {
    let Some(Column::Category { codes, present }) = frame.columns.get(place.column) else {
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

fn flag_is(frame: Frame<'_>, place: Place, answer: bool) -> Selection {
    match frame.columns.get(place.column) {
        Some(Column::Flag { yes, present }) if answer => present.and(yes),
        Some(Column::Flag { yes, present }) => present.and_not(yes),
        Some(Column::Number { .. } | Column::Category { .. } | Column::Date { .. }) | None => {
            Selection::none(frame.participants)
        }
    }
}

fn present(frame: Frame<'_>, place: Place) -> Selection {
    frame
        .columns
        .get(place.column)
        .map_or_else(|| Selection::none(frame.participants), |column| column.present().clone())
}

#[cfg(test)]
mod tests;
