//! Products of the rows of subjects at two visits.

use nalgebra::DMatrix;

use super::packed;
use super::patterns::Pattern;
use crate::stats::mixed::Basis;

/// Which effects the columns of the design have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VisitEffects {
    /// One, the same at all visits.
    #[default]
    Shared,
    /// One at each visit; those at the first visit come first.
    Separate,
}

/// The elements of the products `zₐz_b′` of the rows `z = (x, y)` of one subject at two visits.
///
/// Only the symmetric part `(zₐz_b′ + z_bzₐ′)/2` is used, since what it is multiplied with is symmetric; and of a design
/// with effects of their own at each visit only the elements of those two visits' columns, since all others are zero:
/// sixteen instead of seven hundred where each of twelve visits has three effects.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub visits: usize,
    /// Number of effects and the response together.
    pub width: usize,
    /// Every two visits in the order of [`packed::pairs`].
    pub pairs: Vec<VisitPair>,
    /// Columns of a row.
    local: usize,
    elements: Vec<Element>,
}

/// Two visits, `a ≤ b`.
#[derive(Debug, Clone)]
pub(super) struct VisitPair {
    pub a: usize,
    pub b: usize,
    /// Where the elements belong in a packed matrix of all effects and the response.
    pub places: Vec<usize>,
    /// Where the elements start among those of all pairs.
    pub start: usize,
}

impl VisitPair {
    /// How often the pair is in a symmetric matrix of visits.
    pub fn times(&self) -> f64 {
        if self.a == self.b { 1.0 } else { 2.0 }
    }

    pub fn end(&self) -> usize {
        self.start + self.places.len()
    }
}

/// Which elements of the products of a subject's whole row, visit by visit, an element is made of.
#[derive(Debug, Clone, Copy)]
struct Element {
    factor: f64,
    first: usize,
    second: Option<usize>,
}

impl Layout {
    pub fn new(basis: &Basis, visits: usize, effects: VisitEffects) -> Self {
        let mut layout = Self {
            visits,
            width: basis.effects() + 1,
            pairs: Vec::new(),
            local: basis.columns.ncols() + 1,
            elements: Vec::new(),
        };
        for (a, b) in packed::pairs(visits) {
            layout.add_pair(a, b, effects);
        }
        layout
    }

    /// The effects of the columns at a visit, and the response after all effects.
    fn columns(&self, visit: usize, effects: VisitEffects) -> Vec<usize> {
        let own = 0..self.local - 1;
        let first = match effects {
            VisitEffects::Shared => 0,
            VisitEffects::Separate => visit * own.len(),
        };
        own.map(|column| first + column).chain([self.width - 1]).collect()
    }

    fn add_pair(&mut self, a: usize, b: usize, effects: VisitEffects) {
        let (local, whole) = (self.local, self.local * self.visits);
        let columns = [a, b].map(|visit| self.columns(visit, effects));
        let start = self.elements.len();
        let mut places: Vec<usize> = Vec::new();
        let mut known: Vec<Option<usize>> = vec![None; packed::length(self.width)];
        for (j, k) in (0..local).flat_map(|j| (0..local).map(move |k| (j, k))) {
            let (row, other) = (columns[0][j], columns[1][k]);
            let (place, at) = (packed::place(row, other), (b * local + k) * whole + a * local + j);
            if let Some(element) = known[place] {
                self.elements[element].second = Some(at);
                continue;
            }
            known[place] = Some(self.elements.len());
            places.push(place);
            let factor = if row == other { 1.0 } else { 0.5 };
            self.elements.push(Element { factor, first: at, second: None });
        }
        self.pairs.push(VisitPair { a, b, places, start });
    }

    /// The sums over the subjects of some patterns, a column for each pattern.
    pub fn sums(&self, basis: &Basis, patterns: &[Pattern]) -> DMatrix<f64> {
        let count = self.elements.len();
        let mut sums = DMatrix::zeros(count, patterns.len());
        for (sums, pattern) in sums.as_mut_slice().chunks_exact_mut(count).zip(patterns) {
            let products = self.products(basis, pattern);
            let products = products.as_slice();
            for (sum, element) in sums.iter_mut().zip(&self.elements) {
                let second = element.second.map_or(0.0, |second| products[second]);
                *sum = element.factor * (products[element.first] + second);
            }
        }
        sums
    }

    /// `Σ zz′` over the subjects of a pattern, `z` the rows at all visits one after another.
    fn products(&self, basis: &Basis, pattern: &Pattern) -> DMatrix<f64> {
        /// So many subjects at once stay in the processor's cache.
        const SUBJECTS: usize = 256;
        /// Smaller products are not made by the fast kernel; rows of zeros add nothing.
        const FEWEST: usize = 6;
        let whole = self.local * self.visits;
        let mut products = DMatrix::zeros(whole, whole);
        for subjects in pattern.rows.chunks(SUBJECTS) {
            let mut rows = DMatrix::zeros(subjects.len().max(FEWEST), whole);
            for (place, &visit) in pattern.visits.iter().enumerate() {
                let own: Vec<usize> = subjects.iter().map(|rows| rows[place]).collect();
                self.put(&mut rows, basis, visit, &own);
            }
            products.gemm(1.0, &rows.transpose(), &rows, 1.0);
        }
        products
    }

    /// The rows of one visit, one of each subject.
    fn put(&self, to: &mut DMatrix<f64>, basis: &Basis, visit: usize, rows: &[usize]) {
        let (size, count) = (to.nrows(), basis.rows());
        let (columns, response) = (basis.columns.as_slice(), basis.response.as_slice());
        let to = to.as_mut_slice()[visit * self.local * size..].chunks_exact_mut(size);
        let from = columns.chunks_exact(count).chain([response]);
        for (to, from) in to.zip(from) {
            to.iter_mut().zip(rows).for_each(|(to, row)| *to = from[*row]);
        }
    }
}
