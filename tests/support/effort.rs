//! How much a test tries: a sixteenth of its cases or people while somebody works, all of them in `cargo xtask test`.

use proptest::test_runner::Config;

/// Set to `full` by the core step of `cargo xtask test`.
const VARIABLE: &str = "SINEW_TEST_EFFORT";

/// How much the tests of this run try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// A sixteenth.
    Quick,
    /// Everything.
    Full,
}

impl Effort {
    /// What the environment asks for.
    pub fn of_this_run() -> Self {
        match std::env::var_os(VARIABLE) {
            Some(value) if value == "full" => Self::Full,
            Some(_) | None => Self::Quick,
        }
    }

    /// So many of `all`, at least one.
    pub fn share_of(self, all: u32) -> u32 {
        match self {
            Self::Quick => all.div_ceil(16),
            Self::Full => all,
        }
    }
}

/// A property that tries `all` cases under full effort.
pub fn cases(all: u32) -> Config {
    Config::with_cases(Effort::of_this_run().share_of(all))
}
