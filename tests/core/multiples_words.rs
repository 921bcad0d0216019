//! What small multiples show and say, and what they hold back.

use sinew::analysis::responders::{self, ResponderOptions, ResponderValue};
use sinew::analysis::trend::{self, TrendOptions, multiples};
use sinew::cohort::CohortWords;
use sinew::domain::{MissingDataHandling, TimeUnit};
use sinew::exhibit::{Cell, Count, Estimate, Exhibit, FigureSpec, MultiplesFigure, Policy};

use crate::support::{BuiltStudy, Person, Plan, code, provenance};

const REGIONS: [&str; 4] = ["Back", "Knee", "Hip", "Elbow"];

/// People of each region whose pain goes from about 50 to about an end, and a later time point that no panel shows.
fn study(baseline: Option<usize>, regions: [(usize, f64); 4]) -> BuiltStudy {
    study_from(baseline, regions, |spread| 50.0 + spread)
}

/// The same from another start.
fn study_from(baseline: Option<usize>, regions: [(usize, f64); 4], start: impl Fn(f64) -> f64) -> BuiltStudy {
    let plan = Plan {
        label: "pain",
        unit: TimeUnit::Week,
        times: vec![("baseline", Some(0.0)), ("week 12", Some(12.0)), ("week 52", Some(52.0))],
        baseline,
        primary: 1,
        range: [0.0, 1_000.0],
        levels: vec!["Care", "Rest"],
    };
    let (mut people, mut region_of) = (Vec::new(), Vec::new());
    for (region, (size, end)) in (0_u16..).zip(regions) {
        for row in 0..size {
            let spread = (row % 10) as f64 - 4.5;
            let scores = vec![Some(start(spread)), Some(end + 2.0 * spread), Some(777.0)];
            people.push(Person { group: Some((row % 2) as u16), scores });
            region_of.push(Some(region));
        }
    }
    BuiltStudy::new(&plan, &people).with_category("region", &REGIONS, &region_of)
}

fn options() -> TrendOptions {
    TrendOptions {
        instrument: code("score"),
        grouping: Some(code("region")),
        handling: MissingDataHandling::Observed,
    }
}

fn improved() -> ResponderOptions {
    let value = ResponderValue::AtTimePoint;
    ResponderOptions { instrument: code("score"), grouping: Some(code("region")), value }
}

fn told(study: &BuiltStudy, policy: Policy) -> Exhibit {
    let (frame, catalogue, everyone) = (study.frame(), &study.catalogue, study.everyone());
    let raw = trend::run(frame, catalogue, &everyone, &options()).expect("a result");
    let responders = responders::run(frame, catalogue, &everyone, &improved()).ok();
    let responders = responders.map(|raw| raw.publish(policy));
    let words = CohortWords::everyone();
    multiples::exhibit(raw.publish(policy), responders, catalogue, &words, &options(), provenance())
        .into_inner()
}

fn figure(exhibit: &Exhibit) -> &MultiplesFigure {
    let FigureSpec::Multiples(figure) = &exhibit.figure else { panic!("multiples") };
    figure
}

fn labels(exhibit: &Exhibit) -> Vec<&str> {
    figure(exhibit).panels.iter().map(|panel| panel.label.as_str()).collect()
}

#[test]
fn panels_end_at_the_primary_time_point_and_come_by_their_end_value() {
    let exhibit = told(&study(Some(0), [(40, 22.0), (40, 17.0), (40, 19.0), (40, 40.0)]), Policy::Exact);
    assert_eq!(labels(&exhibit), ["Knee", "Hip", "Back", "Elbow"]);
    let ends: Vec<&str> = figure(&exhibit).panels.iter().map(|panel| panel.end.as_str()).collect();
    assert_eq!(ends, ["17.0", "19.0", "22.0", "40.0"]);
    let times: Vec<&str> = figure(&exhibit).times.iter().map(|time| time.label.as_str()).collect();
    assert_eq!(times, ["baseline", "week 12"]);
    assert_eq!(figure(&exhibit).x.high.get(), 12.0);
    assert!(!serde_json::to_string(&exhibit).expect("JSON").contains("777"), "the later time point is drawn");
    assert_eq!(exhibit.text.title, "Pain at week 12 was between 17.0 (knee) and 40.0 (elbow)");
}

#[test]
fn under_each_panel_stands_who_improved_with_interval_and_people() {
    // Elbow: 50 ± 4.5 to 40 ± 9: a fall of 30% or more where the spread is −4.5, one of ten.
    let exhibit = told(&study(Some(0), [(40, 22.0), (40, 17.0), (40, 19.0), (40, 40.0)]), Policy::Exact);
    let elbow = &figure(&exhibit).panels[3];
    assert_eq!(elbow.strong, "10.0% improved ≥ 30%");
    // Wilson interval of 4 of 40: 3.96 to 23.05.
    assert_eq!(elbow.notes, ["95% CI 4.0 to 23.1", "n 40 at week 12"]);
    assert!(exhibit.text.sentence.contains("elbow 10.0% (95% CI 4.0 to 23.1, n 4 of 40)"));
    assert!(exhibit.text.footnotes.iter().any(|note| note.contains("count as not improved")));
    assert!(exhibit.text.footnotes.iter().any(|note| note == "Groups of “Group” are taken together."));
}

#[test]
fn a_score_without_improvement_says_who_reports() {
    let exhibit = told(&study(None, [(40, 22.0), (40, 17.0), (40, 19.0), (0, 40.0)]), Policy::Exact);
    let knee = &figure(&exhibit).panels[0];
    assert_eq!(knee.strong, "100.0% reporting at week 12");
    assert!(!exhibit.table.columns.iter().any(|column| column.code.starts_with("improved")));
}

#[test]
fn a_level_of_nobody_has_no_panel() {
    let exhibit = told(&study(Some(0), [(40, 22.0), (0, 17.0), (40, 19.0), (0, 40.0)]), Policy::Rounded);
    assert_eq!(labels(&exhibit), ["Hip", "Back"]);
}

#[test]
fn a_hidden_level_comes_last_with_nothing_but_its_name() {
    let exhibit = told(&study(Some(0), [(40, 22.0), (7, 3.0), (60, 19.0), (8, 2.0)]), Policy::Rounded);
    assert_eq!(labels(&exhibit), ["Hip", "Back", "Knee", "Elbow"]);
    for panel in &figure(&exhibit).panels[2..] {
        assert_eq!((panel.people, panel.end.as_str(), panel.strong.as_str()), (Count::Hidden, "", ""));
        assert!(panel.means.iter().all(|mean| *mean == Estimate::Hidden) && panel.notes.is_empty());
    }
    let rows = exhibit.table.rows.iter().skip(4);
    let numbers = rows.flat_map(|row| &row.cells[2..]);
    assert!(numbers.clone().all(|cell| matches!(cell, Cell::Hidden | Cell::Empty)), "{numbers:?}");
}

#[test]
fn where_everybody_starts_at_0_nobody_is_called_hidden() {
    let exhibit =
        told(&study_from(Some(0), [(40, 22.0), (30, 17.0), (60, 19.0), (50, 40.0)], |_| 0.0), Policy::Exact);
    for panel in &figure(&exhibit).panels {
        assert_eq!(panel.strong, "Nobody has a start to improve on");
        assert_eq!(panel.notes.len(), 1, "{:?}", panel.notes);
    }
}

#[test]
fn what_is_hidden_changes_nothing_that_is_shown() {
    let told = |end: f64| {
        let study = study(Some(0), [(40, 22.0), (7, end), (60, 19.0), (8, 100.0 - end)]);
        serde_json::to_string(&told(&study, Policy::Rounded)).expect("JSON")
    };
    assert_eq!(told(3.0), told(90.0));
}

#[test]
fn rounded_panels_are_no_finer_than_two_digits_and_whole_per_cents() {
    let exhibit = told(&study(Some(0), [(44, 22.3), (52, 17.1), (61, 19.7), (70, 40.9)]), Policy::Rounded);
    for panel in &figure(&exhibit).panels {
        assert!(
            panel.strong.starts_with(|digit: char| digit.is_ascii_digit()) && !panel.strong.contains('.')
        );
        assert!(panel.notes.iter().all(|note| !note.contains('.')), "{:?}", panel.notes);
        for mean in &panel.means {
            let Estimate::Mean { value, .. } = mean else { panic!("shown: {mean:?}") };
            assert_eq!(value.get(), value.get().round());
        }
    }
}

#[test]
fn the_region_is_chosen_unless_the_page_is_split_by_it() {
    let study = study(Some(0), [(4, 22.0); 4]);
    let chosen = |split: Option<&str>| multiples::variable(&study.catalogue, split.map(code).as_ref());
    assert_eq!(chosen(None), Some(code("region")));
    assert_eq!(chosen(Some("arm")), Some(code("region")));
    assert_eq!(chosen(Some("region")), None);
}

#[test]
fn without_a_region_the_first_category_but_the_primary_grouping_is_chosen() {
    let plain = study(Some(0), [(4, 22.0); 4]);
    let mut catalogue = plain.catalogue.clone();
    catalogue.variables[1].code = code("site");
    assert_eq!(multiples::variable(&catalogue, None), Some(code("site")));
    assert_eq!(multiples::variable(&catalogue, Some(&code("site"))), None);
    catalogue.variables[1].post_baseline = true;
    assert_eq!(multiples::variable(&catalogue, None), None, "known only after baseline");
    catalogue.variables[1].post_baseline = false;
    catalogue.variables[1].filterable = false;
    assert_eq!(multiples::variable(&catalogue, None), None, "not for filters");
    let others = plain.with_flag("smoker", &[Some(true); 16]);
    let mut catalogue = others.catalogue;
    catalogue.variables.remove(1);
    assert_eq!(multiples::variable(&catalogue, None), None, "a flag makes no panels");
}
