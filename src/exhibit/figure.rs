//! What a figure shows, without how it is drawn. Everything here is already published.

use serde::{Deserialize, Serialize};

use super::{Count, ForestFigure, MultiplesFigure, TrendBand, columns};
use crate::domain::{Direction, Finite, Interval};

/// A figure of any kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FigureSpec {
    /// Means over time.
    Trend(TrendFigure),
    /// Shares of people who improved by at least each cut-off.
    Responders(ResponderFigure),
    /// Estimates of one difference by several methods.
    Forest(ForestFigure),
    /// How far groups differ at the start, by characteristic.
    Differences(DifferenceFigure),
    /// People left after each rule of a cohort.
    Attrition(AttritionFigure),
    /// Means over time, a panel a level of a category.
    Multiples(MultiplesFigure),
}

/// Means over time by group, with the people behind each mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TrendFigure {
    /// Time, left to right. Positions are offsets in the study's unit, or 0, 1, 2 … where only the order is known.
    pub x: Axis,
    /// The score, from the instrument's best or worst end; ticks within the drawn range.
    pub y: Axis,
    /// Which way is good.
    pub direction: Direction,
    /// What the bands are.
    pub band: TrendBand,
    /// One a group, in the order of the category's levels.
    pub series: Vec<Series>,
}

/// An axis with its ticks: computed here, so that no renderer chooses its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// Title with unit.
    pub title: String,
    /// Drawn from.
    pub low: Finite,
    /// Drawn to, above `low`.
    pub high: Finite,
    /// Ascending.
    pub ticks: Vec<Tick>,
    /// Said beside the title when the axis does not show the whole possible range ("axis drawn to 50").
    pub note: Option<String>,
}

/// A labelled position.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tick {
    /// Where.
    pub at: Finite,
    /// The words.
    pub label: String,
}

/// One group's line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Group name for people.
    pub label: String,
    /// 1 to 6: decides colour, dash and mark, and is kept when other groups are hidden. Past 6 it starts again.
    pub number: u8,
    /// One a time point, in the order of the axis.
    pub points: Vec<SeriesPoint>,
}

/// A mean, or the reason there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Estimate {
    /// A mean with its 95 % interval; the interval is absent when fewer than two values stand behind it.
    Mean {
        /// In the unit of the axis.
        value: Finite,
        /// 95 % confidence interval.
        interval: Option<Interval>,
    },
    /// Too few people to show.
    Hidden,
    /// Nobody has a value.
    Empty,
}

/// One group at one time point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SeriesPoint {
    /// Position on the x axis.
    pub at: Finite,
    /// Name of the time point for people.
    pub label: String,
    /// The mean.
    pub estimate: Estimate,
    /// From the 25th to the 75th percentile, where the band is that and may be shown.
    pub quartiles: Option<Interval>,
    /// The people behind it.
    pub people: StripColumn,
}

/// Who stands behind one mean, as drawn in the strip under the chart: three parts of the group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StripColumn {
    /// Contribute a value to the mean (observed, or filled in when the handling fills).
    pub contributing: Count,
    /// No value at this time point but one later.
    pub no_report: Count,
    /// No value at this time point or later.
    pub left: Count,
    /// All of the group.
    pub group: Count,
    /// Missing at this time point (`no_report` + `left`), before any filling.
    pub missing: Count,
}

/// Cumulative responder curves: by group and denominator, the share of people who improved by at least each cut-off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ResponderFigure {
    /// Improvement in per cent of the person's own baseline.
    pub x: Axis,
    /// Share of people in per cent.
    pub y: Axis,
    /// Decimals of the shares.
    pub places: u8,
    /// Cut-offs with a line and words of their own, ascending.
    pub marks: Vec<CutOff>,
    /// By group; within one, everyone before the completers.
    pub series: Vec<ResponderSeries>,
}

/// A cut-off that is marked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CutOff {
    /// Position on the x axis.
    pub at: Finite,
    /// The words ("30% moderate improvement").
    pub label: String,
}

/// Of whom a share is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Denominator {
    /// Everyone with a baseline, whether or not they have a later value: drawn as the group's line.
    Everyone,
    /// Only completers: drawn as a thinner line.
    Completers,
}

/// One group's curve of one denominator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ResponderSeries {
    /// Name for people: the group, or the denominator where there is one group.
    pub label: String,
    /// Denominator and its size, as they follow the label; may be empty.
    pub detail: String,
    /// 1 to 6, the group's: decides colour and dash.
    pub number: u8,
    /// Of whom.
    pub denominator: Denominator,
    /// People in the denominator.
    pub people: Count,
    /// The whole curve, ascending: as fine as may be seen.
    #[serde(with = "columns::curve")]
    #[cfg_attr(feature = "ssr", schemars(with = "columns::Curve"))]
    pub curve: Vec<CurvePoint>,
    /// The cut-offs of the table, marked ones among them, ascending and the same for every series.
    pub points: Vec<ResponderPoint>,
}

/// A share on a curve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CurvePoint {
    /// Position on the x axis.
    pub at: Finite,
    /// The share in per cent, as a mean of 0 and 100, and its interval, the outline of the band: both drawn and printed
    /// nowhere, to two decimals. Completers have no band.
    pub estimate: Estimate,
}

/// A share at a cut-off of the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ResponderPoint {
    /// Position on the x axis.
    pub at: Finite,
    /// Name of the cut-off, as in the table ("30% or more").
    pub label: String,
    /// The share in per cent, as a mean of 0 and 100.
    pub estimate: Estimate,
    /// Those who improved so much.
    pub people: Count,
}

/// Standardised differences between groups: a row a characteristic, a mark at its difference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DifferenceFigure {
    /// The difference, from 0.
    pub x: Axis,
    /// From here on groups are called different: a line.
    pub notable: Finite,
    /// Decimals of the differences.
    pub places: u8,
    /// From top to bottom.
    pub rows: Vec<DifferenceRow>,
}

/// One characteristic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DifferenceRow {
    /// Name for people.
    pub label: String,
    /// The difference, without an interval.
    pub difference: Estimate,
}

/// People left after each rule of a cohort, one bar a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AttritionFigure {
    /// Everyone first, then the rules in their order.
    pub bars: Vec<AttritionBar>,
}

/// One rule of a cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AttritionBar {
    /// The rule as it stands on a control.
    pub label: String,
    /// People before it.
    pub before: Count,
    /// People left after it.
    pub left: Count,
}
