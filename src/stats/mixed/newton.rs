//! Newton's method for a likelihood whose derivatives are known, to the last digit.

use nalgebra::{Cholesky, DMatrix, DVector};

use crate::stats::Undefined;

/// A function at a point, with its derivatives.
#[derive(Debug, Clone)]
pub(in crate::stats) struct Expansion {
    /// First derivatives.
    pub gradient: DVector<f64>,
    /// Second derivatives.
    pub hessian: DMatrix<f64>,
    /// Positive semidefinite stand-in for the second derivatives where they are not, as the average information.
    pub stand_in: DMatrix<f64>,
}

impl AsRef<Self> for Expansion {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// What is to be minimised.
pub(in crate::stats) trait Objective {
    /// The derivatives, with what else was worked out for them.
    type Derivatives: AsRef<Expansion>;
    /// The value; `None` outside the domain.
    fn value(&self, at: &DVector<f64>) -> Option<f64>;
    /// The derivatives; `None` outside the domain.
    fn derivatives(&self, at: &DVector<f64>) -> Option<Self::Derivatives>;
}

/// Where the minimum is.
#[derive(Debug, Clone)]
pub(in crate::stats) struct Minimum<Derivatives> {
    /// The point.
    pub at: DVector<f64>,
    /// The value there.
    pub value: f64,
    /// The derivatives there.
    pub derivatives: Derivatives,
    /// Steps taken.
    pub steps: u32,
}

const MOST_STEPS: u32 = 200;
/// Twice the decrease a Newton step still promises, below which the values themselves are rounding noise and only the
/// gradient tells whether a step helps.
const NOISE: f64 = 1e-7;
/// A squared distance to the minimum, in standard errors, below which there is nothing to gain.
const NEGLIGIBLE: f64 = 1e-24;

/// Minimises from a start inside the domain: Newton's steps where the function is convex, steps by the stand-in where
/// it is not, halved until the value falls, and at the end until the gradient shrinks no more.
///
/// # Errors
/// [`Undefined::NotConverged`] when no step helps or they do not end.
pub(in crate::stats) fn minimise<O: Objective>(
    objective: &O,
    start: DVector<f64>,
) -> Result<Minimum<O::Derivatives>, Undefined> {
    let mut at = start;
    let mut value = objective.value(&at).ok_or(Undefined::NotConverged)?;
    let mut derivatives = objective.derivatives(&at).ok_or(Undefined::NotConverged)?;
    let mut last_promise = f64::INFINITY;
    for steps in 0..MOST_STEPS {
        let expansion = derivatives.as_ref();
        let direction = direction(expansion).ok_or(Undefined::NotConverged)?;
        let promise = -direction.dot(&expansion.gradient);
        let is_near = promise < NOISE;
        if promise < NEGLIGIBLE || (is_near && promise > 0.25 * last_promise) {
            return Ok(Minimum { at, value, derivatives, steps });
        }
        last_promise = promise;
        let (next, next_value) =
            step(objective, &at, value, &direction, promise).ok_or(Undefined::NotConverged)?;
        derivatives = objective.derivatives(&next).ok_or(Undefined::NotConverged)?;
        (at, value) = (next, next_value);
    }
    Err(Undefined::NotConverged)
}

/// The way down: Newton's, or by the stand-in with as much of its diagonal added as makes it positive definite.
fn direction(expansion: &Expansion) -> Option<DVector<f64>> {
    let downhill = -&expansion.gradient;
    if let Some(factor) = Cholesky::new(expansion.hessian.clone()) {
        return Some(factor.solve(&downhill)).filter(|way| way.iter().all(|value| value.is_finite()));
    }
    let size = expansion.stand_in.diagonal().amax().max(f64::MIN_POSITIVE);
    let damped = |share: f64| {
        let mut matrix = expansion.stand_in.clone();
        for index in 0..matrix.nrows() {
            matrix[(index, index)] += share * (matrix[(index, index)] + 1e-3 * size);
        }
        Cholesky::new(matrix).map(|factor| factor.solve(&downhill))
    };
    let ways = [1e-9, 1e-6, 1e-3, 1.0].into_iter().filter_map(damped);
    ways.into_iter().find(|way| way.iter().all(|value| value.is_finite()))
}

/// The longest of the halved steps that lowers the value as far as it should (Armijo); near the minimum any step that
/// stays inside the domain and does not raise the value beyond rounding.
fn step(
    objective: &impl Objective,
    at: &DVector<f64>,
    value: f64,
    direction: &DVector<f64>,
    promise: f64,
) -> Option<(DVector<f64>, f64)> {
    let rounding = 1e-12 * (1.0 + value.abs());
    let mut length = 1.0;
    for _ in 0..60 {
        let next = at + direction * length;
        if let Some(next_value) = objective.value(&next) {
            let enough = value - 1e-4 * length * promise;
            if next_value <= enough || (promise < NOISE && next_value <= value + rounding.max(NOISE)) {
                return Some((next, next_value));
            }
        }
        length *= 0.5;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley, not convex everywhere, defined only for `x < 2`.
    struct Valley;

    impl Objective for Valley {
        type Derivatives = Expansion;

        fn value(&self, at: &DVector<f64>) -> Option<f64> {
            let (x, y) = (at[0], at[1]);
            (x < 2.0).then_some((1.0 - x) * (1.0 - x) + 100.0 * (y - x * x) * (y - x * x))
        }

        fn derivatives(&self, at: &DVector<f64>) -> Option<Expansion> {
            let (x, y) = (at[0], at[1]);
            let gradient =
                DVector::from_vec(vec![-2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)]);
            let curved = 2.0 + 1200.0 * x * x - 400.0 * y;
            let hessian = DMatrix::from_row_slice(2, 2, &[curved, -400.0 * x, -400.0 * x, 200.0]);
            let stand_in = DMatrix::from_diagonal(&DVector::from_vec(vec![1200.0 * x * x + 2.0, 200.0]));
            Some(Expansion { gradient, hessian, stand_in })
        }
    }

    #[test]
    fn the_bottom_of_a_bent_valley_is_found_to_the_last_digit() {
        let minimum = minimise(&Valley, DVector::from_vec(vec![-1.2, 3.0])).unwrap();
        assert!((minimum.at[0] - 1.0).abs() < 1e-14 && (minimum.at[1] - 1.0).abs() < 1e-14);
        assert!(minimum.steps < 40, "{}", minimum.steps);
    }

    #[test]
    fn a_start_near_the_bottom_is_not_taken_for_it() {
        let minimum = minimise(&Valley, DVector::from_vec(vec![1.0 + 1e-6, 1.0 + 2e-6])).unwrap();
        assert!((minimum.at[0] - 1.0).abs() < 1e-12 && (minimum.at[1] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_start_outside_the_domain_is_refused() {
        let outside = minimise(&Valley, DVector::from_vec(vec![3.0, 0.0]));
        assert_eq!(outside.unwrap_err(), Undefined::NotConverged);
    }
}
