//! The methods by name: what each is given and what it gives.
//!
//! One file a family. A method here calls a public function of `stats` and names its results; it computes nothing.

mod aft;
mod agreement;
mod ancova;
mod anova;
mod bootstrap;
mod comparisons;
mod competing;
mod correlation;
mod cox;
mod cox_data;
mod descriptive;
mod distributions;
mod dominance;
mod effect_size;
mod gee;
mod goodness_of_fit;
mod margin;
mod means;
mod mixed;
mod mmrm;
mod multiplicity;
mod power;
mod proportions;
mod rank_groups;
mod rank_sum;
mod rates;
mod regression;
mod repeated;
mod signed_rank;
mod signs;
mod strata;
mod survival_curves;
mod survival_data;
mod survival_tests;
mod tables;
mod tukey;
mod two_by_two;
mod variances;

use super::{Call, CaseError, Outcome, Quantity};

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
    [
        distributions::METHODS,
        descriptive::METHODS,
        correlation::METHODS,
        dominance::METHODS,
        effect_size::METHODS,
        goodness_of_fit::METHODS,
        margin::METHODS,
        rank_sum::METHODS,
        signed_rank::METHODS,
        signs::METHODS,
        variances::METHODS,
        means::METHODS,
        ancova::METHODS,
        multiplicity::METHODS,
        rank_groups::METHODS,
        anova::METHODS,
        comparisons::METHODS,
        tukey::METHODS,
        repeated::METHODS,
        two_by_two::METHODS,
        proportions::METHODS,
        tables::METHODS,
        strata::METHODS,
        rates::METHODS,
        agreement::METHODS,
        survival_curves::METHODS,
        survival_tests::METHODS,
        cox::METHODS,
        aft::METHODS,
        competing::METHODS,
        mmrm::METHODS,
        mixed::METHODS,
        gee::METHODS,
        power::METHODS,
        bootstrap::METHODS,
    ]
    .into_iter()
    .chain(regression::METHODS)
    .flatten()
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

/// Groups in columns of their own.
const SAMPLES: Field =
    field("columns", "instead: names of the columns, one a group, which may be of unlike lengths");

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
