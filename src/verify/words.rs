//! Words of a case, however they are written.

use serde_json::Value;

use super::table::cell;

/// A word, or a number as it is written.
pub(super) fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) => cell(value)?.text().map(str::to_owned),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Types of sums of squares at the place of their number.
const ROMAN: [&str; 4] = ["", "I", "II", "III"];

/// Whether a choice is meant: capitals do not count, nor how words are joined; 2 means II, true `with`, false `without`.
pub(super) fn is_same_word(value: &Value, word: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace(['-', '.', ' '], "_");
    match value {
        Value::String(given) => plain(given) == plain(word),
        Value::Bool(flag) => word == if *flag { "with" } else { "without" },
        Value::Number(number) => {
            number.as_u64().is_some_and(|number| ROMAN.get(number as usize) == Some(&word))
        }
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_choice_is_known_by_other_joints_and_capitals_and_a_level_by_its_number() {
        for given in ["two_sided", "two.sided", "Two-Sided", "two sided"] {
            assert!(is_same_word(&json!(given), "two_sided"), "{given}");
        }
        assert!(!is_same_word(&json!("less"), "two_sided") && !is_same_word(&json!(2), "two_sided"));
        assert!(is_same_word(&json!(2), "II") && is_same_word(&json!(true), "with"));
        assert!(is_same_word(&json!(false), "without") && !is_same_word(&json!(false), "with"));
        assert_eq!(written(&json!(2.0)), Some("2".to_owned()));
        assert_eq!(written(&json!(null)), None);
    }
}
