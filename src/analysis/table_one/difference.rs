//! How far groups differ: the standardised difference, of several groups the largest of any two.

use super::result::{Body, NumberSummary};
use crate::stats::{categorical_difference, mean_difference};

/// The largest absolute standardised difference between any two of the groups at `positions`. `None` for fewer than
/// two groups, and where a pair has none.
pub(super) fn largest_difference(body: &Body, positions: &[usize]) -> Option<f64> {
    let pairs = positions
        .iter()
        .enumerate()
        .flat_map(|(index, &one)| positions.iter().skip(index + 1).map(move |&other| (one, other)));
    let mut largest = None;
    for (one, other) in pairs {
        let difference = between(body, one, other)?.abs();
        largest = Some(largest.map_or(difference, |largest: f64| largest.max(difference)));
    }
    largest
}

fn between(body: &Body, one: usize, other: usize) -> Option<f64> {
    match body {
        Body::Number { groups, .. } => {
            let moments =
                |position: usize| groups.get(position).and_then(|group: &NumberSummary| group.moments);
            mean_difference(&moments(one)?, &moments(other)?).ok()
        }
        Body::Levels { levels } => {
            let people = |position: usize| -> Option<Vec<u32>> {
                levels.iter().map(|level| level.groups.get(position).copied()).collect()
            };
            categorical_difference(&people(one)?, &people(other)?).ok()
        }
    }
}
