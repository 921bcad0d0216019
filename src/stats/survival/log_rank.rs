//! The log-rank test and its weighted kin, for two or more groups, with strata.

use libm::{pow, sqrt};
use nalgebra::{DMatrix, DVector};

use super::RiskTable;
use crate::stats::{ChiSquared, Undefined};

/// How much an event counts, by when it happens.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum LogRankWeights {
    /// All alike: the log-rank test.
    #[default]
    LogRank,
    /// `S(t−)^rho` by the Kaplan–Meier estimate of all groups of the stratum: Harrington & Fleming's family, 1 being
    /// the Peto & Peto modification of the Wilcoxon test, as `survdiff(rho)` of R.
    GRho {
        /// The power.
        rho: f64,
    },
    /// `S(t−)^rho (1 − S(t−))^gamma`: with `gamma` > 0 late events count more.
    FlemingHarrington {
        /// The power of the survival.
        rho: f64,
        /// The power of its complement.
        gamma: f64,
    },
    /// The number at risk: Gehan's and Breslow's generalised Wilcoxon test.
    Gehan,
    /// Its square root: Tarone & Ware.
    TaroneWare,
}

impl LogRankWeights {
    fn weight(self, survival_before: f64, n_risk: f64) -> f64 {
        match self {
            Self::LogRank => 1.0,
            Self::GRho { rho } => pow(survival_before, rho),
            Self::FlemingHarrington { rho, gamma } => {
                pow(survival_before, rho) * pow(1.0 - survival_before, gamma)
            }
            Self::Gehan => n_risk,
            Self::TaroneWare => sqrt(n_risk),
        }
    }

    fn is_valid(self) -> bool {
        match self {
            Self::GRho { rho } => rho.is_finite() && rho >= 0.0,
            Self::FlemingHarrington { rho, gamma } => [rho, gamma].iter().all(|p| p.is_finite() && *p >= 0.0),
            Self::LogRank | Self::Gehan | Self::TaroneWare => true,
        }
    }
}

/// The result of a log-rank test. All sums are weighted.
#[derive(Debug, Clone, PartialEq)]
pub struct LogRank {
    /// Events of each group.
    pub observed: Vec<f64>,
    /// Events of each group expected if all had one hazard.
    pub expected: Vec<f64>,
    /// Covariance of observed − expected.
    pub variance: DMatrix<f64>,
    /// `(O − E)ᵀ V⁻¹ (O − E)`, without one of the groups.
    pub statistic: f64,
    /// Groups with somebody at risk, less one.
    pub df: f64,
    /// Upper tail of the chi-squared distribution.
    pub p_value: f64,
}

/// The log-rank test between groups, within each stratum.
///
/// At each time with an event the events of each group are compared with the hypergeometric expectation. A stratum is
/// one risk table a group; one stratum is the test without strata. Sources: Mantel 1966; Peto & Peto, J R Stat Soc A
/// 1972;135:185; Harrington & Fleming, Biometrika 1982;69:553. Equals `survdiff` of R's survival; its p is that of the
/// score test of a Cox model when nothing is tied.
///
/// # Errors
/// [`Undefined::WrongShape`] for fewer than two groups or strata of unlike numbers of groups, [`Undefined::NoEvents`],
/// [`Undefined::BadOption`] for a negative power, [`Undefined::NothingInCommon`] when groups were never at risk
/// together.
pub fn log_rank(strata: &[Vec<Option<RiskTable>>], weights: LogRankWeights) -> Result<LogRank, Undefined> {
    let groups = strata.first().map_or(0, Vec::len);
    if groups < 2 || strata.iter().any(|stratum| stratum.len() != groups) {
        return Err(Undefined::WrongShape);
    }
    if !weights.is_valid() {
        return Err(Undefined::BadOption);
    }
    let mut sums = Sums::new(groups);
    for stratum in strata {
        sums.add(stratum, weights);
    }
    if sums.events == 0 {
        return Err(Undefined::NoEvents);
    }
    sums.test()
}

/// The test for trend over ordered groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogRankTrend {
    /// `(Σ score (O − E))² / scoreᵀ V score`, on one degree of freedom.
    pub statistic: f64,
    /// Upper tail of the chi-squared distribution.
    pub p_value: f64,
}

/// The log-rank test for trend: whether the hazard grows with the groups' `scores`.
///
/// Source: Tarone, Biometrika 1975;62:679. Only the spacing of the scores matters.
///
/// # Errors
/// [`Undefined::WrongShape`] unless there is a finite score for each group, [`Undefined::NoSpread`] when all are alike
/// or nothing varies.
pub fn log_rank_trend(test: &LogRank, scores: &[f64]) -> Result<LogRankTrend, Undefined> {
    if scores.len() != test.observed.len() || !scores.iter().all(|score| score.is_finite()) {
        return Err(Undefined::WrongShape);
    }
    let middle = scores.iter().sum::<f64>() / scores.len() as f64;
    let centred = DVector::from_iterator(scores.len(), scores.iter().map(|score| score - middle));
    let variance = centred.dot(&(&test.variance * &centred));
    let size = centred.amax();
    if variance <= 1e-12 * size * size * test.variance.amax() || size == 0.0 {
        return Err(Undefined::NoSpread);
    }
    let excess = centred.dot(&difference(&test.observed, &test.expected));
    let statistic = excess * excess / variance;
    let p_value = ChiSquared::new(1.0).ok_or(Undefined::OutOfRange)?.sf(statistic);
    Ok(LogRankTrend { statistic, p_value })
}

fn difference(observed: &[f64], expected: &[f64]) -> DVector<f64> {
    DVector::from_iterator(observed.len(), observed.iter().zip(expected).map(|(o, e)| o - e))
}

struct Sums {
    events: u32,
    observed: Vec<f64>,
    expected: Vec<f64>,
    variance: DMatrix<f64>,
}

impl Sums {
    fn new(groups: usize) -> Self {
        let zeros = vec![0.0; groups];
        Self { events: 0, observed: zeros.clone(), expected: zeros, variance: DMatrix::zeros(groups, groups) }
    }

    fn add(&mut self, stratum: &[Option<RiskTable>], weights: LogRankWeights) {
        let mut survival = 1.0;
        for time in event_times(stratum) {
            let counts = stratum.iter().map(|group| group.as_ref().map(|table| table.at(time)));
            let (at_risk, events): (Vec<f64>, Vec<f64>) = counts
                .map(|counts| counts.map_or((0.0, 0.0), |c| (f64::from(c.n_risk), f64::from(c.n_event))))
                .unzip();
            let (n, d): (f64, f64) = (at_risk.iter().sum(), events.iter().sum());
            self.add_time(&at_risk, &events, weights.weight(survival, n));
            self.events += d as u32;
            survival *= (n - d) / n;
        }
    }

    /// The hypergeometric mean and covariance of the events at one time.
    fn add_time(&mut self, at_risk: &[f64], events: &[f64], weight: f64) {
        let (n, d): (f64, f64) = (at_risk.iter().sum(), events.iter().sum());
        let spread = if n > 1.0 { weight * weight * d * (n - d) / (n * n * (n - 1.0)) } else { 0.0 };
        for (j, &risk) in at_risk.iter().enumerate() {
            self.observed[j] += weight * events[j];
            self.expected[j] += weight * d * risk / n;
            for (k, &other) in at_risk.iter().enumerate() {
                let own = if j == k { risk * n } else { 0.0 };
                self.variance[(j, k)] += spread * (own - risk * other);
            }
        }
    }

    fn test(self) -> Result<LogRank, Undefined> {
        let present: Vec<usize> = (0..self.expected.len()).filter(|&j| self.expected[j] > 0.0).collect();
        let kept = present.get(1..).unwrap_or_default();
        let excess = difference(&self.observed, &self.expected);
        let reduced = DMatrix::from_fn(kept.len(), kept.len(), |j, k| self.variance[(kept[j], kept[k])]);
        let solved = if kept.is_empty() { None } else { reduced.cholesky() };
        let factor = solved.ok_or(Undefined::NothingInCommon)?;
        let excess = DVector::from_iterator(kept.len(), kept.iter().map(|&j| excess[j]));
        let statistic = excess.dot(&factor.solve(&excess));
        let df = kept.len() as f64;
        if !statistic.is_finite() {
            return Err(Undefined::NothingInCommon);
        }
        let p_value = ChiSquared::new(df).ok_or(Undefined::OutOfRange)?.sf(statistic);
        let Self { observed, expected, variance, .. } = self;
        Ok(LogRank { observed, expected, variance, statistic, df, p_value })
    }
}

/// Times at which any group has an event.
fn event_times(stratum: &[Option<RiskTable>]) -> Vec<f64> {
    let rows = stratum.iter().flatten().flat_map(RiskTable::rows);
    let mut times: Vec<f64> = rows.filter(|row| row.n_event > 0).map(|row| row.time).collect();
    times.sort_by(f64::total_cmp);
    times.dedup();
    times
}

#[cfg(test)]
mod tests {
    use super::super::{FollowUp, Status::Event};
    use super::*;

    /// Two groups with events at 1 and 3, and at 2 and 4.
    fn strata() -> Vec<Vec<Option<RiskTable>>> {
        let group =
            |times: [f64; 2]| RiskTable::of_people(&times.map(|time| FollowUp::until(time, Event))).ok();
        vec![vec![group([1.0, 3.0]), group([2.0, 4.0])]]
    }

    /// By hand: before the events S is 1, ¾, ½ and ¼; of the first group 2 of 4, 1 of 3, 1 of 2 and 0 of 1 are at risk.
    #[test]
    fn late_events_count_by_the_powers_of_survival() {
        let test =
            |rho, gamma| log_rank(&strata(), LogRankWeights::FlemingHarrington { rho, gamma }).unwrap();
        let late = test(0.0, 1.0);
        assert!((late.observed[0] - 0.5).abs() < 1e-15 && (late.expected[0] - 1.0 / 3.0).abs() < 1e-15);
        assert!((late.statistic - 4.0 / 11.0).abs() < 1e-14, "{late:?}");
        let middle = test(1.0, 1.0);
        assert!((middle.observed[0] - 0.25).abs() < 1e-15 && (middle.expected[0] - 0.1875).abs() < 1e-15);
        assert!((middle.statistic - 1.0 / 6.0).abs() < 1e-14, "{middle:?}");
    }

    #[test]
    fn powers_are_numbers_that_are_not_negative() {
        let fails = |weights| log_rank(&strata(), weights).err() == Some(Undefined::BadOption);
        for bad in [-0.5, f64::NAN, f64::INFINITY] {
            assert!(fails(LogRankWeights::GRho { rho: bad }), "{bad}");
            assert!(fails(LogRankWeights::FlemingHarrington { rho: bad, gamma: 1.0 }), "{bad}");
            assert!(fails(LogRankWeights::FlemingHarrington { rho: 1.0, gamma: bad }), "{bad}");
        }
        let plain = log_rank(&strata(), LogRankWeights::LogRank).unwrap();
        for none in
            [LogRankWeights::GRho { rho: 0.0 }, LogRankWeights::FlemingHarrington { rho: 0.0, gamma: 0.0 }]
        {
            assert_eq!(log_rank(&strata(), none), Ok(plain.clone()));
        }
    }

    #[test]
    fn strata_have_the_same_groups_and_groups_a_finite_score() {
        let [stratum] = <[_; 1]>::try_from(strata()).unwrap();
        let single = vec![stratum.first().cloned().flatten()];
        for wrong in [vec![], vec![single.clone()], vec![stratum.clone(), single]] {
            assert_eq!(log_rank(&wrong, LogRankWeights::LogRank), Err(Undefined::WrongShape));
        }
        let test = log_rank(&[stratum], LogRankWeights::LogRank).unwrap();
        for wrong in [&[1.0, 2.0, 3.0][..], &[1.0, f64::NAN]] {
            assert_eq!(log_rank_trend(&test, wrong), Err(Undefined::WrongShape));
        }
        assert_eq!(log_rank_trend(&test, &[7.0, 7.0]), Err(Undefined::NoSpread));
        // Of two groups it is the test itself, whatever the scores.
        for scores in [[0.0, 1.0], [1e6 + 3.0, 1e6 + 5.0]] {
            assert!((log_rank_trend(&test, &scores).unwrap().statistic - test.statistic).abs() < 1e-12);
        }
    }

    /// One of 10,000,002 is in the first group; the third has nobody.
    #[test]
    fn small_variances_and_small_scores_are_no_rounding_and_who_is_absent_adds_nothing() {
        let few = RiskTable::of_counts(&[2.0], &[0], &[1]).ok();
        let many = RiskTable::of_counts(&[1.0, 2.0], &[1, 0], &[0, 10_000_000]).ok();
        let test = log_rank(&[vec![few.clone(), many.clone()]], LogRankWeights::LogRank).unwrap();
        for scores in [[0.0, 1.0], [0.0, 1e-7]] {
            let trend = log_rank_trend(&test, &scores).unwrap();
            assert!((trend.statistic / test.statistic - 1.0).abs() < 1e-7);
        }
        let three = log_rank(&[vec![few, many, None]], LogRankWeights::LogRank).unwrap();
        assert_eq!((three.df, three.statistic), (1.0, test.statistic));
        assert_eq!(log_rank_trend(&three, &[1.0, 1.0, 2.0]), Err(Undefined::NoSpread));
    }
}
