//! Figures for tests.

use crate::chart::examples::{axis, finite, mean};
use crate::domain::Direction;
use crate::exhibit::{Count, Estimate, MultiplesFigure, Panel, Tick};

const WEEKS: u32 = 12;

fn panel(label: &str, people: u32, end: f64) -> Panel {
    let course = |week: u32| {
        let left = f64::from(WEEKS - week) / f64::from(WEEKS);
        mean(end + (46.0 - end) * left * left, 30.0 / f64::from(people).sqrt())
    };
    Panel {
        label: label.to_owned(),
        people: Count::Exact(people),
        means: (0..=WEEKS).map(course).collect(),
        end: format!("{end:.1}"),
        strong: "69.6% improved ≥ 30%".to_owned(),
        notes: vec!["95% CI 68.3 to 70.8".to_owned(), "n 3,017 at week 12".to_owned()],
    }
}

fn hide_from(panel: &mut Panel, week: usize) {
    panel.means.iter_mut().skip(week).for_each(|mean| *mean = Estimate::Hidden);
    panel.end.clear();
}

fn figure(panels: Vec<Panel>) -> MultiplesFigure {
    let time = |week: u32| {
        let label = if week == 0 { "baseline".to_owned() } else { format!("week {week}") };
        Tick { at: week.into(), label }
    };
    let scores = [(0.0, "0"), (10.0, "10"), (20.0, "20"), (30.0, "30"), (40.0, "40"), (50.0, "50")];
    MultiplesFigure {
        x: axis(
            "",
            0.0,
            12.0,
            &[(0.0, "Baseline"), (4.0, "Week 4"), (8.0, "Week 8"), (12.0, "Week 12")],
            None,
        ),
        y: axis("Pain, points", 0.0, 50.0, &scores, Some("axis drawn to 50")),
        direction: Direction::LowerIsBetter,
        times: (0..=WEEKS).map(time).collect(),
        panels,
    }
}

/// Six regions, the smallest hidden from week 7.
pub(in crate::chart) fn regions() -> MultiplesFigure {
    let mut elbow = panel("Elbow", 24, 18.0);
    hide_from(&mut elbow, 7);
    figure(vec![
        panel("Neck", 1_335, 13.5),
        panel("Shoulder", 1_904, 14.0),
        panel("Back", 5_277, 15.3),
        panel("Knee", 2_687, 15.5),
        panel("Hip", 881, 17.6),
        elbow,
    ])
}

/// A level of which nothing is shown, one with one hidden time point, one with gaps, and long words.
pub(in crate::chart) fn partly_hidden() -> MultiplesFigure {
    let mut hidden = panel("Hand", 4, 20.0);
    hide_from(&mut hidden, 0);
    hidden.people = Count::Hidden;
    hidden.strong = "hidden: under 11".to_owned();
    hidden.notes.clear();
    let mut once = panel("Foot", 31, 22.0);
    once.means[5] = Estimate::Hidden;
    let mut gaps = panel("Elbow and wrist with tendon pain lasting over a year", 120, 30.0);
    for week in [2, 3, 5, 9] {
        gaps.means[week] = Estimate::Empty;
    }
    gaps.people = Count::About(1_000_118);
    gaps.notes
        .push("a note that is longer than any panel is wide, and has to be broken at its spaces".to_owned());
    figure(vec![once, gaps, hidden])
}

/// A level of which nobody has a value.
pub(in crate::chart) fn without_values() -> MultiplesFigure {
    let mut figure = regions();
    let mut pelvis = panel("Pelvic floor", 75, 20.0);
    pelvis.means.iter_mut().for_each(|mean| *mean = Estimate::Empty);
    pelvis.end.clear();
    pelvis.strong = "Nobody has a start to improve on".to_owned();
    pelvis.notes = vec!["n 0 at week 12".to_owned()];
    figure.panels.splice(2.., [pelvis]);
    figure
}

/// Two time points, whole numbers.
pub(in crate::chart) fn two_visits() -> MultiplesFigure {
    let mut figure = regions();
    figure.x = axis("Visit", 0.0, 1.0, &[(0.0, "Baseline"), (1.0, "Visit 2")], None);
    figure.times.truncate(2);
    figure.panels.truncate(2);
    figure.panels.iter_mut().for_each(|panel| panel.means.truncate(2));
    figure.y.high = finite(60.0);
    figure
}

/// Every example with its name.
pub(in crate::chart) fn all() -> Vec<(&'static str, MultiplesFigure)> {
    vec![
        ("multiples", regions()),
        ("multiples_hidden", partly_hidden()),
        ("multiples_two_visits", two_visits()),
        ("multiples_without_values", without_values()),
        ("multiples_nothing", figure(Vec::new())),
    ]
}
