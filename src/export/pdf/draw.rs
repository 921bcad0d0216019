//! A planned page on paper: shapes in their places, each marked as what it is.

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, Identifier, SpanTag};
use krilla::text::{Font, TextDirection};
use krilla::{Document, num::NormalizedF32};
use krilla_svg::{SurfaceExt, SvgSettings};

use super::page::Hundredths;
use super::sheet::{Frame, Item, Role, Shape, Sheet};
use super::tags::Marked;
use super::words::{Run, Style, runs};
use crate::chart::metrics::Weight;
use crate::export::png;

/// The fonts of a file.
pub(super) struct Fonts {
    regular: Font,
    semibold: Font,
}

impl Fonts {
    /// The bundled fonts; `None` when they cannot be read.
    pub(super) fn bundled() -> Option<Self> {
        let [regular, _, semibold] = png::FONTS.map(|data| Font::new(data.into(), 0));
        Some(Self { regular: regular?, semibold: semibold? })
    }

    fn of(&self, weight: Weight) -> Font {
        match weight {
            Weight::Regular => self.regular.clone(),
            Weight::Semibold => self.semibold.clone(),
        }
    }
}

/// Draws a page at the end of the document, where it is the one at `index`. What it has to say is added to `marked`. A page
/// without a size is left out.
pub(super) fn sheet(
    document: &mut Document,
    (index, sheet): (usize, &Sheet),
    fonts: &Fonts,
    marked: &mut Marked,
) {
    let Some(settings) = PageSettings::from_wh(points(sheet.page.width), points(sheet.page.height)) else {
        return;
    };
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    for item in &sheet.items {
        let identifier = draw(&mut surface, item, fonts);
        if kind(item.role).is_none() {
            marked.content.push((item.role, identifier));
        }
        if let Shape::Drawing { frame, .. } = &item.shape {
            marked.figure = rectangle(frame).map(|rectangle| BBox::new(index, rectangle));
        }
    }
}

/// A length as the library has it.
pub(super) fn points(length: Hundredths) -> f32 {
    length as f32 / 100.0
}

/// What is not read aloud; `None` for what is.
const fn kind(role: Role) -> Option<ArtifactType> {
    match role {
        Role::Header => Some(ArtifactType::Header),
        Role::Footer => Some(ArtifactType::Footer),
        Role::Decoration => Some(ArtifactType::Layout),
        Role::Title
        | Role::Paragraph(_)
        | Role::Figure
        | Role::Caption(_)
        | Role::Heading { .. }
        | Role::Cell { .. } => None,
    }
}

fn draw(surface: &mut Surface<'_>, item: &Item, fonts: &Fonts) -> Identifier {
    let words = match &item.shape {
        Shape::Words { words, .. } => words.as_str(),
        Shape::Box { .. } | Shape::Drawing { .. } => "",
    };
    let is_boxed = runs(words).iter().any(|run| matches!(run, Run::Boxes(_)));
    let content = match (kind(item.role), &item.shape) {
        (Some(kind), _) => ContentTag::Artifact(Artifact::with_kind(kind)),
        (None, Shape::Words { .. }) => {
            ContentTag::Span(SpanTag::empty().with_actual_text(is_boxed.then_some(words)))
        }
        (None, Shape::Box { .. } | Shape::Drawing { .. }) => ContentTag::Other,
    };
    let identifier = surface.start_tagged(content);
    match &item.shape {
        Shape::Words { left, top, words, style } => line(surface, (*left, *top), words, *style, fonts),
        Shape::Box { frame, colour } => filled(surface, frame, colour),
        Shape::Drawing { frame, tree } => {
            if let Some(size) = Size::from_wh(points(frame.width), points(frame.height)) {
                surface.push_transform(&Transform::from_translate(points(frame.left), points(frame.top)));
                // Nothing is drawn only where a drawing has no size.
                let _ = surface.draw_svg(tree, size, SvgSettings::default());
                surface.pop();
            }
        }
    }
    surface.end_tagged();
    identifier
}

/// One line of words; a character that the font lacks is a box.
fn line(
    surface: &mut Surface<'_>,
    (left, top): (Hundredths, Hundredths),
    words: &str,
    style: Style,
    fonts: &Fonts,
) {
    let baseline = top + style.ascent();
    let mut x = left;
    for run in runs(words) {
        match run {
            Run::Set(run) => {
                surface.set_stroke(None);
                surface.set_fill(Some(fill(style.colour)));
                let (start, size) = (Point::from_xy(points(x), points(baseline)), style.size as f32 / 10.0);
                let font = fonts.of(style.weight);
                surface.draw_text(start, font, size, &run, false, TextDirection::LeftToRight);
                x += style.width(&run);
            }
            Run::Boxes(boxes) => {
                for _ in 0..boxes {
                    outline(surface, (x, baseline), style);
                    x += style.size * 10;
                }
            }
        }
    }
}

/// A box as high as a capital in the place of a character, which is one em wide.
fn outline(surface: &mut Surface<'_>, (left, baseline): (Hundredths, Hundredths), style: Style) {
    let height = style.size * 7;
    let frame = Frame { left: left + style.size, top: baseline - height, width: style.size * 8, height };
    surface.set_fill(None);
    let paint = colour(style.colour).into();
    surface.set_stroke(Some(Stroke { paint, width: style.size as f32 / 150.0, ..Stroke::default() }));
    path(surface, &frame);
}

fn filled(surface: &mut Surface<'_>, frame: &Frame, colour: &str) {
    surface.set_stroke(None);
    surface.set_fill(Some(fill(colour)));
    path(surface, frame);
}

fn path(surface: &mut Surface<'_>, frame: &Frame) {
    let mut builder = PathBuilder::new();
    if let Some(rectangle) = rectangle(frame) {
        builder.push_rect(rectangle);
    }
    if let Some(path) = builder.finish() {
        surface.draw_path(&path);
    }
}

fn rectangle(frame: &Frame) -> Option<Rect> {
    Rect::from_xywh(points(frame.left), points(frame.top), points(frame.width), points(frame.height))
}

fn fill(name: &str) -> Fill {
    Fill { paint: colour(name).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// A colour from `#rrggbb`; black from anything else.
fn colour(name: &str) -> rgb::Color {
    let part =
        |from: usize| name.get(from..from + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0);
    rgb::Color::new(part(1), part(3), part(5))
}
