//! Cross-products of the columns of a design, block by block of rows.

use nalgebra::DMatrix;

use super::exact_sum;

/// Rows that are taken at once: twenty columns of them and their weighted copies stay in the processor's nearest memory.
pub(super) const ROWS: usize = 64;

/// Sums that run beside each other, so that none waits for another.
const LANES: usize = 4;

/// Columns that are multiplied with one column at a time: each is read once for it.
const TILE: usize = 4;

/// A block of rows, column by column, filled up with zeros.
pub(super) struct Block {
    /// `ROWS` values of each column.
    columns: Vec<f64>,
    /// First row of the design.
    pub start: usize,
    /// How many rows are the design's.
    pub rows: usize,
}

impl Block {
    pub(super) fn column(&self, column: usize) -> &[f64] {
        &self.columns[column * ROWS..(column + 1) * ROWS]
    }
}

/// Visits the rows of a design block by block; what it holds is reused, so that no row or block takes memory of its own.
pub(super) fn for_each_block(matrix: &DMatrix<f64>, mut visit: impl FnMut(&Block)) {
    let (rows, columns) = matrix.shape();
    let mut block = Block { columns: vec![0.0; columns * ROWS], start: 0, rows: 0 };
    for start in (0..rows).step_by(ROWS) {
        let count = ROWS.min(rows - start);
        (block.start, block.rows) = (start, count);
        for column in 0..columns {
            let own = &mut block.columns[column * ROWS..(column + 1) * ROWS];
            let first = column * rows + start;
            own[..count].copy_from_slice(&matrix.as_slice()[first..first + count]);
            own[count..].fill(0.0);
        }
        visit(&block);
    }
}

/// `ROWS` values of a list from `start`, then zeros.
pub(super) fn part(values: &[f64], block: &Block) -> [f64; ROWS] {
    let mut part = [0.0; ROWS];
    part[..block.rows].copy_from_slice(&values[block.start..block.start + block.rows]);
    part
}

/// Sums with what rounding took from each: their error does not grow with the number of terms.
pub(super) struct Sums {
    high: Vec<f64>,
    low: Vec<f64>,
}

impl Sums {
    pub(super) fn new(count: usize) -> Self {
        Self { high: vec![0.0; count], low: vec![0.0; count] }
    }

    pub(super) fn add(&mut self, place: usize, value: f64) {
        let (high, low) = exact_sum(self.high[place], value);
        self.high[place] = high;
        self.low[place] += low;
    }

    pub(super) fn at(&self, place: usize) -> f64 {
        self.high[place] + self.low[place]
    }
}

/// `X'WX` and `X'Wv`.
///
/// Within a block products are added in four plain sums, the blocks with what rounding takes (Neumaier, Z Angew Math Mech
/// 1974;54:39): each number is wrong by at most `(ROWS / LANES + 5) · 2⁻⁵³` of the sum of its terms' sizes, however
/// many rows there are.
pub(in super::super) fn weighted_products(
    matrix: &DMatrix<f64>,
    values: &[f64],
    weights: &[f64],
) -> (DMatrix<f64>, Vec<f64>) {
    let size = matrix.ncols();
    let mut sums = Sums::new(size * (size + 1));
    for_each_block(matrix, |block| {
        let (weights, values) = (part(weights, block), part(values, block));
        for column in 0..size {
            let mut weighted = weights;
            weighted.iter_mut().zip(block.column(column)).for_each(|(weight, x)| *weight *= x);
            let [product] = dots(&weighted, [&values[..]]);
            sums.add(size * size + column, product);
            add_products(&mut sums, block, column, &weighted);
        }
    });
    let products = DMatrix::from_fn(size, size, |a, b| sums.at(a.min(b) * size + a.max(b)));
    (products, (0..size).map(|column| sums.at(size * size + column)).collect())
}

/// The products of a weighted column with itself and those after it.
fn add_products(sums: &mut Sums, block: &Block, column: usize, weighted: &[f64]) {
    let size = block.columns.len() / ROWS;
    let mut other = column;
    while other + TILE <= size {
        let columns: [&[f64]; TILE] = std::array::from_fn(|place| block.column(other + place));
        for (place, product) in dots(weighted, columns).into_iter().enumerate() {
            sums.add(column * size + other + place, product);
        }
        other += TILE;
    }
    for other in other..size {
        let [product] = dots(weighted, [block.column(other)]);
        sums.add(column * size + other, product);
    }
}

/// The products of one column of a block with others.
pub(super) fn dots<const COUNT: usize>(first: &[f64], others: [&[f64]; COUNT]) -> [f64; COUNT] {
    let mut sums = [[0.0; LANES]; COUNT];
    for start in (0..ROWS).step_by(LANES) {
        let own = &first[start..start + LANES];
        for (sums, other) in sums.iter_mut().zip(&others) {
            let other = &other[start..start + LANES];
            for lane in 0..LANES {
                sums[lane] += own[lane] * other[lane];
            }
        }
    }
    sums.map(|[a, b, c, d]| (a + b) + (c + d))
}
