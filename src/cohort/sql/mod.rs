//! The SQL engine: a checked cohort as one predicate with bound values.
//!
//! The text holds fixed fragments and `$n` only; every position, limit, level and answer is a bound value, so no
//! name from a definition or a catalogue reaches the text. Rows are those of `packed_participant`, alias `p`; scores
//! are read from `measurement`, which holds them as they were imported.

mod scores;

use super::CheckedCohort;
use super::check::{Limits, PackedArray, Place, Resolved};

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
    /// Days since 1970-01-01: `integer`.
    Days(i32),
    /// Level positions: `smallint[]`.
    Levels(Vec<i16>),
    /// An answer: `boolean`.
    Answer(bool),
    /// 0-based position of an instrument or a time point: `smallint`.
    Position(i16),
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
            Resolved::All(criteria) => self.list(criteria, "true", " and "),
            Resolved::Any(criteria) => self.list(criteria, "false", " or "),
            Resolved::Not(inner) => {
                self.text.push_str("(not ");
                self.criterion(inner);
                self.text.push(')');
            }
            Resolved::Number { place, limits } => self.numbers(*place, *limits),
            Resolved::Date { place, limits } => self.dates(*place, *limits),
            Resolved::OneOf { place, levels } => self.one_of(*place, levels),
            Resolved::FlagIs { place, answer } => self.flag_is(*place, *answer),
            Resolved::Present(place) => {
                self.text.push('(');
                self.element(*place);
                self.text.push_str(" is not null)");
            }
            Resolved::Score { .. }
            | Resolved::Change { .. }
            | Resolved::PercentChange { .. }
            | Resolved::ScorePresent(_)
            | Resolved::Total { .. } => self.score_criterion(criterion),
        }
    }

    fn list(&mut self, criteria: &[Resolved], of_none: &str, operator: &str) {
        if criteria.is_empty() {
            self.text.push_str(of_none);
            return;
        }
        self.text.push('(');
        for (index, inner) in criteria.iter().enumerate() {
            if index > 0 {
                self.text.push_str(operator);
            }
            self.criterion(inner);
        }
        self.text.push(')');
    }

    fn numbers(&mut self, place: Place, limits: Limits<f64>) {
        self.text.push('(');
        self.element(place);
        self.limits(limits, SqlValue::Number);
        self.text.push_str(") is true");
    }

    fn dates(&mut self, place: Place, limits: Limits<i32>) {
        self.text.push_str("((");
        self.element(place);
        self.text.push_str(" - date '1970-01-01')");
        self.limits(limits, SqlValue::Days);
        self.text.push_str(") is true");
    }

    fn one_of(&mut self, place: Place, levels: &[u16]) {
        // A category has at most 500 levels, so a position always fits.
        let levels = levels.iter().filter_map(|&level| i16::try_from(level).ok()).collect();
        self.text.push('(');
        self.element(place);
        self.text.push_str(" = any(");
        self.bind(SqlValue::Levels(levels));
        self.text.push_str(")) is true");
    }

    fn flag_is(&mut self, place: Place, answer: bool) {
        self.text.push('(');
        self.element(place);
        self.text.push_str(" = ");
        self.bind(SqlValue::Answer(answer));
        self.text.push_str(") is true");
    }

    /// `p.array[$1]`, null where the value is missing.
    fn element(&mut self, place: Place) {
        self.text.push_str(match place.array {
            PackedArray::Numbers => "p.number_values[",
            PackedArray::Categories => "p.category_codes[",
            PackedArray::Flags => "p.flag_values[",
            PackedArray::Dates => "p.date_values[",
        });
        self.bind(SqlValue::Element(place.element));
        self.text.push(']');
    }

    /// ` between $1 and $2`, ` >= $1` or ` <= $1`.
    fn limits<T>(&mut self, limits: Limits<T>, value: fn(T) -> SqlValue) {
        let operators = match (limits.low, limits.high) {
            (Some(low), Some(high)) => [Some((" between ", low)), Some((" and ", high))],
            (low, high) => [low.map(|limit| (" >= ", limit)), high.map(|limit| (" <= ", limit))],
        };
        for (operator, limit) in operators.into_iter().flatten() {
            self.text.push_str(operator);
            self.bind(value(limit));
        }
    }

    fn bind(&mut self, value: SqlValue) {
        self.values.push(value);
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
    }
}

#[cfg(test)]
mod tests;
