//! Two groups compared: did one change more than the other, by how much, and who improved?
//!
//! [`disjoint`] → [`run`] → [`CompareResult`] → [`PublicCompare`] → [`exhibit`].

mod cells;
mod changes;
mod cut_offs;
mod exhibit;
mod figure;
mod footnotes;
mod numbers;
mod options;
mod overlap;
mod public;
mod publish;
mod publish_responders;
mod result;
mod run;
mod sizes;
mod table;
mod tally;
mod title;
mod words;

pub use cut_offs::ResponderCutOff;
pub use exhibit::exhibit;
pub use numbers::{ProbabilityBand, PublicNumber, PublicProbability};
pub use options::{Assignment, CompareOptions, ComparedWords};
pub use overlap::{DisjointGroups, Overlap, OverlapResolution, PublicOverlap, disjoint};
pub use public::{
    PublicChiSquared, PublicCompare, PublicComparedGroup, PublicRanks, PublicResponderComparison, PublicTest,
    RankMethod, ResponderDenominator,
};
pub use result::{CompareResult, ComparedGroup, ResponderCounts};
pub use run::run;
pub use sizes::PairSizes;
