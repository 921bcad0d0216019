//! Figures for tests.

use crate::chart::examples::{axis, finite, mean};
use crate::exhibit::{DifferenceFigure, DifferenceRow, Estimate};

pub(super) fn figure(rows: Vec<DifferenceRow>) -> DifferenceFigure {
    let ticks = [(0.0, "0.0"), (0.1, "0.1"), (0.2, "0.2"), (0.3, "0.3")];
    DifferenceFigure {
        x: axis("Absolute standardised difference", 0.0, 0.3, &ticks, None),
        notable: finite(0.1),
        places: 2,
        rows,
    }
}

pub(super) fn row(label: &str, difference: Estimate) -> DifferenceRow {
    DifferenceRow { label: label.to_owned(), difference }
}

/// Five characteristics, one of them hidden, and one without a difference.
pub(in crate::chart) fn trial() -> DifferenceFigure {
    figure(vec![
        row("Age", mean(0.03, 0.0)),
        row("Sex", mean(0.01, 0.0)),
        row("Region of pain", Estimate::Hidden),
        row("Years with headache", Estimate::Empty),
        row(
            "Headache severity as the mean of four daily diary entries over four weeks, baseline",
            mean(0.12, 0.0),
        ),
    ])
}
