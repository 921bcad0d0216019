//! What each rule is about.

use std::collections::BTreeSet;

use super::CheckedCohort;
use super::resolved::Resolved;

/// Something that a rule asks about, by its position in the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleSubject {
    /// A variable.
    Variable(usize),
    /// An instrument, at whatever time point.
    Instrument(usize),
}

impl CheckedCohort {
    /// For each rule what it asks about, saved cohorts that it names looked into; nothing for a rule that everyone or
    /// nobody meets whatever the data.
    pub fn rule_subjects(&self) -> Vec<BTreeSet<RuleSubject>> {
        let subjects = |rule| {
            let mut found = BTreeSet::new();
            note_subjects(rule, &mut found);
            found
        };
        self.resolved_rules.iter().map(subjects).collect()
    }
}

fn note_subjects(criterion: &Resolved, found: &mut BTreeSet<RuleSubject>) {
    match criterion {
        Resolved::All(members) | Resolved::Any(members) => {
            for member in members {
                note_subjects(member, found);
            }
        }
        Resolved::Not(inner) => note_subjects(inner, found),
        Resolved::Number { place, .. }
        | Resolved::Date { place, .. }
        | Resolved::OneOf { place, .. }
        | Resolved::FlagIs { place, .. }
        | Resolved::Present(place) => {
            found.insert(RuleSubject::Variable(place.column));
        }
        Resolved::Score { place, .. }
        | Resolved::Change { place, .. }
        | Resolved::PercentChange { place, .. }
        | Resolved::ScorePresent(place)
        | Resolved::Total { place, .. } => {
            found.insert(RuleSubject::Instrument(place.instrument));
        }
    }
}
