//! Studies of which nothing is known but who has which value of a few variables.

use crate::analysis::attrition::attack::reader::{Group, atoms_of};
use crate::analysis::attrition::{self, PublicAttrition};
use crate::analysis::counted::{OffRule, Page, run};
use crate::analysis::facets::{self, FacetIndex, PublicFacets};
use crate::analysis::test_study::{self, code};
use crate::cohort::{CheckedCohort, CohortDefinition, Criterion, CriterionCache, check, select};
use crate::domain::frame::{Column, Frame, Selection};
use crate::domain::{Code, Finite, Level, NumberRange, StudyCatalogue, VariableKind};
use crate::exhibit::Policy;

/// A variable of so many values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variable {
    /// Levels.
    Category(usize),
    /// Halves from 0 on: two values a bin, so that a bin can be cut.
    Number(usize),
}

impl Variable {
    pub const fn values(self) -> usize {
        match self {
            Self::Category(values) | Self::Number(values) => values,
        }
    }
}

/// A rule that one of these values, which follow one another, meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleOn {
    pub variable: usize,
    pub met: &'static [usize],
}

/// What variables a page has, and what rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    pub variables: &'static [Variable],
    pub on: &'static [RuleOn],
    pub off: &'static [RuleOn],
}

fn finite(value: f64) -> Finite {
    Finite::new(value).expect("finite")
}

pub fn name(variable: usize) -> Code {
    code(&format!("v{variable}"))
}

fn level(value: usize) -> Code {
    code(&format!("l{value}"))
}

/// What a value of a number is.
pub fn number(value: usize) -> f64 {
    value as f64 / 2.0
}

impl Plan {
    /// Ways to have a value of each variable.
    pub fn atoms(self) -> usize {
        self.variables.iter().map(|variable| variable.values()).product()
    }

    /// The value of a variable that an atom has.
    fn value(self, atom: usize, variable: usize) -> usize {
        let before: usize = self.variables[..variable].iter().map(|variable| variable.values()).product();
        atom / before % self.variables[variable].values()
    }

    fn group(self, is_in: impl Fn(usize) -> bool) -> Group {
        (0..self.atoms()).filter(|&atom| is_in(atom)).fold(0, |group, atom| group | 1 << atom)
    }

    pub fn everyone(self) -> Group {
        self.group(|_| true)
    }

    pub fn with(self, variable: usize, values: &[usize]) -> Group {
        self.group(|atom| values.contains(&self.value(atom, variable)))
    }

    pub fn meets(self, rule: RuleOn) -> Group {
        self.with(rule.variable, rule.met)
    }

    /// Those who meet these rules.
    pub fn meets_all<'a>(self, rules: impl IntoIterator<Item = &'a RuleOn>) -> Group {
        rules.into_iter().fold(self.everyone(), |group, rule| group & self.meets(*rule))
    }

    pub fn cohort(self) -> Group {
        self.meets_all(self.on)
    }

    fn criterion(self, rule: RuleOn) -> Criterion {
        let variable = name(rule.variable);
        match self.variables[rule.variable] {
            Variable::Category(_) => {
                Criterion::OneOf { variable, levels: rule.met.iter().map(|&value| level(value)).collect() }
            }
            Variable::Number(_) => {
                let limit = |value: Option<&usize>| value.map(|&value| finite(number(value)));
                Criterion::NumberRange {
                    variable,
                    low: limit(rule.met.first()),
                    high: limit(rule.met.last()),
                }
            }
        }
    }

    fn catalogue(self) -> StudyCatalogue {
        let kind = |variable: Variable| match variable {
            Variable::Category(values) => VariableKind::Category {
                levels: (0..values).map(|value| Level { code: level(value), label: String::new() }).collect(),
            },
            Variable::Number(values) => VariableKind::Number {
                unit: String::new(),
                score_of: None,
                range: NumberRange { low: finite(0.0), high: finite(number(values).max(5.0)) },
            },
        };
        let variable = |(place, variable): (usize, &Variable)| crate::domain::Variable {
            code: name(place),
            label: name(place).to_string(),
            kind: kind(*variable),
            filterable: true,
            post_baseline: false,
        };
        test_study::catalogue("page", self.variables.iter().enumerate().map(variable).collect())
    }
}

/// People by their values.
#[derive(Debug, Clone)]
pub struct Study {
    pub plan: Plan,
    pub atoms: Vec<u32>,
}

impl Study {
    pub fn people(&self, group: Group) -> u32 {
        atoms_of(group).filter_map(|atom| self.atoms.get(atom)).sum()
    }

    fn columns(&self) -> Vec<Column> {
        let atoms = self.atoms.iter().enumerate();
        let rows: Vec<usize> = atoms.flat_map(|(atom, &people)| vec![atom; people as usize]).collect();
        let present = || Selection::all(rows.len());
        let variables = self.plan.variables.iter().enumerate();
        let column = |(place, variable): (usize, &Variable)| {
            let values = rows.iter().map(|&atom| self.plan.value(atom, place));
            match variable {
                Variable::Category(_) => {
                    Column::Category { codes: values.map(|value| value as u16).collect(), present: present() }
                }
                Variable::Number(_) => {
                    Column::Number { values: values.map(number).collect(), present: present() }
                }
            }
        };
        variables.map(column).collect()
    }

    /// The page of this study, made as the server makes it.
    pub fn publish(&self, policy: Policy) -> (PublicFacets, Option<PublicAttrition>) {
        self.on_page(|page| run(page).publish(policy).get().clone())
    }

    /// The same, the facets by themselves and the rules by themselves.
    pub fn publish_apart(&self) -> (PublicFacets, Option<PublicAttrition>) {
        self.on_page(|page| {
            let met: Vec<Selection> = page.off.iter().map(|rule| rule.met.clone()).collect();
            let rules = attrition::run_with(page.frame, page.cohort, &met, page.cache).ok();
            let rules = rules.map(|raw| raw.publish(Policy::Rounded).get().clone());
            let facets = facets::run_with(page.index, page.selection).publish(Policy::Rounded);
            (facets.get().clone(), rules)
        })
    }

    fn on_page<T>(&self, then: impl FnOnce(Page<'_>) -> T) -> T {
        let (catalogue, columns) = (self.plan.catalogue(), self.columns());
        let frame = Frame {
            participants: self.people(self.plan.everyone()) as usize,
            columns: &columns,
            scores: &[],
        };
        let checked = |rules: &[RuleOn]| -> CheckedCohort {
            let criteria = rules.iter().map(|rule| self.plan.criterion(*rule)).collect();
            check(&CohortDefinition::all_of(criteria), &catalogue).expect("fits")
        };
        let cohort = checked(self.plan.on);
        let off: Vec<CheckedCohort> = self.plan.off.iter().map(|rule| checked(&[*rule])).collect();
        let met: Vec<Selection> = off.iter().map(|rule| select(rule, frame)).collect();
        let off: Vec<OffRule<'_>> =
            off.iter().zip(&met).map(|(cohort, met)| OffRule { cohort, met }).collect();
        let (selection, cache) = (select(&cohort, frame), CriterionCache::none());
        let index = FacetIndex::of(frame, &catalogue);
        then(Page {
            frame,
            catalogue: &catalogue,
            index: &index,
            cohort: &cohort,
            selection: &selection,
            off: &off,
            split_by: &[],
            cache: &cache,
        })
    }
}
