//! Hatches: 45° lines as SVG patterns, one a colour.

use std::fmt::Write as _;

use super::backend::{Sheet, hatch_id};
use super::palette::{Palette, pen};
use super::role::Role;

/// The patterns the drawing refers to, as `<defs>`; empty when it refers to none.
pub(super) fn definitions(sheet: &Sheet, id: &str, palette: Option<&Palette>) -> String {
    let mut patterns = String::new();
    for role in &sheet.hatches {
        let paint = match palette {
            None => format!("class=\"{}\"", role.class()),
            Some(palette) => format!("stroke=\"{}\"", palette.stroke(*role)),
        };
        let (size, width) = (if *role == Role::HiddenHatch { 6 } else { 5 }, pen(*role).0);
        let _ = write!(
            patterns,
            "<pattern id=\"{}\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><path {paint} d=\"M0 0V{size}\" stroke-width=\"{width}\"/></pattern>",
            hatch_id(id, *role)
        );
    }
    if patterns.is_empty() { patterns } else { format!("<defs>{patterns}</defs>") }
}
