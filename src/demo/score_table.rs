//! Scores with a published distribution, drawn by rank: people with a high rank in what lies behind a score get a high
//! score, and the scores keep their distribution.

use libm::{exp, log, log1p, pow};

/// The values of a score, ascending, with the share of people at or under each.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreTable {
    values: Vec<f64>,
    cumulative: Vec<f64>,
}

/// Points per value at which a density is summed.
const POINTS: u32 = 64;

impl ScoreTable {
    /// A negative binomial count of this size and mean, cut off above `highest`.
    pub fn negative_binomial(size: f64, mean: f64, highest: u32) -> Self {
        let factor = mean / (size + mean);
        let mut probability = exp(-size * log1p(mean / size));
        let weights = (0..=highest).map(|count| {
            let (value, weight) = (f64::from(count), probability);
            probability *= factor * (size + value) / (value + 1.0);
            (value, weight)
        });
        Self::from_weights(weights)
    }

    /// 100 times a beta variable, rounded to multiples of `step`, which divides 100. Both parameters are over 1, so
    /// the density is bounded and its sum over each value's interval (midpoint rule) is good to four digits.
    pub fn beta([alpha, beta]: [f64; 2], step: u32) -> Self {
        let density = |x: f64| pow(x, alpha - 1.0) * pow(1.0 - x, beta - 1.0);
        let half = f64::from(step) / 200.0;
        let weight = |value: f64| {
            let (from, to) = ((value / 100.0 - half).max(0.0), (value / 100.0 + half).min(1.0));
            let width = (to - from) / f64::from(POINTS);
            (0..POINTS).map(|point| density(from + width * (f64::from(point) + 0.5)) * width).sum()
        };
        Self::from_weights((0..=100).step_by(step as usize).map(|value| (value.into(), weight(value.into()))))
    }

    /// `share` zeros, the others as in `table`.
    pub fn with_zeros(table: &Self, share: f64) -> Self {
        let mut below = 0.0;
        let others = table.values.iter().zip(&table.cumulative).map(|(&value, &cumulative)| {
            let weight = (cumulative - below) * (1.0 - share);
            below = cumulative;
            (value, weight)
        });
        Self::from_weights(std::iter::once((0.0, share)).chain(others))
    }

    fn from_weights(weights: impl Iterator<Item = (f64, f64)>) -> Self {
        let (values, weights): (Vec<f64>, Vec<f64>) = weights.unzip();
        let total: f64 = weights.iter().sum();
        let mut sum = 0.0;
        let running = weights.iter().map(|weight| {
            sum += weight / total;
            sum
        });
        Self { cumulative: running.collect(), values }
    }

    /// The score of the person at `rank`, between 0 and 1.
    pub fn at(&self, rank: f64) -> f64 {
        let position = self.cumulative.partition_point(|&cumulative| cumulative < rank);
        self.values.get(position).or(self.values.last()).copied().unwrap_or(0.0)
    }

    /// The middle rank of the people who score `value`: the share below it and half of those at it.
    pub fn rank(&self, value: f64) -> f64 {
        let below = self.values.partition_point(|&other| other < value);
        let up_to = |count: usize| {
            count.checked_sub(1).and_then(|last| self.cumulative.get(last)).copied().unwrap_or(0.0)
        };
        f64::midpoint(up_to(below), up_to(below + 1).max(up_to(below))).clamp(1e-6, 1.0 - 1e-6)
    }
}

/// The parameters of the beta distribution with this mean and standard deviation.
pub fn beta_of(mean: f64, standard_deviation: f64) -> [f64; 2] {
    let concentration = mean * (1.0 - mean) / (standard_deviation * standard_deviation) - 1.0;
    [concentration * mean, concentration * (1.0 - mean)]
}

/// The log-odds of a share strictly between 0 and 1.
pub fn log_odds(share: f64) -> f64 {
    log(share / (1.0 - share))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(table: &ScoreTable, is_in: impl Fn(f64) -> bool) -> f64 {
        mean_of(table, |value| f64::from(u8::from(is_in(value))))
    }

    fn mean_of(table: &ScoreTable, of: impl Fn(f64) -> f64) -> f64 {
        let mut below = 0.0;
        let weigh = |(&value, &cumulative): (&f64, &f64)| {
            of(value) * (cumulative - std::mem::replace(&mut below, cumulative))
        };
        table.values.iter().zip(&table.cumulative).map(weigh).sum()
    }

    fn mean_and_deviation(table: &ScoreTable) -> (f64, f64) {
        let mean = mean_of(table, |value| value);
        (mean, mean_of(table, |value| (value - mean) * (value - mean)).sqrt())
    }

    fn close(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "{found}, {expected}");
    }

    /// The published bands and means within bands, to the digits printed.
    #[test]
    fn depression_has_the_published_bands() {
        let table = ScoreTable::negative_binomial(0.626, 2.771, 27);
        close(share(&table, |value| value < 5.0), 0.788, 0.0005);
        close(share(&table, |value| (5.0..10.0).contains(&value)), 0.149, 0.0005);
        let mild = |value: f64| (5.0..10.0).contains(&value);
        close(
            mean_of(&table, |value| if mild(value) { value } else { 0.0 }) / share(&table, mild),
            6.5,
            0.05,
        );
        let more = |value: f64| value >= 10.0;
        close(
            mean_of(&table, |value| if more(value) { value } else { 0.0 }) / share(&table, more),
            13.6,
            0.05,
        );
    }

    #[test]
    fn surgery_interest_has_the_published_mean_and_zeros() {
        let table = ScoreTable::negative_binomial(0.295, 1.006, 10);
        let (mean, deviation) = mean_and_deviation(&table);
        close(mean, 0.894, 0.0005);
        close(deviation, 1.71, 0.005);
        close(share(&table, |value| value == 0.0), 0.65, 0.005);
    }

    #[test]
    fn disability_has_the_published_mean() {
        let (mean, deviation) = mean_and_deviation(&ScoreTable::beta([2.30, 8.30], 2));
        close(mean, 21.7, 0.05);
        close(deviation, 12.1, 0.05);
    }

    #[test]
    fn zeros_are_added_and_the_others_keep_their_proportions() {
        let table = ScoreTable::with_zeros(&ScoreTable::beta(beta_of(0.30, 0.20), 1), 0.45);
        close(table.at(0.45), 0.0, 0.0);
        close(mean_of(&table, |value| value), 0.55 * 30.0, 0.05);
    }

    #[test]
    fn a_score_at_a_rank_has_that_rank() {
        let table = ScoreTable::beta([2.0, 3.0], 1);
        for rank in [0.01, 0.3, 0.77, 0.999] {
            close(table.rank(table.at(rank)), rank, 0.011);
        }
        assert!(table.rank(-1.0) > 0.0 && table.rank(101.0) < 1.0);
    }
}
