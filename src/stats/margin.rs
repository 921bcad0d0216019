//! Tests of means against a margin: equivalence and non-inferiority, each made of one-sided t tests.

use super::alternative::{Alternative, Limits, TestOptions};
use super::{Confidence, Moments, TTest, Undefined, one_sample_t_test, pooled_t_test, welch_t_test};

/// What is tested against a margin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Means<'a> {
    /// The mean of one sample; of differences, the paired test.
    One(&'a Moments),
    /// The difference of two means, first − second, by Welch's test.
    Welch(&'a Moments, &'a Moments),
    /// The difference of two means with one common variance.
    Pooled(&'a Moments, &'a Moments),
}

impl Means<'_> {
    fn test(self, options: TestOptions) -> Result<TTest, Undefined> {
        match self {
            Means::One(sample) => one_sample_t_test(sample, options),
            Means::Welch(first, second) => welch_t_test(first, second, options),
            Means::Pooled(first, second) => pooled_t_test(first, second, options),
        }
    }
}

/// The result of two one-sided tests.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Equivalence {
    /// The test against the lower margin, its alternative greater.
    pub lower: TTest,
    /// The test against the upper margin, its alternative less.
    pub upper: TTest,
    /// The larger p-value of the two: equivalence is shown when it is small.
    pub p_value: f64,
    /// Two-sided interval of the estimate. Of level 1 − 2α it lies within the margins just when `p_value` is below α.
    pub conf_int: Limits,
}

/// Two one-sided tests (TOST) of whether a mean or a difference of means lies between two margins.
///
/// Assumes what the t test does. Source: Schuirmann, J Pharmacokinet Biopharm 1987;15:657; equals two calls of `t.test` of
/// R, and `ttost_ind` and `ttost_paired` of statsmodels.
///
/// # Errors
/// [`Undefined::BadOption`] unless `low < high` are finite, else as the t test.
pub fn equivalence_test(
    means: Means<'_>,
    low: f64,
    high: f64,
    confidence: Confidence,
) -> Result<Equivalence, Undefined> {
    if !(low < high && low.is_finite() && high.is_finite()) {
        return Err(Undefined::BadOption);
    }
    let ask = |alternative, null_value| means.test(TestOptions { alternative, null_value, confidence });
    let (lower, upper) = (ask(Alternative::Greater, low)?, ask(Alternative::Less, high)?);
    let conf_int = ask(Alternative::TwoSided, low)?.conf_int;
    Ok(Equivalence { lower, upper, p_value: lower.p_value.max(upper.p_value), conf_int })
}

/// Which values of an outcome are good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// High ones, as of a function score: the first group may be lower by less than the margin.
    Higher,
    /// Low ones, as of pain: the first group may be higher by less than the margin.
    Lower,
}

/// Test of whether the first group is not worse than the second by a margin or more.
///
/// The one-sided t test of the difference against `−margin` where high values are better, else against `margin`. Its
/// interval is one-sided: of level 1 − α it stays on the good side of the margin just when p is below α. Assumes what
/// the t test does. Equals `t.test(mu = -margin, alternative = "greater")` of R.
///
/// # Errors
/// [`Undefined::BadOption`] for a margin that is negative or not finite, else as the t test.
pub fn non_inferiority_test(
    means: Means<'_>,
    margin: f64,
    better: Better,
    confidence: Confidence,
) -> Result<TTest, Undefined> {
    if !(margin >= 0.0 && margin.is_finite()) {
        return Err(Undefined::BadOption);
    }
    let (alternative, null_value) = match better {
        Better::Higher => (Alternative::Greater, -margin),
        Better::Lower => (Alternative::Less, margin),
    };
    means.test(TestOptions { alternative, null_value, confidence })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn margins_must_enclose_something() {
        let sample = Moments::of_values(&[1.0, 2.0, 4.0]).unwrap();
        let ask = |low, high| equivalence_test(Means::One(&sample), low, high, Confidence::NINETY_FIVE).err();
        assert_eq!(ask(1.0, 1.0), Some(Undefined::BadOption));
        assert_eq!(ask(f64::NEG_INFINITY, 1.0), Some(Undefined::BadOption));
        let negative =
            non_inferiority_test(Means::One(&sample), -1.0, Better::Lower, Confidence::NINETY_FIVE);
        assert_eq!(negative, Err(Undefined::BadOption));
        let one = Moments::of_values(&[1.0]).unwrap();
        let single = equivalence_test(Means::Welch(&one, &sample), -1.0, 1.0, Confidence::NINETY_FIVE);
        assert_eq!(single, Err(Undefined::TooFewValues));
    }

    #[test]
    fn without_a_margin_it_is_the_one_sided_test() {
        let sample = Moments::of_values(&[1.0, 2.0, 4.0]).unwrap();
        let found = non_inferiority_test(Means::One(&sample), 0.0, Better::Lower, Confidence::NINETY_FIVE);
        let options = TestOptions {
            alternative: Alternative::Less,
            null_value: 0.0,
            confidence: Confidence::NINETY_FIVE,
        };
        assert_eq!(found, one_sample_t_test(&sample, options));
        assert!(found.is_ok());
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn equivalence_is_shown_just_when_the_interval_lies_within_the_margins(
            (n, m) in (2_u32..40, 2_u32..40), (a, b) in (-2.0_f64..2.0, -2.0_f64..2.0), s in 0.2_f64..4.0, margin in 0.1_f64..4.0
        ) {
            let group = |n, mean| Moments { n, mean, variance: Some(s * s) };
            let (first, second) = (group(n, a), group(m, b));
            let ninety = Confidence::new(0.9).unwrap();
            for means in [Means::One(&first), Means::Welch(&first, &second), Means::Pooled(&first, &second)] {
                let found = equivalence_test(means, -margin, margin, ninety).unwrap();
                let interval = found.conf_int.interval().unwrap();
                let within = interval.low.get() > -margin && interval.high.get() < margin;
                prop_assert!((found.p_value - 0.05).abs() < 1e-12 || within == (found.p_value < 0.05));
                let as_good = non_inferiority_test(means, margin, Better::Higher, ninety).unwrap();
                prop_assert_eq!(as_good.p_value, found.lower.p_value);
            }
        }
    }
}
