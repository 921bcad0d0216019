//! Fisher's exact test of a table of any shape.

mod bounds;
mod network;

use libm::log;
use network::Network;

use super::ContingencyTable;
use crate::stats::Undefined;

/// Fisher's exact test of independence, given the margins: the probability of all tables that are no more probable
/// than the one observed, with the relative tolerance of 1e-7 that R allows.
///
/// The tables are walked column by column as paths through what is left of the rows (the network algorithm of Mehta &
/// Patel, J Am Stat Assoc 1983;78:427); paths are counted together as soon as bounds say that all or none of their
/// tables are improbable enough. Assumes independent people. Equals `fisher.test` of R. Empty rows and columns do not
/// count.
///
/// # Errors
/// [`Undefined::EmptyMargin`] when fewer than two rows or columns are used, [`Undefined::TooManyValues`] beyond
/// [`FISHER_MOST_STEPS`] steps or a hundred thousand people.
pub fn fisher_exact_test(table: &ContingencyTable) -> Result<f64, Undefined> {
    const MOST_PEOPLE: u64 = 100_000;
    let used = |sums: Vec<u64>| -> Vec<usize> {
        sums.iter().enumerate().filter(|(_, sum)| **sum > 0).map(|(index, _)| index).collect()
    };
    let (rows, columns) = (used(table.row_sums()), used(table.column_sums()));
    if rows.len() < 2 || columns.len() < 2 {
        return Err(Undefined::EmptyMargin);
    }
    if table.total() > MOST_PEOPLE {
        return Err(Undefined::TooManyValues);
    }
    let at = |i: usize, j: usize| table.rows()[i][j];
    let by_row: Vec<Vec<u32>> = rows.iter().map(|&i| columns.iter().map(|&j| at(i, j)).collect()).collect();
    let by_column: Vec<Vec<u32>> =
        columns.iter().map(|&j| rows.iter().map(|&i| at(i, j)).collect()).collect();
    // What is left of the fewer of both is the state of a path.
    let lines = if rows.len() <= columns.len() { by_column } else { by_row };
    Network::new(&lines).p_value()
}

/// Steps after which the exact test gives up: about two seconds.
pub const FISHER_MOST_STEPS: u64 = 20_000_000;

/// `ln n!` for every `n` up to the largest.
fn ln_factorials(largest: u32) -> Vec<f64> {
    let mut sum = 0.0;
    let next = |n: u32| {
        sum += log(f64::from(n.max(1)));
        sum
    };
    (0..=largest).map(next).collect()
}
