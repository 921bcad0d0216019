//! What described addresses answer.

use serde_json::{Map, Value, json};

use super::SCHEMA_ADDRESS;
use crate::server::exports::Format;

/// A file in one of `formats`.
pub(super) fn file(formats: impl Iterator<Item = Format>) -> Value {
    let content: Map<String, Value> = formats
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

/// A page of this program, to be read.
pub(super) fn page(description: &str) -> Value {
    json!({
        "description": description,
        "content": { "text/html; charset=utf-8": { "schema": { "type": "string" } } },
    })
}

/// The good answer and the answers when something is wrong, by status.
pub(super) fn with_problems(good: Value, problems: &[&str]) -> Value {
    answers("200", good, problems)
}

/// That what was sent is done, and where to go on from there.
pub(super) fn leads_on(description: &str, problems: &[&str]) -> Value {
    let place = json!({ "description": "The page to go on with.", "schema": { "type": "string" } });
    answers("303", json!({ "description": description, "headers": { "Location": place } }), problems)
}

fn answers(status: &str, good: Value, problems: &[&str]) -> Value {
    let all = [
        ("404", "NotFound"),
        ("410", "Gone"),
        ("413", "TooLong"),
        ("415", "NotJson"),
        ("422", "Invalid"),
        ("503", "Unavailable"),
    ];
    let mut responses = Map::from_iter([(status.to_owned(), good)]);
    for (status, name) in all.into_iter().filter(|(_, name)| problems.contains(name)) {
        responses.insert(status.to_owned(), json!({ "$ref": format!("#/components/responses/{name}") }));
    }
    Value::Object(responses)
}

pub(super) fn problems() -> Value {
    let sentence = |what: &str| {
        json!({
            "description": what,
            "content": {
                "text/plain; charset=utf-8": { "schema": { "type": "string" } },
                "text/html; charset=utf-8": { "schema": { "type": "string" } },
            },
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
