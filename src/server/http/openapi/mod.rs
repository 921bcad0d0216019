//! The `OpenAPI` description, put together from the same lists of figures, pages and formats that the routes read.

mod decks;
mod parameters;
mod responses;
mod schemas;
mod templates;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};

use parameters::{all, parameters};
use responses::{file, problems, with_problems};
use schemas::schemas;

use crate::server::exports::Format;
use crate::server::file_options::FileChoice;

/// Version of the described addresses.
const VERSION: &str = "1.1.0";
const SCHEMA_ADDRESS: &str = "/api/v1/exhibit.schema.json";

/// The whole description (`OpenAPI` 3.1).
pub fn description() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sinew",
            "version": VERSION,
            "summary": "Figures of studies as files, by page, by exhibit id or as decks.",
            "description": "Every answer but a file or a page is JSON or one plain sentence. The program answers this machine only.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": {
            "/s/{study}/{name}.{format}": { "get": figure_of_a_page() },
            "/api/v1/exhibits": { "post": register() },
            "/api/v1/exhibits/{analysis}/{digits}.{format}": { "get": exhibit_by_id() },
            "/decks/{deck}.{kind}": { "get": decks::at_once() },
            "/decks/{deck}/files": { "post": decks::begin() },
            "/decks/{deck}/files/{file}": { "get": decks::standing() },
            "/decks/{deck}/files/{file}/cancel": { "post": decks::cancel() },
            "/decks/{deck}/files/{file}/{name}": { "get": decks::made() },
            "/decks/{deck}/template": { "post": decks::choose_template() },
            "/templates": { "get": templates::list(), "post": templates::give() },
            "/templates/{name}/use": { "post": templates::choose() },
            "/templates/{name}/delete": { "post": templates::delete() },
            "/api/v1/openapi.json": { "get": document("openapi", "This description.") },
            "/api/v1/exhibit.schema.json": {
                "get": document("exhibitSchema", "The JSON Schema of an exhibit as JSON, with its version."),
            },
            "/healthz": { "get": health("alive", "Whether the program runs.", &[("200", "It does.")]) },
            "/readyz": { "get": ready() },
        },
        "components": { "parameters": parameters(), "responses": problems(), "schemas": schemas() },
    })
}

fn figure_of_a_page() -> Value {
    let names = ["study", "name", "format"].into_iter().chain(FileChoice::ALL.map(FileChoice::name));
    json!({
        "operationId": "figureOfPage",
        "summary": "A figure of a page, or all figures of a page in one document.",
        "description": "The rest of the query is that of the page: its filters, groups, score and handling of missing \
                        values, as they stand in the address of the page. Names of pages have formats of documents only.",
        "parameters": all(names),
        "responses": with_problems(file(Format::all()), &["NotFound", "Invalid", "Unavailable"]),
    })
}

fn exhibit_by_id() -> Value {
    let names = ["analysis", "digits", "format"].into_iter().chain(FileChoice::ALL.map(FileChoice::name));
    json!({
        "operationId": "exhibitById",
        "summary": "An exhibit by its id, made again.",
        "description": "Answers only when the question of the exhibit still has the answer it had.",
        "parameters": all(names),
        "responses": with_problems(file(Format::all()), &["NotFound", "Gone", "Invalid", "Unavailable"]),
    })
}

fn register() -> Value {
    let registered = json!({
        "description": "The exhibit and its addresses. Asking again changes nothing.",
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Registered" } } },
    });
    let asked = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/AskedFigure" } } });
    json!({
        "operationId": "registerExhibit",
        "summary": "Registers a figure of a page, so that it can be asked for by its id.",
        "requestBody": { "required": true, "content": asked },
        "responses": with_problems(registered, &["NotFound", "TooLong", "NotJson", "Invalid", "Unavailable"]),
    })
}

fn document(id: &str, summary: &str) -> Value {
    let content = json!({ "application/json": { "schema": { "type": "object" } } });
    json!({
        "operationId": id,
        "summary": summary,
        "responses": { "200": { "description": summary, "content": content } },
    })
}

fn ready() -> Value {
    let statuses = [("200", "It does."), ("503", "It does not; pages go on from memory.")];
    health("ready", "Whether the database answers, too.", &statuses)
}

fn health(id: &str, summary: &str, statuses: &[(&str, &str)]) -> Value {
    let words = json!({ "text/plain": { "schema": { "type": "string" } } });
    let response = |description: &str| json!({ "description": description, "content": words });
    let responses: Map<String, Value> =
        statuses.iter().map(|(status, description)| ((*status).to_owned(), response(description))).collect();
    json!({ "operationId": id, "summary": summary, "responses": responses })
}
