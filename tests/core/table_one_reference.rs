//! Baseline characteristics of the acupuncture trial against an independent computation in Python, and what they say.

use serde_json::Value;
use sinew::analysis::table_one::{
    PublicBody, PublicCharacteristic, PublicDifference, PublicNumber, PublicTableOne, Shape, TableOneOptions,
    exhibit, run,
};
use sinew::cohort::CohortWords;
use sinew::domain::Finite;
use sinew::exhibit::{Cell, Estimate, Exhibit, FigureSpec, Policy, Row};

use crate::real_studies::{acupuncture, number, records, reference};
use crate::support::{BuiltStudy, Person, Plan, code, provenance};

/// The trial with the variables of its file.
fn trial() -> BuiltStudy {
    let rows = records("acupuncture_headache.csv");
    let numbers = |column: &str| -> Vec<Option<f64>> { rows.iter().map(|row| number(row, column)).collect() };
    let is_one = |column: &str| numbers(column).into_iter().map(|value| value.map(|value| value == 1.0));
    let sex: Vec<Option<u16>> = is_one("sex").map(|is_one| is_one.map(|is_one| u16::from(!is_one))).collect();
    acupuncture()
        .with_number("age", [18.0, 65.0], &numbers("age"))
        .with_category("sex", &["Female", "Male"], &sex)
        .with_flag("migraine", &is_one("migraine").collect::<Vec<_>>())
        .with_number("chronicity", [0.0, 65.0], &numbers("chronicity"))
}

fn options(grouping: Option<&str>) -> TableOneOptions {
    TableOneOptions { grouping: grouping.map(code) }
}

fn publish(study: &BuiltStudy, grouping: Option<&str>, policy: Policy) -> PublicTableOne {
    let options = options(grouping);
    let raw = run(study.frame(), &study.catalogue, &study.everyone(), &options).expect("a result");
    raw.publish(policy).get().clone()
}

fn compose(study: &BuiltStudy, grouping: Option<&str>, policy: Policy) -> Exhibit {
    let options = options(grouping);
    let raw = run(study.frame(), &study.catalogue, &study.everyone(), &options).expect("a result");
    exhibit(&raw.publish(policy), &study.catalogue, &CohortWords::everyone(), &options, provenance())
        .into_inner()
}

fn find<'t>(table: &'t PublicTableOne, name: &str) -> &'t PublicCharacteristic {
    table.characteristics.iter().find(|one| one.code.as_str() == name).expect("a characteristic")
}

fn assert_close(found: Finite, expected: &Value, what: &str) {
    let expected = expected.as_f64().expect("a number");
    assert!((found.get() - expected).abs() < 1e-9 * expected.abs().max(1.0), "{what}: {found:?} {expected}");
}

fn assert_number(found: &PublicNumber, expected: &Value, what: &str) {
    match found {
        PublicNumber::Mean { mean, standard_deviation, .. } => {
            assert_close(*mean, &expected["mean"], what);
            assert_close(standard_deviation.expect("an SD"), &expected["sd"], what);
        }
        PublicNumber::Median { median, quartiles, .. } => {
            let quartiles = quartiles.expect("quartiles");
            for (limit, position) in [(quartiles.low, 0), (*median, 1), (quartiles.high, 2)] {
                assert_close(limit, &expected["quartiles"][position], what);
            }
        }
        PublicNumber::Hidden | PublicNumber::Empty => panic!("{what}: {found:?}"),
    }
}

fn assert_difference(one: &PublicCharacteristic, expected: &Value) {
    let PublicDifference::Shown { value, places } = one.difference else {
        panic!("{}: no difference", one.code)
    };
    assert_close(value, &expected["smd"], one.code.as_str());
    assert_eq!(places, 2);
}

#[test]
fn the_acupuncture_trial_agrees_in_every_characteristic() {
    let reference = reference("reference/table_one_reference.json");
    let table = publish(&trial(), Some("arm"), Policy::Exact);
    let codes: Vec<&str> = table.characteristics.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["age", "sex", "migraine", "chronicity", "score"]);
    for (name, key) in [("age", "age"), ("chronicity", "chronicity"), ("score", "pk1")] {
        let (one, expected) = (find(&table, name), &reference["acupuncture"][key]);
        let PublicBody::Number { shape, columns, .. } = &one.body else { panic!("{name} is a number") };
        let is_skewed = expected["skewness"].as_f64().expect("a number").abs() > 1.0;
        assert_eq!(*shape == Shape::Skewed, is_skewed, "{name}");
        for (column, expected) in
            columns.iter().zip([&expected["groups"][0], &expected["groups"][1], &expected["all"]])
        {
            assert_number(column, expected, name);
        }
        assert_difference(one, expected);
    }
    for name in ["sex", "migraine"] {
        let (one, expected) = (find(&table, name), &reference["acupuncture"][name]);
        let PublicBody::Levels { levels } = &one.body else { panic!("{name} has levels") };
        for arm in 0..2 {
            let people = levels[0].columns[arm].people.shown().map(u64::from);
            assert_eq!(people, expected["yes"][arm].as_u64(), "{name}");
        }
        assert_difference(one, expected);
    }
}

fn printed(row: &Row) -> Vec<&str> {
    row.cells
        .iter()
        .map(|cell| match cell {
            Cell::Text(text) | Cell::Number { text, .. } => text.as_str(),
            Cell::Hidden => "hidden",
            Cell::Empty => "",
        })
        .collect()
}

#[test]
fn the_table_has_a_row_a_level_and_the_difference_once() {
    let exhibit = compose(&trial(), Some("arm"), Policy::Exact);
    let headings: Vec<&str> = exhibit.table.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(
        headings,
        [
            "Variable",
            "Level or summary",
            "Usual care, n 196",
            "%, SD or quartiles",
            "Acupuncture, n 205",
            "%, SD or quartiles",
            "All, n 401",
            "%, SD or quartiles",
            "SMD",
        ]
    );
    let rows: Vec<Vec<&str>> = exhibit.table.rows.iter().map(printed).collect();
    assert!(rows.iter().all(|row| row.len() == headings.len()));
    let labels: Vec<(&str, &str)> = rows.iter().map(|row| (row[0], row[1])).collect();
    assert_eq!(
        labels,
        [
            ("age", "Mean (SD), years"),
            ("sex", "Female, n (%)"),
            ("sex", "Male, n (%)"),
            ("migraine", "Yes, n (%)"),
            ("migraine", "No, n (%)"),
            ("chronicity", "Mean (SD), years"),
            ("Headache severity, baseline", "Median (quartiles), points"),
        ]
    );
    assert!(rows[1].last().is_some_and(|cell| !cell.is_empty()) && rows[2].last() == Some(&""));
}

#[test]
fn the_title_says_where_groups_differ() {
    let exhibit = compose(&trial(), Some("arm"), Policy::Exact);
    assert_eq!(
        exhibit.text.title,
        "Groups differed in 1 of 5 characteristics at baseline, most in headache severity, baseline (SMD 0.11)"
    );
    let FigureSpec::Differences(figure) = &exhibit.figure else { panic!("differences") };
    assert_eq!(figure.rows.len(), 5);
    assert!(figure.rows.iter().all(|row| matches!(row.difference, Estimate::Mean { .. })));
    let one_group = compose(&trial(), None, Policy::Exact);
    assert_eq!(one_group.text.title, "Baseline characteristics of 401 people");
    let FigureSpec::Differences(figure) = &one_group.figure else { panic!("differences") };
    assert!(figure.rows.is_empty());
}

#[test]
fn of_three_groups_the_largest_difference_of_any_two_counts() {
    let ages: Vec<Option<f64>> = (0..90).map(|row| Some(f64::from(row % 30 + 10 * (row / 30)))).collect();
    let people: Vec<Person> =
        (0..90).map(|row| Person { group: Some(row / 30), scores: vec![Some(1.0), Some(1.0)] }).collect();
    let plan = Plan::twelve_weeks("week 12", &["First", "Second", "Third"]);
    let study = BuiltStudy::new(&plan, &people).with_number("age", [0.0, 100.0], &ages);
    let table = publish(&study, Some("arm"), Policy::Exact);
    // 0 to 29 has variance 77.5; the first and the third group are 20 apart.
    let expected = 20.0 / f64::sqrt(77.5);
    let PublicDifference::Shown { value, .. } = find(&table, "age").difference else { panic!("shown") };
    assert!((value.get() - expected).abs() < 1e-12);
    // Nobody differs in a score that is the same for all.
    assert!(matches!(find(&table, "score").difference, PublicDifference::Shown { value: Finite::ZERO, .. }));
}

#[test]
fn what_is_set_after_the_start_or_may_not_be_filtered_is_left_out() {
    let mut study = trial();
    study.catalogue.variables[1].post_baseline = true;
    study.catalogue.variables[2].filterable = false;
    let table = publish(&study, Some("migraine"), Policy::Exact);
    let codes: Vec<&str> = table.characteristics.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["arm", "chronicity", "score"]);
}
