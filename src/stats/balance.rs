//! Standardised differences between groups, for describing balance: they do not grow with the number of people.
//!
//! They are standardised by the average of the two variances, not the pooled one, so that the size of a group does not
//! matter. Source: Austin, Stat Med 2009;28:3083; Yang & Dalton, SAS Global Forum 2012, paper 335.

use libm::{fabs, sqrt};

use super::{Moments, TwoByTwo, Undefined};

/// Standardised difference of two means: `(mean₁ − mean₂) / √((s₁² + s₂²) / 2)`, with its sign.
///
/// # Errors
/// [`Undefined::TooFewValues`] for a group of one, [`Undefined::NoSpread`] when neither group varies but the means
/// differ; equal means that do not vary differ by 0.
pub fn mean_difference(first: &Moments, second: &Moments) -> Result<f64, Undefined> {
    let (Some(one), Some(other)) = (first.variance, second.variance) else {
        return Err(Undefined::TooFewValues);
    };
    standardised(first.mean - second.mean, 0.5 * (one + other))
}

/// Standardised difference of two shares: `(p₁ − p₂) / √((p₁q₁ + p₂q₂) / 2)`, with its sign.
///
/// # Errors
/// [`Undefined::NoSpread`] when everybody in one group and nobody in the other has the attribute; equal shares differ
/// by 0.
pub fn share_difference(table: TwoByTwo) -> Result<f64, Undefined> {
    let [first, second] = table.risks();
    standardised(first - second, 0.5 * (first * (1.0 - first) + second * (1.0 - second)))
}

fn standardised(difference: f64, variance: f64) -> Result<f64, Undefined> {
    if difference == 0.0 {
        Ok(0.0)
    } else if variance > 0.0 {
        Ok(difference / sqrt(variance))
    } else {
        Err(Undefined::NoSpread)
    }
}

/// Standardised difference of a category: the Mahalanobis distance `√((p₁ − p₂)ᵀ S⁻¹ (p₁ − p₂))` of the shares of all
/// levels but one, `S` the average of the two multinomial covariance matrices. Never negative; for two levels the size
/// of [`share_difference`].
///
/// Counts are people by level, one list a group, in the same order. A level that nobody of either group has is left
/// out; which of the others is dropped does not matter.
///
/// # Errors
/// [`Undefined::TooFewValues`] for a group of nobody, [`Undefined::BadValues`] for lists of different length,
/// [`Undefined::NothingInCommon`] when no level occurs in both groups, which makes the distance infinite.
pub fn categorical_difference(first: &[u32], second: &[u32]) -> Result<f64, Undefined> {
    if first.len() != second.len() {
        return Err(Undefined::BadValues);
    }
    let size = |counts: &[u32]| counts.iter().map(|&count| f64::from(count)).sum::<f64>();
    let (n, m) = (size(first), size(second));
    if n == 0.0 || m == 0.0 {
        return Err(Undefined::TooFewValues);
    }
    let pairs = first.iter().zip(second);
    if pairs.clone().all(|(&a, &b)| a == 0 || b == 0) {
        return Err(Undefined::NothingInCommon);
    }
    let shares = pairs
        .filter(|(a, b)| **a > 0 || **b > 0)
        .map(|(&a, &b)| [f64::from(a) / n, f64::from(b) / m])
        .skip(1);
    let shares: Vec<[f64; 2]> = shares.collect();
    let differences: Vec<f64> = shares.iter().map(|[p, q]| p - q).collect();
    mahalanobis(average_covariance(&shares), differences).ok_or(Undefined::OutOfRange)
}

fn average_covariance(shares: &[[f64; 2]]) -> Vec<Vec<f64>> {
    let entry = |row: usize, column: usize, [p, q]: [f64; 2], [r, s]: [f64; 2]| {
        if row == column { 0.5 * (p * (1.0 - p) + q * (1.0 - q)) } else { -0.5 * (p * r + q * s) }
    };
    let row = |(row, &here): (usize, &[f64; 2])| {
        shares.iter().enumerate().map(|(column, &there)| entry(row, column, here, there)).collect()
    };
    shares.iter().enumerate().map(row).collect()
}

/// `√(dᵀ S⁻¹ d)` for a positive definite `S`, by Gaussian elimination: what elimination leaves of `dᵀ S⁻¹ d` is the sum
/// of the squares of the remaining differences by their pivots. `None` when a pivot vanishes.
fn mahalanobis(mut matrix: Vec<Vec<f64>>, mut differences: Vec<f64>) -> Option<f64> {
    let mut square = 0.0;
    for place in 0..differences.len() {
        let pivot_row = matrix.get(place)?.clone();
        let (pivot, difference) = (*pivot_row.get(place)?, *differences.get(place)?);
        if fabs(pivot) < 1e-14 {
            return None;
        }
        square += difference * difference / pivot;
        for (row, other) in matrix.iter_mut().zip(&mut differences).skip(place + 1) {
            let factor = row.get(place)? / pivot;
            row.iter_mut().zip(&pivot_row).for_each(|(entry, above)| *entry -= factor * above);
            *other -= factor * difference;
        }
    }
    Some(sqrt(square.max(0.0)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn groups_without_spread_are_equal_or_infinitely_apart() {
        let constant = |mean| Moments { n: 5, mean, variance: Some(0.0) };
        assert_eq!(mean_difference(&constant(2.0), &constant(2.0)), Ok(0.0));
        assert_eq!(mean_difference(&constant(2.0), &constant(3.0)), Err(Undefined::NoSpread));
        let one = Moments { n: 1, mean: 2.0, variance: None };
        assert_eq!(mean_difference(&one, &constant(2.0)), Err(Undefined::TooFewValues));
        assert_eq!(share_difference(TwoByTwo::new((0, 5), (5, 5)).unwrap()), Err(Undefined::NoSpread));
        assert_eq!(share_difference(TwoByTwo::new((0, 5), (0, 9)).unwrap()), Ok(0.0));
    }

    #[test]
    fn a_difference_of_means_is_in_the_unit_of_the_average_variance() {
        let group = |mean, variance| Moments { n: 5, mean, variance: Some(variance) };
        // 3 by the root of the mean of 3 and 5.
        assert_eq!(mean_difference(&group(4.0, 3.0), &group(1.0, 5.0)), Ok(1.5));
    }

    #[test]
    fn levels_that_nobody_has_do_not_count_and_nothing_in_common_is_said() {
        let with = categorical_difference(&[5, 0, 7, 2], &[3, 0, 9, 4]);
        assert_eq!(with, categorical_difference(&[5, 7, 2], &[3, 9, 4]));
        assert_eq!(categorical_difference(&[5, 0], &[0, 3]), Err(Undefined::NothingInCommon));
        assert_eq!(categorical_difference(&[0, 0], &[1, 3]), Err(Undefined::TooFewValues));
        assert_eq!(categorical_difference(&[1], &[1, 3]), Err(Undefined::BadValues));
        assert_eq!(categorical_difference(&[4], &[9]), Ok(0.0));
        assert!(categorical_difference(&[5, 0, 7], &[3, 4, 9]).unwrap() > 0.0);
    }

    /// numpy 2.4: the formula with a matrix inverse.
    #[test]
    fn it_agrees_with_an_inverted_matrix() {
        let cases = [
            ([12, 30, 8].as_slice(), [25, 20, 15].as_slice(), 0.555_993_408_446_607_8),
            (&[1, 2, 3, 4], &[4, 3, 2, 1], 1.0),
            (&[0, 30, 8], &[25, 20, 15], 1.317_662_929_352_771),
        ];
        for (first, second, expected) in cases {
            let found = categorical_difference(first, second).unwrap();
            assert!((found - expected).abs() < 1e-14, "{first:?}: {found}");
        }
    }

    fn two_lists() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
        (2_usize..7).prop_flat_map(|levels| {
            (prop::collection::vec(0_u32..60, levels), prop::collection::vec(0_u32..60, levels))
        })
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn two_levels_are_a_share(a in 1_u32..50, b in 1_u32..50, c in 1_u32..50, d in 1_u32..50) {
            let share = share_difference(TwoByTwo::new((a, a + b), (c, c + d)).unwrap()).unwrap();
            let category = categorical_difference(&[a, b], &[c, d]).unwrap();
            prop_assert!((category - share.abs()).abs() < 1e-12);
        }

        #[test]
        fn it_does_not_matter_which_level_is_dropped((first, second) in two_lists(), turn in 0_usize..6) {
            let turn = turn % first.len();
            let turned = |list: &[u32]| [&list[turn..], &list[..turn]].concat();
            let there = categorical_difference(&first, &second);
            let back = categorical_difference(&turned(&second), &turned(&first));
            match (there, back) {
                (Ok(there), Ok(back)) => prop_assert!((there - back).abs() <= 1e-9 * (1.0 + there)),
                (there, back) => prop_assert_eq!(there.err(), back.err()),
            }
        }
    }
}
