//! Differences between the means of two groups at a time.

use libm::{fabs, sqrt};

use super::anova::{largest_mean, variation_within};
use crate::domain::Interval;
use crate::stats::{Moments, Undefined};

/// Two of several groups compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Which groups, by their place from 0; the difference is second − first.
    pub groups: [usize; 2],
    /// Difference of the means.
    pub estimate: f64,
    /// Standard error of the difference.
    pub standard_error: f64,
    /// `estimate / standard_error`, a t statistic.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// Two-sided, adjusted for the number of comparisons as the method says.
    pub p_adjusted: f64,
    /// Interval of the difference, simultaneous as the method says.
    pub conf_int: Interval,
}

/// The mean of a group and how many values stand behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupMean {
    /// Number of values, or an equivalent of it; positive.
    pub n: f64,
    /// The mean, also one adjusted for other factors.
    pub mean: f64,
}

/// Means that share one estimate of the variance of a value.
#[derive(Debug, Clone, PartialEq)]
pub struct CommonVariance {
    means: Vec<GroupMean>,
    mean_square: f64,
    df: f64,
}

impl CommonVariance {
    /// Means with the residual mean square of their model and its degrees of freedom.
    ///
    /// # Errors
    /// [`Undefined::WrongShape`] for fewer than two means, [`Undefined::NoSpread`] for a mean square of zero,
    /// [`Undefined::TooFewValues`] for fewer than one degree of freedom or a group without values,
    /// [`Undefined::BadValues`] when a number is not finite or the mean square is negative.
    pub fn new(means: Vec<GroupMean>, mean_square: f64, df: f64) -> Result<Self, Undefined> {
        let is_finite = means.iter().all(|group| group.mean.is_finite() && group.n.is_finite());
        if !(is_finite && mean_square.is_finite() && df.is_finite() && mean_square >= 0.0) {
            return Err(Undefined::BadValues);
        }
        if means.len() < 2 {
            return Err(Undefined::WrongShape);
        }
        if df < 1.0 || means.iter().any(|group| group.n <= 0.0) {
            return Err(Undefined::TooFewValues);
        }
        if mean_square == 0.0 {
            return Err(Undefined::NoSpread);
        }
        Ok(Self { means, mean_square, df })
    }

    /// Groups with the variance within them, as after a one-way analysis of variance.
    ///
    /// # Errors
    /// As [`super::one_way_anova`].
    pub fn of_groups(groups: &[Moments]) -> Result<Self, Undefined> {
        let within = variation_within(groups, largest_mean(groups))?;
        let mean = |group: &Moments| GroupMean { n: f64::from(group.n), mean: group.mean };
        Self::new(groups.iter().map(mean).collect(), within.mean_sq(), within.df)
    }

    /// The means, at least two.
    pub fn means(&self) -> &[GroupMean] {
        &self.means
    }

    /// Number of means.
    pub fn k(&self) -> f64 {
        self.means.len() as f64
    }

    /// Degrees of freedom of the variance.
    pub const fn df(&self) -> f64 {
        self.df
    }

    /// Standard deviation of a value.
    pub fn standard_deviation(&self) -> f64 {
        sqrt(self.mean_square)
    }

    /// All pairs, in R's order: the second and third group with the first, then the third with the second.
    pub(super) fn pairs(&self) -> Vec<Difference> {
        pairs(self.means.len()).filter_map(|groups| self.difference(groups)).collect()
    }

    /// The difference second − first of two groups.
    pub(super) fn difference(&self, groups: [usize; 2]) -> Option<Difference> {
        let [first, second] = [self.means.get(groups[0])?, self.means.get(groups[1])?];
        let standard_error = sqrt(self.mean_square * (1.0 / first.n + 1.0 / second.n));
        Some(Difference { groups, estimate: second.mean - first.mean, standard_error, df: self.df })
    }
}

/// Pairs of places below `count`, in R's order.
pub(super) fn pairs(count: usize) -> impl Iterator<Item = [usize; 2]> {
    (0..count).flat_map(move |first| (first + 1..count).map(move |second| [first, second]))
}

/// A difference before it is tested.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Difference {
    pub groups: [usize; 2],
    pub estimate: f64,
    pub standard_error: f64,
    pub df: f64,
}

impl Difference {
    /// Welch's difference of two means, each with the variance of its own group.
    ///
    /// # Errors
    /// [`Undefined::TooFewValues`] for a group of one value, [`Undefined::NoSpread`] when neither varies.
    pub fn of_unlike(groups: [usize; 2], first: &Moments, second: &Moments) -> Result<Self, Undefined> {
        let squared =
            |group: &Moments| Ok(group.variance.ok_or(Undefined::TooFewValues)? / f64::from(group.n));
        let [a, b] = [squared(first)?, squared(second)?];
        let standard_error = sqrt(a + b);
        if standard_error <= 10.0 * f64::EPSILON * fabs(first.mean).max(fabs(second.mean)) {
            return Err(Undefined::NoSpread);
        }
        let df =
            (a + b) * (a + b) / (a * a / (f64::from(first.n) - 1.0) + b * b / (f64::from(second.n) - 1.0));
        Ok(Self { groups, estimate: second.mean - first.mean, standard_error, df })
    }

    /// The t statistic.
    pub fn statistic(&self) -> f64 {
        self.estimate / self.standard_error
    }

    /// With its p-value and an interval of so many standard errors.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] when a number is not finite.
    pub fn tested(self, p_adjusted: f64, errors: f64) -> Result<Comparison, Undefined> {
        let half_width = errors * self.standard_error;
        let conf_int = Interval::new(self.estimate - half_width, self.estimate + half_width)
            .filter(|_| p_adjusted.is_finite())
            .ok_or(Undefined::OutOfRange)?;
        Ok(Comparison {
            groups: self.groups,
            estimate: self.estimate,
            standard_error: self.standard_error,
            statistic: self.statistic(),
            df: self.df,
            p_adjusted,
            conf_int,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(n: f64, mean: f64) -> Vec<GroupMean> {
        vec![GroupMean { n, mean }, GroupMean { n: 3.0, mean: 2.0 }]
    }

    #[test]
    fn what_is_no_common_variance_is_refused_with_a_reason() {
        let of = |means: Vec<GroupMean>, mean_square, df| CommonVariance::new(means, mean_square, df).err();
        assert_eq!(of(means(4.0, f64::NAN), 1.0, 5.0), Some(Undefined::BadValues));
        assert_eq!(of(means(f64::INFINITY, 1.0), 1.0, 5.0), Some(Undefined::BadValues));
        for (mean_square, df) in [(f64::NAN, 5.0), (-1.0, 5.0), (1.0, f64::NAN)] {
            assert_eq!(of(means(4.0, 1.0), mean_square, df), Some(Undefined::BadValues));
        }
        assert_eq!(of(means(4.0, 1.0), 0.0, 5.0), Some(Undefined::NoSpread));
        assert_eq!(of(means(4.0, 1.0), 1.0, 0.5), Some(Undefined::TooFewValues));
        assert_eq!(of(means(0.0, 1.0), 1.0, 5.0), Some(Undefined::TooFewValues));
        assert_eq!(of(means(4.0, 1.0), 1.0, 1.0), None);
    }

    #[test]
    fn means_that_differ_in_rounding_only_have_no_error() {
        for (mean, variance) in [(0.0, 0.0), (1e6, 1e-22)] {
            let group = Moments { n: 3, mean, variance: Some(variance) };
            assert_eq!(Difference::of_unlike([0, 1], &group, &group), Err(Undefined::NoSpread), "{mean}");
        }
    }
}
