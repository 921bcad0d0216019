//! A small study for the tests of this room: its catalogue, random definitions on it, random people of it, and a
//! literal reading of definitions to hold the engines against.

mod literal;
mod people;
mod random;

pub use literal::meets;
pub use people::{OwnedFrame, Person, people};
pub use random::{definitions, referring_definitions};

use super::{CohortDefinition, CohortId, Criterion, Presence, SavedCohort, SavedCohorts};
use crate::domain::{
    Code, CompleterRule, DataVersion, Day, Direction, Finite, Instrument, Level, NumberRange, Study,
    StudyCatalogue, Threshold, ThresholdKind, TimeAxis, TimePoint, TimeUnit, Variable, VariableKind,
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

pub fn flag(variable: &str, answer: bool) -> Criterion {
    Criterion::FlagIs { variable: code(variable), answer }
}

pub fn dates(variable: &str, low: Option<&str>, high: Option<&str>) -> Criterion {
    let day = |text: &str| Day::parse(text).expect("a day");
    Criterion::DateRange { variable: code(variable), low: low.map(day), high: high.map(day) }
}

pub fn missing(variable: &str) -> Criterion {
    Criterion::VariablePresence { variable: code(variable), presence: Presence::Missing }
}

pub fn score(instrument: &str, time_point: &str, low: Option<f64>, high: Option<f64>) -> Criterion {
    Criterion::ScoreRange {
        instrument: code(instrument),
        time_point: code(time_point),
        low: low.map(finite),
        high: high.map(finite),
    }
}

pub fn change(instrument: &str, time_point: &str, low: Option<f64>, high: Option<f64>) -> Criterion {
    Criterion::ScoreChange {
        instrument: code(instrument),
        time_point: code(time_point),
        low: low.map(finite),
        high: high.map(finite),
    }
}

pub fn percent_change(instrument: &str, time_point: &str, low: Option<f64>, high: Option<f64>) -> Criterion {
    Criterion::ScorePercentChange {
        instrument: code(instrument),
        time_point: code(time_point),
        low: low.map(finite),
        high: high.map(finite),
    }
}

pub fn responder(instrument: &str, time_point: &str, threshold: &str) -> Criterion {
    Criterion::Responder {
        instrument: code(instrument),
        time_point: code(time_point),
        threshold: threshold.to_owned(),
    }
}

pub fn no_score(instrument: &str, time_point: &str) -> Criterion {
    Criterion::ScorePresence {
        instrument: code(instrument),
        time_point: code(time_point),
        presence: Presence::Missing,
    }
}

pub fn engagement(instrument: &str, from: &str, to: &str, at_least: f64) -> Criterion {
    Criterion::Engagement {
        instrument: code(instrument),
        from: code(from),
        to: code(to),
        at_least: finite(at_least),
    }
}

pub fn not(criterion: Criterion) -> Criterion {
    Criterion::Not(Box::new(criterion))
}

pub const fn in_cohort(id: u32) -> Criterion {
    Criterion::InCohort { cohort: CohortId(id) }
}

/// Cohort 1, and cohort 2 that refers to it.
pub fn saved() -> SavedCohorts {
    let cohort = |id, name: &str, criteria| {
        let definition = CohortDefinition::all_of(criteria);
        (CohortId(id), SavedCohort { name: name.to_owned(), definition })
    };
    let older = cohort(1, "Thirty and over", vec![range("age", Some(30.0), None)]);
    let starters = vec![not(in_cohort(1)), flag("migraine", true)];
    [older, cohort(2, "Young with migraine", starters)].into_iter().collect()
}

fn variable(name: &str, label: &str, kind: VariableKind) -> Variable {
    Variable {
        code: code(name),
        label: label.to_owned(),
        kind,
        filterable: name != "internal",
        post_baseline: name == "region",
    }
}

fn number(unit: &str, low: f64, high: f64) -> VariableKind {
    VariableKind::Number {
        unit: unit.to_owned(),
        range: NumberRange { low: finite(low), high: finite(high) },
        score_of: None,
    }
}

fn category(levels: &[(&str, &str)]) -> VariableKind {
    let level = |(name, label): &(&str, &str)| Level { code: code(name), label: (*label).to_owned() };
    VariableKind::Category { levels: levels.iter().map(level).collect() }
}

fn time_point(name: &str, label: &str) -> TimePoint {
    TimePoint { code: code(name), label: label.to_owned(), offset: None }
}

fn threshold(label: &str, kind: ThresholdKind, value: f64) -> Threshold {
    Threshold { label: label.to_owned(), kind, value: finite(value), source: "a publication".to_owned() }
}

fn instrument(name: &str, label: &str, direction: Direction) -> Instrument {
    Instrument {
        code: code(name),
        label: label.to_owned(),
        unit: "points".to_owned(),
        range: NumberRange { low: finite(0.0), high: finite(100.0) },
        direction,
        baseline: Some(code("baseline")),
        thresholds: vec![
            threshold("noticeable", ThresholdKind::Points, 0.3),
            threshold("moderate", ThresholdKind::PercentOfBaseline, 30.0),
        ],
        bands: None,
        note: String::new(),
    }
}

/// A score that can be negative, so that its values do not add up to a count.
fn pain() -> Instrument {
    let range = NumberRange { low: finite(-1e300), high: finite(1e300) };
    Instrument { range, ..instrument("pain", "pain", Direction::LowerIsBetter) }
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
            points: vec![
                time_point("baseline", "baseline"),
                time_point("week_1", "week 1"),
                time_point("week_2", "week 2"),
                time_point("week_3", "week 3"),
            ],
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
        instruments: vec![
            pain(),
            instrument("function", "function", Direction::HigherIsBetter),
            Instrument { baseline: None, ..instrument("sessions", "sessions", Direction::HigherIsBetter) },
        ],
        data_version: DataVersion { number: 1, loaded_on: "2026-11-23".to_owned(), files: Vec::new() },
    }
}
