//! How well the methods fit, as the last rows of the table.

use super::table::{Details, Line, Unit};
use super::words::Story;
use super::{PublicFit, PublicNumber, PublicProbability};
use crate::analysis::words::upper_first;
use crate::domain::Finite;

/// The question of these rows, under which a page folds them away.
pub const HOW_WELL_THEY_FIT: &str = "How well do these methods fit?";

/// Decimals of ratios and skewness.
const PLACES: u8 = 2;

/// What the methods take for granted, as far as it is shown; at least how the model of repeated measures was fitted.
pub(super) fn fit(story: Story<'_>) -> Vec<Line> {
    let mut lines = story.public.fit.as_ref().map_or_else(Vec::new, |fit| {
        let mut lines = vec![spread(fit)];
        lines.extend(shape(story, fit));
        lines.extend(missing(story, fit));
        lines
    });
    lines.extend(convergence(story));
    lines
}

fn line(method: String, value: Option<Finite>, unit: Unit) -> Line {
    let places = match unit {
        Unit::Plain => PLACES,
        Unit::Share => 3,
    };
    Line {
        question: HOW_WELL_THEY_FIT.to_owned(),
        method,
        estimate: value.map_or_else(
            || PublicNumber::Undefined(String::new()),
            |value| PublicNumber::Shown { value, interval: None, places },
        ),
        unit,
        test: Details::NONE,
        n: [None; 2],
    }
}

fn spread(fit: &PublicFit) -> Line {
    let test = Details {
        p_value: fit.spread_p_value.map_or(PublicProbability::Hidden, PublicProbability::Exact),
        statistic: fit.spread_statistic,
        ..Details::NONE
    };
    let method = "Ratio of the SDs of change, first to second group; Brown-Forsythe test".to_owned();
    Line { test, ..line(method, fit.ratio_of_deviations, Unit::Plain) }
}

fn shape<'a>(story: Story<'a>, fit: &'a PublicFit) -> impl Iterator<Item = Line> + 'a {
    let groups = story.public.groups.iter().zip(&fit.groups).enumerate();
    groups.map(move |(place, (group, fit))| {
        let test = Details { standard_deviation: fit.deviation, ..Details::NONE };
        let mut n = [None; 2];
        if let Some(n) = n.get_mut(place) {
            *n = Some(group.contributing);
        }
        let method = format!("Skewness of change {}", story.in_group(group));
        Line { test, n, ..line(method, fit.skewness, Unit::Plain) }
    })
}

fn missing<'a>(story: Story<'a>, fit: &'a PublicFit) -> impl Iterator<Item = Line> + 'a {
    fit.visits.iter().flat_map(move |visit| {
        let when = story.time_label(visit.time).unwrap_or("a time point");
        let groups = story.public.groups.iter().zip(&visit.missing);
        groups.map(move |(group, share)| {
            let method = format!("Without a baseline and a score at {when}, {}", story.in_group(group));
            line(method, *share, Unit::Share)
        })
    })
}

/// Told only where the difference is shown.
fn convergence(story: Story<'_>) -> Option<Line> {
    let repeated = &story.public.repeated;
    let structure = repeated.structure?;
    let steps = repeated.steps.map_or_else(String::new, |steps| format!(", settled in {steps} steps"));
    let used = repeated.visits.len();
    let method = format!("Repeated measures: {used} time points, covariance {}{steps}", structure.name());
    Some(line(upper_first(&method), None, Unit::Plain))
}
