//! The tests of Kolmogorov and Smirnov.

use libm::{exp, floor, sqrt};

use super::kolmogorov;
use crate::stats::{Alternative, Undefined};

/// How the p-value is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KolmogorovSmirnovMethod {
    /// From the distribution of the statistic for samples of this size; of two samples over all ways to deal the pooled
    /// values out, ties included: `ks.test(exact = TRUE)` of R from 4.2 on. scipy takes tied values for untied.
    Exact,
    /// From the limit for large samples: `ks.test(exact = FALSE)` of R, whose two-sided series stops at 1e-6.
    Asymptotic,
}

/// The result of a Kolmogorov-Smirnov test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KolmogorovSmirnov {
    /// The largest distance of the distribution functions: either way, or for a one-sided test its own way.
    pub statistic: f64,
    /// Probability of a distance as large.
    pub p_value: f64,
}

/// The largest sample whose exact distribution is computed.
const EXACT_MOST: usize = 2_000;
/// The most pairs of values whose exact distribution is computed.
const EXACT_MOST_PAIRS: f64 = 2e7;

/// Kolmogorov's test of whether values follow a continuous distribution that is wholly known, `cdf`.
///
/// [`Alternative::Greater`] is for an empirical distribution function above the known one, so for smaller values. Assumes
/// independent values; parameters estimated from the same values make it far too timid. Source: Kolmogorov, G Ist Ital
/// Attuari 1933;4:83; Marsaglia, Tsang & Wang, J Stat Softw 2003;8:18; equals `ks.test(x, "pnorm", mean, sd)` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] when there are none, [`Undefined::BadValues`] for a value that is not finite or where `cdf`
/// gives no probability, [`Undefined::TooManyValues`] for the exact method on more than 2000.
pub fn one_sample_kolmogorov_smirnov(
    values: &[f64],
    cdf: impl Fn(f64) -> f64,
    alternative: Alternative,
    method: KolmogorovSmirnovMethod,
) -> Result<KolmogorovSmirnov, Undefined> {
    if values.is_empty() {
        return Err(Undefined::TooFewValues);
    }
    if values.iter().any(|value| !value.is_finite()) {
        return Err(Undefined::BadValues);
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let (mut above, mut below) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    for (place, &value) in sorted.iter().enumerate() {
        let share = cdf(value);
        if !(0.0..=1.0).contains(&share) {
            return Err(Undefined::BadValues);
        }
        let over = share - place as f64 / n;
        below = f64::max(below, over);
        above = f64::max(above, 1.0 / n - over);
    }
    let statistic = largest(above, below, alternative);
    let p_value = match (method, alternative) {
        (KolmogorovSmirnovMethod::Exact, _) if sorted.len() > EXACT_MOST => {
            return Err(Undefined::TooManyValues);
        }
        (KolmogorovSmirnovMethod::Exact, Alternative::TwoSided) => {
            kolmogorov::two_sided(sorted.len() as u64, statistic)
        }
        (KolmogorovSmirnovMethod::Exact, Alternative::Less | Alternative::Greater) => {
            kolmogorov::one_sided(sorted.len() as u64, statistic)
        }
        (KolmogorovSmirnovMethod::Asymptotic, _) => asymptotic(n, statistic, alternative),
    };
    Ok(KolmogorovSmirnov { statistic, p_value })
}

/// Smirnov's test of whether two samples follow the same distribution.
///
/// [`Alternative::Greater`] is for a distribution function of the first sample above that of the second, so for smaller
/// values. Assumes independent values. Source: Smirnov, Bull Univ Moscou 1939;2:3; Schröer & Trenkler, Comput Stat Data
/// Anal 1995;20:185, for ties; equals `ks.test(x, y)` of R.
///
/// # Errors
/// [`Undefined::TooFewValues`] when a sample is empty, [`Undefined::BadValues`] for a value that is not finite,
/// [`Undefined::TooManyValues`] for the exact method on more than 20 million pairs.
pub fn two_sample_kolmogorov_smirnov(
    first: &[f64],
    second: &[f64],
    alternative: Alternative,
    method: KolmogorovSmirnovMethod,
) -> Result<KolmogorovSmirnov, Undefined> {
    if first.is_empty() || second.is_empty() {
        return Err(Undefined::TooFewValues);
    }
    if first.iter().chain(second).any(|value| !value.is_finite()) {
        return Err(Undefined::BadValues);
    }
    let pooled = Pooled::new(first, second);
    let (above, below) = pooled.distances();
    let statistic = largest(above, below, alternative);
    let pairs = pooled.n1 * pooled.n2;
    let p_value = match method {
        KolmogorovSmirnovMethod::Exact if pairs > EXACT_MOST_PAIRS => return Err(Undefined::TooManyValues),
        KolmogorovSmirnovMethod::Exact => pooled.share_as_far(statistic, alternative),
        KolmogorovSmirnovMethod::Asymptotic => {
            asymptotic(pairs / (pooled.n1 + pooled.n2), statistic, alternative)
        }
    };
    Ok(KolmogorovSmirnov { statistic, p_value })
}

fn largest(above: f64, below: f64, alternative: Alternative) -> f64 {
    match alternative {
        Alternative::TwoSided => above.max(below),
        Alternative::Greater => above,
        Alternative::Less => below,
    }
}

fn asymptotic(n: f64, statistic: f64, alternative: Alternative) -> f64 {
    match alternative {
        Alternative::TwoSided => kolmogorov::limit(sqrt(n) * statistic),
        Alternative::Less | Alternative::Greater => exp(-2.0 * n * statistic * statistic),
    }
}

/// Both samples in one order.
struct Pooled {
    /// Whether a value is of the first sample, and whether a larger one follows.
    steps: Vec<(bool, bool)>,
    n1: f64,
    n2: f64,
}

impl Pooled {
    fn new(first: &[f64], second: &[f64]) -> Self {
        let of = |values: &[f64], is_first: bool| {
            values.iter().map(move |value| (value + 0.0, is_first)).collect::<Vec<_>>()
        };
        let mut all = of(first, true);
        all.extend(of(second, false));
        all.sort_unstable_by(|(a, _), (b, _)| a.total_cmp(b));
        let next = all.iter().skip(1).map(|(value, _)| Some(*value)).chain([None]);
        let steps =
            all.iter().zip(next).map(|(&(value, is_first), next)| (is_first, next != Some(value))).collect();
        Self { steps, n1: first.len() as f64, n2: second.len() as f64 }
    }

    /// How far the distribution function of the first sample rises above that of the second, and falls below.
    fn distances(&self) -> (f64, f64) {
        let (mut of_first, mut of_second, mut above, mut below) = (0.0, 0.0, 0.0_f64, 0.0_f64);
        for &(is_first, is_last_of_its_value) in &self.steps {
            if is_first {
                of_first += 1.0;
            } else {
                of_second += 1.0;
            }
            if is_last_of_its_value {
                let distance = of_first / self.n1 - of_second / self.n2;
                above = above.max(distance);
                below = below.max(-distance);
            }
        }
        (above, below)
    }

    /// The share of ways to deal the pooled values out in which the distance is as large somewhere: step by step the
    /// probability of each number dealt to the first sample, without those that have been as far.
    fn share_as_far(&self, statistic: f64, alternative: Alternative) -> f64 {
        // Half a step less, so that rounding does not turn an equality; as R.
        let reached = (0.5 + floor(statistic * self.n1 * self.n2 - 1e-7)) / (self.n1 * self.n2);
        let most = self.n1 as usize;
        let mut share = vec![0.0; most + 1];
        if let Some(start) = share.first_mut() {
            *start = 1.0;
        }
        let mut far = 0.0;
        let mut left = self.n1 + self.n2;
        for (dealt, &(_, is_last_of_its_value)) in self.steps.iter().enumerate() {
            self.deal(&mut share, dealt as f64, left);
            left -= 1.0;
            if is_last_of_its_value {
                far += self.remove_far(&mut share, dealt as f64 + 1.0, reached, alternative);
            }
        }
        far.min(1.0)
    }

    /// One more value, to either sample with the odds of the places it has left.
    fn deal(&self, share: &mut [f64], dealt: f64, left: f64) {
        let mut from_below = 0.0;
        for (of_first, share) in share.iter_mut().enumerate() {
            let of_first = of_first as f64;
            let to_first = (self.n1 - of_first).max(0.0) / left;
            let to_second = (self.n2 - (dealt - of_first)).max(0.0) / left;
            let here = *share;
            *share = here * to_second + from_below;
            from_below = here * to_first;
        }
    }

    fn remove_far(&self, share: &mut [f64], dealt: f64, reached: f64, alternative: Alternative) -> f64 {
        let mut removed = 0.0;
        for (of_first, share) in share.iter_mut().enumerate() {
            let of_first = of_first as f64;
            let distance = of_first / self.n1 - (dealt - of_first) / self.n2;
            let distance = match alternative {
                Alternative::TwoSided => distance.abs(),
                Alternative::Greater => distance,
                Alternative::Less => -distance,
            };
            if distance >= reached {
                removed += *share;
                *share = 0.0;
            }
        }
        removed
    }
}

#[cfg(test)]
mod tests;
