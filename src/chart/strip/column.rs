//! One column: solid, tinted, hatched and outlined parts of a group.

use crate::chart::Tenths;
use crate::chart::canvas::{Canvas, Frame};
use crate::chart::role::{Number, Role};
use crate::exhibit::{Count, StripColumn};

/// What rounding can add to three counts of one group, each at most two away from its number.
const ROUNDING_SLACK: u32 = 6;

/// The parts of a column, as people out of `whole`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    /// How many contribute must not be shown.
    Hidden,
    /// Nobody is in the group.
    Nobody,
    /// Parts that can be drawn.
    Shown {
        /// The whole group.
        whole: u32,
        /// Observed.
        observed: u32,
        /// Filled in by the handling of missing values.
        filled: u32,
        /// How the others are divided.
        rest: Rest,
    },
}

/// The people of a column who do not contribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// So many come back; the others have left.
    BackLater(u32),
    /// The division must not be shown.
    Hidden,
}

impl Parts {
    /// The parts of a column.
    pub(super) fn of(people: &StripColumn) -> Self {
        let parts = [people.contributing, people.no_report, people.left].map(Count::shown);
        let sum = match parts {
            [Some(contributing), Some(no_report), Some(left)] => {
                Some(contributing.saturating_add(no_report).saturating_add(left))
            }
            [None, _, _] | [_, None, _] | [_, _, None] => None,
        };
        let (Some(contributing), Some(whole)) = (people.contributing.shown(), people.group.shown().or(sum))
        else {
            return Self::Hidden;
        };
        if whole == 0 && contributing == 0 {
            return Self::Nobody;
        }
        let filled = filled(people).unwrap_or(0);
        let rest = match (people.no_report.shown(), people.left.shown()) {
            (Some(_), Some(_)) if filled > 0 => Rest::BackLater(0),
            (Some(no_report), Some(_)) => Rest::BackLater(no_report),
            (None, _) | (_, None) => Rest::Hidden,
        };
        Self::Shown { whole: whole.max(contributing), observed: contributing - filled, filled, rest }
    }

    /// Draws the column into `frame`.
    pub(super) fn draw(self, canvas: &Canvas<'_>, number: Number, frame: Frame) {
        match self {
            Self::Hidden => {
                canvas.fill(Role::HiddenHatch, frame);
                canvas.outline(Role::HiddenEdge, frame);
            }
            Self::Nobody => canvas.outline(Role::Outline, frame),
            Self::Shown { whole, observed, filled, rest } => {
                let level = |people: u32| frame.bottom - share(people, whole, frame.bottom - frame.top);
                let (observed_top, filled_top) = (level(observed), level(observed.saturating_add(filled)));
                match rest {
                    Rest::Hidden => canvas.fill(Role::HiddenHatch, Frame { bottom: filled_top, ..frame }),
                    Rest::BackLater(people) => {
                        let top = level(observed.saturating_add(filled).saturating_add(people));
                        canvas.fill(Role::Hatch(number), Frame { top, bottom: filled_top, ..frame });
                    }
                }
                canvas.outline(Role::Outline, frame);
                canvas.fill(Role::Filled(number), Frame { top: filled_top, bottom: observed_top, ..frame });
                canvas.fill(Role::Mark(number), Frame { top: observed_top, ..frame });
            }
        }
    }
}

/// People whose value was filled in: those who contribute although they are missing. `None` when nobody is, or when
/// the counts do not say.
pub(super) fn filled(people: &StripColumn) -> Option<u32> {
    let (contributing, missing, group) =
        (people.contributing.shown()?, people.missing.shown()?, people.group.shown()?);
    let slack = if matches!(people.group, Count::About(_)) { ROUNDING_SLACK } else { 0 };
    let over = contributing.saturating_add(missing).saturating_sub(group);
    (missing > 0 && over > slack).then_some(missing.min(contributing))
}

fn share(people: u32, whole: u32, height: Tenths) -> Tenths {
    let part = u64::from(people.min(whole)) * u64::try_from(height).unwrap_or(0) / u64::from(whole.max(1));
    Tenths::try_from(part).unwrap_or(height)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(
        contributing: Count,
        no_report: Count,
        left: Count,
        group: Count,
        missing: Count,
    ) -> StripColumn {
        StripColumn { contributing, no_report, left, group, missing }
    }

    #[test]
    fn observed_people_are_solid_and_the_others_hatched_or_outlined() {
        use Count::{Exact, Zero};
        let column = people(Exact(301), Exact(20), Exact(80), Exact(401), Exact(100));
        let parts = Parts::Shown { whole: 401, observed: 301, filled: 0, rest: Rest::BackLater(20) };
        assert_eq!(Parts::of(&column), parts);
        assert_eq!(Parts::of(&people(Zero, Zero, Zero, Zero, Zero)), Parts::Nobody);
    }

    #[test]
    fn people_filled_in_are_told_from_people_observed() {
        use Count::{About, Exact};
        let column = people(Exact(401), Exact(20), Exact(80), Exact(401), Exact(100));
        assert_eq!(filled(&column), Some(100));
        let rounded = people(About(303), About(18), About(83), About(403), About(103));
        assert_eq!(filled(&rounded), None, "rounding alone does not fill anything in");
    }

    #[test]
    fn what_is_hidden_is_never_worked_out() {
        use Count::{About, Hidden};
        let column = people(Hidden, About(13), About(13), About(33), About(28));
        assert_eq!(Parts::of(&column), Parts::Hidden);
        let column = people(About(33), Hidden, Hidden, About(43), Hidden);
        let parts = Parts::Shown { whole: 43, observed: 33, filled: 0, rest: Rest::Hidden };
        assert_eq!(Parts::of(&column), parts);
    }
}
