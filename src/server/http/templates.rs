//! `/templates`: the templates for slides that are kept here, with a form to give one. It works without scripts.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use leptos::prelude::{Owner, provide_context};
use tower_http::limit::RequestBodyLimitLayer;

use crate::domain::AppError;
use crate::export::pptx::Template;
use crate::server::context::{Permission, authorise_local_person};
use crate::server::error::{self, store};
use crate::server::state::AppState;
use crate::server::templates::{TemplateName, keep, required};
use crate::store::{KeptTemplate, delete_template, templates};
use crate::ui::{CHOSEN_TEMPLATE, TemplateLine, cookie_in, templates_page};

/// Largest form: a template of 25 MB and its name.
const BODY_LIMIT_BYTES: usize = Template::MOST_BYTES + 64 * 1024;

/// The routes, with a limit of their own on what is sent.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/templates", get(list).post(give))
        .route("/templates/{name}/use", post(choose))
        .route("/templates/{name}/delete", post(delete))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT_BYTES))
}

async fn list(State(state): State<AppState>, request: Parts) -> Response {
    let context = authorise_local_person(state, Permission::ViewStudies);
    match templates(&context.state.database).await {
        Ok(kept) => Html(page(&context.state, request, kept)).into_response(),
        Err(problem) => error::response(&store(problem)),
    }
}

async fn give(State(state): State<AppState>, form: Multipart) -> Response {
    let context = authorise_local_person(state, Permission::EditTemplates);
    let kept = async {
        let Given { name, content } = given(form).await?;
        keep(&context.state, &name, content).await?;
        Ok(Some(chosen(&name)))
    };
    back(kept.await)
}

/// The save menus of this browser offer slides on the template from now on.
async fn choose(State(state): State<AppState>, Path(name): Path<String>) -> Response {
    let context = authorise_local_person(state, Permission::ViewStudies);
    let choice = async {
        let name = TemplateName::read(&name)?;
        required(&context.state, &name).await?;
        Ok(Some(chosen(&name)))
    };
    back(choice.await)
}

async fn delete(State(state): State<AppState>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let context = authorise_local_person(state, Permission::EditTemplates);
    let deleted = async {
        let name = TemplateName::read(&name)?;
        delete_template(&context.state.database, name.as_str()).await.map_err(store)?;
        let was_chosen = cookie_in(&headers, CHOSEN_TEMPLATE).is_some_and(|chosen| chosen == name.as_str());
        Ok(was_chosen.then(|| format!("{CHOSEN_TEMPLATE}=; Path=/; Max-Age=0; SameSite=Lax")))
    };
    back(deleted.await)
}

/// The template in use in the browser that asks.
pub(super) fn in_use(headers: &HeaderMap) -> Option<String> {
    cookie_in(headers, CHOSEN_TEMPLATE).filter(|name| !name.is_empty())
}

/// The cookie that names a template; a name has no character that a cookie could not hold.
fn chosen(name: &TemplateName) -> String {
    format!("{CHOSEN_TEMPLATE}={}; Path=/; Max-Age=31536000; SameSite=Lax", name.as_str())
}

/// Back to the page, with a cookie to keep or to forget.
fn back(done: Result<Option<String>, AppError>) -> Response {
    match done {
        Ok(cookie) => {
            let cookie = cookie.map(|cookie| [(header::SET_COOKIE, cookie)]);
            (StatusCode::SEE_OTHER, [(header::LOCATION, "/templates")], cookie, ()).into_response()
        }
        Err(problem) => error::response(&problem),
    }
}

/// A form that was sent.
struct Given {
    name: TemplateName,
    content: Vec<u8>,
}

async fn given(mut form: Multipart) -> Result<Given, AppError> {
    let (mut name, mut content) = (None, None);
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        match field.name() {
            Some("name") => name = Some(TemplateName::read(&field.text().await.map_err(|_| unreadable())?)?),
            Some("file") => content = Some(field.bytes().await.map_err(|_| unreadable())?.to_vec()),
            Some(_) | None => {}
        }
    }
    let (name, content) = name.zip(content).ok_or_else(unreadable)?;
    Ok(Given { name, content })
}

fn unreadable() -> AppError {
    AppError::Invalid {
        sentence: "A template is sent as a form with a name and a file of 25 MB at most. Nothing was kept."
            .to_owned(),
    }
}

/// The page as this request sees it: in its theme, with the template it uses.
fn page(state: &AppState, request: Parts, kept: Vec<KeptTemplate>) -> String {
    let lines = kept.into_iter().map(|template| TemplateLine {
        name: template.name,
        layout: template.layout,
        size_points: (template.width_points, template.height_points),
        digest: template.digest,
    });
    Owner::new().with(|| {
        provide_context(request);
        templates_page(&state.leptos_options, lines.collect())
    })
}
