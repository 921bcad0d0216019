//! What addresses take: parts of their paths, and choices among files.

use serde_json::{Map, Value, json};

use crate::analysis::address::FiguresPage;
use crate::server::exports::{Document, Format};
use crate::server::file_options::FileChoice;
use crate::server::pages::AnyQuestion;

const TEMPLATE_NAME: &str = "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$";

/// A reference to each of these.
pub(super) fn all<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<Value> {
    names.into_iter().map(parameter).collect()
}

pub(super) fn parameter(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

pub(super) fn parameters() -> Value {
    let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    let one_of = |codes: Vec<&str>| json!({ "type": "string", "enum": codes });
    let in_path = |name: &str, what: &str, schema: Value| (name.to_owned(), place_of(name, what, &schema));
    let kinds = Document::ALL.map(Document::extension).to_vec();
    let formats = Format::all().map(Format::extension).collect();
    let places = [
        in_path("study", "Code of a study.", text("^[a-z][a-z0-9_]{0,39}$")),
        in_path("name", "A figure, or a page with all its figures.", one_of(names())),
        in_path("analysis", "The part of an exhibit id before the stroke.", one_of(figures())),
        in_path("digits", "The part of an exhibit id after the stroke.", text("^[0-9a-f]{16}$")),
        in_path("format", "File extension.", one_of(formats)),
        in_path("deck", "Number of a deck.", text("^[0-9]{1,10}$")),
        in_path("kind", "File extension.", one_of(kinds)),
        in_path("file", "Number of a file.", text("^[0-9]{1,10}$")),
        ("file_name".to_owned(), place_of("name", "Name of a file.", &json!({ "type": "string" }))),
        ("template_name".to_owned(), place_of("name", "Name of a template.", &text(TEMPLATE_NAME))),
    ];
    let choices = FileChoice::ALL.map(|choice| (choice.name().to_owned(), file_choice(choice)));
    places.into_iter().chain(choices).collect::<Map<_, _>>().into()
}

/// A part of an address.
fn place_of(name: &str, what: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "path", "required": true, "description": what, "schema": schema })
}

/// A choice among files, in the query.
fn file_choice(choice: FileChoice) -> Value {
    let (what, schema) = (meaning(choice), choice_schema(choice));
    json!({ "name": choice.name(), "in": "query", "description": what, "schema": schema })
}

/// What a choice among files is.
pub(super) const fn meaning(choice: FileChoice) -> &'static str {
    match choice {
        FileChoice::Width => "Width of a picture.",
        FileChoice::Preset => "What a picture is for, instead of its width.",
        FileChoice::Theme => "Ground of a picture.",
        FileChoice::Shape => "Form of slides.",
        FileChoice::Template => "Name of a template of slides, one of those at /templates.",
        FileChoice::Paper => "Paper of pages.",
    }
}

/// What can be chosen.
pub(super) fn choice_schema(choice: FileChoice) -> Value {
    let default = match choice {
        FileChoice::Width | FileChoice::Shape => Some("wide"),
        FileChoice::Theme => Some("light"),
        FileChoice::Paper => Some("a4"),
        FileChoice::Preset | FileChoice::Template => None,
    };
    let codes = choice.codes();
    let mut schema = if codes.is_empty() {
        json!({ "type": "string", "maxLength": 40 })
    } else {
        json!({ "type": "string", "enum": codes })
    };
    if let Some(default) = default {
        schema["default"] = json!(default);
    }
    schema
}

pub(super) fn figures() -> Vec<&'static str> {
    AnyQuestion::all().map(AnyQuestion::code).collect()
}

fn names() -> Vec<&'static str> {
    figures().into_iter().chain(FiguresPage::ALL.map(FiguresPage::code)).collect()
}
