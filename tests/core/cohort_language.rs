//! The cohort language through its public door: stored versions, hostile text, hostile trees.

use std::path::Path;

use serde_json::Value;
use sinew::cohort::{self, CohortDefinition, CohortError, Criterion};
use sinew::domain::frame::Frame;

use crate::support::{BuiltStudy, Plan};

/// Every kind of criterion there is.
const KINDS: [&str; 14] = [
    "all",
    "any",
    "not",
    "number_range",
    "date_range",
    "one_of",
    "flag_is",
    "variable_presence",
    "score_range",
    "score_change",
    "score_percent_change",
    "responder",
    "score_presence",
    "engagement",
];

fn golden(version: u8) -> String {
    let name = format!("tests/data/cohort/version_{version}.json");
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a golden file")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn every_version_stored_so_far_is_read_and_written_as_the_newest() {
    for version in CohortDefinition::FIRST_VERSION..=CohortDefinition::VERSION {
        let definition = CohortDefinition::parse(&golden(version)).expect("is read");
        let written = serde_json::to_string(&definition).expect("serialises");
        let mut expected = json(&golden(version));
        expected["version"] = CohortDefinition::VERSION.into();
        assert_eq!(json(&written), expected, "version {version}");
        assert_eq!(CohortDefinition::parse(&written), Ok(definition));
    }
}

#[test]
fn the_newest_golden_file_has_every_kind_of_criterion() {
    let text = golden(CohortDefinition::VERSION);
    for kind in KINDS.into_iter().chain(["in_cohort"]) {
        assert!(text.contains(&format!("\"kind\": \"{kind}\"")), "{kind}");
    }
    let unknown = r#"{"version":2,"root":{"kind":"?","detail":[]}}"#;
    let told = CohortDefinition::parse(unknown).expect_err("refused").to_string();
    assert!(told.contains("`all`, `any`, `not`"), "{told}");
}

/// Paths to every string below a value but the words of the language itself.
fn slots(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) if !path.ends_with("/kind") => found.push(path.to_owned()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                slots(item, &format!("{path}/{index}"), found);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                slots(field, &format!("{path}/{name}"), found);
            }
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn no_string_slot_takes_sql_wildcards_quotes_or_comments() {
    let hostile = [
        "'; drop table participant; --",
        "a' or '1'='1",
        "%",
        "a_%\\",
        "“a”",
        "a/*b*/",
        "$1",
        "",
        "\u{0}",
        "a\u{202e}b",
        "ａ",
    ];
    let whole = json(&golden(CohortDefinition::VERSION));
    let mut paths = Vec::new();
    slots(&whole, "", &mut paths);
    assert_eq!(paths.len(), 24, "{paths:?}");
    for path in &paths {
        for text in hostile {
            let mut changed = whole.clone();
            *changed.pointer_mut(path).expect("the slot") = text.into();
            let refused = CohortDefinition::parse(&changed.to_string());
            // A threshold is named by its label, which may be any text: it is looked up, never written into SQL.
            let is_label = path.ends_with("/threshold");
            assert_eq!(refused.is_ok(), is_label, "{path} {text:?}");
        }
    }
}

fn study() -> BuiltStudy {
    let plan = Plan {
        label: "pain",
        unit: sinew::domain::TimeUnit::Week,
        times: vec![("baseline", Some(0.0)), ("week 1", Some(1.0))],
        baseline: Some(0),
        primary: 1,
        range: [0.0, 10.0],
        levels: vec!["a", "b"],
    };
    BuiltStudy::new(&plan, &[])
}

fn not(criterion: Criterion) -> Criterion {
    Criterion::Not(Box::new(criterion))
}

fn arm() -> Criterion {
    let code = |text: &str| sinew::domain::Code::try_from(text).expect("a code");
    Criterion::OneOf { variable: code("arm"), levels: vec![study_level()] }
}

fn study_level() -> sinew::domain::Code {
    let study = study();
    let sinew::domain::VariableKind::Category { levels } = &study.catalogue.variables[0].kind else {
        panic!("a category")
    };
    levels[0].code.clone()
}

/// The deepest, widest and emptiest trees that are allowed, and some that are not.
fn trees() -> Vec<Criterion> {
    let chain = |depth: usize| (1..depth).fold(arm(), |inner, _| not(inner));
    let lists = |depth: usize| {
        (1..depth).fold(arm(), |inner, level| {
            if level % 2 == 0 { Criterion::All(vec![inner]) } else { Criterion::Any(vec![inner]) }
        })
    };
    let wide = |nodes: usize| Criterion::Any(vec![not(arm()); nodes / 2]);
    vec![
        chain(12),
        chain(13),
        chain(128),
        lists(12),
        lists(13),
        wide(199),
        wide(201),
        wide(50_000),
        Criterion::All(Vec::new()),
        Criterion::Any(Vec::new()),
        Criterion::Any(vec![Criterion::All(Vec::new()), not(Criterion::All(Vec::new()))]),
        Criterion::All(vec![arm(), not(arm())]),
    ]
}

#[test]
fn hostile_trees_are_answered_or_refused_on_a_small_stack() {
    let answers = || {
        let study = study();
        let answer = |root: Criterion| {
            let definition = CohortDefinition { version: CohortDefinition::VERSION, root };
            let cohort = cohort::check(&definition, &study.catalogue)?;
            let frame = Frame { participants: 100, columns: &[], scores: &[] };
            let people = cohort::select(&cohort, frame).count();
            assert!(cohort::to_sql(&cohort).text.len() <= 64 * 1024);
            assert!(!cohort::describe(&cohort, &study.catalogue).is_empty());
            Ok(people)
        };
        trees().into_iter().map(answer).collect::<Vec<Result<u32, CohortError>>>()
    };
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(answers);
    let (deep, many) = (Err(CohortError::TooDeep(12)), Err(CohortError::TooManyNodes(200)));
    let expected = [
        Ok(100),
        deep.clone(),
        deep.clone(),
        Ok(0),
        deep,
        Ok(100),
        many.clone(),
        many,
        Ok(100),
        Err(CohortError::EmptyAny),
        Ok(100),
        Ok(0),
    ];
    assert_eq!(thread.expect("a thread").join().expect("no overflow"), expected);
}
