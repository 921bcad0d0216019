//! Criteria on variables.

use super::resolved::{Limits, PackedArray, Place, Resolved};
use super::walk::Walk;
use crate::cohort::describe::number;
use crate::cohort::{CohortDefinition, CohortError, Criterion, Presence};
use crate::domain::{Code, Day, Finite, Level, Variable, VariableKind};

impl<'a> Walk<'a> {
    /// A criterion without others below it.
    pub(super) fn simple(&mut self, criterion: &Criterion) -> Result<Resolved, CohortError> {
        match criterion {
            Criterion::NumberRange { variable, low, high } => self.number_range(variable, *low, *high),
            Criterion::DateRange { variable, low, high } => self.date_range(variable, *low, *high),
            Criterion::OneOf { variable, levels } => self.one_of(variable, levels),
            Criterion::FlagIs { variable, answer } => self.flag_is(variable, *answer),
            Criterion::VariablePresence { variable, presence } => {
                let (place, _) = self.find(variable)?;
                Ok(with_presence(Resolved::Present(place), *presence))
            }
            Criterion::All(_)
            | Criterion::Any(_)
            | Criterion::Not(_)
            | Criterion::ScoreRange { .. }
            | Criterion::ScoreChange { .. }
            | Criterion::ScorePercentChange { .. }
            | Criterion::Responder { .. }
            | Criterion::ScorePresence { .. }
            | Criterion::Engagement { .. }
            | Criterion::InCohort { .. } => self.score(criterion),
        }
    }

    fn number_range(
        &mut self,
        code: &Code,
        low: Option<Finite>,
        high: Option<Finite>,
    ) -> Result<Resolved, CohortError> {
        let (place, variable) = self.find(code)?;
        let VariableKind::Number { .. } = variable.kind else {
            return Err(wrong_type(variable, "a number"));
        };
        Ok(Resolved::Number { place, limits: number_limits(&variable.label, low, high)? })
    }

    fn date_range(
        &mut self,
        code: &Code,
        low: Option<Day>,
        high: Option<Day>,
    ) -> Result<Resolved, CohortError> {
        let (place, variable) = self.find(code)?;
        let VariableKind::Date = variable.kind else {
            return Err(wrong_type(variable, "a date"));
        };
        let limits = limits(&variable.label, low, high, |day| day.to_string())?;
        let days = Limits { low: limits.low.map(Day::days), high: limits.high.map(Day::days) };
        Ok(Resolved::Date { place, limits: days })
    }

    fn one_of(&mut self, code: &Code, chosen: &[Code]) -> Result<Resolved, CohortError> {
        let (place, variable) = self.find(code)?;
        let label = &variable.label;
        let VariableKind::Category { levels } = &variable.kind else {
            return Err(wrong_type(variable, "a category"));
        };
        if chosen.is_empty() {
            return Err(CohortError::NoLevels(label.clone()));
        }
        if chosen.len() > CohortDefinition::MAX_LEVELS {
            return Err(CohortError::TooManyLevels {
                label: label.clone(),
                limit: CohortDefinition::MAX_LEVELS,
            });
        }
        let position = |level| level_position(label, levels, level);
        let mut positions = chosen.iter().map(position).collect::<Result<Vec<_>, _>>()?;
        positions.sort_unstable();
        positions.dedup();
        Ok(Resolved::OneOf { place, levels: positions })
    }

    fn flag_is(&mut self, code: &Code, answer: bool) -> Result<Resolved, CohortError> {
        let (place, variable) = self.find(code)?;
        match variable.kind {
            VariableKind::Flag => Ok(Resolved::FlagIs { place, answer }),
            VariableKind::Number { .. } | VariableKind::Category { .. } | VariableKind::Date => {
                Err(wrong_type(variable, "a yes-or-no answer"))
            }
        }
    }

    /// A variable that may not be filtered by is answered like one that does not exist.
    fn find(&mut self, code: &Code) -> Result<(Place, &'a Variable), CohortError> {
        let unknown = || CohortError::UnknownVariable(code.clone());
        let catalogue = self.catalogue;
        let (column, variable) = catalogue.variable(code).ok_or_else(unknown)?;
        if !variable.filterable {
            return Err(unknown());
        }
        let array = PackedArray::of(&variable.kind);
        let is_in_array = |other: &&Variable| PackedArray::of(&other.kind) == array;
        let before = catalogue.variables.iter().take(column).filter(is_in_array).count();
        let element = i32::try_from(before + 1).map_err(|_| unknown())?;
        if variable.post_baseline {
            self.note_after_baseline(variable.label.clone());
        }
        Ok((Place { column, array, element }, variable))
    }
}

/// The criterion that a value is there, or its opposite.
pub(super) fn with_presence(present: Resolved, presence: Presence) -> Resolved {
    match presence {
        Presence::Recorded => present,
        Presence::Missing => present.negated(),
    }
}

/// Limits of numbers: at least one, the low not above the high.
pub(super) fn number_limits(
    label: &str,
    low: Option<Finite>,
    high: Option<Finite>,
) -> Result<Limits<f64>, CohortError> {
    let limits = limits(label, low, high, number)?;
    Ok(Limits { low: limits.low.map(Finite::get), high: limits.high.map(Finite::get) })
}

fn limits<T: Copy + PartialOrd>(
    label: &str,
    low: Option<T>,
    high: Option<T>,
    words: impl Fn(T) -> String,
) -> Result<Limits<T>, CohortError> {
    match (low, high) {
        (None, None) => Err(CohortError::NoLimit(label.to_owned())),
        (Some(low), Some(high)) if low > high => {
            Err(CohortError::EmptyRange { label: label.to_owned(), low: words(low), high: words(high) })
        }
        (low, high) => Ok(Limits { low, high }),
    }
}

fn wrong_type(variable: &Variable, wanted: &'static str) -> CohortError {
    CohortError::WrongType { label: variable.label.clone(), wanted }
}

fn level_position(label: &str, levels: &[Level], wanted: &Code) -> Result<u16, CohortError> {
    levels
        .iter()
        .position(|level| &level.code == wanted)
        .and_then(|position| u16::try_from(position).ok())
        .ok_or_else(|| CohortError::UnknownLevel { label: label.to_owned(), level: wanted.clone() })
}
