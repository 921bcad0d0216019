//! What can be done to a draft.

use super::{Draft, Join, Rule, RulePath, RuleState, Shift};
use crate::cohort::Criterion;

impl Draft {
    /// The criterion at a place.
    pub fn get(&self, path: &RulePath) -> Option<&Criterion> {
        let rule = &self.rules.get(path.rule)?.criterion;
        path.members.iter().try_fold(rule, |criterion, &member| criterion.members().get(member))
    }

    /// With one more rule at the end, switched on.
    #[must_use]
    pub fn with(&self, criterion: Criterion) -> Self {
        let rules = self.rules.iter().cloned().chain([Rule::on(criterion)]);
        Self { rules: rules.collect() }
    }

    /// Without the criterion at a place. A list that is left with one member becomes that member, an empty one goes.
    #[must_use]
    pub fn without(&self, path: &RulePath) -> Self {
        self.edited(path, |_| None)
    }

    /// With another criterion at a place.
    #[must_use]
    pub fn replaced(&self, path: &RulePath, criterion: &Criterion) -> Self {
        self.edited(path, |_| Some(criterion.clone()))
    }

    /// With the opposite at a place; the opposite of an opposite is the criterion itself.
    #[must_use]
    pub fn negated(&self, path: &RulePath) -> Self {
        self.edited(path, |criterion| {
            Some(if let Criterion::Not(inner) = criterion {
                *inner
            } else {
                Criterion::Not(Box::new(criterion))
            })
        })
    }

    /// With another criterion joined to the one at a place: as one more member of a list of its kind, else in a new one.
    #[must_use]
    pub fn joined(&self, path: &RulePath, join: Join, added: &Criterion) -> Self {
        self.edited(path, |criterion| Some(joined(criterion, join, added.clone())))
    }

    /// With a rule switched on or off.
    #[must_use]
    pub fn toggled(&self, rule: usize) -> Self {
        let mut draft = self.clone();
        if let Some(rule) = draft.rules.get_mut(rule) {
            rule.state = match rule.state {
                RuleState::On => RuleState::Off,
                RuleState::Off => RuleState::On,
            };
        }
        draft
    }

    /// With a rule one place earlier or later; the first and the last stay where there is no place.
    #[must_use]
    pub fn shifted(&self, rule: usize, shift: Shift) -> Self {
        let mut draft = self.clone();
        let other = match shift {
            Shift::Earlier => rule.checked_sub(1),
            Shift::Later => rule.checked_add(1),
        };
        if let Some(other) = other.filter(|other| rule.max(*other) < draft.rules.len()) {
            draft.rules.swap(rule, other);
        }
        draft
    }

    fn edited(&self, path: &RulePath, edit: impl FnOnce(Criterion) -> Option<Criterion>) -> Self {
        if self.get(path).is_none() {
            return self.clone();
        }
        let mut draft = self.clone();
        let Rule { criterion, state } = draft.rules.remove(path.rule);
        if let Some(criterion) = edited(criterion, &path.members, edit) {
            draft.rules.insert(path.rule, Rule { criterion, state });
        }
        draft
    }
}

fn edited(
    criterion: Criterion,
    members: &[usize],
    edit: impl FnOnce(Criterion) -> Option<Criterion>,
) -> Option<Criterion> {
    let Some((&member, below)) = members.split_first() else { return edit(criterion) };
    if let Criterion::All(list) = criterion {
        shortened(list_edited(list, member, below, edit), Criterion::All)
    } else if let Criterion::Any(list) = criterion {
        shortened(list_edited(list, member, below, edit), Criterion::Any)
    } else if let Criterion::Not(inner) = criterion {
        edited(*inner, below, edit).map(|inner| Criterion::Not(Box::new(inner)))
    } else {
        Some(criterion)
    }
}

fn list_edited(
    mut list: Vec<Criterion>,
    member: usize,
    below: &[usize],
    edit: impl FnOnce(Criterion) -> Option<Criterion>,
) -> Vec<Criterion> {
    if member < list.len() {
        let found = list.remove(member);
        if let Some(kept) = edited(found, below, edit) {
            list.insert(member, kept);
        }
    }
    list
}

fn shortened(mut list: Vec<Criterion>, kind: fn(Vec<Criterion>) -> Criterion) -> Option<Criterion> {
    match list.len() {
        0 | 1 => list.pop(),
        _ => Some(kind(list)),
    }
}

fn joined(criterion: Criterion, join: Join, added: Criterion) -> Criterion {
    match (join, criterion) {
        (Join::And, Criterion::All(mut list)) => {
            list.push(added);
            Criterion::All(list)
        }
        (Join::Or, Criterion::Any(mut list)) => {
            list.push(added);
            Criterion::Any(list)
        }
        (Join::And, other) => Criterion::All(vec![other, added]),
        (Join::Or, other) => Criterion::Any(vec![other, added]),
    }
}
