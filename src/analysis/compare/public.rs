//! The shapes of a comparison as a viewer may see it.

use serde::{Deserialize, Serialize};

use super::{
    Arrival, Assignment, Method, OverlapResolution, PublicFit, PublicNumber, PublicProbability,
    ResponderCutOff, Structure,
};
use crate::analysis::PublicShare;
use crate::domain::{CompleterRule, Finite, Instrument};
use crate::exhibit::Count;
use crate::stats::MannWhitneyMethod;

/// Two groups compared; differences are first − second.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicCompare {
    /// The score.
    pub instrument: Instrument,
    /// Position of the baseline.
    pub baseline: u32,
    /// Position of the time point compared.
    pub time: u32,
    /// How people came to be in their groups.
    pub assignment: Assignment,
    /// What was done with people in both.
    pub resolution: OverlapResolution,
    /// People who were in both.
    pub overlap: Count,
    /// Who is a completer.
    pub completer: CompleterRule,
    /// The estimate asked to be told first.
    pub lead: Option<Method>,
    /// First and second.
    pub groups: Vec<PublicComparedGroup>,
    /// Difference of the mean changes, Welch's t test.
    pub difference: PublicTest,
    /// Difference with the baseline held equal, by analysis of covariance.
    pub adjusted: PublicTest,
    /// Difference at the time point from every score up to it.
    pub repeated: PublicRepeated,
    /// What the methods take for granted, beside the data; only under
    /// [`Policy::Exact`](crate::exhibit::Policy::Exact).
    pub fit: Option<PublicFit>,
    /// Hedges' g of the changes, standardised by their pooled standard deviation.
    pub effect_size: PublicNumber,
    /// The changes by rank.
    pub ranks: PublicRanks,
    /// Hodges-Lehmann shift of the changes.
    pub shift: PublicNumber,
    /// By cut-off; within one, everyone before the completers.
    pub responders: Vec<PublicResponderComparison>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicComparedGroup {
    /// Name for people.
    pub label: String,
    /// People in it.
    pub people: Count,
    /// People with a value at baseline and at the time point.
    pub contributing: Count,
    /// People without one of them.
    pub missing: Count,
    /// Mean change, paired t test.
    pub change: PublicTest,
    /// Improvement of the mean as a share of the mean baseline.
    pub improvement: PublicNumber,
}

/// An estimate with its test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicTest {
    /// The estimate.
    pub estimate: PublicNumber,
    /// Two-sided.
    pub p_value: PublicProbability,
    /// Only under [`Policy::Exact`](crate::exhibit::Policy::Exact).
    pub statistic: Option<Finite>,
    /// Degrees of freedom; only under [`Policy::Exact`](crate::exhibit::Policy::Exact).
    pub df: Option<Finite>,
    /// Of the changes; only within one group and under [`Policy::Exact`](crate::exhibit::Policy::Exact).
    pub standard_deviation: Option<Finite>,
}

impl PublicTest {
    /// A test of which nothing is shown.
    pub const HIDDEN: Self = Self {
        estimate: PublicNumber::Hidden,
        p_value: PublicProbability::Hidden,
        statistic: None,
        df: None,
        standard_deviation: None,
    };
}

/// A difference from repeated measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicRepeated {
    /// Whether it is found yet.
    pub arrival: Arrival,
    /// The difference at the time point compared.
    pub test: PublicTest,
    /// People used, of the first and the second group.
    pub people: Vec<Count>,
    /// Scores used; only under [`Policy::Exact`](crate::exhibit::Policy::Exact).
    pub scores: Option<u32>,
    /// Positions of the time points used, ascending; none where no difference is shown.
    pub visits: Vec<u32>,
    /// How many time points there are after baseline, up to the one compared.
    pub offered: u32,
    /// How the scores of one person hang together; `None` where no difference is shown.
    pub structure: Option<Structure>,
    /// Steps of the search; only under [`Policy::Exact`](crate::exhibit::Policy::Exact).
    pub steps: Option<u32>,
}

impl PublicCompare {
    /// The difference by a method.
    pub const fn estimate(&self, method: Method) -> &PublicNumber {
        match method {
            Method::Crude => &self.difference.estimate,
            Method::Adjusted => &self.adjusted.estimate,
            Method::Repeated => &self.repeated.test.estimate,
            Method::Ranked => &self.shift,
        }
    }

    /// The p-value of that difference.
    pub const fn p_value(&self, method: Method) -> PublicProbability {
        match method {
            Method::Crude => self.difference.p_value,
            Method::Adjusted => self.adjusted.p_value,
            Method::Repeated => self.repeated.test.p_value,
            Method::Ranked => self.ranks.p_value,
        }
    }

    /// The people behind it, of the first and the second group.
    pub fn people(&self, method: Method) -> Vec<Count> {
        match method {
            Method::Crude | Method::Adjusted | Method::Ranked => {
                self.groups.iter().map(|group| group.contributing).collect()
            }
            Method::Repeated => self.repeated.people.clone(),
        }
    }
}

/// How a rank test was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RankMethod {
    /// From all ways to deal the values out.
    Exact,
    /// Normal approximation, corrected for ties and continuity.
    NormalWithContinuity,
    /// Normal approximation, corrected for ties only.
    Normal,
}

impl From<MannWhitneyMethod> for RankMethod {
    fn from(method: MannWhitneyMethod) -> Self {
        match method {
            MannWhitneyMethod::Exact => Self::Exact,
            MannWhitneyMethod::NormalWithContinuity => Self::NormalWithContinuity,
            MannWhitneyMethod::Normal => Self::Normal,
        }
    }
}

/// A Mann-Whitney test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicRanks {
    /// U of the first group; only under [`Policy::Exact`](crate::exhibit::Policy::Exact).
    pub statistic: Option<Finite>,
    /// Two-sided.
    pub p_value: PublicProbability,
    /// How it was computed; `None` when nothing is shown.
    pub method: Option<RankMethod>,
    /// Rank-biserial correlation, −1 to 1.
    pub rank_biserial: PublicNumber,
}

/// Of whom the responders are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponderDenominator {
    /// Everyone with a baseline above 0; without a value they have not improved.
    Everyone,
    /// The completers among them.
    Completers,
}

/// Responders at one cut-off, of one denominator, in both groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicResponderComparison {
    /// From which improvement on.
    pub cut_off: ResponderCutOff,
    /// Of whom.
    pub denominator: ResponderDenominator,
    /// Denominators of the first and the second group.
    pub of: Vec<Count>,
    /// Responders of the first and the second group.
    pub shares: Vec<PublicShare>,
    /// Difference of the shares, −1 to 1, with Newcombe's interval.
    pub risk_difference: PublicNumber,
    /// Ratio of the shares.
    pub risk_ratio: PublicNumber,
    /// Sample odds ratio.
    pub odds_ratio: PublicNumber,
    /// Reciprocal of the difference, where its interval excludes zero.
    pub number_needed_to_treat: PublicNumber,
    /// Fisher's exact test, two-sided.
    pub fisher: PublicProbability,
    /// Pearson's test.
    pub pearson: PublicChiSquared,
    /// Pearson's test with Yates' correction.
    pub yates: PublicChiSquared,
}

/// A chi-squared test on one degree of freedom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicChiSquared {
    /// Only under [`Policy::Exact`](crate::exhibit::Policy::Exact).
    pub statistic: Option<Finite>,
    /// Of the statistic.
    pub p_value: PublicProbability,
}
