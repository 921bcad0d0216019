//! What a method found, by name.

use serde_json::{Map, Value};

/// One named result.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantity {
    /// A number; `None` where there is none, as the open side of a one-sided interval.
    Number(Option<f64>),
    /// A word, as the name of the method chosen or a level.
    Text(String),
    /// A list.
    List(Vec<Quantity>),
    /// Results by name.
    Record(Vec<(String, Quantity)>),
}

impl From<f64> for Quantity {
    fn from(value: f64) -> Self {
        Self::Number(Some(value))
    }
}

impl From<u32> for Quantity {
    fn from(value: u32) -> Self {
        Self::Number(Some(f64::from(value)))
    }
}

impl From<usize> for Quantity {
    fn from(value: usize) -> Self {
        Self::Number(Some(value as f64))
    }
}

impl From<Option<f64>> for Quantity {
    fn from(value: Option<f64>) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Quantity {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Quantity {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl<T: Into<Quantity>> From<Vec<T>> for Quantity {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Quantity>, const N: usize> From<[T; N]> for Quantity {
    fn from(values: [T; N]) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl From<&[f64]> for Quantity {
    fn from(values: &[f64]) -> Self {
        values.to_vec().into()
    }
}

impl From<Outcome> for Quantity {
    fn from(outcome: Outcome) -> Self {
        Self::Record(outcome.results)
    }
}

/// The results of a method, in the order they are reported.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    results: Vec<(String, Quantity)>,
}

impl Outcome {
    /// With one result more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Quantity>) -> Self {
        self.results.push((name.to_owned(), value.into()));
        self
    }

    /// The result with this name.
    pub fn get(&self, name: &str) -> Option<&Quantity> {
        self.results.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Names in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.results.iter().map(|(name, _)| name.as_str())
    }

    /// As JSON; a number that is not finite is `null`.
    pub fn to_json(&self) -> Value {
        record(&self.results)
    }
}

fn record(results: &[(String, Quantity)]) -> Value {
    Value::Object(results.iter().map(|(name, value)| (name.clone(), json(value))).collect::<Map<_, _>>())
}

fn json(quantity: &Quantity) -> Value {
    match quantity {
        Quantity::Number(value) => (*value).into(),
        Quantity::Text(text) => text.clone().into(),
        Quantity::List(values) => values.iter().map(json).collect(),
        Quantity::Record(results) => record(results),
    }
}
