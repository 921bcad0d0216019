//! The rows that say what was loaded, and which version readers see.

use sqlx::PgConnection;

use super::files::Fingerprint;
use crate::domain::{Code, CompleterRule, SourceFile, StudyCatalogue};
use crate::store::StoreError;
use crate::store::catalogue::time_unit_word;
use crate::store::dynamic::{self, VersionId};

/// Channel on which a new current version is announced, with the study's code.
pub const CHANNEL: &str = "sinew_data_version";

/// Waits until no other import of the study runs, and keeps others waiting until the transaction ends.
pub async fn take_turn(connection: &mut PgConnection, study: &Code) -> Result<(), StoreError> {
    // Another import may rightly take longer than locks are waited for otherwise.
    sqlx::query("set local lock_timeout = 0").execute(&mut *connection).await?;
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('sinew import ' || $1, 0))")
        .bind(study.as_str())
        .execute(&mut *connection)
        .await?;
    sqlx::query("set local lock_timeout = '60s'").execute(connection).await?;
    Ok(())
}

/// The number of the current version, when it came from the same mapping and the same files in the same order.
pub async fn same_as_current(
    connection: &mut PgConnection,
    study: &Code,
    mapping_sha256: &str,
    files: &[Fingerprint],
) -> Result<Option<u32>, StoreError> {
    let digests: Vec<&str> = files.iter().map(|fingerprint| fingerprint.file.sha256.as_str()).collect();
    let number: Option<i32> = sqlx::query_scalar(
        "select number from study join data_version on data_version_id = current_version_id \
         where study.code = $1 and mapping_sha256 = $2 \
           and $3 = (select array_agg(sha256 order by position) from source_file \
                     where source_file.data_version_id = current_version_id)",
    )
    .bind(study.as_str())
    .bind(mapping_sha256)
    .bind(digests)
    .fetch_optional(connection)
    .await?;
    Ok(number.and_then(|number| u32::try_from(number).ok()))
}

/// The identity of a version that will be added when its tables are filled.
pub async fn reserve(connection: &mut PgConnection) -> Result<VersionId, StoreError> {
    let id: i64 =
        sqlx::query_scalar("select nextval(pg_get_serial_sequence('data_version', 'data_version_id'))")
            .fetch_one(connection)
            .await?;
    i32::try_from(id).map(VersionId).map_err(|_| StoreError::inconsistent("data_version", "an identity"))
}

/// What is needed to add a version.
pub struct NewVersion<'a> {
    /// Its reserved identity.
    pub id: VersionId,
    /// The study as of this version.
    pub catalogue: &'a StudyCatalogue,
    /// Digest of the mapping.
    pub mapping_sha256: &'a str,
    /// The files.
    pub files: &'a [Fingerprint],
    /// People.
    pub participants: u64,
    /// Scores.
    pub measurements: u64,
}

/// Adds the study where it is new, and the version; its number, which comes from the database, is returned.
///
/// From here to the commit only one import runs at a time: attaching locks what adding a version writes to, so two
/// that did so in turns would wait for each other.
pub async fn add(connection: &mut PgConnection, version: &NewVersion<'_>) -> Result<u32, StoreError> {
    sqlx::query("lock table only participant in share update exclusive mode")
        .execute(&mut *connection)
        .await?;
    let NewVersion { id, catalogue, mapping_sha256, files, participants, measurements } = *version;
    let study = &catalogue.study;
    let study_id: i32 = sqlx::query_scalar(
        "insert into study (code) values ($1) on conflict (code) do update set code = excluded.code returning study_id",
    )
    .bind(study.code.as_str())
    .fetch_one(&mut *connection)
    .await?;
    let completer_flag = match &study.completer {
        CompleterRule::ObservedAtPrimaryTimePoint => None,
        CompleterRule::Flag { variable } => Some(variable.as_str()),
    };
    let number: i32 = sqlx::query_scalar(
        "insert into data_version (study_id, number, title, description, source, assignment, primary_instrument, \
           primary_time_point, primary_grouping, completer_flag, time_unit, mapping_sha256, participant_count, \
           measurement_count, data_version_id) \
         overriding system value \
         select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 \
         from data_version where study_id = $1 \
         returning number",
    )
    .bind(study_id)
    .bind(&study.title)
    .bind(&study.description)
    .bind(&study.source)
    .bind(&study.assignment)
    .bind(study.primary_instrument.as_str())
    .bind(study.primary_time_point.as_str())
    .bind(study.primary_grouping.as_ref().map(Code::as_str))
    .bind(completer_flag)
    .bind(time_unit_word(catalogue.time_axis.unit))
    .bind(mapping_sha256)
    .bind(participants.cast_signed())
    .bind(measurements.cast_signed())
    .bind(id.0)
    .fetch_one(&mut *connection)
    .await?;
    add_files(connection, id, files).await?;
    u32::try_from(number).map_err(|_| StoreError::inconsistent("data_version", "a number"))
}

async fn add_files(
    connection: &mut PgConnection,
    version: VersionId,
    files: &[Fingerprint],
) -> Result<(), StoreError> {
    for (position, Fingerprint { file: SourceFile { name, sha256 }, bytes }) in (0_i16..).zip(files) {
        sqlx::query(
            "insert into source_file (data_version_id, position, name, sha256, bytes) values ($1, $2, $3, $4, $5)",
        )
        .bind(version.0)
        .bind(position)
        .bind(name)
        .bind(sha256)
        .bind(bytes.cast_signed())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Makes the version the one readers see, once the transaction commits, and announces it.
pub async fn make_current(
    connection: &mut PgConnection,
    version: VersionId,
    catalogue: &StudyCatalogue,
) -> Result<(), StoreError> {
    let study = &catalogue.study.code;
    sqlx::query(dynamic::drop_view(study)).execute(&mut *connection).await?;
    sqlx::query(dynamic::create_view(version, catalogue)).execute(&mut *connection).await?;
    sqlx::query("update study set current_version_id = $2 where code = $1")
        .bind(study.as_str())
        .bind(version.0)
        .execute(&mut *connection)
        .await?;
    // Delivered when the transaction commits, and never when it does not.
    sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(study.as_str()).execute(connection).await?;
    Ok(())
}
