//! What the curves of two chosen groups say, and that they are those of the same people chosen by a variable.

use sinew::analysis::compare::{Assignment, DisjointGroups, OverlapResolution, disjoint};
use sinew::analysis::responders::{ResponderOptions, ResponderValue};
use sinew::analysis::{responders, table_one, trend};
use sinew::cohort::CohortWords;
use sinew::domain::MissingDataHandling;
use sinew::domain::frame::{Column, Selection};
use sinew::exhibit::{Cell, Exhibit, Policy};

use crate::real_studies::acupuncture;
use crate::support::{BuiltStudy, code, options, provenance};

const AFTER_BASELINE: &str =
    "Groups were selected by what happened after baseline; the difference is not an effect.";

/// The people of each arm.
fn arms(study: &BuiltStudy) -> DisjointGroups {
    let frame = study.frame();
    let Some(Column::Category { codes, present }) = frame.columns.first() else { panic!("the arm") };
    let arm = |level: u16| {
        Selection::from_fn(frame.participants, |row| present.contains(row) && codes[row] == level)
    };
    disjoint(&arm(0), &arm(1), OverlapResolution::Refuse).expect("arms are disjoint")
}

const ARMS: [&str; 2] = ["Usual care", "Acupuncture"];

fn trend_of(labels: [&str; 2], assignment: Assignment, policy: Policy) -> Exhibit {
    let study = acupuncture();
    let options = options(None, MissingDataHandling::Observed);
    let raw =
        trend::run_pair(study.frame(), &study.catalogue, labels, &arms(&study), &options).expect("a result");
    trend::exhibit_pair(
        &raw.publish(policy),
        &study.catalogue,
        &CohortWords::everyone(),
        assignment,
        provenance(),
    )
    .into_inner()
}

fn responder_options(grouping: Option<&str>) -> ResponderOptions {
    ResponderOptions {
        instrument: code("score"),
        grouping: grouping.map(code),
        value: ResponderValue::AtTimePoint,
    }
}

fn responders_of(labels: [&str; 2], assignment: Assignment, policy: Policy) -> Exhibit {
    let study = acupuncture();
    let options = responder_options(None);
    let raw = responders::run_pair(study.frame(), &study.catalogue, labels, &arms(&study), &options)
        .expect("a result");
    responders::exhibit_pair(
        &raw.publish(policy),
        &study.catalogue,
        &CohortWords::everyone(),
        assignment,
        provenance(),
    )
    .into_inner()
}

#[test]
fn the_characteristics_of_chosen_groups_have_a_column_of_their_own_each() {
    let study = acupuncture();
    let raw = table_one::run_pair(study.frame(), &study.catalogue, &arms(&study), ARMS, &[code("arm")]);
    let table = table_one::exhibit_pair(
        &raw.expect("a result").publish(Policy::Exact),
        &study.catalogue,
        &CohortWords::everyone(),
        Assignment::Randomised,
        provenance(),
    );
    let columns = table.into_inner().table.columns;
    let codes: Vec<&str> = columns.iter().map(|column| column.code.as_str()).collect();
    let groups = ["group_1", "group_1_spread", "group_2", "group_2_spread"];
    assert_eq!(codes, [["variable", "summary"].as_slice(), &groups, &["all", "all_spread", "smd"]].concat());
}

#[test]
fn the_trend_of_two_levels_is_that_of_the_groups_of_their_variable() {
    let study = acupuncture();
    for handling in MissingDataHandling::ALL {
        for policy in [Policy::Exact, Policy::Rounded] {
            let chosen = options(None, handling);
            let chosen = trend::run_pair(study.frame(), &study.catalogue, ARMS, &arms(&study), &chosen);
            let chosen = chosen.expect("a result").publish(policy);
            let split = options(Some("arm"), handling);
            let split = trend::run(study.frame(), &study.catalogue, &study.everyone(), &split);
            let mut split = split.expect("a result").publish(policy).get().clone();
            split.groups.iter_mut().for_each(|group| group.code = None);
            assert_eq!(chosen.get(), &split);
        }
    }
}

#[test]
fn the_responders_of_two_levels_are_those_of_the_groups_of_their_variable() {
    let study = acupuncture();
    for policy in [Policy::Exact, Policy::Rounded] {
        let chosen = responder_options(None);
        let chosen = responders::run_pair(study.frame(), &study.catalogue, ARMS, &arms(&study), &chosen);
        let chosen = chosen.expect("a result").publish(policy);
        let split = responder_options(Some("arm"));
        let split = responders::run(study.frame(), &study.catalogue, &study.everyone(), &split);
        let mut split = split.expect("a result").publish(policy).get().clone();
        split.groups.iter_mut().for_each(|group| group.code = None);
        assert_eq!(chosen.get(), &split);
    }
}

#[test]
fn randomised_arms_are_told_as_the_split_by_arm_tells_them() {
    let exhibit = trend_of(ARMS, Assignment::Randomised, Policy::Exact);
    assert_eq!(
        exhibit.text.title,
        "Headache severity fell from 27.5 to 22.3 with usual care and from 25.6 to 16.2 with acupuncture \
         by 12 months"
    );
    assert!(!exhibit.text.subtitle.contains("uncontrolled"), "{}", exhibit.text.subtitle);
    let responders = responders_of(ARMS, Assignment::Randomised, Policy::Exact);
    assert_eq!(
        responders.text.title,
        "43.9% with acupuncture improved by 30% or more by 12 months, 26.0% with usual care"
    );
}

#[test]
fn chosen_groups_are_told_by_their_own_names() {
    let exhibit = trend_of(["Selected", "Everyone else"], Assignment::NotRandomised, Policy::Exact);
    let text = &exhibit.text;
    assert_eq!(
        text.title,
        "Headache severity fell from 27.5 to 22.3 (Selected) and from 25.6 to 16.2 (Everyone else) by 12 months"
    );
    assert!(
        text.subtitle.starts_with("Selected (196 people) and Everyone else (205 people), of everyone; "),
        "{}",
        text.subtitle
    );
    assert!(text.subtitle.ends_with("groups not randomised"), "{}", text.subtitle);
    assert!(text.sentence.starts_with("Selected, mean headache severity: 27.5"), "{}", text.sentence);
    assert!(text.sentence.contains(" Everyone else, mean headache severity: 25.6"), "{}", text.sentence);
    let notes = text.footnotes.join(" ");
    for said in [
        "Missing at 12 months: Selected 56 of 196 (29%), Everyone else 44 of 205 (21%).",
        "Groups were not randomised: differences may reflect who is in them.",
        "The difference between the groups is not tested here.",
    ] {
        assert!(notes.contains(said), "{said} in {notes}");
    }
    assert!(!notes.contains("so in no group") && !notes.contains("Uncontrolled:"), "{notes}");
    assert_eq!(exhibit.table.columns[0].heading, "Group");
    assert_eq!(exhibit.table.rows[0].cells[0], Cell::Text("Selected".to_owned()));
    let named: Vec<&str> = exhibit.headlines.iter().map(|headline| headline.group.as_str()).collect();
    assert_eq!(
        named,
        ["Selected", "Selected", "Selected", "Everyone else", "Everyone else", "Everyone else"]
    );
}

#[test]
fn responders_of_chosen_groups_are_told_by_their_own_names() {
    let exhibit = responders_of(["Selected", "Everyone else"], Assignment::NotRandomised, Policy::Exact);
    let text = &exhibit.text;
    assert_eq!(text.title, "43.9% (Everyone else) improved by 30% or more by 12 months, 26.0% (Selected)");
    assert!(
        text.subtitle.starts_with("Selected (196 people) and Everyone else (205 people), of everyone; "),
        "{}",
        text.subtitle
    );
    assert!(text.sentence.starts_with("Selected: 26.0% of everyone"), "{}", text.sentence);
    let notes = text.footnotes.join(" ");
    assert!(
        notes.contains("not improved: Selected 56 of 196 (29%), Everyone else 44 of 205 (21%)."),
        "{notes}"
    );
    assert!(notes.contains("Groups were not randomised: differences may reflect who is in them."), "{notes}");
}

#[test]
fn groups_selected_after_baseline_say_so_on_chart_and_in_the_sentence() {
    let labels = ["Many sessions", "Few sessions"];
    for exhibit in [
        trend_of(labels, Assignment::SelectedAfterBaseline, Policy::Rounded),
        responders_of(labels, Assignment::SelectedAfterBaseline, Policy::Rounded),
    ] {
        assert!(exhibit.text.sentence.ends_with(AFTER_BASELINE), "{}", exhibit.text.sentence);
        assert!(
            exhibit.text.footnotes.iter().any(|note| note == AFTER_BASELINE),
            "{:?}",
            exhibit.text.footnotes
        );
        assert!(!exhibit.text.footnotes.iter().any(|note| note.contains("not randomised")));
    }
}
