//! A study for the tests of addresses, and random addresses of it.

use proptest::prelude::*;

use super::{Split, TrendAddress};
use crate::analysis::responders::ResponderValue;
use crate::cohort::{CohortDefinition, Criterion};
use crate::domain::{
    Code, CompleterRule, DataVersion, Direction, Finite, Instrument, Level, MissingDataHandling, NumberRange,
    Study, StudyCatalogue, TimeAxis, TimeUnit, Variable, VariableKind,
};
use crate::exhibit::TrendBand;

pub fn code(text: &str) -> Code {
    Code::try_from(text).expect("a code")
}

pub fn finite(value: f64) -> Finite {
    Finite::new(value).expect("finite")
}

fn range(low: f64, high: f64) -> NumberRange {
    NumberRange { low: finite(low), high: finite(high) }
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

fn category(levels: &[&str]) -> VariableKind {
    let level = |name: &&str| Level { code: code(name), label: (*name).to_owned() };
    VariableKind::Category { levels: levels.iter().map(level).collect() }
}

fn instrument(name: &str) -> Instrument {
    Instrument {
        code: code(name),
        label: name.to_owned(),
        unit: "points".to_owned(),
        range: range(0.0, 100.0),
        direction: Direction::LowerIsBetter,
        baseline: None,
        thresholds: Vec::new(),
        bands: None,
        note: String::new(),
    }
}

pub fn catalogue() -> StudyCatalogue {
    let years = VariableKind::Number { unit: "years".to_owned(), range: range(18.0, 65.0), score_of: None };
    let change = VariableKind::Number { unit: String::new(), range: range(-100.0, 100.0), score_of: None };
    StudyCatalogue {
        study: Study {
            code: code("headache"),
            title: "Headache".to_owned(),
            description: String::new(),
            source: String::new(),
            assignment: "randomised".to_owned(),
            primary_instrument: code("severity"),
            primary_time_point: code("baseline"),
            primary_grouping: Some(code("group")),
            completer: CompleterRule::ObservedAtPrimaryTimePoint,
        },
        time_axis: TimeAxis { unit: TimeUnit::Month, points: Vec::new() },
        variables: vec![
            variable("age", "Age", years),
            variable("sex", "Sex", category(&["female", "male"])),
            variable("migraine", "Migraine", VariableKind::Flag),
            variable("change", "Change", change),
            variable("region", "Region", category(&["north", "south", "west"])),
            variable("group", "Group", category(&["acupuncture", "control"])),
            variable("enrolled", "Enrolled", VariableKind::Date),
            variable("internal", "Internal", VariableKind::Flag),
        ],
        instruments: vec![instrument("severity"), instrument("days")],
        data_version: DataVersion { number: 1, loaded_on: "2026-11-23".to_owned(), files: Vec::new() },
    }
}

fn limits(name: &'static str, low: f64, high: f64) -> impl Strategy<Value = Option<Criterion>> {
    let inside = || prop::option::of((low..high).prop_filter("above the lowest", move |value| *value > low));
    (inside(), inside()).prop_map(move |(from, to)| {
        let (from, to) = match (from, to) {
            (Some(from), Some(to)) => (Some(from.min(to)), Some(from.max(to))),
            other => other,
        };
        let variable = code(name);
        (from.is_some() || to.is_some()).then(|| Criterion::NumberRange {
            variable,
            low: from.map(finite),
            high: to.map(finite),
        })
    })
}

fn levels(name: &'static str, all: &'static [&'static str]) -> impl Strategy<Value = Option<Criterion>> {
    prop::sample::subsequence(all, 0..all.len()).prop_map(move |chosen| {
        let levels: Vec<Code> = chosen.into_iter().map(code).collect();
        (!levels.is_empty()).then(|| Criterion::OneOf { variable: code(name), levels })
    })
}

/// Random canonical addresses of [`catalogue`].
pub fn addresses() -> impl Strategy<Value = TrendAddress> {
    let filters = (
        limits("age", 18.0, 65.0),
        levels("sex", &["female", "male"]),
        any::<Option<bool>>()
            .prop_map(|answer| Some(Criterion::FlagIs { variable: code("migraine"), answer: answer? })),
        limits("change", -100.0, 100.0),
        levels("region", &["north", "south", "west"]),
    );
    let instrument = prop::option::of(Just(code("days")));
    let split = prop::sample::select(vec![
        Split::StudyDefault,
        Split::Nobody,
        Split::By(code("sex")),
        Split::By(code("migraine")),
    ]);
    let handling = prop::sample::select(MissingDataHandling::ALL.to_vec());
    let improved = prop::sample::select(ResponderValue::ALL.to_vec());
    let band = prop::sample::select(TrendBand::ALL.to_vec());
    (instrument, split, handling, band, improved, filters).prop_map(
        |(instrument, split, handling, band, improved, filters)| {
            let (age, sex, migraine, change, region) = filters;
            let criteria = [age, sex, migraine, change, region].into_iter().flatten().collect();
            let cohort = CohortDefinition::all_of(criteria);
            TrendAddress { instrument, split, handling, band, improved, cohort }
        },
    )
}
