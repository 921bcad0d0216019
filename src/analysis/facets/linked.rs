//! The counts of one variable, linked with one another and with what a rule on it tells.

use super::run::Counts;
use crate::analysis::gate::is_small;
use crate::exhibit::disclosure::{CellId, LinkedCounts};
use crate::exhibit::{Count, Policy};

/// On which side of a rule the people of a value are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// All meet it.
    Inside,
    /// None meets it.
    Outside,
    /// Some may meet it.
    Both,
}

/// People with one value, and those of them who meet the rule on the variable.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    pub people: Counts,
    pub inside: Counts,
    pub side: Side,
    /// Whether there is a rule, beside which everyone's count may have to be hidden as well.
    pub is_ruled: bool,
}

impl Value {
    /// Of a variable without a rule.
    pub const fn whole(people: Counts) -> Self {
        Self { people, inside: people, side: Side::Inside, is_ruled: false }
    }

    const fn outside(&self) -> Counts {
        self.people.less(self.inside)
    }
}

/// What is told of those who have each value but not whether they are selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    EveryoneAndSelected,
    Everyone,
}

/// Everyone's counts of the cells of a variable; `None` when none may be shown.
pub(super) fn everyone(cells: &[Counts]) -> Option<Vec<Count>> {
    let mut counts = LinkedCounts::default();
    let people: Vec<u32> = cells.iter().map(|cell| cell.everyone).collect();
    let ids: Vec<CellId> = people.iter().map(|&people| counts.printed(people)).collect();
    let total = known(&mut counts, people.iter().sum());
    counts.sum(total, &ids);
    let shown = counts.publish(Policy::Rounded);
    let is_safe = !shown.exposes() && !shown.hides_nobody();
    is_safe.then(|| ids.into_iter().map(|id| shown.count(id)).collect())
}

/// Everyone and the selected of each value, where `line` is shown of everyone at most; `None` when nothing may be shown.
pub(super) fn beside_selection(values: &[Value], line: &[Count]) -> Option<Vec<[Count; 2]>> {
    let groups = groups(values);
    if groups.iter().any(|&people| is_small(people)) {
        // How many these are is for the counts of the rules to hide, so nothing here may tell it.
        return None;
    }
    // Sums along more than two groups may tell more than bounds do.
    let is_flat = values.iter().all(|value| value.side != Side::Both)
        || groups.iter().filter(|people| **people > 0).count() <= 2;
    let both = is_flat.then_some(Extent::EveryoneAndSelected);
    both.into_iter().chain([Extent::Everyone]).find_map(|extent| linked(values, line, extent))
}

/// The selected and those left out, each inside and outside the rule.
fn groups(values: &[Value]) -> [u32; 4] {
    let add = |sum: Counts, people: Counts| sum.plus(people);
    let inside = values.iter().map(|value| value.inside).fold(Counts::default(), add);
    let outside = values.iter().map(Value::outside).fold(Counts::default(), add);
    [inside.selected, inside.left_out(), outside.selected, outside.left_out()]
}

/// Cells of one side of the rule, a place for each value that has people there.
#[derive(Default)]
struct Part {
    everyone: Vec<CellId>,
    selected: Vec<CellId>,
    left_out: Vec<CellId>,
    people: Counts,
}

impl Part {
    /// The reader knows how many are on this side, and how many of them are selected.
    fn close(self, counts: &mut LinkedCounts) {
        let Counts { everyone, selected } = self.people;
        for (people, cells) in
            [(everyone, self.everyone), (selected, self.selected), (self.people.left_out(), self.left_out)]
        {
            let total = known(counts, people);
            counts.sum(total, &cells);
        }
    }
}

fn known(counts: &mut LinkedCounts, people: u32) -> CellId {
    counts.settled(people, Policy::Exact.count(people))
}

fn linked(values: &[Value], line: &[Count], extent: Extent) -> Option<Vec<[Count; 2]>> {
    let mut counts = LinkedCounts::default();
    let mut parts = [Part::default(), Part::default()];
    let mut cells = Vec::with_capacity(values.len());
    for (value, &shown) in values.iter().zip(line) {
        let everyone = everyone_cell(&mut counts, value, shown);
        let selected = selected_cell(&mut counts, value, shown, extent);
        link(&mut counts, &mut parts, value, [everyone, selected]);
        cells.push([everyone, selected]);
    }
    let total = values.iter().map(|value| value.people).fold(Counts::default(), Counts::plus);
    for (people, which) in [(total.everyone, 0), (total.selected, 1)] {
        let total = known(&mut counts, people);
        counts.sum(total, &cells.iter().map(|cell| cell[which]).collect::<Vec<_>>());
    }
    for part in parts {
        part.close(&mut counts);
    }
    let shown = counts.publish(Policy::Rounded);
    let is_safe = !shown.exposes() && !shown.hides_nobody();
    is_safe.then(|| cells.into_iter().map(|cell| cell.map(|id| shown.count(id))).collect())
}

fn everyone_cell(counts: &mut LinkedCounts, value: &Value, shown: Count) -> CellId {
    if !value.is_ruled {
        return counts.settled(value.people.everyone, shown);
    }
    let cell = counts.printed(value.people.everyone);
    if shown == Count::Hidden {
        counts.conceal(cell);
    }
    cell
}

fn selected_cell(counts: &mut LinkedCounts, value: &Value, shown: Count, extent: Extent) -> CellId {
    let people = value.people.selected;
    match extent {
        Extent::Everyone => counts.implied(people),
        Extent::EveryoneAndSelected => {
            let cell = counts.printed(people);
            if shown == Count::Hidden && people > 0 {
                counts.conceal(cell);
            }
            cell
        }
    }
}

/// Everyone is the selected and those left out, on either side of the rule.
fn link(counts: &mut LinkedCounts, parts: &mut [Part; 2], value: &Value, [everyone, selected]: [CellId; 2]) {
    let [inside, outside] = parts;
    match value.side {
        Side::Inside => add(counts, inside, value.inside, [everyone, selected]),
        Side::Outside => add(counts, outside, value.outside(), [everyone, selected]),
        Side::Both => {
            let cut = [(inside, value.inside), (outside, value.outside())].map(|(part, people)| {
                let cells = [people.everyone, people.selected].map(|people| counts.implied(people));
                add(counts, part, people, cells);
                cells
            });
            let [inside, outside] = cut;
            counts.sum(everyone, &[inside[0], outside[0]]);
            counts.sum(selected, &[inside[1], outside[1]]);
        }
    }
}

fn add(counts: &mut LinkedCounts, part: &mut Part, people: Counts, [everyone, selected]: [CellId; 2]) {
    let left_out = counts.implied(people.left_out());
    counts.sum(everyone, &[selected, left_out]);
    part.people = part.people.plus(people);
    part.everyone.push(everyone);
    part.selected.push(selected);
    part.left_out.push(left_out);
}
