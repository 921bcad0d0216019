//! Counting people behind each rule.

use crate::cohort::{CheckedCohort, CriterionCache, select_rules_with};
use crate::domain::frame::{Frame, Selection};
use crate::exhibit::Raw;

/// Why attrition was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AttritionError {
    /// More rules, on and off together, than [`AttritionResult::MAX_RULES`].
    #[error("What each rule costs is shown for at most {0} rules. Put some of them into a saved cohort.")]
    TooManyRules(usize),
}

/// People behind each rule of a cohort, and behind each that is switched off.
#[derive(Debug)]
pub struct AttritionResult {
    pub(super) everyone: u32,
    pub(super) selected: u32,
    pub(super) steps: Vec<Step>,
    pub(super) off: Vec<OffRule>,
}

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub alone: u32,
    pub after: u32,
    pub without: u32,
}

/// One rule that is switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OffRule {
    pub alone: u32,
    pub with: u32,
}

impl AttritionResult {
    /// Most rules, on and off: what is hidden is worked out from all pairs of them.
    pub const MAX_RULES: usize = 24;
}

/// [`run_with`] for a cohort of which no rule is switched off.
///
/// # Errors
/// [`AttritionError::TooManyRules`].
pub fn run(frame: Frame<'_>, cohort: &CheckedCohort) -> Result<Raw<AttritionResult>, AttritionError> {
    run_with(frame, cohort, &[], &CriterionCache::none())
}

/// Counts the people of `frame` behind each rule of `cohort`, whose catalogue is that of the frame, and behind each
/// rule that is switched off: one selection of the frame a rule, of those who meet it alone. A cohort of everyone has
/// no rules. `cache` holds what is known of criteria in the same frame.
///
/// # Errors
/// [`AttritionError::TooManyRules`].
pub fn run_with(
    frame: Frame<'_>,
    cohort: &CheckedCohort,
    off: &[Selection],
    cache: &CriterionCache,
) -> Result<Raw<AttritionResult>, AttritionError> {
    let off: Vec<&Selection> = off.iter().collect();
    let counted = count(frame, cohort, &off, cache)?;
    Ok(Raw::new(counted.result))
}

/// The counts, with those who meet each rule that is on.
#[derive(Debug)]
pub(in crate::analysis) struct CountedRules {
    pub result: AttritionResult,
    pub met: Vec<Selection>,
}

/// As [`run_with`].
pub(in crate::analysis) fn count(
    frame: Frame<'_>,
    cohort: &CheckedCohort,
    off: &[&Selection],
    cache: &CriterionCache,
) -> Result<CountedRules, AttritionError> {
    if cohort.rules().len().saturating_add(off.len()) > AttritionResult::MAX_RULES {
        return Err(AttritionError::TooManyRules(AttritionResult::MAX_RULES));
    }
    let rules = select_rules_with(cohort, frame, cache);
    let before = conjunctions(frame.participants, rules.iter());
    let mut behind = conjunctions(frame.participants, rules.iter().rev());
    behind.reverse();
    let selected = before.last().cloned().unwrap_or_else(|| Selection::none(frame.participants));
    let steps = rules.iter().enumerate().filter_map(|(rule, met)| {
        let others = before.get(rule)?.and(behind.get(rule + 1)?);
        let after = before.get(rule + 1)?.count();
        Some(Step { alone: met.count(), after, without: others.count() })
    });
    let off = off.iter().map(|met| OffRule { alone: met.count(), with: selected.and(met).count() });
    let result = AttritionResult {
        everyone: frame.participants as u32,
        selected: selected.count(),
        steps: steps.collect(),
        off: off.collect(),
    };
    Ok(CountedRules { result, met: rules })
}

/// Everyone, then those in the first, in the first two, …, in all.
fn conjunctions<'a>(participants: usize, rules: impl Iterator<Item = &'a Selection>) -> Vec<Selection> {
    let mut met = Selection::all(participants);
    let mut all = vec![met.clone()];
    for rule in rules {
        met = met.and(rule);
        all.push(met.clone());
    }
    all
}
