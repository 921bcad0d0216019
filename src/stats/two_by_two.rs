//! Two groups, an outcome that is there or not: a table of two rows and two columns.

mod association;
mod conditional;
mod difference;
mod fisher;
mod noncentral;
mod number_needed;
mod risk;
mod score;

pub use association::{PearsonChiSquared, YatesCorrection};
pub use conditional::ConditionalOddsRatio;
pub use difference::RiskDifferenceInterval;
pub use fisher::FisherExact;
pub use number_needed::{NumberNeeded, NumberNeededRange};
pub use risk::{NumberNeededToTreat, RatioEstimate, RiskDifference};
pub use score::{ScoreTest, ScoreVariance};

/// People with the outcome of so many, in two groups of at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwoByTwo {
    events: [u32; 2],
    people: [u32; 2],
}

impl TwoByTwo {
    /// `(events, people)` of the first and of the second group. `None` when a group is empty or has more events than
    /// people.
    pub fn new(first: (u32, u32), second: (u32, u32)) -> Option<Self> {
        let possible = |(events, people): (u32, u32)| people > 0 && events <= people;
        (possible(first) && possible(second))
            .then_some(Self { events: [first.0, second.0], people: [first.1, second.1] })
    }

    /// People with the outcome in the first and the second group.
    pub const fn events(self) -> [u32; 2] {
        self.events
    }

    /// People in the first and the second group.
    pub const fn people(self) -> [u32; 2] {
        self.people
    }

    /// Share with the outcome in the first and the second group.
    pub fn risks(self) -> [f64; 2] {
        let [(a, n), (c, m)] = self.rows();
        [a / n, c / m]
    }

    /// `[[a, b], [c, d]]`: with and without the outcome.
    fn cells(self) -> [[f64; 2]; 2] {
        self.rows().map(|(events, people)| [events, people - events])
    }

    fn rows(self) -> [(f64, f64); 2] {
        let ([a, c], [n, m]) = (self.events.map(f64::from), self.people.map(f64::from));
        [(a, n), (c, m)]
    }
}

#[cfg(test)]
mod tests;
