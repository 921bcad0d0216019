//! Inverses of the covariances of all patterns of visits.

use libm::{log, sqrt};
use nalgebra::DMatrix;

use super::packed;
use super::patterns::{Pattern, Patterns};

/// The inverse of every pattern's covariance.
pub(super) struct Weights {
    /// For each batch a packed matrix of all visits in the column of a pattern; zero for visits that it lacks.
    pub inverse: Vec<DMatrix<f64>>,
    /// `Σ log |Σᵢ|` over the subjects.
    pub log_determinant: f64,
}

/// The covariance `LL′` of the first visits of a pattern, as far as one of them.
///
/// The last row of `L⁻¹` is what the last of these visits differs from its regression on those before, in units of its
/// standard deviation; the inverse of the covariance is the sum of `rr′` over these rows.
struct Stage {
    visit: usize,
    /// The last row of `L`.
    row: Vec<f64>,
    /// The last row of `L⁻¹`.
    inverse_row: Vec<f64>,
    /// The inverse, packed.
    inverse: Vec<f64>,
    log_determinant: f64,
}

impl Weights {
    /// `None` unless the covariance of each pattern is positive definite.
    ///
    /// Patterns that begin with the same visits have the same stages so far: in their order, one works out only those that
    /// the pattern before did not have.
    pub fn new(patterns: &Patterns, covariance: &DMatrix<f64>) -> Option<Self> {
        let pairs = patterns.layout.pairs.len();
        let mut weights = Self { inverse: Vec::with_capacity(patterns.batches.len()), log_determinant: 0.0 };
        let mut stages: Vec<Stage> = Vec::new();
        for batch in &patterns.batches {
            let mut inverse = DMatrix::zeros(pairs, batch.size());
            let columns = inverse.as_mut_slice().chunks_exact_mut(pairs);
            for (pattern, to) in patterns.each[batch.patterns.clone()].iter().zip(columns) {
                advance(&mut stages, pattern, covariance)?;
                let Some(last) = stages.last() else { continue };
                weights.log_determinant += pattern.subjects() * last.log_determinant;
                for ((j, k), value) in packed::pairs(stages.len()).zip(&last.inverse) {
                    to[packed::place(pattern.visits[j], pattern.visits[k])] = *value;
                }
            }
            weights.inverse.push(inverse);
        }
        Some(weights).filter(|weights| weights.log_determinant.is_finite())
    }
}

fn advance(stages: &mut Vec<Stage>, pattern: &Pattern, covariance: &DMatrix<f64>) -> Option<()> {
    let known = stages.iter().zip(&pattern.visits).take_while(|(stage, visit)| stage.visit == **visit);
    stages.truncate(known.count());
    for &visit in &pattern.visits[stages.len()..] {
        stages.push(Stage::after(stages, visit, covariance)?);
    }
    Some(())
}

impl Stage {
    fn after(before: &[Self], visit: usize, covariance: &DMatrix<f64>) -> Option<Self> {
        let with = covariance.column(visit);
        let mut row: Vec<f64> = Vec::with_capacity(before.len() + 1);
        for stage in before {
            let rest = with[stage.visit] - dot(&row, &stage.row);
            row.push(rest / stage.row[row.len()]);
        }
        let variance = with[visit] - dot(&row, &row);
        if !(variance > 0.0 && variance.is_finite()) {
            return None;
        }
        let deviation = sqrt(variance);
        let mut inverse_row = vec![0.0; before.len() + 1];
        for (share, stage) in row.iter().zip(before) {
            add(&mut inverse_row, -share / deviation, &stage.inverse_row);
        }
        inverse_row[before.len()] = 1.0 / deviation;
        row.push(deviation);
        let last = before.last();
        let mut inverse = last.map_or_else(Vec::new, |stage| stage.inverse.clone());
        inverse.resize(packed::length(row.len()), 0.0);
        for (column, share) in inverse_row.iter().enumerate() {
            let start = packed::length(column);
            add(&mut inverse[start..=start + column], *share, &inverse_row);
        }
        let log_determinant = last.map_or(0.0, |stage| stage.log_determinant) + log(variance);
        Some(Self { visit, row, inverse_row, inverse, log_determinant })
    }
}

/// Of as many elements as both have.
fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

/// Adds a multiple, as many elements as both have.
fn add(to: &mut [f64], share: f64, of: &[f64]) {
    for (to, of) in to.iter_mut().zip(of) {
        *to += share * of;
    }
}

#[cfg(test)]
mod tests {
    use nalgebra::Cholesky;

    use super::super::products::VisitEffects;
    use super::*;
    use crate::stats::mixed::Basis;

    /// Everyone has other visits, one row each.
    fn patterns(visits: &[&[usize]]) -> Patterns {
        let rows =
            || visits.iter().enumerate().flat_map(|(subject, own)| own.iter().map(move |v| (subject, *v)));
        let (subject, visit): (Vec<usize>, Vec<usize>) = rows().unzip();
        let response: Vec<f64> = (0..subject.len()).map(|row| ((row * 5) % 7) as f64).collect();
        let basis = Basis::new(&DMatrix::from_element(subject.len(), 1, 1.0), &response).unwrap();
        Patterns::new(&basis, VisitEffects::Shared, (&subject, &visit), 4).unwrap()
    }

    #[test]
    fn stages_end_at_the_inverse_of_each_pattern() {
        let patterns = patterns(&[&[0, 1, 2, 3], &[0, 1], &[0, 1, 3], &[1, 3], &[2], &[0, 2, 3]]);
        let covariance =
            DMatrix::from_fn(
                4,
                4,
                |a, b| if a == b { 2.0 + a as f64 } else { 1.0 / (1 + a.abs_diff(b)) as f64 },
            );
        let weights = Weights::new(&patterns, &covariance).unwrap();
        let mut log_determinant = 0.0;
        for (pattern, packed) in patterns.each.iter().zip(weights.inverse[0].column_iter()) {
            let own = covariance.select_rows(&pattern.visits).select_columns(&pattern.visits);
            log_determinant += own.determinant().ln();
            let inverse = Cholesky::new(own).unwrap().inverse();
            let whole = packed::unpack(packed.as_slice(), 4);
            let restricted = whole.select_rows(&pattern.visits).select_columns(&pattern.visits);
            assert!((restricted - &inverse).amax() < 1e-14, "{:?}", pattern.visits);
            assert!((whole.sum() - inverse.sum()).abs() < 1e-14, "{:?}", pattern.visits);
        }
        assert!((weights.log_determinant - log_determinant).abs() < 1e-13);
    }

    #[test]
    fn a_matrix_that_is_no_covariance_has_no_weights() {
        let patterns = patterns(&[&[0, 1], &[1, 2, 3]]);
        let covariance = DMatrix::from_fn(4, 4, |a, b| if a == b { 1.0 } else { 2.0 });
        assert!(Weights::new(&patterns, &covariance).is_none());
        assert!(Weights::new(&patterns, &DMatrix::from_element(4, 4, f64::NAN)).is_none());
    }
}
