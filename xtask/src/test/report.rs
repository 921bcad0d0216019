//! The summary at the end.

use std::process::ExitCode;

use super::outcome::Outcome;
use super::step::Step;
use crate::say;

/// One step that was run.
pub struct Line {
    /// Which.
    pub step: Step,
    /// How long it took.
    pub seconds: f64,
    /// What came of it.
    pub outcome: Outcome,
}

/// Prints every step, what failed, and the counts; the exit code follows from them.
pub fn finish(lines: &[Line]) -> ExitCode {
    say::line("");
    say::step("summary");
    say::line(format!("{:12}{:>8}{:>8}{:>9}{:>10}", "step", "passed", "failed", "skipped", "seconds"));
    for Line { step, seconds, outcome } in lines {
        let Outcome { passed, failed, skipped, .. } = outcome;
        let remark = outcome.remark.as_deref().unwrap_or_default();
        let text = format!("{:12}{passed:>8}{failed:>8}{skipped:>9}{seconds:>10.1}  {remark}", step.name());
        say::line(text.trim_end());
    }
    for (step, problem) in lines.iter().filter_map(|line| Some((line.step, line.outcome.problem.as_deref()?)))
    {
        say::line(format!("{}: {problem}", step.name()));
    }
    let total = lines.iter().fold(Outcome::default(), |sum, line| sum.and(line.outcome.clone()));
    say::line(format!("{} passed, {} failed", total.passed, total.failed));
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
