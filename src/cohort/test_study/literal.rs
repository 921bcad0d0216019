//! Definitions read literally, one person at a time, by name: slow, and nothing to get wrong.

use super::people::{Person, Value};
use crate::cohort::{Criterion, Presence, SavedCohorts};
use crate::domain::{
    Code, Direction, Finite, Instrument, StudyCatalogue, ThresholdKind, Variable, VariableKind,
};

/// Whether a person meets a criterion.
pub fn meets(
    criterion: &Criterion,
    person: &Person,
    catalogue: &StudyCatalogue,
    saved: &SavedCohorts,
) -> bool {
    let reader = Reader { person, catalogue };
    let meets = |criterion: &Criterion| meets(criterion, person, catalogue, saved);
    match criterion {
        Criterion::All(criteria) => criteria.iter().all(meets),
        Criterion::Any(criteria) => criteria.iter().any(meets),
        Criterion::Not(criterion) => !meets(criterion),
        Criterion::InCohort { cohort } => meets(&saved.get(*cohort).expect("saved").definition.root),
        Criterion::NumberRange { variable, low, high } => {
            matches!(reader.value(variable).0, Value::Number(Some(number)) if within(*number, *low, *high))
        }
        Criterion::DateRange { variable, low, high } => {
            matches!(reader.value(variable).0, Value::Date(Some(day))
                if low.is_none_or(|low| *day >= low.days()) && high.is_none_or(|high| *day <= high.days()))
        }
        Criterion::OneOf { variable, levels } => match reader.value(variable) {
            (Value::Category(Some(code)), Variable { kind: VariableKind::Category { levels: all }, .. }) => {
                levels.contains(&all[usize::from(*code)].code)
            }
            _ => false,
        },
        Criterion::FlagIs { variable, answer } => {
            matches!(reader.value(variable).0, Value::Flag(Some(given)) if given == answer)
        }
        Criterion::VariablePresence { variable, presence } => {
            reader.value(variable).0.is_missing() == (*presence == Presence::Missing)
        }
        Criterion::ScoreRange { instrument, time_point, low, high } => {
            reader.score(instrument, time_point).is_some_and(|score| within(score, *low, *high))
        }
        Criterion::ScorePresence { instrument, time_point, presence } => {
            reader.score(instrument, time_point).is_none() == (*presence == Presence::Missing)
        }
        Criterion::ScoreChange { instrument, time_point, low, high } => reader
            .scores_from_baseline(instrument, time_point)
            .is_some_and(|(baseline, score)| within(score - baseline, *low, *high)),
        Criterion::ScorePercentChange { instrument, time_point, low, high } => {
            let Some((baseline, score)) = reader.scores_from_baseline(instrument, time_point) else {
                return false;
            };
            baseline > 1e-300
                && low.is_none_or(|low: Finite| 100.0 * (score - baseline) >= low.get() * baseline)
                && high.is_none_or(|high: Finite| 100.0 * (score - baseline) <= high.get() * baseline)
        }
        Criterion::Responder { instrument, time_point, threshold } => {
            reader.scores_from_baseline(instrument, time_point).is_some_and(|(baseline, score)| {
                responds(reader.instrument(instrument), threshold, baseline, score)
            })
        }
        Criterion::Engagement { instrument, from, to, at_least } => {
            let points = catalogue.time_axis.points.iter().map(|point| &point.code);
            let from_first = points.skip_while(|code| *code != from);
            let mut total = 0.0;
            for code in from_first {
                total += reader.score(instrument, code).unwrap_or(0.0);
                if code == to {
                    break;
                }
            }
            total >= at_least.get()
        }
    }
}

fn within(value: f64, low: Option<Finite>, high: Option<Finite>) -> bool {
    low.is_none_or(|low| value >= low.get()) && high.is_none_or(|high| value <= high.get())
}

/// Improvement in the good direction, at least of the threshold's size.
fn responds(instrument: &Instrument, label: &str, baseline: f64, score: f64) -> bool {
    let threshold = instrument.thresholds.iter().find(|threshold| threshold.label == label).expect("known");
    let improvement = match instrument.direction {
        Direction::LowerIsBetter => baseline - score,
        Direction::HigherIsBetter => score - baseline,
    };
    let size = threshold.value.get();
    match threshold.kind {
        ThresholdKind::Points => improvement >= size,
        ThresholdKind::PercentOfBaseline => baseline > 1e-300 && 100.0 * improvement >= size * baseline,
    }
}

struct Reader<'a> {
    person: &'a Person,
    catalogue: &'a StudyCatalogue,
}

impl<'a> Reader<'a> {
    fn value(&self, code: &Code) -> (&'a Value, &'a Variable) {
        let (position, variable) = self.catalogue.variable(code).expect("a variable");
        (&self.person.values[position], variable)
    }

    fn instrument(&self, code: &Code) -> &'a Instrument {
        self.catalogue.instrument(code).expect("an instrument").1
    }

    fn score(&self, instrument: &Code, time_point: &Code) -> Option<f64> {
        let (position, _) = self.catalogue.instrument(instrument).expect("an instrument");
        let (time, _) = self.catalogue.time_point(time_point).expect("a time point");
        self.person.scores[position][time]
    }

    /// The baseline and the later score, when both are there.
    fn scores_from_baseline(&self, instrument: &Code, time_point: &Code) -> Option<(f64, f64)> {
        let baseline = self.instrument(instrument).baseline.as_ref().expect("a baseline");
        self.score(instrument, baseline).zip(self.score(instrument, time_point))
    }
}
