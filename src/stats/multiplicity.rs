//! P-values of many tests adjusted for their number.

use libm::{expm1, log1p};

use super::Undefined;

/// How p-values are adjusted. Of `n` tests, `p₍ᵢ₎` is the `i`-th smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjustment {
    /// Not at all.
    None,
    /// `n p`. Holds the familywise error whatever the dependence. Source: Dunn, J Am Stat Assoc 1961;56:52.
    Bonferroni,
    /// `max over j ≤ i of (n − j + 1) p₍ⱼ₎`. As Bonferroni, and never larger. Source: Holm, Scand J Stat 1979;6:65.
    Holm,
    /// `min over j ≥ i of (n − j + 1) p₍ⱼ₎`. For independent tests, or positively dependent ones. Source: Hochberg,
    /// Biometrika 1988;75:800.
    Hochberg,
    /// The closed test with Simes' inequality, never larger than Hochberg's and under the same assumption. Source:
    /// Hommel, Biometrika 1988;75:383, as computed by Wright, Biometrics 1992;48:1005.
    Hommel,
    /// `min over j ≥ i of n p₍ⱼ₎ / j`: the false discovery rate of independent tests, or positively dependent ones.
    /// Source: Benjamini & Hochberg, J R Stat Soc B 1995;57:289.
    BenjaminiHochberg,
    /// Benjamini and Hochberg's times `Σ 1/j`: the false discovery rate whatever the dependence. Source: Benjamini &
    /// Yekutieli, Ann Stat 2001;29:1165.
    BenjaminiYekutieli,
    /// `1 − (1 − p)ⁿ`. Exact for independent tests. Source: Šidák, J Am Stat Assoc 1967;62:626.
    Sidak,
    /// `max over j ≤ i of 1 − (1 − p₍ⱼ₎)ⁿ⁻ʲ⁺¹`. As Šidák's, and never larger. Source: Holland & Copenhaver, Biometrics
    /// 1987;43:417; equals `holm-sidak` of statsmodels.
    HolmSidak,
}

/// P-values adjusted for being as many as they are, in their own order; equals `p.adjust(p)` of R. Of none, none.
///
/// # Errors
/// [`Undefined::BadValues`] when one does not lie from 0 to 1.
pub fn adjust(p_values: &[f64], adjustment: Adjustment) -> Result<Vec<f64>, Undefined> {
    adjust_among(p_values, p_values.len(), adjustment)
}

/// P-values adjusted for being the smallest of `comparisons` tests, the others having a p-value of 1; equals
/// `p.adjust(p, n = comparisons)` of R.
///
/// # Errors
/// As [`adjust`]; [`Undefined::BadOption`] when there are more p-values than comparisons, and
/// [`Undefined::TooManyValues`] for more than 100,000 comparisons.
pub fn adjust_among(
    p_values: &[f64],
    comparisons: usize,
    adjustment: Adjustment,
) -> Result<Vec<f64>, Undefined> {
    const MOST: usize = 100_000;
    if !p_values.iter().all(|p| (0.0..=1.0).contains(p)) {
        return Err(Undefined::BadValues);
    }
    if comparisons > MOST.max(p_values.len()) {
        return Err(Undefined::TooManyValues);
    }
    if comparisons < p_values.len() {
        return Err(Undefined::BadOption);
    }
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut sorted: Vec<f64> = order.iter().map(|&place| p_values[place]).collect();
    sorted.resize(comparisons, 1.0);
    let mut adjusted = vec![1.0; p_values.len()];
    for (&place, p) in order.iter().zip(ascending(&sorted, adjustment)) {
        adjusted[place] = p.min(1.0);
    }
    Ok(adjusted)
}

/// The adjusted values of ascending p-values, before they are held at 1.
fn ascending(sorted: &[f64], adjustment: Adjustment) -> Vec<f64> {
    let n = sorted.len() as f64;
    // The tests of which p is the smallest: all of them for the first, one for the last.
    let from_here = |index: usize| n - index as f64;
    match adjustment {
        Adjustment::None => sorted.to_vec(),
        Adjustment::Bonferroni => sorted.iter().map(|p| n * p).collect(),
        Adjustment::Sidak => sorted.iter().map(|&p| any_of(n, p)).collect(),
        Adjustment::Holm => step_down(sorted, |index, p| from_here(index) * p),
        Adjustment::HolmSidak => step_down(sorted, |index, p| any_of(from_here(index), p)),
        Adjustment::Hochberg => step_up(sorted, |index, p| from_here(index) * p),
        Adjustment::BenjaminiHochberg => step_up(sorted, |index, p| n / (index as f64 + 1.0) * p),
        Adjustment::BenjaminiYekutieli => {
            let harmonic: f64 = (1..=sorted.len()).map(|count| 1.0 / count as f64).sum();
            step_up(sorted, |index, p| harmonic * n / (index as f64 + 1.0) * p)
        }
        Adjustment::Hommel => hommel(sorted),
    }
}

/// The probability that at least one of `n` independent tests has a p-value as small.
fn any_of(n: f64, p: f64) -> f64 {
    -expm1(n * log1p(-p))
}

/// The largest so far, from the smallest p-value on.
fn step_down(sorted: &[f64], adjusted: impl Fn(usize, f64) -> f64) -> Vec<f64> {
    let mut largest = 0.0_f64;
    let mut up_to_here = |(index, &p): (usize, &f64)| {
        largest = largest.max(adjusted(index, p));
        largest
    };
    sorted.iter().enumerate().map(&mut up_to_here).collect()
}

/// The smallest so far, from the largest p-value on.
fn step_up(sorted: &[f64], adjusted: impl Fn(usize, f64) -> f64) -> Vec<f64> {
    let mut smallest = 1.0_f64;
    let mut values: Vec<f64> = Vec::with_capacity(sorted.len());
    for (index, &p) in sorted.iter().enumerate().rev() {
        smallest = smallest.min(adjusted(index, p));
        values.push(smallest);
    }
    values.reverse();
    values
}

/// Wright's algorithm: for every size `m` of a set of true hypotheses, the largest p-value of Simes' test of a set
/// with each hypothesis in it. Takes `n²` steps.
fn hommel(sorted: &[f64]) -> Vec<f64> {
    let n = sorted.len();
    let simes = |values: &[f64], size: usize, first: usize| {
        let of = |(index, p): (usize, &f64)| size as f64 * p / (index + first) as f64;
        values.iter().enumerate().map(of).fold(f64::INFINITY, f64::min)
    };
    let mut adjusted: Vec<f64> = sorted.iter().map(|&p| p.max(simes(sorted, n, 1))).collect();
    for size in (2..n).rev() {
        let (small, large) = sorted.split_at(n - size + 1);
        let of_large = simes(large, size, 2);
        let mut last = 0.0;
        for (adjusted, p) in adjusted.iter_mut().zip(small) {
            last = of_large.min(size as f64 * p);
            *adjusted = adjusted.max(last);
        }
        for adjusted in adjusted.iter_mut().skip(small.len()) {
            *adjusted = adjusted.max(last);
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_most_comparisons_are_a_hundred_thousand() {
        let among = |comparisons| adjust_among(&[1e-6], comparisons, Adjustment::Bonferroni);
        assert!(among(100_000).is_ok_and(|adjusted| (adjusted[0] - 0.1).abs() < 1e-15));
        assert_eq!(among(100_001), Err(Undefined::TooManyValues));
    }

    const ALL: [Adjustment; 9] = [
        Adjustment::None,
        Adjustment::Bonferroni,
        Adjustment::Holm,
        Adjustment::Hochberg,
        Adjustment::Hommel,
        Adjustment::BenjaminiHochberg,
        Adjustment::BenjaminiYekutieli,
        Adjustment::Sidak,
        Adjustment::HolmSidak,
    ];

    /// Hommel by definition: the largest Simes p-value of all sets of hypotheses with this one in it.
    fn closed_test(p_values: &[f64], hypothesis: usize) -> f64 {
        let sets = (1_u32..1 << p_values.len()).filter(|set| set & (1 << hypothesis) != 0);
        let simes = |set: u32| {
            let mut members = p_values.to_vec();
            members = (0..members.len())
                .filter(|place| set & (1 << place) != 0)
                .map(|place| members[place])
                .collect();
            members.sort_by(f64::total_cmp);
            let n = members.len() as f64;
            members.iter().enumerate().map(|(index, p)| n * p / (index as f64 + 1.0)).fold(1.0, f64::min)
        };
        sets.map(simes).fold(0.0, f64::max)
    }

    #[test]
    fn one_test_needs_no_adjustment_and_none_has_none() {
        for adjustment in ALL {
            let found = adjust(&[0.03], adjustment).unwrap();
            assert!((found[0] - 0.03).abs() < 1e-16, "{adjustment:?}");
            assert_eq!(adjust(&[], adjustment), Ok(vec![]));
        }
    }

    #[test]
    fn what_is_no_p_value_is_refused() {
        for bad in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert_eq!(adjust(&[0.1, bad], Adjustment::Holm), Err(Undefined::BadValues));
        }
        assert_eq!(adjust_among(&[0.1, 0.2], 1, Adjustment::Holm), Err(Undefined::BadOption));
        assert_eq!(adjust_among(&[0.1], usize::MAX, Adjustment::Holm), Err(Undefined::TooManyValues));
    }

    #[test]
    fn certainty_stays_certain_and_the_impossible_impossible() {
        for adjustment in ALL {
            assert_eq!(adjust(&[0.0, 1.0], adjustment), Ok(vec![0.0, 1.0]), "{adjustment:?}");
        }
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn hommel_is_the_closed_test_of_simes(p in prop::collection::vec(0.0_f64..=1.0, 1..8)) {
            let found = adjust(&p, Adjustment::Hommel).unwrap();
            for (place, found) in found.iter().enumerate() {
                prop_assert!((found - closed_test(&p, place)).abs() < 1e-14);
            }
        }

        #[test]
        fn the_order_of_the_tests_does_not_matter(p in prop::collection::vec(0.0_f64..=1.0, 1..20)) {
            let reversed: Vec<f64> = p.iter().rev().copied().collect();
            for adjustment in ALL {
                let mut found = adjust(&reversed, adjustment).unwrap();
                found.reverse();
                prop_assert_eq!(found, adjust(&p, adjustment).unwrap());
            }
        }

        #[test]
        fn sharper_methods_are_never_larger(p in prop::collection::vec(0.0_f64..=1.0, 1..20)) {
            let order = [
                Adjustment::None,
                Adjustment::BenjaminiHochberg,
                Adjustment::Hommel,
                Adjustment::Hochberg,
                Adjustment::Holm,
                Adjustment::Bonferroni,
            ];
            let found: Vec<Vec<f64>> = order.iter().map(|&method| adjust(&p, method).unwrap()).collect();
            for pair in found.windows(2) {
                prop_assert!(pair[0].iter().zip(&pair[1]).all(|(a, b)| *a <= b + 1e-15));
            }
        }
    }
}
