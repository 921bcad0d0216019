//! Subjects by pattern of observed visits.

use std::collections::BTreeMap;
use std::ops::Range;

use nalgebra::{DMatrix, DMatrixView, DVector};

use super::packed;
use super::products::{Layout, VisitEffects, VisitPair};
use crate::stats::Undefined;
use crate::stats::mixed::Basis;

/// All subjects, by which visits they were observed at.
///
/// A likelihood needs of the subjects of a pattern only the products of their rows for every pair of visits, summed: what
/// it costs depends on the number of patterns, not of subjects.
#[derive(Debug, Clone)]
pub(super) struct Patterns {
    /// Number of subjects.
    pub subjects: usize,
    /// Those that occur, in the order of their visits.
    pub each: Vec<Pattern>,
    pub layout: Layout,
    /// All patterns again, so many at a time as stay in the processor's cache.
    pub batches: Vec<Batch>,
}

/// The subjects observed at the same visits.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    /// The visits, ascending.
    pub visits: Vec<usize>,
    /// The rows of each subject, visit by visit.
    pub rows: Vec<Vec<usize>>,
}

/// Patterns whose sums are made together.
#[derive(Debug, Clone)]
pub(super) struct Batch {
    /// Which patterns.
    pub patterns: Range<usize>,
    /// The products of rows summed over the subjects: a column a pattern, a row an element of [`Layout`]; zero for visits
    /// that a pattern lacks.
    sums: DMatrix<f64>,
}

/// Patterns of a batch.
const BATCH: usize = 240;
/// Pairs of visits whose sums are multiplied in one product of matrices. It makes the products of one pair's sums and
/// another's weights too, which nobody asked for, and is faster nevertheless.
const PAIRS: usize = 8;

impl Patterns {
    /// Of rows with a subject and a visit each.
    ///
    /// # Errors
    /// Two rows of one subject at one visit.
    pub fn new(
        basis: &Basis,
        effects: VisitEffects,
        (subject, visit): (&[usize], &[usize]),
        visits: usize,
    ) -> Result<Self, Undefined> {
        let mut order: Vec<usize> = (0..subject.len()).collect();
        order.sort_by_key(|&row| (subject[row], visit[row]));
        let mut of_pattern: BTreeMap<Vec<usize>, Vec<Vec<usize>>> = BTreeMap::new();
        let mut subjects = 0;
        for rows in order.chunk_by(|&row, &next| subject[row] == subject[next]) {
            let seen: Vec<usize> = rows.iter().map(|&row| visit[row]).collect();
            if seen.windows(2).any(|pair| pair[0] == pair[1]) {
                return Err(Undefined::WrongShape);
            }
            of_pattern.entry(seen).or_default().push(rows.to_vec());
            subjects += 1;
        }
        let each: Vec<Pattern> =
            of_pattern.into_iter().map(|(visits, rows)| Pattern { visits, rows }).collect();
        let layout = Layout::new(basis, visits, effects);
        let starts = (0..each.len()).step_by(BATCH);
        let batches = starts.map(|start| {
            let patterns = start..each.len().min(start + BATCH);
            Batch { sums: layout.sums(basis, &each[patterns.clone()]), patterns }
        });
        Ok(Self { subjects, batches: batches.collect(), each, layout })
    }

    /// For each pair of visits the mean product of the responses of the subjects observed at both; `None` where there are
    /// none.
    pub fn moments(&self) -> DMatrix<Option<f64>> {
        let visits = self.layout.visits;
        let (mut sums, mut counts) =
            (DMatrix::<f64>::zeros(visits, visits), DMatrix::<f64>::zeros(visits, visits));
        let last = packed::length(self.layout.width) - 1;
        for pair in &self.layout.pairs {
            let own = pair.places.iter().position(|place| *place == last);
            let products = self.batches.iter().zip(own.into_iter().cycle());
            let sum: f64 = products.map(|(batch, own)| batch.sums.row(pair.start + own).sum()).sum();
            sums[(pair.a, pair.b)] = sum;
            sums[(pair.b, pair.a)] = sum;
        }
        for pattern in &self.each {
            for (&a, &b) in pattern.visits.iter().flat_map(|a| pattern.visits.iter().map(move |b| (a, b))) {
                counts[(a, b)] += pattern.subjects();
            }
        }
        sums.zip_map(&counts, |sum: f64, count: f64| (count > 0.0).then(|| sum / count))
    }
}

impl Pattern {
    /// Number of subjects.
    pub const fn subjects(&self) -> f64 {
        self.rows.len() as f64
    }
}

impl Batch {
    /// Number of patterns.
    pub fn size(&self) -> usize {
        self.sums.ncols()
    }

    /// The sums of some pairs that follow each other, a column a pattern.
    pub fn of(&self, pairs: &[VisitPair]) -> DMatrixView<'_, f64> {
        let (start, end) = span(pairs);
        self.sums.rows(start, end - start)
    }

    /// Adds `Σ Z′WZ` over all subjects, packed: `W` the weights of each pattern, a packed matrix in its row.
    pub fn add_weighted(&self, sum: &mut DVector<f64>, weights: &DMatrix<f64>, layout: &Layout) {
        for (group, pairs) in layout.pairs.chunks(PAIRS).enumerate() {
            let products = self.of(pairs) * weights.columns(group * PAIRS, pairs.len());
            let (start, _) = span(pairs);
            for (column, pair) in pairs.iter().enumerate() {
                for (row, &place) in (pair.start - start..).zip(&pair.places) {
                    sum[place] += pair.times() * products[(row, column)];
                }
            }
        }
    }

    /// `⟨functional, Z′·Z⟩` of every pair of visits, as a packed matrix in the column of each pattern; a matrix for each
    /// functional.
    pub fn moments<const N: usize>(
        &self,
        functionals: &[DVector<f64>; N],
        layout: &Layout,
    ) -> [DMatrix<f64>; N] {
        let mut moments = [(); N].map(|()| DMatrix::zeros(layout.pairs.len(), self.size()));
        for (group, pairs) in layout.pairs.chunks(PAIRS).enumerate() {
            let products = side_by_side(functionals, pairs) * self.of(pairs);
            for (of, moments) in moments.iter_mut().enumerate() {
                let own = products.rows(of * pairs.len(), pairs.len());
                moments.rows_mut(group * PAIRS, pairs.len()).copy_from(&own);
            }
        }
        moments
    }
}

/// Where the elements of some pairs that follow each other start and end.
fn span(pairs: &[VisitPair]) -> (usize, usize) {
    pairs.first().zip(pairs.last()).map_or((0, 0), |(first, last)| (first.start, last.end()))
}

/// What the sums of some pairs are multiplied with for functionals of each pair alone: a row for each functional and pair.
fn side_by_side<const N: usize>(functionals: &[DVector<f64>; N], pairs: &[VisitPair]) -> DMatrix<f64> {
    let (start, end) = span(pairs);
    let mut rows = DMatrix::zeros(N * pairs.len(), end - start);
    for (of, functional) in functionals.iter().enumerate() {
        for (place, pair) in pairs.iter().enumerate() {
            for (column, &element) in (pair.start - start..).zip(&pair.places) {
                rows[(of * pairs.len() + place, column)] = functional[element];
            }
        }
    }
    rows
}
