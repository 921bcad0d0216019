//! The tree, as saved and sent.

use serde::{Deserialize, Serialize};

use super::CohortError;
use crate::domain::{Code, Finite};

/// A cohort definition: a versioned tree of criteria.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CohortDefinition {
    /// Version of the language: 1.
    pub version: u8,
    /// The tree.
    pub root: Criterion,
}

impl CohortDefinition {
    /// Version of the language written by this program.
    pub const VERSION: u8 = 1;
    /// Longest JSON text.
    pub const MAX_BYTES: usize = 64 * 1024;
    /// Deepest tree; the root is level 1.
    pub const MAX_DEPTH: usize = 12;
    /// Most nodes of a tree.
    pub const MAX_NODES: usize = 200;
    /// Most levels of one criterion.
    pub const MAX_LEVELS: usize = 500;

    /// Everyone.
    pub const fn everyone() -> Self {
        Self { version: Self::VERSION, root: Criterion::All(Vec::new()) }
    }

    /// Those who meet every criterion.
    pub const fn all_of(criteria: Vec<Criterion>) -> Self {
        Self { version: Self::VERSION, root: Criterion::All(criteria) }
    }

    /// Reads the JSON text of a definition. Length and nesting are measured on the bytes first, so hostile text
    /// costs neither memory nor stack.
    ///
    /// # Errors
    /// [`CohortError::TooLong`], [`CohortError::TooDeep`], [`CohortError::Malformed`] (also for unknown and repeated
    /// fields and numbers too large), [`CohortError::UnknownVersion`].
    pub fn parse(json: &str) -> Result<Self, CohortError> {
        if json.len() > Self::MAX_BYTES {
            return Err(CohortError::TooLong(Self::MAX_BYTES));
        }
        if nesting(json) > MAX_NESTING {
            return Err(CohortError::TooDeep(Self::MAX_DEPTH));
        }
        let definition: Self = serde_json::from_str(json).map_err(|error| malformed(&error))?;
        if definition.version == Self::VERSION {
            Ok(definition)
        } else {
            Err(CohortError::UnknownVersion(definition.version))
        }
    }
}

/// A node of the tree. A person whose value is missing meets no criterion on that variable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case", deny_unknown_fields)]
pub enum Criterion {
    /// Meets every one; an empty list is met by everyone.
    All(Vec<Criterion>),
    /// A number within limits, both inclusive; at least one is given.
    NumberRange {
        /// A number variable.
        variable: Code,
        /// At least.
        low: Option<Finite>,
        /// At most.
        high: Option<Finite>,
    },
    /// A category among levels; at least one.
    OneOf {
        /// A category variable.
        variable: Code,
        /// Level codes.
        levels: Vec<Code>,
    },
    /// A flag with a given answer.
    FlagIs {
        /// A flag variable.
        variable: Code,
        /// The answer.
        answer: bool,
    },
}

impl Criterion {
    /// The variable of a simple criterion; `None` for a list of criteria.
    pub const fn variable(&self) -> Option<&Code> {
        match self {
            Self::All(_) => None,
            Self::NumberRange { variable, .. }
            | Self::OneOf { variable, .. }
            | Self::FlagIs { variable, .. } => Some(variable),
        }
    }
}

/// JSON nesting of the deepest definition: the definition, an object and an array each list, and in the deepest
/// criterion its object, its detail and the array of levels.
const MAX_NESTING: usize = 1 + 2 * (CohortDefinition::MAX_DEPTH - 1) + 3;

/// Deepest nesting of brackets outside strings.
fn nesting(json: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

const MAX_REASON_CHARACTERS: usize = 160;

fn malformed(error: &serde_json::Error) -> CohortError {
    let text = error.to_string();
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    let reason = text.strip_suffix(&suffix).unwrap_or(&text);
    CohortError::Malformed {
        line: error.line(),
        column: error.column(),
        reason: reason.chars().take(MAX_REASON_CHARACTERS).collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::test_study::definitions;
    use super::*;

    fn sentence(json: &str) -> String {
        CohortDefinition::parse(json).expect_err(json).to_string()
    }

    fn nested(lists: usize) -> String {
        let open = r#"{"kind":"all","detail":["#.repeat(lists);
        format!(r#"{{"version":1,"root":{open}{}}}"#, "]}".repeat(lists))
    }

    proptest! {
        #[test]
        fn a_definition_survives_json(definition in definitions()) {
            let json = serde_json::to_string(&definition).expect("serialises");
            prop_assert_eq!(CohortDefinition::parse(&json), Ok(definition));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in r#"[\[\]{}",:a-z0-9\\ ]{0,200}"#) {
            let _ = CohortDefinition::parse(&text);
        }
    }

    #[test]
    fn the_deepest_allowed_tree_is_read() {
        assert!(CohortDefinition::parse(&nested(CohortDefinition::MAX_DEPTH)).is_ok());
    }

    #[test]
    fn depth_bombs_are_refused_on_a_small_stack() {
        let refused = std::thread::Builder::new()
            .stack_size(2 * 1024 * 1024)
            .spawn(|| {
                let content_first = |depth: usize| {
                    let open = r#"{"detail":["#.repeat(depth);
                    format!(r#"{{"version":1,"root":{open}{}}}"#, r#"],"kind":"all"}"#.repeat(depth))
                };
                let bombs = [
                    nested(14),
                    nested(128),
                    nested(2_500),
                    content_first(14),
                    content_first(2_500),
                    "[".repeat(60_000),
                    r#"{"a":"#.repeat(10_000),
                ];
                bombs.iter().map(|bomb| CohortDefinition::parse(bomb)).collect::<Vec<_>>()
            })
            .expect("a thread")
            .join()
            .expect("no overflow");
        for result in refused {
            assert_eq!(result, Err(CohortError::TooDeep(CohortDefinition::MAX_DEPTH)));
        }
    }

    #[test]
    fn a_text_longer_than_the_limit_is_refused_unread() {
        let text = " ".repeat(CohortDefinition::MAX_BYTES + 1);
        assert_eq!(sentence(&text), "This cohort definition is longer than 65536 bytes. Send a shorter one.");
    }

    #[test]
    fn brackets_inside_strings_do_not_count_as_nesting() {
        assert_eq!(nesting(r#"{"a":"[[[[\"{{{"}"#), 1);
    }

    #[test]
    fn malformed_definitions_are_refused_with_the_place() {
        let range = |detail: &str| {
            format!(r#"{{"version":1,"root":{{"kind":"number_range","detail":{{{detail}}}}}}}"#)
        };
        let cases = [
            (r#"{"version":1}"#.to_owned(), "missing field `root`"),
            (
                r#"{"version":1,"root":{"kind":"all","detail":[]},"extra":0}"#.to_owned(),
                "unknown field `extra`",
            ),
            (r#"{"version":1,"root":{"kind":"all","detail":[],"x":0}}"#.to_owned(), "string \"x\", expected \"kind\" or \"detail\""),
            (
                r#"{"version":1,"version":1,"root":{"kind":"all","detail":[]}}"#.to_owned(),
                "duplicate field `version`",
            ),
            (r#"{"version":1,"root":{"kind":"any","detail":[]}}"#.to_owned(), "unknown variant `any`"),
            (range(r#""variable":"age","low":1e400,"high":null"#), "number out of range"),
            (range(r#""variable":"age","low":NaN,"high":null"#), "expected value"),
            (range(r#""variable":"age","low":"5","high":null"#), "invalid type: string \"5\""),
            (range(r#""variable":"age","low":true,"high":null"#), "invalid type: boolean `true`"),
            (range(r#""variable":"age","low":1,"low":2,"high":null"#), "duplicate field `low`"),
            (
                r#"{"version":1,"root":{"detail":{"variable":"a","answer":true,"answer":false},"kind":"flag_is"}}"#
                    .to_owned(),
                "duplicate field `answer`",
            ),
            (range(r#""variable":"age","low":1,"high":2,"step":1"#), "unknown field `step`"),
            (range(r#""variable":"a';drop table x;--","low":1,"high":2"#), "holds the character"),
            (r#"{"version":1,"root":{"kind":"all","detail":[]}} {}"#.to_owned(), "trailing characters"),
            (
                r#"{"version":300,"root":{"kind":"all","detail":[]}}"#.to_owned(),
                "invalid value: integer `300`",
            ),
        ];
        for (json, expected) in cases {
            let sentence = sentence(&json);
            assert!(
                sentence.contains(expected) && sentence.contains("at line 1, column"),
                "{json}: {sentence}"
            );
        }
    }

    #[test]
    fn a_long_unknown_field_does_not_fill_the_sentence() {
        let json = format!(r#"{{"version":1,"{}":0}}"#, "x".repeat(10_000));
        assert!(sentence(&json).len() < 400);
    }

    #[test]
    fn another_version_is_refused() {
        assert_eq!(
            CohortDefinition::parse(r#"{"version":2,"root":{"kind":"all","detail":[]}}"#),
            Err(CohortError::UnknownVersion(2))
        );
    }
}
