//! A forest: one estimate and its interval a row, all on one scale. Everything here is already published.

use serde::{Deserialize, Serialize};

use super::{Axis, Count, Estimate};
use crate::domain::Finite;

/// Estimates of one difference by several methods, under one another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ForestFigure {
    /// The scale of all rows, with its ticks.
    pub x: Axis,
    /// Where there is no difference.
    pub reference: Finite,
    /// What lies to the left of the reference and what to the right, in words.
    pub sides: ForestSides,
    /// Differences too small to matter to a person; `None` where the score has no such size.
    pub band: Option<ForestBand>,
    /// From top to bottom.
    pub rows: Vec<ForestRow>,
}

/// Words under the axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ForestSides {
    /// Left of the reference ("← fell more with acupuncture").
    pub left: String,
    /// Right of it.
    pub right: String,
}

/// A shaded part of the scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ForestBand {
    /// From.
    pub low: Finite,
    /// To, above `low`.
    pub high: Finite,
    /// The words ("under 15 points: small").
    pub label: String,
}

/// How a row is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ForestEmphasis {
    /// The result that is told first: a diamond.
    Headline,
    /// Another method: a square.
    Method,
}

/// One estimate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ForestRow {
    /// The method in a word or two ("Crude").
    pub label: String,
    /// What it is, more exactly.
    pub detail: String,
    /// How it is marked.
    pub emphasis: ForestEmphasis,
    /// The estimate.
    pub estimate: Estimate,
    /// The estimate as printed; empty when it is not shown.
    pub value: String,
    /// The interval as printed; empty when there is none.
    pub interval: String,
    /// People behind it, both groups together.
    pub people: Count,
}
