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

#[cfg(test)]
mod tests {
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
}
