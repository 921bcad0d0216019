//! A cohort while it is edited: rules in order, each on or off, and what can be done to them.
//!
//! Every edit gives a new draft and leaves the old one as it was, so that each can have an address of its own. An edit of
//! a place that is not there changes nothing.

mod edit;

use serde::{Deserialize, Serialize};

use super::{CohortDefinition, Criterion};

/// Whether a rule counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RuleState {
    /// It counts.
    On,
    /// It is kept aside: as if it were not there, but it can be switched on again.
    Off,
}

/// A rule of a draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Whom it picks. Sent in the JSON of the language, as addresses hold it.
    #[serde(with = "criterion_text")]
    pub criterion: Criterion,
    /// Whether it counts.
    pub state: RuleState,
}

impl Rule {
    /// A rule that counts.
    pub const fn on(criterion: Criterion) -> Self {
        Self { criterion, state: RuleState::On }
    }
}

mod criterion_text {
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer, ser};

    use super::Criterion;

    pub fn serialize<S: Serializer>(criterion: &Criterion, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&serde_json::to_string(criterion).map_err(ser::Error::custom)?)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Criterion, D::Error> {
        serde_json::from_str(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// The rules of a cohort while it is edited; all that are on must be met.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// In the order in which they are shown.
    pub rules: Vec<Rule>,
}

/// A place in a draft: the position of a rule, then of a member within it, and so on down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePath {
    /// Position of the rule.
    pub rule: usize,
    /// Positions of members, from the rule downwards.
    pub members: Vec<usize>,
}

impl RulePath {
    /// A whole rule.
    pub const fn rule(rule: usize) -> Self {
        Self { rule, members: Vec::new() }
    }

    /// A member of the criterion here.
    #[must_use]
    pub fn member(&self, member: usize) -> Self {
        let members = self.members.iter().copied().chain([member]).collect();
        Self { rule: self.rule, members }
    }
}

/// How a criterion joins another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// Both must be met.
    And,
    /// One is enough.
    Or,
}

/// Where a rule goes in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// Before the one before it.
    Earlier,
    /// After the one after it.
    Later,
}

impl Draft {
    /// The rules of a definition, all on.
    pub fn of(definition: &CohortDefinition) -> Self {
        Self { rules: definition.rules().iter().cloned().map(Rule::on).collect() }
    }

    /// Those picked by the rules that are on.
    pub fn definition(&self) -> CohortDefinition {
        CohortDefinition::all_of(self.rules_in(RuleState::On).cloned().collect())
    }

    /// The criteria of the rules in a state, in order.
    pub fn rules_in(&self, state: RuleState) -> impl Iterator<Item = &Criterion> {
        self.rules.iter().filter(move |rule| rule.state == state).map(|rule| &rule.criterion)
    }

    /// Number of rules in a state.
    pub fn count_in(&self, state: RuleState) -> usize {
        self.rules_in(state).count()
    }
}

#[cfg(test)]
mod tests;
