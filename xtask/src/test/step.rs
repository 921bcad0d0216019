//! The steps, in the order they run.

use clap::ValueEnum;

/// One step of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// See [`Step::describe`].
    Format,
    /// See [`Step::describe`].
    Advisories,
    /// See [`Step::describe`].
    Lints,
    /// See [`Step::describe`].
    Core,
    /// See [`Step::describe`].
    Counts,
    /// See [`Step::describe`].
    Xtask,
    /// See [`Step::describe`].
    Ssr,
    /// See [`Step::describe`].
    Front,
    /// See [`Step::describe`].
    Parity,
    /// See [`Step::describe`].
    Browser,
    /// See [`Step::describe`].
    Office,
    /// See [`Step::describe`].
    Walk,
}

impl Step {
    /// What `--only` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Advisories => "advisories",
            Self::Lints => "lints",
            Self::Core => "core",
            Self::Counts => "counts",
            Self::Xtask => "xtask",
            Self::Ssr => "ssr",
            Self::Front => "front",
            Self::Parity => "parity",
            Self::Browser => "browser",
            Self::Office => "office",
            Self::Walk => "walk",
        }
    }

    /// What it does.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Format => "rustfmt finds nothing to change",
            Self::Advisories => "no locked dependency has a known advisory",
            Self::Lints => "clippy finds nothing in the core, the server, the browser part and this tool",
            Self::Core => "the core's tests, and that it compiles for wasm32",
            Self::Counts => "the statistics engine's kernels take as many instructions as they did",
            Self::Xtask => "the tests of this tool",
            Self::Ssr => "the server's tests against a private PostgreSQL",
            Self::Front => "the server and the browser part can be built",
            Self::Parity => "the browser draws the same bytes as the server",
            Self::Browser => "what people do, in Chromium, with and without JavaScript",
            Self::Office => "other programs read in every file what its figure shows",
            Self::Walk => "the commands of README.md do what it says",
        }
    }
}
