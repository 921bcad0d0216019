//! The files of a deck, by a link each where they are made at once, and by a form where that takes longer.

use crate::api::deck::TemplateOffer;
use crate::exhibit::DeckId;
use crate::ui::choices::deck_address;
use crate::ui::components::icons::CHEVRON;
use crate::ui::components::inert::{Inert, append, escape, inert};

/// Most figures of a deck whose files are made while one waits. Files of more are made in the background.
const MOST_AT_ONCE: usize = 6;

const FORMATS: [(&str, &str); 4] =
    [("PowerPoint", "pptx"), ("PDF", "pdf"), ("Word", "docx"), ("Excel", "xlsx")];

/// All figures of a deck in one file, in each format, and the choice of what its slides stand on, the one chosen first.
pub fn deck_files(deck: DeckId, figures: usize, templates: &[TemplateOffer]) -> Inert {
    inert(html(deck, figures, templates))
}

fn html(deck: DeckId, figures: usize, templates: &[TemplateOffer]) -> String {
    let address = deck_address(deck);
    let mut html = String::from("<div>");
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
    if !templates.is_empty() {
        append!(
            html,
            "<form class=\"deck-files deck-template\" method=\"post\" action=\"{address}/template\"><label class=\"field\"><span \
             class=\"field-label\">Slides stand on</span><span class=\"select\"><select name=\"template\">"
        );
        for offer in templates {
            append!(html, "<option value=\"{}\">{}</option>", escape(&offer.code), escape(&offer.label));
        }
        append!(
            html,
            "</select>{CHEVRON}</span></label><button class=\"button is-quiet\">Keep</button></form>"
        );
    }
    html.push_str("</div>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_small_deck_are_links_and_of_a_large_one_are_asked_for() {
        let (small, large) = (html(DeckId(3), MOST_AT_ONCE, &[]), html(DeckId(3), MOST_AT_ONCE + 1, &[]));
        assert!(small.contains("href=\"/decks/3.pptx\"") && !small.contains("<button"), "{small}");
        assert!(large.contains("action=\"/decks/3/files\"") && !large.contains("href"), "{large}");
        assert!(large.contains("name=\"kind\" value=\"xlsx\">Excel"), "{large}");
        assert!(!small.contains("<select") && !large.contains("<select"), "there is nothing to choose");
    }

    #[test]
    fn a_template_is_chosen_by_a_form_that_offers_the_one_chosen_first() {
        let offer =
            |code: &str, label: &str| TemplateOffer { code: code.to_owned(), label: label.to_owned() };
        let html = html(DeckId(3), 1, &[offer("clinic", "clinic"), offer("", "the <one> in use")]);
        assert!(html.contains("action=\"/decks/3/template\""), "{html}");
        let clinic = html.find("value=\"clinic\"").unwrap();
        let in_use = html.find("value=\"\">the &lt;one&gt; in use").unwrap();
        assert!(clinic < in_use, "{html}");
    }
}
