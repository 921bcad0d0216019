//! Names, titles and notes as they are kept.

use crate::exhibit::ItemWords;

/// Longest name of a deck.
pub const MAX_NAME_CHARACTERS: usize = 120;
/// Longest title of a figure.
pub const MAX_TITLE_CHARACTERS: usize = 200;
/// Longest note to a figure.
pub const MAX_NOTE_CHARACTERS: usize = 2_000;

/// What is wrong with a name, a title or a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// Nothing but spaces.
    #[error("The deck has no name. Give it one.")]
    NoName,
    /// Longer than [`MAX_NAME_CHARACTERS`].
    #[error("The name is longer than {MAX_NAME_CHARACTERS} characters. Shorten it.")]
    LongName,
    /// Longer than [`MAX_TITLE_CHARACTERS`].
    #[error(
        "The title is longer than {MAX_TITLE_CHARACTERS} characters. Shorten it, or say the rest in the note."
    )]
    LongTitle,
    /// Longer than [`MAX_NOTE_CHARACTERS`].
    #[error("The note is longer than {MAX_NOTE_CHARACTERS} characters. Shorten it.")]
    LongNote,
    /// A character that is not for reading.
    #[error("The name, the title or the note holds a control character. Remove it.")]
    Control,
}

/// A name with spaces around it taken off.
pub(super) fn tidied_name(name: &str) -> Result<String, ContentError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(ContentError::NoName);
    }
    if name.chars().count() > MAX_NAME_CHARACTERS {
        return Err(ContentError::LongName);
    }
    if name.contains(char::is_control) { Err(ContentError::Control) } else { Ok(name.to_owned()) }
}

/// Words with spaces around them taken off; what is empty then is not there.
pub(super) fn tidied_words(words: &ItemWords) -> Result<ItemWords, ContentError> {
    let tidied = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default().replace("\r\n", "\n");
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let (title, note) = (tidied(&words.title), tidied(&words.note));
    let characters = |text: &Option<String>| text.as_deref().map_or(0, |text| text.chars().count());
    if characters(&title) > MAX_TITLE_CHARACTERS {
        return Err(ContentError::LongTitle);
    }
    if characters(&note) > MAX_NOTE_CHARACTERS {
        return Err(ContentError::LongNote);
    }
    let breaks_line = |c: char| c.is_control() && c != '\n';
    if title.as_deref().is_some_and(|title| title.contains(char::is_control))
        || note.as_deref().is_some_and(|note| note.contains(breaks_line))
    {
        return Err(ContentError::Control);
    }
    Ok(ItemWords { title, note })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(title: &str, note: &str) -> ItemWords {
        ItemWords { title: Some(title.to_owned()), note: Some(note.to_owned()) }
    }

    #[test]
    fn spaces_around_words_do_not_count_and_nothing_is_no_words() {
        assert_eq!(tidied_name("\u{a0} Board, May \n"), Ok("Board, May".to_owned()));
        assert_eq!(tidied_words(&words(" Less pain ", " one\r\ntwo\n")), Ok(words("Less pain", "one\ntwo")));
        assert_eq!(tidied_words(&words(" ", "\n")), Ok(ItemWords::default()));
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let long = |characters| "ä".repeat(characters);
        assert_eq!(tidied_name(" \t"), Err(ContentError::NoName));
        assert_eq!(tidied_name(&long(121)), Err(ContentError::LongName));
        assert_eq!(tidied_name("a\nb"), Err(ContentError::Control));
        assert!(tidied_words(&words(&long(200), &long(2_000))).is_ok());
        assert_eq!(tidied_words(&words(&long(201), "")), Err(ContentError::LongTitle));
        assert_eq!(tidied_words(&words("", &long(2_001))), Err(ContentError::LongNote));
        assert_eq!(tidied_words(&words("a\nb", "")), Err(ContentError::Control));
        assert_eq!(tidied_words(&words("", "a\u{0}")), Err(ContentError::Control));
    }
}
