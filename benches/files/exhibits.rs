//! What the files show: trends of the synthetic programme, by five groupings and four handlings of missing values.

use serde_json::{Value, json};
use sinew::analysis::trend::{self, TrendOptions};
use sinew::chart::WidthClass;
use sinew::cohort::{self, CohortDefinition, CohortWords};
use sinew::domain::MissingDataHandling;
use sinew::domain::frame::Selection;
use sinew::exhibit::{
    Cell, Estimate, Exhibit, FigureSpec, Policy, Released, Series, SeriesPoint, TrendFigure,
};
use sinew::export::Paper;
use sinew::export::docx::docx;
use sinew::export::pdf::{PdfOptions, pdf};
use sinew::export::png::png;
use sinew::export::pptx::{SlideOptions, pptx};
use sinew::export::xlsx::xlsx;
use sinew::export::{ExportError, PictureOptions, PictureSize, PictureTheme};

use super::kind::Kind;
use super::people::People;
use super::provenance::provenance;
use super::support::code;
use super::times::RUNS;

const GROUPINGS: [&str; 5] = ["arm", "sex", "acuity", "employed", "prior_surgery"];
/// Charts on slides, in the document and in the workbook.
pub const CHARTS: usize = GROUPINGS.len() * MissingDataHandling::ALL.len();
/// Pages that the report has at least.
const PAGES: usize = 60;

/// What is in the files.
pub struct Exhibits {
    one: Released<Exhibit>,
    twenty: Released<Vec<Exhibit>>,
    /// The twenty again and again until they fill the pages.
    report: Released<Vec<Exhibit>>,
    size: [u32; 2],
    slides: usize,
    pages: usize,
}

impl Exhibits {
    pub fn of(people: &People) -> Self {
        let trends = GROUPINGS.iter().flat_map(|grouping| {
            MissingDataHandling::ALL.into_iter().map(|handling| trend(people, grouping, handling))
        });
        let all: Vec<Released<Exhibit>> = trends.collect();
        let one = all.first().expect("twenty").clone();
        let (report, pages) = report(&all);
        let twenty = together(&all, CHARTS);
        let mut exhibits = Self { one, twenty, report, size: [0, 0], slides: 0, pages };
        exhibits.size = size(&exhibits.file(Kind::Picture));
        let slides = exhibits.file(Kind::Slides);
        assert_eq!(parts(&slides, "ppt/charts/chart"), CHARTS, "native charts");
        exhibits.slides = parts(&slides, "ppt/slides/slide");
        exhibits
    }

    /// What is made.
    pub fn sentence(&self) -> String {
        let ([width, height], slides, pages) = (self.size, self.slides, self.pages);
        let reported = self.report.get().len();
        format!("a picture of {width} by {height}, {slides} slides, {pages} pages of {reported} exhibits")
    }

    /// Makes a file.
    pub fn file(&self, kind: Kind) -> Vec<u8> {
        self.made(kind).expect("a file").into_inner()
    }

    fn made(&self, kind: Kind) -> Result<Released<Vec<u8>>, ExportError> {
        match kind {
            Kind::Picture => png(&self.one, PICTURE),
            Kind::Slides => pptx(&self.twenty, &SlideOptions::default()),
            Kind::Report => pdf(&self.report, PdfOptions::default()),
            Kind::Document => docx(&self.twenty, Paper::A4),
            Kind::Workbook => xlsx(&self.twenty, Paper::A4),
        }
    }

    /// What the peers are told.
    pub fn asked(&self) -> Value {
        json!({
            "runs": RUNS,
            "size": self.size,
            "slides": self.slides,
            "pages": self.pages,
            "reported": self.report.get().len(),
            "figures": self.twenty.get().iter().map(told).collect::<Vec<_>>(),
        })
    }

    /// Pixels of the picture.
    pub const fn size(&self) -> [u32; 2] {
        self.size
    }

    /// Pages of the report.
    pub const fn pages(&self) -> usize {
        self.pages
    }

    /// Slides, those of tables among them.
    pub const fn slides(&self) -> usize {
        self.slides
    }
}

const PICTURE: PictureOptions =
    PictureOptions { size: PictureSize::Screen(WidthClass::Wide), theme: PictureTheme::Light };

fn trend(people: &People, grouping: &str, handling: MissingDataHandling) -> Released<Exhibit> {
    let everyone = cohort::check(&CohortDefinition::all_of(Vec::new()), &people.catalogue).expect("everyone");
    let words = CohortWords::of(&everyone, &people.catalogue);
    let options = TrendOptions { instrument: code("vas"), grouping: Some(code(grouping)), handling };
    let selection = Selection::all(people.participants);
    let raw = trend::run(people.frame(), &people.catalogue, &selection, &options).expect("a sound question");
    trend::exhibit(&raw.publish(Policy::Rounded), &people.catalogue, &words, &options, provenance())
}

/// So many, those at hand again and again.
fn together(all: &[Released<Exhibit>], many: usize) -> Released<Vec<Exhibit>> {
    let mut all = all.iter().cycle().take(many).cloned();
    let first = all.next().expect("one").map(|exhibit| vec![exhibit]);
    all.fold(first, |some, next| {
        some.join(next).map(|(mut some, next)| {
            some.push(next);
            some
        })
    })
}

/// As many exhibits as fill the pages, and how many pages these are.
fn report(all: &[Released<Exhibit>]) -> (Released<Vec<Exhibit>>, usize) {
    let report = |many: usize| {
        let report = together(all, many);
        let bytes = pdf(&report, PdfOptions::default()).expect("a file").into_inner();
        (report, pages(&bytes))
    };
    (1..=PAGES).map(report).find(|(_, pages)| *pages >= PAGES).expect("a page an exhibit at least")
}

/// What a peer draws: the numbers of the figure, and all words.
fn told(exhibit: &Exhibit) -> Value {
    let FigureSpec::Trend(figure) = &exhibit.figure else { panic!("a trend") };
    let table = &exhibit.table;
    json!({
        "title": exhibit.text.title,
        "subtitle": exhibit.text.subtitle,
        "sentence": exhibit.text.sentence,
        "footnotes": exhibit.text.footnotes,
        "x": figure.x,
        "y": figure.y,
        "series": series(figure),
        "heads": table.columns.iter().map(|column| &column.heading).collect::<Vec<_>>(),
        "rows": table.rows.iter().map(|row| row.cells.iter().map(Cell::words).collect()).collect::<Vec<Vec<_>>>(),
    })
}

fn series(figure: &TrendFigure) -> Vec<Value> {
    let told = |series: &Series| json!({ "label": series.label, "points": points(series) });
    figure.series.iter().map(told).collect()
}

/// Time, mean and both limits of every mean that is shown.
pub fn points(series: &Series) -> Vec<[f64; 4]> {
    let point = |point: &SeriesPoint| match &point.estimate {
        Estimate::Mean { value, interval } => {
            let interval = interval.as_ref();
            let low = interval.map_or(*value, |interval| interval.low);
            let high = interval.map_or(*value, |interval| interval.high);
            Some([point.at, *value, low, high].map(sinew::domain::Finite::get))
        }
        Estimate::Hidden | Estimate::Empty => None,
    };
    series.points.iter().filter_map(point).collect()
}

/// Width and height, from the head of a PNG.
fn size(picture: &[u8]) -> [u32; 2] {
    [16, 20].map(|at| {
        let bytes: [u8; 4] = picture[at..at + 4].try_into().expect("four bytes");
        u32::from_be_bytes(bytes)
    })
}

/// Parts of an Office file whose names begin so: each is named at its place and in the directory at the end.
fn parts(file: &[u8], name: &str) -> usize {
    count(file, name) / 2
}

fn pages(file: &[u8]) -> usize {
    let both = |spelt: [&str; 2]| spelt.iter().map(|words| count(file, words)).sum::<usize>();
    both(["/Type/Page", "/Type /Page"]) - both(["/Type/Pages", "/Type /Pages"])
}

fn count(file: &[u8], words: &str) -> usize {
    file.windows(words.len()).filter(|window| *window == words.as_bytes()).count()
}
