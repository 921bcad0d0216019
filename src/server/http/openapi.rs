//! The `OpenAPI` description, put together from the same lists of figures, pages and formats that the routes read.

use serde_json::{Map, Value, json};

use crate::analysis::address::FiguresPage;
use crate::export::schema::SCHEMA_VERSION;
use crate::server::exports::{Document, Format};
use crate::server::file_options::FileChoice;
use crate::server::pages::AnyQuestion;

/// Version of the described addresses.
const VERSION: &str = "1.0.0";
const SCHEMA_ADDRESS: &str = "/api/v1/exhibit.schema.json";

/// The whole description (`OpenAPI` 3.1).
pub fn description() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sinew",
            "version": VERSION,
            "summary": "Figures of studies as files, by page or by exhibit id.",
            "description": "Every answer but a file is JSON or one plain sentence. The program answers this machine only.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": {
            "/s/{study}/{name}.{format}": { "get": figure_of_a_page() },
            "/api/v1/exhibits": { "post": register() },
            "/api/v1/exhibits/{analysis}/{digits}.{format}": { "get": exhibit_by_id() },
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
    let parameters = ["study", "name", "format"]
        .into_iter()
        .chain(FileChoice::ALL.map(FileChoice::name))
        .map(parameter)
        .collect::<Vec<_>>();
    json!({
        "operationId": "figureOfPage",
        "summary": "A figure of a page, or all figures of a page in one document.",
        "description": "The rest of the query is that of the page: its filters, groups, score and handling of missing \
                        values, as they stand in the address of the page. Names of pages have formats of documents only.",
        "parameters": parameters,
        "responses": with_problems(file(), &["NotFound", "Invalid", "Unavailable"]),
    })
}

fn exhibit_by_id() -> Value {
    let parameters = ["analysis", "digits", "format"]
        .into_iter()
        .chain(FileChoice::ALL.map(FileChoice::name))
        .map(parameter)
        .collect::<Vec<_>>();
    json!({
        "operationId": "exhibitById",
        "summary": "An exhibit by its id, made again.",
        "description": "Answers only when the question of the exhibit still has the answer it had.",
        "parameters": parameters,
        "responses": with_problems(file(), &["NotFound", "Gone", "Invalid", "Unavailable"]),
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

/// A file in any format.
fn file() -> Value {
    let content: Map<String, Value> = Format::all()
        .map(|format| {
            let kind = format.content_type();
            let content = match format {
                Format::Json => json!({ "schema": { "$ref": SCHEMA_ADDRESS } }),
                Format::Csv | Format::Svg => json!({ "schema": { "type": "string" } }),
                Format::Png | Format::Parquet | Format::Document(_) => {
                    json!({ "schema": { "type": "string", "format": "binary" } })
                }
            };
            (kind.to_owned(), content)
        })
        .collect();
    json!({
        "description": "The file.",
        "headers": {
            "Content-Disposition": {
                "description": "`attachment` with a name for the file.",
                "schema": { "type": "string" },
            },
        },
        "content": content,
    })
}

/// The good answer and the answers when something is wrong, by status.
fn with_problems(good: Value, problems: &[&str]) -> Value {
    let all = [
        ("404", "NotFound"),
        ("410", "Gone"),
        ("413", "TooLong"),
        ("415", "NotJson"),
        ("422", "Invalid"),
        ("503", "Unavailable"),
    ];
    let mut responses = Map::from_iter([("200".to_owned(), good)]);
    for (status, name) in all.into_iter().filter(|(_, name)| problems.contains(name)) {
        responses.insert(status.to_owned(), json!({ "$ref": format!("#/components/responses/{name}") }));
    }
    Value::Object(responses)
}

fn problems() -> Value {
    let sentence = |what: &str| {
        json!({
            "description": what,
            "content": { "text/plain; charset=utf-8": { "schema": { "type": "string" } } },
        })
    };
    json!({
        "NotFound": sentence("There is no such study, figure, format or exhibit; one sentence."),
        "Gone": sentence("The question of the exhibit has another answer by now; one sentence with its id and address."),
        "TooLong": sentence("The body is too long."),
        "NotJson": {
            "description": "The body is not said to be JSON.",
            "content": { "application/json": { "schema": { "type": "object" } } },
        },
        "Invalid": sentence("The query says something impossible, or too few people to show; one sentence."),
        "Unavailable": sentence("The database does not answer; one sentence, and when to ask again."),
    })
}

fn parameter(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

fn parameters() -> Value {
    let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    let one_of = |codes: Vec<&str>| json!({ "type": "string", "enum": codes });
    let in_path = |name: &str, what: &str, schema: Value| {
        let place =
            json!({ "name": name, "in": "path", "required": true, "description": what, "schema": schema });
        (name.to_owned(), place)
    };
    let formats = Format::all().map(Format::extension).collect();
    let places = [
        in_path("study", "Code of a study.", text("^[a-z][a-z0-9_]{0,39}$")),
        in_path("name", "A figure, or a page with all its figures.", one_of(names())),
        in_path("analysis", "The part of an exhibit id before the stroke.", one_of(figures())),
        in_path("digits", "The part of an exhibit id after the stroke.", text("^[0-9a-f]{16}$")),
        in_path("format", "File extension.", one_of(formats)),
    ];
    let choices = FileChoice::ALL.map(|choice| (choice.name().to_owned(), file_choice(choice)));
    places.into_iter().chain(choices).collect::<Map<_, _>>().into()
}

/// A choice among files, in the query.
fn file_choice(choice: FileChoice) -> Value {
    let (what, default) = match choice {
        FileChoice::Width => ("Width of a picture.", Some("wide")),
        FileChoice::Preset => ("What a picture is for, instead of its width.", None),
        FileChoice::Theme => ("Ground of a picture.", Some("light")),
        FileChoice::Shape => ("Form of slides.", Some("wide")),
        FileChoice::Template => ("Name of a template of slides, one of those at /templates.", None),
        FileChoice::Paper => ("Paper of pages.", Some("a4")),
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
    json!({ "name": choice.name(), "in": "query", "description": what, "schema": schema })
}

fn figures() -> Vec<&'static str> {
    AnyQuestion::all().map(AnyQuestion::code).collect()
}

fn names() -> Vec<&'static str> {
    figures().into_iter().chain(FiguresPage::ALL.map(FiguresPage::code)).collect()
}

fn schemas() -> Value {
    let text = |what: &str| json!({ "type": "string", "description": what });
    let links: Map<String, Value> =
        Format::all().map(|format| (format.extension().to_owned(), json!({ "type": "string" }))).collect();
    let formats: Vec<_> = Format::all().map(Format::extension).collect();
    let documents = Document::ALL.map(Document::extension).join(", ");
    json!({
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Routes that only a page of this program asks for.
    const OF_PAGES: [&str; 1] = ["/theme"];

    #[test]
    fn every_route_is_described_and_nothing_else() {
        let routes = include_str!("router.rs").split(".route(\"").skip(1);
        let mut routes: Vec<_> = routes.filter_map(|rest| rest.split('"').next()).collect();
        routes.retain(|route| !OF_PAGES.contains(route));
        let described = description()["paths"].as_object().unwrap().clone();
        let mut described: Vec<_> = described
            .keys()
            .map(|path| path.replace("{digits}.{format}", "{file}").replace("{name}.{format}", "{file}"))
            .collect();
        routes.sort_unstable();
        described.sort_unstable();
        assert_eq!(routes, described);
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn references(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::Object(fields) => {
                    found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                    fields.values().for_each(|value| references(value, found));
                }
                Value::Array(values) => values.iter().for_each(|value| references(value, found)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        let description = description();
        let mut found = Vec::new();
        references(&description, &mut found);
        assert!(found.len() > 10, "{found:?}");
        for reference in found.iter().filter(|reference| *reference != SCHEMA_ADDRESS) {
            let place = reference.strip_prefix('#').unwrap_or_default();
            assert!(description.pointer(place).is_some(), "{reference}");
        }
    }
}
