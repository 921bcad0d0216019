//! The filters in force, each with the way to drop it.

use super::TrendAddress;
use crate::cohort;
use crate::domain::{Code, StudyCatalogue};

/// One filter in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterChip {
    /// The variable.
    pub variable: Code,
    /// What is asked of it: "Age 30 to 60 years".
    pub label: String,
    /// Canonical query of the page without this filter.
    pub query_without: String,
}

impl TrendAddress {
    /// The filters in force, in catalogue order; none for variables that the catalogue lacks.
    pub fn chips(&self, catalogue: &StudyCatalogue) -> Vec<FilterChip> {
        let chip = |variable: &Code| {
            let label = cohort::label(self.filter(variable)?, catalogue)?;
            let query_without = self.without(variable).query(catalogue);
            Some(FilterChip { variable: variable.clone(), label, query_without })
        };
        catalogue.variables.iter().filter_map(|variable| chip(&variable.code)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::super::test_study::{catalogue, code, finite};
    use crate::cohort::Criterion;

    #[test]
    fn each_filter_in_force_names_itself_and_the_page_without_it() {
        let catalogue = catalogue();
        let address = parse("score=days&f.migraine=no&f.age.from=30", &catalogue).expect("fits");
        let chips = address.chips(&catalogue);
        let texts: Vec<_> =
            chips.iter().map(|chip| (chip.label.as_str(), chip.query_without.as_str())).collect();
        assert_eq!(
            texts,
            [
                ("Age at least 30 years", "score=days&f.migraine=no"),
                ("Migraine no", "score=days&f.age.from=30")
            ]
        );
    }

    #[test]
    fn dropping_the_only_filter_leaves_everything_else() {
        let catalogue = catalogue();
        let address = parse("f.sex=female&missing=locf", &catalogue).expect("fits");
        let rest = address.without(&code("sex"));
        assert_eq!(rest.query(&catalogue), "missing=locf");
        assert_eq!(rest.without(&code("age")), rest);
        assert!(rest.chips(&catalogue).is_empty());
    }

    #[test]
    fn a_filter_put_in_replaces_that_of_its_variable_and_no_other() {
        let catalogue = catalogue();
        let address = parse("score=days&f.age.from=30&f.migraine=no", &catalogue).expect("fits");
        let filter = Criterion::NumberRange {
            variable: code("age"),
            low: Some(finite(20.0)),
            high: Some(finite(29.0)),
        };
        let with = address.with(&code("age"), Some(filter)).query(&catalogue);
        assert_eq!(with, "score=days&f.age.from=20&f.age.to=29&f.migraine=no");
        assert_eq!(parse(&with, &catalogue).expect("fits").query(&catalogue), with);
    }
}
