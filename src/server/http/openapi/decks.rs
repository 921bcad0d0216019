//! Decks as files, at once or made in the background.

use serde_json::{Value, json};

use super::parameters::all;
use super::responses::{file, leads_on, page, with_problems};
use crate::server::exports::{Document, Format};
use crate::server::file_options::FileChoice;

/// What may be wrong with an address of a deck.
const PROBLEMS: [&str; 2] = ["NotFound", "Unavailable"];

/// Any file of a deck.
fn any_file() -> Value {
    file(Document::ALL.map(Format::Document).into_iter())
}

/// The file of a deck while one waits.
pub(super) fn at_once() -> Value {
    let names = ["deck", "kind"].into_iter().chain(FileChoice::OF_DECKS.map(FileChoice::name));
    json!({
        "operationId": "fileOfDeck",
        "summary": "Every figure of a deck in one file, made while one waits.",
        "description": "A figure that cannot be drawn is named in its place, with the reason. Slides stand on the template of the \
                        deck where the query says neither template nor shape.",
        "parameters": all(names),
        "responses": with_problems(any_file(), &["NotFound", "Invalid", "Unavailable"]),
    })
}

/// Asking for a file that is made in the background.
pub(super) fn begin() -> Value {
    let form = json!({ "schema": { "$ref": "#/components/schemas/AskedDeckFile" } });
    json!({
        "operationId": "beginFileOfDeck",
        "summary": "Asks for a file of a deck that is made in the background.",
        "parameters": all(["deck"]),
        "requestBody": { "required": true, "content": { "application/x-www-form-urlencoded": form } },
        "responses": leads_on("It is being made.", &["NotFound", "TooLong", "Invalid", "Unavailable"]),
    })
}

/// Choosing what the slides of a deck stand on.
pub(super) fn choose_template() -> Value {
    let form = json!({ "schema": { "$ref": "#/components/schemas/ChosenTemplate" } });
    json!({
        "operationId": "chooseTemplateOfDeck",
        "summary": "Chooses what the slides of a deck stand on, where a file of it does not say otherwise.",
        "parameters": all(["deck"]),
        "requestBody": { "required": true, "content": { "application/x-www-form-urlencoded": form } },
        "responses": leads_on("It is chosen.", &["NotFound", "TooLong", "Invalid", "Unavailable"]),
    })
}

/// The page of such a file.
pub(super) fn standing() -> Value {
    let page =
        page("How far the file is, with a link to it once it is made. It asks for itself again until then.");
    json!({
        "operationId": "standingOfFile",
        "summary": "How far a file is that is made in the background.",
        "parameters": all(["deck", "file"]),
        "responses": with_problems(page, &PROBLEMS),
    })
}

/// Ending the work on such a file.
pub(super) fn cancel() -> Value {
    json!({
        "operationId": "cancelFile",
        "summary": "Ends the making of a file. One that has ended stays as it is.",
        "parameters": all(["deck", "file"]),
        "responses": leads_on("It is not made any more.", &PROBLEMS),
    })
}

/// Such a file once it is made.
pub(super) fn made() -> Value {
    json!({
        "operationId": "madeFile",
        "summary": "A file that was made in the background, under its name.",
        "parameters": all(["deck", "file", "file_name"]),
        "responses": with_problems(any_file(), &PROBLEMS),
    })
}
