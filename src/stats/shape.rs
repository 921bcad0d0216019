//! The shape of a distribution: how lopsided it is, and where its parts lie.

use libm::{floor, pow};

/// Skewness `m₃ / m₂^1.5`, where `mₖ` is the k-th moment around the mean with divisor n.
///
/// 0 for a symmetric sample, positive for a long tail upwards, without unit. `None` for fewer than three values, for
/// values that are all alike, and where a sum is not finite. Source: Joanes, Gill, J R Stat Soc D 1998;47:183 (`g₁`);
/// equals `scipy.stats.skew`.
pub fn skewness(values: impl Iterator<Item = f64> + Clone) -> Option<f64> {
    let (n, sum) = values.clone().fold((0_u32, 0.0), |(n, sum), value| (n + 1, sum + value));
    if n < 3 {
        return None;
    }
    let (people, mean) = (f64::from(n), sum / f64::from(n));
    let (squares, cubes) = values.fold((0.0, 0.0), |(squares, cubes), value| {
        let away = value - mean;
        (squares + away * away, cubes + away * away * away)
    });
    ratio(people, squares, cubes)
}

fn ratio(people: f64, squares: f64, cubes: f64) -> Option<f64> {
    let skewness = (cubes / people) / pow(squares / people, 1.5);
    (squares > 0.0 && skewness.is_finite()).then_some(skewness)
}

/// As [`skewness`], of values told by how often each of a table occurs; counts beyond the table are ignored.
pub fn skewness_of_histogram(value_table: &[f64], counts: &[u32]) -> Option<f64> {
    let counted = || value_table.iter().zip(counts).map(|(&value, &count)| (value, f64::from(count)));
    let (people, sum) =
        counted().fold((0.0, 0.0), |(n, sum), (value, count)| (n + count, sum + value * count));
    if people < 3.0 {
        return None;
    }
    let mean = sum / people;
    let (squares, cubes) = counted().fold((0.0, 0.0), |(squares, cubes), (value, count)| {
        let away = value - mean;
        (squares + away * away * count, cubes + away * away * away * count)
    });
    ratio(people, squares, cubes)
}

/// The quantile at `probability` of ascending values, by linear interpolation between the two nearest.
///
/// `None` when there are no values or `probability` is outside 0 to 1. Source: Hyndman, Fan, Am Stat 1996;50:361,
/// definition 7; equals `quantile(x, p)` of R and `numpy.quantile`.
pub fn quantile(ascending: &[f64], probability: f64) -> Option<f64> {
    interpolated(ascending.len(), probability, |below| {
        let low = *ascending.get(below)?;
        Some((low, ascending.get(below + 1).copied().unwrap_or(low)))
    })
}

/// As [`quantile`], of values in any order, which it puts into another: `O(n)` where sorting is `O(n log n)`.
pub fn quantile_of_unsorted(values: &mut [f64], probability: f64) -> Option<f64> {
    interpolated(values.len(), probability, |below| {
        if below >= values.len() {
            return None;
        }
        let (_, &mut low, above) = values.select_nth_unstable_by(below, f64::total_cmp);
        Some((low, above.iter().copied().min_by(f64::total_cmp).unwrap_or(low)))
    })
}

/// As [`quantile`], of values told by how often each of an ascending table occurs; counts beyond the table are ignored.
pub fn quantile_of_histogram(value_table: &[f64], counts: &[u32], probability: f64) -> Option<f64> {
    let n = value_table.iter().zip(counts).map(|(_, &count)| count as usize).sum();
    let at = |place: usize| {
        let mut passed = 0;
        let mut counted = value_table.iter().zip(counts);
        counted.find(|(_, count)| {
            passed += **count as usize;
            passed > place
        })
    };
    interpolated(n, probability, |below| {
        let low = *at(below)?.0;
        Some((low, at(below + 1).map_or(low, |(value, _)| *value)))
    })
}

/// Between the values at the place below the quantile and at the next, as `neighbours` has them.
fn interpolated(
    n: usize,
    probability: f64,
    neighbours: impl FnOnce(usize) -> Option<(f64, f64)>,
) -> Option<f64> {
    if !(0.0..=1.0).contains(&probability) {
        return None;
    }
    let place = probability * (n.checked_sub(1)? as f64);
    let below = floor(place);
    let (low, high) = neighbours(below as usize)?;
    Some(low + (place - below) * (high - low))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(values: &[f64]) -> Option<f64> {
        skewness(values.iter().copied())
    }

    #[test]
    fn skewness_is_that_of_the_moments() {
        assert_eq!(of(&[1.0, 2.0, 3.0]), Some(0.0));
        // Deviations −2, −2, −1, 5: m₂ = 34/4, m₃ = 108/4.
        let expected = 27.0 / pow(8.5, 1.5);
        assert!(of(&[1.0, 1.0, 2.0, 8.0]).is_some_and(|found| (found - expected).abs() < 1e-14));
        assert_eq!(of(&[1.0, 2.0]), None);
        assert_eq!(of(&[4.0; 9]), None);
        // The squares and cubes are infinite.
        assert_eq!(of(&[0.0, 0.0, 1e200]), None);
        assert_eq!(skewness_of_histogram(&[1.0, 2.0, 3.0], &[1, 1, 1]), Some(0.0));
        assert_eq!(skewness_of_histogram(&[1.0, 2.0], &[1, 1]), None);
    }

    #[test]
    fn quantiles_lie_between_the_values_as_in_r() {
        let values = [1.0, 2.0, 4.0, 8.0];
        let found = [0.0, 0.25, 0.5, 0.75, 1.0].map(|probability| quantile(&values, probability));
        assert_eq!(found, [1.0, 1.75, 3.0, 5.0, 8.0].map(Some));
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&values, 1.5), None);
    }

    /// `quantile(mtcars$mpg)` of R: 25% 15.425, 75% 22.800. Values in tenths of the table.
    #[test]
    fn quantile_of_histograms_are_those_of_r() {
        let miles = [
            21.0, 21.0, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4,
            14.7, 32.4, 30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26.0, 30.4, 15.8, 19.7, 15.0, 21.4,
        ];
        let mut table = miles.to_vec();
        table.sort_by(f64::total_cmp);
        table.dedup();
        let counts: Vec<u32> =
            table.iter().map(|value| miles.iter().filter(|other| *other == value).count() as u32).collect();
        for (probability, expected) in [(0.0, 10.4), (0.25, 15.425), (0.5, 19.2), (0.75, 22.8), (1.0, 33.9)] {
            let found = quantile_of_histogram(&table, &counts, probability).unwrap();
            assert!((found - expected).abs() < 1e-12, "{probability}: {found} is not {expected}");
        }
        assert_eq!(quantile_of_histogram(&[1.0], &[0], 0.5), None);
        assert_eq!(quantile_of_histogram(&[7.0], &[1], 0.25), Some(7.0));
        assert_eq!(quantile_of_histogram(&[7.0], &[1], 1.5), None);
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn counted_and_unsorted_values_have_the_quantiles_and_the_shape_of_the_sorted(
            counts in prop::collection::vec(0_u32..6, 0..12),
            step in 0.1_f64..5.0,
            probability in prop_oneof![Just(0.0), Just(0.25), Just(0.5), Just(1.0), -0.1..1.1_f64],
        ) {
            let table: Vec<f64> = (0..counts.len()).map(|place| place as f64 * step - 3.0).collect();
            let times = table.iter().zip(&counts);
            let sorted: Vec<f64> =
                times.flat_map(|(&value, &count)| std::iter::repeat_n(value, count as usize)).collect();
            let expected = quantile(&sorted, probability);
            prop_assert_eq!(quantile_of_histogram(&table, &counts, probability), expected);
            let mut unsorted: Vec<f64> = sorted.iter().rev().copied().collect();
            let middle = unsorted.len() / 2;
            unsorted.rotate_left(middle);
            prop_assert_eq!(quantile_of_unsorted(&mut unsorted, probability), expected);
            // Equal values leave rounding of their mean, to the third over to the third.
            if counts.iter().filter(|count| **count > 0).count() > 1 {
                let both = (skewness(sorted.iter().copied()), skewness_of_histogram(&table, &counts));
                let close = |one: f64, other: f64| (one - other).abs() <= 1e-12 * one.abs().max(1.0);
                prop_assert!(both.0.zip(both.1).map_or(both == (None, None), |(one, other)| close(one, other)));
            }
        }
    }
}
