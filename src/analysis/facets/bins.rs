//! The bins of a number: set by its declared range and bands alone, so that they say nothing about the data.

use crate::domain::{Bands, Finite, NumberRange};

/// Edges of at most [`MAX_BINS`] bins of equal width 1, 2 or 5 times a power of ten, at multiples of the width,
/// that cover a range. A range at least [`WHOLE_FROM`] wide gets bins at least 1 wide. Where bands begin at multiples
/// of a width that makes at most [`MAX_BINS_OF_BANDS`], the bins are of such a width, and each lies in one band.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bins {
    edges: Vec<f64>,
    /// The inverse of a bin's width.
    bins_a_unit: f64,
}

/// Most bins.
pub(super) const MAX_BINS: usize = 20;
/// Most bins that follow bands: a point each of a score up to 30.
const MAX_BINS_OF_BANDS: usize = 30;
const WHOLE_FROM: f64 = 5.0;

impl Bins {
    /// The bins of `range`; one bin when the range is a single value, or too wide or too fine to divide.
    pub fn of(range: NumberRange, bands: Option<&Bands>) -> Self {
        let (low, high) = (range.low.get(), range.high.get());
        let edges = bands
            .and_then(|bands| candidates(range, MAX_BINS_OF_BANDS).find(|edges| divide(edges, bands)))
            .or_else(|| candidates(range, MAX_BINS).next());
        Self::between(edges.unwrap_or_else(|| vec![low, high]))
    }

    fn between(edges: Vec<f64>) -> Self {
        let width = match edges[..] {
            [first, second, ..] => second - first,
            [] | [_] => 1.0,
        };
        Self { edges, bins_a_unit: 1.0 / width }
    }

    /// Number of bins.
    pub const fn len(&self) -> usize {
        self.edges.len() - 1
    }

    /// From and to of each bin.
    pub fn limits(&self) -> impl Iterator<Item = (Finite, Finite)> + '_ {
        let finite = |edge: f64| Finite::new(edge).unwrap_or(Finite::ZERO);
        self.edges.iter().zip(self.edges.iter().skip(1)).map(move |(&low, &high)| (finite(low), finite(high)))
    }

    /// The bin of a value: `low ≤ value < high`, the last bin includes its end. Values outside the range count in
    /// the first or last bin.
    pub fn position(&self, value: f64) -> usize {
        let inner = self.edges.get(1..self.len()).unwrap_or(&[]);
        let first = self.edges.first().copied().unwrap_or(0.0);
        // Arithmetic finds the bin or, rarely, its neighbour; the edges themselves decide.
        let guess = ((value - first) * self.bins_a_unit) as u32;
        let mut position = inner.len().min(guess as usize);
        while inner.get(position).is_some_and(|&edge| edge <= value) {
            position += 1;
        }
        while inner.get(position.wrapping_sub(1)).is_some_and(|&edge| value < edge) {
            position -= 1;
        }
        position
    }
}

const SMALLEST_EXPONENT: i32 = -9;
const LARGEST_EXPONENT: i32 = 15;

/// The edges for every width that makes at most `most` bins, the finest first.
fn candidates(range: NumberRange, most: usize) -> impl Iterator<Item = Vec<f64>> {
    let (low, high) = (range.low.get(), range.high.get());
    let smallest = if high - low >= WHOLE_FROM { 0 } else { SMALLEST_EXPONENT };
    (smallest..=LARGEST_EXPONENT)
        .flat_map(|exponent| [1.0, 2.0, 5.0].map(|mantissa| (mantissa, exponent)))
        .filter_map(move |(mantissa, exponent)| edges(low, high, (mantissa, exponent), most))
}

/// Whether no bin straddles the border of two bands.
fn divide(edges: &[f64], bands: &Bands) -> bool {
    bands.borders().all(|border| edges.contains(&border.get()))
}

/// The edges for one width; `None` when there would be more than `most` bins, or none.
fn edges(low: f64, high: f64, (mantissa, exponent): (f64, i32), most: usize) -> Option<Vec<f64>> {
    // Multiples are divided by a whole power of ten, never multiplied by 0.1, so that edges print as written.
    let power = (0..exponent.abs()).fold(1.0, |power, _| power * 10.0);
    let edge = |multiple: f64| {
        if exponent < 0 { multiple * mantissa / power } else { multiple * mantissa * power }
    };
    let multiple =
        |value: f64| if exponent < 0 { value * power / mantissa } else { value / (mantissa * power) };
    let (mut first, mut last) = (multiple(low).floor(), multiple(high).ceil());
    // Rounding in the division can land one multiple outside.
    if edge(first + 1.0) <= low {
        first += 1.0;
    }
    if edge(last - 1.0) >= high {
        last -= 1.0;
    }
    let bins = last - first;
    let fits = low < high && (1.0..=most as f64).contains(&bins);
    fits.then(|| (0..=bins as u32).map(|step| edge(first + f64::from(step))).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bins(low: f64, high: f64) -> Bins {
        let range =
            NumberRange { low: Finite::new(low).expect("finite"), high: Finite::new(high).expect("finite") };
        Bins::of(range, None)
    }

    #[test]
    fn edges_are_round() {
        assert_eq!(
            bins(18.0, 65.0).edges,
            [15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 55.0, 60.0, 65.0]
        );
        assert_eq!(bins(0.0, 100.0).len(), 20);
        assert_eq!(bins(0.0, 10.0).edges, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]);
        assert_eq!(bins(0.0, 0.5).edges[..5], [0.0, 0.05, 0.1, 0.15, 0.2]);
        assert_eq!(bins(-3.0, 3.0).edges, [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0]);
    }

    #[test]
    fn a_value_on_an_edge_is_in_the_bin_it_begins_and_the_end_in_the_last() {
        let bins = bins(0.0, 10.0);
        assert_eq!([0.0, 0.999, 1.0, 9.0, 10.0].map(|value| bins.position(value)), [0, 0, 1, 9, 9]);
        assert_eq!([-5.0, 11.0].map(|value| bins.position(value)), [0, 9]);
    }

    #[test]
    fn a_range_that_cannot_be_divided_is_one_bin() {
        assert_eq!(bins(7.0, 7.0).edges, [7.0, 7.0]);
        assert_eq!(bins(7.0, 7.0).position(7.0), 0);
        assert_eq!(bins(5.0, 1.0).position(3.0), 0);
        assert_eq!(bins(-1e300, 1e300).len(), 1);
    }

    fn edges_with_bands(high: f64, step: f64, borders: &[f64]) -> Vec<f64> {
        let finite = |value| Finite::new(value).expect("finite");
        let range = NumberRange { low: Finite::ZERO, high: finite(high) };
        let limits = [0.0].iter().chain(borders).map(|&low| (finite(low), format!("from {low}")));
        let bands = Bands::from_lower_limits(range, finite(step), "a table", limits.collect());
        Bins::of(range, Some(&bands.expect("good bands"))).edges
    }

    #[test]
    fn bins_follow_bands_where_a_round_width_can() {
        let points: Vec<f64> = (0..=27).map(f64::from).collect();
        assert_eq!(edges_with_bands(27.0, 1.0, &[5.0, 10.0, 15.0, 20.0]), points);
        let fives: Vec<f64> = (0..=20).map(|step| f64::from(step) * 5.0).collect();
        assert_eq!(edges_with_bands(100.0, 1.0, &[35.0, 75.0]), fives);
        assert!(edges_with_bands(1.0, 0.1, &[0.3]).contains(&0.3));
    }

    #[test]
    fn bands_that_no_round_width_fits_leave_the_bins_as_they_are() {
        assert_eq!(edges_with_bands(100.0, 1.0, &[21.0, 41.0, 61.0, 81.0]), bins(0.0, 100.0).edges);
    }

    proptest! {
        #[test]
        fn a_position_is_the_number_of_inner_edges_not_above_the_value(
            low in prop_oneof![-1e6..1e6, Just(0.0), -1e12..1e12],
            width in prop_oneof![1e-6..1e6, 1.0..100.0],
            step in -5_i32..=25,
            beside in -2_i32..=2,
        ) {
            let bins = bins(low, low + width);
            let edge = bins.edges[bins.len().min(step.max(0) as usize)];
            for value in [low + f64::from(step) * width / 20.0, edge + f64::from(beside) * edge.abs() * f64::EPSILON] {
                let inner = &bins.edges[1..bins.len()];
                let not_above = inner.iter().filter(|&&edge| edge <= value).count();
                prop_assert_eq!(bins.position(value), not_above);
            }
        }

        #[test]
        fn bins_cover_the_range_in_order_and_each_value_lies_in_its_bin(
            low in -1e6..1e6,
            width in 1e-3..1e6,
            share in 0.0..=1.0,
        ) {
            let bins = bins(low, low + width);
            let value = low + share * width;
            prop_assert!(bins.len() <= MAX_BINS);
            prop_assert!(bins.edges.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", bins);
            prop_assert!(bins.edges[0] <= low && low + width <= bins.edges[bins.len()], "{:?}", bins);
            let position = bins.position(value);
            prop_assert!(bins.edges[position] <= value && value <= bins.edges[position + 1]);
        }
    }
}
