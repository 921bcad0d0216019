//! Criteria on scores, answered from their codes.
//!
//! A table of distinct values is ascending, and every predicate here is met by a run of it: the values within limits,
//! and, from a given baseline, the values whose change is. (Subtraction and multiplication by a constant of one sign
//! keep the order in doubles too.) So each predicate is evaluated by bisection once, or once for each distinct
//! baseline, and one pass compares codes.

use std::ops::Range;

use crate::cohort::check::{Limits, ScorePlace};
use crate::domain::frame::{Frame, ScoreMatrix, Selection};
use crate::domain::{is_percent_change_within, points_change};

pub(super) fn within(frame: Frame<'_>, place: ScorePlace, limits: Limits<f64>) -> Selection {
    let Some(matrix) = frame.scores.get(place.instrument) else {
        return Selection::none(frame.participants);
    };
    let codes = run(
        matrix.value_table(),
        |value| limits.low.is_some_and(|low| value < low),
        |value| limits.high.is_none_or(|high| value <= high),
    );
    Selection::from_values(frame.participants, matrix.codes_at(place.time), |code| codes.contains(code))
}

pub(super) fn present(frame: Frame<'_>, place: ScorePlace) -> Selection {
    let codes = frame.scores.get(place.instrument).map_or(&[][..], |matrix| matrix.codes_at(place.time));
    Selection::from_values(frame.participants, codes, |code| *code != ScoreMatrix::MISSING)
}

pub(super) fn change(frame: Frame<'_>, place: ScorePlace, baseline: usize, limits: Limits<f64>) -> Selection {
    pairs(frame, place, baseline, |start, table| {
        run(
            table,
            |value| limits.low.is_some_and(|low| points_change(start, value) < low),
            |value| limits.high.is_none_or(|high| points_change(start, value) <= high),
        )
    })
}

pub(super) fn percent_change(
    frame: Frame<'_>,
    place: ScorePlace,
    baseline: usize,
    limits: Limits<f64>,
) -> Selection {
    pairs(frame, place, baseline, |start, table| {
        // Below the low limit the predicate with that limit alone is false; where it always is, nothing is left.
        run(
            table,
            |value| !is_percent_change_within(start, value, limits.low, None),
            |value| is_percent_change_within(start, value, None, limits.high),
        )
    })
}

/// The people whose code at the place lies in the run that belongs to their baseline.
fn pairs(
    frame: Frame<'_>,
    place: ScorePlace,
    baseline: usize,
    run_from: impl Fn(f64, &[f64]) -> Range<u16>,
) -> Selection {
    let Some(matrix) = frame.scores.get(place.instrument) else {
        return Selection::none(frame.participants);
    };
    let table = matrix.value_table();
    let runs: Vec<Range<u16>> = table.iter().map(|&start| run_from(start, table)).collect();
    let (starts, codes) = (matrix.codes_at(baseline), matrix.codes_at(place.time));
    Selection::from_pairs(frame.participants, starts, codes, |start, code| {
        runs.get(usize::from(*start)).is_some_and(|run| run.contains(code))
    })
}

/// The codes of the run of an ascending table that begins after the values below and goes on while `is_up_to` holds.
/// A missing score's code lies in no run.
fn run(table: &[f64], is_below: impl Fn(f64) -> bool, is_up_to: impl Fn(f64) -> bool) -> Range<u16> {
    let first = table.partition_point(|&value| is_below(value));
    let end = table.partition_point(|&value| is_up_to(value));
    // A table has at most 65,535 values, so a place in it fits.
    let code = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
    code(first)..code(end)
}

/// Added up in the order of time, a missing value adding nothing.
pub(super) fn total(frame: Frame<'_>, place: ScorePlace, last: usize, at_least: f64) -> Selection {
    let Some(matrix) = frame.scores.get(place.instrument) else {
        return Selection::none(frame.participants);
    };
    let table = matrix.value_table();
    let columns: Vec<&[u16]> = (place.time..=last).map(|time| matrix.codes_at(time)).collect();
    let value = |code: &u16| table.get(usize::from(*code)).copied().unwrap_or(0.0);
    let mut is_reached = vec![false; frame.participants];
    for (block, is_reached) in is_reached.chunks_mut(BLOCK).enumerate() {
        let mut totals = [0.0; BLOCK];
        for codes in &columns {
            let codes = codes.get(block * BLOCK..).unwrap_or_default();
            totals.iter_mut().zip(codes).for_each(|(total, code)| *total += value(code));
        }
        is_reached.iter_mut().zip(&totals).for_each(|(is_reached, total)| *is_reached = *total >= at_least);
    }
    Selection::from_values(frame.participants, &is_reached, |is_reached| *is_reached)
}

/// People added up at a time, so that their totals stay in the nearest cache.
const BLOCK: usize = 1_024;
