//! An exhibit as a file. Every format draws the same exhibit and takes it only as `Released`.

mod clipboard;
pub mod csv;
#[cfg(feature = "ssr")]
pub mod docx;
#[cfg(feature = "ssr")]
mod ink;
mod name;
#[cfg(feature = "ssr")]
mod numbering;
#[cfg(feature = "ssr")]
mod ooxml;
#[cfg(feature = "ssr")]
mod paper;
#[cfg(feature = "ssr")]
pub mod parquet;
#[cfg(feature = "ssr")]
pub mod pdf;
mod picture;
#[cfg(feature = "ssr")]
mod placed;
#[cfg(feature = "ssr")]
pub mod png;
#[cfg(feature = "ssr")]
pub mod pptx;
#[cfg(feature = "ssr")]
pub mod schema;
pub mod svg;
#[cfg(feature = "ssr")]
mod wanted;
#[cfg(feature = "ssr")]
pub mod xlsx;

#[cfg(test)]
pub(crate) mod example;
#[cfg(feature = "ssr")]
#[cfg(test)]
mod golden;
#[cfg(feature = "ssr")]
#[cfg(test)]
mod hard;
#[cfg(all(test, feature = "ssr"))]
mod published;
#[cfg(all(test, feature = "ssr"))]
mod several;

pub use clipboard::{Clipping, clipping};
pub use name::{file_name, file_name_of_all, file_name_of_deck};
#[cfg(feature = "ssr")]
pub use paper::Paper;
pub use picture::{PictureOptions, PictureSize, PictureTheme, PrintWidth};
#[cfg(feature = "ssr")]
pub use placed::{Annotated, Chosen, Entry, Missing, Placed, Shown};
#[cfg(feature = "ssr")]
pub use wanted::StillWanted;

/// Why a file could not be made. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The table could not be written as CSV.
    #[error("The table could not be written as CSV. Nothing was saved.")]
    Table(#[from] ::csv::Error),
    /// The table could not be written as Parquet; the cause is for the log.
    #[error("The table could not be written as Parquet. Nothing was saved.")]
    Parquet(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The picture would need more memory than is allowed for one.
    #[error(
        "The picture would be {megapixels} megapixels, more than {most}. Choose fewer groups, or save it as SVG."
    )]
    TooLarge {
        /// Size of the picture.
        megapixels: u64,
        /// Largest size.
        most: u64,
    },
    /// The picture could not be drawn; the cause is for the log.
    #[error("The picture could not be drawn. Nothing was saved.")]
    Picture(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The document could not be written; the cause is for the log.
    #[error("The document could not be written. Nothing was saved.")]
    Document(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The PDF could not be made; the cause is for the log.
    #[error("The PDF could not be made. Nothing was saved.")]
    Pdf(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The slides could not be written; the cause is for the log.
    #[error("The slides could not be written. Nothing was saved.")]
    Slides(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The spreadsheet could not be written; the cause is for the log.
    #[error("The spreadsheet could not be written. Nothing was saved.")]
    Spreadsheet(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Nobody waited for the file any more while it was made.
    #[error("Nobody waited for the file any more. Nothing was saved.")]
    GivenUp,
}
