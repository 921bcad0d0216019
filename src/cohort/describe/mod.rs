//! A cohort in plain language.

mod changes;
mod phrase;
mod tree;
mod words;

use std::collections::BTreeMap;

pub use changes::changes;
pub(super) use words::number;
use words::{separated, upper_first};

use super::{CheckedCohort, Criterion, Notice};
use crate::domain::StudyCatalogue;

use tree::{Sense, Style, Teller};

/// One plain sentence without a full stop: "Everyone", "Everyone with age 30 to 60 years and no prior surgery".
///
/// The catalogue is the one the cohort was checked against; a criterion whose variable it lacks is left out.
pub fn describe(cohort: &CheckedCohort, catalogue: &StudyCatalogue) -> String {
    let teller = Teller { catalogue, names: &cohort.cohort_names, style: Style::Sentence };
    let mut criteria = Vec::new();
    collect(&cohort.definition().root, &mut criteria);
    let phrases: Vec<String> = match criteria[..] {
        [only] => teller.words(only, Sense::Met).into_iter().collect(),
        _ => criteria.into_iter().filter_map(|criterion| teller.member(criterion, Sense::Met)).collect(),
    };
    match separated(&phrases, "and") {
        text if text.is_empty() => "Everyone".to_owned(),
        text => format!("Everyone with {text}"),
    }
}

/// One criterion as it stands on a control: "Age 30 to 60 years", "Sex Female or Male", "Migraine yes", "Either Age at
/// least 60 years or Migraine yes". A saved cohort is told by its number. `None` for an empty list and for a variable
/// that the catalogue lacks.
pub fn label(criterion: &Criterion, catalogue: &StudyCatalogue) -> Option<String> {
    labelled(criterion, catalogue, &BTreeMap::new())
}

/// As [`label`], with the names of saved cohorts; one that is not among them is told by its number.
pub fn label_with(
    criterion: &Criterion,
    catalogue: &StudyCatalogue,
    names: &BTreeMap<super::CohortId, String>,
) -> Option<String> {
    labelled(criterion, catalogue, names)
}

/// The rules of a cohort as they stand on controls, in the order of [`CheckedCohort::rules`]; an empty list of criteria
/// is "Everyone".
pub fn rule_labels(cohort: &CheckedCohort, catalogue: &StudyCatalogue) -> Vec<String> {
    let told =
        |rule| labelled(rule, catalogue, &cohort.cohort_names).unwrap_or_else(|| "Everyone".to_owned());
    cohort.rules().iter().map(told).collect()
}

/// A notice in one sentence, and what to do.
pub fn notice_sentence(notice: Notice, cohort: &CheckedCohort, catalogue: &StudyCatalogue) -> String {
    let labels = rule_labels(cohort, catalogue);
    let label = |rule: u32| labels.get(rule as usize).cloned().unwrap_or_default();
    match notice {
        Notice::NobodyMeetsRule { rule } => {
            format!("Nobody can meet “{}”, as it contradicts itself. Change it or remove it.", label(rule))
        }
        Notice::EveryoneMeetsRule { rule } => {
            format!("Everyone meets “{}”, so it changes nothing. Change it or remove it.", label(rule))
        }
        Notice::RulesContradict { rule } => format!(
            "“{}” contradicts the rules before it, so nobody can meet them all. Change or remove one of them.",
            label(rule)
        ),
    }
}

fn labelled(
    criterion: &Criterion,
    catalogue: &StudyCatalogue,
    names: &BTreeMap<super::CohortId, String>,
) -> Option<String> {
    if matches!(criterion, Criterion::All(criteria) if criteria.is_empty()) {
        return None;
    }
    let teller = Teller { catalogue, names, style: Style::Control };
    teller.words(criterion, Sense::Met).map(|text| upper_first(&text))
}

/// Criteria in the order in which they are written; a list within the list of all says nothing more.
fn collect<'a>(criterion: &'a Criterion, found: &mut Vec<&'a Criterion>) {
    if let Criterion::All(criteria) = criterion {
        for inner in criteria {
            collect(inner, found);
        }
    } else {
        found.push(criterion);
    }
}

#[cfg(test)]
mod tests;
