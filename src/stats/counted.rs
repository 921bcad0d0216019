//! A sample as its distinct values with how often each occurs: what ranks are counted on.

use super::Undefined;

/// Distinct values, ascending, each with a positive count. A histogram and the values it counts give the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    values: Vec<f64>,
    counts: Vec<u64>,
    n: u64,
}

impl Counted {
    /// From the values themselves, in any order.
    ///
    /// # Errors
    /// [`Undefined::TooFewValues`] when there are none, [`Undefined::BadValues`] when one is not finite.
    pub fn of_values(values: &[f64]) -> Result<Self, Undefined> {
        if let Some(counts) = count_scores(values) {
            let mut counted = Self::nothing();
            let scores = (0..=u8::MAX).zip(counts).filter(|(_, count)| *count > 0);
            scores.for_each(|(score, count)| counted.push(f64::from(score), count));
            return counted.unless_empty();
        }
        if values.iter().any(|value| !value.is_finite()) {
            return Err(Undefined::BadValues);
        }
        // Adding zero makes −0 and 0 one value.
        let mut sorted: Vec<f64> = values.iter().map(|value| value + 0.0).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let mut counted = Self::nothing();
        for run in sorted.chunk_by(|a, b| a == b) {
            if let Some(&value) = run.first() {
                counted.push(value, run.len() as u64);
            }
        }
        counted.unless_empty()
    }

    /// From how often each value of an ascending table occurs.
    ///
    /// # Errors
    /// [`Undefined::TooFewValues`] when nothing is counted, [`Undefined::BadValues`] when the table is not ascending and
    /// finite or has another length than the counts.
    pub fn of_histogram(value_table: &[f64], counts: &[u32]) -> Result<Self, Undefined> {
        let ascending = value_table.iter().zip(value_table.iter().skip(1)).all(|(a, b)| a < b);
        let finite = value_table.iter().all(|value| value.is_finite());
        if !(ascending && finite && value_table.len() == counts.len()) {
            return Err(Undefined::BadValues);
        }
        let mut counted = Self::nothing();
        for (&value, &count) in value_table.iter().zip(counts).filter(|(_, count)| **count > 0) {
            counted.push(value + 0.0, u64::from(count));
        }
        counted.unless_empty()
    }

    /// Every value less `by`.
    ///
    /// # Errors
    /// [`Undefined::BadValues`] when one is not finite then.
    pub fn less(&self, by: f64) -> Result<Self, Undefined> {
        let mut moved = Self::nothing();
        for (value, count) in self.iter() {
            let value = value - by + 0.0;
            // Near values may become one by rounding.
            match (moved.values.last(), moved.counts.last_mut()) {
                (Some(&last), Some(counted)) if last == value => {
                    *counted += count;
                    moved.n += count;
                }
                _ if value.is_finite() => moved.push(value, count),
                _ => return Err(Undefined::BadValues),
            }
        }
        Ok(moved)
    }

    /// Number of values, at least 1.
    pub const fn n(&self) -> u64 {
        self.n
    }

    /// The distinct values, ascending, with their counts.
    pub fn iter(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        self.values.iter().copied().zip(self.counts.iter().copied())
    }

    /// The distinct values, ascending.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// One a distinct value.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    const fn nothing() -> Self {
        Self { values: Vec::new(), counts: Vec::new(), n: 0 }
    }

    fn push(&mut self, value: f64, count: u64) {
        self.values.push(value);
        self.counts.push(count);
        self.n += count;
    }

    fn unless_empty(self) -> Result<Self, Undefined> {
        if self.n == 0 { Err(Undefined::TooFewValues) } else { Ok(self) }
    }
}

/// Whole numbers from 0 on that are counted without sorting: more than most instruments have.
const SCORES: usize = 1 << 8;
/// Neighbouring values count in different lanes, so that equal ones in a row do not wait for one another.
const LANES: usize = 4;

/// How often each score occurs; `None` when a value is none.
fn count_scores(values: &[f64]) -> Option<[u64; SCORES]> {
    let mut lanes = [[0_u64; SCORES]; LANES];
    for values in values.chunks(LANES) {
        for (lane, &value) in lanes.iter_mut().zip(values) {
            lane[score(value)?] += 1;
        }
    }
    Some(std::array::from_fn(|score| lanes.iter().map(|lane| lane[score]).sum()))
}

/// A whole number below [`SCORES`] as a place. Added to 2⁵² it is the last bits of the sum, which takes less time than
/// turning it into an integer.
fn score(value: f64) -> Option<usize> {
    const BASE: f64 = (1_u64 << 52) as f64;
    let sum = value + BASE;
    let place = sum.to_bits().wrapping_sub(BASE.to_bits());
    (sum - BASE == value && place < SCORES as u64).then_some(place as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_whole_numbers_from_zero_to_the_last() {
        for (value, place) in [(0.0, Some(0)), (-0.0, Some(0)), (7.0, Some(7)), (255.0, Some(255))] {
            assert_eq!(score(value), place, "{value}");
        }
        for value in
            [256.0, -1.0, 0.5, 1e-300, 254.999_999_999_999_97, 1e300, f64::NAN, f64::INFINITY, -f64::INFINITY]
        {
            assert_eq!(score(value), None, "{value}");
        }
    }

    #[test]
    fn scores_are_counted_like_other_values() {
        let scores = [3.0, 0.0, 255.0, 3.0, -0.0, 7.0, 3.0];
        let counted = Counted::of_values(&scores).unwrap();
        let above = scores.map(|score| score + 256.0);
        assert_eq!(Counted::of_values(&above).unwrap().less(256.0).unwrap(), counted);
        assert_eq!(counted.iter().collect::<Vec<_>>(), [(0.0, 2), (3.0, 3), (7.0, 1), (255.0, 1)]);
        let zero = Counted::of_values(&[0.5, -0.0]).unwrap();
        assert!(zero.values().iter().all(|value| value.is_sign_positive()));
        assert_eq!(Counted::of_values(&[]), Err(Undefined::TooFewValues));
        assert_eq!(Counted::of_values(&[1.0, f64::NAN]), Err(Undefined::BadValues));
    }

    #[test]
    fn a_histogram_and_its_values_are_the_same() {
        let from_values = Counted::of_values(&[3.0, 1.0, 3.0, -0.0, 0.0]).unwrap();
        let from_histogram = Counted::of_histogram(&[-2.0, 0.0, 1.0, 3.0], &[0, 2, 1, 2]).unwrap();
        assert_eq!(from_values, from_histogram);
        assert_eq!(from_values.n(), 5);
    }

    #[test]
    fn nothing_below_zero_is_kept_of_a_negative_zero() {
        for counted in [Counted::of_values(&[-0.0, 0.0]), Counted::of_histogram(&[-0.0], &[2])] {
            assert!(counted.unwrap().values().iter().all(|value| value.is_sign_positive()));
        }
    }

    #[test]
    fn values_that_rounding_makes_one_are_counted_together() {
        let near = Counted::of_values(&[1.0, 2.0, 2.0, 3.0]).unwrap();
        assert_eq!(near.less(-1e20), Counted::of_values(&[1e20; 4]));
        assert_eq!(near.less(1.0), Counted::of_values(&[0.0, 1.0, 1.0, 2.0]));
    }

    #[test]
    fn what_cannot_be_ranked_is_refused() {
        assert_eq!(Counted::of_values(&[]), Err(Undefined::TooFewValues));
        assert_eq!(Counted::of_values(&[f64::NAN]), Err(Undefined::BadValues));
        assert_eq!(Counted::of_histogram(&[1.0, 1.0], &[1, 1]), Err(Undefined::BadValues));
        assert_eq!(Counted::of_histogram(&[1.0], &[0]), Err(Undefined::TooFewValues));
        assert_eq!(Counted::of_histogram(&[1.0], &[]), Err(Undefined::BadValues));
    }
}
