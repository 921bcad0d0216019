//! How strongly two ordered classifications go together.

use libm::{fabs, sqrt};

use super::{ContingencyTable, Margins};
use crate::domain::Interval;
use crate::stats::tail::normal_p_value;
use crate::stats::{Alternative, Confidence, Undefined};

/// Measures from the pairs of people that both classifications order alike or unlike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrdinalAssociation {
    /// Goodman and Kruskal's `(concordant − discordant)/(concordant + discordant)`.
    pub gamma: OrdinalMeasure,
    /// Kendall's τ-b, corrected for ties on either side.
    pub tau_b: OrdinalMeasure,
    /// Stuart's τ-c, for tables that are not square.
    pub tau_c: OrdinalMeasure,
    /// Somers' d of the columns given the rows: pairs tied on the row are left out.
    pub somers_d_columns: OrdinalMeasure,
    /// Somers' d of the rows given the columns.
    pub somers_d_rows: OrdinalMeasure,
    /// Pairs ordered alike.
    pub concordant: f64,
    /// Pairs ordered unlike.
    pub discordant: f64,
}

/// One measure, from −1 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrdinalMeasure {
    /// Its value.
    pub estimate: f64,
    /// Asymptotic standard error.
    pub standard_error: f64,
    /// Two-sided p-value of the estimate by its standard error without association; `None` when that is 0, as where all
    /// people are in two cells that are ordered alike.
    pub p_value: Option<f64>,
    /// `estimate ± z · standard_error`, cut to −1 and 1.
    pub conf_int: Interval,
}

/// Measures of association of rows and columns that both stand in their order.
///
/// Standard errors by the delta method. Assumes independent people. Source: Goodman & Kruskal, J Am Stat Assoc
/// 1972;67:415; Brown & Benedetti, J Am Stat Assoc 1977;72:309; equals PROC FREQ of SAS.
///
/// # Errors
/// [`Undefined::NoSpread`] when no pair of people is ordered by both, [`Undefined::EmptyMargin`] when all people are in
/// one row or one column.
pub fn ordinal_association(
    table: &ContingencyTable,
    confidence: Confidence,
) -> Result<OrdinalAssociation, Undefined> {
    Pairs::new(table)?.measures(confidence)
}

/// What the measures share.
struct Pairs {
    /// Each cell with its count, its row's and its column's sum, and the people ordered alike and unlike to it.
    cells: Vec<Cell>,
    n: f64,
    /// Twice the pairs ordered alike, and unlike.
    alike: f64,
    unlike: f64,
    /// `n² − Σ row²` and `n² − Σ column²`.
    by_row: f64,
    by_column: f64,
    /// The number of rows or columns, whichever is smaller.
    smaller: f64,
}

struct Cell {
    count: f64,
    row: f64,
    column: f64,
    alike: f64,
    unlike: f64,
}

impl Pairs {
    fn new(table: &ContingencyTable) -> Result<Self, Undefined> {
        let sums = |sums: Vec<u64>| sums.into_iter().map(|sum| sum as f64).collect::<Vec<_>>();
        let margins = Margins {
            rows: sums(table.row_sums()),
            columns: sums(table.column_sums()),
            total: table.total() as f64,
        };
        let n = margins.total;
        let untied = |sums: &[f64]| sums.iter().map(|sum| sum * (n - sum)).sum::<f64>();
        let (by_row, by_column) = (untied(&margins.rows), untied(&margins.columns));
        if by_row == 0.0 || by_column == 0.0 {
            return Err(Undefined::EmptyMargin);
        }
        let ordered = |i: usize, j: usize, alike: bool| {
            let others = table.cells().filter(|&(k, l, _)| k != i && l != j && ((k > i) == (l > j)) == alike);
            others.map(|(_, _, count)| count).sum::<f64>()
        };
        let cell = |(i, j, count)| Cell {
            count,
            row: margins.rows[i],
            column: margins.columns[j],
            alike: ordered(i, j, true),
            unlike: ordered(i, j, false),
        };
        let cells: Vec<Cell> = table.cells().filter(|&(_, _, count)| count > 0.0).map(cell).collect();
        let total = |part: fn(&Cell) -> f64| cells.iter().map(|cell| cell.count * part(cell)).sum::<f64>();
        let (alike, unlike) = (total(|cell| cell.alike), total(|cell| cell.unlike));
        if alike + unlike == 0.0 {
            return Err(Undefined::NoSpread);
        }
        let used = |sums: &[f64]| sums.iter().filter(|&&sum| sum > 0.0).count();
        let smaller = used(&margins.rows).min(used(&margins.columns)) as f64;
        Ok(Self { cells, n, alike, unlike, by_row, by_column, smaller })
    }

    fn sum(&self, part: impl Fn(&Cell) -> f64) -> f64 {
        self.cells.iter().map(|cell| cell.count * part(cell)).sum()
    }

    fn measures(&self, confidence: Confidence) -> Result<OrdinalAssociation, Undefined> {
        let z = confidence.normal_deviate()?;
        let difference = self.alike - self.unlike;
        // The mean is taken off first, so that nothing large cancels.
        let mean = difference / self.n;
        let null = sqrt(self.sum(|cell| {
            let part = cell.alike - cell.unlike - mean;
            part * part
        }));
        let measure = |divisor: f64, standard_error: f64| -> Result<OrdinalMeasure, Undefined> {
            let estimate = difference / divisor;
            let conf_int = Interval::new(
                (estimate - z * standard_error).max(-1.0),
                (estimate + z * standard_error).min(1.0),
            );
            let has_error = null > 1e-12 * fabs(difference);
            let p_value = has_error.then(|| normal_p_value(difference / (2.0 * null), Alternative::TwoSided));
            Ok(OrdinalMeasure {
                estimate,
                standard_error,
                p_value,
                conf_int: conf_int.ok_or(Undefined::OutOfRange)?,
            })
        };
        let ordered = self.alike + self.unlike;
        let both = sqrt(self.by_row * self.by_column);
        let stuart = self.n * self.n * (self.smaller - 1.0) / self.smaller;
        Ok(OrdinalAssociation {
            gamma: measure(ordered, self.gamma_error())?,
            tau_b: measure(both, self.tau_b_error())?,
            tau_c: measure(stuart, 2.0 * null / stuart)?,
            somers_d_columns: measure(self.by_row, self.somers_error(self.by_row, |cell| cell.row))?,
            somers_d_rows: measure(self.by_column, self.somers_error(self.by_column, |cell| cell.column))?,
            concordant: 0.5 * self.alike,
            discordant: 0.5 * self.unlike,
        })
    }

    fn gamma_error(&self) -> f64 {
        let ordered = self.alike + self.unlike;
        let sum = self.sum(|cell| {
            let part = (self.unlike * cell.alike - self.alike * cell.unlike) / ordered;
            part * part
        });
        4.0 * sqrt(sum) / ordered
    }

    fn somers_error(&self, untied: f64, margin: fn(&Cell) -> f64) -> f64 {
        let difference = self.alike - self.unlike;
        let sum = self.sum(|cell| {
            let part = (cell.alike - cell.unlike) - difference * (self.n - margin(cell)) / untied;
            part * part
        });
        2.0 * sqrt(sum) / untied
    }

    fn tau_b_error(&self) -> f64 {
        let both = sqrt(self.by_row * self.by_column);
        let tau = (self.alike - self.unlike) / both;
        let part = |cell: &Cell| {
            let ties = cell.row * self.by_column + cell.column * self.by_row;
            2.0 * (cell.alike - cell.unlike) + tau * ties / both
        };
        // The mean of the parts is taken off first, so that nothing large cancels.
        let mean = self.sum(part) / self.n;
        sqrt(self.sum(|cell| (part(cell) - mean) * (part(cell) - mean))) / both
    }
}
