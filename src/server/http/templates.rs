//! `/templates`: the templates for slides that are kept here, with a form to give one. It works without scripts.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, Html, IntoResponse, Response};
use axum::routing::{get, post};
use leptos::prelude::*;
use tower_http::limit::RequestBodyLimitLayer;

use crate::domain::AppError;
use crate::server::context::{Permission, authorise_local_person};
use crate::server::error::{self, store};
use crate::server::state::AppState;
use crate::server::templates::{TemplateName, keep, named};
use crate::store::{KeptTemplate, delete_template, templates};
use crate::ui::{CHOSEN_TEMPLATE, stylesheet};

/// Largest form: a template of 25 MB and its name.
const BODY_LIMIT_BYTES: usize = 25 * 1_048_576 + 64 * 1024;

/// The routes, with a limit of their own on what is sent.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/templates", get(list).post(give))
        .route("/templates/{name}/use", post(choose))
        .route("/templates/{name}/delete", post(delete))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(BODY_LIMIT_BYTES))
}

async fn list(State(state): State<AppState>) -> Response {
    let context = authorise_local_person(state, Permission::ViewStudies);
    match templates(&context.state.database).await {
        Ok(kept) => Html(page(&context.state, &kept)).into_response(),
        Err(problem) => error::response(&store(problem)),
    }
}

async fn give(State(state): State<AppState>, form: Multipart) -> Response {
    let context = authorise_local_person(state, Permission::EditTemplates);
    let kept = async {
        let Given { name, content } = given(form).await?;
        keep(&context.state, &name, content).await?;
        Ok(chosen(&name))
    };
    back(kept.await)
}

/// The save menus of this browser offer slides on the template from now on.
async fn choose(State(state): State<AppState>, Path(name): Path<String>) -> Response {
    let context = authorise_local_person(state, Permission::ViewStudies);
    let choice = async {
        let name = TemplateName::read(&name)?;
        named(&context.state, &name).await.map(|_| chosen(&name))
    };
    back(choice.await)
}

async fn delete(State(state): State<AppState>, Path(name): Path<String>) -> Response {
    let context = authorise_local_person(state, Permission::EditTemplates);
    let deleted = async {
        let name = TemplateName::read(&name)?;
        delete_template(&context.state.database, name.as_str()).await.map_err(store)?;
        Ok(format!("{CHOSEN_TEMPLATE}=; Path=/; Max-Age=0; SameSite=Lax"))
    };
    back(deleted.await)
}

/// The cookie that names a template; a name has no character that a cookie could not hold.
fn chosen(name: &TemplateName) -> String {
    format!("{CHOSEN_TEMPLATE}={}; Path=/; Max-Age=31536000; SameSite=Lax", name.as_str())
}

fn back(done: Result<String, AppError>) -> Response {
    let location = (header::LOCATION, "/templates".to_owned());
    match done {
        Ok(cookie) => {
            (StatusCode::SEE_OTHER, AppendHeaders([(header::SET_COOKIE, cookie), location])).into_response()
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

fn page(state: &AppState, kept: &[KeptTemplate]) -> String {
    let rows = kept.iter().map(row).collect_view();
    let page = view! {
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>"Templates for slides · Sinew"</title>
                <link rel="icon" type="image/svg+xml" href="/favicon.svg"/>
                <link rel="stylesheet" href=stylesheet(&state.leptos_options)/>
            </head>
            <body>
                <main class="page">
                    <p><a href="/">"Sinew"</a></p>
                    <h1>"Templates for slides"</h1>
                    <p>
                        "Slides stand on the masters, layouts, fonts and colours of a template. Its own slides are left out. \
                         The one in use is offered in the Save menu of every figure; any is asked for by its name, as "
                        <code>"trend.pptx?template=clinic"</code>"."
                    </p>
                    <table>
                        <thead>
                            <tr><th>"Name"</th><th>"Layout of figures"</th><th>"Slide, points"</th><th>"SHA-256"</th><th></th><th></th></tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                    <form method="post" action="/templates" enctype="multipart/form-data">
                        <p><label>"Name " <input name="name" required=true maxlength="40"/></label></p>
                        <p><label>"File, .potx or .pptx " <input type="file" name="file" required=true accept=".potx,.pptx"/></label></p>
                        <p><button class="button is-primary" type="submit">"Keep template"</button></p>
                    </form>
                </main>
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", page.to_html())
}

fn row(template: &KeptTemplate) -> impl IntoView + use<> {
    let size = format!("{} × {}", template.width_points, template.height_points);
    let action = format!("/templates/{}/delete", template.name);
    let (name, layout, digest) = (template.name.clone(), template.layout.clone(), template.digest.clone());
    let label = format!("Delete {name}");
    let (use_action, use_label) = (format!("/templates/{name}/use"), format!("Use {name}"));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{layout}</td>
            <td>{size}</td>
            <td><code>{digest}</code></td>
            <td><form method="post" action=use_action><button class="button" type="submit" aria-label=use_label>"Use"</button></form></td>
            <td><form method="post" action=action><button class="button" type="submit" aria-label=label>"Delete"</button></form></td>
        </tr>
    }
}
