//! What a Cox model is given.

use nalgebra::{DMatrix, DVector};

use crate::stats::survival::standardised::standardised;
use crate::stats::survival::{FollowUp, aligned};
use crate::stats::{Confidence, Undefined};

/// How events at one time are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ties {
    /// Efron's approximation, J Am Stat Assoc 1977;72:557; what R does unless told otherwise.
    #[default]
    Efron,
    /// Breslow's approximation, Biometrics 1974;30:89; what many other programs do.
    Breslow,
    /// The discrete logistic likelihood of Cox 1972, which sums over all sets of people who could have had the events.
    Exact,
}

/// Where the standard errors come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VarianceKind {
    /// The inverse information.
    #[default]
    Model,
    /// The sandwich of Lin & Wei, J Am Stat Assoc 1989;84:1074, by cluster where there are any and by row otherwise.
    Robust,
}

/// Rows of a Cox model. Optional lists may be empty: one stratum, a cluster a row, weights 1, offset 0.
#[derive(Debug, Clone)]
pub struct CoxData {
    /// The time under observation of each row.
    pub follow_up: Vec<FollowUp>,
    /// The covariates, a column each and none of ones.
    pub design: DMatrix<f64>,
    /// The stratum of each row; each has a baseline hazard of its own.
    pub strata: Vec<usize>,
    /// The cluster of each row, for robust standard errors.
    pub clusters: Vec<usize>,
    /// The weight of each row, 0 or more.
    pub weights: Vec<f64>,
    /// Added to the linear predictor with coefficient 1.
    pub offset: Vec<f64>,
}

/// How the model is fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoxOptions {
    /// Events at one time.
    pub ties: Ties,
    /// Which standard errors.
    pub variance: VarianceKind,
    /// Level of the intervals.
    pub confidence: Confidence,
}

impl Default for CoxOptions {
    fn default() -> Self {
        Self { ties: Ties::Efron, variance: VarianceKind::Model, confidence: Confidence::NINETY_FIVE }
    }
}

/// Checked data with standardised covariates.
pub(super) struct Prepared {
    pub follow_up: Vec<FollowUp>,
    /// `(x − centre) / scale`, transposed: a column for each row of the data.
    pub people: DMatrix<f64>,
    /// Mean of each covariate.
    pub centre: DVector<f64>,
    /// Largest distance of a covariate from its mean.
    pub scale: DVector<f64>,
    pub strata: Vec<usize>,
    pub weights: Vec<f64>,
    pub offset: Vec<f64>,
    pub ties: Ties,
}

impl Prepared {
    pub fn new(data: &CoxData, ties: Ties) -> Result<Self, Undefined> {
        let (n, columns) = data.design.shape();
        let fits = |length: usize| length == 0 || length == n;
        let lengths = [data.strata.len(), data.clusters.len(), data.weights.len(), data.offset.len()];
        if n == 0 || columns == 0 || data.follow_up.len() != n || !lengths.into_iter().all(fits) {
            return Err(Undefined::WrongShape);
        }
        let numbers = data.design.iter().chain(&data.weights).chain(&data.offset);
        if !numbers.copied().all(f64::is_finite) || data.weights.iter().any(|&weight| weight < 0.0) {
            return Err(Undefined::BadValues);
        }
        if ties == Ties::Exact && data.weights.iter().any(|&weight| weight != 1.0) {
            return Err(Undefined::BadOption);
        }
        let follow_up = aligned(&data.follow_up)?;
        let or_all =
            |given: &[f64], value: f64| if given.is_empty() { vec![value; n] } else { given.to_vec() };
        let weights = or_all(&data.weights, 1.0);
        if !follow_up.iter().zip(&weights).any(|(one, &weight)| one.is_event() && weight > 0.0) {
            return Err(Undefined::NoEvents);
        }
        let strata = if data.strata.is_empty() { vec![0; n] } else { data.strata.clone() };
        let (people, centre, scale) = standardised(&data.design)?;
        Ok(Self {
            follow_up,
            people,
            centre,
            scale,
            strata,
            weights,
            offset: or_all(&data.offset, 0.0),
            ties,
        })
    }

    /// Number of covariates.
    pub fn columns(&self) -> usize {
        self.people.nrows()
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.people.ncols()
    }

    /// The linear predictor of each row, at standardised coefficients.
    pub fn linear_predictor(&self, coefficients: &DVector<f64>) -> Vec<f64> {
        self.people.column_iter().zip(&self.offset).map(|(x, offset)| x.dot(coefficients) + offset).collect()
    }
}
