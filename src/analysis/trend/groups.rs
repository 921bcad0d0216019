//! Who belongs to which group.

use crate::analysis::AnalysisError;
use crate::domain::frame::{Column, Frame, Selection};
use crate::domain::{Code, StudyCatalogue, VariableKind};

/// Name of the only group when people are not split.
const EVERYONE: &str = "Everyone";

/// The name of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GroupName {
    pub code: Option<Code>,
    pub label: String,
}

/// The groups and, for each row, the position of its group.
#[derive(Debug, Clone)]
pub(super) struct Groups {
    pub names: Vec<GroupName>,
    pub slots: Slots,
}

/// For each row the position of its group, or one past the last group for rows in none.
#[derive(Debug, Clone)]
pub(super) struct Slots {
    of_row: Vec<u16>,
    groups: u16,
}

impl Slots {
    fn new(participants: usize, groups: u16) -> Self {
        Self { of_row: vec![groups; participants], groups }
    }

    /// Number of groups.
    pub fn groups(&self) -> usize {
        usize::from(self.groups)
    }

    /// One a row.
    pub fn rows(&self) -> &[u16] {
        &self.of_row
    }

    /// People in each group.
    pub fn sizes(&self) -> Vec<u32> {
        let mut sizes = vec![0_u32; self.groups() + 1];
        for &slot in &self.of_row {
            if let Some(size) = sizes.get_mut(usize::from(slot)) {
                *size += 1;
            }
        }
        sizes.truncate(self.groups());
        sizes
    }

    /// Only those rows for which `stays` holds.
    pub fn keep(&self, stays: impl Fn(usize) -> bool) -> Self {
        let kept = |(row, &slot): (usize, &u16)| {
            if slot != self.groups && stays(row) { slot } else { self.groups }
        };
        Self { of_row: self.of_row.iter().enumerate().map(kept).collect(), groups: self.groups }
    }

    /// The rows that are in a group, ascending.
    pub fn members(&self) -> Vec<u32> {
        let in_group = |(row, &slot): (usize, &u16)| (slot != self.groups).then_some(row as u32);
        self.of_row.iter().enumerate().filter_map(in_group).collect()
    }

    /// Only these rows, renumbered from 0.
    pub fn gather(&self, rows: &[u32]) -> Self {
        let of_row = rows.iter().map(|&row| self.of_row.get(row as usize).copied().unwrap_or(self.groups));
        Self { of_row: of_row.collect(), groups: self.groups }
    }

    fn put(&mut self, row: usize, group: u16) {
        if let Some(slot) = self.of_row.get_mut(row) {
            *slot = group.min(self.groups);
        }
    }
}

/// The groups that `grouping` makes of the selected people.
///
/// # Errors
/// [`AnalysisError::UnknownGrouping`] when it is no category or flag of the study, [`AnalysisError::Mismatch`] when
/// its column is not of that type.
pub(super) fn groups(
    frame: Frame<'_>,
    catalogue: &StudyCatalogue,
    selection: &Selection,
    grouping: Option<&Code>,
) -> Result<Groups, AnalysisError> {
    let Some(code) = grouping else {
        return Ok(everyone(frame.participants, selection));
    };
    let unknown = || AnalysisError::UnknownGrouping(code.clone());
    let (position, variable) = catalogue.variable(code).ok_or_else(unknown)?;
    let column = frame.columns.get(position);
    match (&variable.kind, column) {
        (VariableKind::Category { levels }, Some(Column::Category { codes, present })) => {
            let names = levels
                .iter()
                .map(|level| GroupName { code: Some(level.code.clone()), label: level.label.clone() });
            let code_of = |row: usize| codes.get(row).copied().filter(|_| present.contains(row));
            Ok(split(frame.participants, selection, names.collect(), code_of))
        }
        (VariableKind::Flag, Some(Column::Flag { yes, present })) => {
            let answer = |row: usize| present.contains(row).then(|| u16::from(!yes.contains(row)));
            Ok(split(frame.participants, selection, answers(&variable.label), answer))
        }
        (VariableKind::Number { .. } | VariableKind::Date, _) => Err(unknown()),
        (VariableKind::Category { .. } | VariableKind::Flag, _) => {
            Err(AnalysisError::Mismatch { what: format!("the column of “{}”", variable.label) })
        }
    }
}

fn everyone(participants: usize, selection: &Selection) -> Groups {
    let names = vec![GroupName { code: None, label: EVERYONE.to_owned() }];
    split(participants, selection, names, |_| Some(0))
}

/// Yes first, then no.
fn answers(label: &str) -> Vec<GroupName> {
    ["yes", "no"]
        .into_iter()
        .map(|answer| GroupName { code: Code::try_from(answer).ok(), label: format!("{label}, {answer}") })
        .collect()
}

fn split(
    participants: usize,
    selection: &Selection,
    names: Vec<GroupName>,
    group_of: impl Fn(usize) -> Option<u16>,
) -> Groups {
    let mut slots = Slots::new(participants, u16::try_from(names.len()).unwrap_or(u16::MAX));
    for row in selection.rows() {
        if let Some(group) = group_of(row) {
            slots.put(row, group);
        }
    }
    Groups { names, slots }
}
