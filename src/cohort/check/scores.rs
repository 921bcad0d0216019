//! Criteria on scores.

use super::resolved::{Limits, Resolved, ScorePlace};
use super::variables::{number_limits, with_presence};
use super::walk::Walk;
use crate::cohort::{CohortError, Criterion};
use crate::domain::{Code, Direction, Finite, Instrument, ThresholdKind};

/// Limits in per cent that are meant: zero, or of this size. Products with scores then neither overflow nor underflow.
const PERCENT_SIZES: std::ops::RangeInclusive<f64> = 1e-6..=1e6;
const MAX_QUOTED_CHARACTERS: usize = 40;

impl<'a> Walk<'a> {
    pub(super) fn score(&mut self, criterion: &Criterion) -> Result<Resolved, CohortError> {
        match criterion {
            Criterion::ScoreRange { instrument, time_point, low, high } => {
                let found = self.find_score(instrument, time_point)?;
                let limits = number_limits(&found.instrument.label, *low, *high)?;
                Ok(Resolved::Score { place: found.place, limits })
            }
            Criterion::ScoreChange { instrument, time_point, low, high } => {
                let found = self.find_change(instrument, time_point)?;
                let limits = number_limits(&found.instrument.label, *low, *high)?;
                Ok(Resolved::Change { place: found.place, baseline: found.baseline, limits })
            }
            Criterion::ScorePercentChange { instrument, time_point, low, high } => {
                let found = self.find_change(instrument, time_point)?;
                let limits = number_limits(&found.instrument.label, *low, *high)?;
                percent_change(found, limits)
            }
            Criterion::Responder { instrument, time_point, threshold } => {
                let found = self.find_change(instrument, time_point)?;
                responder(found, threshold)
            }
            Criterion::ScorePresence { instrument, time_point, presence } => {
                let found = self.find_score(instrument, time_point)?;
                Ok(with_presence(Resolved::ScorePresent(found.place), *presence))
            }
            Criterion::Engagement { instrument, from, to, at_least } => {
                self.engagement(instrument, from, to, *at_least)
            }
            // The walk sends lists and saved cohorts elsewhere, and variables are done.
            Criterion::All(_)
            | Criterion::Any(_)
            | Criterion::Not(_)
            | Criterion::NumberRange { .. }
            | Criterion::DateRange { .. }
            | Criterion::OneOf { .. }
            | Criterion::FlagIs { .. }
            | Criterion::VariablePresence { .. }
            | Criterion::InCohort { .. } => Ok(Resolved::NOBODY),
        }
    }

    fn engagement(
        &mut self,
        code: &Code,
        from: &Code,
        to: &Code,
        at_least: Finite,
    ) -> Result<Resolved, CohortError> {
        let (position, instrument) = self.find_instrument(code)?;
        let (first, from_label) = self.find_time(from)?;
        let (last, to_label) = self.find_time(to)?;
        let label = instrument.label.clone();
        if instrument.range.low < Finite::ZERO {
            return Err(CohortError::NotACount(label));
        }
        if at_least <= Finite::ZERO {
            return Err(CohortError::NoLeastTotal(label));
        }
        if first > last {
            let (from, to) = (from_label.to_owned(), to_label.to_owned());
            return Err(CohortError::EmptyWindow { label, from, to });
        }
        self.note_after_baseline(format!("{label} from {from_label} to {to_label}"));
        let place = ScorePlace { instrument: position, time: first };
        Ok(Resolved::Total { place, last, at_least: at_least.get() })
    }

    fn find_score(&mut self, code: &Code, time_point: &Code) -> Result<FoundScore<'a>, CohortError> {
        let (position, instrument) = self.find_instrument(code)?;
        let (time, time_label) = self.find_time(time_point)?;
        let baseline = self.baseline(instrument);
        if baseline.is_none_or(|baseline| time > baseline) {
            self.note_after_baseline(format!("{} at {time_label}", instrument.label));
        }
        Ok(FoundScore { instrument, place: ScorePlace { instrument: position, time } })
    }

    fn find_change(&mut self, code: &Code, time_point: &Code) -> Result<FoundChange<'a>, CohortError> {
        let FoundScore { instrument, place } = self.find_score(code, time_point)?;
        let label = || instrument.label.clone();
        let baseline = self.baseline(instrument).ok_or_else(|| CohortError::NoBaseline(label()))?;
        if place.time <= baseline {
            let time_point = self.find_time(time_point)?.1.to_owned();
            return Err(CohortError::NotAfterBaseline { label: label(), time_point });
        }
        Ok(FoundChange { instrument, place, baseline })
    }

    fn find_instrument(&self, code: &Code) -> Result<(usize, &'a Instrument), CohortError> {
        self.catalogue.instrument(code).ok_or_else(|| CohortError::UnknownScore(code.clone()))
    }

    /// Position and label.
    fn find_time(&self, code: &Code) -> Result<(usize, &'a str), CohortError> {
        let found = self.catalogue.time_point(code);
        let (position, point) = found.ok_or_else(|| CohortError::UnknownTimePoint(code.clone()))?;
        Ok((position, &point.label))
    }

    fn baseline(&self, instrument: &Instrument) -> Option<usize> {
        let baseline = instrument.baseline.as_ref()?;
        self.catalogue.time_point(baseline).map(|(position, _)| position)
    }
}

struct FoundScore<'a> {
    instrument: &'a Instrument,
    place: ScorePlace,
}

#[derive(Clone, Copy)]
struct FoundChange<'a> {
    instrument: &'a Instrument,
    place: ScorePlace,
    /// Position of the baseline among the time points.
    baseline: usize,
}

fn percent_change(found: FoundChange<'_>, limits: Limits<f64>) -> Result<Resolved, CohortError> {
    let is_meant = |limit: &f64| *limit == 0.0 || PERCENT_SIZES.contains(&limit.abs());
    if !limits.low.iter().chain(&limits.high).all(is_meant) {
        return Err(CohortError::UnlikelyPercent(found.instrument.label.clone()));
    }
    Ok(Resolved::PercentChange { place: found.place, baseline: found.baseline, limits })
}

/// Improvement by a threshold is a change by at least its size in the good direction; negation is exact.
fn responder(found: FoundChange<'_>, label: &str) -> Result<Resolved, CohortError> {
    let threshold = found.instrument.thresholds.iter().find(|threshold| threshold.label == label);
    let threshold = threshold.ok_or_else(|| CohortError::UnknownThreshold {
        label: found.instrument.label.clone(),
        threshold: label.chars().filter(|c| !c.is_control()).take(MAX_QUOTED_CHARACTERS).collect(),
    })?;
    let size = threshold.value.get();
    let limits = match found.instrument.direction {
        Direction::LowerIsBetter => Limits { low: None, high: Some(-size) },
        Direction::HigherIsBetter => Limits { low: Some(size), high: None },
    };
    match threshold.kind {
        ThresholdKind::Points => {
            Ok(Resolved::Change { place: found.place, baseline: found.baseline, limits })
        }
        ThresholdKind::PercentOfBaseline => percent_change(found, limits),
    }
}
