//! An exhibit for tests.

use serde::Serialize;

use crate::chart;
use crate::domain::Finite;
use crate::exhibit::{
    Alignment, Cell, Column, Exhibit, ExhibitText, FigureSpec, Parts, Policy, Provenance, Publish, Raw,
    Released, Row, Table,
};

#[derive(Serialize)]
struct Nothing;

impl Publish for Nothing {
    type Public = Self;

    fn publish(self, _: Policy) -> Self {
        self
    }
}

fn provenance() -> Provenance {
    Provenance {
        study: "acupuncture".to_owned(),
        study_title: "Acupuncture for chronic headache in primary care".to_owned(),
        data_version: 1,
        data_as_of: "2026-11-23".to_owned(),
        files_sha256: vec!["0".repeat(64)],
        cohort: "Everyone".to_owned(),
        cohort_definition: "{\"version\":1}".to_owned(),
        analysis: "trend".to_owned(),
        options: "{\"instrument\":\"severity\",\"split\":\"group\"}".to_owned(),
        policy: Policy::Exact,
        program_version: "0.1.0".to_owned(),
        address: "/s/acupuncture/trends".to_owned(),
    }
}

fn table() -> Table {
    let column = |heading: &str, code: &str, alignment| Column {
        heading: heading.to_owned(),
        code: code.to_owned(),
        alignment,
    };
    let number =
        |value: f64, text: &str| Cell::Number { value: Finite::new(value).unwrap(), text: text.to_owned() };
    let row = |cells| Row { cells };
    Table {
        caption: "Mean headache severity".to_owned(),
        columns: vec![
            column("Group", "group", Alignment::Text),
            column("Mean", "mean", Alignment::Number),
            column("Change", "change", Alignment::Number),
            column("Note", "note", Alignment::Text),
        ],
        rows: vec![
            row(vec![
                Cell::Text("Usual care, “as is”".to_owned()),
                number(22.34, "22.3"),
                number(-4.37, "−4.4"),
                Cell::Empty,
            ]),
            row(vec![
                Cell::Text("=HYPERLINK(\"x\")".to_owned()),
                Cell::Hidden,
                Cell::Hidden,
                Cell::Text("-1 \"quoted\"\nline".to_owned()),
            ]),
        ],
    }
}

fn parts(figure: FigureSpec) -> Parts {
    Parts {
        text: ExhibitText {
            title: "Headaches eased more with acupuncture: 16.2 against 22.3 at 12 months".to_owned(),
            subtitle: "Mean headache severity, everyone with a value at that time; bars are 95% confidence intervals".to_owned(),
            sentence: "Mean headache severity fell from 24.6 to 16.2 with acupuncture and from 26.7 to 22.3 with usual care.".to_owned(),
            footnotes: vec![
                "Means of values reported; nothing is filled in. Missing at 12 months: usual care 56 (29%), acupuncture 44 (21%).".to_owned(),
                "Two-sided 95% confidence intervals of each mean (Student’s t).".to_owned(),
            ],
        },
        headlines: Vec::new(),
        figure,
        table: table(),
    }
}

/// The trial's trend as an exhibit.
pub(crate) fn trial() -> Released<Exhibit> {
    of(FigureSpec::Trend(chart::examples::trial()))
}

/// An exhibit of any figure.
pub(crate) fn of(figure: FigureSpec) -> Released<Exhibit> {
    Exhibit::compose(&Raw::new(Nothing).publish(Policy::Exact), provenance(), |_| parts(figure))
}
