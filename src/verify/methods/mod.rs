//! The methods by name: what each is given and what it gives.
//!
//! One file a family. A method here calls a public function of `stats` and names its results; it computes nothing.

mod ancova;
mod means;

use super::{Call, CaseError, Outcome};

/// An argument, option or result of a method.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The name in a case.
    pub name: &'static str,
    /// What it is, what it may be, and for an option what it is when not given.
    pub meaning: &'static str,
}

/// A method with a stable name.
#[derive(Debug, Clone, Copy)]
pub struct Method {
    /// `family.variant`, as `t_test.welch`.
    pub name: &'static str,
    /// In words.
    pub title: &'static str,
    /// The formula, in plain text.
    pub formula: &'static str,
    /// The publication, and the reference implementation it equals.
    pub source: &'static str,
    /// What a case must or may give.
    pub arguments: &'static [Field],
    /// How the method may be asked.
    pub options: &'static [Field],
    /// What it gives.
    pub results: &'static [Field],
    /// Runs it.
    pub run: fn(&Call<'_>) -> Result<Outcome, CaseError>,
}

/// All methods, family by family.
pub fn all() -> impl Iterator<Item = &'static Method> {
    [means::METHODS, ancova::METHODS].into_iter().flatten()
}

/// The method with this name.
pub fn named(name: &str) -> Option<&'static Method> {
    all().find(|method| method.name == name)
}

/// Shorthand of the tables below.
const fn field(name: &'static str, meaning: &'static str) -> Field {
    Field { name, meaning }
}

const TEST_OPTIONS: &[Field] = &[
    field("alternative", "two_sided (as long as nothing else is said), less or greater"),
    field("null_value", "the parameter under the null hypothesis; 0"),
    field("confidence", "level of the interval; 0.95"),
];

const TWO_SAMPLES: &[Field] = &[
    field("response", "column of the values"),
    field("group", "column of the groups; the first level is compared with the second"),
    field("levels", "two levels in the order wanted; otherwise numbers ascend and words are sorted"),
    field("x", "instead: column or list of the first sample"),
    field("y", "instead: column or list of the second sample"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_has_a_name_of_its_own_and_says_what_it_is() {
        let mut names: Vec<&str> = all().map(|method| method.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        for method in all() {
            let said = [method.title, method.formula, method.source];
            assert!(said.iter().all(|words| !words.is_empty()), "{}", method.name);
            assert!(!method.results.is_empty(), "{}", method.name);
        }
    }
}
