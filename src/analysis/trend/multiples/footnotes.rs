//! The notes under small multiples: those of a trend, and after the method what the panels add.

use super::words::Levels;
use crate::analysis::trend::footnotes::footnotes_with;
use crate::analysis::words::Grouped;
use crate::exhibit::Policy;

/// All notes, without empty ones.
pub(super) fn footnotes(levels: Levels<'_>, policy: Policy) -> Vec<String> {
    let own = improved(levels).into_iter().chain([drawn(levels)]).chain(together(levels));
    footnotes_with(levels.story, policy, own.collect())
}

fn improved(levels: Levels<'_>) -> Option<String> {
    let (story, public) = (levels.story, levels.responders?);
    Some(format!(
        "Improved: of everyone with a first value above 0, those whose {} {} by {}% of it or more; {}.",
        story.measure(),
        levels.verb(),
        Levels::CUT_OFF,
        public.value.missing_words(story.end())
    ))
}

fn drawn(levels: Levels<'_>) -> String {
    format!("Panels end at {0} and come in the order of their mean there, lowest first.", levels.story.end())
}

/// Arms that the panels do not tell apart.
fn together(levels: Levels<'_>) -> Option<String> {
    let catalogue = levels.story.catalogue;
    let primary = catalogue.study.primary_grouping.as_ref()?;
    let (_, variable) = catalogue.variable(primary)?;
    let is_split = match levels.story.grouped {
        Grouped::By(code) => code == primary,
        Grouped::Together | Grouped::Chosen(_) => false,
    };
    (!is_split).then_some(())?;
    Some(format!("Groups of “{}” are taken together.", variable.label))
}
