//! A study of six people for the tests of this question.

use crate::analysis::test_study;
use crate::domain::frame::{Column, Selection};
use crate::domain::{
    Bands, Direction, Finite, Instrument, Level, NumberRange, StudyCatalogue, Variable, VariableKind,
};

pub use test_study::code;

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
    let variables = vec![
        variable("age", VariableKind::Number { unit: "years".to_owned(), range, score_of: None }),
        variable("sex", VariableKind::Category { levels: vec![level("female"), level("male")] }),
        variable("enrolled", VariableKind::Date),
        variable("internal", VariableKind::Flag),
        variable("migraine", VariableKind::Flag),
    ];
    test_study::catalogue("six", variables)
}

/// The same study, whose first variable is a score from 0 to 50 with bands that begin at 8 and 24.
pub fn catalogue_with_bands() -> StudyCatalogue {
    let finite = |value| Finite::new(value).expect("finite");
    let range = NumberRange { low: Finite::ZERO, high: finite(50.0) };
    let limits = [(0.0, "mild"), (8.0, "moderate"), (24.0, "severe")];
    let limits = limits.map(|(low, label)| (finite(low), label.to_owned())).to_vec();
    let bands = Bands::from_lower_limits(range, finite(1.0), "a table", limits);
    let instrument = Instrument {
        code: code("pain"),
        label: "pain".to_owned(),
        unit: "points".to_owned(),
        range,
        direction: Direction::LowerIsBetter,
        baseline: None,
        thresholds: Vec::new(),
        bands: Some(bands.expect("good bands")),
        note: String::new(),
    };
    let mut catalogue = catalogue();
    let kind = VariableKind::Number { unit: String::new(), range, score_of: Some(code("pain")) };
    catalogue.variables[0] = variable("age", kind);
    StudyCatalogue { instruments: vec![instrument], ..catalogue }
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
