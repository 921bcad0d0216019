//! `GET /api/v1/openapi.json` and `GET /api/v1/exhibit.schema.json`: what programs may ask for, and what they get.

use std::sync::LazyLock;

use axum::Json;
use serde_json::Value;

use super::openapi;
use crate::export::schema::exhibit_schema;

static OPENAPI: LazyLock<Value> = LazyLock::new(openapi::description);
static EXHIBIT_SCHEMA: LazyLock<Value> = LazyLock::new(exhibit_schema);

/// The description of all addresses that programs may ask for. It holds nothing of any study, so nobody is asked who
/// they are.
pub async fn addresses() -> Json<&'static Value> {
    Json(&OPENAPI)
}

/// The schema of an exhibit as JSON. It holds nothing of any study either.
pub async fn exhibit() -> Json<&'static Value> {
    Json(&EXHIBIT_SCHEMA)
}
