//! A small study for the tests of this room: its catalogue, random definitions on it, random frames of it.

use proptest::prelude::*;

use super::{CohortDefinition, Criterion};
use crate::domain::frame::{Column, Selection};
use crate::domain::{
    Code, CompleterRule, DataVersion, Finite, Level, NumberRange, Study, StudyCatalogue, TimeAxis, TimePoint,
    TimeUnit, Variable, VariableKind,
};

pub fn code(text: &str) -> Code {
    Code::try_from(text).expect("a code")
}

pub fn finite(value: f64) -> Finite {
    Finite::new(value).expect("finite")
}

pub fn range(variable: &str, low: Option<f64>, high: Option<f64>) -> Criterion {
    Criterion::NumberRange { variable: code(variable), low: low.map(finite), high: high.map(finite) }
}

pub fn one_of(variable: &str, levels: &[&str]) -> Criterion {
    Criterion::OneOf { variable: code(variable), levels: levels.iter().map(|level| code(level)).collect() }
}

fn variable(name: &str, label: &str, kind: VariableKind) -> Variable {
    Variable {
        code: code(name),
        label: label.to_owned(),
        kind,
        filterable: name != "internal",
        post_baseline: false,
    }
}

fn number(unit: &str, low: f64, high: f64) -> VariableKind {
    VariableKind::Number {
        unit: unit.to_owned(),
        range: NumberRange { low: finite(low), high: finite(high) },
    }
}

fn category(levels: &[(&str, &str)]) -> VariableKind {
    let level = |(name, label): &(&str, &str)| Level { code: code(name), label: (*label).to_owned() };
    VariableKind::Category { levels: levels.iter().map(level).collect() }
}

pub fn catalogue() -> StudyCatalogue {
    StudyCatalogue {
        study: Study {
            code: code("trial"),
            title: "Trial".to_owned(),
            description: String::new(),
            source: String::new(),
            assignment: "randomised".to_owned(),
            primary_instrument: code("pain"),
            primary_time_point: code("baseline"),
            primary_grouping: None,
            completer: CompleterRule::ObservedAtPrimaryTimePoint,
        },
        time_axis: TimeAxis {
            unit: TimeUnit::Week,
            points: vec![TimePoint { code: code("baseline"), label: "baseline".to_owned(), offset: None }],
        },
        variables: vec![
            variable("age", "Age", number("years", 18.0, 90.0)),
            variable("sex", "Sex", category(&[("female", "Female"), ("male", "Male")])),
            variable("migraine", "Migraine", VariableKind::Flag),
            variable("bmi", "BMI", number("", 10.0, 60.0)),
            variable("enrolled", "Enrolled", VariableKind::Date),
            variable(
                "region",
                "Region",
                category(&[
                    ("north", "North"),
                    ("south", "South"),
                    ("east", "East"),
                    ("west", "West"),
                    ("uk", "UK"),
                    ("abroad", "Abroad"),
                ]),
            ),
            variable("prior_surgery", "Prior surgery", VariableKind::Flag),
            variable("internal", "Internal", VariableKind::Flag),
        ],
        instruments: Vec::new(),
        data_version: DataVersion { number: 1, loaded_on: "2026-11-23".to_owned(), files: Vec::new() },
    }
}

/// Values at, beside and far from the limits that [`criteria`] uses.
fn edge_values() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => prop::sample::select(vec![30.0, 30.000_000_000_000_004, 29.999_999_999_999_996, 0.0, -0.0, 60.0, f64::MAX, -1e-300]),
        1 => any::<f64>().prop_filter("finite", |value| value.is_finite()),
    ]
}

fn simple_criteria() -> impl Strategy<Value = Criterion> {
    let limit = || prop::option::of(edge_values());
    let ranges =
        (prop::sample::select(vec!["age", "bmi"]), limit(), limit()).prop_map(|(name, low, high)| {
            match (low, high) {
                (None, None) => range(name, Some(30.0), None),
                (Some(low), Some(high)) => range(name, Some(low.min(high)), Some(low.max(high))),
                (low, high) => range(name, low, high),
            }
        });
    let sexes = prop::sample::subsequence(vec!["female", "male"], 1..=2);
    let regions = prop::sample::subsequence(vec!["north", "south", "east", "west", "uk", "abroad"], 1..=6);
    let flags = (prop::sample::select(vec!["migraine", "prior_surgery"]), any::<bool>());
    prop_oneof![
        ranges,
        sexes.prop_map(|levels| one_of("sex", &levels)),
        regions.prop_map(|levels| one_of("region", &levels)),
        flags.prop_map(|(name, answer)| Criterion::FlagIs { variable: code(name), answer }),
    ]
}

/// Random definitions that fit [`catalogue`].
pub fn definitions() -> impl Strategy<Value = CohortDefinition> {
    simple_criteria()
        .prop_recursive(4, 24, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Criterion::All))
        .prop_map(|root| CohortDefinition { version: 1, root })
}

/// One person's values in catalogue order.
#[derive(Debug, Clone)]
pub enum Value {
    Number(Option<f64>),
    Category(Option<u16>),
    Flag(Option<bool>),
    Date(Option<i32>),
}

fn value_of(kind: &VariableKind) -> BoxedStrategy<Value> {
    match kind {
        VariableKind::Number { .. } => prop::option::of(edge_values()).prop_map(Value::Number).boxed(),
        VariableKind::Category { levels } => {
            prop::option::of(0..levels.len() as u16).prop_map(Value::Category).boxed()
        }
        VariableKind::Flag => any::<Option<bool>>().prop_map(Value::Flag).boxed(),
        VariableKind::Date => any::<Option<i32>>().prop_map(Value::Date).boxed(),
    }
}

/// Up to 150 random people of [`catalogue`].
pub fn people() -> impl Strategy<Value = Vec<Vec<Value>>> {
    let person: Vec<_> = catalogue().variables.iter().map(|variable| value_of(&variable.kind)).collect();
    prop::collection::vec(person, 0..150)
}

/// The same people as columns.
pub fn columns(people: &[Vec<Value>]) -> Vec<Column> {
    let kinds = catalogue().variables;
    kinds.iter().enumerate().map(|(index, variable)| column(&variable.kind, index, people)).collect()
}

fn column(kind: &VariableKind, index: usize, people: &[Vec<Value>]) -> Column {
    let values = || people.iter().map(|person| &person[index]);
    let present = Selection::from_fn(people.len(), |row| {
        !matches!(
            people[row][index],
            Value::Number(None) | Value::Category(None) | Value::Flag(None) | Value::Date(None)
        )
    });
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
                matches!(people[row][index], Value::Flag(Some(true)))
            }),
            present,
        },
        VariableKind::Date => Column::Date {
            days: values().map(|value| if let Value::Date(Some(days)) = value { *days } else { 0 }).collect(),
            present,
        },
    }
}
