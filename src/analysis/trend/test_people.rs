//! People with scores at three times, for the tests of the passes over them.

use proptest::prelude::*;

use crate::analysis::groups::Slots;
use crate::domain::frame::{ScoreMatrix, Selection};

/// People of group, last codes and whether they are selected; scores of `values` values at `TIMES` times.
pub(super) fn any_people() -> impl Strategy<Value = Vec<(u16, [u16; TIMES], bool)>> {
    prop::collection::vec((0_u16..7, [0_u16..9, 0_u16..9, 0_u16..9], any::<bool>()), 1..300)
}

pub(super) const TIMES: usize = 3;
pub(super) const GROUPS: u16 = 6;

/// Codes from 7 on are missing; the others are spread over the table.
pub(super) fn matrix(people: &[(u16, [u16; TIMES], bool)], values: usize) -> ScoreMatrix {
    let spread = (values / 7).max(1);
    let code = |code: u16| if code < 7 { code * spread as u16 } else { ScoreMatrix::MISSING };
    let codes = (0..TIMES).flat_map(|time| people.iter().map(move |person| code(person.1[time])));
    let table = (0..values).map(|value| value as f64 / 4.0).collect();
    ScoreMatrix::new(table, codes.collect(), people.len()).unwrap()
}

pub(super) fn slots(people: &[(u16, [u16; TIMES], bool)]) -> Slots<'static> {
    let of_row: Vec<u16> = people.iter().map(|person| person.0).collect();
    Slots::new(of_row, GROUPS, Selection::from_fn(people.len(), |row| people[row].2))
}
