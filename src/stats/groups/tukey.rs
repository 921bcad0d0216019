//! Tukey's comparisons of all pairs of means, with one common variance or (Games and Howell) with each group's own.

use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};

use libm::fabs;

use super::comparison::{CommonVariance, Comparison, Difference, pairs};
use crate::stats::{Confidence, Moments, StudentizedRange, Undefined};

/// Tukey's honestly significant differences; of groups of unlike sizes Tukey and Kramer's.
///
/// `p = P(Q > √2 |t|)` with `Q` the studentised range of `k` means on `df` degrees of freedom; intervals of
/// `Q(confidence) / √2` standard errors. Together the intervals have the confidence for equal sizes, more for unlike
/// ones (Hayter, Ann Stat 1984;12:61). Assumes independent, nearly normal values with one common variance. After a model
/// with several factors the means are those adjusted for the others, and the mean square is the residual one. Source:
/// Tukey 1953; Kramer, Biometrics 1956;12:307; equals `TukeyHSD` of R.
///
/// # Errors
/// [`Undefined::OutOfRange`] when a limit is beyond floating-point numbers.
pub fn tukey_hsd(means: &CommonVariance, confidence: Confidence) -> Result<Vec<Comparison>, Undefined> {
    let range = studentized_range(means.means().len(), means.df())?;
    let critical = critical(range, confidence)?;
    means.pairs().into_iter().map(|difference| tested(difference, range, critical)).collect()
}

/// Games and Howell's comparisons of all pairs of means of groups whose variances may differ.
///
/// As [`tukey_hsd`], with Welch's standard error `√(sᵢ²/nᵢ + sⱼ²/nⱼ)` and degrees of freedom for each pair. Assumes
/// independent values with nearly normal means; from about six values a group on. Source: Games & Howell, J Educ Stat
/// 1976;1:113; equals `games_howell_test` of R's rstatix.
///
/// # Errors
/// [`Undefined::WrongShape`] for fewer than two groups, [`Undefined::TooFewValues`] for a group of one value,
/// [`Undefined::NoSpread`] when the values of two groups do not vary.
pub fn games_howell(groups: &[Moments], confidence: Confidence) -> Result<Vec<Comparison>, Undefined> {
    if groups.len() < 2 {
        return Err(Undefined::WrongShape);
    }
    let compare = |[first, second]: [usize; 2]| {
        let difference = Difference::of_unlike([first, second], &groups[first], &groups[second])?;
        let range = studentized_range(groups.len(), difference.df)?;
        tested(difference, range, critical(range, confidence)?)
    };
    pairs(groups.len()).map(compare).collect()
}

fn studentized_range(means: usize, df: f64) -> Result<StudentizedRange, Undefined> {
    let means = u32::try_from(means).map_err(|_| Undefined::TooManyValues)?;
    StudentizedRange::new(means, df).ok_or(Undefined::OutOfRange)
}

/// How many standard errors an interval is wide to each side.
fn critical(range: StudentizedRange, confidence: Confidence) -> Result<f64, Undefined> {
    let quantile = range.upper_quantile(1.0 - confidence.level()).ok_or(Undefined::OutOfRange)?;
    Ok(FRAC_1_SQRT_2 * quantile)
}

fn tested(difference: Difference, range: StudentizedRange, critical: f64) -> Result<Comparison, Undefined> {
    difference.tested(range.sf(SQRT_2 * fabs(difference.statistic())), critical)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{TestOptions, pooled_t_test, welch_t_test};

    fn moments(values: &[f64]) -> Moments {
        Moments::of_values(values).unwrap()
    }

    #[test]
    fn two_groups_are_compared_as_by_the_t_tests() {
        let groups = [moments(&[4.0, 1.0, 3.5, 7.0]), moments(&[2.0, 9.0, 8.5])];
        let tukey = tukey_hsd(&CommonVariance::of_groups(&groups).unwrap(), Confidence::NINETY_FIVE).unwrap();
        let howell = games_howell(&groups, Confidence::NINETY_FIVE).unwrap();
        let options = TestOptions::default();
        let pooled = pooled_t_test(&groups[1], &groups[0], options).unwrap();
        let welch = welch_t_test(&groups[1], &groups[0], options).unwrap();
        for (found, expected) in [(tukey[0], pooled), (howell[0], welch)] {
            assert!((found.p_adjusted - expected.p_value).abs() < 1e-12);
            assert!((found.conf_int.low.get() - expected.conf_int.low.unwrap().get()).abs() < 1e-9);
        }
    }

    #[test]
    fn the_interval_of_a_difference_touches_zero_where_its_p_value_is_the_level() {
        let groups = [moments(&[4.0, 1.0, 3.5, 7.0]), moments(&[2.0, 9.0, 8.5]), moments(&[5.0, 6.0, 7.5])];
        let means = CommonVariance::of_groups(&groups).unwrap();
        for first in tukey_hsd(&means, Confidence::NINETY_FIVE).unwrap() {
            let level = Confidence::new(1.0 - first.p_adjusted).unwrap();
            let all = tukey_hsd(&means, level).unwrap();
            let same = all.iter().find(|other| other.groups == first.groups).unwrap();
            let nearest = same.conf_int.low.get().abs().min(same.conf_int.high.get().abs());
            assert!(nearest < 1e-7 * first.standard_error, "{same:?}");
        }
    }

    #[test]
    fn groups_that_cannot_be_compared_are_refused_with_a_reason() {
        let [varied, constant, single] = [&[1.0, 2.0][..], &[3.0, 3.0], &[3.0]].map(moments);
        let of = |groups: &[Moments]| games_howell(groups, Confidence::NINETY_FIVE);
        assert_eq!(of(&[varied]), Err(Undefined::WrongShape));
        assert_eq!(of(&[varied, single]), Err(Undefined::TooFewValues));
        assert_eq!(of(&[varied, constant, constant]), Err(Undefined::NoSpread));
    }
}
