//! `GET /s/{study}/{name}.{svg,png,csv,json,pptx}?…`: a figure of a page as a file, by the code of its question.
//!
//! The query is that of the page; `width=narrow`, `width=medium` and `theme=dark` choose among pictures.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::chart::{self, ChartOptions, Theme, WidthClass};
use crate::domain::AppError;
use crate::export::PictureTheme;
use crate::server::context::{Permission, RequestContext, authorise_local_person};
use crate::server::exports::{self, File, Format};
use crate::server::pages::{CohortQuestion, CompareQuestion, Question};
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
    let (picture, query) = PictureQuery::split(query)?;
    let (name, extension) = file.split_once('.').ok_or_else(no_such_file)?;
    let stem = name.strip_suffix(PAGE_SUFFIX).unwrap_or(name);
    let exhibit = if let Some(question) = Question::from_code(stem) {
        pages::trend_exhibit(context, study, &query, question).await?
    } else if let Some(question) = CompareQuestion::from_code(stem) {
        pages::compare_exhibit(context, study, &query, question).await?
    } else if let Some(question) = CohortQuestion::from_code(stem) {
        pages::cohort_exhibit(context, study, &query, question).await?
    } else {
        return Err(no_such_file());
    };
    if stem != name {
        let is_picture = extension == Format::Svg.extension();
        return is_picture.then(|| page_picture(exhibit.get(), picture.width)).ok_or_else(no_such_file);
    }
    let format = Format::from_extension(extension).ok_or_else(no_such_file)?;
    let draw = move || exports::file(&exhibit, format, picture.width, picture.theme);
    context.state.computations.run(move |_| draw()).await
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
            "There is no such file. Figures are saved as trend.svg, trend.png, trend.csv, trend.json or trend.pptx, and \
             so are responders, multiples, attrition, compare, compare_trend, compare_responders, table_one, cohort_trend, \
             cohort_responders and cohort_attrition."
                .to_owned(),
    }
}

struct PictureQuery {
    width: WidthClass,
    theme: PictureTheme,
}

impl PictureQuery {
    /// Takes `width` and `theme` out of a query; the rest is the page's.
    fn split(query: &str) -> Result<(Self, String), AppError> {
        let mut picture = Self { width: WidthClass::Wide, theme: PictureTheme::Light };
        let mut rest = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=').unwrap_or((pair, "")) {
                ("width", code) => picture.width = WidthClass::from_code(code).ok_or_else(bad_picture)?,
                ("theme", "light") => picture.theme = PictureTheme::Light,
                ("theme", "dark") => picture.theme = PictureTheme::Dark,
                ("theme", _) => return Err(bad_picture()),
                _ => rest.push(pair),
            }
        }
        Ok((picture, rest.join("&")))
    }
}

fn bad_picture() -> AppError {
    AppError::Invalid {
        sentence: "A picture’s width is narrow, medium or wide and its theme light or dark.".to_owned(),
    }
}

fn file_response(file: File) -> Response {
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
    fn picture_settings_are_taken_out_of_the_query() {
        let (picture, rest) = PictureQuery::split("split=sex&theme=dark&width=narrow&missing=locf").unwrap();
        assert_eq!(picture.width, WidthClass::Narrow);
        assert_eq!(picture.theme, PictureTheme::Dark);
        assert_eq!(rest, "split=sex&missing=locf");
        assert!(PictureQuery::split("theme=blue").is_err());
    }
}
