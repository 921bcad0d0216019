//! Published baseline characteristics as an exhibit.

use super::table::table;
use super::words::{NOTABLE, Story};
use super::{PublicDifference, PublicTableOne, TableOneOptions};
use crate::analysis::compare::Assignment;
use crate::analysis::words::Grouped;
use crate::cohort::CohortWords;
use crate::domain::{Finite, StudyCatalogue};
use crate::exhibit::{
    Axis, DifferenceFigure, DifferenceRow, Estimate, Exhibit, ExhibitText, FigureSpec, Parts, Provenance,
    Published, Released, nice_ticks,
};

/// The exhibit of baseline characteristics: the table, and the standardised differences as a figure.
///
/// Everything is made from `published`, the words of the cohort, the catalogue and the options.
pub fn exhibit(
    published: &Published<PublicTableOne>,
    catalogue: &StudyCatalogue,
    cohort: &CohortWords,
    options: &TableOneOptions,
    provenance: Provenance,
) -> Released<Exhibit> {
    compose(published, catalogue, cohort, Grouped::by(options.grouping.as_ref()), provenance)
}

/// The exhibit of the characteristics of two chosen groups: as [`exhibit`], with how people came to be in them.
///
/// `cohort` says of whom the groups were chosen.
pub fn exhibit_pair(
    published: &Published<PublicTableOne>,
    catalogue: &StudyCatalogue,
    cohort: &CohortWords,
    assignment: Assignment,
    provenance: Provenance,
) -> Released<Exhibit> {
    compose(published, catalogue, cohort, Grouped::Chosen(assignment), provenance)
}

fn compose(
    published: &Published<PublicTableOne>,
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
                footnotes: story.footnotes(policy),
            },
            headlines: Vec::new(),
            table: table(story),
            figure: FigureSpec::Differences(figure(public)),
        }
    })
}

/// No row where there is one group.
fn figure(public: &PublicTableOne) -> DifferenceFigure {
    let rows = public.characteristics.iter().filter(|_| public.all.is_some());
    let rows: Vec<DifferenceRow> = rows
        .map(|one| DifferenceRow { label: one.label.clone(), difference: drawn(one.difference) })
        .collect();
    let places = public.characteristics.iter().find_map(|one| match one.difference {
        PublicDifference::Shown { places, .. } => Some(places),
        PublicDifference::Hidden | PublicDifference::Unavailable => None,
    });
    DifferenceFigure {
        x: axis(&rows),
        notable: Finite::new(NOTABLE).unwrap_or(Finite::ZERO),
        places: places.unwrap_or(1),
        rows,
    }
}

fn drawn(difference: PublicDifference) -> Estimate {
    match difference {
        PublicDifference::Shown { value, places: _ } => Estimate::Mean { value, interval: None },
        PublicDifference::Hidden => Estimate::Hidden,
        PublicDifference::Unavailable => Estimate::Empty,
    }
}

/// From 0 to a round value past every difference, at least twice what is notable.
fn axis(rows: &[DifferenceRow]) -> Axis {
    let values = rows.iter().filter_map(|row| match row.difference {
        Estimate::Mean { value, .. } => Some(value.get()),
        Estimate::Hidden | Estimate::Empty => None,
    });
    let reach = values.fold(2.0 * NOTABLE, f64::max);
    let reach = Finite::new(reach).unwrap_or(Finite::ZERO);
    let scale = nice_ticks(Finite::ZERO, reach, Finite::new(reach.get() * 2.0).unwrap_or(reach));
    Axis {
        title: "Absolute standardised difference".to_owned(),
        low: scale.low,
        high: scale.high,
        ticks: scale.ticks,
        note: None,
    }
}
