//! Loading a study: all or nothing.
//!
//! An import is one transaction. Files are read on a thread of their own and copied into temporary tables; rows that
//! contradict each other are found there; then tables of the new version's own are filled, checked, and attached as
//! partitions. Readers see the old version until the commit and the new one after it. The version before is kept;
//! older ones are dropped.

mod contradictions;
mod copy_text;
mod files;
mod fill;
mod pack;
mod parse;
mod prune;
mod staging;
mod standing;
mod version;

use sqlx::{Connection, PgConnection};

pub use self::files::ImportFile;
use self::files::{Fingerprint, digest_of};
pub use self::standing::{Standing, standing};
pub use self::version::CHANNEL;
use self::version::NewVersion;
use super::{Database, StoreError, catalogue};
use crate::domain::{Code, DataVersion};
use crate::import::{Mapping, Problem, Problems};

/// Most files of one import.
const MAX_FILES: usize = 1_000;

/// What to load.
#[derive(Debug, Clone)]
pub struct ImportRequest {
    /// Name of the study in addresses.
    pub study: Code,
    /// The mapping as it was written.
    pub mapping_toml: String,
    /// The files, all with the same columns.
    pub files: Vec<ImportFile>,
    /// Whether to keep what was loaded.
    pub persistence: Persistence,
}

/// Whether to keep what was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Persistence {
    /// Becomes the study's current version.
    Keep,
    /// Everything is done and then taken back.
    Rehearse,
}

/// Where an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Digests of the files.
    Fingerprinting,
    /// Another import of the study is being waited for.
    Queueing,
    /// Rows are read, checked and copied; counts scores.
    Reading,
    /// Rows that contradict each other are looked for; counts participants.
    Comparing,
    /// Scores are moved to their table; counts scores.
    Filling,
    /// Packed rows are made; counts participants.
    Packing,
    /// The tables become part of the whole.
    Attaching,
    /// About to commit.
    Committing,
    /// Committed; old versions are dropped.
    Pruning,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Where.
    pub stage: Stage,
    /// Rows of this stage so far.
    pub rows: u64,
}

/// What was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loaded {
    /// The data version: 1, 2, 3 … within the study.
    pub version: u32,
    /// People.
    pub participants: u64,
    /// Scores.
    pub measurements: u64,
}

/// What came of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadOutcome {
    /// The current version came from the very same files and mapping.
    NothingChanged {
        /// That version.
        version: u32,
    },
    /// There is a new current version.
    Loaded(Loaded),
    /// Nothing is wrong with the files; nothing was kept.
    Rehearsed(Loaded),
}

/// Whom to tell how far the import is.
struct Report<'a> {
    tell: &'a (dyn Fn(Progress) + Send + Sync),
}

impl Report<'_> {
    fn at(&self, stage: Stage, rows: u64) {
        (self.tell)(Progress { stage, rows });
    }
}

/// Loads a study as a new data version. `on_progress` is called often and must be quick.
///
/// # Errors
/// [`StoreError::Import`] says what is wrong with the mapping or the files; nothing is changed then, nor after any
/// other error.
pub async fn load(
    database: &Database,
    request: ImportRequest,
    on_progress: &(dyn Fn(Progress) + Send + Sync),
) -> Result<LoadOutcome, StoreError> {
    let report = Report { tell: on_progress };
    let mapping = Mapping::from_toml(&request.mapping_toml)?;
    report.at(Stage::Fingerprinting, 0);
    let fingerprints = fingerprints(&request.files).await?;
    let mut connection = database.long_connection("sinew import").await?;
    let outcome = import(&mut connection, &request, &mapping, &fingerprints, &report).await;
    if let Ok(LoadOutcome::Loaded(_)) = &outcome {
        report.at(Stage::Pruning, 0);
        if let Err(error) = prune::prune(&mut connection, &request.study).await {
            tracing::warn!(%error, study = %request.study, "an old data version stays until the next import");
        }
    }
    // The work is committed or rolled back; a connection that cannot say goodbye changes nothing.
    let _ = connection.close().await;
    outcome
}

async fn fingerprints(files: &[ImportFile]) -> Result<Vec<Fingerprint>, StoreError> {
    let refusal = match files.len() {
        0 => "name at least one file to import.".to_owned(),
        1..=MAX_FILES => String::new(),
        count => format!("{count} files are more than {MAX_FILES}; join some of them."),
    };
    if !refusal.is_empty() {
        return Err(Problems::from(Problem::new("files", refusal)).into());
    }
    let files = files.to_vec();
    tokio::task::spawn_blocking(move || files.iter().map(ImportFile::fingerprint).collect()).await?
}

async fn import(
    connection: &mut PgConnection,
    request: &ImportRequest,
    mapping: &Mapping,
    fingerprints: &[Fingerprint],
    report: &Report<'_>,
) -> Result<LoadOutcome, StoreError> {
    let mapping_sha256 = digest_of(&request.mapping_toml);
    let mut transaction = connection.begin().await?;
    report.at(Stage::Queueing, 0);
    version::take_turn(&mut transaction, &request.study).await?;
    let same =
        version::same_as_current(&mut transaction, &request.study, &mapping_sha256, fingerprints).await?;
    if let Some(version) = same {
        return Ok(LoadOutcome::NothingChanged { version });
    }
    sqlx::query("set local work_mem = '128MB'").execute(&mut *transaction).await?;
    sqlx::query("set local maintenance_work_mem = '256MB'").execute(&mut *transaction).await?;
    let import = Import { request, mapping, fingerprints, mapping_sha256, report };
    let loaded = import.write(&mut transaction).await?;
    match request.persistence {
        Persistence::Rehearse => {
            transaction.rollback().await?;
            Ok(LoadOutcome::Rehearsed(loaded))
        }
        Persistence::Keep => {
            report.at(Stage::Committing, loaded.measurements);
            transaction.commit().await?;
            Ok(LoadOutcome::Loaded(loaded))
        }
    }
}

struct Import<'a> {
    request: &'a ImportRequest,
    mapping: &'a Mapping,
    fingerprints: &'a [Fingerprint],
    mapping_sha256: String,
    report: &'a Report<'a>,
}

impl Import<'_> {
    /// Everything but the commit.
    async fn write(&self, connection: &mut PgConnection) -> Result<Loaded, StoreError> {
        let files = self.request.files.iter().cloned().zip(self.fingerprints.iter().cloned()).collect();
        let reading = parse::start(self.mapping.clone(), files);
        let variables = self.mapping.variables().len();
        let staged = staging::stage(connection, variables, reading, self.report).await?;
        let places = contradictions::Places {
            mapping: self.mapping,
            files: self.request.files.iter().map(|file| file.name().to_owned()).collect(),
            columns: &staged.column_names,
        };
        self.report.at(Stage::Comparing, staged.participants);
        contradictions::of_participants(connection, &places).await?;
        self.write_version(connection, &places, staged.participants).await
    }

    async fn write_version(
        &self,
        connection: &mut PgConnection,
        places: &contradictions::Places<'_>,
        participants: u64,
    ) -> Result<Loaded, StoreError> {
        // The number and day come from the database and are not part of what is written.
        let unnumbered = DataVersion { number: 0, loaded_on: String::new(), files: Vec::new() };
        let catalogue = self.mapping.catalogue(self.request.study.clone(), unnumbered);
        let id = version::reserve(connection).await?;
        let measurements = fill::fill(connection, id, &catalogue, places, self.report).await?;
        let file = places.files.first().map_or("", String::as_str);
        let tables = fill::value_tables(connection, id, &catalogue, file).await?;
        pack::pack(connection, id, &catalogue, &tables, self.report).await?;
        self.report.at(Stage::Attaching, measurements);
        let new = NewVersion {
            id,
            catalogue: &catalogue,
            mapping_sha256: &self.mapping_sha256,
            files: self.fingerprints,
            participants,
            measurements,
        };
        let version = version::add(connection, &new).await?;
        catalogue::write(connection, id, &catalogue, &tables).await?;
        fill::attach(connection, id).await?;
        version::make_current(connection, id, &catalogue).await?;
        Ok(Loaded { version, participants, measurements })
    }
}
