//! A study of three flags for the tests of this question, with people by which of them they have.

use crate::analysis::test_study;
use crate::cohort::{CheckedCohort, CohortDefinition, Criterion, check};
use crate::domain::frame::{Column, Frame, Selection};
use crate::domain::{StudyCatalogue, Variable, VariableKind};

pub use test_study::code;

const FLAGS: [(&str, &str); 3] = [("migraine", "Migraine"), ("surgery", "Surgery"), ("relapse", "Relapse")];

pub fn catalogue() -> StudyCatalogue {
    let variable = |(name, label): (&str, &str)| Variable {
        code: code(name),
        label: label.to_owned(),
        kind: VariableKind::Flag,
        filterable: true,
        post_baseline: name == "relapse",
    };
    test_study::catalogue("flags", FLAGS.map(variable).to_vec())
}

/// The cohort that asks these flags to be yes, in this order.
pub fn cohort(flags: &[&str]) -> CheckedCohort {
    let yes = |flag: &&str| Criterion::FlagIs { variable: code(flag), answer: true };
    let definition = CohortDefinition::all_of(flags.iter().map(yes).collect());
    check(&definition, &catalogue()).expect("fits")
}

/// Columns of people, so many for each set of flags: bit 0 migraine, bit 1 surgery, bit 2 relapse.
pub fn columns(people: &[(usize, u32)]) -> Vec<Column> {
    let rows: Vec<usize> = people.iter().flat_map(|&(set, count)| vec![set; count as usize]).collect();
    let flag = |bit: usize| Column::Flag {
        yes: Selection::from_fn(rows.len(), |row| rows[row] >> bit & 1 == 1),
        present: Selection::all(rows.len()),
    };
    (0..FLAGS.len()).map(flag).collect()
}

pub fn frame(columns: &[Column]) -> Frame<'_> {
    let participants = columns.first().map_or(0, |column| column.present().participants());
    Frame { participants, columns, scores: &[] }
}
