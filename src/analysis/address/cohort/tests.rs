use proptest::prelude::*;

use super::super::test_study::{catalogue, code, finite};
use super::*;
use crate::cohort::CohortId;

fn parsed(query: &str) -> CohortAddress {
    CohortAddress::parse(query, &catalogue()).expect(query)
}

fn age_from(low: f64) -> Criterion {
    Criterion::NumberRange { variable: code("age"), low: Some(finite(low)), high: None }
}

fn migraine() -> Criterion {
    Criterion::FlagIs { variable: code("migraine"), answer: true }
}

fn drafted(criteria: &[Criterion]) -> CohortAddress {
    let rules = criteria.iter().cloned().map(Rule::on).collect();
    CohortAddress::default().with_draft(Draft { rules })
}

#[test]
fn nothing_set_is_everyone() {
    for query in ["", "rules=none", "rail=shown", "rail=shown&f.migraine=any&f.age.from="] {
        assert_eq!(parsed(query), CohortAddress::default(), "{query}");
    }
    assert_eq!(CohortAddress::default().query(), "");
}

#[test]
fn a_version_without_rules_of_its_own_is_shown_as_saved() {
    let version = CohortVersion { cohort: CohortId(12), version: 4 };
    let address = parsed("cohort=12.4&against=7.2&missing=locf");
    assert_eq!((address.base, address.draft.clone()), (Some(version), None));
    assert_eq!(address.against, Some(CohortVersion { cohort: CohortId(7), version: 2 }));
    assert_eq!(address.query(), "cohort=12.4&against=7.2&missing=locf");
    assert_eq!(parsed("cohort=12.4&rules=none").draft, Some(Draft::default()));
    assert_eq!(parsed("cohort=12.4&rules=none").query(), "cohort=12.4&rules=none");
}

#[test]
fn rules_keep_their_order_and_their_state() {
    let address = drafted(&[migraine(), age_from(30.0)]);
    let address = address.with_draft(address.draft.clone().unwrap_or_default().toggled(0));
    let again = parsed(&address.query());
    assert_eq!(again, address);
    assert_eq!(
        again.draft.map(|draft| draft.definition()),
        Some(CohortDefinition::all_of(vec![age_from(30.0)]))
    );
}

#[test]
fn the_rail_changes_a_simple_rule_in_its_place() {
    let nested = Criterion::Not(Box::new(age_from(60.0)));
    let query = drafted(&[nested.clone(), age_from(30.0), migraine()]).query();
    let changed = parsed(&format!("{query}&rail=shown&f.age.from=40&f.migraine=yes"));
    assert_eq!(changed, drafted(&[nested.clone(), age_from(40.0), migraine()]));
    let removed = parsed(&format!("{query}&rail=shown&f.migraine=any"));
    assert_eq!(removed, drafted(&[nested]));
}

#[test]
fn a_filter_set_by_a_link_changes_the_rule_of_its_variable_alone() {
    let before = drafted(&[age_from(30.0), migraine()]);
    let draft = before.draft.clone().unwrap_or_default();
    let changed = before.with_filter(draft.clone(), &code("age"), Some(age_from(40.0)));
    assert_eq!(changed, drafted(&[age_from(40.0), migraine()]));
    let removed = before.with_filter(draft, &code("age"), None);
    assert_eq!(removed, drafted(&[migraine()]));
    assert_eq!(
        removed.with_filter(Draft::default(), &code("age"), Some(age_from(40.0))),
        drafted(&[age_from(40.0)])
    );
}

#[test]
fn filters_brought_from_another_page_become_rules() {
    assert_eq!(parsed("f.age.from=30&f.migraine=yes"), drafted(&[age_from(30.0), migraine()]));
    let kept = parsed(&format!("{}&f.age.from=30", drafted(&[migraine()]).query()));
    assert_eq!(kept, drafted(&[migraine(), age_from(30.0)]));
}

#[test]
fn a_rule_that_is_off_is_not_touched_by_the_rail() {
    let off = drafted(&[age_from(30.0)]).draft.unwrap_or_default().toggled(0);
    let query = CohortAddress::default().with_draft(off.clone()).query();
    let added = parsed(&format!("{query}&rail=shown&f.age.from=40"));
    assert_eq!(added.draft, Some(off.with(age_from(40.0))));
}

#[test]
fn what_does_not_fit_is_refused_with_a_sentence() {
    let cases = [
        ("cohort=x", "“x” names no saved cohort. Choose one from the list of cohorts."),
        ("against=1", "“1” names no saved cohort. Choose one from the list of cohorts."),
        ("off=0", "There is no rule “0” to switch off. Remove it from the address."),
        ("rules=all", "This page has no setting called “rules”. Remove it from the address."),
        ("split=sex", "This page has no setting called “split”. Remove it from the address."),
        ("f.age.from=x", "“x” is no number for “Age”. Write it like 30 or 30.5."),
        ("rule=%7B%22kind%22%3A%22moon%22%7D", "This cohort definition cannot be read at line 1, column 14"),
    ];
    for (query, expected) in cases {
        let refused = CohortAddress::parse(query, &catalogue()).expect_err(query).to_string();
        assert!(refused.starts_with(expected), "{query}: {refused}");
    }
    let many =
        vec!["rule=%7B%22kind%22%3A%22all%22%2C%22detail%22%3A%5B%5D%7D"; CohortAddress::MAX_RULES + 1];
    let refused = CohortAddress::parse(&many.join("&"), &catalogue());
    assert_eq!(refused, Err(AddressError::TooManyRules { limit: CohortAddress::MAX_RULES }));
}

fn criterion() -> impl Strategy<Value = Criterion> {
    let simple = prop_oneof![
        (-50.0..50.0_f64).prop_map(age_from),
        Just(migraine()),
        Just(Criterion::OneOf { variable: code("sex"), levels: vec![code("female")] }),
        Just(Criterion::Responder {
            instrument: code("days"),
            time_point: code("month_3"),
            threshold: "30 % & more; ä".to_owned(),
        }),
        (1..9_u32).prop_map(|id| Criterion::InCohort { cohort: CohortId(id) }),
    ];
    simple.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(Criterion::All),
            prop::collection::vec(inner.clone(), 1..3).prop_map(Criterion::Any),
            inner.prop_map(|inner| Criterion::Not(Box::new(inner))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_back_the_same(
        rules in prop::collection::vec((criterion(), any::<bool>()), 1..6),
        base in prop::option::of((1..99_u32, 1..9_u32)),
    ) {
        let state = |is_on| if is_on { RuleState::On } else { RuleState::Off };
        let rules = rules.into_iter().map(|(criterion, is_on)| Rule { criterion, state: state(is_on) });
        let base = base.map(|(id, version)| CohortVersion { cohort: CohortId(id), version });
        let address = CohortAddress { base, draft: Some(Draft { rules: rules.collect() }), ..CohortAddress::default() };
        let query = address.query();
        prop_assert!(query.chars().all(|c| c.is_ascii_alphanumeric() || "._-=&%+*".contains(c)), "{}", query);
        prop_assert_eq!(CohortAddress::parse(&query, &catalogue()), Ok(address));
    }

    #[test]
    fn no_text_makes_the_reader_panic(query in "(rule|off|f.age.from|cohort|rail)=\\PC{0,40}") {
        let _ = CohortAddress::parse(&query, &catalogue());
    }
}
