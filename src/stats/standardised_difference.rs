//! How far two groups differ at the start, in units that do not depend on their size.

use libm::sqrt;

use super::Moments;

/// A pivot below this has no information left: the groups share no level, or the difference is not finite.
const SMALLEST_PIVOT: f64 = 1e-12;

/// Standardised difference of a quantity, first − second: `(m₁ − m₂) / √((s₁² + s₂²) / 2)`.
///
/// 0 where both groups hold one and the same value. `None` where a group has a single value, or both hold one value but
/// not the same. Source: Austin, Stat Med 2009;28:3083; equals `std_diff` of R's `tableone` where that is defined.
pub fn standardised_difference(first: &Moments, second: &Moments) -> Option<f64> {
    let spread = sqrt(f64::midpoint(first.variance?, second.variance?));
    let difference = first.mean - second.mean;
    if spread > 0.0 {
        return Some(difference / spread).filter(|value| value.is_finite());
    }
    (difference == 0.0).then_some(0.0)
}

/// Standardised difference of a category, from the people of each group at each level: never negative.
///
/// `√((T − C)ᵀ S⁻¹ (T − C))`, where `T` and `C` are the shares of all levels but one and `S` is the mean of the two
/// multinomial covariance matrices; for two levels `|p₁ − p₂| / √((p₁q₁ + p₂q₂) / 2)`. Which level is left out does
/// not matter; levels of nobody are. 0 where everyone is at one level. `None` where a group is empty, where the lists
/// differ in length, or where no finite difference exists because the groups share no level. Source: Yang, Dalton, A
/// unified approach to measuring the effect size between two groups using SAS, SAS Global Forum 2012, paper 335.
pub fn standardised_difference_of_levels(first: &[u32], second: &[u32]) -> Option<f64> {
    if first.len() != second.len() {
        return None;
    }
    let [one, other] = [shares(first)?, shares(second)?];
    let seen: Vec<(f64, f64)> = one.into_iter().zip(other).filter(|(p, q)| p + q > 0.0).skip(1).collect();
    let differences: Vec<f64> = seen.iter().map(|(p, q)| p - q).collect();
    let solved = solve(covariance(&seen), differences.clone())?;
    let square: f64 = differences.iter().zip(solved).map(|(difference, solved)| difference * solved).sum();
    Some(sqrt(square.max(0.0))).filter(|value| value.is_finite())
}

fn shares(people: &[u32]) -> Option<Vec<f64>> {
    let all: f64 = people.iter().map(|&people| f64::from(people)).sum();
    (all > 0.0).then(|| people.iter().map(|&people| f64::from(people) / all).collect())
}

/// Mean of the covariance matrices of two multinomial distributions of one draw.
fn covariance(shares: &[(f64, f64)]) -> Vec<Vec<f64>> {
    let cell = |row: usize, column: usize, (p, q): (f64, f64), (r, s): (f64, f64)| {
        if row == column { f64::midpoint(p * (1.0 - p), q * (1.0 - q)) } else { -f64::midpoint(p * r, q * s) }
    };
    let row = |(row, &one): (usize, &(f64, f64))| -> Vec<f64> {
        shares.iter().enumerate().map(|(column, &other)| cell(row, column, one, other)).collect()
    };
    shares.iter().enumerate().map(row).collect()
}

/// `x` of `matrix · x = right` for a symmetric matrix without negative eigenvalues, by elimination with the largest
/// remaining diagonal as pivot. `None` where the matrix is singular.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    for step in 0..size {
        let diagonal =
            |row: &usize| matrix.get(*row).and_then(|cells| cells.get(step)).map_or(0.0, |c| c.abs());
        let pivot = (step..size).max_by(|one, other| diagonal(one).total_cmp(&diagonal(other)))?;
        matrix.swap(step, pivot);
        right.swap(step, pivot);
        let (done, rest) = matrix.split_at_mut(step + 1);
        let (head, tail) = (done.last()?, right.split_at_mut(step + 1));
        let (pivot, value) = (*head.get(step)?, *tail.0.last()?);
        if pivot.abs() < SMALLEST_PIVOT {
            return None;
        }
        for (row, right) in rest.iter_mut().zip(tail.1) {
            let factor = *row.get(step)? / pivot;
            row.iter_mut().zip(head).for_each(|(cell, above)| *cell -= factor * above);
            *right -= factor * value;
        }
    }
    back_substituted(&matrix, right)
}

fn back_substituted(matrix: &[Vec<f64>], right: Vec<f64>) -> Option<Vec<f64>> {
    let mut solved = right;
    for row in (0..solved.len()).rev() {
        let cells = matrix.get(row)?;
        let known: f64 = cells.iter().zip(&solved).skip(row + 1).map(|(cell, value)| cell * value).sum();
        let value = (*solved.get(row)? - known) / *cells.get(row)?;
        *solved.get_mut(row)? = value;
    }
    Some(solved)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moments(mean: f64, standard_deviation: f64) -> Moments {
        Moments { n: 50, mean, variance: Some(standard_deviation * standard_deviation) }
    }

    fn close(found: Option<f64>, expected: f64) -> bool {
        found.is_some_and(|found| (found - expected).abs() < 1e-12)
    }

    #[test]
    fn a_difference_of_means_is_in_units_of_the_mean_variance() {
        // (43 − 45) / √((121 + 144) / 2)
        assert!(close(
            standardised_difference(&moments(43.0, 11.0), &moments(45.0, 12.0)),
            -0.173_748_897_105_227_76
        ));
        assert_eq!(standardised_difference(&moments(3.0, 0.0), &moments(3.0, 0.0)), Some(0.0));
        assert_eq!(standardised_difference(&moments(3.0, 0.0), &moments(4.0, 0.0)), None);
        let single = Moments { n: 1, mean: 3.0, variance: None };
        assert_eq!(standardised_difference(&single, &moments(4.0, 1.0)), None);
    }

    /// In exact fractions: 206116 / 1623133 for 43 of 101 against 14 of 54, 16 / 311 for three levels.
    #[test]
    fn a_difference_of_levels_is_that_of_yang_and_dalton() {
        let women = standardised_difference_of_levels(&[58, 43], &[40, 14]);
        assert!(close(women, sqrt(206_116.0 / 1_623_133.0)), "{women:?}");
        assert!(close(standardised_difference_of_levels(&[5, 3, 2], &[4, 4, 2]), sqrt(16.0 / 311.0)));
        assert!(close(standardised_difference_of_levels(&[10, 20, 30, 40], &[40, 30, 20, 10]), 1.0));
        let with_a_level_of_nobody = standardised_difference_of_levels(&[46, 35, 19, 0], &[45, 39, 16, 0]);
        assert!(close(with_a_level_of_nobody, sqrt(16_308.0 / 1_679_423.0)));
    }

    #[test]
    fn groups_that_share_no_level_have_no_finite_difference() {
        assert_eq!(standardised_difference_of_levels(&[5, 0], &[0, 5]), None);
        assert_eq!(standardised_difference_of_levels(&[5, 5, 0, 0], &[0, 0, 5, 5]), None);
        assert_eq!(standardised_difference_of_levels(&[5, 0], &[9, 0]), Some(0.0));
        assert_eq!(standardised_difference_of_levels(&[0, 0], &[9, 0]), None);
        assert_eq!(standardised_difference_of_levels(&[1], &[1, 2]), None);
    }

    proptest! {
        #[test]
        fn neither_the_order_of_levels_nor_of_groups_matters(
            levels in prop::collection::vec((1_u32..60, 1_u32..60), 2..7),
        ) {
            let (first, second): (Vec<u32>, Vec<u32>) = levels.into_iter().unzip();
            let found = standardised_difference_of_levels(&first, &second).unwrap();
            let turned = |people: &[u32]| people.iter().rev().copied().collect::<Vec<_>>();
            let other = standardised_difference_of_levels(&turned(&second), &turned(&first)).unwrap();
            prop_assert!((found - other).abs() < 1e-9 * found.max(1.0));
        }
    }
}
