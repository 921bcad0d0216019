//! A figure specification as SVG, through plotters with our own backend: same bytes on the server and in the browser.
//!
//! Text is measured with the baked advance widths of the bundled font, ticks come with the specification, colours
//! from the theme. Nothing here reads a clock, a font file or a DOM. Inside this room every length is an integer in
//! tenths of a CSS pixel.

mod attrition;
mod axes;
mod backend;
mod canvas;
mod differences;
#[cfg(test)]
pub(crate) mod examples;
mod forest;
mod hatch;
mod labels;
pub(crate) mod layout;
mod legend;
mod marks;
pub(crate) mod metrics;
mod multiples;
pub(crate) mod number;
mod obstacles;
pub(crate) mod palette;
mod responders;
mod role;
mod scale;
pub(crate) mod spread;
mod strip;
mod suppressed;
#[cfg(test)]
mod tests;
mod trend;

pub(crate) use backend::{escape, tenths};

use crate::exhibit::{Exhibit, FigureSpec};

/// A length in tenths of a CSS pixel.
pub type Tenths = i32;

/// How wide a figure is drawn; text keeps its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WidthClass {
    /// A phone: 358 CSS pixels.
    Narrow,
    /// A tablet, or a desktop beside something else: 680 CSS pixels.
    Medium,
    /// A desktop: 1040 CSS pixels.
    Wide,
}

impl WidthClass {
    /// All classes, from the narrowest.
    pub const ALL: [Self; 3] = [Self::Narrow, Self::Medium, Self::Wide];

    /// The word used in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Medium => "medium",
            Self::Wide => "wide",
        }
    }

    /// The class with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }
}

/// Where colours come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Classes that the page's style sheet paints: follows the page's theme.
    Page,
    /// Colours of the light tokens, written into the file.
    Light,
    /// Colours of the dark tokens, written into the file.
    Dark,
}

/// How a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChartOptions {
    /// Width.
    pub width: WidthClass,
    /// Colours.
    pub theme: Theme,
}

/// The words a drawing carries for those who do not see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChartText<'t> {
    /// Prefix of every id in the drawing; different for each drawing on a page. Characters other than ASCII
    /// letters, digits, `-` and `_` become `-`.
    pub id: &'t str,
    /// The finding, as `<title>`.
    pub title: &'t str,
    /// The whole finding in one or two sentences, as `<desc>`.
    pub description: &'t str,
}

impl<'t> ChartText<'t> {
    /// The words of an exhibit, with ids beginning with `id`.
    pub fn of(exhibit: &'t Exhibit, id: &'t str) -> Self {
        Self { id, title: &exhibit.text.title, description: &exhibit.text.sentence }
    }
}

/// A drawing and where its marks are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// A whole `<svg>` element.
    pub svg: String,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// Top of the plot.
    pub plot_top: Tenths,
    /// Floor of the plot.
    pub plot_bottom: Tenths,
    /// One a mean or share, hidden ones among them, by series and then by time or cut-off; empty points and bars have
    /// none.
    pub hotspots: Vec<Hotspot>,
}

/// Where a mark is, for pointers and the keyboard. Lengths count from the drawing's top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hotspot {
    /// Position of the series in the figure.
    pub series: u16,
    /// Position of the time point or cut-off in the series.
    pub point: u16,
    /// Centre of the mark; the middle of the hatch when the mean is hidden.
    pub x: Tenths,
    /// Centre of the mark; the middle of the plot when the mean is hidden.
    pub y: Tenths,
    /// Half-way to the point before, or the plot's edge.
    pub column_left: Tenths,
    /// Half-way to the point after, or the plot's edge.
    pub column_right: Tenths,
}

/// The figure as a self-contained `<svg>` element. Any figure gives a drawing, also one without series or points.
pub fn svg(figure: &FigureSpec, text: &ChartText<'_>, options: ChartOptions) -> String {
    draw(figure, text, options).svg
}

/// The figure of an exhibit as pages show it: ids begin with the analysis and the width, so that all
/// figures of a page can stand on it in all widths.
pub fn draw_exhibit(exhibit: &Exhibit, options: ChartOptions) -> Drawn {
    let id = format!("{}-{}", exhibit.provenance.analysis, options.width.code());
    draw(&exhibit.figure, &ChartText::of(exhibit, &id), options)
}

/// The figure as a self-contained `<svg>` element, with the places of its marks.
pub fn draw(figure: &FigureSpec, text: &ChartText<'_>, options: ChartOptions) -> Drawn {
    match figure {
        FigureSpec::Trend(trend) => trend::draw(trend, text, options),
        FigureSpec::Responders(responders) => responders::draw(responders, text, options),
        FigureSpec::Forest(forest) => forest::draw(forest, text, options),
        FigureSpec::Differences(differences) => differences::draw(differences, text, options),
        FigureSpec::Attrition(attrition) => attrition::draw(attrition, text, options),
        FigureSpec::Multiples(multiples) => multiples::draw(multiples, text, options),
    }
}
