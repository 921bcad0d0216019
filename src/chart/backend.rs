//! Our backend for plotters: writes SVG elements in tenths of a pixel, as plotters draws them.
//!
//! Every primitive is overridden, because the defaults rasterise. Nothing here can fail.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt::Write as _;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::Tenths;
use super::canvas::VOICE;
use super::metrics::{self, Weight};
use super::palette::{Palette, pen};
use super::role::{Halo, Role};

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// What has been drawn so far.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// SVG elements.
    pub(super) body: String,
    /// Hatches the elements refer to.
    pub(super) hatches: BTreeSet<Role>,
}

/// The backend: writes onto a sheet.
pub(super) struct SvgBackend<'a> {
    /// Where it writes.
    pub(super) sheet: &'a mut Sheet,
    /// Prefix of ids in this drawing.
    pub(super) id: &'a str,
    /// Colours for a file, or `None` for classes.
    pub(super) palette: Option<&'static Palette>,
    /// Width and height in tenths.
    pub(super) size: (u32, u32),
}

/// A length in pixels with at most one decimal: the only way a coordinate becomes text.
pub(crate) fn tenths(length: Tenths) -> String {
    let sign = if length < 0 { "-" } else { "" };
    let (whole, tenth) = (length.unsigned_abs() / 10, length.unsigned_abs() % 10);
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

/// `text` for an XML text node or attribute; characters XML does not allow become spaces.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Id of a hatch in the drawing with this prefix.
pub(super) fn hatch_id(id: &str, role: Role) -> String {
    role.number()
        .map_or_else(|| format!("{id}-hatch-hidden"), |number| format!("{id}-hatch-{}", number.get()))
}

/// `fill` with its opacity, from `#rrggbb` or `#rrggbbaa`.
pub(super) fn fill_attribute(colour: &str) -> String {
    let (solid, alpha) = colour.split_at(colour.len().min(7));
    match u32::from_str_radix(alpha, 16) {
        Ok(alpha) => format!(" fill=\"{solid}\" fill-opacity=\"0.{:03}\"", (alpha * 1_000 + 127) / 255),
        Err(_) => format!(" fill=\"{solid}\""),
    }
}

impl SvgBackend<'_> {
    fn stroke(&self, role: Role) -> String {
        let (width, dash) = pen(role);
        let mut attributes = match self.palette {
            None => format!(" class=\"{}\"", role.class()),
            Some(palette) => format!(" stroke=\"{}\"", palette.stroke(role)),
        };
        attributes.push_str(" fill=\"none\"");
        if width != "1" || self.palette.is_none() {
            let _ = write!(attributes, " stroke-width=\"{width}\"");
        }
        if let Some(dash) = dash {
            let _ = write!(attributes, " stroke-dasharray=\"{dash}\"");
        }
        attributes
    }

    fn fill(&mut self, role: Role) -> String {
        if matches!(role, Role::Hatch(_) | Role::HiddenHatch) {
            self.sheet.hatches.insert(role);
            return format!(" fill=\"url(#{})\"", hatch_id(self.id, role));
        }
        let mut attributes = match self.palette {
            None => format!(" class=\"{}\"", role.class()),
            Some(palette) => fill_attribute(palette.fill(role)),
        };
        if let Role::Hollow(_) = role {
            if let Some(palette) = self.palette {
                let _ = write!(attributes, " stroke=\"{}\"", palette.stroke(role));
            }
            let _ = write!(attributes, " stroke-width=\"{}\"", pen(role).0);
        }
        attributes
    }

    fn words(&self, role: Role, halo: Halo) -> String {
        let (size, weight) = role.font();
        let mut attributes = match (self.palette, halo) {
            (None, Halo::Without) => format!(" class=\"{}\"", role.class()),
            (None, Halo::With) => format!(" class=\"{} halo\"", role.class()),
            (Some(palette), _) => format!(" fill=\"{}\"", palette.text(role)),
        };
        if size != 12 {
            let _ = write!(attributes, " font-size=\"{size}\"");
        }
        if weight == Weight::Semibold {
            attributes.push_str(" font-weight=\"600\"");
        }
        if halo == Halo::With {
            if let Some(palette) = self.palette {
                let _ = write!(attributes, " stroke=\"{}\"", palette.ground);
            }
            attributes.push_str(" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
        }
        attributes
    }

    /// The text with its second voice as inner elements.
    fn voices(&self, role: Role, text: &str) -> String {
        let (second, weight) = role.second_voice();
        let weight = if weight == Weight::Semibold { "600" } else { "400" };
        let paint = match self.palette {
            None => format!("class=\"{}\"", second.class()),
            Some(palette) => format!("fill=\"{}\"", palette.text(second)),
        };
        let mut inner = String::new();
        for (index, part) in text.split(VOICE).enumerate() {
            let part = escape(part);
            if index % 2 == 0 {
                inner.push_str(&part);
            } else {
                let _ = write!(inner, "<tspan {paint} font-weight=\"{weight}\">{part}</tspan>");
            }
        }
        inner
    }
}

fn role_of(color: BackendColor) -> Option<(Role, Halo)> {
    Role::from_key(color.rgb)
}

fn path_data(points: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut data = String::new();
    for (index, (x, y)) in points.into_iter().enumerate() {
        let _ = write!(data, "{}{} {}", if index == 0 { 'M' } else { 'L' }, tenths(x), tenths(y));
    }
    data
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        if let Some((role, _)) = role_of(style.color()) {
            let stroke = self.stroke(role);
            let join = if matches!(role, Role::Line(_) | Role::ThinLine(_)) {
                " stroke-linejoin=\"round\""
            } else {
                ""
            };
            let _ = write!(self.sheet.body, "<path{stroke}{join} d=\"{}\"/>", path_data(path));
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if let Some((role, _)) = role_of(style.color()) {
            let paint = if fill { self.fill(role) } else { self.stroke(role) };
            let (x, y) = (tenths(left), tenths(top));
            let (width, height) = (tenths((right - left).max(0)), tenths((bottom - top).max(0)));
            let _ = write!(
                self.sheet.body,
                "<rect{paint} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
            );
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Drawn {
        if let Some((role, _)) = role_of(style.color()) {
            let paint = self.fill(role);
            let radius = Tenths::try_from(radius).unwrap_or(0);
            let _ = write!(
                self.sheet.body,
                "<circle{paint} cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                tenths(x),
                tenths(y),
                tenths(radius)
            );
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        if let Some((role, _)) = role_of(style.color()) {
            let paint = self.fill(role);
            let _ = write!(self.sheet.body, "<path{paint} d=\"{}Z\"/>", path_data(corners));
        }
        Ok(())
    }

    /// `position` is on the baseline.
    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, position: BackendCoord) -> Drawn {
        if let Some((role, halo)) = role_of(style.color()) {
            let anchor = match style.anchor().h_pos {
                HPos::Left => "",
                HPos::Right => " text-anchor=\"end\"",
                HPos::Center => " text-anchor=\"middle\"",
            };
            let (x, y) = (tenths(position.0), tenths(position.1));
            let words = self.words(role, halo);
            let inner = self.voices(role, text);
            let _ = write!(self.sheet.body, "<text{words}{anchor} x=\"{x}\" y=\"{y}\">{inner}</text>");
        }
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let (size, weight) = role_of(style.color()).map_or((12, Weight::Regular), |(role, _)| role.font());
        let width = metrics::width(text, size, weight);
        Ok((width.unsigned_abs(), size.unsigned_abs() * 10))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_at_most_one_decimal_and_no_negative_zero() {
        assert_eq!([0, 5, 10, -5, -125, 10_400].map(tenths), ["0", "0.5", "1", "-0.5", "-12.5", "1040"]);
    }

    #[test]
    fn nothing_a_person_typed_can_end_a_text_node() {
        assert_eq!(escape("a<b>&\"'\u{0}\u{1f}"), "a&lt;b&gt;&amp;&quot;&#39;  ");
    }

    #[test]
    fn opacity_is_split_from_the_colour() {
        assert_eq!(fill_attribute("#0072b233"), " fill=\"#0072b2\" fill-opacity=\"0.200\"");
        assert_eq!(fill_attribute("#0072b2"), " fill=\"#0072b2\"");
    }
}
