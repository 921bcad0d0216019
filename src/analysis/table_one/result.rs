//! What is found, before anything is held back.

use serde::{Deserialize, Serialize};

use crate::analysis::compare::PairSizes;
use crate::domain::{Code, NumberRange};
use crate::stats::Moments;

/// Baseline characteristics by group.
#[derive(Debug, Clone, PartialEq)]
pub struct TableOneResult {
    /// People in the study.
    pub everyone: u32,
    /// People in the cohort.
    pub selected: u32,
    /// People in the cohort without a value of the grouping variable: in no group.
    pub ungrouped: u32,
    /// How two chosen groups were made; `None` for groups by a variable.
    pub pair: Option<PairSizes>,
    /// In the order of the category's levels, or first and second; groups of nobody are kept.
    pub groups: Vec<TableGroup>,
    /// Variables known at baseline, then baseline scores, in catalogue order.
    pub characteristics: Vec<Characteristic>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableGroup {
    /// Level code; `None` for everyone as one group and for a chosen group.
    pub code: Option<Code>,
    /// Name for people.
    pub label: String,
    /// People in it.
    pub people: u32,
}

/// One variable or baseline score.
#[derive(Debug, Clone, PartialEq)]
pub struct Characteristic {
    /// Code of the variable or instrument.
    pub code: Code,
    /// Name for people.
    pub label: String,
    /// Its values.
    pub body: Body,
}

/// The values of a characteristic by group.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// A quantity.
    Number {
        /// Unit, possibly empty.
        unit: String,
        /// Possible values.
        range: NumberRange,
        /// How it is summarised, the same for every group and cohort of the study.
        shape: Shape,
        /// One a group.
        groups: Vec<NumberSummary>,
        /// Of everyone in a group.
        all: NumberSummary,
    },
    /// A category or flag.
    Levels {
        /// In display order.
        levels: Vec<CharacteristicLevel>,
    },
}

/// How a quantity is summarised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// By mean and standard deviation.
    Symmetric,
    /// By median and quartiles.
    Skewed,
}

impl Shape {
    /// Beyond this skewness of the whole study's values, in either direction, a quantity is skewed (Bulmer, Principles
    /// of Statistics, 1979, calls it highly skewed).
    pub const MOST_SKEWNESS: f64 = 1.0;

    /// The shape of values with this skewness; symmetric where there is none.
    pub fn of(skewness: Option<f64>) -> Self {
        match skewness {
            Some(skewness) if skewness.abs() > Self::MOST_SKEWNESS => Self::Skewed,
            Some(_) | None => Self::Symmetric,
        }
    }
}

/// A quantity in one group.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct NumberSummary {
    /// `None` when nobody has a value.
    pub moments: Option<Moments>,
    /// `None` when nobody has a value.
    pub quartiles: Option<Quartiles>,
}

impl NumberSummary {
    /// People with a value.
    pub fn present(&self) -> u32 {
        self.moments.map_or(0, |moments| moments.n)
    }
}

/// The values a quarter, half and three quarters of the way up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quartiles {
    /// Lower quartile.
    pub lower: f64,
    /// Median.
    pub median: f64,
    /// Upper quartile.
    pub upper: f64,
}

/// One level of a category, or one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CharacteristicLevel {
    /// Name for people.
    pub label: String,
    /// People at it, one a group.
    pub groups: Vec<u32>,
}
