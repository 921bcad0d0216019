//! A cohort in plain language.

use super::{CheckedCohort, Criterion};
use crate::domain::{Code, Finite, Level, StudyCatalogue, Variable, VariableKind, format};

/// One plain sentence without a full stop: "Everyone", "Everyone with age 30 to 60 years and sex female".
///
/// The catalogue is the one the cohort was checked against; a criterion whose variable it lacks is left out.
pub fn describe(cohort: &CheckedCohort, catalogue: &StudyCatalogue) -> String {
    let mut criteria = Vec::new();
    collect(&cohort.definition().root, &mut criteria);
    let phrases: Vec<String> =
        criteria.into_iter().filter_map(|criterion| phrase(criterion, catalogue, in_sentence)).collect();
    // A list within a phrase has commas of its own.
    let separator = if phrases.iter().any(|phrase| phrase.contains(", ")) { "; " } else { ", " };
    match join(&phrases, separator, "and") {
        text if text.is_empty() => "Everyone".to_owned(),
        text => format!("Everyone with {text}"),
    }
}

/// One simple criterion as it stands on a control: "Age 30 to 60 years", "Sex Female or Male", "Migraine yes".
/// `None` for a list of criteria and for a variable that the catalogue lacks.
pub fn label(criterion: &Criterion, catalogue: &StudyCatalogue) -> Option<String> {
    phrase(criterion, catalogue, str::to_owned)
}

/// A number as people write it: as many decimals as it has, at most six.
pub(super) fn number(value: Finite) -> String {
    let exact = format::exact(value);
    let places = exact.split_once('.').map_or(0, |(_, decimals)| decimals.len().min(MAX_PLACES));
    format::decimal(value, places)
}

const MAX_PLACES: usize = 6;
/// A longer list of levels is cut short.
const MAX_LEVELS_NAMED: usize = 4;

/// Simple criteria in the order in which they are written; nesting says nothing, as every node is a conjunction.
fn collect<'a>(criterion: &'a Criterion, found: &mut Vec<&'a Criterion>) {
    match criterion {
        Criterion::All(criteria) => criteria.iter().for_each(|inner| collect(inner, found)),
        Criterion::NumberRange { .. } | Criterion::OneOf { .. } | Criterion::FlagIs { .. } => {
            found.push(criterion);
        }
    }
}

fn phrase(criterion: &Criterion, catalogue: &StudyCatalogue, name: fn(&str) -> String) -> Option<String> {
    let (_, variable) = catalogue.variable(criterion.variable()?)?;
    let value = match criterion {
        Criterion::All(_) => return None,
        Criterion::NumberRange { low, high, .. } => range(variable, *low, *high),
        Criterion::OneOf { levels, .. } => level_names(variable, levels, name),
        Criterion::FlagIs { answer: true, .. } => "yes".to_owned(),
        Criterion::FlagIs { answer: false, .. } => "no".to_owned(),
    };
    Some(format!("{} {value}", name(&variable.label)))
}

fn range(variable: &Variable, low: Option<Finite>, high: Option<Finite>) -> String {
    let unit = match &variable.kind {
        VariableKind::Number { unit, .. } if !unit.is_empty() => format!(" {unit}"),
        VariableKind::Number { .. }
        | VariableKind::Category { .. }
        | VariableKind::Flag
        | VariableKind::Date => String::new(),
    };
    match (low, high) {
        (Some(low), Some(high)) if low == high => format!("{}{unit}", number(low)),
        (Some(low), Some(high)) => format!("{} to {}{unit}", number(low), number(high)),
        (Some(low), None) => format!("at least {}{unit}", number(low)),
        (None, Some(high)) => format!("at most {}{unit}", number(high)),
        (None, None) => "any".to_owned(),
    }
}

fn level_names(variable: &Variable, chosen: &[Code], name: fn(&str) -> String) -> String {
    let levels: &[Level] = match &variable.kind {
        VariableKind::Category { levels } => levels,
        VariableKind::Number { .. } | VariableKind::Flag | VariableKind::Date => &[],
    };
    let mut names: Vec<String> =
        levels.iter().filter(|level| chosen.contains(&level.code)).map(|level| name(&level.label)).collect();
    if names.len() > MAX_LEVELS_NAMED {
        let others = names.len() - (MAX_LEVELS_NAMED - 1);
        names.truncate(MAX_LEVELS_NAMED - 1);
        names.push(format!("{others} others"));
    }
    join(&names, ", ", "or")
}

/// `a`, `a or b`, `a, b or c`; after a semicolon the conjunction is set off too.
fn join(parts: &[String], separator: &str, conjunction: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => {
            let pause = if separator == "; " { ";" } else { "" };
            format!("{}{pause} {conjunction} {last}", first.join(separator))
        }
    }
}

/// A label as it stands within a sentence: "Prior surgery" → "prior surgery"; "BMI" and "SF-36" stay.
fn in_sentence(label: &str) -> String {
    let mut characters = label.chars();
    let Some(first) = characters.next() else { return String::new() };
    let rest_of_word: Vec<char> = characters.clone().take_while(|c| !c.is_whitespace()).collect();
    if rest_of_word.is_empty() || !rest_of_word.iter().all(|c| c.is_lowercase() || !c.is_alphanumeric()) {
        return label.to_owned();
    }
    first.to_lowercase().chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::super::test_study::{catalogue, code, one_of, range};
    use super::super::{CohortDefinition, check};
    use super::*;

    fn flag(variable: &str, answer: bool) -> Criterion {
        Criterion::FlagIs { variable: code(variable), answer }
    }

    fn sentence(criteria: Vec<Criterion>) -> String {
        let catalogue = catalogue();
        describe(&check(&CohortDefinition::all_of(criteria), &catalogue).expect("fits"), &catalogue)
    }

    #[test]
    fn everyone_is_one_word() {
        assert_eq!(sentence(Vec::new()), "Everyone");
        assert_eq!(sentence(vec![Criterion::All(Vec::new())]), "Everyone");
    }

    #[test]
    fn criteria_read_as_a_sentence() {
        let age = range("age", Some(30.0), Some(60.0));
        assert_eq!(sentence(vec![age.clone()]), "Everyone with age 30 to 60 years");
        assert_eq!(
            sentence(vec![age.clone(), one_of("sex", &["female"])]),
            "Everyone with age 30 to 60 years and sex female"
        );
        assert_eq!(
            sentence(vec![age, one_of("sex", &["female"]), flag("prior_surgery", false)]),
            "Everyone with age 30 to 60 years, sex female and prior surgery no"
        );
    }

    #[test]
    fn open_ranges_and_single_values_are_said() {
        assert_eq!(sentence(vec![range("bmi", Some(24.5), None)]), "Everyone with BMI at least 24.5");
        assert_eq!(sentence(vec![range("age", None, Some(-3.0))]), "Everyone with age at most −3 years");
        assert_eq!(sentence(vec![range("age", Some(40.0), Some(40.0))]), "Everyone with age 40 years");
    }

    #[test]
    fn a_list_within_the_sentence_is_set_off() {
        let regions = one_of("region", &["uk", "north", "south"]);
        assert_eq!(
            sentence(vec![range("age", Some(30.0), None), regions, flag("migraine", true)]),
            "Everyone with age at least 30 years; region north, south or UK; and migraine yes"
        );
    }

    #[test]
    fn a_long_list_is_cut_short() {
        let regions = one_of("region", &["north", "south", "east", "west", "uk", "abroad"]);
        assert_eq!(sentence(vec![regions]), "Everyone with region north, south, east or 3 others");
    }

    #[test]
    fn nested_lists_read_like_one() {
        let inner = Criterion::All(vec![flag("migraine", true)]);
        assert_eq!(
            sentence(vec![inner, one_of("sex", &["male"])]),
            "Everyone with migraine yes and sex male"
        );
    }

    #[test]
    fn a_control_keeps_the_words_of_the_study() {
        let catalogue = catalogue();
        assert_eq!(label(&one_of("sex", &["male"]), &catalogue).as_deref(), Some("Sex Male"));
        assert_eq!(
            label(&range("age", None, Some(60.0)), &catalogue).as_deref(),
            Some("Age at most 60 years")
        );
        assert_eq!(label(&Criterion::All(Vec::new()), &catalogue), None);
    }
}
