//! The theme: fonts, and the colours of the design tokens by name.

use crate::chart::palette::LIGHT;

/// The theme as a part.
pub(in crate::export) fn theme() -> String {
    let mut theme = include_str!("theme.xml").trim_end().to_owned();
    let mut colours = vec![
        ("INK_1".to_owned(), LIGHT.ink),
        ("INK_2".to_owned(), LIGHT.ink_2),
        ("GROUND".to_owned(), LIGHT.ground),
        ("GRID".to_owned(), LIGHT.chart_grid),
    ];
    let series = (1..).zip(&LIGHT.series);
    colours.extend(series.map(|(number, series)| (format!("SERIES_{number}"), series.mark)));
    for (name, colour) in colours {
        theme = theme.replace(&format!("\"{name}\""), &format!("\"{}\"", hex(colour)));
    }
    theme
}

/// `#10171d` as the formats have it: `10171D`.
pub(in crate::export) fn hex(colour: &str) -> String {
    colour.trim_start_matches('#').chars().take(6).collect::<String>().to_uppercase()
}
