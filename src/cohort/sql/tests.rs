//! The text and the values of predicates.

use proptest::prelude::*;

use super::super::test_study::{
    catalogue, change, code, dates, definitions, engagement, missing, no_score, not, one_of, percent_change,
    range, score,
};
use super::super::{CohortDefinition, Criterion, check};
use super::*;

fn predicate(definition: &CohortDefinition) -> SqlPredicate {
    to_sql(&check(definition, &catalogue()).expect("fits"))
}

#[test]
fn every_criterion_compiles_to_a_bound_comparison() {
    let flag = Criterion::FlagIs { variable: code("prior_surgery"), answer: false };
    let inner = Criterion::All(vec![flag, Criterion::All(Vec::new())]);
    let definition = CohortDefinition::all_of(vec![
        range("bmi", Some(18.5), Some(30.0)),
        one_of("region", &["abroad", "south"]),
        inner,
    ]);
    let predicate = predicate(&definition);
    assert_eq!(
        predicate.text,
        "((p.number_values[$1] between $2 and $3) is true \
         and (p.category_codes[$4] = any($5)) is true \
         and (p.flag_values[$6] = $7) is true)"
    );
    assert_eq!(
        predicate.values,
        [
            SqlValue::Element(2),
            SqlValue::Number(18.5),
            SqlValue::Number(30.0),
            SqlValue::Element(2),
            SqlValue::Levels(vec![1, 5]),
            SqlValue::Element(2),
            SqlValue::Answer(false),
        ]
    );
}

#[test]
fn an_open_range_compares_with_its_one_limit() {
    let lone = |low, high| {
        predicate(&CohortDefinition { version: CohortDefinition::VERSION, root: range("age", low, high) })
            .text
    };
    assert_eq!(lone(Some(30.0), None), "(p.number_values[$1] >= $2) is true");
    assert_eq!(lone(None, Some(60.0)), "(p.number_values[$1] <= $2) is true");
}

#[test]
fn everyone_is_true() {
    assert_eq!(
        predicate(&CohortDefinition::everyone()),
        SqlPredicate { text: "true".to_owned(), values: Vec::new() }
    );
}

proptest! {
    #[test]
    fn binds_are_numbered_in_order_and_nothing_else_varies(definition in definitions()) {
        let predicate = predicate(&definition);
        let mut numbers = predicate.text.split('$').skip(1).map(|rest| {
            rest.chars().take_while(char::is_ascii_digit).collect::<String>()
        });
        for expected in 1..=predicate.values.len() {
            prop_assert_eq!(numbers.next(), Some(expected.to_string()));
        }
        prop_assert_eq!(numbers.next(), None);
        let fixed = "abcdefghijklmnopqrstuvwxyz0123456789_.,$[]()=<>*-' ";
        prop_assert!(predicate.text.chars().all(|character| fixed.contains(character)));
    }
}

#[test]
fn scores_are_read_as_they_were_imported() {
    let of = |root| predicate(&CohortDefinition { version: CohortDefinition::VERSION, root });
    let person = "from measurement m where (m.data_version_id, m.participant_id) = (p.data_version_id, \
                  p.participant_id) and m.instrument_position =";
    let pair = "from measurement b join measurement m using (data_version_id, participant_id, \
                instrument_position) where (data_version_id, participant_id) = (p.data_version_id, \
                p.participant_id) and instrument_position =";
    let cases = [
        (
            score("pain", "week_1", Some(4.0), None),
            format!("((select m.value {person} $1 and m.time_position = $2) >= $3) is true"),
        ),
        (
            change("pain", "week_1", None, Some(-2.0)),
            format!(
                "((select m.value - b.value {pair} $1 and b.time_position = $2 and m.time_position = $3) <= $4) is true"
            ),
        ),
        (
            percent_change("pain", "week_1", Some(-50.0), Some(-30.0)),
            format!(
                "(select case when b.value > 1e-300 then 100 * (m.value - b.value) >= $1 * b.value \
                 and 100 * (m.value - b.value) <= $2 * b.value end {pair} $3 and b.time_position = $4 \
                 and m.time_position = $5) is true"
            ),
        ),
        (no_score("pain", "week_1"), format!("(not exists (select {person} $1 and m.time_position = $2))")),
        (
            engagement("sessions", "week_1", "week_3", 12.0),
            format!(
                "((select sum(m.value order by m.time_position) {person} $1 and m.time_position between $2 and $3) \
                 >= $4) is true"
            ),
        ),
    ];
    for (criterion, text) in cases {
        assert_eq!(of(criterion).text, text);
    }
    assert_eq!(
        of(engagement("sessions", "week_1", "week_3", 12.0)).values,
        [SqlValue::Position(2), SqlValue::Position(1), SqlValue::Position(3), SqlValue::Number(12.0)]
    );
}

#[test]
fn lists_days_and_missing_values_compile() {
    let of = |root| predicate(&CohortDefinition { version: CohortDefinition::VERSION, root });
    let any = Criterion::Any(vec![missing("age"), dates("enrolled", Some("1970-01-02"), Some("1970-02-01"))]);
    let compiled = of(not(any));
    assert_eq!(
        compiled.text,
        "(not ((not (p.number_values[$1] is not null)) \
         or ((p.date_values[$2] - date '1970-01-01') between $3 and $4) is true))"
    );
    let values = [SqlValue::Element(1), SqlValue::Element(1), SqlValue::Days(1), SqlValue::Days(31)];
    assert_eq!(compiled.values, values);
}

#[test]
fn what_nobody_can_meet_is_planned_without_reading_a_row() {
    let contradiction = vec![range("age", Some(40.0), None), range("age", None, Some(39.0))];
    let nobody = predicate(&CohortDefinition::all_of(contradiction));
    assert_eq!(nobody, SqlPredicate { text: "false".to_owned(), values: Vec::new() });
}

#[test]
fn the_longest_predicate_fits_in_96_kib() {
    let longest = percent_change("pain", "week_1", Some(-50.0), Some(-30.0));
    let root = Criterion::Any(vec![longest; CohortDefinition::MAX_NODES - 1]);
    let text = predicate(&CohortDefinition { version: CohortDefinition::VERSION, root }).text;
    assert!(text.len() <= 96 * 1024, "{}", text.len());
}
