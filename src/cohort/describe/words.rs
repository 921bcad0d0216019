//! Small words.

use crate::domain::{Day, Finite, format};

const MAX_PLACES: usize = 6;

/// A number as people write it: as many decimals as it has, at most six.
pub(in crate::cohort) fn number(value: Finite) -> String {
    let exact = format::exact(value);
    let places = exact.split_once('.').map_or(0, |(_, decimals)| decimals.len().min(MAX_PLACES));
    format::decimal(value, places)
}

/// `30 to 60 years`, `at least 30 years`; `unit` comes with its space.
pub(super) fn range(low: Option<Finite>, high: Option<Finite>, unit: &str) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => format!("{}{unit}", number(low)),
        (Some(low), Some(high)) => format!("{} to {}{unit}", number(low), number(high)),
        (Some(low), None) => format!("at least {}{unit}", number(low)),
        (None, Some(high)) => format!("at most {}{unit}", number(high)),
        (None, None) => "any".to_owned(),
    }
}

/// `2024-01-01 to 2024-06-30`, `on or after 2024-01-01`.
pub(super) fn days(low: Option<Day>, high: Option<Day>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => format!("on {low}"),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("on or after {low}"),
        (None, Some(high)) => format!("on or before {high}"),
        (None, None) => "any".to_owned(),
    }
}

/// `a`, `a and b`, `a, b and c`; set off by semicolons when a part has commas of its own.
pub(super) fn separated(parts: &[String], conjunction: &str) -> String {
    let separator = if parts.iter().any(|part| part.contains(", ")) { "; " } else { ", " };
    join(parts, separator, conjunction)
}

/// `a`, `a or b`, `a, b or c`; after a semicolon the conjunction is set off too.
pub(super) fn join(parts: &[String], separator: &str, conjunction: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => {
            let pause = if separator == "; " { ";" } else { "" };
            format!("{}{pause} {conjunction} {last}", first.join(separator))
        }
    }
}

/// A label as it stands within a sentence: "Prior surgery" → "prior surgery"; "BMI" and "SF-36" stay.
pub(super) fn in_sentence(label: &str) -> String {
    let mut characters = label.chars();
    let Some(first) = characters.next() else { return String::new() };
    let rest_of_word: Vec<char> = characters.clone().take_while(|c| !c.is_whitespace()).collect();
    if rest_of_word.is_empty() || !rest_of_word.iter().all(|c| c.is_lowercase() || !c.is_alphanumeric()) {
        return label.to_owned();
    }
    first.to_lowercase().chain(characters).collect()
}

/// "pain" → "Pain".
pub(super) fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
