//! Dunnett's comparisons of several groups with one control.

use libm::fabs;

use super::anova::{largest_mean, variation_within};
use super::comparison::{CommonVariance, Difference};
use crate::domain::Finite;
use crate::stats::distribution::{Dunnett, Sides};
use crate::stats::{Alternative, Confidence, Limits, Moments, Undefined};

/// One group compared with the control.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ControlComparison {
    /// The group, by its place from 0 among all with the control.
    pub group: usize,
    /// Its mean less that of the control.
    pub estimate: f64,
    /// Standard error of the difference.
    pub standard_error: f64,
    /// `estimate / standard_error`, a t statistic.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// By the alternative, adjusted for the number of groups.
    pub p_adjusted: f64,
    /// Simultaneous interval, open to one side after a one-sided test.
    pub conf_int: Limits,
}

/// Dunnett's test of every other group against the control, with one common variance.
///
/// `p = P(max |T| > |t|)` for multivariate t with the correlations `√(λᵢ λⱼ)`, `λᵢ = nᵢ / (nᵢ + n₀)`; one-sided with
/// `max T`. Assumes independent, nearly normal values. Source: Dunnett, J Am Stat Assoc 1955;50:1096; equals
/// `glht(model, mcp(group = "Dunnett"))` of R's multcomp within its error of integration, about 1e-4.
///
/// # Errors
/// As [`super::one_way_anova`]; [`Undefined::BadOption`] when there is no group at the place of the control.
pub fn dunnett(
    groups: &[Moments],
    control: usize,
    alternative: Alternative,
    confidence: Confidence,
) -> Result<Vec<ControlComparison>, Undefined> {
    let within = variation_within(groups, largest_mean(groups))?;
    let size = groups.get(control).ok_or(Undefined::BadOption)?.n;
    let places: Vec<usize> = (0..groups.len()).filter(|&place| place != control).collect();
    let others: Vec<u32> =
        places.iter().filter_map(|&place| groups.get(place)).map(|group| group.n).collect();
    let sides = match alternative {
        Alternative::TwoSided => Sides::Two,
        Alternative::Less | Alternative::Greater => Sides::One,
    };
    let largest = Dunnett::of_group_sizes(size, &others, within.df, sides).ok_or(Undefined::OutOfRange)?;
    let critical = largest.upper_quantile(1.0 - confidence.level()).ok_or(Undefined::OutOfRange)?;
    let means = CommonVariance::of_groups(groups)?;
    let compared = places.iter().map(|&place| {
        let difference = means.difference([control, place]).ok_or(Undefined::BadOption)?;
        tested(difference, &largest, critical, alternative)
    });
    compared.collect()
}

fn tested(
    difference: Difference,
    largest: &Dunnett,
    critical: f64,
    alternative: Alternative,
) -> Result<ControlComparison, Undefined> {
    let statistic = difference.statistic();
    let half_width = critical * difference.standard_error;
    let at = |limit: f64| Finite::new(limit).ok_or(Undefined::OutOfRange);
    let (low, high) = (at(difference.estimate - half_width)?, at(difference.estimate + half_width)?);
    let (p_adjusted, conf_int) = match alternative {
        Alternative::TwoSided => (largest.sf(fabs(statistic)), Limits { low: Some(low), high: Some(high) }),
        Alternative::Greater => (largest.sf(statistic), Limits { low: Some(low), high: None }),
        Alternative::Less => (largest.sf(-statistic), Limits { low: None, high: Some(high) }),
    };
    Ok(ControlComparison {
        group: difference.groups[1],
        estimate: difference.estimate,
        standard_error: difference.standard_error,
        statistic,
        df: difference.df,
        p_adjusted,
        conf_int,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{TestOptions, pooled_t_test};

    fn groups() -> [Moments; 3] {
        [&[4.0, 1.0, 3.5, 7.0][..], &[2.0, 9.0, 8.5], &[5.0, 6.0, 7.5, 1.0]]
            .map(|values| Moments::of_values(values).unwrap())
    }

    #[test]
    fn one_group_and_its_control_are_compared_as_by_the_t_test() {
        let [control, treated, _] = groups();
        for alternative in [Alternative::TwoSided, Alternative::Less, Alternative::Greater] {
            let found = dunnett(&[control, treated], 0, alternative, Confidence::NINETY_FIVE).unwrap()[0];
            let options = TestOptions { alternative, ..TestOptions::default() };
            let expected = pooled_t_test(&treated, &control, options).unwrap();
            assert!((found.p_adjusted - expected.p_value).abs() < 1e-11);
            let limits =
                [(found.conf_int.low, expected.conf_int.low), (found.conf_int.high, expected.conf_int.high)];
            for (found, expected) in limits {
                let [found, expected] = [found, expected].map(|limit| limit.map_or(0.0, Finite::get));
                assert!((found - expected).abs() < 1e-8, "{alternative:?} {found} {expected}");
            }
        }
    }

    #[test]
    fn any_group_may_be_the_control() {
        let found = dunnett(&groups(), 1, Alternative::TwoSided, Confidence::NINETY_FIVE).unwrap();
        assert_eq!(found.iter().map(|comparison| comparison.group).collect::<Vec<_>>(), [0, 2]);
        let none = dunnett(&groups(), 3, Alternative::TwoSided, Confidence::NINETY_FIVE);
        assert_eq!(none, Err(Undefined::BadOption));
    }
}
