//! Trees that everyone or nobody meets, whatever the data, seen from their shape.
//!
//! Every criterion is true or false, so the laws of two-valued logic hold.

use std::collections::BTreeMap;

use super::demand::{Demand, Subject, demands};
use super::resolved::Resolved;

/// The same people by a tree without what everyone or nobody meets: lists within lists of their kind are opened, double
/// opposites dropped, and an `all` whose members contradict each other becomes nobody.
pub(super) fn simplified(criterion: &Resolved) -> Resolved {
    match criterion {
        Resolved::All(criteria) => all(criteria),
        Resolved::Any(criteria) => any(criteria),
        Resolved::Not(inner) => not(simplified(inner)),
        Resolved::Number { .. }
        | Resolved::Date { .. }
        | Resolved::OneOf { .. }
        | Resolved::FlagIs { .. }
        | Resolved::Present(_)
        | Resolved::Score { .. }
        | Resolved::Change { .. }
        | Resolved::PercentChange { .. }
        | Resolved::ScorePresent(_)
        | Resolved::Total { .. } => criterion.clone(),
    }
}

/// The first of several criteria that cannot be met together with those before it.
pub(super) fn first_contradiction(criteria: &[Resolved]) -> Option<usize> {
    let mut demanded: BTreeMap<Subject, Demand> = BTreeMap::new();
    let mut seen: Vec<&Resolved> = Vec::new();
    criteria.iter().position(|criterion| {
        let members = if let Resolved::All(members) = criterion {
            members.as_slice()
        } else {
            std::slice::from_ref(criterion)
        };
        *criterion == Resolved::NOBODY
            || members.iter().any(|member| contradicts(member, &mut demanded, &mut seen))
    })
}

fn contradicts<'a>(
    member: &'a Resolved,
    demanded: &mut BTreeMap<Subject, Demand>,
    seen: &mut Vec<&'a Resolved>,
) -> bool {
    let is_opposite = seen.iter().any(|other| are_opposites(member, other));
    seen.push(member);
    let is_impossible = demands(member).into_iter().any(|(subject, demand)| {
        let both = match demanded.remove(&subject) {
            Some(before) => before.and(demand),
            None => demand,
        };
        let is_possible = both.is_possible();
        demanded.insert(subject, both);
        !is_possible
    });
    is_opposite || is_impossible
}

fn are_opposites(one: &Resolved, other: &Resolved) -> bool {
    let negates = |one: &Resolved, other: &Resolved| matches!(one, Resolved::Not(inner) if **inner == *other);
    negates(one, other) || negates(other, one)
}

fn all(criteria: &[Resolved]) -> Resolved {
    let mut members = Vec::new();
    for criterion in criteria.iter().map(simplified) {
        if let Resolved::All(inner) = criterion {
            members.extend(inner);
        } else {
            members.push(criterion);
        }
    }
    if first_contradiction(&members).is_some() {
        return Resolved::NOBODY;
    }
    single_or(members, Resolved::All)
}

fn any(criteria: &[Resolved]) -> Resolved {
    let mut members: Vec<Resolved> = Vec::new();
    for criterion in criteria.iter().map(simplified) {
        if let Resolved::Any(inner) = criterion {
            members.extend(inner);
        } else {
            members.push(criterion);
        }
    }
    let is_everyone = |at: usize, member: &Resolved| {
        *member == Resolved::EVERYONE || members.iter().take(at).any(|other| are_opposites(member, other))
    };
    if members.iter().enumerate().any(|(at, member)| is_everyone(at, member)) {
        return Resolved::EVERYONE;
    }
    single_or(members, Resolved::Any)
}

fn single_or(mut members: Vec<Resolved>, list: fn(Vec<Resolved>) -> Resolved) -> Resolved {
    match members.pop() {
        Some(only) if members.is_empty() => only,
        Some(last) => {
            members.push(last);
            list(members)
        }
        None => list(members),
    }
}

fn not(inner: Resolved) -> Resolved {
    if let Resolved::Not(twice) = inner {
        *twice
    } else if inner == Resolved::EVERYONE {
        Resolved::NOBODY
    } else if inner == Resolved::NOBODY {
        Resolved::EVERYONE
    } else {
        inner.negated()
    }
}
