//! Sessions, retention and pain week by week.

use super::cohort::{COMPLETE, Figure, Row, assert_figures, deviation, mean, share};

fn weekly(name: &str, stated: [f64; 12], decimals: usize, find: impl Fn(usize) -> super::cohort::Estimate) {
    let figures = (0..)
        .zip(stated)
        .map(|(at, stated)| Figure::new(format!("{name}, week {}", at + 1), (stated, decimals), find(at)));
    assert_figures(&figures.collect::<Vec<_>>());
}

#[test]
fn sessions_fall_over_the_weeks() {
    let stated = [3.07, 2.95, 2.83, 2.72, 2.61, 2.49, 2.39, 2.29, 2.20, 2.10, 2.02, 1.93];
    weekly("Sessions", stated, 2, |at| {
        mean(&COMPLETE, |row| (row.last_week > at).then_some(row.sessions[at]))
    });
}

#[test]
fn people_stay_as_long_as_stated() {
    let stated = [95.1, 90.1, 87.3, 84.7, 82.3, 79.9, 77.6, 75.4, 73.2, 71.1, 69.1, 67.1];
    weekly("Retained, per cent", stated, 1, |at| share(&COMPLETE, |row| Some(row.last_week > at)));
}

#[test]
fn observed_pain_falls_as_stated() {
    let stated = [38.7, 32.9, 28.5, 25.1, 22.4, 20.4, 18.9, 17.6, 16.7, 16.0, 15.5, 15.0];
    weekly("Observed pain", stated, 1, |at| mean(&COMPLETE, |row| row.reported[at]));
}

#[test]
fn sessions_over_the_programme_are_those_stated() {
    let total = |row: &Row| Some(row.total_sessions());
    let completers = |row: &Row| row.is_completer.then(|| row.total_sessions());
    assert_figures(&[
        Figure::new("Total sessions, mean", (23.9, 1), mean(&COMPLETE, total)),
        Figure::new("Total sessions, SD", (16.4, 1), deviation(&COMPLETE, total)),
        Figure::new("Total sessions, completers’ mean", (29.6, 1), mean(&COMPLETE, completers)),
    ]);
    let mut totals: Vec<f64> = COMPLETE.iter().map(Row::total_sessions).collect();
    totals.sort_by(f64::total_cmp);
    let at = |share: f64| totals[(share * totals.len() as f64) as usize];
    assert_eq!([at(0.05), at(0.50), at(0.95)], [0.0, 22.0, 54.0]);
}
