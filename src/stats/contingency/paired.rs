//! Two answers of each person, yes or no: McNemar's test and the paired difference.

use libm::fabs;

use super::ContingencyTable;
use crate::domain::{Finite, Interval};
use crate::stats::distribution::Binomial;
use crate::stats::proportion::Proportion;
use crate::stats::{Alternative, ChiSquared, Confidence, Limits, Undefined};

/// Pairs of yes-or-no answers: `[[both, first only], [second only, neither]]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairedTable {
    cells: [[u32; 2]; 2],
}

/// How the p-value of McNemar's test is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum McNemarMethod {
    /// Chi-squared with Edwards' continuity correction: `mcnemar.test` of R.
    Corrected,
    /// Chi-squared without correction: `mcnemar.test(correct = FALSE)` of R.
    Plain,
    /// The exact binomial test of the discordant pairs.
    Exact,
    /// The exact test less half the probability of the observed count on either side (Fagerland, Lydersen & Laake, BMC
    /// Med Res Methodol 2013;13:91).
    MidP,
}

/// The result of McNemar's test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct McNemar {
    /// Chi-squared on one degree of freedom; the smaller discordant count for the exact methods.
    pub statistic: f64,
    /// 1 for the chi-squared methods.
    pub df: Option<f64>,
    /// Two-sided.
    pub p_value: f64,
    /// Odds ratio of the pairs: first only by second only; `None` where it is infinite.
    pub odds_ratio: Option<Finite>,
    /// Its exact interval, from Clopper and Pearson's of the share of the first among the discordant pairs.
    pub odds_ratio_conf_int: Limits,
    /// Share of yes in the first answer minus that in the second.
    pub difference: f64,
    /// Its Wald interval, cut to −1 and 1.
    pub difference_conf_int: Interval,
}

impl PairedTable {
    /// The table with these counts.
    pub const fn new(cells: [[u32; 2]; 2]) -> Self {
        Self { cells }
    }

    /// McNemar's test that as many change in one direction as in the other.
    ///
    /// Assumes independent pairs. Source: McNemar, Psychometrika 1947;12:153.
    ///
    /// # Errors
    /// [`Undefined::NoSpread`] when no pair is discordant.
    pub fn mcnemar(self, method: McNemarMethod, confidence: Confidence) -> Result<McNemar, Undefined> {
        let [[_, first], [second, _]] = self.cells;
        let discordant = first.checked_add(second).ok_or(Undefined::OutOfRange)?;
        if discordant == 0 {
            return Err(Undefined::NoSpread);
        }
        let chi_squared = |correction: f64| -> Result<(f64, Option<f64>, f64), Undefined> {
            let distance = (fabs(f64::from(first) - f64::from(second)) - correction).max(0.0);
            let statistic = distance * distance / f64::from(discordant);
            Ok((statistic, Some(1.0), ChiSquared::new(1.0).ok_or(Undefined::OutOfRange)?.sf(statistic)))
        };
        let fewer = first.min(second);
        let half = Binomial::new(u64::from(discordant), 0.5).ok_or(Undefined::OutOfRange)?;
        let tail = half.cdf(u64::from(fewer));
        let (statistic, df, p_value) = match method {
            McNemarMethod::Corrected => chi_squared(1.0)?,
            McNemarMethod::Plain => chi_squared(0.0)?,
            McNemarMethod::Exact => (f64::from(fewer), None, (2.0 * tail).min(1.0)),
            // Both halves of an even split are half the observed probability less than everything.
            McNemarMethod::MidP if first == second => {
                (f64::from(fewer), None, 1.0 - 0.5 * half.pmf(u64::from(fewer)))
            }
            McNemarMethod::MidP => (f64::from(fewer), None, 2.0 * tail - half.pmf(u64::from(fewer))),
        };
        let (odds_ratio, odds_ratio_conf_int) = self.odds_ratio(confidence)?;
        let (difference, difference_conf_int) = self.difference(confidence)?;
        Ok(McNemar {
            statistic,
            df,
            p_value,
            odds_ratio,
            odds_ratio_conf_int,
            difference,
            difference_conf_int,
        })
    }

    fn odds_ratio(self, confidence: Confidence) -> Result<(Option<Finite>, Limits), Undefined> {
        let [[_, first], [second, _]] = self.cells;
        let share = Proportion::new(first, first.checked_add(second).ok_or(Undefined::OutOfRange)?)?;
        let limits = share.exact_limits(Alternative::TwoSided, confidence);
        let odds =
            |share: Option<Finite>| share.and_then(|share| Finite::new(share.get() / (1.0 - share.get())));
        let estimate = Finite::new(f64::from(first) / f64::from(second));
        Ok((estimate, Limits { low: odds(limits.low), high: odds(limits.high) }))
    }

    fn difference(self, confidence: Confidence) -> Result<(f64, Interval), Undefined> {
        let [[both, first], [second, neither]] = self.cells.map(|row| row.map(f64::from));
        let n = both + first + second + neither;
        let difference = (first - second) / n;
        let z = confidence.normal_deviate()?;
        let half_width = z * libm::sqrt(((first + second) / n - difference * difference).max(0.0) / n);
        let interval = Interval::new((difference - half_width).max(-1.0), (difference + half_width).min(1.0));
        Ok((difference, interval.ok_or(Undefined::OutOfRange)?))
    }
}

impl TryFrom<&ContingencyTable> for PairedTable {
    type Error = Undefined;

    /// A table of two rows and two columns.
    fn try_from(table: &ContingencyTable) -> Result<Self, Undefined> {
        match table.rows() {
            [first, second] => match (first.as_slice(), second.as_slice()) {
                (&[a, b], &[c, d]) => Ok(Self::new([[a, b], [c, d]])),
                _ => Err(Undefined::WrongShape),
            },
            _ => Err(Undefined::WrongShape),
        }
    }
}
