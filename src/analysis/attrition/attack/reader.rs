//! What a reader can work out who tries every study that fits what is shown.

use super::climb::{Way, step};
use crate::exhibit::{Count, Policy};

/// A set of atoms, one a bit: people who meet the same rules are an atom.
pub type Group = u64;

/// A number of people between two others, both possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Range {
    low: u32,
    high: u32,
}

/// The atoms of a group add up to a number in a range.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    group: Group,
    atoms: Vec<usize>,
    range: Range,
}

impl Fact {
    fn new(group: Group, range: Range) -> Self {
        Self { group, atoms: atoms_of(group).collect(), range }
    }

    /// Whether it holds for so many people of the group.
    pub fn allows(&self, people: i64) -> bool {
        i64::from(self.range.low) <= people && people <= i64::from(self.range.high)
    }

    pub const fn group(&self) -> Group {
        self.group
    }
}

/// A reader of a page, with the truth that they are after: a study known to fit.
pub struct Reader {
    truth: Vec<u32>,
    most: u32,
    facts: Vec<Fact>,
    /// Studies found to fit, the true one first.
    fit: Vec<Vec<u32>>,
    /// Steps of one search after which the reader gives up.
    patience: u32,
    gave_up: bool,
}

impl Reader {
    /// Fewest values that a reader must find possible for a group of 1 to 10 people.
    const FEWEST: u32 = 5;

    /// A reader who knows nothing but how many atoms there are.
    pub fn new(truth: &[u32]) -> Self {
        // More people than can be in any study that fits: everyone is shown within a band.
        let most = truth.iter().sum::<u32>() + Policy::BAND;
        Self {
            truth: truth.to_vec(),
            most,
            facts: Vec::new(),
            fit: vec![truth.to_vec()],
            patience: u32::MAX,
            gave_up: false,
        }
    }

    /// The same reader, who gives up a search after so many steps.
    pub fn with_patience(self, patience: u32) -> Self {
        Self { patience, ..self }
    }

    /// Whether a search was given up: what was not found may be there.
    pub const fn gave_up(&self) -> bool {
        self.gave_up
    }

    fn people(&self, group: Group) -> u32 {
        atoms_of(group).filter_map(|atom| self.truth.get(atom)).sum()
    }

    /// Reads one count. A hidden count of somebody is taken to be of somebody, which is more than a reader knows.
    pub fn read(&mut self, group: Group, count: Count) {
        let somebody = u32::from(self.people(group) > 0);
        let range = match count {
            Count::Zero => Range { low: 0, high: 0 },
            Count::Exact(people) => Range { low: people, high: people },
            Count::About(middle) => Range {
                low: (middle.saturating_sub(Policy::BAND / 2)).max(Policy::THRESHOLD),
                high: middle + Policy::BAND / 2,
            },
            Count::Hidden => Range { low: somebody, high: self.most },
        };
        self.learn(group, range);
    }

    fn learn(&mut self, group: Group, range: Range) {
        let people = self.people(group);
        assert!(range.low <= people && people <= range.high, "{people} is shown as {range:?}");
        self.facts.push(Fact::new(group, range));
        // What was found before need not fit any longer; the truth does.
        self.fit.truncate(1);
    }

    /// The narrow range to which a group of 1 to 10 people is found to belong; `None` when five or more numbers remain
    /// possible, or the group is not small.
    pub fn finds(&mut self, group: Group) -> Option<(u32, u32)> {
        let people = self.people(group);
        if people == 0 || people >= Policy::THRESHOLD {
            return None;
        }
        let wide = Self::FEWEST - 1;
        let is_wide = |(low, high): (u32, u32)| high - low >= wide;
        for way in [Way::More, Way::Fewer] {
            if !is_wide(self.seen(group)) {
                self.climb(group, way, wide);
            }
        }
        if !is_wide(self.seen(group)) {
            (people + 1..=people + wide)
                .rev()
                .find(|&low| self.may_be(group, Range { low, high: self.most }));
        }
        if !is_wide(self.seen(group)) {
            (people.saturating_sub(wide)..people).find(|&high| self.may_be(group, Range { low: 0, high }));
        }
        let seen = self.seen(group);
        (!is_wide(seen) && !self.gave_up).then_some(seen)
    }

    /// Least and most people of a group in the studies found so far.
    fn seen(&self, group: Group) -> (u32, u32) {
        let people = self.fit.iter().map(|study| -> u32 { atoms_of(group).map(|atom| study[atom]).sum() });
        people.fold((u32::MAX, 0), |(low, high), people| (low.min(people), high.max(people)))
    }

    /// Moves a few people at a time from the true study towards more or fewer in the group, as long as all facts hold.
    fn climb(&mut self, group: Group, way: Way, steps: u32) {
        let mut study = self.truth.clone();
        for _ in 0..steps {
            let Some(next) = step(&self.facts, &study, group, way) else { return };
            self.fit.push(next.clone());
            study = next;
        }
    }

    /// Whether some study fits all that is shown and has such a number of people in the group; it is kept.
    fn may_be(&mut self, group: Group, range: Range) -> bool {
        let mut facts = self.facts.clone();
        facts.push(Fact::new(group, range));
        let anything = vec![Range { low: 0, high: self.most }; self.truth.len()];
        let mut search = Search { facts: &facts, truth: &self.truth, patience: self.patience };
        let study = search.study_that_fits(anything);
        self.gave_up |= search.patience == 0;
        self.fit.extend(study.clone());
        study.is_some()
    }
}

/// Places of the atoms of a group.
pub fn atoms_of(group: Group) -> impl Iterator<Item = usize> {
    (0..64).filter(move |atom| group >> atom & 1 == 1)
}

/// A search for a study that fits, with the steps that are left for it.
struct Search<'a> {
    facts: &'a [Fact],
    truth: &'a [u32],
    patience: u32,
}

impl Search<'_> {
    /// Halves the possible numbers of one atom after another, the half with the truth first, until all facts hold or
    /// none can.
    fn study_that_fits(&mut self, mut atoms: Vec<Range>) -> Option<Vec<u32>> {
        self.patience = self.patience.saturating_sub(1);
        if self.patience == 0 || !narrow(self.facts, &mut atoms) {
            return None;
        }
        let open = (0..atoms.len()).filter(|&atom| atoms[atom].low < atoms[atom].high);
        let Some(atom) = open.min_by_key(|&atom| atoms[atom].high - atoms[atom].low) else {
            return Some(atoms.iter().map(|range| range.low).collect());
        };
        let Range { low, high } = atoms[atom];
        let middle = low + (high - low) / 2;
        let mut halves = [Range { low, high: middle }, Range { low: middle + 1, high }];
        if self.truth[atom] > middle {
            halves.reverse();
        }
        halves.into_iter().find_map(|half| {
            let mut narrower = atoms.clone();
            narrower[atom] = half;
            self.study_that_fits(narrower)
        })
    }
}

/// Narrows the atoms by every fact until nothing changes; false when a fact cannot hold.
fn narrow(facts: &[Fact], atoms: &mut [Range]) -> bool {
    loop {
        let before = atoms.to_vec();
        for fact in facts {
            let sum = |atoms: &[Range]| {
                fact.atoms
                    .iter()
                    .fold((0, 0), |(low, high), &atom| (low + atoms[atom].low, high + atoms[atom].high))
            };
            let (low, high) = sum(atoms);
            if low > fact.range.high || high < fact.range.low {
                return false;
            }
            for &atom in &fact.atoms {
                let range = &mut atoms[atom];
                let (others_low, others_high) = (low - range.low, high - range.high);
                let new_low = range.low.max(fact.range.low.saturating_sub(others_high));
                let new_high = range.high.min(fact.range.high.saturating_sub(others_low));
                if new_low > new_high {
                    return false;
                }
                *range = Range { low: new_low, high: new_high };
            }
        }
        if atoms == before {
            return true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_subtracts_and_is_not_wrong() {
        let mut reader = Reader::new(&[3, 20]);
        reader.read(0b11, Count::Exact(23));
        assert_eq!(reader.finds(0b01), None);
        reader.read(0b10, Count::About(18));
        assert_eq!(reader.finds(0b01), None);
        reader.read(0b10, Count::Exact(20));
        assert_eq!(reader.finds(0b01), Some((3, 3)));
    }

    #[test]
    fn a_reader_sees_what_no_interval_says() {
        // Three pairs of three people or fewer, at least four people: each pair holds one or more.
        let mut reader = Reader::new(&[1, 2, 1]);
        for pair in [0b011, 0b101, 0b110] {
            reader.learn(pair, Range { low: 1, high: 3 });
        }
        reader.learn(0b111, Range { low: 4, high: 9 });
        assert_eq!(reader.finds(0b111), Some((4, 4)));
        assert_eq!(reader.finds(0b010), Some((1, 2)));
    }
}
