//! Figures for tests.

use crate::exhibit::{AttritionBar, AttritionFigure, Count};

fn figure(bars: &[(&str, Count)]) -> AttritionFigure {
    let mut before = bars.first().map_or(Count::Zero, |(_, count)| *count);
    let bar = |(label, left): &(&str, Count)| {
        let bar = AttritionBar { label: (*label).to_owned(), before, left: *left };
        before = *left;
        bar
    };
    AttritionFigure { bars: bars.iter().map(bar).collect() }
}

/// Four rules of a programme.
pub(in crate::chart) fn programme() -> AttritionFigure {
    figure(&[
        ("Everyone", Count::Exact(10_264)),
        ("Sessions from week 1 to week 4 adding up to at least 12", Count::Exact(4_323)),
        ("Prior surgery no", Count::Exact(3_533)),
        ("Age 35 to 64 years", Count::Exact(2_950)),
        ("Pain at baseline at least 40", Count::Exact(1_752)),
    ])
}

/// What a rounding policy leaves.
pub(in crate::chart) fn hidden() -> AttritionFigure {
    figure(&[
        ("Everyone", Count::About(403)),
        ("Sex Female", Count::About(338)),
        (
            "At least one of Age at least 60 years, Migraine yes or pain at 12 months missing, and more words than fit",
            Count::Hidden,
        ),
        ("Migraine no", Count::Hidden),
    ])
}

/// A rule that leaves nobody.
pub(in crate::chart) fn emptied() -> AttritionFigure {
    figure(&[
        ("Everyone", Count::Exact(u32::MAX)),
        ("Age at least 100 years", Count::Zero),
        ("", Count::Zero),
    ])
}

pub(in crate::chart) fn all() -> [(&'static str, AttritionFigure); 4] {
    [
        ("attrition_programme", programme()),
        ("attrition_hidden", hidden()),
        ("attrition_emptied", emptied()),
        ("attrition_nothing", AttritionFigure { bars: Vec::new() }),
    ]
}
