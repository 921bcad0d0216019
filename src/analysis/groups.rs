//! Who belongs to which group.

use std::borrow::Cow;

use crate::analysis::AnalysisError;
use crate::analysis::compare::{DisjointGroups, PairSizes};
use crate::domain::frame::{Column, Frame, Selection};
use crate::domain::{Code, StudyCatalogue, VariableKind};

/// Name of the only group when people are not split.
const EVERYONE: &str = "Everyone";

/// Rows in a word of a [`Selection`].
const WORD: usize = u64::BITS as usize;

/// The name of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GroupName {
    pub code: Option<Code>,
    pub label: String,
}

/// The groups and who is in which.
#[derive(Debug, Clone)]
pub(super) struct Groups<'a> {
    pub names: Vec<GroupName>,
    pub slots: Slots<'a>,
    /// People in the cohort, in a group or not.
    pub selected: u32,
    /// How two chosen groups were made.
    pub pair: Option<PairSizes>,
}

/// Who is in a group, and in which.
#[derive(Debug, Clone)]
pub(super) struct Slots<'a> {
    /// The position of a group for each row; those of rows that are no members mean nothing.
    of_row: Cow<'a, [u16]>,
    groups: u16,
    members: Selection,
}

impl<'a> Slots<'a> {
    /// `of_row` for `members`; the others are in none, nor is a member at a position past the last group.
    pub fn new(of_row: impl Into<Cow<'a, [u16]>>, groups: u16, members: Selection) -> Self {
        let of_row = of_row.into();
        let members = if of_row.iter().fold(0, |last, &slot| slot.max(last)) < groups {
            members
        } else {
            let is_in = |slot: &u16| *slot < groups;
            members.and(&Selection::from_values(members.participants(), &of_row, is_in))
        };
        Self { of_row, groups, members }
    }

    /// Number of groups.
    pub fn groups(&self) -> usize {
        usize::from(self.groups)
    }

    /// Those in a group.
    pub const fn members(&self) -> &Selection {
        &self.members
    }

    /// Only those who stay.
    pub fn keep(&self, those: &Selection) -> Self {
        Self { members: self.members.and(those), ..self.clone() }
    }

    /// Others in the same groups, who would be members if they were selected.
    pub fn with_members(&self, members: &Selection) -> Slots<'_> {
        Slots { of_row: Cow::Borrowed(&self.of_row), groups: self.groups, members: members.clone() }
    }

    /// Tells `see` the row and the group of every member, in the order of rows. No other row costs anything.
    pub fn for_each(&self, mut see: impl FnMut(usize, usize)) {
        let words = self.members.words().iter().zip(self.of_row.chunks(WORD));
        for (start, (&word, slots)) in (0..).step_by(WORD).zip(words) {
            let mut rest = word;
            while let Some(slot) = slots.get(rest.trailing_zeros() as usize) {
                see(start + rest.trailing_zeros() as usize, usize::from(*slot));
                rest &= rest - 1;
            }
        }
    }
}

/// The groups that `grouping` makes of the selected people.
///
/// # Errors
/// [`AnalysisError::UnknownGrouping`] when it is no category or flag of the study, [`AnalysisError::Mismatch`] when
/// its column is not of that type.
pub(super) fn groups<'a>(
    frame: Frame<'a>,
    catalogue: &StudyCatalogue,
    selection: &Selection,
    grouping: Option<&Code>,
) -> Result<Groups<'a>, AnalysisError> {
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
            Ok(split(names.collect(), codes.as_slice().into(), selection, Some(present)))
        }
        (VariableKind::Flag, Some(Column::Flag { yes, present })) => {
            Ok(split(answers(&variable.label), first_or_second(yes).into(), selection, Some(present)))
        }
        (VariableKind::Number { .. } | VariableKind::Date, _) => Err(unknown()),
        (VariableKind::Category { .. } | VariableKind::Flag, _) => {
            Err(AnalysisError::Mismatch { what: format!("the column of “{}”", variable.label) })
        }
    }
}

/// Two groups without a person in common, by name.
pub(super) fn pair(labels: [&str; 2], groups: &DisjointGroups) -> Groups<'static> {
    let [first, second] = groups.selections();
    let names = labels.map(|label| GroupName { code: None, label: label.to_owned() });
    let positions = first_or_second(first);
    let pair = PairSizes::of(groups, first.participants() as u32);
    Groups { pair: Some(pair), ..split(names.to_vec(), positions.into(), &first.or(second), None) }
}

/// 0 for those in `first`, 1 for all others.
fn first_or_second(first: &Selection) -> Vec<u16> {
    let bits = |&word: &u64| (0..WORD).map(move |bit| u16::from(word >> bit & 1 == 0));
    let mut positions: Vec<u16> = first.words().iter().flat_map(bits).collect();
    positions.truncate(first.participants());
    positions
}

/// One group of all the selected.
pub(super) fn everyone(participants: usize, selection: &Selection) -> Groups<'static> {
    let names = vec![GroupName { code: None, label: EVERYONE.to_owned() }];
    split(names, vec![0; participants].into(), selection, None)
}

/// Yes first, then no.
fn answers(label: &str) -> Vec<GroupName> {
    ["yes", "no"]
        .into_iter()
        .map(|answer| GroupName { code: Code::try_from(answer).ok(), label: format!("{label}, {answer}") })
        .collect()
}

/// Of the `selected`, those `with_value` are in a group, where that makes a difference.
fn split<'a>(
    names: Vec<GroupName>,
    positions: Cow<'a, [u16]>,
    selected: &Selection,
    with_value: Option<&Selection>,
) -> Groups<'a> {
    let groups = u16::try_from(names.len()).unwrap_or(u16::MAX);
    let members = with_value.map_or_else(|| selected.clone(), |with_value| selected.and(with_value));
    Groups { names, slots: Slots::new(positions, groups, members), selected: selected.count(), pair: None }
}
