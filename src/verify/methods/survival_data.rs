//! Times to an event, read from the columns of a case.

use serde_json::Value;

use super::{Call, CaseError, Field, field};
use crate::stats::Undefined;
use crate::stats::survival::{FollowUp, RiskTable, Status, aligned};
use crate::verify::Cell;
use crate::verify::call::{bad, levels};

/// The arguments of every method on times to an event.
pub(super) const TIME: Field = field("time", "column of the time of the event or of the end of observation");
pub(super) const START: Field =
    field("start", "instead of time: column of the time after which observation begins, with stop");
pub(super) const STOP: Field = field("stop", "column of the time at which the interval from start on ends");
pub(super) const EVENT: Field =
    field("event", "column saying whether the event happened; without it everywhere");
pub(super) const EVENT_VALUE: Field =
    field("event_value", "what that column says of an event; 1, or TRUE in a column of TRUE and FALSE");
pub(super) const EVENTS: Field =
    field("events", "instead of people: column of the number of events at each time");
pub(super) const CENSORED: Field =
    field("censored", "with events: column of the number censored at each time");

/// Groups in order, each by its level.
pub(super) struct Groups {
    pub levels: Vec<String>,
    pub of_row: Vec<Option<usize>>,
}

/// The levels of `argument`; one nameless group when the case does not give it.
pub(super) fn groups(call: &Call<'_>, argument: &str, rows: usize) -> Result<Groups, CaseError> {
    if !call.has(argument) {
        return Ok(Groups { levels: vec![String::new()], of_row: vec![Some(0); rows] });
    }
    let labels = call.labels(argument)?;
    let levels =
        if argument == "group" && call.has("levels") { call.words("levels")? } else { levels(&labels) };
    let place = |label: &Option<String>| levels.iter().position(|level| Some(level) == label.as_ref());
    let of_row = labels.iter().map(place).collect();
    Ok(Groups { levels, of_row })
}

/// The time under observation of each row, ties aligned; `None` where a cell is missing.
fn aligned_follow_up(call: &Call<'_>) -> Result<Vec<Option<FollowUp>>, CaseError> {
    let rows = follow_up(call)?;
    let complete: Vec<FollowUp> = rows.iter().copied().flatten().collect();
    let mut aligned = aligned(&complete)?.into_iter();
    Ok(rows.iter().map(|row| row.and_then(|_| aligned.next())).collect())
}

/// The time under observation of each row as it is given; `None` where a cell is missing.
pub(super) fn follow_up(call: &Call<'_>) -> Result<Vec<Option<FollowUp>>, CaseError> {
    let stop = call.numbers(if call.has("stop") { "stop" } else { "time" })?;
    let start = if call.has("stop") { Some(call.numbers("start")?) } else { None };
    let status = statuses(call, stop.len())?;
    let row = |row: usize| {
        let (stop, status) = (stop.get(row).copied().flatten()?, status.get(row).copied().flatten()?);
        match &start {
            None => Some(FollowUp::until(stop, status)),
            Some(start) => Some(FollowUp::between(start.get(row).copied().flatten()?, stop, status)),
        }
    };
    Ok((0..stop.len()).map(row).collect())
}

fn statuses(call: &Call<'_>, rows: usize) -> Result<Vec<Option<Status>>, CaseError> {
    if !call.has("event") {
        return Ok(vec![Some(Status::Event); rows]);
    }
    let wanted = value(call, "event_value", "1")?;
    let is_true = |cell: &Cell| !call.has("event_value") && cell.text() == Some("TRUE");
    let status = |cell: &Cell| match cell {
        Cell::Missing => None,
        Cell::Number(..) | Cell::Text(_) if same(cell, &wanted) || is_true(cell) => Some(Status::Event),
        Cell::Number(..) | Cell::Text(_) => Some(Status::Censored),
    };
    Ok(call.cells("event")?.iter().map(status).collect())
}

/// A value to be found in a column, given as a number or a word.
pub(super) fn value(call: &Call<'_>, name: &str, default: &str) -> Result<Cell, CaseError> {
    let given = if call.has(name) { call.argument(name)?.clone() } else { Value::from(default) };
    let text = crate::verify::table::cell(&given).and_then(|cell| cell.text().map(str::to_owned));
    let text = text.ok_or_else(|| bad(name, "a number or a word"))?;
    let number = crate::domain::reading::number(&text).map(crate::domain::Finite::get);
    Ok(number.map_or_else(|| Cell::Text(text.clone()), |number| Cell::Number(number, text.clone())))
}

/// Whether the cell says this: numbers by their value, words by their letters.
pub(super) fn same(cell: &Cell, wanted: &Cell) -> bool {
    match (cell, wanted) {
        (Cell::Number(a, _), Cell::Number(b, _)) => a == b,
        (Cell::Text(a), Cell::Text(b)) => a == b,
        (
            Cell::Number(..) | Cell::Text(_) | Cell::Missing,
            Cell::Number(..) | Cell::Text(_) | Cell::Missing,
        ) => false,
    }
}

/// Risk tables by stratum and group, with the levels of the groups.
pub(super) type LevelsAndStrata = (Vec<String>, Vec<Vec<Option<RiskTable>>>);

/// The risk tables by stratum and group, with the levels of the groups. A group that a stratum lacks has none there.
pub(super) fn risk_tables(call: &Call<'_>) -> Result<LevelsAndStrata, CaseError> {
    let counted = call.has("events");
    let rows = if counted { counted_rows(call)? } else { people_rows(call)? };
    let (groups, strata) = (groups(call, "group", rows.len())?, groups(call, "strata", rows.len())?);
    let table = |stratum: usize, group: usize| {
        let is_member = |row: &usize| {
            groups.of_row.get(*row).copied().flatten() == Some(group)
                && strata.of_row.get(*row).copied().flatten() == Some(stratum)
        };
        let members = (0..rows.len()).filter(is_member).filter_map(|row| rows[row]);
        of_rows(&members.collect::<Vec<_>>())
    };
    let stratum = |stratum| (0..groups.levels.len()).map(|group| table(stratum, group)).collect();
    let tables: Result<Vec<Vec<_>>, Undefined> = (0..strata.levels.len()).map(stratum).collect();
    Ok((groups.levels, tables?))
}

/// A row of the data: a person, or counts at a time.
#[derive(Clone, Copy)]
enum Row {
    Person(FollowUp),
    Counts(f64, u32, u32),
}

fn people_rows(call: &Call<'_>) -> Result<Vec<Option<Row>>, CaseError> {
    Ok(aligned_follow_up(call)?.into_iter().map(|row| row.map(Row::Person)).collect())
}

fn counted_rows(call: &Call<'_>) -> Result<Vec<Option<Row>>, CaseError> {
    let times = call.numbers("time")?;
    let counts = |name: &str| {
        let whole = |count: Option<f64>| match count {
            Some(count) if count >= 0.0 && count <= f64::from(u32::MAX) && count.trunc() == count => {
                Ok(count as u32)
            }
            None => Ok(0),
            Some(_) => Err(bad(name, "a column of whole numbers, 0 or more")),
        };
        call.numbers(name)?.into_iter().map(whole).collect::<Result<Vec<u32>, CaseError>>()
    };
    let (events, censored) = (counts("events")?, counts("censored")?);
    let row = |((time, events), censored): ((&Option<f64>, &u32), &u32)| {
        time.map(|time| Row::Counts(time, *events, *censored))
    };
    Ok(times.iter().zip(&events).zip(&censored).map(row).collect())
}

fn of_rows(rows: &[Row]) -> Result<Option<RiskTable>, Undefined> {
    let (mut people, mut times, mut events, mut censored) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        match row {
            Row::Person(person) => people.push(*person),
            Row::Counts(time, event, censor) => {
                times.push(*time);
                events.push(*event);
                censored.push(*censor);
            }
        }
    }
    let table = if times.is_empty() {
        RiskTable::of_people(&people)
    } else {
        RiskTable::of_counts(&times, &events, &censored)
    };
    match table {
        Ok(table) => Ok(Some(table)),
        Err(Undefined::TooFewValues) => Ok(None),
        Err(other) => Err(other),
    }
}
