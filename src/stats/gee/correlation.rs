//! Working correlations.

use libm::pow;
use nalgebra::DMatrix;

/// The correlation assumed within a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WorkingCorrelation {
    /// None.
    #[default]
    Independence,
    /// `α` between any two values.
    Exchangeable,
    /// `α^lag` between values `lag` apart.
    Autoregressive,
}

impl WorkingCorrelation {
    /// `R⁻¹` times a matrix whose rows are a subject's values at ascending times; `None` unless `R` is positive definite.
    pub(super) fn solve(self, alpha: f64, times: &[f64], matrix: &DMatrix<f64>) -> Option<DMatrix<f64>> {
        match self {
            Self::Independence => Some(matrix.clone()),
            Self::Exchangeable => exchangeable(alpha, matrix),
            Self::Autoregressive => autoregressive(alpha, times, matrix),
        }
    }

    /// `α` from the products of Pearson residuals `(lag, product)` divided by the scale, whose pairs count as `pairs` in
    /// all: the solution of `Σ ∂ρ/∂α (product − ρ(α)) = 0`.
    pub(super) fn estimate(self, products: &Products, scale: f64, pairs: f64) -> Option<f64> {
        match self {
            Self::Independence => Some(0.0),
            Self::Exchangeable => {
                let sum: f64 = products.by_lag.iter().map(|(_, sum, _)| sum).sum();
                (pairs > 0.0).then(|| sum / scale / pairs)
            }
            Self::Autoregressive => power(products, scale),
        }
    }
}

/// Products of the residuals of a subject's values, summed by how far these are apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Products {
    /// Lag, sum and number of pairs.
    pub by_lag: Vec<(f64, f64, f64)>,
}

impl Products {
    pub fn add(&mut self, lag: f64, product: f64) {
        match self.by_lag.iter_mut().find(|(known, _, _)| *known == lag) {
            Some((_, sum, count)) => {
                *sum += product;
                *count += 1.0;
            }
            None => self.by_lag.push((lag, product, 1.0)),
        }
    }

    pub fn pairs(&self) -> f64 {
        self.by_lag.iter().map(|(_, _, count)| count).sum()
    }
}

fn exchangeable(alpha: f64, matrix: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    let size = matrix.nrows() as f64;
    let whole = 1.0 + (size - 1.0) * alpha;
    if alpha >= 1.0 || whole <= 0.0 {
        return None;
    }
    let sums = matrix.row_sum();
    let mut solved = matrix.clone();
    for mut row in solved.row_iter_mut() {
        row -= &sums * (alpha / whole);
    }
    Some(solved / (1.0 - alpha))
}

/// By the factors of the inverse, which has three diagonals.
fn autoregressive(alpha: f64, times: &[f64], matrix: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    if alpha.abs() >= 1.0 {
        return None;
    }
    let steps: Vec<f64> = times.windows(2).map(|pair| pow(alpha, pair[1] - pair[0])).collect();
    if steps.iter().any(|step| step.abs() >= 1.0 || !step.is_finite()) {
        return None;
    }
    let mut solved = matrix.clone();
    for (place, &step) in steps.iter().enumerate().rev() {
        let change = matrix.row(place) * step;
        let mut row = solved.row_mut(place + 1);
        row -= change;
        row /= 1.0 - step * step;
    }
    for (place, &step) in steps.iter().enumerate() {
        let change = solved.row(place + 1) * step;
        let mut row = solved.row_mut(place);
        row -= change;
    }
    Some(solved)
}

/// The root of `Σ lag α^(lag − 1) (mean product − α^lag) × pairs`, by Fisher scoring from the first lag.
fn power(products: &Products, scale: f64) -> Option<f64> {
    let first = products.by_lag.iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
    let mut alpha = (first.1 / first.2 / scale).clamp(-0.95, 0.95);
    for _ in 0..500 {
        let (mut score, mut information) = (0.0, 0.0);
        for &(lag, sum, count) in &products.by_lag {
            let slope = lag * pow(alpha, lag - 1.0);
            score += slope * (sum / scale - count * pow(alpha, lag));
            information += slope * slope * count;
        }
        let step = score / information;
        if !step.is_finite() {
            return None;
        }
        alpha = (alpha + step).clamp(-0.999_999, 0.999_999);
        if step.abs() <= 1e-15 {
            return Some(alpha);
        }
    }
    Some(alpha)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solving_undoes_the_correlation() {
        let times: [f64; 4] = [0.0, 1.0, 3.0, 4.0];
        let matrix = DMatrix::from_fn(4, 2, |row, column| 1.0 + (row * 3 + column) as f64 * 0.7);
        for (structure, of) in [
            (WorkingCorrelation::Exchangeable, (|_| 0.4) as fn(f64) -> f64),
            (WorkingCorrelation::Autoregressive, |lag| pow(0.4, lag)),
        ] {
            let correlation = |a: usize, b: usize| if a == b { 1.0 } else { of((times[a] - times[b]).abs()) };
            let again = DMatrix::from_fn(4, 4, correlation) * structure.solve(0.4, &times, &matrix).unwrap();
            assert!((again - &matrix).amax() < 1e-14, "{structure:?}");
            assert_eq!(structure.solve(1.0, &times, &matrix), None);
        }
    }

    #[test]
    fn what_is_not_positive_definite_is_not_solved() {
        let matrix = DMatrix::from_element(3, 1, 1.0);
        // Three values correlated by −½ sum to nothing, and values of one time are equal.
        assert_eq!(WorkingCorrelation::Exchangeable.solve(-0.5, &[0.0, 1.0, 2.0], &matrix), None);
        assert_eq!(WorkingCorrelation::Autoregressive.solve(0.4, &[0.0, 0.0, 1.0], &matrix), None);
    }

    /// Of two roots it is the one towards which the products of the first lag lie.
    #[test]
    fn the_autoregression_is_the_root_beside_the_first_lag() {
        let (scale, count) = (3.0, 4.0);
        for (first, lag, second, range) in [(-0.1, 2.0, 0.9, -1.0..0.0), (0.1, 4.0, 0.9, 0.0..0.2)] {
            let part = |lag: f64, product: f64| (lag, product * scale * count, count);
            let products = Products { by_lag: vec![part(1.0, first), part(lag, second)] };
            let alpha = power(&products, scale).unwrap();
            let score = first - alpha + lag * pow(alpha, lag - 1.0) * (second - pow(alpha, lag));
            assert!(range.contains(&alpha) && score.abs() < 1e-13, "{alpha} {score}");
        }
    }
}
