//! `GET /s/{study}/{name}.{svg,png,csv,parquet,json,pptx,pdf,docx,xlsx}?…`: a figure of a page as a file, by the code
//! of its question, or all figures of a page, by the code of the page (`trends`, `cohort`, `comparison`).
//!
//! The query is that of the page, with what chooses among files (`server::file_options`).

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::analysis::address::FiguresPage;
use crate::chart::{self, ChartOptions, Theme, WidthClass};
use crate::domain::AppError;
use crate::export::PictureSize;
use crate::server::context::{Permission, RequestContext, authorise_local_person};
use crate::server::exports::{Document, File, Format};
use crate::server::file_options::chosen;
use crate::server::pages::AnyQuestion;
use crate::server::state::AppState;
use crate::server::{error, exhibits, pages};

/// Ends the name of a figure as its page draws it.
const PAGE_SUFFIX: &str = "-page";

/// Answers with the file, or with one plain sentence.
pub async fn download(
    State(state): State<AppState>,
    Path((study, file)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let context = authorise_local_person(state, Permission::ViewStudies);
    match answer(&context, &study, &file, &query.unwrap_or_default()).await {
        Ok(file) => file_response(file),
        Err(problem) => error::response(&problem),
    }
}

async fn answer(context: &RequestContext, study: &str, file: &str, query: &str) -> Result<File, AppError> {
    let (options, query) = chosen(&context.state, query).await?;
    let (name, extension) = file.split_once('.').ok_or_else(no_such_file)?;
    if let Some(page) = FiguresPage::from_code(name) {
        let document = Document::from_extension(extension).ok_or_else(no_such_file)?;
        let figures = pages::figures(context, study, &query, page).await?;
        return exhibits::leave_together(context, figures, page, document, options).await;
    }
    let stem = name.strip_suffix(PAGE_SUFFIX).unwrap_or(name);
    let question = AnyQuestion::from_code(stem).ok_or_else(no_such_file)?;
    let exhibit = pages::figure(context, study, &query, question).await?;
    if stem != name {
        let is_picture = extension == Format::Svg.extension();
        let PictureSize::Screen(width) = options.picture.size else { return Err(no_such_file()) };
        return is_picture.then(|| page_picture(exhibit.get(), width)).ok_or_else(no_such_file);
    }
    let format = Format::from_extension(extension).ok_or_else(no_such_file)?;
    exhibits::leave(context, exhibit, format, options).await
}

/// The chart exactly as the page draws it, for comparing with what a browser draws.
fn page_picture(exhibit: &crate::exhibit::Exhibit, width: WidthClass) -> File {
    let options = ChartOptions { width, theme: Theme::Page };
    File {
        name: format!("{}{PAGE_SUFFIX}.svg", exhibit.provenance.analysis),
        content_type: Format::Svg.content_type(),
        bytes: chart::draw_exhibit(exhibit, options).svg.into_bytes(),
    }
}

fn no_such_file() -> AppError {
    AppError::NotFound {
        sentence:
            "There is no such file. Figures are saved as trend.svg, trend.png, trend.csv, trend.parquet, trend.json, trend.pptx, trend.pdf, trend.docx or trend.xlsx, and so are responders, multiples, attrition, compare, \
             compare_trend, compare_responders, table_one, cohort_trend, cohort_responders and cohort_attrition; all \
             figures of a page as trends.pptx, trends.pdf, trends.docx or trends.xlsx, and so are cohort and comparison."
                .to_owned(),
    }
}

pub(super) fn file_response(file: File) -> Response {
    let mut response = ([(header::CONTENT_TYPE, file.content_type)], file.bytes).into_response();
    // Names are made of `a–z`, `0–9`, `-`, `_` and `.`, so they need no quoting rules.
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", file.name)) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
