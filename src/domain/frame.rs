//! Columns: the boundary between what stores data and what computes on it.
//!
//! A frame borrows one immutable snapshot: one row a participant, rows numbered `0..participants`.

mod derived;

use derived::Derived;

/// Rows in a word of a [`Selection`].
const WORD: usize = 64;

/// A set of participants as a dense bitmap over row numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    words: Vec<u64>,
    participants: usize,
}

impl Selection {
    /// Nobody of `participants`.
    pub fn none(participants: usize) -> Self {
        Self { words: vec![0; participants.div_ceil(WORD)], participants }
    }

    /// Everyone of `participants`.
    pub fn all(participants: usize) -> Self {
        let mut selection = Self { words: vec![u64::MAX; participants.div_ceil(WORD)], participants };
        selection.clear_tail();
        selection
    }

    /// Those rows for which `is_in` holds.
    pub fn from_fn(participants: usize, mut is_in: impl FnMut(usize) -> bool) -> Self {
        let word = |start: usize| {
            let rows = start..participants.min(start + WORD);
            rows.enumerate().fold(0, |word, (bit, row)| word | u64::from(is_in(row)) << bit)
        };
        Self { words: (0..participants).step_by(WORD).map(word).collect(), participants }
    }

    /// Those rows whose value meets `is_in`. Rows past the end of `values` are not in, values past the last row are
    /// ignored.
    pub fn from_values<T>(participants: usize, values: &[T], is_in: impl Fn(&T) -> bool) -> Self {
        let (whole, rest) = values.get(..participants).unwrap_or(values).as_chunks::<WORD>();
        let mut words: Vec<u64> = Vec::with_capacity(participants.div_ceil(WORD));
        words.extend(whole.iter().map(|values| packed(&std::array::from_fn(|row| is_in(&values[row])))));
        if !rest.is_empty() {
            words.push(packed(&std::array::from_fn(|row| rest.get(row).is_some_and(&is_in))));
        }
        words.resize(participants.div_ceil(WORD), 0);
        Self { words, participants }
    }

    /// Those rows whose pair of values meets `is_in`. Rows past the end of either list are not in, values past the last
    /// row are ignored.
    pub fn from_pairs<A, B>(
        participants: usize,
        first: &[A],
        second: &[B],
        is_in: impl Fn(&A, &B) -> bool,
    ) -> Self {
        let word = |(first, second): (&[A], &[B])| {
            let pairs = first.iter().zip(second).enumerate();
            pairs.fold(0, |word, (bit, (first, second))| word | u64::from(is_in(first, second)) << bit)
        };
        let first = first.get(..participants).unwrap_or(first);
        let mut words: Vec<u64> = first.chunks(WORD).zip(second.chunks(WORD)).map(word).collect();
        words.resize(participants.div_ceil(WORD), 0);
        Self { words, participants }
    }

    /// Number of rows the bitmap ranges over.
    pub const fn participants(&self) -> usize {
        self.participants
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// Number of rows in the set.
    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// Number of rows in this set and in the other, without making the set of them.
    pub fn count_in(&self, other: &Self) -> u32 {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// Number of rows in one of this set and the other alone; `None` for more than `at_most`.
    pub fn differs_by(&self, other: &Self, at_most: u32) -> Option<u32> {
        const WORDS: usize = 1 << 8;
        let mut rows = 0;
        for (own, others) in self.words.chunks(WORDS).zip(other.words.chunks(WORDS)) {
            rows += own.iter().zip(others).map(|(a, b)| (a ^ b).count_ones()).sum::<u32>();
            if rows > at_most {
                return None;
            }
        }
        Some(rows)
    }

    /// The bitmap, 64 rows a word from the lowest bit; bits past the last row are 0.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Whether a row is in the set; rows past the end are not.
    pub fn contains(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Puts a row in. Rows past the end are ignored.
    pub fn insert(&mut self, row: usize) {
        if row < self.participants
            && let Some(word) = self.words.get_mut(row / 64)
        {
            *word |= 1 << (row % 64);
        }
    }

    /// In both. Both range over the same participants.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a & b)
    }

    /// In either.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a | b)
    }

    /// In this and not in the other.
    #[must_use]
    pub fn and_not(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a & !b)
    }

    /// Not in this.
    #[must_use]
    pub fn complement(&self) -> Self {
        Self::all(self.participants).and_not(self)
    }

    /// The rows of the set in ascending order.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    index * 64 + bit
                })
            })
        })
    }

    fn combine(&self, other: &Self, operation: impl Fn(u64, u64) -> u64) -> Self {
        debug_assert_eq!(self.participants, other.participants, "selections of one frame");
        let words = self.words.iter().zip(&other.words).map(|(&a, &b)| operation(a, b)).collect();
        Self { words, participants: self.participants }
    }

    fn clear_tail(&mut self) {
        let used = self.participants % 64;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }
}

/// One bit a row, the first row lowest. Answers stand in bytes first and eight are packed at a time, so that many rows
/// are compared at once and none is a branch.
fn packed(is_in: &[bool; WORD]) -> u64 {
    // Brings bit 8 i of a number to bit 56 + i.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (eights, _) = is_in.as_chunks::<8>();
    let bits = |eight: &[bool; 8]| u64::from_le_bytes(eight.map(u8::from)).wrapping_mul(GATHER) >> 56;
    eights.iter().rev().fold(0, |word, eight| word << 8 | bits(eight))
}

/// The values of one variable, one a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Quantities; rows outside `present` hold an arbitrary finite number.
    Number {
        /// One a row.
        values: Vec<f64>,
        /// Rows that have a value.
        present: Selection,
    },
    /// Positions in the variable's list of levels; rows outside `present` hold 0.
    Category {
        /// One a row.
        codes: Vec<u16>,
        /// Rows that have a value.
        present: Selection,
    },
    /// Yes or no.
    Flag {
        /// Rows whose value is yes.
        yes: Selection,
        /// Rows that have a value.
        present: Selection,
    },
    /// Days since 1970-01-01; rows outside `present` hold 0.
    Date {
        /// One a row.
        days: Vec<i32>,
        /// Rows that have a value.
        present: Selection,
    },
}

impl Column {
    /// Rows that have a value.
    pub const fn present(&self) -> &Selection {
        match self {
            Self::Number { present, .. }
            | Self::Category { present, .. }
            | Self::Flag { present, .. }
            | Self::Date { present, .. } => present,
        }
    }
}

/// The scores of one instrument: a time-major matrix of small codes, each indexing the sorted table of the
/// instrument's distinct values.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreMatrix {
    value_table: Vec<f64>,
    codes: Vec<u16>,
    participants: usize,
    derived: Derived,
}

impl ScoreMatrix {
    /// The code of a missing score.
    pub const MISSING: u16 = u16::MAX;
    /// Most distinct values an instrument may have.
    pub const MAX_DISTINCT_VALUES: usize = u16::MAX as usize;

    /// From a strictly ascending table of finite values and `codes[time * participants + row]`. `None` when the
    /// table is not strictly ascending and finite, a code points past it, or the length is not a multiple of
    /// `participants`.
    pub fn new(value_table: Vec<f64>, codes: Vec<u16>, participants: usize) -> Option<Self> {
        let ascending = value_table.windows(2).all(|pair| pair[0] < pair[1])
            && value_table.iter().all(|value| value.is_finite());
        // One more than a code is 0 for a missing one, so the largest tells for all.
        let past_last = codes.iter().fold(0, |largest, code| code.wrapping_add(1).max(largest));
        let in_table = usize::from(past_last) <= value_table.len();
        let whole =
            if participants == 0 { codes.is_empty() } else { codes.len().is_multiple_of(participants) };
        let derived = Derived::default();
        (ascending && in_table && whole).then_some(Self { value_table, codes, participants, derived })
    }

    /// The instrument's distinct values, ascending.
    pub fn value_table(&self) -> &[f64] {
        &self.value_table
    }

    /// Number of time points.
    pub fn times(&self) -> usize {
        self.codes.len().checked_div(self.participants).unwrap_or(0)
    }

    /// Number of rows.
    pub const fn participants(&self) -> usize {
        self.participants
    }

    /// The codes of one time point, one a row; empty past the last time point.
    pub fn codes_at(&self, time: usize) -> &[u16] {
        let start = time * self.participants;
        self.codes.get(start..start + self.participants).unwrap_or(&[])
    }

    /// The score of a row at a time point, `None` when missing.
    pub fn value(&self, time: usize, row: usize) -> Option<f64> {
        let code = *self.codes_at(time).get(row)?;
        self.decode(code)
    }

    /// The value behind a code, `None` for [`Self::MISSING`].
    pub fn decode(&self, code: u16) -> Option<f64> {
        if code == Self::MISSING { None } else { self.value_table.get(usize::from(code)).copied() }
    }

    /// A matrix of the same shape with other codes, for carried-forward scores.
    #[must_use]
    pub fn with_codes(&self, codes: Vec<u16>) -> Option<Self> {
        Self::new(self.value_table.clone(), codes, self.participants)
    }
}

/// One snapshot, borrowed. Positions in `columns` and `scores` are those of the catalogue's variables and
/// instruments.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Number of rows.
    pub participants: usize,
    /// One a variable.
    pub columns: &'a [Column],
    /// One an instrument.
    pub scores: &'a [ScoreMatrix],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_counts_and_lists_what_was_put_in() {
        let selection = Selection::from_fn(130, |row| row % 64 == 1);
        assert_eq!(selection.count(), 3);
        assert_eq!(selection.rows().collect::<Vec<_>>(), [1, 65, 129]);
        assert_eq!(selection.complement().count(), 127);
        assert_eq!(selection.count_in(&Selection::from_fn(130, |row| row < 66)), 2);
        assert_eq!(Selection::all(130).rows().count(), 130);
        assert_eq!(selection.differs_by(&Selection::all(130), 127), Some(127));
        assert_eq!(selection.differs_by(&Selection::all(130), 126), None);
    }

    #[test]
    fn a_selection_by_values_is_that_by_rows_whatever_the_lengths() {
        let values: Vec<usize> = (0..200).map(|row| row * 7 % 10).collect();
        for participants in [0, 1, 63, 64, 65, 128, 199, 200, 201, 300] {
            let by_rows =
                Selection::from_fn(participants, |row| values.get(row).is_some_and(|&value| value < 4));
            let by_values = Selection::from_values(participants, &values, |&value| value < 4);
            assert_eq!(by_values, by_rows, "{participants}");
            assert_eq!(by_values.words().len(), participants.div_ceil(64));
        }
    }

    #[test]
    fn a_selection_by_pairs_is_that_by_rows_whatever_the_lengths() {
        let values: Vec<usize> = (0..200).map(|row| row * 7 % 10).collect();
        for (participants, length) in
            [(0, 10), (63, 64), (65, 200), (200, 64), (200, 65), (130, 0), (300, 200)]
        {
            let second = &values[..length];
            let by_rows = Selection::from_fn(participants, |row| {
                values.get(row).zip(second.get(row)).is_some_and(|(first, second)| first + second < 9)
            });
            let by_pairs =
                Selection::from_pairs(participants, &values, second, |first, second| first + second < 9);
            assert_eq!(by_pairs, by_rows, "{participants} of {length}");
            assert_eq!(by_pairs.words().len(), participants.div_ceil(64));
        }
    }

    #[test]
    fn a_matrix_with_a_code_past_its_table_is_refused() {
        assert_eq!(ScoreMatrix::new(vec![0.0, 1.0], vec![0, 2], 1), None);
        assert_eq!(ScoreMatrix::new(vec![1.0, 0.0], vec![0, 1], 1), None);
    }

    #[test]
    fn a_missing_score_has_no_value() {
        let matrix = ScoreMatrix::new(vec![2.5], vec![0, ScoreMatrix::MISSING], 1);
        let matrix = matrix.as_ref();
        assert_eq!(matrix.and_then(|m| m.value(0, 0)), Some(2.5));
        assert_eq!(matrix.and_then(|m| m.value(1, 0)), None);
    }
}
