//! A released exhibit as a file to send or write.

use crate::chart::WidthClass;
use crate::domain::AppError;
use crate::exhibit::{Exhibit, Released};
use crate::export::csv::csv;
use crate::export::png::png;
use crate::export::pptx::{SlideOptions, pptx};
use crate::export::svg::svg;
use crate::export::{PictureOptions, PictureTheme, file_name};
use crate::server::error::internal;

/// The formats an exhibit can be saved in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Vector picture.
    Svg,
    /// Raster picture.
    Png,
    /// The table, with notes and provenance.
    Csv,
    /// The exhibit itself.
    Json,
    /// Slides with charts that can be edited.
    Pptx,
}

impl Format {
    /// The format with this file extension.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension {
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "pptx" => Some(Self::Pptx),
            _ => None,
        }
    }

    /// File extension.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Pptx => "pptx",
        }
    }

    /// Content type.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
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

/// Draws `exhibit` in `format`.
///
/// # Errors
/// [`AppError::Internal`] when the renderer fails.
pub fn file(
    exhibit: &Released<Exhibit>,
    format: Format,
    width: WidthClass,
    theme: PictureTheme,
) -> Result<File, AppError> {
    let options = PictureOptions { width, theme };
    let bytes = match format {
        Format::Svg => svg(exhibit, options).into_inner().into_bytes(),
        Format::Png => png(exhibit, options).map_err(internal)?.into_inner(),
        Format::Csv => csv(exhibit).map_err(internal)?.into_inner(),
        Format::Json => serde_json::to_vec_pretty(exhibit.get()).map_err(internal)?,
        Format::Pptx => {
            let deck = exhibit.clone().map(|exhibit| vec![exhibit]);
            pptx(&deck, SlideOptions::default()).map_err(internal)?.into_inner()
        }
    };
    let name = file_name(exhibit.get(), format.extension());
    Ok(File { name, content_type: format.content_type(), bytes })
}
