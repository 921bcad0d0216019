//! What simple criteria demand of one subject, to see when several cannot be met together.

use super::resolved::{Limits, Resolved, ScorePlace};

/// What a criterion is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// A variable, by column.
    Variable(usize),
    Score(ScorePlace),
    Change(ScorePlace),
    PercentChange(ScorePlace),
}

/// What is demanded of a subject.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Demand {
    is_recorded: bool,
    is_missing: bool,
    low: f64,
    high: f64,
    /// Positions of levels, or 0 for no and 1 for yes.
    levels: Option<Vec<u16>>,
}

impl Demand {
    const RECORDED: Self = Self {
        is_recorded: true,
        is_missing: false,
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
        levels: None,
    };
    const MISSING: Self = Self { is_recorded: false, is_missing: true, ..Self::RECORDED };

    fn limits(limits: Limits<f64>) -> Self {
        let (low, high) = (limits.low.unwrap_or(f64::NEG_INFINITY), limits.high.unwrap_or(f64::INFINITY));
        Self { low, high, ..Self::RECORDED }
    }

    fn levels(levels: Vec<u16>) -> Self {
        Self { levels: Some(levels), ..Self::RECORDED }
    }

    /// Both at once.
    pub fn and(self, other: Self) -> Self {
        let levels = match (self.levels, other.levels) {
            (Some(these), Some(those)) => {
                Some(these.into_iter().filter(|level| those.contains(level)).collect())
            }
            (these, those) => these.or(those),
        };
        Self {
            is_recorded: self.is_recorded || other.is_recorded,
            is_missing: self.is_missing || other.is_missing,
            low: self.low.max(other.low),
            high: self.high.min(other.high),
            levels,
        }
    }

    /// Whether some value meets it.
    pub fn is_possible(&self) -> bool {
        !(self.is_recorded && self.is_missing)
            && self.low <= self.high
            && self.levels.as_ref().is_none_or(|levels| !levels.is_empty())
    }
}

/// The demands of a criterion; none for lists, opposites and totals.
pub(super) fn demands(criterion: &Resolved) -> Vec<(Subject, Demand)> {
    match criterion {
        Resolved::Number { place, limits } => {
            vec![(Subject::Variable(place.column), Demand::limits(*limits))]
        }
        Resolved::Date { place, limits } => {
            let limits = Limits { low: limits.low.map(f64::from), high: limits.high.map(f64::from) };
            vec![(Subject::Variable(place.column), Demand::limits(limits))]
        }
        Resolved::OneOf { place, levels } => {
            vec![(Subject::Variable(place.column), Demand::levels(levels.clone()))]
        }
        Resolved::FlagIs { place, answer } => {
            vec![(Subject::Variable(place.column), Demand::levels(vec![u16::from(*answer)]))]
        }
        Resolved::Present(place) => vec![(Subject::Variable(place.column), Demand::RECORDED)],
        Resolved::ScorePresent(place) => vec![(Subject::Score(*place), Demand::RECORDED)],
        Resolved::Score { place, limits } => vec![(Subject::Score(*place), Demand::limits(*limits))],
        Resolved::Change { place, baseline, limits } => {
            of_change(Subject::Change(*place), *place, *baseline, *limits)
        }
        Resolved::PercentChange { place, baseline, limits } => {
            of_change(Subject::PercentChange(*place), *place, *baseline, *limits)
        }
        Resolved::Not(inner) => of_absence(inner),
        Resolved::All(_) | Resolved::Any(_) | Resolved::Total { .. } => Vec::new(),
    }
}

/// A change is of two scores, both recorded.
fn of_change(
    subject: Subject,
    place: ScorePlace,
    baseline: usize,
    limits: Limits<f64>,
) -> Vec<(Subject, Demand)> {
    let first = ScorePlace { time: baseline, ..place };
    vec![
        (subject, Demand::limits(limits)),
        (Subject::Score(first), Demand::RECORDED),
        (Subject::Score(place), Demand::RECORDED),
    ]
}

fn of_absence(criterion: &Resolved) -> Vec<(Subject, Demand)> {
    match criterion {
        Resolved::Present(place) => vec![(Subject::Variable(place.column), Demand::MISSING)],
        Resolved::ScorePresent(place) => vec![(Subject::Score(*place), Demand::MISSING)],
        Resolved::All(_)
        | Resolved::Any(_)
        | Resolved::Not(_)
        | Resolved::Number { .. }
        | Resolved::Date { .. }
        | Resolved::OneOf { .. }
        | Resolved::FlagIs { .. }
        | Resolved::Score { .. }
        | Resolved::Change { .. }
        | Resolved::PercentChange { .. }
        | Resolved::Total { .. } => Vec::new(),
    }
}
