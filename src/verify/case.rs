//! The form of a case file.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer};
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
    /// How near each result must be: a number for all, or an object by name.
    #[serde(default, deserialize_with = "tolerances")]
    pub tolerance: Tolerances,
    /// Which program said so: an object, or a word.
    #[serde(default, deserialize_with = "source")]
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

fn tolerances<'de, D: Deserializer<'de>>(reader: D) -> Result<Tolerances, D::Error> {
    match Value::deserialize(reader)? {
        Value::Number(all) => {
            Ok(Tolerances(all.as_f64().map(|all| ("default".to_owned(), all)).into_iter().collect()))
        }
        Value::Null => Ok(Tolerances::default()),
        other @ (Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_)) => {
            Tolerances::deserialize(other).map_err(D::Error::custom)
        }
    }
}

fn source<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<CaseSource>, D::Error> {
    match Value::deserialize(reader)? {
        Value::String(program) => Ok(Some(CaseSource { program, version: None, call: None })),
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            Option::deserialize(other).map_err(D::Error::custom)
        }
    }
}

/// The cases of a file: a list of them, or a single one.
///
/// `NaN` and `Infinity`, which are no JSON but written by some programs as if they were, are read as no value.
///
/// # Errors
/// [`CaseError::Malformed`] with the place and the words of the JSON reader.
pub fn cases(text: &str) -> Result<Vec<Case>, CaseError> {
    let text = without_bare_words(text);
    let is_single = text.trim_start().starts_with('{');
    let found = if is_single {
        serde_json::from_str(&text).map(|one| vec![one])
    } else {
        serde_json::from_str(&text)
    };
    found.map_err(|error| CaseError::Malformed { reason: error.to_string() })
}

/// The text with `NaN`, `Infinity` and `-Infinity` outside of quotes as `null`, in its place.
fn without_bare_words(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    // In a text that is JSON, the parts between quotes are at odd places but for quotes after a backslash.
    let (mut is_quoted, mut is_escaped, mut plain) = (false, false, String::new());
    for letter in text.chars() {
        if !is_quoted && letter != '"' {
            plain.push(letter);
            continue;
        }
        if !is_quoted {
            written.push_str(&replaced(&plain));
            plain.clear();
        }
        written.push(letter);
        if letter == '"' && !is_escaped {
            is_quoted = !is_quoted;
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    written.push_str(&replaced(&plain));
    written
}

fn replaced(plain: &str) -> String {
    ["-Infinity", "Infinity", "NaN"].iter().fold(plain.to_owned(), |text, word| text.replace(word, "null"))
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
    fn a_single_case_may_have_one_tolerance_a_word_as_source_and_bare_words_for_no_value() {
        let text = r#"{"id": "a \" NaN", "method": "b", "expected": {"x": [NaN, -Infinity, 1]},
                       "tolerance": 1e-6, "source": "R 4.2.2"}"#;
        let found = cases(text).unwrap().remove(0);
        assert_eq!(found.id, "a \" NaN");
        assert_eq!(found.expected["x"], serde_json::json!([null, null, 1]));
        assert_eq!(found.tolerance.of("x"), 1e-6);
        assert_eq!(found.source.unwrap().program, "R 4.2.2");
    }

    #[test]
    fn a_case_with_a_field_we_do_not_know_is_refused_with_its_place() {
        let error = cases(r#"[{"id": "a", "method": "b", "expected": {}, "expcted": {}}]"#).unwrap_err();
        assert!(error.to_string().contains("expcted"), "{error}");
    }
}
