//! What may be seen of a trend.
//!
//! Under [`Policy::Rounded`] every count passes through [`LinkedCounts`](crate::exhibit::disclosure::LinkedCounts), with complements, attrition steps and
//! overlaps as counts of their own. A mean is shown when at least eleven people contribute, its group is shown and
//! their values are not all alike; it has two significant digits and an interval no finer, rounded outward. Shares and
//! their intervals come from the rounded counts.

use serde::{Deserialize, Serialize};

use super::cells::{Context, GroupCells, PointCells, link_groups};
use super::{TrendGroup, TrendPoint, TrendResult};
use crate::analysis::headcount::Headcount;
use crate::analysis::rounding::{QuartileSupport, place_of_two_digits, rounded_at, two_digits};
use crate::analysis::share::{PublicShare, share_of};
use crate::domain::{Code, Finite, Instrument, Interval, MissingDataHandling};
use crate::exhibit::disclosure::{CellId, ShownCounts};
use crate::exhibit::{Count, Policy, Publish, StripColumn};
use crate::stats::Moments;

/// Decimals of a mean score on the page.
const SCORE_PLACES: u8 = 1;

/// From this width of a scale on, quartiles are whole numbers under [`Policy::Rounded`].
const WHOLE_FROM: f64 = 5.0;

/// Means over time by group, as a viewer may see them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicTrend {
    /// The score.
    pub instrument: Instrument,
    /// What was done about missing values.
    pub handling: MissingDataHandling,
    /// Position of the primary time point.
    pub primary: u32,
    /// Position of the baseline; `None` when there is no change to report.
    pub baseline: Option<u32>,
    /// People in the cohort.
    pub selected: Count,
    /// People in no group.
    pub ungrouped: Count,
    /// People whom the handling leaves out: not completers, or without a baseline value.
    pub excluded: Count,
    /// In the order of the category's levels.
    pub groups: Vec<PublicGroup>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicGroup {
    /// Level code; `None` for everyone as one group and for a chosen group.
    pub code: Option<Code>,
    /// Name for people.
    pub label: String,
    /// People in it.
    pub people: Count,
    /// One a time point.
    pub points: Vec<PublicPoint>,
    /// Change from baseline to the primary time point.
    pub change: PublicChange,
    /// People with a value of their own at the primary time point, of all in the group.
    pub reporting: PublicShare,
}

/// One group at one time point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicPoint {
    /// The mean.
    pub mean: PublicEstimate,
    /// From the 25th to the 75th percentile of people's values; `None` where there are none or the policy holds them
    /// back.
    pub quartiles: Option<Interval>,
    /// The people behind it; `group` is those whom the handling keeps.
    pub people: StripColumn,
}

/// A mean score or mean difference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicEstimate {
    /// Shown.
    Shown {
        /// The mean.
        value: Finite,
        /// 95 % t interval; absent for a single value.
        interval: Option<Interval>,
        /// Standard deviation, only under [`Policy::Exact`].
        standard_deviation: Option<Finite>,
        /// Decimals to print.
        places: u8,
    },
    /// Held back by the policy.
    Hidden,
    /// Nobody contributes.
    Empty,
}

/// Mean paired change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicChange {
    /// The score has no baseline, or the baseline is what is reported.
    Unavailable,
    /// There is a baseline.
    Paired {
        /// Mean difference, later − baseline.
        mean: PublicEstimate,
        /// People with both values.
        pairs: Count,
    },
}

impl Publish for TrendResult {
    type Public = PublicTrend;

    fn publish(self, policy: Policy) -> PublicTrend {
        let headcount = self.headcount();
        let (withheld, shown) = (headcount.is_withheld(policy), headcount.shown(policy));
        let excluded = self.groups.iter().map(|group| group.people.saturating_sub(group.analysed)).sum();
        let span = self.instrument.range.high.get() - self.instrument.range.low.get();
        let context =
            Context { handling: self.handling, primary: self.primary, baseline: self.baseline, policy, span };
        let (cells, counts) = link_groups(&self, context, &shown);
        let counts = counts.publish(policy);
        let groups = self.groups.iter().zip(shown.groups).zip(&cells);
        let groups =
            groups.map(|((group, people), cells)| context.publish(group, people, cells.as_ref(), &counts));
        let groups = groups.collect();
        PublicTrend {
            instrument: self.instrument,
            handling: self.handling,
            primary: self.primary as u32,
            baseline: self.baseline.map(|position| position as u32),
            selected: shown.selected,
            ungrouped: shown.ungrouped,
            excluded: if withheld { Count::Hidden } else { policy.count(excluded) },
            groups,
        }
    }
}

impl TrendResult {
    fn headcount(&self) -> Headcount<'_> {
        Headcount {
            everyone: self.everyone,
            selected: self.selected,
            ungrouped: self.ungrouped,
            groups: self.groups.iter().map(|group| group.people).collect(),
            pair: self.pair.as_ref(),
        }
    }
}

impl Context {
    fn publish(
        self,
        group: &TrendGroup,
        people: Count,
        cells: Option<&GroupCells>,
        shown: &ShownCounts,
    ) -> PublicGroup {
        let Some(cells) = cells else { return hidden_group(group) };
        let points = group.points.iter().zip(&cells.points);
        PublicGroup {
            code: group.code.clone(),
            label: group.label.clone(),
            people,
            points: points.map(|(point, cell)| self.point(point, *cell, cells.analysed, shown)).collect(),
            change: self.change(group, cells, shown),
            reporting: share_of(shown.count(cells.reporting), people, self.policy),
        }
    }

    fn point(self, point: &TrendPoint, cells: PointCells, group: CellId, shown: &ShownCounts) -> PublicPoint {
        let contributing = shown.count(cells.contributing);
        let supported = shown.supports_estimate(cells.contributing);
        let support = QuartileSupport { size: shown.count(group), present: contributing, supported };
        let mean = self.estimate(point.moments, point.interval, contributing, supported);
        PublicPoint {
            quartiles: self.quartiles(point, &mean, support),
            mean,
            people: StripColumn {
                contributing,
                no_report: shown.count(cells.no_report),
                left: shown.count(cells.left),
                group: shown.count(group),
                missing: shown.count(cells.missing),
            },
        }
    }

    /// Quartiles are shown beside a mean. Under rounding they need 44 people and are whole numbers, as coarse as the mean;
    /// on a scale under five points wide they have the decimals of the mean.
    fn quartiles(
        self,
        point: &TrendPoint,
        mean: &PublicEstimate,
        support: QuartileSupport,
    ) -> Option<Interval> {
        let PublicEstimate::Shown { .. } = mean else { return None };
        let (quartiles, moments) = (point.quartiles?, point.moments?);
        match self.policy {
            Policy::Exact => Some(quartiles),
            Policy::Rounded => {
                support.bears(moments.n, QuartileSupport::FEWEST).then_some(())?;
                let most_places = if self.span < WHOLE_FROM { SCORE_PLACES } else { 0 };
                let place = place_of_two_digits(Finite::new(moments.mean)?, most_places);
                let [low, high] = [quartiles.low, quartiles.high].map(|end| rounded_at(end.get(), place));
                Interval::new(low?.get(), high?.get())
            }
        }
    }

    /// A change needs both of its sides to be shown.
    fn change(self, group: &TrendGroup, cells: &GroupCells, shown: &ShownCounts) -> PublicChange {
        let (Some(change), Some(pairs)) = (&group.change, cells.pairs) else {
            return PublicChange::Unavailable;
        };
        let sides = [Some(self.primary), self.baseline];
        let sides = sides.into_iter().flatten().filter_map(|time| cells.points.get(time));
        let supported = shown.supports_estimate(pairs)
            && sides.into_iter().all(|side| shown.supports_estimate(side.contributing));
        PublicChange::Paired {
            mean: self.estimate(change.moments, change.interval, shown.count(pairs), supported),
            pairs: shown.count(pairs),
        }
    }

    fn estimate(
        self,
        moments: Option<Moments>,
        interval: Option<Interval>,
        people: Count,
        supported: bool,
    ) -> PublicEstimate {
        if people == Count::Zero {
            return PublicEstimate::Empty;
        }
        let Some(moments) = moments.filter(|_| supported) else { return PublicEstimate::Hidden };
        let shown = match self.policy {
            Policy::Exact => exact_estimate(&moments, interval),
            Policy::Rounded => rounded_estimate(&moments, interval),
        };
        shown.unwrap_or(PublicEstimate::Hidden)
    }
}

fn exact_estimate(moments: &Moments, interval: Option<Interval>) -> Option<PublicEstimate> {
    Some(PublicEstimate::Shown {
        value: Finite::new(moments.mean)?,
        interval,
        standard_deviation: moments.standard_deviation().and_then(Finite::new),
        places: SCORE_PLACES,
    })
}

/// `None` when all values are alike: the mean would tell each person's value.
fn rounded_estimate(moments: &Moments, interval: Option<Interval>) -> Option<PublicEstimate> {
    moments.variance.filter(|variance| *variance > 0.0)?;
    let rounded = two_digits(Finite::new(moments.mean)?, interval?, SCORE_PLACES)?;
    Some(PublicEstimate::Shown {
        value: rounded.value,
        interval: Some(rounded.interval),
        standard_deviation: None,
        places: rounded.places,
    })
}

/// A group of which nothing is shown but that it exists.
fn hidden_group(group: &TrendGroup) -> PublicGroup {
    let hidden = Count::Hidden;
    let people =
        StripColumn { contributing: hidden, no_report: hidden, left: hidden, group: hidden, missing: hidden };
    let point = PublicPoint { mean: PublicEstimate::Hidden, quartiles: None, people };
    let change = match group.change {
        Some(_) => PublicChange::Paired { mean: PublicEstimate::Hidden, pairs: hidden },
        None => PublicChange::Unavailable,
    };
    PublicGroup {
        code: group.code.clone(),
        label: group.label.clone(),
        people: hidden,
        points: vec![point; group.points.len()],
        change,
        reporting: PublicShare::HIDDEN,
    }
}
