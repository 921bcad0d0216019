//! `sinew import`

use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::CommandResult;
use super::arguments::ImportArguments;
use crate::domain::{Code, format};
use crate::import::shipped::{self, ShippedStudy};
use crate::store::{
    self, Database, DatabaseLocation, ImportFile, ImportRequest, LoadOutcome, Loaded, Persistence, Progress,
    Stage,
};

/// Why a command failed.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Loads, rehearses or suggests, and says what came of it.
pub async fn run(location: DatabaseLocation, arguments: ImportArguments) -> CommandResult {
    if let Some(file) = &arguments.suggest {
        return suggest(file);
    }
    let request = request(arguments)?;
    let database = Database::connect(location).await?;
    let told = migrate_and_load(&database, request).await;
    database.close().await?;
    say(&told?);
    Ok(())
}

async fn migrate_and_load(database: &Database, request: ImportRequest) -> Result<String, Failure> {
    store::migrate(database).await?;
    load(database, request).await
}

/// Loads, showing how far it is; a sentence saying what came of it.
pub async fn load(database: &Database, request: ImportRequest) -> Result<String, Failure> {
    let study = request.study.clone();
    let bar = progress_bar();
    let outcome = store::load(database, request, &|progress| show(&bar, progress)).await;
    bar.finish_and_clear();
    Ok(told(&study, &outcome?))
}

fn suggest(file: &Path) -> CommandResult {
    let profile = store::profile(file)?;
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    say(&crate::import::suggest(&name, &profile));
    Ok(())
}

fn request(arguments: ImportArguments) -> Result<ImportRequest, Failure> {
    let persistence = if arguments.dry_run { Persistence::Rehearse } else { Persistence::Keep };
    match (arguments.shipped, arguments.study, arguments.mapping) {
        (Some(name), _, _) => shipped_request(&name, persistence),
        (None, Some(study), Some(mapping)) => own_request(&study, &mapping, &arguments.files, persistence),
        (None, _, _) => Err("name the study with --study, then the mapping and the files.".into()),
    }
}

fn shipped_request(name: &str, persistence: Persistence) -> Result<ImportRequest, Failure> {
    let study = shipped::STUDIES.iter().find(|study| study.code == name).ok_or_else(|| {
        let names: Vec<_> = shipped::STUDIES.iter().map(|study| study.code).collect();
        format!("no study called {name:?} ships with Sinew; there is: {}.", names.join(", "))
    })?;
    let ShippedStudy { code, mapping_toml, files } = study;
    Ok(ImportRequest {
        study: Code::try_from(*code)?,
        mapping_toml: (*mapping_toml).to_owned(),
        files: files.iter().map(|(name, bytes)| ImportFile::from_bytes(*name, *bytes)).collect(),
        persistence,
    })
}

fn own_request(
    study: &str,
    mapping: &Path,
    files: &[PathBuf],
    persistence: Persistence,
) -> Result<ImportRequest, Failure> {
    let study = Code::try_from(study).map_err(|error| {
        format!("the study name {study:?} {error}. A name is a–z, 0–9 and _, beginning with a letter.")
    })?;
    let mapping_toml = std::fs::read_to_string(mapping)
        .map_err(|error| format!("the mapping {} cannot be read: {error}.", mapping.display()))?;
    let files = files.iter().map(ImportFile::from_path).collect();
    Ok(ImportRequest { study, mapping_toml, files, persistence })
}

/// Hidden by the library when standard error is not a terminal.
fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {human_pos} · {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

fn show(bar: &ProgressBar, progress: Progress) {
    bar.set_message(match progress.stage {
        Stage::Fingerprinting => "looking at the files",
        Stage::Queueing => "waiting for another import of this study",
        Stage::Reading => "reading: scores",
        Stage::Comparing => "comparing: people",
        Stage::Filling => "storing: scores",
        Stage::Packing => "packing: people",
        Stage::Attaching => "putting the tables in place",
        Stage::Committing => "committing",
        Stage::Pruning => "dropping old versions",
    });
    bar.set_position(progress.rows);
}

fn told(study: &Code, outcome: &LoadOutcome) -> String {
    match outcome {
        LoadOutcome::NothingChanged { version } => {
            format!("Nothing changed: {study} version {version} was loaded from the same files and mapping.")
        }
        LoadOutcome::Loaded(loaded) => {
            format!("Loaded {study} version {}: {}.", loaded.version, sizes(loaded))
        }
        LoadOutcome::Rehearsed(loaded) => {
            format!("Nothing is wrong with {study}: {} would be loaded. Nothing was changed.", sizes(loaded))
        }
    }
}

fn sizes(loaded: &Loaded) -> String {
    let words = |number: u64| format::count(u32::try_from(number).unwrap_or(u32::MAX));
    let people = if loaded.participants == 1 { "person" } else { "people" };
    let scores = if loaded.measurements == 1 { "score" } else { "scores" };
    format!("{} {people}, {} {scores}", words(loaded.participants), words(loaded.measurements))
}

#[expect(clippy::print_stdout, reason = "the outcome of a command is what a person waits for")]
pub fn say(text: &str) {
    println!("{}", text.trim_end());
}
