//! How large the groups of a result are, as far as it may be seen.

use super::compare::PairSizes;
use crate::exhibit::disclosure::hide_linked;
use crate::exhibit::{Count, Policy};

/// People of a study by where they are.
#[derive(Debug, Clone)]
pub(super) struct Headcount<'a> {
    /// In the study.
    pub everyone: u32,
    /// In the cohort.
    pub selected: u32,
    /// In the cohort but in no group.
    pub ungrouped: u32,
    /// In each group.
    pub groups: Vec<u32>,
    /// Where two chosen groups come from.
    pub pair: Option<&'a PairSizes>,
}

/// The same as a viewer may see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShownHeadcount {
    pub selected: Count,
    pub ungrouped: Count,
    pub groups: Vec<Count>,
}

impl Headcount<'_> {
    /// Whether nothing at all may be shown.
    pub fn is_withheld(&self, policy: Policy) -> bool {
        policy.withholds(self.selected, self.everyone)
    }

    /// Nothing of a cohort that is withheld; else sizes of which no hidden one can be worked out.
    pub fn shown(&self, policy: Policy) -> ShownHeadcount {
        if self.is_withheld(policy) {
            let groups = vec![Count::Hidden; self.groups.len()];
            return ShownHeadcount { selected: Count::Hidden, ungrouped: Count::Hidden, groups };
        }
        if let Some(pair) = self.pair {
            let shown = pair.shown(policy);
            let groups = shown.groups.to_vec();
            return ShownHeadcount {
                selected: shown.either,
                ungrouped: policy.count(self.ungrouped),
                groups,
            };
        }
        let sizes: Vec<u32> = self.groups.iter().copied().chain([self.ungrouped]).collect();
        let mut groups = hide_linked(&sizes, policy);
        let ungrouped = groups.pop().unwrap_or(Count::Hidden);
        ShownHeadcount { selected: policy.count(self.selected), ungrouped, groups }
    }
}
