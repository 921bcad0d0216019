//! What a step came to.

/// Counts, and why it failed as a whole if it did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Tests that passed; a step without tests counts as one.
    pub passed: u32,
    /// Tests that failed, likewise.
    pub failed: u32,
    /// Tests that were not run.
    pub skipped: u32,
    /// What failed, if more than single tests.
    pub problem: Option<String>,
    /// Something to say in the summary.
    pub remark: Option<String>,
}

impl Outcome {
    /// A step without tests that went well.
    pub fn one_passed() -> Self {
        Self { passed: 1, ..Self::default() }
    }

    /// A step that failed as a whole.
    pub fn problem(sentence: &str) -> Self {
        Self { failed: 1, problem: Some(sentence.to_owned()), ..Self::default() }
    }

    /// A step that did nothing, and why.
    pub fn not_checked(remark: &str) -> Self {
        Self { remark: Some(remark.to_owned()), ..Self::default() }
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        let join = |first: Option<String>, second: Option<String>| match (first, second) {
            (Some(first), Some(second)) => Some(format!("{first}; {second}")),
            (first, second) => first.or(second),
        };
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
            problem: join(self.problem, other.problem),
            remark: join(self.remark, other.remark),
        }
    }
}
