//! What an exhibit says of its cohort.

use super::{CheckedCohort, describe};
use crate::domain::StudyCatalogue;

/// A cohort as the words of an exhibit need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortWords {
    /// One plain sentence without a full stop.
    pub sentence: String,
    /// What it selects on that is known only after baseline, each named once.
    pub after_baseline: Vec<String>,
}

impl CohortWords {
    /// The words of a cohort, in the catalogue it was checked against.
    pub fn of(cohort: &CheckedCohort, catalogue: &StudyCatalogue) -> Self {
        Self { sentence: describe(cohort, catalogue), after_baseline: cohort.after_baseline().to_vec() }
    }

    /// Nobody left out.
    pub fn everyone() -> Self {
        Self { sentence: "Everyone".to_owned(), after_baseline: Vec::new() }
    }

    /// Said of a cohort that selects on what happened after baseline: its course is no effect.
    pub fn caveat(&self) -> Option<String> {
        (!self.after_baseline.is_empty()).then(|| {
            format!(
                "People were selected by what happened after baseline ({}); their course is not an effect.",
                self.after_baseline.join(", ")
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_after_baseline_says_by_what() {
        assert_eq!(CohortWords::everyone().caveat(), None);
        let after_baseline = vec!["sessions".to_owned(), "pain at week 12".to_owned()];
        let cohort = CohortWords { after_baseline, ..CohortWords::everyone() };
        assert_eq!(
            cohort.caveat().as_deref(),
            Some(
                "People were selected by what happened after baseline (sessions, pain at week 12); their course is not an \
                 effect."
            )
        );
    }
}
