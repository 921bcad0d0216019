//! Criteria on scores, from `measurement`. A person without the score has no row there, so a subquery is null.

use super::{SqlPredicate, SqlValue};
use crate::cohort::check::{Limits, Resolved, ScorePlace};

/// `m` is the row of the person.
const OF_PERSON: &str = " from measurement m where (m.data_version_id, m.participant_id) = (p.data_version_id, \
                         p.participant_id) and m.instrument_position = ";
/// `b` and `m` are rows of the person and of one instrument.
const PAIR_OF_PERSON: &str = " from measurement b join measurement m using (data_version_id, participant_id, \
                              instrument_position) where (data_version_id, participant_id) = (p.data_version_id, \
                              p.participant_id) and instrument_position = ";

impl SqlPredicate {
    pub(super) fn score_criterion(&mut self, criterion: &Resolved) {
        match criterion {
            Resolved::Score { place, limits } => {
                self.text.push_str("((select m.value");
                self.of_person(*place);
                self.text.push(')');
                self.limits(*limits, SqlValue::Number);
                self.text.push_str(") is true");
            }
            Resolved::ScorePresent(place) => {
                self.text.push_str("exists (select");
                self.of_person(*place);
                self.text.push(')');
            }
            Resolved::Change { place, baseline, limits } => {
                self.text.push_str("((select m.value - b.value");
                self.pair_of_person(*place, *baseline);
                self.text.push(')');
                self.limits(*limits, SqlValue::Number);
                self.text.push_str(") is true");
            }
            Resolved::PercentChange { place, baseline, limits } => {
                self.percent_change(*place, *baseline, *limits);
            }
            Resolved::Total { place, last, at_least } => self.total(*place, *last, *at_least),
            // Lists, opposites and variables are told above.
            Resolved::All(_)
            | Resolved::Any(_)
            | Resolved::Not(_)
            | Resolved::Number { .. }
            | Resolved::Date { .. }
            | Resolved::OneOf { .. }
            | Resolved::FlagIs { .. }
            | Resolved::Present(_) => self.text.push_str("false"),
        }
    }

    /// The order of operations is that of [`crate::domain::is_percent_change_within`]. `case` keeps a baseline too near
    /// to zero out of products that would underflow, an error in PostgreSQL.
    fn percent_change(&mut self, place: ScorePlace, baseline: usize, limits: Limits<f64>) {
        self.text.push_str("(select case when b.value > 1e-300 then ");
        let sides = [(" >= ", limits.low), (" <= ", limits.high)];
        let sides = sides.into_iter().filter_map(|(operator, limit)| Some((operator, limit?)));
        for (index, (operator, limit)) in sides.enumerate() {
            if index > 0 {
                self.text.push_str(" and ");
            }
            self.text.push_str("100 * (m.value - b.value)");
            self.text.push_str(operator);
            self.bind(SqlValue::Number(limit));
            self.text.push_str(" * b.value");
        }
        self.text.push_str(" end");
        self.pair_of_person(place, baseline);
        self.text.push_str(") is true");
    }

    /// `sum` adds doubles in the order given.
    fn total(&mut self, place: ScorePlace, last: usize, at_least: f64) {
        self.text.push_str("((select sum(m.value order by m.time_position)");
        self.text.push_str(OF_PERSON);
        self.bind(position(place.instrument));
        self.text.push_str(" and m.time_position between ");
        self.bind(position(place.time));
        self.text.push_str(" and ");
        self.bind(position(last));
        self.text.push_str(") >= ");
        self.bind(SqlValue::Number(at_least));
        self.text.push_str(") is true");
    }

    fn of_person(&mut self, place: ScorePlace) {
        self.text.push_str(OF_PERSON);
        self.bind(position(place.instrument));
        self.text.push_str(" and m.time_position = ");
        self.bind(position(place.time));
    }

    fn pair_of_person(&mut self, place: ScorePlace, baseline: usize) {
        self.text.push_str(PAIR_OF_PERSON);
        self.bind(position(place.instrument));
        self.text.push_str(" and b.time_position = ");
        self.bind(position(baseline));
        self.text.push_str(" and m.time_position = ");
        self.bind(position(place.time));
    }
}

/// The database counts in `smallint`; a position beyond has no rows there, as no negative one has.
fn position(place: usize) -> SqlValue {
    SqlValue::Position(i16::try_from(place).unwrap_or(-1))
}
