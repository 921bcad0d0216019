//! Counting what a page counts.

use crate::analysis::attrition::{self, AttritionError, CountedRules};
use crate::analysis::facets::{self, FacetIndex, FacetsResult};
use crate::cohort::{CheckedCohort, CriterionCache};
use crate::domain::frame::{Frame, Selection};
use crate::domain::{Code, StudyCatalogue};
use crate::exhibit::Raw;

/// What a page is about.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The people.
    pub frame: Frame<'a>,
    /// The catalogue of the frame.
    pub catalogue: &'a StudyCatalogue,
    /// Who has which value, of the same frame.
    pub index: &'a FacetIndex,
    /// The rules that are on.
    pub cohort: &'a CheckedCohort,
    /// The people whom they pick.
    pub selection: &'a Selection,
    /// The rules that are switched off.
    pub off: &'a [OffRule<'a>],
    /// The variables by whose values the figures of the page are split, which tells how many are selected of each.
    pub split_by: &'a [Code],
    /// What is known of criteria in the same frame.
    pub cache: &'a CriterionCache,
}

/// A rule that is switched off.
#[derive(Clone, Copy)]
pub struct OffRule<'a> {
    /// The cohort of this rule alone.
    pub cohort: &'a CheckedCohort,
    /// Those who meet it.
    pub met: &'a Selection,
}

/// People behind each value and behind each rule.
pub struct Counted<'a> {
    pub(super) page: Page<'a>,
    pub(super) facets: FacetsResult,
    /// `None` when there are too many rules to say what each costs.
    pub(super) rules: Option<CountedRules>,
}

/// Counts the people of a page. Published together with the counts of every value, the prices of rules are left out when
/// there are more than [`attrition::AttritionResult::MAX_RULES`] of them.
pub fn run(page: Page<'_>) -> Raw<Counted<'_>> {
    let off: Vec<&Selection> = page.off.iter().map(|rule| rule.met).collect();
    let rules: Result<CountedRules, AttritionError> =
        attrition::count(page.frame, page.cohort, &off, page.cache);
    let facets = facets::count(page.index, page.selection);
    Raw::new(Counted { page, facets, rules: rules.ok() })
}
