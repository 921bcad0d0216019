//! The questions behind exhibits that left the program.

use super::{Database, StoreError};
use crate::exhibit::{Exhibit, ExhibitId};

/// What to ask for an exhibit again.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptQuestion {
    /// Code of the study.
    #[sqlx(rename = "study_code")]
    pub study: String,
    /// Code of the figure, which is the name of its analysis.
    #[sqlx(rename = "figure_code")]
    pub figure: String,
    /// The canonical query of its page, or the id that stands for a long one.
    pub query: String,
}

/// Keeps what was asked for `exhibit` under its id; keeping it again changes nothing.
///
/// # Errors
/// The database does not answer.
pub async fn keep_exhibit(database: &Database, exhibit: &Exhibit) -> Result<(), StoreError> {
    let provenance = &exhibit.provenance;
    sqlx::query(
        "insert into exhibit (exhibit_id, study_code, figure_code, query) values ($1, $2, $3, $4) \
         on conflict (exhibit_id) do nothing",
    )
    .bind(exhibit.id.as_str())
    .bind(&provenance.study)
    .bind(&provenance.analysis)
    .bind(provenance.query())
    .execute(database.pool())
    .await?;
    Ok(())
}

/// What was asked for the exhibit with this id; `None` when no such exhibit was kept.
///
/// # Errors
/// The database does not answer.
pub async fn kept_question(database: &Database, id: &ExhibitId) -> Result<Option<KeptQuestion>, StoreError> {
    let question = sqlx::query_as("select study_code, figure_code, query from exhibit where exhibit_id = $1")
        .bind(id.as_str());
    Ok(question.fetch_optional(database.pool()).await?)
}
