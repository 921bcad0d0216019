//! The SQL engine: a checked cohort as one predicate with bound values.
//!
//! The text holds fixed fragments and `$n` only; every position, limit, level and answer is a bound value, so no
//! name from a definition or a catalogue reaches the text. Rows are those of `packed_participant`, alias `p`.

use super::CheckedCohort;
use super::check::Resolved;

/// A predicate over `packed_participant as p`.
#[derive(Debug, Clone, PartialEq)]
pub struct SqlPredicate {
    /// Lower-case SQL, true or false and never null, safe to put after `and`.
    pub text: String,
    /// The values of `$1`, `$2` …; a caller's own values come after these.
    pub values: Vec<SqlValue>,
}

/// A value to bind.
#[derive(Debug, Clone, PartialEq)]
pub enum SqlValue {
    /// 1-based position in a packed array: `integer`.
    Element(i32),
    /// A limit: `double precision`.
    Number(f64),
    /// Level positions: `smallint[]`.
    Levels(Vec<i16>),
    /// An answer: `boolean`.
    Answer(bool),
}

/// The predicate that picks whom [`super::select`] picks.
pub fn to_sql(cohort: &CheckedCohort) -> SqlPredicate {
    let mut predicate = SqlPredicate { text: String::new(), values: Vec::new() };
    predicate.criterion(&cohort.root);
    predicate
}

impl SqlPredicate {
    fn criterion(&mut self, criterion: &Resolved) {
        match criterion {
            Resolved::All(criteria) => self.all(criteria),
            Resolved::NumberRange { place, low, high } => self.number_range(place.element, *low, *high),
            Resolved::OneOf { place, levels } => {
                // A category has at most 500 levels, so a position always fits.
                let levels = levels.iter().filter_map(|&level| i16::try_from(level).ok()).collect();
                let levels = [(" = any(", SqlValue::Levels(levels))];
                self.comparison("p.category_codes", place.element, levels, ")) is true");
            }
            Resolved::FlagIs { place, answer } => {
                let answer = [(" = ", SqlValue::Answer(*answer))];
                self.comparison("p.flag_values", place.element, answer, ") is true");
            }
        }
    }

    fn all(&mut self, criteria: &[Resolved]) {
        if criteria.is_empty() {
            self.text.push_str("true");
            return;
        }
        self.text.push('(');
        for (index, inner) in criteria.iter().enumerate() {
            if index > 0 {
                self.text.push_str(" and ");
            }
            self.criterion(inner);
        }
        self.text.push(')');
    }

    fn number_range(&mut self, element: i32, low: Option<f64>, high: Option<f64>) {
        let comparisons = match (low, high) {
            (Some(low), Some(high)) => vec![(" between ", low), (" and ", high)],
            (low, high) => {
                let low = low.map(|limit| (" >= ", limit));
                low.into_iter().chain(high.map(|limit| (" <= ", limit))).collect()
            }
        };
        let comparisons =
            comparisons.into_iter().map(|(operator, limit)| (operator, SqlValue::Number(limit)));
        self.comparison("p.number_values", element, comparisons, ") is true");
    }

    /// `(array[$1] operator $2) is true`: a missing element makes the comparison null, and `is true` makes that
    /// false.
    fn comparison(
        &mut self,
        array: &str,
        element: i32,
        operands: impl IntoIterator<Item = (&'static str, SqlValue)>,
        close: &str,
    ) {
        self.text.push('(');
        self.text.push_str(array);
        self.text.push('[');
        self.bind(SqlValue::Element(element));
        self.text.push(']');
        for (operator, value) in operands {
            self.text.push_str(operator);
            self.bind(value);
        }
        self.text.push_str(close);
    }

    fn bind(&mut self, value: SqlValue) {
        self.values.push(value);
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::test_study::{catalogue, code, definitions, one_of, range};
    use super::super::{CohortDefinition, Criterion, check};
    use super::*;

    fn predicate(definition: &CohortDefinition) -> SqlPredicate {
        to_sql(&check(definition, &catalogue()).expect("fits"))
    }

    #[test]
    fn every_criterion_compiles_to_a_bound_comparison() {
        let flag = Criterion::FlagIs { variable: code("prior_surgery"), answer: false };
        let inner = Criterion::All(vec![flag, Criterion::All(Vec::new())]);
        let definition = CohortDefinition::all_of(vec![
            range("bmi", Some(18.5), Some(30.0)),
            one_of("region", &["abroad", "south"]),
            inner,
        ]);
        let predicate = predicate(&definition);
        assert_eq!(
            predicate.text,
            "((p.number_values[$1] between $2 and $3) is true \
             and (p.category_codes[$4] = any($5)) is true \
             and ((p.flag_values[$6] = $7) is true and true))"
        );
        assert_eq!(
            predicate.values,
            [
                SqlValue::Element(2),
                SqlValue::Number(18.5),
                SqlValue::Number(30.0),
                SqlValue::Element(2),
                SqlValue::Levels(vec![1, 5]),
                SqlValue::Element(2),
                SqlValue::Answer(false),
            ]
        );
    }

    #[test]
    fn an_open_range_compares_with_its_one_limit() {
        let lone =
            |low, high| predicate(&CohortDefinition { version: 1, root: range("age", low, high) }).text;
        assert_eq!(lone(Some(30.0), None), "(p.number_values[$1] >= $2) is true");
        assert_eq!(lone(None, Some(60.0)), "(p.number_values[$1] <= $2) is true");
    }

    #[test]
    fn everyone_is_true() {
        assert_eq!(
            predicate(&CohortDefinition::everyone()),
            SqlPredicate { text: "true".to_owned(), values: Vec::new() }
        );
    }

    proptest! {
        #[test]
        fn binds_are_numbered_in_order_and_nothing_else_varies(definition in definitions()) {
            let predicate = predicate(&definition);
            let mut numbers = predicate.text.split('$').skip(1).map(|rest| {
                rest.chars().take_while(char::is_ascii_digit).collect::<String>()
            });
            for expected in 1..=predicate.values.len() {
                prop_assert_eq!(numbers.next(), Some(expected.to_string()));
            }
            prop_assert_eq!(numbers.next(), None);
            let fixed = "abcdefghijklmnopqrstuvwxyz0123456789_.$[]()=<> ";
            prop_assert!(predicate.text.chars().all(|character| fixed.contains(character)));
        }
    }
}
