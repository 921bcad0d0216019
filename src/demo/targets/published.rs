//! The table of what is generated beside what was published.

use super::cohort::{
    COMPLETE, Estimate, Figure, Row, assert_figures, correlation, deviation, mean, ratio, share,
};

fn last_responds(row: &Row, percent: f64) -> bool {
    row.responds(row.last, percent)
}

/// Share of completers for whom `is` holds, among those who meet `among`.
fn completers(among: impl Fn(&Row) -> bool, is: impl Fn(&Row) -> bool) -> Estimate {
    share(&COMPLETE, |row| (row.is_completer && among(row)).then(|| is(row)))
}

fn everyone(is: impl Fn(&Row) -> bool) -> Estimate {
    share(&COMPLETE, |row| Some(is(row)))
}

#[test]
fn completion_and_responders() {
    let all = |_: &Row| true;
    assert_figures(&[
        Figure::new("Completion, per cent", (73.2, 1), everyone(|row| row.is_completer)),
        Figure::new("≥ 30%, completers", (79.4, 1), completers(all, |row| last_responds(row, 30.0))),
        Figure::new(
            "≥ 30%, non-completers",
            (43.5, 1),
            share(&COMPLETE, |row| (!row.is_completer).then(|| last_responds(row, 30.0))),
        ),
        Figure::new("≥ 30%, everyone", (69.8, 1), everyone(|row| last_responds(row, 30.0))),
        Figure::new(
            "≥ 20 points, completers",
            (64.1, 1),
            completers(all, |row| row.baseline - row.last >= 20.0),
        ),
        Figure::new("≥ 20 points, everyone", (54.9, 1), everyone(|row| row.baseline - row.last >= 20.0)),
        Figure::new("≥ 15 points, everyone", (62.5, 1), everyone(|row| row.baseline - row.last >= 15.0)),
        Figure::new("≥ 50%, completers", (72.7, 1), completers(all, |row| last_responds(row, 50.0))),
        Figure::new("≥ 50%, everyone", (61.3, 1), everyone(|row| last_responds(row, 50.0))),
        Figure::new("Worse by ≥ 10 points", (1.9, 1), everyone(|row| row.last - row.baseline >= 10.0)),
    ]);
}

#[test]
fn cumulative_responders() {
    let stated = [80.5, 75.0, 69.8, 65.4, 61.3, 56.0, 49.2, 40.3, 29.0];
    let figures = (1..).zip(stated).map(|(tenth, stated)| {
        let percent = 10.0 * f64::from(tenth);
        let found = everyone(|row| last_responds(row, percent));
        Figure::new(format!("Last value better by ≥ {percent}%"), (stated, 1), found)
    });
    assert_figures(&figures.collect::<Vec<_>>());
}

#[test]
fn means_deviations_and_correlation() {
    let improvement = |row: &Row| row.is_completer.then_some(row.baseline - row.last);
    let start = |row: &Row| row.is_completer.then_some(row.baseline);
    let relative = |row: &Row| improvement(row).map(|points| points / row.baseline);
    let of_completers = |row: &Row| row.is_completer.then_some(row.last);
    let percent = |estimate: Estimate| Estimate {
        value: 100.0 * estimate.value,
        standard_error: 100.0 * estimate.standard_error,
    };
    let by_week_4 =
        ratio(&COMPLETE, |row| Some(row.baseline - row.truth[3]), |row| Some(row.baseline - row.truth[11]));
    let change = |row: &Row| Some(row.last - row.baseline);
    assert_figures(&[
        Figure::new(
            "Improvement, ratio of means, completers, per cent",
            (66.8, 1),
            percent(ratio(&COMPLETE, improvement, start)),
        ),
        Figure::new(
            "Improvement, mean of percentages, completers",
            (65.4, 1),
            percent(mean(&COMPLETE, relative)),
        ),
        Figure::new("Pain at the start, mean", (46.1, 1), mean(&COMPLETE, |row| Some(row.baseline))),
        Figure::new("Pain at the start, SD", (21.0, 1), deviation(&COMPLETE, |row| Some(row.baseline))),
        Figure::new("Completers’ last pain, mean", (15.3, 1), mean(&COMPLETE, of_completers)),
        Figure::new("Completers’ last pain, SD", (19.3, 1), deviation(&COMPLETE, of_completers)),
        Figure::new("Everyone’s last pain, mean", (19.9, 1), mean(&COMPLETE, |row| Some(row.last))),
        Figure::new("Everyone’s last pain, SD", (21.4, 1), deviation(&COMPLETE, |row| Some(row.last))),
        Figure::new("SD of change", (23.1, 1), deviation(&COMPLETE, change)),
        Figure::new(
            "Correlation of last pain with pain at the start",
            (0.41, 2),
            correlation(&COMPLETE, |row| row.baseline, |row| row.last),
        ),
        Figure::new("Share of the change by week 4, per cent", (69.0, 0), percent(by_week_4)),
    ]);
}

/// Odds ratio of completion, its standard error by Woolf's formula.
fn odds_ratio(of: impl Fn(f64) -> bool, to: impl Fn(f64) -> bool) -> Estimate {
    let count = |age: &dyn Fn(f64) -> bool, completes: bool| {
        COMPLETE.iter().filter(|row| age(row.age) && row.is_completer == completes).count() as f64
    };
    let cells = [count(&of, true), count(&of, false), count(&to, true), count(&to, false)];
    let value = cells[0] * cells[3] / (cells[1] * cells[2]);
    let standard_error = value * cells.iter().map(|cell| 1.0 / cell).sum::<f64>().sqrt();
    Estimate { value, standard_error }
}

#[test]
fn the_old_complete_more_often() {
    let (old, middle, young) = (|age| age >= 65.0, |age| (45.0..65.0).contains(&age), |age| age < 45.0);
    assert_figures(&[
        Figure::new("Completion OR, ≥ 65 against ≤ 44 years", (2.41, 2), odds_ratio(old, young)),
        Figure::new("Completion OR, ≥ 65 against 45–64 years", (1.57, 2), odds_ratio(old, middle)),
        Figure::new("Aged ≤ 44, per cent", (38.4, 1), everyone(|row| young(row.age))),
        Figure::new("Aged 45–64, per cent", (55.6, 1), everyone(|row| middle(row.age))),
        Figure::new("Aged ≥ 65, per cent", (6.0, 1), everyone(|row| old(row.age))),
    ]);
}

#[test]
fn the_heavy_and_the_distressed_respond_less() {
    let by = |among: &dyn Fn(&Row) -> bool| completers(among, |row| last_responds(row, 30.0));
    assert_figures(&[
        Figure::new("≥ 30%, completers, BMI < 30", (81.0, 0), by(&|row| row.body_mass_index < 30.0)),
        Figure::new(
            "≥ 30%, completers, BMI 30–39",
            (77.0, 0),
            by(&|row| (30.0..40.0).contains(&row.body_mass_index)),
        ),
        Figure::new("≥ 30%, completers, BMI ≥ 40", (71.0, 0), by(&|row| row.body_mass_index >= 40.0)),
        Figure::new("≥ 30%, completers, PHQ-9 < 5", (82.0, 0), by(&|row| row.phq9 < 5.0)),
        Figure::new("≥ 30%, completers, PHQ-9 5–9", (73.0, 0), by(&|row| (5.0..10.0).contains(&row.phq9))),
        Figure::new("≥ 30%, completers, PHQ-9 ≥ 10", (66.0, 0), by(&|row| row.phq9 >= 10.0)),
    ]);
}
