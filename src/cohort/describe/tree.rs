//! Lists of criteria and their opposites in words.

use std::collections::BTreeMap;

use super::words::{in_sentence, separated};
use crate::cohort::{CohortId, Criterion};
use crate::domain::StudyCatalogue;

/// Whether a criterion is to be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Met,
    NotMet,
}

impl Sense {
    pub const fn opposite(self) -> Self {
        match self {
            Self::Met => Self::NotMet,
            Self::NotMet => Self::Met,
        }
    }
}

/// Where the words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Within a sentence, after "Everyone with".
    Sentence,
    /// On a control, in the words of the study.
    Control,
}

/// What is needed to tell a criterion.
#[derive(Debug, Clone, Copy)]
pub(super) struct Teller<'a> {
    pub catalogue: &'a StudyCatalogue,
    pub names: &'a BTreeMap<CohortId, String>,
    pub style: Style,
}

impl Teller<'_> {
    /// Any criterion; `None` for a name that the catalogue lacks.
    pub fn words(self, criterion: &Criterion, sense: Sense) -> Option<String> {
        match criterion {
            Criterion::All(criteria) if criteria.is_empty() => Some(of_everyone(sense).to_owned()),
            Criterion::All(criteria) => {
                let members = self.members(criteria, Sense::Met);
                list(&members, sense, &ALL)
            }
            Criterion::Any(criteria) => {
                let members = self.members(criteria, Sense::Met);
                list(&members, sense, &ANY)
            }
            Criterion::Not(inner) => self.words(inner, sense.opposite()),
            Criterion::NumberRange { .. }
            | Criterion::DateRange { .. }
            | Criterion::OneOf { .. }
            | Criterion::FlagIs { .. }
            | Criterion::VariablePresence { .. } => self.variable(criterion, sense),
            Criterion::ScoreRange { .. }
            | Criterion::ScoreChange { .. }
            | Criterion::ScorePercentChange { .. }
            | Criterion::Responder { .. }
            | Criterion::ScorePresence { .. }
            | Criterion::Engagement { .. } => self.score(criterion, sense),
            Criterion::InCohort { cohort } => Some(self.membership(*cohort, sense)),
        }
    }

    fn members(self, criteria: &[Criterion], sense: Sense) -> Vec<String> {
        criteria.iter().filter_map(|member| self.member(member, sense)).collect()
    }

    /// A list within a list stands in brackets.
    pub fn member(self, criterion: &Criterion, sense: Sense) -> Option<String> {
        let words = self.words(criterion, sense)?;
        Some(if is_list(criterion) { format!("({words})") } else { words })
    }

    /// The newest version is meant, so the words say that it is not this one for ever.
    fn membership(self, id: CohortId, sense: Sense) -> String {
        let cohort = match self.names.get(&id) {
            Some(name) => format!("the cohort “{name}” as last saved"),
            None => format!("saved cohort {id} as last saved"),
        };
        match sense {
            Sense::Met => format!("membership of {cohort}"),
            Sense::NotMet => format!("no membership of {cohort}"),
        }
    }

    /// A variable's label as it stands here.
    pub fn name(self, label: &str) -> String {
        match self.style {
            Style::Sentence => in_sentence(label),
            Style::Control => label.to_owned(),
        }
    }
}

const fn of_everyone(sense: Sense) -> &'static str {
    match sense {
        Sense::Met => "anything",
        Sense::NotMet => "nothing",
    }
}

fn is_list(criterion: &Criterion) -> bool {
    match criterion {
        Criterion::All(criteria) | Criterion::Any(criteria) => criteria.len() > 1,
        Criterion::Not(inner) => is_list(inner),
        Criterion::NumberRange { .. }
        | Criterion::DateRange { .. }
        | Criterion::OneOf { .. }
        | Criterion::FlagIs { .. }
        | Criterion::VariablePresence { .. }
        | Criterion::ScoreRange { .. }
        | Criterion::ScoreChange { .. }
        | Criterion::ScorePercentChange { .. }
        | Criterion::Responder { .. }
        | Criterion::ScorePresence { .. }
        | Criterion::Engagement { .. }
        | Criterion::InCohort { .. } => false,
    }
}

/// The words before two and before more, and the conjunction, of a list met and not met.
struct ListWords {
    met: (&'static str, &'static str, &'static str),
    not_met: (&'static str, &'static str, &'static str),
    /// Before a single member that is not met.
    not_one: &'static str,
}

const ALL: ListWords =
    ListWords { met: ("both", "all of", "and"), not_met: ("not both", "not all of", "and"), not_one: "not" };
const ANY: ListWords = ListWords {
    met: ("either", "at least one of", "or"),
    not_met: ("neither", "none of", "or"),
    not_one: "not",
};

fn list(members: &[String], sense: Sense, words: &ListWords) -> Option<String> {
    let (two, more, conjunction) = match sense {
        Sense::Met => words.met,
        Sense::NotMet => words.not_met,
    };
    match (members, sense) {
        ([], _) => None,
        ([only], Sense::Met) => Some(only.clone()),
        ([only], Sense::NotMet) => Some(format!("{} {only}", words.not_one)),
        ([first, second], _) if two == "neither" => Some(format!("neither {first} nor {second}")),
        ([_, _], _) => Some(format!("{two} {}", separated(members, conjunction))),
        _ => Some(format!("{more} {}", separated(members, conjunction))),
    }
}
