//! Random effects: their design and their covariance relative to the residual variance.

use nalgebra::{DMatrix, DVector};

/// Whether the random effects of a term may be correlated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Correlated {
    /// `(x | g)`.
    #[default]
    Freely,
    /// `(x || g)`: independent of each other.
    Not,
}

/// Random effects by the levels of one grouping factor.
#[derive(Debug, Clone, PartialEq)]
pub struct RandomEffects {
    /// A row for each value, a column for each effect: ones for a random intercept.
    pub design: DMatrix<f64>,
    /// The level of each value, from 0.
    pub group: Vec<usize>,
    /// Number of levels.
    pub levels: usize,
    /// Whether the effects may be correlated.
    pub correlated: Correlated,
}

impl RandomEffects {
    /// Number of effects of a level.
    pub fn effects(&self) -> usize {
        self.design.ncols()
    }

    /// Row and column of each parameter in the relative covariance factor `Λ`.
    pub(super) fn places(&self) -> Vec<(usize, usize)> {
        let effects = self.effects();
        match self.correlated {
            Correlated::Freely => {
                (0..effects).flat_map(|column| (column..effects).map(move |row| (row, column))).collect()
            }
            Correlated::Not => (0..effects).map(|effect| (effect, effect)).collect(),
        }
    }

    /// `Λ`, whose `ΛΛ′` times the residual variance is the covariance of the effects.
    pub(super) fn factor(&self, parameters: &[f64]) -> DMatrix<f64> {
        let mut factor = DMatrix::zeros(self.effects(), self.effects());
        for (&place, &value) in self.places().iter().zip(parameters) {
            factor[place] = value;
        }
        factor
    }
}

/// How the relative covariance of a term's effects changes along one parameter.
#[derive(Debug, Clone)]
pub(super) struct Direction {
    pub term: usize,
    pub change: DMatrix<f64>,
}

/// Number of parameters of all terms.
pub(super) fn parameters(terms: &[RandomEffects]) -> usize {
    terms.iter().map(|term| term.places().len()).sum()
}

/// The factor of each term.
pub(super) fn factors(terms: &[RandomEffects], parameters: &DVector<f64>) -> Vec<DMatrix<f64>> {
    let mut start = 0;
    let factor = |term: &RandomEffects| {
        let own = &parameters.as_slice()[start..start + term.places().len()];
        start += own.len();
        term.factor(own)
    };
    terms.iter().map(factor).collect()
}

/// The derivative of `ΛΛ′` by each parameter of `Λ`.
pub(super) fn directions(terms: &[RandomEffects], factors: &[DMatrix<f64>]) -> Vec<Direction> {
    let of_term = |(term, (effects, factor)): (usize, (&RandomEffects, &DMatrix<f64>))| {
        let change = |(row, column): (usize, usize)| {
            let mut half = DMatrix::zeros(factor.nrows(), factor.ncols());
            half.set_row(row, &factor.column(column).transpose());
            Direction { term, change: &half + half.transpose() }
        };
        effects.places().into_iter().map(change).collect::<Vec<_>>()
    };
    terms.iter().zip(factors).enumerate().flat_map(of_term).collect()
}

/// `⟨∂²(ΛΛ′)/∂θₖ∂θₗ, slope⟩` of one term for every pair of its parameters.
pub(super) fn curvature(term: &RandomEffects, slope: &DMatrix<f64>) -> DMatrix<f64> {
    let places = term.places();
    DMatrix::from_fn(places.len(), places.len(), |k, l| {
        let ((a, first), (b, second)) = (places[k], places[l]);
        if first == second { slope[(a, b)] + slope[(b, a)] } else { 0.0 }
    })
}

/// Every variance and covariance of the effects as a direction of its own.
pub(super) fn elements(terms: &[RandomEffects]) -> Vec<Direction> {
    let of_term = |(term, effects): (usize, &RandomEffects)| {
        let element = |(row, column): (usize, usize)| {
            let mut change = DMatrix::zeros(effects.effects(), effects.effects());
            change[(row, column)] = 1.0;
            change[(column, row)] = 1.0;
            Direction { term, change }
        };
        effects.places().into_iter().map(element).collect::<Vec<_>>()
    };
    terms.iter().enumerate().flat_map(of_term).collect()
}
