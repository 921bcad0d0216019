//! How many comparisons stand on the page, and what becomes of their p-values when that is allowed for.
//!
//! The methods are several estimates of one difference and count once; each responder cut-off of each denominator is a
//! comparison of its own. From published p-values only: where only their bands are shown, the adjusted value is that of the
//! upper ends of the bands, which is never too small.

use super::table::cut_off_words;
use super::words::Story;
use super::{ProbabilityBand, PublicProbability, PublicResponderComparison};
use crate::domain::{Finite, format};
use crate::stats::multiplicity::{Adjustment, adjust_among};

/// A comparison with the largest p-value it may have.
struct Tested {
    name: String,
    most: f64,
    is_bound: bool,
}

impl Story<'_> {
    /// How many comparisons there are, and Holm's p-values; `None` when there is only one.
    pub fn multiplicity(&self) -> Option<String> {
        let comparisons = 1 + self.public.responders.len();
        if comparisons < 2 {
            return None;
        }
        let told = self
            .holm(comparisons)
            .map_or_else(String::new, |told| format!(" By Holm’s method, over all {comparisons}: {told}."));
        Some(format!(
            "{comparisons} comparisons of the groups stand here: the change, however it is estimated, and responders at each \
             cut-off of everyone and of completers. Intervals and p-values are each its own, not adjusted for their number.{told}"
        ))
    }

    fn holm(&self, comparisons: usize) -> Option<String> {
        let change = tested("change".to_owned(), self.public.p_value(self.lead()));
        let responders = self.public.responders.iter().map(|each| tested(name(each), each.fisher));
        let tests: Vec<Tested> = std::iter::once(change).chain(responders).flatten().collect();
        let p_values: Vec<f64> = tests.iter().map(|test| test.most).collect();
        let adjusted = adjust_among(&p_values, comparisons, Adjustment::Holm).ok()?;
        let told = tests.iter().zip(adjusted).filter_map(|(test, adjusted)| test.words(adjusted));
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| told.join("; "))
    }
}

fn tested(name: String, p_value: PublicProbability) -> Option<Tested> {
    let (most, is_bound) = match p_value {
        PublicProbability::Exact(value) => (value.get(), false),
        PublicProbability::Band(band) => (most(band), true),
        PublicProbability::Hidden => return None,
    };
    Some(Tested { name, most, is_bound })
}

const fn most(band: ProbabilityBand) -> f64 {
    match band {
        ProbabilityBand::Below001 => 0.001,
        ProbabilityBand::Below01 => 0.01,
        ProbabilityBand::Below05 => 0.05,
        ProbabilityBand::AtLeast05 => 1.0,
    }
}

impl Tested {
    /// `change p = 0.010`, `change p < 0.005`; nothing is known of a p-value whose bound is 1.
    fn words(&self, adjusted: f64) -> Option<String> {
        let adjusted = Finite::new(adjusted)?;
        let told = if !self.is_bound {
            PublicProbability::Exact(adjusted).words()?
        } else if adjusted.get() < 1.0 {
            format!("p < {}", format::decimal(adjusted, 3))
        } else {
            "p up to 1".to_owned()
        };
        Some(format!("{} {told}", self.name))
    }
}

/// `30% of everyone`.
fn name(comparison: &PublicResponderComparison) -> String {
    let (size, of) = cut_off_words(comparison);
    format!("{size} of {of}")
}
