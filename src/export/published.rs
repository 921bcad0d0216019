//! For tests: the numbers that something publishes.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

/// Every number in what `published` sends, as text; none when it cannot be sent.
pub(super) fn numbers(published: &impl Serialize) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(&serde_json::to_value(published).unwrap_or_default(), &mut found);
    found
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Number(number) => found.extend(number.as_f64().map(|number| number.to_string())),
        Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        Value::Object(values) => values.values().for_each(|value| collect(value, found)),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}
