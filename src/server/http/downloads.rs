//! `GET /s/{study}/{name}.{svg,png,csv,json,pptx,pdf,docx,xlsx}?…`: a figure of a page as a file, by the code of
//! its question, or all figures of a page, by the code of the page (`trends`, `cohort`, `comparison`).
//!
//! The query is that of the page; `width=narrow`, `width=medium` and `theme=dark` choose among pictures, `shape=standard`
//! and `paper=letter` among slides and pages.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::analysis::address::FiguresPage;
use crate::chart::{self, ChartOptions, Theme, WidthClass};
use crate::domain::AppError;
use crate::export::pdf::Paper;
use crate::export::pptx::SlideShape;
use crate::export::{PictureTheme, file_name, file_name_of_all};
use crate::server::context::{Permission, RequestContext, authorise_local_person};
use crate::server::exports::{self, Document, File, FileOptions, Format};
use crate::server::pages::AnyQuestion;
use crate::server::state::AppState;
use crate::server::{error, pages};

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
    let (options, query) = split(query)?;
    let (name, extension) = file.split_once('.').ok_or_else(no_such_file)?;
    if let Some(page) = FiguresPage::from_code(name) {
        let document = Document::from_extension(extension).ok_or_else(no_such_file)?;
        return all_of(context, study, &query, page, document, options).await;
    }
    let stem = name.strip_suffix(PAGE_SUFFIX).unwrap_or(name);
    let question = AnyQuestion::from_code(stem).ok_or_else(no_such_file)?;
    let exhibit = pages::figure(context, study, &query, question).await?;
    if stem != name {
        let is_picture = extension == Format::Svg.extension();
        return is_picture.then(|| page_picture(exhibit.get(), options.width)).ok_or_else(no_such_file);
    }
    let format = Format::from_extension(extension).ok_or_else(no_such_file)?;
    let name = file_name(exhibit.get(), format.extension());
    context.state.computations.run(move |_| exports::file(exhibit, format, options, name)).await
}

async fn all_of(
    context: &RequestContext,
    study: &str,
    query: &str,
    page: FiguresPage,
    document: Document,
    options: FileOptions,
) -> Result<File, AppError> {
    let exhibits = pages::figures(context, study, query, page).await?;
    let first = exhibits.get().first().ok_or_else(no_such_file)?;
    let name = file_name_of_all(first, page.code(), document.extension());
    context.state.computations.run(move |_| exports::file_of_all(&exhibits, document, options, name)).await
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
            "There is no such file. Figures are saved as trend.svg, trend.png, trend.csv, trend.json, trend.pptx, trend.pdf, trend.docx or trend.xlsx, and so are responders, multiples, attrition, compare, \
             compare_trend, compare_responders, table_one, cohort_trend, cohort_responders and cohort_attrition; all \
             figures of a page as trends.pptx, trends.pdf, trends.docx or trends.xlsx, and so are cohort and comparison."
                .to_owned(),
    }
}

/// Takes what chooses among files out of a query; the rest is the page's.
pub(super) fn split(query: &str) -> Result<(FileOptions, String), AppError> {
    let mut options = FileOptions::default();
    let mut rest = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=').unwrap_or((pair, "")) {
            ("width", code) => options.width = WidthClass::from_code(code).ok_or_else(bad_option)?,
            ("theme", "light") => options.theme = PictureTheme::Light,
            ("theme", "dark") => options.theme = PictureTheme::Dark,
            ("shape", "wide") => options.shape = SlideShape::Wide,
            ("shape", "standard") => options.shape = SlideShape::Standard,
            ("paper", "a4") => options.paper = Paper::A4,
            ("paper", "letter") => options.paper = Paper::Letter,
            ("theme" | "shape" | "paper", _) => return Err(bad_option()),
            _ => rest.push(pair),
        }
    }
    Ok((options, rest.join("&")))
}

fn bad_option() -> AppError {
    AppError::Invalid {
        sentence: "A picture’s width is narrow, medium or wide and its theme light or dark; slides have the shape wide \
                   or standard, and paper is a4 or letter."
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_the_file_are_taken_out_of_the_query() {
        let query = "split=sex&theme=dark&width=narrow&shape=standard&paper=letter&missing=locf";
        let (options, rest) = split(query).unwrap();
        assert_eq!(options.width, WidthClass::Narrow);
        assert_eq!(options.theme, PictureTheme::Dark);
        assert_eq!(options.shape, SlideShape::Standard);
        assert_eq!(options.paper, Paper::Letter);
        assert_eq!(rest, "split=sex&missing=locf");
    }

    #[test]
    fn a_setting_that_means_nothing_is_refused() {
        for query in ["theme=blue", "width=9", "shape=round", "paper=a3"] {
            assert!(split(query).is_err(), "{query}");
        }
    }
}
