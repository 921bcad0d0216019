//! Fisher's exact test.

use libm::log1p;

use super::TwoByTwo;
use crate::stats::{Alternative, Hypergeometric, Undefined};

/// The result of Fisher's exact test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FisherExact {
    /// Probability, given the margins, of a table as far out on the side or sides of the alternative.
    pub p_value: f64,
    /// The side of the test.
    pub alternative: Alternative,
}

impl TwoByTwo {
    /// Fisher's exact test of equal risks, given the margins.
    ///
    /// Two-sided is the sum over all tables that are no more probable than the one observed, with the relative tolerance
    /// of 1e-7 that R allows; greater is for a higher risk in the first group. Assumes independent people. Source:
    /// Fisher, Statistical Methods for Research Workers, 1934; equals `fisher.test` of R.
    ///
    /// # Errors
    /// [`Undefined::OutOfRange`] never for a table that exists. When everybody or nobody has the outcome, p is 1.
    pub fn fisher_exact(self, alternative: Alternative) -> Result<FisherExact, Undefined> {
        let ([a, c], [n, m]) = (self.events().map(u64::from), self.people().map(u64::from));
        let tables = Hypergeometric::new(n + m, a + c, n).ok_or(Undefined::OutOfRange)?;
        let p_value = match alternative {
            Alternative::TwoSided => no_more_probable(tables, a),
            Alternative::Less => tables.at_most(a),
            Alternative::Greater => tables.at_least(a),
        };
        Ok(FisherExact { p_value: p_value.min(1.0), alternative })
    }
}

/// P(tables no more probable than that with `observed`). Probabilities rise to the mode and fall from it, so that on
/// either side the improbable ones are a tail.
fn no_more_probable(tables: Hypergeometric, observed: u64) -> f64 {
    let limit = tables.ln_pmf(observed) + log1p(1e-7);
    let is_improbable = |k: u64| tables.ln_pmf(k) <= limit;
    let mode = tables.mode().clamp(tables.lowest(), tables.highest());
    if is_improbable(mode) {
        return 1.0;
    }
    // The last improbable table below the mode and the first above it.
    let below = last_where(tables.lowest(), mode, is_improbable);
    let above = last_where(0, tables.highest() - mode, |steps| is_improbable(tables.highest() - steps));
    below.map_or(0.0, |k| tables.at_most(k))
        + above.map_or(0.0, |steps| tables.at_least(tables.highest() - steps))
}

/// The last of `low..high` that fits, where none fits after one that does not.
fn last_where(low: u64, high: u64, fits: impl Fn(u64) -> bool) -> Option<u64> {
    let (mut low, mut high, start) = (low, high, low);
    while low < high {
        let middle = low + (high - low) / 2;
        if fits(middle) { low = middle + 1 } else { high = middle }
    }
    (low > start).then(|| low - 1)
}
