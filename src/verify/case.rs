//! The form of a case file.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::CaseError;

/// One case: a method, its data and what another program found.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Names the case in reports.
    pub id: String,
    /// A method's name, as `t_test.welch`.
    pub method: String,
    /// Where the numbers are: `{"file": "sleep.csv"}`, `{"columns": {"a": [1, 2]}}`, or nothing when the arguments say all.
    #[serde(default)]
    pub data: Data,
    /// Which columns, formula or counts the method is given.
    #[serde(default)]
    pub arguments: Map<String, Value>,
    /// How the method is asked.
    #[serde(default)]
    pub options: Map<String, Value>,
    /// Results by name: a number, a word, `null` for no value, or lists and objects of these.
    pub expected: Map<String, Value>,
    /// How near each result must be.
    #[serde(default)]
    pub tolerance: Tolerances,
    /// Which program said so.
    #[serde(default)]
    pub source: Option<CaseSource>,
    /// What a reader should know.
    #[serde(default)]
    pub note: Option<String>,
}

/// The data of a case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// Name of a CSV file with a header line; `NA` and nothing are missing.
    #[serde(default)]
    pub file: Option<String>,
    /// Columns in the case itself; `null` is missing.
    #[serde(default)]
    pub columns: Option<Map<String, Value>>,
}

/// Where the expected values come from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseSource {
    /// The program, or the publication.
    pub program: String,
    /// Its version.
    #[serde(default)]
    pub version: Option<String>,
    /// The function called there.
    #[serde(default)]
    pub call: Option<String>,
}

/// The relative tolerance of each result by name, and `default` for the others.
///
/// A result inside another is named with its path, as `coefficients.estimate`; the longest name that fits counts.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Tolerances(BTreeMap<String, f64>);

impl Tolerances {
    /// Where a case says nothing.
    pub const DEFAULT: f64 = 1e-9;

    /// The tolerance of the result with this path.
    pub fn of(&self, path: &str) -> f64 {
        let parents = path.match_indices('.').map(|(end, _)| &path[..end]);
        let names = std::iter::once(path).chain(parents.collect::<Vec<_>>().into_iter().rev());
        names
            .filter_map(|name| self.0.get(name))
            .chain(self.0.get("default"))
            .next()
            .copied()
            .unwrap_or(Self::DEFAULT)
    }
}

/// The cases of a file.
///
/// # Errors
/// [`CaseError::Malformed`] with the place and the words of the JSON reader.
pub fn cases(text: &str) -> Result<Vec<Case>, CaseError> {
    serde_json::from_str(text).map_err(|error| CaseError::Malformed { reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_of_a_result_gives_its_tolerance() {
        let given: Tolerances = serde_json::from_str(r#"{"default": 1e-7, "a": 1e-3, "a.b": 1e-5}"#).unwrap();
        let found = ["a.b.c", "a.b", "a.x", "b"].map(|path| given.of(path));
        assert_eq!(found, [1e-5, 1e-5, 1e-3, 1e-7]);
        assert_eq!(Tolerances::default().of("a"), Tolerances::DEFAULT);
    }

    #[test]
    fn a_case_with_a_field_we_do_not_know_is_refused_with_its_place() {
        let error = cases(r#"[{"id": "a", "method": "b", "expected": {}, "expcted": {}}]"#).unwrap_err();
        assert!(error.to_string().contains("expcted"), "{error}");
    }
}
