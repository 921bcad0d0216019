//! One level as a panel.

use super::words::{Improved, Levels, share_interval};
use crate::analysis::rounding::{as_drawn, drawn_place};
use crate::analysis::share::PublicShare;
use crate::analysis::trend::exhibit::drawn;
use crate::analysis::trend::words::Printed;
use crate::analysis::trend::{PublicEstimate, PublicGroup};
use crate::domain::format;
use crate::exhibit::{Count, Panel};

/// The panel of a level; `span` is the length of the score axis. Means are drawn from it and printed from the table.
pub(super) fn panel(levels: Levels<'_>, group: &PublicGroup, span: f64) -> Panel {
    let mean = |mean: &PublicEstimate| as_drawn(drawn(mean), drawn_place(span));
    let end = group.points.last().and_then(|point| Printed::of(&point.mean));
    let (strong, notes) = foot(levels, group);
    Panel {
        label: group.label.clone(),
        people: group.people,
        means: group.points.iter().map(|point| mean(&point.mean)).collect(),
        end: end.map_or_else(String::new, Printed::text),
        strong,
        notes,
    }
}

/// Who improved, or who reports, with interval and people. Nothing of a hidden level.
fn foot(levels: Levels<'_>, group: &PublicGroup) -> (String, Vec<String>) {
    if group.people == Count::Hidden {
        return (String::new(), Vec::new());
    }
    let end = levels.story.end();
    let people = group.points.last().map(|point| format!("n {} at {end}", point.people.contributing.words()));
    let (share, what) = match levels.improved(group) {
        Some(Improved { of: Count::Zero, .. }) => {
            return ("Nobody has a start to improve on".to_owned(), people.into_iter().collect());
        }
        Some(improved) => (improved.share, format!("improved ≥ {}%", Levels::CUT_OFF)),
        None => (&group.reporting, format!("reporting at {end}")),
    };
    let interval = share_interval(share).map(|interval| format!("95% CI {interval}"));
    (strong(share, &what), interval.into_iter().chain(people).collect())
}

fn strong(share: &PublicShare, what: &str) -> String {
    let hidden = || format!("{what}: hidden");
    share
        .share
        .map_or_else(hidden, |value| format!("{} {what}", format::percent(value, usize::from(share.places))))
}
