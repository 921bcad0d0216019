//! Where a survival curve, or a limit of it, has fallen to a level.

/// Levels nearer than this are the same, as in R.
const TOLERANCE: f64 = 1.490_116_119_384_765_6e-8;

/// The first time at which the curve, given by its values at ascending times, has fallen by the share `probability`.
///
/// Where the curve is flat at just that level, the middle of the flat stretch: up to the next fall, or to the last
/// time when there is none. `None` when the curve does not get there. Values that do not exist are passed over.
/// Source: `quantile` and `median` of R's `survfit` objects.
pub(super) fn time_of_fall(times: &[f64], values: &[Option<f64>], probability: f64) -> Option<f64> {
    let fallen = |value: &Option<f64>| value.map(|value| 1.0 - value);
    let mut steps = times.iter().zip(values).filter_map(|(&time, value)| Some((time, fallen(value)?)));
    let (time, depth) = steps.find(|(_, depth)| *depth > probability - TOLERANCE)?;
    if (depth - probability).abs() >= TOLERANCE {
        return Some(time);
    }
    let next = steps.find(|(_, later)| *later >= probability + TOLERANCE).map(|(time, _)| time);
    next.or(times.last().copied()).map(|end| 0.5 * (time + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_flat_at_one_half_has_its_median_in_the_middle_of_the_stretch() {
        let values = [Some(0.75), Some(0.5), Some(0.5), Some(0.25)];
        assert_eq!(time_of_fall(&[1.0, 2.0, 3.0, 6.0], &values, 0.5), Some(4.0));
        assert_eq!(time_of_fall(&[1.0, 2.0, 3.0, 6.0], &values[..3], 0.5), Some(4.0));
        assert_eq!(time_of_fall(&[1.0, 2.0, 3.0], &values[..3], 0.5), Some(2.5));
        assert_eq!(time_of_fall(&[1.0, 2.0, 3.0], &values[..3], 0.6), None);
        assert_eq!(time_of_fall(&[1.0, 2.0, 3.0, 6.0], &[None, Some(0.7), None, Some(0.4)], 0.5), Some(6.0));
    }
}
