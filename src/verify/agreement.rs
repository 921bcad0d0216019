//! Whether what was found is what was expected.

use serde_json::{Map, Value};

use super::error::listed;
use super::{CaseError, Outcome, Quantity, Tolerances};

/// How near a number must be: relative to the expected one, which for an expected zero is absolute.
pub type Tolerance = f64;

/// One expected value beside the one found.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Where it stands in the results, as `conf_int.0`.
    pub path: String,
    /// What was expected and found.
    pub values: Values,
    /// How near a number must be.
    pub tolerance: Tolerance,
}

/// What is compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Numbers; `None` is no value.
    Numbers {
        /// By the other program.
        expected: Option<f64>,
        /// By the engine.
        found: Option<f64>,
    },
    /// Words, which must be the same.
    Words {
        /// By the other program.
        expected: String,
        /// By the engine.
        found: String,
    },
}

impl Comparison {
    /// Whether the two agree. What is not finite agrees with nothing.
    pub fn agrees(&self) -> bool {
        match &self.values {
            Values::Words { expected, found } => expected == found,
            Values::Numbers { expected: None, found } => found.is_none(),
            Values::Numbers { expected: Some(_), .. } => {
                self.relative_difference().is_some_and(|difference| difference <= self.tolerance)
            }
        }
    }

    /// `|found − expected| / |expected|`, and `|found|` where 0 is expected; infinite when there is no number, and `None`
    /// where no number is expected.
    pub fn relative_difference(&self) -> Option<f64> {
        let Values::Numbers { expected: Some(expected), found } = &self.values else {
            return None;
        };
        let Some(found) = found.filter(|found| found.is_finite()) else {
            return Some(f64::INFINITY);
        };
        // Below the smallest normal number a double has fewer digits than a tolerance asks for.
        let scale = if *expected == 0.0 { 1.0 } else { expected.abs().max(f64::MIN_POSITIVE) };
        Some((found - expected).abs() / scale)
    }
}

/// Every expected value beside the one found.
pub(super) fn compare(
    outcome: &Outcome,
    expected: &Map<String, Value>,
    tolerances: &Tolerances,
) -> Result<Vec<Comparison>, CaseError> {
    let mut comparisons = Vec::new();
    for (name, value) in expected {
        let found = outcome.get(name).ok_or_else(|| unknown(name, outcome.names()))?;
        walk(name, found, value, tolerances, &mut comparisons)?;
    }
    Ok(comparisons)
}

fn walk(
    path: &str,
    found: &Quantity,
    expected: &Value,
    tolerances: &Tolerances,
    comparisons: &mut Vec<Comparison>,
) -> Result<(), CaseError> {
    match (found, expected) {
        (Quantity::List(found), Value::Array(expected)) if found.len() == expected.len() => {
            for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
                walk(&format!("{path}.{index}"), found, expected, tolerances, comparisons)?;
            }
            Ok(())
        }
        (Quantity::Record(results), Value::Object(expected)) => {
            for (name, expected) in expected {
                let result = results.iter().find(|(known, _)| known == name);
                let (_, found) =
                    result.ok_or_else(|| unknown(name, results.iter().map(|(known, _)| known.as_str())))?;
                walk(&format!("{path}.{name}"), found, expected, tolerances, comparisons)?;
            }
            Ok(())
        }
        _ => {
            let values = values(found, expected).ok_or_else(|| differs(path, found, expected))?;
            comparisons.push(Comparison {
                path: path.to_owned(),
                values,
                tolerance: tolerances.of(&without_indices(path)),
            });
            Ok(())
        }
    }
}

fn values(found: &Quantity, expected: &Value) -> Option<Values> {
    match (found, expected) {
        (Quantity::Number(found), Value::Null) => Some(Values::Numbers { expected: None, found: *found }),
        (Quantity::Number(found), Value::Number(expected)) => {
            Some(Values::Numbers { expected: Some(expected.as_f64()?), found: *found })
        }
        (Quantity::Number(found), Value::String(expected)) => quoted(expected, *found),
        (Quantity::Text(found), Value::String(expected)) => {
            Some(Values::Words { expected: expected.clone(), found: found.clone() })
        }
        (Quantity::Text(found), Value::Number(expected)) => {
            let found = crate::domain::reading::number(found).map(crate::domain::Finite::get);
            Some(Values::Numbers { expected: Some(expected.as_f64()?), found })
        }
        (Quantity::List(all), Value::Null) if all.iter().all(|one| *one == Quantity::Number(None)) => {
            Some(Values::Numbers { expected: None, found: None })
        }
        // A list of one and its number are the same: some programs write the one, some the other.
        (Quantity::Number(_), Value::Array(one)) if one.len() == 1 => values(found, &one[0]),
        (Quantity::List(one), _) if one.len() == 1 && !expected.is_array() => values(&one[0], expected),
        _ => None,
    }
}

/// A number in quotes beside the one found; none for what programs write where there is no finite one.
fn quoted(expected: &str, found: Option<f64>) -> Option<Values> {
    let expected = match expected.trim_start_matches(['-', '+']).to_lowercase().as_str() {
        "inf" | "infinity" | "nan" | "na" | "" => None,
        _ => Some(crate::domain::reading::number(expected)?.get()),
    };
    Some(Values::Numbers { expected, found })
}

fn without_indices(path: &str) -> String {
    let named = path.split('.').filter(|part| part.parse::<usize>().is_err());
    named.collect::<Vec<_>>().join(".")
}

fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> CaseError {
    CaseError::UnknownResult { name: name.to_owned(), known: listed(known) }
}

fn differs(path: &str, found: &Quantity, expected: &Value) -> CaseError {
    let found = match found {
        Quantity::Number(_) => "a number".to_owned(),
        Quantity::Text(_) => "a word".to_owned(),
        Quantity::List(values) => format!("a list of {}", values.len()),
        Quantity::Record(results) => {
            format!("a record of {}", listed(results.iter().map(|(name, _)| name.as_str())))
        }
    };
    let expected = match expected {
        Value::Null => "no value".to_owned(),
        Value::Bool(_) => "true or false".to_owned(),
        Value::Number(_) => "a number".to_owned(),
        Value::String(_) => "a word".to_owned(),
        Value::Array(values) => format!("a list of {}", values.len()),
        Value::Object(values) => format!("a record of {}", listed(values.keys().map(String::as_str))),
    };
    CaseError::ShapeDiffers { name: path.to_owned(), found, expected }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn compared(outcome: &Outcome, expected: &Value) -> Result<Vec<bool>, CaseError> {
        let expected = expected.as_object().unwrap();
        let comparisons = compare(outcome, expected, &Tolerances::default())?;
        Ok(comparisons.iter().map(Comparison::agrees).collect())
    }

    #[test]
    fn every_number_is_compared_with_its_own() {
        let outcome = Outcome::default()
            .with("statistic", 2.0)
            .with("conf_int", [Some(1.0), None])
            .with("method", "exact")
            .with("not_finite", f64::NAN);
        let expected = json!({"statistic": 2.000_000_000_1, "conf_int": [1.0, null], "method": "exact"});
        assert_eq!(compared(&outcome, &expected), Ok(vec![true; 4]));
        let expected =
            json!({"statistic": 2.1, "conf_int": [null, 3.0], "method": "normal", "not_finite": 1.0});
        assert_eq!(compared(&outcome, &expected), Ok(vec![false; 5]));
    }

    #[test]
    fn other_ways_to_write_a_number_or_none_are_read() {
        let outcome = Outcome::default()
            .with("conf_int", [Some(1.0), None])
            .with("open", [None::<f64>, None])
            .with("levels", vec!["1", "2"])
            .with("p_value", 0.0);
        let expected =
            json!({"conf_int": ["1.0", "Inf"], "open": null, "levels": [1, "2"], "p_value": 5e-324});
        assert_eq!(compared(&outcome, &expected), Ok(vec![true; 6]));
        assert!(compared(&outcome, &json!({"p_value": "small"})).is_err());
    }

    #[test]
    fn what_is_not_there_or_of_another_shape_is_said() {
        let outcome = Outcome::default().with("statistic", 2.0).with("conf_int", [1.0, 2.0]);
        let said = |expected| compared(&outcome, &expected).unwrap_err().to_string();
        assert_eq!(said(json!({"p": 1})), "The method gives no “p”; it gives statistic, conf_int.");
        assert_eq!(
            said(json!({"conf_int": [1, 2, 3]})),
            "“conf_int” is a list of 2, and the case expects a list of 3."
        );
    }
}
