//! What is sent and answered, as schemas.

use serde_json::{Map, Value, json};

use super::SCHEMA_ADDRESS;
use super::parameters::{choice_schema, figures, meaning};
use crate::export::pptx::Template;
use crate::export::schema::SCHEMA_VERSION;
use crate::server::exports::{Document, Format};
use crate::server::file_options::FileChoice;

pub(super) fn schemas() -> Value {
    let text = |what: &str| json!({ "type": "string", "description": what });
    let links: Map<String, Value> =
        Format::all().map(|format| (format.extension().to_owned(), json!({ "type": "string" }))).collect();
    let formats: Vec<_> = Format::all().map(Format::extension).collect();
    let documents = Document::ALL.map(Document::extension).join(", ");
    json!({
        "AskedDeckFile": deck_file(),
        "GivenTemplate": given_template(),
        "ChosenTemplate": chosen_template(),
        "AskedFigure": {
            "type": "object",
            "additionalProperties": false,
            "required": ["study", "figure"],
            "properties": {
                "study": text("Code of a study."),
                "figure": { "type": "string", "enum": figures() },
                "query": text("The query of its page, without `?`."),
            },
        },
        "Registered": {
            "type": "object",
            "required": ["id", "address", "links"],
            "properties": {
                "id": { "type": "string", "pattern": "^[a-z_]+/[0-9a-f]{16}$" },
                "address": text("The page it stands on, without scheme and host."),
                "links": {
                    "type": "object",
                    "description": format!(
                        "Its files by format, without scheme and host; the JSON is described by {SCHEMA_ADDRESS}, \
                         version {SCHEMA_VERSION}. Pages as a whole are saved as {documents}."
                    ),
                    "required": formats,
                    "properties": links,
                },
            },
        },
    })
}

/// The form that asks for a file of a deck.
fn deck_file() -> Value {
    let kinds = Document::ALL.map(Document::extension);
    let mut fields = Map::from_iter([("kind".to_owned(), json!({ "type": "string", "enum": kinds }))]);
    for choice in FileChoice::OF_DECKS {
        let mut schema = choice_schema(choice);
        schema["description"] = json!(meaning(choice));
        fields.insert(choice.name().to_owned(), schema);
    }
    json!({ "type": "object", "additionalProperties": false, "required": ["kind"], "properties": fields })
}

/// The form that chooses the template of a deck.
fn chosen_template() -> Value {
    let what = "The name of a template, empty for the one in use, or `ours.` for our own.";
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["template"],
        "properties": { "template": { "type": "string", "maxLength": 40, "description": what } },
    })
}

/// The form that gives a template.
fn given_template() -> Value {
    let most_bytes = Template::MOST_BYTES;
    json!({
        "type": "object",
        "required": ["name", "file"],
        "properties": {
            "name": { "type": "string", "maxLength": 40, "description": "What it is to be called." },
            "file": { "type": "string", "format": "binary", "maxLength": most_bytes, "description": "A .potx or .pptx." },
        },
    })
}
