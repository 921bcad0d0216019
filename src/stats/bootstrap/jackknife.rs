//! Statistics with each observation left out in turn.

use libm::sqrt;

use super::resample::Statistic;
use super::{Undefined, summed};

/// A sum of squares of which less than this share is left without an observation is summed anew without it.
const CLEAR: f64 = 1e-3;

impl Statistic {
    /// The statistic with each observation left out in turn, from the sums (the order) of all: in time that grows with their
    /// number, not with its square.
    ///
    /// Without observation `i` the sum of squares about the mean falls by `n (xᵢ − mean)² / (n − 1)`. Where an outlier has
    /// nearly all of it, what is left is summed anew.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn left_out(self, observations: &[[f64; 2]]) -> Result<Vec<f64>, Undefined> {
        let n = observations.len();
        let is_finite = observations.iter().flatten().all(|value| value.is_finite());
        if n < 4 || !is_finite {
            return (0..n).map(|out| self.anew(observations, out)).collect();
        }
        match self {
            Self::Mean => Ok(means(observations)),
            Self::Median => Ok(medians(observations)),
            Self::StandardDeviation | Self::Correlation => self.by_squares(observations),
        }
    }

    fn anew(self, observations: &[[f64; 2]], out: usize) -> Result<f64, Undefined> {
        let others: Vec<usize> = (0..observations.len()).filter(|&index| index != out).collect();
        self.of(observations, &others)
    }

    fn by_squares(self, observations: &[[f64; 2]]) -> Result<Vec<f64>, Undefined> {
        let n = observations.len() as f64;
        let centre = [0, 1].map(|side| summed(observations, |pair| pair[side]) / n);
        let away = |pair: &[f64; 2]| [pair[0] - centre[0], pair[1] - centre[1]];
        let product = |a: usize, b: usize| summed(observations, |pair| away(pair)[a] * away(pair)[b]);
        let (squares, products) = ([product(0, 0), product(1, 1)], product(0, 1));
        let without = |(out, pair): (usize, &[f64; 2])| {
            let own = away(pair);
            let rest = [0, 1].map(|side| squares[side] - own[side] * own[side] * n / (n - 1.0));
            let is_clear = |side: usize| rest[side] > CLEAR * squares[side];
            match self {
                Self::StandardDeviation if is_clear(0) => Ok(sqrt(rest[0] / (n - 2.0))),
                Self::Correlation if is_clear(0) && is_clear(1) => {
                    Ok((products - own[0] * own[1] * n / (n - 1.0)) / (sqrt(rest[0]) * sqrt(rest[1])))
                }
                Self::Mean | Self::Median | Self::StandardDeviation | Self::Correlation => {
                    self.anew(observations, out)
                }
            }
        };
        observations.iter().enumerate().map(without).collect()
    }
}

/// `mean − (xᵢ − mean) / (n − 1)`.
fn means(observations: &[[f64; 2]]) -> Vec<f64> {
    let n = observations.len() as f64;
    let mean = summed(observations, |[first, _]| *first) / n;
    observations.iter().map(|[first, _]| mean - (first - mean) / (n - 1.0)).collect()
}

/// The middle of the others, whose places in order are known from those of all.
fn medians(observations: &[[f64; 2]]) -> Vec<f64> {
    let mut sorted: Vec<f64> = observations.iter().map(|[first, _]| *first).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let others = sorted.len() - 1;
    let without = |[value, _]: &[f64; 2]| {
        let rank = sorted.partition_point(|other| other < value);
        let at = |place: usize| sorted[if place < rank { place } else { place + 1 }];
        if others % 2 == 1 { at(others / 2) } else { 0.5 * (at(others / 2 - 1) + at(others / 2)) }
    };
    observations.iter().map(without).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_outlier_of_one_variable_is_left_out_as_well_as_any_other() {
        let plain: Vec<[f64; 2]> =
            [1, 4, 2, 8, 5, 7, 3].map(|x| [f64::from(x), f64::from(x * x % 5)]).to_vec();
        let with = |at: usize| {
            let mut outlying = plain.clone();
            outlying[3][at] = 1e9;
            outlying
        };
        for observations in [plain.clone(), with(0), with(1)] {
            for statistic in [Statistic::StandardDeviation, Statistic::Correlation] {
                for (out, value) in statistic.left_out(&observations).unwrap().iter().enumerate() {
                    let right = statistic.anew(&observations, out).unwrap();
                    assert!(
                        (value - right).abs() <= 1e-12 * (1.0 + right.abs()),
                        "{statistic:?} {value} {right}"
                    );
                }
            }
        }
    }

    proptest! {
        #![proptest_config(crate::effort::cases(256))]

        #[test]
        fn what_is_left_out_is_as_if_it_were_not_there(
            pairs in prop::collection::vec(prop::array::uniform2(-9.0_f64..9.0), 2..20), outlier in -1e6_f64..1e6
        ) {
            let mut observations = pairs;
            observations.push([outlier, -outlier]);
            observations.push(observations[0]);
            for statistic in
                [Statistic::Mean, Statistic::Median, Statistic::StandardDeviation, Statistic::Correlation]
            {
                let found = statistic.left_out(&observations).unwrap();
                for (out, &value) in found.iter().enumerate() {
                    let right = statistic.anew(&observations, out).unwrap();
                    let size = if statistic == Statistic::Correlation { 1.0 } else { outlier.abs() + 1.0 };
                    prop_assert!((value - right).abs() <= 1e-12 * size, "{statistic:?} {value} {right}");
                }
            }
        }
    }
}
