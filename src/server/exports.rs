//! Released exhibits as a file to send or write.

use crate::domain::AppError;
use crate::exhibit::{Exhibit, Released};
use crate::export::csv::csv;
use crate::export::docx::docx_while;
use crate::export::parquet::parquet;
use crate::export::pdf::{PdfOptions, pdf_while};
use crate::export::png::png;
use crate::export::pptx::{SlideOptions, pptx_while};
use crate::export::svg::svg;
use crate::export::xlsx::xlsx_while;
use crate::export::{ExportError, Shown, StillWanted};
use crate::server::computations::Wanted;
use crate::server::error::internal;
use crate::server::file_options::FileOptions;

/// The formats that hold one exhibit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Vector picture.
    Svg,
    /// Raster picture.
    Png,
    /// The table, with notes and provenance.
    Csv,
    /// The same in columns of numbers and words.
    Parquet,
    /// The exhibit itself.
    Json,
    /// A format that can hold several, too.
    Document(Document),
}

/// The formats that hold any number of exhibits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// Slides with charts that can be edited.
    Pptx,
    /// Pages.
    Pdf,
    /// Tables with footnotes and charts that can be edited.
    Docx,
    /// Sheets with charts that can be edited.
    Xlsx,
}

impl Format {
    /// The formats of one exhibit only.
    const SINGLE: [Self; 5] = [Self::Svg, Self::Png, Self::Csv, Self::Parquet, Self::Json];

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::SINGLE.into_iter().chain(Document::ALL.map(Self::Document))
    }

    /// The format with this file extension.
    pub fn from_extension(extension: &str) -> Option<Self> {
        let single = Self::SINGLE.into_iter().find(|format| format.extension() == extension);
        single.or_else(|| Document::from_extension(extension).map(Self::Document))
    }

    /// File extension.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Json => "json",
            Self::Document(document) => document.extension(),
        }
    }

    /// Content type.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Json => "application/json",
            Self::Document(document) => document.content_type(),
        }
    }
}

impl Document {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pptx, Self::Pdf, Self::Docx, Self::Xlsx];

    /// The format with this file extension.
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|document| document.extension() == extension)
    }

    /// File extension.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pptx => "pptx",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }

    /// Content type.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A file.
pub struct File {
    /// Safe name without a path.
    pub name: String,
    /// Content type.
    pub content_type: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Writes `exhibit` in `format`, under `name`, as long as it is `wanted`.
///
/// # Errors
/// [`AppError::Invalid`] when a picture would be too large, [`AppError::Internal`] when the writer fails.
pub fn file(
    exhibit: Released<Exhibit>,
    format: Format,
    options: FileOptions,
    name: String,
    wanted: &Wanted,
) -> Result<File, AppError> {
    let bytes = match format {
        Format::Svg => svg(&exhibit, options.picture).into_inner().into_bytes(),
        Format::Png => png(&exhibit, options.picture).map_err(not_made)?.into_inner(),
        Format::Csv => csv(&exhibit).map_err(not_made)?.into_inner(),
        Format::Parquet => parquet(&exhibit).map_err(not_made)?.into_inner(),
        Format::Json => serde_json::to_vec_pretty(exhibit.get()).map_err(internal)?,
        Format::Document(document) => {
            return file_of_all(&exhibit.map(|exhibit| vec![exhibit]), document, options, name, wanted);
        }
    };
    Ok(File { name, content_type: format.content_type(), bytes })
}

/// Writes all `exhibits` in one `document`, in their order, under `name`, as long as it is `wanted`.
///
/// # Errors
/// [`AppError::Invalid`] when a picture would be too large, [`AppError::Internal`] when the writer fails.
pub fn file_of_all<E: Shown + Clone>(
    exhibits: &Released<Vec<E>>,
    document: Document,
    options: FileOptions,
    name: String,
    wanted: &Wanted,
) -> Result<File, AppError> {
    let is_wanted = || wanted.check().is_ok();
    let still = StillWanted::by(&is_wanted);
    let bytes = match document {
        Document::Pptx => pptx_while(exhibits, &SlideOptions { ground: options.ground }, still),
        Document::Pdf => pdf_while(exhibits, PdfOptions { paper: options.paper }, still),
        Document::Docx => docx_while(exhibits, options.paper, still),
        Document::Xlsx => xlsx_while(exhibits, options.paper, still),
    };
    wanted.check()?;
    let bytes = bytes.map_err(not_made)?.into_inner();
    Ok(File { name, content_type: document.content_type(), bytes })
}

fn not_made(error: ExportError) -> AppError {
    match error {
        ExportError::TooLarge { .. } => AppError::Invalid { sentence: error.to_string() },
        // Told before by who gave it up, and so by nobody here.
        ExportError::GivenUp
        | ExportError::Table(_)
        | ExportError::Parquet(_)
        | ExportError::Picture(_)
        | ExportError::Document(_)
        | ExportError::Pdf(_)
        | ExportError::Slides(_)
        | ExportError::Spreadsheet(_) => internal(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_every_format_are_recorded() {
        let recorded = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
        for format in Format::all() {
            let record = recorded.join(format!("{}.txt", format.extension()));
            assert!(record.is_file(), "{} has no records: see `export::golden`", format.extension());
        }
    }
}
