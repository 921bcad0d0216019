//! The files of a deck, by a link each where they are made at once, and by a form where that takes longer.

use crate::exhibit::DeckId;
use crate::ui::choices::deck_address;
use crate::ui::components::inert::{Inert, append, inert};

/// Most figures of a deck whose files are made while one waits. Files of more are made in the background.
const MOST_AT_ONCE: usize = 6;

const FORMATS: [(&str, &str); 4] =
    [("PowerPoint", "pptx"), ("PDF", "pdf"), ("Word", "docx"), ("Excel", "xlsx")];

/// All figures of a deck in one file, in each format.
pub fn deck_files(deck: DeckId, figures: usize) -> Inert {
    inert(html(deck, figures))
}

fn html(deck: DeckId, figures: usize) -> String {
    let address = deck_address(deck);
    let mut html = String::new();
    if figures <= MOST_AT_ONCE {
        html.push_str("<nav class=\"deck-files\" aria-label=\"Save the deck\">");
        for (name, kind) in FORMATS {
            append!(
                html,
                "<a class=\"button\" href=\"{address}.{kind}\" download=\"\" rel=\"external\">{name}</a>"
            );
        }
        html.push_str("</nav>");
    } else {
        append!(
            html,
            "<form class=\"deck-files\" method=\"post\" action=\"{address}/files\" aria-label=\"Save the deck\">"
        );
        for (name, kind) in FORMATS {
            append!(html, "<button class=\"button\" name=\"kind\" value=\"{kind}\">{name}</button>");
        }
        html.push_str("</form>");
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_small_deck_are_links_and_of_a_large_one_are_asked_for() {
        let (small, large) = (html(DeckId(3), MOST_AT_ONCE), html(DeckId(3), MOST_AT_ONCE + 1));
        assert!(small.contains("href=\"/decks/3.pptx\"") && !small.contains("<button"), "{small}");
        assert!(large.contains("action=\"/decks/3/files\"") && !large.contains("href"), "{large}");
        assert!(large.contains("name=\"kind\" value=\"xlsx\">Excel"), "{large}");
    }
}
