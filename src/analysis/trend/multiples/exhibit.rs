//! Published courses and responders by level as one exhibit.

use super::footnotes::footnotes;
use super::panel::panel;
use super::table::table;
use super::words::Levels;
use crate::analysis::responders::PublicResponders;
use crate::analysis::trend::exhibit::{score_axis, time_axis, time_positions};
use crate::analysis::trend::words::{Printed, Story};
use crate::analysis::trend::{PublicGroup, PublicTrend, TrendOptions};
use crate::analysis::words::Grouped;
use crate::cohort::CohortWords;
use crate::domain::{Finite, StudyCatalogue};
use crate::exhibit::{
    Count, Exhibit, ExhibitText, FigureSpec, MultiplesFigure, Parts, Provenance, Published, Released, Tick,
    TrendBand,
};

/// The exhibit of small multiples: a panel a level, table and words, without headlines.
///
/// Courses are drawn from the first to the primary time point. Levels of nobody are left out; the others come in the
/// order of their value at the primary time point, lowest first, then those without one. `responders` by the same
/// category say who improved under each panel; without them the panels say who reports. Everything is made from what is
/// published, the words of the cohort, the catalogue and the options.
pub fn exhibit(
    published: Published<PublicTrend>,
    responders: Option<Published<PublicResponders>>,
    catalogue: &StudyCatalogue,
    cohort: &CohortWords,
    options: &TrendOptions,
    provenance: Provenance,
) -> Released<Exhibit> {
    let policy = published.policy();
    Exhibit::compose(&published.beside(responders), provenance, |(trend, responders)| {
        let public = arranged(trend);
        let (grouped, band) = (Grouped::by(options.grouping.as_ref()), TrendBand::Interval);
        let story = Story { public: &public, catalogue, grouped, cohort, band };
        let levels = Levels { story, responders: responders.as_ref() };
        Parts {
            text: ExhibitText {
                title: story.title(),
                subtitle: levels.subtitle(),
                sentence: levels.sentence(),
                footnotes: footnotes(levels, policy),
            },
            headlines: Vec::new(),
            figure: FigureSpec::Multiples(figure(levels)),
            table: table(levels),
        }
    })
}

/// Up to the primary time point, without levels of nobody, by end value.
fn arranged(trend: &PublicTrend) -> PublicTrend {
    let mut public = trend.clone();
    let times = public.primary as usize + 1;
    public.groups.iter_mut().for_each(|group| group.points.truncate(times));
    public.groups.retain(|group| group.people != Count::Zero);
    let end = |group: &PublicGroup| {
        let printed = group.points.last().and_then(|point| Printed::of(&point.mean));
        printed.map_or(f64::INFINITY, |printed| printed.value.get())
    };
    // A stable sort: levels without a value keep the order of the list.
    public.groups.sort_by(|one, other| end(one).total_cmp(&end(other)));
    public
}

fn figure(levels: Levels<'_>) -> MultiplesFigure {
    let story = levels.story;
    let mut positions = time_positions(story.catalogue);
    positions.truncate(story.public.primary as usize + 1);
    let y = score_axis(story);
    let span = y.high.get() - y.low.get();
    let time =
        |(at, point): (&Finite, &crate::domain::TimePoint)| Tick { at: *at, label: point.label.clone() };
    MultiplesFigure {
        x: time_axis(story.catalogue, &positions),
        direction: story.instrument().direction,
        times: positions.iter().zip(&story.catalogue.time_axis.points).map(time).collect(),
        panels: story.public.groups.iter().map(|group| panel(levels, group, span)).collect(),
        y,
    }
}
