//! Summaries of one sample.

/// Size, mean and sample variance of one sample.
///
/// `mean = Σx / n`, `variance = Σ(x − mean)² / (n − 1)`, computed in two passes: the second sums squares around the
/// mean of the first, so nothing cancels. Source: Chan, Golub, `LeVeque`, Am Stat 1983;37:242.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    /// Number of values, at least 1.
    pub n: u32,
    /// Arithmetic mean, in the unit of the values.
    pub mean: f64,
    /// Sample variance (divisor n − 1), in the squared unit; `None` for a single value.
    pub variance: Option<f64>,
}

impl Moments {
    /// From the values themselves. `None` when there are none, or when a value or a sum is not finite.
    pub fn of_values(values: &[f64]) -> Option<Self> {
        let n = u32::try_from(values.len()).ok().filter(|&n| n > 0)?;
        let mean = values.iter().sum::<f64>() / f64::from(n);
        let squares = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        Self::from_sums(n, mean, squares)
    }

    /// From how often each value of a table occurs; `counts` beyond the table are ignored. `None` when nothing is
    /// counted, or when a value or a sum is not finite.
    pub fn of_histogram(value_table: &[f64], counts: &[u32]) -> Option<Self> {
        let n = value_table.iter().zip(counts).try_fold(0_u32, |sum, (_, &count)| sum.checked_add(count))?;
        if n == 0 {
            return None;
        }
        let counted = || value_table.iter().zip(counts).filter(|(_, count)| **count > 0);
        let sum: f64 = counted().map(|(value, &count)| value * f64::from(count)).sum();
        let mean = sum / f64::from(n);
        let squares =
            counted().map(|(value, &count)| (value - mean) * (value - mean) * f64::from(count)).sum();
        Self::from_sums(n, mean, squares)
    }

    /// From `Σ(x − shift)` and `Σ(x − shift)²` with a `shift` near the mean, for one pass over many rows.
    /// `None` when `n` is 0 or a sum is not finite. The nearer the shift, the fewer digits cancel; a shift one
    /// standard deviation off costs one bit.
    pub fn of_shifted_sums(n: u32, shift: f64, sum: f64, sum_of_squares: f64) -> Option<Self> {
        if n == 0 {
            return None;
        }
        let offset = sum / f64::from(n);
        let squares = (sum_of_squares - offset * sum).max(0.0);
        Self::from_sums(n, shift + offset, squares)
    }

    /// Square root of the variance; `None` for a single value.
    pub fn standard_deviation(&self) -> Option<f64> {
        self.variance.map(libm::sqrt)
    }

    fn from_sums(n: u32, mean: f64, squares: f64) -> Option<Self> {
        let variance = (n > 1).then(|| squares / f64::from(n - 1));
        (mean.is_finite() && squares.is_finite()).then_some(Self { n, mean, variance })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn close(a: f64, b: f64, scale: f64) -> bool {
        (a - b).abs() <= 1e-12 * scale.max(1e-300)
    }

    #[test]
    fn a_sample_of_none_has_no_moments_and_one_of_one_no_variance() {
        assert_eq!(Moments::of_values(&[]), None);
        assert_eq!(Moments::of_histogram(&[1.0, 2.0], &[0, 0]), None);
        assert_eq!(Moments::of_values(&[3.5]), Some(Moments { n: 1, mean: 3.5, variance: None }));
        assert_eq!(Moments::of_values(&[f64::NAN]), None);
    }

    #[test]
    fn equal_values_have_no_variance_left_over() {
        let moments = Moments::of_values(&[0.1; 7]).unwrap();
        assert!(moments.variance.unwrap() < 1e-33);
        let counted = Moments::of_histogram(&[0.25, 4.0], &[9, 0]).unwrap();
        assert_eq!(counted.variance, Some(0.0));
    }

    #[test]
    fn a_value_that_nobody_has_is_of_no_account() {
        // Its square is beyond an `f64`.
        let counted = Moments::of_histogram(&[0.25, 0.75, 1e200], &[1, 1, 0]);
        assert_eq!(counted, Some(Moments { n: 2, mean: 0.5, variance: Some(0.125) }));
    }

    /// Certified values of `NIST` `StRD`, `NumAcc3`: 1000000.2 once, 1000000.1 and 1000000.3 500 times each.
    #[test]
    fn a_large_offset_costs_no_digits_that_the_data_have() {
        let table = [1_000_000.1, 1_000_000.2, 1_000_000.3];
        let moments = Moments::of_histogram(&table, &[500, 1, 500]).unwrap();
        assert!(close(moments.mean, 1_000_000.2, 1_000_000.2));
        assert!((moments.standard_deviation().unwrap() - 0.1).abs() < 1e-9);
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn a_histogram_says_the_same_as_its_values(counts in prop::collection::vec(0_u32..40, 1..30), step in 0.1_f64..5.0) {
            let table: Vec<f64> = (0..counts.len()).map(|index| index as f64 * step - 7.0).collect();
            let values: Vec<f64> =
                table.iter().zip(&counts).flat_map(|(&value, &count)| std::iter::repeat_n(value, count as usize)).collect();
            match (Moments::of_histogram(&table, &counts), Moments::of_values(&values)) {
                (None, None) => {}
                (Some(a), Some(b)) => {
                    prop_assert_eq!(a.n, b.n);
                    prop_assert!(close(a.mean, b.mean, 200.0));
                    prop_assert_eq!(a.variance.is_some(), b.variance.is_some());
                    // Equal values leave rounding of the mean, squared, where the variance is zero.
                    let scale = b.variance.unwrap_or(1.0).max(1e-12);
                    prop_assert!(close(a.variance.unwrap_or(0.0), b.variance.unwrap_or(0.0), scale));
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }

        #[test]
        fn shifted_sums_say_the_same_as_the_values(values in prop::collection::vec(-50.0_f64..50.0, 1..60)) {
            let raw = Moments::of_values(&values).unwrap();
            let shift = raw.mean + 0.3;
            let sum = values.iter().map(|v| v - shift).sum();
            let squares = values.iter().map(|v| (v - shift) * (v - shift)).sum();
            let shifted = Moments::of_shifted_sums(raw.n, shift, sum, squares).unwrap();
            prop_assert!(close(shifted.mean, raw.mean, 50.0));
            prop_assert!(close(shifted.variance.unwrap_or(0.0), raw.variance.unwrap_or(0.0), 2500.0));
        }
    }
}
