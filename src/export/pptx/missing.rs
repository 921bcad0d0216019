//! The slide in place of a figure that cannot be drawn.

use super::footer;
use super::seats::Setting;
use super::shape::Anchor;
use super::slide::{Object, Slide};
use super::template::Layout;
use super::words::{Fitted, Style, cut};
use crate::chart::metrics::Weight;
use crate::export::placed::Missing;

/// Size of the reason, in points.
const SIZE: i32 = 20;
/// Most lines of the reason.
const MOST_LINES: usize = 10;

/// The slide: what the figure is called, and why it is not there.
pub(super) fn slide(missing: &Missing, setting: &Setting) -> Slide {
    let page = &setting.page;
    let style = Style::NOTE.sized(SIZE);
    let reason = cut(&style.wrap(&missing.reason, page.body.width), MOST_LINES, style, page.body.width);
    let which = missing.which();
    Slide {
        layout: Layout::Chart,
        title: Fitted::of(&missing.title, &setting.title_sizes, Weight::Semibold, &page.title),
        subtitle: Fitted::of(&which, &setting.subtitle_sizes, Weight::Regular, &page.subtitle),
        footer: footer::of_missing(missing, setting),
        exhibit: missing.exhibit.clone(),
        line: missing.exhibit.clone(),
        objects: vec![Object::Words {
            name: "Why the figure is missing".to_owned(),
            frame: page.body,
            anchor: Anchor::Top,
            paragraphs: vec![style.paragraph(reason)],
        }],
        notes: vec![missing.title.clone(), missing.reason.clone(), which],
    }
}
