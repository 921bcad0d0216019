//! Templates of slides.

use serde_json::{Value, json};

use super::parameters::all;
use super::responses::{leads_on, page, with_problems};

/// The page of templates.
pub(super) fn list() -> Value {
    json!({
        "operationId": "templates",
        "summary": "The templates that slides may stand on.",
        "responses": with_problems(page("The templates, with a form to give one."), &["Unavailable"]),
    })
}

/// Giving one.
pub(super) fn give() -> Value {
    let form = json!({ "schema": { "$ref": "#/components/schemas/GivenTemplate" } });
    json!({
        "operationId": "giveTemplate",
        "summary": "Keeps a template. One of the same name gives way to it.",
        "requestBody": { "required": true, "content": { "multipart/form-data": form } },
        "responses": leads_on("It is kept.", &["TooLong", "Invalid", "Unavailable"]),
    })
}

/// Using one.
pub(super) fn choose() -> Value {
    json!({
        "operationId": "useTemplate",
        "summary": "This browser is offered slides on the template from now on.",
        "parameters": all(["template_name"]),
        "responses": leads_on("It is.", &["NotFound", "Invalid", "Unavailable"]),
    })
}

/// Deleting one.
pub(super) fn delete() -> Value {
    json!({
        "operationId": "deleteTemplate",
        "summary": "Deletes a template. Deleting one that is not there changes nothing.",
        "parameters": all(["template_name"]),
        "responses": leads_on("It is not kept any more.", &["Invalid", "Unavailable"]),
    })
}
