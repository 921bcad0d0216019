//! Five estimators of one quantity.

use super::cohort::{COMPLETE, DEFAULT, Estimate, Figure, Row, UNSEEN, assert_recorded, mean, share};

/// The last of the weekly values.
const WEEK_12: usize = 11;

const NAMES: [&str; 5] = [
    "Truth (everyone, no drop-out)",
    "Observed at week 12",
    "Completers, last value",
    "LOCF, everyone",
    "BOCF / non-responder imputation",
];

/// Mean pain at week 12 and the share at least 30 % better, by five estimators.
fn estimators(rows: &[Row]) -> [[Estimate; 2]; 5] {
    let both = |pain: &dyn Fn(&Row) -> Option<f64>| {
        [mean(rows, pain), share(rows, |row| pain(row).map(|pain| row.responds(pain, 30.0)))]
    };
    [
        both(&|row| Some(row.truth[WEEK_12])),
        both(&|row| row.reported[WEEK_12]),
        both(&|row| row.is_completer.then_some(row.last)),
        both(&|row| Some(row.last)),
        both(&|row| Some(row.reported[WEEK_12].unwrap_or(row.baseline))),
    ]
}

fn figures(title: &str, found: [[Estimate; 2]; 5], stated: [[f64; 2]; 5]) -> Vec<Figure> {
    let rows = NAMES.into_iter().zip(found).zip(stated);
    rows.flat_map(|((name, [mean, share]), [stated_mean, stated_share])| {
        [
            Figure::new(format!("{name}: mean{title}"), (stated_mean, 1), mean),
            Figure::new(format!("{name}: ≥ 30%{title}"), (stated_share, 1), share),
        ]
    })
    .collect()
}

#[test]
fn with_complete_reports_the_estimators_are_those_stated() {
    let stated = [[15.7, 78.5], [15.0, 80.1], [15.3, 79.4], [19.9, 69.8], [25.2, 53.7]];
    super::cohort::assert_figures(&figures("", estimators(&COMPLETE), stated));
}

#[test]
#[ignore = "needs everybody; cargo xtask test runs it"]
fn the_estimators_of_the_shipped_default_are_recorded() {
    let rows = NAMES.into_iter().zip(estimators(&DEFAULT));
    let lines =
        rows.map(|(name, [mean, share])| format!("| {name} | {:.2} | {:.2} |", mean.value, share.value));
    assert_recorded(&lines.collect::<Vec<_>>());
}

#[test]
fn missed_reports_change_no_truth() {
    let [truth, ..] = estimators(&DEFAULT);
    let [same, ..] = estimators(&COMPLETE);
    assert_eq!(truth.map(|estimate| estimate.value), same.map(|estimate| estimate.value));
}

#[test]
fn where_drop_out_depends_on_unseen_pain_the_observed_mean_is_too_low() {
    let [[truth, _], [observed, _], ..] = estimators(&UNSEEN);
    super::cohort::assert_figures(&[
        Figure::new("Truth, drop-out by unseen pain", (15.7, 1), truth),
        Figure::new("Observed at week 12, drop-out by unseen pain", (12.5, 1), observed),
        Figure::new(
            "Completion, per cent, drop-out by unseen pain",
            (73.4, 1),
            share(&UNSEEN, |row| Some(row.is_completer)),
        ),
    ]);
}
