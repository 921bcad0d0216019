//! What is worked out from the scores of a snapshot once and kept beside them.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::ScoreMatrix;

/// What was derived so far. Belongs to its matrix alone: a copy starts empty, and it plays no part in comparisons.
#[derive(Debug, Default)]
pub(super) struct Derived {
    last_value: OnceLock<Box<ScoreMatrix>>,
    baseline_value: OnceLock<(usize, Box<ScoreMatrix>)>,
    last_reports: OnceLock<Vec<u16>>,
    bytes_by_person: OnceLock<Vec<u8>>,
}

impl Clone for Derived {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Derived {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl ScoreMatrix {
    /// These scores with gaps filled by each person's last value, made by `make` when first asked for.
    pub fn with_last_values(&self, make: impl FnOnce(&Self) -> Self) -> &Self {
        self.derived.last_value.get_or_init(|| Box::new(make(self)))
    }

    /// These scores with gaps filled by each person's value at `baseline`, made by `make` when first asked for. Kept for
    /// one baseline, since an instrument has one; for another it is made each time.
    pub fn with_baseline_values(
        &self,
        baseline: usize,
        make: impl Fn(&Self, usize) -> Self,
    ) -> Cow<'_, Self> {
        let kept = self.derived.baseline_value.get_or_init(|| (baseline, Box::new(make(self, baseline))));
        match kept {
            (time, filled) if *time == baseline => Cow::Borrowed(filled),
            (_, _) => Cow::Owned(make(self, baseline)),
        }
    }

    /// For each row one more than the position of the last time point with a value, 0 for rows without any. `O(times ×
    /// participants)` when first asked for.
    pub fn last_reports(&self) -> &[u16] {
        self.derived.last_reports.get_or_init(|| last_reports(self))
    }

    /// The same codes in a byte each, `bytes[row * times + time]`, [`Self::MISSING_BYTE`] for a missing one: all that is
    /// known of a person side by side. Made when first asked for. `None` for a table too long for bytes.
    pub fn bytes_by_person(&self) -> Option<&[u8]> {
        let fits = self.value_table().len() <= usize::from(Self::MISSING_BYTE);
        fits.then(|| self.derived.bytes_by_person.get_or_init(|| bytes_by_person(self)).as_slice())
    }

    /// The byte of a missing score.
    pub const MISSING_BYTE: u8 = u8::MAX;
}

fn bytes_by_person(scores: &ScoreMatrix) -> Vec<u8> {
    let times = scores.times();
    let mut bytes = vec![ScoreMatrix::MISSING_BYTE; times * scores.participants()];
    for time in 0..times {
        let places = bytes.iter_mut().skip(time).step_by(times);
        for (byte, &code) in places.zip(scores.codes_at(time)) {
            *byte = u8::try_from(code).unwrap_or(ScoreMatrix::MISSING_BYTE);
        }
    }
    bytes
}

/// Rows that stay in the nearest cache while every time point passes over them.
const BLOCK: usize = 1 << 12;

fn last_reports(scores: &ScoreMatrix) -> Vec<u16> {
    let mut last = vec![0_u16; scores.participants()];
    for (start, last) in (0..).step_by(BLOCK).zip(last.chunks_mut(BLOCK)) {
        for time in 0..scores.times() {
            let mark = u16::try_from(time + 1).unwrap_or(u16::MAX);
            let codes = scores.codes_at(time).get(start..start + last.len()).unwrap_or(&[]);
            for (last, &code) in last.iter_mut().zip(codes) {
                *last = if code == ScoreMatrix::MISSING { *last } else { mark };
            }
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    const MISSING: u16 = ScoreMatrix::MISSING;

    #[test]
    fn bytes_by_person_are_the_codes_of_a_table_that_is_short_enough() {
        for values in [2, 255, 256] {
            let table: Vec<f64> = (0..values).map(f64::from).collect();
            let last = (values - 1) as u16;
            let scores = ScoreMatrix::new(table, vec![0, last, MISSING, last, 1, 0], 3).unwrap();
            let bytes = scores.bytes_by_person().map(<[u8]>::to_vec);
            let last = last as u8;
            let expected = (values < 256).then(|| vec![0, last, last, 1, ScoreMatrix::MISSING_BYTE, 0]);
            assert_eq!(bytes, expected, "{values}");
        }
    }

    fn scores() -> ScoreMatrix {
        let codes = vec![0, MISSING, 1, MISSING, 1, 0, MISSING, MISSING, MISSING];
        ScoreMatrix::new(vec![1.0, 2.0], codes, 3).expect("codes index the table")
    }

    #[test]
    fn the_last_report_is_counted_from_one() {
        assert_eq!(scores().last_reports(), [1, 2, 2]);
    }

    #[test]
    fn a_derived_matrix_is_made_once_and_only_for_its_baseline() {
        let scores = scores();
        let made = |marker: u16| scores.with_codes(vec![marker; 9]).expect("codes index the table");
        assert_eq!(scores.with_last_values(|_| made(0)), &made(0));
        assert_eq!(scores.with_last_values(|_| made(1)), &made(0));
        assert_eq!(*scores.with_baseline_values(0, |_, _| made(0)), made(0));
        assert_eq!(*scores.with_baseline_values(0, |_, _| made(1)), made(0));
        assert_eq!(*scores.with_baseline_values(1, |_, _| made(1)), made(1));
    }

    #[test]
    fn a_copy_derives_anew() {
        let scores = scores();
        scores.with_last_values(ScoreMatrix::clone);
        let copy = scores.clone();
        assert_eq!(copy, scores);
        assert_eq!(copy.derived.last_value.get(), None);
    }
}
