//! The page of templates for slides. The server writes it alone: it is forms and nothing else.

use leptos::config::LeptosOptions;
use leptos::prelude::*;

use super::plain::{Refresh, plain_page};
use crate::ui::components::CHOSEN_TEMPLATE;
use crate::ui::request;

/// A template as the page lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateLine {
    /// Its name.
    pub name: String,
    /// The layout that figures are put on.
    pub layout: String,
    /// Width and height of its slides, in points.
    pub size_points: (i32, i32),
    /// The first digits of the SHA-256 of its file, in hexadecimals.
    pub digest: String,
}

/// The whole page; the request is to be in the context.
pub fn templates_page(options: &LeptosOptions, templates: Vec<TemplateLine>) -> String {
    let list = if templates.is_empty() {
        view! { <p class="sub">"No template yet: slides stand on our own."</p> }.into_any()
    } else {
        let lines = templates.into_iter().map(|template| view! { <Line template=template/> });
        view! { <ul class="studies">{lines.collect_view()}</ul> }.into_any()
    };
    let main = view! {
        <h1>"Templates for slides"</h1>
        <p class="sub">
            "Slides stand on the masters, layouts, fonts and colours of a template; its own slides are left out. \
             The one in use is offered in the Save menu of every figure, and decks stand on it that have none of their own."
        </p>
        {list}
        <Give/>
    };
    plain_page(options, "Templates for slides", Refresh::Never, main.into_any())
}

#[component]
fn Line(template: TemplateLine) -> impl IntoView {
    let TemplateLine { name, layout, size_points: (width, height), digest } = template;
    let what = format!("Figures stand on “{layout}”, slides of {width} × {height} points, SHA-256 {digest}");
    let is_used = request::cookie(CHOSEN_TEMPLATE).is_some_and(|used| used == name);
    let in_use = if is_used {
        view! { <p class="template-used">"In use"</p> }.into_any()
    } else {
        view! { <Act name=name.clone() act="use" label="Use"/> }.into_any()
    };
    view! {
        <li class="study deck-line">
            <div>
                <h2>{name.clone()}</h2>
                <p class="study-description">{what}</p>
            </div>
            <div class="deck-row-actions">{in_use}<Act name=name act="delete" label="Delete"/></div>
        </li>
    }
}

/// A button that does something with a template.
#[component]
fn Act(name: String, act: &'static str, label: &'static str) -> impl IntoView {
    let action = format!("/templates/{name}/{act}");
    view! {
        <form method="post" action=action>
            <button class="button is-quiet" type="submit">
                {label}<span class="visually-hidden">" "{name}</span>
            </button>
        </form>
    }
}

/// The form by which a template is given.
#[component]
fn Give() -> impl IntoView {
    view! {
        <form class="save-panel" method="post" action="/templates" enctype="multipart/form-data" aria-label="Give a template">
            <label class="field is-wide">
                <span class="field-label">"Name"</span>
                <input class="text-field" type="text" name="name" required=true maxlength="40"/>
            </label>
            <label class="field is-wide">
                <span class="field-label">"File, .potx or .pptx"</span>
                <input type="file" name="file" required=true accept=".potx,.pptx"/>
            </label>
            <div class="builder-actions">
                <button class="button is-primary" type="submit">"Keep template"</button>
            </div>
        </form>
    }
}
