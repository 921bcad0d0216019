//! What a page counts of its people: those behind each value of the filter rail and behind each rule, published together.

use crate::analysis::attrition::{self, AttritionError, AttritionResult, PublicAttrition};
use crate::analysis::counted::{self, OffRule};
use crate::analysis::facets::{self, FacetIndex, PublicFacets};
use crate::cohort::CheckedCohort;
use crate::domain::Code;
use crate::domain::frame::Selection;
use crate::exhibit::{Exhibit, Policy, Provenance, Published, Released};
use crate::store::Snapshot;

/// Whom a page counts, and for whom.
pub(super) struct PageCounts<'a> {
    /// Data and catalogue.
    pub snapshot: &'a Snapshot,
    /// The rules that are on.
    pub cohort: &'a CheckedCohort,
    /// The people whom they pick.
    pub selection: &'a Selection,
    /// The rules that are switched off.
    pub off: &'a [OffRule<'a>],
    /// The variables by whose values figures of the page are split.
    pub split_by: &'a [Code],
    /// The viewer's.
    pub policy: Policy,
}

impl PageCounts<'_> {
    /// The filter rail, and what each rule costs unless there are too many.
    pub fn of_page(&self) -> (Released<PublicFacets>, Option<Published<PublicAttrition>>) {
        let (facets, prices) = self.published(self.snapshot.facets());
        (released(&facets), prices)
    }

    /// What each rule costs, as it stands on the page: who sees exact numbers sees the same without the filter rail.
    pub fn prices(&self) -> Option<Published<PublicAttrition>> {
        match self.policy {
            Policy::Exact => self.published(&FacetIndex::empty(self.snapshot.frame().participants)).1,
            Policy::Rounded => self.published(self.snapshot.facets()).1,
        }
    }

    fn published(&self, index: &FacetIndex) -> (Published<PublicFacets>, Option<Published<PublicAttrition>>) {
        let page = counted::Page {
            frame: self.snapshot.frame(),
            catalogue: self.snapshot.catalogue(),
            index,
            cohort: self.cohort,
            selection: self.selection,
            off: self.off,
            split_by: self.split_by,
            cache: self.snapshot.criteria(),
        };
        counted::run(page).publish(self.policy).apart()
    }

    /// What each rule costs as an exhibit; `prices` are those of [`Self::of_page`] or [`Self::prices`].
    pub fn attrition(
        &self,
        prices: Option<&Published<PublicAttrition>>,
        provenance: Provenance,
    ) -> Result<Released<Exhibit>, String> {
        let too_many = || AttritionError::TooManyRules(AttritionResult::MAX_RULES).to_string();
        let prices = prices.ok_or_else(too_many)?;
        Ok(attrition::exhibit(prices, self.cohort, self.snapshot.catalogue(), provenance))
    }
}

/// The filter rail where nothing may be told of the selected.
pub(super) fn of_everyone(snapshot: &Snapshot, policy: Policy) -> Released<PublicFacets> {
    let everyone = Selection::all(snapshot.frame().participants);
    let facets = facets::run_with(snapshot.facets(), &everyone).publish(policy);
    released(&facets).map(PublicFacets::without_selection)
}

fn released(facets: &Published<PublicFacets>) -> Released<PublicFacets> {
    facets.release(|facets, _| facets.clone())
}
