//! The bitmap engine: a checked cohort over the columns of a frame.

mod scores;

use std::sync::Arc;

use super::check::{Limits, Place, Resolved};
use super::{CheckedCohort, CriterionCache};
use crate::domain::frame::{Column, Frame, Selection};

/// The people of `frame` who meet `cohort`. A missing value meets no criterion but that it is missing.
///
/// The frame is one of the catalogue the cohort was checked against; a column of another type, or none, holds no
/// values.
pub fn select(cohort: &CheckedCohort, frame: Frame<'_>) -> Selection {
    select_with(cohort, frame, &CriterionCache::none())
}

/// As [`select`], with what `cache` knows of the same frame; what it does not know it keeps.
pub fn select_with(cohort: &CheckedCohort, frame: Frame<'_>, cache: &CriterionCache) -> Selection {
    Arc::unwrap_or_clone(evaluate(&cohort.root, frame, cache))
}

/// The people of `frame` who meet each rule of `cohort` alone, in the order of [`CheckedCohort::rules`]. Those in all
/// of them are those [`select`] picks.
pub fn select_rules(cohort: &CheckedCohort, frame: Frame<'_>) -> Vec<Selection> {
    select_rules_with(cohort, frame, &CriterionCache::none())
}

/// As [`select_rules`], with what `cache` knows of the same frame; what it does not know it keeps.
pub fn select_rules_with(cohort: &CheckedCohort, frame: Frame<'_>, cache: &CriterionCache) -> Vec<Selection> {
    let rules = cohort.resolved_rules.iter();
    rules.map(|rule| Arc::unwrap_or_clone(evaluate(rule, frame, cache))).collect()
}

fn evaluate(criterion: &Resolved, frame: Frame<'_>, cache: &CriterionCache) -> Arc<Selection> {
    let members = |criteria: &[Resolved], combine: fn(&Selection, &Selection) -> Selection| {
        let members = criteria.iter().map(|inner| evaluate(inner, frame, cache));
        members.reduce(|met, next| Arc::new(combine(&met, &next)))
    };
    let kept = |select: &dyn Fn() -> Selection| cache.get_or_select(criterion, select);
    match criterion {
        Resolved::All(criteria) => {
            members(criteria, Selection::and).unwrap_or_else(|| Arc::new(Selection::all(frame.participants)))
        }
        Resolved::Any(criteria) => {
            members(criteria, Selection::or).unwrap_or_else(|| Arc::new(Selection::none(frame.participants)))
        }
        Resolved::Not(inner) => Arc::new(evaluate(inner, frame, cache).complement()),
        Resolved::Number { place, limits } => kept(&|| numbers(frame, *place, *limits)),
        Resolved::Date { place, limits } => kept(&|| dates(frame, *place, *limits)),
        Resolved::OneOf { place, levels } => kept(&|| one_of(frame, *place, levels)),
        Resolved::FlagIs { place, answer } => kept(&|| flag_is(frame, *place, *answer)),
        Resolved::Present(place) => kept(&|| present(frame, *place)),
        Resolved::Score { place, limits } => kept(&|| scores::within(frame, *place, *limits)),
        Resolved::Change { place, baseline, limits } => {
            kept(&|| scores::change(frame, *place, *baseline, *limits))
        }
        Resolved::PercentChange { place, baseline, limits } => {
            kept(&|| scores::percent_change(frame, *place, *baseline, *limits))
        }
        Resolved::ScorePresent(place) => kept(&|| scores::present(frame, *place)),
        Resolved::Total { place, last, at_least } => kept(&|| scores::total(frame, *place, *last, *at_least)),
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
    // A place for every code, so that none needs a check.
    let mut chosen = vec![false; usize::from(u16::MAX) + 1];
    for &level in levels {
        chosen[usize::from(level)] = true;
    }
    let among = |&code: &u16| chosen[usize::from(code)];
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
