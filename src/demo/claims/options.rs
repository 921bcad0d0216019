//! How many people of claims are made, and from which seed.

use crate::demo::options::{Starters, signature};
use crate::domain::format;

/// Pairs to starters, as in the study whose figures are followed and the cohort of the programme: 4,195 to 10,264.
const PAIRS_TO_STARTERS: [u64; 2] = [4_195, 10_264];
/// Most pairs: more show nothing new and take time to load.
const MOST_PAIRS: u64 = 10_000;

/// Everything that the people of the claims study follow from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimsOptions {
    /// People in each of the two groups.
    pub pairs: u32,
    /// Chooses one of 2⁶⁴ studies.
    pub seed: u64,
}

impl ClaimsOptions {
    /// The claims study that goes with a programme of so many people: 4,195 pairs to 10,264 starters, at least one and
    /// at most 10,000.
    pub fn beside(starters: Starters, seed: u64) -> Self {
        let [pairs, of] = PAIRS_TO_STARTERS;
        let pairs = (u64::from(starters.get()) * pairs / of).clamp(1, MOST_PAIRS);
        Self { pairs: pairs as u32, seed }
    }

    /// Name for people, in the place of a file name: "synthetic claims, 4,087 pairs, seed 1".
    pub fn name(&self) -> String {
        let noun = if self.pairs == 1 { "pair" } else { "pairs" };
        format!("synthetic claims, {} {noun}, seed {}", format::count(self.pairs), self.seed)
    }

    /// A text that is the same exactly when every generated value is the same; its digest stands for that of a file.
    pub fn signature(&self) -> String {
        signature(&self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_claims_study_is_in_proportion_within_limits() {
        let pairs = |starters| ClaimsOptions::beside(Starters::try_from(starters).unwrap(), 1).pairs;
        assert_eq!([1, 10_000, 10_264, 5_000_000].map(pairs), [1, 4_087, 4_195, 10_000]);
    }
}
