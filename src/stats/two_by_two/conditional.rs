//! The odds ratio given the margins: its most likely value, exact interval and test.

use libm::log;

use super::TwoByTwo;
use super::noncentral::NoncentralHypergeometric;
use crate::domain::Finite;
use crate::stats::search::positive_turning_point;
use crate::stats::tail::Unimodal;
use crate::stats::{Alternative, Hypergeometric, Limits, TestOptions, Undefined};

/// The conditional odds ratio of a table, in the words of `fisher.test` of R.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConditionalOddsRatio {
    /// The odds ratio under which the table is most likely given its margins; `None` where it is infinite.
    pub estimate: Option<Finite>,
    /// Exact interval; its lower limit is 0 and its upper limit open where the table is the outermost possible.
    pub conf_int: Limits,
    /// Exact p-value against the null value.
    pub p_value: f64,
}

impl TwoByTwo {
    /// The conditional maximum-likelihood odds ratio with its exact interval and test; `options.null_value` is the odds
    /// ratio under the null hypothesis, 1 for Fisher's test.
    ///
    /// The limits solve `P(X ≥ a) = α/2` and `P(X ≤ a) = α/2` of Fisher's noncentral hypergeometric distribution to all
    /// digits; R's `fisher.test` stops its search after about four. Source: Cornfield, Proc Third Berkeley Symp
    /// 1956;4:135; equals `scipy.stats.contingency.odds_ratio(kind = "conditional")`.
    ///
    /// # Errors
    /// [`Undefined::EmptyMargin`] when everybody or nobody has the outcome, [`Undefined::BadOption`] unless the null
    /// value is positive and finite.
    pub fn conditional_odds_ratio(self, options: TestOptions) -> Result<ConditionalOddsRatio, Undefined> {
        let null = options.null_value;
        if !(null > 0.0 && null.is_finite()) {
            return Err(Undefined::BadOption);
        }
        let ([a, c], [n, m]) = (self.events().map(u64::from), self.people().map(u64::from));
        let central = Hypergeometric::new(n + m, a + c, n).ok_or(Undefined::OutOfRange)?;
        if central.lowest() == central.highest() {
            return Err(Undefined::EmptyMargin);
        }
        let p_value = NoncentralHypergeometric::new(central, null).exact_p_value(a, options.alternative);
        let tail = match options.alternative {
            Alternative::TwoSided => 0.5 * (1.0 - options.confidence.level()),
            Alternative::Less | Alternative::Greater => 1.0 - options.confidence.level(),
        };
        let low = Finite::new(lower_limit(central, a, tail));
        let high = upper_limit(central, a, tail).and_then(Finite::new);
        let conf_int = match options.alternative {
            Alternative::TwoSided => Limits { low, high },
            Alternative::Less => Limits { low: Some(Finite::ZERO), high },
            Alternative::Greater => Limits { low, high: None },
        };
        Ok(ConditionalOddsRatio { estimate: most_likely(central, a), conf_int, p_value })
    }
}

/// The odds ratio whose expected first cell is the observed one.
fn most_likely(central: Hypergeometric, observed: u64) -> Option<Finite> {
    if observed == central.lowest() {
        return Some(Finite::ZERO);
    }
    if observed == central.highest() {
        return None;
    }
    let expected = |odds_ratio| NoncentralHypergeometric::new(central, odds_ratio).mean();
    Finite::new(positive_turning_point(|odds_ratio| expected(odds_ratio) < observed as f64))
}

fn lower_limit(central: Hypergeometric, observed: u64, tail: f64) -> f64 {
    if observed == central.lowest() {
        return 0.0;
    }
    let upper_tail = |odds_ratio| NoncentralHypergeometric::new(central, odds_ratio).at_least(observed);
    positive_turning_point(|odds_ratio| log(upper_tail(odds_ratio)) < log(tail))
}

fn upper_limit(central: Hypergeometric, observed: u64, tail: f64) -> Option<f64> {
    if observed == central.highest() {
        return None;
    }
    let lower_tail = |odds_ratio| NoncentralHypergeometric::new(central, odds_ratio).at_most(observed);
    Some(positive_turning_point(|odds_ratio| log(lower_tail(odds_ratio)) > log(tail)))
}
