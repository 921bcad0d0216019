//! Names and descriptions as they are kept.

use super::CohortContent;

/// Longest name.
pub const MAX_NAME_CHARACTERS: usize = 120;
/// Longest description.
pub const MAX_DESCRIPTION_CHARACTERS: usize = 2_000;

/// What is wrong with a name or a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// Nothing but spaces.
    #[error("The cohort has no name. Give it one.")]
    NoName,
    /// Longer than [`MAX_NAME_CHARACTERS`].
    #[error("The name is longer than {MAX_NAME_CHARACTERS} characters. Shorten it.")]
    LongName,
    /// Longer than [`MAX_DESCRIPTION_CHARACTERS`].
    #[error("The description is longer than {MAX_DESCRIPTION_CHARACTERS} characters. Shorten it.")]
    LongDescription,
    /// A character that is not for reading.
    #[error("The name or the description holds a control character. Remove it.")]
    Control,
}

/// The content with spaces around its words taken off.
pub(super) fn tidied(content: CohortContent) -> Result<CohortContent, ContentError> {
    let name = content.name.trim_matches(is_space).to_owned();
    let description = content.description.trim_matches(is_space).to_owned();
    if name.is_empty() {
        return Err(ContentError::NoName);
    }
    if name.chars().count() > MAX_NAME_CHARACTERS {
        return Err(ContentError::LongName);
    }
    if description.chars().count() > MAX_DESCRIPTION_CHARACTERS {
        return Err(ContentError::LongDescription);
    }
    let breaks_line = |c: char| c.is_control() && c != '\n';
    if name.contains(char::is_control) || description.contains(breaks_line) {
        return Err(ContentError::Control);
    }
    Ok(CohortContent { name, description, ..content })
}

fn is_space(character: char) -> bool {
    character.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort::CohortDefinition;

    fn of(name: &str, description: &str) -> CohortContent {
        CohortContent {
            name: name.to_owned(),
            description: description.to_owned(),
            definition: CohortDefinition::everyone(),
        }
    }

    #[test]
    fn spaces_around_words_do_not_count() {
        assert_eq!(tidied(of("\u{a0} Starters \n", " one\ntwo ")), Ok(of("Starters", "one\ntwo")));
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let long = |characters| "ä".repeat(characters);
        assert_eq!(tidied(of(" \t", "")), Err(ContentError::NoName));
        assert_eq!(tidied(of(&long(121), "")), Err(ContentError::LongName));
        assert!(tidied(of(&long(120), &long(2_000))).is_ok());
        assert_eq!(tidied(of("a", &long(2_001))), Err(ContentError::LongDescription));
        assert_eq!(tidied(of("a\nb", "")), Err(ContentError::Control));
        assert_eq!(tidied(of("a", "b\u{0}")), Err(ContentError::Control));
    }
}
