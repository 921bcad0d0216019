//! What is generated: how many people, from which seed, with what missing.

use crate::domain::format;

/// Revision of the generator. Another one makes other people from the same options, so it is part of the signature.
const GENERATOR: u32 = 3;

/// People of the programme, and of the comparison group, in the cohort the product was drawn with.
const DRAWN: [u64; 2] = [10_264, 2_486];

/// How many people start the programme: 1 to 5,000,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Starters(u32);

/// A number of people out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} people cannot be generated; choose 1 to 5,000,000.")]
pub struct StartersError(u32);

impl Starters {
    /// Most people.
    pub const MAX: u32 = 5_000_000;

    /// How many.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// How many people registered, answered the first questionnaire and never started: 2,486 to 10,264 starters, so
    /// that about a fifth of those who answered did not start.
    pub const fn comparison(self) -> u32 {
        Self::comparison_of(self.0)
    }

    /// How many people start the pelvic pathway, on top of the others: 3 to 100.
    pub const fn pelvic(self) -> u32 {
        (self.0 as u64 * 3 / 100) as u32
    }

    /// How many registered for the pelvic pathway and never started, in the same proportion as elsewhere.
    pub const fn pelvic_comparison(self) -> u32 {
        Self::comparison_of(self.pelvic())
    }

    const fn comparison_of(count: u32) -> u32 {
        let [starters, comparison] = DRAWN;
        ((count as u64 * comparison + starters / 2) / starters) as u32
    }
}

impl TryFrom<u32> for Starters {
    type Error = StartersError;

    fn try_from(count: u32) -> Result<Self, StartersError> {
        if (1..=Self::MAX).contains(&count) { Ok(Self(count)) } else { Err(StartersError(count)) }
    }
}

/// What makes people stop for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DropoutMechanism {
    /// What was observed of them before: missing at random.
    #[default]
    MissingAtRandom,
    /// Pain at that moment, which is then not observed: missing not at random.
    MissingNotAtRandom,
}

/// Whether people in the programme miss single pain reports and questionnaires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IntermittentMissingness {
    /// Now and then.
    #[default]
    On,
    /// Never: every report is there until a person stops.
    Off,
}

/// Everything that the people follow from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProgrammeOptions {
    /// Who starts; the comparison group and the pelvic pathway come on top.
    pub starters: Starters,
    /// Chooses one of 2⁶⁴ programmes.
    pub seed: u64,
    /// What makes people stop.
    pub dropout: DropoutMechanism,
    /// Whether reports are missed.
    pub intermittent: IntermittentMissingness,
}

impl ProgrammeOptions {
    /// Name for people, in the place of a file name: "synthetic programme, 10,000 people, seed 1".
    pub fn name(&self) -> String {
        let dropout = match self.dropout {
            DropoutMechanism::MissingAtRandom => "",
            DropoutMechanism::MissingNotAtRandom => ", drop-out by unseen pain",
        };
        let reports = match self.intermittent {
            IntermittentMissingness::On => "",
            IntermittentMissingness::Off => ", complete reports",
        };
        let people = format::count(self.starters.get());
        let noun = if self.starters.get() == 1 { "person" } else { "people" };
        format!("synthetic programme, {people} {noun}, seed {}{dropout}{reports}", self.seed)
    }

    /// A text that is the same exactly when every generated value is the same; its digest stands for that of a file.
    pub fn signature(&self) -> String {
        signature(&self.name())
    }
}

/// The signature of what this revision of the generator makes under a name.
pub fn signature(name: &str) -> String {
    format!("generator {GENERATOR}: {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(starters: u32) -> ProgrammeOptions {
        ProgrammeOptions {
            starters: Starters::try_from(starters).unwrap(),
            seed: 1,
            dropout: DropoutMechanism::default(),
            intermittent: IntermittentMissingness::default(),
        }
    }

    #[test]
    fn the_comparison_group_and_the_pelvic_pathway_are_in_proportion() {
        assert_eq!(options(10_264).starters.comparison(), 2_486);
        assert_eq!(options(10_000).starters.comparison(), 2_422);
        assert_eq!(options(5_000_000).starters.comparison(), 1_211_029);
        assert_eq!(options(1).starters.comparison(), 0);
        assert_eq!(options(10_000).starters.pelvic(), 300);
        assert_eq!(options(10_000).starters.pelvic_comparison(), 73);
    }

    #[test]
    fn nobody_and_too_many_are_refused_with_a_sentence() {
        let sentence = Starters::try_from(0).unwrap_err().to_string();
        assert_eq!(sentence, "0 people cannot be generated; choose 1 to 5,000,000.");
        assert!(Starters::try_from(5_000_001).is_err());
    }

    #[test]
    fn every_option_is_in_the_name_and_so_in_the_signature() {
        assert_eq!(options(10_000).name(), "synthetic programme, 10,000 people, seed 1");
        let other = ProgrammeOptions {
            seed: 7,
            dropout: DropoutMechanism::MissingNotAtRandom,
            intermittent: IntermittentMissingness::Off,
            ..options(1)
        };
        assert_eq!(
            other.signature(),
            "generator 3: synthetic programme, 1 person, seed 7, drop-out by unseen pain, complete reports"
        );
    }
}
