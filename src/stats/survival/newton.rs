//! Newton's method on a log likelihood.

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

use crate::stats::Undefined;

/// A log likelihood with its first two derivatives at one place.
#[derive(Debug, Clone)]
pub(super) struct Derivatives {
    pub log_likelihood: f64,
    /// Its gradient.
    pub score: DVector<f64>,
    /// Its second derivatives with the sign turned.
    pub information: DMatrix<f64>,
}

impl Derivatives {
    pub fn zero(columns: usize) -> Self {
        let (score, information) = (DVector::zeros(columns), DMatrix::zeros(columns, columns));
        Self { log_likelihood: 0.0, score, information }
    }

    fn is_finite(&self) -> bool {
        self.log_likelihood.is_finite()
            && self.score.iter().chain(self.information.iter()).all(|value| value.is_finite())
    }

    /// The information as a factor; `None` when a direction carries none.
    pub fn factor(&self) -> Option<Cholesky<f64, Dyn>> {
        positive_definite(&self.information)
    }

    /// `scoreᵀ information⁻¹ score`: the score test where it is taken, and how far the top is, in squared errors.
    pub fn score_statistic(&self) -> Option<f64> {
        Some(self.score.dot(&self.factor()?.solve(&self.score)))
    }
}

/// Cholesky's factor, unless a variable is explained by the others but for rounding: then a pivot is next to nothing
/// beside the variable's own diagonal element.
pub(super) fn positive_definite(matrix: &DMatrix<f64>) -> Option<Cholesky<f64, Dyn>> {
    const SMALLEST_SHARE: f64 = 1e-11;
    let factor = matrix.clone().cholesky()?;
    let lower = factor.l_dirty();
    let is_clear = |index: usize| {
        let pivot = lower[(index, index)];
        pivot * pivot > SMALLEST_SHARE * matrix[(index, index)]
    };
    (0..matrix.nrows()).all(is_clear).then_some(factor)
}

/// The covariance about the mean from mean products, with nothing but rounding made nothing.
///
/// Where all at risk are alike in a covariate the difference is of the order of the last digit, and would pass for
/// information.
pub(super) fn centred(mut products: DMatrix<f64>, mean: &DVector<f64>) -> DMatrix<f64> {
    let sizes = products.diagonal();
    products.ger(-1.0, mean, mean, 1.0);
    without_rounding(&mut products, &sizes);
    products
}

/// Makes nothing of what is left of variances by rounding; `sizes` are the products they are differences of.
pub(super) fn without_rounding(products: &mut DMatrix<f64>, sizes: &DVector<f64>) {
    const ROUNDING: f64 = 1e-14;
    for (index, size) in sizes.iter().enumerate() {
        if products[(index, index)] <= ROUNDING * size {
            products.row_mut(index).fill(0.0);
            products.column_mut(index).fill(0.0);
        }
    }
}

/// Where the search ended.
#[derive(Debug, Clone)]
pub(super) struct Maximum {
    pub place: DVector<f64>,
    pub derivatives: Derivatives,
    /// Newton steps made.
    pub steps: u32,
}

/// Climbs from `start`, halving steps that lead down, until another step would change nothing.
///
/// # Errors
/// [`Undefined::Collinear`] when the likelihood is flat in a direction at the start, [`Undefined::Separated`] when it
/// becomes so on the way (it rises for ever), [`Undefined::NotConverged`], [`Undefined::OutOfRange`] when it cannot be
/// computed at the start.
pub(super) fn climb(
    start: DVector<f64>,
    evaluate: &dyn Fn(&DVector<f64>) -> Option<Derivatives>,
) -> Result<Maximum, Undefined> {
    let begin = evaluate(&start).ok_or(Undefined::OutOfRange)?;
    climb_from(start, begin, evaluate)
}

/// The same where the likelihood at the start is known.
///
/// # Errors
/// As [`climb`].
pub(super) fn climb_from(
    start: DVector<f64>,
    begin: Derivatives,
    evaluate: &dyn Fn(&DVector<f64>) -> Option<Derivatives>,
) -> Result<Maximum, Undefined> {
    const MOST_STEPS: u32 = 100;
    let at = |place: &DVector<f64>| evaluate(place).filter(Derivatives::is_finite);
    if !begin.is_finite() {
        return Err(Undefined::OutOfRange);
    }
    if begin.factor().is_none() {
        return Err(Undefined::Collinear);
    }
    let scale = begin.information.clone();
    let (mut place, mut here) = (start, begin);
    for steps in 1..=MOST_STEPS {
        let step = here.factor().ok_or(Undefined::Separated)?.solve(&here.score);
        // The last step is made, too: it squares what is left of the error.
        let is_last = here.score.dot(&step) <= 1e-12;
        let (next, there) = uphill(&place, &step, &here, &at).ok_or(Undefined::NotConverged)?;
        (place, here) = (next, there);
        if has_flattened(&scale, &here.information) {
            return Err(Undefined::Separated);
        }
        if is_last {
            return Ok(Maximum { place, derivatives: here, steps });
        }
    }
    Err(Undefined::NotConverged)
}

/// The place after the step, or after as small a part of it as leads uphill.
fn uphill(
    place: &DVector<f64>,
    step: &DVector<f64>,
    here: &Derivatives,
    at: &dyn Fn(&DVector<f64>) -> Option<Derivatives>,
) -> Option<(DVector<f64>, Derivatives)> {
    const MOST_HALVINGS: i32 = 40;
    let slack = 1e-10 * (1.0 + here.log_likelihood.abs());
    (0..MOST_HALVINGS).find_map(|halvings| {
        let next = place + step * libm::scalbn(1.0, -halvings);
        let there = at(&next)?;
        (there.log_likelihood >= here.log_likelihood - slack).then_some((next, there))
    })
}

/// Whether the information in some direction has all but vanished beside that at the start, as it does when the
/// likelihood rises for ever: there it falls by a factor e with every step, while an effect that exists would have to
/// be a ratio of a hundred million.
fn has_flattened(scale: &DMatrix<f64>, information: &DMatrix<f64>) -> bool {
    const VANISHED: f64 = 1e-8;
    let Some(factor) = scale.clone().cholesky() else {
        return true;
    };
    let lower = factor.l();
    let half = lower.solve_lower_triangular(information);
    let whole = half.and_then(|half| lower.solve_lower_triangular(&half.transpose()));
    whole.is_none_or(|relative| relative.symmetric_eigenvalues().iter().any(|&value| value < VANISHED))
}
