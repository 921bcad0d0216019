//! A study of six people for the tests of this question.

use crate::domain::frame::{Column, Selection};
use crate::domain::{
    Code, CompleterRule, DataVersion, Finite, Level, NumberRange, Study, StudyCatalogue, TimeAxis, TimeUnit,
    Variable, VariableKind,
};

pub fn code(text: &str) -> Code {
    Code::try_from(text).expect("a code")
}

fn variable(name: &str, kind: VariableKind) -> Variable {
    Variable {
        code: code(name),
        label: name.to_owned(),
        kind,
        filterable: name != "internal",
        post_baseline: false,
    }
}

pub fn catalogue() -> StudyCatalogue {
    let finite = |value| Finite::new(value).expect("finite");
    let level = |name: &str| Level { code: code(name), label: name.to_uppercase() };
    let range = NumberRange { low: finite(18.0), high: finite(65.0) };
    StudyCatalogue {
        study: Study {
            code: code("six"),
            title: "Six".to_owned(),
            description: String::new(),
            source: String::new(),
            assignment: "not randomised".to_owned(),
            primary_instrument: code("pain"),
            primary_time_point: code("baseline"),
            primary_grouping: None,
            completer: CompleterRule::ObservedAtPrimaryTimePoint,
        },
        time_axis: TimeAxis { unit: TimeUnit::Week, points: Vec::new() },
        variables: vec![
            variable("age", VariableKind::Number { unit: "years".to_owned(), range }),
            variable("sex", VariableKind::Category { levels: vec![level("female"), level("male")] }),
            variable("enrolled", VariableKind::Date),
            variable("internal", VariableKind::Flag),
            variable("migraine", VariableKind::Flag),
        ],
        instruments: Vec::new(),
        data_version: DataVersion { number: 1, loaded_on: "2026-11-23".to_owned(), files: Vec::new() },
    }
}

/// The columns of [`catalogue`], six rows.
pub fn columns() -> Vec<Column> {
    let all_but = |missing: usize| Selection::from_fn(6, |row| row != missing);
    vec![
        Column::Number { values: vec![18.0, 20.0, 64.0, 65.0, 0.0, 30.0], present: all_but(4) },
        Column::Category { codes: vec![0, 1, 0, 0, 1, 0], present: all_but(3) },
        Column::Date { days: vec![0; 6], present: Selection::all(6) },
        Column::Flag { yes: Selection::all(6), present: Selection::all(6) },
        Column::Flag { yes: Selection::from_fn(6, |row| row % 3 == 0), present: all_but(2) },
    ]
}
