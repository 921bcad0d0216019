//! Kendall's rank correlation.

use libm::{fabs, sqrt};

use super::{fisher_interval, refuse_unless_finite};
use crate::stats::midranks::Midranks;
use crate::stats::{Alternative, Confidence, Limits, Normal, Undefined};

/// How the p-value is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KendallMethod {
    /// From all orders; where values are tied by the normal approximation without correction, as
    /// `cor.test(method = "kendall", exact = TRUE)` of R.
    Exact,
    /// Normal approximation with the variance corrected for ties: `exact = FALSE` of R.
    Normal,
    /// The same with a continuity correction of one pair: `exact = FALSE, continuity = TRUE` of R.
    NormalWithContinuity,
}

/// Kendall's correlation with its test and interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kendall {
    /// As R: the number of concordant pairs when exact, else z.
    pub statistic: f64,
    /// Probability of a correlation as far out, by the alternative.
    pub p_value: f64,
    /// How it was computed: never exact with ties.
    pub method: KendallMethod,
    /// τ-b, from −1 to 1.
    pub estimate: f64,
    /// Interval by Fisher's transform; open for four pairs or fewer.
    pub conf_int: Limits,
    /// Pairs of people in the same order by both variables.
    pub concordant: u64,
    /// Pairs of people in opposite orders.
    pub discordant: u64,
}

/// The most pairs of values whose orders are counted.
const MOST_COUNTED: usize = 200;

/// Kendall's rank correlation τ-b.
///
/// `τ-b = (C − D) / √((n₀ − n₁)(n₀ − n₂))` with the C concordant, the D discordant, all `n₀` and those `n₁`, `n₂` tied in
/// either variable. The interval is `tanh(atanh τ ± z √(0.437 / (n − 4)))`. Assumes independent pairs. Source: Kendall,
/// Rank Correlation Methods, 1970; Fieller, Hartley & Pearson, Biometrika 1957;44:470, for the interval.
///
/// # Errors
/// [`Undefined::TooFewValues`] for fewer than two pairs, or three with the normal approximation;
/// [`Undefined::BadValues`] for a value that is not finite, [`Undefined::NoSpread`] when a variable does not vary,
/// [`Undefined::TooManyValues`] for the exact method on more than 200.
pub fn kendall_correlation(
    pairs: &[[f64; 2]],
    method: KendallMethod,
    alternative: Alternative,
    confidence: Confidence,
) -> Result<Kendall, Undefined> {
    refuse_unless_finite(pairs)?;
    if pairs.len() < 2 {
        return Err(Undefined::TooFewValues);
    }
    let orders = Orders::new(pairs);
    let estimate = orders.tau_b()?;
    let method = match method {
        KendallMethod::Exact if orders.has_ties => KendallMethod::Normal,
        KendallMethod::Exact | KendallMethod::Normal | KendallMethod::NormalWithContinuity => method,
    };
    let (statistic, p_value) = match method {
        KendallMethod::Exact if pairs.len() > MOST_COUNTED => return Err(Undefined::TooManyValues),
        KendallMethod::Exact => (orders.concordant as f64, exact_p_value(pairs.len(), &orders, alternative)),
        KendallMethod::Normal => orders.normal(0.0, alternative)?,
        KendallMethod::NormalWithContinuity => orders.normal(1.0, alternative)?,
    };
    let n = pairs.len() as f64;
    let conf_int = if n > 4.0 {
        fisher_interval(estimate, sqrt(0.437 / (n - 4.0)), alternative, confidence)?
    } else {
        Limits { low: None, high: None }
    };
    let (concordant, discordant) = (orders.concordant, orders.discordant);
    Ok(Kendall { statistic, p_value, method, estimate, conf_int, concordant, discordant })
}

/// In which order pairs of people stand.
struct Orders {
    n: f64,
    concordant: u64,
    discordant: u64,
    has_ties: bool,
    x: Midranks,
    y: Midranks,
}

impl Orders {
    fn new(pairs: &[[f64; 2]]) -> Self {
        let (x, y): (Vec<f64>, Vec<f64>) = pairs.iter().map(|&[x, y]| (x + 0.0, y + 0.0)).unzip();
        let mut sorted: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
        sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let tied_in_both: u64 = sorted.chunk_by(|a, b| a == b).map(|run| two_of(run.len())).sum();
        let mut second: Vec<f64> = sorted.into_iter().map(|(_, y)| y).collect();
        let discordant = inversions(&mut second);
        let (x, y) = (Midranks::of(&x), Midranks::of(&y));
        let tied = |ranks: &Midranks| ranks.blocks.iter().map(|&size| two_of(size)).sum::<u64>();
        let apart = two_of(pairs.len()) + tied_in_both - tied(&x) - tied(&y);
        let has_ties = x.has_ties() || y.has_ties();
        Self { n: pairs.len() as f64, concordant: apart - discordant, discordant, has_ties, x, y }
    }

    /// Concordant less discordant.
    fn score(&self) -> f64 {
        self.concordant as f64 - self.discordant as f64
    }

    fn tau_b(&self) -> Result<f64, Undefined> {
        let all = 0.5 * self.n * (self.n - 1.0);
        let apart = |ranks: &Midranks| all - 0.5 * ranks.sum_over_blocks(|size| size * (size - 1.0));
        let product = apart(&self.x) * apart(&self.y);
        if product > 0.0 {
            Ok((self.score() / sqrt(product)).clamp(-1.0, 1.0))
        } else {
            Err(Undefined::NoSpread)
        }
    }

    fn normal(&self, continuity: f64, alternative: Alternative) -> Result<(f64, f64), Undefined> {
        let n = self.n;
        if n < 3.0 {
            return Err(Undefined::TooFewValues);
        }
        let cubes = |t: f64| t * (t - 1.0) * (2.0 * t + 5.0);
        let product = |of: fn(f64) -> f64| self.x.sum_over_blocks(of) * self.y.sum_over_blocks(of);
        let main = (cubes(n) - self.x.sum_over_blocks(cubes) - self.y.sum_over_blocks(cubes)) / 18.0;
        let twos = product(|t| t * (t - 1.0)) / (2.0 * n * (n - 1.0));
        let threes = product(|t| t * (t - 1.0) * (t - 2.0)) / (9.0 * n * (n - 1.0) * (n - 2.0));
        let score = self.score();
        let corrected = if score == 0.0 { 0.0 } else { (fabs(score) - continuity) * score.signum() };
        let z = corrected / sqrt(main + twos + threes);
        let p_value = match alternative {
            Alternative::TwoSided => 2.0 * Normal.sf(fabs(z)),
            Alternative::Less => Normal.cdf(z),
            Alternative::Greater => Normal.sf(z),
        };
        Ok((z, p_value))
    }
}

fn two_of(size: usize) -> u64 {
    let size = size as u64;
    size * size.saturating_sub(1) / 2
}

/// How many pairs stand in falling order, sorting the values: by merging halves.
fn inversions(values: &mut [f64]) -> u64 {
    if values.len() < 2 {
        return 0;
    }
    let (left, right) = values.split_at_mut(values.len() / 2);
    let mut count = inversions(left) + inversions(right);
    let (mut low, mut high) = (left.iter().copied().peekable(), right.iter().copied().peekable());
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let mut waiting = left.len() as u64;
    loop {
        match (low.peek(), high.peek()) {
            (Some(a), Some(b)) if a > b => {
                count += waiting;
                merged.extend(high.next());
            }
            (Some(_), _) => {
                waiting -= 1;
                merged.extend(low.next());
            }
            (None, Some(_)) => merged.extend(high.next()),
            (None, None) => break,
        }
    }
    values.copy_from_slice(&merged);
    count
}

/// By the distribution of the number of discordant pairs over all orders, which is symmetric.
fn exact_p_value(n: usize, orders: &Orders, alternative: Alternative) -> f64 {
    let at_most = |pairs: u64| share_at_most(n, pairs as usize);
    match alternative {
        Alternative::Greater => at_most(orders.discordant),
        Alternative::Less => at_most(orders.concordant),
        Alternative::TwoSided => (2.0 * at_most(orders.discordant.min(orders.concordant))).min(1.0),
    }
}

/// The share of orders of `n` with at most so many inversions: the last of `m` stands before up to `m − 1` others, all
/// numbers equally likely. Only sums, so small tails keep their digits.
fn share_at_most(n: usize, inversions: usize) -> f64 {
    let mut share = vec![1.0];
    for m in 2..=n {
        let width = (m * (m - 1) / 2).min(inversions) + 1;
        let before = |k: usize| {
            let from = (k + 1).saturating_sub(m);
            share.iter().take(k + 1).skip(from).sum::<f64>() / m as f64
        };
        share = (0..width).map(before).collect();
    }
    share.iter().sum::<f64>().min(1.0)
}
