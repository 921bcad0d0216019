//! Whether a synthetic study is loaded, and by which generator it was made.

use sqlx::Row;

use super::files::digest_of;
use crate::demo::{self, SyntheticStudy};
use crate::store::{Database, StoreError};

/// How a synthetic study stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is not loaded.
    Absent,
    /// It is loaded, whatever its options, as this program makes it.
    Current,
    /// Something else is loaded under its name: in practice what an older generator made.
    Other {
        /// What it is called: "synthetic programme, 10,000 people, seed 1".
        name: String,
    },
}

/// How `study` stands. Its options do not count: what is loaded is remade from its own name and compared.
///
/// # Errors
/// The database does not answer.
pub async fn standing(database: &Database, study: &SyntheticStudy) -> Result<Standing, StoreError> {
    let row = sqlx::query(
        "select mapping_sha256, name, sha256 \
         from study \
         join data_version on data_version.data_version_id = current_version_id \
         join source_file on source_file.data_version_id = current_version_id \
         where study.code = $1 \
         order by position limit 1",
    )
    .bind(study.code())
    .fetch_optional(database.pool())
    .await?;
    let Some(row) = row else { return Ok(Standing::Absent) };
    let (mapping_sha256, name, sha256): (String, String, String) =
        (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    let is_ours =
        mapping_sha256 == digest_of(study.mapping_toml()) && sha256 == digest_of(&demo::signature(&name));
    Ok(if is_ours { Standing::Current } else { Standing::Other { name } })
}
