//! `DuckDB`, Polars and pandas, in a process of their own; their answers must be ours before their times count.

use std::path::Path;

use serde_json::Value;
use sinew::analysis::PublicShare;
use sinew::analysis::trend::PublicEstimate;
use sinew::exhibit::Count;

use super::moves::{Answers, Stage};
use super::people::People;
use super::python::{answer, sorted};

/// Relative, of means and standard deviations: sums are taken in other orders.
const TOLERANCE: f64 = 1e-10;

/// What they said.
pub struct Peers(Value);

impl Peers {
    /// Runs the script on the file; `asked` goes to its standard input.
    pub fn run(python: &Path, file: &Path, asked: &Value) -> Self {
        Self(answer(python, "compare.py", &[file], asked))
    }

    pub fn names(&self) -> Vec<String> {
        self.0["peers"].as_object().expect("peers").keys().cloned().collect()
    }

    /// In milliseconds.
    pub fn median(&self, name: &str, stage: Stage) -> f64 {
        let times = sorted(&self.0["peers"][name]["ms"][stage.code()]);
        times[times.len() / 2]
    }

    /// Versions and threads.
    pub fn sentence(&self) -> String {
        format!("peers: {}", self.0["versions"].as_str().expect("versions"))
    }

    /// Holds every peer's answers against ours: counts exactly, means and deviations closely.
    pub fn check(&self, people: &People) {
        for name in self.names() {
            for answer in self.0["peers"][&name]["answers"].as_array().expect("answers") {
                let step = answer["step"].as_u64().expect("a step") as u32;
                check_one(&name, answer, &Answers::at(people, step));
            }
        }
    }
}

fn check_one(name: &str, theirs: &Value, ours: &Answers) {
    assert_eq!(theirs["filter"], ours.selected, "{name}: people");
    for (place, facet) in ours.facets.facets.iter().enumerate() {
        let rows: Vec<u32> = facet.rows.iter().map(|row| people(row.selected)).collect();
        assert_eq!(theirs["facets"][place], Value::from(rows), "{name}: facet of {}", facet.variable);
    }
    for (arm, group) in ours.trend.groups.iter().enumerate() {
        for (time, point) in group.points.iter().enumerate() {
            let found = &theirs["trend"][arm][time];
            assert_eq!(found[0], people(point.people.contributing), "{name}: arm {arm}, time {time}");
            if let PublicEstimate::Shown { value, standard_deviation, .. } = &point.mean {
                assert_close(name, found[1].as_f64(), value.get());
                let deviation = standard_deviation.expect("a deviation").get();
                assert_close(name, found[2].as_f64(), deviation);
            }
        }
    }
    for (arm, group) in ours.responders.groups.iter().enumerate() {
        let found = &theirs["responders"][arm];
        assert_eq!(found[0], people(group.everyone.people), "{name}: responders' denominator");
        let reached: Vec<u32> = group.everyone.at_least.iter().map(responders).collect();
        assert_eq!(found[1], Value::from(reached), "{name}: responders of arm {arm}");
    }
}

fn people(count: Count) -> u32 {
    count.shown().unwrap_or(0)
}

fn responders(share: &PublicShare) -> u32 {
    people(share.people)
}

fn assert_close(name: &str, theirs: Option<f64>, ours: f64) {
    let theirs = theirs.expect("a number");
    assert!((theirs - ours).abs() <= TOLERANCE * ours.abs().max(1.0), "{name}: {theirs} is not {ours}");
}
