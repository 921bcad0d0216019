//! What the filter rail of a page shows as set: simple criteria, at most one a variable.

use crate::cohort::Criterion;
use crate::domain::{Code, Finite};

/// Simple criteria, each on a variable of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RailFilters(Vec<Criterion>);

impl RailFilters {
    /// The first simple criterion on each variable; others are left out.
    pub fn of<'a>(criteria: impl IntoIterator<Item = &'a Criterion>) -> Self {
        let mut filters = Self::default();
        for criterion in criteria {
            let taken = simple_variable(criterion).map(|variable| filters.get(variable).is_some());
            if taken == Some(false) {
                filters.0.push(criterion.clone());
            }
        }
        filters
    }

    /// The criterion on a variable.
    pub fn get(&self, variable: &Code) -> Option<&Criterion> {
        self.0.iter().find(|filter| filter.variable() == Some(variable))
    }

    /// The limits set on a number; `None` where the declared range ends.
    pub fn number_limits(&self, variable: &Code) -> (Option<Finite>, Option<Finite>) {
        if let Some(Criterion::NumberRange { low, high, .. }) = self.get(variable) {
            (*low, *high)
        } else {
            (None, None)
        }
    }

    /// The levels chosen of a category; none when it is not filtered.
    pub fn levels(&self, variable: &Code) -> Vec<Code> {
        if let Some(Criterion::OneOf { levels, .. }) = self.get(variable) {
            levels.clone()
        } else {
            Vec::new()
        }
    }

    /// The answer asked of a flag; `None` when it is not filtered.
    pub fn flag(&self, variable: &Code) -> Option<bool> {
        if let Some(Criterion::FlagIs { answer, .. }) = self.get(variable) { Some(*answer) } else { None }
    }
}

/// The variable of a criterion that the rail has a control for.
pub(super) fn simple_variable(criterion: &Criterion) -> Option<&Code> {
    let is_simple = matches!(
        criterion,
        Criterion::NumberRange { .. } | Criterion::OneOf { .. } | Criterion::FlagIs { .. }
    );
    criterion.variable().filter(|_| is_simple)
}

#[cfg(test)]
mod tests {
    use super::super::test_study::{code, finite};
    use super::*;

    #[test]
    fn the_first_simple_criterion_on_a_variable_is_shown() {
        let range =
            |low: f64| Criterion::NumberRange { variable: code("age"), low: Some(finite(low)), high: None };
        let flag = Criterion::FlagIs { variable: code("migraine"), answer: false };
        let nested = Criterion::Not(Box::new(Criterion::OneOf {
            variable: code("sex"),
            levels: vec![code("female")],
        }));
        let filters = RailFilters::of(&[nested, range(30.0), range(40.0), flag]);
        assert_eq!(filters.number_limits(&code("age")), (Some(finite(30.0)), None));
        assert_eq!(filters.flag(&code("migraine")), Some(false));
        assert!(filters.levels(&code("sex")).is_empty());
        assert_eq!(filters.get(&code("sex")), None);
    }
}
