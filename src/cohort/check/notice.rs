//! What is worth saying of a definition that is allowed.

use serde::{Deserialize, Serialize};

use super::resolved::Resolved;
use super::simplify::first_contradiction;

/// What is worth saying of a definition that is allowed. Rules are counted from 0, as [`super::CheckedCohort::rules`]
/// lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case", deny_unknown_fields)]
pub enum Notice {
    /// Nobody can meet this rule, whatever the data.
    NobodyMeetsRule {
        /// The rule.
        rule: u32,
    },
    /// Everyone meets this rule, whatever the data.
    EveryoneMeetsRule {
        /// The rule.
        rule: u32,
    },
    /// Nobody can meet this rule together with those before it, whatever the data.
    RulesContradict {
        /// The first rule that the rules before it leave nobody for.
        rule: u32,
    },
}

/// The notices about rules, in their order.
pub(super) fn notices(rules: &[Resolved]) -> Vec<Notice> {
    let contradiction = first_contradiction(rules);
    let of_rule = |(at, resolved): (usize, &Resolved)| {
        let rule = at as u32;
        if *resolved == Resolved::NOBODY {
            Some(Notice::NobodyMeetsRule { rule })
        } else if *resolved == Resolved::EVERYONE {
            Some(Notice::EveryoneMeetsRule { rule })
        } else {
            (contradiction == Some(at)).then_some(Notice::RulesContradict { rule })
        }
    };
    rules.iter().enumerate().filter_map(of_rule).collect()
}
