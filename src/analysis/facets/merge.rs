//! Bins that hold few people, joined with their neighbours.

use std::ops::Range;

use super::FacetValue;
use super::run::{Counts, RowCounts};
use crate::exhibit::Policy;

/// Which rows are shown as one: from left to right, each bin takes in the next until it holds [`Policy::THRESHOLD`] of
/// everyone; what remains joins the last. Levels and answers stay as they are.
pub(super) fn spans(rows: &[RowCounts]) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::with_capacity(rows.len());
    for place in 0..rows.len() {
        match spans.last_mut() {
            Some(open) if is_open(rows, open) && can_join(rows, open, place) => open.end = place + 1,
            Some(_) | None => spans.push(place..place + 1),
        }
    }
    let remains = spans.last().is_some_and(|last| is_open(rows, last));
    if remains && let Some(last) = spans.pop() {
        match spans.last_mut() {
            Some(before) if can_join(rows, before, last.start) => before.end = last.end,
            Some(_) | None => spans.push(last),
        }
    }
    spans
}

/// The rows of a span as one.
pub(super) fn joined(rows: &[RowCounts], span: &Range<usize>) -> Option<RowCounts> {
    let rows = rows.get(span.clone())?;
    let (first, last) = (rows.first()?, rows.last()?);
    let mut value = first.value.clone();
    if let (FacetValue::Bin { high, .. }, FacetValue::Bin { high: end, .. }) = (&mut value, &last.value) {
        *high = *end;
    }
    Some(RowCounts { value, people: people_of(rows) })
}

fn people_of(rows: &[RowCounts]) -> Counts {
    rows.iter().fold(Counts::default(), |sum, row| sum.plus(row.people))
}

fn is_open(rows: &[RowCounts], span: &Range<usize>) -> bool {
    rows.get(span.clone()).is_some_and(|rows| people_of(rows).everyone < Policy::THRESHOLD)
}

fn can_join(rows: &[RowCounts], span: &Range<usize>, place: usize) -> bool {
    let is_bin =
        |place: usize| rows.get(place).is_some_and(|row| matches!(row.value, FacetValue::Bin { .. }));
    is_bin(span.start) && is_bin(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Finite;

    const fn counts(everyone: u32, selected: u32) -> Counts {
        Counts { everyone, selected }
    }

    fn edges(everyone: &[u32]) -> Vec<(f64, f64, u32)> {
        let finite = |value: usize| Finite::new(value as f64).expect("finite");
        let bin = |(index, &people): (usize, &u32)| RowCounts {
            value: FacetValue::Bin { low: finite(index), high: finite(index + 1) },
            people: counts(people, 0),
        };
        let rows: Vec<RowCounts> = everyone.iter().enumerate().map(bin).collect();
        let merged = spans(&rows).into_iter().filter_map(|span| joined(&rows, &span));
        let edge = |row: RowCounts| match row.value {
            FacetValue::Bin { low, high } => (low.get(), high.get(), row.people.everyone),
            FacetValue::Level { .. } | FacetValue::Answer(_) => unreachable!("bins only"),
        };
        merged.map(edge).collect()
    }

    #[test]
    fn bins_take_in_their_right_neighbours_until_they_hold_eleven() {
        assert_eq!(edges(&[3, 7, 1, 11, 4, 30]), [(0.0, 3.0, 11), (3.0, 4.0, 11), (4.0, 6.0, 34)]);
    }

    #[test]
    fn what_remains_at_the_end_joins_the_last_bin() {
        assert_eq!(edges(&[20, 11, 10]), [(0.0, 1.0, 20), (1.0, 3.0, 21)]);
        assert_eq!(edges(&[20, 0, 0]), [(0.0, 3.0, 20)]);
        assert_eq!(edges(&[2, 3]), [(0.0, 2.0, 5)]);
        assert_eq!(edges(&[]), []);
    }
}
