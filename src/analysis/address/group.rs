//! Which people form a group of a comparison, as it stands in an address.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::cohort::{CohortDefinition, CohortVersion, Criterion};
use crate::domain::{Code, StudyCatalogue, VariableKind};

/// One group of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupChoice {
    /// People with this level of a category: `region.knee`.
    Level {
        /// A category that people may split by.
        variable: Code,
        /// One of its levels.
        level: Code,
    },
    /// People with this answer of a flag: `migraine.yes`.
    Answer {
        /// A flag that people may split by.
        variable: Code,
        /// The answer.
        answer: bool,
    },
    /// The people of a version of a saved cohort: `cohort.12.4`.
    Saved(CohortVersion),
    /// Everyone who is not in the other group: `rest`.
    Rest,
}

/// A version of a saved cohort that can be chosen as a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedGroup {
    /// Which.
    pub version: CohortVersion,
    /// Name for people; of a version that is not the current one with its number ("Knee, version 3").
    pub label: String,
}

const REST: &str = "rest";
const SAVED_PREFIX: &str = "cohort.";

impl GroupChoice {
    /// Every group that the study offers, level by level in catalogue order, then the rest.
    pub fn all(catalogue: &StudyCatalogue) -> Vec<Self> {
        let mut choices = Vec::new();
        for variable in catalogue.variables.iter().filter(|variable| variable.filterable) {
            let variable_code = || variable.code.clone();
            match &variable.kind {
                VariableKind::Category { levels } => choices.extend(
                    levels
                        .iter()
                        .map(|level| Self::Level { variable: variable_code(), level: level.code.clone() }),
                ),
                VariableKind::Flag => choices
                    .extend([true, false].map(|answer| Self::Answer { variable: variable_code(), answer })),
                VariableKind::Number { .. } | VariableKind::Date => {}
            }
        }
        choices.push(Self::Rest);
        choices
    }

    /// The group with this text in addresses, if the study offers it; whether there is such a saved cohort is not known
    /// here.
    pub fn find(text: &str, catalogue: &StudyCatalogue) -> Option<Self> {
        let saved = text.strip_prefix(SAVED_PREFIX).and_then(CohortVersion::parse).map(Self::Saved);
        let mut offered = Self::all(catalogue).into_iter().filter(|choice| choice.to_string() == text);
        saved.or_else(|| offered.next())
    }

    /// The people of the study who are in it; `None` for a saved cohort, which says so itself, and for the rest, which
    /// depends on the other group.
    pub fn definition(&self) -> Option<CohortDefinition> {
        let criterion = match self {
            Self::Level { variable, level } => {
                Criterion::OneOf { variable: variable.clone(), levels: vec![level.clone()] }
            }
            Self::Answer { variable, answer } => {
                Criterion::FlagIs { variable: variable.clone(), answer: *answer }
            }
            Self::Saved(_) | Self::Rest => return None,
        };
        Some(CohortDefinition::all_of(vec![criterion]))
    }

    /// The saved cohort that decides.
    pub const fn saved(&self) -> Option<CohortVersion> {
        match self {
            Self::Saved(version) => Some(*version),
            Self::Level { .. } | Self::Answer { .. } | Self::Rest => None,
        }
    }

    /// The variable that decides; `None` for a saved cohort and for the rest.
    pub const fn variable(&self) -> Option<&Code> {
        match self {
            Self::Level { variable, .. } | Self::Answer { variable, .. } => Some(variable),
            Self::Saved(_) | Self::Rest => None,
        }
    }

    /// Name for people: the level alone where the variable is the study's own grouping ("Usual care"), else with the
    /// variable ("Region: Knee"); a saved cohort as it stands among `saved`.
    pub fn label(&self, catalogue: &StudyCatalogue, saved: &[SavedGroup]) -> String {
        match self {
            Self::Level { variable, level } => {
                labelled(catalogue, variable, |kind| level_label(kind, level).to_owned())
            }
            Self::Answer { variable, answer } => {
                labelled(catalogue, variable, |_| if *answer { "yes" } else { "no" }.to_owned())
            }
            Self::Saved(version) => saved.iter().find(|group| group.version == *version).map_or_else(
                || format!("Cohort {}, version {}", version.cohort, version.version),
                |group| group.label.clone(),
            ),
            Self::Rest => "Everyone else".to_owned(),
        }
    }
}

/// The value alone where the variable is the study's own grouping, else with the variable.
fn labelled(catalogue: &StudyCatalogue, variable: &Code, value: impl Fn(&VariableKind) -> String) -> String {
    let Some((_, found)) = catalogue.variable(variable) else { return variable.to_string() };
    let value = value(&found.kind);
    if catalogue.study.primary_grouping.as_ref() == Some(variable) {
        value
    } else {
        format!("{}: {value}", found.label)
    }
}

fn level_label<'a>(kind: &'a VariableKind, level: &'a Code) -> &'a str {
    let levels = match kind {
        VariableKind::Category { levels } => levels.as_slice(),
        VariableKind::Number { .. } | VariableKind::Flag | VariableKind::Date => &[],
    };
    levels.iter().find(|known| known.code == *level).map_or(level.as_str(), |known| known.label.as_str())
}

impl fmt::Display for GroupChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Level { variable, level } => write!(formatter, "{variable}.{level}"),
            Self::Answer { variable, answer } => {
                write!(formatter, "{variable}.{}", if *answer { "yes" } else { "no" })
            }
            Self::Saved(version) => write!(formatter, "{SAVED_PREFIX}{version}"),
            Self::Rest => formatter.write_str(REST),
        }
    }
}
