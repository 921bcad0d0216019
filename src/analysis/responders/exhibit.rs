//! Published responders as an exhibit.

use super::cut_offs::MARKED;
use super::footnotes::footnotes;
use super::table::table;
use super::words::{Stop, Story};
use super::{PublicResponderGroup, PublicResponderSet, PublicResponders, ResponderOptions};
use crate::analysis::compare::Assignment;
use crate::analysis::rounding::as_drawn;
use crate::analysis::share::PublicShare;
use crate::analysis::words::{Grouped, upper_first};
use crate::cohort::CohortWords;
use crate::domain::{Finite, Interval, StudyCatalogue};
use crate::exhibit::{
    Axis, Count, CurvePoint, CutOff, Denominator, Estimate, Exhibit, ExhibitText, FigureSpec, Headline,
    HeadlineValue, Parts, Provenance, Published, Released, ResponderFigure, ResponderPoint, ResponderSeries,
    Tick,
};

/// Number of series before colours and marks start again.
const SERIES_NUMBERS: usize = 6;

/// Per cent between ticks of the cut-offs, and of the shares.
const CUT_OFF_TICK: usize = 10;
const SHARE_TICK: usize = 25;

/// Decimals of a share in per cent that is only drawn.
const CURVE_PLACE: i32 = 2;

/// The exhibit of responders: curves, headlines, table and words.
///
/// Everything is made from `published`, the words of the cohort, the catalogue and the options.
pub fn exhibit(
    published: &Published<PublicResponders>,
    catalogue: &StudyCatalogue,
    cohort: &CohortWords,
    options: &ResponderOptions,
    provenance: Provenance,
) -> Released<Exhibit> {
    compose(published, catalogue, cohort, Grouped::by(options.grouping.as_ref()), provenance)
}

/// The exhibit of the responders of two chosen groups: as [`exhibit`], with how people came to be in them.
///
/// `cohort` says of whom the groups were chosen.
pub fn exhibit_pair(
    published: &Published<PublicResponders>,
    catalogue: &StudyCatalogue,
    cohort: &CohortWords,
    assignment: Assignment,
    provenance: Provenance,
) -> Released<Exhibit> {
    compose(published, catalogue, cohort, Grouped::Chosen(assignment), provenance)
}

fn compose(
    published: &Published<PublicResponders>,
    catalogue: &StudyCatalogue,
    cohort: &CohortWords,
    grouped: Grouped<'_>,
    provenance: Provenance,
) -> Released<Exhibit> {
    let policy = published.policy();
    Exhibit::compose(published, provenance, |public| {
        let story = Story { public, catalogue, grouped, cohort };
        Parts {
            text: ExhibitText {
                title: story.title(),
                subtitle: story.subtitle(),
                sentence: story.sentence(),
                footnotes: footnotes(story, policy),
            },
            headlines: headlines(story),
            table: table(story),
            figure: FigureSpec::Responders(figure(story)),
        }
    })
}

/// 1 to 6 by position of the level, so that hiding a group does not renumber the others.
fn series_number(position: usize) -> u8 {
    (position % SERIES_NUMBERS) as u8 + 1
}

fn figure(story: Story<'_>) -> ResponderFigure {
    let marks = story.marked().into_iter();
    let marks = marks.filter_map(|(stop, label)| Some(CutOff { at: stop.percent()?, label }));
    let groups = story.public.groups.iter().enumerate();
    ResponderFigure {
        x: percent_axis(
            format!("{} {} by at least this much", upper_first(&story.measure()), story.verb()),
            CUT_OFF_TICK,
        ),
        y: percent_axis("Share of people".to_owned(), SHARE_TICK),
        places: places(story.public),
        marks: marks.collect(),
        series: groups
            .flat_map(|(position, group)| {
                let number = series_number(position);
                [Denominator::Everyone, Denominator::Completers]
                    .map(|denominator| series(story, group, denominator, number))
            })
            .collect(),
    }
}

/// Decimals of the shares: all have the same.
fn places(public: &PublicResponders) -> u8 {
    let sets = public.groups.iter().flat_map(|group| [&group.everyone, &group.completers]);
    sets.flat_map(|set| &set.at_least).map(|share| share.places).max().unwrap_or(0)
}

fn percent_axis(title: String, step: usize) -> Axis {
    let tick = |percent: u32| Tick { at: percent.into(), label: format!("{percent}%") };
    Axis {
        title,
        low: Finite::ZERO,
        high: Finite::from(100),
        ticks: (0..=100).step_by(step).map(tick).collect(),
        note: None,
    }
}

const fn whom(denominator: Denominator) -> &'static str {
    match denominator {
        Denominator::Everyone => "everyone",
        Denominator::Completers => "completers",
    }
}

const fn set_of(group: &PublicResponderGroup, denominator: Denominator) -> &PublicResponderSet {
    match denominator {
        Denominator::Everyone => &group.everyone,
        Denominator::Completers => &group.completers,
    }
}

fn series(
    story: Story<'_>,
    group: &PublicResponderGroup,
    denominator: Denominator,
    number: u8,
) -> ResponderSeries {
    let set = set_of(group, denominator);
    let n = match set.people {
        Count::Hidden => String::new(),
        Count::Zero | Count::Exact(_) | Count::About(_) => format!("n {}", set.people.words()),
    };
    let (label, detail) = match story.grouped {
        Grouped::Together => (upper_first(whom(denominator)), n),
        Grouped::By(_) | Grouped::Chosen(_) if n.is_empty() => {
            (group.label.clone(), whom(denominator).to_owned())
        }
        Grouped::By(_) | Grouped::Chosen(_) => (group.label.clone(), format!("{}, {n}", whom(denominator))),
    };
    let curve = story.public.cut_offs.iter().zip(&set.at_least).map(|(&percent, share)| CurvePoint {
        at: percent.into(),
        estimate: on_curve(drawn(share, set.people), denominator),
    });
    let points = story.stops().into_iter().filter_map(|stop| point(story, set, stop));
    ResponderSeries {
        label,
        detail,
        number,
        denominator,
        people: set.people,
        curve: curve.collect(),
        points: points.collect(),
    }
}

fn point(story: Story<'_>, set: &PublicResponderSet, stop: Stop<'_>) -> Option<ResponderPoint> {
    let share = stop.share(story.public, set)?;
    Some(ResponderPoint {
        at: stop.percent()?,
        label: stop.or_more(),
        estimate: drawn(share, set.people),
        people: share.people,
    })
}

/// A share between 0 and 1 as an estimate in per cent.
fn drawn(share: &PublicShare, of: Count) -> Estimate {
    let percent = |share: Finite| share.get() * 100.0;
    match share.share.map(percent).and_then(Finite::new) {
        Some(value) => Estimate::Mean {
            value,
            interval: share.interval.and_then(|ends| Interval::new(percent(ends.low), percent(ends.high))),
        },
        None if of == Count::Zero => Estimate::Empty,
        None => Estimate::Hidden,
    }
}

/// A share as the curve needs it: the interval is a band, of everyone only. Both are drawn and printed nowhere, so they
/// are no finer than a picture. A page sends the curve with every move of a brush.
fn on_curve(estimate: Estimate, denominator: Denominator) -> Estimate {
    match (as_drawn(estimate, CURVE_PLACE), denominator) {
        (Estimate::Mean { value, interval: _ }, Denominator::Completers) => {
            Estimate::Mean { value, interval: None }
        }
        (drawn @ Estimate::Mean { .. }, Denominator::Everyone)
        | (drawn @ (Estimate::Hidden | Estimate::Empty), _) => drawn,
    }
}

/// 30 % of everyone and of completers, then 50 %, for every group.
fn headlines(story: Story<'_>) -> Vec<Headline> {
    let groups = story.public.groups.iter().enumerate();
    let of_group = |(position, group)| {
        MARKED.into_iter().flat_map(move |percent| {
            [Denominator::Everyone, Denominator::Completers]
                .map(|denominator| headline(story, (position, group), percent, denominator))
        })
    };
    groups.flat_map(of_group).collect()
}

fn headline(
    story: Story<'_>,
    (position, group): (usize, &PublicResponderGroup),
    percent: u32,
    denominator: Denominator,
) -> Headline {
    let set = set_of(group, denominator);
    let stop = Stop::Percent(percent);
    let share = stop.share(story.public, set).cloned().unwrap_or(PublicShare::HIDDEN);
    let value = match share.share {
        Some(value) => HeadlineValue::Share { value, interval: share.interval, places: share.places },
        None if set.people == Count::Zero => {
            HeadlineValue::Unavailable(format!("Nobody has a {} value above 0.", story.start()))
        }
        None => HeadlineValue::Hidden,
    };
    Headline {
        label: format!("Improved by {}, of {}", stop.or_more(), whom(denominator)),
        group: group.label.clone(),
        series_number: series_number(position),
        value,
        people: share.people,
        of: set.people,
        explanation: "responders".to_owned(),
    }
}
