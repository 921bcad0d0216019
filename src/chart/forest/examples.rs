//! Forests for tests.

use crate::chart::examples::{axis, finite};
use crate::domain::Interval;
use crate::exhibit::{Count, Estimate, ForestBand, ForestEmphasis, ForestFigure, ForestRow, ForestSides};

fn row(label: &str, detail: &str, emphasis: ForestEmphasis, [value, low, high]: [f64; 3]) -> ForestRow {
    ForestRow {
        label: label.to_owned(),
        detail: detail.to_owned(),
        emphasis,
        estimate: Estimate::Mean { value: finite(value), interval: Interval::new(low, high) },
        value: format!("{value}").replace('-', "−"),
        interval: format!("{low} to {high}").replace('-', "−"),
        people: Count::Exact(7_183),
    }
}

/// Two methods of a programme against usual care, past what matters to a person.
pub(crate) fn programme() -> ForestFigure {
    ForestFigure {
        x: axis(
            "Difference in change of pain, points",
            -30.0,
            20.0,
            &[(-30.0, "−30"), (-20.0, "−20"), (-10.0, "−10"), (0.0, "0"), (10.0, "10"), (20.0, "20")],
            None,
        ),
        reference: finite(0.0),
        sides: ForestSides {
            left: "← better in programme".to_owned(),
            right: "better in usual care →".to_owned(),
        },
        band: Some(ForestBand {
            low: finite(-15.0),
            high: finite(15.0),
            label: "under 15 points: small".to_owned(),
        }),
        rows: vec![
            row(
                "Crude",
                "difference in mean change, Welch’s t",
                ForestEmphasis::Headline,
                [-25.8, -27.0, -24.6],
            ),
            row(
                "By rank",
                "median difference, Hodges-Lehmann",
                ForestEmphasis::Method,
                [-26.5, -27.9, -25.0],
            ),
        ],
    }
}

/// One estimate hidden, one that does not exist, one that leaves the scale.
pub(crate) fn partly_hidden() -> ForestFigure {
    let mut figure = programme();
    figure.band = None;
    figure.rows.push(row(
        "Wide",
        "leaves the scale on both sides",
        ForestEmphasis::Method,
        [3.0, -80.0, 90.0],
    ));
    figure.rows.push(row("Outside", "all of it", ForestEmphasis::Method, [70.0, 60.0, 80.0]));
    if let [first, second, ..] = figure.rows.as_mut_slice() {
        first.estimate = Estimate::Hidden;
        first.people = Count::Hidden;
        second.estimate = Estimate::Empty;
        second.people = Count::Zero;
    }
    figure
}

/// Words that do not fit.
pub(crate) fn long_words() -> ForestFigure {
    let mut figure = programme();
    let long = "Adjusted for baseline, age, sex, body-mass index, region, acuity and the practice that people went to";
    for row in &mut figure.rows {
        row.label = long.to_owned();
        row.detail = long.to_owned();
        row.interval = long.to_owned();
    }
    figure.sides = ForestSides { left: long.to_owned(), right: long.to_owned() };
    figure.x.title = long.to_owned();
    figure.band.iter_mut().for_each(|band| band.label = long.to_owned());
    figure
}

/// Every example with its name.
pub(crate) fn all() -> Vec<(&'static str, ForestFigure)> {
    vec![
        ("forest", programme()),
        ("forest_partly_hidden", partly_hidden()),
        ("forest_long_words", long_words()),
        ("forest_nothing", ForestFigure { rows: Vec::new(), ..programme() }),
    ]
}
