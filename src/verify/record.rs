//! How near the engine came, case by case, as the last run of the tests wrote it down.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::{Case, Comparison, Method, Verdict, methods};

/// One case of the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The method's name.
    pub method: String,
    /// The case's id.
    pub case: String,
    /// The file with the case, without its ending.
    pub file: String,
    /// The program that said what is expected, with its version and the function called.
    pub source: String,
    /// How many values are compared.
    pub values: usize,
    /// The largest tolerance of the values.
    pub tolerance: f64,
    /// The largest relative difference found.
    pub worst: f64,
}

impl Record {
    /// Of a case, and the verdict on it. The difference is rounded up to one digit.
    pub fn of(case: &Case, file: &str, verdict: &Verdict) -> Self {
        let tolerance = verdict.comparisons.iter().map(|comparison: &Comparison| comparison.tolerance);
        Self {
            method: case.method.clone(),
            case: case.id.clone(),
            file: file.to_owned(),
            source: source(case),
            values: verdict.comparisons.len(),
            tolerance: tolerance.fold(0.0, f64::max),
            worst: to_one_digit(verdict.worst_difference().unwrap_or(0.0)),
        }
    }
}

/// The record as it is kept: a line a case.
pub fn written(records: &[Record]) -> String {
    let lines: Vec<String> = records.iter().filter_map(|record| serde_json::to_string(record).ok()).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// The record in a text that [`written`] made; nothing from another.
pub fn read(text: &str) -> Vec<Record> {
    serde_json::from_str(text).unwrap_or_default()
}

/// The families in the order of their first methods, each with its methods.
pub fn families() -> Vec<(&'static str, Vec<&'static Method>)> {
    let mut families: Vec<(&str, Vec<&Method>)> = Vec::new();
    for method in methods::all() {
        let family = method.name.split('.').next().unwrap_or(method.name);
        match families.iter_mut().find(|(name, _)| *name == family) {
            Some((_, members)) => members.push(method),
            None => families.push((family, vec![method])),
        }
    }
    families
}

/// `docs/STATISTICS.md`: every method with its formula, source, options and cases.
pub fn document(records: &[Record]) -> String {
    let mut text = String::from(HEAD);
    for (family, members) in families() {
        let _ = write!(text, "\n## {family}\n");
        for method in members {
            describe(&mut text, method, records);
        }
    }
    text
}

const HEAD: &str = "\
# Statistics

Every method of the statistics engine: what it computes, whence it comes, how it is asked, and how near it comes to other
programs. The tests write this page (`docs/DEVELOPING.md`); `sinew verify FILE…` runs cases, `sinew verify --list` names what
a case can say. A tolerance is relative to the expected number; where 0 is expected it is absolute. Every method takes the argument
`subset`: for each column it names, the rows whose value is in the list.

A file holds a list of cases, or one. No value is written as `null`, `NaN`, `NA`, `\"Inf\"` or `\"-Inf\"`, also the open side of an
interval; an option's words count without their capitals and joints (`two_sided` is `two.sided`). In data `true` and `false`
are the words `TRUE` and `FALSE`, and a number in quotes is a word to a formula and a number everywhere else. `tolerance` is a
number, or an object of results with a number each and `default` for the others.
";

fn describe(text: &mut String, method: &Method, records: &[Record]) {
    let Method { name, title, formula, source, .. } = method;
    let _ = write!(text, "\n### `{name}`\n\n{title}. {formula}\n\nSource: {source}.\n\n");
    for (kind, fields) in
        [("Arguments", method.arguments), ("Options", method.options), ("Results", method.results)]
    {
        if !fields.is_empty() {
            let fields: Vec<String> =
                fields.iter().map(|field| format!("`{}` ({})", field.name, field.meaning)).collect();
            let _ = writeln!(text, "- {kind}: {}", fields.join("; "));
        }
    }
    text.push_str(
        "\n| Case | Expected by | Values | Tolerance | Worst difference |\n| --- | --- | --- | --- | --- |\n",
    );
    for record in records.iter().filter(|record| record.method == *name) {
        let Record { case, source, values, tolerance, worst, .. } = record;
        let _ = writeln!(text, "| {case} | {source} | {values} | {tolerance:e} | {worst:e} |");
    }
}

fn source(case: &Case) -> String {
    let Some(source) = &case.source else {
        return "not said".to_owned();
    };
    let version = source.version.as_ref().map_or_else(String::new, |version| format!(" {version}"));
    let call = source.call.as_ref().map_or_else(String::new, |call| format!(", {call}"));
    format!("{}{version}{call}", source.program)
}

/// Rounded up to one digit; a difference that is not finite stays.
fn to_one_digit(difference: f64) -> f64 {
    if difference <= 0.0 || !difference.is_finite() {
        return difference;
    }
    let unit = libm::exp10(libm::floor(libm::log10(difference)));
    // By text, so that 3e-16 is written as that.
    let digit = libm::ceil(difference / unit);
    format!("{digit}e{}", libm::floor(libm::log10(difference))).parse().unwrap_or(difference)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_rounded_up_to_one_digit() {
        assert_eq!([0.0, 2.31e-16, 1e-9, 0.096].map(to_one_digit), [0.0, 3e-16, 1e-9, 0.1]);
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let record = Record {
            method: "t_test.welch".to_owned(),
            case: "a".to_owned(),
            file: "t_test".to_owned(),
            source: "R 4.2.2, t.test(x, y)".to_owned(),
            values: 5,
            tolerance: 1e-12,
            worst: 3e-16,
        };
        assert_eq!(read(&written(std::slice::from_ref(&record))), std::slice::from_ref(&record));
        assert!(document(&[record]).contains("| a | R 4.2.2, t.test(x, y) | 5 | 1e-12 | 3e-16 |"));
    }
}
