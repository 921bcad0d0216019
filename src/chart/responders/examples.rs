//! Figures for tests.

use crate::chart::examples::{axis, finite, mean};
use crate::exhibit::{
    Count, CurvePoint, CutOff, Denominator, Estimate, ResponderFigure, ResponderPoint, ResponderSeries,
};

const TICKS: [(f64, &str); 5] = [(0.0, "0%"), (25.0, "25%"), (50.0, "50%"), (75.0, "75%"), (100.0, "100%")];

fn mark(at: f64, label: &str) -> CutOff {
    CutOff { at: finite(at), label: label.to_owned() }
}

fn figure(marks: Vec<CutOff>, series: Vec<ResponderSeries>) -> ResponderFigure {
    ResponderFigure {
        x: axis("Pain fell by at least this much", 0.0, 100.0, &TICKS, None),
        y: axis("Share of people", 0.0, 100.0, &TICKS, None),
        places: 1,
        marks,
        series,
    }
}

/// A curve from `start` to `end` that is steeper at its end, with half an interval of `half`, every `step` per cent.
fn series(
    (label, number, denominator): (&str, u8, Denominator),
    (start, end, half): (f64, f64, f64),
    step: usize,
) -> ResponderSeries {
    let share = |at: f64| start + (end - start) * (0.6 * at / 100.0 + 0.4 * (at / 100.0).powi(3));
    let estimate = |at: f64| mean(share(at), half.min(share(at)).min(100.0 - share(at)));
    let detail = match denominator {
        Denominator::Everyone => "everyone, n 2,486",
        Denominator::Completers => "completers, n 1,801",
    };
    let curve = (0..=100_u32).step_by(step).map(f64::from);
    let points = (0..=100_u32).step_by(10).map(f64::from);
    ResponderSeries {
        label: label.to_owned(),
        detail: detail.to_owned(),
        number,
        denominator,
        people: Count::Exact(2_486),
        curve: curve.map(|at| CurvePoint { at: finite(at), estimate: estimate(at) }).collect(),
        points: points
            .map(|at| ResponderPoint {
                at: finite(at),
                label: format!("{at}% or more"),
                estimate: estimate(at),
                people: Count::Exact(100),
            })
            .collect(),
    }
}

fn usual_marks() -> Vec<CutOff> {
    vec![mark(30.0, "30% moderate"), mark(50.0, "50% substantial")]
}

/// Two groups, both denominators.
pub(in crate::chart) fn programme() -> ResponderFigure {
    figure(
        usual_marks(),
        vec![
            series(("Programme", 1, Denominator::Everyone), (84.0, 18.0, 0.9), 1),
            series(("Programme", 1, Denominator::Completers), (92.0, 24.0, 1.0), 1),
            series(("Usual care", 2, Denominator::Everyone), (61.0, 3.0, 1.9), 1),
            series(("Usual care", 2, Denominator::Completers), (66.0, 5.0, 2.2), 1),
        ],
    )
}

/// One group, named by its denominators.
pub(in crate::chart) fn one_group() -> ResponderFigure {
    let mut figure = programme();
    figure.series.truncate(2);
    for (series, name) in figure.series.iter_mut().zip(["Everyone", "Completers"]) {
        series.label = name.to_owned();
        series.detail = "n 10,264".to_owned();
    }
    figure
}

/// Counts rounded: every tenth cut-off, whole per cents, the end of one group hidden.
pub(in crate::chart) fn rounded() -> ResponderFigure {
    let mut figure = programme();
    figure.places = 0;
    for series in &mut figure.series {
        series.curve.retain(|point| point.at.get() % 10.0 == 0.0);
        let estimates = series.curve.iter_mut().map(|point| &mut point.estimate);
        for estimate in estimates.chain(series.points.iter_mut().map(|point| &mut point.estimate)) {
            if let Estimate::Mean { value, .. } = estimate {
                *estimate = mean(value.get().round(), 3.0);
            }
        }
    }
    for series in figure.series.iter_mut().skip(2) {
        for point in series.points.iter_mut().filter(|point| point.at.get() > 70.0) {
            (point.estimate, point.people) = (Estimate::Hidden, Count::Hidden);
        }
        for point in series.curve.iter_mut().filter(|point| point.at.get() > 70.0) {
            point.estimate = Estimate::Hidden;
        }
    }
    figure
}

/// Nothing may be seen of anybody.
pub(in crate::chart) fn all_hidden() -> ResponderFigure {
    let mut figure = programme();
    for series in &mut figure.series {
        series.curve.iter_mut().for_each(|point| point.estimate = Estimate::Hidden);
        series.points.iter_mut().for_each(|point| point.estimate = Estimate::Hidden);
    }
    figure
}

/// Hardly anybody improved as much as can be: all curves end at the floor.
pub(in crate::chart) fn to_the_floor() -> ResponderFigure {
    let mut figure = programme();
    for series in &mut figure.series {
        let points = series.points.iter_mut().map(|point| (point.at, &mut point.estimate));
        let curve = series.curve.iter_mut().map(|point| (point.at, &mut point.estimate));
        for (at, estimate) in points.chain(curve) {
            if let Estimate::Mean { value, .. } = estimate {
                let share = value.get() * (1.0 - at.get() / 100.0);
                *estimate = mean(share, 1.0_f64.min(share));
            }
        }
    }
    figure
}

/// Four groups whose curves run together, and cut-offs that stand close.
fn crowded() -> ResponderFigure {
    let marks =
        [30.0, 33.0, 35.0, 38.0, 50.0].map(|at| mark(at, &format!("{at}% a considerable improvement")));
    let groups = (1..=4_u8).flat_map(|number| {
        let start = 80.0 + f64::from(number);
        let name = format!("Physiotherapy with a home exercise programme {number}");
        [Denominator::Everyone, Denominator::Completers]
            .map(|denominator| series((&name, number, denominator), (start, 20.0, 2.0), 1))
    });
    figure(marks.into(), groups.collect())
}

/// Every example with its name.
pub(in crate::chart) fn all() -> Vec<(&'static str, ResponderFigure)> {
    vec![
        ("responders", programme()),
        ("responders_one_group", one_group()),
        ("responders_rounded", rounded()),
        ("responders_all_hidden", all_hidden()),
        ("responders_crowded", crowded()),
        ("responders_to_the_floor", to_the_floor()),
        ("responders_nothing", figure(Vec::new(), Vec::new())),
    ]
}
