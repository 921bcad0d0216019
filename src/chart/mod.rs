//! A figure specification as SVG, through plotters with our own backend: same bytes on the server and in the browser.
//!
//! Text is measured with the baked advance widths of the bundled font, ticks come with the specification, colours
//! from the theme. Nothing here reads a clock, a font file or a DOM.

/// How wide a figure is drawn; text keeps its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WidthClass {
    /// A phone: 358 CSS pixels.
    Narrow,
    /// A desktop: 1040 CSS pixels.
    Wide,
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
