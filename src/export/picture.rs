//! How large a picture is and on what ground.

use crate::chart::WidthClass;

/// The ground of a picture. A file carries its colours, so it does not follow the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureTheme {
    /// On white.
    Light,
    /// On near-black.
    Dark,
    /// On nothing, in the colours for light ground: for a page or a slide that is white or nearly so.
    Transparent,
}

impl PictureTheme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Transparent];

    /// The word used in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Transparent => "transparent",
        }
    }

    /// The theme with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

/// How wide a picture is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrintWidth {
    /// 85 mm: one column of a journal.
    OneColumn,
    /// 170 mm: two columns, or a page.
    TwoColumns,
}

impl PrintWidth {
    /// Millimetres.
    pub const fn millimetres(self) -> u16 {
        match self {
            Self::OneColumn => 85,
            Self::TwoColumns => 170,
        }
    }
}

/// How large a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureSize {
    /// The drawing of the page at this width, with margins.
    Screen(WidthClass),
    /// A full slide of 16:9: 1,920 by 1,080 pixels, 13⅓ inches wide.
    Slide,
    /// For print. The smallest words are 7 points or more.
    Print(PrintWidth),
}

impl PictureSize {
    /// The sizes made for a purpose, by the words used in addresses.
    pub const PRESETS: [(&str, Self); 3] = [
        ("slide", Self::Slide),
        ("print85", Self::Print(PrintWidth::OneColumn)),
        ("print170", Self::Print(PrintWidth::TwoColumns)),
    ];

    /// The size made for the purpose of this code: `slide`, `print85` or `print170`.
    pub fn from_preset(code: &str) -> Option<Self> {
        Self::PRESETS.into_iter().find(|(preset, _)| *preset == code).map(|(_, size)| size)
    }
}

/// How a picture is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PictureOptions {
    /// Its size.
    pub size: PictureSize,
    /// Ground and colours.
    pub theme: PictureTheme,
}
