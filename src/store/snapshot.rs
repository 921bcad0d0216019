//! The columnar image of one data version.

mod binary;
mod build;

use std::sync::OnceLock;

use futures_util::StreamExt;
use sqlx::{Connection, PgConnection};

use self::binary::Rows;
use self::build::Builder;
use super::dynamic::{self, VersionId};
use super::{Database, StoreError, catalogue};
use crate::analysis::KeptCounts;
use crate::analysis::facets::FacetIndex;
use crate::cohort::{self, CheckedCohort, CriterionCache};
use crate::domain::frame::{Column, Frame, ScoreMatrix, Selection};
use crate::domain::{Code, StudyCatalogue};

/// One data version in memory; it never changes.
#[derive(Debug, Clone)]
pub struct Snapshot {
    catalogue: StudyCatalogue,
    participants: usize,
    columns: Vec<Column>,
    scores: Vec<ScoreMatrix>,
    criteria: CriterionCache,
    facets: OnceLock<FacetIndex>,
    counts: KeptCounts,
}

/// Most memory for the people who meet single criteria: 256 criteria of a million people.
const CRITERIA_BYTES: usize = 32 << 20;
/// Most memory for the counts behind figures and whom they are of: some thirty moves of a brush over a million people.
const COUNTS_BYTES: usize = 64 << 20;

/// By what was loaded; what was worked out from it since plays no part.
impl PartialEq for Snapshot {
    fn eq(&self, other: &Self) -> bool {
        self.catalogue == other.catalogue
            && self.participants == other.participants
            && self.columns == other.columns
            && self.scores == other.scores
    }
}

impl Snapshot {
    /// Everything about the study but the people's values.
    pub const fn catalogue(&self) -> &StudyCatalogue {
        &self.catalogue
    }

    /// Number of rows; rows follow the byte order of participants' keys.
    pub const fn participants(&self) -> usize {
        self.participants
    }

    /// What analyses read.
    pub fn frame(&self) -> Frame<'_> {
        Frame { participants: self.participants, columns: &self.columns, scores: &self.scores }
    }

    /// The people who meet `cohort`, which was checked against [`Snapshot::catalogue`].
    pub fn select(&self, cohort: &CheckedCohort) -> Selection {
        cohort::select_with(cohort, self.frame(), &self.criteria)
    }

    /// What is known of the people who meet single criteria.
    pub const fn criteria(&self) -> &CriterionCache {
        &self.criteria
    }

    /// The people behind each value a page can filter by, worked out when first asked for.
    pub fn facets(&self) -> &FacetIndex {
        self.facets.get_or_init(|| FacetIndex::of(self.frame(), &self.catalogue))
    }

    /// The counts behind figures of people asked about lately.
    pub const fn counts(&self) -> &KeptCounts {
        &self.counts
    }

    /// Loads the study's current version; `None` when there is no such study.
    ///
    /// # Errors
    /// The database does not answer, or its tables contradict each other.
    pub async fn load(database: &Database, study: &Code) -> Result<Option<Self>, StoreError> {
        let mut connection = database.long_connection("sinew snapshot").await?;
        let loaded = Self::load_current(&mut connection, study).await;
        let _ = connection.close().await;
        Ok(loaded?.map(|(_, snapshot)| snapshot))
    }

    /// One transaction sees one version, whatever is imported meanwhile.
    pub(super) async fn load_current(
        connection: &mut PgConnection,
        study: &Code,
    ) -> Result<Option<(VersionId, Self)>, StoreError> {
        let mut transaction = connection.begin().await?;
        sqlx::query("set transaction isolation level repeatable read read only")
            .execute(&mut *transaction)
            .await?;
        let version: Option<i32> = sqlx::query_scalar(
            "select current_version_id from study where code = $1 and current_version_id is not null",
        )
        .bind(study.as_str())
        .fetch_optional(&mut *transaction)
        .await?;
        let Some(version) = version.map(VersionId) else { return Ok(None) };
        let snapshot = Self::load_version(&mut transaction, version).await?;
        transaction.commit().await?;
        Ok(Some((version, snapshot)))
    }

    async fn load_version(connection: &mut PgConnection, version: VersionId) -> Result<Self, StoreError> {
        let (catalogue, participants) = catalogue::read(connection, version).await?;
        let value_tables: Vec<Vec<f64>> = sqlx::query_scalar(
            "select value_table from instrument where data_version_id = $1 order by position",
        )
        .bind(version.0)
        .fetch_all(&mut *connection)
        .await?;
        let mut builder = Builder::new(&catalogue, participants);
        let mut rows = Rows::default();
        let mut stream = connection.copy_out_raw(&dynamic::copy_snapshot(version)).await?;
        while let Some(bytes) = stream.next().await {
            rows.push(&bytes?);
            while let Some(row) = rows.next()? {
                builder.push(row)?;
            }
        }
        drop(stream);
        let (columns, scores) = builder.finish(value_tables)?;
        let criteria = CriterionCache::new(CRITERIA_BYTES);
        let (facets, counts) = (OnceLock::new(), KeptCounts::new(COUNTS_BYTES));
        Ok(Self { catalogue, participants, columns, scores, criteria, facets, counts })
    }
}
