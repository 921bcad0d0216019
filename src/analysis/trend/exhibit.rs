//! A published trend as an exhibit.

use super::footnotes::footnotes;
use super::table::table;
use super::words::{Printed, Story};
use super::{PublicChange, PublicEstimate, PublicGroup, PublicPoint, PublicTrend, TrendOptions};
use crate::analysis::compare::Assignment;
use crate::analysis::words::{Grouped, plain, upper_first};
use crate::cohort::CohortWords;
use crate::domain::{Finite, Interval, StudyCatalogue, TimePoint, TimeUnit};
use crate::exhibit::{
    Axis, Count, Estimate, Exhibit, ExhibitText, FigureSpec, Headline, HeadlineValue, Parts, Policy,
    Provenance, Published, Released, Series, SeriesPoint, Tick, TrendBand, TrendFigure, nice_ticks,
    thin_labels,
};

/// Number of series before colours and marks start again.
const SERIES_NUMBERS: usize = 6;

/// The exhibit of a trend: figure, headlines, table and words.
///
/// Everything is made from `published`, the words of the cohort, the catalogue and the options. The bands are intervals of
/// the means.
pub fn exhibit(
    published: &Published<PublicTrend>,
    catalogue: &StudyCatalogue,
    cohort: &CohortWords,
    options: &TrendOptions,
    provenance: Provenance,
) -> Released<Exhibit> {
    exhibit_with_band(published, catalogue, cohort, options, TrendBand::Interval, provenance)
}

/// The same with a choice of what the bands are. Means and their intervals stay in the table, at the ends of the lines
/// and in the words; quartiles come into the table beside them.
pub fn exhibit_with_band(
    published: &Published<PublicTrend>,
    catalogue: &StudyCatalogue,
    cohort: &CohortWords,
    options: &TrendOptions,
    band: TrendBand,
    provenance: Provenance,
) -> Released<Exhibit> {
    let drawn = Drawn { grouped: Grouped::by(options.grouping.as_ref()), band };
    compose(published, catalogue, cohort, drawn, provenance)
}

/// The exhibit of the trend of two chosen groups: as [`exhibit`], with how people came to be in them.
///
/// `cohort` says of whom the groups were chosen.
pub fn exhibit_pair(
    published: &Published<PublicTrend>,
    catalogue: &StudyCatalogue,
    cohort: &CohortWords,
    assignment: Assignment,
    provenance: Provenance,
) -> Released<Exhibit> {
    let drawn = Drawn { grouped: Grouped::Chosen(assignment), band: TrendBand::Interval };
    compose(published, catalogue, cohort, drawn, provenance)
}

/// What the lines are and what the bands around them are.
#[derive(Clone, Copy)]
struct Drawn<'a> {
    grouped: Grouped<'a>,
    band: TrendBand,
}

fn compose(
    published: &Published<PublicTrend>,
    catalogue: &StudyCatalogue,
    cohort: &CohortWords,
    Drawn { grouped, band }: Drawn<'_>,
    provenance: Provenance,
) -> Released<Exhibit> {
    let policy = published.policy();
    Exhibit::compose(published, provenance, |public| {
        let story = Story { public, catalogue, grouped, cohort, band };
        let figure = figure(story);
        Parts {
            text: ExhibitText {
                title: story.title(),
                subtitle: story.subtitle(),
                sentence: story.sentence(),
                footnotes: footnotes(story, policy),
            },
            headlines: headlines(story, &figure.y, policy),
            table: table(story, policy),
            figure: FigureSpec::Trend(figure),
        }
    })
}

/// 1 to 6 by position of the level, so that hiding a group does not renumber the others.
fn series_number(position: usize) -> u8 {
    (position % SERIES_NUMBERS) as u8 + 1
}

fn figure(story: Story<'_>) -> TrendFigure {
    let positions = time_positions(story.catalogue);
    TrendFigure {
        x: time_axis(story.catalogue, &positions),
        y: score_axis(story),
        direction: story.instrument().direction,
        band: story.band,
        series: story
            .public
            .groups
            .iter()
            .enumerate()
            .map(|(position, group)| series(story, position, group, &positions))
            .collect(),
    }
}

fn series(story: Story<'_>, position: usize, group: &PublicGroup, positions: &[Finite]) -> Series {
    let times = positions.iter().zip(&story.catalogue.time_axis.points);
    let points = group.points.iter().zip(times).map(|(point, (&at, time))| SeriesPoint {
        at,
        label: time.label.clone(),
        estimate: drawn(&point.mean),
        quartiles: banded(story, point),
        people: point.people.clone(),
    });
    Series { label: group.label.clone(), number: series_number(position), points: points.collect() }
}

pub(super) fn drawn(estimate: &PublicEstimate) -> Estimate {
    match estimate {
        PublicEstimate::Shown { value, interval, standard_deviation: _, places: _ } => {
            Estimate::Mean { value: *value, interval: *interval }
        }
        PublicEstimate::Hidden => Estimate::Hidden,
        PublicEstimate::Empty => Estimate::Empty,
    }
}

/// Offsets where all are known and ascend, else 0, 1, 2 ….
pub(super) fn time_positions(catalogue: &StudyCatalogue) -> Vec<Finite> {
    let points = &catalogue.time_axis.points;
    let offsets: Option<Vec<Finite>> = points.iter().map(|point| point.offset).collect();
    offsets
        .filter(|offsets| offsets.windows(2).all(|pair| matches!(pair, [a, b] if a < b)))
        .unwrap_or_else(|| (0..points.len() as u32).map(Finite::from).collect())
}

pub(super) fn time_axis(catalogue: &StudyCatalogue, positions: &[Finite]) -> Axis {
    let title = match catalogue.time_axis.unit {
        TimeUnit::Minute => "Minutes",
        TimeUnit::Hour => "Hours",
        TimeUnit::Day => "Days",
        TimeUnit::Week => "Weeks",
        TimeUnit::Month => "Months",
        TimeUnit::Visit => "Visit",
    };
    let first = positions.first().copied().unwrap_or(Finite::ZERO);
    let last = positions.last().copied().unwrap_or(Finite::ZERO);
    let (low, high) = if first < last { (first, last) } else { (moved(first, -0.5), moved(last, 0.5)) };
    let points = &catalogue.time_axis.points;
    let is_main = |point: &TimePoint| point.code == catalogue.study.primary_time_point;
    let main = positions.iter().zip(points).find(|(_, point)| is_main(point)).map_or(last, |(&at, _)| at);
    let ticks = positions.iter().zip(points);
    let ticks: Vec<Tick> = ticks.map(|(&at, point)| Tick { at, label: upper_first(&point.label) }).collect();
    Axis { title: title.to_owned(), low, high, ticks: thin_labels(&ticks, main), note: None }
}

fn moved(value: Finite, by: f64) -> Finite {
    Finite::new(value.get() + by).unwrap_or(value)
}

/// From the score's floor to a round value past everything shown, at most to its ceiling.
pub(super) fn score_axis(story: Story<'_>) -> Axis {
    let instrument = story.instrument();
    let range = instrument.range;
    let highest = story.public.groups.iter().flat_map(|group| &group.points);
    let highest = highest.filter_map(|point| highest_drawn(story, point));
    let reach = highest
        .fold(None, |most: Option<Finite>, value| Some(most.filter(|most| *most >= value).unwrap_or(value)));
    let scale = nice_ticks(range.low, reach.unwrap_or(range.high), range.high);
    Axis {
        title: format!("{}, {}", story.measure_first(), instrument.unit),
        low: scale.low,
        high: scale.high,
        ticks: scale.ticks,
        note: (scale.high < range.high).then(|| format!("axis drawn to {}", plain(scale.high))),
    }
}

/// The middle half of people, where it is the band.
fn banded(story: Story<'_>, point: &PublicPoint) -> Option<Interval> {
    match story.band {
        TrendBand::Interval => None,
        TrendBand::Quartiles => point.quartiles,
    }
}

fn highest_drawn(story: Story<'_>, point: &PublicPoint) -> Option<Finite> {
    let mean = Printed::of(&point.mean)?;
    let band = match story.band {
        TrendBand::Interval => mean.interval,
        TrendBand::Quartiles => point.quartiles,
    };
    // A mean can lie above the upper quartile.
    Some(band.map_or(mean.value, |band| if band.high > mean.value { band.high } else { mean.value }))
}

fn headlines(story: Story<'_>, y: &Axis, policy: Policy) -> Vec<Headline> {
    let groups = story.public.groups.iter().enumerate();
    groups
        .flat_map(|(position, group)| {
            let number = series_number(position);
            [
                mean_headline(story, group, number),
                change_headline(story, group, number, y),
                reporting_headline(story, group, number, policy),
            ]
        })
        .collect()
}

fn headline(label: String, group: &PublicGroup, series_number: u8, explanation: &str) -> Headline {
    Headline {
        label,
        group: group.label.clone(),
        series_number,
        value: HeadlineValue::Hidden,
        people: Count::Hidden,
        of: group.people,
        explanation: explanation.to_owned(),
    }
}

fn mean_headline(story: Story<'_>, group: &PublicGroup, number: u8) -> Headline {
    let label = format!("Mean {}, {}", story.measure(), story.end());
    let range = story.instrument().range;
    let point = group.points.get(story.public.primary as usize);
    Headline {
        value: score(point.map(|point| &point.mean), range.low, range.high, story),
        people: point.map_or(Count::Hidden, |point| point.people.contributing),
        ..headline(label, group, number, "mean")
    }
}

fn change_headline(story: Story<'_>, group: &PublicGroup, number: u8, y: &Axis) -> Headline {
    let label = format!("Mean change, {}", story.end());
    let span = y.high.get() - y.low.get();
    let (low, high) = (moved(Finite::ZERO, -span), moved(Finite::ZERO, span));
    let (value, people) = match &group.change {
        PublicChange::Paired { mean, pairs } => (score(Some(mean), low, high, story), *pairs),
        PublicChange::Unavailable => (HeadlineValue::Unavailable(no_change_sentence(story)), Count::Zero),
    };
    Headline { value, people, ..headline(label, group, number, "mean_change") }
}

fn no_change_sentence(story: Story<'_>) -> String {
    if story.instrument().baseline.is_some() {
        "The time point shown is the baseline, so there is no change from it.".to_owned()
    } else {
        format!("{} was not measured at baseline, so there is no change from it.", story.measure_first())
    }
}

fn reporting_headline(story: Story<'_>, group: &PublicGroup, number: u8, policy: Policy) -> Headline {
    let share = &group.reporting;
    let value = match (share.share, policy) {
        (Some(value), _) => HeadlineValue::Share { value, interval: share.interval, places: share.places },
        (None, _) if group.people == Count::Zero => nobody(story),
        (None, Policy::Exact) => nobody(story),
        (None, Policy::Rounded) => HeadlineValue::Hidden,
    };
    let label = format!("Reporting at {}", story.end());
    Headline { value, people: share.people, ..headline(label, group, number, "reporting") }
}

fn score(estimate: Option<&PublicEstimate>, low: Finite, high: Finite, story: Story<'_>) -> HeadlineValue {
    match estimate {
        Some(PublicEstimate::Shown { value, interval, standard_deviation: _, places }) => {
            match Interval::new(low.get(), high.get()) {
                Some(scale) => {
                    HeadlineValue::Score { value: *value, interval: *interval, places: *places, scale }
                }
                None => HeadlineValue::Unavailable("The score has no range to show it on.".to_owned()),
            }
        }
        Some(PublicEstimate::Hidden) => HeadlineValue::Hidden,
        Some(PublicEstimate::Empty) | None => nobody(story),
    }
}

fn nobody(story: Story<'_>) -> HeadlineValue {
    HeadlineValue::Unavailable(format!("Nobody has a value at {}.", story.end()))
}
