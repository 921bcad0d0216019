//! The score asked about, looked up in a frame.

use super::AnalysisError;
use super::compare::DisjointGroups;
use super::groups::Slots;
use crate::domain::frame::{Column, Frame, ScoreMatrix, Selection};
use crate::domain::{Code, CompleterRule, Instrument, StudyCatalogue};

/// One score of a frame with the time points that matter.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    pub instrument: &'a Instrument,
    pub scores: &'a ScoreMatrix,
    /// Number of time points.
    pub times: usize,
    /// Position of the primary time point.
    pub primary: usize,
    /// Position of the baseline, if the score has one.
    pub baseline: Option<usize>,
}

impl<'a> Question<'a> {
    /// Looks `instrument` up.
    ///
    /// # Errors
    /// [`AnalysisError::UnknownInstrument`], or [`AnalysisError::Mismatch`] when the frame or the selection does not
    /// fit the catalogue.
    pub fn new(
        frame: Frame<'a>,
        catalogue: &'a StudyCatalogue,
        selection: &Selection,
        instrument: &Code,
    ) -> Result<Self, AnalysisError> {
        let unknown = || AnalysisError::UnknownInstrument(instrument.clone());
        let (position, instrument) = catalogue.instrument(instrument).ok_or_else(unknown)?;
        let scores = frame.scores.get(position).ok_or_else(|| mismatch("scores"))?;
        let people_fit =
            scores.participants() == frame.participants && selection.participants() == frame.participants;
        let times_fit = frame.participants == 0 || scores.times() == catalogue.time_axis.points.len();
        if !(people_fit && times_fit) {
            return Err(mismatch("numbers of people or time points"));
        }
        let position_of = |code| catalogue.time_point(code).map(|(position, _)| position);
        let primary =
            position_of(&catalogue.study.primary_time_point).ok_or_else(|| mismatch("time points"))?;
        let baseline = match &instrument.baseline {
            Some(code) => Some(position_of(code).ok_or_else(|| mismatch("time points"))?),
            None => None,
        };
        Ok(Self { instrument, scores, times: catalogue.time_axis.points.len(), primary, baseline })
    }

    /// As [`Self::new`], for people in either of two groups.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn of_pair(
        frame: Frame<'a>,
        catalogue: &'a StudyCatalogue,
        groups: &DisjointGroups,
        instrument: &Code,
    ) -> Result<Self, AnalysisError> {
        let [first, second] = groups.selections();
        if second.participants() != first.participants() {
            return Err(mismatch("numbers of people"));
        }
        Self::new(frame, catalogue, first, instrument)
    }

    /// The baseline, unless it is itself the time point reported.
    pub fn comparison_start(&self) -> Option<usize> {
        self.baseline.filter(|&baseline| baseline != self.primary)
    }

    /// Those who have a value at a time point.
    pub fn reporting_at<'s>(&self, time: usize, slots: &Slots<'s>) -> Slots<'s> {
        let has_value = |code: &u16| *code != ScoreMatrix::MISSING;
        let codes = self.scores.codes_at(time);
        slots.keep(&Selection::from_values(slots.members().participants(), codes, has_value))
    }

    /// The completers by the study's rule.
    ///
    /// # Errors
    /// [`AnalysisError::Mismatch`] when the flag that decides is not among the columns.
    pub fn completers<'s>(
        &self,
        frame: Frame<'_>,
        catalogue: &StudyCatalogue,
        slots: &Slots<'s>,
    ) -> Result<Slots<'s>, AnalysisError> {
        match &catalogue.study.completer {
            CompleterRule::ObservedAtPrimaryTimePoint => Ok(self.reporting_at(self.primary, slots)),
            CompleterRule::Flag { variable } => {
                let position = catalogue.variable(variable).map(|(position, _)| position);
                match position.and_then(|position| frame.columns.get(position)) {
                    Some(Column::Flag { yes, present }) => Ok(slots.keep(&present.and(yes))),
                    Some(Column::Number { .. } | Column::Category { .. } | Column::Date { .. }) | None => {
                        Err(mismatch("the flag that says who is a completer"))
                    }
                }
            }
        }
    }
}

/// Columns, scores or names that the description promises are not there.
pub(super) fn mismatch(what: &str) -> AnalysisError {
    AnalysisError::Mismatch { what: what.to_owned() }
}
