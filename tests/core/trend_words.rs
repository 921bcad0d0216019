//! What a trend says.

use sinew::analysis::trend::{exhibit, run};
use sinew::cohort::CohortWords;
use sinew::domain::{Bands, MissingDataHandling, Threshold, ThresholdKind, TimeUnit};
use sinew::exhibit::{Cell, Exhibit, FigureSpec, HeadlineValue, Policy, TrendFigure};

use crate::real_studies::acupuncture;
use crate::support::{BuiltStudy, Person, Plan, finite, options, provenance};

fn told(
    study: &BuiltStudy,
    grouping: Option<&str>,
    handling: MissingDataHandling,
    policy: Policy,
) -> Exhibit {
    let options = options(grouping, handling);
    let raw = run(study.frame(), &study.catalogue, &study.everyone(), &options).expect("a result");
    exhibit(&raw.publish(policy), &study.catalogue, &CohortWords::everyone(), &options, provenance())
        .into_inner()
}

fn observed(study: &BuiltStudy, grouping: Option<&str>) -> Exhibit {
    told(study, grouping, MissingDataHandling::Observed, Policy::Exact)
}

fn figure(exhibit: &Exhibit) -> &TrendFigure {
    let FigureSpec::Trend(figure) = &exhibit.figure else { panic!("a trend") };
    figure
}

/// Groups of 20 that go from one mean to another, with a spread of about one point and an uneven change.
fn courses(levels: &[&'static str], baseline: Option<usize>, ends: &[(f64, f64)]) -> BuiltStudy {
    let plan = Plan {
        label: "VAS pain",
        unit: TimeUnit::Visit,
        times: vec![("baseline", None), ("visit 9", None)],
        baseline,
        primary: 1,
        range: [0.0, 10.0],
        levels: levels.to_vec(),
    };
    let people = ends.iter().enumerate().flat_map(|(group, &(from, to))| {
        (0..20).map(move |row| {
            let (spread, uneven) = (f64::from(row) / 10.0 - 0.95, f64::from(row % 2) - 0.5);
            Person {
                group: Some(group as u16),
                scores: vec![Some(from + spread), Some(to + spread + uneven)],
            }
        })
    });
    BuiltStudy::new(&plan, &people.collect::<Vec<_>>())
}

fn title(levels: &[&'static str], baseline: Option<usize>, ends: &[(f64, f64)]) -> String {
    observed(&courses(levels, baseline, ends), Some("arm")).text.title
}

#[test]
fn the_title_says_what_happened_in_each_of_two_groups() {
    let exhibit = told(&acupuncture(), Some("arm"), MissingDataHandling::Completers, Policy::Exact);
    assert_eq!(
        exhibit.text.title,
        "Headache severity fell from 26.7 to 22.3 with usual care and from 24.6 to 16.2 with acupuncture"
    );
}

#[test]
fn the_title_of_one_group_says_by_when() {
    let study = acupuncture();
    let exhibit = told(&study, None, MissingDataHandling::Completers, Policy::Rounded);
    assert_eq!(exhibit.text.title, "Headache severity fell from 26 to 19 by 12 months");
}

#[test]
fn a_change_whose_interval_holds_zero_is_not_called_one() {
    let unclear = title(&["Rest", "Drug"], Some(0), &[(5.0, 5.0), (6.0, 6.05)]);
    assert_eq!(unclear, "No clear change in VAS pain by visit 9");
    let mixed = title(&["Rest", "Drug"], Some(0), &[(5.0, 5.0), (6.0, 3.0)]);
    assert_eq!(mixed, "VAS pain fell from 6.0 to 3.0 with drug; no clear change with rest");
    let opposite = title(&["Rest", "Drug"], Some(0), &[(5.0, 7.0), (6.0, 3.0)]);
    assert_eq!(opposite, "VAS pain rose from 5.0 to 7.0 with rest and fell from 6.0 to 3.0 with drug");
}

#[test]
fn without_a_baseline_the_title_says_how_it_was() {
    let two = title(&["Rest", "Drug"], None, &[(5.0, 5.0), (6.0, 3.0)]);
    assert_eq!(two, "VAS pain at visit 9 was 5.0 with rest and 3.0 with drug");
    let one = observed(&courses(&["Rest"], None, &[(5.0, 4.0)]), None);
    assert_eq!(one.text.title, "VAS pain was 4.0 at visit 9");
    let unavailable = one.headlines.iter().find(|headline| headline.explanation == "mean_change");
    let value = unavailable.map(|headline| &headline.value);
    assert!(matches!(value, Some(HeadlineValue::Unavailable(_))), "{value:?}");
}

#[test]
fn of_three_groups_the_title_names_the_ends() {
    let three = title(&["Rest", "Drug", "Both"], Some(0), &[(5.0, 4.0), (6.0, 3.0), (6.0, 2.0)]);
    assert_eq!(three, "VAS pain at visit 9 was between 2.0 with both and 4.0 with rest");
}

#[test]
fn people_who_leave_do_not_turn_the_direction_round() {
    let plan = Plan::twelve_weeks("12 weeks", &["Care"]);
    let stayed = (0..20).map(|row| vec![Some(60.0 + f64::from(row)), Some(57.0 + f64::from(row + row % 2))]);
    let gone = (0..20).map(|row| vec![Some(20.0 + f64::from(row)), None]);
    let people: Vec<Person> = stayed.chain(gone).map(|scores| Person { group: Some(0), scores }).collect();
    let exhibit = observed(&BuiltStudy::new(&plan, &people), None);
    assert_eq!(exhibit.text.title, "Pain fell by 2.5 by 12 weeks");
}

#[test]
fn footnotes_come_in_their_order() {
    let mut study = acupuncture();
    study.catalogue.study.assignment = "not randomised".to_owned();
    study.catalogue.instruments[0].thresholds.push(Threshold {
        label: "clear improvement".to_owned(),
        kind: ThresholdKind::PercentOfBaseline,
        value: finite(35.0),
        source: "Vickers 2004".to_owned(),
    });
    let exhibit = told(&study, Some("arm"), MissingDataHandling::Locf, Policy::Exact);
    let starts = [
        "A missing value is filled with the person’s last value (LOCF); imputed values treated as observed. Left out \
         because they have no baseline value: nobody.",
        "Missing at 12 months before filling: Usual care 56 of 196 (29%), Acupuncture 44 of 205 (21%).",
        "Mean with 95% t interval, two-sided; change is the mean of paired differences from baseline with its 95% t \
         interval; shares with 95% Wilson interval, two-sided.",
        "Clear improvement: 35% of the person’s own baseline (Vickers 2004).",
        "Groups were not randomised: differences may reflect who chose to start.",
    ];
    assert_eq!(exhibit.text.footnotes, starts);
    assert!(exhibit.text.subtitle.ends_with("groups not randomised"), "{}", exhibit.text.subtitle);
}

#[test]
fn groups_settled_after_baseline_say_so_in_note_and_sentence() {
    let caveat = "Groups were selected by what happened after baseline; the difference is not an effect.";
    let mut study = acupuncture();
    assert!(!observed(&study, Some("arm")).text.sentence.contains(caveat));
    study.catalogue.variables[0].post_baseline = true;
    let text = observed(&study, Some("arm")).text;
    assert!(text.sentence.ends_with(caveat));
    assert!(text.footnotes.iter().any(|note| note == caveat));
}

#[test]
fn the_sentence_holds_every_mean_with_its_interval_and_n() {
    let sentence = observed(&acupuncture(), None).text.sentence;
    assert_eq!(
        sentence,
        "Mean headache severity: 26.5 (95% CI 24.9 to 28.1, n 401) at baseline, 19.1 (95% CI 17.3 to 20.9, n 301) at \
         12 months; mean change −6.5 (95% CI −7.8 to −5.1, n 301) of people with both values."
    );
}

#[test]
fn the_axis_begins_at_the_floor_and_says_where_it_stops() {
    let exhibit = observed(&acupuncture(), Some("arm"));
    let y = &figure(&exhibit).y;
    assert_eq!((y.low.get(), y.high.get()), (0.0, 30.0));
    assert_eq!(y.note.as_deref(), Some("axis drawn to 30"));
    let positions: Vec<f64> = figure(&exhibit).x.ticks.iter().map(|tick| tick.at.get()).collect();
    assert_eq!(positions, [0.0, 3.0, 12.0]);
    let visits = observed(&courses(&["Rest"], Some(0), &[(5.0, 4.0)]), None);
    let positions: Vec<f64> = figure(&visits).x.ticks.iter().map(|tick| tick.at.get()).collect();
    assert_eq!(positions, [0.0, 1.0], "visits have an order and no distance");
}

#[test]
fn a_group_keeps_its_number_when_another_is_empty() {
    let study = acupuncture();
    let selection = sinew::domain::frame::Selection::from_fn(
        study.frame().participants,
        |row| matches!(&study.frame().columns[0], sinew::domain::frame::Column::Category { codes, .. } if codes[row] == 1),
    );
    let options = options(Some("arm"), MissingDataHandling::Observed);
    let raw = run(study.frame(), &study.catalogue, &selection, &options).expect("a result");
    let told = exhibit(
        &raw.publish(Policy::Exact),
        &study.catalogue,
        &CohortWords::everyone(),
        &options,
        provenance(),
    );
    let series = &figure(told.get()).series;
    assert_eq!((series[1].label.as_str(), series[1].number), ("Acupuncture", 2));
}

#[test]
fn the_table_has_a_standard_deviation_only_where_numbers_are_exact() {
    let study = acupuncture();
    for (policy, has_sd) in [(Policy::Exact, true), (Policy::Rounded, false)] {
        let table = told(&study, Some("arm"), MissingDataHandling::Observed, policy).table;
        assert_eq!(table.columns.iter().any(|column| column.code == "sd"), has_sd);
        assert_eq!(table.rows.len(), 6);
        assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
        assert!(table.rows.iter().all(|row| !matches!(row.cells[2], Cell::Hidden | Cell::Empty)));
    }
}

#[test]
fn a_study_of_nobody_has_an_exhibit_that_says_so() {
    let plan = Plan { range: [0.0, 10.0], ..Plan::twelve_weeks("12 weeks", &["Care", "Rest"]) };
    let study = BuiltStudy::new(&plan, &[]);
    for handling in MissingDataHandling::ALL {
        for policy in [Policy::Exact, Policy::Rounded] {
            let exhibit = told(&study, Some("arm"), handling, policy);
            assert_eq!(exhibit.text.title, "Nobody has a value of pain at 12 weeks");
            assert_eq!(exhibit.table.rows.len(), 4);
        }
    }
}

#[test]
fn a_note_says_what_the_scores_of_an_instrument_with_bands_mean() {
    let mut study = courses(&["A"], Some(0), &[(6.0, 3.0)]);
    let says =
        |exhibit: &Exhibit| exhibit.text.footnotes.iter().filter(|note| note.starts_with("Bands")).count();
    assert_eq!(says(&observed(&study, None)), 0);
    let instrument = &mut study.catalogue.instruments[0];
    let limits = vec![(finite(0.0), "mild".to_owned()), (finite(6.0), "severe".to_owned())];
    let bands = Bands::from_lower_limits(instrument.range, finite(1.0), "Boonstra 2016.", limits);
    instrument.bands = Some(bands.expect("good bands"));
    let notes = observed(&study, None).text.footnotes;
    let expected = "Bands of VAS pain: mild, 0 to 5; severe, 6 to 10 (Boonstra 2016).";
    assert!(notes.iter().any(|note| note == expected), "{notes:?}");
}

#[test]
fn unknown_scores_and_groupings_are_refused_with_a_sentence() {
    let study = acupuncture();
    let mut options = options(Some("nothing"), MissingDataHandling::Observed);
    let refused = run(study.frame(), &study.catalogue, &study.everyone(), &options);
    assert!(refused.expect_err("no such grouping").to_string().contains("no category called “nothing”"));
    options.instrument = crate::support::code("unknown");
    let refused = run(study.frame(), &study.catalogue, &study.everyone(), &options);
    assert!(refused.expect_err("no such score").to_string().contains("no score called “unknown”"));
}
