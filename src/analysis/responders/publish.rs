//! What may be seen of responders.
//!
//! Under [`Policy::Rounded`] only fixed cut-offs are shown, every count passes through
//! [`LinkedCounts`](crate::exhibit::disclosure::LinkedCounts) with the steps between cut-offs, the people left of each
//! denominator and those who are no completers as counts of their own, and shares and their intervals come from the
//! rounded counts in whole per cents.

use serde::{Deserialize, Serialize};

use super::cells::{GroupCells, Ladders, SetCells, link_groups};
use super::cut_offs::STEP;
use super::{ResponderGroup, ResponderValue, RespondersResult};
use crate::analysis::headcount::Headcount;
use crate::analysis::share::{PublicShare, share_of};
use crate::domain::{Code, CompleterRule, Instrument, ThresholdKind};
use crate::exhibit::disclosure::ShownCounts;
use crate::exhibit::{Count, Policy, Publish};

/// Responders by group, as a viewer may see them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicResponders {
    /// The score, with its thresholds.
    pub instrument: Instrument,
    /// The value compared with the baseline.
    pub value: ResponderValue,
    /// Who is a completer.
    pub completer: CompleterRule,
    /// Position of the primary time point.
    pub primary: u32,
    /// Position of the baseline.
    pub baseline: u32,
    /// The cut-offs shown, in per cent of the person's own baseline, ascending.
    pub cut_offs: Vec<u32>,
    /// People in the cohort.
    pub selected: Count,
    /// People in no group.
    pub ungrouped: Count,
    /// In the order of the category's levels.
    pub groups: Vec<PublicResponderGroup>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicResponderGroup {
    /// Level code; `None` for everyone as one group and for a chosen group.
    pub code: Option<Code>,
    /// Name for people.
    pub label: String,
    /// People in it.
    pub people: Count,
    /// People without a baseline value: in neither denominator.
    pub baseline_missing: Count,
    /// People with a baseline of 0 or below: in neither denominator.
    pub baseline_zero: Count,
    /// Everyone with a baseline above 0.
    pub everyone: PublicResponderSet,
    /// The completers among them.
    pub completers: PublicResponderSet,
}

/// One denominator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicResponderSet {
    /// People in it.
    pub people: Count,
    /// Those of them without a value to compare, counted as not improved.
    pub missing: Count,
    /// One a cut-off.
    pub at_least: Vec<PublicShare>,
    /// One a threshold of the instrument.
    pub thresholds: Vec<PublicShare>,
}

impl Publish for RespondersResult {
    type Public = PublicResponders;

    fn publish(self, policy: Policy) -> PublicResponders {
        let shown = self.headcount().shown(policy);
        let cut_offs = cut_offs(policy);
        let ladders = Ladders::of(&self, &cut_offs);
        let (cells, counts) = link_groups(&self, &ladders, &shown);
        let counts = counts.publish(policy);
        let view = View { instrument: &self.instrument, cut_offs: &cut_offs, ladders: &ladders, policy };
        let groups = self.groups.iter().zip(shown.groups).zip(&cells);
        let groups = groups
            .map(|((group, people), cells)| match cells {
                Some(cells) => view.group(group, people, cells, &counts),
                None => view.hidden_group(group),
            })
            .collect();
        PublicResponders {
            value: self.value,
            completer: self.completer,
            primary: self.primary as u32,
            baseline: self.baseline as u32,
            selected: shown.selected,
            ungrouped: shown.ungrouped,
            groups,
            cut_offs,
            instrument: self.instrument,
        }
    }
}

impl RespondersResult {
    fn headcount(&self) -> Headcount<'_> {
        Headcount {
            everyone: self.everyone,
            selected: self.selected,
            ungrouped: self.ungrouped,
            groups: self.groups.iter().map(|group| group.people).collect(),
            pair: self.pair.as_ref(),
        }
    }
}

/// Every whole per cent, or every tenth one.
fn cut_offs(policy: Policy) -> Vec<u32> {
    let step = match policy {
        Policy::Exact => 1,
        Policy::Rounded => STEP,
    };
    (0..=100).step_by(step as usize).collect()
}

/// What all groups share.
#[derive(Clone, Copy)]
struct View<'a> {
    instrument: &'a Instrument,
    cut_offs: &'a [u32],
    ladders: &'a Ladders,
    policy: Policy,
}

impl View<'_> {
    fn group(
        self,
        group: &ResponderGroup,
        people: Count,
        cells: &GroupCells,
        shown: &ShownCounts,
    ) -> PublicResponderGroup {
        PublicResponderGroup {
            code: group.code.clone(),
            label: group.label.clone(),
            people,
            baseline_missing: shown.count(cells.baseline_missing),
            baseline_zero: shown.count(cells.baseline_zero),
            everyone: self.set(&cells.everyone, shown),
            completers: self.set(&cells.completers, shown),
        }
    }

    fn set(self, cells: &SetCells, shown: &ShownCounts) -> PublicResponderSet {
        let people = shown.count(cells.people);
        let share = |cell| share_of(shown.count(cell), people, self.policy);
        let at_least = self.cut_offs.iter().map(|&percent| cells.at_percent(self.ladders, percent.into()));
        let thresholds = self.instrument.thresholds.iter().map(|threshold| {
            let size = threshold.value.get();
            match threshold.kind {
                ThresholdKind::Points => cells.at_points(self.ladders, size),
                ThresholdKind::PercentOfBaseline => cells.at_percent(self.ladders, size),
            }
        });
        PublicResponderSet {
            people,
            missing: shown.count(cells.missing),
            at_least: at_least.map(|cell| cell.map_or(PublicShare::HIDDEN, share)).collect(),
            thresholds: thresholds.map(|cell| cell.map_or(PublicShare::HIDDEN, share)).collect(),
        }
    }

    /// A group of which nothing is shown but that it exists.
    fn hidden_group(self, group: &ResponderGroup) -> PublicResponderGroup {
        let set = PublicResponderSet {
            people: Count::Hidden,
            missing: Count::Hidden,
            at_least: vec![PublicShare::HIDDEN; self.cut_offs.len()],
            thresholds: vec![PublicShare::HIDDEN; self.instrument.thresholds.len()],
        };
        PublicResponderGroup {
            code: group.code.clone(),
            label: group.label.clone(),
            people: Count::Hidden,
            baseline_missing: Count::Hidden,
            baseline_zero: Count::Hidden,
            everyone: set.clone(),
            completers: set,
        }
    }
}
