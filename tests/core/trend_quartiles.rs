//! The middle half of people as the band of a trend.

use sinew::analysis::trend::{exhibit_with_band, run};
use sinew::cohort::CohortWords;
use sinew::domain::{MissingDataHandling, TimeUnit};
use sinew::exhibit::{Cell, Exhibit, FigureSpec, Policy, TrendBand, TrendFigure};

use crate::real_studies::acupuncture;
use crate::support::{BuiltStudy, Person, Plan, options, provenance};

fn told(study: &BuiltStudy, handling: MissingDataHandling, band: TrendBand, policy: Policy) -> Exhibit {
    let options = options(Some("arm"), handling);
    let raw = run(study.frame(), &study.catalogue, &study.everyone(), &options).expect("a result");
    let (published, words) = (raw.publish(policy), CohortWords::everyone());
    exhibit_with_band(&published, &study.catalogue, &words, &options, band, provenance()).into_inner()
}

fn observed(study: &BuiltStudy, band: TrendBand, policy: Policy) -> Exhibit {
    told(study, MissingDataHandling::Observed, band, policy)
}

fn figure(exhibit: &Exhibit) -> &TrendFigure {
    let FigureSpec::Trend(figure) = &exhibit.figure else { panic!("a trend") };
    figure
}

/// The quartiles drawn of each group, by time.
fn drawn(exhibit: &Exhibit) -> Vec<Vec<Option<(f64, f64)>>> {
    let ends = |ends: sinew::domain::Interval| (ends.low.get(), ends.high.get());
    let series = figure(exhibit).series.iter();
    series.map(|series| series.points.iter().map(|point| point.quartiles.map(ends)).collect()).collect()
}

/// Groups of these sizes whose people have 20, 21, 22 … points, and a fraction more at the end.
fn steps(sizes: [usize; 2]) -> BuiltStudy {
    let plan = Plan::twelve_weeks("12 weeks", &["Care", "Rest"]);
    let of_group = |(group, size): (u16, usize)| {
        (0..size).map(move |row| {
            let score = 20.0 + row as f64;
            Person { group: Some(group), scores: vec![Some(score), Some(score + 0.3)] }
        })
    };
    BuiltStudy::new(&plan, &(0_u16..).zip(sizes).flat_map(of_group).collect::<Vec<_>>())
}

#[test]
fn the_band_is_said_in_the_subtitle_and_its_method_in_a_note() {
    let study = acupuncture();
    let usual = observed(&study, TrendBand::Interval, Policy::Exact);
    assert!(usual.text.subtitle.ends_with("95% confidence intervals"), "{}", usual.text.subtitle);
    let text = observed(&study, TrendBand::Quartiles, Policy::Exact).text;
    assert!(
        text.subtitle.ends_with(
            "the band holds the middle half of people, from the 25th to the 75th percentile of their values"
        ),
        "{}",
        text.subtitle
    );
    assert!(text.footnotes.iter().any(|note| note.contains("definition 7")), "{:?}", text.footnotes);
    assert!(!text.footnotes.iter().any(|note| note.contains("left out where fewer")));
    assert_eq!((text.title, text.sentence), (usual.text.title, usual.text.sentence));
}

#[test]
fn mean_and_interval_stay_in_the_table_and_quartiles_come_beside_them() {
    let study = acupuncture();
    let usual = observed(&study, TrendBand::Interval, Policy::Exact);
    let banded = observed(&study, TrendBand::Quartiles, Policy::Exact);
    let before = usual.table.columns.len();
    let codes: Vec<&str> = banded.table.columns[before..].iter().map(|column| column.code.as_str()).collect();
    assert_eq!(codes, ["percentile_25", "percentile_75"]);
    for (row, other) in banded.table.rows.iter().zip(&usual.table.rows) {
        assert_eq!(row.cells[..before], other.cells);
        assert!(row.cells[before..].iter().all(|cell| matches!(cell, Cell::Number { .. })));
    }
    let estimates = |exhibit: &Exhibit| -> Vec<_> {
        figure(exhibit).series[0].points.iter().map(|point| point.estimate.clone()).collect()
    };
    assert_eq!(estimates(&banded), estimates(&usual));
}

#[test]
fn the_axis_reaches_the_upper_quartile() {
    let exhibit = observed(&steps([60, 60]), TrendBand::Quartiles, Policy::Exact);
    // 20 to 79: a quarter of the way 34.75, three quarters 64.25.
    assert_eq!(drawn(&exhibit)[0][0], Some((34.75, 64.25)));
    assert!(figure(&exhibit).y.high.get() >= 64.55, "{:?}", figure(&exhibit).y.high);
}

#[test]
fn filled_values_take_part_as_in_the_mean() {
    let mut people: Vec<Person> =
        (0..60).map(|row| Person { group: Some(0), scores: vec![Some(f64::from(row)), Some(0.0)] }).collect();
    people.iter_mut().take(30).for_each(|person| person.scores[1] = None);
    let plan = Plan::twelve_weeks("12 weeks", &["Care"]);
    let study = BuiltStudy::new(&plan, &people);
    let at_end = |handling| drawn(&told(&study, handling, TrendBand::Quartiles, Policy::Exact))[0][1];
    assert_eq!(at_end(MissingDataHandling::Observed), Some((0.0, 0.0)));
    // Thirty zeros, and 0 to 29 carried forward: the 75th percentile is at place 44.25 of 0 to 59.
    assert_eq!(at_end(MissingDataHandling::Locf), Some((0.0, 14.25)));
    assert_eq!(at_end(MissingDataHandling::Bocf), Some((0.0, 14.25)));
}

#[test]
fn under_rounding_quartiles_need_forty_four_people_and_are_whole_numbers() {
    // 45 people are shown as 43, which stands for 41 to 45; 46 as 48, which stands for 46 to 50.
    let exhibit = observed(&steps([45, 46]), TrendBand::Quartiles, Policy::Rounded);
    assert_eq!(drawn(&exhibit), [vec![None; 2], vec![Some((31.0, 54.0)), Some((32.0, 54.0))]]);
    let withheld = "The middle half is left out where fewer than 44 people, or a number of people that is hidden, have a \
                    value.";
    assert!(exhibit.text.footnotes.iter().any(|note| note == withheld), "{:?}", exhibit.text.footnotes);
    let last_cells: Vec<&[Cell]> =
        exhibit.table.rows.iter().map(|row| &row.cells[row.cells.len() - 2..]).collect();
    assert_eq!(last_cells[0], [Cell::Hidden, Cell::Hidden]);
    assert!(matches!(&last_cells[2][0], Cell::Number { text, .. } if text == "31"), "{last_cells:?}");
}

#[test]
fn under_rounding_values_that_are_all_alike_have_no_quartiles() {
    let plan = Plan {
        label: "pain",
        unit: TimeUnit::Week,
        times: vec![("12 weeks", Some(12.0))],
        baseline: None,
        primary: 0,
        range: [0.0, 100.0],
        levels: vec!["Care"],
    };
    let people = vec![Person { group: Some(0), scores: vec![Some(30.0)] }; 90];
    let exhibit = observed(&BuiltStudy::new(&plan, &people), TrendBand::Quartiles, Policy::Rounded);
    assert_eq!(drawn(&exhibit), [[None]]);
}
