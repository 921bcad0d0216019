//! The synthetic programme as the benchmarks have it.

use sinew::demo::{DropoutMechanism, IntermittentMissingness, ProgrammeOptions, Starters};
use sinew::domain::Code;

/// People of the cohort the programme was drawn with who start, of those who answer at all.
const STARTERS: [u64; 2] = [10_264, 12_750];

/// Options for about so many people in both groups.
pub fn options(participants: u32) -> ProgrammeOptions {
    let starters = u64::from(participants) * STARTERS[0] / STARTERS[1];
    ProgrammeOptions {
        starters: Starters::try_from(starters as u32).expect("a sound number of people"),
        seed: 1,
        dropout: DropoutMechanism::MissingAtRandom,
        intermittent: IntermittentMissingness::On,
    }
}

/// A code known to be sound.
pub fn code(text: &str) -> Code {
    Code::try_from(text).expect("a sound code")
}
