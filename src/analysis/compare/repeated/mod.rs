//! The difference at a time point from every score up to it: a mixed model for repeated measures (MMRM).
//!
//! `change at visit v = αᵥ + γᵥ·group + βᵥ·baseline + error`, errors of one person correlated, fitted by residual maximum
//! likelihood; the difference is `γ` at the time point compared, on Satterthwaite's degrees of freedom. Of everyone in
//! either group with a baseline and at least one of the scores used. Which scores are used follows from who has which,
//! never from the values: see [`visits`].

mod rows;
mod structure;
mod visits;

use nalgebra::DVector;
use serde::{Deserialize, Serialize};

pub use structure::Structure;
pub(super) use visits::Seen;

use self::rows::Rows;
use self::visits::chosen;
use super::{CompareResult, Depth};
use crate::analysis::CONFIDENCE;
use crate::domain::frame::{ScoreMatrix, Selection};
use crate::stats::mixed::Contrast;
use crate::stats::mmrm::{self, Mmrm, MmrmOptions, RepeatedValues, VisitEffects};
use crate::stats::{TTest, Undefined};

/// A group smaller than this at a time point does not say how scores there go with others; also the smallest that may be
/// told of under rounding, so that the choice tells no small count.
pub(super) const FEWEST_AT_A_VISIT: u32 = crate::exhibit::Policy::THRESHOLD;

/// What is found from repeated measures.
#[derive(Debug, Clone, PartialEq)]
pub struct RepeatedMeasures {
    /// Who has scores after baseline up to the time point compared, by time point.
    pub offered: Vec<VisitSeen>,
    /// Positions of the time points used, ascending; the last is the one compared.
    pub visits: Vec<usize>,
    /// People used, of the first and the second group.
    pub people: [u32; 2],
    /// Scores used.
    pub scores: u32,
    /// The difference, or why there is none.
    pub fit: Result<RepeatedFit, NoRepeatedFit>,
}

/// People with a baseline and a score at a time point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitSeen {
    /// Position of the time point.
    pub time: usize,
    /// Of the first and the second group.
    pub people: [u32; 2],
}

/// A fitted difference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RepeatedFit {
    /// The difference at the time point compared, first − second.
    pub test: TTest,
    /// How the scores of one person hang together.
    pub structure: Structure,
    /// Steps of the search for the covariance.
    pub steps: u32,
}

/// Why there is no difference from repeated measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoRepeatedFit {
    /// The time point compared is the first after baseline.
    #[error(
        "There is no score between baseline and this time point, so repeated measures would add nothing."
    )]
    OneTimePoint,
    /// Nobody is seen often enough before it.
    #[error("At no earlier time point do both groups have 11 people or more with a score.")]
    TooFewSeen,
    /// It takes longer than a quick answer may.
    #[error("It is being fitted.")]
    Coming,
    /// So many people that the model would take too long even with one earlier time point.
    #[error("There are too many people to fit this model while the page waits.")]
    TooLarge,
    /// The model has no solution for these scores.
    #[error(transparent)]
    Undefined(#[from] Undefined),
}

/// Whether what a page tells is all there will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arrival {
    /// It is.
    Here,
    /// Repeated measures are being fitted.
    Coming,
}

/// The scores of two groups.
#[derive(Clone, Copy)]
pub(super) struct Scores<'a> {
    pub matrix: &'a ScoreMatrix,
    pub groups: &'a [Selection; 2],
    pub baseline: usize,
    pub time: usize,
}

/// The difference of the groups at the time point compared.
pub(super) fn repeated_measures(of: Scores<'_>, depth: Depth) -> RepeatedMeasures {
    let seen = Seen::of(of);
    let offered = seen.offered.clone();
    match chosen(&seen, of.time).and_then(|visits| within(depth, &seen, visits)) {
        Ok(visits) => {
            let rows = Rows::new(of, &seen, &visits);
            RepeatedMeasures {
                offered,
                people: rows.people,
                scores: rows.response.len() as u32,
                fit: fitted(&rows),
                visits,
            }
        }
        Err(reason) => {
            RepeatedMeasures { offered, visits: Vec::new(), people: [0; 2], scores: 0, fit: Err(reason) }
        }
    }
}

/// These time points, unless their model has to be waited for and there is no time.
fn within(depth: Depth, seen: &Seen, visits: Vec<usize>) -> Result<Vec<usize>, NoRepeatedFit> {
    match depth {
        Depth::Quick if seen.takes_long(&visits) => Err(NoRepeatedFit::Coming),
        Depth::Quick | Depth::Whole => Ok(visits),
    }
}

/// By the first structure that can be fitted, the richest first.
fn fitted(rows: &Rows) -> Result<RepeatedFit, NoRepeatedFit> {
    let mut reason = Undefined::NotConverged;
    for structure in Structure::ALL {
        match fitted_with(rows, structure) {
            Ok(fit) => return Ok(fit),
            Err(why) if is_about_covariance(why) => reason = why,
            Err(why) => return Err(why.into()),
        }
    }
    Err(reason.into())
}

/// Whether a simpler covariance might be fitted nevertheless.
const fn is_about_covariance(reason: Undefined) -> bool {
    matches!(reason, Undefined::NotConverged | Undefined::NotIdentified | Undefined::OutOfRange)
}

fn fitted_with(rows: &Rows, structure: Structure) -> Result<RepeatedFit, Undefined> {
    let values = RepeatedValues {
        design: &rows.design,
        effects: VisitEffects::Separate,
        response: &rows.response,
        subject: &rows.subject,
        visit: &rows.visit,
        visits: rows.visits,
    };
    let options = MmrmOptions { covariance: structure.covariance(), ..MmrmOptions::default() };
    let model = mmrm::fit(values, options)?;
    Ok(RepeatedFit { test: difference(rows, &model)?, structure, steps: model.steps })
}

fn difference(rows: &Rows, model: &Mmrm) -> Result<TTest, Undefined> {
    let mut weights = DVector::zeros(rows.effects());
    if let Some(weight) = weights.get_mut(rows.last_group_effect()) {
        *weight = 1.0;
    }
    let contrast: Contrast = model.effects.contrast(weights.as_slice(), CONFIDENCE)?;
    let numbers = [contrast.estimate, contrast.standard_error, contrast.df, contrast.statistic];
    if !numbers.into_iter().chain([contrast.p_value]).all(f64::is_finite) {
        return Err(Undefined::OutOfRange);
    }
    Ok(TTest {
        statistic: contrast.statistic,
        df: contrast.df,
        p_value: contrast.p_value,
        estimate: contrast.estimate,
        standard_error: contrast.standard_error,
        conf_int: contrast.conf_int.into(),
    })
}

impl RepeatedMeasures {
    /// Whether the difference, or the reason why there is none, is found yet.
    pub const fn arrival(&self) -> Arrival {
        match self.fit {
            Err(NoRepeatedFit::Coming) => Arrival::Coming,
            Ok(_)
            | Err(
                NoRepeatedFit::OneTimePoint
                | NoRepeatedFit::TooFewSeen
                | NoRepeatedFit::TooLarge
                | NoRepeatedFit::Undefined(_),
            ) => Arrival::Here,
        }
    }
}

impl CompareResult {
    /// Whether there is a difference from repeated measures.
    pub(super) const fn has_repeated(&self) -> bool {
        self.repeated.fit.is_ok()
    }
}

#[cfg(test)]
mod tests;
