//! An exhibit as a picture that stands alone: finding, estimand, figure, footnotes and where the numbers come from.

use std::fmt::Write as _;

use super::{PictureOptions, PictureTheme};
use crate::chart::metrics::{self, Weight};
use crate::chart::palette::{DARK, LIGHT, Palette};
use crate::chart::{self, ChartOptions, ChartText, Tenths, Theme, WidthClass, escape, tenths};
use crate::exhibit::{Exhibit, Released};

/// Fonts in the order they are looked for.
const FONTS: &str = "Inter, system-ui, -apple-system, &quot;Segoe UI&quot;, Roboto, &quot;Helvetica Neue&quot;, Arial, sans-serif";
/// Longest line of footnotes.
const MEASURE: Tenths = 8_640;

/// The exhibit as a standalone SVG file with its own colours. It names the bundled font but does not carry it; where
/// the font is missing a system font of nearly the same width is used. Numbers and words are those of the page.
pub fn svg(exhibit: &Released<Exhibit>, options: PictureOptions) -> Released<String> {
    let picture = Picture::compose(exhibit.get(), options).document(exhibit.get());
    exhibit.clone().map(|_| picture)
}

/// Sizes of a picture that depend on its width.
struct Sizes {
    margin: Tenths,
    title: Style,
    inner: Tenths,
}

/// A kind of text: size, line height, weight and colour.
#[derive(Clone, Copy)]
struct Style {
    size_px: i32,
    line: Tenths,
    weight: Weight,
    colour: &'static str,
}

/// A regular text.
const fn style(size_px: i32, line: Tenths, colour: &'static str) -> Style {
    Style { size_px, line, weight: Weight::Regular, colour }
}

/// A picture being composed from top to bottom.
struct Picture {
    palette: &'static Palette,
    sizes: Sizes,
    body: String,
    bottom: Tenths,
}

impl Picture {
    fn compose(exhibit: &Exhibit, options: PictureOptions) -> Self {
        let mut picture = Self::empty(options);
        let supporting = style(13, 200, picture.palette.ink_2);
        let caption = style(12, 160, picture.palette.ink_3);
        let (title, inner) = (picture.sizes.title, picture.sizes.inner);
        picture.paragraph(&exhibit.text.title, title, inner);
        picture.bottom += 20;
        picture.paragraph(&exhibit.text.subtitle, supporting, inner);
        picture.bottom += 160;
        picture.figure(exhibit, options);
        picture.bottom += 160;
        for footnote in &exhibit.text.footnotes {
            picture.paragraph(footnote, caption, inner.min(MEASURE));
        }
        picture.rule();
        picture.paragraph(&trust_line(exhibit), caption, inner);
        picture.paragraph(
            &format!("{} · Sinew {}", exhibit.id, exhibit.provenance.program_version),
            caption,
            inner,
        );
        picture
    }

    fn empty(options: PictureOptions) -> Self {
        let palette = match options.theme {
            PictureTheme::Light => &LIGHT,
            PictureTheme::Dark => &DARK,
        };
        let (margin, size_px, line) = match options.width {
            WidthClass::Narrow => (160, 16, 240),
            WidthClass::Medium => (240, 20, 280),
            WidthClass::Wide => (320, 20, 280),
        };
        let title = Style { size_px, line, weight: Weight::Semibold, colour: palette.ink };
        let inner = match options.width {
            WidthClass::Narrow => 3_580,
            WidthClass::Medium => 6_800,
            WidthClass::Wide => 10_400,
        };
        Self { palette, sizes: Sizes { margin, title, inner }, body: String::new(), bottom: margin }
    }

    /// Adds a text in lines that fit.
    fn paragraph(&mut self, text: &str, style: Style, limit: Tenths) {
        let weight = match style.weight {
            Weight::Regular => "",
            Weight::Semibold => " font-weight=\"600\"",
        };
        for line in metrics::wrap(text, style.size_px, style.weight, limit) {
            let baseline = self.bottom + Tenths::midpoint(style.line, style.size_px * 7);
            let _ = write!(
                self.body,
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight} fill=\"{}\">{}</text>",
                tenths(self.sizes.margin),
                tenths(baseline),
                style.size_px,
                style.colour,
                escape(&line)
            );
            self.bottom += style.line;
        }
    }

    fn figure(&mut self, exhibit: &Exhibit, options: PictureOptions) {
        let theme = match options.theme {
            PictureTheme::Light => Theme::Light,
            PictureTheme::Dark => Theme::Dark,
        };
        let options = ChartOptions { width: options.width, theme };
        let drawn = chart::draw(&exhibit.figure, &ChartText::of(exhibit, "figure"), options);
        let (x, y) = (tenths(self.sizes.margin), tenths(self.bottom));
        let _ = write!(self.body, "<g transform=\"translate({x} {y})\">{}</g>", drawn.svg);
        self.bottom += Tenths::try_from(drawn.height).unwrap_or(0) * 10;
    }

    fn rule(&mut self) {
        self.bottom += 120;
        let (left, y) = (tenths(self.sizes.margin), tenths(self.bottom + 5));
        let right = tenths(self.sizes.margin + self.sizes.inner);
        let colour = self.palette.rule_strong;
        let _ = write!(self.body, "<path d=\"M{left} {y}H{right}\" fill=\"none\" stroke=\"{colour}\"/>");
        self.bottom += 80;
    }

    fn document(&self, exhibit: &Exhibit) -> String {
        let width = (self.sizes.inner + 2 * self.sizes.margin) / 10;
        let height = (self.bottom + self.sizes.margin + 9) / 10;
        let (title, sentence) = (escape(&exhibit.text.title), escape(&exhibit.text.sentence));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" aria-labelledby=\"title description\" font-family=\"{FONTS}\">\
             <title id=\"title\">{title}</title><desc id=\"description\">{sentence}</desc>\
             <metadata>{metadata}</metadata>\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>{body}</svg>\n",
            metadata = escape(&metadata(exhibit)),
            ground = self.palette.ground,
            body = self.body,
        )
    }
}

/// `Study · data as of 2026-11-23, version 1 · Everyone · suppression off: exact counts`.
pub(super) fn trust_line(exhibit: &Exhibit) -> String {
    let provenance = &exhibit.provenance;
    format!(
        "{} · data as of {}, version {} · cohort: {} · suppression {}",
        provenance.study_title,
        provenance.data_as_of,
        provenance.data_version,
        provenance.cohort,
        provenance.policy.sentence()
    )
}

/// Id and provenance as JSON.
fn metadata(exhibit: &Exhibit) -> String {
    serde_json::json!({ "exhibit": exhibit.id, "provenance": exhibit.provenance }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::example;

    const OPTIONS: PictureOptions = PictureOptions { width: WidthClass::Wide, theme: PictureTheme::Light };

    #[test]
    fn the_file_says_what_it_shows_and_where_it_comes_from() {
        let exhibit = example::trial();
        let file = svg(&exhibit, OPTIONS).into_inner();
        let document = roxmltree::Document::parse(&file).unwrap();
        let words: Vec<&str> = document
            .descendants()
            .filter(|node| node.has_tag_name("text"))
            .filter_map(|node| node.text())
            .collect();
        let all = words.join(" ");
        let content = exhibit.get();
        for part in
            [&content.text.title, &content.text.subtitle, &content.text.footnotes[0], &trust_line(content)]
        {
            assert!(all.contains(part.as_str()), "{part}");
        }
        assert!(all.contains(content.id.as_str()));
        let metadata = document.descendants().find(|node| node.has_tag_name("metadata")).unwrap();
        let metadata: serde_json::Value = serde_json::from_str(metadata.text().unwrap()).unwrap();
        assert_eq!(metadata["exhibit"], content.id.as_str());
        assert_eq!(metadata["provenance"]["data_version"], 1);
    }

    #[test]
    fn the_file_stands_alone() {
        for theme in [PictureTheme::Light, PictureTheme::Dark] {
            for width in WidthClass::ALL {
                let file = svg(&example::trial(), PictureOptions { width, theme }).into_inner();
                let without_names = file.replace("http://www.w3.org/2000/svg", "");
                for outside in ["http", "<script", "class=", "style=", "var(", "<image", "href"] {
                    assert!(!without_names.contains(outside), "{outside}");
                }
            }
        }
    }

    #[test]
    fn every_line_of_words_stays_within_the_margins() {
        let exhibit = example::trial().map(|mut exhibit| {
            exhibit.text.title =
                "A finding that goes on for very much longer than any finding should ".repeat(4);
            exhibit.text.footnotes.push("word ".repeat(200));
            exhibit.provenance.cohort = "x".repeat(500);
            exhibit
        });
        let file = svg(&exhibit, PictureOptions { width: WidthClass::Narrow, ..OPTIONS }).into_inner();
        let document = roxmltree::Document::parse(&file).unwrap();
        let own = document.root_element().children().filter(|node| node.has_tag_name("text"));
        for node in own {
            let size = node.attribute("font-size").unwrap().parse().unwrap();
            let weight = if node.has_attribute("font-weight") { Weight::Semibold } else { Weight::Regular };
            assert!(metrics::width(node.text().unwrap(), size, weight) <= 3_580);
        }
    }
}
