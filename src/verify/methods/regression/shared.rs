//! What the regression methods have in common.

use nalgebra::DMatrix;

use super::{Call, CaseError, Field, Outcome, field};
use crate::stats::Undefined;
use crate::stats::model::{Design, ModelFrame, Variable};
use crate::stats::regression::{
    Clustered, Coefficient, Heteroscedastic, Ingredients, Rows, SmallSample, SumsOfSquares,
};
use crate::verify::call::bad;
use crate::verify::methods::means::limits;
use crate::verify::model::{FACTORS, FORMULA};

pub(super) const WEIGHTS: Field = field("weights", "column of the rows' weights; ones when not given");
pub(super) const CLUSTER: Field =
    field("cluster", "column of the clusters, for the covariances CR0, CR1 and CR1S");
pub(super) const ARGUMENTS: &[Field] = &[FORMULA, FACTORS, WEIGHTS, CLUSTER];

pub(super) const CONFIDENCE: Field = field("confidence", "level of the intervals; 0.95");
pub(super) const COVARIANCE: Field = field(
    "covariance",
    "model (as long as nothing else is said), HC0, HC1, HC2, HC3, HC4, HC4m, HC5, CR0, CR1, CR1S or newey_west",
);
pub(super) const LAG: Field =
    field("lag", "of newey_west: how many rows apart errors may depend on each other");
pub(super) const ADJUST: Field = field("adjust", "of newey_west: true multiplies by n / (n − p); false");

/// The option `type` of an analysis of variance or deviance.
pub(super) const TYPES: &[(&str, SumsOfSquares)] =
    &[("I", SumsOfSquares::Sequential), ("II", SumsOfSquares::Marginal), ("III", SumsOfSquares::Partial)];

/// A model's rows, design and response, with the weights and clusters where given.
pub(super) struct Given {
    pub frame: ModelFrame,
    pub design: Design,
    pub response: Vec<f64>,
    pub weights: Option<Vec<f64>>,
    pub clusters: Option<Vec<usize>>,
}

impl Given {
    pub(super) fn new(call: &Call<'_>) -> Result<Self, CaseError> {
        let mut extras = Vec::new();
        for argument in ["weights", "cluster"] {
            if call.has(argument) {
                extras.push(call.word(argument)?);
            }
        }
        let frame = call.model(&extras)?;
        let weights = call
            .has("weights")
            .then(|| frame.numeric_extra(0).ok_or_else(|| bad("weights", "a column of numbers")));
        let weights = weights.transpose()?;
        let place = usize::from(weights.is_some());
        let clusters = call.has("cluster").then(|| codes(frame.extras.get(place)));
        let (response, trials) = response(&frame)?;
        let weights = match (weights, trials) {
            (Some(weights), Some(trials)) => Some(weights.iter().zip(trials).map(|(a, b)| a * b).collect()),
            (weights, trials) => weights.or(trials),
        };
        Ok(Self { design: Design::new(&frame), response, weights, clusters, frame })
    }

    pub(super) fn rows(&self) -> Rows<'_> {
        Rows { weights: self.weights.as_deref(), offset: Some(&self.frame.offset) }
    }

    /// The covariance matrix that the option asks for; `None` for the model's own.
    pub(super) fn covariance<'a>(
        &self,
        call: &Call<'_>,
        ingredients: impl FnOnce() -> Ingredients<'a>,
    ) -> Result<Option<DMatrix<f64>>, CaseError> {
        let found = match call.choice("covariance", COVARIANCES)? {
            Kind::Model => return Ok(None),
            Kind::Heteroscedastic(kind) => ingredients().heteroscedastic(kind)?,
            Kind::Clustered(kind) => {
                let clusters = self
                    .clusters
                    .as_ref()
                    .ok_or_else(|| CaseError::MissingArgument { name: "cluster".to_owned() })?;
                ingredients().clustered(kind, clusters)?
            }
            Kind::NeweyWest => {
                let lag = call.number_option("lag", 0.0)?;
                let adjusted = call.flag_option("adjust", false)?;
                let adjustment = if adjusted { SmallSample::Adjusted } else { SmallSample::Unadjusted };
                ingredients().newey_west(lag.max(0.0) as usize, adjustment)?
            }
        };
        Ok(Some(found))
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Model,
    Heteroscedastic(Heteroscedastic),
    Clustered(Clustered),
    NeweyWest,
}

const COVARIANCES: &[(&str, Kind)] = &[
    ("model", Kind::Model),
    ("HC0", Kind::Heteroscedastic(Heteroscedastic::Hc0)),
    ("HC1", Kind::Heteroscedastic(Heteroscedastic::Hc1)),
    ("HC2", Kind::Heteroscedastic(Heteroscedastic::Hc2)),
    ("HC3", Kind::Heteroscedastic(Heteroscedastic::Hc3)),
    ("HC4", Kind::Heteroscedastic(Heteroscedastic::Hc4)),
    ("HC4m", Kind::Heteroscedastic(Heteroscedastic::Hc4m)),
    ("HC5", Kind::Heteroscedastic(Heteroscedastic::Hc5)),
    ("CR0", Kind::Clustered(Clustered::Cr0)),
    ("CR1", Kind::Clustered(Clustered::Cr1)),
    ("CR1S", Kind::Clustered(Clustered::Cr1s)),
    ("newey_west", Kind::NeweyWest),
];

/// The response as numbers, and the numbers of trials of `cbind(events, others)`.
///
/// Categories of two levels are 0 and 1, the second being the event.
fn response(frame: &ModelFrame) -> Result<(Vec<f64>, Option<Vec<f64>>), CaseError> {
    match frame.response.as_slice() {
        [one] => Ok((outcome_values(one)?, None)),
        [events, others] => {
            let (events, others) = (outcome_values(events)?, outcome_values(others)?);
            let trials: Vec<f64> = events.iter().zip(&others).map(|(a, b)| a + b).collect();
            let share = |(events, trials): (&f64, &f64)| if *trials > 0.0 { events / trials } else { 0.0 };
            Ok((events.iter().zip(&trials).map(share).collect(), Some(trials)))
        }
        _ => Err(bad("formula", "a formula with a response")),
    }
}

fn outcome_values(variable: &Variable) -> Result<Vec<f64>, CaseError> {
    match variable {
        Variable::Numeric(values) => Ok(values.iter().map(|value| value.unwrap_or(0.0)).collect()),
        Variable::Categorical(factor) if factor.levels().len() == 2 => {
            Ok(factor.codes().iter().map(|code| if *code == Some(1) { 1.0 } else { 0.0 }).collect())
        }
        Variable::Categorical(_) => Err(Undefined::BadValues.into()),
    }
}

/// Each row's cluster, numbered as met.
fn codes(variable: Option<&Variable>) -> Vec<usize> {
    match variable {
        None => Vec::new(),
        Some(Variable::Categorical(factor)) => factor.codes().iter().map(|code| code.unwrap_or(0)).collect(),
        Some(Variable::Numeric(values)) => {
            let mut known: Vec<u64> = values.iter().flatten().map(|value| value.to_bits()).collect();
            known.sort_unstable();
            known.dedup();
            let place =
                |value: &Option<f64>| value.and_then(|value| known.binary_search(&value.to_bits()).ok());
            values.iter().map(|value| place(value).unwrap_or(0)).collect()
        }
    }
}

/// Lists parallel to the terms.
pub(super) fn coefficients(names: &[String], table: &[Coefficient]) -> Outcome {
    let list = |value: fn(&Coefficient) -> Option<f64>| table.iter().map(value).collect::<Vec<_>>();
    Outcome::default()
        .with("term", names.to_vec())
        .with("estimate", list(|row| Some(row.estimate)))
        .with("standard_error", list(|row| Some(row.standard_error)))
        .with("statistic", list(|row| row.statistic))
        .with("p_value", list(|row| row.p_value))
        .with("conf_int", table.iter().map(|row| limits(row.conf_int)).collect::<Vec<_>>())
}

pub(super) const COEFFICIENT_RESULTS: [Field; 6] = [
    field("term", "the coefficients in R's naming"),
    field("estimate", "a list parallel to term"),
    field("standard_error", "by the option covariance"),
    field("statistic", "estimate / standard error"),
    field("p_value", "two-sided"),
    field("conf_int", "pairs of lower and upper limit"),
];

pub(super) fn matrix(matrix: &DMatrix<f64>) -> Vec<Vec<f64>> {
    matrix.row_iter().map(|row| row.iter().copied().collect()).collect()
}
