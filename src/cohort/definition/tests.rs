//! What is read, and what is refused.

use proptest::prelude::*;

use super::super::test_study::{definitions, flag, not, referring_definitions};
use super::*;

fn sentence(json: &str) -> String {
    CohortDefinition::parse(json).expect_err(json).to_string()
}

fn nested(lists: usize) -> String {
    let open = r#"{"kind":"all","detail":["#.repeat(lists);
    format!(r#"{{"version":1,"root":{open}{}}}"#, "]}".repeat(lists))
}

proptest! {
    #[test]
    fn a_definition_survives_json(definition in definitions()) {
        let json = serde_json::to_string(&definition).expect("serialises");
        prop_assert_eq!(CohortDefinition::parse(&json), Ok(definition));
    }

    #[test]
    fn a_definition_that_refers_to_others_survives_json(definition in referring_definitions()) {
        let json = serde_json::to_string(&definition).expect("serialises");
        prop_assert_eq!(CohortDefinition::parse(&json), Ok(definition));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in r#"[\[\]{}",:a-z0-9\\ ]{0,200}"#) {
        let _ = CohortDefinition::parse(&text);
    }
}

#[test]
fn the_deepest_allowed_tree_is_read() {
    assert!(CohortDefinition::parse(&nested(CohortDefinition::MAX_DEPTH)).is_ok());
}

/// Runs on a thread with a stack of 2 MB, as the server's threads have.
fn on_a_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(work);
    thread.expect("a thread").join().expect("no overflow")
}

#[test]
fn depth_bombs_are_refused_on_a_small_stack() {
    let refused = on_a_small_stack(|| {
        let content_first = |depth: usize| {
            let open = r#"{"detail":["#.repeat(depth);
            format!(r#"{{"version":1,"root":{open}{}}}"#, r#"],"kind":"all"}"#.repeat(depth))
        };
        let opposites = |depth: usize| {
            let open = r#"{"kind":"not","detail":"#.repeat(depth);
            let root = format!(r#"{open}{{"kind":"all","detail":[]}}{}"#, "}".repeat(depth));
            format!(r#"{{"version":2,"root":{root}}}"#)
        };
        let bombs = [
            nested(14),
            nested(128),
            nested(2_500),
            content_first(14),
            content_first(2_500),
            opposites(25),
            opposites(128),
            opposites(2_000),
            "[".repeat(60_000),
            r#"{"a":"#.repeat(10_000),
        ];
        bombs.iter().map(|bomb| CohortDefinition::parse(bomb)).collect::<Vec<_>>()
    });
    for result in refused {
        assert_eq!(result, Err(CohortError::TooDeep(CohortDefinition::MAX_DEPTH)));
    }
}

#[test]
fn a_hundred_thousand_levels_are_too_long_to_be_read() {
    let refused = on_a_small_stack(|| CohortDefinition::parse(&nested(100_000)));
    assert_eq!(refused, Err(CohortError::TooLong(CohortDefinition::MAX_BYTES)));
}

#[test]
fn a_text_longer_than_the_limit_is_refused_unread() {
    let text = " ".repeat(CohortDefinition::MAX_BYTES + 1);
    assert_eq!(sentence(&text), "This cohort definition is longer than 65536 bytes. Send a shorter one.");
}

#[test]
fn brackets_inside_strings_do_not_count_as_nesting() {
    assert_eq!(nesting(r#"{"a":"[[[[\"{{{"}"#), 1);
}

#[test]
fn malformed_definitions_are_refused_with_the_place() {
    let range =
        |detail: &str| format!(r#"{{"version":1,"root":{{"kind":"number_range","detail":{{{detail}}}}}}}"#);
    let cases = [
        (r#"{"version":1}"#.to_owned(), "missing field `root`"),
        (
            r#"{"version":1,"root":{"kind":"all","detail":[]},"extra":0}"#.to_owned(),
            "unknown field `extra`",
        ),
        (r#"{"version":1,"root":{"kind":"all","detail":[],"x":0}}"#.to_owned(), "string \"x\", expected \"kind\" or \"detail\""),
        (
            r#"{"version":1,"version":1,"root":{"kind":"all","detail":[]}}"#.to_owned(),
            "duplicate field `version`",
        ),
        (r#"{"version":2,"root":{"kind":"some","detail":[]}}"#.to_owned(), "unknown variant `some`"),
        (r#"{"version":2,"root":{"kind":"not","detail":[]}}"#.to_owned(), "invalid length 0"),
        (r#"{"version":2,"root":"all"}"#.to_owned(), "invalid type: string \"all\""),
        (
            r#"{"version":2,"root":{"kind":"date_range","detail":{"variable":"d","low":"2023-02-29","high":null}}}"#
                .to_owned(),
            "there is no such day",
        ),
        (
            r#"{"version":2,"root":{"kind":"in_cohort","detail":{"cohort":-1}}}"#.to_owned(),
            "invalid value: integer `-1`",
        ),
        (
            r#"{"version":2,"root":{"kind":"in_cohort","detail":{"cohort":18446744073709551616}}}"#.to_owned(),
            "expected u32",
        ),
        (
            r#"{"version":2,"root":{"kind":"variable_presence","detail":{"variable":"a","presence":"maybe"}}}"#
                .to_owned(),
            "unknown variant `maybe`",
        ),
        (range(r#""variable":"age","low":1e400,"high":null"#), "number out of range"),
        (range(r#""variable":"age","low":NaN,"high":null"#), "expected value"),
        (range(r#""variable":"age","low":"5","high":null"#), "invalid type: string \"5\""),
        (range(r#""variable":"age","low":true,"high":null"#), "invalid type: boolean `true`"),
        (range(r#""variable":"age","low":1,"low":2,"high":null"#), "duplicate field `low`"),
        (
            r#"{"version":1,"root":{"detail":{"variable":"a","answer":true,"answer":false},"kind":"flag_is"}}"#
                .to_owned(),
            "duplicate field `answer`",
        ),
        (range(r#""variable":"age","low":1,"high":2,"step":1"#), "unknown field `step`"),
        (range(r#""variable":"a';drop table x;--","low":1,"high":2"#), "holds the character"),
        (r#"{"version":1,"root":{"kind":"all","detail":[]}} {}"#.to_owned(), "trailing characters"),
        (
            r#"{"version":300,"root":{"kind":"all","detail":[]}}"#.to_owned(),
            "invalid value: integer `300`",
        ),
    ];
    for (json, expected) in cases {
        let sentence = sentence(&json);
        assert!(sentence.contains(expected) && sentence.contains("at line 1, column"), "{json}: {sentence}");
    }
}

#[test]
fn a_long_unknown_field_does_not_fill_the_sentence() {
    let json = format!(r#"{{"version":1,"{}":0}}"#, "x".repeat(10_000));
    assert!(sentence(&json).len() < 400);
}

#[test]
fn another_version_is_refused() {
    for version in [0, 3, 255] {
        let json = format!(r#"{{"version":{version},"root":{{"kind":"all","detail":[]}}}}"#);
        assert_eq!(CohortDefinition::parse(&json), Err(CohortError::UnknownVersion(version)));
    }
}

#[test]
fn a_definition_of_version_1_is_brought_up_to_date() {
    let json = |version: u8| {
        let flag = r#"{"kind":"flag_is","detail":{"variable":"migraine","answer":true}}"#;
        format!(r#"{{"version":{version},"root":{{"kind":"all","detail":[{flag}]}}}}"#)
    };
    let definition = CohortDefinition::all_of(vec![flag("migraine", true)]);
    assert_eq!(CohortDefinition::parse(&json(1)), Ok(definition.clone()));
    assert_eq!(serde_json::to_string(&definition).expect("serialises"), json(2));
}

#[test]
fn a_criterion_newer_than_the_version_stated_is_refused() {
    let definition = CohortDefinition { version: 1, root: Criterion::All(vec![not(flag("migraine", true))]) };
    let json = serde_json::to_string(&definition).expect("serialises");
    assert_eq!(
        sentence(&json),
        "This cohort definition uses a criterion that came with version 2. State that version."
    );
}
