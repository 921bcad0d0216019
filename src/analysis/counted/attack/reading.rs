//! What a reader learns from a page.

use super::study::{Plan, RuleOn, Study, Variable, number};
use crate::analysis::attrition::PublicAttrition;
use crate::analysis::attrition::attack::reader::{Group, Reader};
use crate::analysis::facets::{FacetRow, FacetValue, PublicFacet, PublicFacets};
use crate::analysis::gate::{Gate, gate};
use crate::exhibit::{Count, Policy};

/// A count on the page, and whose it is.
pub type Shown = (Group, Count);

/// Every count that the page shows.
pub fn shown(plan: Plan, facets: &PublicFacets, rules: Option<&PublicAttrition>) -> Vec<Vec<Shown>> {
    let mut lines = vec![vec![(plan.everyone(), facets.everyone), (plan.cohort(), facets.selected)]];
    lines.extend(
        facets.facets.iter().enumerate().flat_map(|(variable, facet)| lines_of(plan, variable, facet)),
    );
    lines.extend(rules.map(|rules| prices(plan, rules)));
    lines
}

/// The values of a number or category that a row stands for.
fn values_of(variable: Variable, place: usize, row: &FacetRow, is_last: bool) -> Vec<usize> {
    let is_in = |value: usize| match &row.value {
        FacetValue::Level { .. } | FacetValue::Answer(_) => value == place,
        FacetValue::Bin { low, high } => {
            low.get() <= number(value) && (number(value) < high.get() || is_last)
        }
    };
    (0..variable.values()).filter(|&value| is_in(value)).collect()
}

/// The line of everyone and the line of the selected.
fn lines_of(plan: Plan, variable: usize, facet: &PublicFacet) -> [Vec<Shown>; 2] {
    let rows = facet.rows.iter().enumerate();
    let groups = rows.map(|(place, row)| {
        let is_last = place + 1 == facet.rows.len();
        (plan.with(variable, &values_of(plan.variables[variable], place, row, is_last)), row)
    });
    let groups: Vec<(Group, &FacetRow)> = groups.collect();
    let everyone = groups.iter().map(|(group, row)| (*group, row.everyone));
    let selected = groups.iter().map(|(group, row)| (group & plan.cohort(), row.selected));
    [everyone.collect(), selected.collect()]
}

fn prices(plan: Plan, rules: &PublicAttrition) -> Vec<Shown> {
    let cohort = plan.cohort();
    let without = |rule: &RuleOn| plan.meets_all(plan.on.iter().filter(|other| *other != rule));
    let on = plan.on.iter().zip(&rules.steps).enumerate().flat_map(|(place, (rule, step))| {
        let rest = without(rule);
        let after = plan.meets_all(&plan.on[..=place]);
        [
            (plan.meets(*rule), step.alone),
            (after, step.after),
            (rest, step.without),
            (rest & !cohort, step.gives_back),
        ]
    });
    let off = plan.off.iter().zip(&rules.off).flat_map(|(rule, price)| {
        let meets = plan.meets(*rule);
        [(meets, price.alone), (cohort & meets, price.with), (cohort & !meets, price.takes)]
    });
    on.chain(off).collect()
}

/// The groups that one can name: those who meet some rules and fail some others, everyone else, and of each value all,
/// the selected and those left out.
pub fn named(plan: Plan) -> Vec<Group> {
    let everyone = plan.everyone();
    let mut conjunctions = vec![everyone];
    for rule in plan.on.iter().chain(plan.off) {
        let meets = plan.meets(*rule);
        conjunctions =
            conjunctions.iter().flat_map(|&group| [group, group & meets, group & !meets]).collect();
    }
    let complements: Vec<Group> = conjunctions.iter().map(|group| everyone & !group).collect();
    [conjunctions, complements].concat()
}

/// Of each row that is shown all, the selected and those left out.
fn rows(plan: Plan, facets: &PublicFacets) -> Vec<Group> {
    let lines = facets.facets.iter().enumerate().map(|(variable, facet)| lines_of(plan, variable, facet));
    let groups = lines.flat_map(|[everyone, _]| everyone);
    groups.flat_map(|(group, _)| [group, group & plan.cohort(), group & !plan.cohort()]).collect()
}

/// What came of an attack on one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attack {
    /// Every small group may be of five sizes.
    Withstood,
    /// A small group is found to be of fewer, in words.
    Found(String),
    /// The reader lost patience.
    Undecided,
}

/// Steps after which a reader loses patience: studies of many atoms can take days.
const PATIENCE: u32 = 1_500;

impl Study {
    /// What a reader of the page finds; nothing where no page is shown.
    pub fn attacked(&self) -> Attack {
        let plan = self.plan;
        let [everyone, selected] = [plan.everyone(), plan.cohort()].map(|group| self.people(group));
        match gate(everyone, selected, Policy::Rounded) {
            Gate::Suppressed | Gate::Empty => Attack::Withstood,
            Gate::Open => self.attacked_with(&self.publish(Policy::Rounded)),
        }
    }

    /// The same of a page.
    pub fn attacked_with(&self, (facets, rules): &(PublicFacets, Option<PublicAttrition>)) -> Attack {
        let mut reader = Reader::new(&self.atoms).with_patience(PATIENCE);
        for line in shown(self.plan, facets, rules.as_ref()) {
            // Where all of a line is hidden, what is nobody may be among it.
            let is_withheld = line.iter().all(|(_, count)| *count == Count::Hidden);
            line.iter().filter(|_| !is_withheld).for_each(|(group, count)| reader.read(*group, *count));
        }
        let groups = named(self.plan).into_iter().chain(rows(self.plan, facets));
        let found = groups.into_iter().find_map(|group| Some((group, reader.finds(group)?)));
        match found {
            Some((group, (low, high))) => {
                let people = self.people(group);
                let Self { atoms, plan } = self;
                let words = format!("{people} in {group:#b} are {low} to {high} of {atoms:?}");
                Attack::Found(format!("{words}, {plan:?}: {facets:?} {rules:?}"))
            }
            None if reader.gave_up() => Attack::Undecided,
            None => Attack::Withstood,
        }
    }
}
