//! The value at a rank of numbers that are counted, never listed.

/// The smallest `f64` between two finite ends of which at least `rank` numbers are not larger.
///
/// `at_most` counts the numbers up to a limit. Halves the ordered set of all `f64`, so it takes 64 counts at most.
pub(super) fn nth_smallest(low: f64, high: f64, rank: u128, at_most: impl Fn(f64) -> u128) -> f64 {
    let (mut low, mut high) = (place_of(low), place_of(high));
    while low < high {
        let middle = low + (high - low) / 2;
        if at_most(value_at(middle)) >= rank { high = middle } else { low = middle + 1 }
    }
    value_at(low) + 0.0
}

/// The place of a number among all `f64` in ascending order.
fn place_of(value: f64) -> i128 {
    let bits = i128::from((value.abs()).to_bits());
    if value < 0.0 { -bits } else { bits }
}

fn value_at(place: i128) -> f64 {
    let size = f64::from_bits(u64::try_from(place.unsigned_abs()).unwrap_or(u64::MAX));
    if place < 0 { -size } else { size }
}
