//! The computation.

use super::TableOneOptions;
use super::result::{
    Body, Characteristic, CharacteristicLevel, NumberSummary, Quartiles, Shape, TableGroup, TableOneResult,
};
use crate::analysis::AnalysisError;
use crate::analysis::compare::DisjointGroups;
use crate::analysis::groups::{Groups, Slots, groups, pair};
use crate::analysis::question::mismatch;
use crate::analysis::words::upper_first;
use crate::domain::frame::{Column, Frame, ScoreMatrix, Selection};
use crate::domain::{Code, Instrument, NumberRange, StudyCatalogue, Variable, VariableKind};
use crate::exhibit::Raw;
use crate::stats::{Moments, quantile_of_histogram, quantile_of_unsorted, skewness, skewness_of_histogram};

/// Baseline characteristics of the selected people by group: people at each level of every category and flag, mean, SD
/// and quartiles of every number and of every instrument's baseline score.
///
/// Variables that people may not filter by, that are set after the start, dates and the grouping itself are left out.
/// Whether a number is summarised by its mean or its median is decided on the whole study, see [`Shape`], so that it
/// does not change with the cohort.
///
/// # Errors
/// A sentence when the grouping is unknown or the frame or selection does not fit the catalogue.
pub fn run(
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    selection: &Selection,
    options: &TableOneOptions,
) -> Result<Raw<TableOneResult>, AnalysisError> {
    if selection.participants() != frame.participants {
        return Err(mismatch("numbers of people"));
    }
    let groups = groups(frame, catalogue, selection, options.grouping.as_ref())?;
    described(frame, catalogue, groups, options.grouping.as_slice())
}

/// Baseline characteristics of two groups, by the names in `labels`. What `decides` who is in them is left out.
///
/// # Errors
/// A sentence when the frame or a group does not fit the catalogue.
pub fn run_pair(
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    compared: &DisjointGroups,
    labels: [&str; 2],
    decides: &[Code],
) -> Result<Raw<TableOneResult>, AnalysisError> {
    let [first, second] = compared.selections();
    if [first, second].iter().any(|group| group.participants() != frame.participants) {
        return Err(mismatch("numbers of people"));
    }
    described(frame, catalogue, pair(labels, compared), decides)
}

fn described(
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    groups: Groups<'_>,
    left_out: &[Code],
) -> Result<Raw<TableOneResult>, AnalysisError> {
    let Groups { names, slots, selected, pair } = groups;
    let is_shown = |variable: &Variable| {
        variable.filterable && !variable.post_baseline && !left_out.contains(&variable.code)
    };
    let mut characteristics = Vec::new();
    for (variable, column) in catalogue.variables.iter().zip(frame.columns) {
        if is_shown(variable) {
            characteristics.extend(of_variable(variable, column, &slots)?);
        }
    }
    for (instrument, scores) in catalogue.instruments.iter().zip(frame.scores) {
        characteristics.extend(of_instrument(catalogue, instrument, scores, &slots)?);
    }
    let sizes = counted(&slots, |_| Some(0), 1);
    let people = |group: usize| count_at(&sizes, 0, group);
    let groups: Vec<TableGroup> = names
        .into_iter()
        .enumerate()
        .map(|(group, name)| TableGroup { code: name.code, label: name.label, people: people(group) })
        .collect();
    let grouped = groups.iter().map(|group| group.people).sum();
    Ok(Raw::new(TableOneResult {
        everyone: frame.participants as u32,
        selected,
        ungrouped: selected.saturating_sub(grouped),
        pair,
        groups,
        characteristics,
    }))
}

/// `None` for a date.
fn of_variable(
    variable: &Variable,
    column: &Column,
    slots: &Slots<'_>,
) -> Result<Option<Characteristic>, AnalysisError> {
    let body = match (&variable.kind, column) {
        (VariableKind::Number { unit, range, .. }, Column::Number { values, present }) => {
            let value = |(row, value): (usize, &f64)| present.contains(row).then_some(*value);
            let values: Vec<Option<f64>> = values.iter().enumerate().map(value).collect();
            number(unit.clone(), *range, &values, slots)
        }
        (VariableKind::Category { levels }, Column::Category { codes, present }) => {
            let level = |row| codes.get(row).filter(|_| present.contains(row)).map(|&code| usize::from(code));
            let labels = levels.iter().map(|level| level.label.clone()).collect();
            of_levels(labels, level, slots)
        }
        (VariableKind::Flag, Column::Flag { yes, present }) => {
            let answer = |row| present.contains(row).then(|| usize::from(!yes.contains(row)));
            let labels = vec!["Yes".to_owned(), "No".to_owned()];
            of_levels(labels, answer, slots)
        }
        (VariableKind::Date, _) => return Ok(None),
        (VariableKind::Number { .. } | VariableKind::Category { .. } | VariableKind::Flag, _) => {
            return Err(mismatch(&format!("the column of “{}”", variable.label)));
        }
    };
    Ok(Some(Characteristic { code: variable.code.clone(), label: variable.label.clone(), body }))
}

/// `None` for a score without a baseline.
fn of_instrument(
    catalogue: &StudyCatalogue,
    instrument: &Instrument,
    scores: &ScoreMatrix,
    slots: &Slots<'_>,
) -> Result<Option<Characteristic>, AnalysisError> {
    let Some(baseline) = &instrument.baseline else { return Ok(None) };
    let (time, point) = catalogue.time_point(baseline).ok_or_else(|| mismatch("time points"))?;
    Ok(Some(Characteristic {
        code: instrument.code.clone(),
        label: format!("{}, {}", upper_first(&instrument.label), point.label),
        body: score(instrument, scores, scores.codes_at(time), slots),
    }))
}

fn number(unit: String, range: NumberRange, values: &[Option<f64>], slots: &Slots<'_>) -> Body {
    let shape = Shape::of(skewness(values.iter().flatten().copied()));
    let mut by_group: Vec<Vec<f64>> = vec![Vec::new(); slots.groups()];
    slots.for_each(|row, group| {
        if let (Some(Some(value)), Some(values)) = (values.get(row), by_group.get_mut(group)) {
            values.push(*value);
        }
    });
    let all = summary(by_group.concat());
    Body::Number { unit, range, shape, groups: by_group.into_iter().map(summary).collect(), all }
}

fn summary(mut values: Vec<f64>) -> NumberSummary {
    let moments = Moments::of_values(&values);
    NumberSummary {
        moments,
        quartiles: quartiles(|probability| quantile_of_unsorted(&mut values, probability)),
    }
}

/// A score is summarised from how often each of its values occurs.
fn score(instrument: &Instrument, scores: &ScoreMatrix, codes: &[u16], slots: &Slots<'_>) -> Body {
    let table = scores.value_table();
    // One place more for missing values.
    let place = |code: u16| usize::from(code).min(table.len());
    let mut everyone = vec![0_u32; table.len() + 1];
    for &code in codes {
        everyone[place(code)] += 1;
    }
    let mut by_group = vec![vec![0_u32; table.len() + 1]; slots.groups()];
    slots.for_each(|row, group| {
        if let (Some(&code), Some(counts)) = (codes.get(row), by_group.get_mut(group)) {
            counts[place(code)] += 1;
        }
    });
    let shape = Shape::of(skewness_of_histogram(table, &everyone));
    let summary = |counts: &Vec<u32>| NumberSummary {
        moments: Moments::of_histogram(table, counts),
        quartiles: quartiles(|probability| quantile_of_histogram(table, counts, probability)),
    };
    let (unit, range) = (instrument.unit.clone(), instrument.range);
    Body::Number {
        unit,
        range,
        shape,
        groups: by_group.iter().map(summary).collect(),
        all: summary(&added(&by_group)),
    }
}

fn added(histograms: &[Vec<u32>]) -> Vec<u32> {
    let mut sum = vec![0; histograms.first().map_or(0, Vec::len)];
    for histogram in histograms {
        sum.iter_mut().zip(histogram).for_each(|(sum, people)| *sum += people);
    }
    sum
}

fn quartiles(mut at: impl FnMut(f64) -> Option<f64>) -> Option<Quartiles> {
    Some(Quartiles { lower: at(0.25)?, median: at(0.5)?, upper: at(0.75)? })
}

fn of_levels(labels: Vec<String>, level_of: impl Fn(usize) -> Option<usize>, slots: &Slots<'_>) -> Body {
    let counts = counted(slots, level_of, labels.len());
    let level = |(level, label): (usize, String)| CharacteristicLevel {
        label,
        groups: (0..slots.groups()).map(|group| count_at(&counts, level, group)).collect(),
    };
    Body::Levels { levels: labels.into_iter().enumerate().map(level).collect() }
}

/// People by level and group: `[level][group]`.
fn counted(slots: &Slots<'_>, level_of: impl Fn(usize) -> Option<usize>, most: usize) -> Vec<Vec<u32>> {
    let mut counts = vec![vec![0; slots.groups()]; most];
    slots.for_each(|row, group| {
        let cell = level_of(row).and_then(|level| counts.get_mut(level)?.get_mut(group));
        if let Some(people) = cell {
            *people += 1;
        }
    });
    counts
}

fn count_at(counts: &[Vec<u32>], level: usize, group: usize) -> u32 {
    counts.get(level).and_then(|groups| groups.get(group)).copied().unwrap_or(0)
}
