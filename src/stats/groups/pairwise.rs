//! Tests of all pairs of groups, their p-values adjusted for their number.

use super::blocks::Blocks;
use super::comparison::{CommonVariance, pairs};
use crate::stats::multiplicity::{Adjustment, adjust};
use crate::stats::{
    Alternative, Counted, MannWhitneyMethod, Moments, StudentT, TTest, TestOptions, Undefined, mann_whitney,
    one_sample_t_test, pooled_t_test, welch_t_test,
};

/// The standard deviation in the t test of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairVariance {
    /// One of all groups: `pairwise.t.test(x, g)` of R.
    OfAllGroups,
    /// One of the two groups: `pairwise.t.test(x, g, pool.sd = FALSE, var.equal = TRUE)` of R.
    OfThePair,
    /// Each group's own, Welch's test: `pairwise.t.test(x, g, pool.sd = FALSE)` of R.
    OfEachGroup,
}

/// The p-value of the rank sum test of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairRankMethod {
    /// R's rule: exact when both groups are smaller than 50 and the pair has no ties, else normal with continuity
    /// correction.
    AsR,
    /// The same method for every pair.
    Fixed(MannWhitneyMethod),
}

/// A test of two of several groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairTest {
    /// Which groups, by their place from 0; second − first.
    pub groups: [usize; 2],
    /// t, or R's W of the second group.
    pub statistic: f64,
    /// Not adjusted.
    pub p_value: f64,
    /// Adjusted for the number of pairs.
    pub p_adjusted: f64,
}

/// t tests of all pairs of groups; `Greater` is a larger mean of the later group.
///
/// Assumes independent, nearly normal values, with one common variance where one is used. Equals `pairwise.t.test` of R.
///
/// # Errors
/// Those of the t tests and of [`super::one_way_anova`].
pub fn pairwise_t(
    groups: &[Moments],
    variance: PairVariance,
    alternative: Alternative,
    adjustment: Adjustment,
) -> Result<Vec<PairTest>, Undefined> {
    let options = TestOptions { alternative, ..TestOptions::default() };
    let statistics = |test: TTest| (test.statistic, test.p_value);
    let of_pair = |first: &Moments, second: &Moments| match variance {
        PairVariance::OfThePair => pooled_t_test(second, first, options).map(statistics),
        PairVariance::OfEachGroup | PairVariance::OfAllGroups => {
            welch_t_test(second, first, options).map(statistics)
        }
    };
    match variance {
        PairVariance::OfAllGroups => with_pooled_variance(groups, alternative, adjustment),
        PairVariance::OfThePair | PairVariance::OfEachGroup => all_pairs(groups, adjustment, of_pair),
    }
}

fn with_pooled_variance(
    groups: &[Moments],
    alternative: Alternative,
    adjustment: Adjustment,
) -> Result<Vec<PairTest>, Undefined> {
    let means = CommonVariance::of_groups(groups)?;
    let t = StudentT::new(means.df()).ok_or(Undefined::OutOfRange)?;
    let tests = means.pairs().into_iter().map(|difference| {
        let statistic = difference.statistic();
        let p_value = match alternative {
            Alternative::TwoSided => 2.0 * t.sf(libm::fabs(statistic)),
            Alternative::Less => t.cdf(statistic),
            Alternative::Greater => t.sf(statistic),
        };
        PairTest { groups: difference.groups, statistic, p_value, p_adjusted: p_value }
    });
    adjusted(tests.collect(), adjustment)
}

/// Paired t tests of all pairs of treatments; equals `pairwise.t.test(x, g, paired = TRUE)` of R.
///
/// # Errors
/// [`Undefined::NoSpread`] when the differences between two treatments do not vary.
pub fn pairwise_paired_t(
    blocks: &Blocks,
    alternative: Alternative,
    adjustment: Adjustment,
) -> Result<Vec<PairTest>, Undefined> {
    let options = TestOptions { alternative, ..TestOptions::default() };
    let treatments: Vec<usize> = (0..blocks.treatments()).collect();
    all_pairs(&treatments, adjustment, |&first, &second| {
        let difference = |row: &Vec<f64>| Some(row.get(second)? - row.get(first)?);
        let differences: Vec<f64> = blocks.rows().iter().filter_map(difference).collect();
        let moments = Moments::of_values(&differences).ok_or(Undefined::OutOfRange)?;
        one_sample_t_test(&moments, options).map(|test| (test.statistic, test.p_value))
    })
}

/// Mann-Whitney tests of all pairs of groups; `Greater` is larger values of the later group. Equals
/// `pairwise.wilcox.test` of R.
///
/// # Errors
/// [`Undefined::NoSpread`] when all values of two groups are equal.
pub fn pairwise_rank_sum(
    groups: &[Counted],
    method: PairRankMethod,
    alternative: Alternative,
    adjustment: Adjustment,
) -> Result<Vec<PairTest>, Undefined> {
    all_pairs(groups, adjustment, |first, second| {
        let method = match method {
            PairRankMethod::Fixed(method) => method,
            PairRankMethod::AsR => method_of_r(first, second),
        };
        let test = mann_whitney(second, first, alternative, method)?;
        Ok((test.statistic, test.p_value))
    })
}

fn method_of_r(first: &Counted, second: &Counted) -> MannWhitneyMethod {
    let distinct = first
        .values()
        .iter()
        .all(|value| second.values().binary_search_by(|other| other.total_cmp(value)).is_err())
        && [first, second].iter().all(|group| group.counts().iter().all(|&count| count == 1));
    if distinct && first.n().max(second.n()) < MannWhitneyMethod::EXACT_BELOW {
        MannWhitneyMethod::Exact
    } else {
        MannWhitneyMethod::NormalWithContinuity
    }
}

/// One test a pair, adjusted together.
fn all_pairs<Group>(
    groups: &[Group],
    adjustment: Adjustment,
    test: impl Fn(&Group, &Group) -> Result<(f64, f64), Undefined>,
) -> Result<Vec<PairTest>, Undefined> {
    if groups.len() < 2 {
        return Err(Undefined::WrongShape);
    }
    let of = |places: [usize; 2]| {
        let [first, second] = places.map(|place| &groups[place]);
        let (statistic, p_value) = test(first, second)?;
        Ok(PairTest { groups: places, statistic, p_value, p_adjusted: p_value })
    };
    adjusted(pairs(groups.len()).map(of).collect::<Result<Vec<_>, Undefined>>()?, adjustment)
}

fn adjusted(mut tests: Vec<PairTest>, adjustment: Adjustment) -> Result<Vec<PairTest>, Undefined> {
    // Twice a tail may exceed 1 by its last digit.
    let p_values: Vec<f64> = tests.iter().map(|test| test.p_value.min(1.0)).collect();
    for (test, adjusted) in tests.iter_mut().zip(adjust(&p_values, adjustment)?) {
        test.p_adjusted = adjusted;
    }
    Ok(tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_group_has_no_pairs() {
        let group = Moments::of_values(&[1.0, 2.0]).unwrap();
        for variance in [PairVariance::OfAllGroups, PairVariance::OfThePair, PairVariance::OfEachGroup] {
            let found = pairwise_t(&[group], variance, Alternative::TwoSided, Adjustment::Holm);
            assert_eq!(found, Err(Undefined::WrongShape));
        }
    }

    #[test]
    fn the_method_of_a_pair_is_exact_below_fifty_as_in_r() {
        let second = Counted::of_values(&[2.5, 7.5, 9.5]).unwrap();
        for (n, expected) in [(49, MannWhitneyMethod::Exact), (50, MannWhitneyMethod::NormalWithContinuity)] {
            let first = Counted::of_values(&(0..n).map(f64::from).collect::<Vec<_>>()).unwrap();
            let of = |method| {
                let groups = [first.clone(), second.clone()];
                pairwise_rank_sum(&groups, method, Alternative::TwoSided, Adjustment::None).unwrap()
            };
            assert_eq!(of(PairRankMethod::AsR), of(PairRankMethod::Fixed(expected)), "{n}");
        }
    }

    #[test]
    fn the_sides_of_a_pair_share_the_probability() {
        let groups = [&[1.0, 2.0, 4.0][..], &[3.0, 7.0, 5.0], &[2.0, 9.0, 8.0]]
            .map(|values| Moments::of_values(values).unwrap());
        for variance in [PairVariance::OfAllGroups, PairVariance::OfThePair, PairVariance::OfEachGroup] {
            let of = |alternative| pairwise_t(&groups, variance, alternative, Adjustment::None).unwrap()[0];
            let (less, greater) = (of(Alternative::Less), of(Alternative::Greater));
            assert!((less.p_value + greater.p_value - 1.0).abs() < 1e-14);
            assert!(greater.statistic > 0.0 && greater.p_value < 0.5);
        }
    }
}
