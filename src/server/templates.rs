//! Templates of companies: read when they are given, and read again when slides are made.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::domain::AppError;
use crate::export::pptx::Template;
use crate::server::computations::Wanted;
use crate::server::error::store;
use crate::server::state::AppState;
use crate::store::{NewTemplate, keep_template, template, templates};

/// Longest name of a template.
const MOST_CHARACTERS: usize = 40;

/// The name of a template: small letters, digits and hyphens within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateName(String);

impl TemplateName {
    /// Reads a name; capitals become small letters and spaces hyphens.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when it is empty, too long or has other characters.
    pub fn read(name: &str) -> Result<Self, AppError> {
        let name = name.trim().to_ascii_lowercase().replace(' ', "-");
        let is_allowed = |character: char| character.is_ascii_alphanumeric() || character == '-';
        let is_name = (1..=MOST_CHARACTERS).contains(&name.len())
            && name.chars().all(is_allowed)
            && !name.starts_with('-')
            && !name.ends_with('-');
        if is_name { Ok(Self(name)) } else { Err(bad_name()) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn bad_name() -> AppError {
    AppError::Invalid {
        sentence: "A template’s name has 1 to 40 letters a to z, digits and hyphens, and neither begins nor ends with a \
                   hyphen, as “clinic-2026”."
            .to_owned(),
    }
}

/// Keeps `content` under `name`, once it has proved to be a template.
///
/// # Errors
/// [`AppError::Invalid`] with what is wrong with the file, [`AppError::Unavailable`] when the database does not answer,
/// [`AppError::Internal`] when it refuses.
pub async fn keep(state: &AppState, name: &TemplateName, content: Vec<u8>) -> Result<(), AppError> {
    let read = move |_: &Wanted| {
        let template = Template::read(&content).map_err(invalid)?;
        Ok((template, content))
    };
    let (template, content) = state.computations.run(read).await?;
    let points = |points: i64| i32::try_from(points).unwrap_or(i32::MAX);
    let (width, height) = template.size_points();
    let new = NewTemplate {
        name: name.as_str(),
        content: &content,
        content_sha256: &Sha256::digest(&content),
        layout: template.layout(),
        size_points: (points(width), points(height)),
    };
    keep_template(&state.database, new).await.map_err(store)
}

/// The template of this name.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, [`AppError::Invalid`] when this program reads it no more,
/// [`AppError::Unavailable`] when the database does not answer.
pub async fn named(state: &AppState, name: &TemplateName) -> Result<Arc<Template>, AppError> {
    let content = template(&state.database, name.as_str()).await.map_err(store)?;
    let content = content.ok_or_else(|| unknown(name))?;
    state.computations.run(move |_| Template::read(&content).map(Arc::new).map_err(invalid)).await
}

/// Whether there is a template of this name.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, [`AppError::Unavailable`] when the database does not answer.
pub async fn required(state: &AppState, name: &TemplateName) -> Result<(), AppError> {
    let is_there = names(state).await?.iter().any(|kept| kept == name.as_str());
    if is_there { Ok(()) } else { Err(unknown(name)) }
}

/// The names of the templates that are kept.
///
/// # Errors
/// [`AppError::Unavailable`] when the database does not answer.
pub async fn names(state: &AppState) -> Result<Vec<String>, AppError> {
    let kept = templates(&state.database).await.map_err(store)?;
    Ok(kept.into_iter().map(|template| template.name).collect())
}

fn unknown(name: &TemplateName) -> AppError {
    AppError::NotFound {
        sentence: format!(
            "There is no template “{}”. The templates there are stand at /templates.",
            name.as_str()
        ),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "errors are handed over")]
fn invalid(error: crate::export::pptx::TemplateError) -> AppError {
    AppError::Invalid { sentence: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_stand_in_an_address() {
        assert_eq!(TemplateName::read(" Clinic 2026 ").unwrap().as_str(), "clinic-2026");
        for name in ["", " ", "-a", "a-", "a/b", "../a", "é", &"a".repeat(41)] {
            assert!(TemplateName::read(name).is_err(), "{name}");
        }
    }
}
