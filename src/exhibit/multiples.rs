//! Small multiples: the course of each level of a category in a panel of its own, all on one scale.

use serde::{Deserialize, Serialize};

use super::{Axis, Count, Estimate, Tick, columns};
use crate::domain::Direction;

/// Means over time, a panel a level; the other levels are ghosts in each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MultiplesFigure {
    /// Time, the same in every panel.
    pub x: Axis,
    /// The score, the same in every panel.
    pub y: Axis,
    /// Which way is good.
    pub direction: Direction,
    /// Every time point that is drawn, in order, with its name as it follows "at".
    pub times: Vec<Tick>,
    /// In reading order.
    pub panels: Vec<Panel>,
}

/// One level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// Name for people.
    pub label: String,
    /// People of this level.
    pub people: Count,
    /// One a time point. The interval is the outline of the band.
    #[serde(with = "columns::estimates")]
    #[cfg_attr(feature = "ssr", schemars(with = "columns::Columns"))]
    pub means: Vec<Estimate>,
    /// The last value as it is printed; empty when none is shown.
    pub end: String,
    /// What stands first under the panel ("69.6% improved ≥ 30%").
    pub strong: String,
    /// Lines under it: interval and people.
    pub notes: Vec<String>,
}
