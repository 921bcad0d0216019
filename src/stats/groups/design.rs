//! Factors and their terms as columns of a linear model.

use nalgebra::DMatrix;

use crate::stats::Undefined;

/// A factor: the level of each row, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    levels: usize,
    codes: Vec<usize>,
}

impl Factor {
    /// # Errors
    /// [`Undefined::WrongShape`] for fewer than two levels, [`Undefined::BadValues`] for a code beyond them.
    pub fn new(levels: usize, codes: Vec<usize>) -> Result<Self, Undefined> {
        if levels < 2 {
            return Err(Undefined::WrongShape);
        }
        if codes.iter().any(|&code| code >= levels) {
            return Err(Undefined::BadValues);
        }
        Ok(Self { levels, codes })
    }

    /// Number of levels, at least 2.
    pub const fn levels(&self) -> usize {
        self.levels
    }

    /// The level of each row.
    pub fn codes(&self) -> &[usize] {
        &self.codes
    }
}

/// A term of a model: the factors whose product it is, by their place; none is the intercept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term(pub Vec<usize>);

impl Term {
    /// All products of so many factors, by how many they are and in R's order: `a, b, c, a:b, a:c, b:c, a:b:c`, after
    /// the intercept.
    pub fn all(factors: usize) -> Vec<Self> {
        let members = |set: u32| (0..factors).filter(|place| set & (1 << place) != 0).collect::<Vec<usize>>();
        let mut terms: Vec<Self> = (0..1_u32 << factors).map(|set| Self(members(set))).collect();
        terms.sort_by(|a, b| a.0.len().cmp(&b.0.len()).then_with(|| a.0.cmp(&b.0)));
        terms
    }

    /// Whether every factor of `self` is in `other` too.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.iter().all(|place| other.0.contains(place))
    }

    /// Columns of the term with sum-to-zero coding, one row a row of the factors.
    pub(super) fn columns(&self, factors: &[Factor], rows: usize) -> DMatrix<f64> {
        let members = || self.0.iter().filter_map(|&place| factors.get(place));
        let width: usize = members().map(|factor| factor.levels() - 1).product();
        DMatrix::from_fn(rows, width, |row, column| {
            let mut rest = column;
            let mut value = 1.0;
            for factor in members() {
                let contrast = rest % (factor.levels() - 1);
                rest /= factor.levels() - 1;
                value *=
                    sum_to_zero(factor.codes().get(row).copied().unwrap_or(0), contrast, factor.levels());
            }
            value
        })
    }
}

/// `contr.sum` of R: 1 at the level of the column, −1 at the last.
fn sum_to_zero(level: usize, column: usize, levels: usize) -> f64 {
    if level == column {
        1.0
    } else if level + 1 == levels {
        -1.0
    } else {
        0.0
    }
}

/// What several columns explain of responses beyond others, and what all leave.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Explained {
    /// Coordinates of the responses along the last columns, made orthogonal to the others: one row a degree of freedom.
    pub effects: DMatrix<f64>,
    /// What the columns together leave of the responses.
    pub residuals: DMatrix<f64>,
}

/// Projects responses onto columns after `before`, by the QR decomposition of both together.
///
/// # Errors
/// [`Undefined::Collinear`] when a column is a combination of others, [`Undefined::TooFewValues`] for more columns than
/// rows.
pub(super) fn explained(
    before: &DMatrix<f64>,
    columns: &DMatrix<f64>,
    responses: &DMatrix<f64>,
) -> Result<Explained, Undefined> {
    let rows = responses.nrows();
    let first = before.ncols();
    let all = DMatrix::from_fn(rows, first + columns.ncols(), |row, column| {
        if column < first { before[(row, column)] } else { columns[(row, column - first)] }
    });
    if all.ncols() > rows {
        return Err(Undefined::TooFewValues);
    }
    let norms: Vec<f64> = all.column_iter().map(|column| column.norm()).collect();
    let decomposition = all.qr();
    let triangle = decomposition.r();
    if (0..norms.len()).any(|place| triangle[(place, place)].abs() <= 1e-10 * norms[place]) {
        return Err(Undefined::Collinear);
    }
    let directions = decomposition.q();
    let coordinates = directions.transpose() * responses;
    let residuals = responses - &directions * &coordinates;
    let effects = coordinates.rows(first, columns.ncols()).into_owned();
    Ok(Explained { effects, residuals })
}

/// Columns side by side.
pub(super) fn beside(rows: usize, blocks: &[DMatrix<f64>]) -> DMatrix<f64> {
    let columns: Vec<_> = blocks.iter().flat_map(|block| block.column_iter()).collect();
    if columns.is_empty() { DMatrix::zeros(rows, 0) } else { DMatrix::from_columns(&columns) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_stand_in_the_order_of_r() {
        let terms: Vec<Vec<usize>> = Term::all(3).into_iter().map(|term| term.0).collect();
        let expected: [&[usize]; 8] = [&[], &[0], &[1], &[2], &[0, 1], &[0, 2], &[1, 2], &[0, 1, 2]];
        assert_eq!(terms, expected);
    }

    #[test]
    fn a_combination_of_columns_is_refused() {
        let ones = DMatrix::from_element(3, 1, 1.0);
        let found = explained(&ones, &(2.0 * &ones), &DMatrix::from_fn(3, 1, |row, _| row as f64));
        assert_eq!(found, Err(Undefined::Collinear));
        let found = explained(&ones, &(0.0 * &ones), &DMatrix::from_fn(3, 1, |row, _| row as f64));
        assert_eq!(found, Err(Undefined::Collinear));
    }

    #[test]
    fn as_many_columns_as_rows_leave_nothing_whatever_their_size() {
        let columns = DMatrix::from_row_slice(2, 2, &[1.0, 1.0, 1.0, 2.0]) * 1e-11;
        let responses = DMatrix::from_column_slice(2, 1, &[3.0, 5.0]);
        let found = explained(&DMatrix::zeros(2, 0), &columns, &responses).unwrap();
        assert!(found.residuals.amax() < 1e-14);
        let wide = DMatrix::from_element(2, 3, 1.0);
        assert_eq!(explained(&DMatrix::zeros(2, 0), &wide, &responses), Err(Undefined::TooFewValues));
    }

    #[test]
    fn a_level_beyond_the_last_is_refused() {
        assert_eq!(Factor::new(2, vec![0, 2]), Err(Undefined::BadValues));
        assert_eq!(Factor::new(1, vec![0, 0]), Err(Undefined::WrongShape));
    }

    /// The contrasts are `a`: 1, 0; 0, 1; −1, −1, and a product changes with those of its first factor fastest.
    #[test]
    fn a_product_of_three_levels_each_has_all_four_contrasts() {
        let factors = [Factor::new(3, vec![0, 1, 0, 2]).unwrap(), Factor::new(3, vec![1, 0, 2, 2]).unwrap()];
        let columns = Term(vec![0, 1]).columns(&factors, 4);
        let expected =
            [[0.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.0], [-1.0, 0.0, -1.0, 0.0], [1.0, 1.0, 1.0, 1.0]];
        assert_eq!(columns, DMatrix::from_row_slice(4, 4, expected.as_flattened()));
    }
}
