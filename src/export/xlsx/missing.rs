//! The sheet in place of a figure that cannot be drawn.

use super::board::Board;
use crate::export::placed::Missing;

/// Widest column, in characters.
const WIDEST: u16 = 100;

/// What the figure is called, and why it is not there.
pub(super) fn board(missing: &Missing, name: &str) -> Board {
    let Missing { title, study, exhibit, reason } = missing;
    let pairs = [
        ("Title", title),
        ("Missing because", reason),
        ("Study", study),
        ("Exhibit when it was chosen", exhibit),
    ];
    let mut board = Board::new(name, WIDEST);
    board.words("Item", pairs.map(|(item, _)| item));
    board.words("Words", pairs.map(|(_, words)| words.as_str()));
    board
}
