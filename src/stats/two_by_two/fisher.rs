//! Fisher's exact test.

use super::TwoByTwo;
use crate::stats::tail::Unimodal;
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
        Ok(FisherExact { p_value: tables.exact_p_value(a, alternative), alternative })
    }
}
