//! Counts that hang together: what is shown of one must not give away another.
//!
//! [`LinkedCounts`] knows the counts of one group of people and the sums between them. Publishing hides small counts,
//! then whatever would give them back by subtraction, and then plays the attacker: from everything shown it narrows
//! each hidden count as far as the sums allow, and hides more until at least five values are left for each that may
//! still be small.

use std::collections::VecDeque;

use super::{Count, Policy};

/// A count in a [`LinkedCounts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellId(usize);

/// How a count may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Printed, unless hidden here.
    Printed,
    /// Printed nowhere, but it follows from others how large it may be.
    Implied,
    /// Already shown or hidden elsewhere.
    Settled(Count),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    people: u32,
    role: Role,
    hidden: bool,
    /// The reader knows it exactly, wherever from, although it may not be printed here.
    known: bool,
    /// An estimate shown from these people says that they are at least [`Policy::THRESHOLD`].
    supports: bool,
}

/// `total` is the sum of `parts`.
#[derive(Debug, Clone)]
struct Line {
    total: usize,
    parts: Vec<usize>,
}

impl Line {
    fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts.iter().copied().chain(std::iter::once(self.total))
    }
}

/// Counts and the sums between them.
#[derive(Debug, Clone, Default)]
pub struct LinkedCounts {
    cells: Vec<Cell>,
    lines: Vec<Line>,
    /// For each cell the sums it takes part in.
    lines_of: Vec<Vec<usize>>,
    /// Turns of hiding one count after another before all that hangs together is hidden at once; no limit by default.
    most_turns: Option<usize>,
}

/// What may be shown of a [`LinkedCounts`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCounts {
    counts: Vec<Count>,
    supported: Vec<bool>,
    hides_nobody: bool,
    exposes: bool,
}

impl ShownCounts {
    /// The count; `Hidden` for one that is printed nowhere.
    pub fn count(&self, cell: CellId) -> Count {
        self.counts.get(cell.0).copied().unwrap_or(Count::Hidden)
    }

    /// Whether a printed count of nobody is hidden, because all that hangs together with it had to go.
    pub const fn hides_nobody(&self) -> bool {
        self.hides_nobody
    }

    /// Whether a small count can still be worked out although all that may be hidden here is hidden. Nothing of these
    /// counts may then be shown.
    pub const fn exposes(&self) -> bool {
        self.exposes
    }

    /// Whether a mean or share of these people may be shown.
    pub fn supports_estimate(&self, cell: CellId) -> bool {
        self.supported.get(cell.0).copied().unwrap_or(false)
    }
}

/// Lowest and highest value that a count can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bounds {
    low: u64,
    high: u64,
}

impl LinkedCounts {
    /// Fewest values that must remain possible for a hidden count.
    pub const FEWEST_POSSIBLE: u64 = 5;
    /// Stands for "no upper limit"; sums of it stay within `u64`.
    const UNLIMITED: u64 = 1 << 40;

    /// A count that is printed unless it has to be hidden.
    pub fn printed(&mut self, people: u32) -> CellId {
        self.add(people, Role::Printed)
    }

    /// A count that is printed nowhere but must not be worked out when it is small.
    pub fn implied(&mut self, people: u32) -> CellId {
        self.add(people, Role::Implied)
    }

    /// A count that the page shows, or hides, elsewhere: known to the reader as it is.
    pub fn settled(&mut self, people: u32, shown: Count) -> CellId {
        self.add(people, Role::Settled(shown))
    }

    /// Says that a count is hidden for a reason that is not among these counts.
    pub fn conceal(&mut self, cell: CellId) {
        if let Some(cell) = self.cells.get_mut(cell.0) {
            cell.hidden = true;
        }
    }

    /// Says that the reader knows a count exactly, from whatever else the page shows.
    pub fn know(&mut self, cell: CellId) {
        if let Some(cell) = self.cells.get_mut(cell.0) {
            cell.known = true;
        }
    }

    /// Hides all that hangs together with a count that is still exposed after so many turns, and nothing one by one where
    /// that could not help: cheaper for many counts, at the price of hiding more.
    pub const fn hurry(&mut self, most_turns: usize) {
        self.most_turns = Some(most_turns);
    }

    /// Says that a mean or share of these people is to be shown if they are enough.
    pub fn bears_estimate(&mut self, cell: CellId) {
        if let Some(cell) = self.cells.get_mut(cell.0) {
            cell.supports = cell.people >= Policy::THRESHOLD;
        }
    }

    /// Says that `total` is the sum of `parts`.
    pub fn sum(&mut self, total: CellId, parts: &[CellId]) {
        let line = Line { total: total.0, parts: parts.iter().map(|part| part.0).collect() };
        for cell in line.cells() {
            if let Some(lines) = self.lines_of.get_mut(cell) {
                lines.push(self.lines.len());
            }
        }
        self.lines.push(line);
    }

    /// What `policy` lets through.
    pub fn publish(mut self, policy: Policy) -> ShownCounts {
        let exposes = match policy {
            Policy::Exact => {
                self.mark_supported_by_anyone();
                false
            }
            Policy::Rounded => self.hide_until_safe(policy),
        };
        ShownCounts {
            exposes,
            hides_nobody: self.cells.iter().any(Cell::hides_nobody),
            counts: self.cells.iter().map(|cell| cell.shown(policy)).collect(),
            supported: self.cells.iter().map(|cell| cell.supports).collect(),
        }
    }

    fn add(&mut self, people: u32, role: Role) -> CellId {
        self.cells.push(Cell { people, role, hidden: false, known: false, supports: false });
        self.lines_of.push(Vec::new());
        CellId(self.cells.len() - 1)
    }

    fn mark_supported_by_anyone(&mut self) {
        for cell in &mut self.cells {
            cell.supports = cell.people > 0;
        }
    }

    /// Ends when a turn hides nothing more: no count is exposed, or all that hangs together with it is hidden. Whether
    /// one is exposed nevertheless.
    fn hide_until_safe(&mut self, policy: Policy) -> bool {
        for cell in &mut self.cells {
            cell.hidden |= policy.count(cell.people) == Count::Hidden;
        }
        if self.most_turns.is_some() && self.is_hopeless(policy) {
            return true;
        }
        for turn in 0.. {
            while self.hide_partners() {}
            let before = self.cells.clone();
            let exposed = self.exposed(policy);
            for &cell in &exposed {
                match self.most_turns {
                    Some(most) if turn >= most => self.hide_cluster(cell),
                    Some(_) | None => self.protect(cell),
                }
            }
            if self.cells == before {
                return !exposed.is_empty();
            }
        }
        true
    }

    /// Whether somebody is exposed even with everything hidden, which then stays hidden.
    fn is_hopeless(&mut self, policy: Policy) -> bool {
        let before = self.cells.clone();
        for cell in &mut self.cells {
            cell.hidden = true;
            cell.supports = false;
        }
        let is_somebody = |cell: usize| self.cells.get(cell).is_some_and(|cell| cell.people > 0);
        let is_hopeless = self.exposed(policy).into_iter().any(is_somebody);
        if !is_hopeless {
            self.cells = before;
        }
        is_hopeless
    }

    /// One pass of the rule of [`super::hide_linked`] over every sum of printed counts, the total included. Whether
    /// anything was hidden.
    fn hide_partners(&mut self) -> bool {
        let mut hid = false;
        for index in 0..self.lines.len() {
            if let Some(partner) = self.lines.get(index).and_then(|line| self.missing_partner(line)) {
                hid |= self.hide(partner);
            }
        }
        hid
    }

    fn missing_partner(&self, line: &Line) -> Option<usize> {
        let mut hidden = 0_u32;
        let mut people = 0_u64;
        for cell in line.cells().filter_map(|index| self.cells.get(index)) {
            if cell.role == Role::Implied {
                return None;
            }
            if cell.is_unseen() && cell.people > 0 {
                hidden += 1;
                people += u64::from(cell.people);
            }
        }
        let safe = hidden == 0 || (hidden >= 2 && people >= u64::from(Policy::THRESHOLD));
        if safe {
            return None;
        }
        self.smallest_shown(&line.parts).or_else(|| self.smallest_shown(&[line.total]))
    }

    /// The smallest of these counts that is still shown and may be hidden.
    fn smallest_shown(&self, cells: &[usize]) -> Option<usize> {
        let shown = cells.iter().copied().filter_map(|index| Some((index, self.cells.get(index)?)));
        shown
            .filter(|(_, cell)| cell.role == Role::Printed && !cell.hidden && cell.people > 0)
            .min_by_key(|(_, cell)| cell.people)
            .map(|(index, _)| index)
    }

    fn hide(&mut self, index: usize) -> bool {
        self.cells.get_mut(index).is_some_and(|cell| !std::mem::replace(&mut cell.hidden, true))
    }

    /// Hides a neighbour of an exposed count, or an estimate that says how large a neighbour is, or, when neither is
    /// left, everything it hangs together with, zeros included.
    fn protect(&mut self, exposed: usize) {
        let neighbours = self.neighbours(exposed);
        if let Some(neighbour) = self.smallest_shown(&neighbours) {
            self.hide(neighbour);
        } else if !self.drop_estimates(&neighbours) {
            self.hide_cluster(exposed);
        }
    }

    fn hide_cluster(&mut self, exposed: usize) {
        let cluster = self.cluster(exposed);
        self.drop_estimates(&cluster);
        for cell in cluster {
            self.hide(cell);
        }
    }

    /// Whether there were any.
    fn drop_estimates(&mut self, cells: &[usize]) -> bool {
        let mut dropped = false;
        for &index in cells {
            if let Some(cell) = self.cells.get_mut(index) {
                dropped |= std::mem::replace(&mut cell.supports, false);
            }
        }
        dropped
    }

    /// Cells that share a sum with this one, itself among them.
    fn neighbours(&self, cell: usize) -> Vec<usize> {
        let lines = self.lines_of.get(cell).into_iter().flatten();
        lines.filter_map(|&line| self.lines.get(line)).flat_map(Line::cells).collect()
    }

    /// Everything connected with this cell without passing through a count that is shown elsewhere.
    fn cluster(&self, start: usize) -> Vec<usize> {
        let mut reached = vec![false; self.cells.len()];
        let mut waiting = vec![start];
        let mut cluster = Vec::new();
        while let Some(index) = waiting.pop() {
            let is_open = self.cells.get(index).is_some_and(Cell::lets_through);
            match reached.get_mut(index) {
                Some(seen) if is_open && !*seen => *seen = true,
                Some(_) | None => continue,
            }
            cluster.push(index);
            waiting.extend(self.neighbours(index));
        }
        cluster
    }

    /// Counts that are hidden, or small and implied, and for which too few values remain possible. A count that is
    /// known to reach the threshold is no longer small, however well it is known.
    fn exposed(&self, policy: Policy) -> Vec<usize> {
        let bounds = self.attack(policy);
        let too_narrow = |bounds: Bounds| {
            bounds.high.saturating_sub(bounds.low) + 1 < Self::FEWEST_POSSIBLE
                && bounds.low < u64::from(Policy::THRESHOLD)
        };
        let guarded = |cell: &Cell| match cell.role {
            Role::Printed => cell.hidden,
            Role::Implied => policy.count(cell.people) == Count::Hidden,
            Role::Settled(shown) => shown == Count::Hidden,
        };
        let cells = self.cells.iter().zip(bounds).enumerate();
        cells
            .filter(|(_, (cell, bounds))| guarded(cell) && too_narrow(*bounds))
            .map(|(index, _)| index)
            .collect()
    }

    /// What a reader can work out: bounds of every count, narrowed along the sums until nothing changes.
    fn attack(&self, policy: Policy) -> Vec<Bounds> {
        const MOST_PASSES: usize = 100;
        let mut bounds: Vec<Bounds> = self.cells.iter().map(|cell| cell.bounds(policy)).collect();
        let mut waiting: VecDeque<usize> = (0..self.lines.len()).collect();
        let mut is_waiting = vec![true; self.lines.len()];
        let mut narrowed = Vec::new();
        for _ in 0..MOST_PASSES * self.lines.len() {
            let Some(index) = waiting.pop_front() else { break };
            if let Some(is_waiting) = is_waiting.get_mut(index) {
                *is_waiting = false;
            }
            if let Some(line) = self.lines.get(index) {
                narrow(line, &mut bounds, &mut narrowed);
            }
            for other in narrowed.drain(..).filter_map(|cell: usize| self.lines_of.get(cell)).flatten() {
                if let Some(is_waiting) = is_waiting.get_mut(*other).filter(|is_waiting| !**is_waiting) {
                    *is_waiting = true;
                    waiting.push_back(*other);
                }
            }
        }
        bounds
    }
}

impl Cell {
    /// Whether what is known of one neighbour tells of another: not past a number that everybody sees.
    fn lets_through(&self) -> bool {
        match self.role {
            Role::Printed | Role::Implied => true,
            Role::Settled(shown) => shown == Count::Hidden,
        }
    }

    fn hides_nobody(&self) -> bool {
        self.role == Role::Printed && self.hidden && self.people == 0
    }

    fn is_unseen(&self) -> bool {
        match self.role {
            Role::Printed => self.hidden,
            Role::Implied => true,
            Role::Settled(shown) => shown == Count::Hidden,
        }
    }

    fn shown(&self, policy: Policy) -> Count {
        match self.role {
            Role::Settled(shown) => shown,
            Role::Implied => Count::Hidden,
            Role::Printed if self.hidden => Count::Hidden,
            Role::Printed => policy.count(self.people),
        }
    }

    /// What is known of this count on its own.
    fn bounds(&self, policy: Policy) -> Bounds {
        let unlimited = |low| Bounds { low, high: LinkedCounts::UNLIMITED };
        let supported = u64::from(Policy::THRESHOLD);
        if self.known {
            return Bounds { low: u64::from(self.people), high: u64::from(self.people) };
        }
        match (self.shown(policy), self.role) {
            (Count::Zero, _) => Bounds { low: 0, high: 0 },
            (Count::Exact(people), _) => Bounds { low: u64::from(people), high: u64::from(people) },
            (Count::About(middle), _) => {
                let reach = Policy::BAND / 2;
                Bounds { low: u64::from(middle.saturating_sub(reach)), high: u64::from(middle + reach) }
            }
            (Count::Hidden, _) if self.supports => unlimited(supported),
            (Count::Hidden, Role::Implied) => unlimited(0),
            (Count::Hidden, Role::Printed | Role::Settled(_)) => unlimited(u64::from(self.people > 0)),
        }
    }
}

/// Narrows the bounds of one sum's cells by each other, and notes the cells that it narrows.
fn narrow(line: &Line, bounds: &mut [Bounds], narrowed: &mut Vec<usize>) {
    let (low, high) = line
        .parts
        .iter()
        .filter_map(|&part| bounds.get(part))
        .fold((0, 0), |(low, high), part| (low + part.low, high + part.high));
    let Some(total) = bounds.get(line.total).copied() else { return };
    let new_high = total.high.min(high);
    let total = Bounds { low: total.low.max(low).min(new_high), high: new_high };
    set(line.total, total, bounds, narrowed);
    for &place in &line.parts {
        let Some(part) = bounds.get(place) else { continue };
        let (others_low, others_high) = (low - part.low, high - part.high);
        let new_low = part.low.max(total.low.saturating_sub(others_high));
        let new_high = part.high.min(total.high.saturating_sub(others_low));
        // The truth satisfies every sum, so bounds cross only for counts that contradict one another.
        set(place, Bounds { low: new_low.min(new_high), high: new_high }, bounds, narrowed);
    }
}

fn set(cell: usize, new: Bounds, bounds: &mut [Bounds], narrowed: &mut Vec<usize>) {
    if let Some(old) = bounds.get_mut(cell).filter(|old| **old != new) {
        *old = new;
        narrowed.push(cell);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A group with a strip under one mean, as a trend has it.
    struct Strip {
        counts: LinkedCounts,
        cells: [CellId; 5],
    }

    fn strip(contributing: u32, no_report: u32, left: u32) -> Strip {
        let mut counts = LinkedCounts::default();
        let missing = no_report + left;
        let group = counts.settled(contributing + missing, Policy::Rounded.count(contributing + missing));
        let cells = [contributing, no_report, left, missing].map(|people| counts.printed(people));
        let [reports, silent, gone, absent] = cells;
        counts.sum(absent, &[silent, gone]);
        counts.sum(group, &[reports, absent]);
        counts.sum(group, &[reports, silent, gone]);
        counts.bears_estimate(reports);
        Strip { counts, cells: [group, reports, silent, gone, absent] }
    }

    fn possible(count: Count, people: u32) -> bool {
        match count {
            Count::Zero => people == 0,
            Count::Exact(exact) => people == exact,
            Count::About(middle) => people.abs_diff(middle) <= Policy::BAND / 2,
            Count::Hidden => people > 0,
        }
    }

    #[test]
    fn a_few_missing_hide_those_who_report_but_not_their_mean() {
        let Strip { counts, cells: [group, reports, silent, gone, absent] } = strip(118, 3, 0);
        let shown = counts.publish(Policy::Rounded);
        assert_eq!(shown.count(group), Count::About(123));
        assert_eq!([reports, silent, absent].map(|cell| shown.count(cell)), [Count::Hidden; 3]);
        assert_eq!(shown.count(gone), Count::Zero);
        assert!(shown.supports_estimate(reports));
    }

    #[test]
    fn an_estimate_that_leaves_four_values_for_its_complement_is_dropped() {
        let Strip { counts, cells: [_, reports, ..] } = strip(12, 2, 0);
        assert!(!counts.publish(Policy::Rounded).supports_estimate(reports));
    }

    #[test]
    fn everything_is_shown_to_those_who_may_see_it() {
        let Strip { counts, cells: [_, reports, silent, ..] } = strip(4, 1, 0);
        let shown = counts.publish(Policy::Exact);
        assert_eq!([reports, silent].map(|cell| shown.count(cell)), [Count::Exact(4), Count::Exact(1)]);
        assert!(shown.supports_estimate(reports));
    }

    #[test]
    fn an_implied_difference_that_bands_pin_down_is_widened() {
        let mut counts = LinkedCounts::default();
        let (first, second) = (counts.printed(14), counts.printed(15));
        let (low, high) = (counts.settled(13, Count::Exact(13)), counts.settled(16, Count::Exact(16)));
        let between = counts.implied(1);
        let (below, above) = (counts.implied(1), counts.implied(1));
        counts.sum(second, &[first, between]);
        counts.sum(first, &[low, below]);
        counts.sum(high, &[second, above]);
        let shown = counts.publish(Policy::Rounded);
        assert!([first, second].iter().all(|&cell| shown.count(cell) == Count::Hidden));
    }

    proptest! {
        /// The attacker here tries every table that could have led to what is shown.
        #[test]
        fn every_hidden_count_could_still_be_one_of_five(contributing in 0_u32..45, no_report in 0_u32..25, left in 0_u32..25) {
            prop_assume!(contributing + no_report + left >= Policy::THRESHOLD);
            let Strip { counts, cells } = strip(contributing, no_report, left);
            let published = counts.publish(Policy::Rounded);
            let shown = cells.map(|cell| published.count(cell));
            let floor = if published.supports_estimate(cells[1]) { Policy::THRESHOLD } else { 0 };
            let mut seen: [std::collections::BTreeSet<u32>; 5] = Default::default();
            let most = contributing + no_report + left + Policy::BAND;
            for a in floor..most {
                for b in 0..most - a {
                    for c in (most - a - b).saturating_sub(2 * Policy::BAND)..most - a - b {
                        let table = [a + b + c, a, b, c, b + c];
                        if table.iter().zip(shown).all(|(&people, count)| possible(count, people)) {
                            for (set, people) in seen.iter_mut().zip(table) {
                                set.insert(people);
                            }
                        }
                    }
                }
            }
            for (set, count) in seen.iter().zip(shown) {
                prop_assert!(count != Count::Hidden || set.len() >= 5, "{shown:?}");
            }
        }
    }
}
