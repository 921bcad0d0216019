//! What responders say.

use sinew::analysis::responders::{ResponderOptions, ResponderValue, exhibit, run};
use sinew::cohort::CohortWords;
use sinew::domain::{Direction, ThresholdKind};
use sinew::exhibit::{
    Cell, Denominator, Estimate, Exhibit, FigureSpec, HeadlineValue, Policy, ResponderFigure,
};

use crate::real_studies::acupuncture;
use crate::support::{BuiltStudy, Person, Plan, code, provenance};

fn told(study: &BuiltStudy, grouping: Option<&str>, value: ResponderValue, policy: Policy) -> Exhibit {
    let options = ResponderOptions { instrument: code("score"), grouping: grouping.map(code), value };
    let raw = run(study.frame(), &study.catalogue, &study.everyone(), &options).expect("a result");
    exhibit(&raw.publish(policy), &study.catalogue, &CohortWords::everyone(), &options, provenance())
        .into_inner()
}

fn trial() -> BuiltStudy {
    acupuncture().with_threshold(ThresholdKind::PercentOfBaseline, 35.0, "35% improvement").with_threshold(
        ThresholdKind::Points,
        10.0,
        "Ten points",
    )
}

fn by_arm(policy: Policy) -> Exhibit {
    told(&trial(), Some("arm"), ResponderValue::AtTimePoint, policy)
}

fn figure(exhibit: &Exhibit) -> &ResponderFigure {
    let FigureSpec::Responders(figure) = &exhibit.figure else { panic!("responders") };
    figure
}

/// One group of which so many of ten go from 50 to each end.
fn one_group(ends: &[(f64, usize)]) -> BuiltStudy {
    let plan = Plan { label: "VAS pain", ..Plan::twelve_weeks("week 12", &["Care"]) };
    let people: Vec<Person> = ends
        .iter()
        .flat_map(|&(end, tenths)| {
            (0..10 * tenths).map(move |_| Person { group: Some(0), scores: vec![Some(50.0), Some(end)] })
        })
        .collect();
    BuiltStudy::new(&plan, &people)
}

fn title(ends: &[(f64, usize)]) -> String {
    told(&one_group(ends), None, ResponderValue::AtTimePoint, Policy::Exact).text.title
}

#[test]
fn the_title_of_one_group_says_how_many_in_ten() {
    assert_eq!(
        title(&[(10.0, 6), (30.0, 1), (50.0, 3)]),
        "Seven in ten improved by 30% or more; six in ten by half or more"
    );
    assert_eq!(title(&[(50.0, 10)]), "Nobody improved by 30% or more; nobody by half or more");
    assert_eq!(title(&[(0.0, 10)]), "Everyone improved by 30% or more; everyone by half or more");
    assert_eq!(
        title(&[(10.0, 1), (30.0, 1), (50.0, 1)]),
        "66.7% of people improved by 30% or more; 33.3% of people by half or more"
    );
    assert_eq!(title(&[]), "Nobody has a value of VAS pain to improve from");
}

#[test]
fn the_title_of_two_groups_names_the_larger_share_first() {
    assert_eq!(
        by_arm(Policy::Exact).text.title,
        "43.9% with acupuncture improved by 30% or more, 26.0% with usual care"
    );
    assert_eq!(
        by_arm(Policy::Rounded).text.title,
        "43% with acupuncture improved by 30% or more, 27% with usual care"
    );
}

#[test]
fn shares_that_may_be_equal_are_not_called_different() {
    let people: Vec<Person> = (0..80)
        .map(|row| Person {
            group: Some(row % 2),
            scores: vec![Some(50.0), Some(50.0), Some(if row % 5 < 2 { 20.0 } else { 50.0 })],
        })
        .collect();
    let plan = Plan {
        label: "pain",
        unit: sinew::domain::TimeUnit::Month,
        times: vec![("baseline", None), ("3 months", None), ("12 months", None)],
        baseline: Some(0),
        primary: 2,
        range: [0.0, 100.0],
        levels: vec!["Usual care", "Acupuncture"],
    };
    let study = BuiltStudy::new(&plan, &people);
    let title = told(&study, Some("arm"), ResponderValue::AtTimePoint, Policy::Exact).text.title;
    assert_eq!(
        title,
        "No clear difference in who improved by 30% or more, 40.0% with usual care and 40.0% with acupuncture"
    );
}

#[test]
fn both_denominators_stand_side_by_side_with_their_people() {
    let exhibit = by_arm(Policy::Exact);
    let headlines: Vec<(&str, &str, Option<u32>, Option<u32>)> = exhibit
        .headlines
        .iter()
        .map(|headline| {
            let counts = (headline.people.shown(), headline.of.shown());
            (headline.label.as_str(), headline.group.as_str(), counts.0, counts.1)
        })
        .collect();
    assert_eq!(
        headlines[..4],
        [
            ("Improved by 30% or more, of everyone", "Usual care", Some(51), Some(196)),
            ("Improved by 30% or more, of completers", "Usual care", Some(51), Some(140)),
            ("Improved by 50% or more, of everyone", "Usual care", Some(27), Some(196)),
            ("Improved by 50% or more, of completers", "Usual care", Some(27), Some(140)),
        ]
    );
    assert!(
        exhibit.headlines.iter().all(|headline| matches!(
            headline.value,
            HeadlineValue::Share { interval: Some(_), places: 1, .. }
        ))
    );
    assert!(exhibit.text.sentence.starts_with(
        "Usual care: 26.0% of everyone (95% CI 20.4 to 32.6, n 51 of 196) and 36.4% of completers \
         (95% CI 28.9 to 44.7, n 51 of 140) improved by 30% or more; "
    ));
    assert!(exhibit.text.sentence.contains("improved by 10 points or more."));
}

#[test]
fn the_curve_is_exact_and_marked_at_its_cut_offs() {
    let exhibit = by_arm(Policy::Exact);
    let figure = figure(&exhibit);
    let marks: Vec<&str> = figure.marks.iter().map(|mark| mark.label.as_str()).collect();
    assert_eq!(marks, ["30%", "35%", "50%"]);
    let series: Vec<(&str, &str, u8, Denominator)> = figure
        .series
        .iter()
        .map(|series| (series.label.as_str(), series.detail.as_str(), series.number, series.denominator))
        .collect();
    assert_eq!(
        series,
        [
            ("Usual care", "everyone, n 196", 1, Denominator::Everyone),
            ("Usual care", "completers, n 140", 1, Denominator::Completers),
            ("Acupuncture", "everyone, n 205", 2, Denominator::Everyone),
            ("Acupuncture", "completers, n 161", 2, Denominator::Completers),
        ]
    );
    for series in &figure.series {
        assert_eq!((series.curve.len(), series.points.len()), (101, 12));
    }
    let at_35 = &figure.series[3].points[4];
    assert_eq!((at_35.at.get(), at_35.label.as_str()), (35.0, "35% or more"));
    match &at_35.estimate {
        Estimate::Mean { value, .. } => assert!((value.get() - 100.0 * 87.0 / 161.0).abs() < 1e-12),
        Estimate::Hidden | Estimate::Empty => panic!("shown"),
    }
}

#[test]
fn a_rounded_curve_has_only_fixed_cut_offs() {
    let exhibit = by_arm(Policy::Rounded);
    for series in &figure(&exhibit).series {
        let at: Vec<f64> = series.curve.iter().map(|point| point.at.get()).collect();
        assert_eq!(at, (0..=10).map(|ten| f64::from(ten * 10)).collect::<Vec<_>>());
    }
    assert_eq!(figure(&exhibit).places, 0);
    let last = exhibit.text.footnotes.last().expect("a note");
    assert!(last.contains("whole per cents"), "{last}");
}

#[test]
fn the_table_has_a_row_a_group_and_cut_off() {
    let exhibit = by_arm(Policy::Exact);
    let names: Vec<(String, String)> = exhibit
        .table
        .rows
        .iter()
        .map(|row| match &row.cells[..2] {
            [Cell::Text(group), Cell::Text(cut_off)] => (group.clone(), cut_off.clone()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(names.len(), 2 * 11);
    assert_eq!(names[2], ("Usual care".to_owned(), "30% or more".to_owned()));
    assert_eq!(names[3].1, "35% or more");
    assert_eq!(names[10].1, "10 points or more");
    for row in &exhibit.table.rows {
        assert_eq!(row.cells.len(), exhibit.table.columns.len());
    }
    let printed: Vec<&str> = exhibit.table.rows[2]
        .cells
        .iter()
        .map(|cell| match cell {
            Cell::Text(text) | Cell::Number { text, .. } => text.as_str(),
            Cell::Hidden | Cell::Empty => "",
        })
        .collect();
    let expected = [
        "Usual care",
        "30% or more",
        "26.0",
        "20.4",
        "32.6",
        "51",
        "196",
        "36.4",
        "28.9",
        "44.7",
        "51",
        "140",
    ];
    assert_eq!(printed, expected);
}

#[test]
fn notes_come_in_their_order_and_thresholds_with_their_source() {
    let mut study = trial();
    study.catalogue.study.assignment = "not randomised".to_owned();
    let exhibit = told(&study, Some("arm"), ResponderValue::LastValue, Policy::Exact);
    let expected = [
        "Everyone: people with a baseline above 0; people without a value at 12 months count with their last value after baseline. Completers: people with a value at 12 months, of everyone.",
        "Left out of both: nobody.",
        "No value to compare, so not improved: Usual care 39 of 196 (20%), Acupuncture 30 of 205 (15%).",
        "Improved: headache severity fell by at least so many per cent of the person’s own baseline value. Shares with 95% Wilson interval, two-sided.",
        "35% improvement: 35% of the person’s own baseline (A source 2008).",
        "Ten points: 10 points (A source 2008).",
        "30% and 50%: called moderate and substantial improvement of chronic pain by IMMPACT (Dworkin RH et al., J Pain 2008;9:105); for other measures, conventions without a source.",
        "Groups were not randomised: differences may reflect who chose to start.",
        "Completers were selected by what happened after baseline: their share is not everyone’s.",
    ];
    assert_eq!(exhibit.text.footnotes, expected);
    assert_eq!(
        exhibit.text.subtitle,
        "Everyone, 401 people; share whose headache severity fell by at least each part of their own baseline, baseline \
         to 12 months; people without a value at 12 months count with their last value after baseline; band and whiskers \
         are 95% confidence intervals; groups not randomised"
    );
}

#[test]
fn a_score_of_which_more_is_better_rises_and_its_own_words_mark_a_cut_off() {
    let mut study = one_group(&[(80.0, 6), (50.0, 4)]).with_threshold(
        ThresholdKind::PercentOfBaseline,
        50.0,
        "Substantial improvement",
    );
    study.catalogue.instruments[0].direction = Direction::HigherIsBetter;
    let exhibit = told(&study, None, ResponderValue::AtTimePoint, Policy::Exact);
    assert_eq!(exhibit.text.title, "Six in ten improved by 30% or more; six in ten by half or more");
    assert!(exhibit.text.subtitle.contains("share whose VAS pain rose by"));
    let marks: Vec<&str> = figure(&exhibit).marks.iter().map(|mark| mark.label.as_str()).collect();
    assert_eq!(marks, ["30%", "50% substantial"]);
    assert!(!exhibit.text.footnotes.iter().any(|note| note.contains("IMMPACT")));
}
