//! A study without variables and scores, to which the tests of each question add their own.

use crate::domain::{Code, CompleterRule, DataVersion, Study, StudyCatalogue, TimeAxis, TimeUnit, Variable};

pub fn code(text: &str) -> Code {
    Code::try_from(text).expect("a code")
}

/// A study of these variables.
pub fn catalogue(name: &str, variables: Vec<Variable>) -> StudyCatalogue {
    StudyCatalogue {
        study: Study {
            code: code(name),
            title: name.to_uppercase(),
            description: String::new(),
            source: String::new(),
            assignment: "not randomised".to_owned(),
            primary_instrument: code("pain"),
            primary_time_point: code("baseline"),
            primary_grouping: None,
            completer: CompleterRule::ObservedAtPrimaryTimePoint,
        },
        time_axis: TimeAxis { unit: TimeUnit::Week, points: Vec::new() },
        variables,
        instruments: Vec::new(),
        data_version: DataVersion { number: 1, loaded_on: "2026-11-23".to_owned(), files: Vec::new() },
    }
}
