//! From what is set to its query string.

use super::filters::{field, limit_fields};
use super::{Split, TrendAddress};
use crate::analysis::responders::ResponderValue;
use crate::cohort::Criterion;
use crate::domain::{MissingDataHandling, StudyCatalogue, format};
use crate::exhibit::TrendBand;

impl TrendAddress {
    /// The canonical query string, without `?`: only what differs from the study's own choices, always in the same
    /// order; empty when nothing is set. Its characters need no escaping in an address.
    pub fn query(&self, catalogue: &StudyCatalogue) -> String {
        let mut fields: Vec<(String, String)> = Vec::new();
        if let Some(instrument) = &self.instrument {
            fields.push(("score".to_owned(), instrument.to_string()));
        }
        match &self.split {
            Split::StudyDefault => {}
            Split::Nobody => fields.push(("split".to_owned(), "none".to_owned())),
            Split::By(variable) => fields.push(("split".to_owned(), variable.to_string())),
        }
        if self.handling != MissingDataHandling::default() {
            fields.push(("missing".to_owned(), self.handling.code().to_owned()));
        }
        if self.band != TrendBand::default() {
            fields.push(("band".to_owned(), self.band.code().to_owned()));
        }
        if self.improved != ResponderValue::default() {
            fields.push(("improved".to_owned(), self.improved.code().to_owned()));
        }
        for variable in &catalogue.variables {
            fields.extend(self.filter(&variable.code).map(filter_fields).unwrap_or_default());
        }
        let fields: Vec<String> = fields.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        fields.join("&")
    }
}

/// The form of this page has controls for these criteria alone.
/// The fields of one filter.
pub(super) fn filter_fields(criterion: &Criterion) -> Vec<(String, String)> {
    match criterion {
        Criterion::NumberRange { variable, low, high } => limit_fields(variable)
            .into_iter()
            .zip([low, high])
            .filter_map(|(field, limit)| limit.map(|limit| (field, format::exact(limit))))
            .collect(),
        Criterion::OneOf { variable, levels } => {
            levels.iter().map(|level| (field(variable), level.to_string())).collect()
        }
        Criterion::FlagIs { variable, answer } => {
            vec![(field(variable), if *answer { "yes" } else { "no" }.to_owned())]
        }
        Criterion::All(_)
        | Criterion::Any(_)
        | Criterion::Not(_)
        | Criterion::DateRange { .. }
        | Criterion::VariablePresence { .. }
        | Criterion::ScoreRange { .. }
        | Criterion::ScoreChange { .. }
        | Criterion::ScorePercentChange { .. }
        | Criterion::Responder { .. }
        | Criterion::ScorePresence { .. }
        | Criterion::Engagement { .. }
        | Criterion::InCohort { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::parse;
    use super::super::test_study::{addresses, catalogue};

    proptest! {
        #[test]
        fn what_is_printed_reads_back_the_same(address in addresses()) {
            let catalogue = catalogue();
            let query = address.query(&catalogue);
            prop_assert_eq!(parse(&query, &catalogue), Ok(address));
            prop_assert!(query.chars().all(|c| c.is_ascii_alphanumeric() || "._-=&".contains(c)), "{}", query);
        }

        #[test]
        fn every_form_reads_back_to_itself(fields in prop::collection::vec(field(), 0..8)) {
            let catalogue = catalogue();
            if let Ok(address) = parse(&fields.join("&"), &catalogue) {
                prop_assert_eq!(parse(&address.query(&catalogue), &catalogue), Ok(address));
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(query in "\\PC{0,80}") {
            let _ = parse(&query, &catalogue());
        }
    }

    fn field() -> impl Strategy<Value = String> {
        let names = [
            "score",
            "split",
            "missing",
            "band",
            "f.age.from",
            "f.age.to",
            "f.change.to",
            "f.sex",
            "f.region",
            "f.migraine",
        ];
        let values = [
            "",
            "30",
            "-5e-7",
            "1e20",
            "days",
            "none",
            "sex",
            "locf",
            "quartiles",
            "female",
            "male",
            "north",
            "yes",
            "any",
        ];
        (prop::sample::select(names.to_vec()), prop::sample::select(values.to_vec()))
            .prop_map(|(name, value)| format!("{name}={value}"))
    }
}
