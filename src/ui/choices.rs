//! What is set on a trends page, read from its address for the controls.

use std::fmt::Display;

use crate::analysis::address::{Split, TrendAddress};
use crate::domain::{Code, Instrument, StudyCatalogue, Variable, VariableKind};
use crate::exhibit::DeckId;

/// The one form of a trends page; controls anywhere on the page belong to it.
pub const FORM_ID: &str = "choices";

/// The instrument shown.
pub fn instrument<'a>(chosen: Option<&Code>, catalogue: &'a StudyCatalogue) -> Option<&'a Instrument> {
    let code = chosen.unwrap_or(&catalogue.study.primary_instrument);
    catalogue.instrument(code).map(|(_, instrument)| instrument)
}

/// The value of the “Score” control: empty for the study's own score.
pub fn score_value(chosen: Option<&Code>, catalogue: &StudyCatalogue) -> String {
    let own = &catalogue.study.primary_instrument;
    chosen.filter(|code| *code != own).map_or_else(String::new, ToString::to_string)
}

/// The value of the “Split by” control: empty for the study's own grouping.
pub fn split_value(address: &TrendAddress, catalogue: &StudyCatalogue) -> String {
    match &address.split {
        Split::StudyDefault => String::new(),
        Split::Nobody if catalogue.study.primary_grouping.is_none() => String::new(),
        Split::Nobody => NOBODY.to_owned(),
        Split::By(code) if catalogue.study.primary_grouping.as_ref() == Some(code) => String::new(),
        Split::By(code) => code.to_string(),
    }
}

/// The value of “Split by” for everyone as one group.
pub const NOBODY: &str = "none";

/// One entry of a list of choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Sent by the form; empty for the study's own choice, which is left out of the address.
    pub value: String,
    /// For people.
    pub label: String,
}

/// Scores to choose from, the study's own first in meaning, not in place.
pub fn score_choices(catalogue: &StudyCatalogue) -> Vec<Choice> {
    let own = &catalogue.study.primary_instrument;
    let choice = |instrument: &Instrument| Choice {
        value: if &instrument.code == own { String::new() } else { instrument.code.as_str().to_owned() },
        label: capitalised(&instrument.label),
    };
    catalogue.instruments.iter().map(choice).collect()
}

/// Categories and flags to split by, and everyone as one group.
pub fn split_choices(catalogue: &StudyCatalogue) -> Vec<Choice> {
    let own = catalogue.study.primary_grouping.as_ref();
    let groupable =
        catalogue.variables.iter().filter(|variable| variable.filterable && is_grouping(variable));
    let choice = |variable: &Variable| Choice {
        value: if Some(&variable.code) == own { String::new() } else { variable.code.as_str().to_owned() },
        label: variable.label.clone(),
    };
    let nobody = Choice {
        value: if own.is_none() { String::new() } else { NOBODY.to_owned() },
        label: "Nothing: one line".to_owned(),
    };
    groupable.map(choice).chain([nobody]).collect()
}

fn is_grouping(variable: &Variable) -> bool {
    match variable.kind {
        VariableKind::Category { .. } | VariableKind::Flag => true,
        VariableKind::Number { .. } | VariableKind::Date => false,
    }
}

/// With a capital first letter, for a label that the study writes as in a sentence.
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The address of the page of a deck.
pub fn deck_address(deck: DeckId) -> String {
    format!("/decks/{deck}")
}

/// The address of the comparison page of a study.
pub fn compare_address(study: &impl Display, query: &str) -> String {
    with_query(format!("/s/{study}/compare"), query)
}

/// The address of the cohort page of a study.
pub fn cohort_address(study: &impl Display, query: &str) -> String {
    with_query(format!("/s/{study}/cohort"), query)
}

/// The address of a page of a study.
pub fn page_address(study: &impl Display, query: &str) -> String {
    with_query(format!("/s/{study}"), query)
}

fn with_query(path: String, query: &str) -> String {
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_gets_its_capital_and_an_empty_one_stays_empty() {
        assert_eq!(capitalised("headache severity"), "Headache severity");
        assert_eq!(capitalised(""), "");
    }
}
