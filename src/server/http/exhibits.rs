//! `GET /api/v1/exhibits/{analysis}/{digits}.{format}`: an exhibit by its id, as a file. `POST /api/v1/exhibits` with
//! `{study, figure, query}`: the id of a figure and the addresses of its files.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::downloads::file_response;
use crate::domain::AppError;
use crate::exhibit::{Exhibit, ExhibitId};
use crate::server::context::{Permission, RequestContext, authorise_local_person};
use crate::server::exports::{File, Format};
use crate::server::file_options::{FileChoice, chosen};
use crate::server::pages::{self, AnyQuestion};
use crate::server::state::AppState;
use crate::server::{error, exhibits};

/// The route of [`register`]; with an id and an extension, that of [`download`].
pub const PATH: &str = "/api/v1/exhibits";

/// A figure of a page, as it is asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedFigure {
    study: String,
    figure: String,
    #[serde(default)]
    query: String,
}

/// A registered exhibit.
#[derive(Debug, Serialize)]
struct Registered {
    /// Its id.
    id: ExhibitId,
    /// The page it stands on, without scheme and host.
    address: String,
    /// Its files by format, without scheme and host.
    links: BTreeMap<&'static str, String>,
}

/// Answers with the exhibit as a file, or with one plain sentence.
pub async fn download(
    State(state): State<AppState>,
    Path((analysis, file)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let context = authorise_local_person(state, Permission::ViewStudies);
    match file_of(&context, &analysis, &file, &query.unwrap_or_default()).await {
        Ok(file) => file_response(file),
        Err(problem) => error::response(&problem),
    }
}

async fn file_of(
    context: &RequestContext,
    analysis: &str,
    file: &str,
    query: &str,
) -> Result<File, AppError> {
    let (digits, extension) = file.split_once('.').ok_or_else(no_such_address)?;
    let id = ExhibitId::parse(&format!("{analysis}/{digits}")).ok_or_else(no_such_address)?;
    let format = Format::from_extension(extension).ok_or_else(no_such_address)?;
    let (options, rest) = chosen(&context.state, query).await?;
    if !rest.is_empty() {
        return Err(has_its_question());
    }
    let exhibit = exhibits::again(context, &id).await?;
    exhibits::file(context, exhibit, format, options).await
}

/// Registers the figure that is asked for and answers with its id, its address and its files.
pub async fn register(
    State(state): State<AppState>,
    asked: Result<Json<AskedFigure>, JsonRejection>,
) -> Response {
    let context = authorise_local_person(state, Permission::ViewStudies);
    let answer = match asked {
        Ok(Json(asked)) => registered(&context, &asked).await,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return (StatusCode::PAYLOAD_TOO_LARGE, "This is too long for a question.\n").into_response();
        }
        Err(_) => Err(no_question()),
    };
    match answer {
        Ok(registered) => Json(registered).into_response(),
        Err(problem) => error::response(&problem),
    }
}

async fn registered(context: &RequestContext, asked: &AskedFigure) -> Result<Registered, AppError> {
    let question = AnyQuestion::named(&asked.figure)?;
    let exhibit = pages::figure(context, &asked.study, &asked.query, question).await?;
    exhibits::register(&context.state, exhibit.get()).await?;
    let Exhibit { id, provenance, .. } = exhibit.into_inner();
    let link = |format: Format| (format.extension(), format!("{PATH}/{id}.{}", format.extension()));
    let links = Format::all().map(link).collect();
    Ok(Registered { id, address: provenance.address, links })
}

fn no_such_address() -> AppError {
    let formats: Vec<_> = Format::all().map(Format::extension).collect();
    AppError::NotFound {
        sentence: format!(
            "There is no such exhibit. One is addressed as {PATH}/trend/0123456789abcdef.svg: its analysis, the 16 \
             digits of its id, and one of {}.",
            formats.join(", ")
        ),
    }
}

fn has_its_question() -> AppError {
    AppError::Invalid {
        sentence: format!(
            "An exhibit has its question already: its address takes only what chooses among files ({}).",
            FileChoice::names()
        ),
    }
}

fn no_question() -> AppError {
    AppError::Invalid {
        sentence: "An exhibit is registered by the texts study, figure and query (which may be left out) in one JSON \
                   object, and nothing else. Nothing was changed."
            .to_owned(),
    }
}
