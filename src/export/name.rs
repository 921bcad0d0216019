//! What a file is called.

use crate::exhibit::Exhibit;

/// Longest part of a name.
const MOST_CHARACTERS: usize = 40;

/// A name for a file of this exhibit that every file system takes:
/// `{study}-{analysis}-{instrument}-v{data version}.{extension}`, as `acupuncture-trend-severity-v1.svg`. Parts that
/// are empty or unknown are left out; characters other than ASCII letters and digits become one `-`.
pub fn file_name(exhibit: &Exhibit, extension: &str) -> String {
    file_name_of_all(exhibit, &exhibit.provenance.analysis, extension)
}

/// A name for a file of several exhibits of one page, the first of which is `exhibit`:
/// `{study}-{page}-{instrument}-v{data version}.{extension}`, as `acupuncture-comparison-severity-v1.pptx`.
pub fn file_name_of_all(exhibit: &Exhibit, page: &str, extension: &str) -> String {
    let provenance = &exhibit.provenance;
    let instrument = instrument(&provenance.options).unwrap_or_default();
    let parts = [provenance.study.as_str(), page, &instrument].map(safe);
    let mut parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        parts.push("exhibit");
    }
    format!("{}-v{}.{}", parts.join("-"), provenance.data_version, safe(extension))
}

/// A name for a file of a deck: `deck-{name}.{extension}`, as `deck-board-meeting.pptx`.
pub fn file_name_of_deck(name: &str, extension: &str) -> String {
    let name = safe(name);
    let separator = if name.is_empty() { "" } else { "-" };
    format!("deck{separator}{name}.{}", safe(extension))
}

/// The instrument named in the options, when they name one.
fn instrument(options: &str) -> Option<String> {
    let options: serde_json::Value = serde_json::from_str(options).ok()?;
    options.get("instrument")?.as_str().map(str::to_owned)
}

fn safe(part: &str) -> String {
    let mut name = String::new();
    for character in part.chars().take(MOST_CHARACTERS) {
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::example;

    #[test]
    fn a_name_says_study_question_score_and_data_version() {
        let exhibit = example::trial().into_inner();
        assert_eq!(file_name(&exhibit, "svg"), "acupuncture-trend-severity-v1.svg");
    }

    #[test]
    fn a_name_cannot_leave_its_folder() {
        let mut exhibit = example::trial().into_inner();
        exhibit.provenance.study = "../../etc/pass wd\u{0}".to_owned();
        exhibit.provenance.options = "no json".to_owned();
        assert_eq!(file_name(&exhibit, "c/sv"), "etc-pass-wd-trend-v1.c-sv");
        exhibit.provenance.study = "研究".to_owned();
        exhibit.provenance.analysis = String::new();
        assert_eq!(file_name(&exhibit, "csv"), "exhibit-v1.csv");
        assert_eq!(file_name_of_deck("Board, May\"\n", "pptx"), "deck-board-may.pptx");
        assert_eq!(file_name_of_deck("研究", "pdf"), "deck.pdf");
    }
}
