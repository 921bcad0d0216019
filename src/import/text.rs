//! Text from a file: as compared, and as shown.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Longest piece of a file that is shown, in characters.
pub const SHOWN_CHARACTERS: usize = 80;

/// A cell or header as it is compared: spaces and tabs around it dropped, Unicode normalised (NFC).
pub fn plain(cell: &str) -> Cow<'_, str> {
    let trimmed = cell.trim_matches([' ', '\t']);
    if trimmed.is_ascii() || is_nfc(trimmed) {
        Cow::Borrowed(trimmed)
    } else {
        Cow::Owned(trimmed.nfc().collect())
    }
}

/// A piece of a file as it is shown: control and invisible characters escaped, cut to 80 characters.
pub fn shown(text: &str) -> String {
    let mut result = String::new();
    let mut characters = 0;
    for character in text.chars() {
        let piece = escaped(character);
        let length = piece.chars().count();
        if characters + length >= SHOWN_CHARACTERS {
            result.push('…');
            break;
        }
        characters += length;
        result.push_str(&piece);
    }
    result
}

/// The last component of a path with either separator, as it is shown. Never used as a path.
pub fn shown_file_name(name: &str) -> String {
    shown(name.rsplit(['/', '\\']).next().unwrap_or(name))
}

fn escaped(character: char) -> String {
    let is_invisible = matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    if character.is_control() || is_invisible {
        character.escape_default().collect()
    } else {
        character.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_direction_characters_are_shown_escaped() {
        assert_eq!(shown("a\nb\u{202e}c\0"), "a\\nb\\u{202e}c\\u{0}");
    }

    #[test]
    fn long_text_is_cut_to_eighty_characters() {
        assert_eq!(shown(&"x".repeat(10_000)).chars().count(), SHOWN_CHARACTERS);
        assert_eq!(shown(&"\n".repeat(100)).chars().count(), 79);
    }

    #[test]
    fn a_path_is_shown_as_its_last_component() {
        assert_eq!(shown_file_name("../../etc/passwd"), "passwd");
        assert_eq!(shown_file_name("C:\\data\\trial.csv"), "trial.csv");
        assert_eq!(shown_file_name("a\nb.csv"), "a\\nb.csv");
    }

    #[test]
    fn text_is_compared_after_normalisation() {
        assert_eq!(plain(" Zoe\u{308} "), "Zo\u{eb}");
    }
}
