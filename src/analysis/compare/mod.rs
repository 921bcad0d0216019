//! Two groups compared: did one change more than the other, by how much, and who improved?
//!
//! [`disjoint`] → [`run`] → [`CompareResult`] → [`PublicCompare`] → [`exhibit`].

mod cells;
mod changes;
mod cut_offs;
mod exhibit;
mod figure;
mod fit;
mod footnotes;
mod method;
mod multiplicity;
mod numbers;
mod options;
mod overlap;
mod public;
mod publish;
mod publish_fit;
mod publish_responders;
mod recommend;
mod repeated;
mod result;
mod run;
mod sizes;
mod table;
mod table_of_fit;
mod tally;
mod title;
mod words;

pub use cut_offs::ResponderCutOff;
pub use exhibit::exhibit;
pub use fit::FitOfMethods;
pub use method::Method;
pub use numbers::{ProbabilityBand, PublicNumber, PublicProbability};
pub use options::{Assignment, CompareOptions, ComparedWords, Depth};
pub use overlap::{DisjointGroups, Overlap, OverlapResolution, PublicOverlap, disjoint};
pub use public::{
    PublicChiSquared, PublicCompare, PublicComparedGroup, PublicRanks, PublicRepeated,
    PublicResponderComparison, PublicTest, RankMethod, ResponderDenominator,
};
pub use publish_fit::{PublicFit, PublicGroupFit, PublicVisitFit};
pub use repeated::{Arrival, NoRepeatedFit, RepeatedFit, RepeatedMeasures, Structure, VisitSeen};
pub use result::{CompareResult, ComparedGroup, ResponderCounts};
pub use run::{run, run_to};
pub use sizes::PairSizes;
pub use table_of_fit::HOW_WELL_THEY_FIT;
