//! The time axis.

use std::collections::{BTreeMap, BTreeSet};

use super::super::limits::MAX_TIME_POINTS;
use super::check::Findings;
use super::document::{InstrumentEntry, PointEntry, TimeEntry};
use super::{Shape, TimeRule};
use crate::domain::{Finite, TimeAxis, TimePoint, TimeUnit};

/// The axis, and for a long file its time column.
pub fn check(
    entry: &TimeEntry,
    instruments: &[InstrumentEntry],
    shape: Shape,
    findings: &mut Findings,
) -> (TimeAxis, Option<TimeRule>) {
    let axis = TimeAxis { unit: entry.unit, points: points(entry, findings) };
    let rule = match (shape, &entry.column) {
        (Shape::Wide, None) => {
            refuse_values(entry, findings);
            None
        }
        (Shape::Wide, Some(_)) => {
            findings.report(
                "time.column",
                "is for shape = \"long\"; a wide file names its columns by time point.",
            );
            None
        }
        (Shape::Long, Some(column)) => Some(TimeRule {
            column: findings.column("time.column", column),
            values: values(entry, instruments, findings),
        }),
        (Shape::Long, None) => {
            findings
                .report("time.column", "is missing; a long file needs the column that says the time point.");
            None
        }
    };
    (axis, rule)
}

fn points(entry: &TimeEntry, findings: &mut Findings) -> Vec<TimePoint> {
    if entry.points.is_empty() || entry.points.len() > MAX_TIME_POINTS {
        findings.report("time.points", format!("must list 1 to {MAX_TIME_POINTS} time points."));
    }
    let mut seen = BTreeSet::new();
    let mut previous: Option<Finite> = None;
    let mut points = Vec::new();
    for (index, point) in entry.points.iter().take(MAX_TIME_POINTS).enumerate() {
        let key = format!("time.points[{index}]");
        check_offset(&key, point, entry.unit, previous, findings);
        previous = point.offset.or(previous);
        let label = findings.label(&format!("{key}.label"), &point.label);
        if let Some(code) = findings.code(&format!("{key}.code"), &point.code) {
            findings.once(&format!("{key}.code"), &mut seen, &code);
            points.push(TimePoint { code, label, offset: point.offset });
        }
    }
    points
}

fn check_offset(
    key: &str,
    point: &PointEntry,
    unit: TimeUnit,
    previous: Option<Finite>,
    findings: &mut Findings,
) {
    let key = format!("{key}.offset");
    match (unit, point.offset) {
        (TimeUnit::Visit, None) => {}
        (TimeUnit::Visit, Some(_)) => {
            findings.report(
                &key,
                "has no place with unit = \"visit\", whose points have an order but no distance.",
            );
        }
        (TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day | TimeUnit::Week | TimeUnit::Month, None) => {
            findings.report(
                &key,
                "is missing; give the distance from the start in the unit, or use unit = \"visit\".",
            );
        }
        (
            TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day | TimeUnit::Week | TimeUnit::Month,
            Some(offset),
        ) => {
            if previous.is_some_and(|before| offset <= before) {
                findings.report(&key, "must be larger than that of the point before; list points in order.");
            }
        }
    }
}

fn refuse_values(entry: &TimeEntry, findings: &mut Findings) {
    for (index, point) in entry.points.iter().enumerate() {
        if !point.value.0.is_empty() {
            findings.report(
                &format!("time.points[{index}].value"),
                "is for shape = \"long\"; a wide file names its columns by time point.",
            );
        }
    }
}

/// Source values of the time column. Only a baseline that has its own column may have none.
fn values(
    entry: &TimeEntry,
    instruments: &[InstrumentEntry],
    findings: &mut Findings,
) -> BTreeMap<String, u16> {
    let mut values = BTreeMap::new();
    for (position, point) in entry.points.iter().take(MAX_TIME_POINTS).enumerate() {
        let key = format!("time.points[{position}].value");
        let has_own_column = instruments.iter().any(|instrument| {
            instrument.baseline_column.is_some() && instrument.baseline.as_ref() == Some(&point.code)
        });
        if point.value.0.is_empty() && !has_own_column {
            findings.report(&key, "is missing; say which text of the time column means this time point.");
        }
        findings.add_values(&key, &point.value, &BTreeSet::new(), (&mut values, || position as u16));
    }
    values
}
