//! An exhibit as a picture that stands alone: finding, estimand, figure, footnotes and where the numbers come from.

use std::fmt::Write as _;

use super::{PictureOptions, PictureSize, PictureTheme, PrintWidth};
use crate::chart::metrics::{self, Weight};
use crate::chart::palette::{DARK, LIGHT, Palette};
use crate::chart::{self, ChartOptions, ChartText, Tenths, Theme, WidthClass, escape, tenths};
use crate::exhibit::{Exhibit, Released};

/// Fonts in the order they are looked for.
const FONTS: &str = "Inter, system-ui, -apple-system, &quot;Segoe UI&quot;, Roboto, &quot;Helvetica Neue&quot;, Arial, sans-serif";
/// Longest line of footnotes.
const MEASURE: Tenths = 8_640;

/// The exhibit as a standalone SVG file with its own colours. It names the bundled font but does not carry it; where
/// the font is missing a system font of nearly the same width is used. Numbers and words are those of the page. For
/// print its width is in millimetres.
pub fn svg(exhibit: &Released<Exhibit>, options: PictureOptions) -> Released<String> {
    let picture = composed(exhibit.get(), options);
    exhibit.clone().map(|_| picture)
}

fn composed(exhibit: &Exhibit, options: PictureOptions) -> String {
    let picture = |width| Picture::compose(exhibit, width, options.theme);
    match options.size {
        PictureSize::Screen(width) => {
            let picture = picture(width);
            picture.document(exhibit, &picture.canvas())
        }
        PictureSize::Print(width) => {
            // Wider drawings would have words too small for print.
            let picture = picture(match width {
                PrintWidth::OneColumn => WidthClass::Narrow,
                PrintWidth::TwoColumns => WidthClass::Medium,
            });
            picture.document(exhibit, &picture.canvas().printed(width))
        }
        PictureSize::Slide => {
            let [medium, wide] = [WidthClass::Medium, WidthClass::Wide].map(picture);
            // The drawing whose words are larger on the slide.
            let picture =
                if medium.canvas().on_slide().width < wide.canvas().on_slide().width { medium } else { wide };
            picture.document(exhibit, &picture.canvas().on_slide())
        }
    }
}

/// The ground of a picture, in CSS pixels of its drawing, and how large it is to be.
struct Canvas {
    left: i32,
    top: i32,
    width: i32,
    height: i32,
    /// Width and height as attributes.
    shown: (String, String),
}

impl Canvas {
    fn of(width: i32, height: i32) -> Self {
        Self { left: 0, top: 0, width, height, shown: (width.to_string(), height.to_string()) }
    }

    /// The same ground on paper.
    fn printed(self, width: PrintWidth) -> Self {
        let millimetres = width.millimetres();
        let height = f64::from(self.height) * f64::from(millimetres) / f64::from(self.width);
        Self { shown: (format!("{millimetres}mm"), format!("{height:.3}mm")), ..self }
    }

    /// The ground made larger to the form of a slide, with the picture in its middle.
    fn on_slide(self) -> Self {
        // Units of 16:9, so that width and height are whole.
        let units = ((self.width + 15) / 16).max((self.height + 8) / 9);
        let (width, height) = (16 * units, 9 * units);
        Self {
            left: (self.width - width) / 2,
            top: (self.height - height) / 2,
            width,
            height,
            shown: ("1920".to_owned(), "1080".to_owned()),
        }
    }
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
    theme: PictureTheme,
    sizes: Sizes,
    body: String,
    bottom: Tenths,
}

impl Picture {
    fn compose(exhibit: &Exhibit, width: WidthClass, theme: PictureTheme) -> Self {
        let mut picture = Self::empty(width, theme);
        let supporting = style(13, 200, picture.palette.ink_2);
        let caption = style(12, 160, picture.palette.ink_3);
        let (title, inner) = (picture.sizes.title, picture.sizes.inner);
        picture.paragraph(&exhibit.text.title, title, inner);
        picture.bottom += 20;
        picture.paragraph(&exhibit.text.subtitle, supporting, inner);
        picture.bottom += 160;
        picture.figure(exhibit, width);
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

    fn empty(width: WidthClass, theme: PictureTheme) -> Self {
        let palette = match theme {
            PictureTheme::Light | PictureTheme::Transparent => &LIGHT,
            PictureTheme::Dark => &DARK,
        };
        let (margin, size_px, line) = match width {
            WidthClass::Narrow => (160, 16, 240),
            WidthClass::Medium => (240, 20, 280),
            WidthClass::Wide => (320, 20, 280),
        };
        let title = Style { size_px, line, weight: Weight::Semibold, colour: palette.ink };
        let inner = match width {
            WidthClass::Narrow => 3_580,
            WidthClass::Medium => 6_800,
            WidthClass::Wide => 10_400,
        };
        Self { palette, theme, sizes: Sizes { margin, title, inner }, body: String::new(), bottom: margin }
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

    fn figure(&mut self, exhibit: &Exhibit, width: WidthClass) {
        let theme = match self.theme {
            PictureTheme::Light | PictureTheme::Transparent => Theme::Light,
            PictureTheme::Dark => Theme::Dark,
        };
        let options = ChartOptions { width, theme };
        let drawn = chart::draw(&exhibit.figure, &ChartText::of(exhibit, "figure"), options);
        // A figure lies in its frame. Were the frame to cut, programs would draw the figure apart, cut it and lay it on
        // the ground: three times the work for the same picture.
        let uncut = drawn.svg.replacen("<svg ", "<svg overflow=\"visible\" ", 1);
        let (x, y) = (tenths(self.sizes.margin), tenths(self.bottom));
        let _ = write!(self.body, "<g transform=\"translate({x} {y})\">{uncut}</g>");
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

    fn canvas(&self) -> Canvas {
        let width = (self.sizes.inner + 2 * self.sizes.margin) / 10;
        Canvas::of(width, (self.bottom + self.sizes.margin + 9) / 10)
    }

    fn document(&self, exhibit: &Exhibit, canvas: &Canvas) -> String {
        let Canvas { left, top, width, height, shown: (shown_width, shown_height) } = canvas;
        let (title, sentence) = (escape(&exhibit.text.title), escape(&exhibit.text.sentence));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{left} {top} {width} {height}\" width=\"{shown_width}\" \
             height=\"{shown_height}\" role=\"img\" aria-labelledby=\"title description\" font-family=\"{FONTS}\">\
             <title id=\"title\">{title}</title><desc id=\"description\">{sentence}</desc>\
             <metadata>{metadata}</metadata>{ground}{body}</svg>\n",
            metadata = escape(&metadata(exhibit)),
            ground = self.ground(canvas),
            body = self.body,
        )
    }

    fn ground(&self, canvas: &Canvas) -> String {
        let Canvas { left, top, width, height, .. } = canvas;
        let place =
            if (*left, *top) == (0, 0) { String::new() } else { format!("x=\"{left}\" y=\"{top}\" ") };
        match self.theme {
            PictureTheme::Light | PictureTheme::Dark => {
                let colour = self.palette.ground;
                format!("<rect {place}width=\"{width}\" height=\"{height}\" fill=\"{colour}\"/>")
            }
            PictureTheme::Transparent => String::new(),
        }
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

    const OPTIONS: PictureOptions =
        PictureOptions { size: PictureSize::Screen(WidthClass::Wide), theme: PictureTheme::Light };

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
        let sizes = WidthClass::ALL.map(PictureSize::Screen);
        let made_for = ["slide", "print85", "print170"].map(|code| PictureSize::from_preset(code).unwrap());
        for theme in PictureTheme::ALL {
            for size in sizes.into_iter().chain(made_for) {
                let file = svg(&example::trial(), PictureOptions { size, theme }).into_inner();
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
        let file = svg(&exhibit, PictureOptions { size: PictureSize::Screen(WidthClass::Narrow), ..OPTIONS })
            .into_inner();
        let document = roxmltree::Document::parse(&file).unwrap();
        let own = document.root_element().children().filter(|node| node.has_tag_name("text"));
        for node in own {
            let size = node.attribute("font-size").unwrap().parse().unwrap();
            let weight = if node.has_attribute("font-weight") { Weight::Semibold } else { Weight::Regular };
            assert!(metrics::width(node.text().unwrap(), size, weight) <= 3_580);
        }
    }

    #[test]
    fn printed_words_are_seven_points_or_more() {
        for (code, millimetres) in [("print85", 85.0), ("print170", 170.0)] {
            let size = PictureSize::from_preset(code).unwrap();
            for (name, figure) in chart::examples::all() {
                let file = svg(&example::of(figure), PictureOptions { size, ..OPTIONS }).into_inner();
                let document = roxmltree::Document::parse(&file).unwrap();
                let root = document.root_element();
                assert_eq!(root.attribute("width"), Some(format!("{millimetres}mm").as_str()));
                let across = root.attribute("viewBox").unwrap().split(' ').nth(2).unwrap();
                let points_a_pixel = millimetres / 25.4 * 72.0 / across.parse::<f64>().unwrap();
                let sizes = document.descendants().filter_map(|node| node.attribute("font-size"));
                let smallest = sizes.map(|size| size.parse::<f64>().unwrap()).fold(f64::INFINITY, f64::min);
                assert!(smallest * points_a_pixel >= 7.0, "{name} {code}: {}", smallest * points_a_pixel);
            }
        }
    }

    #[test]
    fn a_slide_is_filled_and_the_picture_is_in_its_middle() {
        for (name, figure) in chart::examples::all() {
            let options = PictureOptions { size: PictureSize::Slide, ..OPTIONS };
            let file = svg(&example::of(figure), options).into_inner();
            let document = roxmltree::Document::parse(&file).unwrap();
            let ground = document.descendants().find(|node| node.has_tag_name("rect")).unwrap();
            let length = |name| ground.attribute(name).unwrap_or("0").parse::<i32>().unwrap();
            assert_eq!(length("width") * 9, length("height") * 16, "{name}");
            let view_box = ["x", "y", "width", "height"].map(|name| length(name).to_string()).join(" ");
            assert_eq!(document.root_element().attribute("viewBox"), Some(view_box.as_str()), "{name}");
            assert!(length("x") <= 0 && length("y") <= 0, "{name}");
        }
    }

    #[test]
    fn a_transparent_picture_has_no_ground() {
        let options = PictureOptions { theme: PictureTheme::Transparent, ..OPTIONS };
        let (bare, light) = (svg(&example::trial(), options), svg(&example::trial(), OPTIONS));
        let ground = "<rect width=\"1104\" height=\"";
        assert!(light.get().contains(ground) && !bare.get().contains(ground));
    }
}
