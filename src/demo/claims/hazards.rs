//! Constant hazards, found so that each group has its published probability within twelve months.

use libm::{expm1, log1p};

use crate::demo::normal;
use crate::demo::region::Region;

/// One of the two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The digital programme.
    Programme,
    /// Matched physical therapy.
    Therapy,
}

/// A figure of the programme, and of physical therapy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    programme: f64,
    therapy: f64,
}

impl Pair {
    const fn new(programme: f64, therapy: f64) -> Self {
        Self { programme, therapy }
    }

    /// That of one group.
    pub const fn of(self, side: Side) -> f64 {
        match side {
            Side::Programme => self.programme,
            Side::Therapy => self.therapy,
        }
    }
}

/// First opioid prescription within twelve months (Wang 2023, J Pain Res 16:2609).
pub const OPIOID: Pair = Pair::new(0.079, 0.136);
/// Opioid prescriptions a person within twelve months (the same).
pub const PRESCRIPTIONS: Pair = Pair::new(0.167, 0.224);
/// Any musculoskeletal operation (Domingues, PMC12756660).
pub const ANY_OPERATION: Pair = Pair::new(0.055, 0.132);
/// Knee replacement in knee osteoarthritis (Am J Manag Care 2024;30:e103).
pub const KNEE_REPLACEMENT: Pair = Pair::new(0.038, 0.142);
/// Hip replacement in hip osteoarthritis (the same).
pub const HIP_REPLACEMENT: Pair = Pair::new(0.163, 0.326);
/// Fusion in low back pain (Yadav 2024, BMC Musculoskelet Disord 25:520).
pub const FUSION: Pair = Pair::new(0.007, 0.016);

/// Rise of the logarithm of the hazard of an operation a standard deviation of intent.
const LOG_HAZARD_OF_INTENT: f64 = 0.8;
/// By how many standard deviations intent is higher where people went to physical therapy: with the rise of the hazard,
/// an odds ratio of fusion of 0.64 is left of the crude 0.43, as Yadav 2024 found by adjusting.
const DISTANCE: f64 = 0.48;

/// Equal shares of people over which intent is averaged.
const SHARES: u32 = 400;
/// Halvings of the range in which a hazard is looked for.
const HALVINGS: u32 = 60;
/// No hazard looked for is higher, a year.
const HIGHEST_HAZARD: f64 = 10.0;

/// Mean intent of a group. Where the log-odds of physical therapy rise linearly with intent and it is normal among those
/// of the programme, it is normal with the same deviation and a higher mean among the others.
pub const fn mean_intent(side: Side) -> f64 {
    match side {
        Side::Programme => -0.5 * DISTANCE,
        Side::Therapy => 0.5 * DISTANCE,
    }
}

/// By what intent multiplies the hazard of an operation.
pub fn hazard_ratio(intent: f64) -> f64 {
    libm::exp(LOG_HAZARD_OF_INTENT * intent)
}

/// The hazard a year of something that happens to `share` within a year.
pub fn hazard(share: f64) -> f64 {
    -log1p(-share)
}

/// Hazards of operations at intent 0, a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hazards {
    knee_replacement: f64,
    hip_replacement: f64,
    fusion: f64,
    other: f64,
}

impl Hazards {
    /// Those of one group.
    pub fn new(side: Side) -> Self {
        let intents = Intents::new(side);
        let alone = |pair: Pair| solve(|hazard| intents.share(hazard), pair.of(side));
        let mut hazards = Self {
            knee_replacement: alone(KNEE_REPLACEMENT),
            hip_replacement: alone(HIP_REPLACEMENT),
            fusion: alone(FUSION),
            other: 0.0,
        };
        let any = |other: f64| {
            let by_region = Region::MUSCULOSKELETAL.into_iter().zip(Region::SHARES);
            by_region
                .map(|(region, of_100)| of_100 / 100.0 * intents.share(hazards.major(region) + other))
                .sum()
        };
        hazards.other = solve(any, ANY_OPERATION.of(side));
        hazards
    }

    /// Of the operation by which this region's studies count: replacement, or fusion; none for shoulder and neck.
    pub const fn major(&self, region: Region) -> f64 {
        match region {
            Region::Back => self.fusion,
            Region::Knee => self.knee_replacement,
            Region::Hip => self.hip_replacement,
            Region::Shoulder | Region::Neck | Region::Pelvic => 0.0,
        }
    }

    /// Of any other operation.
    pub const fn other(&self) -> f64 {
        self.other
    }
}

/// What intent multiplies hazards by, in equal shares of a group's people.
struct Intents {
    ratios: Vec<f64>,
}

impl Intents {
    fn new(side: Side) -> Self {
        let ratio = |share: u32| {
            let rank = (f64::from(share) + 0.5) / f64::from(SHARES);
            hazard_ratio(mean_intent(side) + normal::quantile(rank))
        };
        Self { ratios: (0..SHARES).map(ratio).collect() }
    }

    /// Share of the group to whom something of this hazard at intent 0 happens within a year.
    fn share(&self, hazard: f64) -> f64 {
        let sum: f64 = self.ratios.iter().map(|ratio| -expm1(-hazard * ratio)).sum();
        sum / f64::from(SHARES)
    }
}

/// The hazard at which a rising share reaches `aim`.
fn solve(share: impl Fn(f64) -> f64, aim: f64) -> f64 {
    let (mut low, mut high) = (0.0, HIGHEST_HAZARD);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if share(middle) < aim {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_of_a_hazard() {
        assert!((hazard(0.055) - 0.0566).abs() < 5e-5);
        assert!((hazard(0.132) - 0.1416).abs() < 5e-5);
    }

    #[test]
    fn a_hazard_is_found_at_which_the_share_is_the_one_looked_for() {
        let intents = Intents::new(Side::Therapy);
        let found = solve(|hazard| intents.share(hazard), 0.326);
        assert!((intents.share(found) - 0.326).abs() < 1e-12);
    }

    #[test]
    fn at_the_same_intent_the_programme_has_fewer_operations_but_not_as_much_fewer_as_it_seems() {
        let [programme, therapy] = [Side::Programme, Side::Therapy].map(Hazards::new);
        for region in Region::MUSCULOSKELETAL {
            let total = |hazards: &Hazards| hazards.major(region) + hazards.other();
            assert!(total(&programme) < total(&therapy), "{region:?}");
        }
        let crude = hazard(FUSION.of(Side::Programme)) / hazard(FUSION.of(Side::Therapy));
        assert!(programme.fusion / therapy.fusion > crude + 0.15);
    }
}
