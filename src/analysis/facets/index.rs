//! Who has which value, worked out once for all selections: a facet is then counted by bitmap algebra.

use super::FacetValue;
use super::bins::Bins;
use super::run::Counts;
use crate::domain::frame::{Column, Frame, Selection};
use crate::domain::{Bands, Code, StudyCatalogue, Variable, VariableKind};

/// Facets with more rows than this are counted person by person: a bitmap for each would take more memory than one
/// place a person, and reading them all more time.
const MOST_BITMAPS: usize = 32;
const WORD: usize = u64::BITS as usize;

/// The people behind every value of every filterable number, category and flag of one frame, in catalogue order.
///
/// Takes a bit a person and row of a facet, so 20 MB for a million people and 160 rows.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetIndex {
    pub(super) participants: usize,
    pub(super) facets: Vec<IndexedFacet>,
}

/// One variable.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct IndexedFacet {
    pub variable: Code,
    pub values: Vec<FacetValue>,
    everyone: Vec<u32>,
    people: People,
}

#[derive(Debug, Clone, PartialEq)]
enum People {
    /// One a value.
    Bitmaps(Vec<Selection>),
    /// For each row the position of its value, or one past the last.
    Places(Vec<u16>),
}

impl FacetIndex {
    /// No variables of so many people, where none are to be counted.
    pub const fn empty(participants: usize) -> Self {
        Self { participants, facets: Vec::new() }
    }

    /// Of `frame`, a frame of `catalogue`. A column of another type than its variable has no values.
    pub fn of(frame: Frame<'_>, catalogue: &StudyCatalogue) -> Self {
        let variables = catalogue.variables.iter().zip(frame.columns);
        let facets =
            variables.filter(|(variable, _)| variable.filterable).filter_map(|(variable, column)| {
                facet(variable, catalogue.bands(variable), column, frame.participants)
            });
        Self { participants: frame.participants, facets: facets.collect() }
    }
}

impl IndexedFacet {
    fn new(variable: &Variable, values: Vec<FacetValue>, places: Vec<u16>) -> Self {
        let people = if values.len() <= MOST_BITMAPS {
            People::Bitmaps(bitmaps(&places, values.len()))
        } else {
            People::Places(places)
        };
        let mut facet = Self { variable: variable.code.clone(), values, everyone: Vec::new(), people };
        let participants = facet.participants();
        facet.everyone = facet.selected(&Selection::all(participants));
        facet
    }

    fn participants(&self) -> usize {
        match &self.people {
            People::Bitmaps(bitmaps) => bitmaps.first().map_or(0, Selection::participants),
            People::Places(places) => places.len(),
        }
    }

    /// Everyone and those in `selection` at each value.
    pub fn counts(&self, selection: &Selection) -> Vec<Counts> {
        let both = self.everyone.iter().zip(self.selected(selection));
        both.map(|(&everyone, selected)| Counts { everyone, selected }).collect()
    }

    fn selected(&self, selection: &Selection) -> Vec<u32> {
        match &self.people {
            People::Bitmaps(bitmaps) => bitmaps.iter().map(|people| people.count_in(selection)).collect(),
            People::Places(places) => tally(places, self.values.len(), selection),
        }
    }
}

/// `None` for a date, which no page filters by.
fn facet(
    variable: &Variable,
    bands: Option<&Bands>,
    column: &Column,
    participants: usize,
) -> Option<IndexedFacet> {
    let (values, mut places) = match &variable.kind {
        VariableKind::Number { range, .. } => of_number(&Bins::of(*range, bands), column),
        VariableKind::Category { levels } => {
            let value = |level: &crate::domain::Level| FacetValue::Level {
                code: level.code.clone(),
                label: level.label.clone(),
            };
            (levels.iter().map(value).collect(), of_levels(column))
        }
        VariableKind::Flag => ([true, false].map(FacetValue::Answer).to_vec(), of_answers(column)),
        VariableKind::Date => return None,
    };
    places.resize(participants, u16::MAX);
    let last = u16::try_from(values.len()).unwrap_or(u16::MAX);
    for (places, &present) in places.chunks_mut(WORD).zip(column.present().words()) {
        for (bit, place) in places.iter_mut().enumerate() {
            *place = if present >> bit & 1 == 1 { (*place).min(last) } else { last };
        }
    }
    Some(IndexedFacet::new(variable, values, places))
}

fn of_number(bins: &Bins, column: &Column) -> (Vec<FacetValue>, Vec<u16>) {
    let values = bins.limits().map(|(low, high)| FacetValue::Bin { low, high }).collect();
    let places = match column {
        // There are few bins.
        Column::Number { values, .. } => values.iter().map(|&value| bins.position(value) as u16).collect(),
        Column::Category { .. } | Column::Flag { .. } | Column::Date { .. } => Vec::new(),
    };
    (values, places)
}

fn of_levels(column: &Column) -> Vec<u16> {
    match column {
        Column::Category { codes, .. } => codes.clone(),
        Column::Number { .. } | Column::Flag { .. } | Column::Date { .. } => Vec::new(),
    }
}

/// Yes first.
fn of_answers(column: &Column) -> Vec<u16> {
    match column {
        Column::Flag { yes, .. } => {
            (0..yes.participants()).map(|row| u16::from(!yes.contains(row))).collect()
        }
        Column::Number { .. } | Column::Category { .. } | Column::Date { .. } => Vec::new(),
    }
}

/// Who is at each place below `count`.
fn bitmaps(places: &[u16], count: usize) -> Vec<Selection> {
    let of_place =
        |wanted: usize| Selection::from_values(places.len(), places, |&place| usize::from(place) == wanted);
    (0..count).map(of_place).collect()
}

/// Neighbouring rows count in different lanes, so that equal places in a row do not wait for one another.
const LANES: usize = 4;

/// People of `selection` at each place below `count`.
fn tally(places: &[u16], count: usize, selection: &Selection) -> Vec<u32> {
    // The place after the last takes the rows that do not count, so that no row is a branch.
    let mut lanes = vec![[0_u32; LANES]; count + 1];
    for (places, &word) in places.chunks(WORD).zip(selection.words()) {
        for (bit, &place) in places.iter().enumerate() {
            let place = if word >> bit & 1 == 1 { usize::from(place) } else { count };
            if let Some(lanes) = lanes.get_mut(place.min(count)) {
                lanes[bit % LANES] += 1;
            }
        }
    }
    lanes.iter().take(count).map(|lanes| lanes.iter().sum()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bitmaps_and_tallies_count_each_selected_person_once_at_their_own_place(
            people in prop::collection::vec((0_u16..9, any::<bool>()), 0..300),
        ) {
            let places: Vec<u16> = people.iter().map(|person| person.0).collect();
            let selection = Selection::from_fn(people.len(), |row| people[row].1);
            let counted = tally(&places, 7, &selection);
            let in_bitmaps = bitmaps(&places, 7).iter().map(|here| here.count_in(&selection)).collect::<Vec<_>>();
            prop_assert_eq!(&counted, &in_bitmaps);
            for (place, &count) in counted.iter().enumerate() {
                let here = people.iter().filter(|person| usize::from(person.0) == place && person.1);
                prop_assert_eq!(count as usize, here.count());
            }
        }
    }
}
