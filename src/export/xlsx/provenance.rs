//! Where the numbers of an exhibit come from, and how to get to the same page again.

use super::board::Board;
use super::value::MOST_CHARACTERS;
use crate::exhibit::Exhibit;

/// Widest column, in characters.
const WIDEST: u16 = 110;

/// Pairs of what it is and what it is here.
pub(super) fn board(exhibit: &Exhibit, name: &str) -> Board {
    let pairs = pairs(exhibit);
    let parts: Vec<(&str, String)> = pairs.iter().flat_map(|(item, words)| in_parts(item, words)).collect();
    let mut board = Board::new(name, WIDEST);
    board.words("Item", parts.iter().map(|(item, _)| *item));
    board.words("Value", parts.iter().map(|(_, words)| words.as_str()));
    board
}

fn pairs(exhibit: &Exhibit) -> Vec<(&'static str, String)> {
    let provenance = &exhibit.provenance;
    let mut pairs = vec![
        ("Study", provenance.study_title.clone()),
        ("Study code", provenance.study.clone()),
        ("Data version", provenance.data_version.to_string()),
        ("Data as of", provenance.data_as_of.clone()),
        ("Cohort", provenance.cohort.clone()),
        ("Cohort definition", provenance.cohort_definition.clone()),
        ("Question", provenance.analysis.clone()),
        ("Choices", provenance.options.clone()),
        ("Suppression", provenance.policy.sentence().to_owned()),
        ("Sinew version", provenance.program_version.clone()),
        ("Page", provenance.address.clone()),
        ("Exhibit", exhibit.id.as_str().to_owned()),
    ];
    pairs.extend(provenance.files_sha256.iter().map(|digest| ("Source file, SHA-256", digest.clone())));
    pairs
}

/// Words that are longer than a cell takes go on in the next row: a definition that is cut would be another one.
fn in_parts<'i>(item: &'i str, words: &str) -> Vec<(&'i str, String)> {
    let characters: Vec<char> = words.chars().collect();
    if characters.is_empty() {
        return vec![(item, String::new())];
    }
    characters.chunks(MOST_CHARACTERS).map(|part| (item, part.iter().collect())).collect()
}
