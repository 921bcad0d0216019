//! Light, dark, or as the system is set: kept in a cookie, so that the server paints the right one at once.

use super::{browser, request};

/// Name of the cookie and of the form field.
pub const FIELD: &str = "theme";

/// What a person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// As the system is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl ThemeChoice {
    /// In the order they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word in the cookie, the form and `data-theme`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The words on the control.
    pub const fn label(self) -> &'static str {
        match self {
            Self::System => "As the system",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// Any other word means the system.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|choice| choice.code() == code).unwrap_or_default()
    }
}

/// The choice in the request, or in the browser's own cookie.
pub fn requested() -> ThemeChoice {
    request::cookie(FIELD).map_or_else(ThemeChoice::default, |code| ThemeChoice::from_code(&code))
}

/// Applies a choice at once and keeps it for a year.
pub fn choose(choice: ThemeChoice) {
    browser::set_document_theme(choice.code());
    browser::set_cookie(FIELD, choice.code());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_reads_back_and_nonsense_means_the_system() {
        for choice in ThemeChoice::ALL {
            assert_eq!(ThemeChoice::from_code(choice.code()), choice);
        }
        assert_eq!(ThemeChoice::from_code("<script>"), ThemeChoice::System);
    }
}
