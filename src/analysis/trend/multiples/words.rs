//! The words of small multiples. Made from published numbers only.

use crate::analysis::responders::{PublicResponders, at_percent};
use crate::analysis::share::PublicShare;
use crate::analysis::trend::PublicGroup;
use crate::analysis::trend::words::{MOST_GROUPS_TOLD, Story};
use crate::analysis::words::lower_first;
use crate::domain::{Direction, Interval, format};
use crate::exhibit::Count;

/// What the panels are about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels<'a> {
    pub story: Story<'a>,
    pub responders: Option<&'a PublicResponders>,
}

/// Those of a level who improved, of everyone with a baseline above 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Improved<'a> {
    pub share: &'a PublicShare,
    pub of: Count,
}

impl<'a> Levels<'a> {
    /// The improvement in per cent that is told under a panel.
    pub const CUT_OFF: u32 = 30;

    /// Who of a level improved by [`Self::CUT_OFF`]; `None` where the score has no improvement.
    pub fn improved(self, group: &PublicGroup) -> Option<Improved<'a>> {
        let public = self.responders?;
        let set = &public.groups.iter().find(|other| other.code == group.code)?.everyone;
        Some(Improved { share: at_percent(public, set, Self::CUT_OFF)?, of: set.people })
    }

    /// The category in the middle of a sentence.
    pub fn category(self) -> String {
        let variable = self.story.setting().grouping_variable();
        variable.map_or_else(|| "group".to_owned(), |variable| lower_first(&variable.label))
    }

    /// What an improvement of the score is ("fell").
    pub fn verb(self) -> &'static str {
        match self.story.instrument().direction {
            Direction::LowerIsBetter => "fell",
            Direction::HigherIsBetter => "rose",
        }
    }

    pub fn subtitle(self) -> String {
        let category = self.category();
        let panels = format!("by {category} on one scale, the others as thin lines");
        self.story.subtitle_with(&[&panels, "bands are 95% confidence intervals"])
    }

    /// The whole finding for reading aloud: the course of each level, then who improved.
    pub fn sentence(self) -> String {
        let shares: Vec<String> =
            self.story.public.groups.iter().filter_map(|group| self.told(group)).collect();
        let course = self.story.sentence();
        if shares.is_empty() || shares.len() > MOST_GROUPS_TOLD {
            return course;
        }
        format!("{course} Improved by {}% or more, of everyone: {}.", Self::CUT_OFF, shares.join("; "))
    }

    /// `back 69.6% (95% CI 68.3 to 70.8, n 3,671 of 5,277)`.
    fn told(self, group: &PublicGroup) -> Option<String> {
        let Improved { share, of } = self.improved(group)?;
        let percent = format::percent(share.share?, usize::from(share.places));
        let interval =
            share_interval(share).map_or_else(String::new, |interval| format!("95% CI {interval}, "));
        let people = format!("n {} of {}", share.people.words(), of.words());
        Some(format!("{} {percent} ({interval}{people})", lower_first(&group.label)))
    }
}

/// `68.3 to 70.8`, in per cent.
pub(super) fn share_interval(share: &PublicShare) -> Option<String> {
    let interval = share.interval?;
    let percents = Interval::new(interval.low.get() * 100.0, interval.high.get() * 100.0)?;
    Some(format::interval(percents, usize::from(share.places)))
}
