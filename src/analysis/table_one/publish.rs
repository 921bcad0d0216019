//! What may be seen of baseline characteristics.
//!
//! Under [`Policy::Rounded`] every count passes through [`LinkedCounts`](crate::exhibit::disclosure::LinkedCounts), row
//! by row and column by column; percentages come from the rounded counts; means have two significant digits, medians
//! need 22 people and quartiles 44; everyone's column is hidden where a group is; a standardised difference has one
//! decimal and is hidden where one of its sides is.

use serde::{Deserialize, Serialize};

use super::cells::{ColumnCells, Shown, Sizes, link};
use super::difference::largest_difference;
use super::number;
use super::result::{Body, Characteristic, CharacteristicLevel, Shape, TableOneResult};
use crate::analysis::rounding::QuartileSupport;
use crate::analysis::share::{PublicShare, share_of};
use crate::domain::{Code, Finite, Interval};
use crate::exhibit::{Count, Policy, Publish};

/// Baseline characteristics, as a viewer may see them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicTableOne {
    /// People in the cohort.
    pub selected: Count,
    /// People in no group.
    pub ungrouped: Count,
    /// In the order of the category's levels.
    pub groups: Vec<PublicTableGroup>,
    /// People in a group; `None` where there is one group, which is everyone.
    pub all: Option<Count>,
    /// In catalogue order; every list of columns in them holds the groups, then everyone where there is such a column.
    pub characteristics: Vec<PublicCharacteristic>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicTableGroup {
    /// Level code; `None` for everyone as one group.
    pub code: Option<Code>,
    /// Name for people.
    pub label: String,
    /// People in it.
    pub people: Count,
}

/// One variable or baseline score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicCharacteristic {
    /// Code of the variable or instrument.
    pub code: Code,
    /// Name for people.
    pub label: String,
    /// Its values.
    pub body: PublicBody,
    /// People without a value, of all in the column.
    pub missing: Vec<PublicShare>,
    /// How far the groups differ.
    pub difference: PublicDifference,
}

/// The values of a characteristic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicBody {
    /// A quantity.
    Number {
        /// Unit, possibly empty.
        unit: String,
        /// How it is summarised.
        shape: Shape,
        /// One a column.
        columns: Vec<PublicNumber>,
    },
    /// A category or flag.
    Levels {
        /// In display order.
        levels: Vec<PublicLevel>,
    },
}

/// A quantity in one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicNumber {
    /// Mean and standard deviation.
    Mean {
        /// Mean.
        mean: Finite,
        /// Standard deviation; absent for a single value and where it would tell how many people there are.
        standard_deviation: Option<Finite>,
        /// Decimals to print.
        places: u8,
    },
    /// Median and quartiles.
    Median {
        /// Median.
        median: Finite,
        /// Lower and upper quartile; absent where people are too few.
        quartiles: Option<Interval>,
        /// Decimals to print.
        places: u8,
    },
    /// Held back by the policy.
    Hidden,
    /// Nobody has a value.
    Empty,
}

/// One level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicLevel {
    /// Name for people.
    pub label: String,
    /// One a column, of those with a value.
    pub columns: Vec<PublicShare>,
}

/// Absolute standardised difference, of several groups the largest of any two.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicDifference {
    /// Shown.
    Shown {
        /// In standard deviations, not negative.
        value: Finite,
        /// Decimals to print.
        places: u8,
    },
    /// Held back by the policy.
    Hidden,
    /// Fewer than two groups with values, or no finite difference.
    Unavailable,
}

impl Publish for TableOneResult {
    type Public = PublicTableOne;

    fn publish(self, policy: Policy) -> PublicTableOne {
        let sizes = Sizes::of(&self, policy);
        let characteristics = self
            .characteristics
            .iter()
            .map(|one| View { sizes: &sizes, policy }.characteristic(one))
            .collect();
        let groups = self.groups.into_iter().zip(&sizes.groups);
        PublicTableOne {
            selected: sizes.selected,
            ungrouped: sizes.ungrouped,
            groups: groups
                .map(|(group, (_, people))| PublicTableGroup {
                    code: group.code,
                    label: group.label,
                    people: *people,
                })
                .collect(),
            all: sizes.all.map(|(_, count)| count),
            characteristics,
        }
    }
}

#[derive(Clone, Copy)]
struct View<'a> {
    sizes: &'a Sizes,
    policy: Policy,
}

impl View<'_> {
    fn characteristic(self, one: &Characteristic) -> PublicCharacteristic {
        let shown = link(&one.body, self.sizes, self.policy);
        let missing = self.sizes.columns().zip(&shown.columns).map(|((_, size), column)| {
            column.as_ref().map_or(PublicShare::HIDDEN, |cells| {
                share_of(shown.counts.count(cells.missing), size, self.policy)
            })
        });
        PublicCharacteristic {
            code: one.code.clone(),
            label: one.label.clone(),
            missing: missing.collect(),
            body: self.body(&one.body, &shown),
            difference: self.difference(&one.body, &shown),
        }
    }

    fn body(self, body: &Body, shown: &Shown) -> PublicBody {
        match body {
            Body::Number { unit, range: _, shape, groups, all } => {
                let summaries = groups.iter().chain([all]);
                let columns = summaries.zip(self.sizes.columns()).zip(self.supports(shown));
                let columns = columns.map(|((summary, _), support)| {
                    support.map_or(PublicNumber::Hidden, |support| {
                        number::publish(summary, *shape, support, self.policy)
                    })
                });
                PublicBody::Number { unit: unit.clone(), shape: *shape, columns: columns.collect() }
            }
            Body::Levels { levels } => {
                let levels = levels.iter().enumerate();
                PublicBody::Levels {
                    levels: levels.map(|(position, level)| self.level(position, level, shown)).collect(),
                }
            }
        }
    }

    /// What each column bears; everyone's nothing unless every group's bears it, so that none can be worked out.
    fn supports(self, shown: &Shown) -> Vec<Option<QuartileSupport>> {
        let of = |(size, column): (Count, &Option<ColumnCells>)| {
            column.as_ref().map(|cells| QuartileSupport {
                size,
                present: shown.counts.count(cells.present),
                supported: shown.counts.supports_estimate(cells.present),
            })
        };
        let sizes = self.sizes.columns().map(|(_, size)| size);
        let mut supports: Vec<Option<QuartileSupport>> = sizes.zip(&shown.columns).map(of).collect();
        if let (Some(_), Some((all, groups))) = (self.sizes.all, supports.split_last_mut()) {
            let bears = |support: &Option<QuartileSupport>| {
                support.is_some_and(|support| support.supported || support.present == Count::Zero)
            };
            if !groups.iter().all(bears) {
                *all = None;
            }
        }
        supports
    }

    fn level(self, position: usize, level: &CharacteristicLevel, shown: &Shown) -> PublicLevel {
        let share = |column: &Option<ColumnCells>| {
            let cells = column.as_ref()?;
            let people = shown.counts.count(*cells.levels.get(position)?);
            Some(share_of(people, shown.counts.count(cells.present), self.policy))
        };
        let columns = shown.columns.iter().map(|column| share(column).unwrap_or(PublicShare::HIDDEN));
        PublicLevel { label: level.label.clone(), columns: columns.collect() }
    }

    /// Of the groups in which somebody has a value.
    fn difference(self, body: &Body, shown: &Shown) -> PublicDifference {
        let groups = shown.columns.iter().take(self.sizes.groups.len());
        let columns: Vec<(usize, Option<&ColumnCells>)> =
            groups.map(Option::as_ref).enumerate().filter(|(_, column)| has_values(*column, shown)).collect();
        let positions: Vec<usize> = columns.iter().map(|(position, _)| *position).collect();
        if positions.len() < 2 {
            return PublicDifference::Unavailable;
        }
        let found = match self.policy {
            Policy::Exact => largest_difference(body, &positions),
            Policy::Rounded => {
                let seen: Option<Vec<&ColumnCells>> = columns.iter().map(|(_, column)| *column).collect();
                let Some(body) = seen.and_then(|columns| as_seen(body, &columns, shown)) else {
                    return PublicDifference::Hidden;
                };
                let all: Vec<usize> = (0..positions.len()).collect();
                match &body {
                    Body::Number { .. } => largest_difference(&body, &positions),
                    Body::Levels { .. } => largest_difference(&body, &all),
                }
            }
        };
        found.and_then(|value| self.printed(value)).unwrap_or(PublicDifference::Unavailable)
    }

    fn printed(self, value: f64) -> Option<PublicDifference> {
        let (value, places) = match self.policy {
            Policy::Exact => (value, 2),
            Policy::Rounded => (libm::round(value * 10.0) / 10.0, 1),
        };
        Some(PublicDifference::Shown { value: Finite::new(value)?, places })
    }
}

/// Whether somebody in the column may have a value, as far as is shown.
fn has_values(column: Option<&ColumnCells>, shown: &Shown) -> bool {
    column.is_none_or(|cells| shown.counts.count(cells.present) != Count::Zero)
}

/// The body with only what is shown: a quantity whose every column bears an estimate, levels by their counts as shown.
/// `None` where something is hidden.
fn as_seen(body: &Body, columns: &[&ColumnCells], shown: &Shown) -> Option<Body> {
    match body {
        Body::Number { .. } => {
            let supported = columns.iter().all(|cells| shown.counts.supports_estimate(cells.present));
            supported.then(|| body.clone())
        }
        Body::Levels { levels } => {
            let level = |(position, level): (usize, &CharacteristicLevel)| {
                let people =
                    columns.iter().map(|cells| shown.counts.count(*cells.levels.get(position)?).shown());
                Some(CharacteristicLevel {
                    label: level.label.clone(),
                    groups: people.collect::<Option<_>>()?,
                })
            };
            Some(Body::Levels { levels: levels.iter().enumerate().map(level).collect::<Option<_>>()? })
        }
    }
}
