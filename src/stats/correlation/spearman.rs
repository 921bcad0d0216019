//! Spearman's rank correlation.

mod exact;

use libm::{exp, sqrt};

use super::{fisher_interval, product_moment, refuse_unless_finite, t_of};
use crate::stats::midranks::Midranks;
use crate::stats::{Alternative, Confidence, Limits, Normal, Undefined};
use exact::{MOST_ENUMERATED, share_as_far};

/// How the p-value is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpearmanMethod {
    /// As `cor.test(method = "spearman")` of R: from all orders for up to 9 pairs, by the Edgeworth series of AS 89 up to
    /// 1290, and by t where values are tied or pairs are more.
    AsR,
    /// From all orders, ties included, for up to 11 pairs.
    Permutation,
    /// By t on `n − 2` degrees of freedom: `cor.test(method = "spearman", exact = FALSE)` of R, and scipy.
    StudentT,
    /// The same with R's continuity correction, `continuity = TRUE`.
    StudentTWithContinuity,
}

/// What the p-value was computed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpearmanDistribution {
    /// All orders of the ranks.
    Permutation,
    /// The Edgeworth series of AS 89.
    Edgeworth,
    /// Student's t.
    StudentT,
}

/// The variance of `atanh ρ` in the interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SpearmanInterval {
    /// `(1 + ρ²/2) / (n − 3)`: Bonett & Wright, Psychometrika 2000;65:23.
    #[default]
    BonettWright,
    /// `1.06 / (n − 3)`: Fieller, Hartley & Pearson, Biometrika 1957;44:470.
    Fieller,
    /// `1 / (n − 3)`, as of Pearson's correlation.
    Fisher,
}

/// Spearman's correlation with its test and interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spearman {
    /// R's `S = (n³ − n)(1 − ρ) / 6`, without ties the sum of the squared differences of ranks.
    pub statistic: f64,
    /// t of ρ; `None` where it is infinite, for ρ of −1 or 1, or for two pairs.
    pub t: Option<f64>,
    /// Probability of a correlation as far out, by the alternative.
    pub p_value: f64,
    /// What the p-value was computed by.
    pub distribution: SpearmanDistribution,
    /// ρ, from −1 to 1.
    pub estimate: f64,
    /// Interval by Fisher's transform; open for three pairs or fewer.
    pub conf_int: Limits,
}

/// Spearman's rank correlation: Pearson's of the ranks, equal values sharing theirs.
///
/// Assumes independent pairs. Source: Spearman, Am J Psychol 1904;15:72; Best & Roberts, Appl Stat 1975;24:377,
/// algorithm AS 89, for its distribution.
///
/// # Errors
/// [`Undefined::TooFewValues`] for fewer than two pairs, or three with t; [`Undefined::BadValues`] for a value that is not
/// finite, [`Undefined::NoSpread`] when a variable does not vary, [`Undefined::TooManyValues`] for all orders of more
/// than 11.
pub fn spearman_correlation(
    pairs: &[[f64; 2]],
    method: SpearmanMethod,
    alternative: Alternative,
    confidence: Confidence,
    interval: SpearmanInterval,
) -> Result<Spearman, Undefined> {
    refuse_unless_finite(pairs)?;
    if pairs.len() < 2 {
        return Err(Undefined::TooFewValues);
    }
    let ranked = Ranked::new(pairs);
    let estimate = product_moment(&ranked.pairs)?;
    let n = pairs.len() as f64;
    let statistic = (n * n * n - n) * (1.0 - estimate) / 6.0;
    let (distribution, p_value) = ranked.p_value(estimate, method, alternative)?;
    let t = t_of(estimate, pairs.len(), alternative).ok().and_then(|(t, _)| t);
    let conf_int = if pairs.len() > 3 {
        let numerator = match interval {
            SpearmanInterval::BonettWright => 1.0 + 0.5 * estimate * estimate,
            SpearmanInterval::Fieller => 1.06,
            SpearmanInterval::Fisher => 1.0,
        };
        fisher_interval(estimate, sqrt(numerator / (n - 3.0)), alternative, confidence)?
    } else {
        Limits { low: None, high: None }
    };
    Ok(Spearman { statistic, t, p_value, distribution, estimate, conf_int })
}

struct Ranked {
    pairs: Vec<[f64; 2]>,
    has_ties: bool,
}

impl Ranked {
    fn new(pairs: &[[f64; 2]]) -> Self {
        let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().map(|&[x, y]| (x, y)).unzip();
        let (x, y) = (Midranks::of(&x), Midranks::of(&y));
        let has_ties = x.has_ties() || y.has_ties();
        Self { pairs: x.ranks.into_iter().zip(y.ranks).map(|(x, y)| [x, y]).collect(), has_ties }
    }

    fn p_value(
        &self,
        rho: f64,
        method: SpearmanMethod,
        alternative: Alternative,
    ) -> Result<(SpearmanDistribution, f64), Undefined> {
        const R_ENUMERATES: usize = 9;
        const R_EXPANDS: usize = 1_290;
        let n = self.pairs.len();
        let by_t = |rho: f64| Ok((SpearmanDistribution::StudentT, t_of(rho, n, alternative)?.1));
        match method {
            SpearmanMethod::AsR if self.has_ties || n > R_EXPANDS => by_t(rho),
            SpearmanMethod::AsR if n > R_ENUMERATES => {
                Ok((SpearmanDistribution::Edgeworth, edgeworth_p_value(rho, n as f64, alternative)))
            }
            SpearmanMethod::Permutation if n > MOST_ENUMERATED => Err(Undefined::TooManyValues),
            SpearmanMethod::AsR | SpearmanMethod::Permutation => {
                Ok((SpearmanDistribution::Permutation, share_as_far(&self.pairs, alternative)))
            }
            SpearmanMethod::StudentT => by_t(rho),
            SpearmanMethod::StudentTWithContinuity => {
                let cubes = (n * n * n - n) as f64 / 6.0;
                by_t(1.0 - cubes * (1.0 - rho) / (cubes + 1.0))
            }
        }
    }
}

/// AS 89 in R's terms of `S`: rounded, and two more for the lower tail of a statistic that moves in steps of two.
fn edgeworth_p_value(rho: f64, n: f64, alternative: Alternative) -> f64 {
    let mean = (n * n * n - n) / 6.0;
    let s = (mean * (1.0 - rho)).round();
    let lower_tail = || edgeworth_lower(s + 2.0, n);
    let upper = || edgeworth_upper(s, n);
    match alternative {
        // A high rho is a low S.
        Alternative::Greater => lower_tail(),
        Alternative::Less => upper(),
        Alternative::TwoSided if mean * (1.0 - rho) > mean => (2.0 * upper()).min(1.0),
        Alternative::TwoSided => (2.0 * lower_tail()).min(1.0),
    }
}

/// `P(S ≥ s)`.
fn edgeworth_upper(s: f64, n: f64) -> f64 {
    let (x, term) = edgeworth_term(s, n);
    (Normal.sf(x) + term).clamp(0.0, 1.0)
}

/// `P(S < s)`.
fn edgeworth_lower(s: f64, n: f64) -> f64 {
    let (x, term) = edgeworth_term(s, n);
    (Normal.cdf(x) - term).clamp(0.0, 1.0)
}

fn edgeworth_term(s: f64, n: f64) -> (f64, f64) {
    let step = 1.0 / n;
    let deviate = (6.0 * (s - 1.0) * step / (n * n - 1.0) - 1.0) * sqrt(n - 1.0);
    let square = deviate * deviate;
    let sixth = 0.0131 - 4.6e-4 * square;
    let fourth = 0.0072 - 0.0831 * step + square * step * sixth;
    let second = 0.0879 + 0.0151 * step - square * fourth;
    let first = -0.0758 + step * (0.1033 + 0.3932 * step) - square * step * second;
    let series = deviate * step * (0.2274 + step * (0.2531 + 0.1745 * step) + square * first);
    (deviate, series / exp(0.5 * square))
}
