//! Counts, words and the notes under them.

use super::test_study::{catalogue, code, cohort, columns, frame};
use super::*;
use crate::cohort::{CohortDefinition, Criterion, CriterionCache, check, select};
use crate::domain::frame::Selection;
use crate::exhibit::{Cell, Exhibit, FigureSpec, Policy, Provenance};

/// 100 without any, and so many with migraine, surgery, both, relapse, all three.
const PEOPLE: [(usize, u32); 6] = [(0, 100), (1, 40), (2, 30), (3, 60), (4, 20), (7, 50)];

fn published(people: &[(usize, u32)], flags: &[&str], policy: Policy) -> PublicAttrition {
    let columns = columns(people);
    run(frame(&columns), &cohort(flags)).expect("few rules").publish(policy).get().clone()
}

fn exact(people: &[(usize, u32)], flags: &[&str]) -> Vec<[u32; 4]> {
    let shown = |step: &PublicStep| {
        [step.alone, step.after, step.without, step.gives_back].map(|count| count.shown().expect("exact"))
    };
    published(people, flags, Policy::Exact).steps.iter().map(shown).collect()
}

#[test]
fn each_rule_is_counted_alone_in_order_and_left_out() {
    assert_eq!(
        exact(&PEOPLE, &["migraine", "surgery", "relapse"]),
        [[150, 150, 50, 0], [140, 110, 50, 0], [70, 50, 110, 60]]
    );
    assert_eq!(exact(&PEOPLE, &["surgery", "migraine"]), [[140, 140, 150, 40], [150, 110, 140, 30]]);
}

#[test]
fn one_rule_gives_back_everyone_it_keeps_out_and_no_rule_keeps_out_nobody() {
    assert_eq!(exact(&PEOPLE, &["relapse"]), [[70, 70, 300, 230]]);
    assert_eq!(published(&PEOPLE, &[], Policy::Exact).selected, Count::Exact(300));
}

/// Counts of the rules that are off, these flags.
fn off(people: &[(usize, u32)], on: &[&str], off: &[&str], policy: Policy) -> Vec<PublicOffRule> {
    let columns = columns(people);
    let frame = frame(&columns);
    let met: Vec<Selection> = off.iter().map(|flag| select(&cohort(&[flag]), frame)).collect();
    run_with(frame, &cohort(on), &met, &CriterionCache::none())
        .expect("few rules")
        .publish(policy)
        .get()
        .off
        .clone()
}

fn exact_off(on: &[&str], rules_off: &[&str]) -> Vec<[u32; 3]> {
    let shown =
        |rule: &PublicOffRule| [rule.alone, rule.with, rule.takes].map(|count| count.shown().expect("exact"));
    off(&PEOPLE, on, rules_off, Policy::Exact).iter().map(shown).collect()
}

#[test]
fn a_rule_that_is_off_is_counted_alone_and_with_the_cohort() {
    assert_eq!(exact_off(&["migraine"], &["surgery", "relapse"]), [[140, 110, 40], [70, 50, 100]]);
    assert_eq!(exact_off(&["migraine", "surgery"], &["relapse"]), [[70, 50, 60]]);
}

#[test]
fn a_rule_that_is_off_takes_nobody_when_it_is_on_as_well() {
    assert_eq!(exact_off(&["surgery"], &["surgery"]), [[140, 140, 0]]);
}

#[test]
fn a_rule_that_is_off_takes_whoever_fails_it_where_no_rule_is_on() {
    assert_eq!(exact_off(&[], &["relapse"]), [[70, 70, 230]]);
}

#[test]
fn a_rule_that_would_take_few_hides_how_many_would_be_left() {
    let people = [(0, 100), (1, 60), (3, 4), (2, 50)];
    let [surgery] = off(&people, &["migraine"], &["surgery"], Policy::Rounded)[..] else { panic!("a rule") };
    assert_eq!([surgery.with, surgery.takes], [Count::Hidden; 2]);
    assert_eq!(off(&people, &["migraine"], &["surgery"], Policy::Exact)[0].with, Count::Exact(4));
}

#[test]
fn a_rule_that_is_off_changes_nothing_of_the_exact_counts_of_those_that_are_on() {
    let columns = columns(&PEOPLE);
    let relapse = select(&cohort(&["relapse"]), frame(&columns));
    let raw =
        run_with(frame(&columns), &cohort(&["migraine", "surgery"]), &[relapse], &CriterionCache::none())
            .expect("few rules");
    let with_off = raw.publish(Policy::Exact).get().clone();
    let without = published(&PEOPLE, &["migraine", "surgery"], Policy::Exact);
    assert_eq!(with_off.steps, without.steps);
    assert_eq!([with_off.everyone, with_off.selected], [without.everyone, without.selected]);
}

#[test]
fn the_end_does_not_depend_on_the_order() {
    let orders = [
        ["migraine", "surgery", "relapse"],
        ["relapse", "surgery", "migraine"],
        ["surgery", "relapse", "migraine"],
    ];
    let ends = orders.map(|flags| published(&PEOPLE, &flags, Policy::Exact).selected);
    assert_eq!(ends, [Count::Exact(50); 3]);
}

#[test]
fn the_rule_that_leaves_nobody_is_named_with_what_dropping_it_gives() {
    let people = [(1, 20), (2, 30), (4, 5)];
    let emptied = published(&people, &["migraine", "surgery", "relapse"], Policy::Exact).emptied_by();
    assert_eq!(emptied, Some((1, Count::Zero)));
    let two = published(&people, &["migraine", "surgery"], Policy::Exact).emptied_by();
    assert_eq!(two, Some((1, Count::Exact(20))));
    assert_eq!(published(&PEOPLE, &["migraine"], Policy::Exact).emptied_by(), None);
}

#[test]
fn more_rules_than_can_be_guarded_are_refused_with_a_sentence() {
    let rule = Criterion::FlagIs { variable: code("migraine"), answer: true };
    let of = |rules: usize| {
        let cohort = check(&CohortDefinition::all_of(vec![rule.clone(); rules]), &catalogue()).expect("fits");
        run(frame(&columns(&PEOPLE)), &cohort).map(drop)
    };
    assert_eq!(of(24), Ok(()));
    let off = vec![Selection::all(300); 24];
    let columns = columns(&PEOPLE);
    assert!(run_with(frame(&columns), &cohort(&[]), &off, &CriterionCache::none()).is_ok());
    assert!(run_with(frame(&columns), &cohort(&["migraine"]), &off, &CriterionCache::none()).is_err());
    let sentence = of(25).expect_err("too many").to_string();
    assert_eq!(
        sentence,
        "What each rule costs is shown for at most 24 rules. Put some of them into a saved cohort."
    );
}

#[test]
fn many_rules_are_published_rounded_in_time() {
    let rules: Vec<&str> = (0..24).map(|rule| ["migraine", "surgery", "relapse"][rule % 3]).collect();
    let steps = published(&[(0, 100), (1, 7), (2, 30), (7, 50)], &rules, Policy::Rounded).steps;
    assert_eq!(steps.len(), 24);
    let twelve: Vec<&str> = rules.iter().copied().take(12).collect();
    let rules_off = off(&[(0, 100), (1, 7), (2, 30), (7, 50)], &twelve, &twelve, Policy::Rounded);
    assert_eq!(rules_off.len(), 12);
}

fn exhibited(people: &[(usize, u32)], flags: &[&str], policy: Policy) -> Exhibit {
    let (columns, cohort) = (columns(people), cohort(flags));
    let published = run(frame(&columns), &cohort).expect("few rules").publish(policy);
    let provenance = Provenance {
        study: "flags".to_owned(),
        study_title: "Flags".to_owned(),
        data_version: 1,
        data_as_of: "2026-11-23".to_owned(),
        files_sha256: Vec::new(),
        cohort: String::new(),
        cohort_definition: String::new(),
        analysis: "attrition".to_owned(),
        options: "{}".to_owned(),
        policy,
        program_version: "0".to_owned(),
        address: "/s/flags/cohort".to_owned(),
    };
    exhibit(&published, &cohort, &catalogue(), provenance).into_inner()
}

#[test]
fn the_exhibit_says_the_costliest_rule_and_draws_everyone_first() {
    let exhibit = exhibited(&PEOPLE, &["migraine", "surgery", "relapse"], Policy::Exact);
    assert_eq!(exhibit.text.title, "“Relapse yes” alone keeps out the most people");
    assert_eq!(
        exhibit.text.subtitle,
        "Everyone with migraine, surgery and relapse: people left after each rule, in the order of the rules; \
         hatching shows who leaves"
    );
    assert_eq!(
        exhibit.text.sentence,
        "Of 300 people; 150 are left after “Migraine yes”; 110 are left after “Surgery yes”; 50 are left after \
         “Relapse yes”; 50 are selected."
    );
    assert!(
        exhibit.text.footnotes.contains(&"Selects on what is known only after baseline: Relapse.".to_owned())
    );
    let FigureSpec::Attrition(figure) = &exhibit.figure else { panic!("bars") };
    let bars: Vec<_> = figure.bars.iter().map(|bar| (bar.before.shown(), bar.left.shown())).collect();
    assert_eq!(
        bars,
        [(Some(300), Some(300)), (Some(300), Some(150)), (Some(150), Some(110)), (Some(110), Some(50))]
    );
    assert_eq!(exhibit.table.rows.len(), 4);
    assert!(exhibit.table.rows.iter().all(|row| row.cells.len() == exhibit.table.columns.len()));
}

#[test]
fn titles_of_other_cohorts_say_what_can_be_said() {
    let title = |people: &[(usize, u32)], flags: &[&str], policy| exhibited(people, flags, policy).text.title;
    assert_eq!(title(&PEOPLE, &[], Policy::Exact), "No rule narrows this cohort");
    assert_eq!(title(&[(1, 5)], &["migraine", "surgery"], Policy::Exact), "“Surgery yes” leaves nobody");
    assert_eq!(
        title(&[(1, 5), (2, 5), (3, 1)], &["migraine", "surgery"], Policy::Exact),
        "People left after each rule"
    );
}

#[test]
fn a_hidden_count_is_hidden_in_the_figure_and_the_table_too() {
    let exhibit = exhibited(&[(0, 100), (1, 50), (3, 4)], &["migraine", "surgery"], Policy::Rounded);
    let FigureSpec::Attrition(figure) = &exhibit.figure else { panic!("bars") };
    assert_eq!(figure.bars.last().map(|bar| bar.left), Some(Count::Hidden));
    let last = exhibit.table.rows.last().expect("a row");
    assert_eq!(last.cells.get(2), Some(&Cell::Hidden));
    assert!(exhibit.text.sentence.ends_with("hidden are selected."));
}
