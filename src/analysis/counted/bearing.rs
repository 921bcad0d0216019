//! How the rules of a page bear on the variables whose values it counts.

use std::collections::BTreeSet;

use super::Counted;
use crate::analysis::attrition::TestedRules;
use crate::analysis::facets::{Bearing, Cut};
use crate::cohort::{CheckedCohort, Criterion, RuleSubject};
use crate::domain::Code;
use crate::domain::frame::Selection;

/// Where a rule stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    On(usize),
    Off(usize),
}

/// A rule, what it asks about, and who meets it.
struct Rule<'a> {
    place: Place,
    criterion: Option<&'a Criterion>,
    subjects: BTreeSet<RuleSubject>,
    met: Option<&'a Selection>,
}

/// What the rules tell of each facet.
pub(super) struct Bearings {
    facets: Vec<Bearing>,
    /// The rule on the variable of each facet, where there is one and no more.
    rules: Vec<Option<Place>>,
    are_entangled: bool,
}

impl Bearings {
    pub fn of_facets(&self) -> &[Bearing] {
        &self.facets
    }

    /// Whether two rules ask about the same thing, so that who meets the one depends on who meets the other.
    pub const fn are_entangled(&self) -> bool {
        self.are_entangled
    }

    /// The rules of whose variables a facet is shown.
    pub fn tested(&self, is_shown: &[bool]) -> TestedRules {
        let mut tested = TestedRules::default();
        for (rule, is_shown) in self.rules.iter().zip(is_shown) {
            match rule.filter(|_| *is_shown) {
                Some(Place::On(place)) => tested.on.push(place),
                Some(Place::Off(place)) => tested.off.push(place),
                None => {}
            }
        }
        tested
    }

    /// The same with every variable that a rule asks about hidden.
    pub fn without_rules(&self) -> Self {
        let hidden = self.facets.iter().map(|bearing| match bearing {
            Bearing::None => Bearing::None,
            Bearing::Cut(_) | Bearing::Tangled => Bearing::Tangled,
        });
        Self {
            facets: hidden.collect(),
            rules: vec![None; self.rules.len()],
            are_entangled: self.are_entangled,
        }
    }
}

/// What the rules of a page tell of its facets.
pub(super) fn bearings(counted: &Counted<'_>) -> Bearings {
    let rules = rules(counted);
    let facets = counted.page.index.variables().map(|variable| bearing(counted, &rules, variable));
    let (facets, places) = facets.unzip();
    Bearings { facets, rules: places, are_entangled: are_entangled(&rules) }
}

fn rules<'a>(counted: &'a Counted<'a>) -> Vec<Rule<'a>> {
    let page = counted.page;
    let met = counted.rules.as_ref().map(|rules| rules.met.as_slice()).unwrap_or_default();
    let subjects = page.cohort.rule_subjects().into_iter().enumerate();
    let on = subjects.map(|(place, subjects)| Rule {
        place: Place::On(place),
        criterion: page.cohort.rules().get(place),
        subjects,
        met: met.get(place),
    });
    let off = page.off.iter().enumerate().map(|(place, rule)| Rule {
        place: Place::Off(place),
        criterion: only_rule(rule.cohort),
        subjects: rule.cohort.rule_subjects().into_iter().flatten().collect(),
        met: Some(rule.met),
    });
    on.chain(off).collect()
}

fn only_rule(cohort: &CheckedCohort) -> Option<&Criterion> {
    match cohort.rules() {
        [only] => Some(only),
        _ => None,
    }
}

fn are_entangled(rules: &[Rule<'_>]) -> bool {
    let mut seen = BTreeSet::new();
    rules.iter().flat_map(|rule| &rule.subjects).any(|subject| !seen.insert(*subject))
}

/// What the rules tell of a variable, and the rule on it where there is one alone.
fn bearing(counted: &Counted<'_>, rules: &[Rule<'_>], variable: &Code) -> (Bearing, Option<Place>) {
    let page = counted.page;
    let subject = page.catalogue.variable(variable).map(|(column, _)| RuleSubject::Variable(column));
    let about = |rule: &&Rule<'_>| subject.is_some_and(|subject| rule.subjects.contains(&subject));
    let about: Vec<&Rule<'_>> = rules.iter().filter(about).collect();
    // The figures that are split by a variable tell how many are selected of each value.
    if page.split_by.contains(variable) && counted.facets.has_few(variable) {
        return (Bearing::Tangled, None);
    }
    match about.as_slice() {
        [] => (Bearing::None, None),
        [rule] => cut(counted, rule, variable)
            .map_or((Bearing::Tangled, None), |cut| (Bearing::Cut(cut), Some(rule.place))),
        _ => (Bearing::Tangled, None),
    }
}

/// The values of a variable as the one rule on it cuts them; `None` when the rule asks about more.
fn cut(counted: &Counted<'_>, rule: &Rule<'_>, variable: &Code) -> Option<Cut> {
    let criterion = rule.criterion.filter(|criterion| rule.subjects.len() == 1 && Cut::is_of(criterion))?;
    let inside = counted.page.index.inside(variable, rule.met?, counted.page.selection)?;
    Some(Cut { rule: criterion.clone(), inside })
}
