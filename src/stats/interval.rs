//! Confidence intervals.

use libm::sqrt;

use super::{Moments, Normal, StudentT, Undefined};
use crate::domain::Interval;

/// A confidence level: strictly between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Confidence(f64);

impl Confidence {
    /// 95 %.
    pub const NINETY_FIVE: Self = Self(0.95);

    /// `None` unless 0 < `level` < 1.
    pub fn new(level: f64) -> Option<Self> {
        (level > 0.0 && level < 1.0).then_some(Self(level))
    }

    /// The level, as in 0.95.
    pub const fn level(self) -> f64 {
        self.0
    }

    /// The standard normal deviate of the upper limit: 1.96 for 95 %.
    pub(super) fn normal_deviate(self) -> Result<f64, Undefined> {
        Normal.quantile(self.upper_probability()).ok_or(Undefined::OutOfRange)
    }

    /// Probability below the upper limit of a two-sided interval: 0.975 for 95 %.
    pub(super) fn upper_probability(self) -> f64 {
        0.5 + 0.5 * self.0
    }
}

/// Two-sided t interval of a mean: `mean ± t(n − 1) · SD / √n`.
///
/// Assumes independent values and a mean that is nearly normal. `None` for a single value, whose spread is unknown.
/// Zero variance gives the single point `mean` to `mean`. Source: Altman, Practical Statistics for Medical Research,
/// 1991, section 8.4; equals `t.test(x)$conf.int` of R where that is defined.
pub fn mean_interval(moments: &Moments, confidence: Confidence) -> Option<Interval> {
    let variance = moments.variance?;
    let t = StudentT::new(f64::from(moments.n) - 1.0)?.quantile(confidence.upper_probability())?;
    let half_width = t * sqrt(variance / f64::from(moments.n));
    Interval::new(moments.mean - half_width, moments.mean + half_width)
}

/// Two-sided Wilson score interval of a proportion, without continuity correction.
///
/// `(p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)`, within 0 to 1. Assumes independent answers. `None` when
/// `n` is 0 or `successes` exceed `n`. Source: Wilson, J Am Stat Assoc 1927;22:209; equals
/// `prop.test(successes, n, correct = FALSE)$conf.int` of R.
pub fn wilson_interval(successes: u32, n: u32, confidence: Confidence) -> Option<Interval> {
    if n == 0 || successes > n {
        return None;
    }
    let z = confidence.normal_deviate().ok()?;
    let (people, share) = (f64::from(n), f64::from(successes) / f64::from(n));
    let shrink = 1.0 + z * z / people;
    let centre = (share + z * z / (2.0 * people)) / shrink;
    let half_width = z * sqrt(share * (1.0 - share) / people + z * z / (4.0 * people * people)) / shrink;
    // At 0 and n one limit is the bound itself; the formula reaches it but for rounding.
    let low = if successes == 0 { 0.0 } else { (centre - half_width).max(0.0) };
    let high = if successes == n { 1.0 } else { (centre + half_width).min(1.0) };
    Interval::new(low, high)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn limits(interval: Interval) -> [f64; 2] {
        [interval.low.get(), interval.high.get()]
    }

    fn agree(a: [f64; 2], b: [f64; 2]) -> bool {
        a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-10)
    }

    /// scipy 1.17.1, `stats.t.interval`.
    #[test]
    fn the_t_interval_agrees_with_scipy() {
        let values = [10.75, 9.5, 16.0, 32.5, 16.5, 9.25, 44.25];
        let moments = Moments::of_values(&values).unwrap();
        let interval = mean_interval(&moments, Confidence::NINETY_FIVE).unwrap();
        assert!(agree(limits(interval), [7.392_002_420_088_039, 32.250_854_722_769_105]));
    }

    #[test]
    fn a_level_lies_between_nothing_and_everything() {
        for level in [0.0, 1.0, -0.5, 1.5, f64::NAN] {
            assert_eq!(Confidence::new(level), None, "{level}");
        }
        assert!(Confidence::new(0.5).is_some());
    }

    #[test]
    fn one_value_has_no_interval_and_equal_values_a_point() {
        let single = Moments::of_values(&[4.0]).unwrap();
        assert_eq!(mean_interval(&single, Confidence::NINETY_FIVE), None);
        let equal = Moments::of_values(&[4.0; 3]).unwrap();
        assert_eq!(mean_interval(&equal, Confidence::NINETY_FIVE).map(limits), Some([4.0, 4.0]));
    }

    /// scipy 1.17.1, `binomtest(k, n).proportion_ci(method = "wilson")`.
    #[test]
    fn the_wilson_interval_agrees_with_scipy() {
        let cases = [
            (0, 10, [0.0, 0.277_532_799_862_889_26]),
            (10, 10, [0.722_467_200_137_110_9, 1.0]),
            (3, 11, [0.097_460_592_900_248_92, 0.565_645_301_176_129_2]),
            (140, 196, [0.647_397_716_311_927_6, 0.772_935_484_294_700_3]),
            (1, 1, [0.206_549_314_377_237_45, 1.0]),
        ];
        for (successes, n, expected) in cases {
            let interval = wilson_interval(successes, n, Confidence::NINETY_FIVE).unwrap();
            assert!(agree(limits(interval), expected), "{successes} of {n}");
        }
    }

    #[test]
    fn nobody_or_more_successes_than_people_have_no_interval() {
        assert_eq!(wilson_interval(0, 0, Confidence::NINETY_FIVE), None);
        assert_eq!(wilson_interval(3, 2, Confidence::NINETY_FIVE), None);
    }

    #[test]
    fn a_confidence_lies_between_zero_and_one() {
        assert_eq!(Confidence::new(1.0), None);
        assert_eq!(Confidence::new(f64::NAN), None);
        assert_eq!(Confidence::new(0.95), Some(Confidence::NINETY_FIVE));
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn a_share_lies_in_its_interval(n in 1_u32..5_000, part in 0.0_f64..=1.0) {
            let successes = (f64::from(n) * part) as u32;
            let [low, high] = limits(wilson_interval(successes, n, Confidence::NINETY_FIVE).unwrap());
            let share = f64::from(successes) / f64::from(n);
            prop_assert!(low <= share && share <= high && low >= 0.0 && high <= 1.0);
        }
    }
}
