//! The sign test.

use super::{limits, tail};
use crate::domain::Finite;
use crate::stats::{Alternative, Beta, Binomial, Limits, TestOptions, Undefined, quantile_of_unsorted};

/// The result of a sign test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignTest {
    /// Values above the null value.
    pub statistic: u64,
    /// Values above or below it; those equal to it are left out.
    pub n: u64,
    /// Probability of as many above, on the side or sides of the alternative, when above and below are equally likely.
    pub p_value: f64,
    /// The share above, of those above or below.
    pub estimate: f64,
    /// Clopper and Pearson's interval of that share; after a one-sided test up to 0 or 1.
    pub conf_int: Limits,
    /// The median of all values.
    pub median: f64,
    /// Interval of the median from one value to another, open where there are too few values.
    pub median_conf_int: Limits,
    /// Level that the interval of the median reaches, at least the one asked for; 1 where it is open.
    pub median_conf_level: f64,
}

/// Sign test of whether the median is the null value; of differences, the paired test.
///
/// Above and below are counted against the binomial distribution with even odds. The interval of the median runs from
/// the `k`-th smallest to the `k`-th largest value, `k` the largest with `P(X < k) ≤ α/2`. Assumes independent values.
/// Source: Dixon & Mood, J Am Stat Assoc 1946;41:557; Clopper & Pearson, Biometrika 1934;26:404; equals `binom.test` of
/// R.
///
/// # Errors
/// [`Undefined::TooFewValues`] when there are none, [`Undefined::BadValues`] for a value that is not finite,
/// [`Undefined::NoSpread`] when all equal the null value.
pub fn sign_test(values: &[f64], options: TestOptions) -> Result<SignTest, Undefined> {
    if values.iter().any(|value| !value.is_finite()) || !options.null_value.is_finite() {
        return Err(Undefined::BadValues);
    }
    let median = quantile_of_unsorted(&mut values.to_vec(), 0.5).ok_or(Undefined::TooFewValues)?;
    let count =
        |is_wanted: &dyn Fn(f64) -> bool| values.iter().filter(|value| is_wanted(**value)).count() as u64;
    let (above, below) =
        (count(&|value| value > options.null_value), count(&|value| value < options.null_value));
    let n = above + below;
    if n == 0 {
        return Err(Undefined::NoSpread);
    }
    let (median_conf_int, median_conf_level) = median_interval(values, options)?;
    Ok(SignTest {
        statistic: above,
        n,
        p_value: p_value(above, n, options.alternative)?,
        estimate: above as f64 / n as f64,
        conf_int: share_interval(above, n, options)?,
        median,
        median_conf_int,
        median_conf_level,
    })
}

fn p_value(above: u64, n: u64, alternative: Alternative) -> Result<f64, Undefined> {
    let even = Binomial::new(n, 0.5).ok_or(Undefined::OutOfRange)?;
    Ok(match alternative {
        Alternative::TwoSided => (2.0 * even.cdf(above.min(n - above))).min(1.0),
        Alternative::Less => even.cdf(above),
        Alternative::Greater => even.at_least(above),
    })
}

/// Clopper and Pearson.
fn share_interval(above: u64, n: u64, options: TestOptions) -> Result<Limits, Undefined> {
    let tail = tail(options.alternative, options.confidence);
    let (successes, failures) = (above as f64, (n - above) as f64);
    let low = if above == 0 {
        Some(0.0)
    } else {
        Beta::new(successes, failures + 1.0).and_then(|beta| beta.quantile(tail))
    };
    let high = if above == n {
        Some(1.0)
    } else {
        Beta::new(successes + 1.0, failures).and_then(|beta| beta.upper_quantile(tail))
    };
    let found = |limit: Option<f64>| limit.and_then(Finite::new).ok_or(Undefined::OutOfRange).map(Some);
    let (zero, one) = (Some(Finite::ZERO), Finite::new(1.0));
    Ok(match options.alternative {
        Alternative::TwoSided => Limits { low: found(low)?, high: found(high)? },
        Alternative::Less => Limits { low: zero, high: found(high)? },
        Alternative::Greater => Limits { low: found(low)?, high: one },
    })
}

fn median_interval(values: &[f64], options: TestOptions) -> Result<(Limits, f64), Undefined> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let even = Binomial::new(sorted.len() as u64, 0.5).ok_or(Undefined::OutOfRange)?;
    let tail = tail(options.alternative, options.confidence);
    let beyond = last_within(even, tail);
    let Some(beyond) = beyond else {
        return Ok((Limits { low: None, high: None }, 1.0));
    };
    let at = |place: usize| sorted.get(place).copied().ok_or(Undefined::TooFewValues);
    let place = beyond as usize;
    let interval = limits(options.alternative, || at(place), || at(sorted.len() - 1 - place))?;
    let missed = even.cdf(beyond);
    let level = match options.alternative {
        Alternative::TwoSided => 1.0 - 2.0 * missed,
        Alternative::Less | Alternative::Greater => 1.0 - missed,
    };
    Ok((interval, level))
}

/// The largest count with `P(X ≤ count) ≤ tail`; `None` when none is. Probabilities are equal when rounding alone tells them
/// apart: a quarter is that of nobody among two.
fn last_within(even: Binomial, tail: f64) -> Option<u64> {
    let above = even.quantile(tail)?;
    if even.cdf(above) <= tail * (1.0 + 1e-13) { Some(above) } else { above.checked_sub(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Confidence;

    /// All of n values lie on one side of the median with probability 2⁻ⁿ, so that from the smallest to the largest is an
    /// interval of level 1 − 2 · 2⁻ⁿ, and of no more.
    #[test]
    fn the_whole_range_is_within_its_own_level() {
        for n in 2_u8..=5 {
            let values: Vec<f64> = (1..=n).map(f64::from).collect();
            let level = 1.0 - 2.0 / f64::from(1_u8 << n);
            let options =
                TestOptions { confidence: Confidence::new(level).unwrap(), ..TestOptions::default() };
            let found = sign_test(&values, options).unwrap();
            let expected = Limits { low: Finite::new(1.0), high: Finite::new(f64::from(n)) };
            assert_eq!(found.median_conf_int, expected, "{n}");
        }
    }
}
