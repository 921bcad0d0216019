//! From packed rows to columns.

use super::binary::{Row, elements, integer, malformed};
use crate::domain::StudyCatalogue;
use crate::domain::frame::{Column, ScoreMatrix, Selection};
use crate::store::StoreError;
use crate::store::dynamic::PackedArray;

/// Days from 1970-01-01 to 2000-01-01, from which Postgres counts.
const POSTGRES_EPOCH_DAYS: i32 = 10_957;

/// Columns being filled.
pub struct Builder {
    participants: usize,
    row: usize,
    columns: Vec<Column>,
    /// Positions of the columns of each array, in the order of [`PackedArray::ALL`].
    positions: [Vec<usize>; 4],
    times: usize,
    /// One an instrument, time-major.
    codes: Vec<Vec<u16>>,
}

impl Builder {
    /// Empty columns of the right number and length.
    pub fn new(catalogue: &StudyCatalogue, participants: usize) -> Self {
        let mut positions: [Vec<usize>; 4] = Default::default();
        let mut columns = Vec::with_capacity(catalogue.variables.len());
        for (position, variable) in catalogue.variables.iter().enumerate() {
            let array = PackedArray::of(&variable.kind);
            positions[array as usize].push(position);
            columns.push(empty_column(array, participants));
        }
        let times = catalogue.time_axis.points.len();
        let codes = vec![vec![ScoreMatrix::MISSING; times * participants]; catalogue.instruments.len()];
        Self { participants, row: 0, columns, positions, times, codes }
    }

    /// Takes the next participant.
    pub fn push(
        &mut self,
        [id, numbers, categories, flags, dates, scores]: Row<'_>,
    ) -> Result<(), StoreError> {
        if usize::try_from(integer(id)?) != Ok(self.row) || self.row >= self.participants {
            return Err(StoreError::inconsistent("packed_participant", "participants not numbered from 0"));
        }
        self.push_array::<8>(PackedArray::Number, numbers)?;
        self.push_array::<2>(PackedArray::Category, categories)?;
        self.push_array::<1>(PackedArray::Flag, flags)?;
        self.push_array::<4>(PackedArray::Date, dates)?;
        self.push_scores(scores)?;
        self.row += 1;
        Ok(())
    }

    /// The columns, once every participant was taken.
    pub fn finish(self, value_tables: Vec<Vec<f64>>) -> Result<(Vec<Column>, Vec<ScoreMatrix>), StoreError> {
        if self.row != self.participants || value_tables.len() != self.codes.len() {
            return Err(StoreError::inconsistent(
                "packed_participant",
                "another number of rows than announced",
            ));
        }
        let matrix = |(table, codes)| ScoreMatrix::new(table, codes, self.participants);
        let scores: Option<Vec<ScoreMatrix>> = value_tables.into_iter().zip(self.codes).map(matrix).collect();
        let scores = scores.ok_or_else(|| {
            StoreError::inconsistent("packed_participant", "codes that the value table lacks")
        })?;
        Ok((self.columns, scores))
    }

    fn push_array<const N: usize>(&mut self, array: PackedArray, field: &[u8]) -> Result<(), StoreError> {
        let mut positions = self.positions[array as usize].iter();
        for element in elements::<N>(field)? {
            let column = positions.next().and_then(|&position| self.columns.get_mut(position));
            let column = column.ok_or_else(malformed)?;
            if let Some(bytes) = element? {
                set(column, self.row, &bytes)?;
            }
        }
        if positions.next().is_some() { Err(malformed()) } else { Ok(()) }
    }

    fn push_scores(&mut self, field: &[u8]) -> Result<(), StoreError> {
        if field.len() != 2 * self.times * self.codes.len() {
            return Err(malformed());
        }
        if self.times == 0 {
            return Ok(());
        }
        for (codes, scores) in self.codes.iter_mut().zip(field.chunks_exact(2 * self.times)) {
            let column = codes.iter_mut().skip(self.row).step_by(self.participants);
            for (place, bytes) in column.zip(scores.chunks_exact(2)) {
                *place = bytes.try_into().map(u16::from_le_bytes).map_err(|_| malformed())?;
            }
        }
        Ok(())
    }
}

fn empty_column(array: PackedArray, participants: usize) -> Column {
    let present = Selection::none(participants);
    match array {
        PackedArray::Number => Column::Number { values: vec![0.0; participants], present },
        PackedArray::Category => Column::Category { codes: vec![0; participants], present },
        PackedArray::Flag => Column::Flag { yes: Selection::none(participants), present },
        PackedArray::Date => Column::Date { days: vec![0; participants], present },
    }
}

fn set(column: &mut Column, row: usize, bytes: &[u8]) -> Result<(), StoreError> {
    let present = match column {
        Column::Number { values, present } => {
            *values.get_mut(row).ok_or_else(malformed)? =
                bytes.try_into().map(f64::from_be_bytes).map_err(|_| malformed())?;
            present
        }
        Column::Category { codes, present } => {
            *codes.get_mut(row).ok_or_else(malformed)? =
                bytes.try_into().map(u16::from_be_bytes).map_err(|_| malformed())?;
            present
        }
        Column::Flag { yes, present } => {
            if bytes != [0] {
                yes.insert(row);
            }
            present
        }
        Column::Date { days, present } => {
            *days.get_mut(row).ok_or_else(malformed)? = integer(bytes)?.saturating_add(POSTGRES_EPOCH_DAYS);
            present
        }
    };
    present.insert(row);
    Ok(())
}
