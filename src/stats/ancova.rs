//! Two groups compared with the baseline held equal.

use super::t_test::t_test;
use super::{PairedMoments, TTest, TestOptions, Undefined};

/// Difference of two groups after a common straight line through the baseline is taken out: analysis of covariance.
///
/// The line's slope is `b = Σ Sxy / Σ Sxx`, sums of squares within the groups; the estimate is
/// `(ȳ₁ − ȳ₂) − b (x̄₁ − x̄₂)` with `SE = s √(1/n₁ + 1/n₂ + (x̄₁ − x̄₂)² / Σ Sxx)` and `s² = (Σ Syy − b Σ Sxy) / (n₁ + n₂ − 3)`.
/// Of the later values and of the changes it is the same. Assumes independent people, one slope in both groups and
/// residuals of one variance with nearly normal means. Source: Cochran, Biometrics 1957;13:261; equals the coefficient of
/// the group in `lm(after ~ before + group)` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] for fewer than four people or a group of none, [`Undefined::NoSpread`] when the baseline
/// does not vary within the groups or nothing is left to vary around the lines.
pub fn baseline_adjusted(
    first: &PairedMoments,
    second: &PairedMoments,
    options: TestOptions,
) -> Result<TTest, Undefined> {
    let groups = [first, second];
    let df = groups.iter().map(|group| f64::from(group.change.n)).sum::<f64>() - 3.0;
    if df < 1.0 {
        return Err(Undefined::TooFewValues);
    }
    let within = |part: fn(&PairedMoments) -> Option<f64>| -> f64 {
        groups.iter().map(|group| part(group).unwrap_or(0.0) * (f64::from(group.change.n) - 1.0)).sum()
    };
    let (xx, xy) = (within(|group| group.before.variance), within(|group| group.covariance));
    // Around the mean of large numbers, the sums of equal baselines are rounding.
    let size = groups.iter().map(|group| group.before.mean.abs()).fold(0.0, f64::max);
    if xx <= df * (10.0 * f64::EPSILON * size) * (10.0 * f64::EPSILON * size) {
        return Err(Undefined::NoSpread);
    }
    let slope = xy / xx;
    let rest = (within(|group| group.after.variance) - slope * xy).max(0.0);
    let apart = first.before.mean - second.before.mean;
    let people: f64 = groups.iter().map(|group| 1.0 / f64::from(group.change.n)).sum();
    let standard_error = libm::sqrt(rest / df * (people + apart * apart / xx));
    let size = groups.iter().map(|group| group.after.mean.abs()).fold(size, f64::max);
    t_test(first.after.mean - second.after.mean - slope * apart, standard_error, df, size, options)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pairs(pairs: &[(f64, f64)]) -> PairedMoments {
        PairedMoments::of_values(pairs).unwrap()
    }

    fn adjusted(first: &[(f64, f64)], second: &[(f64, f64)]) -> Result<TTest, Undefined> {
        baseline_adjusted(&pairs(first), &pairs(second), TestOptions::default())
    }

    /// Groups that differ only in where they began differ by nothing once that is held equal.
    #[test]
    fn a_difference_that_the_baseline_explains_goes() {
        // What lies off the line does so at both ends alike.
        let line = |from: f64| -> Vec<(f64, f64)> {
            let off = [1.0, 0.0, -1.0, -1.0, 0.0, 1.0];
            off.iter()
                .zip(0..6)
                .map(|(off, x)| (from + f64::from(x), 2.0 * (from + f64::from(x)) + off))
                .collect()
        };
        let test = adjusted(&line(0.0), &line(10.0)).unwrap();
        assert!(test.estimate.abs() < 1e-12 && test.p_value > 0.99, "{test:?}");
    }

    #[test]
    fn too_few_people_equal_baselines_and_perfect_lines_have_no_test() {
        assert_eq!(adjusted(&[(1.0, 2.0), (2.0, 3.0)], &[(1.0, 2.0)]), Err(Undefined::TooFewValues));
        let equal = [(5.1, 1.0), (5.1, 2.0), (5.1, 4.0)];
        assert_eq!(adjusted(&equal, &equal), Err(Undefined::NoSpread));
        let perfect = [(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)];
        assert_eq!(adjusted(&perfect, &perfect), Err(Undefined::NoSpread));
    }

    /// By hand: slope 1 with 1 left around the lines on one degree of freedom, so t is 1 and p a half. The unit of the
    /// baseline is of no account.
    #[test]
    fn four_people_are_enough_and_a_baseline_may_be_small() {
        for unit in [1.0, 0.25, 1.0 / 1_024.0, 1.0 / 1_048_576.0] {
            let test = adjusted(&[(0.0, 0.0), (2.0 * unit, 3.0)], &[(0.0, 0.0), (2.0 * unit, 1.0)]).unwrap();
            assert_eq!((test.df, test.estimate, test.standard_error), (1.0, 1.0, 1.0));
            assert!((test.p_value - 0.5).abs() < 1e-14);
        }
    }

    #[test]
    fn equal_baselines_are_known_whatever_their_size() {
        // The mean of seven millions and a tenth is not quite one of them.
        for baseline in [0.0, 1_000_000.1] {
            let people = [1.0, 2.0, 4.0, 3.0, 7.0, 5.0, 8.0].map(|after| (baseline, after));
            assert_eq!(adjusted(&people, &people), Err(Undefined::NoSpread));
        }
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn swapping_the_groups_mirrors_it_and_changes_say_the_same_as_later_values(
            first in prop::collection::vec((0_u8..100, 0_u8..100), 3..30),
            second in prop::collection::vec((0_u8..100, 0_u8..100), 3..30),
        ) {
            let of = |values: &[(u8, u8)], change: f64| -> Vec<(f64, f64)> {
                values.iter().map(|&(x, y)| (f64::from(x), f64::from(y) - change * f64::from(x))).collect()
            };
            let one = adjusted(&of(&first, 0.0), &of(&second, 0.0));
            let swapped = adjusted(&of(&second, 0.0), &of(&first, 0.0));
            let changes = adjusted(&of(&first, 1.0), &of(&second, 1.0));
            if let (Ok(one), Ok(swapped), Ok(changes)) = (one, swapped, changes) {
                prop_assert!((one.estimate + swapped.estimate).abs() < 1e-9);
                prop_assert!((one.estimate - changes.estimate).abs() < 1e-9);
                prop_assert!((one.standard_error - changes.standard_error).abs() < 1e-9);
            }
        }
    }
}
