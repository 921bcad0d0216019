//! What memory and counting allow on this machine, now: reading from memory what an answer depends on once, in the
//! fewest bytes, and counting each value that is counted once. What a cache still holds may be read faster.

use super::memory;
use super::moves::{Answers, Stage};
use super::people::People;

/// Values counted.
const VALUES: usize = 32 << 20;

/// One thread of this machine.
pub struct Machine {
    bytes_a_ms: f64,
    counts_a_ms: f64,
}

impl Machine {
    /// The best of several runs.
    pub fn measured() -> Self {
        // Eleven values, as in a histogram of a score from 0 to 10, mixed.
        let values: Vec<u8> =
            (0..VALUES).map(|index| (index.wrapping_mul(2_654_435_761) >> 16) as u8 % 11).collect();
        let counts_a_ms = memory::best(|| histogram(&values), VALUES);
        Self { bytes_a_ms: memory::bytes_a_ms(), counts_a_ms }
    }

    pub fn sentence(&self) -> String {
        format!(
            "one thread reads {:.1} GB/s and counts {:.2} G values/s here and now",
            self.bytes_a_ms / 1e6,
            self.counts_a_ms / 1e6
        )
    }

    /// Of each stage, in milliseconds on one thread; of the whole move on two. A byte a value, a bit a person.
    pub fn floors(&self, people: &People) -> [f64; Stage::ALL.len()] {
        let everyone = people.participants as f64;
        let answers = Answers::at(people, super::moves::MOVES / 2);
        let selected = f64::from(answers.selected);
        let facets = answers.facets.facets.len() as f64;
        let bitmaps: f64 = answers.facets.facets.iter().map(|facet| facet.rows.len() as f64).sum();
        let times = people.catalogue.time_axis.points.len() as f64;
        let at_least = |bytes: f64, counts: f64| (bytes / self.bytes_a_ms).max(counts / self.counts_a_ms);
        let filter = at_least(2.0 * everyone, 0.0);
        // A place a person, or a bit a person and value.
        let facets =
            at_least(facets * selected, facets * selected).min(at_least(bitmaps * everyone / 8.0, 0.0));
        let trend = at_least((times + 1.0) * selected, times * selected);
        let responders = at_least(3.0 * selected, selected);
        [filter, facets, trend, responders, filter + (facets + trend + responders) / 2.0]
    }
}

/// In four tables, so that equal neighbours do not wait for one another.
fn histogram(values: &[u8]) -> u64 {
    let mut tables = [[0_u32; 256]; 4];
    for four in values.chunks_exact(4) {
        for (table, value) in tables.iter_mut().zip(four) {
            table[usize::from(*value)] += 1;
        }
    }
    tables.iter().flatten().map(|&count| u64::from(count)).sum()
}
