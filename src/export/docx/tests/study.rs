//! A study with a table of baseline characteristics.

use crate::analysis::table_one::{TableOneOptions, exhibit, run};
use crate::cohort::CohortWords;
use crate::domain::frame::{Column, Frame, Selection};
use crate::domain::{
    Code, CompleterRule, DataVersion, Finite, Level, NumberRange, Study, StudyCatalogue, TimeAxis, TimeUnit,
    Variable, VariableKind,
};
use crate::exhibit::{Exhibit, Policy, Released};
use crate::export::example;

/// The age of everyone in a group of less than eleven: found nowhere else.
pub(super) const CANARY: f64 = 81.37;

fn code(text: &str) -> Code {
    Code::try_from(text).unwrap()
}

fn variable(name: &str, label: &str, kind: VariableKind) -> Variable {
    Variable { code: code(name), label: label.to_owned(), kind, filterable: true, post_baseline: false }
}

fn levels(count: usize, name: impl Fn(usize) -> String) -> VariableKind {
    let level = |index: usize| Level { code: code(&format!("level_{index}")), label: name(index) };
    VariableKind::Category { levels: (0..count).map(level).collect() }
}

fn catalogue(groups: usize) -> StudyCatalogue {
    let finite = |value| Finite::new(value).unwrap();
    let age = VariableKind::Number {
        unit: "years".to_owned(),
        range: NumberRange { low: finite(0.0), high: finite(120.0) },
        score_of: None,
    };
    let regions = ["Lower back", "Knee", "Shoulder"];
    StudyCatalogue {
        study: Study {
            code: code("trial"),
            title: "A trial".to_owned(),
            description: String::new(),
            source: String::new(),
            assignment: "randomised".to_owned(),
            primary_instrument: code("pain"),
            primary_time_point: code("baseline"),
            primary_grouping: None,
            completer: CompleterRule::ObservedAtPrimaryTimePoint,
        },
        time_axis: TimeAxis { unit: TimeUnit::Week, points: Vec::new() },
        variables: vec![
            variable("arm", "Group", levels(groups, |index| format!("Arm {}", index + 1))),
            variable("age", "Age", age),
            variable("region", "Region of pain", levels(3, |index| regions[index].to_owned())),
            variable("surgery", "Earlier surgery", VariableKind::Flag),
        ],
        instruments: Vec::new(),
        data_version: DataVersion { number: 1, loaded_on: "2026-11-23".to_owned(), files: Vec::new() },
    }
}

/// The characteristics of groups of these sizes; in groups of less than eleven everyone has the age of the canary.
pub(super) fn table_one(sizes: &[usize], policy: Policy) -> Released<Exhibit> {
    let groups: Vec<usize> =
        sizes.iter().enumerate().flat_map(|(group, size)| std::iter::repeat_n(group, *size)).collect();
    let people = groups.len();
    let everyone = || Selection::all(people);
    let age = |(person, group): (usize, &usize)| {
        if sizes[*group] < 11 { CANARY } else { 30.0 + (person % 41) as f64 }
    };
    let columns = [
        Column::Category { codes: groups.iter().map(|group| *group as u16).collect(), present: everyone() },
        Column::Number { values: groups.iter().enumerate().map(age).collect(), present: everyone() },
        Column::Category {
            codes: (0..people).map(|person| (person % 3) as u16).collect(),
            present: Selection::from_fn(people, |person| person % 17 != 0),
        },
        Column::Flag { yes: Selection::from_fn(people, |person| person % 2 == 0), present: everyone() },
    ];
    let frame = Frame { participants: people, columns: &columns, scores: &[] };
    let (catalogue, options) = (catalogue(sizes.len()), TableOneOptions { grouping: Some(code("arm")) });
    let published = run(frame, &catalogue, &everyone(), &options).unwrap().publish(policy);
    let provenance = example::trial().into_inner().provenance;
    exhibit(&published, &catalogue, &CohortWords::everyone(), &options, provenance)
}
