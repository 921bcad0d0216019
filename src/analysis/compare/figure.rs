//! A comparison as a forest: a row a method, on one scale.

use super::words::Story;
use super::{Arrival, Method, PublicNumber};
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
        rows: Method::ALL.map(|method| row(story, method)).to_vec(),
        band,
    }
}

/// All methods estimate the difference in the unit of the score.
fn row(story: Story<'_>, method: Method) -> ForestRow {
    let number = story.public.estimate(method);
    let emphasis = if method == story.lead() { ForestEmphasis::Headline } else { ForestEmphasis::Method };
    ForestRow {
        label: method.label().to_owned(),
        detail: detail(method, number, story.public.repeated.arrival).to_owned(),
        emphasis,
        estimate: drawn(number),
        value: value_text(number),
        interval: interval_text(number),
        people: both(story.public.people(method).into_iter()),
    }
}

/// What the method does; the reason why there is no estimate is too long for a row and stands in the notes.
const fn detail(method: Method, number: &PublicNumber, repeated: Arrival) -> &'static str {
    match (method, number) {
        (Method::Crude, _) => "difference in mean change, Welch’s t",
        (Method::Adjusted, _) => "at equal baselines, analysis of covariance",
        (Method::Repeated, PublicNumber::Undefined(_)) => match repeated {
            Arrival::Here => "no estimate, the notes say why",
            Arrival::Coming => "being fitted",
        },
        (Method::Repeated, PublicNumber::Shown { .. } | PublicNumber::Hidden) => {
            "from every score so far, MMRM"
        }
        (Method::Ranked, _) => "median difference, Hodges-Lehmann",
    }
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
    let numbers = Method::ALL.map(|method| story.public.estimate(method));
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
