//! Who belongs to which group.

use crate::analysis::AnalysisError;
use crate::analysis::compare::{DisjointGroups, PairSizes};
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
    /// People in the cohort, in a group or not.
    pub selected: u32,
    /// How two chosen groups were made.
    pub pair: Option<PairSizes>,
}

/// For each row the position of its group, or one past the last group for rows in none.
#[derive(Debug, Clone)]
pub(super) struct Slots {
    of_row: Vec<u16>,
    groups: u16,
}

impl Slots {
    /// `of_row` for `members`; the others are in none.
    pub fn new(mut of_row: Vec<u16>, groups: u16, members: &Selection) -> Self {
        of_row.resize(members.participants(), groups);
        for (slots, &word) in of_row.chunks_mut(u64::BITS as usize).zip(members.words()) {
            for (bit, slot) in slots.iter_mut().enumerate() {
                *slot = if word >> bit & 1 == 1 { (*slot).min(groups) } else { groups };
            }
        }
        Self { of_row, groups }
    }

    /// Number of groups.
    pub fn groups(&self) -> usize {
        usize::from(self.groups)
    }

    /// One a row.
    pub fn rows(&self) -> &[u16] {
        &self.of_row
    }

    /// Only those who stay.
    pub fn keep(&self, those: &Selection) -> Self {
        Self::new(self.of_row.clone(), self.groups, those)
    }

    /// Only those with a code that is not `missing`, one code a row.
    pub fn keep_unless(&self, codes: &[u16], missing: u16) -> Self {
        let kept = |(&slot, &code): (&u16, &u16)| if code == missing { self.groups } else { slot };
        Self { of_row: self.of_row.iter().zip(codes).map(kept).collect(), groups: self.groups }
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
            Ok(split(names.collect(), codes.clone(), selection, Some(present)))
        }
        (VariableKind::Flag, Some(Column::Flag { yes, present })) => {
            let position = |row| u16::from(!yes.contains(row));
            let positions = (0..frame.participants).map(position).collect();
            Ok(split(answers(&variable.label), positions, selection, Some(present)))
        }
        (VariableKind::Number { .. } | VariableKind::Date, _) => Err(unknown()),
        (VariableKind::Category { .. } | VariableKind::Flag, _) => {
            Err(AnalysisError::Mismatch { what: format!("the column of “{}”", variable.label) })
        }
    }
}

/// Two groups without a person in common, by name.
pub(super) fn pair(labels: [&str; 2], groups: &DisjointGroups) -> Groups {
    let [first, second] = groups.selections();
    let names = labels.map(|label| GroupName { code: None, label: label.to_owned() });
    let positions = (0..first.participants()).map(|row| u16::from(!first.contains(row))).collect();
    let pair = PairSizes::of(groups, first.participants() as u32);
    Groups { pair: Some(pair), ..split(names.to_vec(), positions, &first.or(second), None) }
}

fn everyone(participants: usize, selection: &Selection) -> Groups {
    let names = vec![GroupName { code: None, label: EVERYONE.to_owned() }];
    split(names, vec![0; participants], selection, None)
}

/// Yes first, then no.
fn answers(label: &str) -> Vec<GroupName> {
    ["yes", "no"]
        .into_iter()
        .map(|answer| GroupName { code: Code::try_from(answer).ok(), label: format!("{label}, {answer}") })
        .collect()
}

/// Of the `selected`, those `with_value` are in a group, where that makes a difference.
fn split(
    names: Vec<GroupName>,
    positions: Vec<u16>,
    selected: &Selection,
    with_value: Option<&Selection>,
) -> Groups {
    let groups = u16::try_from(names.len()).unwrap_or(u16::MAX);
    let slots = match with_value {
        Some(with_value) => Slots::new(positions, groups, &selected.and(with_value)),
        None => Slots::new(positions, groups, selected),
    };
    Groups { names, slots, selected: selected.count(), pair: None }
}
