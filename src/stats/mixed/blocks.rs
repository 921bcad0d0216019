//! Rows that share random effects, apart from all others.

use std::collections::BTreeMap;

use nalgebra::{DMatrix, DMatrixView};

use super::{Basis, RandomEffects};

/// Values tied together by random effects: one group, or with crossed factors all that are connected.
///
/// A likelihood needs of them the products of their columns only, so an evaluation costs effects, not values.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Which term and level each random effect belongs to: the effects of a level stand together.
    pub members: Vec<(usize, usize)>,
    /// `Z′Z`.
    pub random: DMatrix<f64>,
    /// `Z′(X, y)`.
    pub mixed: DMatrix<f64>,
}

/// All blocks, and `(X, y)′(X, y)` of all values.
#[derive(Debug, Clone)]
pub(super) struct Blocks {
    pub each: Vec<Block>,
    pub fixed: DMatrix<f64>,
    pub observations: usize,
    /// Effects of a level of each term.
    pub sizes: Vec<usize>,
    /// Levels of each term.
    pub levels: Vec<usize>,
}

impl Blocks {
    pub fn new(basis: &Basis, terms: &[RandomEffects]) -> Self {
        let fixed = basis.with_response();
        let blocks = connected(basis.rows(), terms);
        let each = blocks.iter().map(|rows| Block::new(rows, terms, &fixed)).collect();
        Self {
            each,
            fixed: fixed.tr_mul(&fixed),
            observations: basis.rows(),
            sizes: terms.iter().map(RandomEffects::effects).collect(),
            levels: terms.iter().map(|term| term.levels).collect(),
        }
    }

    /// Number of columns of `(X, y)`.
    pub fn width(&self) -> usize {
        self.fixed.nrows()
    }
}

impl Block {
    fn new(rows: &[usize], terms: &[RandomEffects], fixed: &DMatrix<f64>) -> Self {
        let mut starts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (index, term) in terms.iter().enumerate() {
            for &row in rows {
                starts.entry((index, term.group[row])).or_insert(0);
            }
        }
        let mut size = 0;
        for (&(term, _), start) in &mut starts {
            *start = size;
            size += terms[term].effects();
        }
        let mut random = DMatrix::zeros(rows.len(), size);
        for (place, &row) in rows.iter().enumerate() {
            for (index, term) in terms.iter().enumerate() {
                let start = starts.get(&(index, term.group[row])).copied().unwrap_or(0);
                random.view_mut((place, start), (1, term.effects())).copy_from(&term.design.row(row));
            }
        }
        let own = fixed.select_rows(rows);
        Self {
            members: starts.into_keys().collect(),
            random: random.tr_mul(&random),
            mixed: random.tr_mul(&own),
        }
    }

    /// A matrix for each term repeated along the diagonal, level by level.
    pub fn expanded(&self, of_term: &[DMatrix<f64>]) -> DMatrix<f64> {
        let mut whole = DMatrix::zeros(self.random.nrows(), self.random.nrows());
        let mut start = 0;
        for &(term, _) in &self.members {
            let own = &of_term[term];
            whole.view_mut((start, start), own.shape()).copy_from(own);
            start += own.nrows();
        }
        whole
    }

    /// The sum of a matrix's diagonal blocks of one term.
    pub fn collected(&self, whole: &DMatrix<f64>, term: usize, sizes: &[usize]) -> DMatrix<f64> {
        let mut sum = DMatrix::zeros(sizes[term], sizes[term]);
        for (start, _) in self.starts(sizes).into_iter().filter(|(_, member)| *member == term) {
            let own: DMatrixView<'_, f64> = whole.view((start, start), (sizes[term], sizes[term]));
            sum += own;
        }
        sum
    }

    /// Where the effects of each level start, with their term.
    pub fn starts(&self, sizes: &[usize]) -> Vec<(usize, usize)> {
        let mut start = 0;
        let mut place = |&(term, _): &(usize, usize)| {
            let own = start;
            start += sizes[term];
            (own, term)
        };
        self.members.iter().map(&mut place).collect()
    }
}

/// The rows in groups that share no level of any term.
fn connected(rows: usize, terms: &[RandomEffects]) -> Vec<Vec<usize>> {
    let mut root: Vec<usize> = (0..rows).collect();
    for term in terms {
        let mut first: Vec<Option<usize>> = vec![None; term.levels];
        for row in 0..rows {
            match first[term.group[row]] {
                None => first[term.group[row]] = Some(row),
                Some(other) => {
                    let (a, b) = (find(&mut root, row), find(&mut root, other));
                    root[a.max(b)] = a.min(b);
                }
            }
        }
    }
    let mut blocks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for row in 0..rows {
        blocks.entry(find(&mut root, row)).or_default().push(row);
    }
    blocks.into_values().collect()
}

fn find(root: &mut [usize], mut row: usize) -> usize {
    while root[row] != row {
        root[row] = root[root[row]];
        row = root[row];
    }
    row
}
