//! The statistics engine held against other programs: cases from files, the same public functions as the pages, and
//! agreement number by number.
//!
//! A case names a method of [`methods::all`], gives data, arguments and options, and what another program found. The
//! names of methods, arguments, options and results are part of the public interface: `sinew verify --list` prints
//! them. This room reads no files; who calls it says how a data file is found.

mod agreement;
mod blocks;
mod call;
mod case;
mod cross_table;
mod error;
mod factors;
pub mod methods;
pub mod model;
mod outcome;
pub mod record;
mod subset;
mod table;
mod words;

pub use agreement::{Comparison, Tolerance, Values};
pub use call::Call;
pub use case::{Case, CaseSource, Tolerances, cases};
pub use error::CaseError;
pub use methods::{Field, Method};
pub use outcome::{Outcome, Quantity};
pub use record::Record;
pub use table::{Cell, Table};

/// How a data file named in a case is found: its bytes, or a sentence saying why not.
pub type ReadFile<'a> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'a;

/// A case run through the engine: every expected number beside the one found.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The case's id.
    pub id: String,
    /// The method's name.
    pub method: String,
    /// One entry for each expected number or word, in the order of the case.
    pub comparisons: Vec<Comparison>,
}

impl Verdict {
    /// Whether every expected value was found within its tolerance.
    pub fn agrees(&self) -> bool {
        self.comparisons.iter().all(Comparison::agrees)
    }

    /// The largest relative difference of its numbers; `None` when nothing was compared as a number.
    pub fn worst_difference(&self) -> Option<f64> {
        self.comparisons.iter().filter_map(Comparison::relative_difference).reduce(f64::max)
    }
}

/// Runs one case.
///
/// # Errors
/// A sentence saying what is wrong with the case: an unknown method, argument, option or result, data that cannot be
/// read, or the engine's reason why the statistic does not exist for these data.
pub fn run(case: &Case, read_file: &ReadFile<'_>) -> Result<Verdict, CaseError> {
    let method =
        methods::named(&case.method).ok_or_else(|| CaseError::UnknownMethod { name: case.method.clone() })?;
    let table = Table::of_case(case, read_file)?;
    let call = Call::new(method, case, &table)?;
    let outcome = (method.run)(&call)?;
    let comparisons = agreement::compare(&outcome, &case.expected, &case.tolerance)?;
    Ok(Verdict { id: case.id.clone(), method: case.method.clone(), comparisons })
}
