//! Random people of the study, and the same people as a frame.

use proptest::prelude::*;

use super::catalogue;
use super::random::{SCORES, edge_values};
use crate::domain::VariableKind;
use crate::domain::frame::{Column, Frame, ScoreMatrix, Selection};

/// One person's values in catalogue order, and scores by instrument and time point.
#[derive(Debug, Clone)]
pub struct Person {
    pub values: Vec<Value>,
    pub scores: Vec<Vec<Option<f64>>>,
}

#[derive(Debug, Clone)]
pub enum Value {
    Number(Option<f64>),
    Category(Option<u16>),
    Flag(Option<bool>),
    Date(Option<i32>),
}

impl Value {
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Number(None) | Self::Category(None) | Self::Flag(None) | Self::Date(None))
    }
}

fn value_of(kind: &VariableKind) -> BoxedStrategy<Value> {
    match kind {
        VariableKind::Number { .. } => prop::option::of(edge_values()).prop_map(Value::Number).boxed(),
        VariableKind::Category { levels } => {
            prop::option::of(0..levels.len() as u16).prop_map(Value::Category).boxed()
        }
        VariableKind::Flag => any::<Option<bool>>().prop_map(Value::Flag).boxed(),
        VariableKind::Date => {
            prop::option::of(prop_oneof![-4..=4_i32, -25_567..=47_846_i32]).prop_map(Value::Date).boxed()
        }
    }
}

/// Up to 150 random people of the study.
pub fn people() -> impl Strategy<Value = Vec<Person>> {
    let catalogue = catalogue();
    let values: Vec<_> = catalogue.variables.iter().map(|variable| value_of(&variable.kind)).collect();
    let times = catalogue.time_axis.points.len();
    // Counts are not negative; other scores may be.
    let score = |lowest: f64| {
        let scores: Vec<f64> = SCORES.into_iter().filter(|score| *score >= lowest).collect();
        prop::collection::vec(prop::option::weighted(0.8, prop::sample::select(scores)), times)
    };
    let lowest = |sessions: &str| if sessions == "sessions" { 0.0 } else { f64::NEG_INFINITY };
    let scores: Vec<_> =
        catalogue.instruments.iter().map(|instrument| score(lowest(instrument.code.as_str()))).collect();
    prop::collection::vec((values, scores).prop_map(|(values, scores)| Person { values, scores }), 0..150)
}

/// The people as a frame.
pub struct OwnedFrame {
    participants: usize,
    columns: Vec<Column>,
    scores: Vec<ScoreMatrix>,
}

impl OwnedFrame {
    pub fn of(people: &[Person]) -> Self {
        let catalogue = catalogue();
        let kinds = catalogue.variables.iter().enumerate();
        let columns = kinds.map(|(index, variable)| column(&variable.kind, index, people)).collect();
        Self { columns, ..Self::with_scores_only(people) }
    }

    /// People whose values are not asked for.
    pub fn with_scores_only(people: &[Person]) -> Self {
        let catalogue = catalogue();
        let times = catalogue.time_axis.points.len();
        let instruments = 0..catalogue.instruments.len();
        let scores = instruments.map(|instrument| matrix(instrument, times, people)).collect();
        Self { participants: people.len(), columns: Vec::new(), scores }
    }

    pub fn frame(&self) -> Frame<'_> {
        Frame { participants: self.participants, columns: &self.columns, scores: &self.scores }
    }
}

fn matrix(instrument: usize, times: usize, people: &[Person]) -> ScoreMatrix {
    let mut table: Vec<f64> =
        people.iter().flat_map(|person| person.scores[instrument].iter().flatten().copied()).collect();
    table.sort_by(f64::total_cmp);
    table.dedup();
    let code = |score: Option<f64>| {
        let place = score.and_then(|score| table.iter().position(|value| *value == score));
        place.map_or(ScoreMatrix::MISSING, |place| place as u16)
    };
    let codes = (0..times)
        .flat_map(|time| people.iter().map(move |person| person.scores[instrument][time]))
        .map(code)
        .collect();
    ScoreMatrix::new(table.clone(), codes, people.len()).expect("a matrix")
}

fn column(kind: &VariableKind, index: usize, people: &[Person]) -> Column {
    let values = || people.iter().map(|person| &person.values[index]);
    let present = Selection::from_fn(people.len(), |row| !people[row].values[index].is_missing());
    match kind {
        // A missing number may hold anything: here, a value that would meet most criteria.
        VariableKind::Number { .. } => Column::Number {
            values: values()
                .map(|value| if let Value::Number(Some(number)) = value { *number } else { 30.0 })
                .collect(),
            present,
        },
        VariableKind::Category { .. } => Column::Category {
            codes: values()
                .map(|value| if let Value::Category(Some(code)) = value { *code } else { 0 })
                .collect(),
            present,
        },
        VariableKind::Flag => Column::Flag {
            yes: Selection::from_fn(people.len(), |row| {
                matches!(people[row].values[index], Value::Flag(Some(true)))
            }),
            present,
        },
        VariableKind::Date => Column::Date {
            days: values().map(|value| if let Value::Date(Some(days)) = value { *days } else { 0 }).collect(),
            present,
        },
    }
}
