//! How large two groups are, as far as it may be seen: beside everyone, the groups as they were given, and those in
//! both.

use super::{DisjointGroups, OverlapResolution};
use crate::exhibit::disclosure::{CellId, LinkedCounts};
use crate::exhibit::{Count, Policy};

/// The sizes of two groups without people in common, and of those they were made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairSizes {
    /// People in the study.
    pub everyone: u32,
    /// People in the groups as they were given.
    pub given: [u32; 2],
    /// People who were in both.
    pub overlap: u32,
    /// What was done with them.
    pub resolution: OverlapResolution,
    /// People in the groups as they are compared.
    pub people: [u32; 2],
}

/// The same as a viewer may see them, alike in every figure of the two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) struct ShownSizes {
    /// First and second.
    pub groups: [Count; 2],
    /// People in either.
    pub either: Count,
    /// People who were in both.
    pub overlap: Count,
}

impl ShownSizes {
    const HIDDEN: Self = Self { groups: [Count::Hidden; 2], either: Count::Hidden, overlap: Count::Hidden };
}

/// The same as counts that are linked with others.
#[derive(Debug, Clone, Copy)]
pub(super) struct SizeCells {
    pub groups: [CellId; 2],
    pub overlap: CellId,
    either: CellId,
}

impl PairSizes {
    /// Of `groups` in a study of `everyone`.
    pub fn of(groups: &DisjointGroups, everyone: u32) -> Self {
        Self {
            everyone,
            given: groups.given(),
            overlap: groups.overlap(),
            resolution: groups.resolution(),
            people: groups.selections().each_ref().map(crate::domain::frame::Selection::count),
        }
    }

    /// People in either group.
    pub fn either(&self) -> u32 {
        self.people.iter().sum()
    }

    /// Whether nothing of the two groups may be shown: one is small, or one or both leave out a few people.
    pub(super) fn are_withheld(&self, policy: Policy) -> bool {
        let [first, second] = self.people;
        [first, second, self.either()].iter().any(|&people| policy.withholds(people, self.everyone))
    }

    /// Nothing where one group, or everyone but one group, or everyone but both, is small.
    pub(in crate::analysis) fn shown(&self, policy: Policy) -> ShownSizes {
        if self.are_withheld(policy) {
            return ShownSizes::HIDDEN;
        }
        let mut counts = LinkedCounts::default();
        let cells = SizeCells {
            groups: self.people.map(|people| counts.printed(people)),
            overlap: counts.printed(self.overlap),
            either: counts.printed(self.either()),
        };
        self.link(&mut counts, cells, policy);
        let shown = counts.publish(policy);
        ShownSizes {
            groups: cells.groups.map(|cell| shown.count(cell)),
            either: shown.count(cells.either),
            overlap: shown.count(cells.overlap),
        }
    }

    /// Declares the sizes as [`Self::shown`] shows them, for counts within the groups to be linked with.
    pub(super) fn settle(&self, counts: &mut LinkedCounts, policy: Policy) -> SizeCells {
        let shown = self.shown(policy);
        let ([first, second], [first_shown, second_shown]) = (self.people, shown.groups);
        let cells = SizeCells {
            groups: [counts.settled(first, first_shown), counts.settled(second, second_shown)],
            overlap: counts.settled(self.overlap, shown.overlap),
            either: counts.settled(self.either(), shown.either),
        };
        self.link(counts, cells, policy);
        cells
    }

    fn link(&self, counts: &mut LinkedCounts, cells: SizeCells, policy: Policy) {
        self.link_everyone(counts, cells, policy);
        self.link_given(counts, cells, policy);
    }

    /// The groups and the others are everyone; those dropped from both are some of the others.
    fn link_everyone(&self, counts: &mut LinkedCounts, cells: SizeCells, policy: Policy) {
        let [first, second] = cells.groups;
        let others_people = self.everyone.saturating_sub(self.either());
        let everyone = counts.settled(self.everyone, policy.count(self.everyone));
        let others = counts.implied(others_people);
        counts.sum(cells.either, &[first, second]);
        counts.sum(everyone, &[cells.either, others]);
        counts.sum(everyone, &[first, second, others]);
        match self.resolution {
            OverlapResolution::Refuse | OverlapResolution::SecondWithoutFirst => {}
            OverlapResolution::DropFromBoth => {
                let neither = counts.implied(others_people.saturating_sub(self.overlap));
                counts.sum(others, &[cells.overlap, neither]);
            }
        }
    }

    /// A group as it was given is shown elsewhere: it is the group compared and those taken out.
    fn link_given(&self, counts: &mut LinkedCounts, cells: SizeCells, policy: Policy) {
        let given = self.given.map(|people| counts.settled(people, policy.count(people)));
        let ([first, second], [given_first, given_second]) = (cells.groups, given);
        match self.resolution {
            OverlapResolution::Refuse => {}
            OverlapResolution::SecondWithoutFirst => {
                let [in_first, _] = self.given;
                let only_first = counts.implied(in_first.saturating_sub(self.overlap));
                counts.sum(first, &[cells.overlap, only_first]);
                counts.sum(given_second, &[second, cells.overlap]);
            }
            OverlapResolution::DropFromBoth => {
                counts.sum(given_first, &[first, cells.overlap]);
                counts.sum(given_second, &[second, cells.overlap]);
            }
        }
    }
}
