//! Studies next to one that fits: a person more or fewer, or one or two who are moved.

use super::reader::{Fact, Group};

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    More,
    Fewer,
}

/// A person who joins an atom or leaves it.
type Change = (usize, i64);

/// A study next to this one that fits all facts and has more, or fewer, people in the group.
pub fn step(facts: &[Fact], study: &[u32], group: Group, way: Way) -> Option<Vec<u32>> {
    let sums: Vec<i64> = facts.iter().map(|fact| sum(fact.group(), study)).collect();
    let wanted = match way {
        Way::More => 1,
        Way::Fewer => -1,
    };
    let fits = |changes: &[Change]| {
        change_of(group, changes) * wanted > 0
            && changes.iter().all(|&(atom, _)| i64::from(study[atom]) + change_of(1 << atom, changes) >= 0)
            && facts.iter().zip(&sums).all(|(fact, sum)| fact.allows(sum + change_of(fact.group(), changes)))
    };
    let atoms = study.len();
    let singles = (0..atoms).flat_map(|atom| [1, -1].map(|by| vec![(atom, by)]));
    let moves: Vec<[Change; 2]> = (0..atoms)
        .flat_map(|from| (0..atoms).filter(move |&to| to != from).map(move |to| [(from, -1), (to, 1)]))
        .collect();
    let pairs = moves.iter().map(|change| change.to_vec());
    let first = singles.chain(pairs).find(|changes| fits(changes));
    let found = first.or_else(|| two_moves(&moves, fits))?;
    let people = study.iter().enumerate();
    // None of them is less than nobody.
    Some(people.map(|(atom, people)| (i64::from(*people) + change_of(1 << atom, &found)) as u32).collect())
}

/// Two people moved at once.
fn two_moves(moves: &[[Change; 2]], fits: impl Fn(&[Change]) -> bool) -> Option<Vec<Change>> {
    moves.iter().enumerate().find_map(|(place, &[a, b])| {
        let others = moves.iter().take(place);
        others.map(|&[c, d]| [a, b, c, d]).find(|changes| fits(changes)).map(|changes| changes.to_vec())
    })
}

fn sum(group: Group, study: &[u32]) -> i64 {
    study
        .iter()
        .enumerate()
        .filter(|(atom, _)| group >> atom & 1 == 1)
        .map(|(_, people)| i64::from(*people))
        .sum()
}

fn change_of(group: Group, changes: &[Change]) -> i64 {
    changes.iter().filter(|(atom, _)| group >> atom & 1 == 1).map(|(_, by)| by).sum()
}
