//! Templates of companies for slides.

use super::{Database, StoreError};

/// A template to keep.
#[derive(Debug, Clone, Copy)]
pub struct NewTemplate<'a> {
    /// Small letters, digits and hyphens, 40 at most.
    pub name: &'a str,
    /// The file.
    pub content: &'a [u8],
    /// Its SHA-256.
    pub content_sha256: &'a [u8],
    /// The layout that figures are put on.
    pub layout: &'a str,
    /// Width and height of its slides, in points.
    pub size_points: (i32, i32),
}

/// A template that is kept, without its file.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptTemplate {
    /// Its name.
    pub name: String,
    /// The layout that figures are put on.
    pub layout: String,
    /// Width of its slides, in points.
    pub width_points: i32,
    /// Their height, in points.
    pub height_points: i32,
    /// The first digits of the SHA-256 of its file, in hexadecimals.
    pub digest: String,
}

/// Keeps a template; one of the same name gives way to it.
///
/// # Errors
/// The database does not answer.
pub async fn keep_template(database: &Database, template: NewTemplate<'_>) -> Result<(), StoreError> {
    sqlx::query(
        "insert into slide_template (name, content, content_sha256, layout, width_points, height_points)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (name) do update set
           content = excluded.content, content_sha256 = excluded.content_sha256, layout = excluded.layout,
           width_points = excluded.width_points, height_points = excluded.height_points, created_at = now()",
    )
    .bind(template.name)
    .bind(template.content)
    .bind(template.content_sha256)
    .bind(template.layout)
    .bind(template.size_points.0)
    .bind(template.size_points.1)
    .execute(database.pool())
    .await?;
    Ok(())
}

/// The templates that are kept, by name.
///
/// # Errors
/// The database does not answer.
pub async fn templates(database: &Database) -> Result<Vec<KeptTemplate>, StoreError> {
    let kept = sqlx::query_as(
        "select name, layout, width_points, height_points, left(encode(content_sha256, 'hex'), 12) as digest
         from slide_template order by name",
    );
    Ok(kept.fetch_all(database.pool()).await?)
}

/// The file of a template; `None` when there is none of this name.
///
/// # Errors
/// The database does not answer.
pub async fn template(database: &Database, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let content = sqlx::query_scalar("select content from slide_template where name = $1").bind(name);
    Ok(content.fetch_optional(database.pool()).await?)
}

/// Deletes a template and takes it out of every deck; deleting one that is not there changes nothing.
///
/// # Errors
/// The database does not answer.
pub async fn delete_template(database: &Database, name: &str) -> Result<(), StoreError> {
    sqlx::query(
        "with forgotten as (update deck set template = null where template = $1) \
         delete from slide_template where name = $1",
    )
    .bind(name)
    .execute(database.pool())
    .await?;
    Ok(())
}
