//! The same people measured under several treatments, or at several times.

use crate::stats::Undefined;

/// One row of numbers a block (a person), one column a treatment (a time): all finite, at least two of each.
#[derive(Debug, Clone, PartialEq)]
pub struct Blocks {
    rows: Vec<Vec<f64>>,
    treatments: usize,
}

impl Blocks {
    /// # Errors
    /// [`Undefined::WrongShape`] when the rows differ in length or have fewer than two values,
    /// [`Undefined::TooFewValues`] for fewer than two rows, [`Undefined::BadValues`] when a value is not finite.
    pub fn new(rows: Vec<Vec<f64>>) -> Result<Self, Undefined> {
        let treatments = rows.first().map_or(0, Vec::len);
        if rows.len() < 2 {
            return Err(Undefined::TooFewValues);
        }
        if treatments < 2 || rows.iter().any(|row| row.len() != treatments) {
            return Err(Undefined::WrongShape);
        }
        if rows.iter().flatten().any(|value| !value.is_finite()) {
            return Err(Undefined::BadValues);
        }
        Ok(Self { rows, treatments })
    }

    /// One a block.
    pub fn rows(&self) -> &[Vec<f64>] {
        &self.rows
    }

    /// Number of blocks, at least 2.
    pub fn n(&self) -> f64 {
        self.rows.len() as f64
    }

    /// Number of treatments, at least 2.
    pub const fn treatments(&self) -> usize {
        self.treatments
    }

    /// Mid-ranks within each block less their mean `(k + 1) / 2`.
    pub(super) fn centred_ranks(&self) -> Vec<Vec<f64>> {
        self.rows.iter().map(|row| centred_ranks(row)).collect()
    }
}

/// Mid-ranks less their mean: exact, being halves of whole numbers.
pub(super) fn centred_ranks(values: &[f64]) -> Vec<f64> {
    let n = values.len() as f64;
    let mut order: Vec<usize> = (0..values.len()).collect();
    // Adding zero makes −0 and 0 one value.
    order.sort_by(|&a, &b| (values[a] + 0.0).total_cmp(&(values[b] + 0.0)));
    let mut ranks = vec![0.0; values.len()];
    let mut below = 0.0;
    for ties in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let tied = ties.len() as f64;
        for &place in ties {
            ranks[place] = below + 0.5 * (tied - n);
        }
        below += tied;
    }
    ranks
}

/// Sum of each column.
pub(super) fn column_sums(rows: &[Vec<f64>], columns: usize) -> Vec<f64> {
    (0..columns).map(|column| rows.iter().filter_map(|row| row.get(column)).sum()).collect()
}

/// Sum of squares.
pub(super) fn square_sum(values: &[f64]) -> f64 {
    values.iter().map(|value| value * value).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::groups::pooled::tie;

    #[test]
    fn tied_values_share_their_rank() {
        assert_eq!(centred_ranks(&[5.0, 1.0, 5.0, 7.0]), [0.0, -1.5, 0.0, 1.5]);
        assert_eq!(centred_ranks(&[0.0, -0.0]), [0.0, 0.0]);
        let squares = square_sum(&centred_ranks(&[5.0, 1.0, 5.0, 7.0]));
        assert_eq!(12.0 * squares, tie(4.0) - tie(2.0));
    }

    #[test]
    fn what_is_no_table_of_blocks_is_refused() {
        let refused =
            |rows: &[&[f64]]| Blocks::new(rows.iter().map(|row| row.to_vec()).collect()).unwrap_err();
        assert_eq!(refused(&[]), Undefined::TooFewValues);
        assert_eq!(refused(&[&[1.0, 2.0]]), Undefined::TooFewValues);
        assert_eq!(refused(&[&[1.0], &[2.0]]), Undefined::WrongShape);
        assert_eq!(refused(&[&[1.0, 2.0], &[2.0]]), Undefined::WrongShape);
        assert_eq!(refused(&[&[1.0, 2.0], &[2.0, f64::NAN]]), Undefined::BadValues);
    }
}
