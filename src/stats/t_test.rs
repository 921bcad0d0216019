//! Student's t tests, from moments: they work on values, on histograms and on published n, mean and SD alike.

use libm::{fabs, sqrt};

use super::alternative::{Alternative, Limits, TestOptions};
use super::{Moments, StudentT, Undefined};
use crate::domain::Finite;

/// The result of a t test, in the words of R and scipy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TTest {
    /// `(estimate − null value) / standard_error`.
    pub statistic: f64,
    /// Degrees of freedom, whole but for Welch's test.
    pub df: f64,
    /// Probability of a statistic as far out, on the side or sides of the alternative.
    pub p_value: f64,
    /// The mean, or the difference of the means (first − second), in the unit of the values.
    pub estimate: f64,
    /// Standard error of the estimate.
    pub standard_error: f64,
    /// Confidence interval of the estimate, open to one side after a one-sided test.
    pub conf_int: Limits,
}

/// One-sample t test of a mean; of paired differences it is the paired t test.
///
/// `t = (mean − null) / (SD / √n)` on `n − 1` degrees of freedom. Assumes independent values with a nearly normal
/// mean. Equals `t.test(x)` and, for differences, `t.test(x, y, paired = TRUE)` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] for one value, [`Undefined::NoSpread`] when the values do not vary.
pub fn one_sample_t_test(sample: &Moments, options: TestOptions) -> Result<TTest, Undefined> {
    let variance = sample.variance.ok_or(Undefined::TooFewValues)?;
    let standard_error = sqrt(variance / f64::from(sample.n));
    t_test(sample.mean, standard_error, f64::from(sample.n) - 1.0, fabs(sample.mean), options)
}

/// Welch's t test of the difference of two means, whose variances may differ.
///
/// `t = (mean₁ − mean₂ − null) / √(s₁²/n₁ + s₂²/n₂)`, degrees of freedom by Satterthwaite's formula. Assumes independent
/// values with nearly normal means. Source: Welch, Biometrika 1947;34:28; equals `t.test(x, y)` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] for a group of one, [`Undefined::NoSpread`] when neither group's values vary.
pub fn welch_t_test(first: &Moments, second: &Moments, options: TestOptions) -> Result<TTest, Undefined> {
    let [a, b] = [squared_error(first)?, squared_error(second)?];
    let total = a + b;
    let df = total * total / (a * a / (f64::from(first.n) - 1.0) + b * b / (f64::from(second.n) - 1.0));
    let size = fabs(first.mean).max(fabs(second.mean));
    t_test(first.mean - second.mean, sqrt(total), df, size, options)
}

/// Student's t test of the difference of two means with one common variance.
///
/// `t = (mean₁ − mean₂ − null) / (s √(1/n₁ + 1/n₂))` with the pooled `s` on `n₁ + n₂ − 2` degrees of freedom. Assumes
/// equal variances beside what [`welch_t_test`] assumes. Equals `t.test(x, y, var.equal = TRUE)` of R.
///
/// # Errors
/// As [`welch_t_test`]; one of the groups may be a single value.
pub fn pooled_t_test(first: &Moments, second: &Moments, options: TestOptions) -> Result<TTest, Undefined> {
    let (variance, df) = pooled_variance(first, second)?;
    let standard_error = sqrt(variance * (1.0 / f64::from(first.n) + 1.0 / f64::from(second.n)));
    let size = fabs(first.mean).max(fabs(second.mean));
    t_test(first.mean - second.mean, standard_error, df, size, options)
}

/// The common variance of two groups and its degrees of freedom.
pub(super) fn pooled_variance(first: &Moments, second: &Moments) -> Result<(f64, f64), Undefined> {
    let df = f64::from(first.n) + f64::from(second.n) - 2.0;
    if df < 1.0 {
        return Err(Undefined::TooFewValues);
    }
    let squares = |group: &Moments| group.variance.unwrap_or(0.0) * (f64::from(group.n) - 1.0);
    Ok(((squares(first) + squares(second)) / df, df))
}

fn squared_error(group: &Moments) -> Result<f64, Undefined> {
    Ok(group.variance.ok_or(Undefined::TooFewValues)? / f64::from(group.n))
}

/// The test of an estimate with this error; `size` is that of the numbers it comes from.
pub(super) fn t_test(
    estimate: f64,
    standard_error: f64,
    df: f64,
    size: f64,
    options: TestOptions,
) -> Result<TTest, Undefined> {
    // R's rule for data that are constant but for rounding.
    if standard_error <= 10.0 * f64::EPSILON * size || standard_error == 0.0 {
        return Err(Undefined::NoSpread);
    }
    let t = StudentT::new(df).ok_or(Undefined::OutOfRange)?;
    let statistic = (estimate - options.null_value) / standard_error;
    let p_value = match options.alternative {
        Alternative::TwoSided => 2.0 * t.sf(fabs(statistic)),
        Alternative::Less => t.cdf(statistic),
        Alternative::Greater => t.sf(statistic),
    };
    let conf_int = limits(estimate, standard_error, t, options).ok_or(Undefined::OutOfRange)?;
    Ok(TTest { statistic, df, p_value, estimate, standard_error, conf_int })
}

fn limits(estimate: f64, standard_error: f64, t: StudentT, options: TestOptions) -> Option<Limits> {
    let level = options.confidence;
    let at = |quantile: f64| Finite::new(estimate + quantile * standard_error);
    match options.alternative {
        Alternative::TwoSided => {
            let quantile = t.quantile(level.upper_probability())?;
            Some(Limits { low: Some(at(-quantile)?), high: Some(at(quantile)?) })
        }
        Alternative::Less => Some(Limits { low: None, high: Some(at(t.quantile(level.level())?)?) }),
        Alternative::Greater => Some(Limits { low: Some(at(-t.quantile(level.level())?)?), high: None }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moments(n: u32, mean: f64, sd: f64) -> Moments {
        Moments { n, mean, variance: Some(sd * sd) }
    }

    #[test]
    fn a_group_of_one_has_no_welch_test_but_a_pooled_one() {
        let one = Moments { n: 1, mean: 4.0, variance: None };
        let many = moments(10, 5.0, 2.0);
        let options = TestOptions::default();
        assert_eq!(one_sample_t_test(&one, options), Err(Undefined::TooFewValues));
        assert_eq!(welch_t_test(&one, &many, options), Err(Undefined::TooFewValues));
        assert_eq!(pooled_t_test(&one, &many, options).unwrap().df, 9.0);
        assert_eq!(pooled_t_test(&one, &one, options), Err(Undefined::TooFewValues));
    }

    #[test]
    fn constant_values_have_no_test() {
        let constant = moments(10, 5.0, 0.0);
        let options = TestOptions::default();
        assert_eq!(one_sample_t_test(&constant, options), Err(Undefined::NoSpread));
        assert_eq!(welch_t_test(&constant, &constant, options), Err(Undefined::NoSpread));
        let zero = moments(10, 0.0, 0.0);
        assert_eq!(pooled_t_test(&zero, &zero, options), Err(Undefined::NoSpread));
    }

    #[test]
    fn spread_of_nothing_but_rounding_is_none() {
        let rounded = moments(10, 1e6, 1e-11);
        let options = TestOptions::default();
        assert_eq!(one_sample_t_test(&rounded, options), Err(Undefined::NoSpread));
        assert_eq!(welch_t_test(&rounded, &rounded, options), Err(Undefined::NoSpread));
        let pair = Moments { n: 2, mean: 1.0, variance: Some(2.0) };
        let one = Moments { n: 1, mean: 4.0, variance: None };
        // −3 / √(2 (1/2 + 1)) on one degree of freedom.
        let found = pooled_t_test(&pair, &one, options).unwrap();
        assert!(found.df == 1.0 && (found.statistic + libm::sqrt(3.0)).abs() < 1e-14);
    }

    #[test]
    fn a_one_sided_interval_is_open_on_the_other_side() {
        let sample = moments(10, 0.75, 1.789_010_215_868_79);
        let ask = |alternative| {
            one_sample_t_test(&sample, TestOptions { alternative, ..TestOptions::default() }).unwrap()
        };
        let [two, less, greater] = [Alternative::TwoSided, Alternative::Less, Alternative::Greater].map(ask);
        assert!((less.p_value + greater.p_value - 1.0).abs() < 1e-15);
        assert!((two.p_value - 2.0 * greater.p_value).abs() < 1e-15);
        assert_eq!((less.conf_int.low, greater.conf_int.high), (None, None));
        assert!(greater.conf_int.low > two.conf_int.low && less.conf_int.high < two.conf_int.high);
        assert_eq!(less.conf_int.interval(), None);
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn swapping_the_groups_turns_the_sign(
            (n, m) in (2_u32..50, 2_u32..50), (a, b) in (-9.0_f64..9.0, -9.0_f64..9.0), (s, r) in (0.1_f64..5.0, 0.1_f64..5.0)
        ) {
            let (first, second) = (moments(n, a, s), moments(m, b, r));
            for test in [welch_t_test, pooled_t_test] {
                let there = test(&first, &second, TestOptions::default()).unwrap();
                let back = test(&second, &first, TestOptions::default()).unwrap();
                prop_assert_eq!(there.statistic, -back.statistic);
                prop_assert_eq!(there.p_value, back.p_value);
                let (there, back) = (there.conf_int.interval().unwrap(), back.conf_int.interval().unwrap());
                prop_assert!((there.low.get() + back.high.get()).abs() < 1e-12);
            }
        }

        #[test]
        fn a_histogram_has_the_tests_of_its_values(
            a in prop::collection::vec(0_u32..30, 11), b in prop::collection::vec(0_u32..30, 11)
        ) {
            let table: Vec<f64> = (0..11).map(|score| f64::from(score) * 7.5 - 3.0).collect();
            let raw = |counts: &[u32]| {
                let runs = table.iter().zip(counts).rev();
                let values: Vec<f64> =
                    runs.flat_map(|(&value, &count)| std::iter::repeat_n(value, count as usize)).collect();
                Moments::of_values(&values)
            };
            let counted = |counts: &[u32]| Moments::of_histogram(&table, counts);
            if let (Some(first), Some(second), Some(one), Some(other)) = (counted(&a), counted(&b), raw(&a), raw(&b)) {
                for test in [welch_t_test, pooled_t_test] {
                    let options = TestOptions::default();
                    match (test(&first, &second, options), test(&one, &other, options)) {
                        (Ok(found), Ok(expected)) => {
                            let near = |a: f64, b: f64, scale: f64| (a - b).abs() <= 1e-12 * scale;
                            prop_assert!(near(found.estimate, expected.estimate, 75.0));
                            prop_assert!(near(found.standard_error, expected.standard_error, expected.standard_error));
                            prop_assert!(near(found.df, expected.df, expected.df));
                            prop_assert!(near(found.statistic, expected.statistic, 75.0 / expected.standard_error));
                        }
                        (found, expected) => prop_assert_eq!(found.err(), expected.err()),
                    }
                }
            }
        }

        #[test]
        fn the_interval_excludes_zero_just_when_p_is_below_five_per_cent(
            n in 2_u32..50, a in -3.0_f64..3.0, s in 0.1_f64..5.0
        ) {
            let test = one_sample_t_test(&moments(n, a, s), TestOptions::default()).unwrap();
            let interval = test.conf_int.interval().unwrap();
            let excludes = interval.low.get() > 0.0 || interval.high.get() < 0.0;
            prop_assert!((test.p_value - 0.05).abs() < 1e-12 || excludes == (test.p_value < 0.05));
        }
    }
}
