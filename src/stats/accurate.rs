//! Sums that lose no digits: double-double accumulation for data with many leading digits in common.
//!
//! Values are taken for the decimals they were written as ([`DoubleDouble::of_decimal`]), so that not even the rounding
//! of `0.1` to an `f64` counts. [`sum`] and [`squares_about_mean`] serve analyses of variance too: within a group the
//! squares about its own mean, and between groups those of the group means, as [`DoubleDouble`] keeps the means beyond
//! the digits of an `f64`.

use super::double_double::DoubleDouble;

/// `Σx` to about 30 digits.
pub fn sum(values: &[f64]) -> DoubleDouble {
    values.iter().map(|&value| DoubleDouble::of_decimal(value)).sum()
}

/// `Σx / n` beyond the digits of an `f64`; `None` when there are no values, or when one or their sum is not finite.
pub fn mean(values: &[f64]) -> Option<DoubleDouble> {
    let mean = sum(values) / DoubleDouble::new(values.len() as f64);
    mean.value().is_finite().then_some(mean)
}

/// `Σ(x − centre)²` to about 30 digits, for a centre that may have more digits than an `f64`.
pub fn squares_about(values: &[f64], centre: DoubleDouble) -> DoubleDouble {
    power_about(values, centre, 2)
}

/// `Σ(x − mean)²`; `None` as for [`mean`].
pub fn squares_about_mean(values: &[f64]) -> Option<f64> {
    let squares = squares_about(values, mean(values)?).value();
    squares.is_finite().then_some(squares)
}

/// `Σ(x − centre)^power` for a whole power of 1 or more.
pub fn power_about(values: &[f64], centre: DoubleDouble, power: u32) -> DoubleDouble {
    let of = |value: f64| {
        let away = DoubleDouble::of_decimal(value) - centre;
        (1..power).fold(away, |product, _| product * away)
    };
    values.iter().map(|&value| of(value)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_plain_sum_loses_is_kept() {
        assert_eq!(sum(&[1e16, 1.0, -1e16]).value(), 1.0);
        assert_eq!(squares_about_mean(&[1e15, 1e15 + 1.0, 1e15 + 2.0]), Some(2.0));
    }

    #[test]
    fn nothing_and_what_is_not_finite_have_no_mean() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[f64::NAN, 1.0]), None);
        assert_eq!(squares_about_mean(&[f64::MAX, f64::MAX, -f64::MAX]), None);
    }

    /// Digits that agree with the certified value.
    fn digits(found: f64, certified: f64) -> f64 {
        if found == certified { 15.0 } else { -libm::log10(((found - certified) / certified).abs()) }
    }

    /// The sums of squares between and within the nine groups of the `NIST` `StRD` sets `SmLs01` to `SmLs09`: each group is
    /// its mean once, then a tenth less and a tenth more in turn.
    fn simon_and_lesage(offset: f64, replicates: usize) -> [f64; 2] {
        let tenths = [4.0, 3.0, 5.0, 3.0, 5.0, 3.0, 5.0, 3.0, 5.0];
        let value = |tenths: f64| (offset * 10.0 + tenths) / 10.0;
        let group = |centre: f64| -> Vec<f64> {
            let rest = (1..replicates)
                .map(|place| if place % 2 == 1 { value(centre - 1.0) } else { value(centre + 1.0) });
            std::iter::once(value(centre)).chain(rest).collect()
        };
        let groups: Vec<Vec<f64>> = tenths.iter().map(|&centre| group(centre)).collect();
        let grand = mean(&groups.concat()).unwrap();
        let between = groups.iter().fold(DoubleDouble::ZERO, |sum, values| {
            let away = mean(values).unwrap() - grand;
            sum + away * away * DoubleDouble::new(values.len() as f64)
        });
        let within = groups.iter().map(|values| squares_about_mean(values).unwrap()).sum();
        [between.value(), within]
    }

    /// Certified values: `NIST` `StRD`, analysis of variance. R's `aov` has 13, 9 and 3 digits.
    #[test]
    fn certified_analyses_of_variance_have_fourteen_digits_at_every_difficulty() {
        for offset in [1.0, 1e6, 1e12] {
            for (replicates, certified) in [(21, [1.68, 1.8]), (201, [16.08, 18.0]), (2_001, [160.08, 180.0])]
            {
                let found = simon_and_lesage(offset, replicates);
                let df = 9.0 * (replicates as f64 - 1.0);
                let f = |[between, within]: [f64; 2]| between / 8.0 / (within / df);
                assert!(digits(f(found), f(certified)) >= 14.0, "{offset} {replicates}: {found:?}");
            }
        }
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn a_shift_of_whole_numbers_changes_no_square(values in prop::collection::vec(-1_000_i32..1_000, 1..40), shift in 0_i64..1_000_000_000_000) {
            let plain: Vec<f64> = values.iter().map(|&value| f64::from(value)).collect();
            let shifted: Vec<f64> = values.iter().map(|&value| (i64::from(value) + shift) as f64).collect();
            let (first, second) = (squares_about_mean(&plain).unwrap(), squares_about_mean(&shifted).unwrap());
            prop_assert!((first - second).abs() <= 1e-15 * first);
        }
    }
}
