//! `/decks/{deck}/template`: which template the slides of a deck stand on. A form of the deck's page sends it; it works
//! without scripts.

use axum::Router;
use axum::extract::rejection::RawFormRejection;
use axum::extract::{Path, RawForm, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;

use crate::domain::AppError;
use crate::server::context::{Permission, authorise_local_person};
use crate::server::state::AppState;
use crate::server::{deck_templates, error};

/// The field that says the template.
const TEMPLATE: &str = "template";

/// The routes.
pub fn routes() -> Router<AppState> {
    Router::new().route("/decks/{deck}/template", post(choose))
}

async fn choose(
    State(state): State<AppState>,
    Path(deck): Path<String>,
    form: Result<RawForm, RawFormRejection>,
) -> Response {
    let context = authorise_local_person(state, Permission::EditDecks);
    let chosen = async {
        let RawForm(form) = form.map_err(|_| no_form())?;
        deck_templates::choose(&context, &deck, &asked(&form)?).await
    };
    match chosen.await {
        Ok(deck) => (StatusCode::SEE_OTHER, [(header::LOCATION, format!("/decks/{deck}"))]).into_response(),
        Err(problem) => error::response(&problem),
    }
}

/// What a form asks for.
fn asked(form: &[u8]) -> Result<String, AppError> {
    let mut fields = form_urlencoded::parse(form);
    match (fields.next(), fields.next()) {
        (Some((name, value)), None) if name == TEMPLATE => Ok(value.into_owned()),
        (_, _) => Err(no_form()),
    }
}

fn no_form() -> AppError {
    AppError::Invalid {
        sentence:
            "A template of a deck is chosen by a form with the field template and nothing else. Nothing was \
                   changed."
                .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_one_template() {
        assert_eq!(asked(b"template=clinic"), Ok("clinic".to_owned()));
        assert_eq!(asked(b"template="), Ok(String::new()));
        for form in [b"".as_slice(), b"paper=letter", b"template=a&template=b"] {
            assert!(asked(form).is_err(), "{form:?}");
        }
    }
}
