//! How the rules and figures of a page bear on the values of a variable.

use std::ops::Range;

use super::FacetValue;
use super::linked::{Side, Value};
use super::run::{Counts, RowCounts};
use crate::cohort::{Criterion, Presence};

/// What else the page tells of a variable.
#[derive(Debug, Clone)]
pub(in crate::analysis) enum Bearing {
    /// Nothing.
    None,
    /// One rule asks about it, and about nothing else.
    Cut(Cut),
    /// Rules ask about it in ways that its values cannot be held against.
    Tangled,
}

/// A rule on one variable, and the people of each value who meet it.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct Cut {
    /// A simple criterion, or the opposite of one.
    pub rule: Criterion,
    /// One for each row, the missing after the last.
    pub inside: Vec<Counts>,
}

impl Cut {
    /// Whether a rule is simple enough to tell on which side of it each value lies.
    pub fn is_of(rule: &Criterion) -> bool {
        let simple = if let Criterion::Not(inner) = rule { inner } else { rule };
        matches!(
            simple,
            Criterion::NumberRange { .. }
                | Criterion::OneOf { .. }
                | Criterion::FlagIs { .. }
                | Criterion::VariablePresence { .. }
        )
    }

    /// The cells of a variable cut by the rule; `None` when a row that was joined is cut, or people are not where the
    /// rule says.
    pub(super) fn values(
        &self,
        cells: &[Counts],
        spans: &[Range<usize>],
        rows: &[RowCounts],
    ) -> Option<Vec<Value>> {
        let missing = self.inside.len().checked_sub(1)?;
        let places = spans.iter().cloned().chain(std::iter::once(missing..missing + 1));
        let sides = (0..=rows.len()).map(|place| match rows.get(place) {
            Some(row) => side(&self.rule, &row.value, place + 1 == rows.len()),
            None => side_of_missing(&self.rule),
        });
        let values = cells.iter().zip(places).zip(sides).map(|((people, span), side)| {
            let is_joined = span.len() > 1;
            let inside = self.inside.get(span)?.iter().fold(Counts::default(), |sum, part| sum.plus(*part));
            let is_as_said = match side {
                Side::Inside => inside == *people,
                Side::Outside => inside == Counts::default(),
                Side::Both => !is_joined,
            };
            is_as_said.then_some(Value { people: *people, inside, side, is_ruled: true })
        });
        values.collect()
    }
}

fn opposite(side: Side) -> Side {
    match side {
        Side::Inside => Side::Outside,
        Side::Outside => Side::Inside,
        Side::Both => Side::Both,
    }
}

const fn inside_if(is_inside: bool) -> Side {
    if is_inside { Side::Inside } else { Side::Outside }
}

/// On which side of a rule the people of a row are.
fn side(rule: &Criterion, value: &FacetValue, is_last: bool) -> Side {
    match (rule, value) {
        (Criterion::Not(inner), value) => opposite(side(inner, value, is_last)),
        (Criterion::VariablePresence { presence, .. }, _) => inside_if(*presence == Presence::Recorded),
        (Criterion::OneOf { levels, .. }, FacetValue::Level { code, .. }) => inside_if(levels.contains(code)),
        (Criterion::FlagIs { answer, .. }, FacetValue::Answer(other)) => inside_if(answer == other),
        (Criterion::NumberRange { low, high, .. }, FacetValue::Bin { low: from, high: to }) => {
            let is_below = high.is_some_and(|high| high < *from);
            let is_above = low.is_some_and(|low| low > *to || (low == *to && !is_last));
            let is_inside = low.is_none_or(|low| low <= *from) && high.is_none_or(|high| high >= *to);
            if is_below || is_above {
                Side::Outside
            } else if is_inside {
                Side::Inside
            } else {
                Side::Both
            }
        }
        // No other rule is a cut, and none of another kind of variable: see `Cut::is_of`.
        (_, FacetValue::Level { .. } | FacetValue::Answer(_) | FacetValue::Bin { .. }) => Side::Both,
    }
}

/// A missing value meets no rule but one that asks for it.
fn side_of_missing(rule: &Criterion) -> Side {
    if let Criterion::Not(inner) = rule {
        opposite(side_of_missing(inner))
    } else if let Criterion::VariablePresence { presence, .. } = rule {
        inside_if(*presence == Presence::Missing)
    } else {
        Side::Outside
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Code, Finite};

    fn finite(value: f64) -> Finite {
        Finite::new(value).expect("finite")
    }

    fn age(low: Option<f64>, high: Option<f64>) -> Criterion {
        let variable = Code::try_from("age").expect("a code");
        Criterion::NumberRange { variable, low: low.map(finite), high: high.map(finite) }
    }

    fn sides(rule: &Criterion) -> Vec<Side> {
        let bins = [(0.0, 10.0), (10.0, 20.0), (20.0, 30.0)];
        let bin = |(low, high): (f64, f64)| FacetValue::Bin { low: finite(low), high: finite(high) };
        let of = |(place, limits)| side(rule, &bin(limits), place == 2);
        bins.into_iter().enumerate().map(of).collect()
    }

    #[test]
    fn both_limits_are_inside_and_the_end_of_a_bin_only_of_the_last() {
        use Side::{Both, Inside, Outside};
        assert_eq!(sides(&age(Some(10.0), None)), [Outside, Inside, Inside]);
        assert_eq!(sides(&age(None, Some(10.0))), [Inside, Both, Outside]);
        assert_eq!(sides(&age(Some(12.0), Some(30.0))), [Outside, Both, Inside]);
        assert_eq!(sides(&age(Some(30.0), None)), [Outside, Outside, Both]);
        assert_eq!(sides(&Criterion::Not(Box::new(age(Some(10.0), None)))), [Inside, Outside, Outside]);
    }

    #[test]
    fn who_has_no_value_is_where_the_opposite_of_a_rule_is_met() {
        assert_eq!(side_of_missing(&age(Some(1.0), None)), Side::Outside);
        assert_eq!(side_of_missing(&Criterion::Not(Box::new(age(Some(1.0), None)))), Side::Inside);
    }
}
