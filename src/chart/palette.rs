//! The colours and dashes of the design tokens, for files that carry their own.

use super::Theme;
use super::role::{Number, Role};

/// Colours of one series, `#rrggbb`; the band with its opacity as two more digits.
pub(crate) struct SeriesInk {
    /// Lines and marks.
    pub(crate) mark: &'static str,
    /// Words.
    pub(crate) text: &'static str,
    /// Confidence band.
    pub(crate) band: &'static str,
}

/// The colours of one theme that figures use, named as the tokens are.
pub(crate) struct Palette {
    pub(crate) ground: &'static str,
    pub(crate) ink: &'static str,
    pub(crate) ink_2: &'static str,
    pub(crate) ink_3: &'static str,
    pub(crate) rule_strong: &'static str,
    pub(crate) chart_grid: &'static str,
    pub(crate) chart_axis: &'static str,
    pub(crate) chart_ghost: &'static str,
    pub(crate) chart_hidden: &'static str,
    pub(crate) chart_mic: &'static str,
    pub(crate) chart_mic_edge: &'static str,
    pub(crate) series: [SeriesInk; 6],
}

/// The light tokens.
pub(crate) const LIGHT: Palette = Palette {
    ground: "#ffffff",
    ink: "#10171d",
    ink_2: "#414c56",
    ink_3: "#5a6570",
    rule_strong: "#c3cad1",
    chart_grid: "#e6e9ec",
    chart_axis: "#6b7681",
    chart_ghost: "#b4bdc6",
    chart_hidden: "#85909b",
    chart_mic: "#f1efe8",
    chart_mic_edge: "#6f6a58",
    series: [
        SeriesInk { mark: "#0072b2", text: "#0066a3", band: "#0072b233" },
        SeriesInk { mark: "#c9500b", text: "#b04305", band: "#c9500b2e" },
        SeriesInk { mark: "#008a64", text: "#00734f", band: "#008a642e" },
        SeriesInk { mark: "#a8548a", text: "#96427a", band: "#a8548a2e" },
        SeriesInk { mark: "#9a6a00", text: "#845a00", band: "#9a6a002e" },
        SeriesInk { mark: "#5c6670", text: "#4d5761", band: "#5c66702e" },
    ],
};

/// The dark tokens.
pub(crate) const DARK: Palette = Palette {
    ground: "#0e1216",
    ink: "#e8ecf0",
    ink_2: "#b6c0c9",
    ink_3: "#95a1ac",
    rule_strong: "#3b4550",
    chart_grid: "#222931",
    chart_axis: "#7d8994",
    chart_ghost: "#47525d",
    chart_hidden: "#5b6671",
    chart_mic: "#20201a",
    chart_mic_edge: "#a39c82",
    series: [
        SeriesInk { mark: "#4aa5e0", text: "#6bb8ec", band: "#4aa5e044" },
        SeriesInk { mark: "#ee8142", text: "#f39560", band: "#ee81423d" },
        SeriesInk { mark: "#2ebd92", text: "#4fcaa4", band: "#2ebd923d" },
        SeriesInk { mark: "#d688bb", text: "#e09fca", band: "#d688bb3d" },
        SeriesInk { mark: "#d3a03a", text: "#deb25a", band: "#d3a03a3d" },
        SeriesInk { mark: "#98a4af", text: "#aab5bf", band: "#98a4af3d" },
    ],
};

/// Dashes by series number; the first line is solid.
pub(super) const DASHES: [Option<&str>; 6] =
    [None, Some("7 3"), Some("2 3"), Some("9 3 2 3"), Some("4 3"), Some("1 3")];

impl Palette {
    /// The colours written into a file; `None` where the page's style sheet paints.
    pub(super) const fn of(theme: Theme) -> Option<&'static Self> {
        match theme {
            Theme::Page => None,
            Theme::Light => Some(&LIGHT),
            Theme::Dark => Some(&DARK),
        }
    }

    const fn series(&self, number: Number) -> &SeriesInk {
        let [one, two, three, four, five, six] = &self.series;
        match number.get() {
            2 => two,
            3 => three,
            4 => four,
            5 => five,
            6 => six,
            _ => one,
        }
    }

    /// Colour of words.
    pub(super) const fn text(&self, role: Role) -> &'static str {
        match role {
            Role::Strong => self.ink,
            Role::Note => self.ink_2,
            Role::Name(number) | Role::Value(number) => self.series(number).text,
            Role::Grid
            | Role::Axis
            | Role::Leader
            | Role::CutOff
            | Role::Tick
            | Role::AxisTitle
            | Role::Band(_)
            | Role::Line(_)
            | Role::ThinLine(_)
            | Role::Whisker(_)
            | Role::Mark(_)
            | Role::Hollow(_)
            | Role::Cross(_)
            | Role::Filled(_)
            | Role::Hatch(_)
            | Role::HiddenHatch
            | Role::HiddenEdge
            | Role::Outline
            | Role::SmallBand
            | Role::SmallEdge
            | Role::Ghost
            | Role::Ground => self.ink_3,
        }
    }

    /// Colour of a stroke.
    pub(super) const fn stroke(&self, role: Role) -> &'static str {
        match role {
            Role::Grid => self.chart_grid,
            Role::Axis => self.chart_axis,
            Role::Ghost => self.chart_ghost,
            Role::Leader | Role::CutOff => self.ink_3,
            Role::Outline => self.rule_strong,
            Role::HiddenEdge | Role::HiddenHatch => self.chart_hidden,
            Role::SmallBand | Role::SmallEdge => self.chart_mic_edge,
            Role::Line(number)
            | Role::ThinLine(number)
            | Role::Whisker(number)
            | Role::Hollow(number)
            | Role::Cross(number)
            | Role::Mark(number)
            | Role::Band(number)
            | Role::Filled(number)
            | Role::Hatch(number)
            | Role::Name(number)
            | Role::Value(number) => self.series(number).mark,
            Role::Tick | Role::AxisTitle | Role::Note | Role::Strong | Role::Ground => self.ink,
        }
    }

    /// Colour of a fill, `#rrggbb` or `#rrggbbaa`.
    pub(super) const fn fill(&self, role: Role) -> &'static str {
        match role {
            Role::Band(number) | Role::Filled(number) => self.series(number).band,
            Role::Hollow(_) | Role::Ground => self.ground,
            Role::SmallBand => self.chart_mic,
            Role::Mark(_)
            | Role::Grid
            | Role::Axis
            | Role::Leader
            | Role::Tick
            | Role::AxisTitle
            | Role::Note
            | Role::Strong
            | Role::Name(_)
            | Role::Value(_)
            | Role::CutOff
            | Role::Line(_)
            | Role::ThinLine(_)
            | Role::Whisker(_)
            | Role::Cross(_)
            | Role::Hatch(_)
            | Role::HiddenHatch
            | Role::HiddenEdge
            | Role::SmallEdge
            | Role::Ghost
            | Role::Outline => self.stroke(role),
        }
    }
}

/// Stroke width in pixels and dash of a role that is stroked.
pub(super) const fn pen(role: Role) -> (&'static str, Option<&'static str>) {
    match role {
        Role::Line(number) => ("2.25", DASHES[(number.get() - 1) as usize]),
        Role::ThinLine(number) => ("1.4", DASHES[(number.get() - 1) as usize]),
        Role::CutOff => ("1", Some("2 3")),
        Role::Cross(_) => ("2.25", None),
        Role::Whisker(_) | Role::Hollow(_) => ("1.75", None),
        Role::HiddenHatch => ("1.4", None),
        Role::Hatch(_) => ("1.6", None),
        Role::SmallEdge => ("1", Some("3 3")),
        Role::Grid
        | Role::Axis
        | Role::Leader
        | Role::Tick
        | Role::AxisTitle
        | Role::Note
        | Role::Strong
        | Role::Name(_)
        | Role::Value(_)
        | Role::Band(_)
        | Role::Mark(_)
        | Role::Filled(_)
        | Role::HiddenEdge
        | Role::Outline
        | Role::SmallBand
        | Role::Ghost
        | Role::Ground => ("1", None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENS: &str = include_str!("../../style/tokens.css");

    /// The value of a custom property in the block that begins with `selector`.
    fn token<'a>(selector: &str, name: &str) -> &'a str {
        let block = TOKENS.split_once(selector).unwrap().1.split_once('}').unwrap().0;
        let value = block.split_once(&format!("--{name}:")).unwrap().1;
        value.split_once(';').unwrap().0.trim()
    }

    fn assert_equals_tokens(palette: &Palette, selector: &str) {
        for (name, value) in [
            ("ground", palette.ground),
            ("ink", palette.ink),
            ("ink-2", palette.ink_2),
            ("ink-3", palette.ink_3),
            ("rule-strong", palette.rule_strong),
            ("chart-grid", palette.chart_grid),
            ("chart-axis", palette.chart_axis),
            ("chart-ghost", palette.chart_ghost),
            ("chart-hidden", palette.chart_hidden),
            ("chart-mic", palette.chart_mic),
            ("chart-mic-edge", palette.chart_mic_edge),
        ] {
            assert_eq!(value, token(selector, name), "{name}");
        }
        for (number, series) in (1..).zip(&palette.series) {
            assert_eq!(series.mark, token(selector, &format!("series-{number}")));
            assert_eq!(series.text, token(selector, &format!("series-{number}-text")));
            assert_eq!(series.band, token(selector, &format!("series-{number}-band")));
        }
    }

    #[test]
    fn files_carry_the_colours_of_the_tokens() {
        assert_equals_tokens(&LIGHT, ":root {");
        assert_equals_tokens(&DARK, ":root[data-theme=\"dark\"] {");
        assert_equals_tokens(&DARK, ":root:not([data-theme=\"light\"]) {");
    }

    #[test]
    fn dashes_are_those_of_the_tokens() {
        for (number, dash) in (1..).zip(DASHES) {
            assert_eq!(dash.unwrap_or("none"), token(":root {", &format!("dash-{number}")));
        }
    }

    #[test]
    fn the_style_sheet_of_figures_holds_no_colour_of_its_own() {
        let sheet = include_str!("../../style/chart.css");
        let code: String =
            sheet.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, code)| code)).collect();
        assert!(!code.contains('#') && !code.contains("rgb"), "a literal colour in chart.css");
        for use_of in code.split("var(--").skip(1) {
            let name = use_of.split_once(')').unwrap().0;
            assert!(TOKENS.contains(&format!("--{name}:")), "unknown token {name}");
        }
    }
}
