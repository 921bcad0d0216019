//! What of the counts a viewer may see.
//!
//! Everyone's counts and bins are hidden and merged by everyone's counts alone, so they are the same for every
//! selection, but for a variable that a rule asks about: of it more is hidden where the rule would tell it. The
//! selected and those left out are guarded by [`super::linked`], for a reader who knows exactly how many people there
//! are, how many are selected and how many of each meet a rule on the variable. Nothing that the page shows of another
//! variable or of the rules can tell such a reader more about this one: people of one side of the rule, selected or not,
//! can have each other's values without a change anywhere else.

use super::cut::Bearing;
use super::linked::{self, Value};
use super::merge::{joined, spans};
use super::run::{Counts, FacetCounts, FacetsResult, RowCounts};
use super::{FacetRow, PublicFacet, PublicFacets};
use crate::analysis::gate::{Gate, gate};
use crate::domain::Code;
use crate::exhibit::{Count, Policy, Publish};

/// The facets of a page without rules: [`crate::analysis::counted`] publishes those beside rules.
impl Publish for FacetsResult {
    type Public = PublicFacets;

    fn publish(self, policy: Policy) -> PublicFacets {
        self.published(policy, &[]).0
    }
}

impl FacetsResult {
    /// What `policy` lets through where rules or figures of the page bear on the variables like this, one for each, and
    /// of which variables anything is shown. A variable without a bearing has [`Bearing::None`].
    pub(in crate::analysis) fn published(
        &self,
        policy: Policy,
        bearings: &[Bearing],
    ) -> (PublicFacets, Vec<bool>) {
        let gate = gate(self.everyone, self.selected, policy);
        let facets = self.facets.iter().enumerate().map(|(place, facet)| match policy {
            Policy::Exact => (exactly(facet), true),
            Policy::Rounded => rounded(facet, gate, bearings.get(place).unwrap_or(&Bearing::None)),
        });
        let (facets, is_shown) = facets.unzip();
        let selected = match gate {
            Gate::Suppressed => Count::Hidden,
            Gate::Open | Gate::Empty => policy.count(self.selected),
        };
        (PublicFacets { everyone: policy.count(self.everyone), selected, facets }, is_shown)
    }

    /// Whether a variable has a value with 1 to 10 people, selected or left out.
    pub(in crate::analysis) fn has_few(&self, variable: &Code) -> bool {
        let facet = self.facets.iter().find(|facet| facet.variable == *variable);
        facet.is_some_and(|facet| {
            (0..=facet.rows.len()).filter_map(|place| facet.cell(place)).any(Counts::has_few)
        })
    }
}

fn exactly(facet: &FacetCounts) -> PublicFacet {
    let exact = |people: Counts| [people.everyone, people.selected].map(|people| Policy::Exact.count(people));
    with_counts(facet, &facet.rows, |place| facet.cell(place).map(exact))
}

/// As it may be shown, and whether anything of it is.
fn rounded(facet: &FacetCounts, gate: Gate, bearing: &Bearing) -> (PublicFacet, bool) {
    let spans = spans(&facet.rows);
    let rows: Vec<RowCounts> = spans.iter().filter_map(|span| joined(&facet.rows, span)).collect();
    let cells: Vec<Counts> = rows.iter().map(|row| row.people).chain([facet.missing]).collect();
    let everyone = linked::everyone(&cells);
    let shown = match gate {
        Gate::Suppressed => {
            everyone.map(|line| line.into_iter().map(|count| [count, Count::Hidden]).collect())
        }
        Gate::Open | Gate::Empty => everyone
            .and_then(|line| linked::beside_selection(&values(&cells, &spans, &rows, bearing)?, &line)),
    };
    match shown {
        Some(shown) => (with_counts(facet, &rows, |place| shown.get(place).copied()), true),
        None => (with_counts(facet, &facet.rows, |_| None), false),
    }
}

/// The cells as the rule on the variable cuts them; `None` when nothing of them may be shown beside it.
fn values(
    cells: &[Counts],
    spans: &[std::ops::Range<usize>],
    rows: &[RowCounts],
    bearing: &Bearing,
) -> Option<Vec<Value>> {
    match bearing {
        Bearing::None => Some(cells.iter().copied().map(Value::whole).collect()),
        Bearing::Cut(cut) => cut.values(cells, spans, rows),
        Bearing::Tangled => None,
    }
}

/// These rows with what is shown at each place, the missing after the last; hidden where that is `None`.
fn with_counts(
    facet: &FacetCounts,
    rows: &[RowCounts],
    shown: impl Fn(usize) -> Option<[Count; 2]>,
) -> PublicFacet {
    let shown = |place: usize| shown(place).unwrap_or([Count::Hidden; 2]);
    let row = |(place, row): (usize, &RowCounts)| {
        let [everyone, selected] = shown(place);
        FacetRow { value: row.value.clone(), everyone, selected }
    };
    PublicFacet {
        variable: facet.variable.clone(),
        rows: rows.iter().enumerate().map(row).collect(),
        missing: shown(rows.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::attack::{facet, publish_one};
    use super::*;

    fn selected(public: &PublicFacet) -> Vec<Count> {
        public.rows.iter().map(|row| row.selected).collect()
    }

    #[test]
    fn the_threshold_edges_hold_for_the_selected_and_for_those_left_out() {
        // Two rows of one hundred each; only the first varies.
        let first = |selected_first: u32| {
            let public = publish_one(facet(&[(100, selected_first), (100, 50)], (0, 0)), Policy::Rounded);
            selected(&public.facets[0])[0]
        };
        let cases = [
            (0, Count::Zero),
            (1, Count::Hidden),
            (10, Count::Hidden),
            (11, Count::About(13)),
            (15, Count::About(13)),
            (16, Count::About(18)),
            (89, Count::About(88)),
            (90, Count::Hidden),
            (99, Count::Hidden),
            (100, Count::About(98)),
        ];
        for (people, expected) in cases {
            assert_eq!(first(people), expected, "{people} of 100");
        }
    }

    #[test]
    fn a_hidden_row_takes_another_with_it() {
        let public = publish_one(facet(&[(100, 5), (100, 30), (100, 60)], (0, 0)), Policy::Rounded);
        assert_eq!(selected(&public.facets[0]), [Count::Hidden, Count::Hidden, Count::About(58)]);
    }

    #[test]
    fn few_missing_people_are_a_cell_like_any_other() {
        let public = publish_one(facet(&[(100, 40), (200, 50)], (4, 4)), Policy::Rounded);
        let facet = &public.facets[0];
        assert_eq!(facet.missing, [Count::Hidden, Count::Hidden]);
        assert_eq!([facet.rows[0].everyone, facet.rows[1].everyone], [Count::Hidden, Count::About(198)]);
        assert_eq!(selected(facet), [Count::Hidden, Count::About(48)]);
    }

    #[test]
    fn a_selection_too_small_to_show_hides_every_selected_count_and_no_other() {
        for (first, second) in [(0, 0), (4, 6), (100, 95)] {
            let public = publish_one(facet(&[(100, first), (100, second)], (0, 0)), Policy::Rounded);
            assert_eq!(public.selected, Count::Hidden);
            assert_eq!(selected(&public.facets[0]), [Count::Hidden; 2]);
            assert_eq!(public.facets[0].missing[1], Count::Hidden);
            assert_eq!(public.facets[0].rows[0].everyone, Count::About(98));
        }
    }

    #[test]
    fn those_who_may_see_everything_do() {
        let public = publish_one(facet(&[(3, 1), (100, 99)], (2, 0)), Policy::Exact);
        assert_eq!(selected(&public.facets[0]), [Count::Exact(1), Count::Exact(99)]);
        assert_eq!(public.facets[0].missing, [Count::Exact(2), Count::Zero]);
    }
}
