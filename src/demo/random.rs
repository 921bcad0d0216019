//! Random numbers that are a pure function of seed, person and purpose.
//!
//! Every person has a generator of their own for every purpose, so person 17 is the same among 100 people and among a
//! million, and drawing one thing more about somebody moves nothing else. All transcendental functions come from
//! `libm`, so server, browser and test draw the same bits (`docs/adr/0011-random-numbers-of-our-own.md`).

use libm::{exp, log, log1p, pow, sqrt};

use super::normal;

/// What is drawn. Each purpose has its own sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Age, body mass index, region, distress, engagement and pain at the start.
    Person,
    /// What describes a person and influences no course.
    Background,
    /// Response class and the course of pain.
    Course,
    /// Weekly sessions.
    Sessions,
    /// When a person stops for good.
    DropOut,
    /// Which pain reports are missed.
    Reports,
    /// Questionnaires beside pain.
    Questionnaires,
    /// Answers after the programme.
    FollowUp,
    /// The numeric rating beside the visual scale.
    Ratings,
    /// Education and messages.
    Contacts,
    /// Questionnaires that go with some regions and pathways.
    FurtherQuestionnaires,
    /// Intent, operations, prescriptions and cost in claims.
    Claims,
}

/// `SplitMix64` (Steele, Lea & Flood, OOPSLA 2014, figure 18; reference implementation by Vigna, 2015).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Random {
    state: u64,
}

/// The golden ratio in 64 bits, by which the state advances.
const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

/// Past this probability a count is as good as impossible.
const NEGLIGIBLE: f64 = 1e-18;

impl Random {
    /// The generator of one person for one purpose.
    pub fn new(seed: u64, person: u64, stream: Stream) -> Self {
        let state = [person, stream as u64]
            .iter()
            .fold(mix(seed.wrapping_add(GAMMA)), |state, part| mix(state ^ mix(part.wrapping_add(GAMMA))));
        Self { state }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GAMMA);
        mix(self.state)
    }

    /// Uniform strictly between 0 and 1: the middles of 2⁵² equal steps.
    pub fn uniform(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 52) as f64;
        ((self.next() >> 12) as f64 + 0.5) * STEP
    }

    /// Standard normal, by inversion: one uniform each.
    pub fn normal(&mut self) -> f64 {
        normal::quantile(self.uniform())
    }

    /// Normal with this mean and standard deviation, within `low..=high`, by inversion of the truncated distribution
    /// function. A range without probability gives its nearer end.
    pub fn truncated_normal(&mut self, mean: f64, standard_deviation: f64, [low, high]: [f64; 2]) -> f64 {
        let rank = |value: f64| normal::distribution((value - mean) / standard_deviation);
        let (from, to) = (rank(low), rank(high));
        let value = mean + standard_deviation * normal::quantile(from + (to - from) * self.uniform());
        value.clamp(low, high)
    }

    /// Gamma with this shape > 0 and scale 1: Marsaglia & Tsang, ACM Trans Math Softw 2000;26:363, whose section 6
    /// brings shapes under 1 to shapes over 1.
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = pow(self.uniform(), 1.0 / shape);
            return boost * self.gamma(shape + 1.0);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / sqrt(9.0 * d);
        loop {
            let x = self.normal();
            let v = 1.0 + c * x;
            let cube = v * v * v;
            if v > 0.0 && log(self.uniform()) < 0.5 * x * x + d - d * cube + d * log(cube) {
                return d * cube;
            }
        }
    }

    /// Beta with this mean strictly between 0 and 1 and concentration `k` = alpha + beta, from two gammas.
    pub fn beta(&mut self, mean: f64, concentration: f64) -> f64 {
        let a = self.gamma(concentration * mean);
        let b = self.gamma(concentration * (1.0 - mean));
        a / (a + b)
    }

    /// Negative binomial count of this size and mean (variance mean + mean² / size), by inversion.
    pub fn negative_binomial(&mut self, size: f64, mean: f64) -> u32 {
        let factor = mean / (size + mean);
        self.count(exp(-size * log1p(mean / size)), |count| factor * (size + count) / (count + 1.0))
    }

    /// Poisson count, by inversion; for means up to some hundreds.
    pub fn poisson(&mut self, mean: f64) -> u32 {
        self.count(exp(-mean), |count| mean / (count + 1.0))
    }

    /// The count whose probabilities start with `none` and go on by `ratio(count)` = p(count + 1) / p(count).
    fn count(&mut self, none: f64, ratio: impl Fn(f64) -> f64) -> u32 {
        let rank = self.uniform();
        let (mut count, mut probability, mut cumulative) = (0_u32, none, none);
        loop {
            let next = probability * ratio(f64::from(count));
            // Probabilities of a large mean begin negligible and rise.
            if rank <= cumulative || probability <= NEGLIGIBLE && next <= probability {
                return count;
            }
            (probability, count) = (next, count + 1);
            cumulative += probability;
        }
    }

    /// Yes with this log-odds.
    pub fn yes_with_log_odds(&mut self, log_odds: f64) -> bool {
        self.uniform() < logistic(log_odds)
    }

    /// Position in a list of weights, in proportion to them; the last one where rounding leaves a rest.
    pub fn choose(&mut self, weights: &[f64]) -> usize {
        let mut rest = self.uniform() * weights.iter().sum::<f64>();
        let is_chosen = |weight: &f64| {
            rest -= weight;
            rest < 0.0
        };
        weights.iter().position(is_chosen).unwrap_or(weights.len().saturating_sub(1))
    }
}

/// The probability of these log-odds.
pub fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + exp(-log_odds))
}

/// Stafford's thirteenth mixing function, as `SplitMix64` uses it.
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn random(person: u64) -> Random {
        Random::new(1, person, Stream::Person)
    }

    /// Mean and standard deviation of 100,000 draws.
    fn moments(mut draw: impl FnMut(&mut Random) -> f64) -> (f64, f64) {
        let mut source = random(0);
        let values: Vec<f64> = (0..100_000).map(|_| draw(&mut source)).collect();
        let summary = crate::stats::Moments::of_values(&values).unwrap();
        (summary.mean, summary.standard_deviation().unwrap())
    }

    /// Mean within four standard errors, standard deviation within 2 %.
    fn assert_moments(drawn: (f64, f64), mean: f64, standard_deviation: f64) {
        assert!((drawn.0 - mean).abs() < 4.0 * standard_deviation / 316.2, "{drawn:?}, {mean}");
        assert!((drawn.1 / standard_deviation - 1.0).abs() < 0.02, "{drawn:?}, {standard_deviation}");
    }

    /// The first outputs for the state 1234567, as the reference implementation gives them.
    #[test]
    fn the_bits_are_those_of_the_reference_implementation() {
        let mut random = Random { state: 1_234_567 };
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!([(); 5].map(|()| random.next()), expected);
    }

    #[test]
    fn people_purposes_and_seeds_have_sequences_of_their_own() {
        let first = |seed, person, stream| Random::new(seed, person, stream).next();
        let all = [
            first(1, 0, Stream::Person),
            first(1, 1, Stream::Person),
            first(1, 0, Stream::Background),
            first(2, 0, Stream::Person),
        ];
        let distinct: std::collections::BTreeSet<u64> = all.into_iter().collect();
        assert_eq!(distinct.len(), all.len());
    }

    #[test]
    fn the_same_purpose_across_people_is_uniform() {
        let drawn: Vec<f64> = (0..100_000).map(|person| random(person).uniform()).collect();
        let summary = crate::stats::Moments::of_values(&drawn).unwrap();
        assert_moments((summary.mean, summary.standard_deviation().unwrap()), 0.5, 1.0 / 12.0_f64.sqrt());
    }

    #[test]
    fn distributions_have_their_means_and_standard_deviations() {
        assert_moments(moments(Random::normal), 0.0, 1.0);
        assert_moments(moments(|r| r.gamma(0.45)), 0.45, 0.45_f64.sqrt());
        assert_moments(moments(|r| r.gamma(6.0)), 6.0, 6.0_f64.sqrt());
        assert_moments(moments(|r| r.beta(0.46, 4.9)), 0.46, (0.46 * 0.54 / 5.9_f64).sqrt());
        assert_moments(moments(|r| r.poisson(22.8).into()), 22.8, 22.8_f64.sqrt());
        assert_moments(moments(|r| r.poisson(90.0).into()), 90.0, 90.0_f64.sqrt());
        assert_moments(
            moments(|r| r.negative_binomial(6.0, 2.75).into()),
            2.75,
            (2.75 + 2.75 * 2.75 / 6.0_f64).sqrt(),
        );
        assert_moments(moments(|r| f64::from(u8::from(r.yes_with_log_odds(-2.0)))), 0.119_203, 0.324_028);
    }

    #[test]
    fn a_choice_follows_the_weights() {
        let mut source = random(3);
        let mut counts = [0_u32; 3];
        for _ in 0..100_000 {
            counts[source.choose(&[1.0, 0.0, 3.0])] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((f64::from(counts[0]) - 25_000.0).abs() < 4.0 * 137.0, "{counts:?}");
    }

    #[test]
    fn a_truncated_normal_stays_inside() {
        let mut source = random(4);
        assert!((0..10_000).all(|_| (18.0..=20.0).contains(&source.truncated_normal(
            47.7,
            10.8,
            [18.0, 20.0]
        ))));
    }
}
