//! Wilcoxon's rank sum test with the shift it estimates.

use super::{Continuity, Point, crossing, limits, tail};
use crate::stats::mann_whitney::{
    Differences, Pooled, any_lower_quantile, exact_p_value_as_far, mann_whitney,
};
use crate::stats::{
    Alternative, Confidence, Counted, Limits, MannWhitney, MannWhitneyMethod, Normal, TestOptions, Undefined,
};

/// The result of a rank sum test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankSum {
    /// The test of a shift by the null value, its `statistic` R's `W`.
    pub test: MannWhitney,
    /// The standardised statistic behind a normal p-value, corrected for continuity where the method is; `None` when
    /// exact.
    pub z: Option<f64>,
    /// Two-sided exact p-value by distance from the mean, see [`exact_p_value_as_far`]; `None` when not exact.
    pub p_value_as_far: Option<f64>,
    /// The Hodges-Lehmann shift first − second: the median of all pairwise differences.
    pub hodges_lehmann: f64,
    /// The shift as `wilcox.test(conf.int = TRUE)` reports it: when exact the Hodges-Lehmann shift; else the place where
    /// the tie-corrected normal statistic crosses zero, to 1e-4. Where it is zero all along a stair, the place where R's
    /// search ends, which is not the middle and not the same for shifted values.
    pub estimate: f64,
    /// Interval of the shift, open to one side after a one-sided test: when exact from one pairwise difference to another;
    /// else from where the tie-corrected normal statistic crosses its quantile, to 1e-4, as R searches. Open where all
    /// values of a group are equal in either, so that a shift can make all equal.
    pub conf_int: Limits,
}

/// Wilcoxon's rank sum test (Mann-Whitney) of a shift between two groups, with the shift and its interval.
///
/// The same test as [`mann_whitney`] of `first − null value`. The exact interval runs from the `q`-th smallest to the
/// `q`-th largest pairwise difference, with R's `qwilcox` for `q` also where values are tied, which is on the wide side.
/// Assumes independent values and groups that differ by a shift only. Source: Hollander & Wolfe, Nonparametric
/// Statistical Methods, 1999, sections 4.1 to 4.3; equals `wilcox.test(x, y, conf.int = TRUE)` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] for an empty group, [`Undefined::BadValues`] for a value that is not finite,
/// [`Undefined::NoSpread`] when all values are equal, [`Undefined::TooManyValues`] for the exact method on groups of more than about 150.
pub fn rank_sum_test(
    first: &[f64],
    second: &[f64],
    method: MannWhitneyMethod,
    options: TestOptions,
) -> Result<RankSum, Undefined> {
    let (first, second) = (Counted::of_values(first)?, Counted::of_values(second)?);
    let shifted = first.less(options.null_value)?;
    let test = mann_whitney(&shifted, &second, options.alternative, method)?;
    let differences = Differences::new(&first, &second);
    let hodges_lehmann = differences.median()?;
    let (alternative, confidence) = (options.alternative, options.confidence);
    let continuity = match method {
        MannWhitneyMethod::Exact => {
            let p_value_as_far = Some(exact_p_value_as_far(&shifted, &second)?);
            let conf_int =
                exact_limits(&differences, &first, &second, tail(alternative, confidence), alternative)?;
            return Ok(RankSum {
                test,
                z: None,
                p_value_as_far,
                hodges_lehmann,
                estimate: hodges_lehmann,
                conf_int,
            });
        }
        MannWhitneyMethod::NormalWithContinuity => Continuity::Half,
        MannWhitneyMethod::Normal => Continuity::None,
    };
    let z = standardised(&shifted, &second, alternative, continuity);
    let search = Search::new(&first, &second, alternative)?;
    let (estimate, conf_int) = if search.has_spread() {
        (search.crossing(Continuity::None, 0.0)?, search.limits(continuity, confidence)?)
    } else {
        (hodges_lehmann, Limits { low: None, high: None })
    };
    Ok(RankSum { test, z, p_value_as_far: None, hodges_lehmann, estimate, conf_int })
}

fn exact_limits(
    differences: &Differences<'_>,
    first: &Counted,
    second: &Counted,
    tail: f64,
    alternative: Alternative,
) -> Result<Limits, Undefined> {
    let quantile = any_lower_quantile(first.n(), second.n(), tail).ok_or(Undefined::TooManyValues)?;
    let rank = u128::from(quantile.max(1));
    limits(alternative, || differences.at_rank(rank), || differences.at_rank(differences.n() + 1 - rank))
}

/// `None` when all values are equal.
fn standardised(
    first: &Counted,
    second: &Counted,
    alternative: Alternative,
    continuity: Continuity,
) -> Option<f64> {
    let (deviation, sd) = Pooled::new(first, second).deviation()?;
    Some((deviation - continuity.correction(deviation, alternative)) / sd)
}

/// The statistic as the first group is moved down by more and more.
struct Search<'a> {
    first: &'a Counted,
    second: &'a Counted,
    alternative: Alternative,
    /// The smallest and the largest pairwise difference.
    ends: [f64; 2],
}

impl<'a> Search<'a> {
    fn new(first: &'a Counted, second: &'a Counted, alternative: Alternative) -> Result<Self, Undefined> {
        let differences = Differences::new(first, second);
        let ends = [differences.at_rank(1)?, differences.at_rank(differences.n())?];
        Ok(Self { first, second, alternative, ends })
    }

    fn at(&self, shift: f64, continuity: Continuity) -> Option<f64> {
        standardised(&self.first.less(shift).ok()?, self.second, self.alternative, continuity)
    }

    /// Whether the statistic exists all the way.
    fn has_spread(&self) -> bool {
        self.ends.iter().all(|&end| self.at(end, Continuity::None).is_some())
    }

    /// Where the statistic crosses `level`; an end where it does not.
    fn crossing(&self, continuity: Continuity, level: f64) -> Result<f64, Undefined> {
        let height = |shift: f64| Some(self.at(shift, continuity)? - level);
        let [low, high] = self.ends;
        let start = Point { x: low, height: height(low).ok_or(Undefined::NoSpread)? };
        let end = Point { x: high, height: height(high).ok_or(Undefined::NoSpread)? };
        if start.height <= 0.0 {
            return Ok(low);
        }
        if end.height >= 0.0 {
            return Ok(high);
        }
        crossing(start, end, height).ok_or(Undefined::NoSpread)
    }

    fn limits(&self, continuity: Continuity, confidence: Confidence) -> Result<Limits, Undefined> {
        let quantile =
            Normal.quantile(1.0 - tail(self.alternative, confidence)).ok_or(Undefined::OutOfRange)?;
        limits(
            self.alternative,
            || self.crossing(continuity, quantile),
            || self.crossing(continuity, -quantile),
        )
    }
}
