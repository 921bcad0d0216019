//! Which people form a group of a comparison, as it stands in an address.

use std::fmt;

use crate::cohort::{CohortDefinition, Criterion};
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
    /// Everyone who is not in the other group: `rest`.
    Rest,
}

const REST: &str = "rest";

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

    /// The group with this text in addresses, if the study offers it.
    pub fn find(text: &str, catalogue: &StudyCatalogue) -> Option<Self> {
        Self::all(catalogue).into_iter().find(|choice| choice.to_string() == text)
    }

    /// The people of the study who are in it; `None` for the rest, which depends on the other group.
    pub fn definition(&self) -> Option<CohortDefinition> {
        let criterion = match self {
            Self::Level { variable, level } => {
                Criterion::OneOf { variable: variable.clone(), levels: vec![level.clone()] }
            }
            Self::Answer { variable, answer } => {
                Criterion::FlagIs { variable: variable.clone(), answer: *answer }
            }
            Self::Rest => return None,
        };
        Some(CohortDefinition::all_of(vec![criterion]))
    }

    /// The variable that decides; `None` for the rest.
    pub const fn variable(&self) -> Option<&Code> {
        match self {
            Self::Level { variable, .. } | Self::Answer { variable, .. } => Some(variable),
            Self::Rest => None,
        }
    }

    /// Name for people: the level alone where the variable is the study's own grouping ("Usual care"), else with the
    /// variable ("Region: Knee").
    pub fn label(&self, catalogue: &StudyCatalogue) -> String {
        let Some((_, variable)) = self.variable().and_then(|code| catalogue.variable(code)) else {
            return "Everyone else".to_owned();
        };
        let value = match (self, &variable.kind) {
            (Self::Level { level, .. }, VariableKind::Category { levels }) => {
                levels.iter().find(|known| known.code == *level).map_or("", |known| known.label.as_str())
            }
            (Self::Answer { answer: true, .. }, _) => "yes",
            (Self::Answer { answer: false, .. }, _) => "no",
            (
                Self::Level { .. } | Self::Rest,
                VariableKind::Number { .. }
                | VariableKind::Category { .. }
                | VariableKind::Flag
                | VariableKind::Date,
            ) => "",
        };
        if catalogue.study.primary_grouping.as_ref() == Some(&variable.code) {
            value.to_owned()
        } else {
            format!("{}: {value}", variable.label)
        }
    }
}

impl fmt::Display for GroupChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Level { variable, level } => write!(formatter, "{variable}.{level}"),
            Self::Answer { variable, answer } => {
                write!(formatter, "{variable}.{}", if *answer { "yes" } else { "no" })
            }
            Self::Rest => formatter.write_str(REST),
        }
    }
}
