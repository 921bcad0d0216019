//! Estimates as they are sent: by column, not one by one. A page sends hundreds with every move of a brush, and half of
//! what is sent would be their names.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{CurvePoint, Estimate};
use crate::domain::{Finite, Interval};

/// A list of estimates, one place an estimate.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Columns {
    /// The values; nothing where there is none.
    value: Vec<Option<Finite>>,
    /// Lower limits of the intervals.
    low: Vec<Option<Finite>>,
    /// Upper limits.
    high: Vec<Option<Finite>>,
    /// Places of those that are hidden; the others without a value are of nobody.
    hidden: Vec<u32>,
}

/// A curve: where its estimates are, and the estimates.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Curve {
    /// Positions on the x axis.
    at: Vec<Finite>,
    /// One a position.
    estimates: Columns,
}

impl Columns {
    fn of<'e>(estimates: impl Iterator<Item = &'e Estimate>) -> Self {
        let mut columns = Self { value: Vec::new(), low: Vec::new(), high: Vec::new(), hidden: Vec::new() };
        for (place, estimate) in (0_u32..).zip(estimates) {
            let (value, interval) = match estimate {
                Estimate::Mean { value, interval } => (Some(*value), *interval),
                Estimate::Hidden => {
                    columns.hidden.push(place);
                    (None, None)
                }
                Estimate::Empty => (None, None),
            };
            columns.value.push(value);
            columns.low.push(interval.map(|interval| interval.low));
            columns.high.push(interval.map(|interval| interval.high));
        }
        columns
    }

    /// The estimates; a sentence when the columns contradict each other.
    fn estimates(&self) -> Result<Vec<Estimate>, &'static str> {
        if self.low.len() != self.value.len() || self.high.len() != self.value.len() {
            return Err("columns of estimates differ in length");
        }
        let limits = self.low.iter().zip(&self.high);
        let places = (0_u32..).zip(&self.value).zip(limits);
        places.map(|((place, value), (low, high))| self.estimate(place, *value, (*low, *high))).collect()
    }

    fn estimate(
        &self,
        place: u32,
        value: Option<Finite>,
        limits: (Option<Finite>, Option<Finite>),
    ) -> Result<Estimate, &'static str> {
        let is_hidden = self.hidden.contains(&place);
        match (value, limits) {
            (Some(value), (None, None)) if !is_hidden => Ok(Estimate::Mean { value, interval: None }),
            (Some(value), (Some(low), Some(high))) if !is_hidden => {
                let interval =
                    Interval::new(low.get(), high.get()).ok_or("an interval ends before it begins")?;
                Ok(Estimate::Mean { value, interval: Some(interval) })
            }
            (None, (None, None)) => Ok(if is_hidden { Estimate::Hidden } else { Estimate::Empty }),
            (Some(_) | None, _) => Err("an estimate is there only in part"),
        }
    }
}

/// `#[serde(with = "columns::estimates")]` for `Vec<Estimate>`.
pub(super) mod estimates {
    use super::{Columns, Deserialize, Deserializer, Error, Estimate, Serialize, Serializer};

    pub fn serialize<S: Serializer>(estimates: &[Estimate], serializer: S) -> Result<S::Ok, S::Error> {
        Columns::of(estimates.iter()).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Estimate>, D::Error> {
        Columns::deserialize(deserializer)?.estimates().map_err(D::Error::custom)
    }
}

/// `#[serde(with = "columns::curve")]` for `Vec<CurvePoint>`.
pub(super) mod curve {
    use super::{Columns, Curve, CurvePoint, Deserialize, Deserializer, Error, Serialize, Serializer};

    pub fn serialize<S: Serializer>(curve: &[CurvePoint], serializer: S) -> Result<S::Ok, S::Error> {
        let estimates = Columns::of(curve.iter().map(|point| &point.estimate));
        Curve { at: curve.iter().map(|point| point.at).collect(), estimates }.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<CurvePoint>, D::Error> {
        let curve = Curve::deserialize(deserializer)?;
        let estimates = curve.estimates.estimates().map_err(D::Error::custom)?;
        if estimates.len() != curve.at.len() {
            return Err(D::Error::custom("a curve has not one estimate a position"));
        }
        let points = curve.at.into_iter().zip(estimates);
        Ok(points.map(|(at, estimate)| CurvePoint { at, estimate }).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sent {
        #[serde(with = "estimates")]
        estimates: Vec<Estimate>,
        #[serde(with = "curve")]
        curve: Vec<CurvePoint>,
    }

    fn any_estimate() -> impl Strategy<Value = Estimate> {
        let finite = |value| Finite::new(value).unwrap();
        prop_oneof![
            3 => (-1e6..1e6, 0.0..1e6, any::<bool>()).prop_map(move |(value, half, wide)| Estimate::Mean {
                value: finite(value),
                interval: wide.then(|| Interval::new(value - half, value + half)).flatten(),
            }),
            1 => Just(Estimate::Hidden),
            1 => Just(Estimate::Empty),
        ]
    }

    proptest! {
        #[test]
        fn what_is_sent_by_column_arrives_as_it_was(estimates in prop::collection::vec(any_estimate(), 0..20)) {
            let curve = (0_u32..).zip(&estimates);
            let curve = curve.map(|(at, estimate)| CurvePoint { at: at.into(), estimate: estimate.clone() });
            let sent = Sent { curve: curve.collect(), estimates };
            let json = serde_json::to_string(&sent).unwrap();
            prop_assert_eq!(serde_json::from_str::<Sent>(&json).unwrap(), sent);
        }
    }

    #[test]
    fn columns_that_contradict_each_other_are_refused() {
        let read = |value: &str, low: &str, hidden: &str| {
            let columns = format!("{{\"value\":{value},\"low\":{low},\"high\":[4],\"hidden\":{hidden}}}");
            serde_json::from_str::<Columns>(&columns).unwrap().estimates()
        };
        assert!(read("[3]", "[2]", "[]").is_ok());
        assert_eq!(read("[3,4]", "[2]", "[]"), Err("columns of estimates differ in length"));
        assert_eq!(read("[3]", "[5]", "[]"), Err("an interval ends before it begins"));
        assert_eq!(read("[3]", "[2]", "[0]"), Err("an estimate is there only in part"));
        assert_eq!(read("[null]", "[2]", "[]"), Err("an estimate is there only in part"));
    }
}
