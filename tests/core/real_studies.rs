//! The studies in `tests/data/oracle`, and what other programs found in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sinew::domain::TimeUnit;

use crate::support::{BuiltStudy, Person, Plan};

/// A file of the tests.
pub fn test_file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// What another program found, by its path below `tests`.
pub fn reference(path: &str) -> Value {
    let text = std::fs::read_to_string(test_file(path)).expect("the reference opens");
    serde_json::from_str(&text).expect("the reference is JSON")
}

/// A row of a file by column.
pub type Record = BTreeMap<String, String>;

/// The rows of a table, by its path below `tests`.
pub fn table(path: &str) -> Vec<Record> {
    let mut reader = csv::Reader::from_path(test_file(path)).expect("the file opens");
    reader.deserialize().collect::<Result<_, _>>().expect("every row reads")
}

/// The rows of a study.
pub fn records(file: &str) -> Vec<Record> {
    table(&format!("data/oracle/{file}"))
}

/// A number, if there is one.
pub fn number(record: &Record, column: &str) -> Option<f64> {
    let text = record[column].as_str();
    (!text.is_empty()).then(|| text.parse().expect("a number"))
}

fn level(record: &Record, column: &str, levels: &[&str]) -> Option<u16> {
    levels.iter().position(|level| *level == record[column]).map(|position| position as u16)
}

/// One row a person.
pub fn wide(file: &str, group: &str, levels: &[&str], columns: &[&str]) -> Vec<Person> {
    let person = |record: Record| Person {
        group: level(&record, group, levels),
        scores: columns.iter().map(|column| number(&record, column)).collect(),
    };
    records(file).into_iter().map(person).collect()
}

/// Where a file with one row a measurement keeps what.
pub struct LongColumns<'a> {
    pub person: &'a str,
    pub group: &'a str,
    pub levels: &'a [&'a str],
    pub time: &'a str,
    pub times: &'a [&'a str],
    pub value: &'a str,
    /// A column that repeats the person's baseline, which becomes the first time point.
    pub baseline: Option<&'a str>,
}

/// One row a measurement.
pub fn long(file: &str, columns: &LongColumns<'_>) -> Vec<Person> {
    let first = usize::from(columns.baseline.is_some());
    let mut people: BTreeMap<String, Person> = BTreeMap::new();
    for record in records(file) {
        let person = people.entry(record[columns.person].clone()).or_insert_with(|| Person {
            group: level(&record, columns.group, columns.levels),
            scores: vec![None; first + columns.times.len()],
        });
        let time = columns.times.iter().position(|time| *time == record[columns.time]).expect("a known time");
        person.scores[first + time] = number(&record, columns.value);
        if let Some(baseline) = columns.baseline {
            person.scores[0] = number(&record, baseline);
        }
    }
    people.into_values().collect()
}

/// The acupuncture trial, one of its scores by arm: at baseline, 3 and 12 months.
fn acupuncture_plan(label: &str, most: f64) -> Plan<'_> {
    Plan {
        label,
        unit: TimeUnit::Month,
        times: vec![("baseline", Some(0.0)), ("3 months", Some(3.0)), ("12 months", Some(12.0))],
        baseline: Some(0),
        primary: 2,
        range: [0.0, most],
        levels: vec!["Usual care", "Acupuncture"],
    }
}

/// The acupuncture trial: headache severity.
pub fn acupuncture() -> BuiltStudy {
    acupuncture_of(&acupuncture_people())
}

/// Headache severity of everyone in the acupuncture trial.
pub fn acupuncture_people() -> Vec<Person> {
    wide("acupuncture_headache.csv", "group", &["0", "1"], &["pk1", "pk2", "pk5"])
}

/// The acupuncture trial as if these had been all.
pub fn acupuncture_of(people: &[Person]) -> BuiltStudy {
    BuiltStudy::new(&acupuncture_plan("headache severity", 100.0), people)
}

/// The acupuncture trial: days with headache.
pub fn headache_days() -> BuiltStudy {
    let people = wide("acupuncture_headache.csv", "group", &["0", "1"], &["f1", "f2", "f5"]);
    BuiltStudy::new(&acupuncture_plan("headache days", 28.0), &people)
}

/// Knee pain after a sports injury.
pub fn knee_pain() -> BuiltStudy {
    let plan = Plan {
        label: "knee pain",
        unit: TimeUnit::Day,
        times: vec![
            ("baseline", Some(0.0)),
            ("day 3", Some(3.0)),
            ("day 7", Some(7.0)),
            ("day 10", Some(10.0)),
        ],
        baseline: Some(0),
        primary: 3,
        range: [1.0, 5.0],
        levels: vec!["Placebo", "Treatment"],
    };
    BuiltStudy::new(&plan, &wide("knee_pain.csv", "Th", &["1", "2"], &["R1", "R2", "R3", "R4"]))
}
