//! The lints of clippy, found while everything is compiled that later steps run.

use std::collections::BTreeSet;

use anyhow::Result;
use serde::Deserialize;

use super::dependencies;
use super::outcome::Outcome;
use crate::process;
use crate::project::Project;
use crate::{say, tools};

/// Builds every configuration. Warnings fail only in the continuous integration, so that a half-done change can be
/// tested.
///
/// # Errors
///
/// When cargo cannot be started or the wasm32 target cannot be added.
pub fn run(project: &Project) -> Result<Outcome> {
    tools::ensure_wasm_target()?;
    let configurations: [&[&str]; 4] = [
        &["--all-targets"],
        &["--features", "ssr", "--all-targets"],
        &["--features", "hydrate", "--lib", "--target", "wasm32-unknown-unknown"],
        &["--package", "xtask", "--all-targets"],
    ];
    let mut sum = one_set_of_features(project)?;
    for configuration in configurations {
        sum = sum.and(build(project, configuration)?);
    }
    Ok(sum)
}

/// What tests and the server share is compiled once.
fn one_set_of_features(project: &Project) -> Result<Outcome> {
    let twofold = dependencies::twofold(project)?;
    if twofold.is_empty() {
        return Ok(Outcome::one_passed());
    }
    let names = twofold.into_iter().collect::<Vec<_>>().join("; ");
    Ok(Outcome::problem(&format!(
        "compiled twice, as tests ask for more features: {names}: ask for them in Cargo.toml"
    )))
}

/// Builds one configuration and shows each message of the compiler once; cargo repeats those of an earlier build.
fn build(project: &Project, configuration: &[&str]) -> Result<Outcome> {
    let mut command = process::cargo(project, [&["build"], configuration].concat());
    let shown = process::shown(&command);
    say::line(format!("$ {shown}"));
    let mut messages = BTreeSet::new();
    let built = process::watch(command.arg("--message-format=json"), |line| {
        if let Some(message) = rendered(line).filter(|message| !messages.contains(message)) {
            say::line(&message);
            messages.insert(message);
        }
        Ok(())
    })?;
    let strict = std::env::var_os("CI").is_some();
    let passed = built && (messages.is_empty() || !strict);
    Ok(if passed {
        Outcome::one_passed()
    } else {
        Outcome::problem(&format!("`{shown}`: see the lints above"))
    })
}

#[derive(Deserialize)]
struct Message {
    reason: String,
    message: Option<Diagnostic>,
}

#[derive(Deserialize)]
struct Diagnostic {
    rendered: Option<String>,
}

/// A warning or an error of the compiler, as people read it.
fn rendered(line: &str) -> Option<String> {
    let message: Message = serde_json::from_str(line).ok()?;
    (message.reason == "compiler-message").then_some(message.message?.rendered?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_the_compiler_is_shown_as_people_read_it() {
        let line = r#"{"reason":"compiler-message","message":{"level":"warning","rendered":"warning: so"}}"#;
        assert_eq!(rendered(line).as_deref(), Some("warning: so"));
    }

    #[test]
    fn what_cargo_made_is_no_message() {
        assert_eq!(rendered(r#"{"reason":"compiler-artifact","fresh":true}"#), None);
        assert_eq!(rendered("printed by a build script"), None);
    }
}
