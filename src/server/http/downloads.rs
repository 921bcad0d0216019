//! `GET /s/{study}/{name}.{svg,png,csv,json,pptx,pdf,docx,xlsx}?…`: a figure of a page as a file, by the code of
//! its question, or all figures of a page, by the code of the page (`trends`, `cohort`, `comparison`).
//!
//! The query is that of the page. Pictures have `width=narrow`, `width=medium`, `preset=slide`, `preset=print85`,
//! `preset=print170`, `theme=dark` and `theme=transparent`; slides `shape=standard` and `template=NAME`; pages
//! `paper=letter`.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::analysis::address::FiguresPage;
use crate::chart::{self, ChartOptions, Theme, WidthClass};
use crate::domain::AppError;
use crate::export::pdf::Paper;
use crate::export::pptx::{Ground, SlideShape};
use crate::export::{PictureSize, PictureTheme};
use crate::server::context::{Permission, RequestContext, authorise_local_person};
use crate::server::exports::{Document, File, FileOptions, Format};
use crate::server::pages::AnyQuestion;
use crate::server::state::AppState;
use crate::server::templates::{self, TemplateName};
use crate::server::{error, exhibits, pages};

/// What chooses among files in a query, for everybody who says so: the description for programs and the command line.
pub const FILE_CHOICES: [&str; 6] = ["width", "preset", "theme", "shape", "template", "paper"];

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
        let PictureSize::Screen(width) = options.size else { return Err(no_such_file()) };
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
            "There is no such file. Figures are saved as trend.svg, trend.png, trend.csv, trend.json, trend.pptx, trend.pdf, trend.docx or trend.xlsx, and so are responders, multiples, attrition, compare, \
             compare_trend, compare_responders, table_one, cohort_trend, cohort_responders and cohort_attrition; all \
             figures of a page as trends.pptx, trends.pdf, trends.docx or trends.xlsx, and so are cohort and comparison."
                .to_owned(),
    }
}

/// What chooses among files in a query, with the template it names; the rest, which comes second, is the page's.
///
/// # Errors
/// [`AppError::Invalid`] for a choice that there is not; as [`templates::named`].
pub async fn chosen(state: &AppState, query: &str) -> Result<(FileOptions, String), AppError> {
    let (template, query) = take_template(query)?;
    let (mut options, query) = options_of_files(&query)?;
    if let Some(name) = template {
        options.ground = Ground::Template(templates::named(state, &name).await?);
    }
    Ok((options, query))
}

/// Takes the name of a template out of a query.
fn take_template(query: &str) -> Result<(Option<TemplateName>, String), AppError> {
    let (names, rest): (Vec<&str>, Vec<&str>) =
        query.split('&').partition(|pair| pair.starts_with("template="));
    let name = names.last().and_then(|pair| pair.strip_prefix("template="));
    Ok((name.map(TemplateName::read).transpose()?, rest.join("&")))
}

/// Takes what chooses among files out of a query; the rest, which comes second, is the page's.
fn options_of_files(query: &str) -> Result<(FileOptions, String), AppError> {
    let mut options = FileOptions::default();
    let mut rest = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=').unwrap_or((pair, "")) {
            ("width", code) => options.size = PictureSize::Screen(width(code)?),
            ("preset", code) => options.size = PictureSize::from_preset(code).ok_or_else(bad_option)?,
            ("theme", code) => options.theme = PictureTheme::from_code(code).ok_or_else(bad_option)?,
            ("shape", "wide") => options.ground = Ground::Ours(SlideShape::Wide),
            ("shape", "standard") => options.ground = Ground::Ours(SlideShape::Standard),
            ("paper", "a4") => options.paper = Paper::A4,
            ("paper", "letter") => options.paper = Paper::Letter,
            ("shape" | "paper", _) => return Err(bad_option()),
            _ => rest.push(pair),
        }
    }
    Ok((options, rest.join("&")))
}

fn width(code: &str) -> Result<WidthClass, AppError> {
    WidthClass::from_code(code).ok_or_else(bad_option)
}

fn bad_option() -> AppError {
    AppError::Invalid {
        sentence: "A picture’s width is narrow, medium or wide, or its preset slide, print85 or print170; its theme is \
                   light, dark or transparent; slides have the shape wide or standard, and paper is a4 or letter."
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
    use crate::export::PrintWidth;

    #[test]
    fn settings_of_the_file_are_taken_out_of_the_query() {
        let query = "split=sex&theme=dark&width=narrow&shape=standard&paper=letter&missing=locf";
        let (options, rest) = options_of_files(query).unwrap();
        assert_eq!(options.size, PictureSize::Screen(WidthClass::Narrow));
        assert_eq!(options.theme, PictureTheme::Dark);
        assert_eq!(options.ground, Ground::Ours(SlideShape::Standard));
        assert_eq!(options.paper, Paper::Letter);
        assert_eq!(rest, "split=sex&missing=locf");
    }

    #[test]
    fn a_picture_has_a_width_or_is_made_for_a_purpose() {
        let (options, rest) = options_of_files("theme=transparent&preset=print85&split=sex").unwrap();
        assert_eq!(options.size, PictureSize::Print(PrintWidth::OneColumn));
        assert_eq!((options.theme, rest.as_str()), (PictureTheme::Transparent, "split=sex"));
    }

    #[test]
    fn slides_stand_on_the_template_that_is_named() {
        let (name, rest) = take_template("split=sex&template=clinic-2026&missing=locf").unwrap();
        assert_eq!(name.unwrap().as_str(), "clinic-2026");
        assert_eq!(rest, "split=sex&missing=locf");
        assert!(take_template("template=../etc").is_err());
        assert_eq!(take_template("split=sex").unwrap().0, None);
    }

    #[test]
    fn every_choice_that_is_told_is_read_and_other_fields_are_the_page_s() {
        for name in FILE_CHOICES {
            let read = |query: &str| take_template(query).and_then(|(_, query)| options_of_files(&query));
            assert!(read(&format!("{name}=/")).is_err(), "{name}");
        }
        assert_eq!(options_of_files("split=/").unwrap().1, "split=/");
    }

    #[test]
    fn a_setting_that_means_nothing_is_refused() {
        for query in ["theme=blue", "width=9", "preset=print", "shape=round", "paper=a3"] {
            assert!(options_of_files(query).is_err(), "{query}");
        }
    }
}
