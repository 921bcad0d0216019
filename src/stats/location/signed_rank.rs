//! Wilcoxon's signed rank test.

mod exact;
mod normal;

use super::walsh::WalshAverages;
use super::{Continuity, limits, normal_p_value, tail};
use crate::stats::midranks::Midranks;
use crate::stats::{Alternative, Limits, TestOptions, Undefined};
use exact::ExactV;
use normal::Search;

/// How the p-value is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedRankMethod {
    /// From all ways to give the ranks signs, ties included: conditional on the ties, as
    /// `exactRankTests::wilcox.exact` of R; without ties and zeros `wilcox.test(exact = TRUE)`.
    Exact,
    /// Normal approximation with the variance corrected for ties and a continuity correction of ½:
    /// `wilcox.test(exact = FALSE)` of R.
    NormalWithContinuity,
    /// The same without continuity correction: `wilcox.test(exact = FALSE, correct = FALSE)` of R.
    Normal,
}

/// What becomes of values equal to the null value, which have no sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ZeroHandling {
    /// They are left out before ranking: Wilcoxon, and R.
    #[default]
    Wilcox,
    /// They are ranked, and their ranks left out: Pratt, J Am Stat Assoc 1959;54:655; `coin::wilcoxsign_test` of R and
    /// `zero_method = "pratt"` of scipy.
    Pratt,
}

/// The result of a signed rank test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignedRank {
    /// Sum of the ranks of values above the null value: R's `V`.
    pub statistic: f64,
    /// Sum of the ranks of values below it. scipy's two-sided statistic is the smaller of the two.
    pub statistic_negative: f64,
    /// The standardised statistic behind a normal p-value, corrected for continuity where the method is; `None` when
    /// exact.
    pub z: Option<f64>,
    /// Probability of a V as far out, on the side or sides of the alternative.
    pub p_value: f64,
    /// Matched-pairs rank-biserial correlation `(V₊ − V₋) / (V₊ + V₋)`, from −1 to 1. Source: Kerby, Compr Psychol
    /// 2014;3:1.
    pub rank_biserial: f64,
    /// The Hodges-Lehmann pseudomedian: the median of the means of all pairs of values.
    pub hodges_lehmann: f64,
    /// The pseudomedian as `wilcox.test(conf.int = TRUE)` reports it: when exact the Hodges-Lehmann one; else the place
    /// where the tie-corrected normal statistic crosses zero, to 1e-4.
    pub estimate: f64,
    /// Interval of the pseudomedian, open to one side after a one-sided test: when exact from one mean of two values to
    /// another; else from where the normal statistic crosses its quantile, to 1e-4, as R searches; open when all values
    /// are equal.
    pub conf_int: Limits,
    /// Level that the interval aims at: the one asked for, or where so few values cannot reach it with a normal
    /// interval, the next that they can, halving what is missing as R does.
    pub conf_level: f64,
    /// Values that have a sign.
    pub n: usize,
    /// Values equal to the null value.
    pub zeros: usize,
}

/// Wilcoxon's signed rank test of whether values lie symmetrically around the null value; of differences, the paired
/// test.
///
/// `V = Σ rank |x − null|` over the values above it. The pseudomedian and its interval are those of the values that the
/// zero handling keeps; the exact interval uses R's `qsignrank` also where ranks are tied, which is on the wide side.
/// Assumes independent values, symmetric around their median. Source: Wilcoxon, Biometrics 1945;1:80; Hollander &
/// Wolfe, Nonparametric Statistical Methods, 1999, sections 3.1 to 3.3.
///
/// # Errors
/// [`Undefined::TooFewValues`] when there are none, [`Undefined::BadValues`] for a value that is not finite,
/// [`Undefined::NoSpread`] when all equal the null value, [`Undefined::TooManyValues`] for the exact method on more than [`SignedRankMethod::EXACT_MOST`] values.
pub fn signed_rank_test(
    values: &[f64],
    method: SignedRankMethod,
    zeros: ZeroHandling,
    options: TestOptions,
) -> Result<SignedRank, Undefined> {
    let sample = Signed::new(values, zeros, options.null_value)?;
    let walsh = WalshAverages::of(&sample.kept);
    let hodges_lehmann = walsh.median()?;
    let inference = match method {
        SignedRankMethod::Exact => exact(&sample, &walsh, hodges_lehmann, options)?,
        SignedRankMethod::NormalWithContinuity => normal(&sample, zeros, Continuity::Half, options)?,
        SignedRankMethod::Normal => normal(&sample, zeros, Continuity::None, options)?,
    };
    Ok(SignedRank {
        statistic: sample.positive,
        statistic_negative: sample.negative,
        z: inference.z,
        p_value: inference.p_value,
        rank_biserial: (sample.positive - sample.negative) / (sample.positive + sample.negative),
        hodges_lehmann,
        estimate: inference.estimate,
        conf_int: inference.conf_int,
        conf_level: inference.conf_level,
        n: sample.ranks.ranks.len(),
        zeros: sample.zeros,
    })
}

impl SignedRankMethod {
    /// The most values whose signs are counted.
    pub const EXACT_MOST: usize = 500;
}

/// What the methods find each in its way.
struct Inference {
    z: Option<f64>,
    p_value: f64,
    estimate: f64,
    conf_int: Limits,
    conf_level: f64,
}

fn exact(
    sample: &Signed,
    walsh: &WalshAverages,
    estimate: f64,
    options: TestOptions,
) -> Result<Inference, Undefined> {
    if sample.kept.len() > SignedRankMethod::EXACT_MOST {
        return Err(Undefined::TooManyValues);
    }
    let p_value = ExactV::new(&sample.ranks.ranks).p_value(sample.positive, options.alternative);
    let places: Vec<f64> = (1..=sample.kept.len()).map(|place| place as f64).collect();
    let quantile = ExactV::new(&places).lower_quantile(tail(options.alternative, options.confidence));
    let rank = (quantile / 2).max(1) as u128;
    let conf_int =
        limits(options.alternative, || walsh.at_rank(rank), || walsh.at_rank(walsh.n() + 1 - rank))?;
    Ok(Inference { z: None, p_value, estimate, conf_int, conf_level: options.confidence.level() })
}

fn normal(
    sample: &Signed,
    zeros: ZeroHandling,
    continuity: Continuity,
    options: TestOptions,
) -> Result<Inference, Undefined> {
    let z = sample.standardised(options.alternative, continuity).ok_or(Undefined::NoSpread)?;
    let search = Search { values: &sample.kept, zeros, alternative: options.alternative };
    let p_value = normal_p_value(z, options.alternative);
    let (estimate, (conf_int, conf_level)) = match search.equal_ends() {
        Some(middle) => (middle, (Limits { low: None, high: None }, 0.0)),
        None => (search.crossing(Continuity::None, 0.0)?, search.limits(continuity, options.confidence)?),
    };
    Ok(Inference { z: Some(z), p_value, estimate, conf_int, conf_level })
}

/// A sample around its null value.
struct Signed {
    /// The values that the zero handling keeps.
    kept: Vec<f64>,
    /// Ranks of the distances of those with a sign, shared where equal; with Pratt's zeros ranked below.
    ranks: Midranks,
    positive: f64,
    negative: f64,
    zeros: usize,
    /// Zeros that take part in the ranking.
    ranked_zeros: f64,
}

impl Signed {
    fn new(values: &[f64], zeros: ZeroHandling, null_value: f64) -> Result<Self, Undefined> {
        if values.is_empty() {
            return Err(Undefined::TooFewValues);
        }
        let from_null: Vec<f64> = values.iter().map(|value| value - null_value).collect();
        if from_null.iter().any(|value| !value.is_finite()) {
            return Err(Undefined::BadValues);
        }
        let signed: Vec<f64> = from_null.iter().copied().filter(|&value| value != 0.0).collect();
        if signed.is_empty() {
            return Err(Undefined::NoSpread);
        }
        let zero_count = values.len() - signed.len();
        // R takes the null value off and adds it again, and so rounds.
        let (kept, ranked_zeros) = match zeros {
            ZeroHandling::Wilcox => (signed.iter().map(|value| value + null_value).collect(), 0),
            ZeroHandling::Pratt => (from_null.iter().map(|value| value + null_value).collect(), zero_count),
        };
        let ranks = ranks_of_distances(&signed, ranked_zeros);
        let sum = |is_wanted: fn(f64) -> bool| {
            let wanted = signed.iter().zip(&ranks.ranks).filter(|(value, _)| is_wanted(**value));
            wanted.map(|(_, rank)| rank).sum()
        };
        let (positive, negative) = (sum(|value| value > 0.0), sum(|value| value < 0.0));
        Ok(Self { kept, positive, negative, zeros: zero_count, ranked_zeros: ranked_zeros as f64, ranks })
    }

    /// `None` when there is no spread.
    fn standardised(&self, alternative: Alternative, continuity: Continuity) -> Option<f64> {
        let deviation = 0.5 * (self.positive - self.negative);
        let squares = |n: f64| n * (n + 1.0) * (2.0 * n + 1.0);
        let zeros = self.ranked_zeros;
        let all = self.ranks.ranks.len() as f64 + zeros;
        let variance = (squares(all) - squares(zeros)) / 24.0 - self.ranks.tie_term() / 48.0;
        let sd = libm::sqrt(variance);
        (sd > 0.0).then(|| (deviation - continuity.correction(deviation, alternative)) / sd)
    }
}

fn ranks_of_distances(signed: &[f64], zeros_below: usize) -> Midranks {
    let distances: Vec<f64> = signed.iter().map(|value| value.abs()).collect();
    let mut ranks = Midranks::of(&distances);
    for rank in &mut ranks.ranks {
        *rank += zeros_below as f64;
    }
    ranks
}

#[cfg(test)]
mod tests;
