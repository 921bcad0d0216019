//! Words that every question uses.

use crate::analysis::compare::Assignment;
use crate::cohort::CohortWords;
use crate::domain::{
    Band, Code, Finite, Instrument, StudyCatalogue, Threshold, ThresholdKind, Variable, format,
};
use crate::exhibit::Count;

/// Said wherever the groups were settled after the start.
pub(super) const GROUPED_AFTER_BASELINE: &str =
    "Groups were selected by what happened after baseline; the difference is not an effect.";

/// What makes the groups.
#[derive(Debug, Clone, Copy)]
pub(super) enum Grouped<'a> {
    /// Nothing: everyone is one group.
    Together,
    /// A category or flag.
    By(&'a Code),
    /// Somebody's choice of two groups.
    Chosen(Assignment),
}

impl<'a> Grouped<'a> {
    /// By a variable, or not at all.
    pub fn by(grouping: Option<&'a Code>) -> Self {
        grouping.map_or(Self::Together, Self::By)
    }
}

/// How people came to be in their groups, for words about them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    pub catalogue: &'a StudyCatalogue,
    pub grouped: Grouped<'a>,
}

impl<'a> Setting<'a> {
    pub fn grouping_variable(self) -> Option<&'a Variable> {
        match self.grouped {
            Grouped::By(code) => self.catalogue.variable(code).map(|(_, variable)| variable),
            Grouped::Together | Grouped::Chosen(_) => None,
        }
    }

    /// Whether there are groups to tell apart by name.
    pub const fn has_groups(self) -> bool {
        match self.grouped {
            Grouped::Together => false,
            Grouped::By(_) | Grouped::Chosen(_) => true,
        }
    }

    fn is_primary(self, code: &Code) -> bool {
        self.catalogue.study.primary_grouping.as_ref() == Some(code)
    }

    /// Whether chance decided who is in which group.
    pub fn is_randomised(self) -> bool {
        match self.grouped {
            Grouped::Together => false,
            Grouped::By(code) => self.is_primary(code) && self.catalogue.study.is_randomised(),
            Grouped::Chosen(assignment) => assignment == Assignment::Randomised,
        }
    }

    /// Whether the grouping was settled after the start.
    pub fn is_grouped_after_baseline(self) -> bool {
        match self.grouped {
            Grouped::Together | Grouped::By(_) => {
                self.grouping_variable().is_some_and(|variable| variable.post_baseline)
            }
            Grouped::Chosen(assignment) => assignment == Assignment::SelectedAfterBaseline,
        }
    }

    /// Who is in a figure and how many: the cohort, or each chosen group by name and the cohort it was chosen from.
    pub fn who<'g>(
        self,
        cohort: &CohortWords,
        selected: Count,
        groups: impl Iterator<Item = (&'g str, Count)>,
    ) -> String {
        let sentence = cohort.sentence.trim().trim_end_matches('.');
        match self.grouped {
            Grouped::Together | Grouped::By(_) => format!("{}, {}", upper_first(sentence), people(selected)),
            Grouped::Chosen(_) => {
                let groups: Vec<String> =
                    groups.map(|(label, size)| format!("{label} ({})", people(size))).collect();
                format!("{}, of {}", groups.join(" and "), lower_first(sentence))
            }
        }
    }

    /// A group's name and `separator`, before what is said of it; nothing for everyone as one group.
    pub fn name_before(self, label: &str, separator: &str) -> String {
        if self.has_groups() { format!("{label}{separator}") } else { String::new() }
    }

    /// ` with usual care`, ` (women)`, a chosen group by its own name, or nothing for everyone as one group.
    pub fn of_group(self, label: &str) -> String {
        match self.grouped {
            Grouped::Together => String::new(),
            Grouped::By(code) if self.is_primary(code) => format!(" with {}", lower_first(label)),
            Grouped::By(_) => format!(" ({})", lower_first(label)),
            Grouped::Chosen(Assignment::Randomised) => format!(" with {}", lower_first(label)),
            Grouped::Chosen(Assignment::NotRandomised | Assignment::SelectedAfterBaseline) => {
                format!(" ({label})")
            }
        }
    }

    /// ` by week 12` of chosen groups, whose figure may stand beside one about another time point.
    pub fn by_when(self, end: &str) -> String {
        match self.grouped {
            Grouped::Together | Grouped::By(_) => String::new(),
            Grouped::Chosen(_) => format!(" by {end}"),
        }
    }

    /// What a change is to be compared with: nobody, people whom chance did not choose, or, without words, randomised ones.
    pub fn control_words(self) -> Option<&'static str> {
        let has_comparator = match self.grouped {
            Grouped::Together => false,
            Grouped::By(code) => self.is_primary(code),
            Grouped::Chosen(_) => true,
        };
        let words = if has_comparator { "groups not randomised" } else { "uncontrolled change" };
        (!self.is_randomised()).then_some(words)
    }

    /// Why a difference between the groups, or a change in one, is not an effect. `None` where chance decided, where
    /// [`GROUPED_AFTER_BASELINE`] says it, and for one group without a change.
    pub fn comparison_caveat(self, has_change: bool) -> Option<&'static str> {
        if self.is_randomised() || self.is_grouped_after_baseline() {
            return None;
        }
        match self.grouped {
            Grouped::Together => has_change.then_some(
                "Uncontrolled: there is no comparison group, and people may change by themselves.",
            ),
            Grouped::By(code) if self.is_primary(code) => {
                Some("Groups were not randomised: differences may reflect who chose to start.")
            }
            Grouped::By(_) | Grouped::Chosen(_) => {
                Some("Groups were not randomised: differences may reflect who is in them.")
            }
        }
    }
}

/// `1 person`, `about 403 people`.
pub(super) fn people(count: Count) -> String {
    match count {
        Count::Zero => "nobody".to_owned(),
        Count::Exact(1) => "1 person".to_owned(),
        Count::Exact(_) | Count::About(_) => format!("{} people", count.words()),
        Count::Hidden => "a hidden number of people".to_owned(),
    }
}

/// `56 of 196 (29%)`; `None` of nobody.
pub(super) fn part_of(some: Count, all: Count) -> Option<String> {
    let words = format!("{} of {}", some.words(), all.words());
    match (some.shown(), all.shown()) {
        (_, Some(0)) => None,
        (Some(some), Some(all)) => {
            let share = Finite::new(f64::from(some) / f64::from(all)).unwrap_or(Finite::ZERO);
            Some(format!("{words} ({})", format::percent(share, 0)))
        }
        (None, _) | (_, None) => Some(words),
    }
}

/// A threshold with its source, as a note.
pub(super) fn threshold_note(threshold: &Threshold) -> String {
    let size = plain(threshold.value);
    let size = match threshold.kind {
        ThresholdKind::Points => format!("{size} points"),
        ThresholdKind::PercentOfBaseline => format!("{size}% of the person’s own baseline"),
    };
    format!("{}: {size} ({}).", upper_first(&threshold.label), threshold.source.trim_end_matches('.'))
}

/// What scores mean, with the publication, as a note; `None` of an instrument without bands.
pub(super) fn bands_note(instrument: &Instrument) -> Option<String> {
    let bands = instrument.bands.as_ref()?;
    let list: Vec<String> = bands.list().iter().map(Band::words).collect();
    let (label, source) = (&instrument.label, bands.source().trim_end_matches('.'));
    Some(format!("Bands of {label}: {} ({source}).", list.join("; ")))
}

/// A number as it is declared: whole numbers without decimals.
pub(super) fn plain(value: Finite) -> String {
    let whole = value.get() == libm::floor(value.get());
    format::decimal(value, usize::from(!whole))
}

/// The first letter small, unless the word is written in capitals ("VAS pain").
pub(super) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), second)
            if second.is_none_or(|second| !second.is_uppercase() && !second.is_numeric()) =>
        {
            first.to_lowercase().chain(letters).collect()
        }
        (Some(_) | None, _) => text.to_owned(),
    }
}

/// The first letter large.
pub(super) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
