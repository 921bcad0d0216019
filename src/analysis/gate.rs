//! Whether a selection may be shown at all.

use crate::exhibit::Policy;

/// What a page may show of a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Everything, through the policy.
    Open,
    /// Nobody is selected, and the viewer may know it.
    Empty,
    /// Too few people are selected, or too few are left out, to show anything.
    Suppressed,
}

/// Decides for `selected` of `everyone`, both in people.
///
/// Under [`Policy::Rounded`] fewer than [`Policy::THRESHOLD`] selected, nobody included, or 1 to 10 left out
/// suppress the page: those left out are everyone minus the selection, so they could be worked out. Under
/// [`Policy::Exact`] only an empty selection shows nothing.
pub const fn gate(everyone: u32, selected: u32, policy: Policy) -> Gate {
    match policy {
        Policy::Exact if selected == 0 => Gate::Empty,
        Policy::Rounded if selected < Policy::THRESHOLD => Gate::Suppressed,
        Policy::Rounded if is_small(everyone.saturating_sub(selected)) => Gate::Suppressed,
        Policy::Exact | Policy::Rounded => Gate::Open,
    }
}

/// 1 to 10 people: a group that may not be shown under [`Policy::Rounded`].
pub(super) const fn is_small(people: u32) -> bool {
    people > 0 && people < Policy::THRESHOLD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate_turns_at_eleven_on_both_sides() {
        let rounded = |selected| gate(100, selected, Policy::Rounded);
        let cases = [
            (0, Gate::Suppressed),
            (1, Gate::Suppressed),
            (10, Gate::Suppressed),
            (11, Gate::Open),
            (89, Gate::Open),
            (90, Gate::Suppressed),
            (99, Gate::Suppressed),
            (100, Gate::Open),
        ];
        for (selected, expected) in cases {
            assert_eq!(rounded(selected), expected, "{selected} of 100");
        }
    }

    #[test]
    fn those_who_may_see_everything_are_only_told_of_nobody() {
        assert_eq!(gate(100, 0, Policy::Exact), Gate::Empty);
        assert_eq!(gate(100, 1, Policy::Exact), Gate::Open);
        assert_eq!(gate(100, 99, Policy::Exact), Gate::Open);
    }

    #[test]
    fn a_study_of_ten_is_never_shown_rounded() {
        assert_eq!(gate(10, 10, Policy::Rounded), Gate::Suppressed);
        assert_eq!(gate(0, 0, Policy::Rounded), Gate::Suppressed);
    }
}
