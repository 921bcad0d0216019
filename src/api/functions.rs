//! The functions a page calls. Each names its permission first.

use leptos::prelude::*;

use super::page::{ComparePage, StudiesPage, TrendPage};
use super::strict_json::StrictJson;
use crate::domain::AppError;
use crate::exhibit::Released;

/// The front page.
///
/// # Errors
/// When the viewer may not see studies, or they cannot be read.
#[server(name = ReadStudies, endpoint = "studies", input = StrictJson)]
pub async fn studies() -> Result<Released<StudiesPage>, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::ViewStudies)?;
    crate::server::pages::studies(&context).await
}

/// The trends page of `study` at the address `query` (a query string without `?`).
///
/// # Errors
/// When the viewer may not see the study, there is none of that name, the address cannot be read, or the data cannot.
#[server(name = ReadTrendPage, endpoint = "trend_page", input = StrictJson)]
pub async fn trend_page(study: String, query: String) -> Result<Released<TrendPage>, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::ViewStudies)?;
    crate::server::pages::trend_page(&context, &study, &query).await
}

/// The comparison page of `study` at the address `query` (a query string without `?`).
///
/// # Errors
/// When the viewer may not see the study, there is none of that name, the address cannot be read, or the data cannot.
#[server(name = ReadComparePage, endpoint = "compare_page", input = StrictJson)]
pub async fn compare_page(study: String, query: String) -> Result<Released<ComparePage>, AppError> {
    use crate::server::context::{self, Permission};

    let context = context::authorise(Permission::ViewStudies)?;
    crate::server::pages::compare_page(&context, &study, &query).await
}
