//! How well the methods fit, as a viewer may see it: in full or not at all.
//!
//! Under [`Policy::Rounded`] nothing: standard deviations beside intervals invert to counts, a skewness of few values
//! tells the values, and who has a score at each time point is told, guarded, by the figure over time.

use serde::{Deserialize, Serialize};

use super::CompareResult;
use super::publish::View;
use crate::domain::Finite;
use crate::exhibit::Policy;

/// What the methods take for granted, beside the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicFit {
    /// Ratio of the standard deviations of the changes, the first group's over the second's.
    pub ratio_of_deviations: Option<Finite>,
    /// F of Brown and Forsythe's test of equal spread.
    pub spread_statistic: Option<Finite>,
    /// Its p-value.
    pub spread_p_value: Option<Finite>,
    /// First and second group.
    pub groups: Vec<PublicGroupFit>,
    /// By time point after baseline, up to the one compared.
    pub visits: Vec<PublicVisitFit>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicGroupFit {
    /// Standard deviation of the changes.
    pub deviation: Option<Finite>,
    /// Skewness of the changes.
    pub skewness: Option<Finite>,
}

/// One time point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicVisitFit {
    /// Position of the time point.
    pub time: u32,
    /// Share of the first and of the second group without a baseline and a score there.
    pub missing: Vec<Option<Finite>>,
}

pub(super) fn fit(view: View<'_>) -> Option<PublicFit> {
    match view.policy {
        Policy::Exact => Some(exact(view.result)),
        Policy::Rounded => None,
    }
}

fn exact(result: &CompareResult) -> PublicFit {
    let deviation = |place: usize| {
        let pairs = result.groups.get(place).and_then(|group| group.pairs);
        pairs.and_then(|pairs| pairs.change.standard_deviation())
    };
    let ratio = deviation(0).zip(deviation(1)).and_then(|(one, other)| Finite::new(one / other));
    let group = |(place, skewness): (usize, &Option<f64>)| PublicGroupFit {
        deviation: deviation(place).and_then(Finite::new),
        skewness: skewness.and_then(Finite::new),
    };
    let spread = result.fit.spread.ok();
    PublicFit {
        ratio_of_deviations: ratio,
        spread_statistic: spread.and_then(|test| Finite::new(test.statistic)),
        spread_p_value: spread.and_then(|test| Finite::new(test.p_value)),
        groups: result.fit.skewness.iter().enumerate().map(group).collect(),
        visits: visits(result),
    }
}

fn visits(result: &CompareResult) -> Vec<PublicVisitFit> {
    let sizes = result.groups.each_ref().map(|group| group.people);
    let missing =
        |(seen, size): (&u32, &u32)| Finite::new(f64::from(size.saturating_sub(*seen)) / f64::from(*size));
    let offered = result.repeated.offered.iter();
    offered
        .map(|visit| PublicVisitFit {
            time: visit.time as u32,
            missing: visit.people.iter().zip(&sizes).map(missing).collect(),
        })
        .collect()
}
