//! The category that has a panel a level.

use crate::domain::{Code, StudyCatalogue, Variable, VariableKind};

/// Codes by which a study calls its region of the body.
const REGION: [&str; 2] = ["region", "body_region"];
/// Fewest and most levels that make panels.
const LEVELS: std::ops::RangeInclusive<usize> = 2..=12;

/// The category whose levels are drawn side by side on a page split by `split`.
///
/// The study's body region when it has a category called `region` or `body_region`, else its first category that is not
/// its primary grouping. Either is one that pages filter by, is known at baseline and has two to twelve levels. `None`
/// when there is none, or when the page is split by it already.
pub fn variable(catalogue: &StudyCatalogue, split: Option<&Code>) -> Option<Code> {
    let candidates = || catalogue.variables.iter().filter(|variable| is_candidate(variable));
    let named = |name: &&str| candidates().find(|variable| variable.code.as_str() == *name);
    let primary = catalogue.study.primary_grouping.as_ref();
    let region = REGION.iter().find_map(named);
    let chosen = region.or_else(|| candidates().find(|variable| Some(&variable.code) != primary))?;
    (Some(&chosen.code) != split).then(|| chosen.code.clone())
}

fn is_candidate(variable: &Variable) -> bool {
    match &variable.kind {
        VariableKind::Category { levels } => {
            variable.filterable && !variable.post_baseline && LEVELS.contains(&levels.len())
        }
        VariableKind::Number { .. } | VariableKind::Flag | VariableKind::Date => false,
    }
}
