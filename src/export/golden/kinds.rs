//! The kinds of files, and what is recorded of each.

use ::parquet::file::reader::{FileReader as _, SerializedFileReader};
use ::parquet::schema::printer::print_schema;
use hyper::body::Bytes;

use super::cases::{Case, FIRST, cases};
use super::lines::Lines;
use crate::chart::WidthClass;
use crate::exhibit::{Exhibit, Released};
use crate::export::csv::csv;
use crate::export::docx::docx;
use crate::export::ooxml::read::Package;
use crate::export::parquet::parquet;
use crate::export::pdf::{PdfOptions, pdf};
use crate::export::png::png;
use crate::export::pptx::{Ground, SlideOptions, SlideShape, pptx};
use crate::export::svg::svg;
use crate::export::xlsx::xlsx;
use crate::export::{Paper, PictureOptions, PictureSize, PictureTheme, PrintWidth};

/// The cases of which records are kept whole: each kind of figure, and what is hard to set.
const WHOLE: [&str; 10] = [
    FIRST,
    "partly_hidden",
    "right_to_left",
    "table_one",
    "suppressed",
    "responders_rounded",
    "forest_partly_hidden",
    "differences",
    "multiples_two_visits",
    "attrition_hidden",
];

/// A kind of file.
pub(super) struct Kind {
    /// What it is called: the ending of the file, and how it is made.
    pub name: &'static str,
    make: Make,
}

/// How a file is made and recorded.
enum Make {
    /// Of one exhibit, as text.
    Text(fn(&Released<Exhibit>, &mut Lines)),
    /// Of one exhibit, as what is known of a file that is no text.
    Binary(fn(&Released<Exhibit>, &mut Lines)),
    /// Of any number of exhibits, as a package of parts.
    Package(fn(&Released<Vec<Exhibit>>) -> Vec<u8>),
    /// Of any number of exhibits, as pages.
    Pages(Paper),
}

const fn kind(name: &'static str, make: Make) -> Kind {
    Kind { name, make }
}

/// All of them.
pub(super) static KINDS: [Kind; 15] = [
    kind("svg", Make::Text(|exhibit, lines| vector(exhibit, WIDE, lines))),
    kind("svg-dark", Make::Text(|exhibit, lines| vector(exhibit, DARK, lines))),
    kind("svg-narrow", Make::Text(|exhibit, lines| vector(exhibit, NARROW, lines))),
    kind("png", Make::Binary(|exhibit, lines| raster(exhibit, WIDE, lines))),
    kind("png-slide", Make::Binary(|exhibit, lines| raster(exhibit, SLIDE, lines))),
    kind("png-print85", Make::Binary(|exhibit, lines| raster(exhibit, PRINT, lines))),
    kind("csv", Make::Text(|exhibit, lines| lines.words(&text(csv(exhibit).unwrap().into_inner())))),
    kind("parquet", Make::Text(typed_table)),
    kind(
        "json",
        Make::Text(|exhibit, lines| lines.words(&serde_json::to_string_pretty(exhibit.get()).unwrap())),
    ),
    kind("pptx", Make::Package(|exhibits| slides(exhibits, SlideShape::Wide))),
    kind("pptx-standard", Make::Package(|exhibits| slides(exhibits, SlideShape::Standard))),
    kind("pdf", Make::Pages(Paper::A4)),
    kind("pdf-letter", Make::Pages(Paper::Letter)),
    kind("docx", Make::Package(|exhibits| docx(exhibits, Paper::A4).unwrap().into_inner())),
    kind("xlsx", Make::Package(|exhibits| xlsx(exhibits, Paper::A4).unwrap().into_inner())),
];

const WIDE: PictureOptions =
    PictureOptions { size: PictureSize::Screen(WidthClass::Wide), theme: PictureTheme::Light };
const DARK: PictureOptions = PictureOptions { theme: PictureTheme::Dark, ..WIDE };
const NARROW: PictureOptions =
    PictureOptions { size: PictureSize::Screen(WidthClass::Narrow), theme: PictureTheme::Transparent };
const SLIDE: PictureOptions = PictureOptions { size: PictureSize::Slide, ..WIDE };
const PRINT: PictureOptions = PictureOptions { size: PictureSize::Print(PrintWidth::OneColumn), ..WIDE };

impl Kind {
    /// Whether files of the case are recorded: as many exhibits as the kind holds, and of pictures in pixels, which take
    /// long to draw, a few.
    pub(super) fn takes(&self, case: &Case) -> bool {
        let is_one = case.exhibits.get().len() == 1;
        match self.make {
            Make::Text(_) => is_one,
            Make::Binary(_) => is_one && self.is_chosen(case),
            Make::Package(_) | Make::Pages(_) => true,
        }
    }

    /// Whether the record of the case is kept whole.
    pub(super) fn keeps(&self, case: &Case) -> bool {
        match self.make {
            Make::Text(_) | Make::Package(_) => self.is_chosen(case),
            Make::Binary(_) | Make::Pages(_) => false,
        }
    }

    /// Whether the case is the first, or one of a few and this the plain kind of its file.
    fn is_chosen(&self, case: &Case) -> bool {
        case.name == FIRST || (WHOLE.contains(&case.name.as_str()) && !self.name.contains('-'))
    }

    /// Whether a record is one line that tells size and digest already.
    pub(super) fn is_digest(&self) -> bool {
        match self.make {
            Make::Text(_) | Make::Package(_) => false,
            Make::Binary(_) | Make::Pages(_) => true,
        }
    }

    /// What is recorded of the file.
    pub(super) fn record(&self, case: &Case) -> Lines {
        let mut lines = Lines::default();
        match self.make {
            Make::Text(make) | Make::Binary(make) => {
                make(&case.exhibits.clone().map(|mut exhibits| exhibits.remove(0)), &mut lines);
            }
            Make::Package(make) => {
                let first = (case.name != FIRST).then(|| Package::read(&make(&first().exhibits)));
                lines.package("", &Package::read(&make(&case.exhibits)), first.as_ref());
            }
            Make::Pages(paper) => pages(&case.exhibits, paper, &mut lines),
        }
        lines
    }
}

fn first() -> Case {
    cases().into_iter().find(|case| case.name == FIRST).unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn vector(exhibit: &Released<Exhibit>, options: PictureOptions, lines: &mut Lines) {
    lines.markup(svg(exhibit, options).get());
}

fn raster(exhibit: &Released<Exhibit>, options: PictureOptions, lines: &mut Lines) {
    match png(exhibit, options) {
        Ok(picture) => {
            let [width, height] = pixels(picture.get());
            lines.bytes(&format!("{width} × {height} pixels, "), picture.get());
        }
        Err(error) => lines.add(&error.to_string()),
    }
}

/// Width and height, which stand first in every PNG.
fn pixels(bytes: &[u8]) -> [u32; 2] {
    [16, 20].map(|start| bytes[start..start + 4].iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

fn slides(exhibits: &Released<Vec<Exhibit>>, shape: SlideShape) -> Vec<u8> {
    pptx(exhibits, &SlideOptions { ground: Ground::Ours(shape) }).unwrap().into_inner()
}

fn pages(exhibits: &Released<Vec<Exhibit>>, paper: Paper, lines: &mut Lines) {
    let file = pdf(exhibits, PdfOptions { paper }).unwrap().into_inner();
    let count = |words: &str| file.windows(words.len()).filter(|window| *window == words.as_bytes()).count();
    let pages = count("/Type/Page") + count("/Type /Page") - count("/Type/Pages") - count("/Type /Pages");
    lines.bytes(&format!("pages {pages}, "), &file);
}

/// Columns, metadata and rows, and the file.
fn typed_table(exhibit: &Released<Exhibit>, lines: &mut Lines) {
    let bytes = parquet(exhibit).unwrap().into_inner();
    lines.bytes("", &bytes);
    let reader = SerializedFileReader::new(Bytes::from(bytes)).unwrap();
    let metadata = reader.metadata().file_metadata();
    let mut schema = Vec::new();
    print_schema(&mut schema, metadata.schema());
    lines.words(&text(schema));
    for pair in metadata.key_value_metadata().into_iter().flatten() {
        lines.words(&format!("{}: {}", pair.key, pair.value.as_deref().unwrap_or_default()));
    }
    for row in reader.get_row_iter(None).unwrap() {
        lines.words(&row.unwrap().to_string());
    }
}
