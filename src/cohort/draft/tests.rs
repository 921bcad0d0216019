use super::{Draft, Join, Rule, RulePath, RuleState, Shift};
use crate::cohort::{CohortDefinition, Criterion};
use crate::domain::Code;

fn flag(name: &str) -> Criterion {
    Criterion::FlagIs { variable: Code::try_from(name).expect("a code"), answer: true }
}

fn draft(names: &[&str]) -> Draft {
    Draft { rules: names.iter().map(|name| Rule::on(flag(name))).collect() }
}

fn not(criterion: Criterion) -> Criterion {
    Criterion::Not(Box::new(criterion))
}

#[test]
fn the_rules_of_a_definition_give_the_definition_back() {
    let definition =
        CohortDefinition::all_of(vec![flag("a"), Criterion::Any(vec![flag("b"), not(flag("c"))])]);
    assert_eq!(Draft::of(&definition).definition(), definition);
    let single = CohortDefinition { root: flag("a"), ..CohortDefinition::everyone() };
    assert_eq!(Draft::of(&single).definition(), CohortDefinition::all_of(vec![flag("a")]));
}

#[test]
fn a_rule_that_is_off_stays_in_its_place_and_does_not_count() {
    let toggled = draft(&["a", "b"]).toggled(0);
    assert_eq!(toggled.definition(), CohortDefinition::all_of(vec![flag("b")]));
    assert_eq!((toggled.count_in(RuleState::On), toggled.count_in(RuleState::Off)), (1, 1));
    assert_eq!(toggled.toggled(0), draft(&["a", "b"]));
}

#[test]
fn a_joined_criterion_enters_the_list_of_its_kind_or_makes_one() {
    let at = RulePath::rule(0);
    let one = draft(&["a"]).joined(&at, Join::Or, &flag("b"));
    assert_eq!(one.rules[0].criterion, Criterion::Any(vec![flag("a"), flag("b")]));
    let two = one.joined(&at, Join::Or, &flag("c"));
    assert_eq!(two.rules[0].criterion, Criterion::Any(vec![flag("a"), flag("b"), flag("c")]));
    let nested = two.joined(&at.member(1), Join::And, &flag("d"));
    let both = Criterion::All(vec![flag("b"), flag("d")]);
    assert_eq!(nested.rules[0].criterion, Criterion::Any(vec![flag("a"), both, flag("c")]));
    assert_eq!(nested.get(&at.member(1).member(1)), Some(&flag("d")));
}

#[test]
fn taking_away_undoes_joining() {
    let at = RulePath::rule(1);
    let before = draft(&["a", "b", "c"]);
    let joined = before.joined(&at, Join::Or, &flag("d"));
    assert_eq!(joined.without(&at.member(1)), before);
    assert_eq!(joined.without(&at), draft(&["a", "c"]));
    let negated = draft(&["a"]).negated(&RulePath::rule(0));
    assert_eq!(negated.without(&RulePath::rule(0).member(0)), Draft::default());
}

#[test]
fn the_opposite_of_the_opposite_is_the_same() {
    let at = RulePath::rule(0);
    let negated = draft(&["a"]).negated(&at);
    assert_eq!(negated.rules[0].criterion, not(flag("a")));
    assert_eq!(negated.negated(&at), draft(&["a"]));
}

#[test]
fn rules_change_places_and_the_ends_stay() {
    assert_eq!(draft(&["a", "b"]).shifted(0, Shift::Later), draft(&["b", "a"]));
    assert_eq!(draft(&["a", "b"]).shifted(1, Shift::Earlier), draft(&["b", "a"]));
    assert_eq!(draft(&["a", "b"]).shifted(0, Shift::Earlier), draft(&["a", "b"]));
    assert_eq!(draft(&["a", "b"]).shifted(1, Shift::Later), draft(&["a", "b"]));
    assert_eq!(draft(&["a", "b"]).shifted(usize::MAX, Shift::Later), draft(&["a", "b"]));
}

#[test]
fn an_edit_of_a_place_that_is_not_there_changes_nothing() {
    let before = draft(&["a"]);
    for path in [RulePath::rule(1), RulePath::rule(0).member(0)] {
        assert_eq!(before.without(&path), before);
        assert_eq!(before.negated(&path), before);
        assert_eq!(before.replaced(&path, &flag("b")), before);
        assert_eq!(before.joined(&path, Join::And, &flag("b")), before);
    }
    assert_eq!(before.toggled(7), before);
}
