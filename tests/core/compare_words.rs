//! What a comparison says.

use sinew::analysis::compare::{
    Assignment, CompareOptions, ComparedWords, HOW_WELL_THEY_FIT, Method, OverlapResolution, disjoint,
    exhibit, run,
};
use sinew::domain::ThresholdKind;
use sinew::domain::frame::{Column, Selection};
use sinew::exhibit::{Cell, Exhibit, FigureSpec, ForestEmphasis, ForestFigure, HeadlineValue, Policy};

use crate::real_studies::acupuncture;
use crate::support::{BuiltStudy, Person, Plan, code, provenance};

fn arm(study: &BuiltStudy, level: u16) -> Selection {
    let frame = study.frame();
    let Some(Column::Category { codes, present }) = frame.columns.first() else {
        panic!("the arm is a category");
    };
    Selection::from_values(frame.participants, codes, |code| *code == level).and(present)
}

fn told(study: &BuiltStudy, assignment: Assignment, policy: Policy) -> Exhibit {
    led(study, assignment, policy, None)
}

fn led(study: &BuiltStudy, assignment: Assignment, policy: Policy, lead: Option<Method>) -> Exhibit {
    let groups = disjoint(&arm(study, 1), &arm(study, 0), OverlapResolution::Refuse).expect("disjoint");
    let words = ComparedWords { labels: ["Acupuncture".to_owned(), "Usual care".to_owned()], assignment };
    let last = study.catalogue.time_axis.points.last().expect("a time point").code.clone();
    let options = CompareOptions {
        instrument: code("score"),
        time_point: last,
        overlap: OverlapResolution::Refuse,
        lead,
    };
    let raw = run(study.frame(), &study.catalogue, &groups, &words, &options).expect("a result");
    exhibit(&raw.publish(policy), &study.catalogue, provenance()).into_inner()
}

fn forest(exhibit: &Exhibit) -> &ForestFigure {
    let FigureSpec::Forest(figure) = &exhibit.figure else { panic!("a forest") };
    figure
}

/// Two arms of 40 whose changes have these means.
fn arms(changes: [f64; 2]) -> BuiltStudy {
    let plan = Plan { label: "VAS pain", ..Plan::twelve_weeks("week 12", &["Usual care", "Acupuncture"]) };
    let people = changes.into_iter().enumerate().flat_map(|(group, change)| {
        (0..40).map(move |row| {
            let spread = f64::from(row) / 10.0 - 1.95;
            Person { group: Some(group as u16), scores: vec![Some(50.0), Some(50.0 + change + spread)] }
        })
    });
    BuiltStudy::new(&plan, &people.collect::<Vec<_>>())
}

/// Two arms of 40 whose baselines differ within each.
fn arms_with_baselines() -> BuiltStudy {
    let plan = Plan { label: "VAS pain", ..Plan::twelve_weeks("week 12", &["Usual care", "Acupuncture"]) };
    let people = (0..80_u16).map(|row| {
        let (start, noise) = (40.0 + f64::from(row % 20), f64::from((row * 7) % 11));
        Person {
            group: Some(row / 40),
            scores: vec![Some(start), Some(start - noise - f64::from(row / 40) * 8.0)],
        }
    });
    BuiltStudy::new(&plan, &people.collect::<Vec<_>>())
}

#[test]
fn the_trial_is_told_in_one_sentence_with_its_doubt() {
    let exhibit = told(&acupuncture(), Assignment::Randomised, Policy::Exact);
    assert_eq!(
        exhibit.text.title,
        "Headache severity fell 4.7 points more with acupuncture than with usual care"
    );
    assert_eq!(
        exhibit.text.subtitle,
        "Change in headache severity, 0 to 100, lower is better; acupuncture 175 of 205 people, usual care 157 of 196 \
         people; baseline to 12 months; people with a baseline and a later value; 95% confidence intervals; groups randomised"
    );
    assert_eq!(
        exhibit.text.sentence,
        "Headache severity changed from baseline to 12 months by −8.3 (95% CI −10.3 to −6.4) with acupuncture, n 161, \
         and −4.4 (95% CI −6.1 to −2.6) with usual care, n 140; the difference by repeated measures is −4.7 (95% CI −7.2 to \
         −2.2), p < 0.001 (MMRM), two-sided; Hedges’ g −0.34 (95% CI −0.57 to −0.11). Of everyone, 43.9% with acupuncture and \
         26.0% with usual care improved by 30% or more, a difference of 17.9 percentage points (95% CI 8.6 \
         to 26.7)."
    );
}

#[test]
fn rounded_words_are_no_finer_than_rounded_numbers() {
    let exhibit = told(&acupuncture(), Assignment::Randomised, Policy::Rounded);
    assert!(exhibit.text.title.contains("4.7 points more"), "{}", exhibit.text.title);
    assert!(exhibit.text.sentence.contains("p < 0.001 (MMRM)"), "{}", exhibit.text.sentence);
    assert!(exhibit.text.sentence.contains("n about 163"), "{}", exhibit.text.sentence);
    assert!(exhibit.text.footnotes.iter().any(|note| note.contains("Counts under 11 are hidden")));
    assert!(
        !exhibit.table.columns.iter().any(|column| ["statistic", "df", "sd"].contains(&column.code.as_str()))
    );
}

#[test]
fn titles_say_which_way_each_group_went() {
    let title = |changes| told(&arms(changes), Assignment::Randomised, Policy::Exact).text.title;
    assert_eq!(title([-4.0, -10.0]), "VAS pain fell 6.0 points more with acupuncture than with usual care");
    assert_eq!(title([-10.0, -4.0]), "VAS pain fell 6.0 points less with acupuncture than with usual care");
    assert_eq!(title([2.0, 8.0]), "VAS pain rose 6.0 points more with acupuncture than with usual care");
    assert_eq!(title([8.0, 2.0]), "VAS pain rose 6.0 points less with acupuncture than with usual care");
    assert_eq!(
        title([-4.0, -4.0]),
        "No clear difference in change of VAS pain between acupuncture and usual care"
    );
}

#[test]
fn groups_chosen_after_baseline_say_so_in_sentence_and_note() {
    let caveat = "Groups were selected by what happened after baseline; the difference is not an effect.";
    let exhibit = told(&arms([-4.0, -10.0]), Assignment::SelectedAfterBaseline, Policy::Exact);
    assert!(exhibit.text.sentence.ends_with(caveat));
    assert!(exhibit.text.footnotes.iter().any(|note| note == caveat));
    assert!(exhibit.text.subtitle.ends_with("groups selected after baseline"));
    assert!(exhibit.text.title.contains("in acupuncture than in usual care"), "{}", exhibit.text.title);
    let randomised = told(&arms([-4.0, -10.0]), Assignment::Randomised, Policy::Exact);
    assert!(!randomised.text.sentence.contains(caveat));
}

#[test]
fn the_forest_shows_what_is_too_small_to_matter() {
    let study = arms([-4.0, -24.0]).with_threshold(ThresholdKind::Points, 15.0, "moderate improvement");
    let exhibit = told(&study, Assignment::Randomised, Policy::Exact);
    let figure = forest(&exhibit);
    let band = figure.band.as_ref().expect("a band");
    assert_eq!((band.low.get(), band.high.get()), (-15.0, 15.0));
    assert_eq!(band.label, "under 15 points: small for a person");
    assert_eq!((figure.x.low.get(), figure.x.high.get()), (-30.0, 20.0));
    assert_eq!(figure.sides.left, "← better with acupuncture");
    assert_eq!(figure.rows[0].value, "−20.0");
    assert!(
        exhibit.text.sentence.contains("The whole interval is past the 15 points that matter to a person.")
    );
    assert!(exhibit.text.footnotes.iter().any(|note| note.contains("It is a yardstick here, not a test")));
    assert!(forest(&told(&arms([-4.0, -24.0]), Assignment::Randomised, Policy::Exact)).band.is_none());
}

#[test]
fn the_table_has_every_method_and_the_headlines_their_denominators() {
    let exhibit = told(&acupuncture(), Assignment::Randomised, Policy::Exact);
    let columns = exhibit.table.columns.len();
    assert!(exhibit.table.rows.iter().all(|row| row.cells.len() == columns));
    let methods: Vec<&str> = exhibit
        .table
        .rows
        .iter()
        .filter_map(|row| match row.cells.get(1) {
            Some(Cell::Text(text)) => Some(text.as_str()),
            Some(Cell::Number { .. } | Cell::Hidden | Cell::Empty) | None => None,
        })
        .collect();
    for expected in [
        "Welch",
        "Hedges",
        "Hodges-Lehmann",
        "Mann-Whitney",
        "paired t",
        "Newcombe",
        "Fisher",
        "Yates",
        "MMRM",
    ] {
        assert!(methods.iter().any(|method| method.contains(expected)), "{expected} in {methods:?}");
    }
    let [difference, first, second] = exhibit.headlines.as_slice() else { panic!("three headlines") };
    assert_eq!((difference.people.shown(), difference.of.shown()), (Some(332), Some(401)));
    assert_eq!((first.people.shown(), second.people.shown()), (Some(161), Some(140)));
    assert!(matches!(difference.value, HeadlineValue::Score { places: 1, .. }));
}

#[test]
fn a_time_point_that_is_the_baseline_or_unknown_is_refused_in_a_sentence() {
    let study = arms([-4.0, -10.0]);
    let groups = disjoint(&arm(&study, 1), &arm(&study, 0), OverlapResolution::Refuse).expect("disjoint");
    let words =
        ComparedWords { labels: ["A".to_owned(), "B".to_owned()], assignment: Assignment::Randomised };
    let ask = |time: &str| {
        let options = CompareOptions {
            instrument: code("score"),
            time_point: code(time),
            overlap: OverlapResolution::Refuse,
            lead: None,
        };
        run(study.frame(), &study.catalogue, &groups, &words, &options).expect_err("refused").to_string()
    };
    assert!(ask("t0").contains("no baseline before the time point shown"), "{}", ask("t0"));
    assert!(ask("t9").contains("no time point called “t9”"), "{}", ask("t9"));
}

#[test]
fn the_recommended_estimate_leads_and_says_why() {
    let exhibit = told(&acupuncture(), Assignment::Randomised, Policy::Exact);
    assert_eq!(
        exhibit.text.footnotes.first().map(String::as_str),
        Some(
            "Recommended is repeated measures (MMRM), because it makes the comparison of randomised groups surer by holding \
             the baseline equal, and 21% with acupuncture and 29% with usual care lack one of the two values, whose other \
             scores it uses."
        )
    );
    let leads: Vec<_> = forest(&exhibit).rows.iter().map(|row| (row.label.as_str(), row.emphasis)).collect();
    assert_eq!(
        leads,
        [
            ("Crude", ForestEmphasis::Method),
            ("Adjusted", ForestEmphasis::Method),
            ("Repeated measures", ForestEmphasis::Headline),
            ("By rank", ForestEmphasis::Method)
        ]
    );
    // Everybody has both values and there is nothing in between.
    let complete = told(&arms_with_baselines(), Assignment::NotRandomised, Policy::Exact);
    let first = complete.text.footnotes.first().expect("a note");
    assert!(
        first.starts_with("Recommended is the adjusted difference (analysis of covariance), because"),
        "{first}"
    );
    assert!(first.contains("hardly anybody lacks one of the two values"), "{first}");
    assert!(complete.text.footnotes.iter().any(|note| note.contains("only the baseline is adjusted for")));
}

#[test]
fn what_was_chosen_instead_is_recorded_and_changes_what_is_told_first() {
    for policy in [Policy::Exact, Policy::Rounded] {
        let recommended = told(&acupuncture(), Assignment::Randomised, policy);
        let crude = led(&acupuncture(), Assignment::Randomised, policy, Some(Method::Crude));
        let first = crude.text.footnotes.first().expect("a note");
        assert!(first.starts_with("Recommended was repeated measures (MMRM), because"), "{first}");
        assert!(first.ends_with("The crude difference (Welch’s t test) was chosen instead."), "{first}");
        assert!(crude.text.title.contains("4.0 points more"), "{}", crude.text.title);
        assert!(crude.text.sentence.contains("by Welch’s t test, two-sided"), "{}", crude.text.sentence);
        assert_eq!(forest(&crude).rows[0].emphasis, ForestEmphasis::Headline);
        assert_eq!(forest(&crude).rows[0].value, "−4.0");
        assert_ne!(crude.id, recommended.id, "another content has another id");
    }
    let ranked = led(&acupuncture(), Assignment::Randomised, Policy::Exact, Some(Method::Ranked));
    assert!(ranked.text.title.starts_with("By rank, headache severity fell"), "{}", ranked.text.title);
    assert!(ranked.text.sentence.contains("by the Mann-Whitney test, two-sided"), "{}", ranked.text.sentence);
    let agreed = led(&acupuncture(), Assignment::Randomised, Policy::Exact, Some(Method::Repeated));
    assert!(agreed.text.footnotes[0].starts_with("Recommended is"), "{}", agreed.text.footnotes[0]);
}

#[test]
fn an_estimate_that_is_not_there_cannot_lead() {
    let exhibit = led(&arms_with_baselines(), Assignment::Randomised, Policy::Exact, Some(Method::Repeated));
    let first = &exhibit.text.footnotes[0];
    assert!(first.starts_with("Recommended was the adjusted difference"), "{first}");
    assert!(
        first.ends_with("Repeated measures (MMRM) was chosen instead, but there is none to show."),
        "{first}"
    );
    let rows = &forest(&exhibit).rows;
    assert_eq!(rows[1].emphasis, ForestEmphasis::Headline);
    assert_eq!((rows[2].detail.as_str(), rows[2].value.as_str()), ("no estimate, the notes say why", ""));
    let reason = "There is no estimate from repeated measures. There is no score between";
    assert!(exhibit.text.footnotes.iter().any(|note| note.starts_with(reason)));
}

#[test]
fn the_number_of_comparisons_is_named_with_what_it_does_to_their_p_values() {
    let note = |policy| {
        let exhibit = told(&acupuncture(), Assignment::Randomised, policy);
        let is_it = |note: &&String| note.contains("comparisons of the groups stand here");
        exhibit.text.footnotes.iter().find(is_it).cloned().expect("a note")
    };
    let exact = note(Policy::Exact);
    assert!(exact.starts_with("5 comparisons of the groups stand here"), "{exact}");
    assert!(
        exact.contains("By Holm’s method, over all 5: change p < 0.001; 30% of everyone p < 0.001; "),
        "{exact}"
    );
    let rounded = note(Policy::Rounded);
    assert!(rounded.contains("change p < 0.005"), "five times the end of its band: {rounded}");
}

#[test]
fn how_well_the_methods_fit_stands_at_the_end_of_the_table() {
    let fit = |policy| -> Vec<String> {
        let rows = told(&acupuncture(), Assignment::Randomised, policy).table.rows;
        let of_fit = rows.into_iter().filter(|row| row.cells[0].words() == HOW_WELL_THEY_FIT);
        of_fit.map(|row| format!("{} {}", row.cells[1].words(), row.cells[2].words())).collect()
    };
    let exact = fit(Policy::Exact);
    let begins = [
        "Ratio of the SDs of change, first to second group; Brown-Forsythe test 1.",
        "Skewness of change with acupuncture ",
        "Skewness of change with usual care ",
        "Without a baseline and a score at 3 months, with acupuncture ",
        "Without a baseline and a score at 3 months, with usual care ",
        "Without a baseline and a score at 12 months, with acupuncture 21.5%",
        "Without a baseline and a score at 12 months, with usual care 28.6%",
        "Repeated measures: 2 time points, covariance unstructured, settled in ",
    ];
    assert_eq!(exact.len(), begins.len());
    for (row, begin) in exact.iter().zip(begins) {
        assert!(row.starts_with(begin), "{row}");
    }
    assert_eq!(fit(Policy::Rounded), ["Repeated measures: 2 time points, covariance unstructured –"]);
}
