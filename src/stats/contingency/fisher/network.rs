//! The walk through all tables with given margins.

use std::collections::BTreeMap;

use libm::exp;

use super::{FISHER_MOST_STEPS, bounds::bounds, ln_factorials};
use crate::stats::Undefined;

/// Tables as paths: column by column, from the sums of the rows to nothing.
pub(super) struct Network {
    /// Sums of the rows, descending.
    rows: Vec<u32>,
    /// Sums of the columns in the order they are walked, ascending.
    columns: Vec<u32>,
    ln_factorials: Vec<f64>,
    /// Tables whose `Σ ln x!` is as large or larger are improbable enough.
    limit: f64,
}

/// Paths that end at one place, by their `Σ ln x!` rounded to nine places: the sum and their probability.
type Paths = BTreeMap<i64, (f64, f64)>;

/// What is left of the rows, descending: rows of one size are alike for all that follows.
type Place = Vec<u32>;

impl Network {
    /// For the columns of the observed table.
    pub(super) fn new(observed: &[Vec<u32>]) -> Self {
        const TOLERANCE: f64 = 1e-7;
        let mut rows = vec![0; observed.first().map_or(0, Vec::len)];
        for column in observed {
            for (sum, count) in rows.iter_mut().zip(column) {
                *sum += count;
            }
        }
        let mut columns: Vec<u32> = observed.iter().map(|column| column.iter().sum()).collect();
        rows.sort_unstable_by(|a, b| b.cmp(a));
        columns.sort_unstable();
        let ln_factorials = ln_factorials(columns.iter().sum());
        let ln = |count: &u32| ln_factorials.get(*count as usize).copied().unwrap_or(0.0);
        let limit = observed.iter().flatten().map(ln).sum::<f64>() - TOLERANCE;
        Self { rows, columns, ln_factorials, limit }
    }

    /// The probability of all tables that are improbable enough.
    pub(super) fn p_value(&self) -> Result<f64, Undefined> {
        let mut stage: BTreeMap<Place, Paths> =
            BTreeMap::from([(self.rows.clone(), Paths::from([(0, (0.0, 1.0))]))]);
        let (mut p_value, mut steps) = (0.0, 0);
        for (index, &column) in self.columns.iter().enumerate() {
            let mut rest: Vec<u32> = self.columns.iter().skip(index + 1).copied().collect();
            rest.reverse();
            if rest.is_empty() {
                break;
            }
            let mut next = Stage { network: self, rest, places: BTreeMap::new(), improbable: 0.0, steps };
            for (place, paths) in &stage {
                next.walk(place, paths, column)?;
            }
            p_value += next.improbable;
            steps = next.steps;
            stage = next.places.into_iter().map(|(place, node)| (place, node.paths)).collect();
        }
        Ok(p_value.min(1.0))
    }

    fn ln_factorial(&self, n: u32) -> f64 {
        self.ln_factorials.get(n as usize).copied().unwrap_or(0.0)
    }
}

/// The places after one more column.
struct Stage<'a> {
    network: &'a Network,
    /// The columns still to come, descending.
    rest: Vec<u32>,
    places: BTreeMap<Place, Node>,
    /// Probability of the paths whose tables are all improbable enough.
    improbable: f64,
    steps: u64,
}

/// A place with the bounds of `Σ ln x!` of what is left.
struct Node {
    bounds: (f64, f64),
    paths: Paths,
}

/// The paths that reach one place, sorted by `Σ ln x!`, each with the probability of it and all beyond.
struct Sorted {
    sums: Vec<f64>,
    probabilities: Vec<f64>,
    from_here: Vec<f64>,
}

impl Sorted {
    fn new(paths: &Paths) -> Self {
        let (sums, probabilities): (Vec<f64>, Vec<f64>) = paths.values().copied().unzip();
        let mut total = 0.0;
        let mut from_here: Vec<f64> = std::iter::once(0.0)
            .chain(probabilities.iter().rev().map(|probability| {
                total += probability;
                total
            }))
            .collect();
        from_here.reverse();
        Self { sums, probabilities, from_here }
    }
}

/// One way to fill a column.
struct Split<'a> {
    /// What is left of each row before the column.
    place: &'a [u32],
    /// What is left after it, row by row as far as filled.
    left: Vec<u32>,
    sorted: &'a Sorted,
}

impl Stage<'_> {
    /// All ways to fill the column from this place.
    fn walk(&mut self, place: &[u32], paths: &Paths, column: u32) -> Result<(), Undefined> {
        // What the column needs at least is known before it is filled.
        if self.steps as f64 + ways_to_fill(place, column) > FISHER_MOST_STEPS as f64 {
            return Err(Undefined::TooManyValues);
        }
        let sorted = Sorted::new(paths);
        let total: u32 = place.iter().sum();
        let ln = |n: u32| self.network.ln_factorial(n);
        // The probability of a column given the rows is Π C(row, x) / C(total, column).
        let before =
            place.iter().map(|&row| ln(row)).sum::<f64>() - ln(total) + ln(column) + ln(total - column);
        let mut split = Split { place, left: Vec::with_capacity(place.len()), sorted: &sorted };
        self.fill(&mut split, column, total, 0.0, before)
    }

    /// Fills the next row of the column: `inside` and `outside` are `Σ ln x!` and the logarithm of the probability of
    /// what is filled.
    fn fill(
        &mut self,
        split: &mut Split<'_>,
        column: u32,
        room: u32,
        inside: f64,
        outside: f64,
    ) -> Result<(), Undefined> {
        let Some(&row) = split.place.get(split.left.len()) else {
            return self.arrive(split, inside, outside);
        };
        let room = room - row;
        for count in column.saturating_sub(room)..=row.min(column) {
            let left = row - count;
            let (here, there) = (self.network.ln_factorial(count), self.network.ln_factorial(left));
            split.left.push(left);
            self.fill(split, column - count, room, inside + here, outside - here - there)?;
            split.left.pop();
        }
        Ok(())
    }

    /// The column is full: the paths whose tables are all improbable are counted, those of which none is are dropped.
    fn arrive(&mut self, split: &Split<'_>, inside: f64, outside: f64) -> Result<(), Undefined> {
        self.steps += 1;
        if self.steps > FISHER_MOST_STEPS {
            return Err(Undefined::TooManyValues);
        }
        let limit = self.network.limit - inside;
        let sorted = split.sorted;
        if self.rest.len() == 1 {
            let last: f64 = split.left.iter().map(|&row| self.network.ln_factorial(row)).sum();
            let first = sorted.sums.partition_point(|sum| sum + last < limit);
            self.improbable += exp(outside) * sorted.from_here.get(first).copied().unwrap_or(0.0);
            return Ok(());
        }
        let mut place = split.left.clone();
        place.sort_unstable_by(|a, b| b.cmp(a));
        let (network, rest) = (self.network, &self.rest);
        let node = self.places.entry(place).or_insert_with_key(|place| Node {
            bounds: bounds(place, rest, &network.ln_factorials),
            paths: Paths::new(),
        });
        let (low, high) = node.bounds;
        let open = sorted.sums.partition_point(|sum| sum + high < limit);
        let closed = sorted.sums.partition_point(|sum| sum + low < limit);
        let probability = exp(outside);
        self.improbable += probability * sorted.from_here.get(closed).copied().unwrap_or(0.0);
        for (sum, past) in sorted.sums.iter().zip(&sorted.probabilities).take(closed).skip(open) {
            self.steps += 1;
            let sum = sum + inside;
            node.paths.entry((sum * 1e9) as i64).or_insert((sum, 0.0)).1 += past * probability;
        }
        Ok(())
    }
}

/// In how many ways a column of this sum can be filled from what is left of the rows.
fn ways_to_fill(place: &[u32], column: u32) -> f64 {
    let mut ways = vec![0.0; column as usize + 1];
    if let Some(nothing) = ways.first_mut() {
        *nothing = 1.0;
    }
    for &row in place {
        // The sum over all that this row can take, as a difference of running sums.
        let mut running = 0.0;
        let sums: Vec<f64> = std::iter::once(0.0)
            .chain(ways.iter().map(|ways| {
                running += ways;
                running
            }))
            .collect();
        let before = |count: usize| sums.get(count).copied().unwrap_or(0.0);
        for (filled, ways) in ways.iter_mut().enumerate() {
            *ways = before(filled + 1) - before(filled.saturating_sub(row as usize));
        }
    }
    ways.last().copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_fill_a_column_are_counted_before_it_is_filled() {
        assert_eq!(ways_to_fill(&[3, 3, 3], 2), 6.0);
        assert_eq!(ways_to_fill(&[1, 1, 4], 3), 4.0);
        assert_eq!(ways_to_fill(&[2, 1], 4), 0.0);
    }
}
