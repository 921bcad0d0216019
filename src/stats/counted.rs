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
        if values.iter().any(|value| !value.is_finite()) {
            return Err(Undefined::BadValues);
        }
        // Adding zero makes −0 and 0 one value.
        let mut sorted: Vec<f64> = values.iter().map(|value| value + 0.0).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let mut counted = Self { values: Vec::new(), counts: Vec::new(), n: 0 };
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
        let mut counted = Self { values: Vec::new(), counts: Vec::new(), n: 0 };
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
        let mut moved = Self { values: Vec::new(), counts: Vec::new(), n: 0 };
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

    fn push(&mut self, value: f64, count: u64) {
        self.values.push(value);
        self.counts.push(count);
        self.n += count;
    }

    fn unless_empty(self) -> Result<Self, Undefined> {
        if self.n == 0 { Err(Undefined::TooFewValues) } else { Ok(self) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
