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
    let skewness = (cubes / people) / pow(squares / people, 1.5);
    (squares > 0.0 && skewness.is_finite()).then_some(skewness)
}

/// The quantile at `probability` of ascending values, by linear interpolation between the two nearest.
///
/// `None` when there are no values or `probability` is outside 0 to 1. Source: Hyndman, Fan, Am Stat 1996;50:361,
/// definition 7; equals `quantile(x, p)` of R and `numpy.quantile`.
pub fn quantile(ascending: &[f64], probability: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&probability) {
        return None;
    }
    let place = probability * (ascending.len().checked_sub(1)? as f64);
    let below = floor(place);
    let low = *ascending.get(below as usize)?;
    let high = ascending.get(below as usize + 1).copied().unwrap_or(low);
    Some(low + (place - below) * (high - low))
}

/// The same quantile of values given by how often each of an ascending table occurs; `counts` beyond the table are
/// ignored. `None` when nothing is counted or `probability` is outside 0 to 1.
pub fn counted_quantile(value_table: &[f64], counts: &[u32], probability: f64) -> Option<f64> {
    let counted = || value_table.iter().zip(counts).map(|(&value, &count)| (value, u64::from(count)));
    let people: u64 = counted().map(|(_, count)| count).sum();
    if !(0.0..=1.0).contains(&probability) {
        return None;
    }
    let place = probability * (people.checked_sub(1)? as f64);
    let below = floor(place);
    // The value of the person at a place from 0.
    let at = |place: u64| {
        counted()
            .scan(0, |before, (value, count)| {
                *before += count;
                Some((value, *before))
            })
            .find(|(_, so_far)| *so_far > place)
            .map(|(value, _)| value)
    };
    let low = at(below as u64)?;
    let high = at(below as u64 + 1).unwrap_or(low);
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
    fn counted_quantiles_are_those_of_r() {
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
            let found = counted_quantile(&table, &counts, probability).unwrap();
            assert!((found - expected).abs() < 1e-12, "{probability}: {found} is not {expected}");
        }
        assert_eq!(counted_quantile(&[1.0], &[0], 0.5), None);
        assert_eq!(counted_quantile(&[7.0], &[1], 0.25), Some(7.0));
        assert_eq!(counted_quantile(&[7.0], &[1], 1.5), None);
    }

    proptest! {
        #[test]
        fn counted_quantiles_are_those_of_the_values(counts in prop::collection::vec(0_u32..9, 1..30), probability in 0.0..=1.0) {
            let table: Vec<f64> = (0..counts.len()).map(|index| index as f64 * 1.3 - 7.0).collect();
            let pairs = table.iter().zip(&counts);
            let values: Vec<f64> = pairs.flat_map(|(&value, &count)| std::iter::repeat_n(value, count as usize)).collect();
            prop_assert_eq!(counted_quantile(&table, &counts, probability), quantile(&values, probability));
        }
    }
}
