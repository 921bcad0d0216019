//! A comparison as a forest: a row a method, on one scale.

use super::words::Story;
use super::{PublicCompare, PublicNumber};
use crate::analysis::words::plain;
use crate::domain::{Direction, Finite, format};
use crate::exhibit::{
    Axis, Count, Estimate, ForestBand, ForestEmphasis, ForestFigure, ForestRow, ForestSides, round_ticks,
};

pub(super) fn figure(story: Story<'_>) -> ForestFigure {
    let band = band(story);
    ForestFigure {
        x: axis(story, band.as_ref()),
        reference: Finite::ZERO,
        sides: sides(story),
        rows: rows(story.public),
        band,
    }
}

/// All methods estimate the difference in the unit of the score.
fn rows(public: &PublicCompare) -> Vec<ForestRow> {
    let people = both(public.groups.iter().map(|group| group.contributing));
    let row = |label: &str, detail: &str, emphasis, number: &PublicNumber| ForestRow {
        label: label.to_owned(),
        detail: detail.to_owned(),
        emphasis,
        estimate: drawn(number),
        value: value_text(number),
        interval: interval_text(number),
        people,
    };
    vec![
        row(
            "Crude",
            "difference in mean change, Welch’s t",
            ForestEmphasis::Headline,
            &public.difference.estimate,
        ),
        row(
            "Adjusted",
            "at equal baselines, analysis of covariance",
            ForestEmphasis::Method,
            &public.adjusted.estimate,
        ),
        row("By rank", "median difference, Hodges-Lehmann", ForestEmphasis::Method, &public.shift),
    ]
}

/// The people of both groups, from the counts as shown.
pub(super) fn both(counts: impl Iterator<Item = Count>) -> Count {
    counts.fold(Count::Zero, |sum, count| match (sum, count) {
        (Count::Hidden, _) | (_, Count::Hidden) => Count::Hidden,
        (Count::Zero, one) | (one, Count::Zero) => one,
        (Count::Exact(one), Count::Exact(other)) => Count::Exact(one.saturating_add(other)),
        (Count::About(one) | Count::Exact(one), Count::About(other) | Count::Exact(other)) => {
            Count::About(one.saturating_add(other))
        }
    })
}

fn drawn(number: &PublicNumber) -> Estimate {
    match number {
        PublicNumber::Shown { value, interval, places: _ } => {
            Estimate::Mean { value: *value, interval: *interval }
        }
        PublicNumber::Hidden => Estimate::Hidden,
        PublicNumber::Undefined(_) => Estimate::Empty,
    }
}

fn value_text(number: &PublicNumber) -> String {
    number.shown().map_or_else(String::new, |(value, _, places)| format::decimal(value, usize::from(places)))
}

fn interval_text(number: &PublicNumber) -> String {
    let shown = number.shown().and_then(|(_, interval, places)| Some((interval?, places)));
    shown.map_or_else(String::new, |(interval, places)| format::interval(interval, usize::from(places)))
}

/// Changes under the smallest size that matters to a person, either way.
fn band(story: Story<'_>) -> Option<ForestBand> {
    let (points, _) = story.points_that_matter()?;
    Some(ForestBand {
        low: Finite::new(-points.get())?,
        high: points,
        label: format!("under {} points: small for a person", plain(points)),
    })
}

/// Everything shown, zero, and the band.
fn axis(story: Story<'_>, band: Option<&ForestBand>) -> Axis {
    let public = story.public;
    let numbers = [&public.difference.estimate, &public.adjusted.estimate, &public.shift];
    let shown = numbers.into_iter().filter_map(PublicNumber::shown);
    let limits = shown.flat_map(|(value, interval, _)| {
        interval.map_or([value, value], |interval| [interval.low, interval.high])
    });
    let band = band.into_iter().flat_map(|band| [band.low, band.high]);
    let all = limits.chain(band).map(Finite::get);
    let (low, high) = all.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let finite = |value| Finite::new(value).unwrap_or(Finite::ZERO);
    let scale = round_ticks(finite(low), finite(high));
    Axis {
        title: format!("Difference in change of {}, {}", story.measure(), story.instrument().unit),
        low: scale.low,
        high: scale.high,
        ticks: scale.ticks,
        note: None,
    }
}

/// On the left the first group's change is the lower one.
fn sides(story: Story<'_>) -> ForestSides {
    let Some([first, second]) = story.groups() else {
        return ForestSides { left: String::new(), right: String::new() };
    };
    let (left, right) = match story.instrument().direction {
        Direction::LowerIsBetter => (first, second),
        Direction::HigherIsBetter => (second, first),
    };
    ForestSides {
        left: format!("← better {}", story.in_group(left)),
        right: format!("better {} →", story.in_group(right)),
    }
}
