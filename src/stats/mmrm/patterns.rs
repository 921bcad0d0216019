//! Subjects by pattern of observed visits.

use std::collections::BTreeMap;

use nalgebra::{DMatrix, DMatrixView, DVector};

use super::packed;
use crate::stats::Undefined;
use crate::stats::mixed::Basis;

/// All subjects, by which visits they were observed at.
#[derive(Debug, Clone)]
pub(super) struct Patterns {
    /// Number of visits.
    pub visits: usize,
    /// Number of columns of the design and the response together.
    pub width: usize,
    /// Number of subjects.
    pub subjects: usize,
    /// Those that occur.
    pub each: Vec<Pattern>,
}

/// The subjects observed at the same visits.
///
/// A likelihood needs of them only the products of their rows `z = (x, y)`, for every pair of visits summed over the
/// subjects; of a pattern with few subjects the rows themselves are fewer numbers, and are kept.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    /// The visits, ascending.
    pub visits: Vec<usize>,
    /// Number of subjects.
    pub subjects: f64,
    products: Products,
}

#[derive(Debug, Clone)]
enum Products {
    /// A packed symmetric matrix in the column of each pair of visits.
    Summed(DMatrix<f64>),
    /// For each subject its rows as columns, visit by visit.
    Rows(Vec<DMatrix<f64>>),
}

impl Patterns {
    /// Of rows with a subject and a visit each.
    ///
    /// # Errors
    /// Lists of unlike lengths, a visit beyond `visits`, and two rows of one subject at one visit.
    pub fn new(basis: &Basis, subject: &[usize], visit: &[usize], visits: usize) -> Result<Self, Undefined> {
        let rows = basis.rows();
        if subject.len() != rows || visit.len() != rows || visit.iter().any(|&visit| visit >= visits) {
            return Err(Undefined::WrongShape);
        }
        let mut of_subject: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
        for (row, (&subject, &visit)) in subject.iter().zip(visit).enumerate() {
            of_subject.entry(subject).or_default().push((visit, row));
        }
        let subjects = of_subject.len();
        let mut of_pattern: BTreeMap<Vec<usize>, Vec<Vec<usize>>> = BTreeMap::new();
        for mut seen in of_subject.into_values() {
            seen.sort_unstable();
            let (visits, rows): (Vec<usize>, Vec<usize>) = seen.into_iter().unzip();
            if visits.windows(2).any(|pair| pair[0] == pair[1]) {
                return Err(Undefined::WrongShape);
            }
            of_pattern.entry(visits).or_default().push(rows);
        }
        let patterns = of_pattern.into_iter().map(|(visits, rows)| Pattern::new(basis, visits, &rows));
        Ok(Self { visits, width: basis.effects() + 1, subjects, each: patterns.collect() })
    }

    /// For each pair of visits the mean product of the responses of the subjects observed at both; `None` where there are
    /// none.
    pub fn moments(&self) -> DMatrix<Option<f64>> {
        let (mut sums, mut counts) = (
            DMatrix::<f64>::zeros(self.visits, self.visits),
            DMatrix::<f64>::zeros(self.visits, self.visits),
        );
        let last = packed::length(self.width) - 1;
        for pattern in &self.each {
            for (i, &a) in pattern.visits.iter().enumerate() {
                for (j, &b) in pattern.visits.iter().enumerate() {
                    sums[(a, b)] += pattern.product(i, j, last);
                    counts[(a, b)] += pattern.subjects;
                }
            }
        }
        sums.zip_map(&counts, |sum: f64, count: f64| (count > 0.0).then(|| sum / count))
    }
}

impl Pattern {
    fn new(basis: &Basis, visits: Vec<usize>, rows: &[Vec<usize>]) -> Self {
        let (size, width) = (visits.len(), basis.effects() + 1);
        let row = |index: usize, column: usize| {
            if column + 1 < width { basis.columns[(index, column)] } else { basis.response[index] }
        };
        let subjects = rows.len() as f64;
        let products = if rows.len() < 2 * size {
            let of =
                |rows: &Vec<usize>| DMatrix::from_fn(width, size, |column, place| row(rows[place], column));
            Products::Rows(rows.iter().map(of).collect())
        } else {
            let at = |place: usize| {
                DMatrix::from_fn(rows.len(), width, |index, column| row(rows[index][place], column))
            };
            Products::Summed(summed(&(0..size).map(at).collect::<Vec<_>>(), width))
        };
        Self { visits, subjects, products }
    }

    fn product(&self, a: usize, b: usize, element: usize) -> f64 {
        match &self.products {
            Products::Summed(summed) => summed[(element, a * self.visits.len() + b)],
            Products::Rows(rows) => rows
                .iter()
                .map(|rows| packed::element(rows.column(a).as_slice(), rows.column(b).as_slice(), element))
                .sum(),
        }
    }

    /// `Σ Z′WZ` over the subjects, packed.
    pub fn weighted(&self, weights: &DMatrix<f64>) -> DVector<f64> {
        match &self.products {
            Products::Summed(summed) => summed * DVector::from_column_slice(weights.as_slice()),
            Products::Rows(rows) => {
                let mut sum = DMatrix::zeros(rows[0].nrows(), rows[0].nrows());
                for rows in rows {
                    sum.gemm(1.0, &(rows * weights), &rows.transpose(), 1.0);
                }
                packed::pack(&sum)
            }
        }
    }

    /// The products of the rows of `WZ`: a packed matrix in the column of each pair of visits `(a, b)`, `a ≤ b`; the
    /// other columns are zero.
    pub fn transformed(&self, weights: &DMatrix<f64>) -> DMatrix<f64> {
        match &self.products {
            Products::Summed(summed) => transform(summed, weights),
            Products::Rows(rows) => {
                let size = self.visits.len();
                let mut sum = DMatrix::zeros(packed::length(rows[0].nrows()), size * size);
                for rows in rows {
                    let rows = rows * weights;
                    for (a, b) in (0..size).flat_map(|a| (a..size).map(move |b| (a, b))) {
                        let column = sum.column_mut(a * size + b);
                        packed::add_product(column, rows.column(a).as_slice(), rows.column(b).as_slice());
                    }
                }
                sum
            }
        }
    }
}

/// The products of every pair of visits, summed over the subjects that are the rows of `at`.
fn summed(at: &[DMatrix<f64>], width: usize) -> DMatrix<f64> {
    let size = at.len();
    let mut summed = DMatrix::zeros(packed::length(width), size * size);
    for a in 0..size {
        for b in a..size {
            let product = packed::pack(&at[a].tr_mul(&at[b]));
            summed.set_column(a * size + b, &product);
            summed.set_column(b * size + a, &product);
        }
    }
    summed
}

/// Weights from both sides, one side after the other: each is one product of matrices.
fn transform(summed: &DMatrix<f64>, weights: &DMatrix<f64>) -> DMatrix<f64> {
    let (length, size) = (summed.nrows(), weights.nrows());
    let by_first = DMatrixView::from_slice(summed.as_slice(), length * size, size);
    let half = by_first * weights;
    let mut result = DMatrix::zeros(length, size * size);
    for a in 0..size {
        let start = a * length * size;
        let by_second = DMatrixView::from_slice(&half.as_slice()[start..start + length * size], length, size);
        let later = weights.columns(a, size - a);
        by_second.mul_to(&later, &mut result.columns_mut(a * size + a, size - a));
    }
    result
}
